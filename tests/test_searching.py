"""Search over articles in three languages: what it finds, marks, counts, offers; and its floor."""

from __future__ import annotations

import itertools
import sqlite3
from collections import defaultdict

import pytest

from dalil.archive import Archive
from dalil.captures.archive import CaptureFiles
from dalil.lang.stems import ANALYSER
from dalil.searching import snippet_of
from dalil.store import Store
from gold import searching as gold

EVERYTHING = 10_000


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """The articles of ``gold/search.toml`` among those of the demo archive."""
    store = Store(tmp_path_factory.mktemp("search") / "archive", create=True)
    gold.fill(store)
    yield Archive(store, CaptureFiles(store.folder / "captures"))
    store.close()


def ids(archive: Archive, query: str, **by) -> set[str]:
    found = archive.search(query, limit=EVERYTHING, **by)
    return {card.article.id for card in found.cards}


def ours(archive: Archive, query: str, **by) -> list[str]:
    """What is found of the articles that were written for this, by their names."""
    cards = archive.search(query, limit=EVERYTHING, **by).cards
    names = [(card.article.url or "").rpartition("/")[2] for card in cards]
    return sorted(name for name in names if not name.startswith("demo"))


# ── the floor ────────────────────────────────────────────────────────────────────────────────────


def test_what_should_be_found_is_found(archive):
    """Recall among the first ten: all together, and of word forms in Russian and Kazakh."""
    by_kind = defaultdict(list)
    for one in gold.ask(archive):
        by_kind[one.kind, one.language].append(one)
    assert gold.recall(list(itertools.chain(*by_kind.values()))) >= 0.99
    assert gold.recall(by_kind["forms", "ru"]) == 1.0
    assert gold.recall(by_kind["forms", "kk"]) >= 0.95


# ── words, spellings, slips ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("query", ["Морозов", "Morozov", "морозова", "MOROZOV"])
def test_names_are_found_in_both_alphabets(archive, query):
    assert ours(archive, query) == ["e2", "k2", "r2"]


def test_exact_takes_words_as_they_are_written(archive):
    assert ours(archive, "Морозов", exact=True) == ["k2"]
    assert ours(archive, "exact:Морозова") == ["r2"]
    assert ours(archive, "exact:yes Morozov") == ["e2"]
    assert ours(archive, 'exact:"денис морозов"') == ["k2"]


def test_other_spellings_are_told(archive):
    found = archive.search("Kostanai")
    assert set(found.also) == {"kostanai"}
    assert {"костанае", "kostanay", "қостанай"} & set(found.also["kostanai"])
    assert not archive.search("Kostanai", exact=True).also


def test_a_word_with_digits_is_no_name(archive):
    assert ours(archive, "Morozov7") == []
    assert not archive.search("Morozov7").also


def test_beginnings(archive):
    assert ours(archive, "оправд*") == ["r2"]
    assert ours(archive, '"журналиста дени*"') == ["r2"]


def test_a_slip_of_the_pen_is_offered_apart(archive):
    found = archive.search("контробандисты")
    assert found.total == 0
    assert found.instead.why == "meant"
    assert found.instead.cards[0].article.url.endswith("/r8")
    assert archive.search(found.instead.query).total == found.instead.total


def test_what_is_found_is_not_corrected(archive):
    assert archive.search("суд").instead is None


def test_articles_with_some_of_the_words_where_none_has_all(archive):
    found = archive.search("insulin bridge")
    assert (found.total, found.instead.why) == (0, "fewer")
    names = {(card.article.url or "").rpartition("/")[2] for card in found.instead.cards}
    assert {"e3", "e9"} <= names


def test_phrases_do_not_go_from_one_paragraph_into_the_next(archive):
    assert ours(archive, '"Morozov acquitted"') == ["e2"]
    assert ours(archive, '"acquitted A court"') == []


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────

QUERIES = (
    "суд", "journalist OR журналист", '"по словам"', "lang:ru", "-lang:en", "figures:no",
    "from:2020", "Karaganda", "шахт*", "exact:суд", "lang:kk -су", "place:kz", "of:people",
    "to:2019", "(вода OR су) -lang:ru", "figure:>5 OR lang:kk", "edited:no -court",
)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), [*itertools.combinations(QUERIES, 2)])
def test_and_or_and_not_are_what_they_are_of_sets(archive, one, other):
    a, b = ids(archive, one), ids(archive, other)
    assert ids(archive, f"({one}) ({other})") == a & b
    assert ids(archive, f"({one}) OR ({other})") == a | b
    assert ids(archive, f"({one}) -({other})") == a - b


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("sort", ["date", "relevance"])
def test_pages_give_everything_once_in_one_order(archive, query, sort):
    whole = [c.article.id for c in archive.search(query, sort=sort, limit=EVERYTHING).cards]
    walked: list[str] = []
    before = None
    while True:
        page = archive.search(query, sort=sort, before=before, limit=7)
        walked += [card.article.id for card in page.cards]
        if page.older is None:
            break
        before = page.older
    assert walked == whole
    assert len(set(walked)) == page.total == len(walked)


