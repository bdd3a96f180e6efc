"""The words of a sentence, and what each may be: looked up once a spelling, then remembered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from dalil.lang import table
from dalil.lang.gazetteer import head_kind
from dalil.lang.inflection import bases
from dalil.lang.spelling import skeleton

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑’'ʻʼ‘][^\W\d_]+)*")
_LONGEST = 40
_SHORTEST_SURNAME = 4
_SPACES = (" ", "\N{NO-BREAK SPACE}")


class Word(NamedTuple):
    """A word of a sentence; offsets are of the whole text."""

    text: str
    start: int
    end: int
    joined: bool  #     only a space stands before it
    told: Told


@dataclass(frozen=True, slots=True)
class Told:
    """What a spelling may be, by itself."""

    capital: bool
    upper: bool  #              all of it capitals, two or more
    given: str | None = None  # the given name that it is a form of, as it would be written here
    female: bool = False
    surname: int = 0  #         2: by a strong ending, 1: by a weak one
    patronymic: bool = False
    behind: bool = False  #     «уулу» and the like
    head: str | None = None  #  the word for a body that it is a form of
    title: bool = False
    common: bool = False
    street: bool = False  #     a name before or behind it is a street's
    kind: bool = False  #       a word for a kind of place
    hot: bool = True  #         a name may begin here, or hang on it


@dataclass(frozen=True, slots=True)
class Rules:
    """A language's ``names.toml`` together with what all languages share."""

    code: str
    heads: frozenset[str]
    alone: frozenset[str]
    small: frozenset[str]
    titles: frozenset[str]
    common: frozenset[str]
    links: frozenset[str]
    over: frozenset[str]
    generic: frozenset[str]
    ranks: frozenset[str]
    places_before: frozenset[str]
    streets: frozenset[str]
    streets_behind: frozenset[str]
    known: Mapping[str, tuple[tuple[str, ...], ...]]
    bodies: frozenset[str]
    no_bodies: frozenset[str]
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    patronymics: tuple[str, ...]
    behind: frozenset[str]


@lru_cache
def rules(code: str) -> Rules:
    """The rules of a language; a language without a file has what all share."""
    base, own = table("base", "names"), table(code, "names")
    known: dict[str, list[tuple[str, ...]]] = {}
    for name in base["known"]["bodies"]:
        words = tuple(name.lower().split())
        known.setdefault(words[0], []).append(words)
    return Rules(
        code=code,
        heads=frozenset(head.lower() for head in own.get("heads", ())),
        alone=frozenset(own.get("alone", ())),
        small=frozenset(own.get("small", ())),
        titles=frozenset(title.lower() for title in own.get("titles", ())),
        common=frozenset(own.get("common", ())),
        links=frozenset(own.get("links", ())),
        over=frozenset(own.get("over", ())),
        generic=frozenset(own.get("generic", ())),
        ranks=frozenset(own.get("ranks", ())),
        places_before=frozenset(own.get("places_before", ())),
        streets=frozenset(own.get("streets", ())),
        streets_behind=frozenset(own.get("streets_behind", ())),
        known={first: tuple(names) for first, names in known.items()},
        bodies=frozenset(base["abbreviations"]["bodies"]),
        no_bodies=frozenset(base["abbreviations"]["none"]),
        strong=tuple(base["surnames"]["endings"]),
        weak=tuple(base["surnames"]["weak"]),
        patronymics=tuple(base["surnames"]["patronymics"]),
        behind=frozenset(base["surnames"]["behind"]),
    )


@lru_cache
def same_bodies() -> dict[str, str]:
    """Words for kinds of bodies in all languages, and the kind that each stands for."""
    kinds = {
        kind: words for kind, words in table("base", "names")["same"].items() if kind != "example"
    }
    return {word: kind for kind, words in kinds.items() for word in words}


def words(text: str, start: int, end: int, code: str) -> list[Word]:
    """The words between two offsets."""
    found = []
    last = start
    for hit in _WORD.finditer(text, start, end):
        at, to = hit.span()
        spelt = hit[0]
        joined = at == last + 1 and text[last] in _SPACES
        found.append(Word(spelt, at, to, joined, told(spelt, code)))
        last = to
    return found


def hot(found: list[Word]) -> list[int]:
    """The words at which a name may begin."""
    return [i for i, word in enumerate(found) if word.told.hot]


@lru_cache(maxsize=50_000)
def told(spelt: str, code: str) -> Told:
    """What a word may be, as it is spelt."""
    known = rules(code)
    low = spelt.lower()
    if len(spelt) > _LONGEST:
        return Told(spelt[0].isupper(), False)
    forms = _forms(low, code)
    head = next((form for form in forms if form in known.heads), None)
    title = any(form in known.titles for form in forms)
    behind = any(form in known.behind for form in forms)
    street = any(form in known.streets or form in known.streets_behind for form in forms)
    if not spelt[0].isupper():
        kind = head_kind((low,), code) is not None
        hot = street or kind or head is not None
        return Told(
            False, False, head=head, title=title, behind=behind, street=street, kind=kind, hot=hot
        )
    upper = len(spelt) > 1 and spelt.isupper()
    given, female = _given(spelt, code)
    return Told(
        True,
        upper,
        given=given,
        female=female,
        surname=0 if upper and len(spelt) < _SHORTEST_SURNAME else _surname(forms, known),
        patronymic=any(form.endswith(known.patronymics) for form in forms),
        behind=behind,
        head=head,
        title=title,
        common=spelt in known.common,
        street=street,
    )


def _forms(low: str, code: str) -> tuple[str, ...]:
    return bases(low.replace("ё", "е"), code)


def _surname(forms: tuple[str, ...], known: Rules) -> int:
    long = [form for form in forms if len(form) >= _SHORTEST_SURNAME]
    if any(form.endswith(known.strong) for form in long):
        return 2
    return 1 if any(form.endswith(known.weak) for form in long) else 0


def _given(spelt: str, code: str) -> tuple[str | None, bool]:
    """The given name that a word is a form of, in its ground form, and whether it is a woman's."""
    names = _given_names()
    forms = [(form, names.get(skeleton(form))) for form in bases(spelt, code) if len(form) > 1]
    known = [(form, gender == "f") for form, gender in forms if gender is not None]
    if not known:
        return None, False
    if code == "ru" and known[0][0] != spelt:  # a woman's name that ends otherwise has no cases
        known.sort(key=lambda one: one[1] and not one[0].endswith(("а", "я")))
    return known[0]


@lru_cache
def _given_names() -> dict[str, str]:
    text = resources.files("dalil.lang").joinpath("base", "given.txt").read_text("utf-8")
    return {skeleton(name): gender for gender, name in _listed(text)}


def _listed(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        gender, _, names = line.partition(":")
        if not line.startswith("#"):
            yield from ((gender, name) for name in names.split())
