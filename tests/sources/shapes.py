"""Archive pages in the shapes that content systems give them, around the same invented entries.

Each shape is a function from entries to a whole page: a menu, the list, a side column, a footer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape


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


def atomic_cards(items: list[Item]) -> str:
    """Utility classes only: nothing is called post, title, date or author."""
    cards = "".join(
        f'<div class="flex flex-col p-4 mb-6 rounded-lg bg-white"><a href="/rubric/{i.rubric.lower()}/" class="text-xs font-bold uppercase text-red-600">{i.rubric}</a>'
        f'<a href="/{i.slug}" class="mt-2 text-lg font-bold leading-tight">{i.headline}</a>'
        f'<p class="mt-2 text-sm text-gray-600">{i.teaser}</p>'
        f'<div class="flex mt-4 text-xs text-gray-400"><span>{i.byline}</span><span class="mx-1">·</span><span>{words(i.day)}</span></div></div>'
        for i in items
    )
    return page(
        f'<main class="max-w-7xl mx-auto"><div class="grid grid-cols-3 gap-4">{cards}</div></main>'
    )


def next_cards(items: list[Item]) -> str:
    """A whole card is one link; hashed class names; the title a heading in it."""
    cards = "".join(
        f'<a class="css-1x2y3z" href="/{i.slug}"><div class="css-8ka91b"><img src="/i/{i.slug}.jpg" alt=""></div>'
        f'<div class="css-77hd0a"><div class="css-90aa1c">{i.rubric}</div><h3 class="css-aa1bb2">{i.headline}</h3>'
        f'<div class="css-33kk1l">{i.teaser}</div><div class="css-0p0p0p">By {i.byline}<span> | </span>{words(i.day)}</div></div></a>'
        for i in items
    )
    return page(
        f'<div id="__next"><div class="css-main"><h1>All stories</h1><div class="css-list">{cards}</div></div></div>'
    )


def bare_headings(items: list[Item]) -> str:
    """h3 and p below one another, no box around an entry."""
    body = "".join(
        f'<h3><a href="/{i.slug}">{i.headline}</a></h3><p><em>{i.byline}, {dotted(i.day)}</em></p><p>{i.teaser} <a href="/{i.slug}">(more…)</a></p>'
        for i in items
    )
    return page(
        f'<div id="content"><h2>Archive</h2>{body}<p><a href="?page=2">Older posts</a></p></div>'
    )


def definition_list(items: list[Item]) -> str:
    body = "".join(
        f'<dt>{dotted(i.day)} <a href="/{i.slug}">{i.headline}</a></dt><dd>{i.teaser}</dd>'
        for i in items
    )
    return page(f"<div id='main'><dl>{body}</dl></div>")


def table_rows(items: list[Item]) -> str:
    """A table with a row for each entry and columns for date, headline, author."""
    rows = "".join(
        f'<tr><td>{dotted(i.day)}</td><td><a href="/{i.slug}">{i.headline}</a><br>{i.teaser}</td><td>{i.byline}</td></tr>'
        for i in items
    )
    return page(
        f"<table border=0><tr><th>Date</th><th>Title</th><th>Author</th></tr>{rows}</table>"
    )


def two_rows(items: list[Item]) -> str:
    """Two table rows for each entry: the headline, and what is below it."""
    rows = "".join(
        f'<tr><td class="t"><a href="/{i.slug}">{i.headline}</a></td></tr><tr><td class="s">{dotted(i.day)} | {i.byline}<br>{i.teaser}</td></tr>'
        for i in items
    )
    return page(f"<table>{rows}</table>")


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


def blogger(items: list[Item]) -> str:
    """Blogger: the day in a heading above the post."""
    posts = "".join(
        f'<div class="date-outer"><h2 class="date-header"><span>{words(i.day)}</span></h2><div class="date-posts"><div class="post-outer"><div class="post hentry"><h3 class="post-title entry-title"><a href="/{i.slug}">{i.headline}</a></h3>'
        f'<div class="post-body entry-content">{i.teaser}</div><div class="post-footer"><span class="post-author vcard">Posted by <span class="fn">{i.byline}</span></span> <span class="post-comment-link"><a href="/{i.slug}#comment-form">2 comments:</a></span></div></div></div></div></div>'
        for i in items
    )
    return page(
        f'<div id="Blog1"><div class="blog-posts hfeed">{posts}</div><div class="blog-pager"><a class="blog-pager-older-link" href="/search?updated-max=2021-05-21T00:00:00&max-results=6">Older Posts</a></div></div>'
    )


def rel_author_avatar(items: list[Item]) -> str:
    """An avatar and a rel=author link above the headline, reading time and tags below."""
    cards = "".join(
        f'<div class="box"><div class="who"><img class="av" src="/u/{i.slug}.png" alt="{i.byline}"><a rel="author" href="/people/{n}">{i.byline}</a> <span>{words(i.day)}</span></div>'
        f'<h2><a href="/{i.slug}">{i.headline}</a></h2><div>{i.teaser}</div><div class="tags"><a href="/t/{i.rubric.lower()}">#{i.rubric.lower()}</a> <a href="/t/news">#news</a></div><div>3 min read</div></div>'
        for n, i in enumerate(items)
    )
    return page(f"<section>{cards}</section>")


def plain_names(items: list[Item]) -> str:
    """No class says author: a name on a line below the date, as a link to nowhere telling."""
    cards = "".join(
        f'<li class="x1"><div class="x2"><h2 class="x3"><a href="/{i.slug}">{i.headline}</a></h2><p class="x4">{i.teaser}</p><p class="x5">{i.byline} – {words(i.day)} | <a href="/{i.slug}?comments=1">12</a></p></div></li>'
        for i in items
    )
    return page(f'<div class="y1"><ol class="y2">{cards}</ol></div>')


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


def whole_posts(items: list[Item]) -> str:
    """Whole posts in the list, with links and paragraphs in them."""
    posts = "".join(
        f'<div class="item"><h2><a href="/{i.slug}">{i.headline}</a></h2><p>{words(i.day)} — {i.byline}</p><div><p>{i.teaser}</p><p>As <a href="/old-{n}">we wrote before about the very same matter at length</a>, nobody has answered our letters so far, and so we went there ourselves.</p><p>The second paragraph goes on about what we saw there and whom we met.</p></div></div>'
        for n, i in enumerate(items)
    )
    return page(f"<div class='all'>{posts}</div>")


def no_teasers(items: list[Item]) -> str:
    """Headlines and dates only, in a list."""
    rows = "".join(
        f'<li><span>{dotted(i.day)}</span> <a href="/{i.slug}">{i.headline}</a></li>' for i in items
    )
    return page(f"<div class='archive'><h1>Archive</h1><ul>{rows}</ul></div>")


def day_headings(items: list[Item]) -> str:
    """One heading a day above all entries of the day."""
    body = "".join(
        f'<h4>{words(i.day)}</h4><div class="n"><a href="/{i.slug}">{i.headline}</a><p>{i.teaser}</p></div>'
        for i in items
    )
    return page(f"<div>{body}</div>")


def image_above_link_below(items: list[Item]) -> str:
    """The title is no link: only the picture and "Read the article" lead there."""
    cards = "".join(
        f'<div class="tile"><a href="/{i.slug}"><img src="/p.jpg" alt="{escape(i.headline)}"></a><h3>{i.headline}</h3><p>{i.teaser}</p><div>{dotted(i.day)}</div><a class="btn" href="/{i.slug}">Read more</a></div>'
        for i in items
    )
    return page(f'<div class="tiles">{cards}</div>')


@dataclass(frozen=True)
class Shape:
    """A shape, and which fields it prints."""

    make: Callable[[list[Item]], str]
    byline: bool = True
    teaser: bool = True
    date: bool = True


SHAPES = [
    Shape(atomic_cards), Shape(next_cards), Shape(bare_headings), Shape(definition_list, byline=False),
    Shape(table_rows), Shape(two_rows), Shape(bitrix, byline=False), Shape(drupal_view),
    Shape(wordpress_twenty), Shape(block_theme), Shape(blogger), Shape(rel_author_avatar),
    Shape(plain_names), Shape(hero_and_sections, byline=False), Shape(forum),
    Shape(phone_and_desktop, byline=False), Shape(adverts_between, byline=False), Shape(whole_posts),
    Shape(no_teasers, byline=False, teaser=False), Shape(day_headings, byline=False),
    Shape(image_above_link_below, byline=False),
]  # fmt: skip
