"""Figures come into series with their articles, and people's indicators keep what was decided."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime

import pytest

from dalil.archive import Archive
from dalil.errors import NotFound, UsageError
from dalil.gathering import gather
from dalil.model import Indicator, Published, Source, Tool, Wording
from dalil.pipeline import find
from dalil.text import compose
from tests.conftest import file_record


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path / "archive", create=True) as opened:
        yield opened


@pytest.fixture
def add(archive):
    """Keep a text as an article's page, as if it had been read from one, and gather it."""
    store = archive.store

    def add_text(name: str, *sentences: str, host: str = "gazette", at: int = 2) -> str:
        text, blocks = compose((("headline", name), *(("paragraph", s) for s in sentences)))
        url = f"https://{host}.example/{name}"
        language = "ru" if re.search("[а-я]", text) else "en"
        one = Wording(
            form="page", text=text, blocks=blocks, reader=Tool("test", "1"), url=url, headline=name,
            published=Published(on="2024-03-01", precision="day", origin="byline"), language=language,
        )  # fmt: skip
        given = file_record(text.encode(), name=name, at=datetime(2024, 3, at, tzinfo=UTC))
        with store.writing():
            store.keep_source(Source(id=host, outlet=f"{host}.example"))
            capture = store.keep_capture(given, host, "00001.warc.gz", len(store.log(1)), 1)
            version, _ = store.keep_wording(
                one, capture=capture, source_id=host, url_key=url, position=0, placed_on=None,
                countries=(("KZ", "text"),), findings=find(one),
            )  # fmt: skip
            article = store.article_of_version(version)
            gather(store, [article])
        return article

    return add_text


def table(archive, series_id):
    points = archive.series(series_id).points
    return [(p.period, float(p.low), float(p.high), len(p.claims)) for p in points]


FIRES = (
    "In 2021, there were 1,204 fires in Kazakhstan.",
    "In 2022, there were 1,288 fires in Kazakhstan.",
)


def test_figures_of_several_articles_and_languages_are_one_series(archive, add):
    add("one", *FIRES)
    add("two", "В 2023 году в Казахстане произошло 1 310 пожаров.", host="vestnik")
    (series,), total = archive.series_list()
    assert total == 1
    assert (series.periods, series.claims, series.sources) == (3, 3, 2)
    assert table(archive, series.id) == [
        ("2021", 1204, 1204, 1), ("2022", 1288, 1288, 1), ("2023", 1310, 1310, 1),
    ]  # fmt: skip
    told = archive.series(series.id)
    assert all(claim.exact in claim.sentence for point in told.points for claim in point.claims)
    assert [point.claims[0].new_source for point in told.points] == [False, False, True]
    assert archive.series_list(of="пожары")[0][0].id == series.id
    assert archive.series_list(of="fires", country="KZ")[1] == 1
    assert archive.series_list(of="fires", country="UZ")[1] == 0
    assert archive.series_list(of="floods")[1] == 0


def test_sources_that_differ_are_all_listed(archive, add):
    add("one", *FIRES)
    add("two", "In 2022, there were 1,410 fires in Kazakhstan.", host="herald")
    (series,), _ = archive.series_list()
    point = archive.series(series.id).points[1]
    assert (point.low, point.high, point.differs) == (1288, 1410, True)
    assert [claim.outlet for claim in point.claims] == ["gazette.example", "herald.example"]


def test_an_edit_puts_the_new_figure_in_the_place_of_the_old_one(archive, add):
    add("one", *FIRES)
    add("one", FIRES[0], "In 2022, there were 1,299 fires in Kazakhstan.", at=3)
    (series,), _ = archive.series_list()
    assert table(archive, series.id)[1] == ("2022", 1299, 1299, 1)


def test_months_years_and_parts_of_years_are_never_one_series(archive, add):
    add(
        "one",
        *FIRES,
        "In January 2022, there were 90 fires in Kazakhstan.",
        "In February 2022, there were 95 fires in Kazakhstan.",
        "From January to May 2022, there were 500 fires in Kazakhstan.",
        "From January to July 2022, there were 700 fires in Kazakhstan.",
    )
    kinds = {series.key.kind: series.periods for series in archive.series_list()[0]}
    assert kinds == {"year": 2, "month": 2, "to date": 2}


def test_gathering_again_gives_the_same(archive, add):
    add("one", *FIRES)
    add("two", "In 2023, there were 1,310 fires in Kazakhstan.")
    before = archive.series_list()
    assert archive.gather().articles == 0
    assert archive.gather(again=True).articles == 2
    assert archive.series_list() == before


def indicator(**other):
    given = {"name": "fires", "title": "Fires", "words": {"en": ("fires",)}, **other}
    return Indicator(**given)


def test_an_indicator_counts_by_its_words_in_any_language(archive, add):
    archive.keep_indicator(indicator())
    add("one", *FIRES)
    add("two", "В 2023 году в Казахстане произошло 1 310 пожаров.", host="vestnik")
    _, (series,), _ = archive.indicator("fires")
    assert [float(point.high) for point in series.points] == [1204, 1288, 1310]
    assert series.points[0].claims[0].reason == "has the words “fires”"
    assert series.points[2].claims[0].reason == "counts the same as “fires” (en)"


