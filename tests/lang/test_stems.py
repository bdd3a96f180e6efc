"""Forms of a word share a stem; spans are of the text as it stands."""

from __future__ import annotations

import tomllib
import unicodedata
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.lang import countries
from dalil.lang.stems import spans, stem, words

KAZAKH = tomllib.loads(resources.files("dalil.lang").joinpath("kk/stem.toml").read_text("utf-8"))
ROWS = [*KAZAKH["layer"], KAZAKH["soften"], KAZAKH["restore"]]

FORMS = [
    ("en", "conviction", "convictions"),
    ("en", "attack", "attacked"),
    ("ru", "осуждённый", "осужденных"),
    ("ru", "село", "сёла"),
    ("kk", "мұғалім", "мұғалімдердің"),
    ("kk", "Қазақстан", "Қазақстандағы"),
    ("kk", "сот", "соттың"),
    ("kk", "заң", "заңға"),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["forms"])
def test_the_example_of_each_row(row):
    one, other = row["forms"].split(" = ")
    assert stem(words(one)[0], "kk") == stem(words(other)[0], "kk")


@pytest.mark.parametrize(("language", "one", "other"), FORMS)
def test_forms(language, one, other):
    assert stem(words(one)[0], language) == stem(words(other)[0], language)


@pytest.mark.parametrize("word", ["Андрей", "ёлка", "Ғылым", "café"])
def test_a_decomposed_word_is_the_same_word(word):
    assert words(unicodedata.normalize("NFD", word)) == words(word)


@given(st.text(max_size=60))
def test_spans_are_of_the_text(text):
    last = 0
    for folded, start, end in spans(text):
        assert last <= start < end <= len(text)
        assert folded
        last = end


def test_many_combining_marks_take_no_time():
    assert words("a" + "̖́" * 200_000)


@pytest.mark.parametrize(
    ("code", "example"),
    [
        (code, example)
        for code in countries.known()
        for example in countries._data()[code]["examples"]
    ],
)
def test_countries_are_named(code, example):
    assert code in countries.named(example)


@pytest.mark.parametrize(
    "text", ["the Kazakh language", "казахский язык", "no country here", "", "Oshawa"]
)
def test_no_country_is_named(text):
    assert countries.named(text) == ()


@pytest.mark.parametrize(
    "forms",
    ["беженец беженцы беженцев", "пытки пыток", "рынок рынка", "отец отца", "участок участков",
     "человек человека", "проверок проверка", "урок урока", "подросток подростки"],
)  # fmt: skip
def test_russian_vowels_that_come_and_go(forms):
    assert len({stem(word, "ru") for word in forms.split()}) == 1
