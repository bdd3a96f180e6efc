"""Archive pages in the shapes that content systems give them, around the same invented entries.

Most shapes are data, in ``shapes.toml``; those that print some entries in another way than the rest are
functions from entries to a whole page: a menu, the list, a side column, a footer.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Item:
    """What a shape prints; None where a shape or an entry leaves it out."""

    slug: str
    headline: str
    byline: str | None
    day: str
    teaser: str
    rubric: str = "Society"

    @property
    def url(self) -> str:
        return f"https://gazette.example/{self.slug}"


ITEMS = [
    Item("well-runs-dry", "The last well of Koksu runs dry after 60 years", "Aizhan Toleu", "2021-06-14",
         "Villagers now buy water from a lorry at 20 tenge a litre, the head of the district says."),
    Item("bus-route-14", "Bus route 14 is gone and nobody was told", "Marat Ilyasov", "2021-06-11",
         "Pupils walk 5 kilometres to school since the carrier gave the route back.", "Transport"),
    Item("court-fine", "Court lowers a fine for a one-person picket", "Aizhan Toleu", "2021-06-09",
         "The judge found that the placard held no call to anything at all.", "Courts"),
    Item("museum-roof", "Museum roof leaks on 300 carpets", "Gulnar Bek", "2021-06-02",
         "Restorers ask for plastic sheets while the ministry looks for a contractor.", "Culture"),
    Item("teachers-pay", "Teachers of three districts wait for their pay", "Oleg Pak", "2021-05-28",
         "The education department promises the money by the end of the week.", "Society"),
    Item("fish-lake", "Why the fish of Lake Shar are dying again", "Gulnar Bek", "2021-05-21",
         "Samples were taken on Tuesday; the laboratory needs ten days for an answer.", "Nature"),
]  # fmt: skip

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTHS_RU = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
RUBRICS = ["Society", "Transport", "Courts", "Culture", "Nature", "Central Asia", "Human Rights"]


def words(day: str) -> str:
    year, month, number = (int(part) for part in day.split("-"))
    return f"{MONTHS[month - 1]} {number}, {year}"


def dotted(day: str) -> str:
    return f"{day[8:]}.{day[5:7]}.{day[2:4]}"


def page(body: str, head: str = "", lang: str = "en") -> str:
    menu = "".join(
        f'<li><a href="/rubric/{r.lower().replace(" ", "-")}/">{r}</a></li>' for r in RUBRICS
    )
    return f"""<!doctype html><html lang="{lang}"><head><title>Archive - Gazette</title>{head}</head><body>
