"""What was fetched is kept once: the same again is a sighting, a redirect or an error is a capture."""

from __future__ import annotations

import errno
import gzip
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.archive import Archive
from dalil.captures import record as records
from dalil.captures.archive import CaptureFiles, read_warc
from dalil.errors import ArchiveError, ArchiveReadOnly, Damaged
from dalil.model import Source
from dalil.page.worker import Pool

GAZETTE = Source(id="gazette", outlet="The Gazette", country="KZ", url="https://gazette.example/")
URL = "https://gazette.example/wells"
MORNING = datetime(2021, 3, 4, 5, tzinfo=UTC)
PAGE = """<html lang="en"><head><title>Two Wells Run Dry</title>
<meta property="article:published_time" content="2021-03-03"></head><body><article>
<h1>Two Wells Run Dry</h1><p>The village of Aksu has {wells} wells, and two of them have run dry
since the summer, the head of the district said on Wednesday.</p>
<p>Some 320 families now carry water from the river, which is 4 kilometres away, and the school has
closed its kitchen until the spring. The district has promised to drill again in May.</p>
</article></body></html>"""


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path / "archive", create=True) as made:
        yield made


@pytest.fixture
def readers():
    with Pool("dalil.pipeline:read_capture", inline=True) as pool:
        yield pool


def page(wells: int = 14) -> bytes:
    return PAGE.format(wells=wells).encode()


def answer(hours: float = 0, body: bytes | None = None, status: int = 200, **more):
    values = {
        "url": URL,
        "status": status,
        "reason": "",
        "http_version": "HTTP/1.1",
        "headers": (("Content-Type", "text/html; charset=utf-8"),),
        "body": page() if body is None else body,
        "request": b"GET /wells HTTP/1.1\r\nHost: gazette.example\r\n\r\n",
        "fetched_at": MORNING + timedelta(hours=hours),
        "ip": "192.0.2.7",
    }
    return records.from_exchange(**{**values, **more})


def not_modified(hours: float):
    return answer(hours, b"", 304, headers=(("ETag", '"1"'),))


@pytest.fixture
def keep(archive, readers):
    def kept(*given, **more):
        return archive.keep(given, source=GAZETTE, readers=readers, **more)

    return kept


def sightings(archive) -> int:
    return archive.store._db.execute("select count(*) from sighting").fetchone()[0]


def kinds(archive) -> list[str]:
    return [r.kind for r in read_warc(archive.files.folder / "00001.warc.gz")]


AGAIN = [
    (not_modified(1), 304),
    (answer(1), 200),
    (answer(1, headers=(("Content-Type", "text/html"), ("Age", "1"))), 200),
]


@pytest.mark.parametrize(("later", "status"), AGAIN)
def test_the_same_again_is_a_revisit_and_a_sighting(archive, keep, later, status):
    (first,) = keep(answer())
    (again,) = keep(later)
    assert first.versions[0][1]
    assert not first.unchanged
    assert again.unchanged
    assert again.versions == ((first.versions[0][0], False),)
    assert (again.understood, again.problem) == (None, None)
    assert (again.capture.status, again.capture.revisit_of) == (status, first.capture.id)
    assert kinds(archive) == ["response", "revisit"]
    assert archive.payload(again.capture) == page()
    assert (archive.counts()["versions"], sightings(archive)) == (1, 2)
    assert archive.verify() == []


def test_a_change_is_a_new_version_and_going_back_a_sighting_of_the_old(archive, keep):
    keep(answer())
    (changed,) = keep(answer(1, page(15)))
    (back,) = keep(answer(2))
    assert changed.versions[0][1]
    assert not back.versions[0][1]
    (card,) = archive.cards().cards
    reading = archive.read(card.article.id)
    assert "14 wells" in reading.version.wording.text
    assert [v.number for v in reading.versions] == [2, 1]
    assert kinds(archive) == ["response", "response", "revisit"]
    assert archive.search("wells").total == 1


def test_a_304_is_about_what_came_last(archive, keep):
    keep(answer())
    (changed,) = keep(answer(1, page(15)))
    (same,) = keep(not_modified(2))
    assert same.capture.revisit_of == changed.capture.id
    assert archive.payload(same.capture) == page(15)