def test_what_a_person_decided_stays_through_gathering(archive, add):
    add("one", *FIRES, "In 2020, there were 40 blazes in forests in Kazakhstan.")
    archive.keep_indicator(indicator())
    ids = {
        k.exact: k.id for k in archive.store.findings(archive.read(article_id(archive)).version.id)
    }
    archive.decide("leave", "fires", ids["1,288"], who="Dana", why="counts rubbish bins")
    archive.decide("join", "fires", ids["40"], who="Dana", why="blazes are fires")
    archive.gather(again=True)
    _, (series,), decisions = archive.indicator("fires")
    assert [(p.period, float(p.high)) for p in series.points] == [("2020", 40), ("2021", 1204)]
    assert series.points[0].claims[0].joined
    assert [(d.kind, d.who, d.exact) for d in decisions] == [
        ("leave", "Dana", "1,288"), ("join", "Dana", "40"),
    ]  # fmt: skip
    archive.decide("free", "fires", ids["1,288"], who="Dana", why="looked again")
    assert [p.period for p in archive.indicator("fires")[1][0].points] == ["2020", "2021", "2022"]


def article_id(archive):
    return archive.cards().cards[0].article.id


def test_a_value_that_a_person_chose_stands_with_the_reason(archive, add):
    add("one", *FIRES)
    add("two", "In 2022, there were 1,410 fires in Kazakhstan.", host="herald")
    archive.keep_indicator(indicator(rule="conservative"))
    point = archive.indicator("fires")[1][0].points[1]
    assert (point.chosen.low, point.rule) == (1288, "conservative")
    archive.decide("choose", "fires", point.claims[1].finding_id, who="Dana", why="the yearbook")
    point = archive.indicator("fires")[1][0].points[1]
    assert (point.chosen.low, point.rule, point.why) == (1410, "by hand", "the yearbook")


def test_a_figure_that_two_indicators_claim_is_shown_as_such(archive, add):
    add("one", *FIRES)
    archive.keep_indicator(indicator())
    archive.keep_indicator(indicator(name="all-fires"))
    assert {name for _, name in archive.claimed_by_others("fires")} == {"all-fires"}
    archive.remove_indicator("all-fires")
    assert archive.claimed_by_others("fires") == []


@pytest.mark.parametrize(
    "other",
    [
        {"words": {}},
        {"words": {"en": (" ",)}},
        {"name": "two words"},
        {"name": ""},
        {"name": "../x"},
        {"unit": "x"},
    ],
)
def test_an_indicator_that_could_never_count_is_refused(archive, other):
    with pytest.raises(UsageError):
        archive.keep_indicator(indicator(**other))


def test_decisions_that_make_no_sense_are_refused(archive, add):
    add("one", *FIRES, "There are 12 regions in Kazakhstan.", "Prices rose by 5% in 2022.")
    archive.keep_indicator(indicator())
    ids = {
        k.exact: k.id for k in archive.store.findings(archive.read(article_id(archive)).version.id)
    }
    for kind, exact in (("leave", "5%"), ("choose", "5%"), ("join", "5%")):
        with pytest.raises(UsageError):
            archive.decide(kind, "fires", ids[exact], who="Dana", why="")
    with pytest.raises(NotFound):
        archive.decide("join", "fires", "f-nothing", who="Dana", why="")
    with pytest.raises(NotFound):
        archive.decide("join", "nothing", ids["1,288"], who="Dana", why="")
    assert archive.indicator("fires")[2] == []


def test_other_words_with_the_same_numbers_are_one_series(archive, add):
    months = ("January", "February", "March", "April")
    wide = [
        f"In {m} 2022, there were {n} fires in Kazakhstan."
        for m, n in zip(months, (91, 87, 95, 99), strict=True)
    ]
    narrow = [
        f"In {m} 2022, there were {n} forest fires in Kazakhstan."
        for m, n in zip(months, (91, 87, 95), strict=False)
    ]
    add("one", *wide)
    assert [one.periods for one in archive.series_list()[0]] == [4]
    article = add("two", *narrow, host="herald")
    (series,), total = archive.series_list()
    assert (total, series.key.measure, series.periods, series.claims) == (1, "fire forest", 4, 7)
    points = archive.series(series.id).points
    assert "has the same numbers as fire + forest" in points[0].claims[0].reason
    assert archive.series_of(points[3].claims[0].finding_id)[0].id == series.id
    again = archive.series_list()
    archive.gather(again=True)
    assert archive.series_list() == again
    add(
        "two",
        narrow[0],
        *(s.replace("87", "44").replace("95", "45") for s in narrow[1:]),
        host="herald",
        at=3,
    )
    assert archive.series_list()[1] == 2  # the numbers differ now
    assert article


@pytest.mark.parametrize("seed", range(4))
def test_step_by_step_comes_to_the_same_as_all_at_once(archive, add, seed):
    dice = random.Random(seed)
    things = ["fires", "forest fires", "protests", "protests of miners", "thefts"]
    numbers = {thing: [dice.randint(30, 40) for _ in range(6)] for thing in things}

    def sentence() -> str:
        thing, year = dice.choice(things), dice.randrange(6)
        number = numbers[dice.choice([thing, things[0]])][year]
        return f"In {2015 + year}, there were {number} {thing} in Kazakhstan."

    for step in range(14):  # some of them edits of earlier ones
        add(f"n{dice.randrange(6)}", *(sentence() for _ in range(5)), at=step + 1)
    by_step = state(archive)
    archive.gather(again=True)
    assert state(archive) == by_step
    assert by_step[0]


def state(archive):
    """What is shown of all series, and which are parts of which."""
    found, _ = archive.series_list(limit=200, least=1)
    shown = sorted((s.id, s.periods, s.claims, s.sources, s.first_on, s.last_on) for s in found)
    parts = {s.id: archive.store.parts_of(s.id) for s in found}
    return shown, parts
