"""Titles of acts in English: the catalogue's name, or the title put together from its terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from dalil.lang import load, table
from dalil.lang.stems import stem, words

_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "against",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
    ]
)
_FLEETING = re.compile(r"(\w[бвгджзлмнпрст])[ое]([кц])$")  # "порядок", "порядка"
_JOINS = re.compile(r" (?:of|for|in|on|to|from|over|against|with)$")
_AND = frozenset({"and", "or"})
_TAIL = {
    "en": re.compile(
        r"\s+(?:in|of) (?:the )?(?:republic of \w+|kyrgyz republic|kazakhstan|kyrgyzstan|uzbekistan"
        r"|tajikistan|turkmenistan)\b.*$",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\s+(?:в |во )?(?:республик\w{1,3} \w+|кыргызск\w+ республик\w{1,3}|казахстан\w{0,2}"
        r"|кыргызстан\w{0,2}|узбекистан\w{0,2}|таджикистан\w{0,2}|туркменистан\w{0,2}|рк|кр|рт)\s*$",
        re.IGNORECASE,
    ),
}
_HEAD = {
    "kk": re.compile(
        r"^(?:қазақстан республикасы\w{0,4}|қр|қазақстан\w{0,5}|қырғыз республикасы\w{0,4})\s+",
        re.IGNORECASE,
    ),
    "ky": re.compile(r"^(?:кыргыз республикасы\w{0,4}|кр)\s+", re.IGNORECASE),
}


@lru_cache(maxsize=1)
def catalogue() -> tuple[tuple[Any, Mapping[str, Any]], ...]:
    """The rows of ``lang/base/legislation.toml`` with their kinds, codes before laws before treaties."""
    data = table("base", "legislation")
    rows: list[tuple[Any, Mapping[str, Any]]] = []
    for name in ("code", "law", "treaty"):
        rows += (
            ("constitution" if row["key"] == "constitution" else name, row)
            for row in data.get(name, ())
        )
    return tuple(rows)


class Titles:
    """How a language's titles are read."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.head_last = table(code, "laws").get("settings", {}).get("title") == "before"
        listed = load(code).table("words").get("endings", ()) if not self.head_last else ()
        self._endings = frozenset(listed)
        self._longest_ending = max(map(len, self._endings), default=0)
        self._known: dict[tuple[str, ...], Mapping[str, Any]] = {}
        for kind, row in catalogue():
            if kind == "law":
                for title in row.get("titles", {}).get(code, ()):
                    self._known.setdefault(self.stems(title), row)
        self._terms: dict[tuple[str, ...], str] = {}
        for phrase, english in table(code, "titles").get("terms", {}).items():
            self._terms.setdefault(self.stems(phrase), english)
        self._longest = max((len(stems) for stems in self._terms), default=1)
        self._words = self._vocabulary()

    def stems(self, text: str) -> tuple[str, ...]:
        """The stems of a title's words."""
        if self.code == "en":
            return tuple(word for word in words(text.replace("’", "'")) if word not in _SMALL)
        return tuple(self._stem(word) for word in words(text))

    def _stem(self, word: str) -> str:
        """The stem of a folded word. Titles have nouns and adjectives only, and every case."""
        if not self._endings:
            return stem(word, self.code)
        for size in range(min(self._longest_ending, len(word) - 3), 0, -1):
            if word[-size:] in self._endings:
                return _FLEETING.sub(r"\1\2", word[:-size])
        return _FLEETING.sub(r"\1\2", word)

    def row(self, title: str) -> Mapping[str, Any] | None:
        """The catalogue's row of a law with this title."""
        return self._known.get(self.stems(self.bare(title)))

    def bare(self, title: str) -> str:
        """A title without the country that it names at its end or beginning."""
        title = title.strip(" \"'.,")
        for pattern in (_TAIL.get(self.code), _HEAD.get(self.code)):
            if pattern is not None:
                title = pattern.sub("", title[:300]) or title
        return title

    def english(self, title: str) -> str:
        """The title in English, in title case, without a leading article."""
        title = self.bare(title)
        if self.code == "en":
            return title_case(title)
        said = list(re.findall(r"[^\W_]+(?:-[^\W_]+)*", title))
        return title_case(self._together(self._read(said)))

    def knows(self, said: Sequence[str]) -> int:
        """How many of these words, from the first on, make one term."""
        stems = [self._stem(w) for word in said for w in words(word)[:1]]
        for size in range(min(self._longest, len(stems)), 0, -1):
            if tuple(stems[:size]) in self._terms or tuple(stems[:size]) in self._known:
                return size
        return 0

    def is_word(self, word: str) -> bool:
        """Whether a word stands in a title that is known."""
        if self.code == "en":
            return word in self._words
        return self._stem(word.replace("ё", "е")) in self._words

    def _vocabulary(self) -> frozenset[str]:
        if self.code == "en":
            found = {w for _, row in catalogue() for t in _english(row) for w in words(t)}
            for code in ("ru", "kk"):
                for english in table(code, "titles").get("terms", {}).values():
                    found.update(words(english))
            return frozenset(found - _SMALL)
        known = {stem for stems in self._known for stem in stems}
        return frozenset(known | {stem for stems in self._terms for stem in stems})

    def _read(self, said: Sequence[str]) -> Iterator[tuple[str, bool]]:
        """Terms in English from left to right, and whether each was known."""
        at = 0
        folded = [words(word) for word in said]
        while at < len(said):
            size, english = self._longest_term(folded, at)
            if size:
                yield english, True
                at += size
            else:
                yield said[at], False
                at += 1

    def _longest_term(self, folded: Sequence[Sequence[str]], at: int) -> tuple[int, str]:
        for size in range(min(self._longest, len(folded) - at), 0, -1):
            stems = tuple(self._stem(word) for parts in folded[at : at + size] for word in parts)
            if stems in self._terms:
                return size, self._terms[stems]
        return 0, ""

    def _together(self, terms: Iterator[tuple[str, bool]]) -> str:
        """Heads ("Protection of") go in front of what they govern."""
        return _heads_last(terms) if self.head_last else _heads_first(terms)


