"""Archive pages of every make give the same entries."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.errors import DalilError
from dalil.model import Entry
from dalil.sources import read_listing
from tests.sources.shapes import DRAWN, ITEMS, SHAPES, Item, Shape, drawn, page, wordpress_twenty

URL = "https://gazette.example/archive/"


def by_url(html: str) -> dict[str, object]:
    listing = read_listing(html, url=URL)
    return {(entry.url or "").rstrip("/"): entry for entry in listing.entries}


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.make.__name__)
@pytest.mark.parametrize("count", [6, 4, 3])
def test_entries_of_every_shape(shape: Shape, count: int) -> None:
    items = ITEMS[:count]
    found = by_url(shape.make(items))
    assert set(found) == {item.url for item in items}
    for item in items:
        check(found[item.url], item, shape, byline=count > 3)


def check(entry: object, item: Item, shape: Shape, *, byline: bool) -> None:
    assert entry.headline == item.headline
    assert (entry.published.on if entry.published else None) == (item.day if shape.date else None)
    if byline:
        assert entry.byline == (item.byline if shape.byline else None)
    if shape.teaser:
        assert (entry.teaser or "").startswith(item.teaser)
    else:
        assert entry.teaser is None


def test_entries_stand_in_page_order() -> None:
    listing = read_listing(wordpress_twenty(ITEMS), url=URL)
    assert [entry.headline for entry in listing.entries] == [item.headline for item in ITEMS]


def test_next_page_feed_language_and_title() -> None:
    listing = read_listing(wordpress_twenty(ITEMS), url=URL)
    assert listing.next_url == "https://gazette.example/page/2/"
    assert listing.feed_urls == ("https://gazette.example/feed/",)
    assert listing.language == "en"
    assert listing.title == "Archive - Gazette"


def test_attribute_goes_before_what_is_printed() -> None:
    body = "".join(
        f'<article><h2><a href="/{i.slug}">{i.headline}</a></h2><time datetime="2021-06-02T23:30:00+06:00">3 June 2021</time><p>{i.teaser}</p></article>'
        for i in ITEMS
    )
    entry = read_listing(page(body), url=URL).entries[0]
    assert (entry.published.on, entry.published.origin) == ("2021-06-02", "markup")
    assert entry.published.at == "2021-06-02T23:30:00+06:00"


def test_date_from_the_address_alone() -> None:
    body = "".join(
        f'<div><h2><a href="/2021/06/{n:02}/{i.slug}">{i.headline}</a></h2><p>{i.teaser}</p></div>'
        for n, i in enumerate(ITEMS, 1)
    )
    entry = read_listing(page(body), url=URL).entries[3]
    assert (entry.published.on, entry.published.origin) == ("2021-06-04", "url")


def test_relative_dates_need_the_time_of_the_capture() -> None:
    body = "".join(
        f'<div><h2><a href="/{i.slug}">{i.headline}</a></h2><i>{n} days ago</i><p>{i.teaser}</p></div>'
        for n, i in enumerate(ITEMS, 2)
    )
    assert all(entry.published is None for entry in read_listing(page(body), url=URL).entries)
    captured = datetime.fromisoformat("2021-06-20T12:00:00+06:00")
    dated = read_listing(page(body), url=URL, captured_at=captured).entries
    assert [entry.published.on for entry in dated[:2]] == ["2021-06-18", "2021-06-17"]


def test_slashes_follow_the_pages_habit() -> None:
    def entries(*days: str) -> list[str]:
        body = "".join(
            f'<div><h2><a href="/{i.slug}">{i.headline}</a></h2><b>{day}</b><p>{i.teaser}</p></div>'
            for i, day in zip(ITEMS, days, strict=False)
        )
        return [e.published.on for e in read_listing(page(body), url=URL).entries]

    assert entries("12/09/2020", "11/25/2020", "02/03/2020")[0] == "2020-12-09"
    assert entries("12/09/2020", "25/11/2020", "02/03/2020")[0] == "2020-09-12"


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Anna Kim | 02.03.20", "Anna Kim"),
        ("Автор: Иван Петров, 2 марта 2020", "Иван Петров"),
        ("Авторы: Ерлан Сапаров · 2 наурыз 2020", "Ерлан Сапаров"),
        ("2 March 2020 by Anna Kim and Oleg Pak", "Anna Kim and Oleg Pak"),
        ("Соб. инф. | 02.03.20", None),
        ("02.03.20 | Society", None),
    ],
)
def test_bylines_that_a_line_labels(line: str, byline: str | None) -> None:
    body = "".join(
        f'<div><h2><a href="/{i.slug}">{i.headline}</a></h2><div>{line}</div><p>{i.teaser}</p></div>'
        for i in ITEMS
    )
    entry = read_listing(page(body), url=URL).entries[0]
    assert entry.byline == byline
    assert entry.published.on == "2020-03-02"


def test_rubrics_beside_the_date_are_no_bylines() -> None:
    body = "".join(
        f'<div><h2><a href="/{i.slug}">{i.headline}</a></h2><div>{rubric} | 0{n}.03.20</div><p>{i.teaser}</p></div>'
        for n, (i, rubric) in enumerate(
            zip(
                ITEMS,
                [
                    "Central Asia",
                    "Human Rights",
                    "Central Asia",
                    "Human Rights",
                    "Society",
                    "Nature",
                ],
                strict=True,
            ),
            1,
        )
    )
    assert all(entry.byline is None for entry in read_listing(page(body), url=URL).entries)


@pytest.mark.parametrize(
    "payload",
    [b"", b"   \n ", b"\x00\x01\x02\xff" * 64, b"<html></html>", b"<rss></rss>", b"<p>", "\ud800"],
)
def test_what_lists_nothing_is_refused_with_a_reason(payload: bytes | str) -> None:
    with pytest.raises(DalilError):
        read_listing(payload)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_page_never_breaks_the_reading(data: st.DataObject) -> None:
    html = data.draw(st.sampled_from([shape.make for shape in SHAPES]))(ITEMS)
    start = data.draw(st.integers(0, len(html)))
    length = data.draw(st.integers(0, 400))
    put = data.draw(st.text(alphabet="<>/=\"'&;ap div!-\x00\u202e0", max_size=40))
    with suppress(DalilError):
        read_listing(html[:start] + put + html[start + length :], url=URL)


def test_deep_pages_end() -> None:
    html = "<div>" * 1500 + drawn(DRAWN["whole_posts"], ITEMS)
    assert len(read_listing(html, url=URL).entries) >= 1


OUTLET_BYLINES = {
    "called an author": (
        '<p class="site-title"><a href="/en/" rel="home">Dune Herald</a></p>',
        '<h2><a href="/{slug}">{headline}</a></h2><p><span class="author">{name}</span> 12.03.18</p>',
    ),
    "where persons stand elsewhere": (
        '<p class="logo"><a href="/"><img src="logo.png" alt="Dune"></a> <a href="/en/">Home</a></p>',
        "<h3><a href='/{slug}'>{headline}</a></h3><p><i>{name}, 12.03.18</i></p><p>{teaser}</p>",
    ),
}


@pytest.mark.parametrize("place", OUTLET_BYLINES)
@pytest.mark.parametrize("name", ["Dune Herald", "Dune"])
def test_the_outlet_may_be_the_byline_of_an_entry(place: str, name: str) -> None:
    head, card = OUTLET_BYLINES[place]
    if name not in head:
        head += f'<meta property="og:site_name" content="{name}"><a href="/about">{name}</a>'
    names = [name, "Anna Bell", name, "Boris Clay", "Anna Bell", "Cem Dag"]
    body = head + "".join(
        card.format(slug=item.slug, headline=item.headline, teaser=item.teaser, name=by)
        for item, by in zip(ITEMS, names, strict=False)
    )
    entries = read_listing(page(body), url=URL).entries
    assert [entry.byline for entry in entries] == names[: len(ITEMS)]


def test_the_outlet_beside_every_date_is_no_byline() -> None:
    body = '<p class="logo"><a href="/">Dune Herald</a></p>' + "".join(
        f"<h3><a href='/{i.slug}'>{i.headline}</a></h3><p>Dune Herald, 12.03.18</p><p>{i.teaser}</p>"
        for i in ITEMS
    )
    assert {entry.byline for entry in read_listing(page(body), url=URL).entries} == {None}


def _read(body: str) -> tuple[Entry, ...]:
    captured = datetime.fromisoformat("2021-06-20T12:00:00+06:00")
    return read_listing(page(body), url=URL, captured_at=captured).entries


def _days(entries: tuple[Entry, ...]) -> list[str | None]:
    return [entry.published.on if entry.published else None for entry in entries]


def test_a_first_story_keeps_to_itself() -> None:
    listed = "".join(
        f'<li><time datetime="2021-06-0{n}">June {n}</time><h3><a href="/{n}">Headline of story {n}</a></h3></li>'
        for n in range(1, 6)
    )
    entries = _read(
        "<main><h1>World</h1><section><h2><a href='/first'>The first story is a large one</a></h2>"
        "<p>It says more than the others do, and it says so in a line of its own.</p>"
        f"<div>June 7, 2021</div></section><section><h2>Latest</h2><ol>{listed}</ol></section></main>"
    )
    assert _days(entries) == ["2021-06-07", *(f"2021-06-0{n}" for n in range(1, 6))]


def test_a_dated_first_story_above_a_list_is_an_entry() -> None:
    listed = "".join(
        f'<div class="row"><span>14.06.2021</span><a href="/{n}">The headline of entry {n} is long</a></div>'
        for n in range(1, 6)
    )
    entries = _read(
        '<div class="left"><div class="first"><img><span>15.06.2021</span>'
        f'<a href="/first">A first entry of another make</a></div><div class="l">{listed}</div></div>'
    )
    assert [entry.url for entry in entries][:2] == [
        "https://gazette.example/first",
        "https://gazette.example/1",
    ]


def test_days_stand_below_their_year() -> None:
    body = "".join(
        f"<h2>{year}</h2><ul><li><span>Nov 30</span> <a href='/{year}/a'>Ferry {year - 2010} stops</a></li>"
        f"<li><span>02.03</span> <a href='/{year}/b'>Week {year - 2010} offline</a></li></ul>"
        for year in (2020, 2019, 2018)
    )
    assert _days(_read(body)) == [
        f"{year}-{day}" for year in (2020, 2019, 2018) for day in ("11-30", "03-02")
    ]


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("KARSK, June 14 — ", "2021-06-14"),
        ("Karsk, June 14 (Wire) - ", "2021-06-14"),
        ("NEW KARSK (Wire), June 2, 2021 – ", "2021-06-02"),
        ("КАРСК. 14 июня. Вести — ", "2021-06-14"),
        ("КАРСК, 14 июня. /Вести/. ", "2021-06-14"),
        ("On June 14 — ", None),
        ("The contest of June 14 — ", None),
        ("Karsk was, on June 14 — ", None),
    ],
)
def test_an_agencys_dateline_is_the_last_resort(opening: str, day: str | None) -> None:
    body = "".join(
        f"<div><h2><a href='/{n}'>Headline of report {n}</a></h2><p>{opening}The river rose by {n} cm"
        " in a single night, the head of the district says.</p></div>"
        for n in range(1, 5)
    )
    assert set(_days(_read(body))) == {day}


def test_short_headlines_without_a_word_beside_them() -> None:
    slugs = ["ice-on-the-canal", "three-herons-came-back", "why-bread-is-dear", "fog-at-the-locks"]
    slugs += ["rain-came-too-late", "the-mill-is-sold", "no-bus-on-sundays"]
    menu = "".join(f"<li><a href='/{word}/'>{word}</a></li>" for word in ("news", "sport", "about"))
    links = "".join(
        f"<li><a href='/{slug}'>{slug.replace('-', ' ')} again today</a></li>" for slug in slugs
    )
    entries = _read(f"<ul class='menu'>{menu}</ul><main><h1>News</h1><ul>{links}</ul></main>")
    assert [entry.url for entry in entries] == [f"https://gazette.example/{one}" for one in slugs]


@pytest.mark.parametrize(
    ("link", "path"),
    [
        ('<a href="/archive/?skip=10">Previous 10</a>', "/archive/?skip=10"),
        ('<li class="next"><a href="/archive/seite-2">nächste</a></li>', "/archive/seite-2"),
        ('<a href="/archive/?page=2">Предыдущий день</a>', "/archive/?page=2"),
    ],
)
def test_further_words_and_shapes_of_the_next_page(link: str, path: str) -> None:
    html = wordpress_twenty(ITEMS).replace("Older posts", "").replace("</main>", f"{link}</main>")
    assert read_listing(html, url=URL).next_url == f"https://gazette.example{path}"


def test_a_day_inside_a_teaser_is_part_of_it() -> None:
    teaser = "Went to the market yesterday: it has become another one, and so have the people."
    body = "".join(
        f"<div><h3><a href='/{i.slug}'>{i.headline}</a></h3><p>{i.day}</p><p>{teaser} {i.teaser}</p></div>"
        for i in ITEMS
    )
    assert [entry.teaser for entry in _read(body)] == [f"{teaser} {i.teaser}" for i in ITEMS]
    body = body.replace("Went to the market yesterday:", "Yesterday the market was full:")
    assert all((entry.teaser or "").startswith("Yesterday") for entry in _read(body))


def test_sections_with_a_large_story_and_small_ones() -> None:
    sections = "".join(
        f"<section><h2><a href='/{name}'>{name}</a></h2><div><h3><a href='/{name}/1'>The large story of the {name} section</a></h3>"
        f"<p>It has a text below it that tells more than the headline alone.</p><span>14.06.2021</span></div>"
        f"<ul><li><a href='/{name}/2'>A smaller story in {name}</a><span>13.06.2021</span></li>"
        f"<li><a href='/{name}/3'>Another small one in {name}</a><span>12.06.2021</span></li></ul></section>"
        for name in ("Courts", "Schools", "Rivers", "Sport")
    )
    entries = _read(f"<main>{sections}</main>")
    assert [entry.url for entry in entries] == [
        f"https://gazette.example/{name}/{n}"
        for name in ("Courts", "Schools", "Rivers", "Sport")
        for n in (1, 2, 3)
    ]


def test_more_at_the_end_leads_to_the_next_page() -> None:
    html = wordpress_twenty(ITEMS).replace("Older posts", "")
    html = html.replace("/page/2/", "/about/").replace("</main>", '<a href="?p=2">More</a></main>')
    assert read_listing(html, url=URL).next_url == f"{URL}?p=2"
    assert read_listing(html.replace("?p=2", "?p=1"), url=URL).next_url is None  # a post's number


@pytest.mark.parametrize(
    "path", ["gazette.example › news › {}", "Home » News » {}", "You are here: Home > {}"]
)
def test_the_way_to_an_entry_is_no_teaser(path: str) -> None:
    body = "".join(
        f"<div><h2><a href='/{i.slug}'>{i.headline}</a></h2><p>{path.format(i.rubric)}</p><p>{i.teaser}</p>"
        f"<span>{i.day}</span></div>"
        for i in ITEMS
    )
    assert [entry.teaser for entry in _read(body)] == [i.teaser for i in ITEMS]
