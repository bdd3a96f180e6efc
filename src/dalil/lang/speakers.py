"""Who is named for a figure, without language: «МВД РК» and "the Interior Ministry" are one body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dalil.lang import table
from dalil.lang.phrases import Phrases
from dalil.lang.stems import spans, stem

LONGEST = 300  # characters of an attribution that are looked at
LANGUAGES = ("en", "ru", "kk", "ky")

_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]{2,80})[»”“\"]")
_LATIN = {
    **dict(zip("абвгдезийклмнопрстуфхцчшыіөүұқғңһәэюяё", (
        "a", "b", "v", "g", "d", "e", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t",
        "u", "f", "h", "c", "c", "s", "i", "i", "o", "u", "u", "k", "g", "n", "h", "a", "e", "iu",
        "ia", "e"), strict=True)),
    "ж": "j", "щ": "s", "ъ": "", "ь": "",
}  # fmt: skip
_ALIKE = (("zh", "j"), ("kh", "h"), ("sh", "s"), ("ch", "c"), ("yu", "iu"), ("ya", "ia"),
          ("q", "k"), ("y", "i"), ("w", "u"), ("ğ", "g"), ("x", "ks"), ("ts", "c"))  # fmt: skip
_TWICE = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something: by a name of its own, as a known body, or by the words alone."""

    names: frozenset[str] = frozenset()  #   in Latin letters, as they sound: "erkin kalam"
    bodies: frozenset[str] = frozenset()  #  rows of base/institutions.toml
    words: frozenset[str] = frozenset()  #   stems, of their language

    @property
    def key(self) -> str:
        """A name for it that is equal for equal speakers of one language, mostly of several."""
        return " ".join(sorted(self.names or self.bodies or self.words))

    @property
    def strong(self) -> bool:
        """Whether it is told by more than common words."""
        return bool(self.names or self.bodies)

    def same(self, other: Speaker) -> bool:
        """Whether both may be one: a body and who speaks for it, a name in two scripts."""
        if self.names and other.names:
            return not self.names.isdisjoint(other.names)
        if self.bodies or other.bodies:
            return bool(self.bodies & other.bodies)
        return bool(self.words) and (self.words <= other.words or other.words <= self.words)


@lru_cache(maxsize=4_000)
def speaker(attribution: str, language: str | None) -> Speaker:
    """Who is meant by an attribution as a text has it."""
    said = attribution[:LONGEST]
    names = {sounds(found) for found in _QUOTED.findall(said)}
    bodies = {told.name for told in _bodies(language or "en").told(said)}
    if not names and not bodies:
        names = _people(said)
    words = {stem(word, language) for word, _, _ in spans(said) if len(word) > 2}
    return Speaker(frozenset(names), frozenset(bodies), frozenset(words))


def named_in(sentence: str, language: str | None) -> Speaker:
    """The names in quotes and the known bodies of a whole sentence."""
    names = {sounds(found) for found in _QUOTED.findall(sentence)}
    bodies = {told.name for told in _bodies(language or "en").told(sentence)}
    return Speaker(frozenset(names), frozenset(bodies))


def _people(said: str) -> set[str]:
    """Names of people: the last of two or more words with a capital that stand side by side."""
    found: set[str] = set()
    run: list[str] = []
    for word in [*re.findall(r"[^\W\d_]+|\S", said), ""]:
        if word[:1].isupper() and len(word) > 1:
            run.append(word)
            continue
        if len(run) > 1:
            found.add(sounds(run[-1]))
        run = []
    return found


@lru_cache(maxsize=20_000)
def sounds(name: str) -> str:
    """A name as it sounds, in Latin letters: equal for "Ashyq Esik" and «Ашык Есик»."""
    low = name.lower()
    latin = "".join(_LATIN.get(char, char) for char in low if char.isalnum() or char.isspace())
    for written, sound in _ALIKE:
        latin = latin.replace(written, sound)
    return " ".join(_TWICE.sub(r"\1", latin).split())


@lru_cache(maxsize=8)
def _bodies(language: str) -> Phrases:
    """The bodies by their names in a language and, for abbreviations, in the others."""
    own = language if language in LANGUAGES else "en"
    return Phrases({name: row[own] for name, row in rows().items()})


def rows() -> Mapping[str, Mapping[str, str]]:
    """The table of bodies as it is written."""
    return table("base", "institutions")
