"""Time grows with the length of a text and no faster, whatever the text; loading is quick."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dalil.findings import find_figures
from dalil.findings.figures.grammar import Grammar
from dalil.lang.lexicon import Endings, Lexicon

GOLD = Path(__file__).resolve().parents[2] / "gold"
sys.path.insert(0, str(GOLD))

from notation import read_cases  # noqa: E402

from tests.timing import holds  # noqa: E402
from tests.timing import seconds as least  # noqa: E402

CASES = [case for path in sorted((GOLD / "cases").glob("*.cases")) for case in read_cases(path)]
LANGUAGES = sorted({case["lang"] for case in CASES})

SENTENCES = {
    "en": "In 2021 police in Osh counted 14 fires, 3 more than a year earlier. Nobody was hurt. ",
    "ru": "В 2021 году в Оше насчитали 14 пожаров, на 3 больше, чем годом ранее. Никто не ранен. ",
    "kk": "2021 жылы Алматыда 14 өрт болды, бұл былтырғыдан 3-ке көп. Ешкім зардап шеккен жоқ. ",
    "ky": "2021-жылы Ошто 14 өрт чыкты, бул былтыркыдан 3кө көп. Эч ким жабыркаган жок. ",
}
SIGNS = st.sampled_from(
    [*"0123456789.,-–()[]%$' \n\t\"½№:;/", "\u00a0", "\u0301", " и ", "000", "м"]
)


def seconds(text: str, language: str) -> float:
    return least(lambda: find_figures(text, language=language, published="2022-03-04"))


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("end", ["", "\n\n"])
def test_ten_times_the_text_takes_ten_times_as_long(language: str, end: str) -> None:
    sentence = SENTENCES[language] + end
    seconds(sentence, language)
    assert holds(lambda: seconds(sentence * 200, language) < 15 * seconds(sentence * 20, language))


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("unit", ["14 ", "14, ", "5% ", "Osh ", "2020–2021 "])
def test_one_endless_sentence_takes_linear_time(language: str, unit: str) -> None:
    seconds(unit * 100, language)
    assert holds(lambda: seconds(unit * 1600, language) < 10 * seconds(unit * 400, language) + 0.2)


@pytest.mark.parametrize(
    "unit", ["1.", "1 ", "1'0", "((", "а\u0301", " \n", "\n", "--", "...", '"', "1,11,", "а" * 61]
)
def test_hostile_repetition_does_not_blow_up(unit: str) -> None:
    text = unit * 2000
    assert holds(lambda: seconds(text, "ru") < 100 * seconds(SENTENCES["ru"] * 30, "ru"))


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(SIGNS, max_size=120).map("".join), st.sampled_from(list(SENTENCES)))
def test_no_string_of_digits_and_signs_stalls_or_breaks_the_finder(
    text: str, language: str
) -> None:
    started = time.process_time()
    find_figures(text, language=language)
    assert time.process_time() - started < 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_passed_over_states_no_figure(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sentences without a digit or a word of number are read only where a figure comes after."""
    texts = [case["text"] for case in CASES if case["lang"] == language]
    texts += [f"{text}\n\n{SENTENCES[language]}\n\n{text}" for text in texts[:20]]
    passed_over = [find_figures(text, language=language) for text in texts]
    monkeypatch.setattr(Grammar, "may_state", lambda *_: True)
    assert [find_figures(text, language=language) for text in texts] == passed_over


def test_a_text_without_numbers_is_hardly_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("dalil.findings.figures.find.Sentence", fail)
    text = "Nobody in the town could say when the bridge would open. It was a cold day."
    assert find_figures(text, language="en") == []


def test_strung_endings_are_taken_apart_in_the_order_of_their_layers() -> None:
    endings = Endings(["x"], [["lar"], ["y", "ym"], ["da", "dan"]])
    assert all(end in endings for end in ("x", "lar", "larymdan", "yda", "dan"))
    assert not any(end in endings for end in ("dalar", "larlar", "xda", "larx", "m", "ylar"))


def test_a_starred_stem_takes_strung_endings() -> None:
    lexicon = Lexicon(Endings([], [["lar"], ["da"]]))
    lexicon.add("unit", "som*", "KGS")
    assert lexicon.keys("somlarda") == ("somlarda", "som*")
    assert lexicon.keys("somdalar") == ("somdalar",)


def test_many_endings_cost_nothing_at_the_start() -> None:
    layers = [[chr(ord("a") + k) * n for n in range(1, 30)] for k in range(8)]
    lexicon = Lexicon(Endings([], layers))
    lexicon.add("unit", "zz*", 1)
    assert lexicon.keys("zzaabbbh") == ("zzaabbbh", "zz*")
