"""Each row of a language's tables says what its example shows."""

from __future__ import annotations

import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from dalil.findings import find_figures
from dalil.lang import load

GOLD = Path(__file__).resolve().parents[2] / "gold"
sys.path.insert(0, str(GOLD))

from notation import _marks  # noqa: E402

KINDS = [("units", "unit"), ("bounds", "bound")]
EXAMPLES = [
    (code, table, row["example"])
    for code in ("en", "ru")
    for table, kind in KINDS
    for row in load(code).table(table).get(kind, ())
    if "{" in row.get("example", "")
]


@pytest.mark.parametrize(("code", "table", "example"), EXAMPLES)
def test_the_example_of_a_row_is_found(code, table, example):
    text, (mark,) = _marks(example)
    found = [
        f
        for f in find_figures(text, language=code)
        if f.span.start < mark["end"] and mark["start"] < f.span.end
    ]
    assert [(float(f.value.value), f.value.unit) for f in found] == [(mark["value"], mark["unit"])]
    if table == "bounds":
        assert found[0].value.bound == mark["bound"]


@pytest.mark.parametrize("code", ["en", "ru", "kk"])
def test_a_pattern_names_only_actions_that_exist(code):
    from dalil.findings.figures.grammar import grammar
    from dalil.findings.figures.periods import ACTIONS

    own = grammar(code).hook("PERIOD_ACTIONS", {})
    for kind in ("date", "period"):
        for row in load(code).table("periods").get(kind, ()):
            assert row["is"] in ACTIONS or row["is"] in own


def test_a_language_loads_quickly_and_only_once():
    started = time.process_time()
    first = load("en-GB")
    assert time.process_time() - started < 1
    assert load("en") is first
    assert load("en").known
    assert not load("zz").known
    assert not load("../base").known


def test_a_stem_answers_to_its_endings_only():
    from dalil.lang.lexicon import Lexicon

    class Word:
        def __init__(self, text):
            self.text, self.low = text, text.lower()

    lexicon = Lexicon(["ov", "am"])
    lexicon.add("thing", "procent*", Decimal(1))
    lexicon.add("thing", "MW", Decimal(2))
    words = ["procentov", "procents", "mw", "MW"]
    assert [word for word in words if lexicon.look_up(Word(word)).alone] == ["procentov", "MW"]


def test_the_longest_phrase_of_a_kind_holds():
    from dalil.lang.lexicon import Lexicon

    class Word:
        def __init__(self, text):
            self.text, self.low = text, text.lower()

    lexicon = Lexicon(["s"])
    for phrase in ("more", "more than", "more than half* of"):
        lexicon.add("bound", phrase, phrase)
    words = [Word(word) for word in ["More", "than", "halfs", "of", "it"]]
    known = [lexicon.look_up(word) for word in words]
    assert known[0].alone == {"bound": (1, "more")}
    assert lexicon.longer(known, words, 0) == {"bound": (4, "more than half* of")}
    assert lexicon.longer(known[:3], words[:3], 0) == {"bound": (2, "more than")}
    assert lexicon.longer(known, words, 1) == {}
