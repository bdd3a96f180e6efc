"""Entries as plain text, in the shape in which archive pages are copied and kept.

Headline; byline and dd.mm.yy, or neither; teaser, with "(more…)" where the page says that there is
more. One blank line between the parts of an entry and two between entries, so that
``read_listing(listing_text(entries))`` gives the same entries.
"""

from __future__ import annotations

from collections.abc import Iterable

from dalil.model import Entry, Published
from dalil.page.bylines import looks_like_name

MORE = "(more…)"


def listing_text(entries: Iterable[Entry]) -> str:
    """The entries as plain text, in the order given; what this shape cannot hold is left out."""
    return "\n\n\n".join(_entry(entry) for entry in entries) + "\n"


def _entry(entry: Entry) -> str:
    parts = (_line(entry.headline), _meta(entry), _teaser(entry))
    return "\n\n".join(part for part in parts if part)


def _meta(entry: Entry) -> str:
    date = _date(entry.published) if entry.published is not None else ""
    byline = _line(entry.byline)
    if byline and not date and not looks_like_name(byline):
        return f"By: {byline}"  # by itself it would read as a teaser
    return " ".join(part for part in (byline, date) if part)


def _date(published: Published) -> str:
    """``06.08.20``; nothing where less than the day is known."""
    parts = published.on.split("-")
    if len(parts) == 3:
        year = parts[0][2:] if parts[0][:2] == "20" and parts[0][2:] < "50" else parts[0]
        return f"{parts[2]}.{parts[1]}.{year}"
    return ""


def _teaser(entry: Entry) -> str:
    teaser = _line(entry.teaser)
    return " ".join(part for part in (teaser, MORE if entry.truncated else "") if part)


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
