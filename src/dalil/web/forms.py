"""The forms that a page may have besides the one for people: what its address ends in."""

from __future__ import annotations

from typing import Final

FORMS: Final = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "vl.json": "application/json",
}
"""Each form and its media type."""

NAMES: Final = {
    "json": "JSON",
    "csv": "CSV",
    "rss": "RSS",
    "atom": "Atom",
    "svg": "SVG",
    "vl.json": "Vega-Lite",
}
