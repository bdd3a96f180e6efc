"""Figures of one measure, place and period that cannot both be right, and what may explain it.

Precision first: a pair is ``sure`` only if nothing in the two texts speaks for another explanation.
The rest is kept for who asks for it, each with the answers that are likely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from typing import Final

from dalil.lang import acts
from dalil.lang.phrases import Told
from dalil.lang.speakers import Speaker, named_in, speaker
from dalil.lang.stems import stems
from dalil.model import Answer, AnswerKind, Contradiction, Stated
from dalil.series.align import Stretch, stretches
from dalil.series.gather import Keyed, iso_of
from dalil.series.measures import concepts
from dalil.series.values import one_sided_apart, ratio, stated_range

MOST_VALUES: Final = 12
"""Values of one measure, place and period that are set against each other; more are no one thing."""

_READ: Final = 0.3  #            a figure's confidence below which it may be misread
_SLIP: Final = Decimal(30)  #    times: nobody counts so differently; a unit is mixed up
_PETTY: Final = Decimal("1.015")
_FRESH: Final = timedelta(days=45)  # after an event, in which a count still grows
_BRIEF: Final = timedelta(days=62)  # counts of a year are closed when they are told
_BEFORE: Final = 40  #           characters before a quantity that may say "of them"


def contradictions(group: Sequence[tuple[Keyed, Stated]]) -> list[Contradiction]:
    """What figures of one series and one period say against each other.

    Each pair of values is told once, by those who said them first.
    """
    values: list[list[tuple[Keyed, Stated]]] = []
    whole = _whole(group)
    for keyed, stated in sorted(whole, key=lambda item: _order(item[1])):
        same = next((v for v in values if _may_be_one(v[0][1], stated)), None)
        if same:
            same.append((keyed, stated))
        else:
            values.append([(keyed, stated)])
    found = []
    own: dict[str, list[Stated]] = {}
    for _, stated in group:
        own.setdefault(stated.article_id, []).append(stated)
    for one, other in combinations(values[:MOST_VALUES], 2):
        told = _told(one, other, own)
        found += [told] if told else []
    return found


def _told(
    one: Sequence[tuple[Keyed, Stated]],
    other: Sequence[tuple[Keyed, Stated]],
    own: Mapping[str, Sequence[Stated]],
) -> Contradiction | None:
    """What two values say against each other, by the first who say so for sure; else the first."""
    unsure = None
    for (key, a), (its, b) in _first_pairs(one, other):
        if _agree(a, b, own):
            continue
        found = compare(a, b, key, its)
        if found and found.sure:
            return found
        unsure = unsure or found
    return unsure


def _whole(group: Sequence[tuple[Keyed, Stated]]) -> list[tuple[Keyed, Stated]]:
    """Without parts: of an article's counts of one thing, those below half of the largest."""
    largest: dict[str, Decimal] = {}
    for keyed, stated in group:
        largest[stated.article_id] = max(largest.get(stated.article_id, keyed.high), keyed.high)
    return [
        (keyed, stated)
        for keyed, stated in group
        if keyed.key.unit != "1" or keyed.key.change or 2 * keyed.high >= largest[stated.article_id]
    ]


def _agree(one: Stated, other: Stated, own: Mapping[str, Sequence[Stated]]) -> bool:
    """Whether one article also says what the other one does: then two of its figures are mixed up."""
    return one.article_id != other.article_id and (
        any(_may_be_one(beside, other) for beside in own[one.article_id])
        or any(_may_be_one(beside, one) for beside in own[other.article_id])
    )


_PAIRS = 3  # of those who say either value, so many are looked at


def _first_pairs(
    one: Sequence[tuple[Keyed, Stated]], other: Sequence[tuple[Keyed, Stated]]
) -> Iterator[tuple[tuple[Keyed, Stated], tuple[Keyed, Stated]]]:
    for a in one[:_PAIRS]:
        for b in other[:_PAIRS]:
            yield a, b


