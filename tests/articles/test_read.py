"""An invented page read whole, and pages that nobody should be able to break a reader with."""

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.articles import read_article
from dalil.errors import Unreadable
from dalil.model import Wording
from dalil.page.locate import flat_text, squeeze
from dalil.page.worker import Worker

FIRST = (
    "Городской суд Жетыкена оштрафовал газету «Степной листок» на 85 000 тенге за статью о ремонте "
    "дорог, сообщил её редактор. Решение вынесено в закрытом заседании."
)
KAZAKH = (
    "«Біз бұл шешіммен келіспейміз және жоғарғы сотқа шағым түсіреміз, өйткені мақалада айтылған "
    "деректердің бәрі рас», — деді газеттің редакторы."
)
LAST = (
    "По данным редакции, за год к изданию подали 12 исков. Три из них отклонены, остальные ждут "
    "рассмотрения, и ни один истец не явился на предварительное слушание."
)
MORE = (
    "Юристы напомнили, что закон запрещает наказывать за сведения, которые опубликовало само "
    "ведомство. Апелляцию подадут до конца месяца, а штраф до решения платить не будут."
)
ROWS = [
    ("Год", "Иски", "Сумма"),
    ("2018", "4", "310 000"),
    ("2019", "7", "520 000"),
    ("2020", "7", "520 000"),
]
LEAD = "Редактор считает решение местью за расследование о закупках асфальта."


def page(
    *,
    ld: dict[str, object] | None = None,
    head: str = "",
    printed: str = "06.08.2020",
    extra: str = "",
) -> str:
    data = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld else ""
    rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in ROWS)
    return f"""<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8">
<title>Газету оштрафовали за статью о дорогах | Вестник</title>
<meta property="og:site_name" content="Вестник"><meta name="description" content="{LEAD}">
{head}{data}</head><body>
<nav><ul><li><a href="/">Главная</a></li><li><a href="/n">Новости</a></li></ul></nav>
<main><article><h1>Газету оштрафовали за статью о дорогах</h1>
<p class="byline">Автор: Айгуль Серикова</p><p class="date">{printed}</p>
<p class="standfirst">{LEAD}</p>
<p>{FIRST}</p><h2>Что сказал редактор</h2><p>{KAZAKH}</p><blockquote><p>{LAST}</p></blockquote>
<table>{rows}</table><p>{MORE}</p>{extra}</article></main>
<footer>Все права защищены 2024</footer></body></html>"""


def read(source: str, **about: object) -> Wording:
    return read_article(source.encode(), **about)  # type: ignore[arg-type]


def texts(wording: Wording, kind: str) -> list[str]:
    return [b.span.of(wording.text) for b in wording.blocks if b.kind == kind]


def test_the_whole_page() -> None:
    wording = read(page())
    assert wording.form == "page"
    assert wording.headline == "Газету оштрафовали за статью о дорогах"
    assert wording.authors == ("Айгуль Серикова",)
    assert wording.byline == "Айгуль Серикова"
    assert wording.language == "ru"
    assert wording.published is not None
    assert (wording.published.on, wording.published.origin) == ("2020-08-06", "byline")
    assert [b.kind for b in wording.blocks][:4] == ["headline", "byline", "standfirst", "paragraph"]
    assert texts(wording, "headline") == [wording.headline]
    assert texts(wording, "standfirst") == [LEAD]
    assert texts(wording, "subheading") == ["Что сказал редактор"]
    assert wording.text.count(wording.headline) == 1
    assert wording.text.count("06.08.2020") == 0
    assert wording.text.count(LEAD) == 1
    assert "Главная" not in wording.text
    assert wording.reader.name == "trafilatura"
    assert wording.agreement is not None
    assert wording.agreement > 0.6


def test_every_block_has_its_span_and_its_bytes() -> None:
    source = page()
    payload = source.encode()
    wording = read_article(payload)
    assert "\n\n".join(b.span.of(wording.text) for b in wording.blocks) == wording.text
    for block in wording.blocks:
        assert block.payload is not None
        found = payload[block.payload.start : block.payload.end].decode()
        assert flat_text(found, html=True) == squeeze(block.span.of(wording.text))


def test_a_kazakh_paragraph_in_a_russian_article_is_marked() -> None:
    wording = read(page())
    other = {b.language: b.span.of(wording.text) for b in wording.blocks if b.language}
    assert other == {"kk": KAZAKH}


def test_no_row_of_a_table_is_lost_even_if_rows_are_alike() -> None:
    assert texts(read(page()), "table_row") == ["\t".join(row) for row in ROWS]


