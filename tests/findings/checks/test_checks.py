"""Checks on a table of sentences, and laws that hold for any numbers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.findings import find_checks, find_figures
from dalil.lang import load

LANGUAGES = ("en", "ru", "kk", "ky")
TABLE = Path(__file__).with_name("checks.cases")


def checks(text, language="en", published="2021-05-05"):
    figures = find_figures(text, language=language, published=published)
    return find_checks(text, figures, language=language)


def read_table():
    language = ""
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("["):
            language = line[1:-1]
        elif line and not line.startswith("#"):
            outcome, text = line.split(None, 1)
            yield language, outcome, text


@pytest.mark.parametrize(("language", "outcome", "text"), list(read_table()))
def test_a_sentence_of_the_table(language, outcome, text):
    found = {f.check.verdict for f in checks(text, language)} or {"nothing"}
    assert found == {outcome}, [f.check.said for f in checks(text, language)]


EXAMPLES = [
    (language, row["example"], row["gives"])
    for language in LANGUAGES
    for kind in ("tie", "whole")
    for row in load(language).table("checks")[kind]
]


@pytest.mark.parametrize(("language", "example", "gives"), EXAMPLES)
def test_a_row_of_a_language_gives_what_it_says(language, example, gives):
    found = [f"{f.check.rule} {f.check.verdict}" for f in checks(example, language)]
    assert (found or ["nothing"]) == [gives]


def test_a_check_says_what_it_did():
    text = "The region has 838 villages. Of them 430 have wells, 354 tanks and 56 rivers."
    (found,) = checks(text)
    assert found.kind == "check"
    assert found.value.value == Decimal(840)
    assert found.check.stated == Decimal(838)
    assert found.check.computed == "430 + 354 + 56 = 840"
    assert found.check.said == "430 + 354 + 56 = 840; the text says 838"
    assert [s.of(text) for s in found.parts["stated"]] == ["838"]
    assert [s.of(text) for s in found.parts["used"]] == ["430", "354", "56"]
    assert found.span.of(text).startswith("838")
    assert found.span.of(text).endswith("56")
    assert found.context.of(text) == text


def test_rounding_is_told():
    (found,) = checks("Spending rose by 20 per cent, from 1.2 billion soms to 1.9 billion soms.")
    assert found.check.verdict == "differs"
    assert found.check.low < Decimal("58.33") < found.check.high
    assert "would do" in found.check.said


def test_an_outlier_among_conversions_is_the_one_named():
    text = (
        "The road cost 380 million tenge ($1 million). The bridge cost 760 million tenge "
        "($5.2 million). The school cost 114 million tenge ($0.3 million)."
    )
    differing = [f for f in checks(text) if f.check.verdict == "differs"]
    assert [f.parts["stated"][0].of(text) for f in differing] == ["$5.2 million"]


def test_different_times_and_sources_are_not_compared():
    assert not checks("The road cost 380 million tenge ($1 million) in 2015. In 2022 the bridge cost "
                      "760 million tenge ($1.6 million).")  # fmt: skip
    assert not checks(
        "The ministry counted 35 people: 20 men and, according to the fund, 16 women."
    )


COUNTS = st.lists(st.integers(2, 400), min_size=3, max_size=6)
PLACES = ("Osh", "Batken", "Naryn", "Talas", "Tokmok", "Karakol")


def listed(total, parts):
    items = [f"{n} in {place}" for n, place in zip(parts, PLACES, strict=False)]
    return f"The courts heard {total:,} cases: {', '.join(items[:-1])} and {items[-1]}."


@settings(max_examples=60, deadline=None)
@given(COUNTS)
def test_right_sums_hold_in_any_order(parts):
    for order in (parts, parts[::-1], sorted(parts)):
        found = checks(listed(sum(parts), order))
        assert [f.check.verdict for f in found] == ["holds"]


@settings(max_examples=60, deadline=None)
@given(COUNTS, st.integers(-400, 400))
def test_a_sum_that_is_right_is_never_said_to_differ(parts, off):
    found = checks(listed(sum(parts) + off, parts)) if off > -sum(parts) else []
    for one in found:
        differs = one.check.verdict == "differs"
        assert differs == (sum(one_part(one)) != one.check.stated)


def one_part(found):
    return [int(word) for word in found.check.computed.split(" = ")[0].split(" + ")]


@settings(max_examples=60, deadline=None)
@given(st.integers(11, 999), st.integers(11, 999), st.sampled_from((1, 10, 50)))
def test_a_change_comes_out_the_same_at_any_scale(old, new, off):
    """In soms, thousands, millions: the percentage and the verdict do not move."""
    if old == new:
        return
    percent = round(abs(new - old) * 100 / old)
    word = "rose" if new > old else "fell"
    verdicts = set()
    for scale in ("soms", "thousand soms", "million soms"):
        text = f"Spending {word} by {percent + off} per cent, from {old} {scale} to {new} {scale}."
        verdicts.add(tuple(f.check.verdict for f in checks(text) if f.check.rule == "change"))
        right = (
            f"Spending {word} by {max(1, percent)} per cent, from {old} {scale} to {new} {scale}."
        )
        assert "differs" not in [f.check.verdict for f in checks(right) if percent]
    assert len(verdicts - {()}) <= 1


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["12", "1,345", "2.5", "%", "$", "tenge", "from", "to", "of", "them", "(", ")", "–", ",", ".",
             "half", "rose", "by", "or", "against", "35 people:", "20 men", "and 16 women", "0", "0%",
             "0 soms", "in total", "million", "the rest", "times", "из них", "всего", "олардың", "-ден"]
        ),
        max_size=30,
    ),
    st.sampled_from([*LANGUAGES, "xx"]),
)  # fmt: skip
def test_any_mixture_is_checked_without_a_crash(pieces, language):
    text = " ".join(pieces)
    figures = find_figures(text, language=language)
    for one in find_checks(text, figures, language=language):
        assert one.check is not None
        spans = {figure.span for figure in figures}
        assert {*one.parts["stated"], *one.parts["used"]} <= spans
        assert one.check.low <= one.check.high
