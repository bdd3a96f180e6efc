"""WordPress exports (WXR, https://wordpress.org/support/article/tools-export-screen/): whole articles.

Elements are known by their local names, since the namespace's address has changed with every
version of the format. A slice of an export (its head and some of its items) is read like the whole.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree  # type: ignore[import-untyped]

from dalil.errors import Unreadable
from dalil.model import Entry, Listing
from dalil.page.bylines import read_byline
from dalil.sources import addresses, xml
from dalil.sources.entry_texts import split_more
from dalil.sources.fields import plain
from dalil.sources.wordpress import date_of

_NO_ARTICLES = frozenset(
    [
        "attachment", "nav_menu_item", "page", "revision", "custom_css", "customize_changeset",
        "oembed_cache", "user_request", "wp_block", "wp_template", "wp_template_part",
        "wp_global_styles", "wp_navigation", "wp_font_family", "wp_font_face", "product",
    ]
)  # fmt: skip
_MORE = re.compile(r"<!--more(?:\s[^>]{0,200})?-->", re.IGNORECASE)
_SHORTCODE = re.compile(r"\[/?[a-z][\w-]{0,40}(?:\s[^\[\]<>]{0,500})?/?\]")
_BLOCKS = re.compile(r"<(?:p|div|h[1-6]|ul|ol|table|blockquote|figure)\b", re.IGNORECASE)


def is_export(text: str) -> bool:
    """Whether a text is a WordPress export, or a slice of one that Dalil made."""
    head = text[:8192]
    return "wxr_version>" in head or "wordpress.org/export/" in head


def read_export(text: str, *, url: str | None) -> Listing:
    """The published articles of an export, whole. What was left out is counted in the notes."""
    entries: list[Entry] = []
    left_out: Counter[str] = Counter()
    names: dict[str, str] = {}
    for name, element in xml.elements(text, "author", "item"):
        if name == "author":
            login, shown = (
                xml.said(element, "author_login"),
                xml.said(element, "author_display_name"),
            )
            names |= {login: shown} if login and shown else {}
        elif name == "item":
            reason = _why_not(element)
            if reason:
                left_out[reason] += 1
            else:
                entries.append(_entry(element, names, url))
    if not entries and not left_out:
        raise Unreadable("the export holds no items", "export it again: Tools, Export, All content")
    return Listing(
        entries=tuple(entries),
        url=url,
        notes=tuple(f"{count} left out: {reason}" for reason, count in left_out.most_common()),
    )


def _why_not(item: etree._Element) -> str | None:
    kind, status = xml.said(item, "post_type"), xml.said(item, "status")
    if kind in _NO_ARTICLES:
        return f"{kind}, no article"
    if status not in {None, "publish"}:
        return f"not public ({status})"
    return "with a password" if xml.said(item, "post_password") else None


def _entry(item: etree._Element, names: dict[str, str], url: str | None) -> Entry:
    content, excerpt = _encoded(item)
    head, more, _ = _parted(content or "")
    teaser = split_more(
        plain(excerpt) or (plain(_SHORTCODE.sub(" ", head)) if more else None), None
    )
    author = xml.said(item, "creator")
    byline = read_byline(names.get(author, author)) if author else None
    return Entry(
        headline=plain(xml.said(item, "title")),
        url=addresses.absolute(url, xml.said(item, "link") or ""),
        byline=byline.printed if byline else None,
        authors=byline.authors if byline else (),
        published=date_of(xml.said(item, "post_date"), xml.said(item, "post_date_gmt")),
        modified=date_of(xml.said(item, "post_modified"), xml.said(item, "post_modified_gmt")),
        teaser=teaser.teaser,
        more=teaser.more or (more or None),
        truncated=teaser.truncated or bool(more),
        content=_as_html(content) if content else None,
    )


def _encoded(item: etree._Element) -> tuple[str | None, str | None]:
    """``content:encoded`` and ``excerpt:encoded``, which only their namespaces tell apart."""
    found: dict[bool, str] = {}
    for child in item:
        if xml.local(child) == "encoded":
            found[f"{child.prefix} {child.tag}".find("excerpt") >= 0] = "".join(child.itertext())
    return found.get(False), found.get(True)


def _parted(content: str) -> tuple[str, str, str]:
    match = _MORE.search(content)
    return (
        (content[: match.start()], "(more…)", content[match.end() :])
        if match
        else (content, "", "")
    )


def _as_html(content: str) -> str:
    """The content as WordPress would print it: no shortcodes, a blank line begins a paragraph."""
    content = _SHORTCODE.sub(" ", _MORE.sub("\n\n", content).replace("<!--nextpage-->", "\n\n"))
    if _BLOCKS.search(content):
        return content
    return "".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n", content) if part.strip())
