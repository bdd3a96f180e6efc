"""The archive as a whole: add, list, read, explain, verify; dying in the middle; bad input."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from dalil.archive import Archive
from dalil.errors import ArchiveReadOnly, ArchiveTooNew, Damaged, NotFound
from dalil.export.listing_text import listing_text
from dalil.model import Entry, Source
from dalil.searching import snippet_of
from dalil.sources import read_listing

LISTING = """Only 12 of 33 Shelters Are Left in Kazakhstan

Aigul Sadyk 12.10.20

According to the fund “Umit”, 41 per cent of women who asked for help were refused. (more…)

Karaganda Miners Wait for Their Wages

Last month 320 miners went on strike.


The Lake That Lost a Third of Its Water

Steppe Review 03.10.20

Lake Balkhash in Kazakhstan is 16 metres deep.
"""


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path / "archive", create=True) as made:
        yield made


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(LISTING, "utf-8")
    return path


def test_a_listing_becomes_articles_in_its_own_order(archive, page):
    added = archive.add(page)
    assert (added.captures, added.articles, added.versions, added.problems) == (1, 3, 3, ())
    cards = archive.cards().cards
    assert [card.headline for card in cards] == [
        "Only 12 of 33 Shelters Are Left in Kazakhstan",
        "Karaganda Miners Wait for Their Wages",
        "The Lake That Lost a Third of Its Water",
    ]
    assert [card.byline for card in cards] == ["Aigul Sadyk", None, "Steppe Review"]
    assert [card.published and card.published.on for card in cards] == [
        "2020-10-12",
        None,
        "2020-10-03",
    ]
    assert [card.truncated for card in cards] == [True, False, False]


def test_adding_again_changes_nothing(archive, page):
    archive.add(page)
    before, log = archive.counts(), archive.log()
    again = archive.add(page)
    assert (again.captures, again.same, again.versions) == (0, 1, 0)
    assert (archive.counts(), archive.log()) == (before, log)


def test_the_list_as_text_reads_back_as_the_same_entries(archive, page):
    archive.add(page)
    cards = archive.cards(limit=100).cards
    entries = [
        Entry(
            headline=card.headline,
            byline=card.byline,
            published=card.published,
            teaser=card.teaser,
            truncated=card.truncated,
        )
        for card in cards
    ]

    def said(listing):
        return [
            (e.headline, e.byline, e.published and e.published.on, e.teaser, e.truncated)
            for e in listing.entries
        ]

    assert said(read_listing(listing_text(entries))) == said(read_listing(LISTING))


def test_countries_are_those_that_the_text_names(archive, page):
    archive.add(page)
    assert archive.cards(country="KZ").total == 3
    assert archive.cards(country="KG").total == 0
    assert [count.country for count in archive.countries()] == ["KZ"]


def test_a_source_stands_in_where_no_country_is_named(archive, tmp_path):
    (tmp_path / "a.txt").write_text(
        "A Headline Without a Place\n\nA. Author 01.02.20\n\nNothing here names one. (more…)\n",
        "utf-8",
    )
    archive.add(tmp_path / "a.txt", source=Source(id="review", outlet="The Review", country="KG"))
    (card,) = archive.cards(country="KG").cards
    assert card.source.outlet == "The Review"


FEED = """<rss version="2.0"><channel><title>The Steppe Lantern</title><item>
<title>Eleven wells ran dry</title><link>https://lantern.example/1</link></item></channel></rss>"""


def test_a_feed_names_its_publication_where_nobody_did(archive, tmp_path):
    (tmp_path / "feed.xml").write_text(FEED, "utf-8")
    archive.add(tmp_path / "feed.xml")
    ((source, _),) = archive.sources()
    assert (source.id, source.outlet) == ("lantern-example", "The Steppe Lantern")


def test_every_figure_leads_back_to_its_bytes(archive, page):
    archive.add(page)
    payload = page.read_bytes()
    explained = 0
    for card in archive.cards().cards:
        for kept in archive.read(card.article.id).findings:
            why = archive.explain(kept.id)
            assert why.text_holds
            assert why.payload_holds
            assert kept.exact in why.sentence
            assert payload[why.payload_span.start : why.payload_span.end].decode() == kept.exact
            explained += 1
    assert explained >= 4


