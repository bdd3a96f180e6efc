"""Spellings that are one name, what people decide of them, and that it holds."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil import naming
from dalil.archive import Archive
from dalil.cli import main
from dalil.errors import NotFound, UsageError
from dalil.model import NameDecision
from dalil.naming import Said, identity
from dalil.store.names import Form

TEXTS = {
    "en": "Azamat Baitov is free\n\nJournalist Azamat Baitov left Osh. Baitov was glad, said Dana Serikova.",
    "ru": "Дело журналиста\n\nСуд отпустил Азамата Баитова. Баитов уехал из Оша, сказала Дина Серикова.",
    "kk": "Журналист босады\n\nАзамат Байтовты сот босатты. Ол Ошта болған.",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An archive with the texts; made once, since readers are processes of their own."""
    folder = tmp_path_factory.mktemp("names")
    texts = folder / "texts"
    texts.mkdir()
    for code, text in TEXTS.items():
        (texts / f"{code}.txt").write_text(text, encoding="utf-8")
    with Archive.open(folder / "archive", create=True) as opened:
        opened.add(texts)
    return folder / "archive"


@pytest.fixture
def archive(made, tmp_path):
    shutil.copytree(made, tmp_path / "archive")
    with Archive.open(tmp_path / "archive") as opened:
        yield opened


def called(archive, **by):
    return {one.full: one.articles for one in archive.names(**by)[0]}


def test_spellings_of_one_name_are_kept_together(archive):
    found = archive.name("Azamat Baitov")
    assert {one.full for one in found.spellings} == {
        "Azamat Baitov",
        "Азамат Баитов",
        "Азамат Байтов",
    }
    assert found.articles == 3
    assert {one.reason for one in found.spellings} == {
        None,
        "the same letters, written another way",
    }


def test_a_place_is_one_by_its_key(archive):
    found = archive.name("place-KG-GO")
    assert (found.type, found.articles) == ("place", 3)


def test_names_are_listed_and_asked_for_in_any_alphabet(archive):
    assert len(called(archive, kind="person")) == 3
    assert list(called(archive, like="Серик")) == list(called(archive, like="serik"))
    assert archive.count_names() == {"person": 3, "organisation": 0, "place": 1}


def test_people_join_and_part_and_it_holds_when_found_anew(archive):
    archive.decide_name(
        "join", "Dana Serikova", "Дина Серикова", who="ada", why="a slip of the pen"
    )
    for _ in range(2):
        found = archive.name("Dana Serikova")
        assert {one.full for one in found.spellings} == {"Dana Serikova", "Дина Серикова"}
        assert found.articles == 2
        archive.find_names(again=True)
    archive.decide_name("part", "Dana Serikova", "Дина Серикова", who="ada", why="two people")
    archive.find_names(again=True)
    assert archive.name("Dana Serikova").id != archive.name("Дина Серикова").id
    assert [one.kind for one in archive.name_decisions()] == ["join", "part"]


def test_spellings_of_the_same_letters_can_be_parted(archive):
    archive.decide_name("part", "Azamat Baitov", "Азамат Байтов", who="ada", why="a namesake")
    archive.find_names(again=True)
    assert archive.name("Азамат Байтов").articles == 1
    assert archive.name("Azamat Baitov").articles == 2
    archive.decide_name("join", "Azamat Baitov", "Азамат Байтов", who="ada", why="it was him")
    assert archive.name("Азамат Байтов").articles == 3


@pytest.mark.parametrize(
    ("verb", "one", "other", "error"),
    [
        ("join", "Azamat Baitov", "Азамат Баитов", UsageError),
        ("part", "Azamat Baitov", "Dana Serikova", UsageError),
        ("join", "Azamat Baitov", "Azamat Baitov", UsageError),
        ("join", "Azamat Baitov", "Nobody Atall", NotFound),
        ("join", "Azamat Baitov", "place-KG-GO", UsageError),
    ],
)
def test_decisions_that_would_say_nothing(archive, verb, one, other, error):
    with pytest.raises(error):
        archive.decide_name(verb, one, other, who="ada", why="")
    assert archive.name_decisions() == []


