"""Every word of the interface is there in every language, with the same blanks to fill in."""

from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path

import pytest

from dalil.findings.figures.confidence import TRAITS
from dalil.query import operators, tree
from dalil.series import contradictions as contradicting
from dalil.series import independence
from dalil.web import errors, words
from dalil.web.charts import svg
from dalil.web.pages import (
    cases,
    claims,
    contradictions,
    figure,
    indicators,
    names,
    origin,
    promises,
    search,
    series,
    sources,
)
from dalil.web.pages import map as map_page
from dalil.web.words import CATALOGUES, Forms, Words

WEB = Path(words.__file__).parent
STRINGS = re.compile(r'(?:\b_|\bsay)\(\s*"((?:[^"\\]|\\.)*)"')
COUNTED = re.compile(r'"([^"]*\{n\} [^"]+)",\s+"([^"]*\{n\} [^"]+)"')
BARE = re.compile(r'{"forecast": "(\w+)", "plan": "(\w+)", "alleged": "(\w+)"}')
FIELDS = "value unit bound of per place period attribution status change computed stated allowed"
FIELDS += " act country article part paragraph when key form speaker role cue type full who number on what"
COUNTS = "sources captures articles versions figures day week month year person"


def asked_for() -> set[str]:
    """Every text that templates and pages put through ``say`` and ``count``."""
    found = {*FIELDS.split(), *COUNTS.split(), "forecast", "plan", "alleged"}
    for path in [*WEB.rglob("*.html"), *WEB.rglob("*.py")]:
        text = path.read_text("utf-8")
        found |= set(STRINGS.findall(text)) | {many for _, many in COUNTED.findall(text)}
    for table in (
        words.ORIGINS,
        words.PRECISIONS,
        words.CHANGES,
        words.CHANGED,
        words.SPEECH,
        words.LAW_CHANGES,
        words.WHYS,
        errors.SAID,
        errors.ADVICE,
        *figure.SAID.values(),
        contradictions.ANSWERS,
        contradictions.RULED,
        contradicting.WHYS,
        independence.WHYS,
        promises.KINDS,
        promises.KIND,
        promises.OUTLOOKS,
        promises.SHORT,
        cases.ACTS,
        cases.RULED,
        origin.LINKS,
        dict(claims.VIEWS),
        sources.STATES,
        sources.ROUTES,
        map_page.WHY,
        map_page.LEVELS,
        names.TYPES,
        names.ONE,
        names.DECIDED,
        series.KINDS,
        series.RULES,
        indicators.DECIDED,
    ):
        found |= set(table.values())
    found |= set(names.REASONS)
    found |= {*tree.NOTES.values(), *(one.says for one in operators.OPERATORS)}
    found |= {says for _, says in search.EXAMPLES}
    found |= {*svg.SPEAKERS.values(), *(said for _, _, said in svg.SIGNS)}
    found |= {*TRAITS.values(), *words.VERDICTS}
    return found | {"about", "at least", "at most"}


def catalogue(code: str) -> dict[str, Forms]:
    return tomllib.loads((CATALOGUES / f"{code}.toml").read_text("utf-8"))


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", ["ru", "kk"])
def test_nothing_is_missing_and_nothing_is_left_over(code: str) -> None:
    there = {text for text in catalogue(code) if not text.startswith(("unit ", "country "))}
    assert asked_for() - there == set()
    assert there - asked_for() == set()


@pytest.mark.parametrize("code", ["en", "ru", "kk"])
def test_the_blanks_are_the_same(code: str) -> None:
    for text, said in catalogue(code).items():
        for form in [said] if isinstance(said, str) else said.values():
            assert blanks(form) == blanks(text), text


def test_numbers_take_their_forms() -> None:
    ru, kk, en = Words.of("ru"), Words.of("kk"), Words.of("en")
    said = [ru.count(n, "{n} article", "{n} articles") for n in (1, 2, 5, 11, 21, 104)]
    assert said == ["1 статья", "2 статьи", "5 статей", "11 статей", "21 статья", "104 статьи"]
    assert kk.count(21, "{n} article", "{n} articles") == "21 мақала"
    assert en.count(1, "{n} article", "{n} articles") == "1 article"
    assert en.count(1200, "{n} article", "{n} articles") == "1,200 articles"