def test_an_edit_is_a_new_version_of_the_same_article(archive, page):
    archive.add(page)
    page.write_text(LISTING.replace("320 miners", "402 miners"), "utf-8")
    added = archive.add(page)
    assert (added.captures, added.versions) == (1, 1)
    card = next(card for card in archive.cards().cards if card.version_count == 2)
    reading = archive.read(card.article.id)
    assert [("320" in v.wording.text, "402" in v.wording.text) for v in reading.versions] == [
        (True, False),
        (False, True),
    ]
    assert "402" in reading.version.wording.text


def test_search_marks_what_matched(archive, page):
    archive.add(page)
    (card,) = archive.search("miner strikes").cards
    assert [piece for piece, marked in card.headline_marked if marked] == ["Miners"]
    assert [piece for piece, marked in card.snippet if marked] == ["miners", "strike"]


def test_a_snippet_keeps_the_text():
    text = "One two three four five."
    pieces = snippet_of(text, [(8, 13)])
    assert "".join(piece for piece, _ in pieces) == text


# ── damage ───────────────────────────────────────────────────────────────────────────────────────


def test_verify_finds_nothing_in_a_sound_archive(archive, page):
    archive.add(page)
    assert archive.verify() == []


def test_verify_names_a_changed_capture(archive, page):
    archive.add(page)
    path = archive.files.folder / "00001.warc.gz"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    (problem,) = archive.verify()
    assert problem.thing.startswith("capture ")
    with pytest.raises(Damaged):
        archive.payload(next(archive.store.captures()))


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("update version set text = replace(text, '41', '14')", "version"),
        ("update finding set exact = 'forged' where rowid = 1", "finding"),
        ("delete from ft", "archive.db"),
    ],
)
def test_verify_names_what_was_tampered_with(archive, page, statement, names):
    archive.add(page)
    archive.store._db.execute(statement)
    problems = archive.verify()
    assert problems
    assert any(names in problem.thing for problem in problems)


def test_nothing_acknowledged_is_lost_when_it_is_killed(tmp_path):
    """Kill the writer at different moments; what it said was kept is there, and all verifies."""
    for number in range(200):
        text = f"Headline Number {number} of Many\n\nA. Author 01.02.20\n\nTeaser {number} names {number} things. (more…)\n"
        folder = tmp_path / "pages"
        folder.mkdir(exist_ok=True)
        (folder / f"{number:03}.txt").write_text(text, "utf-8")
    program = (
        "import sys; from dalil import Archive\n"
        "with Archive.open(sys.argv[1], create=True) as a:\n"
        "    a.add(sys.argv[2], progress=lambda done: print(done.captures, flush=True))\n"
    )
    for moment in (0.0, 0.1, 0.3, 0.6):
        target = tmp_path / f"archive-{moment}"
        child = subprocess.Popen(
            [sys.executable, "-c", program, str(target), str(tmp_path / "pages")],
            stdout=subprocess.PIPE,
            text=True,
        )
        first = child.stdout.readline()
        time.sleep(moment)
        child.send_signal(signal.SIGKILL)
        said = [int(first or 0), *(int(line) for line in child.stdout if line.endswith("\n"))]
        child.wait()
        child.stdout.close()
        with Archive.open(target) as archive:
            assert archive.counts()["captures"] >= max(said)
            assert archive.verify() == []
            archive.add(tmp_path / "pages")
            assert archive.counts()["articles"] == 200
            assert archive.verify() == []


# ── bad input ────────────────────────────────────────────────────────────────────────────────────

