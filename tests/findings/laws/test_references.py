"""What is a reference, what it is of, what happened to it and when: tables of cases, and hostile text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.findings import find_figures, find_laws
from dalil.model import Law
from tests.timing import holds, seconds

CASES: list[tuple[str, str, list[tuple[str, str | None, str | None]]]] = [
    ("en", "The court cited Article 147-2 of the Penal Code.", [("Article 147-2 of the Penal Code", "Criminal Code", "147-2")]),
    ("en", "Articles 12, 13 and 15 of the Land Code say so.", [("Articles 12", "Land Code", "12"), ("13", "Land Code", "13"), ("15 of the Land Code", "Land Code", "15")]),
    ("en", "Point 4 of the contract and Article 3 of the charter bind him.", []),
    ("en", "The law is the law, and the code of honour is silent.", []),
    ("en", "An article in the newspaper quotes ARTICLE 19, a charity.", []),
    ("ru", "Судья сослался на п. 3 ч. 2 ст. 41 ГПК РК.", [("п. 3 ч. 2 ст. 41 ГПК РК", "Civil Procedure Code", "41")]),
    ("ru", "Статья 5 договора и статья расходов тут ни при чём.", []),
    ("ru", "Статьи 5 марта вышли в двух газетах.", []),
    ("ru", "ГК «Алатау» построит дом.", []),
    ("kk", "Жер кодексінің 12 және 13-баптары.", [("Жер кодексінің 12", "Land Code", "12"), ("13-баптары", "Land Code", "13")]),
    ("kk", "Келісімнің 5-бабы мен хаттаманың 2-тармағы.", []),
    ("ky", "Кылмыш-жаза кодексинин 330-беренеси күчүн жоготту.", [("Кылмыш-жаза кодексинин 330-беренеси", "Criminal Code", "330")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_references(
    language: str, text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    found = find_laws(text, language=language)
    assert [(f.span.of(text), f.value.act, f.value.article) for f in found] == expected


CHANGES: list[tuple[str, str, list[tuple[str | None, str | None, str | None]]]] = [
    ("en", "On 3 May 2021 parliament repealed Article 9 of the Land Code.", [("9", "repealed", "2021-05-03")]),
    ("en", "Article 9 of the Land Code was repealed in 2019.", [("9", "repealed", "2019")]),
    ("en", "Deputies want to repeal Article 9 of the Land Code.", [("9", "proposed", None)]),
    ("en", "Parliament has not repealed Article 9 of the Land Code.", [("9", None, None)]),
    ("en", "The Water Code of 2003 lost force in June 2025.", [(None, "repealed", "2025-06")]),
    ("en", "On 22 May 2024 the Land Code was amended.", [(None, "amended", "2024-05-22")]),
    ("en", "In May the Land Code was amended.", [(None, "amended", None)]),
    ("en", "Parliament may amend the Land Code.", [(None, "proposed", None)]),
    ("en", "The Land Code will take effect on 1 May 2027.", [(None, "adopted", "2027-05-01")]),
    ("en", "A part was added to Article 9 of the Land Code in 2020.", [("9", "amended", "2020")]),
    ("ru", "Отмена статьи 9 Земельного кодекса — мечта фермеров.", [("9", "proposed", None)]),
    ("ru", "В Земельный кодекс внесут поправки.", [(None, "proposed", None)]),
    ("ru", "Земельный кодекс дополнили статьями 9 и 10 в 2020 году.", [(None, "amended", "2020"), ("9", "adopted", "2020"), ("10", "adopted", "2020")]),
    ("kk", "Жер кодексіне енгізілген түзетулер 2020 жылы қабылданды.", [(None, "amended", "2020")]),
    ("ru", "Статью 9 Земельного кодекса отменили в 2019 году.", [("9", "repealed", "2019")]),
    ("ru", "Депутаты предлагают отменить статью 9 Земельного кодекса.", [("9", "proposed", None)]),
    ("ru", "Парламент не отменил статью 9 Земельного кодекса.", [("9", None, None)]),
    ("kk", "Жер кодексінің 9-бабы 2019 жылы күшін жойды.", [("9", "repealed", "2019")]),
    ("kk", "Жер кодексінің 9-бабын алып тастау ұсынылды.", [("9", "proposed", None)]),
    ("kk", "Жер кодексінің 9-бабы өзгерген жоқ.", [("9", None, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), CHANGES)
def test_changes(
    language: str, text: str, expected: list[tuple[str | None, str | None, str | None]]
) -> None:
    found = [f.value for f in find_laws(text, language=language)]
    assert [(law.article, law.change, law.when) for law in found] == expected


def test_the_whole_of_a_provision_is_read() -> None:
    text = "подпункту 3 пункта 2 части первой статьи 36-1 Закона РК «Об образовании»"
    [found] = find_laws(text, language="ru")
    assert found.value == Law(
        act="Law on Education", country="KZ", article="36-1", part="1", paragraph="2(3)",
        key="kz/education",
    )  # fmt: skip
    assert found.span.of(text) == text
    assert {name: [span.of(text) for span in spans] for name, spans in found.parts.items()} == {
        "act": ["Закона РК «Об образовании»"],
        "country": ["РК"],
        "article": ["36-1"],
        "part": ["части первой"],
        "paragraph": ["подпункту 3", "пункта 2"],
    }


def test_a_language_without_words_of_the_law_finds_nothing() -> None:
    assert find_laws("Article 5 of the Criminal Code", language="fi") == []
    assert find_laws("Article 5", language="base") == []
    assert find_laws("Article 5", language="../en") == []


PIECES = st.sampled_from(
    [
        *("Article", "5", "73-1", "of the", "Criminal Code", "«О", "»", "“On", "”", "law", "on", "(", ")"),
        *("статьи", "и", ",", "ст.", "УК", "РК", "закон", "об", "1 мая 2020 года", "отменили", "№", "-", "–"),
        *("кодексінің", "бабы", "-бапты", "туралы", "заң", "жобасы", "күшін жойды", "және", "\n\n", ".", ";"),
        *("repealed", "amendments to", "bill", "draft", "its", "the Code", "9999999999", "\u0301", "５"),
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40), st.sampled_from(["en", "ru", "kk", "ky"]))
def test_any_text_is_read(pieces: list[str], language: str) -> None:
    text = " ".join(pieces)
    found = find_laws(text, language=language, published="2021-02-30")
    spans = [f.span for f in found]
    assert spans == sorted(spans)
    for f in found:
        assert 0 <= f.span.start < f.span.end <= len(text)
        assert all(0 <= s.start < s.end <= len(text) for part in f.parts.values() for s in part)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Article 5, "), ("ru", "статьи 1, 2, "), ("ru", "закон о защите "),
        ("kk", "туралы заң "), ("en", "Parliament repealed Article 5 of the Land Code. "),
    ],
)  # fmt: skip
def test_time_grows_with_the_length(language: str, text: str) -> None:
    short, long = text * 400, text * 1600
    assert holds(
        lambda: (
            seconds(lambda: find_laws(long, language=language))
            < 8 * seconds(lambda: find_laws(short, language=language))
        )
    )


def test_texts_without_a_law_cost_nearly_nothing() -> None:
    text = "The ministry repaired 14 hospitals in the region last year, residents said. " * 500
    assert holds(
        lambda: (
            seconds(lambda: find_laws(text, language="en"))
            < 0.2 * seconds(lambda: find_figures(text, language="en"))
        )
    )
