"""Where in a payload a text was read from: the bytes behind every block and every figure.

The source is flattened (tags, comments and scripts left out, entities decoded, white space dropped)
with a map from each character that is left to the characters it was written with. A text is then
found by plain search, whatever white space and markup the reader dropped. What is found reads as
the text, and what does not is not found: ``flat_text`` of the bytes is the text without its spaces.
"""

from __future__ import annotations

import html as entities
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dalil.model import Span
from dalil.page.encoding import byte_offsets, printable, text_of
from dalil.page.markup import Cut, cut

_LONG = 30  #   characters that hardly stand in a page twice
_TRIES = 20  #  places looked at for a short text before it is given up
# White space, and the characters that readers drop because nobody sees them.
_BLANK = "\\s\u00ad\u200b-\u200d\u2060\ufeff"
_UNSEEN = dict.fromkeys([0xAD, *range(0x200B, 0x200E), 0x2060, 0xFEFF])
_ENTITY = re.compile(r"&#?\w{1,40};?")
_RUN = re.compile(f"[^{_BLANK}]+")
_RUN_OR_ENTITY = re.compile(f"&#?\\w{{1,40}};?|&|[^{_BLANK}&]+")


@dataclass(frozen=True, slots=True)
class _Flat:
    """A source without markup and spaces: where each stretch of text begins here and there."""

    text: str
    source: str
    here: list[int]
    there: list[tuple[int, int]]
    html: bool
    body: int  # where, here, <body> begins

    def start(self, at: int) -> int:
        """The source offset at which the character at ``at`` begins."""
        stretch = bisect_right(self.here, at) - 1
        if at == self.here[stretch]:  # as most texts do, where a stretch begins
            first = _RUN.search(self.source, *self.there[stretch])
            if first and first[0][0] != "&":
                return first.start()
        return self._place(at)[0]

    def end(self, at: int) -> int:
        """The source offset at which the character before ``at`` ends."""
        stretch = bisect_left(self.here, at) - 1
        if at == self._until(stretch):  # as most texts do, where a stretch ends
            begin, end = self.there[stretch]
            piece = self.source[begin:end].rstrip()
            if "&" not in piece and ord(piece[-1]) not in _UNSEEN:
                return begin + len(piece)
        return self._place(at - 1)[1]

    def _until(self, stretch: int) -> int:
        return self.here[stretch + 1] if stretch + 1 < len(self.here) else len(self.text)

    def _place(self, at: int) -> tuple[int, int]:
        """Where the character at ``at`` is written in the source; an entity is one place."""
        stretch = bisect_right(self.here, at) - 1
        left = at - self.here[stretch]
        for run in (_RUN_OR_ENTITY if self.html else _RUN).finditer(
            self.source, *self.there[stretch]
        ):
            text = _read(run[0]) if self.html else run[0]
            if left < len(text):
                begin = run.start()
                plain = len(text) == run.end() - begin
                return (begin + left, begin + left + 1) if plain else run.span()
            left -= len(text)
        return self.there[stretch]

    def is_edge(self, at: int) -> bool:
        """Whether no word goes on across ``at``."""
        if not 0 < at < len(self.text):
            return True
        joined = self.text[at - 1].isalnum() and self.text[at].isalnum()
        return not joined or self.end(at) != self.start(at)


def _read(run: str) -> str:
    return squeeze(entities.unescape(run)) if run[0] == "&" else run


def locate(payload: bytes, encoding: str, texts: Sequence[str], *, html: bool) -> list[Span | None]:
    """The bytes of ``payload`` that each of ``texts`` was read from; ``None`` if it is not there.

    ``texts`` are in page order, as far as known; ``encoding`` is as ``Decoded`` names it. Linear in
    the payload for each text that is not found, and in all for those that are.
    """
    return locate_cut(payload, encoding, _cut(text_of(payload, encoding), html), texts, html=html)


def locate_cut(
    payload: bytes, encoding: str, source: Cut, texts: Sequence[str], *, html: bool = True
) -> list[Span | None]:
    """As ``locate``, for a payload whose text has been cut already."""
    flat = _flatten(source, html)
    wanted = [squeeze(text) for text in texts]
    return _to_bytes(payload, encoding, flat, _places(flat, wanted), wanted)


