"""Kyrgyz figures: the rules for languages with endings over ``lang/ky``, and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.findings import find_figures
from dalil.findings.figures.grammar import grammar
from dalil.findings.figures.sentence import Sentence
from dalil.findings.figures.tokens import alike, tokens_of
from dalil.findings.figures.turkic.forms import form
from dalil.lang import load
from dalil.model import Span


def _sentence(text):
    return Sentence(Span(0, len(text)), tokens_of(alike(text), Span(0, len(text))), grammar("ky"))


def _one(text, published="2022-07-01"):
    found = find_figures(text, language="ky", published=published)
    assert len(found) == 1, [f.value for f in found]
    return text[found[0].span.start : found[0].span.end], found[0].value


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit", "bound"),
    [
        ("Китепканада 10 миңге жакын китеп бар.", "10 миңге", 10000, "1", "about"),
        ("Тургундардын 39%ы келди.", "39%ы", 39, "%", "exact"),
        ("Залда 30га жакын адам отурду.", "30га", 30, "1", "about"),
        ("Өрт 30 га жерди каптады.", "30 га", 30, "ha", "exact"),
        ("Базарда 1200дөн ашык сатуучу бар.", "1200дөн", 1200, "1", "min"),
        ("Айылда кеминде он эки кудук бар.", "он эки", 12, "1", "min"),
        ("Алардын жарымынан көбү келди.", "жарымынан", 50, "%", "min"),
        ("Үйлөрдүн төрттөн бири бош.", "төрттөн бири", 25, "%", "exact"),
        ("Үйлөрдүн үчтөн экиси бош.", "үчтөн экиси", Decimal("66.67"), "%", "exact"),
        ("Мугалимдердин ондон тогузу аялдар.", "ондон тогузу", 90, "%", "exact"),
        ("Ар бир алтынчы бала окуй албайт.", "Ар бир алтынчы", Decimal("16.67"), "%", "exact"),
        ("Ондогон ат жарышты.", "Ондогон", 20, "1", "about"),
        ("Жүздөгөн миң көчөт тигилди.", "Жүздөгөн миң", 200000, "1", "about"),
        ("Баа эки эсе өстү.", "эки эсе", 2, "x", "exact"),
        ("Баа бир жарым эсе өстү.", "бир жарым эсе", Decimal("1.5"), "x", "exact"),
        ("Ал бир жыл үч айга кетти.", "бир жыл үч айга", Decimal("1.25"), "year", "exact"),
        ("Билет 5 сом 50 тыйын турат.", "5 сом 50 тыйын", Decimal("5.5"), "KGS", "exact"),
        ("Түнкүсүн минус 17 градус болду.", "минус 17 градус", -17, "°C", "exact"),
        ("Өрттө 400 гектар токой күйдү.", "400 гектар", 400, "ha", "exact"),
        ("Команда 3-орунду ээледи.", "3-орунду", 3, "rank", "exact"),
        ("Кемеде 100дөй адам болду.", "100дөй", 100, "1", "about"),
        ("Залда 100 адамдан ашык көрүүчү отурду.", "100", 100, "1", "min"),
        ("Ал 5 миңге да жетпейт.", "5 миңге", 5000, "1", "max"),
        ("Былтыр 8 миң 754 бала жетим калган.", "8 миң 754", 8754, "1", "exact"),
        ("Отургуч 4 миң 500 сом турат.", "4 миң 500 сом", 4500, "KGS", "exact"),
        ("Нөл арыз түштү.", "Нөл", 0, "1", "exact"),
        ("Алардын он алтысы кайтты.", "он алтысы", 16, "1", "exact"),
        ("Дагы бешөө келген жок.", "бешөө", 5, "1", "exact"),
    ],
)
def test_numbers_units_and_bounds_are_read_through_their_endings(text, quote, value, unit, bound):
    found, figure = _one(text)
    assert (found, figure.unit, figure.bound) == (quote, unit, bound)
    assert abs(figure.value - Decimal(value)) < Decimal("0.01")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Ал бештен жети жылга чейин кетет.", (5, 7), "year"),
        ("Алар 2–3 миң сом төлөйт.", (2000, 3000), "KGS"),
        ("Төрт-беш тонна чөп калды.", (4, 5), "t"),
        ("Залда 30 менен 40 ортосунда адам болду.", (30, 40), "1"),
    ],
)
def test_a_range_is_one_figure(text, value, unit):
    _, figure = _one(text)
    assert (figure.value, figure.unit, figure.bound) == (value, unit, "range")


@pytest.mark.parametrize(
    "text",
    [
        "Документке 03.04.2021 күнү № 318 номер берилди.",
        "Бир караганда оңой, 6-бөлүмдүн төртүнчү пунктун караңыз.",
        "Ал 25 жашта, 7-класста окуйт.",
        "Жыйын саат 15:00дө башталды.",
        "Үч жыл мурун ал экинчи жолу келди.",
        "Мекеменин өкүлдөрүнүн бири унчуккан жок.",
        "«Кыргызстан-2040» стратегиясы менен COVID-19 тууралуу айтты.",
        "18 жаштан 30 жашка чейинки жаштар чогулду.",
        "Кош бойлуулар 118 номерине чалса болот.",
    ],
)
def test_what_only_orders_or_dates_is_no_figure(text):
    assert find_figures(text, language="ky", published="2022-07-01") == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Былтыр 5 үй курулду.", "2021"),
        ("2020-жылдын 22-февралында 5 үй курулду.", "2020-02-22"),
        ("1-майда 5 үй курулду.", "2022-05-01"),
        ("Жыл башынан бери 5 үй курулду.", "2022-01-01/2022-07-01"),
        ("Акыркы үч жылда 5 үй курулду.", "2019-07-01/2022-07-01"),
        ("2021-жылдын тогуз айында 5 үй курулду.", "2021-01/2021-09"),
        ("2019-жылдын биринчи кварталында 5 үй курулду.", "2019-01/2019-03"),
        ("2018–2020-жылдары 5 үй курулду.", "2018/2020"),
        ("2021-жылдын январь-март айларында 5 үй курулду.", "2021-01/2021-03"),
        ("1-сентябрдан тартып 5 автобус жүрөт.", "2022-09-01/.."),
        ("Эртең 5 автобус жүрөт.", "2022-07-02"),
        ("Азыр айылда 5 үй бар.", None),
    ],
)
def test_times_are_read_with_their_endings(text, period):
    assert _one(text)[1].period == period


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Министрликтин маалыматы боюнча, 5 үй курулду.", "Министрликтин"),
        ("5 үй курулду, деп билдирди милиция башкармалыгы.", "милиция башкармалыгы"),
        ("Курулуш министри Асан Үсөнов 5 үй курулганын айтты.", "Курулуш министри Асан Үсөнов"),
        ("Прокурор алты жыл сурады.", "Прокурор"),
        ("Милиция 5 адамды кармады.", None),
        ("Расмий маалымат боюнча, 5 үй курулду.", None),
    ],
)
def test_who_says_so(text, who):
    assert _one(text)[1].attribution == who


@pytest.mark.parametrize(
    ("text", "status", "change"),
    [
        ("Тариф 18 пайызга көтөрүлдү.", "actual", "up"),
        ("Көлдүн деңгээли 2 метрге төмөндөдү.", "actual", "down"),
        ("Инфляция 7%га чейин төмөндөдү.", "actual", None),
        ("Аба нормадан эки эсе булганган.", "actual", None),
        ("Аким 300 мектеп курууга убада берди.", "plan", None),
        ("Эксперттер баа 5 пайызга өсөт деп болжолдойт.", "forecast", "up"),
    ],
)
def test_status_and_change_follow_the_verb_that_ends_the_clause(text, status, change):
    figure = _one(text)[1]
    assert (figure.status, figure.change) == (status, change)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ысык-Көл облусунда 5 үй курулду.", "Ысык-Көл облусунда"),
        ("Ошто 5 үй курулду.", "Ошто"),
        ("Кара-Суунун базарында 5 дүкөн күйдү.", "Кара-Суунун"),
        ("Ошол жерде 5 үй курулду.", None),
        ("Кыргызстандыктар 5 үй курушту.", None),
    ],
)
def test_places_are_told_from_those_who_live_there(text, place):
    assert _one(text)[1].place == place


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("мектептин", "gen"),
        ("өлкөнүн", "gen"),
        ("айылга", "dat"),
        ("көлгө", "dat"),
        ("шаардан", "abl"),
        ("жазасын", "acc"),
        ("бюджети", "poss"),
        ("окуучулар", "plural"),
        ("азайтып", "conv"),
        ("көчөдөгү", "attr"),
        ("көтөрүү", "nom"),
    ],
)
def test_the_ending_tells_the_form(word, kind):
    assert form(_sentence(word + " китеп"), 0) == kind


def test_endings_follow_the_harmony_of_vowels():
    keys = load("ky").lexicon.keys
    for word in ("сомго", "сомдон", "сомдорунун"):
        assert "сом*" in keys(word)
    assert "градус*" in keys("градустан")
    assert "сом*" not in keys("сомдук" + "тум")


@given(st.text(alphabet="абгеүөңки 0123456789-'.,%–«»миңжылсомбирэки\n", max_size=200))
def test_any_text_is_read_without_failing_and_spans_quote_it(text):
    for finding in find_figures(text, language="ky", published="2022-07-01"):
        assert 0 <= finding.span.start < finding.span.end <= len(text)
        assert finding.context.covers(finding.span)
