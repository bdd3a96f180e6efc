"""What is drawn: every mark a link, nothing joined that must not be, nothing dropped in silence."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dalil.model import Figure, Published
from dalil.web import render
from dalil.web.charts import Chart, Mark, Moment, Panel, draw, finding, mark_of, picture, stretch
from dalil.web.charts.mark import who_says
from dalil.web.charts.picture import policy, style
from dalil.web.charts.svg import REACHED
from dalil.web.charts.vega import vega_lite
from dalil.web.words import Words

EN = Words.of("en")
SVG = "{http://www.w3.org/2000/svg}"


def mark(value: float, period: str, **more: Any) -> Mark:
    time = stretch(period)
    assert time
    given = {"href": "/f/x", "label": f"{value:g} in {period}", "low": value, "high": value}
    return Mark(**{**given, "time": time, **more})


def chart(*marks: Mark, **more: Any) -> Chart:
    panels = more.pop("panels", (Panel(marks=marks),))
    given = {"title": "Fires", "unit": "", "says": finding(marks, EN), "source_line": "Dalil"}
    return Chart(**{**given, "panels": panels, **more})


def tree(one: Chart) -> Any:
    return etree.fromstring(picture(one, EN).encode())


def joins(one: Chart) -> int:
    return str(draw(one, EN).panels[0][1]).count('class="join"')


def test_every_mark_is_a_link_with_a_title() -> None:
    found = tree(chart(mark(3, "2019", href="/f/a"), mark(5, "2020", href="/f/b")))
    links = {a.get("href"): a.findtext(f"{SVG}title") for a in found.iter(f"{SVG}a")}
    assert links == {"/f/a": "3 in 2019", "/f/b": "5 in 2020"}


def test_the_picture_is_told_in_a_sentence() -> None:
    told = str(draw(chart(mark(3, "2019"), mark(5, "2021")), EN).panels[0][1])
    assert (
        'role="img" aria-label="2 figures, 2019–2021. Lowest: 3 in 2019. Highest: 5 in 2021."'
        in told
    )


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        (("2019", "2020", "2021"), 2),
        (("2019", "2020-01/2020-08", "2020"), 1),
        (("2019-01/2019-08", "2020-01/2020-08"), 1),
        (("2019-01/2019-06", "2020-01/2020-08"), 0),
        (("2020", "2020"), 0),
    ],
)
def test_only_stretches_of_one_length_are_joined(periods: tuple[str, ...], expected: int) -> None:
    made = [mark(n, period, thread="s") for n, period in enumerate(periods)]
    assert joins(chart(*made)) == expected


def test_measures_threads_and_plans_are_not_joined() -> None:
    one = mark(1, "2019", thread="s", measure="%")
    assert joins(chart(one, mark(2, "2020", thread="s", measure="KZT"))) == 0
    assert joins(chart(one, mark(2, "2020", thread="t", measure="%"))) == 0
    assert joins(chart(one, mark(2, "2020", thread="s", measure="%", status="plan"))) == 0
    assert joins(chart(one, mark(2, "2020", measure="%"))) == 0
    assert joins(chart(one, mark(2, "2020", thread="s", measure="%"))) == 1


def test_bounds_statuses_and_stretches_have_signs() -> None:
    svg = picture(
        chart(
            mark(1, "2019", bound="min"),
            mark(2, "2019", bound="max", status="forecast"),
            mark(3, "2019-01/2019-05", high=4.0, bound="range", status="alleged"),
            mark(5, "2019-03-01", stated=False),
            mark(6, "2018/.."),
        ),
        EN,
    )
    for sign in ('href="#m-min"', 'href="#m-max"', 'class="whisker"', 'href="#m-since"'):
        assert sign in svg
    kinds = re.findall(r'<a class="([^"]+)"', svg)
    assert kinds == ["own", "own forecast", "own alleged", "own unstated", "own"]
    for said in ("hollow: a forecast", "dashed: a disputed", "pale: no time", "the year so far"):
        assert said in svg


def test_what_has_no_room_is_counted() -> None:
    made = [mark(7, "2020", href=f"/f/{n}") for n in range(40)]
    drawn = draw(chart(*made, more="/figures?unit=1"), EN)
    svg = str(drawn.panels[0][1])
    shown = svg.count("<title>7 in 2020</title>")
    (counted,) = re.findall(r">\+(\d+)</text></a>", svg)
    assert shown + int(counted) == 40
    assert any(note.startswith(f"{counted} figures have no room") for note in drawn.notes)


@given(st.integers(1, 400), st.integers(1, 30))
def test_drawn_and_counted_make_all(count: int, values: int) -> None:
    made = [mark(n % values, f"{2000 + n % 7}", href=f"/f/{n}") for n in range(count)]
    svg = str(draw(chart(*made), EN).panels[0][1])
    counted = sum(int(n) for n in re.findall(r">\+(\d+)</text>", svg))
    assert svg.count('<a class="own"') + counted == count


def test_thousands_of_marks_stay_small() -> None:
    made = [
        mark(n * 37 % 9973, f"{2000 + n % 20}-{n % 12 + 1:02}", href=f"/f/f{n}")
        for n in range(5000)
    ]
    drawn = draw(chart(*made), EN)
    assert len(drawn.panels[0][1]) < 500_000
    assert not drawn.reached
    assert len(made) > REACHED
    assert len(vega_lite(chart(*made), EN)["data"]["values"]) == 5000


def test_strange_characters_are_inert_and_the_file_is_xml() -> None:
    bad = "\x00\ud800]]><script>alert(1)</script>\"'&"
    one = mark(1, "2020", label=bad, href='/f/"><script>')
    made = chart(one, title=bad, unit=bad, source_line=bad, panels=(Panel(marks=(one,), name=bad),))
    root = tree(made)
    assert not list(root.iter(f"{SVG}script"))
    assert "<script" not in str(draw(made, EN).panels[0][1])


def test_a_chart_of_nothing_says_so() -> None:
    assert "No figure with a time" in picture(chart(), EN)
    assert draw(chart(panels=()), EN).panels == ()


def test_a_moment_is_named() -> None:
    at = stretch("2020-05-01")
    assert at
    made = chart(mark(1, "2020"), moments=(Moment(at=at, words="The Gazette added"),))
    assert ">The Gazette added</text>" in picture(made, EN)
    assert "Dotted lines: The Gazette added, 1 May 2020." in draw(made, EN).notes


def test_the_style_of_a_file_is_the_one_that_its_policy_allows() -> None:
    assert f"<style>{style()}</style>" in picture(chart(mark(1, "2020")), EN)
    assert policy().startswith("default-src 'none'; style-src 'sha256-")
    assert "<" not in style()


def test_vega_lite_has_all_and_loads_nothing() -> None:
    panels = (Panel(marks=(mark(3, "2019"),), name="A"), Panel(marks=(mark(4, "2020"),), name="B"))
    spec = vega_lite(chart(panels=panels), EN, base="http://127.0.0.1:1")
    assert spec["$schema"].endswith("/vega-lite/v5.json")
    values = spec["data"]["values"]
    assert [(v["value"], v["panel"], v["start"], v["href"]) for v in values] == [
        (3, "A", "2019-01-01T00:00:00Z", "http://127.0.0.1:1/f/x"),
        (4, "B", "2020-01-01T00:00:00Z", "http://127.0.0.1:1/f/x"),
    ]
    assert '"url"' not in json.dumps(spec)


def test_a_figure_becomes_a_mark() -> None:
    figure = Figure(
        value=(Decimal(3), Decimal(5)),
        unit="%",
        bound="range",
        of="clubs",
        period="2020",
        place="Osh",
        attribution="Ministry of Culture",
    )
    made = mark_of(figure, href="/f/1", words=EN, outlet="The Gazette")
    assert made
    assert (made.low, made.high, made.value, made.who) == (3, 5, 4, "official")
    assert made.label == "3–5% clubs · Osh · 2020 · Ministry of Culture · The Gazette, undated"


def test_without_a_period_it_stands_at_its_publication() -> None:
    figure = Figure(value=Decimal(3), unit="1")
    assert mark_of(figure, href="/f/1", words=EN) is None
    made = mark_of(
        figure,
        href="/f/1",
        words=EN,
        published=Published(on="2020-08", precision="month", origin="byline"),
    )
    assert made
    assert not made.stated


@pytest.mark.parametrize(
    ("said", "who"),
    [
        (None, "own"),
        ("the gazette", "own"),
        ("Ministry of Culture", "official"),
        ("МВД РК", "official"),
        ("Облыс әкімдігі", "official"),
        ("experts", "unnamed"),
        ("Эксперты", "unnamed"),
        ("фонд «Ашык Есик»", "named"),
        ("lawyer Aru Bekova", "named"),
    ],
)
def test_who_says(said: str | None, who: str) -> None:
    figure = Figure(value=Decimal(3), unit="1", attribution=said)
    assert who_says(figure, "The Gazette") == who


@pytest.mark.parametrize("code", ["en", "ru", "kk"])
def test_a_page_sets_it(code: str) -> None:
    words = Words.of(code)
    template = render.environment().from_string(
        '{% from "charts.html" import chart with context %}{{ chart(d, "figures") }}'
    )
    made = draw(chart(mark(1, "2020"), notes=("a note",)), words)
    html = template.render(d=made, _=words.say, w=words, n_=words.count)
    assert "<figcaption>Fires</figcaption>" in html
    assert 'href="#figures"' in html
    assert "a note" in html
