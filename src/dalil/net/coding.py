"""HTTP's content codings undone (gzip, deflate, br), with a cap: a bomb ends before it goes off."""

from __future__ import annotations

import zlib

from dalil.errors import BadAnswer, TooLarge

MAX_DECODED = 64 * 2**20  # bytes
FREE = 2**20  #             bytes that may come out of anything, however small
MAX_RATIO = 200  #          beyond that: bytes out for each byte in

KEPT = "what was sent is kept as it is; open it with another program"
_GZIP = b"\x1f\x8b"


def decode(body: bytes, coding: str | None, *, cut: bool = False) -> bytes:
    """``body`` without its content coding (``Content-Encoding``); ``cut`` where its end is missing.

    One layer is undone. A body that is not in the coding it states is given as it is. Raises
    ``TooLarge`` beyond the cap and ``BadAnswer`` for damage and for codings that Dalil does not know.
    """
    layers = [part for part in (p.strip().lower() for p in (coding or "").split(",")) if part]
    layers = [layer for layer in layers if layer != "identity"]
    if not layers or not body:
        return body
    if len(layers) > 1:
        raise BadAnswer(f"compressed {len(layers)} times over ({', '.join(layers)[:60]})", KEPT)
    limit = min(MAX_DECODED, max(FREE, MAX_RATIO * len(body)))
    match layers[0]:
        case "gzip" | "x-gzip":
            return _gzip(body, limit, cut) if body.startswith(_GZIP) else body
        case "deflate":
            return _deflate(body, limit, cut)
        case "br":
            return _brotli(body, limit, cut)
        case other:
            raise BadAnswer(f"compressed in a way that was not asked for: {other[:60]!r}", KEPT)


def _gzip(body: bytes, limit: int, cut: bool) -> bytes:
    """All members; what follows the last one is no part of the text."""
    pieces: list[bytes] = []
    while body.startswith(_GZIP):
        piece, body = _inflate(body, 16 + zlib.MAX_WBITS, limit, cut)
        pieces.append(piece)
        limit -= len(piece)
    return b"".join(pieces)


def _deflate(body: bytes, limit: int, cut: bool) -> bytes:
    """As the standard says (zlib), or bare, as some servers do."""
    zlibbed = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    return _inflate(body, zlib.MAX_WBITS if zlibbed else -zlib.MAX_WBITS, limit, cut)[0]


def _inflate(body: bytes, window: int, limit: int, cut: bool) -> tuple[bytes, bytes]:
    """The text, and what stands after its end."""
    machine = zlib.decompressobj(window)
    try:
        text = machine.decompress(body, limit + 1)
    except zlib.error as error:
        raise BadAnswer(f"damaged: its compression does not hold ({error})", KEPT) from error
    if len(text) > limit:
        raise _bomb(limit)
    if not machine.eof and not cut:
        raise BadAnswer("damaged: its compressed text breaks off", KEPT)
    return text, machine.unused_data


def _brotli(body: bytes, limit: int, cut: bool) -> bytes:
    import brotli

    machine, pieces, length = brotli.Decompressor(), [], 0
    try:
        piece = machine.process(body, output_buffer_limit=limit + 1)
        while piece:
            pieces.append(piece)
            length += len(piece)
            if length > limit:
                raise _bomb(limit)
            piece = machine.process(b"", output_buffer_limit=limit + 1 - length)
    except brotli.error as error:
        raise BadAnswer(f"damaged: its compression does not hold ({error})", KEPT) from error
    if not machine.is_finished() and not cut:
        raise BadAnswer("damaged: its compressed text breaks off", KEPT)
    return b"".join(pieces)


def _bomb(limit: int) -> TooLarge:
    return TooLarge(
        f"more than {limit / 2**20:.0f} MiB come out of it: a decompression bomb, or not a page",
        KEPT,
    )
