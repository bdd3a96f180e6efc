"""What robots.txt forbids: RFC 9309 as a table of our own, and what holds where the file is not had."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.net import robots
from dalil.net.client import Exchange
from dalil.net.robots import Robots

NOW = datetime(2026, 10, 1, 6, 0, tzinfo=UTC)
ORIGIN = "https://gazette.example"


def answer(status: int, body: bytes = b"", *headers: tuple[str, str]) -> Exchange:
    return Exchange(
        url=ORIGIN + "/robots.txt",
        status=status,
        reason="",
        http_version="HTTP/1.1",
        headers=headers,
        body=body,
        request=b"",
        fetched_at=NOW,
        ip="9.9.9.9",
    )


def rules(text: str | bytes) -> Robots:
    body = text if isinstance(text, bytes) else text.encode()
    return robots.read(ORIGIN, answer(200, body), NOW)


# A file, then paths: "+" may be fetched, "-" may not.
CASES = [
    ("", "+/ +/a"),
    ("User-agent: *\nDisallow:", "+/ +/a"),
    ("User-agent: *\nDisallow: /", "-/ -/a +/robots.txt"),
    ("User-agent: *\nDisallow: /a", "-/a -/ab -/a/b -/a?b +/b +/ba +/A"),
    ("User-agent: *\nDisallow: /a/", "+/a -/a/ -/a/b"),
    ("user-AGENT: *\ndisALLOW: /a", "-/a"),
    ("User-agent:*\nDisallow:/a", "-/a"),
    ("User-agent : *\nDisallow : /a", "-/a"),
    ("  User-agent: *  \n\tDisallow: /a  # why", "-/a"),
    ("# first\nUser-agent: * # all\n\n\nDisallow: /a", "-/a"),
    ("Disallow: /a", "+/a"),  # of nobody
    ("Disallow: /a\nUser-agent: *\nDisallow: /b", "+/a -/b"),
    # whose group
    ("User-agent: Dalil\nDisallow: /a", "-/a"),
    ("User-agent: dALIL\nDisallow: /a", "-/a"),
    ("User-agent: Dalil/1.0\nDisallow: /a", "-/a"),
    ("User-agent: Dalil bot\nDisallow: /a", "-/a"),
    ("User-agent: Other\nDisallow: /a", "+/a"),
    ("User-agent: Dal\nDisallow: /a", "+/a"),
    ("User-agent: Dalila\nDisallow: /a", "+/a"),
    ("User-agent: My-Dalil\nDisallow: /a", "+/a"),
    ("User-agent: Dalil\nDisallow: /a\nUser-agent: *\nDisallow: /b", "-/a +/b"),
    ("User-agent: *\nDisallow: /b\nUser-agent: Dalil\nDisallow: /a", "-/a +/b"),
    ("User-agent: *\nDisallow: /\nUser-agent: Dalil\nDisallow:", "+/a"),
    ("User-agent: *\nDisallow: /\nUser-agent: Dalil\nAllow: /a", "+/a +/b"),
    ("User-agent: Dal\nAllow: /\nUser-agent: *\nDisallow: /a", "-/a"),
    ("User-agent: Other\nUser-agent: Dalil\nDisallow: /a", "-/a"),
    ("User-agent: Dalil\nUser-agent: Other\nDisallow: /a", "-/a"),
    ("User-agent: *\nUser-agent: Other\nDisallow: /a", "-/a"),
    ("User-agent: Dalil\nDisallow: /a\nUser-agent: Other\nDisallow: /c\nUser-agent: Dalil\nDisallow: /b", "-/a -/b +/c"),
    ("User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "-/a -/b"),
    ("User-agent: *\n\nDisallow: /a", "-/a"),  # an empty line ends nothing
    ("User-agent: *\nSitemap: /s.xml\nDisallow: /a", "-/a"),
    ("User-agent: Other\nSitemap: /s.xml\nUser-agent: Dalil\nDisallow: /a", "-/a"),
    ("User-agent: * *\nDisallow: /a", "-/a"),
    ("User-agent: *x\nDisallow: /a", "+/a"),
    # the longest match decides; of two alike, Allow
    ("User-agent: *\nAllow: /a\nDisallow: /", "+/a +/ab -/b"),
    ("User-agent: *\nDisallow: /\nAllow: /a", "+/a +/ab -/b"),
    ("User-agent: *\nDisallow: /a/b\nAllow: /a", "-/a/b +/a/c"),
    ("User-agent: *\nDisallow: /a\nAllow: /a/b", "+/a/b -/a/c"),
    ("User-agent: *\nDisallow: /a\nAllow: /a", "+/a"),
    ("User-agent: *\nAllow: /page\nDisallow: /*.htm", "-/page.htm +/page"),
    ("User-agent: *\nAllow: /\nDisallow: /x", "+/ -/x"),
    ("User-agent: *\nAllow: /$\nDisallow: /", "+/ -/a"),
    # wildcards
    ("User-agent: *\nDisallow: /*.php", "-/a.php -/a.php?b -/a/b.php/c +/a.ph +/php"),
    ("User-agent: *\nDisallow: /*.php$", "-/a.php +/a.php?b +/a.php5 -/a/b.php"),
    ("User-agent: *\nDisallow: /a*c", "-/ac -/abc -/abcd -/a/b/c +/ab +/bac"),
    ("User-agent: *\nDisallow: /a*", "-/a -/ab +/b"),
    ("User-agent: *\nDisallow: *", "-/ -/a"),
    ("User-agent: *\nDisallow: *b", "-/b -/ab +/a"),
    ("User-agent: *\nDisallow: /a$", "-/a +/ab +/a/ +/a?b"),
    ("User-agent: *\nDisallow: /a$b", "-/a$b +/a"),
    ("User-agent: *\nDisallow: /*/*/c", "-/a/b/c +/a/c"),
    ("User-agent: *\nDisallow: /a**b", "-/ab -/axb +/a"),
    ("User-agent: *\nDisallow: /*?", "-/a?b -/?s=x +/a"),
    ("User-agent: *\nDisallow: /*?s=", "-/?s=x +/?q=x&s"),
    ("User-agent: *\nDisallow: /fish*.php$", "-/fish.php -/fishheads/cat.php +/fish.php?id +/Fish.php"),
    # how characters are written
    ("User-agent: *\nDisallow: /каз", "-/каз -/%D0%BA%D0%B0%D0%B7 -/%d0%ba%d0%b0%d0%b7ах +/ка"),
    ("User-agent: *\nDisallow: /%D0%BA", "-/к -/%d0%ba"),
    ("User-agent: *\nDisallow: /a%3cd", "-/a%3Cd -/a%3cd"),
    ("User-agent: *\nDisallow: /%7ejoe/", "-/~joe/ -/%7Ejoe/"),
    ("User-agent: *\nDisallow: /a%2Fb", "-/a%2Fb +/a/b"),
    ("User-agent: *\nDisallow: /a/b", "+/a%2Fb"),
    # how files are written
    ("\ufeffUser-agent: *\nDisallow: /a", "-/a"),
    ("User-agent: *\r\nDisallow: /a\r\nDisallow: /b", "-/a -/b +/c"),
    ("User-agent: *\rDisallow: /a\rDisallow: /b", "-/a -/b +/c"),
    ("User-agent: *\nDisallow: /a\x0bDisallow: /b", "+/b"),
    ("<!DOCTYPE html><html><body>Not here</body></html>", "+/ +/a"),
    ("User-agent: *\nNoindex: /b\nDisallow: /a\nWhatever", "-/a +/b"),
    ("User-agent: *\nDisallow: a", "+/a"),
]  # fmt: skip
EXPECTED = [(text, path[1:], path[0] == "+") for text, paths in CASES for path in paths.split()]


def test_the_table_is_large_enough():
    assert len(EXPECTED) >= 100


@pytest.mark.parametrize(("text", "path", "may"), EXPECTED)
def test_the_rules(text: str, path: str, may: bool):
    assert rules(text).may_fetch(ORIGIN + path) is may


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("", None),
        ("User-agent: *\nCrawl-delay: 10", 10.0),
        ("User-agent: *\nCrawl-delay: 0.5", 0.5),
        ("User-agent: *\nCrawl-delay: -1", None),
        ("User-agent: *\nCrawl-delay: nan", None),
        ("User-agent: *\nCrawl-delay: inf", None),
        ("User-agent: *\nCrawl-delay: soon", None),
        ("User-agent: Other\nCrawl-delay: 10", None),
        ("User-agent: Dalil\nCrawl-delay: 5\nUser-agent: *\nCrawl-delay: 10", 5.0),
        ("Crawl-delay: 10", None),
    ],
)
def test_the_delay(text: str, delay: float | None):
    assert rules(text).delay == delay


def test_the_sitemaps():
    named = rules(
        "Sitemap: https://gazette.example/s.xml\nUser-agent: Other\nDisallow: /\n"
        "SITEMAP: /news.xml\nSitemap: https://gazette.example/s.xml\nSitemap:\n"
        "Sitemap: https://cdn.example/s.xml.gz"
    ).sitemaps
    assert named == (
        "https://gazette.example/s.xml",
        "https://gazette.example/news.xml",
        "https://cdn.example/s.xml.gz",
    )


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 301, 302])
def test_without_a_file_all_is_free(status: int):
    got = robots.read(ORIGIN, answer(status, b"User-agent: *\nDisallow: /"), NOW)
    assert got.may_fetch(ORIGIN + "/a")
    assert got.expires_at == NOW + timedelta(hours=24)
    assert (got.delay, got.sitemaps) == (None, ())


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 599])
def test_a_file_that_cannot_be_had_closes_the_site(status: int):
    got = robots.read(ORIGIN, answer(status), NOW)
    assert not got.may_fetch(ORIGIN + "/a")
    assert str(status) in (got.why or "")
    assert got.expires_at < NOW + timedelta(hours=1)


def test_an_earlier_copy_speaks_on_for_a_month():
    before = rules("User-agent: *\nDisallow: /a")
    later = NOW + timedelta(days=29)
    got = robots.read(ORIGIN, answer(503), later, before)
    assert (got.may_fetch(ORIGIN + "/a"), got.may_fetch(ORIGIN + "/b")) == (False, True)
    assert later < got.expires_at < later + timedelta(hours=1)
    again = robots.read(ORIGIN, answer(503), NOW + timedelta(days=31), got)
    assert not again.may_fetch(ORIGIN + "/b")


def test_a_damaged_file_closes_the_site():
    got = robots.read(
        ORIGIN, answer(200, b"\x1f\x8b\x08 broken", ("Content-Encoding", "gzip")), NOW
    )
    assert got.access == "closed"


def test_a_huge_file_is_read_to_its_500th_kib_and_quickly():
    lines = b"User-agent: *\n" + b"Disallow: /early/*a*b*c*d\n" * 30_000 + b"Disallow: /late/\n"
    got = rules(lines)
    assert 0 <= 500 * 1024 - len(got.body) < 30  # whole lines only
    began = time.process_time()
    assert got.may_fetch(ORIGIN + "/late/")
    assert got.may_fetch(ORIGIN + "/early/" + "abc" * 2_000)
    assert time.process_time() - began < 5


def test_stars_do_not_blow_up():
    got = rules("User-agent: *\nDisallow: /" + "*a" * 200 + "$")
    began = time.process_time()
    assert got.may_fetch(ORIGIN + "/" + "a" * 7_000 + "b")
    assert time.process_time() - began < 1


@given(st.binary(max_size=300), st.text(max_size=30))
def test_no_file_breaks_anything(body: bytes, path: str):
    for text in (body, b"User-agent: *\nDisallow: " + body, b"Sitemap: " + body):
        got = rules(text)
        got.may_fetch(ORIGIN + "/" + path)
        assert got.delay is None or got.delay >= 0
        assert isinstance(got.sitemaps, tuple)
