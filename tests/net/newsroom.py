"""An invented publication: its articles, and how its pages, feeds, sitemaps and API write them.

Pure: a list of posts in, texts out. ``tests.net.imitation`` serves them. Every name, place and figure
is made up, from the number of the post, so that two runs write the same characters.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from html import escape

ZONE = timezone(timedelta(hours=5))  # the publication's own

VILLAGES = ("Aksay", "Birlik", "Karasu", "Orman", "Saryterek", "Tuzdy", "Ushkol", "Zhanabulak")
VILLAGES_RU = ("Аксай", "Бирлик", "Карасу", "Орман", "Сарытерек", "Туздов", "Ушколь", "Жанабулак")
THINGS = ("wells", "bridges", "greenhouses", "classrooms", "pumps", "buses", "looms", "beehives")
THINGS_RU = ("колодцев", "мостов", "теплиц", "классов", "насосов", "автобусов", "станков", "ульев")
DEEDS = ("opens", "repairs", "counts", "loses", "paints", "buys", "borrows", "builds")
DEEDS_RU = ("открыл", "починил", "сосчитал", "потерял", "покрасил", "купил", "одолжил", "построил")
AUTHORS = ("Aigul Sadyk", "Damir Ospan", "Lena Marrow", "Timur Vale")
CATEGORIES = ("water", "roads", "schools")


@dataclass(slots=True, kw_only=True)
class Post:
    """One article of the imitation, as its editors have it now."""

    id: int
    slug: str
    title: str
    paragraphs: list[str]
    published: datetime
    modified: datetime
    author: str = AUTHORS[0]
    category: str = CATEGORIES[0]
    language: str = "en"
    translation: int | None = None
    deleted: bool = False
    former: list[str] = field(default_factory=list)  # paths that redirect here

    @property
    def path(self) -> str:
        """Where it stands on the site."""
        prefix = "" if self.language == "en" else f"/{self.language}"
        return f"{prefix}/{self.published:%Y/%m}/{self.slug}/"

    @property
    def teaser(self) -> str:
        """What lists print of it."""
        return self.paragraphs[0]


def invent(number: int, published: datetime, language: str = "en") -> Post:
    """Post ``number``: a headline and four paragraphs, with figures of their own."""
    place, thing, deed = number % 8, (number // 8 + number) % 8, (number // 3) % 8
    many, spent, share = 3 + number * 7 % 90, 10 + number * 13 % 900, 5 + number * 11 % 90
    if language == "ru":
        title = f"{VILLAGES_RU[place]} {DEEDS_RU[deed]} {many} {THINGS_RU[thing]}, часть {number}"
        paragraphs = [
            f"Село {VILLAGES_RU[place]} сообщило, что {many} {THINGS_RU[thing]} готовы к зиме.",
            f"На работы потратили {spent} тысяч тенге, говорится в сообщении номер {number}.",
            f"Жители уверены, что этого хватит: так ответили {share} процентов опрошенных в селе.",
            f"Следующая проверка пройдёт весной, её проведут {number % 5 + 2} мастера из соседнего села.",
        ]
    else:
        title = f"{VILLAGES[place]} {DEEDS[deed]} {many} {THINGS[thing]}, part {number}"
        paragraphs = [
            f"The village of {VILLAGES[place]} said that {many} {THINGS[thing]} are ready for winter.",
            f"The work cost {spent} thousand tenge, according to the village's notice number {number}.",
            f"People think that this will do: {share} percent of those asked in the village said so.",
            f"The next inspection is in spring, by {number % 5 + 2} masons from the village next to it.",
        ]
    return Post(
        id=number,
        slug=f"{VILLAGES[place].lower()}-{THINGS[thing]}-{number}",
        title=title,
        paragraphs=paragraphs,
        published=published,
        modified=published,
        author=AUTHORS[number % len(AUTHORS)],
        category=CATEGORIES[number % len(CATEGORIES)],
        language=language,
    )


# ── pages ────────────────────────────────────────────────────────────────────────────────────────

MENU = '<nav><a href="/">Home</a> <a href="/news/">News</a> <a href="/about/">About us</a></nav>'
FOOT = "<footer><p>The Steppe Lantern, an invented newspaper.</p></footer>"


def frame(site: str, title: str, body: str, *, head: str = "", language: str = "en") -> str:
    """A whole page: menu, body, footer; ``head`` are more lines of its head."""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head>\n<title>{escape(title)}</title>\n{head}'
        f"</head><body>\n<header><p>The Steppe Lantern</p>{MENU}</header>\n{body}\n{FOOT}\n"
        "</body></html>\n"
    )


def offers(site: str, routes: frozenset[str]) -> str:
    """What a page's head says of feeds and API."""
    lines = ""
    if "feed" in routes:
        lines += (
            '<link rel="alternate" type="application/rss+xml" title="The Steppe Lantern" '
            f'href="{site}/feed/">\n'
        )
    if "wordpress" in routes:
        lines += f'<link rel="https://api.w.org/" href="{site}/wp-json/">\n'
    return lines


