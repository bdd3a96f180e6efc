"""Laws that hold for any text: spans, independence of paragraphs, no crash, linear time."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dalil.findings import find_figures
from dalil.model import Span
from tests.timing import holds, seconds

LANGUAGES = ["en", "ru", "kk", "ky", "xx", ""]
PIECES = st.sampled_from(
    [
        "12", "1,345", "2.5", "thousand", "million", "per", "cent", "%", "$", "tenge", "from", "to", "in",
        "2019", "May", "one", "of", "them", "(", ")", "–", "-", ",", ".", ";", "half", "a", "third", "years",
        "said", "the", "ministry", "rose", "by", "Almaty", "more", "than", "every", "fifth", "«", "»", "№",
        "тыс.", "млн", "сомов", "из", "в", "году", "мың", "теңге", "пайыз", "−", "°C", "½", "\u00a0", "\n", "\n\n",
    ]
)  # fmt: skip
SENTENCES = [
    "Police in Osh counted 14 fires in 2021.",
    "The tariff will rise from 20 to 30 soms an hour, the mayor said.",
    "Every third pupil reads badly; of 90 schools 12 have no library.",
    "It was −12 °C in Naryn.",
]


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=200), st.sampled_from(LANGUAGES), st.none() | st.just("2020-08-06"))
def test_any_text_is_read_without_a_crash(text, language, published):
    check_spans(text, find_figures(text, language=language, published=published))


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PIECES, max_size=40), st.sampled_from(LANGUAGES))
def test_any_mixture_of_words_is_read_without_a_crash(pieces, language):
    text = " ".join(pieces)
    check_spans(text, find_figures(text, language=language, published="2021-02-28"))


def check_spans(text, findings):
    starts = [finding.span.start for finding in findings]
    assert starts == sorted(starts)
    for finding in findings:
        assert 0 <= finding.span.start < finding.span.end <= len(text)
        assert finding.context.covers(finding.span)
        assert finding.parts["value"]
        for spans in finding.parts.values():
            for span in spans:
                assert 0 <= span.start < span.end <= len(text)
                assert span.of(text).strip()


@pytest.mark.parametrize("first", SENTENCES)
@pytest.mark.parametrize("second", SENTENCES)
def test_two_paragraphs_have_the_figures_of_each(first, second):
    def found(text, by=0):
        return [(f.span.shift(by), f.value.value) for f in find_figures(text, language="en")]

    assert found(f"{first}\n\n{second}") == found(first) + found(second, len(first) + 2)


def test_only_the_regions_asked_for_are_searched():
    text = "5 men came. 7 women left."
    found = find_figures(text, language="en", regions=[Span(12, len(text))])
    assert [f.span.of(text) for f in found] == ["7"]


@pytest.mark.parametrize("published", ["", "never", "9999-99-99", "0001-01-01", "9999-12-31", None])
def test_an_absurd_day_of_publication_is_as_good_as_none(published):
    text = "Over the past 3,000 years, last winter and next month 5 men left since March, 20 years ago."
    find_figures(text, language="en", published=published)


def test_an_unknown_language_is_said_to_be_unknown():
    (finding,) = find_figures("Ala 14 xyz.", language="xx")
    assert "xx" in finding.reasons[0]


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1.",
        "1,",
        "1 ",
        "1 000 ",
        "(",
        ")",
        "–",
        "1-",
        "one ",
        "of ",
        "and ",
        "a b. ",
        "5 % and ",
        "in 2019 ",
        "A-",
        "'s ",
    ],
)
def test_hostile_repetition_takes_linear_time(unit):
    def seconds_for(count):
        text = unit * count
        return seconds(lambda: find_figures(text, language="en", published="2020-01-01"), runs=1)

    seconds_for(100)
    assert holds(lambda: seconds_for(4000) < 8 * seconds_for(1000) + 0.5)
