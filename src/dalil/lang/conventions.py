"""How many a vague word stands for, under a named convention (``base/conventions.toml``).

"Dozens" is 24 under ``dalil`` and 12 under ``acled``. A figure's words stay what they are: the
convention only says which number is written beside them, and every output names it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import Any

from dalil.errors import UsageError

DEFAULT = "dalil"
_WRITTEN = 2
"""The tables of words hold a vague word's value under the default: two of its unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """What vague words count as."""

    name: str
    units: int  #           how many of its unit a vague word stands for
    title: str  #           the same in English words
    source: str  #          who reads them so
    two: frozenset[str]  #  words that say two themselves

    def value(self, written: Decimal, words: frozenset[str]) -> Decimal:
        """The value of a vague expression that the tables of words give as ``written``."""
        if words & self.two:
            return written
        return written * self.units / _WRITTEN

    def __str__(self) -> str:
        return f"{self.name} (vague words are {self.title}: “dozens” is {12 * self.units})"


def convention(name: str) -> Convention:
    """The convention of a name. Raises ``UsageError``."""
    known = conventions()
    if name not in known:
        raise UsageError(f"no convention is called {name!r}", "one of: " + ", ".join(known))
    return known[name]


@lru_cache(maxsize=1)
def conventions() -> Mapping[str, Convention]:
    """Every convention by name, the default first."""
    table = rows()
    two = frozenset(table["two"])
    return {
        name: Convention(
            name=name, units=row["units"], title=row["title"], source=row["source"], two=two
        )
        for name, row in table.items()
        if isinstance(row, dict)
    }


def rows() -> dict[str, Any]:
    """The file as it is, with its examples."""
    file = resources.files("dalil.lang").joinpath("base", "conventions.toml")
    return tomllib.loads(file.read_text("utf-8"))
