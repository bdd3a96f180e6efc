"""One HTTP exchange: a request to a checked address, and the answer byte for byte, or an error.

No redirect is followed, nothing is tried again, no cookie is kept, no proxy is used. What is polite
is decided above, in ``visitor``.
"""

from __future__ import annotations

import http.client
import os
import re
import ssl
import time
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from datetime import UTC, datetime

from dalil import __version__
from dalil.errors import BadAnswer, FetchFailed, TooLarge, TooSlow, Unreachable
from dalil.net import coding
from dalil.net.addresses import Resolver, resolve
from dalil.net.connection import Connection, Overrun
from dalil.net.target import Target, target

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.8"
CHUNK = 64 * 1024
MAX_IDLE = 8  # connections kept open


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one answer may cost."""

    bytes: int = 20_000_000  #      of the body as sent
    seconds: float = 30  #          from the first packet to the last byte, however they drip
    connecting: float = 10  #       seconds for each address
    head: int = 64 * 1024  #        bytes of status line and headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and its answer, as they went over the wire."""

    url: str  #                                 as asked for, without fragment
    status: int
    reason: str
    http_version: str  #                        "HTTP/1.1"
    headers: tuple[tuple[str, str], ...]  #     in their order, names as sent, values as Latin-1
    body: bytes  #                              transfer coding undone, content coding kept
    request: bytes  #                           request line and headers as sent
    fetched_at: datetime  #                     when it was asked, UTC
    ip: str  #                                  the address that answered
    head: bytes = b""  #                        status line and headers as received
    cut: bool = False  #                        only the first bytes were wanted, and there are more

    def header(self, name: str) -> str | None:
        """The value of the header ``name``; several are joined by commas."""
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        return ", ".join(values) if values else None

    @property
    def payload(self) -> bytes:
        """The body with its content coding undone. Raises ``TooLarge`` and ``BadAnswer``."""
        return coding.decode(self.body, self.header("Content-Encoding"), cut=self.cut)

    @property
    def media_type(self) -> str | None:
        """``text/html`` and the like, in lower case, without parameters."""
        value = (self.header("Content-Type") or "").partition(";")[0].strip().lower()
        return value or None

    @property
    def charset(self) -> str | None:
        """What the header says of the encoding, true or not."""
        found = re.search(
            r"charset\s*=\s*[\"']?([^\s\"';,]+)", self.header("Content-Type") or "", re.IGNORECASE
        )
        return found[1] if found else None


def own_name(contact: str | None = None) -> str:
    """How Dalil names itself: ``Dalil/0.1.0 (+https://newsroom.example/dalil)``.

    ``contact`` is an address at which a site's keeper reaches who runs this Dalil; without one,
    ``DALIL_CONTACT`` in the environment is taken, and without that only the program is named.
    """
    given = contact if contact is not None else os.environ.get("DALIL_CONTACT", "")
    known = re.sub(r"[^!-'*-~]+", " ", given).strip()[:200]
    return f"Dalil/{__version__} (+{known})" if known else f"Dalil/{__version__}"


