"""What is counted comes to the same concepts in every language, and what differs stays apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.series.measures import (
    LANGUAGES,
    concepts,
    measure_of,
    per_key,
    terms,
    words_match,
)

ROWS = [
    (name, language, example.strip())
    for rows in terms().values()
    for name, row in rows.items()
    for language, example in zip(LANGUAGES, row["example"].split("|"), strict=True)
    if example.strip() != "-"
]


@pytest.mark.parametrize(("name", "language", "example"), ROWS)
def test_the_examples_of_each_row(name, language, example):
    assert name in [term.id for term in concepts(example, language)]


SAME = [  # (language, of) in pairs that count one thing
    (("en", "attacks on journalists"), ("ru", "нападений на журналистов")),
    (("en", "attacks on journalists"), ("kk", "журналистерге шабуыл")),
    (("en", "attacks on journalists"), ("ky", "журналисттерге чабуул")),
    (("en", "cases of domestic violence"), ("ru", "фактов бытового насилия")),
    (("en", "protective orders"), ("ru", "число защитных предписаний")),
    (("en", "protective orders issued"), ("kk", "қорғау нұсқамасын")),
    (("ru", "зарегистрированных преступлений"), ("en", "crimes")),
    (("ru", "самоубийств среди несовершеннолетних"), ("en", "child suicides")),
    (("en", "the average monthly salary"), ("ru", "средняя заработная плата")),
    (("ru", "умерших от коронавируса"), ("en", "COVID-19 deaths")),
]
APART = [
    (("en", "convictions"), ("en", "convictions of journalists")),
    (("en", "exports"), ("en", "imports")),
    (("ru", "уголовных дел"), ("ru", "административных дел")),
    (("en", "marriages"), ("en", "divorces")),
    (("en", "births"), ("en", "deaths")),
    (("en", "murders"), ("en", "attempted murders")),
    (("en", "exports to China"), ("en", "exports from China")),
    (("ru", "средняя зарплата"), ("ru", "минимальная зарплата")),
    (("en", "suicides"), ("en", "suicide attempts")),
    (("ru", "заражений коронавирусом"), ("ru", "смертей от коронавируса")),
]


def key_of(pair):
    measure = measure_of(pair[1], pair[0])
    assert measure
    return measure.key


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_thing_in_other_words(one, other):
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_narrows_keeps_apart(one, other):
    assert key_of(one) != key_of(other)


ACTS = [
    ("en", "people", "Police detained 54 people at the rally.", 17, "detention"),
    ("ru", "человека", "На митинге задержали 54 человека.", 21, "detention"),
    ("kk", "адам", "Митингіде 54 адам ұсталды.", 10, "detention"),
    ("ru", "человек", "Погибли шесть человек, 37 получили травмы.", 8, "death"),
    ("en", "people", "Six people died, 37 were injured.", 0, "death"),
    ("en", "people", "There were 54 people in the hall.", 11, None),
    ("en", "people", "Floods killed 11 and injured 54 people.", 29, None),  # which of the two?
]


@pytest.mark.parametrize(("language", "of", "sentence", "at", "act"), ACTS)
def test_the_sentence_says_what_happened_to_people(language, of, sentence, at, act):
    measure = measure_of(of, language, sentence=sentence, at=at)
    assert (measure.key if measure else None) == act


EMPTY = [("en", None), ("en", ""), ("en", "people"), ("ru", "человек"), ("en", "number of cases")]


@pytest.mark.parametrize(("language", "of"), [*EMPTY, ("kk", "жағдай"), ("ru", "…")])
def test_what_says_nothing_measures_nothing(language, of):
    assert measure_of(of, language) is None


def test_a_thing_alone_is_too_little_but_its_number_is_not():
    assert not measure_of("schools", "en").sure
    assert measure_of("number of schools", "en").sure
    assert not measure_of("journalists", "en", unit="%").sure
    assert measure_of("unemployment", "en", unit="%").sure


def test_rates_have_no_language():
    assert per_key("100,000 people", "en") == per_key("100 000 человек", "ru")
    assert per_key(None, "en") == ""


def test_the_words_that_a_person_names():
    assert words_match(("attack journalist",), "attacks on journalists", "en")
    assert words_match(("нападение",), "нападений на редакции", "ru") == "нападение"
    assert not words_match(("attack journalist",), "attacks on activists", "en")
    assert not words_match(("", "…"), "attacks", "en")


@given(st.text(max_size=200), st.sampled_from(["en", "ru", "kk", "ky", "de", None]))
def test_any_text_will_do(text, language):
    measure_of(text, language, sentence=text, at=len(text) // 2)
    per_key(text, language)
    words_match((text,), text, language)


@given(st.permutations(["attacks", "on", "journalists", "and", "activists"]))
def test_the_order_of_words_makes_no_other_thing(tokens):
    assert key_of(("en", " ".join(tokens))) == key_of(
        ("en", "attacks on journalists and activists")
    )