BAD = {
    "empty.html": b"",
    "blank.html": b" \n\t ",
    "binary.html": bytes(range(256)) * 40,
    "picture.jpg": b"\xff\xd8\xff\xe0" + os.urandom(2000),
    "truncated.html": b"<html><body><div class=post><h2><a href=",
    "deep.html": b"<div>" * 100_000 + b"text",
    "attributes.html": b"<p " + b" ".join(b"a%d=1" % n for n in range(50_000)) + b">text",
    "truncated.warc.gz": b"\x1f\x8b\x08\x00\x00\x00",
    "bomb.txt": b"a" * 6_000_000,
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_and_the_rest_is_read(archive, page, tmp_path, name):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(BAD[name])
    (folder / "zz-good.txt").write_text(LISTING, "utf-8")
    added = archive.add(folder)
    assert added.articles >= 3
    assert archive.cards(country="KZ").total >= 3
    assert len(added.problems) == 1
    assert added.problems[0].what
    assert archive.verify() == []


def test_a_file_that_is_not_there(archive, tmp_path):
    (problem,) = archive.add(tmp_path / "nowhere.html").problems
    assert "nowhere.html" in problem.thing
    assert problem.fix


def test_an_article_that_is_not_there(archive):
    for ask in (archive.read, archive.explain, archive.capture):
        with pytest.raises(NotFound):
            ask("nothing")


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(ArchiveReadOnly):
        Archive.open(Path(tmp_path) / "archive", create=True)


# ── disks ────────────────────────────────────────────────────────────────────────────────────────


def test_a_full_disk_keeps_what_was_there(archive, page, tmp_path, monkeypatch):
    archive.add(page)
    before = archive.counts()

    def full(*_):
        raise OSError(28, "No space left on device")

    page.write_text(LISTING.replace("320", "402"), "utf-8")
    with monkeypatch.context() as disk:
        disk.setattr("dalil.captures.archive._sync", full)
        with pytest.raises(ArchiveReadOnly, match="No space left"):
            archive.add(page)
    assert archive.counts() == before
    assert archive.verify() == []
    assert archive.add(page).versions == 1
    assert archive.verify() == []


def test_a_full_database_keeps_what_was_there(archive, page):
    archive.add(page)
    before = archive.counts()
    pages = archive.store._db.execute("pragma page_count").fetchone()[0]
    archive.store._db.execute(f"pragma max_page_count = {pages}")
    page.write_text(
        LISTING + "\n\n".join(f"Line {n} of a long text." * 50 for n in range(50)), "utf-8"
    )
    with pytest.raises(ArchiveReadOnly, match="no room"):
        archive.add(page)
    assert archive.counts() == before
    assert archive.verify() == []


def test_an_archive_on_a_read_only_disk_can_be_read(archive, page, monkeypatch):
    archive.add(page)
    folder = archive.store.folder
    archive.close()
    monkeypatch.setattr("dalil.store.connection.os.access", lambda *_: False)
    with Archive.open(folder) as reader:
        assert reader.cards().total == 3
        assert reader.verify() == []
        page.write_text(LISTING.replace("320", "402"), "utf-8")
        with pytest.raises(ArchiveReadOnly, match="cannot write"):
            reader.add(page)


# ── odd files ────────────────────────────────────────────────────────────────────────────────────


def test_a_name_that_is_no_unicode_stops_nothing(archive, page, tmp_path):
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / os.fsdecode(b"\xff\xfe.txt")).write_text(LISTING, "utf-8")
    (folder / "zz.html").write_bytes(b"")
    added = archive.add(folder)
    assert added.articles == 3
    assert [problem.thing for problem in added.problems] == ["zz.html"]


def test_what_could_not_be_read_is_said_again(archive, tmp_path):
    (tmp_path / "empty.html").write_bytes(b"")
    for _ in range(2):
        (problem,) = archive.add(tmp_path / "empty.html").problems
        assert problem.thing == "empty.html"


def test_a_pipe_is_named(archive, tmp_path):
    os.mkfifo(tmp_path / "pipe.html")
    (problem,) = archive.add(tmp_path / "pipe.html").problems
    assert "regular file" in problem.what


def test_a_broken_record_of_a_plain_warc_costs_itself_only(archive, tmp_path):
    import gzip

    from dalil import demo

    whole = gzip.decompress(demo.warc_path().read_bytes())
    (tmp_path / "cut.warc").write_bytes(whole[:-3000])
    added = archive.add(tmp_path / "cut.warc")
    assert added.captures > 100
    assert len(added.problems) == 1


def test_a_capture_file_that_is_gone_is_noticed(archive, page):
    archive.add(page)
    assert archive.missing_files() == []
    (archive.files.folder / "00001.warc.gz").unlink()
    assert archive.missing_files() == ["00001.warc.gz"]
    assert archive.verify()


def test_an_archive_of_an_unknown_convention_is_of_a_newer_program(tmp_path):
    with Archive.open(tmp_path / "a", create=True, convention="acled") as archive:
        assert archive.convention.name == "acled"
    with Archive.open(tmp_path / "a") as archive:
        assert archive.convention.name == "acled"
    with closing(sqlite3.connect(tmp_path / "a" / "archive.db")) as db, db:
        db.execute("update meta set value = 'later' where key = 'convention'")
    with pytest.raises(ArchiveTooNew, match="later"):
        Archive.open(tmp_path / "a")
    with closing(sqlite3.connect(tmp_path / "a" / "archive.db")) as db, db:
        db.execute("delete from meta where key = 'convention'")
    with Archive.open(tmp_path / "a") as archive:
        assert archive.convention.name == "dalil", "as before there was a choice"