def test_paragraphs_that_repeat_are_kept() -> None:
    wording = read(page(extra=f"<p>{LAST[:70]}</p>" * 4))
    assert texts(wording, "paragraph").count(LAST[:70]) == 4


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("14:20, 06.08.2020", False),
        ("5:45 AM PST 08/06/2020 by Айгуль Серикова", False),
        ("Айгуль Серикова | 6 августа 2020, 14:20 MSK", False),
        ("Опубликовано 06.08.2020, обновлено 07.08.2020 18:05", False),
        ("Вестник, 6 августа 2020", False),
        ("Дата: понедельник, 6 августа 2020", False),
        ("14:20, 06.08.2020 | Жетыкен, Степной край", True),  # a place is no part of the head
        ("Айгуль Серикова о суде 6 августа", True),
        ("За год подали 12 исков.", True),
    ],
)
def test_a_line_of_names_and_dates_is_no_paragraph(line: str, kept: bool) -> None:
    source = page().replace(f'<p class="standfirst">{LEAD}</p>', f"<p>{line}</p>")
    wording = read(source)
    assert (line in texts(wording, "paragraph") + texts(wording, "standfirst")) is kept
    assert FIRST in texts(wording, "paragraph")


def test_a_byline_that_the_markup_does_not_know_is_one() -> None:
    source = page().replace(f'<p class="standfirst">{LEAD}</p>', "<p>Текст: Ерлан Касымов</p>")
    wording = read(source)
    assert texts(wording, "byline") == ["Айгуль Серикова", "Ерлан Касымов"]


LD = {"@context": "https://schema.org", "@graph": [
    {"@type": "WebSite", "name": "Вестник"},
    {"@type": "Person", "@id": "#p", "name": "Данияр Ахметов"},
    {"@type": ["NewsArticle"], "headline": "Газету оштрафовали за статью о дорогах",
     "datePublished": "2020-08-05T23:30:00+06:00", "dateModified": "2020-08-07", "author": {"@id": "#p"}},
]}  # fmt: skip


def test_linked_data_in_a_graph() -> None:
    wording = read(page(ld=LD))
    assert wording.authors == ("Данияр Ахметов",)
    assert wording.byline == "Айгуль Серикова"
    assert wording.published is not None
    assert wording.published.origin == "markup"
    assert wording.published.at == "2020-08-05T23:30:00+06:00"
    assert wording.modified is not None
    assert wording.modified.on == "2020-08-07"


def test_broken_linked_data_is_read_as_far_as_it_goes() -> None:
    broken = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Газету оштрафовали",'
        '"datePublished":"2020-08-05","author":{"@type":"Person","name":"Данияр Ахметов"},,}</script>'
    )
    wording = read(page(head=broken))
    assert wording.authors == ("Данияр Ахметов",)
    assert wording.published is not None
    assert wording.published.on == "2020-08-05"


@pytest.mark.parametrize(
    "meta", ["article:published_time", "parsely-pub-date", "dc.date", "datePublished"]
)
def test_dates_in_meta_tags(meta: str) -> None:
    tag = f'<meta property="{meta}" content="2020-08-04T10:00:00Z">'
    wording = read(page(head=tag))
    assert wording.published is not None
    assert (wording.published.on, wording.published.origin) == ("2020-08-04", "markup")


CAPTURED = datetime(2020, 8, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "wrong", ["2020-02-31", "2031-01-01", "2020-08-12", "0001-01-01", "31.02.2020", "x"]
)
def test_impossible_and_future_dates_are_passed_over(wrong: str) -> None:
    tag = f'<meta property="article:published_time" content="{wrong}">'
    wording = read(page(head=tag), captured_at=CAPTURED)
    assert wording.published is not None
    assert (wording.published.on, wording.published.origin) == ("2020-08-06", "byline")


def test_every_date_is_kept_with_what_became_of_it() -> None:
    tags = "".join(
        f'<meta property="article:{name}" content="{value}">'
        for name, value in (("published_time", "2031-01-01"), ("modified_time", "2020-08-07"))
    )
    url = "https://vestnik.example/2020/08/03/shtraf/"
    told = [
        (c.role, c.origin, c.on, c.verdict)
        for c in read(page(head=tags), captured_at=CAPTURED, url=url).dates
    ]
    assert told == [
        ("published", "byline", "2020-08-06", "chosen"),
        ("published", "markup", "2031-01-01", "later than the capture"),
        ("published", "url", "2020-08-03", "another one comes first: byline"),
        ("modified", "markup", "2020-08-07", "chosen"),
    ]


