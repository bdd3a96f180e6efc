"""Which figure stands where on the map: never more exactly than its text says."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from dalil.lang.gazetteer import by_key, places, regions
from dalil.model import Drawable, Figure, Published
from dalil.web.map import draw, picture, place
from dalil.web.map.draw import style
from dalil.web.map.shapes import shapes
from dalil.web.words import Words

FIVE = ("KZ", "KG", "UZ", "TJ", "TM")


def said(where, value="5", period="2023", language="en", published="2024-01-02"):
    return Drawable(
        finding_id=f"f-{where}-{value}",
        figure=Figure(value=Decimal(value), unit="1", place=where, period=period),
        source_id="s",
        outlet="Gazette",
        language=language,
        published=Published(on=published, precision="day", origin="byline"),
    )


def made(*found, **more):
    return place(found, countries={}, **more)


# ── shapes ───────────────────────────────────────────────────────────────────────────────────────


def test_every_region_that_is_no_city_has_a_shape_on_every_day():
    for on in (None, "2021", "2022-06-07", "2022-06-08", "2025"):
        drawn = set(shapes().at(on))
        wanted = {one.key for c in FIVE for one in regions(c, on or "2026") if one.kind == "region"}
        assert drawn == wanted, on


def test_all_shapes_are_paths_of_numbers_and_small():
    for path in [*(s.path for s in shapes().regions), *shapes().countries.values()]:
        assert re.fullmatch(r"(?:M[-\d. ]+(?:l[-\d. ]+)+z)+", path)
    assert sum(len(s.path) for s in shapes().regions) < 120_000


def test_towns_lie_within_the_picture():
    made_of = shapes()
    for one in places():
        if one.point is not None and one.country in FIVE:
            x, y = made_of.point(*one.point)
            assert -8 <= x <= made_of.width + 8, one.key
            assert -8 <= y <= made_of.height + 8, one.key


# ── precision ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("where", "level"),
    [
        ("Kazakhstan", "country"),
        ("Almaty region", "region"),
        ("Karakalpakstan", "region"),
        ("Almaty", "city"),
        ("Ekibastuz", "city"),
    ],
)
def test_a_figure_stands_as_exactly_as_its_text_says(where, level):
    (spot,) = made(said(where)).spots
    assert spot.level == level


@pytest.mark.parametrize(
    ("where", "why"),
    [
        (None, "no place"),
        ("Zzyzx", "unknown"),
        ("Panfilov district", "several"),
        ("Aral district", "too small"),
        ("Toktogul reservoir", "too small"),
        ("Russia", "elsewhere"),
        ("Moscow", "elsewhere"),
        ("Aral Sea", "elsewhere"),
    ],
)
def test_what_cannot_be_placed_is_told_with_its_reason(where, why):
    on = made(said(where))
    assert on.spots == ()
    assert [reason for reason, _ in on.left] == [why]


@pytest.mark.parametrize(
    ("where", "period", "on", "drawn"),
    [
        ("Almaty region", "2023", None, True),
        ("Almaty region", "2021", None, False),
        ("Almaty region", "2022", None, False),
        ("Almaty region", "2021", "2021-12-31", True),
        ("Almaty region", "2023", "2021-12-31", False),
        ("Jetisu region", "2023", "2021", False),
        ("Osh region", "2005", None, True),
    ],
)
def test_a_region_with_other_borders_is_not_coloured(where, period, on, drawn):
    assert bool(made(said(where, period=period), on=on).spots) == drawn


def test_the_latest_figure_gives_the_colour_and_all_are_told():
    found = [said("Osh", "3", "2021"), said("Osh", "9", "2023"), said("Bishkek", "100", "2023")]
    spots = {spot.place.key: spot for spot in made(*found).spots}
    assert [told.low for told in spots["KG-GO"].told] == [9, 3]
    assert spots["KG-GO"].shade < spots["KG-GB"].shade


def test_counted_shades_are_of_how_many():
    found = [said("Osh", "900", "2021"), said("Bishkek", "1"), said("Bishkek", "2")]
    spots = {spot.place.key: spot for spot in made(*found, counted=True).spots}
    assert spots["KG-GO"].shade < spots["KG-GB"].shade


def test_absurd_values_and_periods_are_placed_too():
    found = [said("Osh", "1e300"), said("Osh", "-5", "9999"), said("Bishkek", "0", "no time")]
    assert len(made(*found).spots) == 2


# ── drawing ──────────────────────────────────────────────────────────────────────────────────────


def test_the_map_is_sound_xml_and_escapes_what_it_is_given():
    on = made(said("Kazakhstan"), said("Almaty region"), said("Osh"), said("Bishkek", "7"))
    nasty = '"><script>alert(1)</script>'
    drawn = draw(on, lambda spot: f"#{spot.place.key}{nasty}", lambda _: nasty, nasty)
    root = ElementTree.fromstring(str(drawn))
    assert [el.tag for el in root.iter() if "script" in el.tag] == []
    assert len([el for el in root.iter() if el.tag == "a"]) == 4
    assert "style=" not in drawn


def test_the_file_stands_alone():
    words = Words.of("ru")
    on = made(said("Kazakhstan"), said("Osh"))
    text = picture(
        on,
        lambda _: "/f/1",
        lambda _: "x",
        words,
        title="a & b",
        legend=[("q4", "5")],
        notes=["n" * 300],
    )
    root = ElementTree.fromstring(text.encode())
    assert root.tag.endswith("svg")
    assert "<" not in style()


def test_a_region_that_is_gone_keeps_its_name():
    assert by_key("KZ-61").title("en") == "Turkistan region"
