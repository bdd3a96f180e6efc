"""A chart as a file that stands alone: SVG with its title, legend, notes and source line inside."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from textwrap import wrap

from dalil.web.charts.mark import Chart
from dalil.web.charts.places import axes
from dalil.web.charts.svg import (
    DEFINITIONS,
    HEAD,
    HEIGHT,
    SMALL,
    attribute,
    foot,
    legend,
    plot,
    remarks,
    text,
)
from dalil.web.words import Words

WIDTH = 960
EDGE, LEFT, RIGHT = 24, 84, 32
LINE = 17  #       pixels from a line of small text to the next
LETTERS = 142  #   that fit into one at that size
MANY = 5000  #     marks that a file draws one by one

LIGHT = {
    "--paper": "#fcfbf7", "--ink": "#1b1a17", "--soft": "#5d584e", "--hair": "#dcd7cb",
    "--accent": "#98281b",
}  # fmt: skip
DARK = {
    "--paper": "#171613", "--ink": "#e9e4d9", "--soft": "#a8a192", "--hair": "#39362f",
    "--accent": "#f19a84",
}  # fmt: skip


def picture(chart: Chart, words: Words, *, base: str = "") -> str:
    """The SVG document. ``base`` goes before every link: ``http://127.0.0.1:8321``."""
    shared = axes(chart, HEIGHT if len(chart.panels) == 1 else SMALL)
    inner = WIDTH - LEFT - RIGHT
    y = 40.0
    pieces = [_line(chart.title, y, "title")]
    y += 16
    panels, left = [], 0
    for panel in chart.panels:
        if panel.name:
            y += 22
            pieces.append(_line(panel.name, y, "name"))
        y += 12 + HEAD
        body, rest = plot(panel, chart, shared, words, most=MANY // len(chart.panels))
        left += rest
        marks = re.sub(r'href="/', f'href="{attribute(base)}/', body.marks) if base else body.marks
        panels.append(
            f'<svg x="{LEFT}" y="{y:g}" width="{inner}" height="{shared.height}" overflow="visible">'
            f"{body.ground}{marks}</svg>"
        )
        y += shared.height + foot(shared)
    signs, y = _legend(chart, words, y + 8)
    y += 10
    for line in _lines(chart, [*chart.notes, *remarks(chart, shared, left, words)]):
        pieces.append(_line(line, y, "note"))
        y += LINE
    height = y + 12
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" class="file" width="{WIDTH}" height="{height:g}"'
        f' viewBox="0 0 {WIDTH} {height:g}" lang="{words.code}" role="group">'
        f"<title>{text(chart.title)}</title><desc>{text(chart.says)}</desc>"
        f"<style>{style()}</style>{DEFINITIONS}"
        f'<rect class="paper" width="100%" height="100%"/>{"".join(pieces)}{"".join(panels)}{signs}'
        "</svg>\n"
    )


@cache
def style() -> str:
    """The style sheet of a file: that of pages, with its colours."""
    sheet = (Path(__file__).parent.parent / "static" / "chart.css").read_text("utf-8")
    rules = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    light, dark = (";".join(f"{k}:{v}" for k, v in one.items()) for one in (LIGHT, DARK))
    own = (
        f".file{{{light};--sans:'Noto Sans','Segoe UI','Helvetica Neue',Arial,sans-serif;"
        "--serif:'Noto Serif',Georgia,serif}"
        f"@media (prefers-color-scheme:dark){{.file{{{dark}}}}}"
    )
    return own + " ".join(rules.split())


@cache
def policy() -> str:
    """The Content-Security-Policy of a file: nothing but its own style sheet."""
    stamp = b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{stamp}'; base-uri 'none'; frame-ancestors 'none'"
    )


def _legend(chart: Chart, words: Words, y: float) -> tuple[str, float]:
    x = float(EDGE - 6)
    made: list[str] = []
    for sign, said in legend(chart.marks, words):
        width = 40 + 6.6 * len(said)
        if x + width > WIDTH - RIGHT and made:
            x, y = float(EDGE - 6), y + 22
        inner = re.sub(r"^<svg[^>]*>|</svg>$", "", str(sign))
        made.append(
            f'<g transform="translate({x:g} {y:g})">{inner}'
            f'<text class="note" x="30" y="14">{text(said)}</text></g>'
        )
        x += width
    return "".join(made), y + 34


def _lines(chart: Chart, notes: list[str]) -> Iterator[str]:
    for said in (*notes, chart.source_line):
        yield from wrap(said, LETTERS) or [""]


def _line(said: str, y: float, kind: str) -> str:
    return f'<text class="{kind}" x="{EDGE}" y="{y:g}">{text(said)}</text>'