def test_the_day_of_collection_is_no_date() -> None:
    source = page(printed="", extra="<p>Сегодня 10 августа 2020 года, и погода хорошая.</p>")
    source = source.replace("2024", "10.08.2020")
    wording = read(source, captured_at=CAPTURED)
    assert wording.published is None or wording.published.on != "2020-08-10"


def test_the_address_gives_a_date_where_nothing_else_does() -> None:
    wording = read(page(printed=""), url="https://vestnik.example/2020/08/03/shtraf/")
    assert wording.published is not None
    assert (wording.published.on, wording.published.origin) == ("2020-08-03", "url")


def test_a_time_in_utc_is_on_the_outlets_own_day() -> None:
    tag = '<meta property="article:published_time" content="2020-08-03T20:10:00Z">'
    wording = read(page(head=tag), url="https://vestnik.example/2020/08/04/shtraf/")
    assert wording.published is not None
    assert (wording.published.on, wording.published.at) == ("2020-08-04", "2020-08-03T20:10:00Z")


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-16"])
def test_a_page_that_lies_about_its_encoding(encoding: str) -> None:
    source = page().replace(KAZAKH, LAST)
    wording = read_article(source.encode(encoding, "xmlcharrefreplace"))
    assert wording.headline == "Газету оштрафовали за статью о дорогах"
    assert all(block.payload for block in wording.blocks)


@pytest.mark.parametrize(
    "payload",
    [b"", b"   ", bytes(range(256)) * 99, bytes(6_000_000), b"%PDF-1.5", b"<div>" * 100_000,
     b"<a " + b"a=1 " * 100_000 + b">", b"<html><script>var a;</script></html>", b"<", b"<p></p>"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_words(payload: bytes) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_article(payload)
    assert refusal.value.fix


@pytest.mark.parametrize("name", ["div", "span", "blockquote"])
@pytest.mark.parametrize("depth", [10, 300, 1_500])
def test_text_that_is_nested_deeply_is_not_lost(name: str, depth: int) -> None:
    deep = f"<{name}>" * depth + f"<p>{LAST}</p>" + f"</{name}>" * depth
    wording = read(f"<html><body><article><p>{FIRST}</p>{deep}<p>{FIRST} Again.</p></article>")
    assert FIRST in wording.text
    assert LAST in wording.text
    assert f"{FIRST} Again." in wording.text


def test_text_below_what_lxml_reads_at_all_is_read_by_the_other_reader() -> None:
    deep = "<table><tr><td>" * 900 + f"<p>{LAST}</p>"
    wording = read(f"<html><body><article><p>{FIRST}</p>{deep}")
    assert LAST in wording.text
    assert wording.reader.name == "resiliparse"


@pytest.mark.parametrize(
    ("line", "on"),
    [
        ("© 2025 The Lowland Post", None),
        ("Copyright 2019–2024 Lowland Media", None),
        ("Posted on January 1, 2024", "2024-01-01"),
        ("Posted on March 14, 2024", "2024-03-14"),
    ],
)
def test_a_year_alone_gives_no_date(line: str, on: str | None) -> None:
    source = f"<html><body><h1>News of wells</h1><p>{FIRST}</p><p>{LAST}</p><footer>{line}</footer>"
    published = read(source).published
    assert (published.on if published else None) == on


@pytest.mark.parametrize("cut", [200, 900, 1_500, 2_500])
def test_a_page_cut_anywhere(cut: int) -> None:
    try:
        wording = read_article(page().encode()[:cut])
    except Unreadable:
        return
    assert wording.text


def test_controls_and_entities_for_surrogates() -> None:
    wording = read(page(extra=f"<p>{LAST}\0 &#xD800; &#0; \x01</p>"))
    wording.text.encode()
    assert "\0" not in wording.text


def test_many_links_end_in_time_in_a_worker() -> None:
    payload = (b"<a href=x>y</a>" * 200_000) + FIRST.encode()
    with Worker("dalil.articles:read_article", seconds=10) as worker:
        with suppress(Unreadable):
            assert worker(payload).text
        assert worker(page().encode()).headline


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_damaged_pages_raise_nothing_else(data: st.DataObject) -> None:
    payload = bytearray(page(ld=LD).encode())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(payload) - 1))
        payload[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=12))
    with suppress(Unreadable):
        wording = read_article(bytes(payload))
        assert "\n\n".join(b.span.of(wording.text) for b in wording.blocks) == wording.text
