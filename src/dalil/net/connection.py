"""A connection to one checked address, that stops when the time or the bytes are up.

urllib3 looks a name up when it connects, and its time limit is for each single read: a server that
sends a byte a second keeps it waiting for ever. Here the address is given, and every read is held to
one deadline and one allowance of bytes, the head of the answer and TLS included.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, cast

from urllib3.connection import HTTPConnection, HTTPSConnection

from dalil.net.addresses import Address
from dalil.net.target import Target


class Overrun(OSError):
    """More bytes came than were allowed."""


class Wire:
    """What a socket of ours adds to Python's: a deadline, an allowance, and the head overheard."""

    deadline: float  #      of ``time.monotonic``
    allowance: int  #       bytes that may still come
    to_hear: int  #         how many of the first are kept
    heard: bytearray

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        """As a socket's, within the limits. Raises ``TimeoutError`` and ``Overrun``."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time is up")
        self.settimeout(left)  # type: ignore[attr-defined]
        count: int = super().recv_into(buffer, nbytes, flags)  # type: ignore[misc]
        self.allowance -= count
        if self.allowance < 0:
            raise Overrun("more bytes than are taken")
        if len(self.heard) < self.to_hear:
            self.heard += memoryview(buffer)[:count]
        return count


class _PlainWire(Wire, socket.socket):
    pass


class _TlsWire(Wire, ssl.SSLSocket):  # type: ignore[misc]
    pass


class _Pinned:
    """Connects to the address that it was given, and remembers what it sends."""

    address: Address
    sent: bytearray
    timeout: float
    sock: Any

    def _new_conn(self) -> socket.socket:
        until = time.monotonic() + self.timeout
        made = _PlainWire(self.address.family, socket.SOCK_STREAM)
        try:
            made.settimeout(self.timeout)
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            made.connect((self.address.ip, self.address.port))
            made.settimeout(max(until - time.monotonic(), 0.001))  # for the TLS handshake
        except BaseException:
            made.close()
            raise
        return made

    def send(self, data: Any) -> None:
        self.sent += data
        super().send(data)  # type: ignore[misc]


class _Plain(_Pinned, HTTPConnection):  # type: ignore[misc]
    pass


class _Tls(_Pinned, HTTPSConnection):  # type: ignore[misc]
    pass


class Connection:
    """A connection to one address, asked again and again. TLS server name and Host are the name's."""

    def __init__(self, goal: Target, address: Address, timeout: float) -> None:
        """Connect within ``timeout`` seconds. Raises ``OSError``, of which ``SSLError`` is one."""
        self.address = address
        self.is_used = False  #     it has answered before
        self._response: http.client.HTTPResponse | None = None
        self._http: _Plain | _Tls
        if goal.scheme == "https":
            self._http = _Tls(goal.host, goal.port, timeout=timeout, ssl_context=_trust())
        else:
            self._http = _Plain(goal.host, goal.port, timeout=timeout)
        self._http.address = address
        try:
            self._http.connect()
        except BaseException:
            self._http.close()
            raise

    @property
    def is_connected(self) -> bool:
        """Whether the other side has not closed it, as far as one can know."""
        return self._http.is_connected

    @property
    def sent(self) -> bytes:
        """The last request, as it was sent."""
        return bytes(self._http.sent)

    def begin(self, seconds: float, head: int) -> Wire:
        """Set the limits of the next exchange: ``seconds`` in all, ``head`` bytes of headers."""
        wire = self._http.sock
        wire.deadline = time.monotonic() + seconds
        wire.allowance = wire.to_hear = head
        wire.heard = bytearray()
        wire.settimeout(seconds)
        self._http.timeout = seconds
        self._http.sent = bytearray()
        return cast(Wire, wire)

    def ask(
        self, path: str, headers: Iterable[tuple[str, str]], body: bytes | None = None
    ) -> http.client.HTTPResponse:
        """Send a GET, or a POST with ``body``, and read the head of the answer.

        Raises ``OSError`` and ``HTTPException``.
        """
        method = "GET" if body is None else "POST"
        self._http.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in headers:
            self._http.putheader(name, value)
        if body is not None:
            self._http.putheader("Content-Length", str(len(body)))
        self._http.endheaders(body)
        # The answer as Python reads it: urllib3's own undoes codings and regroups the headers.
        self._response = http.client.HTTPConnection.getresponse(self._http)
        return self._response

    def close(self) -> None:
        """Hang up."""
        if self._response is not None:
            self._response.close()
        self._http.close()


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    """Certificates must hold, by what the system trusts or by Mozilla's list."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    context.sslsocket_class = _TlsWire
    return context
