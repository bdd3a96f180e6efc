"""What changed between two wordings, and what kind of change it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.articles.versions import compare
from dalil.findings import find_figures
from dalil.model import Tool, Wording
from dalil.text import compose

BODY = (
    "In 2023, 412 people were detained in Orman, the prosecutor said.",
    "Courts heard 87 cases; 12% of them ended in acquittal.",
    "Nobody from the ministry would comment.",
)


def wording(headline: str, *paragraphs: str, language: str = "en") -> Wording:
    text, blocks = compose([("headline", headline), *(("paragraph", p) for p in paragraphs)])
    return Wording(
        form="page",
        text=text,
        blocks=blocks,
        reader=Tool("t", "0"),
        headline=headline,
        language=language,
    )


def changed(old: Wording, new: Wording):
    found = [find_figures(w.text, language=w.language, published="2024-02-01") for w in (old, new)]
    return compare(old, new, old_findings=found[0], new_findings=found[1])


OLD = wording("Detentions rise in Orman", *BODY)

CASES = {
    "nothing": (wording("Detentions rise in Orman", *BODY), ()),
    "a figure": (
        wording("Detentions rise in Orman", BODY[0].replace("412", "421"), *BODY[1:]),
        ("figure",),
    ),
    "a figure put in": (
        wording("Detentions rise in Orman", *BODY, "Later 15 people were released."),
        ("figure",),
    ),
    "a figure taken away": (wording("Detentions rise in Orman", BODY[0], BODY[2]), ("figure",)),
    "the headline": (wording("Arrests rise in Orman", *BODY), ("headline",)),
    "headline and figure": (
        wording("Arrests rise in Orman", BODY[0].replace("412", "824"), *BODY[1:]),
        ("figure", "headline"),
    ),
    "words": (
        wording("Detentions rise in Orman", *BODY[:2], "The minister himself would not comment."),
        ("wording",),
    ),
    "a word that matters": (
        wording(
            "Detentions rise in Orman", *BODY[:2], "Everybody from the ministry would comment."
        ),
        ("wording",),
    ),
    "a paragraph moved": (
        wording("Detentions rise in Orman", BODY[2], *BODY[:2]),
        ("wording",),
    ),
    "signs": (
        wording("Detentions rise in Orman", *BODY[:2], "Nobody from the ministry would comment!"),
        ("cosmetic",),
    ),
    "capitals in the headline": (wording("DETENTIONS rise in Orman", *BODY), ("cosmetic",)),
    "a misspelt word": (
        wording("Detentions rise in Orman", *BODY[:2], "Nobody from the minsitry would comment."),
        ("cosmetic",),
    ),
    "a correction": (
        wording(
            "Detentions rise in Orman", *BODY, "Correction: an earlier text named another town."
        ),
        ("correction", "wording"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_kinds(name):
    new, kinds = CASES[name]
    assert changed(OLD, new).kinds == kinds


def test_old_and_new_figure_stand_together():
    new = wording("Detentions rise in Orman", BODY[0].replace("412", "421"), *BODY[1:])
    (figure,) = changed(OLD, new).figures
    assert (figure.old.span.of(OLD.text), figure.new.span.of(new.text)) == ("412", "421")


def test_a_sentence_written_anew_around_the_same_figure_changes_no_figure():
    new = wording(
        "Detentions rise in Orman",
        "The prosecutor said: 412 people were detained in Orman in 2023.",
        *BODY[1:],
    )
    assert changed(OLD, new).kinds == ("wording",)


def test_figures_in_russian():
    old = wording(
        "В Ормане задержали 40 человек", "По данным полиции, оштрафованы 25 жителей.", language="ru"
    )
    new = wording(
        "В Ормане задержали 40 человек", "По данным полиции, оштрафованы 28 жителей.", language="ru"
    )
    (figure,) = changed(old, new).figures
    assert (figure.old.value.value, figure.new.value.value) == (25, 28)


texts = st.lists(
    st.text(st.sampled_from("ab 1,.\n😀é"), min_size=1, max_size=30), min_size=1, max_size=6
)


@settings(max_examples=200)
@given(texts, texts)
def test_the_runs_are_both_texts(one, other):
    old, new = wording("h", *one), wording("h", *other)
    runs = compare(old, new).runs
    for text, side, kinds in (
        (old.text, "old", ("same", "removed")),
        (new.text, "new", ("same", "added")),
    ):
        spans = [getattr(run, side) for run in runs if run.kind in kinds]
        assert "".join(span.of(text) for span in spans) == text
    assert all(r.old.of(old.text) == r.new.of(new.text) for r in runs if r.kind == "same")


@given(texts)
def test_a_text_does_not_differ_from_itself(one):
    assert compare(wording("h", *one), wording("h", *one)).kinds == ()
