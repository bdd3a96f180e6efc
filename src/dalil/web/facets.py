"""Choices beside a list: each publication, language and country with how many articles it would leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dalil.model import Tally
    from dalil.web.sheet import Ask

MOST = 12  # choices of a kind


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, and how many articles (or changes) choosing it leaves."""

    value: str
    label: str
    leaves: int


def facets(
    ask: Ask, tally: Tally, chosen: Mapping[str, str | None], *, countries: bool = False
) -> dict[str, list[Choice]]:
    """The publications, languages (and countries) of a list; a filter's counts heed the others."""
    outlets = {source.id: source.outlet for source, _ in ask.archive.sources()}
    made = {
        "source": _choices(tally.by_source, chosen["source"], lambda one: outlets.get(one, one)),
        "language": _choices(tally.by_language, chosen["language"], ask.words.language),
    }
    if countries:
        made["country"] = _choices(tally.by_country, chosen["country"], ask.words.country)
        figures = {name: n for name, n in tally.by_figures.items() if name == "yes"}
        said = ask.words.say("with figures")
        made["figures"] = _choices(figures, chosen["figures"], lambda _: said)
    return made


def _choices(
    counts: Mapping[str, int], chosen: str | None, label: Callable[[str], str]
) -> list[Choice]:
    """The most frequent values, and the chosen one wherever it stands."""
    values = [value for value, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    shown = values[:MOST]
    if chosen and chosen not in shown:
        shown.append(chosen)
    return [Choice(value, label(value), counts.get(value, 0)) for value in shown]
