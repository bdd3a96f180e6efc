"""What WordPress answers to ``/wp-json/wp/v2/posts``: both dates, authors, excerpt, whole text.

The fields are those of https://developer.wordpress.org/rest-api/reference/posts/.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from dalil.errors import Unreadable
from dalil.model import Entry, Listing, Published, Translation
from dalil.page.bylines import read_byline
from dalil.sources import addresses
from dalil.sources.entry_texts import split_more
from dalil.sources.fields import plain

FIELDS = (
    "id", "date", "date_gmt", "modified", "modified_gmt", "link", "title", "excerpt", "lang",
    "translations", "yoast_head_json.author", "_links.author", "_embedded.author",
)  # fmt: skip
PER_PAGE = 100


def posts_url(api: str, *, whole: bool = False, modified_after: str | None = None) -> str:
    """The address of the first page of posts, newest change first.

    ``api`` is the root that a site names (``…/wp-json/`` or ``…/?rest_route=/``); ``whole`` asks for
    the articles' texts as well; ``modified_after`` (ISO 8601, UTC) leaves out what is older. The
    address of a category's posts (``…/wp/v2/posts?categories=12``) stands for a root too.
    """
    fields = ",".join((*FIELDS, "content") if whole else FIELDS)
    asked = {"per_page": str(PER_PAGE), "page": "1", "orderby": "modified", "order": "desc"}
    asked |= {"_embed": "author", "_fields": fields}
    if modified_after:
        asked |= {"modified_after": modified_after}
    return with_query(_route(api), asked)


def _route(api: str) -> str:
    if "/wp/v2/posts" in api:
        return api
    if "rest_route=" in api:
        query = dict(parse_qsl(urlsplit(api).query)) | {"rest_route": "/wp/v2/posts"}
        return urlunsplit(urlsplit(api)._replace(query=urlencode(query)))
    return api.rstrip("/") + "/wp/v2/posts"


def with_query(url: str, asked: dict[str, str]) -> str:
    """``url`` with these fields of its query set."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True)) | asked
    return urlunsplit(parts._replace(query=urlencode(query, safe="/,:")))


def is_posts(text: str, url: str | None) -> bool:
    """Whether a text is a page of WordPress posts, or an empty one asked for by ``url``."""
    head = text[:2048].lstrip("\ufeff \t\r\n")
    if not head.startswith("["):
        return False
    if head[1:].lstrip().startswith("]"):
        return "/wp/v2/posts" in (url or "")
    return head[1:].lstrip().startswith("{") and '"link"' in text[:65536] and '"id"' in head


def read_posts(text: str, *, url: str | None, captured_at: datetime | None) -> Listing:
    """A page of posts as entries; ``next_url`` where the page is full. Raises ``Unreadable``."""
    try:
        posts = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"not the JSON of WordPress posts: {error}", "fetch it again") from error
    if not isinstance(posts, list):
        raise Unreadable("not a list of WordPress posts", "fetch it again")
    entries = tuple(_entry(post, url) for post in posts if isinstance(post, dict))
    return Listing(entries=entries, url=url, next_url=_next(url, len(posts)))


def _next(url: str | None, count: int) -> str | None:
    query = dict(parse_qsl(urlsplit(url or "").query))
    per_page, page = query.get("per_page", "10"), query.get("page", "1")
    if url is None or not (per_page.isdigit() and page.isdigit()) or count < int(per_page):
        return None
    return with_query(url, {"page": str(int(page) + 1)})


def _entry(post: dict[str, Any], url: str | None) -> Entry:
    teaser = split_more(plain(_rendered(post, "excerpt")), None)
    names = _authors(post)
    byline = read_byline(", ".join(names)) if names else None
    content = _rendered(post, "content")
    language = post.get("lang")
    return Entry(
        headline=plain(_rendered(post, "title")),
        url=addresses.absolute(url, str(post.get("link") or "")),
        byline=byline.printed if byline else None,
        authors=byline.authors if byline else (),
        published=_date(post, "date"),
        modified=_date(post, "modified"),
        teaser=teaser.teaser,
        more=teaser.more,
        truncated=teaser.truncated,
        language=language if isinstance(language, str) else None,
        content=content if content and content.strip() else None,
        translations=_translations(post, url),
    )


def _rendered(post: dict[str, Any], name: str) -> str | None:
    field = post.get(name)
    text = field.get("rendered") if isinstance(field, dict) else field
    return text if isinstance(text, str) else None


def _authors(post: dict[str, Any]) -> list[str]:
    embedded = post.get("_embedded")
    people = embedded.get("author") if isinstance(embedded, dict) else None
    names = [p.get("name") for p in people or [] if isinstance(p, dict)]
    if not any(names):
        yoast = post.get("yoast_head_json")
        names = [yoast.get("author")] if isinstance(yoast, dict) else []
    return [name for name in names if isinstance(name, str) and name.strip()]


def _translations(post: dict[str, Any], url: str | None) -> tuple[Translation, ...]:
    """Where the answer gives addresses; Polylang's numbers of posts say nothing to us."""
    given = post.get("translations")
    pairs = given.items() if isinstance(given, dict) else ()
    return tuple(
        Translation(language=language, url=where)
        for language, there in pairs
        if isinstance(there, str) and (where := addresses.absolute(url, there))
    )


def _date(post: dict[str, Any], name: str) -> Published | None:
    return date_of(post.get(name), post.get(f"{name}_gmt"))


def date_of(local: object, gmt: object) -> Published | None:
    """A date from the site's own time and the same in UTC: their difference is the site's offset.

    Either may be missing, or the zeros that WordPress writes for none.
    """
    here, there = _moment(local), _moment(gmt)
    if here is None and there is None:
        return None
    printed = str(local if here else gmt)
    if here is None:
        at = in_zone(there, UTC) if there else None
        return _published(at, printed) if at else None
    offset = here - there if there else None
    if offset is None or abs(offset) > timedelta(hours=15):
        return _published(here, printed)
    minutes = round(offset.total_seconds() / 60)
    return _published(in_zone(here, timezone(timedelta(minutes=minutes))), printed)


def in_zone(moment: datetime, zone: timezone) -> datetime:
    """The same clock time, said to be in ``zone``."""
    return moment.replace(tzinfo=zone)


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text).strip()).replace(tzinfo=None) if text else None
    except ValueError:
        return None


def _published(at: datetime, printed: str) -> Published:
    return Published(
        on=at.date().isoformat(),
        precision="second",
        origin="api",
        at=at.isoformat(timespec="seconds"),
        printed=printed,
    )