def test_several_of_one_address_in_one_batch_are_read_once(archive, keep):
    taken = keep(answer(), answer(1), not_modified(2), answer(3, page(15)))
    assert [t.unchanged for t in taken] == [False, True, True, False]
    assert [t.understood is not None for t in taken] == [True, False, False, True]
    assert archive.verify() == []


def test_the_same_text_in_another_coding_is_kept_whole_but_not_read_anew(archive, keep):
    packed = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"))
    keep(answer())
    (again,) = keep(answer(1, gzip.compress(page()), headers=packed))
    assert again.unchanged
    assert kinds(archive) == ["response", "response"]
    assert archive.payload(again.capture) == page()


def test_the_same_bytes_at_another_address_are_another_capture(archive, keep):
    keep(answer())
    (other,) = keep(answer(1, url="https://gazette.example/other"))
    assert not other.unchanged
    assert other.understood is not None


@pytest.mark.parametrize("status", [301, 404, 410, 500, 503])
def test_redirects_and_errors_are_kept_and_not_read(archive, keep, status):
    keep(answer())
    (taken,) = keep(answer(1, b"<h1>Not what you asked for</h1>", status))
    assert taken.capture.status == status
    assert not taken.unchanged
    assert (taken.versions, taken.problem) == ((), None)
    (same,) = keep(not_modified(2))
    assert archive.payload(same.capture) == page()  # not that of the error


def test_a_304_of_what_is_not_here_is_said(archive, keep):
    (taken,) = keep(not_modified(1))
    assert "not in this archive" in taken.problem.what
    assert archive.verify() == []


def test_handed_over_twice_it_is_kept_once(archive, keep):
    keep(answer(), not_modified(1))
    before = archive.counts()
    twice = keep(answer(), not_modified(1))
    assert [t.again for t in twice] == [True, True]
    assert archive.counts() == before


def test_bytes_that_are_gone_are_not_referred_to(archive, keep):
    (first,) = keep(answer())
    path = archive.files.folder / first.capture.file
    data = bytearray(path.read_bytes())
    data[-20] ^= 1
    path.write_bytes(bytes(data))
    (again,) = keep(answer(1))
    record = archive.files.read(again.capture.file, again.capture.offset, again.capture.size)
    assert record.kind == "response"
    assert archive.payload(again.capture) == page()
    with pytest.raises(Damaged):
        archive.payload(first.capture)


def test_what_could_not_be_read_is_tried_anew(archive, keep):
    (first,) = keep(answer(body=b"   "))
    (again,) = keep(answer(1, b"   "))
    assert first.problem
    assert again.problem
    assert not again.unchanged


def test_what_follows_is_remembered_with_it_or_not_at_all(archive, keep):
    class Stop(Exception):
        pass

    def stop(taken):
        assert taken[0].capture.url == URL
        raise Stop

    with pytest.raises(Stop):
        keep(answer(), within=stop)
    assert archive.counts()["captures"] == 0
    keep(answer())
    assert archive.verify() == []


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_full_disk_keeps_nothing_of_a_batch_and_harms_nothing(
    archive, keep, monkeypatch, failing
):
    keep(answer())
    before, sync, append = archive.counts(), CaptureFiles.sync, CaptureFiles.append
    written = []

    def half_written(files, record, file, acknowledged):
        written.append(record)
        if len(written) == failing:
            with (files.folder / file).open("ab") as out:
                out.write(b"half a rec")
            raise OSError(errno.ENOSPC, "No space left on device")
        return append(files, record, file, acknowledged)

    def unsynced(files, file):
        raise OSError(errno.EIO, "Input/output error")

    batch = (answer(1, page(15)), not_modified(2))
    monkeypatch.setattr(CaptureFiles, "append", half_written)
    if failing == 3:
        monkeypatch.setattr(CaptureFiles, "sync", unsynced)
    with pytest.raises(ArchiveReadOnly):
        keep(*batch)
    monkeypatch.setattr(CaptureFiles, "append", append)
    monkeypatch.setattr(CaptureFiles, "sync", sync)
    assert archive.counts() == before
    assert archive.verify() == []
    assert [t.again for t in keep(*batch)] == [False, False]
    assert archive.verify() == []
    assert len(list(read_warc(archive.files.folder / "00001.warc.gz"))) == 3


