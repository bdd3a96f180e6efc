"""Which countries a text names, by the forms in ``countries.toml``."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

from dalil.lang.stems import spans, words

_PREFIX_LENGTHS = range(4, 14)


@lru_cache
def _data() -> dict[str, dict[str, object]]:
    return tomllib.loads(
        resources.files("dalil.lang").joinpath("countries.toml").read_text("utf-8")
    )


@lru_cache
def _forms() -> tuple[dict[tuple[str, ...], str], dict[str, str], frozenset[str]]:
    """Whole forms as words, and beginnings, each with its country; and which need a capital."""
    whole: dict[tuple[str, ...], str] = {}
    begins: dict[str, str] = {}
    capital: set[str] = set()
    for country, row in _data().items():
        for form in row["forms"]:  # type: ignore[attr-defined]
            if form[0].isupper():
                capital.add(words(form)[0])
            if form.endswith("*") and len(words(form)) == 1:
                begins[words(form)[0]] = country
            else:
                whole[tuple(words(form))] = country
    return whole, begins, frozenset(capital)


def named(text: str) -> tuple[str, ...]:
    """ISO 3166-1 alpha-2 codes of the countries that ``text`` names, in order of appearance."""
    whole, begins, capital = _forms()
    placed = spans(text)
    tokens = [word for word, _, _ in placed]
    found: dict[str, None] = {}
    for index, word in enumerate(tokens):
        country = (
            whole.get((word,))
            or whole.get((word, *tokens[index + 1 : index + 2]))
            or next((begins[word[:n]] for n in _PREFIX_LENGTHS if word[:n] in begins), None)
        )
        small = country and not text[placed[index][1]].isupper()
        if country and not (small and any(word.startswith(name) for name in capital)):
            found[country] = None
    return tuple(found)


def name(country: str, language: str = "en") -> str:
    """The country's name in a language, or its code where we have none."""
    row = _data().get(country.upper())
    names: dict[str, str] = row["name"] if row else {}  # type: ignore[assignment]
    return names.get(language) or names.get("en") or country.upper()


def known() -> tuple[str, ...]:
    """The codes of all countries that have a row."""
    return tuple(_data())


@lru_cache
def codes() -> frozenset[str]:
    """The codes of all countries (ISO 3166-1 alpha-2)."""
    text = resources.files("dalil.lang").joinpath("country_codes.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(code for line in lines for code in line.split())
