"""Choices beside a list: each publication and language with how many articles it would leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from dalil.model import Cards
from dalil.web.sheet import Ask

MOST = 12  # choices of a kind; each costs one count


class Counting(Protocol):
    """The list's own question, narrowed."""

    def __call__(self, *, source: str | None, language: str | None) -> Cards: ...


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, and how many articles (or changes) choosing it leaves."""

    value: str
    label: str
    leaves: int


def facets(ask: Ask, counting: Counting) -> dict[str, list[Choice]]:
    """The publications and languages of a list; a filter's counts heed the other filter."""
    source, language = ask.text("source"), ask.text("language")
    sources = [known for known, _ in ask.archive.sources()][: MOST * 4]
    languages = _first(MOST, (code for known in sources for code in known.languages))
    by_source = (
        Choice(known.id, known.outlet, counting(source=known.id, language=language).total)
        for known in sources
    )
    by_language = (
        Choice(code, ask.words.language(code), counting(source=source, language=code).total)
        for code in languages
    )
    return {
        "source": _worth_showing(by_source, source),
        "language": _worth_showing(by_language, language),
    }


def _worth_showing(choices: Iterable[Choice], chosen: str | None) -> list[Choice]:
    return [choice for choice in choices if choice.leaves or choice.value == chosen][:MOST]


def _first(most: int, values: Iterable[str]) -> list[str]:
    return sorted(dict.fromkeys(values))[:most]