def test_why_leads_through_a_revisit_to_the_bytes(archive, keep):
    """Where the words were read from a revisit's payload, as of a WARC file in another order."""
    keep(answer())
    (again,) = keep(not_modified(1))
    archive.store._db.execute("update version set capture_id = ?", (again.capture.id,))
    (card,) = archive.cards().cards
    for kept in archive.read(card.article.id).findings:
        why = archive.explain(kept.id)
        assert why.payload_holds
        assert why.text_holds
        # a quotation may run over lines of the payload
        assert why.payload_excerpt.decode().split() == kept.exact.split()


def test_a_kept_list_can_be_read_again(archive, keep, readers):
    (_, again) = keep(answer(), not_modified(1))
    assert archive.read_again(again.capture, readers).kind == "page"


def test_seen_again_costs_little(archive, keep, monkeypatch):
    """Nothing is indexed, drawn up or compared anew for a sighting that changes no order."""
    keep(answer())
    keep(answer(1, page(15)))
    for name in ("_index", "_refresh", "successions"):
        monkeypatch.setattr(type(archive.store), name, lambda *_: pytest.fail("done anew"))
    keep(answer(2, page(15)), not_modified(3))


def test_going_back_is_told_though_it_is_no_new_wording(archive, keep):
    keep(answer())
    keep(answer(1, page(15)))
    keep(answer(2))
    keep(not_modified(3))
    assert [change.at.hour for change, _ in archive.changes()] == [7, 6]


# ── records of other tools ───────────────────────────────────────────────────────────────────────


def revisit_of(first, hours: float, **more):
    return records.as_revisit(answer(hours, **more), first, records.SAME_PAYLOAD)


def warc(path, *made):
    path.write_bytes(
        b"".join(gzip.compress(raw) for r in made for raw in (r.request, r.raw) if raw)
    )
    return path


def test_a_revisit_of_another_tool_is_linked(archive, tmp_path):
    first = answer()
    added = archive.add(warc(tmp_path / "a.warc.gz", first, revisit_of(first, 1)))
    assert (added.captures, added.versions, added.problems) == (2, 1, ())
    captures = list(archive.store.captures())
    assert captures[1].revisit_of == captures[0].id
    assert archive.verify() == []
    assert [r.request for r in read_warc(archive.files.folder / "00001.warc.gz")] == [
        first.request,
        first.request.replace(first.request, revisit_of(first, 1).request),
    ]
    assert archive.add(tmp_path / "a.warc.gz").same == 2


def test_a_revisit_by_address_and_time_alone_is_linked(archive, tmp_path):
    first, later = answer(), revisit_of(answer(), 1)
    lines = [ln for ln in later.raw.split(b"\r\n") if not ln.startswith(b"WARC-Refers-To:")]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(first.raw) + gzip.compress(b"\r\n".join(lines)))
    assert archive.add(path).problems == ()
    assert [c.revisit_of is None for c in archive.store.captures()] == [True, False]


def test_a_revisit_without_its_original_is_kept_and_linked_when_that_comes(archive, tmp_path):
    first = answer()
    later = warc(tmp_path / "later.warc.gz", revisit_of(first, 1))
    added = archive.add(later)
    (problem,) = added.problems
    assert first.id in problem.what
    assert added.captures == 1
    assert archive.verify() == []
    (same,) = archive.add(later).problems
    assert problem.what in same.what
    archive.add(warc(tmp_path / "first.warc.gz", first))
    again = archive.add(later)
    assert (again.captures, again.problems) == (0, ())
    assert sightings(archive) == 2
    assert archive.verify() == []


def test_the_order_of_files_makes_no_difference(archive, tmp_path):
    first, folder = answer(), tmp_path / "in"
    folder.mkdir()
    warc(folder / "1.warc.gz", revisit_of(first, 1))
    warc(folder / "2.warc.gz", first)
    added = archive.add(folder)
    assert (added.captures, added.problems) == (2, ())
    assert sightings(archive) == 2
    assert archive.verify() == []


