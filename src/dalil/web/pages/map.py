"""``/map``: figures on the map of the five countries' regions, at the precision that they state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from starlette.responses import Response

from dalil.model import FigureQuery, FigureTally
from dalil.web.forms import FORMS
from dalil.web.map import Map, Spot, Told, Why, draw, picture, place, policy
from dalil.web.map.draw import key
from dalil.web.pages.figures import choices_of, filters_of, measure_name, query_of
from dalil.web.sheet import Ask, Rows, Sheet
from dalil.web.words import Words

MOST = 2000  #      figures that are put on a map, the newest
ON_THE_PAGE = 6  #  figures of a place that the table shows

COLUMNS = (
    "place", "place_key", "precision", "on_the_map", "why_not", "low", "high", "unit", "bound", "of",
    "per", "period", "status", "attribution", "publication", "published", "finding",
)  # fmt: skip
WHY: dict[Why, str] = {
    "no place": "they state no place",
    "unknown": "a place that is not in the gazetteer",
    "several": "a name that several places have",
    "too small": "a place whose borders are not drawn",
    "elsewhere": "beyond the five countries",
    "borders": "the region had other borders then",
}
LEVELS = {"country": "country", "region": "region", "city": "town"}


@dataclass(frozen=True, slots=True)
class Row:
    """A figure and where it stands, for programs."""

    told: Told
    why: Why | None


def page(ask: Ask) -> Sheet | Response:
    """The map of the figures that are asked for, its table beneath."""
    asked = query_of(ask, None)
    tally = ask.archive.tally_figures(asked)
    chosen = next(iter(tally.measures), None) if asked.unit or len(tally.measures) == 1 else None
    made = None
    if chosen:
        change: Literal["size", "level"] = "size" if chosen.size else "level"
        drawn = replace(asked, unit=chosen.unit, per=chosen.per or "", change=change)
        found = ask.archive.drawables(drawn, MOST)
        countries = {source.id: source.country for source, _ in ask.archive.sources()}
        made = place(
            found, countries=countries, on=ask.day("on") or asked.until, counted=not asked.of
        )
    name = measure_name(ask.words, chosen) if chosen else ""
    title = _title(ask.words, asked, name)
    if ask.form == "svg" and made is not None:
        return _file(ask, made, title)
    rows = list(_rows(made))
    return Sheet(
        template="map.html",
        title=ask.words.say("Map"),
        context=_context(ask, asked, made, title, tally) if ask.form == "html" else {},
        data={"asked": asked, "borders_of": made.on if made else None},
        rows=Rows(
            name="figures",
            total=len(rows),
            columns=COLUMNS,
            page=lambda _archive, _after: ([_cells(row) for row in rows], None),
            row=lambda cells: tuple(cells.values()),
        ),
        drawn=made is not None,
    )


def _title(words: Words, asked: FigureQuery, measure: str) -> str:
    time = [one for one in (asked.since, asked.until) if one]
    parts = [asked.of, measure, words.period("/".join(time)) if time else None]
    return " · ".join(part for part in parts if part)


def _context(
    ask: Ask,
    asked: FigureQuery,
    made: Map | None,
    title: str,
    tally: FigureTally,
) -> dict[str, Any]:
    unfiltered = replace(asked, unit=None, per=None, change=None)
    offered = tally if unfiltered == asked else ask.archive.tally_figures(unfiltered)
    return {
        "asked_for": asked,
        "measures": choices_of(ask.words, offered, asked),
        "on": ask.text("on"),
        "filters": filters_of(ask),
        "made": made,
        "caption": title,
        "svg": draw(made, _anchor, lambda spot: _said(spot, ask.words, made.counted), title)
        if made
        else None,
        "legend": [(key(kind), said) for kind, said in _legend(made, ask.words)] if made else [],
        "notes": _notes(ask, made) if made else [],
        "levels": LEVELS,
        "why": WHY,
        "most": ON_THE_PAGE,
    }


def _anchor(spot: Spot) -> str:
    return f"#at-{spot.place.key}"


def _said(spot: Spot, words: Words, counted: bool) -> str:
    """A place and its latest figure in a line, or how many there are."""
    many = words.count(len(spot.told), "{n} figure", "{n} figures")
    if counted:
        return f"{spot.place.title(words.code)} · {many}"
    latest = spot.told[0].drawable.figure
    quantity = words.quantity(latest)
    told = [spot.place.title(words.code), str(quantity)]
    if latest.period:
        told.append(words.period(latest.period))
    if len(spot.told) > 1:
        told.append(many)
    return " · ".join(told)


def _legend(made: Map, words: Words) -> Iterator[tuple[str, str]]:
    classes = len(made.classes)
    for n, (low, high) in enumerate(made.classes):
        shade = 4 if classes == 1 else round(n * 4 / (classes - 1))
        same = low == high
        yield (
            f"q{shade}",
            words.number(low) if same else f"{words.number(low)}–{words.number(high)}",
        )
    if made.of("country"):
        yield "whole", words.say("hatched: stated for the whole country")
    if made.of("city"):
        yield "town", words.say("a dot: stated for the town")
    yield "none", words.say("no figure stated")


def _notes(ask: Ask, made: Map) -> list[str]:
    words = ask.words
    left = sum(len(told) for _, told in made.left)
    on = sum(len(spot.told) for spot in made.spots)
    notes = [
        words.count(on, "{n} figure is on the map", "{n} figures are on the map")
        + (
            ", "
            + words.count(left, "{n} figure is not", "{n} figures are not")
            + ": "
            + ", ".join(
                f"{words.say(WHY[why])} ({words.number(len(told))})" for why, told in made.left
            )
            if left
            else ""
        )
        + ".",
        words.say("The colour is that of the latest figure of a place; the table has all of them.")
        if not made.counted
        else words.say(
            "The colour says how many figures there are. Say of what they are to see their values."
        ),
        words.say("Borders: Natural Earth, simplified; those of 2022 drawn by us, roughly."),
    ]
    if made.on:
        notes.insert(1, words.say("Borders of {day}.", day=words.date(made.on)))
    return notes


def _file(ask: Ask, made: Map, title: str) -> Response:
    words = ask.words

    def link(spot: Spot) -> str:
        return f"{ask.base}/f/{spot.told[0].drawable.finding_id}"

    svg = picture(
        made,
        link,
        lambda spot: _said(spot, words, made.counted),
        words,
        title=title,
        legend=list(_legend(made, words)),
        notes=[*_notes(ask, made), f"Dalil · {ask.base}/map"],
    )
    return Response(
        svg.encode("utf-8", "replace"),
        headers={"Content-Security-Policy": policy()},
        media_type=FORMS["svg"],
    )


def _rows(made: Map | None) -> Iterator[Row]:
    if made is None:
        return
    for spot in made.spots:
        yield from (Row(told, None) for told in spot.told)
    for why, left in made.left:
        yield from (Row(told, why) for told in left)


def _cells(row: Row) -> dict[str, object]:
    one, figure, where = row.told.drawable, row.told.drawable.figure, row.told.place
    values = (
        figure.place,
        where.key if where else None,
        where.kind if where else None,
        row.why is None,
        row.why,
        row.told.low,
        row.told.high,
        figure.unit,
        figure.bound,
        figure.of,
        figure.per,
        figure.period,
        figure.status,
        figure.attribution,
        one.outlet,
        one.published.on if one.published else None,
        one.finding_id,
    )
    return dict(zip(COLUMNS, values, strict=True))