<header id="top"><div class="logo"><a href="/">The Koksu Gazette</a></div>
<nav class="main-menu"><ul>{menu}<li><a href="/about-the-editorial-office">About the editorial office</a></li></ul></nav></header>
{body}
<footer><p>© 2021 The Koksu Gazette. <a href="/privacy-policy-and-terms">Privacy policy and terms of use</a></p></footer></body></html>"""


def definition_list(items: list[Item]) -> str:
    body = "".join(
        f'<dt>{dotted(i.day)} <a href="/{i.slug}">{i.headline}</a></dt><dd>{i.teaser}</dd>'
        for i in items
    )
    return page(f"<div id='main'><dl>{body}</dl></div>")


def bitrix(items: list[Item]) -> str:
    """1C-Bitrix: news-item paragraphs, the date in three nodes, Russian months."""
    body = ""
    for i in items:
        year, month, day = i.day.split("-")
        body += (
            f'<div class="news-item" id="bx_{i.slug}"><div class="d"><span class="num">{int(day)}</span> <span>{MONTHS_RU[int(month) - 1]}</span><br>{year}</div>'
            f'<a href="/{i.slug}"><img src="/upload/{i.slug}.jpg"></a><div class="txt"><a href="/{i.slug}"><b>{i.headline}</b></a><br>{i.teaser}'
            f'<div><a href="/{i.slug}">Подробнее</a> <a href="/{i.slug}#comments">Комментарии (3)</a></div></div></div>'
        )
    return page(
        f'<div class="news-list">{body}<div class="pages"><a href="/news/?PAGEN_1=2">2</a> <a href="/news/?PAGEN_1=2">След.</a></div></div>',
        lang="ru",
    )


def drupal_view(items: list[Item]) -> str:
    rows = "".join(
        f'<div class="views-row views-row-{n}"><div class="views-field views-field-title"><span class="field-content"><a href="/{i.slug}" hreflang="en">{i.headline}</a></span></div>'
        f'<div class="views-field views-field-created"><span class="field-content">{words(i.day)}</span></div>'
        f'<div class="views-field views-field-field-author"><span class="field-content">{i.byline}</span></div>'
        f'<div class="views-field views-field-body"><div class="field-content"><p>{i.teaser}</p></div></div></div>'
        for n, i in enumerate(items, 1)
    )
    pager = '<nav class="pager" role="navigation"><ul><li class="pager__item--next"><a href="?page=1" rel="next"><span>Next page</span></a></li></ul></nav>'
    return page(
        f'<div class="region region-content"><div class="view view-news"><div class="view-content">{rows}</div>{pager}</div></div>'
    )


def wordpress_twenty(items: list[Item]) -> str:
    """Classic WordPress: hentry articles, entry-meta, author vcard, a sidebar with recent posts."""
    posts = "".join(
        f'<article id="post-{n}" class="post-{n} post type-post status-publish hentry category-{i.rubric.lower()}"><header class="entry-header"><h2 class="entry-title"><a href="https://gazette.example/{i.slug}/" rel="bookmark">{i.headline}</a></h2>'
        f'<div class="entry-meta"><span class="posted-on">Posted on <a href="https://gazette.example/{i.slug}/" rel="bookmark"><time class="entry-date published" datetime="{i.day}T10:00:00+06:00">{words(i.day)}</time></a></span> '
        f'<span class="byline">by <span class="author vcard"><a class="url fn n" href="https://gazette.example/author/x{n}/">{i.byline}</a></span></span></div></header>'
        f'<div class="entry-content"><p>{i.teaser} <a href="https://gazette.example/{i.slug}/#more-{n}" class="more-link">Continue reading <span class="screen-reader-text">{i.headline}</span></a></p></div>'
        f'<footer class="entry-footer"><span class="cat-links">Posted in <a href="https://gazette.example/category/{i.rubric.lower()}/" rel="category tag">{i.rubric}</a></span><span class="comments-link"><a href="https://gazette.example/{i.slug}/#respond">Leave a comment</a></span></footer></article>'
        for n, i in enumerate(items, 100)
    )
    side = "".join(
        f'<li><a href="https://gazette.example/{i.slug}/">{i.headline}</a></li>' for i in items[:3]
    )
    return page(
        f'<div id="page" class="site has-sidebar"><main id="main" class="site-main">{posts}<nav class="navigation posts-navigation"><div class="nav-previous"><a href="https://gazette.example/page/2/">Older posts</a></div></nav></main>'
        f'<aside id="secondary" class="widget-area"><section class="widget widget_recent_entries"><h2>Recent Posts</h2><ul>{side}</ul></section></aside></div>',
        head='<link rel="alternate" type="application/rss+xml" href="/feed/">',
    )


def block_theme(items: list[Item]) -> str:
    """A WordPress block theme: wp-block classes, the author in a block of its own."""
    posts = "".join(
        f'<li class="wp-block-post post-{n} post type-post"><h2 class="wp-block-post-title"><a href="/{i.slug}" target="_self">{i.headline}</a></h2>'
        f'<div class="wp-block-post-excerpt"><p class="wp-block-post-excerpt__excerpt">{i.teaser} </p><p class="wp-block-post-excerpt__more-text"><a class="wp-block-post-excerpt__more-link" href="/{i.slug}">Read more</a></p></div>'
        f'<div class="wp-block-group"><div class="wp-block-post-author-name">{i.byline}</div><div class="wp-block-post-date"><time datetime="{i.day}T08:00:00+00:00">{words(i.day)}</time></div></div></li>'
        for n, i in enumerate(items, 7)
    )
    return page(
        f'<main class="wp-block-group"><ul class="wp-block-post-template">{posts}</ul><nav class="wp-block-query-pagination"><a href="/page/2/" class="wp-block-query-pagination-next">Next Page</a></nav></main>'
    )


def hero_and_sections(items: list[Item]) -> str:
    """A front page: a large first story, then sections with their own headings."""

    def card(i: Item, level: str) -> str:
        return f'<div class="c"><{level}><a href="/{i.slug}">{i.headline}</a></{level}><p>{i.teaser}</p><span class="when">{words(i.day)}</span></div>'

    sections = "".join(
        f'<section><h2><a href="/rubric/{name.lower()}/">{name}</a></h2>{"".join(card(i, "h3") for i in part)}</section>'
        for name, part in (("Society", items[1:3]), ("Culture", items[3:6]))
    )
    return page(f'<main><div class="hero">{card(items[0], "h1")}</div>{sections}</main>')


def forum(items: list[Item]) -> str:
    """A forum: each post with a user's menu of links beside it."""
    posts = "".join(
        f'<li class="postbit"><h2 class="title"><a href="/{i.slug}">{i.headline}</a></h2><div class="popupmenu memberaction"><a class="username" href="member.php?u={n}">{i.byline}</a>'
        f'<ul class="popupbody memberaction_body"><li><a href="member.php?u={n}&tab=profile">View the profile of this user</a></li><li><a href="search.php?u={n}&posts=1">View all forum posts by this user</a></li><li><a href="private.php?u={n}">Send a private message to this user</a></li><li><a href="blog.php?u={n}">View the blog entries of this user</a></li></ul></div>'
        f'<span class="date">{dotted(i.day)}, <span class="time">10:12</span></span><div class="content">{i.teaser}</div></li>'
        for n, i in enumerate(items, 1000)
    )
    return page(f'<div id="posts"><ol class="posts">{posts}</ol></div>')


