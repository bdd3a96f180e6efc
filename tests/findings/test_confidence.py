"""A figure's confidence is a probability with reasons in words, and costs next to nothing."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from dalil.findings import find_figures
from dalil.findings.figures.confidence import TRAITS, weights
from tests.timing import holds, seconds


def only(text, language="en"):
    (found,) = find_figures(text, language=language, published="2021-05-05")
    return found


def test_a_plain_sentence_is_surer_than_one_with_gaps():
    plain = only("Police in Osh counted 14 fires in 2020.")
    bare = only("It rose to 30%")
    assert plain.confidence > 0.8
    assert plain.confidence > bare.confidence


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The fund in Osh will need 14 doctors by 2025, it said.", "plan"),
        ("In Osh 14, 15, 16 and 17 fires were counted.", "of missing"),
        ("Officials in Osh were paid 14 million soms.", "money"),
        ("In Osh the sentence was “three years in prison”.", "quote"),
    ],
)
def test_reasons_say_what_cost_most(text, reason):
    found = find_figures(text, language="en", published="2021-05-05")
    assert any(TRAITS[reason] in one.reasons for one in found)


def test_a_period_from_the_sentence_before_is_a_reason():
    text = "In 2019 police in Osh counted 40 fires. Of them 12 were arson."
    found = find_figures(text, language="en")[-1]
    assert found.value.period == "2019"
    assert TRAITS["period elsewhere"] in found.reasons


def test_an_unknown_language_is_said():
    found = only("Det var 14 bränder.", "sv")
    assert found.confidence <= 0.1
    assert found.reasons == ("digits only: 'sv' is not a language Dalil knows",)


def test_every_confidence_is_a_probability_with_known_reasons():
    text = (
        "Between 30 and 40 people, 12%, or 3 million tenge ($7,000) a month, said the ministry. "
        * 3
    )
    for language in ("en", "ru", "kk", "ky"):
        for one in find_figures(text, language=language):
            assert 0 <= one.confidence <= 1
            assert len(one.reasons) <= 3
            assert set(one.reasons) <= set(TRAITS.values())


def test_weights_only_cost_and_name_traits_that_exist():
    learnt = weights()
    assert set(learnt.traits) <= set(TRAITS)
    assert all(weight < 0 for weight in learnt.traits.values())
    file = resources.files("dalil.findings.figures").joinpath("confidence.json")
    made = json.loads(file.read_text("utf-8"))
    assert 0 < made["right"] <= made["figures"]


def test_it_is_quick():
    from dalil.findings.figures import find
    from dalil.findings.figures.confidence import assess

    seen = []
    before = find.assess
    find.assess = lambda q, sentence: seen.append((q, sentence)) or (0.5, ())
    try:
        find_figures("Police in Osh counted 14 fires and 3 floods in 2020. " * 50, language="en")
    finally:
        find.assess = before
    assess(*seen[0])

    def assess_all():
        for q, sentence in seen:
            assess(q, sentence)

    assert holds(lambda: seconds(assess_all) / len(seen) < 0.0005)  # ten times what it takes
