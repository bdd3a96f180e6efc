"""Records are written as other WARC tools read them, and damage is named."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

from dalil.captures import record as records
from dalil.captures.archive import CaptureFiles, read_warc
from dalil.errors import Damaged, InputError

SAVED = datetime(2020, 8, 7, 10, 30, tzinfo=UTC)


@pytest.fixture
def files(tmp_path):
    return CaptureFiles(tmp_path)


def write(files: CaptureFiles, *payloads: bytes) -> list[tuple[int, int]]:
    places, end = [], 0
    for number, payload in enumerate(payloads):
        one = records.from_file(payload, name=f"п {number}.html", captured_at=SAVED)
        places.append(files.append(one, "1.warc.gz", end))
        end = sum(places[-1])
    return places


def test_what_is_written_is_read_back(files):
    for payload, place in zip(
        (b"one", b"", b"\0\xff" * 9000), write(files, b"one", b"", b"\0\xff" * 9000), strict=True
    ):
        read = files.read("1.warc.gz", *place)
        assert read.payload == payload
        assert read.captured_at == SAVED
        assert read.name.startswith("п ")


def test_another_tool_reads_what_is_written(files):
    write(files, b"one", b"two")
    with (files.folder / "1.warc.gz").open("rb") as stream:
        payloads = [
            r.content_stream().read() for r in ArchiveIterator(stream, check_digests="raise")
        ]
    assert payloads == [b"one", b"two"]


def test_a_file_saved_at_an_unknown_time_stays_so(files):
    one = records.from_file(b"x", name="x.html")
    assert files.read("1.warc.gz", *files.append(one, "1.warc.gz", 0)).captured_at is None


def test_bytes_that_nobody_acknowledged_are_cut_off(files):
    (_, size), *_ = write(files, b"one")
    with (files.folder / "1.warc.gz").open("ab") as stream:
        stream.write(b"\x1f\x8bhalf a rec")
    files.append(records.from_file(b"two", name="2"), "1.warc.gz", size)
    found = list(read_warc(files.folder / "1.warc.gz"))
    assert [item.payload for item in found] == [b"one", b"two"]


def test_every_truncation_is_reported(files):
    places = write(files, b"first" * 200, b"second" * 200, b"third" * 200)
    whole = (files.folder / "1.warc.gz").read_bytes()
    ends = {offset + size for offset, size in places}
    for cut in range(1, len(whole)):
        path = files.folder / "cut.warc.gz"
        path.write_bytes(whole[:cut])
        found = list(read_warc(path))
        intact = sum(1 for end in ends if end <= cut)
        assert [i for i in found if not isinstance(i, InputError)] == found[:intact]
        if cut not in ends:
            assert isinstance(found[-1], Damaged), cut


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_flipped_bit_is_reported_or_harmless(tmp_path_factory, data):
    files = CaptureFiles(tmp_path_factory.mktemp("flip"))
    write(files, b"first" * 50, b"second" * 50)
    path = files.folder / "1.warc.gz"
    whole = bytearray(path.read_bytes())
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(bytes(whole))
    found = list(read_warc(path))
    payloads = [item.payload for item in found if not isinstance(item, InputError)]
    assert len(payloads) == 2 or any(isinstance(item, InputError) for item in found)
    assert all(payload in (b"first" * 50, b"second" * 50) for payload in payloads)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # warcio's own
def test_a_response_of_another_tool_is_read(tmp_path):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    body = gzip.compress("Казахстан".encode())
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n\r\n"
    writer.write_record(
        writer.create_warc_record(
            "https://a.example/1", "response", payload=io.BytesIO(head + body)
        )
    )
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {}))
    (tmp_path / "other.warc.gz").write_bytes(out.getvalue())
    (found,) = read_warc(tmp_path / "other.warc.gz")
    assert (found.payload.decode(), found.url, found.status) == (
        "Казахстан",
        "https://a.example/1",
        200,
    )
    assert (found.media_type, found.charset) == ("text/html", "utf-8")


@pytest.mark.parametrize(
    "data", [b"WARC/1.1\r\n", b"WARC/1.1\r\nWARC-Type: resource\r\n\r\n", b"nothing"]
)
def test_what_is_no_warc(tmp_path, data):
    (tmp_path / "x.warc").write_bytes(data)
    assert all(isinstance(item, InputError) for item in read_warc(tmp_path / "x.warc"))