def article(site: str, post: Post, other: Post | None, head: str) -> str:
    """An article's own page."""
    about = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": post.title,
        "datePublished": post.published.astimezone(ZONE).isoformat(),
        "dateModified": post.modified.astimezone(ZONE).isoformat(),
        "author": {"@type": "Person", "name": post.author},
    }
    head += f'<link rel="canonical" href="{site}{post.path}">\n'
    for one in [post, other] if other else []:
        head += f'<link rel="alternate" hreflang="{one.language}" href="{site}{one.path}">\n'
    # "<" within JSON-LD would end the script.
    head += '<script type="application/ld+json">{}</script>\n'.format(
        json.dumps(about, ensure_ascii=False).replace("<", "\\u003c")
    )
    when = post.published.astimezone(ZONE)
    text = "\n".join(f"<p>{escape(p)}</p>" for p in post.paragraphs)
    body = (
        f'<main><article>\n<h1 class="entry-title">{escape(post.title)}</h1>\n'
        f'<p class="byline">By <span class="author">{escape(post.author)}</span>, '
        f'<time datetime="{when.isoformat()}">{when:%d %B %Y}</time></p>\n'
        f'<div class="entry-content">\n{text}\n</div>\n</article></main>'
    )
    return frame(site, post.title, body, head=head, language=post.language)


def archive(site: str, posts: list[Post], page: int, pages: int, theme: str, head: str = "") -> str:
    """One page of the paged archive, in one of three themes: "plain", "cards", "table"."""
    entries = "\n".join(_ENTRIES[theme](site, post) for post in posts)
    around = {"plain": "{}", "cards": '<div class="grid">{}</div>', "table": "<table>{}</table>"}
    body = f"<main><h1>News</h1>\n{around[theme].format(entries)}\n"
    links = []
    if page > 1:
        before = "/news/" if page == 2 else f"/news/page/{page - 1}/"
        links.append(f'<a class="prev page-numbers" href="{site}{before}">Newer</a>')
    links += [
        f'<span class="page-numbers current">{n}</span>'
        if n == page
        else f'<a class="page-numbers" href="{site}/news/page/{n}/">{n}</a>'
        for n in range(max(1, page - 2), min(pages, page + 2) + 1)
    ]
    if page < pages:
        older = f"{site}/news/page/{page + 1}/"
        links.append(f'<a class="next page-numbers" rel="next" href="{older}">Older</a>')
    body += f'<nav class="pagination">{" ".join(links)}</nav></main>'
    return frame(site, "News", body, head=head)


def _plain_entry(site: str, post: Post) -> str:
    when = post.published.astimezone(ZONE)
    return (
        f'<article class="post" lang="{post.language}">'
        f'<h2><a href="{site}{post.path}">{escape(post.title)}</a></h2>'
        f'<p class="meta">{when:%d %B %Y} by {escape(post.author)}</p>'
        f"<p>{escape(post.teaser)}</p></article>"
    )


def _card_entry(site: str, post: Post) -> str:
    when = post.published.astimezone(ZONE)
    return (
        f'<div class="card"><a class="card-link" href="{site}{post.path}">'
        f"<h3>{escape(post.title)}</h3></a>"
        f'<time datetime="{when.isoformat()}">{when:%d.%m.%Y}</time>'
        f'<div class="card-text">{escape(post.teaser)}</div></div>'
    )


def _table_entry(site: str, post: Post) -> str:
    when = post.published.astimezone(ZONE)
    return (
        f'<tr><td>{when:%Y-%m-%d}</td><td><a href="{site}{post.path}">{escape(post.title)}</a>'
        f"<br>{escape(post.teaser)}</td></tr>"
    )