def compare(one: Stated, other: Stated, keyed: Keyed, its: Keyed) -> Contradiction | None:
    """What two figures say of each other; None: nothing against.

    ``keyed`` and ``its`` are their keys, which must be one series and one period.
    """
    if _order(other) < _order(one):
        one, other, keyed, its = other, one, its, keyed
    if (keyed.key, keyed.stretch) != (its.key, its.stretch) or not _may_differ(one, other):
        return None
    answers = tuple(_answers(one, other, keyed, its))
    thing = keyed.key.measure.replace("_", " ")
    period = iso_of(keyed.stretch)
    return Contradiction(
        id="x" + blake2b(f"{one.id} {other.id}".encode(), digest_size=8).hexdigest(),
        one=one.id,
        other=other.id,
        measure=keyed.key.measure,
        place=keyed.key.place,
        period=period,
        sure=not answers,
        itself=one.source_id == other.source_id and not _apart(one, other),
        reason=f"both count {thing} for {period} in one place ({keyed.key.place})",
        answers=answers,
    )


def _order(stated: Stated) -> tuple[str, str]:
    return stated.published_on or "9999", stated.id


# ── whether they differ at all ───────────────────────────────────────────────────────────────────


def _may_be_one(one: Stated, other: Stated) -> bool:
    a, b = one.figure, other.figure
    return stated_range(a).meets(stated_range(b)) and a.status == b.status


def _may_differ(one: Stated, other: Stated) -> bool:
    """Whether both state a fact, and two values that cannot be one, in two articles or voices."""
    a, b = one.figure, other.figure
    if {a.status, b.status} - {"actual", "alleged"} or a.change != b.change:
        return False
    if one.article_id == other.article_id and not _apart(one, other):
        return False
    return not stated_range(a).meets(stated_range(b))


def _apart(one: Stated, other: Stated) -> bool:
    """Whether two different speakers are named."""
    if not one.figure.attribution or not other.figure.attribution:
        return False
    return not _speaker(one).same(_speaker(other))


def _speaker(stated: Stated) -> Speaker:
    return speaker(stated.figure.attribution or "", stated.language)


@lru_cache(maxsize=2_000)
def _speaks(stated: Stated) -> Speaker:
    """Who is named for it; where nobody is, the bodies and names that its sentence has."""
    return (
        _speaker(stated)
        if stated.figure.attribution
        else named_in(stated.sentence, stated.language)
    )


WHYS: Final = {
    "misread": "“{figure}” may have been read wrongly",
    "part": "“{said}” stands before “{figure}”",
    "acts": "one says “{one}”, the other “{other}”",
    "unsure thing": "it is not told that both count the same of it",
    "things": "one speaks of {one}, the other of {other}",
    "same body": "the same body says the later figure",
    "grows": "the first was published soon after, and the later is higher",
    "of elsewhere": "what “{figure}” counts is said in another sentence",
    "period elsewhere": "the time of “{figure}” is said in another sentence",
    "no place": "the place of “{figure}” is not stated",
    "times": "one is {times} times the other",
    "petty": "they are less than 1.5 per cent apart",
    "bound": "one of them is only a bound",
}
"""What speaks for an answer, with blanks."""


def _answer(kind: AnswerKind, why: str, **values: str) -> Answer:
    return Answer(kind=kind, why=WHYS[why], values=values)


# ── what may explain it ──────────────────────────────────────────────────────────────────────────


def _answers(one: Stated, other: Stated, keyed: Keyed, its: Keyed) -> Iterator[Answer]:
    """What speaks for an explanation; nothing does where two texts really differ."""
    yield from _part(one)
    yield from _part(other)
    yield from _thing(one, other, keyed.sure and its.sure)
    yield from _later(one, other, keyed.stretch)
    yield from _said_elsewhere(one, other)
    yield from _unit_or_rounding(one, other)
    for stated in (one, other):
        if stated.confidence is not None and stated.confidence < _READ:
            yield _answer("reading", "misread", figure=stated.exact)


def _part(stated: Stated) -> Iterator[Answer]:
    before = stated.sentence[max(0, stated.at - _BEFORE) : stated.at]
    for told in acts.told(before, stated.language, "compare"):
        if told.name in {"part", "more"}:
            said = before[told.start : told.end]
            yield _answer("part", "part", said=said, figure=stated.exact)
            return


def _thing(one: Stated, other: Stated, sure: bool) -> Iterator[Answer]:
    """Whether what is told of those who are counted is another thing."""
    mine, its = _done(one), _done(other)
    if mine and its:
        if _unlike(mine, its):
            yield _answer("thing", "acts", one=_said(one, mine), other=_said(other, its))
            return
    elif not sure and (mine or its or not _same_words(one, other)):
        yield _answer("thing", "unsure thing")
        return
    only_one, only_other = _concepts(one) - _concepts(other), _concepts(other) - _concepts(one)
    if only_one and only_other:
        yield _answer("thing", "things", one=_list(only_one), other=_list(only_other))


