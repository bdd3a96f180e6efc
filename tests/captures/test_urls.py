"""Addresses of one article have one key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.captures.urls import host_of, url_key

SAME = [
    ("https://www.gazette.example/a/", "http://gazette.example/a"),
    ("https://gazette.example/a?utm_source=x&id=1", "https://gazette.example/a?id=1"),
    ("https://gazette.example/a?b=2&a=1", "https://gazette.example/a?a=1&b=2"),
    ("https://gazette.example/a#more-12", "https://gazette.example/a"),
    ("https://gazette.example:443/a/amp/", "https://gazette.example/a"),
    ("https://GAZETTE.example/a", "https://gazette.example/a"),
]
DIFFERENT = [
    ("https://gazette.example/a?p=1", "https://gazette.example/a?p=2"),
    ("https://gazette.example/A", "https://gazette.example/a"),
    ("https://gazette.example:8080/a", "https://gazette.example/a"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same(one, other):
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different(one, other):
    assert url_key(one) != url_key(other)


@pytest.mark.parametrize(
    "url", ["", "page.html", "mailto:a@b.example", "file:///x", "http://[bad", "http://a:b/"]
)
def test_no_address(url):
    assert url_key(url) is None
    assert host_of(url) is None


@given(
    st.from_regex(
        r"https?://[a-z]{1,9}\.example(/[A-Za-z0-9._~%-]{0,9}){0,4}(\?[a-z]=[a-z0-9]{0,3}(&[a-z]=[a-z]?){0,3})?",
        fullmatch=True,
    )
)
def test_the_key_of_a_key_is_the_key(url):
    key = url_key(url)
    assert key is not None
    assert url_key("https://" + key) == key
