"""Persons, organisations and places: what is found, what is not, and what each is in full."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.cli import main
from dalil.findings.names import find_names
from dalil.model import Span
from tests.timing import holds, seconds

GOLD = Path(__file__).resolve().parents[3] / "gold"
sys.path.insert(0, str(GOLD))

from score_names import score  # noqa: E402

FLOORS = json.loads((GOLD / "names" / "floors.json").read_text("utf-8"))
_MARK = re.compile(r"\[([^|\]]+)\|([pol])\]")
_TYPES = {"p": "person", "o": "organisation", "l": "place"}


def names(text, language, **more):
    return [
        (f.span.of(text), f.value.type, f.value.full)
        for f in find_names(text, language=language, **more)
    ]


@pytest.mark.parametrize(("language", "part"), [(la, pa) for la in FLOORS for pa in FLOORS[la]])
def test_floors_of_the_gold(language, part):
    scores = score(language, part)
    for what, floor in FLOORS[language][part].items():
        assert scores[what] >= floor, what


def _examples():
    for language in ("base", "en", "ru", "kk", "ky"):
        file = resources.files("dalil.lang").joinpath(language, "names.toml")
        data = tomllib.loads(file.read_text("utf-8"))
        rows = data.get("examples", [t["example"] for t in data.values() if "example" in t])
        yield from (("ru" if language == "base" else language, row) for row in rows)


@pytest.mark.parametrize(("language", "row"), list(_examples()))
def test_examples_of_the_tables(language, row):
    wanted = [(hit[1], _TYPES[hit[2]]) for hit in _MARK.finditer(row)]
    text = _MARK.sub(r"\1", row)
    assert [(said, kind) for said, kind, _ in names(text, language)] == wanted


@pytest.mark.parametrize(
    ("text", "language", "said", "full"),
    [
        ("Azamat Baitov spoke. Baitov left.", "en", "Baitov", "Azamat Baitov"),
        ("Baitov left, said Azamat Baitov's wife.", "en", "Baitov", "Azamat Baitov"),
        ("Осудили Дарию Серикову. Серикову отпустили.", "ru", "Серикову", "Дария Серикова"),
        ("Письмо Азамату Баитову. Баитовым недовольны.", "ru", "Баитовым", "Азамат Баитов"),
        ("Азамат Байтов келді. Байтовтың сөзі.", "kk", "Байтовтың", "Азамат Байтов"),
        ("В Верховном суде молчат.", "ru", "Верховном суде", "Верховный суд"),
        ("Из Министерства юстиции ответили.", "ru", "Министерства юстиции", "Министерство юстиции"),
        ("Әділет министрлігінен жауап келді.", "kk", "Әділет министрлігінен", "Әділет министрлігі"),
        ("Жил в Ошской области.", "ru", "Ошской области", "Ошская область"),
        ("Сағынов Ошта тұрады.", "kk", "Ошта", "Ош"),
    ],
)
def test_what_a_name_is_in_full(text, language, said, full):
    assert full in [whole for exact, _, whole in names(text, language) if exact == said]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("On Monday the ministry said nothing.", "en"),
        ("The court heard the case in May.", "en"),
        ("Суд вынес приговор.", "ru"),
        ("На улице Байтурсынова ремонт.", "ru"),
        ("Сотқа екі адам келді.", "kk"),
        ("ЖКХ, ВВП и ДТП.", "ru"),
        ("Paid 500 USD under Article 12.", "en"),
        ("Slander Costs Journalists More Than Ever", "en"),
        ("", "en"),
        ("Abc", "zz"),
    ],
)
def test_what_is_no_name(text, language):
    assert names(text, language) == []


def test_the_country_of_the_article_tells_places_apart():
    text = "It happened in the Naryn district on Sunday."
    (found,) = find_names(text, language="en")
    assert found.value.key is None
    assert found.reasons == ("may be one of 2 places",)
    (found,) = find_names(text, language="en", countries=["UZ"])
    assert found.value.key == "uz-naryn-district"


def test_only_the_regions_that_are_asked_for_are_searched():
    text = "Azamat Baitov wrote.\n\nDana Serikova spoke in Osh."
    found = find_names(text, language="en", regions=[Span(22, len(text))])
    assert [f.value.full for f in found] == ["Dana Serikova", "Osh"]


def test_a_family_name_of_two_people_is_the_last_one_named():
    text = "Azamat Baitov spoke. Baitov left. Marat Baitov came. Baitov sat down."
    assert [full for said, _, full in names(text, "en") if said == "Baitov"] == [
        "Azamat Baitov",
        "Marat Baitov",
    ]


def test_a_place_that_is_not_in_the_gazetteer_has_no_key():
    text = "Тасбөгетсу ауылында су жоқ."
    (found,) = find_names(text, language="kk")
    assert (found.value.type, found.value.key) == ("place", None)


TEXTS = st.text(
    st.sampled_from("АаБбВвКкИ ..,«»\"'’-\nAaBbovev министрлігі Court Азамат Баитов 'sМВД"),
    max_size=200,
)


@given(TEXTS | st.text(max_size=200), st.sampled_from(["en", "ru", "kk", "ky", "uz", "und", ""]))
def test_any_text_is_read(text, language):
    found = find_names(text, language=language)
    assert [f.span for f in found] == sorted(f.span for f in found)
    last = 0
    for one in found:
        assert last <= one.span.start < one.span.end <= len(text)
        assert one.context.covers(one.span)
        assert one.value.full.strip()
        last = one.span.end


@pytest.mark.parametrize(
    "unit", ["Азамат Баитов из Оша. ", "A.", "«А ", "Ministry of and of ", "ауылы А "]
)
def test_time_grows_with_the_text(unit):
    def grows() -> bool:
        short = seconds(lambda: find_names(unit * 400, language="ru"))
        long = seconds(lambda: find_names(unit * 1600, language="ru"))
        return long < short * 8

    assert holds(grows)


def test_names_on_the_command_line(tmp_path, capsys):
    text = tmp_path / "text.txt"
    text.write_text("Осудили Азамата Баитова из Оша. Баитову дали два года.", "utf-8")
    assert main(["find", str(text), "--kind", "name", "--language", "ru"]) == 0
    told = capsys.readouterr().out
    assert "Азамат Баитов" in told
    assert "KG-GO" in told
    text.write_text('{"id": "a", "lang": "ru", "text": "в Оше"}', "utf-8")
    assert main(["find", str(text), "--kind", "name", "--format", "gold"]) == 0
    assert json.loads(capsys.readouterr().out)["names"][0]["key"] == "KG-GO"
