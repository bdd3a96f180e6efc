"""What the store remembers, and what it refuses."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dalil.errors import ArchiveBusy, ArchiveError, ArchiveTooNew, NoArchive, NotFound
from dalil.model import Cards
from dalil.searching import Filters, Search
from dalil.store import Store, search
from tests.conftest import wording


def cards(store: Store, **filters) -> Cards:
    given = dict.fromkeys(("country", "source", "language", "since", "until", "before", "after"))
    return store.cards(**{**given, "limit": 20, **filters})


def headlines(page: Cards) -> list[str | None]:
    return [card.headline for card in page.cards]


def found(store: Store, query: str, **filters) -> list[str | None]:
    return headlines(Search(store, query, Filters(**filters)).found(sort="date"))


# ── versions ─────────────────────────────────────────────────────────────────────────────────────


def test_the_same_wording_again_is_no_new_version(store, keep):
    first, is_new = keep(wording(), payload=b"one")
    again, is_new_again = keep(wording(), payload=b"two")
    assert (is_new, is_new_again) == (True, False)
    assert first == again
    assert store.counts() | {"sources": 1} == {
        "sources": 1,
        "captures": 2,
        "articles": 1,
        "versions": 1,
        "figures": 0,
    }


def test_a_changed_wording_is_a_new_version_and_the_old_one_stays(store, keep):
    old, _ = keep(wording(teaser="The village has 14 wells."))
    new, is_new = keep(wording(teaser="The village has 41 wells."))
    assert is_new
    assert old != new
    texts = [version.wording.text for version in store.versions(cards(store).cards[0].article.id)]
    assert ["14" in text for text in texts] == [True, False]
    assert cards(store).cards[0].version_count == 2


def test_the_text_of_a_version_comes_back_as_it_was(store, keep):
    strange = "Zero\0 bell\a 🏠 é é end"
    version_id, _ = keep(wording(teaser=strange))
    assert strange in store.version(version_id).wording.text


def test_what_stood_there_at_a_time_is_what_was_last_seen_by_then(store, keep):
    def on(day: int) -> datetime:
        return datetime(2020, 8, day, tzinfo=UTC)

    first, _ = keep(wording(teaser="14 wells."), payload=b"1", at=on(3))
    second, _ = keep(wording(teaser="41 wells."), payload=b"2", at=on(5))
    assert keep(wording(teaser="14 wells."), payload=b"3", at=on(7)) == (first, False)
    page, _ = keep(wording(teaser="41 wells.", form="page"), payload=b"4", at=on(9))
    article = cards(store).cards[0].article.id
    stood = [store.version_at(article, on(day)) for day in (1, 3, 4, 5, 6, 7, 8, 9, 30)]
    assert stood == [first, first, first, second, second, first, first, page, page]
    with pytest.raises(NotFound):
        store.version_at("nothing", on(3))


def test_an_entry_without_an_address_joins_the_article_of_that_headline_and_day(store, keep):
    keep(wording())
    keep(replace(wording(teaser="Another teaser."), url=None), url_key=None)
    assert store.counts()["articles"] == 1


def test_two_addresses_with_one_headline_are_two_articles(store, keep):
    keep(wording(url="https://gazette.example/1"))
    keep(wording(url="https://gazette.example/2"))
    assert store.counts()["articles"] == 2


# ── order ────────────────────────────────────────────────────────────────────────────────────────


def test_newest_first_and_the_undated_where_its_page_has_it(store, keep):
    keep(wording("Old", on="2019-01-01", url="https://gazette.example/1"))
    keep(wording("Undated", on=None, url="https://gazette.example/2"), placed_on="2019-06-01")
    keep(wording("New", on="2020-01-01", url="https://gazette.example/3"))
    page = cards(store)
    assert headlines(page) == ["New", "Undated", "Old"]
    assert page.cards[1].published is None


def test_a_date_learned_later_moves_the_article_and_its_index_row(store, keep):
    keep(wording("Undated", on=None))
    keep(wording("Middle", on="2019-06-01", url="https://gazette.example/2"))
    assert headlines(cards(store)) == ["Middle", "Undated"]
    keep(wording("Undated", on="2020-06-01", teaser="With a date now."))
    assert headlines(cards(store)) == ["Undated", "Middle"]
    assert found(store, "date") == ["Undated"]
    assert headlines(cards(store, country="KZ")) == ["Undated", "Middle"]
    assert store.problems() == []


def test_paging_does_not_shift_while_articles_come_in(store, keep):
    for number in range(1, 8):
        keep(
            wording(f"N{number}", on=f"2020-01-0{number}", url=f"https://gazette.example/{number}")
        )
    first = cards(store, limit=3)
    assert headlines(first) == ["N7", "N6", "N5"]
    keep(wording("N8", on="2020-01-08", url="https://gazette.example/8"))
    second = cards(store, limit=3, before=first.older)
    assert headlines(second) == ["N4", "N3", "N2"]
    assert headlines(cards(store, limit=3, after=second.newer)) == ["N7", "N6", "N5"]
    last = cards(store, limit=3, before=second.older)
    assert (headlines(last), last.older) == (["N1"], None)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2020", None, ["C", "B"]),
        (None, "2019", ["A"]),
        ("2020-02", "2020-02", ["B"]),
        ("2020-02-29", "2020-02-29", ["B"]),
        ("2021", None, []),
    ],
)
def test_days_months_and_years_bound_a_list(store, keep, since, until, expected):
    for name, on in (("A", "2019-12-31"), ("B", "2020-02-29"), ("C", "2020-03-01")):
        keep(wording(name, on=on, url=f"https://gazette.example/{name}"))
    assert headlines(cards(store, since=since, until=until)) == expected


# ── search ───────────────────────────────────────────────────────────────────────────────────────

SEARCHES = [
    ("convictions", "88 Convictions for Slander", "en"),
    ("conviction", "88 Convictions for Slander", "en"),
    ("CONVICTIONS slander", "88 Convictions for Slander", "en"),
    ("осужденный", "За год осуждённых стало больше", "ru"),
    ("журналист", "Нападения на журналистов", "ru"),
    ("ауыл", "Ауылдарда су жоқ", "kk"),
    ("мұғалімдер", "Мұғалімнің жалақысы", "kk"),
    ('"for slander"', "88 Convictions for Slander", "en"),
    ("slander -theft", "88 Convictions for Slander", "en"),
]


@pytest.mark.parametrize(("query", "headline", "language"), SEARCHES)
def test_words_are_found_in_their_other_forms(store, keep, query, headline, language):
    keep(wording(headline, language=language))
    keep(wording("Something else", "Nothing here.", url="https://gazette.example/else"))
    assert found(store, query) == [headline]


@pytest.mark.parametrize(
    "query",
    [
        '"slander for"',
        "slander -convictions",
        "-slander",
        "",
        '"',
        '""',
        "- -",
        "*",
        "NEAR(",
        ")))",
    ],
)
def test_what_does_not_match_or_cannot_be_read_finds_nothing(store, keep, query):
    keep(wording("88 Convictions for Slander"))
    assert found(store, query) == []


@pytest.mark.parametrize(
    "query", ["x" * 10_000, '"' * 999, "a OR b AND NOT", "\0", "\ud800", "(" * 500]
)
def test_a_hostile_query_is_answered(store, keep, query):
    keep(wording())
    assert isinstance(found(store, query), list)


def test_a_word_of_an_earlier_version_is_still_found(store, keep):
    keep(wording(teaser="The minister resigned."))
    keep(wording(teaser="The minister stays."))
    assert found(store, "resigned") == ["Two wells run dry"]


def test_search_filters_by_tags(store, keep):
    keep(wording())
    assert found(store, "wells", country="KZ") == ["Two wells run dry"]
    assert found(store, "wells", country="KG") == []
    assert found(store, "wells", source="gazette", language="en") != []


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 43, 0)])
def test_both_kinds_of_index_can_be_made_where_sqlite_allows(version):
    if version > sqlite3.sqlite_version_info:
        pytest.skip(f"SQLite here is {sqlite3.sqlite_version}")
    db = sqlite3.connect(":memory:")
    db.execute(search.table_sql(version))
    db.execute("insert into ft (rowid, words, tags) values (1, 'wel run', 'c_kz')")
    assert db.execute("select rowid from ft where ft match 'tags : \"c_kz\"'").fetchall() == [(1,)]
    db.execute("delete from ft where rowid = 1")
    db.close()


# ── what goes wrong ──────────────────────────────────────────────────────────────────────────────


def test_no_archive(tmp_path):
    with pytest.raises(NoArchive, match="dalil add"):
        Store(tmp_path)


def test_an_archive_of_a_newer_program(store):
    store._db.execute("pragma user_version = 99")
    with pytest.raises(ArchiveTooNew, match="step 99"):
        Store(store.folder)


def test_a_locked_archive_says_so(store, monkeypatch):
    monkeypatch.setattr("dalil.store.connection.BUSY_SECONDS", 0)
    other = Store(store.folder)
    with store.writing(), pytest.raises(ArchiveBusy, match="another program"), other.writing():
        pass
    other.close()


def test_a_file_that_is_no_database(tmp_path):
    (tmp_path / "archive.db").write_bytes(b"something else entirely" * 100)
    with pytest.raises(ArchiveError, match="not an archive"):
        Store(tmp_path)


def test_what_is_not_there(store):
    for ask in (store.capture, store.version, store.finding, store.article_row, store.source):
        with pytest.raises(NotFound):
            ask("nothing")


def test_a_failed_batch_leaves_nothing(store, keep):
    keep(wording())
    before = store.counts()

    def fail():
        with store.writing():
            store.note("half done")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.counts() == before
    assert all("half" not in what for _, what, _ in store.log(10))
