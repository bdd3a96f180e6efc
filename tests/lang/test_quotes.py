"""Each row of ``quotes.toml`` gives words as somebody's where its example shows it."""

from __future__ import annotations

import pytest

from dalil.findings import find_quotes
from dalil.lang import load
from dalil.lang.lexicon import phrases

CODES = ("en", "ru", "kk", "ky")
ROWS = [(code, row) for code in CODES for row in load(code).table("quotes")["cue"]]


@pytest.mark.parametrize(("code", "row"), ROWS, ids=lambda value: str(value)[:30])
def test_the_example_of_a_cue_is_found(code, row):
    before, _, rest = row["example"].partition("[")
    words, _, after = rest.partition("]")
    text = before + words + after
    found = [f for f in find_quotes(text, language=code) if f.span.of(text) == words]
    (one,) = found
    assert one.value.speaker
    said = " ".join(span.of(text).lower() for span in one.parts["cue"])
    listed = [phrase.lower() for phrase in phrases(row["phrases"])]
    assert any(phrase in said for phrase in listed)


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_the_same_kinds_of_words(code):
    table = load(code).table("quotes")
    assert set(table["roles"]) == set(load("en").table("quotes")["roles"])
    assert set(table["others"]) == {"body", "house", "group", "document"}
    assert {"male", "female", "particles", "patronymic"} <= set(table["names"])
    assert all(row["example"].count("[") == 1 for row in table["cue"])
