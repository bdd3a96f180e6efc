"""Time grows with the length of a text and no faster, and no text breaks the finder."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dalil.findings import find_quotes
from dalil.findings.quotes import find
from dalil.model import Quotation, Span
from tests.timing import holds
from tests.timing import seconds as least

SENTENCES = {
    "en": "Mayor Asan Bekov said that the bridge was closed. “We wait,” he added. Nobody came. ",
    "ru": "Мэр Асан Беков сообщил, что мост закрыт. «Мы ждём», — добавил он. Никто не пришёл. ",
    "kk": "Әкім Асан Беков көпір жабық деп хабарлады. «Күтеміз», – деді ол. Ешкім келмеді. ",
    "ky": "Мэр Асан Беков көпүрө жабык деп билдирди. «Күтөбүз», – деди ал. Эч ким келген жок. ",
}
PIECES = st.sampled_from(
    [
        *"«»“”„\"'‘’—–-,.:;!?…()|\n ",
        *(" said ", " that ", "X", "Asan Bekov", " he ", "according to ", " the ministry "),
        *(
            " told ",
            " called ",
            " Citing ",
            "'s ",
            " of them ",
            " назвал ",
            " со ссылкой на ",
            " города ",
        ),
        *(" оның сөзінше, ", " делінген ", " хатта ", " сілтеме жасап, ", " солардың ", " бірі "),
        *(" сказал ", " что ", " по словам ", " он ", " МВД ", " — "),
        *(
            " деп ",
            " деді ",
            " айтты",
            " айтуынша, ",
            " ол ",
            "министрі ",
            "\n\n",
            "\u0301",
            "\ud800",
        ),
    ]
)


def seconds(text: str, language: str) -> float:
    return least(lambda: find_quotes(text, language=language))


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("end", ["", "\n\n"])
def test_ten_times_the_text_takes_ten_times_as_long(language: str, end: str) -> None:
    sentence = SENTENCES[language] + end
    seconds(sentence, language)
    assert holds(lambda: seconds(sentence * 200, language) < 15 * seconds(sentence * 20, language))


@pytest.mark.parametrize(
    ("language", "unit"),
    [
        *(("en", one) for one in ("“", '"', ", ", "said that ", "he said, ", "X: ", ", who ")),
        *(("en", one) for one in ("according to ", "Asan Bekov ", "the ministry ", "(a) ")),
        *(("ru", one) for one in ("«", "« ", "— ", "—а, ", "«а» ", "МВД, ", "сказал, что ")),
        *(("kk", one) for one in ("деп ", "деді ", "айтуынша, ", "министрі ", "Асан Беков ")),
    ],
)
def test_hostile_repetition_does_not_blow_up(language: str, unit: str) -> None:
    assert holds(lambda: seconds(unit * 4000, language) < 12 * seconds(unit * 1000, language) + 0.2)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PIECES, max_size=80).map("".join), st.sampled_from(list(SENTENCES)))
def test_no_text_breaks_the_finder_and_every_span_is_of_it(text: str, language: str) -> None:
    started = time.process_time()
    for found in find_quotes(text, language=language):
        spans = [found.span, found.context, *(s for part in found.parts.values() for s in part)]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert isinstance(found.value, Quotation)
        assert all(found.span.covers(span) for span in found.parts["words"])
        assert found.rules
    assert time.process_time() - started < 5


def test_a_text_without_quotations_is_not_searched_for_names(monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(find, "People", fail)
    text = "Nobody in the town knew when the bridge would open. Asan Bekov left on a cold day."
    assert find_quotes(text, language="en") == []


def test_a_language_without_words_of_saying_has_no_quotations() -> None:
    assert find_quotes("«Мы ждём», — сказал он.", language="tg") == []


@pytest.mark.parametrize("regions", [[], [Span(-5, 3)], [Span(10, 5)], [Span(0, 10**9)]])
def test_regions_beyond_the_text_do_no_harm(regions) -> None:
    text = "Mayor Asan Bekov said that the bridge was closed."
    found = find_quotes(text, language="en", regions=regions)
    assert len(found) == any(region.end > 100 for region in regions)
