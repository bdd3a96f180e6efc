"""Lists of addresses that people keep: a CSV of links, and OPML lists of feeds."""

from __future__ import annotations

import csv
import io
import re

from dalil.errors import Unreadable
from dalil.model import Entry, Listing
from dalil.sources import addresses, xml

_ADDRESS = re.compile(r"https?://[^\s\"'<>,;]{3,2000}", re.IGNORECASE)
_MOST_COLUMNS = 1_000


def is_links(text: str, name: str | None, media_type: str | None) -> bool:
    """Whether a text is a table (CSV, TSV) with web addresses in it."""
    told = (name or "").casefold().endswith((".csv", ".tsv")) or "csv" in (media_type or "")
    return told and _ADDRESS.search(text[:65536]) is not None


def read_links(text: str) -> Listing:
    """Each row's first web address as an entry, in the table's order, each address once.

    What else stands in the rows is a person's, not the outlet's, and is left. Raises ``Unreadable``.
    """
    text = text.lstrip("\ufeff")
    first = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    csv.field_size_limit(1_000_000)
    found: dict[str, None] = {}
    skipped = 0
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            cell = next(
                (m[0] for c in row[:_MOST_COLUMNS] if (m := _ADDRESS.match(c.strip()))), None
            )
            found |= {cell: None} if cell else {}
            skipped += cell is None and any(row)
    except csv.Error as error:
        raise Unreadable(
            f"not a table that can be read: {error}", "save it as CSV again"
        ) from error
    if not found:
        raise Unreadable("no web address in the table", "one address a row: https://…")
    notes = (f"{skipped} rows without a web address",) if skipped else ()
    return Listing(entries=tuple(Entry(headline=None, url=url) for url in found), notes=notes)


def is_opml(text: str) -> bool:
    """Whether a text is an OPML list (http://opml.org/spec2.opml)."""
    return re.search(r"<opml[\s>]", text[:4096], re.IGNORECASE) is not None


def read_opml(text: str) -> Listing:
    """The feeds that an OPML list names, as ``feed_urls``. Raises ``Unreadable`` without one."""
    feeds: dict[str, None] = {}
    for name, element in xml.elements(text, "outline"):
        if name == "outline":
            given = {key.lower(): value for key, value in element.attrib.items()}
            where = addresses.absolute(None, given.get("xmlurl", ""))
            feeds |= {where: None} if where else {}
    if not feeds:
        raise Unreadable("the OPML list names no feed", "export it again from the feed reader")
    return Listing(entries=(), feed_urls=tuple(feeds))
