"""The bundled archive is what its sources give, sound, and holds what was planted in it."""

from __future__ import annotations

import html
import importlib.util
import io
import re
import sys
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from dalil import demo

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PLANTED = tomllib.loads((HERE / "planted.toml").read_text("utf-8"))["planted"]
EXPECTED = tomllib.loads((HERE / "expected.toml").read_text("utf-8"))


@cache
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("demo_build", ROOT / "scripts/demo/build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["demo_build"] = module
    spec.loader.exec_module(module)
    return module


@cache
def built() -> bytes:
    return builder().build()


@dataclass(frozen=True)
class Page:
    url: str
    at: datetime
    status: str
    words: str


@cache
def pages() -> tuple[Page, ...]:
    with demo.warc_path().open("rb") as stream:
        return tuple(
            _page(record) for record in ArchiveIterator(stream) if record.rec_type == "response"
        )


def _page(record) -> Page:
    charset = record.http_headers.get_header("Content-Type").partition("charset=")[2]
    return Page(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        at=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
        status=record.http_headers.statusline,
        words=_words(record.content_stream().read().decode(charset)),
    )


def _words(page: str) -> str:
    body = page[page.index("<body") :]
    apart = re.sub(r"</?(?:p|h\d|div|li|td|tr|blockquote|header|span|a|time)\b[^>]*>", " ", body)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", apart))).replace(" ,", ",")


def test_the_archive_is_up_to_date_with_its_sources():
    module = builder()
    kept = module.contents(demo.warc_path().read_bytes())
    assert kept == module.contents(built()), "run scripts/demo/build.py"


def test_building_twice_gives_the_same_bytes():
    assert builder().build() == built()


def test_it_is_small():
    assert demo.warc_path().stat().st_size < 400_000


def test_it_is_a_sound_warc():
    class Arguments:
        inputs = (str(demo.warc_path()),)
        verbose = False

    check = Checker(Arguments)
    check.process_all()
    assert check.exit_value == 0


def test_every_record_is_its_own_gzip_member():
    data = demo.warc_path().read_bytes()
    records = ArchiveIterator(io.BytesIO(data))
    offsets = [records.get_record_offset() for _ in records]
    assert all(data[at : at + 2] == b"\x1f\x8b" for at in offsets)
    assert len(set(offsets)) == len(pages()) + 1


def test_dates_rise_and_are_never_before_publication():
    seen = [page.at for page in pages()]
    assert seen == sorted(seen)
    for article in EXPECTED["article"]:
        date = article.get("date", article.get("page_date"))
        first = min((p.at for p in pages() if p.url == article["url"]), default=None)
        assert first is None or date is None or first.date().isoformat() >= date


def test_nothing_points_out_of_the_reserved_domains():
    hosts = {re.sub(r"https?://([^/]+).*", r"\1", page.url) for page in pages()}
    assert hosts == {"steppe-monitor.example", "noviy-meridian.example", "tansari.example"}


def test_sources_name_the_three_publications():
    assert [source.id for source in demo.sources()] == [
        "steppe-monitor",
        "noviy-meridian",
        "tansari",
    ]
    for page in pages():
        assert sum(page.url.startswith(source.url) for source in demo.sources()) == 1


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted["what"])
def test_what_was_planted_is_there(planted):
    for at in planted["at"]:
        found = [page for page in pages() if page.url == at["url"]]
        if "captured" in at:
            found = [page for page in found if page.at == at["captured"]]
        assert found, f"no capture of {at['url']}"
        for page in found:
            assert at["says"] in page.words
            assert page.status == at.get("http", "200 OK")


def test_values_planted_are_the_values_listed():
    for planted in PLANTED:
        if planted["kind"] == "series":
            listed = [at["value"] for at in planted["at"]]
            assert [value for value in planted["values"] if value in listed] == listed


def test_the_deleted_article_is_gone_from_later_lists():
    (deleted,) = (p for p in PLANTED if p["kind"] == "deleted")
    headline = deleted["at"][1]["says"]
    later = [p for p in pages() if p.url == deleted["at"][1]["url"] and p.at.year >= 2024]
    assert later
    assert not any(headline in page.words for page in later)


def test_parts_and_ratios_are_wrong_as_planted():
    for planted in PLANTED:
        if planted["kind"] == "parts and total":
            assert sum(planted["parts"]) == planted["sum"] != planted["total"]
        if planted["kind"] == "ratio":
            assert abs(100 * planted["part"] / planted["whole"] - planted["stated"]) > 1


# ── expected.toml agrees with the sources ────────────────────────────────────────────────────────


def _expected_of(module: ModuleType, article) -> dict[str, str]:
    outlet = module.read_outlets()[article.outlet]
    newest = article.as_of(datetime(2026, 11, 1, tzinfo=UTC))
    day = outlet.local(article.published).date().isoformat()
    printed = {"byline": article.byline, "date": day} if article.dated else {}
    marked = {} if article.dated or outlet.theme != "wordpress" else {"page_date": day}
    fields = {
        "url": outlet.url(article),
        "source": outlet.id,
        "headline": newest.headline,
        **printed,
        **marked,
        "language": article.language,
        "country": article.country,
    }
    return {key: value for key, value in fields.items() if value is not None}


def test_expected_entries_are_those_of_the_sources():
    module = builder()
    assert EXPECTED["article"] == [_expected_of(module, each) for each in module.read_articles()]


def test_every_article_stands_on_a_listing_of_its_outlet():
    module = builder()
    for article in module.read_articles():
        outlet = module.read_outlets()[article.outlet]
        lists = {outlet.base + crawl.path for crawl in outlet.crawls}
        headlines = {article.headline, article.as_of(datetime.max.replace(tzinfo=UTC)).headline}
        on_lists = [p for p in pages() if p.url.split("?")[0].split("page/")[0] in lists]
        assert any(h in page.words for page in on_lists for h in headlines), article.slug


@pytest.mark.parametrize(
    "figure", EXPECTED["figure"], ids=lambda figure: f"{figure['url'][-30:]}: {figure['exact']}"
)
def test_expected_figures_stand_in_their_articles(figure):
    assert figure["within"].count(figure["exact"]) == 1
    newest = [page for page in pages() if page.url == figure["url"]][-1]
    assert newest.words.count(figure["within"]) == 1


def test_no_article_is_too_short_or_too_long():
    module = builder()
    lengths = {a.slug: len(a.text.split()) for a in module.read_articles()}
    assert all(120 <= length <= 450 for length in lengths.values()), lengths


def test_the_same_article_in_three_languages_came_out_on_one_day():
    module = builder()
    (trio,) = (p for p in PLANTED if p["kind"] == "translation")
    days = {
        article.published
        for article in module.read_articles()
        for at in trio["at"]
        if at["url"].rstrip("/").removesuffix(".html").endswith(article.slug)
    }
    assert len(days) == 1
    assert next(iter(days)) - datetime(2022, 11, 28, tzinfo=UTC) < timedelta(days=1)