_CLAUSE = re.compile(r"[;:()—]|\.\s|,\s(?=(?:and|but|while|а|но|тогда|ал|бірақ|бирок)\b)")


def _clause(sentence: str, at: int) -> tuple[int, int]:
    """The part of a sentence, between its strong marks, in which a quantity stands."""
    begin, end = 0, len(sentence)
    for cut in _CLAUSE.finditer(sentence):
        if cut.end() <= at:
            begin = cut.end()
        elif cut.start() > at:
            return begin, cut.start()
    return begin, end


@lru_cache(maxsize=2_000)
def _done(stated: Stated) -> tuple[Told, ...]:
    """What is done in the quantity's clause, the nearest first."""
    begin, end = _clause(stated.sentence, stated.at)
    clause, at = stated.sentence[begin:end], stated.at - begin
    found = acts.told(clause, stated.language)
    return tuple(sorted(found, key=lambda told: max(told.start - at, at - told.end)))


def _unlike(mine: Sequence[Told], its: Sequence[Told]) -> bool:
    kinds = acts.kinds()
    first, second = kinds[mine[0].name].like, kinds[its[0].name].like
    if first & second:
        return False
    return not (
        any(told.name in first for told in its) and any(told.name in second for told in mine)
    )


def _said(stated: Stated, done: Sequence[Told]) -> str:
    begin, _ = _clause(stated.sentence, stated.at)
    return stated.sentence[begin + done[0].start : begin + done[0].end]


def _same_words(one: Stated, other: Stated) -> bool:
    """Whether two sentences of one language have most of their words in common."""
    if one.language != other.language:
        return False
    mine, its = (
        {word for word in stems(s.sentence, s.language) if not word[0].isdigit()}
        for s in (one, other)
    )
    return len(mine & its) * 2 >= min(len(mine), len(its)) if mine and its else False


_TELLING = frozenset({"entity", "quality", "rate", "amount"})


@lru_cache(maxsize=2_000)
def _concepts(stated: Stated) -> frozenset[str]:
    """The listed things that the quantity's clause speaks of, but for places and who says so."""
    begin, end = _clause(stated.sentence, stated.at)
    beside = {
        term.id
        for words in (stated.figure.attribution, stated.figure.place)
        for term in concepts(words or "", stated.language)
    }
    return frozenset(
        term.id
        for term in concepts(stated.sentence[begin:end], stated.language)
        if term.kind in _TELLING and term.id not in beside and term.id.isidentifier()
    )


def _list(names: frozenset[str]) -> str:
    return ", ".join(sorted(name.replace("_", " ") for name in names))


def _later(one: Stated, other: Stated, when: Stretch) -> Iterator[Answer]:
    """Whether the later one may only bring the earlier one up to date."""
    if _apart(one, other) or one.published_on == other.published_on:
        return
    if one.figure.attribution and other.figure.attribution:
        yield _answer("later", "same body")
        return
    if _speaks(one).strong and _speaks(other).strong and not _speaks(one).same(_speaks(other)):
        return
    first = _day(one.published_on)
    grows = stated_range(other.figure).low > stated_range(one.figure).high
    brief = when.last - when.first <= _BRIEF
    if first and grows and brief and first - when.last <= _FRESH:
        yield _answer("later", "grows")


def _said_elsewhere(one: Stated, other: Stated) -> Iterator[Answer]:
    for stated in (one, other):
        if "of" in stated.elsewhere:
            yield _answer("thing", "of elsewhere", figure=stated.exact)
        if "period" in stated.elsewhere:
            yield _answer("period", "period elsewhere", figure=stated.exact)
        if stated.figure.place is None:
            yield _answer("place", "no place", figure=stated.exact)


def _unit_or_rounding(one: Stated, other: Stated) -> Iterator[Answer]:
    times = ratio(one.figure, other.figure)
    if times is None:
        return
    if times > _SLIP:
        yield _answer("unit", "times", times=f"{times:.0f}")
    elif times < _PETTY:
        yield _answer("rounding", "petty")
    elif one_sided_apart(one.figure, other.figure):
        yield _answer("rounding", "bound")


def _day(iso: str | None) -> date | None:
    found = stretches(iso)
    return found[0].first if found else None
