"""Quotations as ``quotes.cases`` has them: the words in brackets, then a line for each.

A case begins with ``#`` and its language. A line has form, speaker, role and cue, bars between.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dalil.findings import find_quotes

CASES = re.split(
    r"^# ", Path(__file__).with_name("quotes.cases").read_text("utf-8"), flags=re.MULTILINE
)[1:]


def shown(case: str) -> tuple[str, str, list[list[str]]]:
    """The language, the text with its brackets, and the rows of fields."""
    language, _, rest = case.partition("\n")
    lines = rest.rstrip("\n").split("\n")
    rows = [[cell.strip() for cell in one.split("|")] for one in lines if one.startswith("  ")]
    return language, "\n".join(one for one in lines if not one.startswith("  ")).strip(), rows


@pytest.mark.parametrize("case", CASES, ids=[shown(case)[1][:40] for case in CASES])
def test_a_case_is_found(case: str) -> None:
    language, marked, rows = shown(case)
    text = marked.replace("[", "").replace("]", "")
    found = find_quotes(text, language=language)
    again = text
    for one in reversed(found):
        span = one.span
        again = f"{again[: span.start]}[{span.of(again)}]{again[span.end :]}"
    assert again == marked
    said = [one.value for one in found]
    assert rows == [[v.form, v.speaker or "", v.role or "", v.cue or ""] for v in said]


def test_the_characters_of_each_field_are_named() -> None:
    text = "“We wait,” said Asan Bekov, the mayor. “Nobody came.” He called it “a shame”."
    first, second = find_quotes(text, language="en")
    assert [span.of(text) for span in first.parts["words"]] == ["We wait", "Nobody came"]
    assert [span.of(text) for span in first.parts["role"]] == ["mayor"]
    assert [span.of(text) for span in second.parts["speaker"]] == ["He"]
    assert [span.of(text) for span in second.parts["antecedent"]] == ["Asan Bekov"]
    assert [span.of(text) for span in second.parts["verbatim"]] == ["a shame"]
    assert second.rules == ("partial.called", "speaker.pronoun")


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = "«Мы ждём», — сказала Асель Ким.\n\n«Никто не пришёл».\n\nПогода была хорошей."
    first, second = find_quotes(text, language="ru")
    assert (
        (second.value.speaker, second.value.cue)
        == (first.value.speaker, None)
        == ("Асель Ким", None)
    )
    assert second.rules[0] == "direct.goes_on"


def test_a_later_fuller_name_is_the_speakers() -> None:
    text = "Bekov said the road was closed. Mayor Asan Bekov was elected in May."
    (found,) = find_quotes(text, language="en")
    assert (found.value.speaker, found.value.role) == ("Asan Bekov", "Mayor")
