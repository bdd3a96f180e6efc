"""The pages that set claims against each other, over the demo archive, in three languages."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import pytest

from dalil import demo
from dalil.archive import Archive
from dalil.web import room
from tests.web.conftest import Client


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("claims") / "archive"
    with Archive.open(folder, create=True) as archive:
        archive.add(demo.warc_path(), sources=demo.sources())
        (found, *_) = archive.contradictions(itself=False)
        (case, *_) = archive.cases()
        archive.answer(found.id, "differ", who="Aru", why="two lists")
        archive.rule_case("name", case.id, who="Dana", name="The rally of <14> May")
    return folder


@pytest.fixture(scope="module")
def known(folder):
    with Archive.open(folder) as archive:
        (found, *_) = archive.contradictions(itself=False)
        (case, *_) = archive.cases()
        return {"c": found.id, "f": found.one, "k": case.id, "e": case.claims[0].finding_id}


@pytest.fixture
def get(folder):
    return Client(room(folder)).get


PAGES = (
    "/contradictions",
    "/contradictions?unsure=1",
    "/contradictions?of=itself",
    "/contradictions?after=40",
    "/contradictions/{c}",
    "/promises?as_of=2026-11-01",
    "/promises?kind=forecast&as_of=2026-11-01&outlook=more",
    "/promises?kind=all&as_of=2017-01-01",
    "/cases",
    "/cases/{k}",
    "/f/{f}/origin",
    "/f/{e}",
)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_in_every_language(get, known, path, language):
    answer = get(path.format(**known), cookie=f"hl={language}")
    assert answer.status == 200
    assert f'<html lang="{language}">' in answer.text
    assert answer.text.count("<h1") == 1
    assert "style=" not in answer.text


@pytest.mark.parametrize("path", [path for path in PAGES if not path.startswith("/f/{e}")])
@pytest.mark.parametrize("form", ["json", "csv"])
def test_every_page_as_data(get, known, path, form):
    where, _, query = path.format(**known).partition("?")
    answer = get(f"{where}.{form}?{query}")
    assert answer.status == 200
    if form == "json":
        json.loads(answer.text)


def test_both_figures_stand_beside_each_other_and_lead_to_their_sentences(get, known):
    page = get(f"/contradictions/{known['c']}").text
    assert re.findall(r"<mark>(\d+)</mark>", page) == ["54", "112"]
    assert page.count('href="/f/') >= 4
    assert "<b>Aru</b>: they really differ — two lists" in page


def test_what_people_write_is_text(get, known):
    page = get(f"/cases/{known['k']}").text
    assert "The rally of &lt;14&gt; May" in page
    assert "<14>" not in page


def test_a_promise_is_overdue_as_of_the_day_that_is_asked_for(get):
    before = json.loads(get("/promises.json?as_of=2019-01-01").text)["foretold"]
    after = json.loads(get("/promises.json?as_of=2026-11-01").text)["foretold"]
    assert {one["outlook"] for one in before} == {"open"}
    assert "overdue" in {one["outlook"] for one in after}


def test_the_graph_is_a_picture_by_itself(get, known):
    answer = get(f"/f/{known['f']}/origin.svg")
    assert answer["content-type"].startswith("image/svg+xml")
    assert "style-src 'sha256-" in answer["content-security-policy"]
    names = [node.text for node in ET.fromstring(answer.text).iter() if node.text]
    assert any("МВД" in name for name in names)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/contradictions/x9", 404),
        ("/contradictions/%00", 404),
        ("/cases/nope", 404),
        ("/f/f9/origin", 404),
        ("/f/{e}/origin", 404),
        ("/promises?as_of=soon", 400),
        ("/promises?kind=%3Cscript%3E&as_of=2020", 200),
        ("/contradictions?of=nobody", 200),
    ],
)
def test_questions_that_have_no_answer(get, known, path, status):
    answer = get(path.format(**known))
    assert answer.status == status
    assert "<script>alert" not in answer.text