def test_what_follows_from_an_article_follows_a_revisit_that_is_linked(archive, tmp_path):
    """An earlier wording turns out to be the latest one: its figures and names stand for the article."""
    first, second = answer(body=page(14)), answer(1, body=page(41))
    archive.add(warc(tmp_path / "a.warc.gz", revisit_of(first, 2), second))
    archive.add(warc(tmp_path / "b.warc.gz", first))
    (card,) = archive.cards().cards
    shown = archive.read(card.article.id).version
    assert " 14 wells" in shown.wording.text
    stated = archive.store._db.execute("select finding_id from stated").fetchall()
    assert {archive.store.finding(row["finding_id"]).version_id for row in stated} == {shown.id}
    mentions = archive.store._db.execute("select distinct version_id from mention").fetchall()
    assert [row["version_id"] for row in mentions] == [shown.id]


def test_a_revisit_of_the_same_second_waits_for_nothing(archive, tmp_path):
    """Some tools fetch twice in one second: the second capture says what the first one says."""
    first = answer()
    archive.add(warc(tmp_path / "a.warc.gz", records.as_revisit(answer(status=201), first, "")))
    assert archive.add(warc(tmp_path / "b.warc.gz", first)).problems == ()
    assert archive.store.unlinked() == []
    assert archive.verify() == []


def test_a_revisit_at_another_address_is_an_article_there(archive, tmp_path):
    first = answer()
    other = revisit_of(first, 1, url="https://gazette.example/copy")
    added = archive.add(warc(tmp_path / "a.warc.gz", first, other))
    assert added.problems == ()
    added = archive.add(warc(tmp_path / "b.warc.gz", revisit_of(first, 2, url=URL + "/amp")))
    assert added.problems == ()
    assert [c.revisit_of is not None for c in archive.store.captures()] == [False, True, True]
    assert archive.verify() == []


@pytest.mark.parametrize(
    "url", ["dns:gazette.example", "metadata://gnu.org/wget.log", "urn:text:x"]
)
def test_what_a_crawler_says_of_itself_is_kept_and_not_read(archive, tmp_path, url):
    added = archive.add(warc(tmp_path / "a.warc.gz", answer(url=url)))
    assert (added.captures, added.articles, added.problems) == (1, 0, ())


# ── verifying ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("which", [0, 1, 2, 3])
def test_verify_names_a_flipped_bit_in_any_record(archive, keep, which):
    """Of a response, a revisit, and the requests of both."""
    keep(answer(), not_modified(1))
    first, again = archive.store.captures()
    starts = [0, first.offset, first.offset + first.size, again.offset]
    path = archive.files.folder / first.file
    data = bytearray(path.read_bytes())
    data[starts[which] + 60] ^= 4
    path.write_bytes(bytes(data))
    assert archive.verify() != []


def test_verify_names_a_revisit_of_something_else(archive, keep):
    keep(answer(), not_modified(1))
    archive.store._db.execute("update capture set digest = 'sha256:0' where revisit_of is not null")
    (problem,) = archive.verify()
    assert "another payload" in problem.what


def test_verify_names_a_record_of_no_capture(archive, keep):
    keep(answer(), answer(1, page(15)), answer(2, page(16)))
    middle = list(archive.store.captures())[1]
    archive.store._db.execute("pragma foreign_keys = off")
    archive.store._db.execute("delete from capture where id = ?", (middle.id,))
    assert any("record of no capture" in problem.what for problem in archive.verify())


def test_verify_names_an_index_that_is_no_longer_true(archive, keep):
    keep(answer(), not_modified(1))
    path = archive.files.folder / "index.cdxj"
    path.write_text("".join(archive.cdxj()[0]), "utf-8")
    assert archive.verify() == []
    keep(answer(2, page(15)))
    (problem,) = archive.verify()
    assert "0 lines that no capture has, 1 captures without a line" in problem.what
    path.write_bytes(b"\xff\n")
    assert "cannot be read" in archive.verify()[0].what


