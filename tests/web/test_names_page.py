"""``/names`` and a name's page, over a real archive."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest

from dalil.archive import Archive
from dalil.page.worker import Pool
from dalil.web import room

TEXTS = {
    "en": "Azamat Baitov is free\n\nJournalist Azamat Baitov left the Karaganda region. “I am glad,” said Dana Serikova.",
    "ru": "Дело журналиста\n\nСуд отпустил Азамата Баитова. Баитов уехал из Карагандинской области.",
    "kk": "Журналист босады\n\nАзамат Байтовты сот босатты. Ол Қарағанды облысында болған.",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("named")
    (made / "texts").mkdir()
    for code, text in TEXTS.items():
        (made / "texts" / f"{code}.txt").write_text(text, encoding="utf-8")
    with Archive.open(made / "archive", create=True) as archive:
        archive.add(made / "texts")
        archive.decide_name(
            "part", "Azamat Baitov", "Азамат Байтов", who="ada", why="<b>a namesake"
        )
    return made / "archive"


@pytest.fixture
def visitor(folder: Path, client: Any) -> Any:
    return type(client)(room(folder))


@pytest.mark.parametrize("hl", ["en", "ru", "kk"])
@pytest.mark.parametrize(
    "path",
    [
        "/names",
        "/names?type=person",
        "/names?like=%D0%B1%D0%B0%D0%B9%D1%82",
        "/n/person-azamat-baitov",
    ],
)
def test_pages_in_three_languages(visitor: Any, path: str, hl: str) -> None:
    answer = visitor.get(path, cookie=f"hl={hl}")
    assert answer.status == 200
    assert f'<html lang="{hl}">' in answer.text
    assert "style=" not in answer.text


def test_every_name_has_its_page_and_its_mentions_lead_into_the_text(visitor: Any) -> None:
    for path in re.findall(r'href="(/n/[^"]+)"', visitor.get("/names").text):
        page = visitor.get(path)
        assert page.status == 200
        there = re.findall(r'href="(/v/[^"]+)"', page.text)
        assert there
        assert all(visitor.get(one).status == 200 for one in there)


def test_spellings_reasons_and_decisions_are_told(visitor: Any) -> None:
    page = visitor.get("/n/person-azamat-baitov").text
    assert "Азамат Баитов" in page
    assert "the same letters, written another way" in page
    assert "&lt;b&gt;a namesake" in page


def test_a_region_tells_when_it_was_split(visitor: Any) -> None:
    page = visitor.get("/n/place-KZ-35").text
    assert "Ulytau region was split from it." in page


def test_other_forms(visitor: Any) -> None:
    data = visitor.get("/names.json?type=person").json()
    rows = list(csv.DictReader(io.StringIO(visitor.get("/names.csv?type=person").text)))
    assert len(data["names"]) == len(rows) == data["total"]
    one = visitor.get("/n/person-azamat-baitov.json").json()
    assert one["name"]["type"] == "person"
    assert visitor.get("/n/person-azamat-baitov.csv").status == 200


@pytest.mark.parametrize("path", ["/n/nobody", "/n/person-", "/n/%00"])
def test_names_that_are_not_there(visitor: Any, path: str) -> None:
    assert visitor.get(path).status == 404


@pytest.mark.parametrize("query", ["type=thing", "after=x", "like=%25", "like=_"])
def test_odd_questions_are_answered(visitor: Any, query: str) -> None:
    assert visitor.get(f"/names?{query}").status in (200, 400)


def test_an_archive_without_names(tmp_path: Path, client: Any) -> None:
    with (
        Archive.open(tmp_path / "a", create=True),
        Pool("dalil.pipeline:read_capture", inline=True),
    ):
        pass
    assert type(client)(room(tmp_path / "a")).get("/names").status == 200


def test_an_article_marks_the_names_that_are_asked_for(visitor: Any) -> None:
    article = re.findall(r'href="(/a/[^"/?#]+)"', visitor.get("/n/place-KZ-35").text)[0]
    plain, marked = visitor.get(article).text, visitor.get(article + "?show=name").text
    assert 'href="/n/' not in plain
    assert 'href="/n/place-KZ-35"' in marked
