"""The table of figures: filters, orders, pages; it follows the articles that it is made from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dalil.errors import NotFound
from dalil.model import Figure, FigureOrder, FigureQuery, Finding, Measured, Span
from dalil.store import Store, connection
from tests.conftest import wording


def figure(text: str, exact: str, value: Any = None, **fields: Any) -> Finding[Figure]:
    start = text.index(exact)
    number = Decimal(exact) if value is None else value
    return Finding(
        kind="figure",
        span=Span(start, start + len(exact)),
        context=Span(0, len(text)),
        value=Figure(value=number, **{"unit": "1", **fields}),
        confidence=0.8,
    )


def keep_figures(keep: Any, n: int, teaser: str, *, on: str | None, **fields: Any) -> None:
    one = wording(f"Article {n}", teaser, on=on, url=f"https://gazette.example/{n}")
    found = [figure(one.text, word, **fields) for word in teaser.split() if word.isdigit()]
    keep(one, findings=found)


@pytest.fixture
def filled(store: Store, keep: Any) -> Store:
    keep_figures(keep, 1, "counted 14 wells", on="2019-05-01", of="wells", period="2018")
    keep_figures(keep, 2, "fined 30 journalists", on="2020-02-03", of="journalists", place="Osh")
    keep_figures(keep, 3, "a rise by 7 per cent", on="2020-03-03", unit="%", change="up")
    keep_figures(
        keep, 4, "school of 99 places", on=None, of="школах", attribution="МВД РК", period="2021/.."
    )
    keep_figures(keep, 5, "at least 12 a day", on="2021-03-03", bound="min", per="day")
    keep_figures(
        keep, 6, "plans 5 wells", on="2021-03-03", of="wells", status="plan", period="2025"
    )
    return store


def values(store: Store, order: FigureOrder = "new", **asked: Any) -> list[int]:
    rows = store.statements(FigureQuery(**asked), order, None, 50).rows
    assert store.count_figures(FigureQuery(**asked)) == len(rows)
    return [int(row.kept.finding.value.value) for row in rows]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [5, 12, 7, 30, 14, 99]),
        ({"of": "well"}, [5, 14]),
        ({"of": "journalist"}, [30]),
        ({"of": "wells journalists"}, []),
        ({"of": "«»"}, []),
        ({"of": '" OR of:*'}, []),
        ({"place": "osh"}, [30]),
        ({"who": "мвд"}, [99]),
        ({"unit": "%"}, [7]),
        ({"unit": "1", "per": ""}, [5, 30, 14, 99]),
        ({"per": "day"}, [12]),
        ({"change": "size"}, [7]),
        ({"change": "up"}, [7]),
        ({"change": "level"}, [5, 12, 30, 14, 99]),
        ({"least": 12, "most": 30}, [12, 30, 14]),
        ({"since": "2018", "until": "2018"}, [14]),
        ({"since": "2024"}, [5, 99]),
        ({"until": "2020-02"}, [30, 14]),
        ({"status": "plan"}, [5]),
        ({"bound": "min"}, [12]),
        ({"country": "kz"}, [5, 12, 7, 30, 14, 99]),
        ({"country": "KG"}, []),
        ({"source": "gazette", "language": "en"}, [5, 12, 7, 30, 14, 99]),
        ({"source": "nobody"}, []),
        ({"among": ()}, []),
        ({"among": ("gazette", "b")}, [5, 12, 7, 30, 14, 99]),
        ({"sureness": 0.9}, []),
        ({"sureness": 0.8, "unit": "%"}, [7]),
    ],
)
def test_filters(filled: Store, asked: dict[str, Any], expected: list[int]) -> None:
    assert values(filled, **asked) == expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("new", [5, 12, 7, 30, 14, 99]),
        ("old", [99, 14, 30, 7, 12, 5]),
        ("high", [99, 30, 14, 12, 7, 5]),
        ("low", [5, 7, 12, 14, 30, 99]),
        ("early", [14, 30, 7, 99, 12, 5]),
    ],
)
def test_orders(filled: Store, order: FigureOrder, expected: list[int]) -> None:
    found = values(filled, order)
    if order in ("new", "old"):  # two articles of one day have no order between them
        assert sorted(found) == sorted(expected)
        assert [one for one in found if one not in (5, 12)] == [
            one for one in expected if one not in (5, 12)
        ]
    else:
        assert found == expected


@pytest.mark.parametrize("order", get_args(FigureOrder))
@pytest.mark.parametrize("limit", [1, 2, 4])
def test_pages_have_everything_once(filled: Store, order: FigureOrder, limit: int) -> None:
    whole = [row.kept.id for row in filled.statements(FigureQuery(), order, None, 50).rows]
    paged: list[str] = []
    after: str | None = None
    while True:
        page = filled.statements(FigureQuery(), order, after, limit)
        assert len(page.rows) <= limit
        paged += [row.kept.id for row in page.rows]
        after = page.after
        if after is None:
            break
    assert paged == whole


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=40), st.text(max_size=40))
def test_nothing_breaks_it(filled: Store, after: str, words: str) -> None:
    asked = FigureQuery(of=words, place=words, unit=after, since=words)
    filled.statements(asked, "new", after, 5)
    filled.tally_figures(asked)


@pytest.mark.parametrize("after", ["nan~1", "inf~1", "~", "1~", "1~99999999999999999999999", "x~y"])
def test_a_place_that_is_none(filled: Store, after: str) -> None:
    assert len(filled.statements(FigureQuery(), "new", after, 50).rows) <= 6


def test_only_the_newest_wording_unless_all_are_asked(store: Store, keep: Any) -> None:
    keep_figures(keep, 1, "counted 14 wells", on="2020-08-06")
    keep_figures(keep, 1, "counted 41 wells", on="2020-08-06")
    assert values(store) == [41]
    assert sorted(values(store, newest=False)) == [14, 41]


def test_a_row_says_where_it_stands(filled: Store) -> None:
    (row,) = filled.statements(FigureQuery(of="journalists"), "new", None, 5).rows
    assert row.sentence.endswith("fined 30 journalists")
    assert (row.headline, row.byline, row.source.outlet) == (
        "Article 2",
        "Aigul Sadyk",
        "The Gazette",
    )
    assert row.published
    assert row.published.on == "2020-02-03"
    assert row.digest.startswith("sha256:")
    assert row.newest
    assert filled.statement(row.kept.id) == row
    with pytest.raises(NotFound):
        filled.statement("f\ud800")


def test_counts(filled: Store) -> None:
    tally = filled.tally_figures(FigureQuery())
    assert (tally.total, tally.articles, dict(tally.sources)) == (6, 6, {"gazette": 6})
    assert list(tally.measures.items()) == [
        (Measured("1", None, False), 4),
        (Measured("%", None, True), 1),
        (Measured("1", "day", False), 1),
    ]
    assert filled.tally_figures(FigureQuery(unit="1")).articles == 5
    assert filled.tally_figures(FigureQuery(unit="nothing")).total == 0
    assert filled.beginnings() == {"gazette": "2019-05-01"}


def test_counts_follow_what_is_written(filled: Store, keep: Any) -> None:
    assert filled.tally_figures(FigureQuery()).total == 6
    keep_figures(keep, 8, "counted 3 wells", on="2024-01-01")
    assert filled.tally_figures(FigureQuery()).total == 7
    other = Store(filled.folder)
    assert other.tally_figures(FigureQuery()).total == 7
    keep_figures(keep, 9, "counted 4 wells", on="2024-01-01")
    assert other.tally_figures(FigureQuery()).total == 8
    other.close()


def test_steady_sources(filled: Store, keep: Any) -> None:
    assert filled.steady_sources(FigureQuery()) == ["gazette"]
    assert filled.steady_sources(FigureQuery(unit="nothing")) == []
    keep_figures(keep, 9, "counted 3 wells", on="2024-01-01")
    assert filled.steady_sources(FigureQuery()) == []


def test_an_article_that_concerns_another_country(filled: Store, keep: Any) -> None:
    assert values(filled, country="KG") == []
    one = wording(
        "Article 2", "again", on="2020-02-03", url="https://gazette.example/2", form="page"
    )
    keep(one, countries=(("KG", "text"),))
    assert values(filled, country="KG", newest=False) == [30]


def test_many_and_few_are_found_alike(store: Store, keep: Any) -> None:
    for n in range(300):
        teaser = f"counted {n} wells"
        keep_figures(keep, n, teaser, on="2020-01-01", status="plan" if n == 7 else "actual")
    assert values(store, status="plan") == [7]
    page = store.statements(FigureQuery(), "new", None, 3)
    assert len(page.rows) == 3
    assert len(store.statements(FigureQuery(), "new", page.after, 400).rows) == 297


def test_what_a_chart_needs(filled: Store) -> None:
    found = filled.drawables(FigureQuery(unit="%"), 5)
    assert [one.figure.value for one in found] == [Decimal(7)]
    assert found[0].outlet == "The Gazette"


def test_an_archive_from_before_is_listed(filled: Store) -> None:
    before = filled.statements(FigureQuery(newest=False), "low", None, 50).rows
    with filled.writing():
        filled._db.execute("delete from figure")
        assert filled.renew_figures(connection.sqlite3.sqlite_version_info) == len(before)
    assert filled.statements(FigureQuery(newest=False), "low", None, 50).rows == before
    assert sorted(values(filled, of="wells")) == [5, 14]


def test_another_analyser_makes_the_words_anew(filled: Store) -> None:
    with filled.writing():
        filled._set_meta("analyser", "0")
        filled._db.execute("delete from figure where unit = '%'")
    filled.close()
    again = Store(filled.folder)
    assert again.count_figures(FigureQuery()) == 6
    assert sorted(values(again, of="wells")) == [5, 14]
    again.close()


def test_figures_that_are_found_no_more_are_gone(filled: Store) -> None:
    version = (
        filled.statements(FigureQuery(of="journalists"), "new", None, 5).rows[0].kept.version_id
    )
    with filled.writing():
        filled.replace_findings(version, filled.version(version).wording.text, ())
    assert values(filled, of="journalists") == []
    assert sorted(values(filled)) == [5, 7, 12, 14, 99]


def test_a_date_that_is_learned_moves_its_figures(store: Store, keep: Any) -> None:
    keep_figures(keep, 1, "counted 14 wells", on=None)
    keep_figures(keep, 2, "counted 15 wells", on="2020-01-01")
    assert values(store) == [15, 14]
    keep_figures(keep, 1, "counted 16 wells", on="2021-01-01")
    assert values(store) == [16, 15]
