"""Figures are gathered into series when their articles come in: only what a change touches is done.

What is found by likeness and what people's indicators count goes the same way, at the same time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dalil.errors import UsageError
from dalil.meeting import meet, settle, settle_all
from dalil.model import AnyKept, Claim, Decision, DecisionKind, Figure, Indicator, Series, SeriesKey
from dalil.series import Keyed, Stretch, aligned, keyed, points_of, said_by, unit_of
from dalil.series.align import units_like
from dalil.series.links import Shared, heads
from dalil.series.measures import LANGUAGES, concepts, measure_of, said_in, words_match
from dalil.store import Store
from dalil.store.keys import made_id
from dalil.store.series import ClaimRow, PointRow, Told

RULES = "4"
"""Raised with every change by which figures come into other series; archives then gather anew."""

_Pair = tuple[str, str, str, str, int, int]
_SURE = (
    3  # periods in which two series have the same number, so that they count the same by years too
)
_NAME = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_AT_ONCE = 2_000  # articles of one transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What gathering did."""

    articles: int = 0
    points: int = 0
    touched: frozenset[str] = frozenset()  # series that have other figures now

    def __add__(self, other: Gathered) -> Gathered:
        """Both, one after the other."""
        return Gathered(
            articles=self.articles + other.articles,
            points=self.points + other.points,
            touched=self.touched | other.touched,
        )


def gather(store: Store, article_ids: Iterable[str]) -> Gathered:
    """Put these articles' figures into their series. The caller holds the transaction."""
    ids = list(article_ids)
    done = _gather(store, ids, _Kept.of(store))
    store.count_series(done.touched | _relink(store, done.touched))
    settle(store, meet(store, ids))
    return done


def gather_rest(store: Store, progress: Callable[[int, int], None] | None = None) -> Gathered:
    """Gather every article that is not yet, or was by other rules; in several transactions.

    What lists show of series is counted at the end, with the last articles: who stops in between and
    goes on later has all of it counted then.
    """
    waiting = store.not_gathered(RULES)
    kept, done = _Kept.of(store), Gathered()
    for first in range(0, len(waiting), _AT_ONCE):
        with store.writing():
            ids = waiting[first : first + _AT_ONCE]
            done += _gather(store, ids, kept)
            meet(store, ids)
            if first + _AT_ONCE >= len(waiting):
                links = _links(store, store.sharing())
                touched = store.link_series(links, store.linked_series())
                store.count_all_series()
                store.count_series(touched)
                settle_all(store)
        if progress:
            progress(done.articles, len(waiting))
    return done


def _relink(store: Store, touched: Iterable[str]) -> set[str]:
    """Look anew at which series count the same as these, in other words; heads that changed by it."""
    near = set(touched)
    if not near:
        return set()
    heads_before = {store.head_of(one) for one in near}
    near |= {other for others in store.in_other_periods(near).values() for _, other in others}
    near |= {part for one in near for part in store.parts_of(one)}
    near |= {other for _, other, *_ in store.sharing(near)}
    links = _links(store, store.sharing(near))
    links = {part: (store.head_of(head), n) for part, (head, n) in links.items() if part in near}
    return heads_before | store.link_series(links, near)


def _links(store: Store, pairs: Iterable[_Pair]) -> dict[str, tuple[str, int]]:
    """What is a part of what; if by months, then also by years, unless the numbers there differ."""
    found = dict(heads(Shared(*pair) for pair in pairs))
    sure = {part: link for part, link in found.items() if link[1] >= _SURE}
    others = store.in_other_periods({*sure, *(head for head, _ in sure.values())})
    for part, (head, shared) in sure.items():
        its = dict(others.get(head, ()))
        for kind, like in others.get(part, ()):
            if kind in its and like not in found and not store.differ(like, its[kind]):
                found[like] = its[kind], shared
    return found


def _gather(store: Store, article_ids: Iterable[str], kept: _Kept) -> Gathered:
    touched: set[str] = set()
    articles = points = 0
    for article_id in article_ids:
        rows = _whole([row for told in store.told_in(article_id) for row in _rows(told, kept)])
        touched |= store.replace_points(article_id, rows, RULES)
        articles += 1
        points += len(rows)
    return Gathered(articles=articles, points=points, touched=frozenset(touched))


def gather_indicator(store: Store, indicator: Indicator) -> Gathered:
    """Put the figures of one indicator where they belong. The caller holds the transaction."""
    gone = [series.id for series in store.series_of_indicator(indicator.name)]
    store.empty_series(gone)
    kept = _Kept((indicator,), last_word(store.decisions(indicator.name)))
    touched, points = set(gone), 0
    articles = store.articles_with_unit(units_like(indicator.unit))
    for article_id in articles:
        found = [row for told in store.told_in(article_id) for row in _rows(told, kept)]
        rows = [row for row in _whole(found) if row.indicator]
        store.add_points(rows)
        touched |= {row.series_id for row in rows}
        points += len(rows)
    store.count_series(touched)
    return Gathered(articles=len(articles), points=points, touched=frozenset(touched))


