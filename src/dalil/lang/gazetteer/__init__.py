"""Which place a name means: the five countries' regions, districts, towns and larger villages.

``kz.txt`` and its like hold a place a line, ``history.toml`` what places were called before and what
became of them, ``kinds.toml`` the words for kinds of places. A name that may mean several places
means none until something tells them apart: the word for its kind, the country, or the day.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from itertools import product
from typing import Any, Literal, cast

from dalil.lang.inflection import bases
from dalil.lang.spelling import skeleton

PlaceKind = Literal["country", "region", "city", "district", "village", "feature"]
"""What a place is; a feature is a water, valley, mine or field that figures are given for."""

FILES = ("kz", "kg", "uz", "tj", "tm", "others")
_OWN_LANGUAGE = {"kg": "ky", "uz": "uz", "tj": "tg", "tm": "tk"}
_COUNTRY_LANGUAGE = {"KZ": "kk", "KG": "ky", "UZ": "uz", "TJ": "tg", "TM": "tk"}
_LATE = "9999"
_WORD = re.compile(r"[^\W_]+(?:[-‐‑–'’ʻʼ‘`][^\W_]+)*[’ʻʼ‘`]?")
_SIGNS = re.compile(r"[\W_]+")
_MOST_WORDS = 8
_MOST_BASES = 8
_SHORTEST_SKELETON = 4
_ADJECTIVE = ("ая", "ий", "ый", "ой", "ое")


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A day from which a place's figures cannot be set beside earlier ones."""

    on: str  #              ISO 8601, reduced precision
    other: str  #           the place that left it, or that it left
    left: bool  #           True: it left ``other``; False: ``other`` left it


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the gazetteer. ``kind`` is also how exactly it says where something is."""

    key: str  #             ISO 3166-2 (or -1) where it has a code: "KZ-39"; else "kz-rudny"
    kind: PlaceKind
    country: str | None  #  ISO 3166-1 alpha-2; None: it lies in several countries
    region: str | None  #   ISO 3166-2 of the region, its own where it is one; None: none known
    parent: str | None
    names: Mapping[str, tuple[str, ...]]  # by language, the usual one first, without kind words
    whole: bool = False  #  its names say already what it is: "Karakalpakstan"
    point: tuple[float, float] | None = None  # latitude and longitude, to a tenth of a degree
    since: str | None = None  #         ISO 8601: the day it came to be, where that is in our time
    split_from: str | None = None  #    the place that it was a part of until then
    breaks: tuple[Break, ...] = field(default=())

    def name(self, language: str = "en") -> str:
        """Its name in a language, or in English, without the word for its kind."""
        return (self.names.get(language) or self.names["en"])[0]

    def title(self, language: str = "en") -> str:
        """Its name with the word for its kind: "Almaty region", «Ошская область»."""
        name = self.name(language)
        row = _kind_rows().get(self.kind, {})
        if self.whole or language not in row.get("title", {}):
            return name
        if not name.endswith(_ADJECTIVE) and language in row.get("noun", {}):
            return str(row["noun"][language]).format(name)
        return str(row["title"][language]).format(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A place by one of its names, and from when to when it had it."""

    place: Place
    since: str
    until: str

    @property
    def former(self) -> bool:
        return self.until != _LATE


def resolve(
    name: str, *, language: str, country: str | None = None, on: str | None = None
) -> Place | None:
    """The place that ``name`` means as printed («в Ошской области»), or ``None``.

    ``None`` too where it may mean several: :func:`candidates` names them. ``country`` (ISO 3166-1
    alpha-2) is preferred, not required; ``on`` is the day, month or year that the text speaks of.
    """
    found = candidates(name, language=language, country=country, on=on)
    return found[0] if len(found) == 1 else None


def candidates(
    name: str,
    *,
    language: str,
    country: str | None = None,
    on: str | None = None,
    loose: bool = True,
) -> tuple[Place, ...]:
    """All places that ``name`` may mean, after everything that tells them apart.

    Not ``loose``: its spelling must be a known one, in any of its forms.
    """
    language = language.replace("_", "-").split("-")[0].lower()
    kind, words = taken_apart(name, language)
    whole = _index()[0].get(_fold(name[:200]), ()) if kind is not None else ()
    for allowed, spelt in ((None, whole), *((kind, s) for s in _spellings(words, language, loose))):
        found = _compatible(spelt, allowed, country, on)
        if found:
            return found
    return ()


