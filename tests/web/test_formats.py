"""Every page's address also answers in other forms, complete and counted."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from lxml import etree

from dalil.export.figures import COLUMNS
from dalil.web.charts.picture import policy
from dalil.web.formats import COUNT
from dalil.web.routes import PAGES

ATOM = "{http://www.w3.org/2005/Atom}"
PLACES = {
    "{country:country}": "kz",
    "{article}": "a1",
    "{version}": "a1-p1",
    "{old}": "a1-p1",
    "{new}": "a1-p2",
    "{finding}": "a1-p2.0",
    "{capture}": "urn:uuid:1",
    "{series}": "s1",
    "{indicator}": "fires",
    "/laws/{country}/{act}": "/laws/kz/criminal-code",
    "{moment}": "2020-08-06T10:00Z",
    "{start:int}": "0",
    "{end:int}": "5",
}
ELSEWHERE = ("{case}", "{contradiction}", "{name}")  # tested with archives that have them
STEMS = sorted(
    stem
    for _, _, path in PAGES
    if path and not any(one in (stem := path.removesuffix(".json")) for one in ELSEWHERE)
)
LISTS = ("/index", "/kz", "/search", "/changes", "/figures", "/kz/figures")


def filled(stem: str) -> str:
    for blank, value in PLACES.items():
        stem = stem.replace(blank, value)
    return stem


def rows(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("form", ["json", "csv"])
def test_every_page_has_json_and_csv(client: Any, stem: str, form: str) -> None:
    answer = client.get(f"{filled(stem)}.{form}")
    assert answer.status == 200
    if form == "csv":
        assert answer["content-type"] == "text/csv; charset=utf-8"
        assert answer["content-disposition"].startswith("attachment")
        assert len(rows(answer)) == int(answer[COUNT])
    else:
        assert answer.json()


@pytest.mark.parametrize("stem", LISTS)
def test_lists_are_feeds(client: Any, stem: str) -> None:
    asked = "?q=journalists" if stem == "/search" else ""
    atom = etree.fromstring(client.get(f"{stem}.atom{asked}").body)
    rss = etree.fromstring(client.get(f"{stem}.rss{asked}").body)
    ids = [one.findtext(f"{ATOM}id") for one in atom.iter(f"{ATOM}entry")]
    guids = [one.findtext("guid") for one in rss.iter("item")]
    assert ids
    assert ids == guids
    assert len(set(ids)) == len(ids)
    for entry in atom.iter(f"{ATOM}entry"):
        assert entry.findtext(f"{ATOM}updated")
        assert entry.find(f"{ATOM}link").get("href").startswith("http://127.0.0.1:8765/")


def test_a_feed_says_of_how_many_it_has_the_newest(client: Any) -> None:
    total = client.get("/kz.json").json()["total"]
    feed = etree.fromstring(client.get("/kz.atom").body)
    entries = len(list(feed.iter(f"{ATOM}entry")))
    assert feed.findtext(f"{ATOM}subtitle") == f"The newest {entries} of {total}"


@pytest.mark.parametrize("stem", ["/quotes", "/contradictions"])
def test_what_is_found_is_a_feed(client: Any, stem: str) -> None:
    for form in ("atom", "rss"):
        answer = client.get(f"{stem}.{form}")
        assert answer.status == 200
        etree.fromstring(answer.body)


def test_an_articles_id_is_the_same_in_every_feed(client: Any) -> None:
    def ids(path: str) -> dict[str, str]:
        tree = etree.fromstring(client.get(path).body)
        return {
            one.findtext(f"{ATOM}title"): one.findtext(f"{ATOM}id")
            for one in tree.iter(f"{ATOM}entry")
        }

    one, other = ids("/index.atom"), ids("/search.atom?q=journalists&language=en")
    assert other
    assert all(one[title] == id_ for title, id_ in other.items())


def test_a_form_that_a_page_has_not_is_not_there(client: Any) -> None:
    for path in ("/sources.rss", "/about.svg", "/a/a1.atom", "/figures.svg", "/figures.vl.json"):
        answer = client.get(path)
        assert answer.status == 404, path
        assert answer.json()["ok"] is False


def test_pages_name_their_forms(client: Any) -> None:
    page = client.get("/kz?language=ru").text
    for form in ("json", "csv", "rss", "atom"):
        assert f'href="/kz.{form}?language=ru"' in page
    assert 'type="application/atom+xml" href="/kz.atom?language=ru"' in page
    assert "/kz.svg" not in page
    assert 'href="/index.csv"' in client.get("/").text


def test_csv_of_articles_is_the_whole_list(client: Any) -> None:
    answer = client.get("/kz.csv")
    total = client.get("/kz.json").json()["total"]
    assert len(rows(answer)) == total == int(answer[COUNT])
    assert total > 20  # more than a page


def test_figures_as_csv(client: Any) -> None:
    answer = client.get("/figures.csv")
    found = rows(answer)
    assert tuple(found[0]) == COLUMNS
    assert len(found) == int(answer[COUNT]) == client.get("/figures.json").json()["total"]
    (attacks,) = (
        row for row in found if row["of"] == "attacks on journalists" and row["value"] == "41"
    )
    assert attacks["bound"] == "min"
    assert attacks["attribution"] == "Adal Media Fund"
    assert attacks["archived"] == "http://127.0.0.1:8765/capture/urn%3Auuid%3A1"
    assert "🛖" in attacks["sentence"]
    assert not answer.body.startswith(b"\xef\xbb\xbf")
    assert client.get("/figures.csv?bom=1").body.startswith(b"\xef\xbb\xbf")


def test_figures_as_json_have_all_fields(client: Any) -> None:
    data = client.get("/figures.json?unit=1").json()
    assert data["total"] == len(data["figures"])
    assert data["asked"]["unit"] == "1"
    assert {one["kept"]["finding"]["value"]["unit"] for one in data["figures"]} == {"1"}


def test_charts_stand_alone(client: Any) -> None:
    answer = client.get("/figures.svg?unit=1&hl=ru")
    assert answer["content-security-policy"] == policy()
    root = etree.fromstring(answer.body)
    assert root.get("lang") == "ru"
    links = [a.get("href") for a in root.iter("{http://www.w3.org/2000/svg}a")]
    assert links
    assert all(link.startswith("http://127.0.0.1:8765/f/") for link in links)
    spec = client.get("/figures.vl.json?unit=1").json()
    assert len(spec["data"]["values"]) == len(links)


def test_bad_filters_are_told(client: Any) -> None:
    for query in ("least=many", "order=up", "status=maybe", "since=soon", "most=1e999"):
        answer = client.get(f"/figures.json?{query}")
        assert answer.status == 400, query
        assert "must be" in answer.json()["error"]
        assert client.get(f"/figures?{query}").status == 400
    assert client.get("/figures?least=1%20000%2C5&of=" + "x" * 5000).status == 200
