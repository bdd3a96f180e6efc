"""The words around the entries of archive pages, from the ``listing.toml`` files of all languages.

A page mixes languages ("READ MORE" under Hindi), so the words of all of them count everywhere.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

CODES = ("en", "ru", "kk", "ky", "uz", "tg", "base")
_LEFT = " \t\n\r\u00a0[(<«‹←|.…"
_RIGHT = " \t\n\r\u00a0])>»›→|.…:"
KINDS = (
    "more",
    "more_start",
    "byline_before",
    "byline_joins",
    "nobody",
    "comments",
    "older",
    "newer",
    "rubric_before",
    "page_parts",
    "aside_heads",
    "pinned",
    "screen_reader",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingWords:
    """Words and phrases of archive pages, case-folded and bare of brackets and arrows."""

    more: frozenset[str]  #          "(more…)", "Толығырақ"
    more_start: tuple[str, ...]  #   "continue reading" …the headline
    byline_before: tuple[str, ...]  # "posted by", longest first
    byline_joins: frozenset[str]  #  "and", "және"
    nobody: frozenset[str]  #        "Соб. инф.": a byline that names nobody
    comments: frozenset[str]  #      "комментариев", "views"
    older: frozenset[str]  #         "next page"
    newer: frozenset[str]
    rubric_before: tuple[str, ...]  # "filed under"
    page_parts: frozenset[str]  #    "menu", "all rights reserved"
    aside_heads: frozenset[str]  #   "recent comments": entries end here
    pinned: frozenset[str]
    screen_reader: frozenset[str]


def bare(text: str) -> str:
    """``text`` case-folded, on one line, without brackets, arrows and dots around it."""
    return " ".join(text.split()).lstrip(_LEFT).rstrip(_RIGHT).casefold()


@cache
def words_of(code: str) -> dict[str, list[str]]:
    """``lang/<code>/listing.toml`` as it stands."""
    path = files("dalil.lang") / code / "listing.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def listing_words() -> ListingWords:
    """The words of all languages together."""
    merged: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for code in CODES:
        for kind, forms in words_of(code).items():
            merged[kind].update(forms)
    joined = {
        kind: frozenset(_bare_or_whole(form) for form in forms) for kind, forms in merged.items()
    }
    starts = {
        kind: tuple(sorted((form.casefold() for form in merged[kind]), key=len, reverse=True))
        for kind in ("more_start", "byline_before", "rubric_before")
    }
    return ListingWords(**{**joined, **starts})  # type: ignore[arg-type]


def _bare_or_whole(form: str) -> str:
    return bare(form) or form.casefold()
