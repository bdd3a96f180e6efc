"""What a text says was done: acts by the words in ``lang/<code>/acts.toml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dalil.lang import table
from dalil.lang.phrases import Phrases, Told

List = Literal["acts", "compare"]
"""What is done; and how a figure stands to others ("including", "another", "so far")."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known of an act in any language."""

    case: bool
    due: bool  #            its day is one to come
    like: frozenset[str]


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """All acts, in the order of their table."""
    return {
        name: Kind(
            bool(row.get("case")), bool(row.get("due")), frozenset(row.get("like", ())) | {name}
        )
        for name, row in table("base", "acts").items()
    }


def told(text: str, language: str | None, name: List = "acts") -> Iterator[Told]:
    """The acts that a sentence tells of, in order. Of a language without a table: none."""
    return _phrases(_code(language), name).told(text)


def rows(language: str, name: List = "acts") -> Mapping[str, Mapping[str, str]]:
    """A language's table as it is written: words and an example of each row."""
    return table(_code(language), name)


@lru_cache(maxsize=16)
def _phrases(code: str, name: List) -> Phrases:
    return Phrases({act: row["words"] for act, row in table(code, name).items()})


def _code(language: str | None) -> str:
    return (language or "und").replace("_", "-").split("-")[0].lower()
