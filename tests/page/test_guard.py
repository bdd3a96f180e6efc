"""Shapes that harm parsers are refused at once, and real ones are not."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.errors import Unreadable
from dalil.page.guard import MAX_ATTRIBUTES, MAX_BYTES, MAX_DEPTH, check

REFUSED = {
    "empty": (b"", "0 bytes"),
    "white space": (b" \r\n\t \n", "white space"),
    "200 MB": (bytes(200_000_000), "200.0 MB, the limit is 5.0 MB"),
    "PDF": (b"%PDF-1.7 ...", "a PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n....", "a PNG picture"),
    "binary": (bytes(range(256)) * 20, "binary data"),
    "nested": (b"<div>" * 100_000, "nested more than 2,000 deep"),
    "nested in UTF-16": (("<div>" * 100_000).encode("utf-16"), "nested more than"),
    "nested with stray ends": (b"<div></p></x>" * 100_000, "nested more than"),
    "nested self-closed": (b"<svg><g/>" + b"<div/>" * 100_000, "nested more than"),
    "nested in a drawing's title": (b"<svg><title>" + b"<div>" * 100_000, "nested more than"),
    "nested after a comment in a value": (b"<a b='<!--'>" + b"<i>" * 100_000, "nested more than"),
    "attributes": (b"<a " + b"a=1 " * 100_000 + b">", "<a> tag"),
    "short attributes": (b"<a " + b"a " * 2_500 + b">", "2,500 attributes"),
    "unbroken attributes": (b"<a " + b'a="1"' * 2_500 + b">", "2,500 attributes"),
    "one tag that never ends": (b"<a " * 200_000, "<a> tag of"),
}


@pytest.mark.parametrize("shape", REFUSED)
def test_refused_with_what_and_why_in_a_moment(shape: str) -> None:
    payload, message = REFUSED[shape]
    began = time.perf_counter()
    with pytest.raises(Unreadable, match=message) as refusal:
        check(payload)
    assert time.perf_counter() - began < 1
    assert refusal.value.fix


ACCEPTED = {
    "a page": b"<!DOCTYPE html><html><body><p>Text</p></body></html>",
    "plain text": "Суд вынес приговор.".encode(),
    "other bytes": "Суд вынес приговор.".encode("koi8-r"),
    "UTF-16": "Суд вынес <b>приговор</b>.".encode("utf-16"),
    "links": b"<a href=x>y</a>" * 200_000,
    "old paragraphs": b"<p>one<p>two<br><li>three" * 10_000,
    "deep, but not too deep": b"<div>" * (MAX_DEPTH - 1),
    "many attributes": b"<a " + b"a=1 " * (MAX_ATTRIBUTES - 1) + b">",
    "a picture in an attribute": b'<img src="data:' + b"A" * 300_000 + b'">',
    "tags in a script": b"<script>" + b"if (a<b) '<div>';" * 10_000 + b"</script>",
    "tags in a comment": b"<!--" + b"<div>" * 10_000 + b"-->",
    "scripts that never end": b"<script>" * 200_000,
    "comments that never end": b"<!--" * 500_000,
    "half tags": b"<" * 1_000_000,
    "ampersands": b"&" * 1_000_000,
    "closed drawings": b"<svg>" + b"<path d='1'/>" * 10_000 + b"</svg>",
    "a NUL or two": b"<p>a\0b</p>" + b"text " * 20,
}


@pytest.mark.parametrize("shape", ACCEPTED)
def test_accepted_in_a_moment(shape: str) -> None:
    began = time.perf_counter()
    check(ACCEPTED[shape])
    assert time.perf_counter() - began < 3


def test_the_limit_is_the_limit() -> None:
    check(b"x" * MAX_BYTES)
    with pytest.raises(Unreadable, match=r"too large"):
        check(b"x" * (MAX_BYTES + 1))
    with pytest.raises(Unreadable, match=r"101 bytes, the limit is 100 bytes"):
        check(b"x" * 101, max_bytes=100)


@given(
    st.lists(
        st.sampled_from(
            ["<div>", "</div>", "<svg>", "<!--", "-->", "<script>", "</script", ">", "'", '="', "a"]
        )
    )
)
def test_nothing_else_is_raised(pieces: list[str]) -> None:
    with suppress(Unreadable):
        check("".join(pieces).encode())
