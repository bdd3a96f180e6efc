"""Sitemaps: addresses with the day of their last change; of news, with headline and date.

The protocol is https://www.sitemaps.org/protocol.html; news sitemaps are Google's extension of it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime

from lxml import etree  # type: ignore[import-untyped]

from dalil.errors import Unreadable
from dalil.model import Entry, Listing, Precision, Published, Translation
from dalil.page.dates import read_date
from dalil.sources import addresses, xml

_NO_ARTICLES = re.compile(
    r"(?:^|[/_-])(?:category|categories|post_tag|tags?|taxonom\w*|users?|authors?|pages?|posts-page|"
    r"products?|attachments?|images?|videos?)(?:[_-]?sitemap|-\d+\.xml|\d*\.xml|-sitemap\w*)",
    re.IGNORECASE,
)
_MANY = 10  # equal days of change that are the day on which the sitemap was made


def is_sitemap(text: str) -> bool:
    """Whether a text is a sitemap or an index of sitemaps in XML."""
    head = text[:4096].lstrip("\ufeff \t\r\n")
    return head.startswith("<") and bool(
        re.search(r"<(?:\w{1,20}:)?(?:urlset|sitemapindex)[\s>]", head)
    )


def read_sitemap(text: str, *, url: str | None, captured_at: datetime | None) -> Listing:
    """The addresses of a sitemap as entries; those of an index as ``part_urls``.

    An index's parts that name no articles (categories, tags, authors) are left out, and noted.
    Raises ``Unreadable`` where there is not one address.
    """
    entries: list[Entry] = []
    parts: list[str] = []
    for name, element in xml.elements(text, "url", "sitemap"):
        where = addresses.absolute(url, xml.said(element, "loc") or "") if name != "root" else None
        if where is None:
            continue
        if name == "sitemap":
            parts.append(where)
        else:
            entries.append(_entry(element, where, captured_at))
    whole = re.search(r"</(?:\w{1,20}:)?(?:urlset|sitemapindex)\s*>", text[-4096:]) is not None
    if not whole:  # the last address may be cut off too
        del (entries or parts)[-1:]
    kept = [part for part in parts if not _NO_ARTICLES.search(part)]
    if not entries and not parts:
        raise Unreadable("the sitemap names no address", "fetch it again")
    news = any(entry.headline for entry in entries)
    left_out = len(parts) - len(kept)
    return Listing(
        entries=tuple(_without_making(entries)),
        url=url,
        part_urls=tuple(dict.fromkeys(part for part in kept if part != url)),
        complete=bool(entries) and not news and whole,
        notes=(
            *(() if whole else ("cut off before its end",)),
            *(
                (f"{left_out} sitemaps of categories, tags, authors … left out",)
                if left_out
                else ()
            ),
        ),
    )


def read_address_list(text: str, *, url: str | None) -> Listing:
    """A sitemap in plain text: one address a line."""
    found = (addresses.absolute(url, line) for line in text.lstrip("\ufeff").splitlines())
    entries = tuple(Entry(headline=None, url=where) for where in dict.fromkeys(found) if where)
    return Listing(entries=entries, url=url, complete=True)


def is_address_list(text: str) -> bool:
    """Whether every line of a text is a web address, and there is one."""
    lines = [line for line in text[:65536].lstrip("\ufeff").split("\n") if line.strip()]
    whole = lines if len(text) <= 65536 else lines[:-1]
    return bool(whole) and all(re.match(r"\s*https?://\S+\s*$", line) for line in whole)


def _entry(element: etree._Element, where: str, captured_at: datetime | None) -> Entry:
    return Entry(
        headline=xml.said(element, "news", "title"),
        url=where,
        published=_date(xml.said(element, "news", "publication_date"), captured_at),
        modified=_date(xml.said(element, "lastmod"), captured_at),
        language=xml.said(element, "news", "publication", "language"),
        translations=tuple(
            Translation(language=link.get("hreflang", ""), url=link.get("href", ""))
            for link in element
            if xml.local(link) == "link" and link.get("hreflang") and link.get("href")
        ),
    )


def _date(text: str | None, captured_at: datetime | None) -> Published | None:
    if not text:
        return None
    if re.fullmatch(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?", text):
        precision: Precision = "month" if "-" in text else "year"
        return Published(on=text, precision=precision, origin="sitemap", printed=text)
    return read_date(text, origin="sitemap", captured_at=captured_at, language="en")


def _without_making(entries: list[Entry]) -> list[Entry]:
    """Entries without days of change that are all the same: it is the day the sitemap was made."""
    days = Counter(entry.modified.on for entry in entries if entry.modified)
    if len(days) != 1 or days.total() < _MANY:
        return entries
    return [replace(entry, modified=None) for entry in entries]
