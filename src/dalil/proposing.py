"""Asking a person's own model server for proposals; the only place where a text meets a model.

It happens only when a person names the server, and the server must be on this machine.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from dalil.errors import BadAnswer, Refused
from dalil.findings.proposals import Proposals, question, read_answer
from dalil.net.client import Client, Limits
from dalil.net.target import Target, target

SECONDS = 300.0
LARGEST_ANSWER = 1_000_000  # bytes
_HERE = {"localhost": ["127.0.0.1", "::1"]}


def propose(
    text: str,
    *,
    language: str,
    server: str,
    model: str,
    published: str | None = None,
    seconds: float = SECONDS,
) -> Proposals:
    """What ``model`` proposes for ``text``, checked against it: see ``findings.proposals``.

    ``server`` is the base address of an OpenAI-compatible endpoint on this machine
    (``http://127.0.0.1:8080/v1``). Raises ``Refused`` where it is elsewhere, ``InputError`` where the
    text is too long, and ``FetchFailed`` where no usable answer came.
    """
    goal = _goal(server)
    body = question(text, language=language, published=published, model=model)
    limits = Limits(bytes=LARGEST_ANSWER, seconds=seconds)
    with Client(allow={goal.host}, limits=limits, resolver=_resolve) as client:
        answer = client.post(goal.url, body, "application/json")
    if answer.status != 200:
        raise BadAnswer(
            f"{goal.url}: HTTP {answer.status}", "check the address and the model's name"
        )
    return read_answer(answer.payload, text, language=language, model=model)


def _goal(server: str) -> Target:
    """Where the chat is. Raises ``Refused`` for anything but this machine."""
    try:
        named = urlsplit(server).hostname or ""
    except ValueError:
        named = ""
    address = server.partition("?")[0].rstrip("/") + "/chat/completions"
    goal = target(address, {named, f"[{named}]"})
    if not _is_here(goal.host):
        raise Refused(
            f"{goal.host} is not this machine, and the text would leave it",
            "--model-server http://127.0.0.1:8080/v1",
        )
    return goal


def _is_here(host: str) -> bool:
    try:
        return host in _HERE or ip_address(host).is_loopback
    except ValueError:
        return False


def _resolve(host: str, _port: int) -> list[str]:
    """Never by a name server: ``localhost`` is this machine, whatever one says."""
    return _HERE.get(host, [host])
