"""SURT keys by the rules of the Internet Archive's canonicalizer, and the lines of an index."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.captures import cdxj
from dalil.captures.surt import surt
from dalil.model import Capture

SESSION = "0123456789abcdef0123456789ABCDEF"
KEYS = [
    ("http://example.com", "com,example)/"),
    ("https://www.Example.com/Foo/Bar/?b=2&A=1#x", "com,example)/foo/bar?a=1&b=2"),
    ("http://www2.example.com:80/a//b/./c/../d/", "com,example)/a/b/d"),
    ("https://example.com:443/x", "com,example)/x"),
    ("http://example.com:443/x", "com,example:443)/x"),
    ("http://example.com:8080/x", "com,example:8080)/x"),
    ("http://user:pw@example.com/", "com,example)/"),
    (f"http://example.com/?PHPSESSID={SESSION}&x=1", "com,example)/?x=1"),
    (f"http://example.com/a?x=1&sid={SESSION}", "com,example)/a?&x=1"),
    (f"http://example.com/a?jsessionid={SESSION}", "com,example)/a"),
    ("http://example.com/a?cfid=12&cftoken=34&z=1", "com,example)/a?z=1"),
    (
        "http://example.com/(S(4hqa0555fwsecu455xqckv45))/mileg.aspx?page=sessions",
        "com,example)/mileg.aspx?page=sessions",
    ),
    ("http://example.com/a%20b/%D0%BA%D0%B0%D0%B7", "com,example)/a%20b/%d0%ba%d0%b0%d0%b7"),
    ("http://example.com/каз?к=з", "com,example)/%d0%ba%d0%b0%d0%b7?%d0%ba=%d0%b7"),
    ("http://казах.kz/x", "kz,xn--80aauk2d)/x"),
    ("http://example.com/?", "com,example)/"),
    ("http://example.com/a?foo&bar=&b=1&a", "com,example)/a?a&b=1&bar=&foo"),
    ("http://EXAMPLE.com/a?B=1&a=2&B=0", "com,example)/a?a=2&b=0&b=1"),
    ("http://192.168.1.254/info/", "254,1,168,192)/info"),
    ("http://[2001:db8::1]/x", "2001:db8::1)/x"),
    ("http://example..com./x", "com,example)/x"),
    ("https://example.com/%2525/a%2Fb", "com,example)/%25/a/b"),
    ("http://example.com/a+b?q=a+b&r=%26", "com,example)/a+b?&q=a+b&r="),
    ("http://example.com/../../a", "com,example)/a"),
    ("http://example.com/a%zz", "com,example)/a%25zz"),
    ("http://www.www1.example.com/", "com,example,www1)/"),
    ("ftp://www.example.com/x", "com,example)/x"),
    ("file:///dir/a%20b.html", "file:/dir/a%20b.html"),
    ("urn:uuid:1", "urn:uuid:1"),
    ("  http://exa\tmple.com/x y  ", "com,example)/x%20y"),
]


@pytest.mark.parametrize(("url", "key"), KEYS)
def test_keys(url, key):
    assert surt(url) == key


@given(st.text(max_size=80), st.sampled_from(["", "http://", "https://a.example/", "file:///"]))
def test_any_text_has_a_key_of_one_word(text, start):
    key = surt(start + text)
    assert key.isascii()
    assert " " not in key
    assert "\n" not in key


@pytest.mark.parametrize("unit", ["%25", "sid=", "a&", "/..", "(s(", "cfid=1&cftoken="])
def test_a_long_address_takes_no_time(unit):
    began = time.process_time()
    surt("http://a.example/?" + unit * 100_000)
    surt(("http://a.example/" + unit * 4000)[:4096])
    surt(("http://a.example/?" + unit * 4000)[:4096])
    assert time.process_time() - began < 2


PLACE = Capture(
    id="urn:uuid:1",
    url="https://gazette.example/b?y=1&x=2",
    name=None,
    captured_at=datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC),
    kept_at=datetime(2021, 3, 5, tzinfo=UTC),
    media_type="text/html",
    digest="sha256:00",
    length=9,
    file="00002.warc.gz",
    offset=77,
    size=500,
    status=200,
)


def test_a_line_says_where_the_record_stands():
    key, timestamp, rest = cdxj.line(PLACE, {}).split(" ", 2)
    assert (key, timestamp) == ("example,gazette)/b?x=2&y=1", "20210304050607")
    assert json.loads(rest) == {
        "url": PLACE.url,
        "mime": "text/html",
        "status": "200",
        "digest": "sha256:00",
        "length": "500",
        "offset": "77",
        "filename": "00002.warc.gz",
    }


def test_a_line_takes_what_the_record_says():
    headers = {
        "warc-type": "revisit",
        "warc-target-uri": "<https://gazette.example/c>",
        "warc-date": "2020-01-02T03:04:05.678Z",
        "warc-payload-digest": "sha1:ABC",
    }
    line = cdxj.line(replace(PLACE, status=None), headers)
    assert line.startswith("example,gazette)/c 20200102030405 ")
    said = json.loads(line.split(" ", 2)[2])
    assert (said["mime"], said["digest"]) == ("warc/revisit", "sha1:ABC")
    assert "status" not in said
