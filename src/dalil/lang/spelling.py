"""One skeleton for the spellings of a name: «Қостанай», «Костанай», "Qostanay", "Kostanai".

``name_key`` goes further: the forms of a word in its language share one key, too.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib import resources
from typing import Any

from dalil.lang.stems import stem

_NOT_LETTERS = re.compile(r"[\W\d_]+")
_DOUBLE = re.compile(r"(.)\1+")
_LONGEST = 200
_FAMILY = ("ов", "ев", "ин", "ын")
_FEMALE = re.compile("(?<=(?:ov|ev|in))a$")


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


@lru_cache(maxsize=50_000)
def name_key(word: str, language: str | None) -> str:
    """What the forms and spellings of one word of a name share: "toktogulov" for «Токтогуловой».

    A woman's and a man's form of a family name share it. So it finds, and never decides.
    """
    low = word[:_LONGEST].lower().replace("ё", "е")
    straight = language == "ru" and low.endswith(_FAMILY)  # the stemmer takes "ов" for an ending
    return _FEMALE.sub("", skeleton(low if straight else stem(low, language)))