# ── the whole ────────────────────────────────────────────────────────────────────────────────────

ASKED = st.tuples(
    st.sampled_from(["wells", "river", "old"]),
    st.sampled_from(["14", "15", "packed 14", "304", "404", "moved", "empty"]),
)


def given_answer(hour: int, path: str, what: str):
    url = f"https://gazette.example/{path}"
    if what == "304":
        return answer(hour, b"", 304, url=url)
    if what == "404":
        return answer(hour, b"<h1>Gone</h1>", 404, url=url)
    if what == "moved":
        return answer(hour, b"", 301, url=url, headers=(("Location", "/wells"),))
    if what == "empty":
        return answer(hour, b"", url=url)
    body = f"Two Wells Run Dry\n\nThe village of Aksu has {what[-2:]} wells.".encode()
    headers = (("Content-Type", "text/plain"),)
    if what.startswith("packed"):
        headers += (("Content-Encoding", "gzip"),)
        body = gzip.compress(body, mtime=0)
    return answer(hour, body, url=url, headers=headers)


@settings(max_examples=12, deadline=None)
@given(st.lists(ASKED, min_size=1, max_size=9), st.integers(1, 4))
def test_whatever_comes_is_kept_and_comes_back(tmp_path_factory, asked, size):
    """Each capture gives what was last given; another archive made of the WARC file is the same."""
    folder = tmp_path_factory.mktemp("kept")
    given = [given_answer(hour, *one) for hour, one in enumerate(asked)]
    with (
        Archive.open(folder / "a", create=True) as archive,
        Archive.open(folder / "b", create=True) as again,
        Pool("dalil.pipeline:read_capture", inline=True) as readers,
    ):
        taken = []
        for at in range(0, len(given), size):
            taken += archive.keep(given[at : at + size], source=GAZETTE, readers=readers)
        last: dict[str, bytes] = {}
        for record, one in zip(given, taken, strict=True):
            assert not one.again
            if record.status == 200:
                last[record.url] = record.payload
            wanted = last.get(record.url) if record.status == 304 else record.payload
            if wanted is not None:
                assert archive.payload(one.capture) == wanted
        assert archive.verify() == []
        again.add(archive.files.folder, source=GAZETTE)
        assert again.verify() == []
        assert said_of(again) == said_of(archive)


def said_of(archive: Archive) -> list[tuple[object, ...]]:
    """Each capture, and the versions seen in it."""
    store = archive.store
    return [(c.id, c.digest, c.revisit_of, store.seen_in(c.id)) for c in store.captures()]


def test_captures_without_a_database_are_not_written_over(tmp_path):
    folder, page = tmp_path / "archive", tmp_path / "page.html"
    page.write_text(
        "<html><body><h1>A headline of a page</h1><p>In Osh 14 people met.</p></body></html>"
    )
    with Archive.open(folder, create=True) as archive:
        archive.add(page)
    whole = (folder / "captures/00001.warc.gz").read_bytes()
    for path in folder.glob("archive.db*"):
        path.unlink()
    with pytest.raises(ArchiveError, match=r"no archive\.db that knows them"):
        Archive.open(folder, create=True)
    assert (folder / "captures/00001.warc.gz").read_bytes() == whole


def test_records_that_an_older_database_does_not_know_are_set_aside(tmp_path):
    folder = tmp_path / "archive"
    older = tmp_path / "archive.db"
    for name in ("one", "two", "three"):
        page = tmp_path / f"{name}.html"
        page.write_text(
            f"<html><body><h1>Headline {name}</h1><p>In Osh 14 people met.</p></body></html>"
        )
        with Archive.open(folder, create=True) as archive:
            archive.add(page)
        if name == "one":
            older.write_bytes((folder / "archive.db").read_bytes())
        if name == "two":
            for path in folder.glob("archive.db*"):
                path.unlink()
            (folder / "archive.db").write_bytes(older.read_bytes())
    with Archive.open(folder) as archive:
        (aside,) = archive.files.aside()
        assert archive.verify() == []
        before = archive.counts()["captures"]
        archive.add(aside)
        assert archive.counts()["captures"] == before + 1
