"""Copies are told from texts that are only alike."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.articles.copies import MET, Prints, likeness, prints_of, shared_figures, sketch
from dalil.model import Figure, Tool, Wording
from dalil.text import compose
from tests.articles.copy_pairs import Text, texts

WORDS = [
    "court",
    "village",
    "minister",
    "river",
    "school",
    "teacher",
    "road",
    "budget",
    "winter",
    "market",
    "prison",
    "lawyer",
    "doctor",
    "field",
    "harvest",
    "border",
    "train",
    "mayor",
    "strike",
    "water",
    "bridge",
    "power",
    "paper",
    "witness",
    "judge",
    "appeal",
    "verdict",
    "family",
]


def news(seed: int, paragraphs: int = 6) -> list[str]:
    """Paragraphs of made-up words, the same for the same seed."""
    dice = random.Random(seed)
    return [
        " ".join(dice.choices(WORDS, k=24)) + f" {dice.randrange(11, 999)} people."
        for _ in range(paragraphs)
    ]


def wording(paragraphs: list[str], headline: str = "A headline") -> Wording:
    text, blocks = compose([("headline", headline), *(("paragraph", p) for p in paragraphs)])
    return Wording(form="page", text=text, blocks=blocks, reader=Tool("t", "0"))


def prints(paragraphs: list[str], headline: str = "A headline") -> Prints:
    return prints_of(wording(paragraphs, headline))


BODY = news(1)
COPIES = {
    "word for word": BODY,
    "with a note of where it is from": [*BODY, "Reprinted from the Steppe Monitor."],
    "shortened to its first half": BODY[:4],
    "with a paragraph of its own": [news(9, 1)[0], *BODY],
    "a word changed in each paragraph": [p.replace("court", "tribunal", 1) for p in BODY],
    "in another order": BODY[3:] + BODY[:3],
    "in capitals and other signs": [p.upper().replace(".", "!") for p in BODY],
}
OTHERS = {
    "another text": news(2),
    "one paragraph in common": [BODY[0], *news(3, 5)],
    "too short to tell": [BODY[0]],
}


@pytest.mark.parametrize("name", COPIES)
def test_copies(name):
    found = likeness(prints(BODY), prints(COPIES[name], "Another headline"))
    assert found.is_copy
    assert len(set(sketch_of(BODY)) & set(sketch_of(COPIES[name]))) >= 2


def sketch_of(paragraphs: list[str]):
    return sketch(prints(paragraphs))


@pytest.mark.parametrize("name", OTHERS)
def test_no_copies(name):
    assert not likeness(prints(BODY), prints(OTHERS[name])).is_copy


FORM = (
    "The National Bank set the rate of the tenge for {day} March. One dollar costs {a} tenge, one euro "
    "{b} tenge, one rouble {c} tenge. On the day before the dollar had cost {d} tenge on the exchange, "
    "and {e} million dollars had changed hands there, the bank said in its daily report for the press. "
    "The bank sets the rate every working day after the main session of the exchange has come to an end."
)


def test_a_form_filled_with_other_numbers_is_no_copy():
    days = [
        FORM.format(day=n, a=440 + n, b=480 + 3 * n, c=5 + n, d=439 + n, e=100 + 7 * n)
        for n in (3, 4)
    ]
    assert not likeness(prints([days[0]]), prints([days[1]])).is_copy


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_likeness_has_no_side(one, other):
    a, b = prints(news(one)), prints(news(other))
    assert likeness(a, b) == likeness(b, a)
    assert likeness(a, a).resemblance == 1


def figures(*values: int, unit: str = "1") -> list[Figure]:
    return [Figure(value=Decimal(value), unit=unit) for value in values]


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (figures(43, 91, 612), figures(612, 43, 77), (2, 2 / 3)),
        (figures(1, 2, 10, 100), figures(1, 2, 10, 100), (0, 0.0)),
        (figures(43), figures(43, unit="%"), (0, 0.0)),
        ([], figures(43), (0, 0.0)),
    ],
)
def test_figures_in_common(one, other, shared):
    assert shared_figures(one, other) == shared


def test_a_name_or_number_corrected_is_still_a_copy():
    other = BODY[0].replace(" people", "0 people", 1)
    assert likeness(prints(BODY), prints([other, *BODY[1:]])).is_copy


def test_the_set_of_pairs():
    """Every text against every other: what docs/concepts/copies.md states."""
    known = [(text, prints_of(text.wording)) for text in texts()]
    sketches = [frozenset(sketch(one)) for _, one in known]
    right = wrong = missed = 0
    for (n, (one, ours)), (m, (other, theirs)) in combinations(enumerate(known), 2):
        if _cut_from_two_sides(one, other):
            continue
        met = len(sketches[n] & sketches[m]) >= MET
        told, so = met and likeness(ours, theirs).is_copy, one.origin == other.origin
        right, wrong, missed = right + (told and so), wrong + (told > so), missed + (told < so)
    assert right + missed >= 300
    assert right / (right + wrong) >= 0.98
    assert right / (right + missed) >= 0.95


def _cut_from_two_sides(one: Text, other: Text) -> bool:
    """One lacks the end and one the beginning: what they share may be less than half of either."""
    ways = {one.how, other.how}
    return "another beginning" in ways and any(how.startswith("shortened") for how in ways)
