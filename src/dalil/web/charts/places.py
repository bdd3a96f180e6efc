"""Where each mark goes: marks that would cover each other stand side by side, and what is too much for
a place is counted, not dropped in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dalil.web.charts.mark import Chart, Mark, Panel
from dalil.web.charts.scales import TimeAxis, ValueAxis, time_axis, value_axis

BESIDE = 5  #        marks side by side in one place
APART = 9  #         pixels between two of them
COLUMNS = 110  #     places along the axis of time, each about the width of a mark on a wide screen
FEW_COLUMNS = 40  #  in each of several panels
MOST = 1500  #       marks of a chart that are drawn one by one


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark and where it goes."""

    mark: Mark
    x: float  #      0..1
    y: float  #      pixels from the top of the panel
    aside: int  #    pixels to the right, so that it does not cover another


@dataclass(frozen=True, slots=True)
class Rest:
    """How many more marks there are in a place than stand there."""

    count: int
    x: float
    y: float
    aside: int


@dataclass(frozen=True, slots=True)
class Axes:
    """What all panels of a chart share."""

    values: ValueAxis
    times: TimeAxis
    height: int  #   of a panel, in pixels
    columns: int = COLUMNS

    def y(self, value: float) -> float:
        """Pixels from the top."""
        return round((1 - self.values.at(value)) * self.height, 1)


def axes(chart: Chart, height: int) -> Axes:
    """Axes that hold every mark of every panel."""
    marks = list(chart.marks)
    return Axes(
        value_axis(value for mark in marks for value in (mark.low, mark.high)),
        time_axis([*(mark.time for mark in marks), *(one.at for one in chart.moments)]),
        height,
        COLUMNS if len(chart.panels) == 1 else FEW_COLUMNS,
    )


def placed(panel: Panel, axes: Axes, most: int = MOST) -> tuple[list[Placed], list[Rest]]:
    """The marks of a panel in their places, and where more are counted than drawn.

    With more than ``most`` of them, fewer stand side by side, down to one in each place.
    """
    places: dict[tuple[int, int], list[Mark]] = {}
    for mark in panel.marks:
        column = int(axes.times.at(mark.time.middle) * axes.columns)
        line = int(axes.y(mark.value) // APART)
        places.setdefault((column, line), []).append(mark)
    beside = _fitting([len(marks) for marks in places.values()], most)
    drawn: list[Placed] = []
    rests: list[Rest] = []
    for marks in places.values():
        shown = _first_of_each_kind(marks)[:beside]
        for n, mark in enumerate(shown):
            x, y = axes.times.at(mark.time.middle), axes.y(mark.value)
            drawn.append(Placed(mark, x, y, _aside(n)))
        if len(marks) > len(shown):
            last = drawn[-1]
            out = (len(shown) // 2 + 1) * APART - 3
            rests.append(Rest(len(marks) - len(shown), last.x, last.y, out))
    return drawn, rests


def _fitting(sizes: Sequence[int], most: int) -> int:
    for beside in range(BESIDE, 1, -1):
        if sum(min(size, beside) for size in sizes) <= most:
            return beside
    return 1


def _first_of_each_kind(marks: Sequence[Mark]) -> list[Mark]:
    """One of each look first, so that what is left out looks like something that stands there."""
    seen: set[tuple[str, str]] = set()
    first: list[Mark] = []
    others: list[Mark] = []
    for mark in marks:
        look = (mark.who, mark.status)
        (others if look in seen else first).append(mark)
        seen.add(look)
    return first + others


def _aside(n: int) -> int:
    """0, right, left, further right, and so on."""
    return (n + 1) // 2 * APART * (1 if n % 2 else -1)
