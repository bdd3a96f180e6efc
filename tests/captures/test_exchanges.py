"""Exchanges become WARC records as other tools make and read them: response, request, revisit."""

from __future__ import annotations

import gzip
import inspect
import io
import itertools
import re
import zlib
from dataclasses import fields
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from dalil.captures import message
from dalil.captures import record as records
from dalil.captures.archive import CaptureFiles, read_warc
from dalil.errors import Damaged, InputError
from dalil.net.client import Exchange

ASKED = datetime(2021, 3, 4, 5, 6, 7, 890, tzinfo=UTC)
REQUEST = b"GET /wells HTTP/1.1\r\nHost: gazette.example\r\nUser-Agent: Dalil/0.1\r\n\r\n"


def exchange(body: bytes = b"<p>14 wells", **more):
    values = {
        "url": "https://gazette.example/wells",
        "status": 200,
        "reason": "OK",
        "http_version": "HTTP/1.1",
        "headers": (("Content-Type", "text/html; charset=utf-8"), ("ETag", '"1"')),
        "body": body,
        "request": REQUEST,
        "fetched_at": ASKED,
        "ip": "192.0.2.7",
    }
    return records.from_exchange(**{**values, **more})


def written(tmp_path, *made):
    files, end = CaptureFiles(tmp_path), 0
    places = []
    for record in made:
        places.append(files.append(record, "1.warc.gz", end))
        end = sum(places[-1])
    return files, places


def other_tool(path):
    """What warcio reads: type, headers, HTTP head and content of each record."""
    with path.open("rb") as stream:
        return [
            (r.rec_type, r.rec_headers, r.http_headers, r.content_stream().read())
            for r in ArchiveIterator(stream, check_digests="raise")
        ]


def checked(path) -> int:
    """The exit value of ``warcio check``."""

    class Given:
        inputs = (str(path),)
        verbose = False

    return Checker(Given()).process_all() or 0


def test_an_exchange_is_a_request_and_a_response_to_other_tools(tmp_path):
    written(tmp_path, exchange())
    (asked, ah, _, _), (answer, rh, http, body) = other_tool(tmp_path / "1.warc.gz")
    assert (asked, answer) == ("request", "response")
    assert ah.get_header("WARC-Concurrent-To") == rh.get_header("WARC-Record-ID")
    assert rh.get_header("WARC-IP-Address") == "192.0.2.7"
    assert rh.get_header("WARC-Date") == ah.get_header("WARC-Date") == "2021-03-04T05:06:07Z"
    assert http.get_statuscode() == "200"
    assert http.get_header("ETag") == '"1"'
    assert body == b"<p>14 wells"
    assert checked(tmp_path / "1.warc.gz") == 0


def test_the_place_of_a_capture_is_that_of_its_response(tmp_path):
    files, places = written(tmp_path, exchange(), exchange(b"other"))
    assert [files.read("1.warc.gz", *place).payload for place in places] == [
        b"<p>14 wells",
        b"other",
    ]
    assert places[0][0] > 0


def test_head_and_body_stand_as_they_were_received():
    head = b"HTTP/1.1 200 fine\r\nx-odd:a\r\n  b\r\nCONTENT-type: text/plain\r\nX-N: \xe9\r\n\r\n"
    body = gzip.compress(b"text")
    block = records.split(exchange(body, head=head).raw)[1]
    assert block == head + body


def test_an_undone_transfer_coding_is_not_undone_twice(tmp_path):
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n"
    made = exchange(b"4\r\nlies\r\n0\r\n\r\n", head=head)
    assert made.payload == b"4\r\nlies\r\n0\r\n\r\n"
    written(tmp_path, made)
    _, (_, _, http, body) = other_tool(tmp_path / "1.warc.gz")
    assert body == made.payload
    assert http.get_header("X-Orig-Transfer-Encoding") == "chunked"


def test_the_same_exchange_twice_is_the_same_record():
    assert exchange().id == exchange().id
    assert exchange().id != exchange(fetched_at=datetime(2021, 3, 5, tzinfo=UTC)).id
    assert exchange().id != exchange(status=404).id


def test_an_answer_that_was_cut_says_so():
    assert records.split(exchange(cut=True).raw)[0]["warc-truncated"] == "length"


def test_a_revisit_names_what_it_refers_to(tmp_path):
    first = exchange(gzip.compress(b"same"), headers=(("Content-Encoding", "gzip"),))
    later = exchange(
        gzip.compress(b"same"),
        headers=(("Content-Encoding", "gzip"), ("X-Later", "yes")),
        fetched_at=datetime(2021, 3, 5, tzinfo=UTC),
    )
    again = records.as_revisit(later, first, records.SAME_PAYLOAD)
    written(tmp_path, first, again)
    *_, (kind, warc, http, body) = other_tool(tmp_path / "1.warc.gz")
    assert (kind, body) == ("revisit", b"")
    assert http.get_header("X-Later") == "yes"
    assert warc.get_header("WARC-Profile") == records.SAME_PAYLOAD
    assert warc.get_header("WARC-Refers-To") == f"<{first.id}>"
    assert warc.get_header("WARC-Refers-To-Target-URI") == first.url
    assert warc.get_header("WARC-Refers-To-Date") == "2021-03-04T05:06:07Z"
    assert (
        warc.get_header("WARC-Payload-Digest") == records.split(first.raw)[0]["warc-payload-digest"]
    )
    assert checked(tmp_path / "1.warc.gz") == 0
    _, read = read_warc(tmp_path / "1.warc.gz")
    assert (read.id, read.refers_to.id, read.request) == (later.id, first.id, later.request)


