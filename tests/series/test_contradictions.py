"""Figures that cannot both be right: the set that was judged by hand, and the single explanations."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dalil.findings import find_figures
from dalil.model import Stated
from dalil.series import series_keys
from dalil.series.contradictions import compare, contradictions

GOLD = Path(__file__).resolve().parents[2] / "gold"
sys.path.insert(0, str(GOLD))

from score_contradictions import Pairs, judge, read  # noqa: E402


def test_of_those_shown_nine_in_ten_are_real():
    pairs = read(GOLD / "contradictions.jsonl")
    assert Pairs([judge(pair) for pair in pairs]).ratios()["precision"] >= 0.9


def test_the_set_has_two_hundred_pairs():
    pairs = [p for name in ("", ".heldback") for p in read(GOLD / f"contradictions{name}.jsonl")]
    assert len(pairs) == 200
    assert len({pair["id"] for pair in pairs}) == 200
    for pair in pairs:
        for side in ("one", "other"):
            own = pair[side]
            assert 0 <= own["start"] < own["end"] <= len(own["text"])
        assert pair["real"] == (pair["answer"] is None)


def stated(text, *, at=0, lang="en", published="2024-05-03", source="one", article=None, n=0):
    found = find_figures(text, language=lang, published=published)[n]
    return Stated(
        id=f"{source}-{published}-{n}-{found.value.value}",
        article_id=article or f"{source}-{published}",
        version_id="v",
        source_id=source,
        language=lang,
        published_on=published,
        country=None,
        sentence=found.context.of(text),
        at=found.span.start - found.context.start,
        exact=found.span.of(text),
        figure=found.value,
        confidence=found.confidence,
    )


def keyed(one):
    return series_keys(one.figure, one.language, sentence=one.sentence, at=one.at)[0]


def said(one, other):
    return compare(one, other, keyed(one), keyed(other))


ATTACKS = "In 2023, {n} attacks on journalists were recorded in Kazakhstan{who}."


def attacks(n, who="", **more):
    return stated(ATTACKS.format(n=n, who=who and f", the {who} said"), n=0, **more)


def test_two_bodies_and_two_numbers():
    found = said(
        attacks(318, "foundation “Ashyq Soz”"), attacks(47, "Ministry of Health", source="b")
    )
    assert found.sure
    assert not found.itself
    assert found.answers == ()
    assert found.period == "2023"


def test_a_publication_against_itself():
    found = said(attacks(318), attacks(212, published="2024-09-03"))
    assert found.sure
    assert found.itself


def test_the_order_is_that_of_publication_whoever_is_named_first():
    early, late = attacks(318), attacks(212, published="2024-09-03")
    assert said(late, early) == said(early, late)


def test_one_body_that_says_another_number_later_brings_it_up_to_date():
    found = said(attacks(318, "police"), attacks(330, "police", published="2024-09-03", source="b"))
    assert not found.sure
    assert [answer.kind for answer in found.answers] == ["later"]


def test_a_part_is_not_the_whole():
    whole = stated("In 2023, 318 people were detained in Kazakhstan.")
    part = stated("In 2023, of them 40 people were detained in Kazakhstan.", source="b")
    found = said(whole, part)
    assert "part" in [answer.kind for answer in found.answers]


def test_a_slip_of_a_thousand_is_a_slip():
    found = said(attacks(318), attacks("318,000", source="b"))
    assert [answer.kind for answer in found.answers] == ["unit"]


def test_a_figure_that_may_be_misread_is_not_shown():
    found = said(attacks(318), replace(attacks(212, source="b"), confidence=0.1))
    assert [answer.kind for answer in found.answers] == ["reading"]


@pytest.mark.parametrize("n", ["318", "about 320", "over 300", "up to 400"])
def test_what_may_be_one_number_is_nothing(n):
    assert said(attacks(318), attacks(n, source="b")) is None


def test_forecasts_contradict_nothing():
    plan = stated("In 2023, 400 attacks on journalists are expected in Kazakhstan.", source="b")
    assert plan.figure.status != "actual"
    assert compare(attacks(318), plan, keyed(attacks(318)), keyed(attacks(318))) is None


def test_within_one_article_two_must_be_named():
    one, other = attacks(318, article="a"), attacks(212, article="a")
    assert said(one, other) is None
    named = attacks(318, "police", article="a"), attacks(212, "foundation “Ashyq Soz”", article="a")
    assert said(*named) is not None


def test_each_pair_of_values_is_told_once_by_those_who_said_it_first():
    group = [
        attacks(318, published="2024-01-05"),
        attacks(318, published="2024-02-05", source="b"),
        attacks(212, published="2024-03-05", source="c"),
        attacks(212, published="2024-04-05", source="d"),
    ]
    found = contradictions([(keyed(one), one) for one in group])
    assert [(c.one, c.other) for c in found] == [(group[0].id, group[2].id)]


def test_a_hundred_values_are_no_one_thing():
    group = [attacks(n * 7, source=f"s{n}") for n in range(10, 110)]
    found = contradictions([(keyed(one), one) for one in group])
    assert len(found) <= 12 * 11 / 2
