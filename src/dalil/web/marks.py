"""Cutting a text where findings and their fields' words begin and end.

Spans may overlap, nest and repeat, and HTML elements may not: so the text is cut at every edge, and
each piece knows everything that covers it. Offsets are code points throughout; the pieces put
together are the text again, character for character.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import NamedTuple

from dalil.model import AnyFinding, Span

WHOLE = ""  # the field name of the expression itself


class Label(NamedTuple):
    """What a piece belongs to: a field of the finding with this key; WHOLE for its expression."""

    key: int
    field: str
    kind: str = "figure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A finding to be marked: the key it goes by among its neighbours, and its characters."""

    key: int
    span: Span
    parts: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    kind: str = "figure"

    @classmethod
    def of(cls, key: int, finding: AnyFinding) -> Mark:
        return cls(key=key, span=finding.span, parts=finding.parts, kind=finding.kind)

    def labels(self) -> Iterator[tuple[Span, Label]]:
        yield self.span, Label(self.key, WHOLE, self.kind)
        for name, spans in self.parts.items():
            for span in spans:
                yield span, Label(self.key, name, self.kind)


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that the same labels cover from the first to the last."""

    text: str
    labels: tuple[Label, ...]

    @property
    def wholes(self) -> tuple[Label, ...]:
        """The findings to whose expression these characters belong."""
        return tuple(label for label in self.labels if label.field == WHOLE)

    @property
    def words(self) -> tuple[Label, ...]:
        """The fields that these characters state."""
        return tuple(label for label in self.labels if label.field != WHOLE)


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring pieces inside the same expressions, or outside all of them."""

    keys: tuple[int, ...]
    ends: tuple[int, ...]  #  the findings whose expression is complete with this run
    pieces: tuple[Piece, ...]
    kinds: tuple[str, ...] = ()  # of those expressions, each once

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def key(self) -> int | None:
        """The finding to go to from here: of several, the one that began last, or is shorter."""
        return self.keys[-1] if self.keys else None


def cut(text: str, within: Span, marks: Sequence[Mark]) -> tuple[Run, ...]:
    """The characters of ``within``, in runs. Marks that reach beyond it are clipped to it."""
    within = _clip(within, Span(0, len(text)))
    runs: list[Run] = []
    outer_first = sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end))
    grouped = groupby(_pieces(text, within, outer_first), key=lambda piece: piece.wholes)
    for wholes, pieces in grouped:
        kinds = tuple(dict.fromkeys(label.kind for label in wholes))
        runs.append(Run(tuple(label.key for label in wholes), (), tuple(pieces), kinds))
    return tuple(_with_ends(runs))


def _pieces(text: str, within: Span, marks: Iterable[Mark]) -> Iterator[Piece]:
    opening: dict[int, list[Label]] = {}
    closing: dict[int, list[Label]] = {}
    for mark in marks:
        for span, label in mark.labels():
            clipped = _clip(span, within)
            if clipped.start < clipped.end:
                opening.setdefault(clipped.start, []).append(label)
                closing.setdefault(clipped.end, []).append(label)
    edges = sorted({within.start, within.end, *opening, *closing})
    open_now: dict[Label, int] = {}
    for start, end in pairwise(edges):
        _close(open_now, closing.get(start, ()))
        for label in opening.get(start, ()):
            open_now[label] = open_now.get(label, 0) + 1
        yield Piece(text[start:end], tuple(open_now))


def _close(open_now: dict[Label, int], labels: Iterable[Label]) -> None:
    for label in labels:
        open_now[label] -= 1
        if not open_now[label]:
            del open_now[label]


def _with_ends(runs: Sequence[Run]) -> Iterator[Run]:
    last = {key: index for index, run in enumerate(runs) for key in run.keys}
    for index, run in enumerate(runs):
        ends = tuple(key for key in run.keys if last[key] == index)
        yield replace(run, ends=ends)


def _clip(span: Span, within: Span) -> Span:
    start = min(max(span.start, within.start), within.end)
    return Span(start, min(max(span.end, start), within.end))
