"""One sentence on the bench: its tokens, what the lexicon knows in it, and what was read so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dalil.findings.figures.numbers import Marks, Number, Reader
from dalil.findings.figures.tokens import Token
from dalil.lang.lexicon import Entry
from dalil.model import Bound, Change, Span, Status

if TYPE_CHECKING:
    from dalil.findings.figures.grammar import Anchors, Grammar
    from dalil.findings.figures.patterns import Pattern

Index = dict[str, Collection[int]]
"""Where in a sentence what stands: words, slots (with a brace), kinds of phrases."""

_DIGIT_SLOTS = ("{d", "{day", "{year", "{dotted")
_CLAUSE_SIGNS = frozenset(",;:()–-")
_SIGNS = frozenset("-\u2212–+")
_NUMBER_KINDS = (
    "num.cardinals", "num.shares", "num.vague", "num.one", "num.bare_scales", "num.ordinals",
    "num.scales",
)  # fmt: skip


@dataclass(slots=True)
class Quantity:
    """A figure in the making. Token ranges are half-open; ``parts`` hold spans of characters."""

    i: int
    j: int
    number: Number
    value: Decimal | tuple[Decimal, Decimal]
    unit: str = "1"
    kind: str = (
        "count"  #  count | share | money | measure | time | times | rank | point | percent | mci
    )
    frame: str = ""  #      which frame made it: "share", "range", "rank", "converted" …
    bound: Bound = "exact"
    of: str | None = None
    per: str | None = None
    place: str | None = None
    period: str | None = None
    attribution: str | None = None
    status: Status = "actual"
    change: Change | None = None
    role: str = ""  #       "from" or "to" of a change between two levels, "base" of a comparison
    left: int = -1  #       tokens from here belong to it too: bound words, signs
    right: int = -1  #      … and up to here: denominators
    head: Quantity | None = None  # what it converts, restates, breaks down or compares
    parts: dict[str, list[Span]] = field(default_factory=dict)
    rules: list[str] = field(default_factory=list)
    noun: tuple[int, int] | None = None  # a noun inside the span: "two voters out of five"
    sense: str = ""  #      what the words of it say beside the value: "up", "down"

    def say(self, part: str, rule: str, *spans: Span) -> None:
        """Note what a part was read from, and which rule read it."""
        self.rules.append(rule)
        if spans:
            self.parts[part] = list(spans)

    @property
    def start(self) -> int:
        """The first token that belongs to it, its bound words included."""
        return self.i if self.left < 0 else min(self.left, self.i)

    @property
    def stop(self) -> int:
        """Behind the last token that belongs to it, its denominator included."""
        return max(self.j, self.right)


@dataclass(slots=True)
class Mark:
    """Something found in a sentence: a period, a place, a source. ``value`` is how it is written."""

    i: int
    j: int
    value: str
    kind: str = ""
    extra: object = None


class Sentence:
    """Tokens, lexicon marks, readings and quantities of one sentence."""

    def __init__(self, span: Span, tokens: list[Token], grammar: Grammar) -> None:
        self.span = span
        self.tokens = tokens
        self.grammar = grammar
        self.marks: Marks = grammar.lang.lexicon.marks(tokens)
        self.quantities: list[Quantity] = []
        self.earlier: tuple[frozenset[str], tuple[object, ...]] | None = None
        self.periods: list[Mark] = []
        self.places: list[Mark] = []
        self.sources: list[Mark] = []
        self.taken = bytearray(len(tokens))  # tokens that are part of a date, an age, an identifier
        self.blocks: dict[int, bool] = {}  # where something with a field of its own begins
        self.inside = bytearray(len(tokens))  # tokens of places and times
        self.covered: set[int] = set()  # tokens of quantities
        self.classes: dict[int, str] = {}
        self.clause_starts: list[int] | None = None
        self.segments: list[tuple[int, int]] | None = None  # stretches between signs, by token
        self.published: dt.date | None = None
        self.last_period: str | None = None
        self.last_year: int | None = None
        self.ahead = False  #   the sentence speaks of a time to come
        self.keys = grammar.keys_of(tokens)
        self._reader = Reader(tokens, self.marks, grammar.lang.table("numerals"))
        self._numbers: dict[int, Number | None] = {}
        self.signs = [i for i, token in enumerate(tokens) if token.low in _CLAUSE_SIGNS]
        self.digits = [i for i, token in enumerate(tokens) if token.kind == "n"]
        self.capitals = [i for i, token in enumerate(tokens) if token.capital]
        self.number_starts = {*self.digits, *self.where(*_NUMBER_KINDS)}
        self._index: Index | None = None
        self._possible: dict[str, dict[int, Pattern]] = {}
        self._candidates: dict[str, dict[int, list[Pattern]]] = {}
        self._dates: dict[int, Entry | None] = {}

    # ── which patterns may match where ──

    def index(self) -> Index:
        """At which tokens each word, slot and kind of phrase stands, left to right."""
        if self._index is None:
            self._index = self._slots()
            words: dict[str, list[int]] = {}
            for i, keys in enumerate(self.keys):
                for key in keys:
                    words.setdefault(key, []).append(i)
            self._index.update(words)
            self._possible = _possible(self.grammar.date_anchors, self._index)
            dates = self.candidates("periods.date")
            if dates:
                self._index["{date"] = sorted(dates)
            self._possible |= _possible(self.grammar.anchors, self._index)
        return self._index

    def _slots(self) -> Index:
        numbers = self.number_starts
        signs = [i for i, token in enumerate(self.tokens) if token.low in _SIGNS]
        signs += self.where("unit.before", "num.minus")
        words = [i for i, token in enumerate(self.tokens) if token.kind == "w"]
        index: Index = dict(self.marks)
        index.pop("class", None)  # a word, not a kind
        for slots, at in (
            (_DIGIT_SLOTS, self.digits),
            (("{n", "{ord"), sorted(numbers)),
            (("{q",), sorted(numbers.union(signs))),
            (("{w", "{np"), words),
            (("{cap",), self.capitals),
        ):
            if at:
                index.update(dict.fromkeys(slots, at))
        return index

    def candidates(self, table: str) -> dict[int, list[Pattern]]:
        """Which patterns of a table may begin at which token; in the order of the table."""
        known = self._candidates.get(table)
        if known is None:
            index = self.index()
            known = self._candidates[table] = _placed(self._possible.get(table, {}), index)
        return known

    # ── reading ──

    def at(self, kind: str, i: int) -> Entry | None:
        """The longest phrase of a kind that begins at token ``i``: its end and its meaning."""
        found = self.marks.get(kind)
        return found.get(i) if found else None

    def where(self, *kinds: str) -> list[int]:
        """The tokens at which a phrase of one of these kinds begins, left to right."""
        marks = self.marks
        found = [marks[kind] for kind in kinds if kind in marks]
        return sorted(found[0] if len(found) == 1 else set().union(*found))

    def is_a(self, name: str, i: int) -> bool:
        """Whether the word at ``i`` is of a class of ``words.toml``, as ``prep`` or ``verb``."""
        found = self.marks.get("class." + name)
        return found is not None and i in found

    def number(self, i: int) -> Number | None:
        """The number that begins at token ``i``."""
        if i not in self._numbers:
            self._numbers[i] = self._reader.read(i) if i in self.number_starts else None
        return self._numbers[i]

    def quantity(self, i: int) -> Quantity | None:
        """The number with its unit that begins at token ``i``."""
        from dalil.findings.figures.quantities import read_quantity  # they need each other

        return read_quantity(self, i)

    def date(self, i: int) -> Entry | None:
        """A stretch of time that begins at token ``i``: its end and its ISO form."""
        from dalil.findings.figures.periods import read_date

        if i not in self._dates:
            self._dates[i] = read_date(self, i)
        return self._dates[i]

    def noun_phrase(self, i: int) -> int:
        """Where a plain noun phrase at token ``i`` ends."""
        from dalil.findings.figures.phrases import noun_phrase

        return noun_phrase(self, i, links=False, most=5)

    def ordinal(self, i: int) -> Entry | None:
        """An ordinal at token ``i``, in words or as ``69th``: its end and its value."""
        word = self.at("num.ordinals", i)
        if word is not None:
            return word
        tens = self.at("num.cardinals", i)
        if tens and tens[0] < len(self.tokens) and self.tokens[tens[0]].low == "-":
            unit = self.at("num.ordinals", tens[0] + 1)
            if unit and unit[1] < 10 <= tens[1]:
                return unit[0], tens[1] + unit[1]
        return self._digit_ordinal(i)

    def _digit_ordinal(self, i: int) -> Entry | None:
        token = self.tokens[i]
        if token.kind != "n" or not token.text.isdigit() or len(token.text) > 6:
            return None
        at = i + 1
        if at < len(self.tokens) and self.tokens[at].low == "-" and not self.tokens[at].space:
            at += 1
        end = self.at("num.ordinal_endings", at)
        if end is None or self.tokens[at].space:
            return None
        return end[0], int(token.text)

    # ── words ──

    def low(self, i: int) -> str:
        """The lower-cased word at ``i``, ``""`` beyond the ends."""
        return self.tokens[i].low if 0 <= i < len(self.tokens) else ""

    def chars(self, i: int, j: int) -> Span:
        """The characters of tokens ``[i, j)``."""
        return Span(self.tokens[i].start, self.tokens[j - 1].end)

    def block(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Noun phrases end where one of these ranges begins."""
        for i, j in ranges:
            self.blocks[i] = True
            for k in range(i, j):
                self.inside[k] = 1

    def take(self, i: int, j: int) -> None:
        """No figure begins in tokens ``[i, j)``."""
        for k in range(i, min(j, len(self.taken))):
            self.taken[k] = 1

    def matches(self, table: str) -> Iterator[tuple[int, int, Any, dict[str, Any]]]:
        """All matches of a table's patterns, left to right: begin, end, row, what was read."""
        candidates = self.candidates(table)
        for at in sorted(candidates):
            for pattern in candidates[at]:
                done = pattern.match(self, at)
                if done is not None:
                    yield at, done[0], pattern.row, done[1]
                    break


def _possible(anchors: Anchors, index: Index) -> dict[str, dict[int, Pattern]]:
    """By table and rank, the patterns of which a sentence has every word and slot they need."""
    found: dict[str, dict[int, Pattern]] = {}
    for key in ("", *(index.keys() & anchors.keys())):
        for table, rank, pattern in anchors.get(key, ()):
            for need in pattern.needs:
                if need.isdisjoint(index):
                    break
            else:
                found.setdefault(table, {})[rank] = pattern
    return found


def _placed(patterns: dict[int, Pattern], index: Index) -> dict[int, list[Pattern]]:
    """Patterns by the tokens at which what they begin with stands."""
    placed: dict[int, list[Pattern]] = {}
    for rank in sorted(patterns):
        pattern = patterns[rank]
        for key in pattern.starts:
            for at in index.get(key, ()):
                here = placed.setdefault(at, [])
                if not here or here[-1] is not pattern:
                    here.append(pattern)
    return placed