class Client:
    """Makes exchanges, and keeps a few connections open between them."""

    def __init__(
        self,
        *,
        user_agent: str | None = None,
        allow: Set[str] = frozenset(),
        limits: Limits | None = None,
        resolver: Resolver | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self.user_agent = user_agent or own_name()
        self.allow = frozenset(allow)
        self.limits = limits or Limits()
        self._resolver = resolver
        self._now = now or (lambda: datetime.now(UTC))
        self._open: dict[str, Connection] = {}

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        only_first: int | None = None,
    ) -> Exchange:
        """Ask for ``url`` once, conditionally where a validator is given.

        ``only_first``: no more than so many bytes of the body are read, and more is no error.
        Raises ``Refused`` before anything is sent, and a ``FetchFailed`` where no whole answer came.
        """
        goal = target(url, self.allow)
        headers = self._headers(goal, etag, last_modified)
        used = self._open.pop(goal.origin, None)
        if used is not None and used.is_connected:
            try:
                return self._exchange(used, goal, headers, only_first)
            except _Stale:
                pass  # the server had closed it meanwhile; nothing was answered
        elif used is not None:
            used.close()
        return self._exchange(self._connect(goal), goal, headers, only_first)

    def post(self, url: str, body: bytes, media_type: str) -> Exchange:
        """Send ``body`` to ``url`` once, over a connection of its own. Nothing of the web is asked so.

        Raises as ``get`` does.
        """
        goal = target(url, self.allow)
        headers = [*self._headers(goal, None, None), ("Content-Type", media_type)]
        return self._exchange(self._connect(goal), goal, headers, None, body)

    def close(self) -> None:
        """Close what is open."""
        while self._open:
            self._open.popitem()[1].close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _headers(
        self, goal: Target, etag: str | None, last_modified: str | None
    ) -> list[tuple[str, str]]:
        headers = [
            ("Host", goal.authority),
            ("User-Agent", self.user_agent),
            ("Accept", ACCEPT),
            ("Accept-Encoding", "gzip"),  # which every WARC tool can undo
        ]
        if etag:
            headers.append(("If-None-Match", _one_line(etag)))
        if last_modified:
            headers.append(("If-Modified-Since", _one_line(last_modified)))
        return headers

    def _connect(self, goal: Target) -> Connection:
        """A connection to the first checked address that takes one."""
        addresses = resolve(goal.host, goal.port, self.allow, self._resolver)
        until = time.monotonic() + self.limits.seconds
        problem: Exception | None = None
        for address in addresses:
            left = until - time.monotonic()
            if left <= 0:
                break
            try:
                return Connection(goal, address, min(left, self.limits.connecting))
            except ssl.SSLCertVerificationError as error:
                raise Unreachable(
                    f"{goal.origin}: its certificate does not hold ({error.verify_message})",
                    "look at it in a browser; what it sends cannot be told from a forgery",
                ) from error
            except OSError as error:
                problem = error
        where = ", ".join(address.ip for address in addresses[:3])
        kind = TooSlow if isinstance(problem, TimeoutError) or problem is None else Unreachable
        raise kind(
            f"{goal.origin}: no connection to {where} ({_said(problem)})",
            "try again later, or look at it in a browser",
        ) from problem

    def _exchange(
        self,
        connection: Connection,
        goal: Target,
        headers: list[tuple[str, str]],
        only_first: int | None,
        sending: bytes | None = None,
    ) -> Exchange:
        limits = self.limits
        wire = connection.begin(limits.seconds, limits.head)
        fetched_at = self._now()
        try:
            response = connection.ask(goal.path, headers, sending)
            wire.allowance = 4 * limits.bytes + limits.head  # chunks have a frame of their own
            body, cut = self._body(goal, response, only_first)
        except (OSError, ValueError, http.client.HTTPException) as error:  # Python's: a chunk of -5
            connection.close()
            if connection.is_used and not wire.heard and not isinstance(error, TimeoutError):
                raise _Stale from error
            raise self._failed(goal, error) from error
        except BaseException:
            connection.close()
            raise
        head = _head(bytes(wire.heard))
        exchange = Exchange(
            url=goal.url,
            status=response.status,
            reason=response.reason,
            http_version="HTTP/1.0" if response.version == 10 else "HTTP/1.1",
            headers=_fields(head),
            body=body,
            request=connection.sent,
            fetched_at=fetched_at,
            ip=connection.address.ip,
            head=head,
            cut=cut,
        )
        self._put_back(goal, connection, response, cut)
        if exchange.status < 200:
            raise BadAnswer(f"{goal.url}: HTTP {exchange.status} is no answer", "try again later")
        return exchange

    def _body(
        self, goal: Target, response: http.client.HTTPResponse, only_first: int | None
    ) -> tuple[bytes, bool]:
        """The body as sent, and whether there is more of it than was wanted."""
        limit = self.limits.bytes if only_first is None else only_first
        stated = response.length
        if only_first is None and stated is not None and stated > limit:
            raise self._too_large(goal, stated)
        pieces: list[bytes] = []
        length = 0
        for piece in _pieces(response):
            pieces.append(piece)
            length += len(piece)
            if length > limit:
                if only_first is None:
                    raise self._too_large(goal, length)
                return b"".join(pieces)[:limit], True
        if response.length:
            raise BadAnswer(
                f"{goal.url}: broke off {response.length:,} bytes before its end", "try again later"
            )
        return b"".join(pieces), False

    def _put_back(
        self, goal: Target, connection: Connection, response: http.client.HTTPResponse, cut: bool
    ) -> None:
        """Keep the connection for the next request to this host, if the server does too."""
        if cut or response.will_close or not response.isclosed():
            connection.close()
            return
        connection.is_used = True
        self._open[goal.origin] = connection
        if len(self._open) > MAX_IDLE:
            self._open.pop(next(iter(self._open))).close()

    def _too_large(self, goal: Target, length: int) -> TooLarge:
        return TooLarge(
            f"{goal.url}: at least {length:,} bytes, the limit is {self.limits.bytes:,}",
            "save it with a browser and add the file",
        )

    def _failed(self, goal: Target, error: Exception) -> FetchFailed:
        """What a socket or HTTP error means to a person."""
        if isinstance(error, TimeoutError):
            return TooSlow(
                f"{goal.url}: not whole after {self.limits.seconds:g} seconds", "try again later"
            )
        if isinstance(error, Overrun):
            return TooLarge(f"{goal.url}: its headers have no end", "look at it in a browser")
        if isinstance(error, http.client.HTTPException | ValueError):
            return BadAnswer(
                f"{goal.url}: what came is not HTTP, or broke off ({_said(error)})",
                "try again later, or look at it in a browser",
            )
        return Unreachable(
            f"{goal.url}: the connection was lost ({_said(error)})", "try again later"
        )


class _Stale(Exception):
    """A connection that was kept open is gone, and nothing had been answered."""


def _pieces(response: http.client.HTTPResponse) -> Iterator[bytes]:
    while piece := response.read(CHUNK):
        yield piece


def _one_line(value: str) -> str:
    """A header value that is one, whatever a server once sent us."""
    return "".join(char for char in value if " " <= char <= "~" or "\xa0" <= char <= "\xff")[:1_000]


def _said(error: BaseException | None) -> str:
    if isinstance(error, TimeoutError) or error is None:
        return "no answer in time"
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return "".join(char if char.isprintable() else " " for char in text)[:200]


def _head(heard: bytes) -> bytes:
    """The head of the final answer: interim ones (100 Continue) before it are left out."""
    while True:
        end = re.search(rb"\r?\n\r?\n", heard)
        if end is None:
            return heard
        if not re.match(rb"HTTP/\S+\s+100\b", heard):
            return heard[: end.end()]
        heard = heard[end.end() :]


def _fields(head: bytes) -> tuple[tuple[str, str], ...]:
    """Names and values in their order; a line that begins with white space goes on with the last."""
    fields: list[tuple[str, str]] = []
    for line in head.decode("latin-1").replace("\r\n", "\n").split("\n")[1:]:
        if line[:1] in {" ", "\t"} and fields:
            name, value = fields.pop()
            fields.append((name, f"{value} {line.strip()}"))
        elif ":" in line:
            name, _, value = line.partition(":")
            fields.append((name.strip(), value.strip()))
    return tuple(fields)
