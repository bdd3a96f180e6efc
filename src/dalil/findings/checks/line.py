"""A sentence as a check sees it: its figures in order, and the words that stand between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dalil.findings.checks.printed import Number, number_of
from dalil.findings.figures.tokens import Token, tokens_of
from dalil.lang import load
from dalil.lang.lexicon import Endings, Lexicon, Phrasebook, phrases
from dalil.model import Figure, Finding, Span

_OF_CUES = (
    *("by", "to", "from", "than", "against", "more", "less", "up", "down", "or", "of_pronoun"),
    *("upward", "downward"),
)
"""Words of ``cues.toml`` that say how two figures belong together, and in which direction."""


@dataclass(frozen=True, slots=True)
class Words:
    """What ``checks.toml`` and ``cues.toml`` of a language say about ties between figures."""

    book: Phrasebook
    endings: Mapping[str, tuple[str, ...]]  #   case endings that do the work of "from", "to", "of"
    partners: tuple[tuple[frozenset[str], ...], ...]  # kinds that make a whole: men, women
    settings: Mapping[str, Any]
    complete: bool  #       without words for ways out nothing may be checked

    def marks(self, tokens: Sequence[Token]) -> dict[str, dict[int, int]]:
        """By kind, at which token a phrase begins and where its longest one ends."""
        return self.book.marks(tokens)


@lru_cache(maxsize=32)
def words_of(language: str) -> Words:
    """The words of a language, kept."""
    lang = load(language)
    table = lang.table("checks")
    own = lang.table("words")
    lexicon = Lexicon(Endings(own.get("endings", ()), own.get("layers", ())))
    for row in table.get("tie", ()):
        for phrase in row["phrases"]:
            lexicon.add(row["is"], phrase, phrase)
    for cue in _OF_CUES:
        for phrase in phrases(lang.table("cues").get("words", {}).get(cue, ())):
            lexicon.add(cue.removesuffix("ward"), phrase, phrase)
    for phrase in phrases(lang.table("frames").get("words", {}).get("and", ())):
        lexicon.add("and", phrase, phrase)
    return Words(
        book=Phrasebook(lexicon),
        endings={kind: tuple(ends) for kind, ends in table.get("endings", {}).items()},
        partners=tuple(
            tuple(frozenset(side) for side in row["sides"]) for row in table.get("whole", ())
        ),
        settings=table.get("settings", {}),
        complete=any(row["is"] == "way out" for row in table.get("tie", ())),
    )


class Line:
    """One sentence: ``figures`` in order, and tokens with what the words mean."""

    def __init__(
        self, text: str, plain: str, span: Span, figures: list[Finding[Figure]], words: Words
    ) -> None:
        self.text = text
        self.span = span
        self.figures = figures
        self.words = words
        self.tokens = tokens_of(plain, span)
        self.marks = words.marks(self.tokens)
        starts = [token.start for token in self.tokens]
        self.begin = [bisect_left(starts, f.span.start) for f in figures]
        self.end = [self._behind(bisect_left(starts, f.span.end)) for f in figures]
        self._numbers: dict[int, Number | None] = {}
        self._starts = starts

    def _behind(self, at: int) -> int:
        """Past a suffix that is joined to the digits: ``43-і``, ``140-тан``."""
        joined = [token for token in self.tokens[at : at + 2] if not token.space]
        if len(joined) == 2 and joined[0].low == "-" and joined[1].kind == "w":
            return at + 2
        return at

    def number(self, k: int) -> Number | None:
        """The value of the ``k``-th figure with its steps, where it is one exact number."""
        if k not in self._numbers:
            figure = self.figures[k].value
            exact = figure.bound == "exact" and figure.status != "alleged"
            self._numbers[k] = number_of(self.figures[k], self.text) if exact else None
        return self._numbers[k]

    def level(self, k: int) -> Number | None:
        """The value of a figure that a change begins from or leads to: "from 100" bounds nothing."""
        figure = self.figures[k].value
        if (figure.bound == "min" and (self.leads("from", k) or self.ends("from", k))) or (
            figure.bound == "max" and (self.leads("to", k) or self.ends("to", k))
        ):
            return number_of(self.figures[k], self.text) if figure.status != "alleged" else None
        return self.number(k)

    def has(self, kind: str, i: int, j: int) -> bool:
        """Whether a phrase of a kind begins in tokens ``[i, j)``."""
        found = self.marks.get(kind)
        return bool(found) and any(i <= k < j for k in found or ())

    def takes_up(self) -> bool:
        """Whether the sentence begins to divide what was counted before: "430 of them"."""
        return self.has("of_pronoun", 0, self.end[0] + 4)

    def sign(self, signs: str, i: int, j: int) -> bool:
        """Whether one of these signs stands in tokens ``[i, j)``."""
        return any(self.tokens[k].low in signs for k in range(i, j))

    def leads(self, kind: str, k: int) -> bool:
        """Whether a phrase of a kind ends where figure ``k`` begins, small words aside."""
        at = self.begin[k]
        found = self.marks.get(kind) or {}
        small = self.marks.get("small") or {}
        for i in range(at - 1, max(-1, at - 5), -1):
            if i in found and found[i] >= at:
                return True
            if i in small and small[i] >= at:
                at = i
        return False

    def ends(self, kind: str, k: int) -> bool:
        """Whether figure ``k`` has a case ending that says so: ``77 теңгеден``, ``55-ке``."""
        endings = self.words.endings.get(kind)
        if not endings or not self.end[k]:
            return False
        last = self.tokens[self.end[k] - 1]
        if last.kind != "w" and self.end[k] < len(self.tokens):
            last = self.tokens[self.end[k]]  # "120 мектептің": the case stands at the noun
        return last.kind == "w" and last.low.endswith(endings)

    def only(
        self, i: int, j: int, kinds: Iterable[str], signs: str = "", said: Iterable[int] = ()
    ) -> bool:
        """Whether tokens ``[i, j)`` are nothing but these kinds and signs, and words of figures."""
        covered = [s for k in said for spans in self.figures[k].parts.values() for s in spans]
        at = i
        while at < j:
            ends = [
                self.marks[kind][at]
                for kind in kinds
                if kind in self.marks and at in self.marks[kind]
            ]
            token = self.tokens[at]
            if ends:
                at = max(ends)
            elif token.low in signs or any(
                s.start <= token.start and token.end <= s.end for s in covered
            ):
                at += 1
            else:
                return False
        return at <= j


def alike_in(figures: Iterable[Finding[Figure]], *fields: str) -> bool:
    """Whether the figures do not contradict each other in these fields: nothing, or one thing."""
    values = [figure.value for figure in figures]
    return all(
        len({said for value in values if (said := getattr(value, field)) is not None}) <= 1
        for field in fields
    )
