"""A quotation while it is being found: the words, and the place that names who says so."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Literal

from dalil.findings.quotes.line import Line
from dalil.findings.quotes.speakers import Who

Range = tuple[int, int]
"""Tokens of a line, half-open."""


@dataclass(slots=True)
class Told:
    """One quotation of a line."""

    line: Line
    form: Literal["direct", "indirect", "partial"]
    pieces: list[Range]  #          the speaker's words, in order
    sentence: Range
    who: Who | None = None  #       None: it goes on, or nobody is named
    cue: Range | None = None
    rules: list[str] = field(default_factory=list)
    verbatim: list[Range] = field(default_factory=list)
    goes_on: bool = False  #        without a cue: of the speaker before

    def __post_init__(self) -> None:
        if self.form == "indirect":
            self.verbatim = _verbatim(self.line, *self.pieces[0])
            self.form = "partial" if self.verbatim else "indirect"

    @property
    def begin(self) -> int:
        """The first token of the words."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Behind the last token of the words."""
        return self.pieces[-1][1]


def within(told: list[Told], i: int, j: int) -> list[Told]:
    """Those of an ordered list whose words begin in tokens ``[i, j)``."""
    first = bisect_left(told, i, key=_begin_of)
    return told[first : bisect_left(told, j, key=_begin_of)]


def _begin_of(told: Told) -> int:
    return told.begin


def _verbatim(line: Line, i: int, j: int) -> list[Range]:
    """What stands in quotation marks within a retold clause and is no name."""
    found: list[Range] = []
    for stretch in line.stretches_in(i, j):
        a, b = line.trimmed(stretch.begin, stretch.end)
        if a < b and line.tokens[a].kind == "w" and not line.capital(a):
            found.append((a, b))
    return found