def locate_within(
    payload: bytes, encoding: str, block_span: Span, block_text: str, span: Span, *, html: bool
) -> Span | None:
    """The bytes of ``span`` of a block's text, given the block's own bytes."""
    piece = payload[block_span.start : block_span.end]
    flat = _flatten(_cut(text_of(piece, encoding), html), html)
    wanted = squeeze(span.of(block_text))
    if not wanted or flat.text != squeeze(block_text):
        return None
    at = len(squeeze(block_text[: span.start]))
    found = _to_bytes(piece, encoding, flat, [at], [wanted])[0]
    return found.shift(block_span.start) if found else None


def flat_text(source: str, *, html: bool) -> str:
    """``source`` without markup and white space, as ``locate`` compares it."""
    return _flatten(_cut(source, html), html).text


def squeeze(text: str) -> str:
    """``text`` without white space and invisible characters."""
    return "".join(printable(text).translate(_UNSEEN).split())


# ── find ─────────────────────────────────────────────────────────────────────────────────────────


def _places(flat: _Flat, wanted: list[str]) -> list[int | None]:
    """Long texts first, in order; then the short ones between their neighbours."""
    places: list[int | None] = [None] * len(wanted)
    at = flat.body
    for index, text in enumerate(wanted):
        if len(text) >= _LONG:
            place = _find(flat, text, at)
            places[index] = place
            at = place + len(text) if place is not None and place >= at else at
    at = flat.body
    for index, text in enumerate(wanted):
        place = places[index]
        if place is None and 0 < len(text) < _LONG:
            place = places[index] = _find(flat, text, at)
        if place is not None and place >= at:
            at = place + len(text)
    return places


def _find(flat: _Flat, text: str, at: int) -> int | None:
    """The first place from ``at``, else in the body, else anywhere."""
    for start, stop in ((at, len(flat.text)), (flat.body, at), (0, flat.body)):
        place = _find_whole(flat, text, start, min(len(flat.text), stop + len(text)))
        if place is not None:
            return place
    return None


def _find_whole(flat: _Flat, text: str, start: int, stop: int) -> int | None:
    for _ in range(_TRIES):
        place = flat.text.find(text, start, stop)
        if place < 0:
            return None
        if flat.is_edge(place) and flat.is_edge(place + len(text)):
            return place
        start = place + 1
    return None


def _to_bytes(
    payload: bytes,
    encoding: str,
    flat: _Flat,
    places: Sequence[int | None],
    wanted: Sequence[str],
) -> list[Span | None]:
    ranges = [
        None if at is None else (flat.start(at), flat.end(at + len(text)))
        for at, text in zip(places, wanted, strict=True)
    ]
    offsets = sorted({offset for pair in ranges if pair for offset in pair})
    found = byte_offsets(payload, encoding, offsets)
    if found is None:
        return [None] * len(ranges)
    byte = dict(zip(offsets, found, strict=True))
    return [Span(byte[pair[0]], byte[pair[1]]) if pair else None for pair in ranges]


# ── flatten ──────────────────────────────────────────────────────────────────────────────────────


def _cut(source: str, html: bool) -> Cut:
    return cut(source) if html else Cut(source, [(0, len(source))], 0, 0, "", [])


def _flatten(cut: Cut, html: bool) -> _Flat:
    here: list[int] = []
    there: list[tuple[int, int]] = []
    pieces: list[str] = []
    at = body = 0
    source = cut.source
    hidden = any(chr(char) in source for char in _UNSEEN)
    for index, (start, end) in enumerate(cut.text):
        if index == cut.body:
            body = at
        piece = source[start:end]
        if html and "&" in piece:
            piece = _ENTITY.sub(_entity, piece)
        piece = "".join((piece.translate(_UNSEEN) if hidden else piece).split())
        if piece:
            here.append(at)
            there.append((start, end))
            pieces.append(piece)
            at += len(piece)
    return _Flat("".join(pieces), source, here, there, html, body)


def _entity(match: re.Match[str]) -> str:
    return _read(match[0])
