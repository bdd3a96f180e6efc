"""Acts, words of comparison and bodies: each row finds what its example shows."""

from __future__ import annotations

import pytest

from dalil.lang import acts, speakers
from dalil.lang.phrases import LONGEST, Phrases

CODES = ("en", "ru", "kk", "ky")
ROWS = [
    (code, table, name, row["example"])
    for code in CODES
    for table in ("acts", "compare")
    for name, row in acts.rows(code, table).items()
]


@pytest.mark.parametrize(("code", "table", "name", "example"), ROWS)
def test_every_row_finds_its_example(code, table, name, example):
    assert name in [told.name for told in acts.told(example, code, table)]


def test_every_act_is_one_of_the_common_list():
    for code in CODES:
        assert acts.rows(code).keys() <= acts.kinds().keys()


def test_what_acts_are_like_is_an_act():
    for kind in acts.kinds().values():
        assert kind.like <= acts.kinds().keys()


def test_the_longest_phrase_holds_and_words_are_used_once():
    phrases = Phrases({"all": "taken", "custody": "taken into custody", "any": "custody"})
    assert [told.name for told in phrases.told("Taken into custody; taken home")] == [
        "custody",
        "all",
    ]


def test_a_language_without_a_table_tells_nothing():
    assert list(acts.told("Die Polizei", "de")) == []
    assert list(acts.told("x", "../en")) == []
    assert list(acts.told("x", None)) == []


def test_endless_sentences_are_looked_at_up_to_a_length():
    assert list(acts.told(" " * LONGEST + "fined", "en")) == []


BODIES = [
    (name, code, example)
    for name, row in speakers.rows().items()
    for code, example in zip(CODES, row["example"].split(" | "), strict=True)
    if example != "-"
]


@pytest.mark.parametrize(("name", "code", "example"), BODIES)
def test_every_body_is_known_by_its_examples(name, code, example):
    assert speakers.speaker(example, code).bodies == {name}


@pytest.mark.parametrize(
    ("one", "its", "other", "theirs", "same"),
    [
        ("МВД РК", "ru", "Interior Ministry", "en", True),
        ("фонд «Еркін қалам»", "ru", "foundation “Erkin Qalam”", "en", True),
        ("юрист фонда «Ашык Есик»", "ru", "“Ashyq Esik”", "en", True),
        ("Серик Муканов", "ru", "Serik Mukanov", "en", True),
        ("coalition “Open Square”", "en", "МВД РК", "ru", False),
        ("experts", "en", "the experts", "en", True),
        ("experts", "en", "residents", "en", False),
        ("Ministry of Health", "en", "Ministry of Labour", "en", False),
        ("акимат", "ru", "Министерство просвещения", "ru", False),
    ],
)
def test_speakers_are_told_apart(one, its, other, theirs, same):
    a, b = speakers.speaker(one, its), speakers.speaker(other, theirs)
    assert a.same(b) is same
    assert b.same(a) is same


def test_a_speaker_without_words_is_nobody():
    assert not speakers.speaker("", "en").same(speakers.speaker("", "en"))
