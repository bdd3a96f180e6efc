"""What Dalil knows of each language: TOML files of the same names in every folder.

``load("ru")`` gives a :class:`Language`: the tables of ``lang/base`` and ``lang/ru`` together, and
one lexicon over all their phrases. A language that has no folder gets the tables of ``base`` alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dalil.lang.lexicon import Lexicon, fill_lexicon

TABLES = (
    "numerals",
    "units",
    "bounds",
    "frames",
    "periods",
    "words",
    "speech",
    "cues",
    "places",
    "sentences",
    "checks",
    "quotes",
)
"""The files that the finders read; other parts of Dalil keep theirs beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language as data: its tables by file name, and the lexicon made from them."""

    code: str  #            BCP 47, the primary subtag: "en"
    known: bool  #          False: no folder of its own, only what is common to all languages
    tables: Mapping[str, Mapping[str, Any]]
    lexicon: Lexicon

    def table(self, name: str) -> Mapping[str, Any]:
        """One file's content, ``{}`` where the language has no such file."""
        return self.tables.get(name, {})


def load(code: str) -> Language:
    """The language of a BCP 47 tag; only its first subtag counts. Never fails."""
    return _load(code.replace("_", "-").split("-")[0].lower() or "und")


@lru_cache(maxsize=32)
def _load(code: str) -> Language:
    known = code.isascii() and code.isalpha() and code != "base" and _folder(code) is not None
    tables = {
        name: _merged(_read("base", name), _read(code, name) if known else {}) for name in TABLES
    }
    return Language(code=code, known=known, tables=tables, lexicon=fill_lexicon(tables))


def table(code: str, name: str) -> Mapping[str, Any]:
    """A file of one folder that only one part of Dalil reads, as ``base`` and ``legislation``; ``{}``
    where there is none."""
    return _kept(code, name) if code.isascii() and code.isalpha() else {}


@lru_cache(maxsize=128)
def _kept(code: str, name: str) -> Mapping[str, Any]:
    return _read(code, name)


def known_languages() -> list[str]:
    """The codes of the languages whose words the figure finder knows."""
    folders = (item.name for item in resources.files("dalil.lang").iterdir() if item.is_dir())
    return sorted(code for code in folders if code != "base" and _folder(code) is not None)


def _folder(code: str) -> Any:
    folder = resources.files("dalil.lang").joinpath(code)
    return folder if folder.joinpath("numerals.toml").is_file() else None


def _read(code: str, name: str) -> dict[str, Any]:
    file = resources.files("dalil.lang").joinpath(code, f"{name}.toml")
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}


def _merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Lists are joined, tables are merged, and for anything else the language's own word holds."""
    out = dict(base)
    for key, value in own.items():
        before = out.get(key)
        if isinstance(before, list) and isinstance(value, list):
            out[key] = before + value
        elif isinstance(before, Mapping) and isinstance(value, Mapping):
            out[key] = _merged(before, value)
        else:
            out[key] = value
    return out
