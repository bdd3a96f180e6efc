"""Who speaks: a body of the state, somebody with a name, or somebody without (``base/bodies.toml``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dalil.lang import table

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_QUOTES = frozenset('«“„"‟❝')
LONGEST = 300  # characters of an attribution that are looked at


@dataclass(frozen=True, slots=True)
class Words:
    """Words that tell a kind of speaker: how one begins, whole words and phrases, abbreviations."""

    beginnings: tuple[str, ...]
    whole: tuple[str, ...]
    capitals: frozenset[str]

    def among(self, name: str) -> bool:
        """Whether one of them stands in ``name``."""
        found = _WORD.findall(name[:LONGEST])
        if not self.capitals.isdisjoint(found):
            return True
        folded = " ".join(["", *(word.casefold() for word in found), ""])
        return any(f" {one}" in folded for one in self.beginnings) or any(
            f" {one} " in folded for one in self.whole
        )


@lru_cache(maxsize=20_000)
def is_official(name: str) -> bool:
    """Whether an attribution names a body of the state, or somebody who speaks for one."""
    return _words("official").among(name) and not _words("civil").among(name)


@lru_cache(maxsize=20_000)
def is_named(name: str) -> bool:
    """Whether an attribution has a name in it: in quotes, an abbreviation, or a word with a capital.

    A capital at the beginning may only begin a sentence: it counts unless the word is a common one.
    """
    name = name[:LONGEST]
    if any(sign in _QUOTES for sign in name):
        return True
    first, *rest = _WORD.findall(name) or [""]
    if any(word[0].isupper() for word in rest) or (len(first) > 1 and first.isupper()):
        return True
    return first[:1].isupper() and not _words("unnamed").among(first)


@lru_cache(maxsize=3)
def _words(kind: str) -> Words:
    all_ = [word for row in rows()[kind] for word in row["words"]]
    capitals = frozenset(word for word in all_ if word.isupper())
    plain = [word.casefold() for word in all_ if word not in capitals]
    return Words(
        beginnings=_of(plain, whole=False),
        whole=_of(plain, whole=True),
        capitals=capitals,
    )


def _of(words: Iterable[str], *, whole: bool) -> tuple[str, ...]:
    return tuple(sorted({w.lstrip("=") for w in words if w.startswith("=") == whole}))


def rows() -> Mapping[str, list[dict[str, Any]]]:
    """The tables as they are written, by kind."""
    return table("base", "bodies")