def test_where_a_name_stands(archive):
    found = archive.named_in(archive.name("Azamat Baitov").id)
    assert len(found) == 3
    for article in found:
        for span, before, exact, after in article.mentions:
            text = archive.store.text_of(article.version_id)
            assert span.of(text) == exact
            assert before.lstrip("…") + exact + after.rstrip("…") in text


def test_names_on_the_command_line(archive, capsys):
    folder = str(archive.store.folder)
    assert main(["--archive", folder, "names", "--type", "person"]) == 0
    assert "Baitov" in capsys.readouterr().out
    assert main(["--archive", folder, "names", "join", "Dana Serikova", "Дина Серикова"]) == 0
    assert "dalil names part" in capsys.readouterr().out
    assert main(["--archive", folder, "names", "show", "Дина Серикова"]) == 0
    assert "Dana Serikova" in capsys.readouterr().out
    assert main(["--archive", folder, "names", "--json"]) == 0
    assert main(["--archive", folder, "names", "join", "Dana Serikova"]) == 2


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────

NAMES = st.sampled_from(["Dana A", "Dana B", "Дана А", "Marat C", "Марат С", "Asel D"])
DECISIONS = st.lists(st.tuples(st.sampled_from(["join", "part"]), NAMES, NAMES), max_size=12)


def form(full):
    plain = identity("person", full)
    return Form(id=0, type="person", full=full, place=None, plain=plain, group=plain)


@given(DECISIONS)
def test_the_last_decision_prevails(made):
    decisions = [
        NameDecision(id=n, at="", who="", kind=verb, type="person", one=one, other=other, why="")
        for n, (verb, one, other) in enumerate(made)
        if one != other
    ]
    said = Said.of(decisions)
    groups = {full: said.group(form(full)) for full in ("Dana A", "Dana B", "Marat C", "Asel D")}
    assert all(groups.values())
    if decisions and decisions[-1].kind == "join":
        last = decisions[-1]
        assert said.group(form(last.one)) == said.group(form(last.other))


@given(st.text(max_size=60), st.sampled_from(["person", "organisation", "place"]))
def test_any_name_has_an_address(full, kind):
    made = identity(kind, full)
    assert made.isascii()
    assert made.startswith(kind)
    assert len(made) < 160


def test_order_and_patronymic_are_the_same_person():
    assert identity("person", "Азамат Баитов") == identity("person", "Baitov Azamat")
    assert identity("person", "Азамат Ерланович Баитов") == identity("person", "Azamat Baitov")


def test_in_its_line_is_short():
    text = "a" * 30 + " x " * 300
    span = naming.Span(31, 32)
    _, before, exact, after = naming.in_its_line(text, span)
    assert exact == "x"
    assert len(before) < 80
    assert len(after) < 80


def test_counts_are_the_same_made_at_once_or_one_by_one(archive):
    def rows():
        return archive.store._db.execute("select * from name order by id").fetchall()

    grown = [tuple(row) for row in rows()]
    archive.store.count_names([row[0] for row in grown])
    assert [tuple(row) for row in rows()] == grown
    with archive.store.writing():
        naming.name_articles(archive.store, archive.store.not_named("other rules"))
    assert [tuple(row) for row in rows()] == grown


def test_bodies_are_one_by_their_name_in_quotes_and_their_kind():
    fund = identity("organisation", "фонд «Еркін қалам»")
    assert fund == identity("organisation", "«Еркін қалам» қоры")
    assert fund == identity("organisation", "foundation “Erkin Qalam”")
    assert fund != identity("organisation", "газета «Еркін қалам»")
    assert identity("organisation", "ІІМ") != identity("organisation", "ІМ")
