"""Each place is found by each of its names, and what cannot be told apart means no place."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.lang import gazetteer, inflection, spelling
from dalil.lang.gazetteer import by_key, candidates, places, region_on, regions, resolve
from dalil.lang.gazetteer import read as read_data

HISTORY = read_data("history.toml")
KINDS = read_data("kinds.toml")["kind"]
_EXAMPLE = re.compile(r"(.+?) \((\w+)\) = (\w+): (.+)")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


# ── the data holds together ──────────────────────────────────────────────────────────────────────


def test_keys_are_unique_and_parents_exist():
    keys = Counter(row["key"] for name in gazetteer.FILES for row in gazetteer._rows(name))
    assert [key for key, count in keys.items() if count > 1] == []
    assert [p.key for p in places() if p.parent is not None and by_key(p.parent) is None] == []


def test_every_place_lies_in_a_place_of_a_coarser_kind():
    rank = {"country": 0, "region": 1, "city": 2, "district": 3, "village": 3, "feature": 3}
    for place in places():
        parent = by_key(place.parent) if place.parent else None
        if parent is not None:
            assert rank[parent.kind] < rank[place.kind] or parent.kind == "city", place.key


def test_no_two_places_share_name_kind_and_parent():
    seen: dict[tuple[str, str, str | None], str] = {}
    for place in places():
        for names in place.names.values():
            for name in set(names):
                key = (name.lower(), place.kind, place.parent)
                assert seen.setdefault(key, place.key) == place.key, name


def test_codes_are_iso_3166():
    for place in places():
        if place.kind == "region":
            assert re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", place.key)
        if place.kind == "country":
            assert re.fullmatch(r"[A-Z]{2}", place.key)


def test_the_five_countries_are_whole():
    counts = {country: len(regions(country)) for country in ("KZ", "KG", "UZ", "TJ", "TM")}
    assert counts == {"KZ": 20, "KG": 9, "UZ": 14, "TJ": 5, "TM": 6}
    assert len(regions("KZ", "2021")) == 17


def test_towns_lie_in_their_part_of_the_world():
    for place in places():
        if place.point is not None and place.country in ("KZ", "KG", "UZ", "TJ", "TM"):
            latitude, longitude = place.point
            assert 35 <= latitude <= 56, place.key
            assert 46 <= longitude <= 88, place.key


def test_days_are_sane():
    for row in HISTORY["split"]:
        assert _DAY.fullmatch(row["on"])
        assert by_key(row["place"]), row
        assert by_key(row["from"]), row
    for row in HISTORY["name"]:
        assert by_key(row["place"]), row
        assert _DAY.fullmatch(row["until"])
        assert row.get("since", "") < row["until"]


def test_every_place_has_its_names_in_english_and_russian():
    assert [p.key for p in places() if not {"en", "ru"} <= set(p.names)] == []


# ── every row is its own example ─────────────────────────────────────────────────────────────────


def _ru_forms(title: str) -> list[str]:
    """A title of the region in the prepositional case, as texts print it."""
    words = title.split()
    swapped = {"область": "области", "район": "районе"}
    return [
        " ".join(
            swapped.get(word)
            or re.sub("ая$", "ой", re.sub("ий$", "ом", word) if word[-2:] == "ий" else word)
            for word in words
        )
    ]


@pytest.mark.parametrize("kind", ["region", "district"])
def test_each_region_and_district_is_found_by_its_title(kind):
    missed = []
    for place in places():
        if place.kind != kind:
            continue
        forms = [("en", f"in {place.title('en')}")]
        forms += [("ru", form) for form in _ru_forms(place.title("ru"))]
        if "kk" in place.names and not place.whole:
            kk = place.title("kk")
            forms += [("kk", kk), ("kk", kk + "ндағы"), ("kk", kk + "ның")]
        for language, printed in forms:
            if place not in candidates(printed, language=language, country=place.country):
                missed.append((place.key, printed))
    assert missed == []


def test_each_place_is_found_by_each_of_its_names():
    heads = {row["is"]: row for row in KINDS}
    missed = []
    for place in places():
        for language, names in place.names.items():
            for name in names:
                head = "" if place.whole else heads.get(place.kind, {}).get(language, [""])[0]
                printed = f"{name} {head}".strip()
                if place not in candidates(printed, language=language, country=place.country):
                    missed.append((place.key, printed))
    assert missed == []


@pytest.mark.parametrize("row", [*HISTORY["split"], *HISTORY["name"]], ids=lambda r: r["example"])
def test_examples_of_history(row):
    name, day, key = re.fullmatch(r"(.+) @ (\S+) = (\S+)", row["example"]).groups()
    country = by_key(row["place"]).country
    found = resolve(name, language="en", country=country, on=day)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize("example", [e for row in KINDS for e in row.get("examples", ())])
def test_examples_of_kinds(example):
    printed, language, kind, left = _EXAMPLE.fullmatch(example).groups()
    assert gazetteer.taken_apart(printed, language) == (kind, left.split())


@pytest.mark.parametrize("language", ["ru", "uz", "tg", "tk"])
def test_examples_of_inflection(language):
    for form, base in inflection.read(language)["examples"].items():
        assert base in inflection.bases(form, language), form


def test_examples_of_spelling():
    for one, other in spelling.read()["examples"].items():
        assert spelling.skeleton(one) == spelling.skeleton(other), one


# ── what is meant ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("printed", "language", "key"),
    [
        ("Almaty", "en", "KZ-75"),
        ("Almaty region", "en", "KZ-19"),
        ("Алматының", "kk", "KZ-75"),
        ("в Алматинской области", "ru", "KZ-19"),
        ("Костанайская обл.", "ru", "KZ-39"),
        ("Kostanai", "en", "kz-kostanay"),
        ("Қостанайда", "kk", "kz-kostanay"),
        ("в области Абай", "ru", "KZ-10"),
        ("Абай облысынан", "kk", "KZ-10"),
        ("в Горном Бадахшане", "ru", "TJ-GB"),
        ("ГБАО", "ru", "TJ-GB"),
        ("Чүйдө", "ky", "KG-C"),
        ("Ысык-Көл облусунда", "ky", "KG-Y"),
        ("Ош шаарында", "ky", "KG-GO"),
        ("Fargʻona viloyatida", "uz", "UZ-FA"),
        ("Farg'ona viloyati", "uz", "UZ-FA"),
        ("Тошкентда", "uz", "UZ-TK"),
        ("вилояти Суғд", "tg", "TJ-SU"),
        ("дар Душанбе", "tg", "TJ-DU"),
        ("Lebap welaýatynda", "tk", "TM-L"),
        ("Aşgabatda", "tk", "TM-S"),
        ("Mangystau", "en", "KZ-47"),
        ("Dzhezkazgan", "en", "kz-zhezkazgan"),
        ("Semipalatinsk", "en", "kz-semey"),
        ("в Нур-Султане", "ru", "KZ-71"),
        ("Южно-Казахстанской области", "ru", "KZ-61"),
        ("Toktogul reservoir", "en", "kg-toktogul-reservoir"),
        ("Республике Каракалпакстан", "ru", "UZ-QR"),
        ("Россией", "ru", "RU"),
        ("Kyrgyzstan's", "en", "KG"),
    ],
)
def test_a_place_as_printed(printed, language, key):
    found = resolve(printed, language=language)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    ("printed", "language", "some"),
    [
        ("Жамбыл ауданында", "kk", {"kz-zhambyl-district-almaty", "kz-zhambyl-district-north"}),
        ("Abai", "en", {"KZ-10", "kz-abai-city"}),
        ("Панфиловский район", "ru", {"kz-panfilov-district", "kg-panfilov-district"}),
        ("Naryn district", "en", {"kg-naryn-district", "uz-naryn-district"}),
    ],
)
def test_what_may_be_several_places_is_none(printed, language, some):
    assert resolve(printed, language=language) is None
    assert some <= {place.key for place in candidates(printed, language=language)}


def test_the_country_tells_places_apart():
    assert resolve("Naryn district", language="en", country="UZ").key == "uz-naryn-district"
    assert resolve("Москве", language="ru", country="KZ").key == "ru-moscow"


@pytest.mark.parametrize(
    ("printed", "language"),
    [
        ("в стране", "ru"),
        ("the region", "en"),
        ("область", "ru"),
        ("Әулиебастау ауылында", "kk"),
        ("Ақсу ауылдық округінде", "kk"),
        ("", "en"),
        ("---", "en"),
        ("Zzyzx region", "en"),
    ],
)
def test_what_is_not_known_is_none(printed, language):
    assert resolve(printed, language=language) is None


def test_a_region_that_split_breaks_both_series():
    almaty, jetisu = by_key("KZ-19"), by_key("KZ-33")
    assert ("2022-06-08", "KZ-33", False) in {(b.on, b.other, b.left) for b in almaty.breaks}
    assert ("2022-06-08", "KZ-19", True) in {(b.on, b.other, b.left) for b in jetisu.breaks}


@pytest.mark.parametrize(
    ("key", "on", "region"),
    [
        ("kz-tekeli", "2021", "KZ-19"),
        ("kz-tekeli", "2022-06-07", "KZ-19"),
        ("kz-tekeli", "2022-06-08", "KZ-33"),
        ("kz-tekeli", None, "KZ-33"),
        ("KZ-10", "2020-05", "KZ-63"),
        ("KZ-79", "2016", "KZ-79"),
        ("KZ", None, None),
    ],
)
def test_the_region_of_a_day(key, on, region):
    assert region_on(by_key(key), on) == region


@pytest.mark.parametrize(
    ("key", "language", "title"),
    [
        ("KZ-19", "en", "Almaty region"),
        ("KZ-19", "ru", "Алматинская область"),
        ("KZ-10", "kk", "Абай облысы"),
        ("kz-aral-district", "ru", "Аральский район"),
        ("KZ-75", "kk", "Алматы"),
        ("KZ", "ru", "Казахстан"),
        ("UZ-QR", "en", "Karakalpakstan"),
    ],
)
def test_titles(key, language, title):
    assert by_key(key).title(language) == title


@given(
    st.text(max_size=300), st.sampled_from(["en", "ru", "kk", "ky", "uz", "tg", "tk", "und", ""])
)
def test_any_text_is_answered(text, language):
    found = candidates(text, language=language)
    assert len({place.key for place in found}) == len(found)


@given(st.text(max_size=300))
def test_a_skeleton_is_made_of_anything(text):
    assert spelling.skeleton(text) == spelling.skeleton(text.strip())
