"""How a source fares: what is normal for it, what is seen, and what a person should look at.

Normal is learned from its own history: how many articles a week it brings, which fields its entries
always have. Silence and a changed layout are told, never shown as "no articles".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal, get_args

import msgspec

from dalil.archive import Archive
from dalil.model import Problem, Source, Visit

State = Literal["refused", "failing", "changed", "silent", "new", "fine", "not followed"]
"""The worst first: what a person hears when several hold."""

FIELDS = ("headline", "date", "byline", "teaser")
_ALWAYS = 0.95  #           share of the articles that have a field which is "always" there
_ENOUGH = 20  #             articles from which a habit can be told
_NEWEST = 5  #              articles in which a habit's end is seen
_LOOK_BACK = timedelta(days=120)
_SILENT = 4  #              times the longest of the usual pauses


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectations:
    """What normal looks like for a source; learned, but for what a person has said."""

    entries_per_week: float | None = None
    always: tuple[str, ...] = ()  #     of "headline", "date", "byline", "teaser"
    longest_pause: int | None = None  # days without an article that are nothing unusual
    said: tuple[str, ...] = ()  #       the fields above that a person set


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a source fares."""

    source: Source
    state: State
    articles: int
    expects: Expectations
    last_answer: datetime | None  #     when it last answered with something
    last_article_on: str | None
    next_due: datetime | None
    visits: dict[str, int]  #           by outcome; "waiting" were never made
    gaps: tuple[tuple[str, str], ...]  # days from and to, both without an article, unusually long
    problems: tuple[Problem, ...]


def health(archive: Archive, source: Source, articles: int, now: datetime) -> Health:
    """How ``source`` fares at ``now`` (UTC)."""
    store = archive.store
    days = store.days_of_articles(source.id, (now - _LOOK_BACK).date().isoformat())
    expects = expectations(archive, source, days)
    counts: Counter[str] = Counter()
    for (_, outcome), count in store.visit_counts(source.id).items():
        counts[outcome or "waiting"] += count
    found = list(_problems(archive, source, expects, days, now)) if source.route else []
    return Health(
        source=source,
        state=_state(source, counts, {state for state, _ in found}),
        articles=articles,
        expects=expects,
        last_answer=store.last_answer_of(source.id),
        last_article_on=store.newest_day(source.id),
        next_due=store.next_due([source.id]),
        visits=dict(counts),
        gaps=tuple(_gaps(days, expects)),
        problems=tuple(problem for _, problem in found),
    )


def expectations(archive: Archive, source: Source, days: list[str]) -> Expectations:
    """What is normal for a source: learned from its articles' days, over what a person said."""
    store = archive.store
    fields = store.fields_of_newest(source.id, 200)
    habits = fields[_NEWEST:] if len(fields) >= _ENOUGH + _NEWEST else []
    learned = Expectations(
        entries_per_week=_per_week(days),
        always=tuple(
            name for name in FIELDS
            if habits and sum(one[name] for one in habits) >= _ALWAYS * len(habits)
        ),
        longest_pause=_longest_pause(days),
    )  # fmt: skip
    said = store.expected(source.id)
    given = msgspec.to_builtins(learned) | said | {"said": sorted(said)}
    return msgspec.convert(given, Expectations)


def _per_week(days: list[str]) -> float | None:
    if len(days) < _ENOUGH:
        return None
    weeks = max(1.0, (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days / 7)
    return round(len(days) / weeks, 1)


def _pauses(days: list[str]) -> list[int]:
    ordered = sorted({date.fromisoformat(day) for day in days})
    return [(b - a).days for a, b in pairwise(ordered)]


def _longest_pause(days: list[str]) -> int | None:
    """The pause that nine of ten stay below; at least a day."""
    pauses = sorted(_pauses(days))
    return max(1, pauses[int(len(pauses) * 0.9)]) if len(pauses) >= 5 else None


def _gaps(days: list[str], expects: Expectations) -> list[tuple[str, str]]:
    if expects.longest_pause is None:
        return []
    ordered = sorted({date.fromisoformat(day) for day in days})
    day = timedelta(days=1)
    return [
        ((a + day).isoformat(), (b - day).isoformat())
        for a, b in pairwise(ordered)
        if (b - a).days > _SILENT * expects.longest_pause
    ]


# ── what a person should look at ─────────────────────────────────────────────────────────────────


def _problems(
    archive: Archive, source: Source, expects: Expectations, days: list[str], now: datetime
) -> Iterator[tuple[State, Problem]]:
    lists = archive.store.lists(source.id)
    for visit in lists:
        yield from _of_list(visit)
    followed = min((visit.found_at for visit in lists), default=None)
    yield from _silence(source, expects, days, followed, now)
    yield from _layout(archive, source, expects)
    for why, count in archive.store.reasons(source.id)[:5]:
        yield "fine", Problem(thing=f"{count} of its addresses", what=why)


def _of_list(visit: Visit) -> Iterator[tuple[State, Problem]]:
    if visit.outcome == "refused":
        fix = "ask the publication; or add saved pages, an export, or a WARC of it: dalil add FILE"
        yield "refused", Problem(thing=visit.url, what=f"refused: {visit.why}", fix=fix)
    elif visit.outcome in {"failed", "gone"} and not visit.found_in:
        fix = f"open it in a browser; if it has moved: dalil add ADDRESS --source {visit.source_id}"
        yield "failing", Problem(thing=visit.url, what=f"{visit.outcome}: {visit.why}", fix=fix)
    elif visit.outcome in {"ok", "same"} and visit.why:
        fix = "its layout may have changed: save the page, and dalil read page.html"
        yield "changed", Problem(thing=visit.url, what=f"answers, but {visit.why}", fix=fix)


def _silence(
    source: Source,
    expects: Expectations,
    days: list[str],
    followed: datetime | None,
    now: datetime,
) -> Iterator[tuple[State, Problem]]:
    if expects.longest_pause is None or not days:
        return
    begun = max(date.fromisoformat(days[-1]), followed.date() if followed else date.min)
    quiet = (now.date() - begun).days  # before it was followed nobody listened
    if quiet > _SILENT * expects.longest_pause:
        what = f"no article for {quiet} days; {expects.longest_pause} at most is usual"
        fix = f"look at {source.start or source.url} in a browser"
        yield "silent", Problem(thing=source.outlet, what=what, fix=fix)


def _layout(
    archive: Archive, source: Source, expects: Expectations
) -> Iterator[tuple[State, Problem]]:
    newest = archive.store.fields_of_newest(source.id, _NEWEST)
    for name in expects.always if len(newest) == _NEWEST else ():
        if not any(one[name] for one in newest):
            what = f"the newest {_NEWEST} articles have no {name}, which they always had"
            fix = "the layout may have changed: save one of them, and dalil read page.html"
            yield "changed", Problem(thing=source.outlet, what=what, fix=fix)


def _state(source: Source, counts: Counter[str], found: set[State]) -> State:
    if not source.route:
        return "not followed"
    worst = next((state for state in get_args(State) if state in found - {"fine"}), None)
    seen = counts["ok"] + counts["same"]
    return worst or ("fine" if seen else "new")
