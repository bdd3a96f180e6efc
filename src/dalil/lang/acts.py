"""What a text says was done: acts by the words in ``lang/<code>/acts.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

from dalil.lang.phrases import Phrases, Told

Table = Literal["acts", "compare"]
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
        for name, row in _read("base", "acts").items()
    }


def told(text: str, language: str | None, table: Table = "acts") -> Iterator[Told]:
    """The acts that a sentence tells of, in order. Of a language without a table: none."""
    return _phrases(_code(language), table).told(text)


def rows(language: str, table: Table = "acts") -> Mapping[str, Mapping[str, str]]:
    """A language's table as it is written: words and an example of each row."""
    return _read(_code(language), table)


@lru_cache(maxsize=16)
def _phrases(code: str, table: Table) -> Phrases:
    return Phrases({name: row["words"] for name, row in _read(code, table).items()})


def _code(language: str | None) -> str:
    return (language or "und").replace("_", "-").split("-")[0].lower()


@lru_cache(maxsize=16)
def _read(code: str, table: Table) -> Mapping[str, Mapping[str, str]]:
    if not (code.isascii() and code.isalpha()):
        return {}
    file = resources.files("dalil.lang").joinpath(code, f"{table}.toml")
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
