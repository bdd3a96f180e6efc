"""The map as SVG: regions as shapes, towns as dots, whole countries hatched, each a link."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from pathlib import Path
from textwrap import wrap

from markupsafe import Markup

from dalil.web.charts.picture import DARK, LIGHT
from dalil.web.map.placing import CLASSES, Map, Spot
from dalil.web.map.shapes import shapes
from dalil.web.words import Words

EDGE = 6  #         pixels around the map
DOT = 5.5
LINE = 18
LETTERS = 140

Link = Callable[[Spot], str]
Label = Callable[[Spot], str]


def draw(map_: Map, link: Link, label: Label, title: str) -> Markup:
    """The map for a page; ``link`` and ``label`` say where a shape leads and what it says."""
    made = shapes()
    box = f"{-EDGE} {-EDGE} {made.width + 2 * EDGE:g} {made.height + 2 * EDGE:g}"
    return Markup(  # noqa: S704  all that is not ours is escaped
        f'<svg class="map" viewBox="{box}" role="group" aria-label="{escape(title)}">'
        f"{HATCHES}{''.join(_body(map_, link, label))}</svg>"
    )


def _body(map_: Map, link: Link, label: Label) -> Iterator[str]:
    made = shapes()
    regions = made.at(map_.on)
    for spot in map_.of("country"):
        path = made.countries[spot.place.key]
        yield _linked(
            spot, link, label, f'<path class="land" fill="url(#h{spot.shade})" d="{path}"/>'
        )
    told = {spot.place.key: spot for spot in map_.of("region")}
    for key, shape in regions.items():
        if key not in told:
            yield f'<path class="region" d="{shape.path}"/>'
    for key, spot in told.items():
        inner = f'<path class="region q{spot.shade}" d="{regions[key].path}"/>'
        yield _linked(spot, link, label, inner)
    for path in made.countries.values():
        yield f'<path class="border" d="{path}"/>'
    for spot in map_.of("city"):
        if spot.place.point is not None:
            x, y = made.point(*spot.place.point)
            inner = f'<circle class="town q{spot.shade}" cx="{x:g}" cy="{y:g}" r="{DOT}"/>'
            yield _linked(spot, link, label, inner)


def _linked(spot: Spot, link: Link, label: Label, inner: str) -> str:
    said = escape(label(spot))
    return f'<a href="{escape(link(spot))}" aria-label="{said}"><title>{said}</title>{inner}</a>'


HATCHES = (
    "<defs>"
    + "".join(
        f'<pattern id="h{n}" width="8" height="8" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect class="q{n}" width="1.6" height="8"/></pattern>'
        for n in range(CLASSES)
    )
    + "</defs>"
)


def key(kind: str) -> Markup:
    """The sign of a class ("q0"), of whole countries ("whole"), of towns ("town"), for the legend."""
    inner = {
        "town": '<circle class="town q4" cx="9" cy="7" r="5"/>',
        "none": '<rect class="region" x="1" y="1" width="16" height="12"/>',
        "whole": '<rect class="land" fill="url(#h4)" x="1" y="1" width="16" height="12"/>',
    }.get(kind) or f'<rect class="region {kind}" x="1" y="1" width="16" height="12"/>'
    return Markup(f'<svg class="sign-key" width="18" height="14" aria-hidden="true">{inner}</svg>')  # noqa: S704


def picture(
    map_: Map,
    link: Link,
    label: Label,
    words: Words,
    *,
    title: str,
    legend: list[tuple[str, str]],
    notes: list[str],
) -> str:
    """The map as a file that stands alone."""
    made = shapes()
    lines = [line for note in notes for line in wrap(note, LETTERS)]
    top, below = 56, 30
    height = top + made.height + below + LINE * len(lines) + 16
    signs = []
    x = 8.0
    for kind, said in legend:
        inner = re.sub(r"^<svg[^>]*>|</svg>$", "", str(key(kind)))
        signs.append(
            f'<g transform="translate({x:g} 0)">{inner}<text class="note" x="24" y="12">{escape(said)}</text></g>'
        )
        x += 46 + 6.8 * len(said)
    said = "".join(
        f'<text class="note" x="8" y="{top + made.height + below + 16 + n * LINE:g}">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" class="file map" viewBox="-8 0 {made.width + 16:g} {height:g}"'
        f' width="{made.width + 16:g}" height="{height:g}" lang="{words.code}">'
        f"<title>{escape(title)}</title><style>{style()}</style>"
        f'<rect class="paper" x="-8" width="{made.width + 16:g}" height="{height:g}"/>'
        f'<text class="title" x="8" y="32">{escape(title)}</text>{HATCHES}'
        f'<g transform="translate(0 {top - 8})">{"".join(_body(map_, link, label))}</g>'
        f'<g transform="translate(0 {top + made.height})">{"".join(signs)}</g>{said}</svg>\n'
    )


@cache
def style() -> str:
    """The style sheet of a file: that of pages, with its colours."""
    sheet = (Path(__file__).parents[1] / "static" / "map.css").read_text("utf-8")
    light, dark = (";".join(f"{k}:{v}" for k, v in one.items()) for one in (LIGHT, DARK))
    own = (
        f".file{{{light};--sans:'Noto Sans','Segoe UI','Helvetica Neue',Arial,sans-serif;"
        "--serif:'Noto Serif',Georgia,serif}"
        f"@media (prefers-color-scheme:dark){{.file{{{dark}}}}}"
    )
    return own + " ".join(re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL).split())


@cache
def policy() -> str:
    """The Content-Security-Policy of a file: nothing but its own style sheet."""
    stamp = b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{stamp}'; base-uri 'none'; frame-ancestors 'none'"
    )
