"""The HTTP message in a WARC record: its head as it stands, its body with the codings undone."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

UNDONE_CODING = b"X-Orig-Transfer-Encoding"
"""What Transfer-Encoding is called in a kept head whose body has it undone, as other tools do."""

LARGEST_PAYLOAD = 64 * 1024 * 1024
"""Bytes that a body may unpack to; what gives more is a bomb, or nothing that Dalil reads."""

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})(?: |$)")
_TRANSFER_ENCODING = re.compile(rb"(\r\n)Transfer-Encoding(?=[ \t]*:)", re.IGNORECASE)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([^\s"';,]+)""", re.IGNORECASE)
_MOST_CODINGS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A request or response as it was sent."""

    head: (
        bytes  #                              the start line, headers and the empty line after them
    )
    body: bytes  #                              as it stands, codings and all
    status: int | None  #                       None: a request, or not HTTP
    headers: tuple[tuple[str, str], ...]  #     in order, names in lower case

    def header(self, name: str) -> str | None:
        """The first header of that lower-case name."""
        return next((value for key, value in self.headers if key == name), None)

    @property
    def media_type(self) -> str | None:
        """``text/html``, without its parameters."""
        return (self.header("content-type") or "").split(";")[0].strip().lower() or None

    @property
    def charset(self) -> str | None:
        """What Content-Type says the text is encoded in."""
        found = _CHARSET.search(self.header("content-type") or "")
        return found[1] if found else None

    def payload(self) -> bytes:
        """The body with transfer and content codings undone.

        What cannot be undone stays as it is: a server that says gzip and sends text sent text, and
        a bomb stays packed. Of a body that is cut off there is what could be unpacked.
        """
        body = self.body
        if "chunked" in (self.header("transfer-encoding") or "").lower():
            body = _unchunked(body)
        codings = [c.strip().lower() for c in (self.header("content-encoding") or "").split(",")]
        codings = [c for c in codings if c not in {"", "identity"}]
        if len(codings) > _MOST_CODINGS:
            return body
        for coding in reversed(codings):
            body = _decoded(body, coding)
        return body


def parse(block: bytes) -> Message:
    """The message in a record's block; bytes that are no HTTP are a head without a body."""
    end = block.find(b"\r\n\r\n")
    at = len(block) if end < 0 else end + 4
    start, *lines = block[:at].split(b"\r\n")
    status = _STATUS.match(start)
    headers: list[tuple[str, str]] = []
    for line in lines:
        if line[:1] in b" \t" and line and headers:  # folded, as was once allowed
            headers[-1] = (headers[-1][0], f"{headers[-1][1]} {_text(line)}")
        elif b":" in line:
            name, _, value = line.partition(b":")
            headers.append((_text(name).lower(), _text(value)))
    return Message(
        head=block[:at],
        body=block[at:],
        status=int(status[1]) if status else None,
        headers=tuple(headers),
    )


def made_head(start_line: str, headers: Sequence[tuple[str, str]]) -> bytes:
    """A message's head from its parts, as the bytes that stood for them."""
    lines = [start_line, *(f"{name}: {value}" for name, value in headers)]
    return b"".join(_bytes(line) + b"\r\n" for line in lines) + b"\r\n"


def unchunked_head(head: bytes) -> bytes:
    """A head whose body has its transfer coding undone: the header that speaks of it is renamed."""
    return _TRANSFER_ENCODING.sub(rb"\1" + UNDONE_CODING, head)


def _text(raw: bytes) -> str:
    return raw.decode("latin-1").strip()


def _bytes(line: str) -> bytes:
    """Header lines come as Latin-1 from the wire; anything else was made by a program."""
    line = line.replace("\r", " ").replace("\n", " ")
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:
        return line.encode("utf-8", "replace")


def _unchunked(body: bytes) -> bytes:
    """The chunks put together; a body that is not in chunks, whatever its head says, as it is."""
    pieces: list[bytes] = []
    at = 0
    while True:
        line_end = body.find(b"\r\n", at, at + 1024)
        try:
            size = int(body[at:line_end].split(b";")[0], 16) if line_end > 0 else -1
        except ValueError:
            size = -1
        if size <= 0:
            break
        pieces.append(body[line_end + 2 : line_end + 2 + size])
        at = line_end + 2 + size + 2
    return b"".join(pieces) if pieces or size == 0 else body


def _decoded(body: bytes, coding: str) -> bytes:
    if coding in {"gzip", "x-gzip"}:
        return _inflated(body, 31)
    if coding == "deflate":  # zlib's by the letter of the law; bare as some servers send it
        return _inflated(body, 15 if body[:1] and body[0] & 15 == 8 else -15)
    if coding == "br":
        return _unbrotlied(body)
    return body


def _inflated(body: bytes, wbits: int) -> bytes:
    pieces: list[bytes] = []
    total, rest = 0, body
    while rest:
        unpacker = zlib.decompressobj(wbits)
        try:
            piece = unpacker.decompress(rest, LARGEST_PAYLOAD + 1 - total)
        except zlib.error:
            break
        total += len(piece)
        if total > LARGEST_PAYLOAD:
            return body
        pieces.append(piece)
        rest = unpacker.unused_data if unpacker.eof and wbits == 31 else b""
    return b"".join(pieces) if total else body


def _unbrotlied(body: bytes) -> bytes:
    import brotli

    unpacker, pieces, total = brotli.Decompressor(), [], 0
    try:
        piece = unpacker.process(body, output_buffer_limit=LARGEST_PAYLOAD + 1)
        while piece:
            pieces.append(piece)
            total += len(piece)
            if total > LARGEST_PAYLOAD:
                return body
            piece = unpacker.process(b"", output_buffer_limit=LARGEST_PAYLOAD + 1 - total)
    except brotli.error:
        pass  # cut off or damaged: what there is
    return b"".join(pieces) if total else body