def taken_apart(name: str, language: str) -> tuple[PlaceKind | None, list[str]]:
    """The kind that a name as printed says it is, and the words left of it."""
    words = [word.rstrip("’'`") for word in _WORD.findall(name[:200])][:_MOST_WORDS]
    _, before = _heads(language)
    while len(words) > 1 and words[0].lower() in before:
        words = words[1:]
    for length in (2, 1):
        for start in range(len(words) - length, -1, -1):
            if length == len(words):
                continue
            kind = head_kind(tuple(w.lower() for w in words[start : start + length]), language)
            if kind is not None:
                rest = words[:start] + words[start + length :]
                while len(rest) > 1 and rest[0].lower() in before:
                    rest = rest[1:]
                return kind, rest
    return None, words


@lru_cache(maxsize=20_000)
def head_kind(words: tuple[str, ...], language: str) -> PlaceKind | None:
    """The kind of place that one or two words in small letters stand for: «области», region."""
    heads, _ = _heads(language)
    for forms in product(*(bases(word, language)[:_MOST_BASES] for word in words)):
        if forms in heads:
            return heads[forms]
    return None


def _spellings(words: list[str], language: str, loose: bool) -> Iterator[tuple[_Named, ...]]:
    """What the index holds for the words: as they stand, in their dictionary form, by skeleton."""
    exact, alike = _index()
    forms = [bases(word.lower().replace("ё", "е"), language)[:_MOST_BASES] for word in words]
    if len(forms) > 3:
        forms = [(form[0],) for form in forms[:-1]] + forms[-1:]
    joined = ["".join(form) for form in product(*forms)]
    for name in joined:
        if (found := exact.get(_fold(name))) is not None:
            yield found
    for name in joined if loose else ():
        key = skeleton(name)
        if len(key) >= _SHORTEST_SKELETON and (found := alike.get(key)) is not None:
            yield found


def _compatible(
    named: tuple[_Named, ...], kind: PlaceKind | None, country: str | None, on: str | None
) -> tuple[Place, ...]:
    """Those of the places that the kind allows; then of the country; then of the day."""
    left = [n for n in named if kind is None or _is_a(n.place, kind)]
    if kind is None:
        left = _by_custom(left)
    if any(n.place.country == country for n in left):
        left = [n for n in left if n.place.country == country]
    now = [n for n in left if (n.since <= on < n.until if on else not n.former)]
    return tuple({n.place.key: n.place for n in now or left}.values())


def _is_a(place: Place, kind: PlaceKind) -> bool:
    return place.kind == kind


def _by_custom(named: list[_Named]) -> list[_Named]:
    """Without a word for its kind, a name is the country's, the town's or region's, and so on."""
    for kinds in (("country",), ("city", "region"), ("district",), ("village",), ("feature",)):
        these = [n for n in named if n.place.kind in kinds]
        if these:
            cities = [n for n in these if n.place.kind == "city"]
            return [n for n in these if not _has_its_town(n.place, cities)]
    return []


def _has_its_town(place: Place, cities: list[_Named]) -> bool:
    """Whether a region shares its name with a town of its own: the bare name is the town's."""
    return place.kind == "region" and any(
        place.key in (n.place.region, n.place.parent) or n.place.region == n.place.key
        for n in cities
        if n.place.country == place.country
    )


# ── what is asked by key ─────────────────────────────────────────────────────────────────────────


def by_key(key: str) -> Place | None:
    """The place that has this key."""
    return _places().get(key)


def places() -> tuple[Place, ...]:
    """All of them, in the order of the files."""
    return tuple(_places().values())


def regions(country: str, on: str | None = None) -> tuple[Place, ...]:
    """The regions of a country on a day (today, where none is given), and cities that rank as one."""
    return tuple(
        place
        for place in _places().values()
        if place.country == country
        and place.region == place.key
        and (on is None or place.since is None or place.since <= on)
    )


def region_on(place: Place, on: str | None) -> str | None:
    """The ISO 3166-2 code of the region that ``place`` lay in on a day: Tekeli 2021, "KZ-19"."""
    region = _places().get(place.region or "")
    if region is None:
        return None
    if on is not None and region.since is not None and on < region.since[: len(on)]:
        return region.split_from
    return region.key


# ── the data ─────────────────────────────────────────────────────────────────────────────────────


def read(name: str) -> dict[str, Any]:
    """One of the TOML files."""
    file = resources.files("dalil.lang").joinpath("gazetteer", name)
    return tomllib.loads(file.read_text("utf-8"))