@pytest.mark.parametrize("order", [("request", "response"), ("response", "request")])
def test_requests_of_other_tools_come_with_their_responses(tmp_path, order):
    one, two = exchange(), exchange(b"2", fetched_at=datetime(2021, 3, 5, tzinfo=UTC))
    parts = [{"request": r.request, "response": r.raw} for r in (one, two)]
    path = tmp_path / "x.warc.gz"
    path.write_bytes(b"".join(gzip.compress(part[kind]) for part in parts for kind in order))
    assert [r.request for r in read_warc(path)] == [one.request, two.request]


def test_a_request_of_something_else_is_not_taken_for_ones_own(tmp_path):
    path = tmp_path / "x.warc.gz"
    other = exchange(b"2").request
    path.write_bytes(gzip.compress(other) + gzip.compress(exchange().raw))
    (read,) = read_warc(path)
    assert read.request == b""


def test_the_digests_of_wget_are_taken(tmp_path):
    """It states of a revisit's block the digest of its body; of anything else the block's own."""
    first, later = exchange(), exchange(b"2")
    revisit = records.as_revisit(later, first, records.SAME_PAYLOAD).raw
    empty = b"sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
    path = tmp_path / "x.warc"
    for raw, holds in ((revisit, True), (first.raw, False)):
        path.write_bytes(re.sub(rb"(WARC-Block-Digest: )\S+", rb"\1" + empty, raw))
        (found,) = read_warc(path)
        assert isinstance(found, InputError) != holds


def test_every_truncation_of_exchanges_is_said(tmp_path):
    first, later = exchange(), exchange(b"2" * 300, fetched_at=datetime(2021, 3, 5, tzinfo=UTC))
    again = records.as_revisit(exchange(), first, records.SAME_PAYLOAD)
    members = [gzip.compress(raw) for r in (first, later, again) for raw in (r.request, r.raw)]
    whole, ends = b"".join(members), list(itertools.accumulate(map(len, members)))
    path = tmp_path / "x.warc.gz"
    for cut in range(1, len(whole), 3):
        path.write_bytes(whole[:cut])
        found = list(read_warc(path))
        kept = [item for item in found if not isinstance(item, InputError)]
        assert len(kept) == sum(end <= cut for end in ends[1::2])
        assert all(item.request for item in kept)
        assert isinstance(found[-1] if found else None, Damaged) or cut in ends


# ── messages ─────────────────────────────────────────────────────────────────────────────────────

HEAD = b'HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; Charset="utf-8"\r\n'
BARE = zlib.compressobj(wbits=-15)
BODIES = [
    (b"Content-Encoding: gzip", gzip.compress(b"te") + gzip.compress(b"xt"), b"text"),
    (b"content-encoding: deflate", zlib.compress(b"text"), b"text"),
    (b"Content-Encoding: deflate", BARE.compress(b"text") + BARE.flush(), b"text"),
    (b"Content-Encoding: br", b"\x8b\x01\x80text\x03", b"text"),
    (b"Content-Encoding: identity", b"text", b"text"),
    (b"Content-Encoding: gzip, gzip", gzip.compress(gzip.compress(b"text")), b"text"),
    (b"Content-Encoding: gzip", b"text", b"text"),
    (b"Content-Encoding: zstd", b"text", b"text"),
    (b"Content-Encoding: unheard-of", b"text", b"text"),
    (b"Content-Encoding: gzip", gzip.compress(b"text" * 99)[:-4], b"text" * 99),
    (b"Transfer-Encoding: chunked", b"2\r\nte\r\n2;x=1\r\nxt\r\n0\r\n\r\n", b"text"),
    (b"Transfer-Encoding: chunked", b"text", b"text"),
    (b"Transfer-Encoding: chunked", b"0\r\n\r\n", b""),
]


@pytest.mark.parametrize(("header", "body", "payload"), BODIES)
def test_codings_are_undone_where_they_can_be(header, body, payload):
    read = message.parse(HEAD + header + b"\r\n\r\n" + body)
    assert read.payload() == payload
    assert (read.status, read.media_type, read.charset) == (200, "text/html", "utf-8")


def test_a_bomb_stays_packed():
    bomb = gzip.compress(b"\0" * (message.LARGEST_PAYLOAD + 1))
    assert message.parse(HEAD + b"Content-Encoding: gzip\r\n\r\n" + bomb).payload() is not None
    assert message.parse(HEAD + b"Content-Encoding: gzip\r\n\r\n" + bomb).payload() == bomb


@given(st.binary(max_size=300), st.sampled_from([header for header, _, _ in BODIES]))
def test_any_bytes_are_some_message(tail, header):
    for block in (tail, HEAD + header + b"\r\n\r\n" + tail, HEAD + header + tail):
        read = message.parse(block)
        assert read.head + read.body == block
        assert isinstance(read.payload(), bytes)


@given(st.binary(max_size=200))
def test_any_body_is_kept_and_read_back(body):
    made = exchange(body)
    assert records.parse(made.raw)[0].payload == body == made.payload
    assert message.parse(records.split(made.raw)[1]).body == body
    with io.BytesIO(gzip.compress(made.raw)) as stream:
        (read,) = ArchiveIterator(stream, check_digests="raise")
        assert read.rec_type == "response"


def test_what_the_fetcher_gives_is_what_a_record_takes():
    given = {field.name for field in fields(Exchange)}
    assert given == set(inspect.signature(records.from_exchange).parameters)
