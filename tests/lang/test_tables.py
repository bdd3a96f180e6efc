"""Each row of a language's tables says what its example shows."""

from __future__ import annotations

import datetime as dt
import re
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from dalil.findings import find_figures
from dalil.findings.figures.find import read_sentence
from dalil.findings.figures.grammar import grammar
from dalil.findings.figures.passage import Passage
from dalil.findings.figures.periods import ACTIONS
from dalil.findings.figures.sentence import Sentence
from dalil.findings.figures.tokens import alike, tokens_of
from dalil.lang import load
from dalil.model import Span

GOLD = Path(__file__).resolve().parents[2] / "gold"
sys.path.insert(0, str(GOLD))

from notation import _marks  # noqa: E402

_TIME = re.compile(r"(.+) = (.+?)(?: \(([\d-]+)\))?")
CODES = ("en", "ru", "kk", "ky")
KINDS = [
    ("units", "unit"),
    ("bounds", "bound"),
    *(("frames", kind) for kind in ("share", "rank", "range", "per", "veto", "age")),
]


def own_rows(code, table, kind):
    """The rows of a table that a language does not share with all; "und" has those."""
    rows = load(code).table(table).get(kind, ())
    shared = load("und").table(table).get(kind, ()) if code != "und" else ()
    return rows[len(shared) :]


EXAMPLES = [
    (code, table, kind, row["example"])
    for code in ("und", *CODES)
    for table, kind in KINDS
    for row in own_rows(code, table, kind)
    if "{" in row.get("example", "") or ("example" in row and kind in ("veto", "age"))
]
TIMES = [
    (code, row["example"])
    for code in CODES
    for kind in ("date", "period")
    for row in load(code).table("periods").get(kind, ())
    if " = " in row.get("example", "")
]


@pytest.mark.parametrize(("code", "table", "kind", "example"), EXAMPLES)
def test_the_example_of_a_row_is_found(code, table, kind, example):
    text, marks = _marks(example)
    found = find_figures(text, language=code)
    assert kind not in ("veto", "age") or not found
    for mark in marks:
        (one,) = (f for f in found if f.span.start < mark["end"] and mark["start"] < f.span.end)
        value = one.value.value
        read = [float(v) for v in value] if isinstance(value, tuple) else float(value)
        assert (read, one.value.unit) == (mark["value"], mark["unit"])
        assert kind not in ("bound", "range") or one.value.bound == mark["bound"]
        assert kind != "per" or one.value.per


@pytest.mark.parametrize(("code", "example"), TIMES)
def test_the_example_of_a_time_is_read(code, example):
    text, values, published = _TIME.fullmatch(example).groups()
    sentence = Sentence(
        Span(0, len(text)), tokens_of(alike(text), Span(0, len(text))), grammar(code)
    )
    day = dt.date.fromisoformat(published) if published else None
    read_sentence(text, sentence, Passage(published=day))
    found = [mark.value for mark in sentence.periods if mark.value]
    assert found == ([] if values == "-" else values.split("; "))


@pytest.mark.parametrize("code", ["und", *CODES])
def test_every_row_has_an_example(code):
    kinds = [*KINDS, ("periods", "date"), ("periods", "period"), ("places", "place")]
    bare = [
        (table, row.get("pattern", row))
        for table, kind in kinds
        for row in own_rows(code, table, kind)
        if "example" not in row
    ]
    assert bare == []


@pytest.mark.parametrize("code", CODES)
def test_a_pattern_names_only_actions_that_exist(code):
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
