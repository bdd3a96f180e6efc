"""A percentage against the counts that it is of, and a rate per head against count and people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from dalil.findings.checks.found import Found
from dalil.findings.checks.line import Line, alike_in
from dalil.findings.checks.printed import HUNDRED, Interval, verdict, written
from dalil.model import Figure, Finding

_TIES = ("or", "tie", "small")


def share_of_counts(line: Line, before: Line | None) -> Iterator[Found]:
    """``43 of the 120 schools (36%)``, ``Of the 380, 214, or 63%, …``, ``each fifth: 118 of 589``."""
    for s, figure in enumerate(line.figures):
        share = figure.value.unit == "%" and not figure.value.change
        if share and line.number(s) is not None and not _of_its_own(line, s):
            for part, whole, way in _counts_of(line, before, s):
                yield from _share(line, s, (line, part), whole, way)


def _counts_of(
    line: Line, before: Line | None, s: int
) -> Iterator[tuple[int, tuple[Line, int], str]]:
    """The part, and the whole with its sentence, that a share restates; at most one pair."""
    a, b = s - 2, s - 1
    if s >= 2 and _counts(line, a, b) and _tied(line, b, s):
        if _part_of(line, a, b):
            yield a, (line, b), "of"
        elif _whole_first(line, a, b):
            yield b, (line, a), "whole_first"
        return
    a, b = s + 1, s + 2
    if b < len(line.figures) and _counts(line, a, b):
        if _part_of(line, a, b) and _tied(line, s, a):
            yield a, (line, b), "of"
        return
    if before is None or s != 1 or not (_count(before, 0) and _count(line, 0)):
        return
    if _of_them(line, 0) and _tied(line, 0, 1):
        yield 0, (before, 0), "of_them"


def _count(line: Line, k: int) -> bool:
    value = line.figures[k].value
    number = line.number(k)
    return value.unit == "1" and not value.per and number is not None and number.value > 0


def _counts(line: Line, a: int, b: int) -> bool:
    return _count(line, a) and _count(line, b)


def _of_its_own(line: Line, s: int) -> bool:
    """``63% of all complaints``: a share of something that is named behind it."""
    at = line.end[s]
    return line.has("of", at, at + 1) or line.has("way out", at, at + 2)


def _same_thing(line: Line, share: int, used: tuple[Finding[Figure], ...]) -> bool:
    """Whether the share is of what the counts count: it ends there, or says the same noun."""
    at = line.end[share]
    if at >= len(line.tokens) or line.tokens[at].kind == "s":
        return True
    return line.figures[share].value.of in {figure.value.of for figure in used}


def _tied(line: Line, a: int, b: int) -> bool:
    """Whether nothing but a bracket, a dash, "or" stands between two ways to say one thing."""
    i, j = line.end[a], line.begin[b]
    if not line.only(i, j, _TIES, "(–:,", said=(a, b)):
        return False
    if line.sign("(–:", i, j) or line.has("or", i, j) or line.has("tie", i, j):
        return True
    at = line.end[b]
    return line.sign(",", i, j) and (at == len(line.tokens) or line.tokens[at].low in ",.–)")


def _part_of(line: Line, part: int, whole: int) -> bool:
    """``43 of the 120``, ``43 schools out of 120``."""
    i, j = line.end[part], line.begin[whole]
    if j - i > 6 or not line.only(i, j, ("of", "small"), said=(part, whole)):
        return False
    return line.leads("of", whole)


def _whole_first(line: Line, whole: int, part: int) -> bool:
    """``Of the 380 complaints … 214``, ``120 мектептің 43-і``, ``120 schools, 43 of them``."""
    i, j = line.end[whole], line.begin[part]
    if line.sign(";", i, j) or line.has("way out", i, j) or j - i > 30:
        return False
    if line.ends("of", whole) and j - i <= 4:
        return True
    if line.has("of_pronoun", i, line.end[part] + 3) and j - i <= 12:
        return True
    return line.leads("of", whole) and line.begin[whole] <= 4


def _of_them(line: Line, part: int) -> bool:
    return line.has("of_pronoun", 0, line.end[part] + 3)


def _share(
    line: Line, s: int, part: tuple[Line, int], whole: tuple[Line, int], way: str
) -> Iterator[Found]:
    claim = line.figures[s]
    used = part[0].figures[part[1]], whole[0].figures[whole[1]]
    a, b, stated = part[0].number(part[1]), whole[0].number(whole[1]), line.number(s)
    if a is None or b is None or stated is None or a.value > b.value:
        return
    if not alike_in((claim, *used), "attribution", "status", "per"):
        return
    if not _same_thing(line, s, used):
        return

    def both(kind: bool) -> tuple[Interval, Interval]:
        computed = (a.around(kind) / b.around(kind)).times(HUNDRED)
        return computed, stated.around_or_cut(kind)

    expected = a.value * HUNDRED / b.value
    result = verdict(both, expected)
    if result is None:
        return
    yield Found(
        rule="share", verdict=result, claim=claim, used=used, expected=expected,
        within=both(True)[0],
        computed=f"{written(a.value)} / {written(b.value)} = {written(expected, '%')}",
        way=f"share.{way}",
    )  # fmt: skip


def per_head(line: Line) -> Iterator[Found]:
    """``3,000 cases, or 15 per 100,000 people, in a population of 20 million``."""
    rates = [r for r, f in enumerate(line.figures) if r and f.value.per]
    people = [k for k in range(len(line.figures)) if _count(line, k) and _is_people(line, k)]
    for r in rates if len(people) == 1 else ():
        found = _rate(line, r, r - 1, people[0])
        if found is not None:
            yield found


def _rate(line: Line, r: int, count: int, people: int) -> Found | None:
    claim, counted = line.figures[r], line.figures[count]
    heads, stated = _heads(line, claim.value.per), line.number(r)
    a, b = line.number(count), line.number(people)
    if heads is None or stated is None or a is None or b is None or people in (r, count):
        return None
    used = counted, line.figures[people]
    if counted.value.per or counted.value.unit != claim.value.unit or not _tied(line, count, r):
        return None
    if stated.value <= 0 or not alike_in((claim, *used), "period", "place", "status"):
        return None

    def both(kind: bool) -> tuple[Interval, Interval]:
        return (a.around(kind) / b.around(kind)).times(heads), stated.around_or_cut(kind)

    expected = a.value / b.value * heads
    result = verdict(both, expected)
    if result is None:
        return None
    sum_ = f"{written(a.value)} / {written(b.value)} × {written(heads)} = {written(expected)}"
    return Found(
        rule="per head", verdict=result, claim=claim, used=used, expected=expected,
        within=both(True)[0], computed=sum_, way="per_head",
    )  # fmt: skip


def _is_people(line: Line, k: int) -> bool:
    """Whether a figure says how many people live there: ``a population of 20 million``."""
    at = line.end[k]
    if line.has("people", at, at + 2):
        return True
    i = line.begin[k]
    return line.has("people", i - 3, i) and line.only(i - 1, i, ("of", "people"))


def _heads(line: Line, per: str | None) -> Decimal | None:
    """How many heads a rate is per: 100,000 of ``100,000 people``."""
    if per is None:
        return None
    if per == "person":
        return Decimal(1)
    digits = re.sub(r"(?<=\d)[ ,.\u00a0](?=\d{3}\b)", "", per)
    number = re.match(r"\d+", digits)
    if number is None:
        return None
    words = digits[number.end() :].split()
    thousand = line.words.settings.get("thousand", ())
    scale = 1000 if words and words[0].lower().startswith(tuple(thousand)) else 1
    return Decimal(number.group()) * scale if len(number.group()) < 10 else None
