"""Kazakh figures: endings, forms of words, and small texts with what must be found in them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.findings import find_figures
from dalil.findings.figures.grammar import grammar
from dalil.findings.figures.sentence import Sentence
from dalil.findings.figures.tokens import alike, tokens_of
from dalil.findings.figures.turkic.forms import ahead, back, form, segments
from dalil.lang import load
from dalil.model import Span


def _sentence(text):
    return Sentence(Span(0, len(text)), tokens_of(alike(text), Span(0, len(text))), grammar("kk"))


def _one(text, published="2022-07-01"):
    found = find_figures(text, language="kk", published=published)
    assert len(found) == 1, [f.value for f in found]
    return text[found[0].span.start : found[0].span.end], found[0].value


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit", "bound"),
    [
        ("Қорда 10 мыңға жуық кітап бар.", "10 мыңға", 10000, "1", "about"),
        ("Тұрғындардың 39%-ы келді.", "39%", 39, "%", "exact"),
        ("Кітап саны 52 806-ға жетті.", "52 806", 52806, "1", "exact"),
        ("Базарда 1200'ден астам сатушы бар.", "1200", 1200, "1", "min"),
        ("Ауылда кемінде он екі құдық бар.", "он екі", 12, "1", "min"),
        ("Олардың жартысынан астамы келді.", "жартысынан", 50, "%", "min"),
        ("Үйлердің төрттен бірі бос.", "төрттен бірі", 25, "%", "exact"),
        ("Үйлердің үштен екісі бос.", "үштен екісі", Decimal("66.67"), "%", "exact"),
        ("Әр бесінші бала жүзе біледі.", "Әр бесінші", 20, "%", "exact"),
        ("Он баланың үшеуі келмеді.", "Он баланың үшеуі", 30, "%", "exact"),
        ("Ондаған ат жарысты.", "Ондаған", 20, "1", "about"),
        ("Жүздеген мың көшет егілді.", "Жүздеген мың", 200000, "1", "about"),
        ("Баға екі есе өсті.", "екі есе", 2, "x", "exact"),
        ("Баға бір жарым есе өсті.", "бір жарым есе", Decimal("1.5"), "x", "exact"),
        ("Сот 40 АЕК айыппұл салды.", "40 АЕК", 40, "MCI", "exact"),
        ("Ол бір жыл үш айға кетті.", "бір жыл үш айға", Decimal("1.25"), "year", "exact"),
        ("Билет 5 сом 50 тыйын тұрады.", "5 сом 50 тыйын", Decimal("5.5"), "KGS", "exact"),
        ("Түнде минус 17 градус болды.", "минус 17 градус", -17, "°C", "exact"),
        ("Жол 30 шақырымға созылған.", "30 шақырымға", 30, "km", "exact"),
        ("Өртте 400 гектар орман жанды.", "400 гектар", 400, "ha", "exact"),
        ("Команда 3-орын алды.", "3-орын", 3, "rank", "exact"),
        ("Кемеде 100-дей адам болды.", "100", 100, "1", "about"),
        ("Залда 100 адамнан астам көрермен отырды.", "100", 100, "1", "min"),
        ("Ол 5 мыңға да жетпейді.", "5 мыңға", 5000, "1", "max"),
        ("Нөл шағым түсті.", "Нөл", 0, "1", "exact"),
    ],
)
def test_numbers_units_and_bounds_are_read_through_their_endings(text, quote, value, unit, bound):
    found, figure = _one(text)
    assert (found, figure.unit, figure.bound) == (quote, unit, bound)
    assert abs(figure.value - Decimal(value)) < Decimal("0.001")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Ол бестен жеті жылға дейін кетеді.", (5, 7), "year"),
        ("Олар 2–3 мың теңге төлейді.", (2000, 3000), "KZT"),
        ("Төрт-бес тонна шөп қалды.", (4, 5), "t"),
        ("Залда 30 бен 40 арасында адам болды.", (30, 40), "1"),
    ],
)
def test_a_range_is_one_figure(text, value, unit):
    _, figure = _one(text)
    assert (figure.value, figure.unit, figure.bound) == (value, unit, "range")


@pytest.mark.parametrize(
    "text",
    [
        "Құжатқа 03.04.2021 күні № 318 нөмір берілді.",
        "Бір қарағанда оңай, 6-бөлімнің төртінші тармағын қараңыз.",
        "Ол 25 жаста, 7-сыныпта оқиды.",
        "Жиын сағат 15:00-де басталды.",
        "Үш жыл бұрын ол екінші рет келді.",
        "Мекеме өкілдерінің бірі үндемеді.",
        "ХХ ғасырдың 20-жылдарында ауыл болмаған.",
        "«Қазақстан-2050» стратегиясы мен COVID-19 туралы айтты.",
        "Екі тарап бір-бірін тыңдады.",
    ],
)
def test_what_only_orders_or_dates_is_no_figure(text):
    assert find_figures(text, language="kk", published="2022-07-01") == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Былтыр 5 үй салынды.", "2021"),
        ("2020 жылғы 22 ақпанда 5 үй салынды.", "2020-02-22"),
        ("1 мамырда 5 үй салынды.", "2022-05-01"),
        ("Жыл басынан бері 5 үй салынды.", "2022-01-01/2022-07-01"),
        ("Соңғы үш жылда 5 үй салынды.", "2019-07-01/2022-07-01"),
        ("2021 жылдың тоғыз айында 5 үй салынды.", "2021-01/2021-09"),
        ("2019 жылдың бірінші тоқсанында 5 үй салынды.", "2019-01/2019-03"),
        ("2018–2020 жылдары 5 үй салынды.", "2018/2020"),
        ("2030 жылға дейін 5 үй салынады.", "2030"),
        ("1 қыркүйектен бастап 5 автобус жүреді.", "2022-09-01/.."),
        ("Қазір ауылда 5 үй бар.", None),
    ],
)
def test_times_are_read_with_their_endings(text, period):
    assert _one(text)[1].period == period


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Министрліктің мәліметінше, 5 үй салынды.", "Министрліктің"),
        ("5 үй салынды, деп хабарлады полиция басқармасы.", "полиция басқармасы"),
        ("Құрылыс министрі Асан Үсенов 5 үй салынғанын айтты.", "Құрылыс министрі Асан Үсенов"),
        ("Прокурор алты жыл сұрады.", "Прокурор"),
        ("Полиция 5 адамды ұстады.", None),
        ("Ресми мәлімет бойынша, 5 үй салынды.", None),
    ],
)
def test_who_says_so(text, who):
    assert _one(text)[1].attribution == who


@pytest.mark.parametrize(
    ("text", "status", "change"),
    [
        ("Тариф 18 пайызға көтерілді.", "actual", "up"),
        ("Көл деңгейі 2 метрге төмендеді.", "actual", "down"),
        ("Инфляция 7%-ға дейін төмендеді.", "actual", None),
        ("Ауа нормадан екі есе лас.", "actual", None),
        ("Әкім 300 мектеп салуға уәде берді.", "plan", None),
        ("Сарапшылар баға 5 пайызға өседі деп болжайды.", "forecast", "up"),
        ("Кеңшарға 30 АЕК-ке дейін айыппұл салынады.", "actual", None),
    ],
)
def test_status_and_change_follow_the_verb_that_ends_the_clause(text, status, change):
    figure = _one(text)[1]
    assert (figure.status, figure.change) == (status, change)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("мектептің", "gen"),
        ("ауылға", "dat"),
        ("қаладан", "abl"),
        ("жазасын", "acc"),
        ("бюджеті", "poss"),
        ("оқушылар", "plural"),
        ("өседі", "verb"),
        ("көбейіп", "conv"),
        ("көшедегі", "attr"),
    ],
)
def test_the_ending_tells_the_form(word, kind):
    assert form(_sentence(word), 0) == kind


def test_verbs_end_clauses():
    sentence = _sentence("Су келді, ал жол жабылды, оны қар басып, адам өтпеді.")
    assert [sentence.tokens[i].text for i in segments(sentence)] == ["Су", "ал", "оны", "адам"]


def test_noun_phrases_reach_to_their_heads():
    sentence = _sentence("Кеше олар жаңа су құбырын жөндеді")
    assert back(sentence, 5) == 2
    assert ahead(sentence, 2) == 5


def test_endings_are_strung_from_layers():
    keys = load("kk").lexicon.keys
    assert "теңге*" in keys("теңгелерінің")
    assert "пайыз*" in keys("пайызындағы")
    assert "теңге*" not in keys("теңгерім")


@given(st.text(alphabet="абғеқі 0123456789-'.,%–«»мыңжылтеңгебірекі\n", max_size=200))
def test_any_text_is_read_without_failing_and_spans_quote_it(text):
    for finding in find_figures(text, language="kk", published="2022-07-01"):
        assert 0 <= finding.span.start < finding.span.end <= len(text)
        assert finding.context.covers(finding.span)