@lru_cache
def _kind_rows() -> dict[str, dict[str, Any]]:
    return {row["is"]: row for row in read("kinds.toml")["kind"]}


@lru_cache
def _heads(language: str) -> tuple[dict[tuple[str, ...], PlaceKind], frozenset[str]]:
    """The words for kinds, as tuples of words, and the words that may stand before a name."""
    data = read("kinds.toml")
    heads = {
        tuple(phrase.split()): cast(PlaceKind, row["is"])
        for row in data["kind"]
        for phrase in row.get(language, ())
    }
    return heads, frozenset(data["before"].get(language, ()))


@lru_cache
def _places() -> dict[str, Place]:
    rows = [row for name in FILES for row in _rows(name)]
    history = read("history.toml")
    splits = {row["place"]: row for row in history["split"]}
    breaks: dict[str, list[Break]] = {}
    for key, row in splits.items():
        breaks.setdefault(key, []).append(Break(on=row["on"], other=row["from"], left=True))
        breaks.setdefault(row["from"], []).append(Break(on=row["on"], other=key, left=False))
    parents = {row["key"]: row["parent"] for row in rows}
    found: dict[str, Place] = {}
    for row in rows:
        split = splits.get(row["key"])
        found[row["key"]] = Place(
            **row,
            country=_country(row["key"], parents),
            region=_region(row["key"], parents),
            since=split["on"] if split and not split.get("existed") else None,
            split_from=split["from"] if split else None,
            breaks=tuple(sorted(breaks.get(row["key"], ()), key=lambda b: b.on)),
        )
    return found


def _rows(name: str) -> Iterator[dict[str, Any]]:
    text = resources.files("dalil.lang").joinpath("gazetteer", f"{name}.txt").read_text("utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        key, kind, parent, en, ru, kk, own, point = (part.strip() for part in line.split("|"))
        written = {"en": en.removeprefix("="), "ru": ru, "kk": kk, _OWN_LANGUAGE.get(name, ""): own}
        yield {
            "key": key,
            "kind": kind,
            "parent": parent or None,
            "names": {code: _listed(names) for code, names in written.items() if code and names},
            "whole": en.startswith("="),
            "point": cast(Any, tuple(float(n) for n in point.split())) if point else None,
        }


def _listed(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name.strip())


def _chain(key: str, parents: Mapping[str, str | None]) -> Iterator[str]:
    at: str | None = key
    while at is not None:
        yield at
        at = parents[at]


def _country(key: str, parents: Mapping[str, str | None]) -> str | None:
    return next((at for at in _chain(key, parents) if len(at) == 2), None)


def _region(key: str, parents: Mapping[str, str | None]) -> str | None:
    """The nearest ISO 3166-2 code above a place, or its own."""
    return next((at for at in _chain(key, parents) if at[2:3] == "-" and at.isupper()), None)


@lru_cache
def _index() -> tuple[dict[str, tuple[_Named, ...]], dict[str, tuple[_Named, ...]]]:
    """Every name of every place: folded, and by its skeleton."""
    exact: dict[str, dict[str, _Named]] = {}
    alike: dict[str, dict[str, _Named]] = {}
    for place, name, since, until in _all_names():
        named = _Named(place=place, since=since, until=until)
        for spelt in (name, *_other_alphabet(name)):
            exact.setdefault(_fold(spelt), {}).setdefault(place.key, named)
            alike.setdefault(skeleton(spelt), {}).setdefault(place.key, named)
    return (
        {key: tuple(found.values()) for key, found in exact.items()},
        {key: tuple(found.values()) for key, found in alike.items()},
    )


def _all_names() -> Iterator[tuple[Place, str, str, str]]:
    known = _places()
    for place in known.values():
        for names in place.names.values():
            yield from ((place, name, "", _LATE) for name in names)
    for row in read("history.toml")["name"]:
        place = known[row["place"]]
        for language in ("en", "ru", "kk", "own"):
            for name in _listed(row.get(language, "")):
                yield place, name, row.get("since", ""), row["until"]


def _other_alphabet(name: str) -> Iterable[str]:
    """Uzbek in Cyrillic letters, as half of its press prints it."""
    if "ʻ" in name:
        yield name.replace("oʻ", "ў").replace("Oʻ", "Ў").replace("gʻ", "ғ").replace("Gʻ", "Ғ")


def _fold(name: str) -> str:
    return _SIGNS.sub("", name.lower().replace("ё", "е").replace("ʻ", ""))
