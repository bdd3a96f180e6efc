"""The same chart for other tools: a Vega-Lite 5 specification with its data in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dalil.web.charts.mark import Chart, Mark, Who
from dalil.web.charts.scales import value_axis
from dalil.web.charts.svg import SPEAKERS
from dalil.web.words import Words

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
SHAPES: Mapping[Who, str] = {
    "official": "square",
    "named": "diamond",
    "unnamed": "triangle-up",
    "own": "circle",
}


def vega_lite(chart: Chart, words: Words, *, base: str = "") -> dict[str, Any]:
    """The specification: all marks, none thinned; nothing is loaded from anywhere.

    ``$schema`` names the grammar; it is no address that a tool must open.
    """
    many = len(chart.panels) > 1
    x = {"field": "middle", "type": "temporal", "title": None}
    axis = value_axis(value for mark in chart.marks for value in (mark.low, mark.high))
    zero = axis.logarithmic and axis.ticks[0] == 0
    scale = {"type": "symlog" if zero else "log" if axis.logarithmic else "linear"}
    y = {"field": "value", "type": "quantitative", "title": chart.unit or None, "scale": scale}
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "rule", "opacity": 0.5},
            "encoding": {"x": {**x, "field": "start"}, "x2": {"field": "end"}, "y": y},
        },
        {
            "mark": {"type": "rule"},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        },
        {"mark": {"type": "point", "size": 60}, "encoding": {"x": x, "y": y, **_looks(words)}},
    ]
    body: dict[str, Any] = {"layer": layers}
    if many:
        facet = {"field": "panel", "type": "nominal", "title": None, "sort": None}
        body = {"facet": facet, "columns": 2, "spec": {"width": 340, "height": 160, **body}}
    else:
        body = {"width": 720, "height": 340, **body}
    return {
        "$schema": SCHEMA,
        "title": {"text": chart.title, "subtitle": chart.source_line},
        "description": " ".join((chart.says, *chart.notes)),
        "data": {"values": list(_values(chart, words, base))},
        **body,
    }


def _looks(words: Words) -> dict[str, Any]:
    said = {who: words.say(text) for who, text in SPEAKERS.items()}
    shape = {"domain": list(said.values()), "range": [SHAPES[who] for who in said]}
    return {
        "shape": {"field": "who", "type": "nominal", "scale": shape, "title": None},
        "color": {"value": "#1b1a17"},
        "fillOpacity": {
            "condition": {"test": "datum.status == 'actual'", "value": 1},
            "value": 0,
        },
        "fill": {"value": "#1b1a17"},
        "strokeDash": {
            "condition": {"test": "datum.status == 'alleged'", "value": [2, 2]},
            "value": [1, 0],
        },
        "opacity": {"condition": {"test": "datum.stated", "value": 1}, "value": 0.5},
        "href": {"field": "href", "type": "nominal"},
        "tooltip": {"field": "label", "type": "nominal"},
    }


def _values(chart: Chart, words: Words, base: str) -> Iterator[dict[str, Any]]:
    for panel in chart.panels:
        for mark in panel.marks:
            yield {
                "value": mark.value,
                "low": mark.low,
                "high": mark.high,
                "bound": mark.bound,
                "status": mark.status,
                "who": words.say(SPEAKERS[mark.who]),
                "middle": _moment(mark.time.middle),
                **_bar(mark),
                "length": mark.time.length if mark.stated else "none stated",
                "stated": mark.stated,
                "panel": panel.name,
                "label": mark.label,
                "href": base + mark.href,
                **dict(mark.row),
            }


def _bar(mark: Mark) -> dict[str, str]:
    drawn = mark.stated and mark.time.end > mark.time.start
    start, end = (mark.time.start, mark.time.end) if drawn else (mark.time.middle,) * 2
    return {"start": _moment(start), "end": _moment(end)}


def _moment(ordinal: float) -> str:
    """A time in UTC that every tool reads alike; noon where it lies in the middle of a day."""
    whole = min(max(int(ordinal), 1), date.max.toordinal())
    hour = "12" if ordinal - int(ordinal) >= 0.5 else "00"
    return f"{date.fromordinal(whole).isoformat()}T{hour}:00:00Z"
