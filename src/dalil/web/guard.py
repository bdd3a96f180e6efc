"""What stands between the room and the world: whose name is called, and what a page may do.

The texts in an archive were written by strangers. Pages show them escaped; these headers see to it
that nothing in a page can run, load or send anything even if that failed once.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SANDBOX_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "private, no-cache",
}


class KnownHosts:
    """Refuse requests that call this server by a name it does not go by.

    A page elsewhere can point its own name at 127.0.0.1 (DNS rebinding) and would then read the
    archive as if it were its own; it cannot change the ``Host`` that the browser sends.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self.app = app
        self.hosts = frozenset(name.lower().strip("[]") for name in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or host_name(Headers(scope=scope)) in self.hosts:
            await self.app(scope, receive, send)
            return
        refusal = PlainTextResponse(
            "421: this server does not answer to that name. Open it as http://localhost:PORT/\n",
            status_code=421,
        )
        await refusal(scope, receive, send)


class SafeHeaders:
    """Put the headers on every response, unless a page has said something stricter itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, send_on if scope["type"] == "http" else send)


def host_name(headers: Headers) -> str | None:
    """The name in ``Host``, without port and brackets, in lower case; None if there is not one."""
    given = headers.getlist("host")
    if len(given) != 1:
        return None
    host = given[0].strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _add(headers: MutableHeaders) -> None:
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
