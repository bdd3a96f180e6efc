"""More shapes of archive pages: magazines, portals, other scripts, few or strange entries."""

from __future__ import annotations

from tests.sources.shapes import ITEMS, MONTHS, Item, Shape, dotted, page, words


def magazine(items: list[Item]) -> str:
    """Cards without a class that says author, a rubric above, comments behind, times of day."""
    cards = "".join(
        f'<article class="relative mb-5"><a href="/{i.slug}"><div class="aspect-video"><img src="/x.jpg"></div></a><div class="py-2"><a class="label-2" href="/{i.rubric.lower()}/">{i.rubric}</a>'
        f'<h2 class="font-serif my-2"><a href="/{i.slug}">{i.headline}</a></h2><p class="my-1 text-gray-500">{i.teaser}</p>'
        f'<div class="flex gap-2 text-xs"><span class="uppercase">{i.byline}</span><span>–</span><span>{words(i.day)}, 2:11 pm</span><a href="/{i.slug}#comments">67</a></div></div></article>'
        for i in items
    )
    return page(f'<main id="main"><section class="py-8">{cards}</section></main>')


def tags_below(items: list[Item]) -> str:
    """Tag links below each card that no class tells from authors."""
    cards = "".join(
        f'<div class="fs"><a class="ln" href="/{i.slug}"><h2 class="h3">{i.headline}</h2></a><div class="gs"><a href="/blog/{i.rubric.lower()}-stories">{i.rubric} stories</a><a href="/blog/open-letters">Open Letters</a></div><p>{i.teaser}</p><div>{words(i.day)}</div></div>'
        for i in items
    )
    return page(f"<div class='wrap'>{cards}</div>")


def outer_article(items: list[Item]) -> str:
    """One article element around the whole page, every headline an h1."""
    posts = "".join(
        f'<div class="blog-item"><h1><a href="/{i.slug}">{i.headline}</a></h1><small>{dotted(i.day)} {i.byline}</small><div>{i.teaser}</div></div>'
        for i in items
    )
    return page(f"<article>{posts}</article>")


def joomla(items: list[Item]) -> str:
    """Joomla: items in rows, details in a definition list."""
    posts = "".join(
        f'<div class="items-row cols-1 row-{n}"><div class="item column-1"><div class="page-header"><h2 itemprop="name"><a href="/{i.slug}" itemprop="url">{i.headline}</a></h2></div><dl class="article-info"><dt>Details</dt><dd class="createdby" itemprop="author"><span itemprop="name">{i.byline}</span></dd><dd class="category-name">Category: <a href="/c">{i.rubric}</a></dd><dd class="create">Created: {dotted(i.day)} 08:54</dd><dd class="hits">Hits: 120</dd></dl><p>{i.teaser}</p><p class="readmore"><a href="/{i.slug}">Read more: {i.headline}</a></p></div></div>'
        for n, i in enumerate(items)
    )
    return page(
        f'<div class="blog" itemtype="https://schema.org/Blog">{posts}<div class="pagination"><ul><li><a href="?start=6">2</a></li><li><a title="Next" href="?start=6">Next</a></li></ul></div></div>'
    )


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


def inline_meta(items: list[Item]) -> str:
    """Everything about an entry in one line of text behind the headline."""
    body = "".join(
        f'<p><a href="/{i.slug}"><strong>{i.headline}</strong></a><br>By {i.byline} on {words(i.day)} in {i.rubric}<br>{i.teaser}</p>'
        for i in items
    )
    return page(f"<div>{body}</div>")


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


def author_first(items: list[Item]) -> str:
    """Columns: the columnist's name as a link above the headline."""
    cards = "".join(
        f'<div class="op"><div><a href="/columnists/{n}-x">{i.byline}</a></div><div class="op-t"><a href="/{i.slug}">{i.headline}</a></div><div>{i.teaser}</div><div>{dotted(i.day)}</div></div>'
        for n, i in enumerate(items)
    )
    return page(f"<div class='ops'>{cards}</div>")


def figure_cards(items: list[Item]) -> str:
    """Pictures with captions and credits before the headline."""
    cards = "".join(
        f'<li><figure><img src="/{i.slug}.jpg"><figcaption>Photo: Press service of the district, all rights reserved by it.</figcaption></figure><div><h3><a href="/{i.slug}">{i.headline}</a></h3><p>{i.teaser}</p><div>{words(i.day)} / {i.byline}</div></div></li>'
        for i in items
    )
    return page(f"<ul>{cards}</ul>")


MORE_SHAPES = [
    Shape(magazine), Shape(tags_below, byline=False), Shape(outer_article), Shape(joomla),
    Shape(portal, byline=False, teaser=False), Shape(date_first_column, byline=False), Shape(kazakh),
    Shape(inline_meta), Shape(aria_cards, byline=False), Shape(chips, byline=False),
    Shape(author_first), Shape(figure_cards),
]  # fmt: skip
assert ITEMS
