"""What happened to one thing, as lanes over time: plain SVG, every mark a link to its sentence.

A filled mark says that it happened, a hollow one that it is only announced, a pale one that the text
gives no date, so that it stands at its day of publication. Places across are per cent, so that the
picture fits any width.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from dalil.periods import Stretch
from dalil.web.charts.picture import style
from dalil.web.charts.svg import attribute, text

LANE: Final = 58  #    pixels from a lane to the next
STACK: Final = 4  #    marks above each other, before they are counted
STEP: Final = 12  #    pixels from a mark to the one above it
NEAR: Final = 1.4  #   per cent; marks nearer than this stand above each other
FOOT: Final = 26
WIDTH, MARGIN = 960, 32  # of a file
TICKS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One mark: a time, what is said of it, and where its sentence stands."""

    time: Stretch
    href: str
    label: str
    hollow: bool = False
    stated: bool = True  # the text states the time


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """The marks of one kind of happening."""

    name: str
    marks: tuple[Happened, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Lanes on one axis, with what they show in words."""

    title: str
    says: str  #         in a sentence, for who cannot see it
    lanes: tuple[Lane, ...]
    more: str = ""  #    where what is not drawn stands
    source_line: str = ""

    @property
    def span(self) -> tuple[float, float]:
        """The days from the first mark to the last, with room at both ends."""
        marks = [mark for lane in self.lanes for mark in lane.marks]
        first, last = min(m.time.start for m in marks), max(m.time.end for m in marks)
        room = max(90.0, (last - first) * 0.03)
        return first - room, last + room


def draw_timeline(timeline: Timeline) -> Markup:
    """The lanes as a page sets them."""
    height = LANE * len(timeline.lanes) + FOOT
    svg = (
        f'<svg class="plot timeline" width="100%" height="{height}" role="group"'
        f' aria-label="{attribute(timeline.title)}">{_inside(timeline, "")}</svg>'
    )
    return Markup(svg)  # noqa: S704  every text in it went through ``escape``


def timeline_file(timeline: Timeline, language: str, *, base: str = "") -> str:
    """The lanes as an SVG document. ``base`` goes before every link."""
    height = 64 + LANE * len(timeline.lanes) + FOOT + 34
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" class="file" width="{WIDTH}" height="{height}"'
        f' viewBox="0 0 {WIDTH} {height}" lang="{language}" role="group">'
        f"<title>{text(timeline.title)}</title><desc>{text(timeline.says)}</desc>"
        f'<style>{style()}</style><rect class="paper" width="100%" height="100%"/>'
        f'<text class="title" x="{MARGIN}" y="40">{text(timeline.title)}</text>'
        f'<svg x="{MARGIN}" y="64" width="{WIDTH - 2 * MARGIN}"'
        f' height="{LANE * len(timeline.lanes) + FOOT}" overflow="visible">'
        f"{_inside(timeline, base)}</svg>"
        f'<text class="note" x="{MARGIN}" y="{height - 14}">{text(timeline.source_line)}</text>'
        "</svg>\n"
    )


def _inside(timeline: Timeline, base: str) -> str:
    first, last = timeline.span
    ground = "".join(_years(first, last, LANE * len(timeline.lanes)))
    lanes = "".join(
        _lane(lane, LANE * at, first, last, base, timeline.more)
        for at, lane in enumerate(timeline.lanes)
    )
    return f'<g role="img" aria-label="{attribute(timeline.says)}">{ground}</g>{lanes}'


def _years(first: float, last: float, height: int) -> Iterator[str]:
    begin, end = date.fromordinal(max(1, int(first))).year, date.fromordinal(int(last)).year
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 500, 2000) if (end - begin) / s <= TICKS)
    for year in range(begin - begin % step, end + 1, step):
        if year < 1:
            continue
        x = _across(date(year, 1, 1).toordinal(), first, last)
        if 0 <= x <= 100:
            yield (
                f'<line class="rule" x1="{x:.2f}%" x2="{x:.2f}%" y1="0" y2="{height}"/>'
                f'<text class="time year" x="{x:.2f}%" y="{height + 18}"'
                f' text-anchor="middle">{year}</text>'
            )


def _lane(lane: Lane, top: int, first: float, last: float, base: str, more: str) -> str:
    y = top + LANE - 12
    made = [
        f'<text class="value lane" x="0" y="{top + 14}">{text(lane.name)}</text>',
        f'<line class="tick" x1="0" x2="100%" y1="{y}" y2="{y}"/>',
    ]
    at, high = -100.0, 0
    left: dict[float, int] = {}
    for mark in sorted(lane.marks, key=lambda mark: mark.time.start):
        x = _across(mark.time.start, first, last)
        near = x - at < NEAR
        high, at = (high + 1, at) if near else (0, x)
        if high >= STACK:
            left[at] = left.get(at, 0) + 1
            continue
        made.append(_mark(mark, at, y - STEP * high, base))
    made += (
        f'<a href="{attribute(more)}"><text class="rest" x="{x:.2f}%" dx="9"'
        f' y="{y - STEP * (STACK - 1) + 4}">+{count}</text></a>'
        for x, count in left.items()
    )
    return f"<g>{''.join(made)}</g>"


def _mark(mark: Happened, x: float, y: float, base: str) -> str:
    kind = "plan" if mark.hollow else "own"
    kind += "" if mark.stated else " unstated"
    label = text(mark.label)
    return (
        f'<a href="{attribute(base + mark.href)}" aria-label="{label}"><title>{label}</title>'
        f'<circle class="hit" cx="{x:.2f}%" cy="{y}" r="10"/>'
        f'<circle class="dot {kind}" cx="{x:.2f}%" cy="{y}" r="5"/></a>'
    )


def _across(day: float, first: float, last: float) -> float:
    return 100 * (day - first) / (last - first)
