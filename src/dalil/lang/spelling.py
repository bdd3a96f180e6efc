"""One skeleton for the spellings of a name: «Қостанай», «Костанай», "Qostanay", "Kostanai"."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib import resources
from typing import Any

_NOT_LETTERS = re.compile(r"[\W\d_]+")
_DOUBLE = re.compile(r"(.)\1+")
_LONGEST = 200


@lru_cache
def read() -> dict[str, Any]:
    """``spelling.toml``: letters, runs of letters, and examples."""
    file = resources.files("dalil.lang").joinpath("spelling.toml")
    return tomllib.loads(file.read_text("utf-8"))


@lru_cache
def _tables() -> tuple[dict[int, str], tuple[tuple[str, str], ...]]:
    data = read()
    return str.maketrans(data["letters"]), tuple(data["runs"].items())


@lru_cache(maxsize=50_000)
def skeleton(name: str) -> str:
    """What the spellings of one name share: small Latin letters, no marks, none double.

    Names that differ may share it, so it proposes and never decides.
    """
    letters, runs = _tables()
    text = unicodedata.normalize("NFC", name[:_LONGEST]).lower().replace("дж", "ж")
    text = _NOT_LETTERS.sub("", text)
    for long, short in (("ye", "e"), ("yo", "e")):
        if text.startswith(long):
            text = short + text[2:]
    text = text.translate(letters)
    if not text.isascii():
        text = "".join(
            c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
        )
    for run, short in runs:
        text = text.replace(run, short)
    return _DOUBLE.sub(r"\1", text)
