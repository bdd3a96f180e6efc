"""Dates that name their day: in figures, with the month's name, or as East Asia writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.lang.calendar import Calendar
from dalil.page.date_parts import Parts, Token, full_year

_YEAR_FIRST = re.compile(
    r"(?<![\d.,/-])((?:19|20)\d\d)([./-])\s?(\d{1,2})\2\s?(\d{1,2})(?!\d|[./-]\d)"
)
_YEAR_LAST = re.compile(
    r"(?<![\d/-])(?<!\d[.,])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d|[./-]\d)"
)
_EAST_ASIAN = re.compile(r"(?:(\d{4})\s?[年년]\s?)?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_NO_YEAR = re.compile(r"(?<![\d.,/:-])(\d\d)\.(\d\d)(?![\d.]\d|\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
_JOINTS = frozenset(".,-'’‘/ –")
_REACH = 3  # words and marks that may stand between two parts of a date


def find(
    text: str, line: list[Token], known: Calendar, *, day_first: bool, whole: bool
) -> Iterator[Parts]:
    """Every date that ``text`` names, in no certain order; ``line`` is its tokens."""
    found = [*_in_figures(text, day_first), *_named(line, known, whole=whole)]
    yield from found
    if whole and not found:
        yield from _too_little(text)


def _in_figures(text: str, day_first: bool) -> Iterator[Parts]:
    for match in _YEAR_FIRST.finditer(text):
        yield _parts(match, int(match[1]), int(match[3]), int(match[4]))
    for match in _YEAR_LAST.finditer(text):
        year = full_year(match[4])
        first, second = int(match[1]), int(match[3])
        slashed = match[2] == "/"
        if (second > 12 >= first and match[2] != ".") or (
            slashed and not day_first and first <= 12
        ):
            first, second = second, first
        yield _parts(match, year, second, first)
    for match in _EAST_ASIAN.finditer(text):
        year = int(match[1]) if match[1] else None
        yield _parts(match, year, int(match[2]), int(match[3]))


def _too_little(text: str) -> Iterator[Parts]:
    for match in _COMPACT.finditer(text):
        yield _parts(match, int(match[1]), int(match[2]), int(match[3]))
    for match in _NO_YEAR.finditer(text):
        yield _parts(match, None, int(match[2]), int(match[1]))


def _parts(match: re.Match[str], year: int | None, month: int, day: int) -> Parts:
    return Parts(year=year, month=month, day=day, start=match.start(), end=match.end())


def _named(line: list[Token], known: Calendar, *, whole: bool) -> Iterator[Parts]:
    for index, token in enumerate(line):
        if token.kind != "word":
            continue
        month = known.months.get(token.text.rstrip("."))
        if month is not None:
            parts = _around(line, index, month, known)
            if parts is not None and (parts.day or (whole and parts.year)):
                yield parts


def _around(line: list[Token], index: int, month: int, known: Calendar) -> Parts | None:
    """Day and year on either side of a month's name."""
    start, end = line[index].start, line[index].end
    day = year = None
    left = _next_number(line, index, -1, known)
    if left is not None and _is_day(line[left].text) and not _is_clock(line, left):
        day, start = int(line[left].text), line[left].start
        further = _next_number(line, left, -1, known)
        if further is not None and _is_year(line[further].text):
            year, start = int(line[further].text), line[further].start
    elif left is not None and _is_year(line[left].text):
        year, start = int(line[left].text), line[left].start
    elif left == index - 1:
        return None  # "32 May": no day, and no other number is meant
    right = _next_number(line, index, +1, known)
    if (
        right is not None
        and day is None
        and _is_day(line[right].text)
        and not _is_clock(line, right)
    ):
        day, end = int(line[right].text), line[right].end
        right = _next_number(line, right, +1, known)
    if right is not None and year is None:
        if _is_year(line[right].text) and not _is_clock(line, right):
            year, end = int(line[right].text), line[right].end
        elif _is_short_year(line, index, right):
            year, end = full_year(line[right].text), line[right].end
    if day is None and year is None:
        return None
    return Parts(year=year, month=month, day=day, start=start, end=end)


def _next_number(line: list[Token], index: int, step: int, known: Calendar) -> int | None:
    """The number beside ``index``, over words and marks that join the parts of a date."""
    for distance in range(1, _REACH + 2):
        at = index + step * distance
        if not 0 <= at < len(line):
            return None
        token = line[at]
        if token.kind == "number":
            return at
        if token.kind == "word" and not _joins(token, known):
            return None
        if token.kind == "mark" and token.text not in _JOINTS:
            return None
    return None


def _joins(token: Token, known: Calendar) -> bool:
    return token.text in known.inside or token.text.rstrip(".") in known.inside


def _is_day(text: str) -> bool:
    return len(text) <= 2 and 1 <= int(text) <= 31


def _is_year(text: str) -> bool:
    return len(text) == 4 and text[:2] in {"19", "20"}


def _is_clock(line: list[Token], at: int) -> bool:
    """Whether the number is half of a time, "14:20", or the head of a larger one, "1 140"."""
    if at + 1 < len(line) and line[at + 1].kind == "number" and len(line[at + 1].text) == 3:
        return True
    return any(
        0 <= beside < len(line)
        and line[beside].text == ":"
        and 0 <= beyond < len(line)
        and line[beyond].kind == "number"
        for beside, beyond in ((at + 1, at + 2), (at - 1, at - 2))
    )


def _is_short_year(line: list[Token], month: int, at: int) -> bool:
    """ "06-Aug-20" and "6 Aug '20": two figures that a mark binds to the month."""
    token, before = line[at], line[at - 1]
    bound = before.kind == "mark" and before.text in "-'’‘/" and at - month <= 2
    return len(token.text) == 2 and bound and not _is_clock(line, at)