@pytest.mark.parametrize("sort", ["date", "relevance"])
def test_back_from_the_second_page_is_the_first(archive, sort):
    first = archive.search("суд OR court", sort=sort, limit=5)
    second = archive.search("суд OR court", sort=sort, limit=5, before=first.older)
    again = archive.search("суд OR court", sort=sort, limit=5, after=second.newer)
    assert [card.article.id for card in again.cards] == [card.article.id for card in first.cards]


# ── counts ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("query", ["", "суд OR court", "lang:kk", "from:2020 вод*"])
def test_each_count_is_what_choosing_it_leaves(archive, query):
    tally = archive.tally(query)
    assert sum(tally.by_language.values()) <= tally.total
    for language, n in tally.by_language.items():
        assert len(ids(archive, f"({query}) lang:{language}")) == n
    for month, n in tally.by_month.items():
        assert len(ids(archive, f"({query}) date:{month}")) == n


def test_a_filters_own_counts_do_not_heed_it(archive):
    free, chosen = archive.tally("суд"), archive.tally("суд", language="ru")
    assert chosen.by_language == free.by_language
    assert chosen.total == free.by_language["ru"]


def test_sources_without_anything_in_the_period_are_named(archive):
    ((source, first, last),) = archive.without_articles("from:1990 to:1991 суд")
    assert (source.id, first[:4], last[:4]) == ("gold", "2024", "2024")
    assert archive.without_articles("суд") == []


# ── marks ────────────────────────────────────────────────────────────────────────────────────────


def marked(card) -> list[str]:
    return [piece for piece, matched in card.snippet if matched]


def test_word_forms_are_marked(archive):
    (card,) = archive.search("мост беженец lang:ru").cards
    assert marked(card) == ["мосту", "беженцев"]
    assert [p for p, matched in card.headline_marked if matched] == ["Беженцы", "мост"]


def test_other_spellings_are_marked(archive):
    card = next(c for c in archive.search("Kostanai").cards if c.language == "ru")
    assert marked(card) == ["Костанае"]


def test_of_a_phrase_only_the_phrase_is_marked(archive):
    (card,) = archive.search('"рыбаки собирали на берегу"').cards
    assert marked(card) == ["Рыбаки", "собирали", "на", "берегу"]


@pytest.mark.parametrize(
    "text", ["один два три", "a " * 500 + "x" + " b" * 500, "🛖🛖 x 🛖", "x", "\n\nx\n\nx"]
)
def test_a_snippet_is_a_stretch_of_the_text(text):
    at = text.find("x") if "x" in text else 5
    pieces = snippet_of(text, [(at, at + 1)])
    inner = "".join(piece for piece, _ in pieces).removeprefix("… ").removesuffix(" …")
    assert inner in text.replace("\n\n", " ")
    assert [piece for piece, matched in pieces if matched] == [text[at : at + 1]]


# ── old archives, hostile questions ──────────────────────────────────────────────────────────────


def test_the_index_of_an_older_archive_is_made_anew_when_it_is_opened(tmp_path, caplog):
    store = Store(tmp_path / "archive", create=True)
    gold.fill(store)
    with store.writing():
        store._set_meta("analyser", "1")
        store._db.execute("drop table ft")
        store._db.execute("create virtual table ft using fts5(words, tags)")
        store._db.execute("delete from spelling")
    store.close()
    with Archive.open(tmp_path / "archive") as again:
        assert ours(again, "Morozov") == ["e2", "k2", "r2"]
        assert again.store._meta("analyser") == ANALYSER
        assert again.store.problems() == []
        assert "made anew" in again.log(1)[0][1]


@pytest.mark.parametrize(
    "query",
    ["(" * 999, '"' * 999, "a OR " * 200, "-" * 500 + "a", "NEAR(a b)", "a* b* c*", "\0", "\ud800",
     "figure:>1e308", "figure:=-1", 'source:"\'; drop table ft; --"', "place:\ud800", "{words} : a",
     'unit:"\'', "of:\"'\"", "-a", "-a -b -lang:ru", "exact:yes", "from:0001 to:9999", "ft match x",
     "x" * 5_000, "ю" * 1_000, " ".join(f"слово{n}" for n in range(99))],
)  # fmt: skip
def test_hostile_questions_are_answered(archive, query):
    for sort in ("date", "relevance"):
        assert archive.search(query, sort=sort, limit=3).total >= 0
    assert archive.tally(query).total >= 0
    archive.without_articles(query)


def test_sqlite_says_nothing_of_its_own(archive):
    """No query reaches the database as words of its own language."""
    for query in ('" OR 1=1 --', "a) OR (b", 'tags : "l_ru"', "rowid:1", '"a" NOT "b"'):
        try:
            archive.search(query)
        except sqlite3.Error as error:  # pragma: no cover
            pytest.fail(f"{query}: {error}")


def test_what_is_remembered_is_forgotten_when_anybody_writes(tmp_path):
    store = Store(tmp_path / "archive", create=True)
    gold.fill(store)
    other = Archive.open(tmp_path / "archive")
    before = other.tally("")
    assert other.sources()[0][1] == before.total
    with store.writing():
        store._db.execute("update article set language = 'ky' where language = 'kk'")
        inside = Archive(store, other.files).tally("")
        assert "ky" in inside.by_language
        assert other.tally("") == before
    after = other.tally("")
    assert after.by_language["ky"] == before.by_language["kk"]
    other.close()
    store.close()
