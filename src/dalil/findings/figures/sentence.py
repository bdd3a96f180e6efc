"""One sentence on the bench: its tokens, what the lexicon knows in it, and what was read so far."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dalil.findings.figures.numbers import Number, Reader
from dalil.findings.figures.tokens import Token
from dalil.lang.lexicon import Entry, Known, Meanings
from dalil.model import Bound, Change, Span, Status

if TYPE_CHECKING:
    from dalil.findings.figures.grammar import Anchors, Grammar
    from dalil.findings.figures.patterns import Pattern

_CLAUSE_SIGNS = frozenset(",;:()–-")
_SIGNS = frozenset("-\u2212–+")
_NUMBER_KINDS = frozenset(
    {"num.cardinals", "num.shares", "num.vague", "num.one", "num.bare_scales", "num.ordinals",
     "num.scales"}
)  # fmt: skip
_NUMBER_LABELS = frozenset({"{n", "{q", "{ord"})
_BEFORE_NUMBERS = frozenset({"unit.before", "num.minus"})
_WORD = frozenset({"{w", "{np"})
_CAPITAL = _WORD | {"{cap"}
_NOWHERE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Roles:
    """What may be read at a token: words of patterns, slots and kinds of phrases, as labels."""

    labels: frozenset[str]
    visited: tuple[str, ...]  #   those by which tokens are looked for
    anchors: frozenset[str]  #    those under which patterns are filed


class Form(Known):
    """A word as it is spelt, and all that a grammar knows of it: found once, then looked up."""

    __slots__ = ("anchors", "labels", "plain", "states", "visited")

    def __init__(self, known: Known, roles: Roles, states: bool | None) -> None:
        super().__init__(known.keys, known.alone, known.branches)
        self.labels = roles.labels
        self.visited = roles.visited
        self.anchors = roles.anchors
        self.plain = not (known.alone or known.follows or roles.visited)
        self.states = states  #  whether it states a figure; None: words after it decide


def labels_of_token(token: Token) -> frozenset[str]:
    """The slots that a token may fill by its characters."""
    if token.kind == "w":
        return _CAPITAL if token.capital else _WORD
    labels: set[str] = set()
    if token.kind == "n":
        labels |= {"{d", *_NUMBER_LABELS, *_kinds_of_digits(token.text)}
    if token.low in _SIGNS:
        labels.add("{q")
    if token.low in _CLAUSE_SIGNS:
        labels.add("{sign")
    return frozenset(labels)


def _kinds_of_digits(text: str) -> Iterator[str]:
    if text.count(".") == 2:
        yield "{dotted"
    if text.isdigit() and len(text) <= 2:
        yield "{day"
    if text.isdigit() and len(text) == 4:
        yield "{year"


def labels_of_kinds(kinds: Iterable[str]) -> frozenset[str]:
    """Kinds of phrases as labels, with the slots that they may fill."""
    labels = set(kinds)
    labels.discard("class")  # a word of patterns, not a kind
    if not labels.isdisjoint(_NUMBER_KINDS):
        labels |= _NUMBER_LABELS
    if not labels.isdisjoint(_BEFORE_NUMBERS):
        labels.add("{q")
    return frozenset(labels)


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


Phrases = Mapping[int, Entry]
_NO_PHRASES: Phrases = {}


class Marks:
    """Phrases by kind: at which tokens each begins, where it ends, what it means."""

    __slots__ = ("_by_kind", "_here", "_present")

    def __init__(self, here: Mapping[int, Meanings], present: Collection[str]) -> None:
        self._here = here
        self._present = present
        self._by_kind: dict[str, dict[int, Entry]] = {}

    def __contains__(self, kind: str) -> bool:
        return kind in self._present

    def get(self, kind: str, default: Phrases = _NO_PHRASES) -> Phrases:
        """The phrases of a kind by the token at which they begin, left to right."""
        if kind not in self._present:
            return default
        found = self._by_kind.get(kind)
        if found is None:
            found = self._by_kind[kind] = {
                i: (i + meanings[kind][0], meanings[kind][1])
                for i, meanings in self._here.items()
                if kind in meanings
            }
        return found


Candidates = dict[str, "dict[int, list[Pattern]]"]
"""By table and token, the patterns that may begin there."""
_NO_CANDIDATES: dict[int, list[Pattern]] = {}


class Sentence:
    """Tokens, lexicon marks, readings and quantities of one sentence."""

    def __init__(
        self,
        span: Span,
        tokens: list[Token],
        grammar: Grammar,
        forms: Sequence[Form] | None = None,
    ) -> None:
        self.span = span
        self.tokens = tokens
        self.grammar = grammar
        self._read_words(grammar.forms_of(tokens) if forms is None else forms)
        self.quantities: list[Quantity] = []
        self.quantities_before: list[Quantity] = []  # of the sentence before
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
        self.traits: list[str] | None = None  # what makes all of its figures less sure
        self.ahead = False  #   the sentence speaks of a time to come
        self._numbers: dict[int, Number | None] = {}
        self._quantities: dict[tuple[int, bytes], Quantity | None] = {}
        self._candidates: Candidates | None = None
        self._dates: dict[int, Entry | None] = {}
        self._titled: bool | None = None

    def _read_words(self, forms: Sequence[Form]) -> None:
        """Note where each word, slot and kind of phrase stands."""
        labels = [form.labels for form in forms]  # what may be read at each token
        anchors: set[str] = set().union(*[form.anchors for form in forms])
        here: dict[int, Meanings] = {}  # left to right
        stands: dict[str, list[int]] = defaultdict(list)
        for i, form in enumerate(forms):
            if form.plain:
                continue
            if form.alone:
                here[i] = form.alone
            visited = form.visited
            if form.follows and (longer := self._longer(forms, i)):
                roles = self.grammar.roles(form.labels | labels_of_kinds(longer))
                here[i] = {**form.alone, **longer}
                labels[i] = roles.labels
                anchors |= roles.anchors
                visited = roles.visited
            for label in visited:
                stands[label].append(i)
        self.present: set[str] = set().union(*labels)  # all labels of the sentence
        self.marks = Marks(here, self.present)
        labels.append(_NOWHERE)  # at the end nothing may be read
        self.labels, self._anchors, self._here, self._visited = labels, anchors, here, stands

    def _longer(self, forms: Sequence[Form], i: int) -> Meanings | None:
        """The phrases of two words or more that begin at token ``i``."""
        if i + 1 >= len(forms) or forms[i].follows.isdisjoint(forms[i + 1].keys):
            return None
        return self.grammar.longer(forms, self.tokens, i)

    @property
    def titled(self) -> bool:
        """Whether most words have a capital, as in titles, so that capitals tell nothing."""
        if self._titled is None:
            words = [token for token in self.tokens if token.kind == "w" and len(token.text) > 3]
            self._titled = sum(token.capital for token in words) > len(words) * 0.6
        return self._titled

    # ── which patterns may match where ──

    def candidates(self, table: str) -> dict[int, list[Pattern]]:
        """Which patterns of a table may begin at which token; in the order of the table."""
        known = self._candidates
        if known is None:
            known = self._find_candidates()
        return known.get(table, _NO_CANDIDATES)

    def _find_candidates(self) -> Candidates:
        """Dates first: where one may stand is a label for the other patterns."""
        grammar = self.grammar
        self._candidates = self._placed(grammar.date_anchors)
        dates = self._candidates.get("periods.date")
        if dates:
            self._visited["{date"] = sorted(dates)
            self._anchors.add("{date")
            self.present.add("{date")
        self._candidates |= self._placed(grammar.anchors)
        return self._candidates

    def _placed(self, anchors: Anchors) -> Candidates:
        possible = _possible(anchors, self._anchors, self.present)
        return {table: _placed(found, self._visited) for table, found in possible.items()}

    # ── reading ──

    @property
    def digits(self) -> Sequence[int]:
        """The tokens that are digits."""
        return self.labelled("{d")

    @property
    def capitals(self) -> Sequence[int]:
        """The words with a capital."""
        return self.labelled("{cap")

    @property
    def signs(self) -> Sequence[int]:
        """Commas, dashes, brackets and the like."""
        return self.labelled("{sign")

    def labelled(self, label: str) -> Sequence[int]:
        """The tokens at which something that stages look for may begin: ``{q``, ``{cap`` …."""
        return self._visited.get(label, ())

    def at(self, kind: str, i: int) -> Entry | None:
        """The longest phrase of a kind that begins at token ``i``: its end and its meaning."""
        meanings = self._here.get(i)
        if meanings is None:
            return None
        found = meanings.get(kind)
        return None if found is None else (i + found[0], found[1])

    def where(self, *kinds: str) -> list[int]:
        """The tokens at which a phrase of one of these kinds begins, left to right."""
        if self.present.isdisjoint(kinds):
            return []
        asked = frozenset(kinds)
        return [i for i, meanings in self._here.items() if not asked.isdisjoint(meanings)]

    def is_a(self, name: str, i: int) -> bool:
        """Whether the word at ``i`` is of a class of ``words.toml``, as ``prep`` or ``verb``."""
        meanings = self._here.get(i)
        return meanings is not None and "class." + name in meanings

    def any_at(self, kinds: frozenset[str], i: int) -> bool:
        """Whether a phrase of one of these kinds begins at token ``i``."""
        meanings = self._here.get(i)
        return meanings is not None and not kinds.isdisjoint(meanings)

    def any_in(self, kinds: frozenset[str], i: int, j: int) -> bool:
        """Whether a phrase of one of these kinds begins in tokens ``[i, j)``."""
        if kinds.isdisjoint(self.present):
            return False
        return any(kinds & self.labels[k] for k in range(max(i, 0), min(j, len(self.tokens))))

    def sign_in(self, sign: str, i: int, j: int) -> bool:
        """Whether a sign, as ``;`` or ``,``, stands in tokens ``[i, j)``."""
        return any(i <= k < j and self.tokens[k].low == sign for k in self.signs)

    def number(self, i: int) -> Number | None:
        """The number that begins at token ``i``."""
        if i not in self._numbers:
            self._numbers[i] = self._read_number(i)
        return self._numbers[i]

    def _read_number(self, i: int) -> Number | None:
        if not 0 <= i < len(self.tokens) or "{n" not in self.labels[i]:
            return None
        return Reader(self.tokens, self.at, self.any_at, self.grammar.numbers).read(i)

    def quantity(self, i: int) -> Quantity | None:
        """The number with its unit that begins at token ``i``; to be looked at, not changed."""
        from dalil.findings.figures.quantities import read_quantity  # they need each other

        at = (i, bytes(self.taken))  # what is taken by then ends quantities
        if at not in self._quantities:
            self._quantities[at] = read_quantity(self, i)
        return self._quantities[at]

    def date(self, i: int) -> Entry | None:
        """A stretch of time that begins at token ``i``: its end and its ISO form."""
        from dalil.findings.figures.periods import read_date

        if i not in self._dates:
            may_begin = i in self.candidates("periods.date")
            self._dates[i] = read_date(self, i) if may_begin else None
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
        return self._matching(candidates) if candidates else iter(())

    def _matching(
        self, candidates: dict[int, list[Pattern]]
    ) -> Iterator[tuple[int, int, Any, dict[str, Any]]]:
        for at in sorted(candidates):
            for pattern in candidates[at]:
                done = pattern.match(self, at)
                if done is not None:
                    yield at, done[0], pattern.row, done[1]
                    break


def _possible(anchors: Anchors, here: set[str], present: set[str]) -> dict[str, dict[int, Pattern]]:
    """By table and rank, the patterns of which a sentence has every word and slot they need."""
    found: dict[str, dict[int, Pattern]] = {}
    for key in ("", *here):
        for anchored in anchors.get(key, ()):
            for need in anchored.rest:
                if need.isdisjoint(present):
                    break
            else:
                found.setdefault(anchored.table, {})[anchored.rank] = anchored.pattern
    return found


def _placed(
    patterns: dict[int, Pattern], visited: Mapping[str, list[int]]
) -> dict[int, list[Pattern]]:
    """Patterns by the tokens at which what they begin with stands."""
    placed: dict[int, list[Pattern]] = {}
    for rank in sorted(patterns):
        pattern = patterns[rank]
        for key in pattern.starts:
            for at in visited.get(key, ()):
                here = placed.setdefault(at, [])
                if not here or here[-1] is not pattern:
                    here.append(pattern)
    return placed
