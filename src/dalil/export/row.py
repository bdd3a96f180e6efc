"""A figure as a row of the spreadsheet that people keep: what it states, where, and how to find it.

Every column is there in every row; what a text does not say is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC

from dalil.model import Card, Figure, KeptFinding, Version

COLUMNS = (
    "value",  #         of a range: its beginning
    "value_to",  #      of a range: its end
    "unit",
    "bound",
    "of",
    "per",
    "place",
    "period",
    "attribution",
    "status",
    "change",
    "confidence",
    "characters",  #    as the text has them
    "sentence",
    "publication",
    "headline",
    "byline",
    "published",
    "published_origin",
    "language",
    "link",
    "seen",  #          when this wording was first seen, UTC
    "article",
    "version",
    "finding",
)
_FORMULAS = ("=", "+", "-", "@")


def row(card: Card, version: Version, kept: KeptFinding[Figure]) -> dict[str, str]:
    """The columns of one figure, by name; empty where nothing is known."""
    wording, finding, figure = version.wording, kept.finding, kept.finding.value
    low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, None)
    published = wording.published or card.published
    known: Mapping[str, object] = {
        "value": low,
        "value_to": high,
        "unit": figure.unit,
        "bound": figure.bound,
        "of": figure.of,
        "per": figure.per,
        "place": figure.place,
        "period": figure.period,
        "attribution": figure.attribution,
        "status": figure.status,
        "change": figure.change,
        "confidence": finding.confidence,
        "characters": kept.exact,
        "sentence": finding.context.of(wording.text),
        "publication": card.source.outlet,
        "headline": wording.headline or card.headline,
        "byline": wording.byline or card.byline,
        "published": published.on if published else None,
        "published_origin": published.origin if published else None,
        "language": wording.language or card.language,
        "link": card.article.url,
        "seen": _iso(version),
        "article": card.article.id,
        "version": version.id,
        "finding": kept.id,
    }
    return {name: _cell(known[name]) for name in COLUMNS}


def tsv(cells: Mapping[str, str]) -> str:
    """One line for a spreadsheet: pasted, each column gets a cell of its own."""
    return "\t".join(cells[name] for name in COLUMNS)


def _cell(value: object) -> str:
    """In one line; a text that a spreadsheet would take for a formula begins with an apostrophe."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    line = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return f"'{line}" if line.startswith(_FORMULAS) else line


def _iso(version: Version) -> str | None:
    seen = version.first_seen_at
    return seen.astimezone(UTC).isoformat(timespec="seconds") if seen else None
