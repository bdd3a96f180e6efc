"""How many articles there are in each month or year: bars that narrow the list to their time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dalil.archive import Archive
    from dalil.model import Tally

MOST_MONTHS = 36  # bars; a longer time is told by years
MOST_YEARS = 60  #  the newest


@dataclass(frozen=True, slots=True)
class Bar:
    """A month or year: ISO 8601, how many articles, and its place in per cent of the picture."""

    on: str
    n: int
    left: float
    width: float
    height: float
    label: bool  #  its year is written below it


def bars(by_month: Mapping[str, int]) -> list[Bar]:
    """The bars of a timeline, the oldest first; none for a single month."""
    months = _whole(sorted(by_month))
    counts: Mapping[str, int] = by_month
    names = months
    if len(months) > MOST_MONTHS:
        years: Counter[str] = Counter()
        for month, n in by_month.items():
            years[month[:4]] += n
        first, last = int(months[0][:4]), int(months[-1][:4])
        names = [f"{year:04}" for year in range(max(first, last - MOST_YEARS + 1), last + 1)]
        counts = years
    if len(names) < 2:
        return []
    highest = max(counts.get(name, 0) for name in names)
    width = 100 / len(names)
    every = -(-len(names) // 12)
    return [
        Bar(
            on=name,
            n=counts.get(name, 0),
            left=round(index * width, 3),
            width=round(width * 0.84, 3),
            height=round(max(100 * counts.get(name, 0) / highest, 4.0), 2),
            label=_labelled(name, index, every, len(names)),
        )
        for index, name in enumerate(names)
    ]


def _labelled(name: str, index: int, every: int, count: int) -> bool:
    if len(name) == 4:
        return index % every == 0
    return index == 0 or (name.endswith("-01") and index > 2 and count - index > 1)


def _whole(months: list[str]) -> list[str]:
    """Every month from the first to the last."""
    if not months:
        return []
    year, month = int(months[0][:4]), int(months[0][5:])
    last = months[-1]
    made = [months[0]]
    while made[-1] < last and len(made) <= MOST_MONTHS:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        made.append(f"{year:04}-{month:02}")
    if made[-1] < last:
        made.append(last)
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """A bar of the timeline, and of the publications those that have nothing of that time."""

    bar: Bar
    silent: tuple[str, ...]  #  outlets
    outlets: int  #             how many there are

    @property
    def share(self) -> float:
        """Of the publications, the part that has nothing."""
        return len(self.silent) / self.outlets if self.outlets else 0.0


def attention(
    archive: Archive,
    tally: Tally,
    *,
    source: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> list[Attention]:
    """Articles by month (by year where there are many), from ``since`` to ``until``."""
    months = {month: n for month, n in tally.by_month.items() if _within(month, since, until)}
    drawn = bars(months)
    outlets = {source.id: source.outlet for source, _ in archive.sources()}
    asked = [one for one in tally.by_source if one in outlets]
    asked = [one for one in asked if source in (None, one)]
    silent = archive.silent_in(tuple(bar.on for bar in drawn))
    return [
        Attention(
            bar=bar,
            silent=tuple(outlets[one] for one in asked if one in silent[bar.on]),
            outlets=len(asked),
        )
        for bar in drawn
    ]


def _within(month: str, since: str | None, until: str | None) -> bool:
    first, last = (since or "")[:7], (until or "9999")[:7]
    return month[: len(first)] >= first and month[: len(last)] <= last
