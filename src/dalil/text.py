"""Arithmetic on characters: joining blocks, digests, quotes, and the only bridge to UTF-16."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from dalil.model import AnyFinding, Block, BlockKind, Span

_SURROGATE = re.compile("[\ud800-\udfff]")

BETWEEN_BLOCKS = "\n\n"


def digest(data: bytes) -> str:
    """``sha256:…`` of ``data``, in lower-case hexadecimal."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def text_digest(text: str) -> str:
    """``sha256:…`` of ``text`` in UTF-8."""
    return digest(text.encode())


def sound(text: str) -> str:
    """``text`` with U+FFFD for each lone surrogate, which no UTF-8 can hold; offsets stay."""
    return _SURROGATE.sub("\ufffd", text) if _SURROGATE.search(text) else text


def compose(parts: Iterable[tuple[BlockKind, str]]) -> tuple[str, tuple[Block, ...]]:
    """Join ``(kind, text)`` parts to one text and say which block stands where.

    Empty parts are left out. The text is the parts, ``BETWEEN_BLOCKS`` between them.
    """
    blocks: list[Block] = []
    pieces: list[str] = []
    at = 0
    for kind, piece in parts:
        if not piece:
            continue
        if pieces:
            at += len(BETWEEN_BLOCKS)
        blocks.append(Block(kind=kind, span=Span(at, at + len(piece))))
        pieces.append(piece)
        at += len(piece)
    return BETWEEN_BLOCKS.join(pieces), tuple(blocks)


def around(text: str, span: Span, width: int = 32) -> tuple[str, str, str]:
    """``(prefix, exact, suffix)`` of a W3C text quote selector, ``width`` characters either side."""
    return (
        text[max(0, span.start - width) : span.start],
        span.of(text),
        text[span.end : span.end + width],
    )


def to_utf16(text: str, offset: int) -> int:
    """The UTF-16 code units before code point ``offset``, as browsers and Java count."""
    return offset + sum(1 for c in text[:offset] if ord(c) > 0xFFFF)


def in_utf16(text: str, findings: Iterable[AnyFinding]) -> list[AnyFinding]:
    """Findings of ``text`` with every span in UTF-16 code units instead of code points.

    One pass over the text, however many findings.
    """
    wide = [index for index, char in enumerate(text) if ord(char) > 0xFFFF]

    def moved(span: Span) -> Span:
        return Span(
            span.start + bisect_left(wide, span.start), span.end + bisect_left(wide, span.end)
        )

    return [
        replace(
            finding,
            span=moved(finding.span),
            context=moved(finding.context),
            parts={name: tuple(map(moved, spans)) for name, spans in finding.parts.items()},
        )
        for finding in findings
    ]


def from_utf16(text: str, offset: int) -> int:
    """The code points before UTF-16 code unit ``offset``; inside a pair, the pair's first."""
    units = 0
    for index, char in enumerate(text):
        width = 2 if ord(char) > 0xFFFF else 1
        if units + width > offset:
            return index
        units += width
    return len(text)