def phone_and_desktop(items: list[Item]) -> str:
    """Every card twice: once for phones, without teaser, and once for wide screens."""
    small = "".join(
        f'<div class="m-card d-md-none"><a href="/{i.slug}"><h4>{i.headline}</h4></a></div>'
        for i in items
    )
    wide = "".join(
        f'<div class="card d-none d-md-block"><a href="/{i.slug}"><img src="x.jpg"></a><h4><a href="/{i.slug}">{i.headline}</a></h4><time datetime="{i.day}">{words(i.day)}</time><p>{i.teaser}</p></div>'
        for i in items
    )
    return page(f'<div class="list">{small}</div><div class="list">{wide}</div>')


def adverts_between(items: list[Item]) -> str:
    """Advertisements in the list, in the same markup but for a class and a foreign address."""
    cards = []
    for n, i in enumerate(items):
        cards.append(
            f'<div class="card"><h3 class="card-title"><a href="/{i.slug}">{i.headline}</a></h3><p class="card-text">{i.teaser}</p><span class="card-date">{dotted(i.day)}</span></div>'
        )
        if n % 2:
            cards.append(
                '<div class="card advert"><h3 class="card-title"><a href="https://shop.example/buy" rel="sponsored nofollow">Twelve sofas you can buy on credit today</a></h3><p class="card-text">Only until Sunday, in all shops of the chain.</p></div>'
            )
    return page(f'<div class="cards">{"".join(cards)}</div>')


def image_above_link_below(items: list[Item]) -> str:
    """The title is no link: only the picture and "Read the article" lead there."""
    cards = "".join(
        f'<div class="tile"><a href="/{i.slug}"><img src="/p.jpg" alt="{escape(i.headline)}"></a><h3>{i.headline}</h3><p>{i.teaser}</p><div>{dotted(i.day)}</div><a class="btn" href="/{i.slug}">Read more</a></div>'
        for i in items
    )
    return page(f'<div class="tiles">{cards}</div>')


def portal(items: list[Item]) -> str:
    """A news feed of one-line items with times, inside a portal with side blocks of other headlines."""
    rows = "".join(
        f'<div class="lenta-item"><span class="lenta-time">{dotted(i.day)} 10:4{n}</span><a class="lenta-link" href="/{i.slug}">{i.headline}</a></div>'
        for n, i in enumerate(items)
    )
    side = "".join(
        f'<li><a href="/ads-page-{n}">Popular story number {n} with a long name</a></li>'
        for n in range(8)
    )
    return page(
        f'<div class="row"><div class="lenta">{rows}</div><div class="sidebar"><h3>Most read</h3><ul>{side}</ul></div></div>'
    )


def date_first_column(items: list[Item]) -> str:
    """Nested tables, the date in a cell before the cell of the headline, old markup."""
    rows = "".join(
        f'<table width="100%"><tr><td valign=top><font size=1>{dotted(i.day)}</font></td><td><font size=3><b><a href="/{i.slug}">{i.headline}</a></b></font><br><font size=2>{i.teaser}</font><br><a href="/{i.slug}">more &gt;&gt;</a></td></tr></table>'
        for i in items
    )
    menu = "".join(
        f'<tr><td><a href="/menu{n}">Menu entry of some length {n}</a></td></tr>' for n in range(9)
    )
    return page(f"<table><tr><td><table>{menu}</table></td><td>{rows}</td></tr></table>")


def kazakh(items: list[Item]) -> str:
    months = [
        "қаңтар",
        "ақпан",
        "наурыз",
        "сәуір",
        "мамыр",
        "маусым",
        "шілде",
        "тамыз",
        "қыркүйек",
        "қазан",
        "қараша",
        "желтоқсан",
    ]
    cards = "".join(
        f'<div class="jana"><a href="/{i.slug}"><img src="/a.jpg"></a><div><a href="/{i.slug}">{i.headline}</a><span>{int(i.day[8:])} {months[int(i.day[5:7]) - 1]} {i.day[:4]}, 11:30</span><p>{i.teaser}</p><span>Авторы: {i.byline}</span><a href="/{i.slug}">Толығырақ</a></div></div>'
        for i in items
    )
    return page(
        f'<div class="janalyqtar">{cards}<button data-url="/kk/?page=2">Тағы көрсету</button></div>',
        lang="kk",
    )


