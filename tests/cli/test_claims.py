"""The commands that set claims against each other, on the demo archive."""

from __future__ import annotations

import json

import pytest

from dalil import demo
from dalil.archive import Archive
from dalil.cli import main


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("claims") / "archive"
    with Archive.open(folder, create=True) as archive:
        archive.add(demo.warc_path(), sources=demo.sources())
    return folder


@pytest.fixture
def dalil(folder, capsys):
    def run(*words, status=0):
        assert main(["--archive", str(folder), *words]) == status
        done = capsys.readouterr()
        return done.out if status == 0 else done.err

    return run


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


def test_contradictions_stand_side_by_side(dalil):
    shown = dalil("contradictions")
    assert "112 people whom the police detained" in " ".join(shown.split())
    assert "задержали 54 человека" in shown
    (found, *_) = objects(dalil("contradictions", "--json"))
    assert {claim["finding"]["exact"] for claim in found["claims"]} == {"54", "112"}


def test_an_answer_is_kept(dalil):
    (found, *_) = objects(dalil("contradictions", "--json", "--others"))
    one = found["contradiction"]["id"]
    dalil("contradictions", "answer", one, "differ", "--by", "Aru", "--why", "two lists")
    assert "Aru says “differ”: two lists" in dalil("contradictions")
    assert "no contradiction" in dalil(
        "contradictions", "answer", "x9", "differ", "--by", "A", status=1
    )


def test_promises_are_overdue_as_of_a_day(dalil):
    before = objects(dalil("promises", "--as-of", "2019-01-01", "--json"))
    after = objects(dalil("promises", "--as-of", "2026-11-01", "--json", "--overdue"))
    assert {one["foretold"]["outlook"] for one in before} == {"open"}
    assert {one["foretold"]["outlook"] for one in after} == {"overdue"}
    assert "48 ауылға" in dalil("promises", "--overdue", "--as-of", "2026-11-01")
    assert "no day" in dalil("promises", "--as-of", "soon", status=2)


def test_forecasts_and_what_came_of_them(dalil):
    found = objects(dalil("promises", "--kind", "forecast", "--as-of", "2026-11-01", "--json"))
    assert "more" in {one["foretold"]["outlook"] for one in found}
    assert "what came of it" in dalil("promises", "--kind", "forecast", "--as-of", "2026-11-01")


def test_where_a_figure_is_from(dalil):
    (found, *_) = objects(dalil("contradictions", "--json"))
    finding = found["contradiction"]["one"]
    assert dalil("origin", finding).startswith("1 independent source")
    assert json.loads(dalil("origin", finding, "--json"))["roots"]
    assert "no finding" in dalil("origin", "f9", status=1)


def test_a_case_is_named_and_shown(dalil):
    (found, *_) = objects(dalil("cases", "--json"))
    claim = found["claims"][0]["finding_id"]
    dalil("cases", "name", found["id"], "The rally", "--by", "Aru")
    shown = dalil("cases", "part", found["id"], claim, "--by", "Dana", "--why", "a headline")
    assert "The rally" in shown
    assert "taken out" in shown
    assert f"Dana  part {claim}: a headline" in shown
    assert "1 case" in dalil("cases")
    assert "no case" in dalil("cases", "show", "k9", status=1)
