"""An exported WACZ: what the specification asks for, what other tools read, and the way back."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from dalil.archive import Archive
from dalil.captures.surt import surt
from dalil.cli import main
from dalil.errors import ArchiveReadOnly, NotFound
from dalil.export import wacz
from dalil.model import Source
from dalil.page.worker import Pool
from tests.test_keeping import GAZETTE, answer, not_modified, page

OTHER = Source(id="review", outlet="The Review", country="KG")


@pytest.fixture
def archive(tmp_path):
    """Two versions of an article, a revisit, a redirect; and an article of another source."""
    other = answer(5, page(3), url="https://review.example/drought")
    with (
        Archive.open(tmp_path / "archive", create=True) as made,
        Pool("dalil.pipeline:read_capture", inline=True) as readers,
    ):
        made.keep([answer(), not_modified(1), answer(2, page(15))], source=GAZETTE, readers=readers)
        moved = answer(3, b"", 301, headers=(("Location", "/wells"),), url=f"{GAZETTE.url}old")
        made.keep([moved], source=GAZETTE, readers=readers)
        made.keep([other], source=OTHER, readers=readers)
        yield made


def files_of(path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        assert {entry.compress_type for entry in package.infolist()} == {zipfile.ZIP_STORED}
        return {entry.filename: package.read(entry) for entry in package.infolist()}


def index_of(files: dict[str, bytes]) -> list[tuple[str, str, dict[str, str]]]:
    lines = gzip.decompress(files["indexes/index.cdx.gz"]).decode().splitlines()
    assert lines == sorted(lines)
    split = (line.split(" ", 2) for line in lines)
    return [(key, stamp, json.loads(rest)) for key, stamp, rest in split]


def test_the_package_is_what_the_specification_asks_for(archive, tmp_path):
    done = wacz.write_wacz(archive, tmp_path / "x.wacz")
    assert (done.captures, done.pages, done.problems) == (5, 3, ())
    files = files_of(tmp_path / "x.wacz")
    package = json.loads(files["datapackage.json"])
    assert package["profile"] == "data-package"
    assert package["wacz_version"] == "1.1.1"
    listed = {item["path"]: item for item in package["resources"]}
    assert set(files) == {*listed, "datapackage.json", "datapackage-digest.json"}
    for path, item in listed.items():
        assert item["hash"] == "sha256:" + hashlib.sha256(files[path]).hexdigest()
        assert item["bytes"] == len(files[path])
        assert item["name"] == path.rsplit("/", 1)[-1]
    digest = json.loads(files["datapackage-digest.json"])
    assert digest["hash"] == "sha256:" + hashlib.sha256(files["datapackage.json"]).hexdigest()


def test_the_index_leads_to_each_record(archive, tmp_path):
    wacz.write_wacz(archive, tmp_path / "x.wacz")
    files = files_of(tmp_path / "x.wacz")
    for key, stamp, said in index_of(files):
        raw = files["archive/" + said["filename"]]
        at = int(said["offset"])
        member = io.BytesIO(raw[at : at + int(said["length"])])
        (record,) = ArchiveIterator(member, check_digests="raise")
        assert record.rec_headers.get_header("WARC-Target-URI") == said["url"]
        assert record.rec_headers.get_header("WARC-Payload-Digest") == said["digest"]
        assert (record.rec_type == "revisit") == (said.get("mime") == "warc/revisit")
        assert key == surt(said["url"])
        assert stamp == "".join(
            c for c in record.rec_headers.get_header("WARC-Date") if c.isdigit()
        )


def test_the_blocks_of_the_index_are_where_it_says(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(wacz, "BLOCK", 2)
    wacz.write_wacz(archive, tmp_path / "x.wacz")
    files = files_of(tmp_path / "x.wacz")
    meta, *blocks = files["indexes/index.idx"].decode().splitlines()
    assert json.loads(meta.split(" ", 2)[2])["format"] == "cdxj-gzip-1.0"
    together = ""
    for line in blocks:
        key, stamp, rest = line.split(" ", 2)
        said = json.loads(rest)
        raw = files["indexes/index.cdx.gz"][said["offset"] :][: said["length"]]
        assert said["digest"] == "sha256:" + hashlib.sha256(raw).hexdigest()
        block = gzip.decompress(raw).decode()
        assert block.startswith(f"{key} {stamp} ")
        together += block
    assert together == gzip.decompress(files["indexes/index.cdx.gz"]).decode()
    assert len(blocks) == 3


def test_the_pages_are_those_that_people_read(archive, tmp_path):
    wacz.write_wacz(archive, tmp_path / "x.wacz")
    head, *pages = (
        json.loads(line)
        for line in files_of(tmp_path / "x.wacz")["pages/pages.jsonl"].decode().splitlines()
    )
    assert head["format"] == "json-pages-1.0"
    assert [(p["url"], p["ts"], p["title"]) for p in pages] == [
        ("https://gazette.example/wells", "2021-03-04T05:00:00Z", "Two Wells Run Dry"),
        ("https://gazette.example/wells", "2021-03-04T07:00:00Z", "Two Wells Run Dry"),
        ("https://review.example/drought", "2021-03-04T10:00:00Z", "Two Wells Run Dry"),
    ]


def test_another_tool_finds_the_warc_sound(archive, tmp_path):
    wacz.write_wacz(archive, tmp_path / "x.wacz")
    path = tmp_path / "inside.warc.gz"
    path.write_bytes(files_of(tmp_path / "x.wacz")["archive/00001.warc.gz"])

    class Given:
        inputs = (str(path),)
        verbose = False

    assert not Checker(Given()).process_all()


def test_another_tool_finds_the_wacz_valid(archive, tmp_path):
    """Runs where ``pip install wacz`` was (45 packages): what it checks by itself."""
    validate = pytest.importorskip("wacz.validate")
    wacz.write_wacz(archive, tmp_path / "x.wacz")
    found = validate.Validation(str(tmp_path / "x.wacz"))
    assert found.check_required_contents() == 0
    assert found.frictionless_validate()
    assert found.check_file_paths()
    assert found.check_file_hashes()


def test_it_comes_back_as_the_same_archive(archive, tmp_path):
    wacz.write_wacz(archive, tmp_path / "x.wacz")
    with Archive.open(tmp_path / "again", create=True) as again:
        assert again.add(tmp_path / "x.wacz").problems == ()
        wanted = {**archive.counts(), "sources": again.counts()["sources"]}
        assert again.counts() == wanted
        assert [c.id for c in again.store.captures()] == [c.id for c in archive.store.captures()]
        assert [c.revisit_of for c in again.store.captures()] == [
            c.revisit_of for c in archive.store.captures()
        ]
        assert again.verify() == []
        first, second = (a.files.folder / "00001.warc.gz" for a in (archive, again))
        assert gzip.decompress(first.read_bytes()) == gzip.decompress(second.read_bytes())


FILTERS = [
    ({"source": "gazette"}, 4),
    ({"source": "review"}, 1),
    ({"country": "kz"}, 3),
    ({"country": "KG"}, 1),
    ({"country": "TJ"}, 0),
    ({"since": "2021-03-03"}, 4),
    ({"since": "2021-03-04"}, 0),
    ({"until": "2021-03"}, 4),
    ({"until": "2021-03-02"}, 0),
    ({"country": "KZ", "source": "review"}, 0),
]


@pytest.mark.parametrize(("filters", "captures"), FILTERS)
def test_a_part_is_what_the_articles_were_read_from(archive, tmp_path, filters, captures):
    if not captures:
        with pytest.raises(NotFound, match="nothing was written"):
            wacz.write_wacz(archive, tmp_path / "x.wacz", **filters)
        assert not list(tmp_path.glob("x.wacz*"))
        return
    done = wacz.write_wacz(archive, tmp_path / "x.wacz", **filters)
    assert done.captures == captures
    for _, _, said in index_of(files_of(tmp_path / "x.wacz")):
        assert said["status"] in {"200", "304"} or filters == {"source": "gazette"}


def test_a_revisit_brings_what_it_refers_to(archive, tmp_path):
    """Of the version that was seen last, by the revisit alone."""
    captures = list(archive.store.captures())
    archive.store._db.execute("delete from sighting where capture_id != ?", (captures[1].id,))
    wacz.write_wacz(archive, tmp_path / "x.wacz", country="KZ")
    assert len(index_of(files_of(tmp_path / "x.wacz"))) == 2


def test_damage_is_left_out_and_said(archive, tmp_path):
    captures = list(archive.store.captures())
    path = archive.files.folder / "00001.warc.gz"
    data = bytearray(path.read_bytes())
    data[captures[2].offset + 200] ^= 1
    path.write_bytes(bytes(data))
    done = wacz.write_wacz(archive, tmp_path / "x.wacz")
    assert done.captures == 4
    assert captures[2].id in done.problems[0].thing
    assert len(index_of(files_of(tmp_path / "x.wacz"))) == 4


def test_what_cannot_be_written_leaves_nothing(archive, tmp_path):
    with pytest.raises(ArchiveReadOnly):
        wacz.write_wacz(archive, tmp_path / "nowhere" / "x.wacz")
    (tmp_path / "x.wacz").write_bytes(b"before")
    archive.store._db.execute("drop table sighting")
    with pytest.raises(Exception, match="sighting"):
        wacz.write_wacz(archive, tmp_path / "x.wacz", country="KZ")
    assert (tmp_path / "x.wacz").read_bytes() == b"before"
    assert not (tmp_path / "x.wacz.part").exists()


def test_the_command_line(archive, tmp_path, capsys):
    folder = ["--archive", str(archive.store.folder)]
    assert main([*folder, "export", "wacz", str(tmp_path / "x.wacz"), "--since", "2021"]) == 0
    assert "4 captures, 3 of them pages" in capsys.readouterr().out
    assert main([*folder, "export", "cdxj", str(tmp_path / "x.cdxj")]) == 0
    assert main([*folder, "export", "cdxj", "-"]) == 0
    lines = (tmp_path / "x.cdxj").read_text("utf-8")
    assert capsys.readouterr().out.endswith(lines)
    assert len(lines.splitlines()) == 5
    assert main([*folder, "export", "cdxj", str(tmp_path / "nowhere" / "x")]) == 1
    assert main([*folder, "export", "wacz", "x", "--since", "June"]) == 2
