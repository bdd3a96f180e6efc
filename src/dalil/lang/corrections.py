"""Lines by which an outlet says that it corrected itself, in any language."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_OPENS = r"^[\s\[(*†‡—–-]*"
_CLOSES = r"\s*(?:[:.—–\])]|\d|$)"


@cache
def rows() -> list[dict[str, object]]:
    """The rows of ``lang/base/corrections.toml`` as they stand."""
    text = (files("dalil.lang") / "base" / "corrections.toml").read_text(encoding="utf-8")
    found: list[dict[str, object]] = tomllib.loads(text)["phrase"]
    return found


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    heads, phrases = (
        "|".join(re.escape(str(word)) for row in rows() for word in row.get(kind, ()))  # type: ignore[attr-defined]
        for kind in ("words", "anywhere")
    )
    flags = re.IGNORECASE | re.MULTILINE
    return re.compile(f"{_OPENS}(?:{heads}){_CLOSES}", flags), re.compile(phrases, re.IGNORECASE)


def says_so(text: str) -> bool:
    """Whether a block says that the outlet corrected itself: "Correction: …", «Уточнение: …»."""
    head, phrase = _patterns()
    return head.search(text) is not None or phrase.search(text) is not None
