"""What tags, class names and attributes say about an element; never proof, often a sign.

Class names are read token by token, so that ``has-sidebar`` on a page's body is no sidebar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NEGATED = frozenset(["no", "has", "with", "without", "hide", "is", "not"])

# hint → words; a class or id holds the hint when one of its words is here
_WORDS: dict[str, frozenset[str]] = {
    "date": frozenset(["date", "time", "datetime", "timestamp", "published", "pubdate", "posted", "created", "when", "timeago", "createdate", "postdate", "updated", "datum", "fecha", "data", "dateline", "day", "clock"]),
    "author": frozenset(["author", "authors", "byline", "writer", "creator", "avtor", "autor", "contributor", "contributors", "postauthor", "reporter", "journalist", "bylines", "vcard", "createdby", "username", "muallif"]),
    "rubric": frozenset(["category", "categories", "cat", "cats", "tag", "tags", "rubric", "rubrics", "rubrika", "section", "topic", "topics", "kicker", "label", "labels", "taxonomy", "catlinks", "eyebrow", "overline", "terms"]),
    "comments": frozenset(["comment", "comments", "commentcount", "replies", "reply", "likes", "share", "shares", "social", "counter", "hits", "rating", "votes", "sharing", "addtoany", "sharedaddy", "postviews", "readtime"]),
    "more": frozenset(["more", "readmore", "continue", "morelink", "podrobnee"]),
    "teaser": frozenset(["excerpt", "summary", "teaser", "description", "desc", "lead", "dek", "intro", "snippet", "announce", "anons", "preview", "abstract", "subtitle", "standfirst", "deck", "blurb", "introtext", "lede"]),
    "title": frozenset(["title", "headline", "heading", "zagolovok", "hed", "ttl", "titel", "name", "subject", "caption"]),
    "caption": frozenset(["caption", "credit", "copyright", "figcaption", "imgcaption"]),
    "nav": frozenset(["nav", "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs", "pagination", "pager", "paging", "pagenavi", "pagenav", "topbar", "tagcloud", "toolbar", "login", "cookie", "cookies", "dropdown", "footer", "menubar", "topmenu", "mainmenu", "popup", "popupbody", "memberaction", "langs", "language", "languages", "usermenu", "modal", "masthead", "offcanvas", "skip"]),
    "aside": frozenset(["sidebar", "aside", "related", "popular", "trending", "recommended", "sidebars", "widget", "widgets", "ticker", "mostread", "rail", "carousel", "archives", "blogroll", "similar"]),
    "ad": frozenset(["ad", "ads", "advert", "advertisement", "adv", "banner", "banners", "sponsored", "sponsor", "promo", "adsense", "advertising", "reklama", "partner", "partners"]),
    "sticky": frozenset(["sticky", "pinned"]),
    "card": frozenset(["post", "entry", "item", "card", "article", "story", "teaser", "news", "hentry", "row", "story", "listing", "result", "node"]),
}  # fmt: skip
_BY_WORD: dict[str, frozenset[str]] = {
    word: frozenset(hint for hint, words in _WORDS.items() if word in words)
    for words in _WORDS.values()
    for word in words
}
_SCREEN_READER = re.compile(
    r"(?:^|\s)(?:screen-reader-text|sr-only|visually-hidden|visuallyhidden|screenreader|assistive-text|"
    r"element-invisible|u-hidden-visually|show-for-sr|offscreen|a11y-hidden)(?:\s|$)"
)
_NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAV = frozenset(["nav"])
_ROLES = {
    "complementary": frozenset(["aside"]),
    **dict.fromkeys(
        ("navigation", "contentinfo", "menu", "banner", "search", "dialog", "menubar"), _NAV
    ),
}
_RELATIONS = {
    "author": "author", "tag": "rubric", "category": "rubric", "bookmark": "bookmark", "sponsored": "ad",
}  # fmt: skip
_TAGS = {"nav": "nav", "footer": "nav", "aside": "aside", "time": "date", "figcaption": "caption"}
_NONE: frozenset[str] = frozenset()
_LONGEST = 300  # characters of an attribute that are read
_HIDDEN = frozenset(["hidden"])
_OF_TAG = {tag: frozenset([hint]) for tag, hint in _TAGS.items()}
_PROPERTIES = {
    "datepublished": "date", "datecreated": "date", "author": "author", "creator": "author",
    "headline": "title", "name": "title", "description": "teaser", "articlesection": "rubric",
    "articlebody": "teaser", "commentcount": "comments", "interactioncount": "comments",
}  # fmt: skip


def of(tag: str, attributes: Mapping[str, str | None]) -> frozenset[str]:
    """The hints of an element."""
    found = _OF_TAG.get(tag, _NONE)
    for name in attributes:
        if name in _READERS:
            told = _READERS[name]((attributes[name] or "")[:_LONGEST])
            if told:
                found = found | told
    return found


@lru_cache(maxsize=8192)
def _of_class(classes: str) -> frozenset[str]:
    found = _of_names(classes)
    return found | _HIDDEN if _SCREEN_READER.search(classes) else found


def _of_id(name: str) -> frozenset[str]:
    return _of_value(name.rstrip("0123456789"))


def _of_style(style: str) -> frozenset[str]:
    return _HIDDEN if _NO_DISPLAY.search(style) else _NONE


def _of_hidden(value: str) -> frozenset[str]:
    return _NONE if value == "until-found" else _HIDDEN


def _of_role(role: str) -> frozenset[str]:
    return _ROLES.get(role.casefold(), _NONE)


@lru_cache(maxsize=1024)
def _of_property(names: str) -> frozenset[str]:
    return frozenset(_PROPERTIES[name] for name in names.casefold().split() if name in _PROPERTIES)


@lru_cache(maxsize=1024)
def _of_rel(rel: str) -> frozenset[str]:
    return frozenset(_RELATIONS[name] for name in rel.casefold().split() if name in _RELATIONS)


@lru_cache(maxsize=4096)
def _of_value(names: str) -> frozenset[str]:
    return _of_names(names)


_READERS: dict[str, Callable[[str], frozenset[str]]] = {
    "class": _of_class,
    "id": _of_id,
    "style": _of_style,
    "hidden": _of_hidden,
    "role": _of_role,
    "itemprop": _of_property,
    "property": _of_property,
    "rel": _of_rel,
    "data-testid": _of_value,
    "data-role": _of_value,
}


def _of_names(names: str) -> frozenset[str]:
    found = _NONE
    for name in names.split():
        known = _of_name(name)
        found = found | known if known else found
    return found


@lru_cache(maxsize=16384)
def _of_name(name: str) -> frozenset[str]:
    if not name.islower():
        name = _CAMEL.sub("-", name).casefold()
    found, first = _NONE, True
    for part in name.replace("_", "-").split("-"):
        if not part or part.isdigit():
            continue
        word = part.rstrip("0123456789")
        if first and word in _NEGATED:
            return _NONE
        first = False
        if word in _BY_WORD:
            found = found | _BY_WORD[word]
    return found
