"""Entries as plain text, in the shape in which archive pages are copied and kept.

Headline; byline and dd.mm.yy, or neither; teaser, with "(more…)" where the page says that there is
more. One blank line between the parts of an entry and two between entries, so that
``read_listing(listing_text(entries))`` gives the same entries.
"""

from __future__ import annotations

from collections.abc import Iterable

from dalil.model import Entry, Published

MORE = "(more…)"


def listing_text(entries: Iterable[Entry]) -> str:
    """The entries as plain text, in the order given; what this shape cannot hold is left out."""
    return "".join(_entry(entry) + "\n" for entry in _parted(entries))


def _parted(entries: Iterable[Entry]) -> Iterable[Entry | None]:
    for number, entry in enumerate(entries):
        if number:
            yield None
        yield entry


def _entry(entry: Entry | None) -> str:
    if entry is None:
        return "\n"
    parts = (_line(entry.headline), _meta(entry), _teaser(entry))
    return "\n\n".join(part for part in parts if part)


def _meta(entry: Entry) -> str:
    date = _date(entry.published) if entry.published is not None else ""
    return " ".join(part for part in (_line(entry.byline), date) if part)


def _date(published: Published) -> str:
    """``06.08.20`` for a day; month and year, or the year alone, where no more is known."""
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
