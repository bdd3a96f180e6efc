"""What a chart shows, in a sentence: for who cannot see it, and for its file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dalil.web.charts.mark import Mark
from dalil.web.words import Words


def finding(marks: Sequence[Mark], words: Words) -> str:
    """How many claims there are about what time, the lowest and the highest, and who says them."""
    if not marks:
        return words.say("No figure with a time to draw.")
    first = min(mark.time.start for mark in marks)
    last = max(mark.time.end for mark in marks) - 1
    years = words.period(f"{_year(first)}/{_year(last)}")
    count = words.count(len(marks), "{n} figure", "{n} figures")
    if _year(first) == _year(last):
        years = _year(first)
    low, high = (pick(marks, key=lambda mark: mark.value) for pick in (min, max))
    if low.label == high.label:
        return words.say("{figures}, {years}: {one}.", figures=count, years=years, one=low.label)
    return words.say(
        "{figures}, {years}. Lowest: {low}. Highest: {high}.",
        figures=count,
        years=years,
        low=low.label,
        high=high.label,
    )


def _year(ordinal: float) -> str:
    return f"{date.fromordinal(min(max(int(ordinal), 1), date.max.toordinal())).year:04}"
