"""Drawing a chart as SVG that fits any width: places across are per cent, places down are pixels.

Text keeps its size on a phone, nothing runs in a browser, and the style sheet ``chart.css`` gives it
the colours of day, night and paper. In a panel stand two groups: the picture of axes, told in a
sentence, and the marks, each a link that a keyboard reaches.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from babel.dates import format_skeleton
from babel.numbers import format_compact_decimal, format_decimal
from markupsafe import Markup, escape

from dalil.web.charts.mark import Chart, Mark, Panel, Who
from dalil.web.charts.places import MOST, Axes, Placed, Rest, axes, placed
from dalil.web.charts.scales import Tick
from dalil.web.words import Words

HEIGHT, SMALL = 340, 150  # of the panel of a chart, and of each of several
LOW_FOOT, FOOT = 26, 40  #  what stands below it: the names of times; with their years
HEAD = 14  #                and above it: the highest line's name
SHORT_FROM = 10_000  #      numbers from here on are written short: 20K
REACHED = 80  #             marks that the tab key goes through; more are in the table below
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

SHAPES: dict[Who, str] = {
    "official": "M-4-4H4V4H-4Z",
    "named": "M0-5.4L5.4 0L0 5.4L-5.4 0Z",
    "unnamed": "M0-5L5 4H-5Z",
    "own": "M-4.5 0A4.5 4.5 0 1 0 4.5 0A4.5 4.5 0 1 0-4.5 0Z",
}
SPEAKERS: dict[Who, str] = {
    "official": "a body of the state",
    "named": "another source, named",
    "unnamed": "a source without a name",
    "own": "nobody named: the publication itself",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart ready to be set: each panel as SVG with its name, and the words around it."""

    chart: Chart
    panels: tuple[tuple[Panel, Markup], ...]
    legend: tuple[tuple[Markup, str], ...]  #  a sign and what it says
    notes: tuple[str, ...]
    reached: bool  #                           the tab key goes through the marks