def _heads_first(terms: Iterator[tuple[str, bool]]) -> str:
    out: list[str] = []
    for english, _ in terms:
        if out and (english in _AND or _first(english) in _PREPOSITIONS):
            out[-1] = _JOINS.sub("", out[-1])
        out.append(english)
    return _JOINS.sub("", " ".join(out))


_PREPOSITIONS = frozenset(
    [
        "for",
        "from",
        "against",
        "in",
        "on",
        "to",
        "with",
        "at",
        "without",
        "through",
        "between",
        "over",
    ]
)


def _first(english: str) -> str:
    return english.split(" ", 1)[0]


def _heads_last(terms: Iterator[tuple[str, bool]]) -> str:
    said = ""
    for english, _ in terms:
        head = bool(_JOINS.search(english)) or english in ("Ensuring", "Countering", "Combating")
        said = f"{english} {said}" if said and head else f"{said} {english}".strip()
    return _JOINS.sub("", said)


def title_case(title: str) -> str:
    """English title case; a leading article goes."""
    out = []
    for at, word in enumerate(title.replace("’", "'").split()):
        low = word.lower()
        if low in _SMALL and at:
            out.append(low)
        else:
            out.append(word[:1].upper() + word[1:])
    if len(out) > 1 and out[0].lower() in ("the", "a", "an"):
        out = out[1:]
    return " ".join(out)


def _english(row: Mapping[str, Any]) -> Iterator[str]:
    if "titles" in row:
        yield row["name"].removeprefix("Law on ").removeprefix("Constitutional Law on ")
        yield from row["titles"].get("en", ())


@lru_cache(maxsize=32)
def titles(code: str) -> Titles:
    """The titles of a language, kept."""
    load(code)  # its tables are read once
    return Titles(code)
