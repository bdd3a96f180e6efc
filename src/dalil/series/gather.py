"""From a figure to the keys of its series, and from a series' claims to points in order of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from dalil.lang.bodies import is_named, is_official
from dalil.model import ChoiceRule, Claim, Figure, Point, SeriesKey, SourceKind
from dalil.series.align import Stretch, place_key, stretches, unit_of
from dalil.series.measures import measure_of, per_key

LARGEST: Final = Decimal("1e18")
"""A value beyond this is a slip of pen or program; it is shown as a figure, and is in no series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """A figure as a point of one series: the series' key, the period, the value in its unit."""

    key: SeriesKey
    stretch: Stretch
    low: Decimal
    high: Decimal
    sure: bool = False  #  it says enough to stand in a series that is found by likeness
    reason: str = ""
    act: str | None = None  # what happened, where the sentence says it: "detention"


def series_keys(
    figure: Figure,
    language: str | None,
    *,
    country: str | None = None,
    sentence: str = "",
    at: int = 0,
) -> tuple[Keyed, ...]:
    """The series that a figure belongs to: mostly one, two for a quarter that is a year to date.

    ``country`` is the one that the article concerns, for a figure without a place; ``sentence`` and
    the quantity's place in it tell what happened to "54 people". None where it has no period, no
    measure, a unit that makes no series or an absurd value.
    """
    lined = aligned(figure, language, country=country)
    return keyed(lined, figure, language, sentence=sentence, at=at)


def aligned(
    figure: Figure, language: str | None, *, country: str | None = None
) -> tuple[Keyed, ...]:
    """Everything but what is counted: a figure's unit, rate, place and kinds of period, and value.

    The keys have no measure yet. None where something of it makes no series.
    """
    unit, periods = unit_of(figure.unit), stretches(figure.period, figure.status)
    place = place_key(figure.place, language, country)
    bounds = _bounds(figure)
    if unit is None or not periods or not place or bounds is None:
        return ()
    low, high = sorted(value * unit[1] for value in bounds)
    if figure.change == "down":
        low, high = -high, -low
    per = per_key(figure.per, language)
    change = figure.change is not None
    return tuple(
        Keyed(
            key=SeriesKey(
                measure="", unit=unit[0], per=per, change=change, place=place, kind=stretch.kind
            ),
            stretch=stretch,
            low=low,
            high=high,
        )
        for stretch in periods
    )


def keyed(
    lined: tuple[Keyed, ...],
    figure: Figure,
    language: str | None,
    *,
    sentence: str = "",
    at: int = 0,
) -> tuple[Keyed, ...]:
    """Aligned figures with what they count; none where the text says too little of that."""
    if not lined:
        return ()
    measure = measure_of(
        figure.of,
        language,
        unit=figure.unit,
        change=figure.change is not None,
        sentence=sentence,
        at=at,
        place=lined[0].key.place,
    )
    if measure is None:
        return ()
    return tuple(
        replace(
            one,
            key=replace(one.key, measure=measure.key),
            sure=measure.sure,
            reason="; ".join(measure.reasons),
            act=measure.act,
        )
        for one in lined
    )


def _bounds(figure: Figure) -> tuple[Decimal, Decimal] | None:
    low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, figure.value)
    try:
        fine = low.is_finite() and high.is_finite() and max(abs(low), abs(high)) <= LARGEST
    except InvalidOperation:
        return None
    return (low, high) if fine else None


# ── who says it ──────────────────────────────────────────────────────────────────────────────────


def said_by(attribution: str | None) -> SourceKind:
    """Who a figure is attributed to: the publication itself, where nobody is named."""
    if not attribution:
        return "media"
    if is_official(attribution):
        return "official"
    return "named" if is_named(attribution) else "other"


# ── points ───────────────────────────────────────────────────────────────────────────────────────


