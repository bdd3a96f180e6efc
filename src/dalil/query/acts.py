"""Acts by what people call them in a question: "Criminal Code", «УК», «СМИ туралы заң»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from dalil.lang import table
from dalil.lang.stems import stem, words

NAMED_IN = ("en", "ru", "kk", "ky")
_NOT_THE_TITLE = {
    "en": {"law", "laws", "act", "code", "on", "of", "the", "and", "for"},
    "ru": {"закон", "закона", "о", "об", "и"},
    "kk": {"заң", "заңы", "туралы", "және", "мен"},
    "ky": {"мыйзам", "мыйзамы", "жөнүндө", "жана"},
}


def slugs(asked: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of the acts that these folded words name, whole: by a code's name, or by a title."""
    names = " ".join(asked)
    titles = {code: _title(asked, code) for code in NAMED_IN}
    found = dict.fromkeys(
        key
        for key, pattern, code, title in _catalogue()
        if (pattern and pattern.fullmatch(names)) or (title and title == titles.get(code))
    )
    return tuple(found)


def _title(asked: tuple[str, ...], code: str) -> tuple[str, ...]:
    """The stems of a title without what stands around it: "law on …", "… туралы заң"."""
    around = _NOT_THE_TITLE[code]
    return tuple(stem(word, code) for word in asked if word not in around)


@cache
def _catalogue() -> tuple[tuple[str, re.Pattern[str] | None, str, tuple[str, ...] | None], ...]:
    data = table("base", "legislation")
    return tuple(
        (row["key"], *one)
        for rows in data.values()
        if isinstance(rows, list)
        for row in rows
        for one in _names(row)
    )


def _names(
    row: Mapping[str, Any],
) -> Iterator[tuple[re.Pattern[str] | None, str, tuple[str, ...] | None]]:
    yield None, "en", _title(tuple(words(row["name"])), "en")
    for code in NAMED_IN:
        short = row.get("short", {})
        for name in [*row.get(code, ()), *(short.get(code, ()) if isinstance(short, dict) else ())]:
            pieces = [
                re.escape(folded) + (r"\w*" if piece.endswith("*") else "")
                for piece in name.split()
                for folded in words(piece)
            ]
            if pieces:
                yield re.compile(" ".join(pieces)), code, None
        for title in row.get("titles", {}).get(code, ()):
            yield None, code, _title(tuple(words(title)), code)
