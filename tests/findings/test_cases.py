"""Every passage of ``gold/cases``: what is found there, and that each span quotes its characters."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dalil.export.gold import gold_line
from dalil.findings import find_figures

GOLD = Path(__file__).resolve().parents[2] / "gold"
sys.path.insert(0, str(GOLD))

from notation import read_cases, write_case  # noqa: E402
from score import score  # noqa: E402

CASES = [case for path in sorted((GOLD / "cases").glob("*.cases")) for case in read_cases(path)]


def _found(case):
    found = find_figures(case["text"], language=case["lang"], published=case["published"])
    return gold_line(case["id"], case["lang"], case["published"], case["text"], found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['title']}")
def test_the_passage_has_these_figures_and_no_others(case):
    result = score([case], {case["id"]: _found(case)})
    shown = write_case(case["title"], case["published"], case["text"], _found(case)["figures"])
    assert result.matched == result.gold == result.predicted, f"\nfound:\n{shown}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_notation_reads_what_it_writes(case, tmp_path):
    file = tmp_path / f"{case['lang']}.cases"
    file.write_text(
        write_case(case["title"], case["published"], case["text"], case["figures"]), "utf-8"
    )
    again = next(read_cases(file))
    assert again["text"] == case["text"]
    assert [f["start"] for f in again["figures"]] == [f["start"] for f in case["figures"]]
