"""The size of a change or a ratio against the two levels that it lies between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from dalil.findings.checks.found import Found
from dalil.findings.checks.line import Line, alike_in
from dalil.findings.checks.printed import HUNDRED, Interval, Number, verdict, written
from dalil.model import CheckRule, Figure, Finding

_TIES = ("or", "tie", "small", "by", "up", "down", "more", "less", "to", "from", "against", "than")
_SIGNS = ",(–:"


def changes(line: Line) -> Iterator[Found]:
    """``by 30%, from 180,000 to 234,000``; ``to 120 soms, up 20% from 100``; ``87 against 55``."""
    taken: set[int] = set()
    for c in range(len(line.figures)):
        for old, new, way in _levels(line, c):
            if c in taken or not _comparable(line, c, old, new):
                continue
            found = _change(line, c, old, new, way)
            if found is not None:
                taken.add(c)
                yield found


def _levels(line: Line, c: int) -> Iterator[tuple[int, int, str]]:
    """Which figures may be the level before and the level reached of a change ``c``."""
    last = len(line.figures) - 1
    if c >= 2 and line.only(line.end[c - 1], line.begin[c], _TIES, _SIGNS, said=(c - 1,)):
        yield from _pair(line, c - 2, c - 1)
    behind = c + 2 <= last and not _goes_on(line, c + 2)
    if behind and line.only(line.end[c], line.begin[c + 1], _TIES, _SIGNS, said=(c,)):
        yield from _pair(line, c + 1, c + 2)
    if 0 < c < last:  # "120 soms, up 20% from 100"
        a, b = c - 1, c + 1
        between = line.only(line.end[a], line.begin[c], _TIES, _SIGNS, said=(a,))
        base = line.leads("from", b) or line.leads("against", b) or line.leads("than", b)
        near = line.only(line.end[c], line.begin[b], _TIES, "(,", said=(c,))
        if between and base and near and not _from(line, a):
            yield b, a, "base_behind"


def _goes_on(line: Line, k: int) -> bool:
    """``from 100 in 2019 to 150 in 2020 and 120 in 2021``: the levels are not the last two."""
    if k + 1 >= len(line.figures) or line.begin[k + 1] - line.end[k] > 6:
        return False
    i, j = line.end[k], line.begin[k + 1]
    same = line.figures[k + 1].value.unit == line.figures[k].value.unit
    return same and (line.has("and", i, j) or line.sign(",", i, j))


def _pair(line: Line, a: int, b: int) -> Iterator[tuple[int, int, str]]:
    i, j = line.end[a], line.begin[b]
    if j - i > 12 or line.sign(";", i, j):
        return
    if _from(line, a) and _to(line, b):
        yield a, b, "from_to"
    elif line.leads("to", a) and line.leads("from", b):
        yield b, a, "to_from"
    elif line.leads("against", b) and not _from(line, a):
        yield b, a, "against"


def _from(line: Line, k: int) -> bool:
    return line.leads("from", k) or line.ends("from", k)


def _to(line: Line, k: int) -> bool:
    return line.leads("to", k) or line.ends("to", k)


def _comparable(line: Line, c: int, old: int, new: int) -> bool:
    """Whether the three may be compared at all, and the text leaves no way out."""
    a, b, change = line.figures[old].value, line.figures[new].value, line.figures[c].value
    if a.unit != b.unit or a.change or b.change or a.unit in ("x", "rank"):
        return False
    if change.unit not in ("%", "x", "pp", a.unit):
        return False
    if not (change.change or _compared(line, c)):
        return False
    i = max(0, line.begin[min(c, old, new)] - 6)
    j = line.end[max(c, old, new)] + 4
    if line.has("way out", i, j) or line.has("adjusted", 0, len(line.tokens)):
        return False
    return alike_in([line.figures[k] for k in (c, old, new)], "attribution", "per")


def _compared(line: Line, c: int) -> bool:
    at = line.end[c]
    if line.has("more", at, at + 2) or line.has("less", at, at + 2):
        return True
    return line.figures[c].value.unit != "x" and (line.leads("by", c) or line.leads("tie", c))


def _change(line: Line, c: int, old: int, new: int, way: str) -> Found | None:
    before, after, size = line.level(old), line.level(new), line.number(c)
    if before is None or after is None or size is None or before.value <= 0 or after.value <= 0:
        return None
    if after.value == before.value or _other_way(line, c, after.value > before.value):
        return None
    claim = line.figures[c]
    results = [
        (verdict(way_to_read.both, way_to_read.expected), way_to_read)
        for way_to_read in _readings(claim, line.figures[new], before, after, size)
    ]
    good = [reading for result, reading in results if result == "holds"]
    if not good and (not results or any(result is None for result, _ in results)):
        return None
    reading = good[0] if good else results[0][1]
    return Found(
        rule=reading.rule, verdict="holds" if good else "differs", claim=claim,
        used=(line.figures[new], line.figures[old]), expected=reading.expected,
        within=reading.both(True)[0], computed=reading.computed, way=f"{reading.rule}.{way}",
    )  # fmt: skip


def _other_way(line: Line, c: int, up: bool) -> bool:
    """Whether the words say the other direction: then the figures do not belong together."""
    change = line.figures[c].value.change
    if change is not None:
        return (change == "up") != up
    at = line.end[c]
    more, less = line.has("more", at, at + 2), line.has("less", at, at + 2)
    return more != less and more != up


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to understand the size of a change: what it would be, from the two levels."""

    rule: CheckRule
    expected: Decimal
    computed: str
    compute: Callable[[Interval, Interval], Interval]  # of the level before and the level after
    before: Number
    after: Number
    size: Number

    def both(self, kind: bool) -> tuple[Interval, Interval]:
        computed = self.compute(self.before.around(kind), self.after.around(kind))
        return computed, self.size.around_or_cut(kind)


