"""Every page, asked the way a browser, a program and an attacker ask."""

from __future__ import annotations

import asyncio
import gzip
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote

import pytest
from starlette.applications import Starlette

from dalil.archive import Archive
from dalil.collect.health import State
from dalil.errors import ArchiveBusy
from dalil.model import Route
from dalil.web import room
from dalil.web.desk import Desk
from dalil.web.guard import CONTENT_SECURITY_POLICY
from dalil.web.pages import sources

PAGES = (
    "/",
    "/kz",
    "/kz?source=gazette",
    "/kz?language=ru&source=vestnik",
    "/kz?before=60",
    "/a/a1",
    "/a/a1/v/a1-p1",
    "/a/a1?version=a1-e1",
    "/a/a5",
    "/f/a1-p2.0",
    "/f/a1-p2.5",
    "/search",
    "/search?q=journalists",
    "/search?q=nothing+at+all",
    "/capture/urn:uuid:1",
    "/changes",
    "/changes?kind=figure&country=kz",
    "/changes?source=gazette&since=2020-08-04",
    "/changes?kind=correction&until=2019",
    "/a/a1/diff/a1-p1/a1-p2",
    "/a/a1/diff/a1-p1/a1-p2?view=side",
    "/a/a1/diff/a1-p2/a1-p2",
    "/a/a2",
    "/series",
    "/series?of=fires&country=kz",
    "/series?country=ru",
    "/series?after=40",
    "/series/s1",
    "/series/s1?same=1",
    "/quotes",
    "/quotes?by=Alpysova&country=kz",
    "/quotes?about=nobody",
    "/quotes?after=30",
    "/indicators",
    "/indicator/fires",
    "/a/a1?show=figure,law,quote,name,event",
    "/a/a1/@2020-08-07T10:00Z",
    "/v/a1-p2/4-9",
    "/capture/urn:uuid:1?from=3&to=9",
    "/laws",
    "/laws/kz/criminal-code",
    "/laws/kz/criminal-code?article=130",
    "/laws/kz/criminal-code?article=1",
    "/sources",
    "/health",
    "/map",
    "/names",
    "/map?unit=1&per=&change=level",
    "/about",
)
WRONG = (
    "/zz",
    "/a/nope",
    "/a/a1/v/nope",
    "/a/a1/diff/nope/a1-p2",
    "/a/nope/diff/a1-p1/a1-p2",
    "/f/nope",
    "/series/nope",
    "/indicator/nope",
    "/capture/nope",
    "/laws/kz/nope",
    "/no/such/page",
)
WARC_BYTES = b"<html><script>alert(1)</script>\xff"


