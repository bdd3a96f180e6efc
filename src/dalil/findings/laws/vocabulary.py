"""What finding laws needs of a language, compiled: its words, its names of acts, its triggers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from dalil.findings.figures.tokens import Token
from dalil.findings.laws.titles import Titles, catalogue, titles
from dalil.lang import load, table
from dalil.lang.lexicon import Endings, Lexicon, Meanings, Phrasebook, phrases

ActKind = Literal["code", "constitution", "law", "treaty"]
How = Literal["does", "done", "noun"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActName:
    """An act as the catalogue or its own title has it."""

    name: str  #                    canonical English
    kind: ActKind
    key: str | None = None  #       its row in the catalogue
    countries: tuple[str, ...] = ()
    weak: bool = False  #           an abbreviation that means other things, too


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A row of ``[[change]]``."""

    change: Literal["adopted", "amended", "repealed", "moved"]
    role: str = "object"


class Vocabulary:
    """One language's words of the law."""

    def __init__(self, code: str) -> None:
        self.code = code
        data = table(code, "laws")
        words = load(code).table("words")
        self.lexicon = Lexicon(Endings(words.get("endings", ()), words.get("layers", ())))
        self.settings: Mapping[str, Any] = data.get("settings", {})
        self.number_first = self.settings.get("number") == "before"
        self.title_first = self.settings.get("title") == "before"
        self.known = bool(data)
        self.titles: Titles = titles(code)
        self.happenings: list[Happening] = []
        self._book = Phrasebook(self.lexicon)
        for kind, listed in data.get("words", {}).items():
            for phrase in phrases(listed):
                self.lexicon.add(kind, phrase, phrase)
        for country, listed in data.get("country", {}).items():
            for phrase in phrases(listed):
                self.lexicon.add("country", phrase, country)
        cues: Mapping[str, Any] = data.get("cues", {})
        for kind, listed in cues.items():
            for phrase in phrases(listed):
                self.lexicon.add("cue." + kind, phrase, phrase)
        self._endings = {kind: tuple(listed) for kind, listed in data.get("endings", {}).items()}
        for row in data.get("change", ()):
            self._add_happening(row)
        self._add_acts(data.get("country", {}))
        self.gate = self._gate(data)

    def _add_happening(self, row: Mapping[str, Any]) -> None:
        number = len(self.happenings)
        self.happenings.append(Happening(change=row["is"], role=row.get("role", "object")))
        for how in ("does", "done", "noun"):
            for phrase in phrases(row.get(how, ())):
                self.lexicon.add(f"change.{number}.{how}", phrase, number)
        for phrase in phrases(row.get("thing", ())):
            self.lexicon.add("thing", phrase, phrase)

    def _add_acts(self, countries: Mapping[str, Any]) -> None:
        for kind, row in catalogue():
            for weak, listed in (
                (False, row.get(self.code, ())),
                (True, row.get("short", {}).get(self.code, ())),
            ):
                act = ActName(
                    name=row["name"],
                    kind=kind,
                    key=row["key"],
                    countries=tuple(row.get("countries", ())),
                    weak=weak,
                )
                for phrase in listed:
                    for one in _with_countries(phrase, countries):
                        self.lexicon.add("act", one, act)

    def _gate(self, data: Mapping[str, Any]) -> re.Pattern[str]:
        """Beginnings of words without which a sentence names no act."""
        starts = {re.escape(start) for start in self.settings.get("gate", ())}
        for _, row in catalogue():
            for name in (*row.get(self.code, ()), *row.get("short", {}).get(self.code, ())):
                if name == name.upper() and name.isalpha():
                    starts.add(re.escape(name.lower()))
        if not starts:
            return re.compile(r"(?!)")
        return re.compile(rf"(?:\b|(?<=\W))(?:{'|'.join(sorted(starts))})", re.IGNORECASE)

    def ends(self, kind: str, low: str) -> bool:
        """Whether a word has an ending of ``[endings]``: ``dative``, ``never``."""
        endings = self._endings.get(kind)
        return endings is not None and low.endswith(endings)

    def owns(self, token: Token) -> bool:
        """Whether a word may stand in front of what it owns, or of what is taken out of it."""
        return self.ends("owns", token.low) or token.text.isupper()

    def read(self, tokens: Sequence[Token]) -> Reading:
        """The phrases that begin at each token."""
        here = enumerate(self._book.meanings(tokens))
        return Reading(tokens, [_outside_dates(one, tokens, at) for at, one in here])


_BEFORE_MONTHS = frozenset(
    [
        "in",
        "since",
        "until",
        "till",
        "last",
        "this",
        "early",
        "late",
        "mid",
        "of",
        "by",
        "from",
        "during",
    ]
)


def _outside_dates(meanings: Meanings, tokens: Sequence[Token], at: int) -> Meanings:
    """A month says nothing else: "22 May", "in May"."""
    token = tokens[at]
    if not token.capital or not any(kind.startswith("cue.") for kind in meanings):
        return meanings
    beside = (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])
    within = at > 0 and tokens[at - 1].low in _BEFORE_MONTHS
    if not within and not any(other.kind == "n" for other in beside):
        return meanings
    return {kind: found for kind, found in meanings.items() if not kind.startswith("cue.")}


class Reading:
    """The tokens of a sentence with the phrases that begin at each."""

    __slots__ = ("here", "tokens")

    def __init__(self, tokens: Sequence[Token], here: Sequence[Meanings]) -> None:
        self.tokens = tokens
        self.here = here

    def end(self, kind: str, at: int) -> int | None:
        """Where the longest phrase of a kind ends that begins at a token."""
        if not 0 <= at < len(self.tokens):
            return None
        found = self.here[at].get(kind)
        return None if found is None else at + found[0]

    def get(self, kind: str, at: int) -> tuple[int, Any] | None:
        """That end, and what the phrase means."""
        if not 0 <= at < len(self.tokens):
            return None
        found = self.here[at].get(kind)
        return None if found is None else (at + found[0], found[1])

    def ending_at(self, kind: str, end: int, most: int = 4) -> int | None:
        """Where a phrase of a kind begins that ends right before token ``end``; the longest."""
        for at in range(max(0, end - most), end):
            if self.end(kind, at) == end:
                return at
        return None

    def where(self, kind: str, first: int = 0, last: int | None = None) -> Iterator[int]:
        """The tokens at which a phrase of a kind begins."""
        for at in range(first, len(self.tokens) if last is None else last):
            if kind in self.here[at]:
                yield at

    def low(self, at: int) -> str:
        """The lower-cased token, ``""`` beyond the ends."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def text(self, at: int) -> str:
        """The token as spelt, ``""`` beyond the ends."""
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""


def _with_countries(phrase: str, countries: Mapping[str, Any]) -> Iterable[str]:
    """``{country}`` in a name stands for every name of a country with such codes."""
    if "{country}" not in phrase:
        return (phrase,)
    named = (form for code in _HOME for form in phrases(countries.get(code, ())))
    return [phrase.replace("{country}", form) for form in named]


_HOME = ("KZ", "KG", "UZ", "TJ", "TM")


@lru_cache(maxsize=32)
def vocabulary(code: str) -> Vocabulary:
    """The vocabulary of a language's code (its first subtag), kept."""
    return Vocabulary(code)