_ENTRIES = {"plain": _plain_entry, "cards": _card_entry, "table": _table_entry}
THEMES = tuple(_ENTRIES)


# ── feeds and sitemaps ───────────────────────────────────────────────────────────────────────────


def feed(site: str, posts: list[Post]) -> str:
    """RSS 2.0 with the whole texts, as WordPress writes it."""
    items = "\n".join(
        f"<item><title>{escape(post.title)}</title><link>{site}{post.path}</link>"
        f"<dc:creator><![CDATA[{post.author}]]></dc:creator>"
        f"<pubDate>{format_datetime(post.published.astimezone(UTC))}</pubDate>"
        f"<category><![CDATA[{post.category}]]></category>"
        f'<guid isPermaLink="false">{site}/?p={post.id}</guid>'
        f"<description><![CDATA[{post.teaser}]]></description>"
        f"<content:encoded><![CDATA[{content(post)}]]></content:encoded></item>"
        for post in posts
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel><title>The Steppe Lantern</title>'
        f"<link>{site}/</link><description>News</description><language>en</language>\n"
        f"{items}\n</channel></rss>\n"
    )


def content(post: Post) -> str:
    """The HTML of the article's text."""
    return "\n".join(f"<p>{escape(p)}</p>" for p in post.paragraphs)


def sitemap_index(site: str, parts: list[tuple[str, datetime]]) -> str:
    """A sitemap of sitemaps: paths, and when each last changed."""
    rows = "\n".join(
        f"<sitemap><loc>{site}{path}</loc><lastmod>{changed.isoformat()}</lastmod></sitemap>"
        for path, changed in parts
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}\n'
        "</sitemapindex>\n"
    )


def sitemap(site: str, posts: list[Post], *, news: bool = False) -> str:
    """A sitemap of articles; ``news`` with their titles and dates."""
    rows = "\n".join(
        f"<url><loc>{site}{post.path}</loc><lastmod>{post.modified.isoformat()}</lastmod>"
        + (_news(post) if news else "")
        + "</url>"
        for post in posts
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
        f"{rows}\n</urlset>\n"
    )


def _news(post: Post) -> str:
    return (
        "<news:news><news:publication><news:name>The Steppe Lantern</news:name>"
        f"<news:language>{post.language}</news:language></news:publication>"
        f"<news:publication_date>{post.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(post.title)}</news:title></news:news>"
    )


# ── WordPress ────────────────────────────────────────────────────────────────────────────────────


def wordpress_root(site: str) -> dict[str, object]:
    """What ``/wp-json/`` answers."""
    return {
        "name": "The Steppe Lantern",
        "description": "An invented newspaper",
        "url": site,
        "home": site,
        "gmt_offset": "5",
        "timezone_string": "Asia/Almaty",
        "namespaces": ["oembed/1.0", "wp/v2"],
        "routes": {"/wp/v2/posts": {"namespace": "wp/v2", "methods": ["GET"]}},
    }


def wordpress_post(
    site: str, post: Post, other: Post | None, fields: frozenset[str]
) -> dict[str, object]:
    """A post as ``/wp-json/wp/v2/posts`` writes it; ``fields`` empty: all of them."""
    whole: dict[str, object] = {
        "id": post.id,
        "date": _local(post.published),
        "date_gmt": _gmt(post.published),
        "guid": {"rendered": f"{site}/?p={post.id}"},
        "modified": _local(post.modified),
        "modified_gmt": _gmt(post.modified),
        "slug": post.slug,
        "status": "publish",
        "type": "post",
        "link": site + post.path,
        "title": {"rendered": escape(post.title)},
        "content": {"rendered": content(post), "protected": False},
        "excerpt": {"rendered": f"<p>{escape(post.teaser)}</p>\n", "protected": False},
        "author": AUTHORS.index(post.author) + 1 if post.author in AUTHORS else 0,
        "categories": [CATEGORIES.index(post.category) + 1],
        "lang": post.language,
        "translations": {p.language: site + p.path for p in (post, other) if other and p},
        "_links": {"author": [{"embeddable": True, "href": f"{site}/wp-json/wp/v2/users/1"}]},
        "_embedded": {"author": [{"id": 1, "name": post.author}]},
    }
    if not fields:
        return whole
    kept = {name.partition(".")[0] for name in fields}
    return {name: value for name, value in whole.items() if name in kept}


def _local(moment: datetime) -> str:
    return moment.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M:%S")


def _gmt(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