class Page(HTMLParser):
    """Elements, ids and links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def values(self, name: str) -> list[str]:
        return [value for _, attrs in self.elements if (value := attrs.get(name)) is not None]


@pytest.mark.parametrize("hl", ["en", "ru", "kk"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_whole(client: Any, path: str, hl: str) -> None:
    answer = client.get(path, cookie=f"hl={hl}")
    page = Page(answer.text)
    assert answer.status == 200
    assert answer["content-type"] == "text/html; charset=utf-8"
    assert f'<html lang="{hl}">' in answer.text
    assert sum(tag == "h1" for tag, _ in page.elements) == 1
    assert len(page.values("id")) == len(set(page.values("id")))
    assert len(answer.body) < 60_000


@pytest.mark.parametrize("path", PAGES + WRONG)
def test_pages_run_nothing_and_load_nothing_from_elsewhere(client: Any, path: str) -> None:
    answer = client.get(path)
    page = Page(answer.text)
    assert answer["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert answer["x-content-type-options"] == "nosniff"
    assert answer["referrer-policy"] == "no-referrer"
    assert not [
        a for _, attrs in page.elements for a in attrs if a.startswith("on") or a == "style"
    ]
    assert [a.get("src") for t, a in page.elements if t == "script"] == page.values("src")
    assert all(src.startswith("/static/") for src in page.values("src"))
    assert not any(tag in ("style", "iframe", "img", "object") for tag, _ in page.elements)


@pytest.mark.parametrize("path", PAGES)
def test_links_lead_somewhere(client: Any, path: str) -> None:
    page = Page(client.get(path).text)
    ids = set(page.values("id"))
    for tag, attrs in page.elements:
        href = attrs.get("href") or ""
        if href.startswith("#"):
            assert href[1:] in ids
        elif href.startswith("/"):
            assert client.get(href.partition("#")[0]).status == 200, href
        elif href:
            assert href.startswith("https://")
            assert "noreferrer" in (attrs.get("rel") or ""), tag


@pytest.mark.parametrize("path", WRONG)
def test_what_is_not_there_is_said_in_words(client: Any, path: str) -> None:
    page, twin = client.get(path), client.get(f"{path}.json")
    assert page.status == twin.status == 404
    assert "Traceback" not in page.text
    assert twin.json()["ok"] is False
    assert twin.json()["status"] == 404
    assert twin.json()["error"]


def test_only_reading_is_possible(client: Any) -> None:
    assert client.get("/", method="POST").status == 405
    assert client.get("/a/a1", method="DELETE").status == 405
    assert client.get("/", method="HEAD").status == 200


# ── names ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8765", "127.0.0.1:1", "[::1]:8765"])
def test_the_room_answers_to_its_names(client: Any, host: str) -> None:
    assert client.get("/about", host=host).status == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", ""])
def test_the_room_answers_to_no_other_name(client: Any, host: str) -> None:
    answer = client.get("/", host=host)
    assert answer.status == 421
    assert "Steppe" not in answer.text


# ── lists ────────────────────────────────────────────────────────────────────────────────────────


def test_a_card_says_what_its_outlet_prints(client: Any) -> None:
    text = client.get("/kz").text
    card = text[text.index("Attacks on Journalists") :][:1600]
    for said in (
        "Aru Bekova",
        'datetime="2020-08-06"',
        "from the byline, exact to the day",
        "The Steppe Gazette",
        "(more…)",
        "11 figures",
        "3 versions",
    ):
        assert said in card
    assert "undated" in text
    assert "guessed from the page’s text, exact to the month" in text


def test_pages_of_a_list_meet_without_gap_or_overlap(client: Any) -> None:
    seen: list[str] = []
    path: str | None = "/kz"
    while path:
        text = client.get(path).text
        seen += re.findall(r'class="headline"><a href="/a/(\w+)"', text)
        older = re.search(r'rel="next" href="([^"]+)"', text)
        path = older[1].replace("&amp;", "&") if older else None
    assert len(seen) == len(set(seen)) == 38
    assert 'rel="prev"' in text


def test_filters_keep_each_other_and_drop_the_place(client: Any) -> None:
    page = Page(client.get("/kz?source=gazette&before=60").text)
    languages = [h for h in page.values("href") if "language=en" in h]
    assert languages == ["/kz?source=gazette&language=en"]


@pytest.mark.parametrize("place", ["x", "1.5", "9" * 30, "-" + "9" * 30, "%00", "1e3"])
def test_a_place_that_is_none(client: Any, place: str) -> None:
    answer = client.get(f"/kz?before={place}")
    assert answer.status in (200, 400)
    assert "Traceback" not in answer.text


# ── an article ───────────────────────────────────────────────────────────────────────────────────


def marked(text: str, finding: str) -> str:
    """What a reader sees marked as this figure."""
    marks = re.findall(r'<mark data-f="([^"]*)">(.*?)</mark>', text, re.DOTALL)
    return "".join(re.sub(r"<[^>]+>", "", inner) for ids, inner in marks if finding in ids.split())


def test_figures_are_marked_and_noted(client: Any) -> None:
    text, data = client.get("/a/a1").text, client.get("/a/a1.json").json()
    assert len(data["findings"]) == 11
    for kept in data["findings"]:
        assert marked(text, kept["id"]) == kept["exact"]
        assert f'id="f-{kept["id"]}"' in text
        assert f'href="#f-{kept["id"]}"' in text
    note = text[text.index('id="f-a1-p2.0"') :][:1500]
    for said in ("at least", "attacks on journalists", "Kazakhstan", "Adal Media Fund", "87 %"):
        assert said in note


def test_the_text_is_the_publications(client: Any, emoji_paragraph: str) -> None:
    text = client.get("/a/a1").text
    shown = re.search(r'<p class="block paragraph">(.*?)</p>', text, re.DOTALL)
    assert shown
    assert re.sub(r"<[^>]+>", "", shown[1]) == emoji_paragraph


def test_versions_are_told_apart(client: Any) -> None:
    text = client.get("/a/a1/v/a1-p1").text
    assert "seen 6 Aug 2020" in text
    assert "changed 7 Aug 2020" in text
    assert "14 attacks" in text
    assert "This is an earlier wording." in text
    assert "At least 14 attacks on journalists were recorded in eight months." in text


def test_a_strangers_markup_stays_text(client: Any) -> None:
    for path in ("/", "/kz", "/a/a5", "/search?q=" + quote("<script>alert(1)</script>")):
        assert "<script>alert" not in client.get(path).text
    assert "&lt;script&gt;alert(1)" in client.get("/a/a5").text


def test_only_web_addresses_are_links(client: Any) -> None:
    for path in ("/a/a5", "/sources"):
        text = client.get(path).text
        assert "javascript:alert(1)" in text
        assert 'href="javascript' not in text


# ── what changed ─────────────────────────────────────────────────────────────────────────────────


def shown(text: str) -> str:
    """The words of a page, without its marks, in one line."""
    return " ".join(re.sub(r"<[^>]+>", "", text).split())


def test_a_change_says_what_was_and_what_is(client: Any) -> None:
    text = client.get("/changes").text
    row = text[text.index("7 Aug 2020") :][:2600]
    assert "<del>14</del>" in row
    assert "<ins>41</ins>" in row
    for said in ("Figures", "Correction", "Attacks on Journalists", "The Steppe Gazette"):
        assert said in row
    assert "between 6 Aug 2020 and 7 Aug 2020" in row
    assert 'href="/a/a1/diff/a1-p1/a1-p2"' in row
    assert "on its page and in its list" in row
    assert "a1-e1" not in text  # what the list said changed likewise: it is told once


def test_pages_of_changes_meet_without_gap_or_overlap(client: Any) -> None:
    seen: list[str] = []
    path: str | None = "/changes.json"
    while path:
        data = client.get(path).json()
        seen += [one["change"]["id"] for one in data["changes"]]
        assert data["total"] == 53
        path = data["older"] and f"/changes.json?before={data['older']}"
    assert len(seen) == len(set(seen)) == 53
    assert 'rel="next"' in client.get("/changes").text
    assert client.get("/changes.json?before=nothing").json()["changes"] == []


def test_filters_of_changes_heed_each_other(client: Any) -> None:
    text = client.get("/changes?country=kz&before=c7").text
    assert 'href="/changes?country=kz&amp;kind=figure"' in text
    assert client.get("/changes.json?kind=deletion&country=kg").json()["total"] == 1
    assert client.get("/changes.json?kind=deletion&country=kz").json()["total"] == 0
    assert "No change fits" in client.get("/changes?kind=deletion&country=kz").text


@pytest.mark.parametrize("day", ["yesterday", "2020-8-6", "20200806", "<script>", "９９９９"])
def test_a_day_that_is_none(client: Any, day: str) -> None:
    answer = client.get(f"/changes?since={quote(day)}")
    assert answer.status == 400
    assert "must be a day" in answer.text


def test_a_difference_has_both_texts(client: Any) -> None:
    text = client.get("/a/a1/diff/a1-p1/a1-p2").text
    old, new = (client.get(f"/a/a1/v/a1-p{n}.json").json()["version"] for n in (1, 2))
    inside = text[text.index('<article class="diff') : text.index("</article>")]
    inside = re.sub(r"<summary.*?</summary>", "", inside, flags=re.DOTALL)
    for version, other in ((old, "ins"), (new, "del")):
        said = shown(re.sub(rf"<{other}>.*?</{other}>", " ", inside, flags=re.DOTALL))
        wanted = " ".join(version["wording"]["text"].split())
        assert said.replace(" ", "") == wanted.replace(" ", "")
    assert "<del>14</del><ins>41</ins>" in inside
    assert "paragraphs are the same" in text


def test_changed_figures_lead_to_where_they_stand(client: Any) -> None:
    text = client.get("/a/a1/diff/a1-p1/a1-p2").text
    top = text[text.index("Changed figures") : text.index("In one column")]
    assert 'href="/f/a1-p1.0"' in top
    assert 'href="/f/a1-p2.0"' in top


def test_a_page_says_what_changed_in_it_and_whether_it_is_gone(client: Any) -> None:
    said = shown(client.get("/a/a1").text)
    assert "Version 2 of 2: the correction and 2 figures changed." in said
    assert 'href="/a/a1/diff/a1-p1/a1-p2"' in client.get("/a/a1").text
    assert "Gone from the publication" not in said
    assert "Gone from the publication since 9 Aug 2020; last seen there 8 Aug" in shown(
        client.get("/a/a2").text
    )
    assert "Версия 2 из 2. Изменилось: поправка и 2 показателя." in shown(
        client.get("/a/a1", cookie="hl=ru").text
    )


def test_other_dates_of_a_page_have_their_verdicts(client: Any) -> None:
    text = client.get("/a/a1").text
    dates = shown(text[text.index('<ul class="dates">') :][:1500])
    assert "2020-08-06T09:00:00+06:00 = 6 Aug 2020" in dates
    assert "another one comes first: from the byline" in dates
    assert "31.02.20" in dates
    assert "такой даты не бывает" in client.get("/a/a1", cookie="hl=ru").text


def test_the_front_page_has_the_newest_changed_figures(client: Any) -> None:
    text = client.get("/").text
    changed = text[text.index("Changed figures") : text.index("Newest figures")]
    assert changed.count("<del>14</del>") == 1
    assert 'href="/a/a1/diff/a1-p1/a1-p2"' in changed


# ── sources ──────────────────────────────────────────────────────────────────────────────────────


def test_a_source_says_how_it_fares(client: Any) -> None:
    text = client.get("/sources").text
    said = shown(text)
    assert "3 sources · refused: 1".replace(" · ", "") in said.replace(" · ", "")
    assert said.index("Вестник долины") < said.index("The Steppe Gazette")  # the worst first
    for words in (
        "! refused",
        "refused: robots.txt says no",
        "What to do: ask the publication",
        "! silent",
        "its feed",
        "7 Aug 2020, 10:00 UTC",
        "15 Jun – 27 Jul 2020",
        "– not followed",
    ):
        assert words in said
    ru = client.get("/sources", cookie="hl=ru").text
    assert '<p lang="en">refused: robots.txt says no</p>' in ru
    assert "отказывает" in ru


def test_every_state_of_a_source_has_words() -> None:
    assert tuple(sources.STATES) == get_args(State)
    assert set(sources.ROUTES) == set(get_args(Route))


def test_sources_for_programs_are_those_of_the_command(client: Any) -> None:
    data = client.get("/sources.json").json()
    assert [one["state"] for one in data] == ["silent", "refused", "not followed"]
    assert data[1]["problems"][0]["what"] == "refused: robots.txt says no"


# ── a figure and its bytes ───────────────────────────────────────────────────────────────────────


def test_a_figure_is_traced_down_to_bytes(client: Any) -> None:
    text = client.get("/f/a1-p2.0").text
    for said in (
        "131–133",
        "number.digits",
        "warc/2020-08.warc.gz",
        "✓ has its digest",
        "✗ do not have",
    ):
        assert said in text
    assert r"41\xff\x1b&lt;b&gt;" in text


def test_archived_bytes_can_only_be_stored(client: Any) -> None:
    answer = client.get("/capture/urn:uuid:1/bytes")
    assert answer.body == WARC_BYTES
    assert answer["content-type"] == "application/octet-stream"
    assert answer["content-disposition"].startswith("attachment; ")
    assert answer["content-security-policy"].startswith("sandbox;")


# ── search ───────────────────────────────────────────────────────────────────────────────────────


def test_matches_are_marked(client: Any) -> None:
    assert '<mark class="match">journalists</mark>' in client.get("/search?q=journalists").text


@pytest.mark.parametrize(
    "query",
    [
        "x" * 10_000,
        "(" * 10_000,
        '"broken',
        '" OR 1=1 --',
        "NEAR(a b, 99) * ^ : - AND",
        "\x00",
        "%",
        "a\x00b\r\n\t",
        "{name} {0} %s",
        "\u202e\u0301" * 50,
    ],
)
def test_hostile_questions_get_a_page(client: Any, query: str) -> None:
    for path in ("/search?q=", "/search.json?q="):
        answer = client.get(path + quote(query))
        assert answer.status == 200
        assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "raw", ["q=%ff%fe", "q=%ed%a0%80", "q=%", "q", "&&==", "q=1&q=2", "hl=xx&q=%F0%9F%98%80"]
)
def test_broken_query_strings_get_a_page(client: Any, raw: str) -> None:
    assert client.get(f"/search?{raw}").status == 200


def test_what_was_not_read_of_a_question_is_said(client: Any) -> None:
    text = client.get("/search?q=" + quote("(journalists place:Narnia")).text
    assert "A parenthesis without its other half was left out." in text
    assert "No country is known by the name “Narnia”" in text
    assert "<code>journalists narnia</code>" in text


def test_choices_say_how_much_each_leaves(client: Any) -> None:
    text = client.get("/search?q=journalists").text
    assert re.search(
        r'href="/search\?q=journalists&amp;source=gazette">[^<]+<span class="n">\d', text
    )


def test_sources_without_data_are_named_where_nothing_is_found(client: Any) -> None:
    text = client.get("/search?q=" + quote("nothing to:2019")).text
    assert "Nothing at all of that time is here from:" in text
    assert "Дала хабары" in text


def test_before_anything_is_asked_stands_how_to_ask(client: Any) -> None:
    text = client.get("/search").text
    assert 'href="/search?q=figure%3A%3E100"' in text


@pytest.mark.parametrize("form", ["json", "csv", "rss", "atom"])
def test_results_in_other_forms(client: Any, form: str) -> None:
    answer = client.get(f"/search.{form}?q=journalists")
    assert answer.status == 200
    assert "Journalists" in answer.text


def test_a_day_that_is_none_is_said(client: Any) -> None:
    assert client.get("/search?q=a&since=2020-13").status == 400
    assert client.get("/search?q=a&since=0000-01").status == 400


def test_a_long_question_says_that_it_was_cut(client: Any) -> None:
    assert "Only the first 1,000 characters" in client.get("/search?q=" + "x" * 1_001).text


# ── failures ─────────────────────────────────────────────────────────────────────────────────────


def failing(error: Exception) -> Starlette:
    def opening(_: object) -> Any:
        raise error

    return room("nowhere", opening=opening)


def test_the_archives_english_is_called_english(client: Any) -> None:
    text = client.get("/a/nope", cookie="hl=kk").text
    assert '<q lang="en">no article or version nope</q>' in text
    assert "Бұл мекенжайда ештеңе жоқ" in text
    assert 'lang="en">no article' not in client.get("/a/nope").text
    assert "<q" not in client.get("/zz", cookie="hl=ru").text  # said in Russian


def test_a_busy_archive_is_said(client: Any) -> None:
    answer = type(client)(failing(ArchiveBusy("the archive is being written", "wait"))).get("/")
    assert answer.status == 503
    assert "the archive is being written" in answer.text


def test_what_nobody_foresaw_is_a_page_without_its_secrets(client: Any) -> None:
    broken = type(client)(failing(RuntimeError("secret /home/someone")))
    for path in ("/", "/index.json"):
        answer = broken.get(path)
        assert answer.status == 500
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text
        assert answer["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert broken.get("/index.json").json()["ok"] is False


# ── JSON, language, static ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path",
    [
        "/index",
        "/kz",
        "/a/a1",
        "/f/a1-p2.0",
        "/search",
        "/capture/urn:uuid:1",
        "/changes",
        "/a/a1/diff/a1-p1/a1-p2",
        "/sources",
        "/about",
    ],
)
def test_pages_have_twins_for_programs(client: Any, path: str) -> None:
    answer = client.get(f"{path}.json")
    assert answer.status == 200
    assert answer["content-type"] == "application/json"
    answer.json()


def test_the_interface_speaks_the_readers_language(client: Any) -> None:
    assert '<html lang="ru">' in client.get("/", accept_language="ru-RU,en;q=0.5").text
    answer = client.get("/?hl=kk", accept_language="ru")
    assert '<html lang="kk">' in answer.text
    assert "hl=kk" in answer["set-cookie"]
    assert "SameSite=lax" in answer["set-cookie"]


def test_the_room_that_one_is_in_is_marked(client: Any) -> None:
    for path in ("/changes", "/sources", "/about"):
        text = client.get(path).text
        assert re.findall(r'<a href="(/\w+)" aria-current="page"', text) == [path]
    assert 'aria-current="page"' not in client.get("/").text


def test_static_files_may_be_kept(client: Any) -> None:
    href = next(h for h in Page(client.get("/").text).values("href") if h.startswith("/static/"))
    assert "immutable" in client.get(href)["cache-control"]
    assert client.get("/static/../routes.py").status == 404


def test_pages_are_light(client: Any) -> None:
    static = Path(__file__).parents[2] / "src/dalil/web/static"
    assert sum(path.stat().st_size for path in static.glob("*.js")) <= 20_480
    packed = sum(len(gzip.compress(path.read_bytes(), 5)) for path in static.iterdir())
    longest = client.get("/a/a1", accept_encoding="gzip")
    assert longest["content-encoding"] == "gzip"
    assert len(longest.body) + packed < 60_000


@pytest.mark.parametrize(
    ("language", "dozens"), [("en", "“dozens” 12"), ("ru", "— 12"), ("kk", "— 12")]
)
def test_the_convention_in_use_is_named(client: Any, language: str, dozens: str) -> None:
    page = client.get("/about", accept_language=language).text
    assert "acled" in page
    assert dozens in page
    for path in ("/about", "/index", "/changes", "/f/a1-p2.0", "/a/a1"):
        assert client.get(f"{path}.json").json()["convention"] == "acled", path


def test_a_room_that_was_shut_opens_again(invented_archive: Archive) -> None:
    desk = Desk(lambda: invented_archive)
    for _ in range(2):
        assert asyncio.run(desk.ask(lambda archive: archive.counts()["articles"])) == 39
        desk.close()