def _readings(
    claim: Finding[Figure], level: Finding[Figure], before: Number, after: Number, size: Number
) -> Iterator[_Reading]:
    """All ways; ``%`` between percentages may mean points, "3 times more" may mean 4 times."""
    unit, up = claim.value.unit, after.value > before.value
    high, low = (after, before) if up else (before, after)
    difference = high.value - low.value
    gap = f"{written(high.value, places=6)} − {written(low.value, places=6)}"
    own = "pp" if level.value.unit == "%" else level.value.unit
    if unit == "%":
        share = difference * HUNDRED / before.value
        shown = f"({gap}) / {written(before.value, places=6)} = {written(share, '%')}"
        yield _Reading("change", share, shown, _percent, before, after, size)
    if unit == "x":
        ratio = high.value / low.value
        shown = (
            f"{written(high.value, places=6)} / {written(low.value, places=6)} = {written(ratio)}"
        )
        yield _Reading("ratio", ratio, shown, _times, before, after, size)
        shown = f"({gap}) / {written(low.value, places=6)} = {written(ratio - 1)}"
        yield _Reading("ratio", ratio - 1, shown, _times_more, before, after, size)
    if unit == own or (unit == "%" and own == "pp"):
        shown = f"{gap} = {written(difference, own, 6)}"
        yield _Reading("difference", difference, shown, _difference, before, after, size)


def _sides(before: Interval, after: Interval) -> tuple[Interval, Interval]:
    return (after, before) if after.low > before.low else (before, after)


def _percent(before: Interval, after: Interval) -> Interval:
    high, low = _sides(before, after)
    ends = sorted(abs(b / a - 1) * HUNDRED for a in before for b in after if a > 0)
    return Interval(ends[0], ends[-1]) if ends else (high - low)


def _times(before: Interval, after: Interval) -> Interval:
    high, low = _sides(before, after)
    return high / low


def _times_more(before: Interval, after: Interval) -> Interval:
    high, low = _sides(before, after)
    return Interval(high.low / low.high - 1, high.high / low.low - 1)


def _difference(before: Interval, after: Interval) -> Interval:
    high, low = _sides(before, after)
    return high - low
