"""The demo archive, read as any WARC file is, gives what it was written to give."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from dalil import demo
from dalil.archive import Archive

EXPECTED = tomllib.loads(Path(__file__).with_name("expected.toml").read_text("utf-8"))
PLANTED = tomllib.loads(Path(__file__).with_name("planted.toml").read_text("utf-8"))
FIELDS = ("unit", "bound", "of", "per", "place", "period", "attribution", "status", "change")


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    with Archive.open(tmp_path_factory.mktemp("demo") / "archive", create=True) as made:
        added = made.add(demo.warc_path(), sources=demo.sources())
        assert added.problems == ()
        yield made


@pytest.fixture(scope="module")
def cards(archive):
    return {card.article.url: card for card in archive.cards(limit=1000).cards}


def test_there_is_nothing_else(cards):
    assert len(cards) == len(EXPECTED["article"])


@pytest.mark.parametrize("row", EXPECTED["article"], ids=lambda row: row["url"].split("/")[-2][:30])
def test_every_article_is_listed_as_its_outlet_lists_it(cards, row):
    card = cards[row["url"]]
    said = {
        "source": card.source.id,
        "headline": card.headline,
        "byline": card.byline,
        "date": card.published.on if card.published else None,
        "language": card.language,
    }
    wanted = {key: row.get(key) for key in said}
    wanted["date"] = row.get("date") or row.get("page_date")
    assert said == wanted
    assert row["country"] in card.countries


def test_adding_it_again_changes_nothing(archive):
    before = archive.counts()
    assert archive.add(demo.warc_path(), sources=demo.sources()).versions == 0
    assert archive.counts() == before


def test_it_verifies(archive):
    assert archive.verify() == []


def test_every_figure_stands_on_archived_bytes(archive, cards):
    """Or says that it does not; in the demo archive nearly all do."""
    traced = Counter()
    for card in list(cards.values())[::4]:
        for kept in archive.read(card.article.id).findings:
            why = archive.explain(kept.id)
            assert why.text_holds
            assert why.payload_holds
            traced[why.payload_span is not None] += 1
    assert traced[True] > 200
    assert traced[True] / traced.total() > 0.98


def figures_of(archive, cards, row):
    """The findings on the expected characters, in the newest wording that has them."""
    reading = archive.read(cards[row["url"]].article.id)
    for version in reversed(reading.versions):
        text = version.wording.text
        at = text.find(row["within"])
        if at >= 0:
            start = at + row["within"].index(row["exact"])
            found = archive.store.findings(version.id)
            return [
                k
                for k in found
                if k.finding.kind == "figure"
                and k.finding.span.start < start + len(row["exact"])
                and start < k.finding.span.end
            ]
    raise AssertionError(f"no wording of {row['url']} says {row['within']!r}")


def numbers(value):
    return [float(number) for number in (value if isinstance(value, tuple | list) else (value,))]


@pytest.mark.parametrize("row", EXPECTED["figure"], ids=lambda row: row["exact"])
def test_every_expected_figure_is_found(archive, cards, row):
    found = figures_of(archive, cards, row)
    assert [kept.finding.value.unit for kept in found] == [row["unit"]]
    assert numbers(found[0].finding.value.value) == pytest.approx(numbers(row["value"]), rel=0.005)


FLOOR = 0.85
"""Of the fields that the table gives; it only rises."""


def test_the_fields_of_the_expected_figures(archive, cards):
    wrong = []
    stated = 0
    for row in EXPECTED["figure"]:
        for kept in figures_of(archive, cards, row):
            for name in FIELDS:
                if name in row:
                    stated += 1
                    got = getattr(kept.finding.value, name)
                    if got != row[name]:
                        wrong.append(f"{row['exact']!r} {name}: wanted {row[name]!r}, got {got!r}")
    assert 1 - len(wrong) / stated >= FLOOR, "\n".join(wrong)


def test_arithmetic_differs_where_it_was_planted_and_nowhere_else(archive, cards):
    planted = {
        (one["at"][0]["url"], one.get("total", one.get("stated")))
        for one in PLANTED["planted"]
        if one["kind"] in ("parts and total", "ratio")
    }
    differing = {
        (url, float(kept.finding.check.stated))
        for url, card in cards.items()
        for kept in archive.read(card.article.id).checks
        if kept.finding.check.verdict == "differs"
    }
    assert differing == planted


def test_checks_do_not_count_as_figures(archive, cards):
    for card in cards.values():
        assert card.figure_count == len(archive.read(card.article.id).figures)


# What is counted, unit, whether of changes, place, kind of period: each value by period, two where
# sources differ. The first three are the planted ones.
SERIES = {
    ("attack journalist", "1", False, "KZ", "month"): {
        "2022-01": 24, "2022-02": 21, "2023-01": 31, "2023-02": 28, "2023-03": 42,
        "2023-04": (25, 42), "2023-05": 37, "2023-06": 44, "2023-07": 19, "2023-08": 33, "2023-09": 40,
    },
    ("attack journalist", "1", False, "KZ", "to date"): {
        "2022-01-01/2022-05-31": 129, "2022-01-01/2022-07-31": 181, "2023-01-01/2023-03-03": 59,
        "2023-01-01/2023-04-05": 101, "2023-01-01/2023-04-30": 126, "2023-01-01/2023-05-31": 163,
        "2023-01-01/2023-07-31": 226, "2023-01-01/2023-09-05": 259, "2023-01-01/2023-10-06": 299,
    },
    ("protective_order", "1", False, "KZ", "year"): {
        "2016": 61200, "2018": 64120, "2019": (64120, 66340), "2020": 70905, "2021": 73860,
        "2022": 78215, "2023": 81440, "2024": 84902, "2025": 86077,
    },
    ("protective_order", "%", True, "KZ", "year"): {"2019": 3.5, "2020": 6.9},
    ("penalty", "1", False, "KZ", "year"): {"2021": 17, "2022": 21, "2023": 28, "2024": 30},
    ("attack", "1", False, "KZ-75", "year"): {"2021": 250, "2022": 318},
    ("attack", "1", False, "KZ-71", "month"): {"2019-03": 23, "2022-03": 35},
    ("detention", "1", False, "KZ-75", "day"): {"2021-05-14": (46, 112), "2021-05-15": 96},
    ("death", "1", False, "KZ-35", "to date"): {
        "2019-01-01/2019-10-31": 11, "2024-01-01/2024-05-31": 5, "2025-01-01/2025-05-31": 6,
    },
    ("injury", "1", False, "KZ-35", "to date"): {
        "2019-01-01/2019-10-31": 74, "2025-01-01/2025-05-31": 37,
    },
    ("share state мекеме", "%", False, "KZ", "year"): {"2022": 22, "2023": 34},
}  # fmt: skip


def test_series_are_these_and_no_others(archive):
    found = {}
    for one in archive.series_list(limit=100)[0]:
        key = one.key
        points = archive.series(one.id).points
        found[key.measure, key.unit, key.change, key.place, key.kind] = {
            p.period: float(p.low) if p.low == p.high else (float(p.low), float(p.high))
            for p in points
        }
    assert found == SERIES