def check(indicator: Indicator) -> None:
    """Raises ``UsageError`` where nothing could ever be counted, or the name is no address."""
    if not _NAME.fullmatch(indicator.name):
        raise UsageError(
            f"{indicator.name!r} is no name of an indicator",
            "letters, digits and hyphens, such as journalists-attacked",
        )
    if not any(phrase.strip() for phrases in indicator.words.values() for phrase in phrases):
        raise UsageError(
            f"the indicator {indicator.name} has no words by which a figure counts",
            '--words en "attacks on journalists" --words ru "нападений на журналистов"',
        )
    if unit_of(indicator.unit) is None:
        raise UsageError(f"{indicator.unit!r} is no unit of a series", "--unit 1, %, KZT, km …")


def check_decision(store: Store, kind: DecisionKind, indicator: Indicator, kept: AnyKept) -> None:
    """Raises ``UsageError`` where a figure can be in no series, or is not in this one."""
    figure = kept.finding.value
    if kept.finding.kind != "figure" or not isinstance(figure, Figure):
        raise UsageError(f"{kept.id} is no figure", "dalil show ARTICLE")
    if kind == "join":
        lined = aligned(figure, None, country="XX")
        if not lined:
            raise UsageError(
                f"the figure {kept.exact!r} has no period, or its value or unit makes no series",
                f"dalil why {kept.id}",
            )
        wanted = unit_of(indicator.unit)
        if wanted and lined[0].key.unit != wanted[0]:
            raise UsageError(
                f"the figure {kept.exact!r} is in {figure.unit}, {indicator.name} in {indicator.unit}"
            )
    elif kind in {"leave", "choose"}:
        its = {one.indicator for one in store.series_of_finding(kept.id)}
        if indicator.name not in its:
            raise UsageError(
                f"the figure {kept.exact!r} is not in {indicator.name}",
                f"dalil indicator join {indicator.name} {kept.id}",
            )


def asked_concepts(of: str) -> tuple[str, ...]:
    """The concepts that words of any language name, for looking for series."""
    for language in LANGUAGES:
        found = [term for term in concepts(of, language) if term.kind not in {"generic", "person"}]
        if found and all(term.listed for term in found):
            return tuple(term.id for term in found)
    return ()


def labels(
    store: Store, found: Sequence[Series], language: str
) -> dict[str, tuple[str, str | None]]:
    """What each series counts, in the words of a claim in ``language`` where it has one.

    Concepts that only the sentence says ("54 people" were detained) stand in brackets behind.
    """
    said = store.words_of([one.id for one in found])
    made: dict[str, tuple[str, str | None]] = {}
    for one in found:
        own = said.get(one.id, {})
        code = language if language in own else next(iter(own), None)
        if code is None:
            made[one.id] = one.label, None
            continue
        have = {term.id for term in concepts(own[code], code)}
        rest = [
            said_in(c, code) for c in one.key.measure.split() if c not in have and c[0] not in "@<"
        ]
        made[one.id] = own[code] + (f" ({', '.join(rest)})" if rest else ""), code
    return made


@dataclass(frozen=True, slots=True)
class _Kept:
    """What people said: their indicators, and the last word on each figure of each."""

    indicators: tuple[Indicator, ...]
    said: Mapping[tuple[str, str], Decision]

    @classmethod
    def of(cls, store: Store) -> _Kept:
        indicators = tuple(store.indicators())
        made = store.decisions() if indicators else []
        return cls(indicators, last_word(made))


