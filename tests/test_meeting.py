"""Claims of several articles meet in an archive: contradictions, promises, origins and cases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dalil.archive import Archive
from dalil.errors import NotFound, UsageError
from dalil.gathering import gather
from dalil.model import Published, Source, Tool, Wording
from dalil.pipeline import find
from dalil.text import compose
from tests.conftest import file_record


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path / "archive", create=True) as opened:
        yield opened


@pytest.fixture
def add(archive):
    """Keep sentences as an article's page and let its claims meet; gives the article's id."""
    store, numbers = archive.store, iter(range(1000))

    def add_text(*sentences, host="gazette", on="2024-03-01", language="en", url=None):
        text, blocks = compose((("headline", "News"), *(("paragraph", s) for s in sentences)))
        number = next(numbers)
        url = url or f"https://{host}.example/{number}"
        one = Wording(
            form="page", text=text, blocks=blocks, reader=Tool("test", "1"), url=url,
            headline="News", language=language,
            published=on and Published(on=on, precision="day", origin="byline"),
        )  # fmt: skip
        given = file_record(text.encode(), name=str(number), at=datetime(2024, 3, 2, tzinfo=UTC))
        with store.writing():
            store.keep_source(Source(id=host, outlet=host.title()))
            capture = store.keep_capture(given, host, "00001.warc.gz", number, 1)
            version, _ = store.keep_wording(
                one, capture=capture, source_id=host, url_key=url, position=0, placed_on=None,
                countries=(("KZ", "text"),), findings=find(one),
            )  # fmt: skip
            article = store.article_of_version(version)
            gather(store, [article])
        return article

    return add_text


def figure(archive, article, n=0):
    return archive.read(article).figures[n].id


ATTACKS = "In 2023, {} attacks on journalists were recorded in Kazakhstan{}."

# ── contradictions ───────────────────────────────────────────────────────────────────────────────


def test_two_publications_differ(archive, add):
    one = add("In 2023, there were 1,204 fires in Kazakhstan, the foundation “Ashyq Soz” said.")
    other = add(
        "МЧС сообщило, что в 2023 году в Казахстане произошло 847 пожаров.",
        host="vesti",
        on="2024-03-05",
        language="ru",
    )
    (found,) = archive.contradictions()
    assert (found.one, found.other) == (figure(archive, one), figure(archive, other))
    assert (found.place, found.period, found.itself) == ("KZ", "2023", False)
    assert archive.contradictions(unsure=True) == []
    assert archive.contradictions(finding=found.one) == [found]
    card, kept = archive.claim(found.other)
    assert (card.source.outlet, kept.exact) == ("Vesti", "847")


def test_one_publication_against_itself(archive, add):
    add(ATTACKS.format(318, ""))
    add(ATTACKS.format(212, ""), on="2024-09-03")
    assert [one.itself for one in archive.contradictions(itself=True)] == [True]
    assert archive.contradictions(itself=False) == []


def test_a_correction_takes_the_contradiction_away(archive, add):
    add(ATTACKS.format(318, ""), url="https://gazette.example/a")
    add(ATTACKS.format(212, ""), host="vesti")
    assert len(archive.contradictions()) == 1
    with archive.store.writing():
        archive.store._db.execute("update sighting set seen_at = '2024-03-01T00:00:00+00:00'")
    add(ATTACKS.format(212, ""), url="https://gazette.example/a")
    assert archive.contradictions() == []


def test_the_parts_of_a_whole_are_no_other_count(archive, add):
    add(
        "In 2023, 318 attacks on journalists were recorded in Kazakhstan, 40 attacks in Kazakhstan."
    )
    add(ATTACKS.format(318, ""), host="vesti")
    assert archive.contradictions() == []


def test_gathering_again_gives_the_same(archive, add):
    add(ATTACKS.format(318, ""))
    add(ATTACKS.format(212, ""), host="vesti")
    before = archive.contradictions()
    archive.gather(again=True)
    assert archive.contradictions() == before != []


def test_what_people_say_of_it_is_kept(archive, add):
    add(ATTACKS.format(318, ""))
    add(ATTACKS.format(212, ""), host="vesti")
    (found,) = archive.contradictions()
    archive.answer(found.id[:6], "thing", who="Aru", why="one counts threats")
    archive.answer(found.id, "differ", who="Dana")
    archive.gather(again=True)
    again, said = archive.contradiction(found.id)
    assert again == found
    assert [(one.said, one.who, one.why) for one in said] == [
        ("thing", "Aru", "one counts threats"),
        ("differ", "Dana", ""),
    ]


def test_answers_that_cannot_be(archive, add):
    add(ATTACKS.format(318, ""))
    add(ATTACKS.format(212, ""), host="vesti")
    (found,) = archive.contradictions()
    with pytest.raises(UsageError, match="no answer is called"):
        archive.answer(found.id, "weather", who="Aru")
    with pytest.raises(UsageError, match="who says it"):
        archive.answer(found.id, "thing", who=" ")
    with pytest.raises(NotFound):
        archive.answer("x-none", "thing", who="Aru")
    with pytest.raises(NotFound):
        archive.contradiction("")


# ── forecasts and promises ───────────────────────────────────────────────────────────────────────

BREAD = "By the end of 2022, bread in Kazakhstan will cost 160 tenge, the bakers predict."


def test_a_forecast_and_what_came_of_it(archive, add):
    add("В 2025 году защитных предписаний в Казахстане будет около 90 тысяч, прогнозирует МВД.",
        on="2025-03-05", language="ru")  # fmt: skip
    came = add("In 2025, the police issued 126,077 protective orders in Kazakhstan.",
               host="vesti", on="2026-03-01")  # fmt: skip
    (found,) = archive.foretold(as_of="2026-11-01")
    assert (found.kind, found.due, found.outlook) == ("forecast", "2025-12-31", "more")
    assert [fact for _, fact in found.outcomes] == [figure(archive, came)]


@pytest.mark.parametrize(
    ("as_of", "outlook"),
    [("2024-03-02", "open"), ("2024-12-31", "open"), ("2025-01-01", "overdue")],
)
def test_a_promise_is_overdue_when_its_day_has_passed(archive, add, as_of, outlook):
    add("The akimat promises to build 26 schools in Almaty by the end of 2024.")
    (found,) = archive.foretold(as_of=as_of, kinds=["promise"])
    assert (found.kind, found.due, found.outlook) == ("promise", "2024-12-31", outlook)


def test_what_was_not_yet_published_is_not_known(archive, add):
    add("The akimat promises to build 26 schools in Almaty by the end of 2024.")
    assert archive.foretold(as_of="2024-02-01") == []


def test_a_promise_without_a_number(archive, add):
    add("Deputies promise to “consider the issue” before the end of 2024.")
    (found,) = archive.foretold(as_of="2025-06-01")
    assert (found.kind, found.outlook) == ("promise", "overdue")


def test_what_one_article_says_twice_is_told_once(archive, add):
    add("Akimat promises 26 schools by the end of 2024", "The akimat promises to build 26 schools"
        " in Almaty by the end of 2024.")  # fmt: skip
    (found,) = archive.foretold(as_of="2025-06-01", kinds=["promise"])
    assert len(found.also) == 1


def test_long_lists_are_read_a_part_at_a_time(archive, add):
    for n in range(5):
        add(
            f"The akimat promises to build {26 + n} schools in Almaty by the end of 2024.",
            host=f"h{n}",
        )
    whole = archive.foretold(as_of="2025-06-01")
    parts = [archive.foretold(as_of="2025-06-01", limit=2, offset=at)[:2] for at in (0, 2, 4)]
    assert sorted(one.id for part in parts for one in part) == sorted(one.id for one in whole)
    assert archive.count_foretold() == archive.count_foretold(["promise"]) == 5


# ── who has it from whom ─────────────────────────────────────────────────────────────────────────


def test_one_body_named_by_two_is_one_source(archive, add):
    one = add("In 2023, there were 1,204 fires in Kazakhstan, the Ministry of Emergencies said.")
    add("В 2023 году в Казахстане произошло 1 204 пожара, сообщили в МЧС РК.",
        host="vesti", language="ru", on="2024-03-07")  # fmt: skip
    found = archive.origin(figure(archive, one))
    assert len(found.claims) == 2
    assert found.independent == 1
    assert found.first == figure(archive, one)


def test_two_that_name_nobody_are_two(archive, add):
    one = add(ATTACKS.format(318, ""))
    add("Reporters found that " + ATTACKS.format(318, "").replace("In", "in"), host="vesti")
    found = archive.origin(figure(archive, one))
    assert found.independent == 2
    assert found.first is None


def test_another_number_is_another_claim(archive, add):
    one = add(ATTACKS.format(318, ""))
    add(ATTACKS.format(212, ""), host="vesti")
    assert len(archive.origin(figure(archive, one)).claims) == 1


def test_only_figures_have_an_origin(archive, add):
    article = add("The akimat promises to build 26 schools in Almaty by the end of 2024.")
    event = next(k for k in archive.read(article).findings if k.finding.kind == "event")
    with pytest.raises(UsageError, match="only figures"):
        archive.origin(event.id)
    with pytest.raises(NotFound):
        archive.origin("f-none")


# ── cases ────────────────────────────────────────────────────────────────────────────────────────

DETAINED = "Police detained {} people in Almaty on 14 May 2021."


@pytest.fixture
def rally(add):
    return [
        add(DETAINED.format(54), on="2021-05-15"),
        add("14 мая 2021 года в Алматы задержали 112 человек, сообщила коалиция «Площадь».",
            host="vesti", language="ru", on="2021-05-17"),
        add("Police detained 9 people in Astana on 14 May 2021.", on="2021-05-15"),
    ]  # fmt: skip


def test_a_case_is_told_by_two_in_two_languages(archive, rally):
    (found,) = archive.cases()
    assert (found.act, found.on, found.kept, found.numbers) == (
        "detained",
        "2021-05-14",
        False,
        (54, 112),
    )
    assert [claim.article_id for claim in found.claims] == rally[:2]


def test_people_name_a_case_take_claims_out_and_put_others_in(archive, rally):
    (found,) = archive.cases()
    astana = next(k for k in archive.read(rally[2]).findings if k.finding.kind == "event")
    archive.rule_case("name", found.id, who="Aru", name="Rally of 14 May")
    archive.rule_case(
        "part", found.id, who="Aru", finding_id=found.claims[0].finding_id, why="twice"
    )
    archive.rule_case("join", found.id, who="Dana", finding_id=astana.id)
    archive.gather(again=True)
    now, said = archive.case(found.id)
    assert (now.name, now.kept, now.numbers) == ("Rally of 14 May", True, (9, 112))
    assert [claim.joined for claim in now.claims] == [True, False]
    assert [claim.finding_id for claim in now.parted] == [found.claims[0].finding_id]
    assert [one.said for one in said] == ["name", "part", "join"]


def test_a_case_that_is_dropped_is_not_proposed_again(archive, rally):
    (found,) = archive.cases()
    archive.rule_case("drop", found.id, who="Aru", why="two events")
    assert archive.cases() == []
    assert archive.case(found.id)[0].claims == found.claims
    archive.rule_case("keep", found.id, who="Dana")
    assert [one.kept for one in archive.cases()] == [True]


@pytest.mark.parametrize(
    ("said", "more", "message"),
    [
        ("name", {"who": "Aru"}, "named by a name"),
        ("keep", {"who": ""}, "who decides"),
        ("join", {"who": "Aru"}, "which claim"),
    ],
)
def test_decisions_that_cannot_be(archive, rally, said, more, message):
    (found,) = archive.cases()
    with pytest.raises(UsageError, match=message):
        archive.rule_case(said, found.id, **more)


def test_a_case_that_there_is_not(archive, add):
    with pytest.raises(NotFound):
        archive.case("k-none")
    with pytest.raises(NotFound):
        archive.rule_case("keep", "k-none", who="Aru")


def test_one_article_is_no_case(archive, add):
    add(DETAINED.format(54), "Police detained 54 people in Almaty on 14 May 2021, they said.")
    assert archive.cases() == []
