"""What was done to whom, where and when, as sentences say it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.findings import find_events, find_figures


def found(text, language="en", published="2021-05-17"):
    figures = find_figures(text, language=language, published=published)
    return find_events(text, language=language, published=published, figures=figures)


def one(text, language="en", **more):
    (event,) = found(text, language, **more)
    return event.value


@pytest.mark.parametrize(
    ("text", "language", "act", "number", "place", "on"),
    [
        ("Police detained 54 people in Almaty on 14 May 2021.", "en", "detained", 54, "Almaty", "2021-05-14"),
        ("14 мая 2021 года в Алматы задержали 54 человека.", "ru", "detained", 54, "Алматы", "2021-05-14"),
        ("2021 жылғы 14 мамырда Алматыда 54 адам ұсталды.", "kk", "detained", 54, "Алматыда", "2021-05-14"),
        ("2021-жылдын 14-майында Ошто 54 киши кармалды.", "ky", "detained", 54, "Ошто", "2021-05-14"),
        ("Nine miners died in Karaganda on 3 May 2021.", "en", "died", 9, "Karaganda", "2021-05-03"),
    ],
)  # fmt: skip
def test_numbers_of_people(text, language, act, number, place, on):
    event = one(text, language)
    assert (event.what, event.number, event.place, event.on) == (act, Decimal(number), place, on)


@pytest.mark.parametrize(
    ("text", "language", "who"),
    [
        ("A court convicted Asel Sadykova of slander in Osh on 3 May 2021.", "en", "Asel Sadykova"),
        ("3 мая 2021 года в Оше суд осудил Асель Садыкову за клевету.", "ru", "Асель Садыкову"),
        ("2021 жылғы 3 мамырда Таразда Әсел Садықова ұсталды.", "kk", "Әсел Садықова"),
        ("The foundation “Ashyq Soz” was fined on 3 May 2021.", "en", "“Ashyq Soz”"),
    ],
)
def test_people_with_a_name(text, language, who):
    assert one(text, language).who == who


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nobody was detained in Almaty on 14 May 2021.", "en"),
        ("Police plan to detain 54 people in Almaty.", "en"),
        ("В Алматы 14 мая никого не задержали.", "ru"),
        ("Алматыда 14 мамырда ешкім ұсталмады.", "kk"),
        ("The weather in Almaty was fine on 14 May 2021.", "en"),
        ("Die Polizei nahm am 14. Mai 54 Menschen fest.", "de"),
        ("", "en"),
    ],
)
def test_nothing_was_done(text, language):
    assert found(text, language) == []


def test_the_setting_holds_for_the_next_sentence_of_a_paragraph():
    text = "On 14 May 2021 police detained 54 people in Almaty. Asel Sadykova was arrested there."
    detained, arrested = found(text)
    assert (arrested.value.place, arrested.value.on) == ("Almaty", "2021-05-14")
    assert detained.context != arrested.context


def test_a_promise_is_due_on_the_day_that_it_names():
    event = one("The akimat promises to build 26 schools by the end of 2023.")
    assert (event.what, event.on, event.number) == ("promised", "2023-12-31", Decimal(26))


def test_a_promise_for_no_day_is_none():
    assert found("The akimat promises to build 26 schools.") == []


def test_a_promise_whose_day_was_past_is_none():
    assert found("In 2019 the akimat promised to build 26 schools by 2020.") == []


def test_spans_are_characters_of_the_text():
    text = "🚓 Police detained 54 people in Almaty on 14 May 2021."
    (event,) = found(text)
    assert event.span.of(text) == "detained"
    assert event.parts["place"][0].of(text) == "Almaty"
    assert event.context.covers(event.span)


@given(st.text(max_size=300))
def test_any_text_can_be_asked(text):
    for language in ("en", "kk"):
        for event in found(text, language, published=None):
            assert event.context.covers(event.span)