def last_word(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """By indicator and figure, whether it belongs there, as was decided last; "free" undoes it."""
    said: dict[tuple[str, str], Decision] = {}
    for one in decisions:
        if one.kind == "free":
            said.pop((one.indicator, one.finding_id), None)
        elif one.kind in {"join", "leave"}:
            said[one.indicator, one.finding_id] = one
    return said


def chosen_by_hand(decisions: Iterable[Decision]) -> dict[str, str]:
    """The figures that a person chose for their period, each with the reason."""
    chosen: dict[str, str] = {}
    for one in decisions:
        if one.kind == "choose":
            chosen[one.finding_id] = one.why
        elif one.kind == "free":
            chosen.pop(one.finding_id, None)
    return chosen


# ── from figures to points ───────────────────────────────────────────────────────────────────────


def _rows(told: Told, kept: _Kept) -> list[PointRow]:
    lined = aligned(told.figure, told.language, country=told.country)
    if not lined:
        return []
    found = [
        _row(told, one, series_id(one.key), None)
        for one in keyed(lined, told.figure, told.language, sentence=told.text, at=told.start)
        if one.sure
    ]
    for indicator in kept.indicators:
        said = kept.said.get((indicator.name, told.finding_id))
        if said.kind == "join" if said else counts(indicator, told, lined[0]):
            found += [
                _row(told, one, _own_id(indicator, one.key), indicator.name, joined=bool(said))
                for one in lined
                if indicator.kind in {None, one.key.kind} or said
            ]
    return found


def _whole(rows: list[PointRow]) -> list[PointRow]:
    """Without the parts: "84 902 orders, 2 870 of them in the city" counts two things in one word.

    Of an article's counts for one series and period, those below half of the largest are parts of it.
    """
    largest: dict[tuple[str, str, str], float] = {}
    for row in rows:
        largest[_where(row)] = max(largest.get(_where(row), 0.0), row.high)
    return [
        row
        for row in rows
        if row.joined
        or row.key.unit != "1"
        or row.key.change
        or 2 * row.high >= largest[_where(row)]
    ]


def _where(row: PointRow) -> tuple[str, str, str]:
    return row.series_id, row.first_on, row.last_on


def _row(
    told: Told, one: Keyed, series: str, indicator: str | None, *, joined: bool = False
) -> PointRow:
    return PointRow(
        series_id=series,
        indicator=indicator,
        key=one.key,
        label=_label(told, one),
        first_on=one.stretch.first.isoformat(),
        last_on=one.stretch.last.isoformat(),
        finding_id=told.finding_id,
        article_id=told.article_id,
        source_id=told.source_id,
        low=float(one.low),
        high=float(one.high),
        status=told.figure.status,
        joined=joined,
    )


def _label(told: Told, one: Keyed) -> str:
    act = f" ({said_in(one.act, told.language)})" if one.act else ""
    return (told.figure.of or one.key.measure) + act


@lru_cache(maxsize=50_000)
def series_id(key: SeriesKey) -> str:
    """The id of the series that figures of this key are in, as long as the rules stand."""
    return made_id("s", key.measure, key.unit, key.per, int(key.change), key.place, key.kind)


def _own_id(indicator: Indicator, key: SeriesKey) -> str:
    return made_id("i", indicator.name, key.unit, key.per, int(key.change), key.place, key.kind)


def counts(indicator: Indicator, told: Told, one: Keyed) -> bool:
    """Whether a figure counts under an indicator: unit, rate, place and words agree."""
    unit = unit_of(indicator.unit)
    key = one.key
    return (
        unit is not None
        and (key.unit, key.per, key.change) == (unit[0], indicator.per, indicator.change)
        and (not indicator.places or key.place in indicator.places)
        and why_counted(indicator, told.figure.of, told.language) is not None
    )


def why_counted(indicator: Indicator, of: str | None, language: str | None) -> str | None:
    """By which of an indicator's words a figure counts, for a person; None: by none."""
    own = words_match(indicator.words.get(language or "", ()), of, language)
    if own:
        return f"has the words “{own}”"
    measure = measure_of(of, language)
    for code, phrases in indicator.words.items() if measure else ():
        for phrase in phrases:
            theirs = measure_of(phrase, code)
            if theirs and measure and theirs.key == measure.key:
                return f"counts the same as “{phrase}” ({code})"
    return None


# ── from points to what is read ──────────────────────────────────────────────────────────────────


def told_series(store: Store, series: Series) -> Series:
    """A series with its points: every claim, with the reason why it stands there."""
    indicator = store.indicator(series.indicator) if series.indicator else None
    decisions = store.decisions(series.indicator) if series.indicator else []
    rows = store.claims_of(series.id)
    claims = [made for row in rows if (made := _claim(row, series, indicator))]
    points = points_of(
        claims,
        kin=store.kin_among(claim.article_id for _, claim in claims),
        rule=indicator.rule if indicator else "latest",
        by_hand=chosen_by_hand(decisions),
    )
    return replace(series, points=points)


def _claim(
    row: ClaimRow, series: Series, indicator: Indicator | None
) -> tuple[Stretch, Claim] | None:
    figure = row.finding.value
    lined = aligned(figure, row.language, country=row.country)
    one = next((one for one in lined if one.key.kind == series.key.kind), None)
    if one is None:
        return None
    return one.stretch, Claim(
        finding_id=row.finding_id,
        article_id=row.article_id,
        version_id=row.version_id,
        source_id=row.source_id,
        outlet=row.outlet,
        exact=row.exact,
        sentence=row.finding.context.of(row.text),
        language=row.language,
        published_on=row.published_on,
        of=figure.of,
        place=figure.place,
        period=figure.period or "",
        low=one.low,
        high=one.high,
        bound=figure.bound,
        status=figure.status,
        attribution=figure.attribution,
        said_by=said_by(figure.attribution),
        reason=_reason(row, figure, lined, series, indicator),
        joined=row.joined,
    )


def _reason(
    row: ClaimRow,
    figure: Figure,
    lined: tuple[Keyed, ...],
    series: Series,
    indicator: Indicator | None,
) -> str:
    if row.joined:
        return "put in by hand"
    if indicator:
        return why_counted(indicator, figure.of, row.language) or ""
    found = keyed(lined, figure, row.language, sentence=row.text, at=row.finding.span.start)
    reason = found[0].reason if found else ""
    if row.series_id != series.id:
        reason += f"; has the same numbers as {series.key.measure.replace(' ', ' + ')}"
    return reason