def draw(chart: Chart, words: Words) -> Drawn:
    """``chart`` as a page sets it (``templates/charts.html``)."""
    shared = axes(chart, HEIGHT if len(chart.panels) == 1 else SMALL)
    count = sum(len(panel.marks) for panel in chart.panels)
    most = max(1, MOST // max(1, len(chart.panels)))
    reached = count <= REACHED
    panels, left = [], 0
    for n, panel in enumerate(chart.panels):
        body, rest = plot(panel, chart, shared, words, most=most, reached=reached)
        left += rest
        height = shared.height + HEAD + foot(shared)
        label = f"{panel.name}: {chart.says}" if panel.name else chart.says
        svg = (
            f'<svg class="plot" width="100%" height="{height}" role="group"'
            f' aria-label="{attribute(panel.name or chart.title)}">'
            f"{DEFINITIONS if n == 0 else ''}"
            f'<svg y="{HEAD}" width="100%" height="{shared.height}" overflow="visible">'
            f'<g role="img" aria-label="{attribute(label)}">{body.ground}</g>{body.marks}</svg></svg>'
        )
        panels.append((panel, Markup(svg)))  # noqa: S704  every text in it went through ``escape``
    return Drawn(
        chart=chart,
        panels=tuple(panels),
        legend=legend(chart.marks, words),
        notes=(*chart.notes, *remarks(chart, shared, left, words)),
        reached=reached,
    )


def foot(shared: Axes) -> int:
    """Pixels below a panel."""
    return LOW_FOOT if shared.times.unit == "year" else FOOT


@dataclass(frozen=True, slots=True)
class Body:
    """The inside of a panel: what lies behind, and the marks."""

    ground: str
    marks: str


def plot(
    panel: Panel,
    chart: Chart,
    shared: Axes,
    words: Words,
    *,
    most: int = MOST,
    reached: bool = True,
) -> tuple[Body, int]:
    """A panel's inside, and how many of its marks are counted instead of drawn."""
    drawn, rests = placed(panel, shared, most)
    ground = "".join(
        (
            *_value_lines(shared, chart.unit, words),
            *_time_lines(shared, words),
            *_moments(chart, shared),
            *_joins(drawn),
        )
    )
    marks = "".join(
        (
            *(_mark(one, shared, reached=reached) for one in drawn),
            *(_rest(one, chart.more, words) for one in rests),
        )
    )
    return Body(ground, marks), sum(rest.count for rest in rests)


def remarks(chart: Chart, shared: Axes, left: int, words: Words) -> Iterator[str]:
    """What to know about the drawing: what bends it, how its axis grows, what is only counted."""
    if chart.moments:
        days = [date.fromordinal(int(one.at.start)).isoformat() for one in chart.moments]
        said = zip(chart.moments, days, strict=True)
        named = "; ".join(f"{one.words}, {words.date(day)}" for one, day in said)
        yield words.say("Dotted lines: {moments}.", moments=named)
    if shared.values.logarithmic:
        above, below = shared.values.ticks[-1], shared.values.ticks[-2]
        times = words.number(round(above / below)) if below else "10"
        yield words.say("Each line stands for {n} times the one below it.", n=times)
    if left:
        yield words.count(
            left,
            "{n} figure has no room of its own here: “+” counts it where it belongs.",
            "{n} figures have no room of their own here: “+” counts them where they belong.",
        )


# ── behind the marks ─────────────────────────────────────────────────────────────────────────────


def _value_lines(shared: Axes, unit: str, words: Words) -> Iterator[str]:
    top = shared.values.ticks[-1]
    for value in shared.values.ticks:
        y = shared.y(value)
        name = number(value, words) + (f" {unit}" if value == top and unit else "")
        zero = " zero" if value == 0 else ""
        yield f'<line class="rule{zero}" x2="100%" y1="{y}" y2="{y}"/>'
        above = f'x="0" y="{y - 5:g}" text-anchor="start"'
        anchor = above if value == top and len(name) > 7 else None
        place = anchor or f'x="-8" y="{y + 4:g}" text-anchor="end"'
        yield f'<text class="value" {place}>{text(name)}</text>'


def number(value: float, words: Words) -> str:
    """A number beside an axis, short from ten thousand on."""
    if abs(value) >= SHORT_FROM:
        return str(format_compact_decimal(value, locale=words.locale, fraction_digits=1))
    return str(format_decimal(value, locale=words.locale, decimal_quantization=False))


def _time_lines(shared: Axes, words: Words) -> Iterator[str]:
    low = shared.height
    last_year: int | None = None
    for tick in shared.times.ticks:
        minor = " minor" if tick.minor else ""
        yield f'<line class="tick" x1="{_pc(tick.at)}" x2="{_pc(tick.at)}" y1="{low}" y2="{low + 5}"/>'
        name, year = _names(tick, shared.times.unit, words)
        yield _below(name, tick.middle, low + 19, f"time{minor}")
        if year and tick.day.year != last_year:
            yield _below(year, tick.middle, low + 34, "time year")
            last_year = tick.day.year


def _names(tick: Tick, unit: str, words: Words) -> tuple[str, str | None]:
    if unit == "year":
        return str(tick.day.year), None
    skeleton = "MMM" if unit == "month" else "MMMd"
    return format_skeleton(skeleton, tick.day, locale=words.locale), str(tick.day.year)


def _below(name: str, x: float, y: float, kind: str) -> str:
    return f'<text class="{kind}" x="{_pc(x)}" y="{y:g}" text-anchor="middle">{text(name)}</text>'


def _moments(chart: Chart, shared: Axes) -> Iterator[str]:
    for n, one in enumerate(chart.moments):
        at = shared.times.at(one.at.start)
        x, side = _pc(at), 'dx="-4" text-anchor="end"' if at > 0.5 else 'dx="4"'
        yield (
            f'<line class="moment" x1="{x}" x2="{x}" y1="0" y2="{shared.height}"/>'
            f'<text class="moment minor" x="{x}" {side} y="{12 + n % 3 * 15}">{text(one.words)}</text>'
        )


def _joins(drawn: Iterable[Placed]) -> Iterator[str]:
    """Lines between neighbours of one thread: the same measure, stretches of one length, no plans."""
    threads: dict[tuple[str, str, str], list[Placed]] = {}
    for one in drawn:
        mark = one.mark
        if mark.thread and mark.status == "actual" and mark.stated:
            key = (mark.thread, mark.measure, mark.time.sort)
            threads.setdefault(key, []).append(one)
    for members in threads.values():
        members.sort(key=lambda one: one.mark.time.middle)
        for a, b in pairwise(members):
            if a.x != b.x:
                yield f'<line class="join" x1="{_pc(a.x)}" y1="{a.y}" x2="{_pc(b.x)}" y2="{b.y}"/>'


# ── marks ────────────────────────────────────────────────────────────────────────────────────────


def _mark(one: Placed, shared: Axes, *, reached: bool) -> str:
    mark, x, y = one.mark, _pc(one.x), one.y
    kinds = [mark.who, *(() if mark.status == "actual" else (mark.status,))]
    kinds += [] if mark.stated else ["unstated"]
    pieces = [*_stretch(mark, shared, y), *_bound(mark, shared, x, y)]
    pieces.append(f'<use href="#m-{mark.who}" x="{x}" y="{y}"/>')
    body = "".join(pieces)
    if one.aside:
        body = f'<g transform="translate({one.aside})">{body}</g>'
    tab = "" if reached else ' tabindex="-1"'
    return (
        f'<a class="{" ".join(kinds)}" href="{attribute(mark.href)}"{tab}>'
        f"<title>{text(mark.label)}</title>{body}</a>"
    )


def _stretch(mark: Mark, shared: Axes, y: float) -> Iterator[str]:
    """The bar of the time that a claim covers."""
    if not mark.stated or mark.time.length == "day":
        return
    start, end = shared.times.at(mark.time.start), shared.times.at(mark.time.end)
    if mark.time.length in ("since", "until"):
        sign = "since" if mark.time.length == "since" else "until"
        yield f'<use href="#m-{sign}" x="{_pc(start)}" y="{y}"/>'
        return
    yield f'<line class="bar" x1="{_pc(start)}" x2="{_pc(end)}" y1="{y}" y2="{y}"/>'


def _bound(mark: Mark, shared: Axes, x: str, y: float) -> Iterator[str]:
    """Whiskers of a range, the open arrow of "at least" and "at most", the tilde of "about"."""
    if mark.bound in ("min", "max"):
        yield f'<use href="#m-{mark.bound}" x="{x}" y="{y}"/>'
    elif mark.low != mark.high:
        low, high = shared.y(mark.low), shared.y(mark.high)
        yield f'<line class="whisker" x1="{x}" x2="{x}" y1="{high}" y2="{low}"/>'
        yield f'<use href="#m-end" x="{x}" y="{high}"/><use href="#m-end" x="{x}" y="{low}"/>'


def _rest(rest: Rest, more: str | None, words: Words) -> str:
    said = words.count(rest.count, "{n} more figure here", "{n} more figures here")
    inner = (
        f'<text class="rest" x="{_pc(rest.x)}" y="{rest.y}" dx="{rest.aside}" dy="3.5">'
        f"<title>{text(said)}</title>+{words.number(rest.count)}</text>"
    )
    if not more:
        return inner
    label = attribute(said)
    return (
        f'<a class="more" href="{attribute(more)}" aria-label="{label}" tabindex="-1">{inner}</a>'
    )


DEFINITIONS = (
    "<defs>"
    + "".join(
        f'<g id="m-{who}"><circle class="hit" r="11"/><path d="{path}"/></g>'
        for who, path in SHAPES.items()
    )
    + '<path id="m-min" class="arrow" d="M0-6V-19M-3.5-15L0-19L3.5-15"/>'
    + '<path id="m-max" class="arrow" d="M0 6V19M-3.5 15L0 19L3.5 15"/>'
    + '<path id="m-since" class="arrow" d="M5 0H24M20-3.5L24 0L20 3.5"/>'
    + '<path id="m-until" class="arrow" d="M-5 0H-24M-20-3.5L-24 0L-20 3.5"/>'
    + '<path id="m-end" class="arrow" d="M-4 0H4"/>'
    + "</defs>"
)


# ── the legend ───────────────────────────────────────────────────────────────────────────────────


def legend(marks: Iterable[Mark], words: Words) -> tuple[tuple[Markup, str], ...]:
    """Each sign that the chart uses, and what it says."""
    found = list(marks)
    rows: list[tuple[str, str]] = [
        (f'<g class="{who}"><use href="#m-{who}" x="14" y="10"/></g>', words.say(said))
        for who, said in SPEAKERS.items()
        if any(mark.who == who for mark in found)
    ]
    rows += [(sign, words.say(said)) for used, sign, said in SIGNS if any(map(used, found))]
    return tuple((key(sign), said) for sign, said in rows)


def key(sign: str) -> Markup:
    """A sign of the legend as a small picture of its own."""
    svg = f'<svg class="key" width="28" height="20" aria-hidden="true">{sign}</svg>'
    return Markup(svg)  # noqa: S704  our own signs only


_WHISKER = (
    '<line class="whisker" x1="14" x2="14" y1="2" y2="18"/>'
    '<use href="#m-end" x="14" y="2"/><use href="#m-end" x="14" y="18"/>'
)
_DOT = '<use href="#m-own" x="{x}" y="10"/>'
SIGNS: tuple[tuple[Callable[[Mark], bool], str, str], ...] = (
    (
        lambda mark: mark.status in ("forecast", "plan"),
        f'<g class="own plan">{_DOT.format(x=14)}</g>',
        "hollow: a forecast or a plan",
    ),
    (
        lambda mark: mark.status == "alleged",
        f'<g class="own alleged">{_DOT.format(x=14)}</g>',
        "dashed: a disputed claim",
    ),
    (
        lambda mark: mark.stated and mark.time.length in ("month", "year", "span", "to date"),
        f'<g class="own"><line class="bar" x1="2" x2="26" y1="10" y2="10"/>{_DOT.format(x=14)}</g>',
        "bar: the time it covers",
    ),
    (
        lambda mark: mark.stated and mark.time.length == "to date",
        f'<g class="own"><line class="bar" x1="2" x2="22" y1="10" y2="10"/>{_DOT.format(x=22)}</g>',
        "dot at the end of its bar: the year so far",
    ),
    (
        lambda mark: mark.low != mark.high,
        f'<g class="own">{_WHISKER}</g>',
        "whisker: from … to",
    ),
    (
        lambda mark: mark.bound == "min",
        '<g class="own" transform="translate(0 10)"><use href="#m-min" x="14" y="12"/></g>',
        "arrow up: at least",
    ),
    (
        lambda mark: mark.bound == "max",
        '<g class="own" transform="translate(0 -14)"><use href="#m-max" x="14" y="12"/></g>',
        "arrow down: at most",
    ),
    (
        lambda mark: not mark.stated,
        f'<g class="own unstated">{_DOT.format(x=14)}</g>',
        "pale: no time is stated; it stands at its day of publication",
    ),
)


# ── characters ───────────────────────────────────────────────────────────────────────────────────


def text(said: str) -> str:
    """Characters for XML: escaped, and what no XML may hold replaced."""
    return str(escape(_NO_XML.sub("\ufffd", said)))


attribute = text  # ``escape`` takes quotation marks too


def _pc(part: float) -> str:
    """A part of the width as per cent; two digits are a tenth of a pixel on any screen."""
    return f"{part * 100:.2f}".rstrip("0").rstrip(".") + "%"
