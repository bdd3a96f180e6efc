"""On how many sources a figure rests, and circles that are shown as what they are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.model import Figure, Kin, Stated
from dalil.series.independence import origin

OUTLETS = {"g": "Gazette", "v": "Vesti", "h": "Herald"}


def claim(n, source, *, who=None, on="2024-03-01", sentence=None):
    return Stated(
        id=f"f{n}",
        article_id=f"a{n}",
        version_id=f"v{n}",
        source_id=source,
        language="en",
        published_on=on,
        country=None,
        sentence=sentence or f"Sentence {n} says it in words of its own.",
        at=0,
        exact="54",
        figure=Figure(value=Decimal(54), unit="1", attribution=who),
    )


def asked(*claims, kin=None):
    return origin(claims, kin=kin or {}, outlets=OUTLETS)


def test_nobody_named_twice_in_one_outlet_is_one():
    found = asked(claim(1, "g"), claim(2, "g"))
    assert found.independent == 1
    assert "publication itself" in found.roots[0].why[0]


def test_a_copy_rests_on_what_it_copies():
    kin = {"a2": [Kin(kind="copy", article_id="a1", reason="96% of it")]}
    found = asked(claim(1, "g"), claim(2, "v", on="2024-03-02"), kin=kin)
    assert found.independent == 1
    assert [(link.taker, link.giver, link.kind) for link in found.links] == [("f2", "f1", "copy")]
    assert found.first == "f1"


def test_a_publication_that_is_named_is_the_source():
    found = asked(claim(1, "g"), claim(2, "v", who="the newspaper “Gazette”", on="2024-03-02"))
    assert found.independent == 1
    assert [link.kind for link in found.links] == ["cites"]


def test_the_same_sentence_is_not_written_twice():
    said = "Nine in ten villages of the region have no water at all."
    found = asked(claim(1, "g", sentence=said), claim(2, "v", sentence=said, on="2024-03-02"))
    assert found.independent == 1


def test_two_bodies_are_two_sources():
    found = asked(claim(1, "g", who="police"), claim(2, "v", who="foundation “Tirek”"))
    assert found.independent == 2


def test_a_circle_is_shown_and_ends():
    found = asked(claim(1, "g", who="“Vesti”"), claim(2, "v", who="“Gazette”", on="2024-03-02"))
    assert found.circles == (("f1", "f2"),)
    assert found.independent == 1


def test_who_cites_itself_is_no_circle():
    assert asked(claim(1, "g", who="“Gazette”")).circles == ()


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (("2024-03-01", "2024-03-02"), "f1"),
        (("2024-03-02", "2024-03-01"), "f2"),
        (("2024-03-01", "2024-03-01"), None),
        (("2024-03-01", None), "f1"),
        (("2024", "2024-03-01"), None),
        ((None, None), None),
    ],
)
def test_who_said_it_first_as_far_as_dates_tell(dates, first):
    found = asked(
        *(claim(n, source, on=on) for n, source, on in zip((1, 2), "gv", dates, strict=True))
    )
    assert found.first == first


@given(st.lists(st.sampled_from(["“Gazette”", "“Vesti”", "“Herald”", "police", None]), max_size=8))
def test_every_claim_has_one_root_and_circles_end(named):
    claims = [
        claim(n, "gvh"[n % 3], who=who, on=f"2024-03-0{n + 1}") for n, who in enumerate(named)
    ]
    found = asked(*claims)
    held = [finding for root in found.roots for finding in root.findings]
    assert sorted(held) == sorted(one.id for one in claims)
    assert all(len(set(circle)) == len(circle) for circle in found.circles)