def points_of(
    claims: Iterable[tuple[Stretch, Claim]],
    *,
    kin: Mapping[str, frozenset[str]] | None = None,
    rule: ChoiceRule = "latest",
    by_hand: Mapping[str, str] | None = None,
) -> tuple[Point, ...]:
    """Points in order of period from claims in the order in which they were published.

    ``kin`` names for an article its copies and translations: the same value said there for the same
    period is the same claim again. ``by_hand`` gives for a finding that a person chose the reason.
    """
    grouped: dict[Stretch, list[Claim]] = {}
    for stretch, claim in claims:
        grouped.setdefault(stretch, []).append(claim)
    order = sorted(grouped, key=lambda one: (one.first, one.last))
    begun = _earliest(grouped)
    late = {source for source, first in begun.items() if first > order[0].last} if order else set()
    return tuple(
        _point(stretch, _marked(grouped[stretch], kin or {}, late), rule, by_hand or {})
        for stretch in order
    )


def _earliest(grouped: Mapping[Stretch, Sequence[Claim]]) -> dict[str, date]:
    """The end of the first period for which each source says anything."""
    found: dict[str, date] = {}
    for stretch in sorted(grouped, key=lambda one: (one.first, one.last)):
        for claim in grouped[stretch]:
            found.setdefault(claim.source_id, stretch.last)
    return found


def _marked(
    claims: Sequence[Claim], kin: Mapping[str, frozenset[str]], late: set[str]
) -> tuple[Claim, ...]:
    """The claims, those that repeat an earlier one with its id."""
    made: list[Claim] = []
    for claim in claims:
        same = (
            one.repeats or one.finding_id
            for one in made
            if (one.low, one.high, one.status) == (claim.low, claim.high, claim.status)
            and (
                one.article_id == claim.article_id
                or one.article_id in kin.get(claim.article_id, frozenset())
            )
        )
        made.append(replace(claim, repeats=next(same, None), new_source=claim.source_id in late))
    return tuple(made)


def _point(
    stretch: Stretch, claims: tuple[Claim, ...], rule: ChoiceRule, by_hand: Mapping[str, str]
) -> Point:
    facts = [one for one in claims if one.status == "actual"] or list(claims)
    hand = next((one for one in reversed(claims) if one.finding_id in by_hand), None)
    return Point(
        period=iso_of(stretch),
        first_on=stretch.first.isoformat(),
        last_on=stretch.last.isoformat(),
        low=min(one.low for one in facts),
        high=max(one.high for one in facts),
        claims=claims,
        chosen=hand or chosen(facts, rule),
        rule="by hand" if hand else rule,
        why=by_hand[hand.finding_id] if hand else None,
    )


def chosen(claims: Sequence[Claim], rule: ChoiceRule) -> Claim | None:
    """Which of several claims for one period stands, by a named rule.

    "conservative" is the lowest, as ACLED has it; "latest" the first that the newest article states; "official"
    the newest that a public body is named for; "by hand" none, where several differ.
    """
    own = [one for one in claims if one.repeats is None] or list(claims)
    if rule == "conservative":
        return min(own, key=lambda one: (one.low, one.high), default=None)
    if rule == "official":
        return next((one for one in reversed(own) if one.said_by == "official"), None)
    if rule == "by hand":
        return own[-1] if own and len({(one.low, one.high) for one in own}) == 1 else None
    return next((one for one in own if one.article_id == own[-1].article_id), None)


def iso_of(stretch: Stretch) -> str:
    """A stretch in the shortest ISO 8601 form."""
    first, last = stretch.first.isoformat(), stretch.last.isoformat()
    if stretch.kind == "day":
        return first
    if stretch.kind == "since":
        return f"{first}/.."
    if stretch.kind == "month":
        return first[:7]
    if stretch.kind == "year":
        return first[:4]
    if stretch.kind == "years":
        return f"{first[:4]}/{last[:4]}"
    if stretch.kind in {"quarter", "half"}:
        return f"{first[:7]}/{last[:7]}"
    return f"{first}/{last}"
