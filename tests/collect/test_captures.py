"""What is kept of a site that was followed: each exchange as it went over the wire."""

from __future__ import annotations

import gzip
import zipfile

from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from dalil.captures.archive import read_warc
from dalil.export.wacz import write_wacz


class Given:
    """What ``warcio check`` is told."""

    verbose = False

    def __init__(self, *paths: object) -> None:
        self.inputs = [str(path) for path in paths]


def test_other_tools_read_a_followed_site(desk, site, tmp_path):
    """Three rounds, a change and a deletion: each answer has its request, each 304 what it is about."""
    desk.add("/")
    desk.pass_(hours=4)
    site.edit(3, paragraph="The ministry now counts 300 cases.")
    site.delete(5)
    desk.collect()
    desk.pass_(hours=24)
    desk.collect()
    path = desk.archive.files.folder / "00001.warc.gz"
    assert not Checker(Given(path)).process_all()
    with path.open("rb") as stream:
        seen = [
            (r.rec_type, r.rec_headers, r.http_headers)
            for r in ArchiveIterator(stream, check_digests="raise")
        ]
    answers = {h.get_header("WARC-Record-ID"): kind for kind, h, _ in seen if kind != "request"}
    asked = [h.get_header("WARC-Concurrent-To") for kind, h, _ in seen if kind == "request"]
    assert asked == list(answers)
    for kind, warc, http in seen:
        if kind == "revisit":
            assert answers[warc.get_header("WARC-Refers-To")] == "response"
        if kind != "request":
            assert (http.get_statuscode() == "304") <= (kind == "revisit")
    assert "revisit" in answers.values()
    write_wacz(desk.archive, tmp_path / "x.wacz")
    with zipfile.ZipFile(tmp_path / "x.wacz") as package:
        inside = package.read("archive/00001.warc.gz")
    assert gzip.decompress(inside) == gzip.decompress(path.read_bytes())


def test_heads_stand_as_they_were_received(desk):
    """The server of the tests writes ``Server`` and ``Date`` first, as no header list of ours does."""
    desk.add("/feed/")
    for record in read_warc(desk.archive.files.folder / "00001.warc.gz"):
        head = record.raw.split(b"\r\n\r\n")[1]
        assert head.startswith(b"HTTP/1.")
        assert b"\r\nServer: " in head
        assert record.request.split(b"\r\n\r\n")[1].startswith(b"GET /")