def aria_cards(items: list[Item]) -> str:
    """Web components: custom elements, the card's link stretched over it, time elements."""
    cards = "".join(
        f'<news-card><h3 slot="t">{i.headline}</h3><a class="stretched-link" href="/{i.slug}" aria-label="{i.headline}"></a><p slot="d">{i.teaser}</p><time datetime="{i.day}">{int(i.day[8:])} {MONTHS[int(i.day[5:7]) - 1][:3]}</time></news-card>'
        for i in items
    )
    return page(f"<main><card-list>{cards}</card-list></main>")


def chips(items: list[Item]) -> str:
    """Long menus of chips above a short list."""
    row = "".join(
        f'<a class="chip" href="/topic-{n}">Elections and local government {n}</a>'
        for n in range(20)
    )
    cards = "".join(
        f'<div class="list-item"><div class="list-item__content"><a class="list-item__title" href="/{i.slug}">{i.headline}</a><div class="list-item__announce">{i.teaser}</div><div class="list-item__info"><div class="list-item__date">{dotted(i.day)}</div><div class="list-item__views">1 204</div></div></div></div>'
        for i in items
    )
    return page(f'<div class="chips">{row}</div><div class="lst">{cards}</div>')


# ── shapes that are data ─────────────────────────────────────────────────────────────────────────

DRAWN: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("shapes.toml").read_text("utf-8")
)
MAY_AND_JUNE = {
    "ru": "{} мая {}|{} июня {}",
    "kk": "{} мамыр {}|{} маусым {}",
    "de": "{}. Mai {}|{}. Juni {}",
}
TAGS = (
    "elections and parties,water shortage,the Koksu dam,courts,prisons and pardons,language law,"
    "schools,roads of the north,wages,strikes,press freedom,border trade,customs union,harvest"
)


def figures(text: str, zero: str) -> str:
    return re.sub(r"\d", lambda match: chr(ord(zero) + int(match[0])), text)


def fields(item: Item, n: int) -> dict[str, object]:
    year, month, day = item.day.split("-")
    name = MONTHS[int(month) - 1]
    return {
        **{key: getattr(item, key) for key in item.__dataclass_fields__},
        "n": n,
        "words": words(item.day),
        "dotted": dotted(item.day),
        "dd": day,
        "mm": month,
        "mon": name[:3],
        "yyyy": year,
        "noyear": f"{int(day)} {name}",
        "us": f"{month}/{day}/{year}",
        **{
            key: text.split("|")[month == "06"].format(int(day), year)
            for key, text in MAY_AND_JUNE.items()
        },
        "ja": f"{year}年{int(month)}月{int(day)}日",
        "family": " ".join(reversed((item.byline or "").split())),
        "bengali": figures(f"{int(day)} {'জুন' if month == '06' else 'মে'} {year}", "০"),
        "arabic": figures(f"{day}/{month}/{year}", "٠"),
    }


def drawn(shape: dict[str, Any], items: list[Item]) -> str:
    """The page of a shape that is data: see ``shapes.toml``."""
    cards = [shape["card"].format(**fields(item, n)) for n, item in enumerate(items, 1)]
    tags = "".join(f'<a href="/t/{n}">{tag}</a> ' for n, tag in enumerate(TAGS.split(",")))
    listed = [{"url": item.url, "datePublished": f"{item.day}T08:00:00+06:00"} for item in items]
    json_ld = json.dumps({"@type": "ItemList", "itemListElement": [{"item": i} for i in listed]})
    body = shape["page"].replace("{cards}", "{cards:0:99}")
    body = re.sub(
        r"\{cards:(\d+):(\d+)\}", lambda match: "".join(cards[int(match[1]) : int(match[2])]), body
    )
    return page(body.replace("{tags}", tags).replace("{json_ld}", json_ld))


@dataclass(frozen=True)
class Shape:
    """A shape, and which fields it prints."""

    make: Callable[[list[Item]], str]
    byline: bool = True
    teaser: bool = True
    date: bool = True


SHAPES = [
    Shape(definition_list, byline=False),
    Shape(bitrix, byline=False),
    Shape(drupal_view),
    Shape(wordpress_twenty),
    Shape(block_theme),
    Shape(hero_and_sections, byline=False),
    Shape(forum),
    Shape(phone_and_desktop, byline=False),
    Shape(adverts_between, byline=False),
    Shape(image_above_link_below, byline=False),
    Shape(portal, byline=False, teaser=False),
    Shape(date_first_column, byline=False),
    Shape(kazakh),
    Shape(aria_cards, byline=False),
    Shape(chips, byline=False),
]
