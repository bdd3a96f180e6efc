"""Series, indicators, gathering and finding again, as a person types them."""

from __future__ import annotations

import csv
import io
import json

import pytest

from dalil.archive import Archive
from dalil.cli import main

ARTICLE = """Fires in Kazakhstan

By Aigul Sadyk, 12 March 2024

In 2021, there were 1,204 fires in Kazakhstan. In 2022, there were 1,288 fires in Kazakhstan.

Firemen came from other towns, and new hoses were bought in time, the mayor said at a meeting.
"""
OTHER = """Пожары в Казахстане

Айгуль Садык, 12 марта 2024

В 2023 году в Казахстане произошло 1 310 пожаров. Спасатели приехали из других городов, сказал аким.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("series")
    (made / "one.txt").write_text(ARTICLE, "utf-8")
    (made / "two.txt").write_text(OTHER, "utf-8")
    with Archive.open(made / "archive", create=True) as archive:
        archive.add(made)
    return made / "archive"


@pytest.fixture
def run(folder, capsys):
    def ran(*words: str) -> tuple[int, str, str]:
        status = main(["--archive", str(folder), *words])
        out, err = capsys.readouterr()
        return status, out, err

    return ran


def test_a_list_and_one_series(run):
    status, out, _ = run("series", "--of", "пожары")
    assert status == 0
    assert out.endswith("1 series\n")
    series_id = out.split("\n")[1].split()[0]
    _, out, _ = run("series", series_id)
    points = [line.split() for line in out.splitlines() if line.startswith("  20")]
    assert [(p[0], "".join(p[1:])) for p in points] == [
        ("2021", "1204"), ("2022", "1288"), ("2023", "1310"),
    ]  # fmt: skip
    _, out, _ = run("series", series_id[:8], "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["value"] for row in rows] == ["1204", "1288", "1310"]
    assert all(row["quantity"] in row["sentence"] for row in rows)
    _, out, _ = run("series", "--json")
    assert json.loads(out.splitlines()[0])["series"]["key"]["measure"] == "fire"


def test_what_is_not_there_is_said(run):
    assert run("series", "s-nothing")[0] == 1
    assert "0 series" in run("series", "--of", "floods")[1]
    assert run("series", "--csv")[0] == 2
    assert run("indicator", "show", "nothing")[0] == 1


def test_an_indicator_and_decisions(run):
    status, out, _ = run(
        "indicator", "add", "fires", "--words", "en", "fires", "--place", "Kazakhstan"
    )
    assert (status, out) == (0, "fires: 3 figures in 1 series\n")
    shown = run("indicator", "show", "fires")[1]
    finding = next(line.split()[0] for line in shown.splitlines() if "1,288" in line)
    assert run("indicator", "leave", "fires", finding, "--why", "bins", "--who", "Dana")[0] == 0
    shown = run("indicator", "show", "fires")[1]
    assert "Dana: leave 1,288" in shown
    assert "1\N{NARROW NO-BREAK SPACE}288" not in shown.split("Dana")[0]
    assert "2 figures" in run("indicator", "list")[1]
    assert run("indicator", "leave", "fires", finding)[0] == 2
    assert run("indicator", "remove", "fires")[0] == 0
    assert run("indicator", "list")[1] == "0 indicators\n"


@pytest.mark.parametrize("words", [[], ["--words", "en"], ["--words", "fires"]])
def test_an_indicator_without_words_is_refused(run, words):
    status, _, err = run("indicator", "add", "fires", *words)
    assert status == 2
    assert "try" in err


def test_gathering_does_only_what_is_to_do(run, folder):
    assert run("gather")[1] == "nothing has changed · 1 series\n"
    again = run("gather", "--again")[1]
    assert again == (
        "2 articles gathered · 3 figures in 1 series · 1 → 1 with two periods or more\n"
    )
    with Archive.open(folder) as archive, archive.store.writing():
        archive.store.forget_series()
    anew = run("gather")[1].splitlines()
    assert anew[0].startswith("+ s")
    assert anew[0].endswith("fires · Kazakhstan · 3 periods, 3 figures")


def test_finding_again_says_what_is_otherwise(run, folder, monkeypatch):
    assert run("refind")[1] == "0 gained, 0 lost, 0 changed\n"
    run("indicator", "add", "blazes", "--words", "en", "fires")
    shown = run("indicator", "show", "blazes")[1]
    ids = {
        x: next(li.split()[0] for li in shown.splitlines() if x in li) for x in ("1,204", "1,288")
    }
    run("indicator", "choose", "blazes", ids["1,204"], "--why", "the yearbook")
    run("indicator", "choose", "blazes", ids["1,288"], "--why", "the yearbook")
    from dalil import refinding

    def other(wording, convention):  # a rule that misses one figure and reads another otherwise
        from dataclasses import replace
        from decimal import Decimal

        from dalil.pipeline import find

        found = [f for f in find(wording, convention) if f.span.of(wording.text) != "1,288"]
        return tuple(
            replace(f, value=replace(f.value, value=Decimal(1240)))
            if f.span.of(wording.text) == "1,204"
            else f
            for f in found
        )

    monkeypatch.setattr(refinding, "find", other)
    before = run("refind", "--dry-run")[1]
    assert "0 gained, 1 lost, 1 changed · nothing was written" in before
    after = run("refind")[1]
    assert "− figure  1,288" in after
    assert "~ figure  1,204                value 1204 → 1240" in after
    assert "of figures that are found no more" in after
    shown = run("indicator", "show", "blazes")[1]
    assert "1\N{NARROW NO-BREAK SPACE}240" in shown
    assert "by hand: the yearbook" in shown
    assert "no figure is found there any more" in shown
    monkeypatch.undo()
    assert "1 gained, 0 lost, 1 changed" in run("refind")[1]
    assert "no figure is found" not in run("indicator", "show", "blazes")[1]
    run("indicator", "remove", "blazes")
