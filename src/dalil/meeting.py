"""Claims meet when an article comes in: what it says is set beside what others said of the same.

What is made here is made of findings alone, and only for what a change touches. What people said of
contradictions and cases stands on its own, and is put over it when it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dalil.errors import UsageError
from dalil.lang import acts, countries
from dalil.model import (
    Case,
    CaseClaim,
    CaseDecisionKind,
    Contradiction,
    Foretold,
    Kin,
    Origin,
    Ruling,
    SeriesKey,
    Stated,
)
from dalil.series.cases import event_key, in_order, is_case
from dalil.series.contradictions import contradictions
from dalil.series.forecasts import AT_THE_END, due_day, outcomes, outlook
from dalil.series.gather import Keyed, series_keys
from dalil.series.independence import origin
from dalil.series.values import stated_range
from dalil.store import Store
from dalil.store.claims import Group, StatedRow
from dalil.store.keys import made_id

_NOWHERE = "?"  # how the key of a place begins that no text states


def meet(store: Store, article_ids: Iterable[str]) -> set[Group]:
    """Set what these articles say beside the rest; the groups to ``settle`` after it.

    The caller holds the transaction.
    """
    touched: set[Group] = set()
    for article_id in article_ids:
        figures, events, country = store.claims_in(article_id)
        touched |= store.replace_claims(
            article_id,
            [row for figure in figures for row in _rows(figure)],
            list(_foretold(figures, events)),
            list(_cases(events, country)),
        )
    return touched


def settle(store: Store, groups: Iterable[Group]) -> None:
    """Find what contradicts what in these groups. The caller holds the transaction."""
    for group in groups:
        found = _contradictions(store, group) if store.is_contested(group) else []
        store.replace_contradictions(group, found)


def settle_all(store: Store) -> None:
    """The same for all of them, once: where many articles came in."""
    store.forget_contradictions()
    for group in store.contested_groups():
        store.replace_contradictions(group, _contradictions(store, group))


# ── what is set beside what ──────────────────────────────────────────────────────────────────────


def _keys(stated: Stated) -> tuple[Keyed, ...]:
    keys = series_keys(
        stated.figure,
        stated.language,
        country=stated.country,
        sentence=stated.sentence,
        at=stated.at,
    )
    return tuple(keyed for keyed in keys if not keyed.key.place.startswith(_NOWHERE))


def _thing(key: SeriesKey) -> str:
    return made_id("t", key.measure, key.unit, key.per, int(key.change), key.place)


def _group(keyed: Keyed) -> Group:
    return (
        _thing(keyed.key),
        keyed.stretch.first.isoformat(),
        keyed.stretch.last.isoformat(),
    )


def _rows(stated: Stated) -> Iterator[StatedRow]:
    by_group = {_group(keyed): keyed for keyed in _keys(stated)}
    for (thing, first_on, last_on), keyed in by_group.items():
        yield StatedRow(
            thing=thing,
            first_on=first_on,
            last_on=last_on,
            finding_id=stated.id,
            article_id=stated.article_id,
            status=stated.figure.status,
            low=float(keyed.low),
        )


def _in_group(claims: Iterable[Stated], group: Group) -> list[tuple[Keyed, Stated]]:
    """Each claim with the key by which it stands in a group."""
    return [
        (keyed, claim)
        for claim in claims
        if (keyed := next((k for k in _keys(claim) if _group(k) == group), None))
    ]


# ── contradictions ───────────────────────────────────────────────────────────────────────────────


def _contradictions(store: Store, group: Group) -> list[tuple[Contradiction, str]]:
    claims = _in_group(store.group(group), group)
    published = {claim.id: claim.published_on or "" for _, claim in claims}
    return [(one, published[one.other]) for one in contradictions(claims)]


# ── forecasts, plans, promises ───────────────────────────────────────────────────────────────────


def _foretold(figures: Sequence[Stated], events: Sequence[CaseClaim]) -> Iterator[Foretold]:
    """One for each sentence that says something ahead of its day."""
    sentences: dict[str, tuple[list[Stated], list[CaseClaim]]] = {}
    for figure in figures:
        if figure.figure.status in {"forecast", "plan"}:
            sentences.setdefault(figure.sentence, ([], []))[0].append(figure)
    for event in events:
        if acts.kinds()[event.event.what].due:
            sentences.setdefault(event.sentence, ([], []))[1].append(event)
    for said, promised in sentences.values():
        some: Stated | CaseClaim = said[0] if said else promised[0]
        version = said[0].version_id if said else promised[0].version_id
        due = [
            day
            for period in (*(e.event.on for e in promised), *(f.figure.period for f in said))
            if (day := due_day(period)) and day > (some.published_on or "")
        ]
        if due:
            plan = any(figure.figure.status == "plan" for figure in said)
            yield Foretold(
                id=made_id("p", version, some.sentence),
                kind="promise" if promised else "plan" if plan else "forecast",
                article_id=some.article_id,
                version_id=version,
                said_on=some.published_on,
                due=due[0],
                findings=(*(f.id for f in said), *(e.finding_id for e in promised)),
            )


def foretold(
    store: Store,
    *,
    as_of: str,
    kinds: Sequence[str] = (),
    limit: int | None = None,
    offset: int = 0,
) -> list[Foretold]:
    """What was said ahead, and what became of it, as the archive knew it on a day."""
    found = [
        _looked_back(store, one, as_of)
        for one in store.foretold(kinds=kinds, limit=limit, offset=offset)
        if (one.said_on or "") <= as_of
    ]
    kin = store.kin_of({one.article_id for one in found})
    return _once(store, found, kin)


def _looked_back(store: Store, one: Foretold, as_of: str) -> Foretold:
    pairs: list[tuple[Stated, Stated]] = []
    for finding_id in one.findings:
        said = store.stated(finding_id)
        if said is None:
            continue
        for keyed in (*_keys(said), *_keys(_of_country(said))):
            came = outcomes((keyed, said), _facts(store, keyed, as_of))
            pairs += [(said, fact) for fact in came]
    return replace(
        one,
        outcomes=tuple(dict.fromkeys((said.id, fact.id) for said, fact in pairs)),
        outlook=outlook(pairs, due=one.due, as_of=as_of),
    )


def _of_country(said: Stated) -> Stated:
    """A figure whose place another sentence names may as well be of the whole country."""
    if said.country is None or "place" not in said.elsewhere:
        return said
    return replace(said, figure=replace(said.figure, place=countries.name(said.country)))


def _facts(store: Store, keyed: Keyed, as_of: str) -> list[tuple[Keyed, Stated]]:
    thing, last = _thing(keyed.key), keyed.stretch.last
    since, until = last.isoformat(), (last + AT_THE_END).isoformat()
    facts = store.facts_until(thing, since, until)
    return [
        (its, fact)
        for fact in facts
        if (fact.published_on or "9999") <= as_of
        for its in _keys(fact)
        if _thing(its.key) == thing
    ]


def _once(
    store: Store, found: Sequence[Foretold], kin: Mapping[str, Sequence[Kin]]
) -> list[Foretold]:
    """What one article says twice, or its translation says again, is told once."""
    made: list[Foretold] = []
    for one in sorted(found, key=lambda one: (one.said_on or "9999", -len(one.findings), one.id)):
        near = {one.article_id, *(other.article_id for other in kin.get(one.article_id, ()))}
        place = next(
            (
                at
                for at, other in enumerate(made)
                if other.article_id in near
                and other.due[:7] == one.due[:7]
                and _same_said(store, other, one)
            ),
            None,
        )
        if place is None:
            made.append(one)
        else:
            made[place] = replace(made[place], also=(*made[place].also, one.id))
    return sorted(made, key=lambda one: (one.due, one.id), reverse=True)


def _same_said(store: Store, one: Foretold, other: Foretold) -> bool:
    mine, its = (
        {said.figure.value for finding in each.findings if (said := store.stated(finding))}
        for each in (one, other)
    )
    return not mine or not its or bool(mine & its)


# ── who has it from whom ─────────────────────────────────────────────────────────────────────────


def origin_of(store: Store, finding_id: str) -> Origin:
    """Who says what a figure says, and on how many sources it rests. Raises ``NotFound``."""
    finding_id = store.finding(finding_id).id
    asked = store.stated(finding_id)
    if asked is None:
        raise UsageError("only figures have an origin", f"dalil why {finding_id}")
    claims = {asked.id: asked}
    for group in store.groups_of(finding_id):
        for _, claim in _in_group(store.group(group), group):
            if stated_range(claim.figure).meets(stated_range(asked.figure)):
                claims.setdefault(claim.id, claim)
    return origin(
        claims.values(),
        kin=store.kin_of(claim.article_id for claim in claims.values()),
        outlets={source.id: source.outlet for source, _ in store.sources()},
    )


# ── cases ────────────────────────────────────────────────────────────────────────────────────────


def _cases(events: Iterable[CaseClaim], country: str | None) -> Iterator[tuple[str, str]]:
    for claim in events:
        key = event_key(claim.event, claim.language, country)
        if key:
            yield made_id("k", key), claim.finding_id


def cases(store: Store) -> list[Case]:
    """All cases: those that people kept first, then what is proposed; the newest first."""
    ruled: dict[str, list[Ruling]] = {}
    for ruling in store.rulings("case"):
        ruled.setdefault(ruling.subject, []).append(ruling)
    found = [_case(store, case_id, ruled.get(case_id, ())) for case_id in store.case_ids()]
    shown = [one for one in found if one and (one.kept or is_case(one.claims))]
    shown = [one for one in shown if not _dropped(ruled.get(one.id, ()))]
    return sorted(shown, key=lambda one: (one.kept, one.on or "", one.id), reverse=True)


def case(store: Store, case_id: str) -> Case | None:
    """A case as it is now; None where there is none of that id."""
    return _case(store, case_id, store.rulings("case", case_id))


def _case(store: Store, case_id: str, rulings: Sequence[Ruling]) -> Case | None:
    proposed = {claim.finding_id: claim for claim in store.case_claims(case_id)}
    claims: dict[str, CaseClaim] = dict(proposed)
    parted: dict[str, CaseClaim] = {}
    name, kept = None, False
    for ruling in rulings:
        kept = ruling.said != "drop" and (kept or ruling.said in {"keep", "name", "join"})
        name = ruling.name or name
        if ruling.finding_id is None:
            continue
        if ruling.said == "join":
            parted.pop(ruling.finding_id, None)
            claim = store.event_claim(ruling.finding_id)
            if claim:
                joined = ruling.finding_id not in proposed
                claims[ruling.finding_id] = replace(claim, joined=joined)
        elif ruling.said == "part" and ruling.finding_id in claims:
            parted[ruling.finding_id] = claims.pop(ruling.finding_id)
    if not claims and not parted:
        return None
    ordered = in_order(claims.values())
    some = (*ordered, *parted.values())[0]
    return Case(
        id=case_id,
        act=some.event.what,
        on=some.event.on,
        place=next((claim.event.place for claim in ordered if claim.event.place), None),
        name=name,
        kept=kept,
        claims=ordered,
        parted=in_order(parted.values()),
    )


def _dropped(rulings: Sequence[Ruling]) -> bool:
    last = [ruling.said for ruling in rulings if ruling.said in {"keep", "name", "drop", "join"}]
    return bool(last) and last[-1] == "drop"


def rule_case(
    store: Store,
    said: CaseDecisionKind,
    case_id: str,
    *,
    who: str,
    why: str = "",
    finding_id: str | None = None,
    name: str | None = None,
) -> None:
    """Put on record what a person decided of a case. The caller holds the transaction.

    Raises ``NotFound`` and ``UsageError``.
    """
    if not who.strip():
        raise UsageError("who decides it?", "--by NAME")
    if said == "name" and not (name or "").strip():
        raise UsageError("a case is named by a name", 'dalil cases name CASE "NAME" --by NAME')
    if said in {"join", "part"}:
        if finding_id is None:
            raise UsageError("which claim?", f"dalil cases {said} CASE FINDING --by NAME")
        finding_id = store.finding(finding_id).id
        if store.event_claim(finding_id) is None:
            raise UsageError(f"{finding_id} tells of no event", f"dalil why {finding_id}")
    store.rule("case", case_id, said, who=who, why=why, finding_id=finding_id, name=name)
