"""Two wordings beside each other: paragraph by paragraph, with what was taken away and put in.

A passage ends where a paragraph ends in both wordings, or in the only one that has it. All pieces of
the old wording put together are its text but for the line feeds between paragraphs; so are the new
one's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dalil.model import Block, Run, Version
from dalil.text import BETWEEN_BLOCKS

_PARTS = re.compile(rf"(?<={BETWEEN_BLOCKS})(?=[^\n])")
SHOWN_AROUND = 1  # paragraphs that are the same, before and after a change
FEWEST_FOLDED = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that are in both wordings, or in one of them."""

    kind: str  #  "same", "removed", "added"
    text: str

    @property
    def signs(self) -> str:
        """What to show for white space that was changed, which nobody would see."""
        if self.kind == "same" or self.text.strip():
            return ""
        return "¶" if "\n" in self.text else "␣"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, or several that became one, in pieces."""

    kind: str  #  that of its first block
    language: str | None
    pieces: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        return all(piece.kind == "same" for piece in self.pieces)

    @property
    def old(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.kind != "added")

    @property
    def new(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.kind != "removed")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Passages to be shown, or to be folded away because nothing changed in them."""

    folded: bool
    passages: tuple[Passage, ...]


def stretches(old: Version, new: Version, runs: Sequence[Run]) -> list[Stretch]:
    """The passages of two versions; long unchanged stretches are folded, all where nothing changed."""
    all_ = [passage for passage in passages(old, new, runs) if passage.pieces]
    changed = [index for index, passage in enumerate(all_) if not passage.is_same]
    near = {at + by for at in changed for by in range(-SHOWN_AROUND, SHOWN_AROUND + 1)}
    made: list[Stretch] = []
    for far, group in groupby(enumerate(all_), key=lambda item: item[0] not in near):
        together = tuple(passage for _, passage in group)
        made.append(Stretch(far and len(together) >= FEWEST_FOLDED, together))
    return made


def passages(old: Version, new: Version, runs: Sequence[Run]) -> Iterator[Passage]:
    """Paragraph by paragraph, in the order of the new wording."""
    pieces: list[Piece] = []
    block: Block | None = None
    for run in runs:
        for text, here, goes_on in _parts(old, new, run):
            if not pieces:
                block = here
            pieces.append(Piece(run.kind, text))
            ends = run.kind == "same" or goes_on or _of_one_kind(pieces)
            if ends and text.endswith(BETWEEN_BLOCKS):
                yield _passage(pieces, block)
                pieces = []
    if pieces:
        yield _passage(pieces, block)


def _parts(old: Version, new: Version, run: Run) -> Iterator[tuple[str, Block | None, bool]]:
    """The paragraphs of a run, each with its block, and whether the run goes on behind it."""
    version, span = (new, run.new) if run.new else (old, run.old)
    if span is None:
        return
    at = span.start
    for text in filter(None, _PARTS.split(span.of(version.wording.text))):
        yield text, _block_at(version.wording.blocks, at), at + len(text) < span.end
        at += len(text)


def _block_at(blocks: Sequence[Block], at: int) -> Block | None:
    place = bisect_right(blocks, at, key=lambda block: block.span.start)
    return blocks[place - 1] if place else None


def _of_one_kind(pieces: Sequence[Piece]) -> bool:
    return len({piece.kind for piece in pieces}) == 1


def _passage(pieces: Sequence[Piece], block: Block | None) -> Passage:
    last = pieces[-1]
    if last.text.strip() or last.kind == "same" or len(pieces) > 1:
        last = Piece(last.kind, last.text.rstrip("\n"))
    kept = tuple(piece for piece in (*pieces[:-1], last) if piece.text)
    return Passage(
        kind=block.kind if block else "paragraph",
        language=block.language if block else None,
        pieces=kept,
    )
