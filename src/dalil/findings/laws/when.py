"""When a change happened: the date that belongs to its verb."""

from __future__ import annotations

from dataclasses import dataclass

from dalil.findings.figures.sentence import Sentence
from dalil.findings.laws.change import Changes, Verdict


@dataclass(frozen=True, slots=True)
class Date:
    """A stretch of time at tokens ``[i, j)``, ISO 8601."""

    i: int
    j: int
    iso: str


def find_dates(sentence: Sentence, changes: Changes) -> list[Date]:
    """The dates of a sentence outside its references that are not part of an act's name."""
    found: list[Date] = []
    at = 0
    while at < len(sentence.tokens):
        date = None if at in changes.inside else sentence.date(at)
        if date is None:
            at += 1
            continue
        end, iso = date
        if not _belongs_to_act(at, end, changes):
            found.append(Date(at, end, str(iso)))
        at = max(end, at + 1)
    return found


def _belongs_to_act(first: int, end: int, changes: Changes) -> bool:
    """``the Law of 1999``, ``the 1995 Law``, ``кодекс 2007 года``, ``2007 жылғы кодекс``."""
    read = changes.read
    starts = {m.i for m in changes.mentions}
    ends = {m.j for m in changes.mentions}
    first += changes.read.low(first) == "the"
    if changes.words.title_first:
        said = read.low(end - 1)
        return end in starts and said.endswith(("ғы", "гі", "қы", "кі", "гы", "ги"))
    if read.low(first - 1) in ("of", "от", "dated") and first - 1 in ends:
        return True
    if read.low(first - 1) == "the" and end in starts:
        return True
    year_only = end - first <= 2
    return changes.words.code == "ru" and first in ends and year_only


def date_of(verdict: Verdict, dates: list[Date], changes: Changes) -> Date | None:
    """The date of the verb that changed a mention."""
    if not dates:
        return None
    clause = changes.clauses[verdict.i]
    own = [d for d in dates if changes.clauses[d.i] == clause and _is_its(d, verdict, changes)]
    if own:
        return min(own, key=lambda date: _distance(date, verdict.i, verdict.j, changes))
    earlier = [d for d in dates if d.j <= verdict.i]
    if earlier and (_same_time(clause, changes) or changes.read.low(verdict.i - 1) == "to"):
        return earlier[-1]
    first = changes.clauses.index(clause)
    relative = changes.read.low(first + (first > 0)) in (
        "which",
        "that",
        "who",
        "который",
        "которая",
    )
    if (
        dates[0].i <= _OPENING and not relative
    ):  # "In 2017, …, and …": it holds for all of the sentence
        return dates[0]
    return _in_force(verdict, dates, changes)


_OPENING = 2


def _distance(date: Date, i: int, j: int, changes: Changes) -> int:
    """How far a date stands from a verb; it rather follows."""
    if date.i >= j:
        return date.i - j
    joined = any(changes.read.end("and", k) is not None for k in range(date.j, i))
    return i - date.j + (8 if joined else 3)


def _is_its(date: Date, verdict: Verdict, changes: Changes) -> bool:
    """Whether a date is this verb's: no other verb of change is nearer."""
    mine = verdict.trigger
    if date.i <= _OPENING:
        return True
    for other in changes.triggers:
        if other is mine or other.noun or other.denied or other.clause != changes.clauses[date.i]:
            continue
        if (mine is None or mine.noun) and not other.objects:
            continue  # it governs the noun: "brought in amendments"
        if _distance(date, other.i, other.j, changes) < _distance(
            date, verdict.i, verdict.j, changes
        ):
            return False
    return True


def _same_time(clause: int, changes: Changes) -> bool:
    """Whether a clause points to the time before: ``тогда же``, ``the day when``."""
    first = next(k for k, number in enumerate(changes.clauses) if number == clause)
    if any(changes.read.low(k) in ("when", "когда") for k in range(first, first + 3)):
        return True
    return any(changes.clauses[k] == clause for k in changes.read.where("same_time"))


def _in_force(verdict: Verdict, dates: list[Date], changes: Changes) -> Date | None:
    """``поправки в …; в силу они вступают с 1 января``: the date of taking effect."""
    if verdict.trigger is None or not verdict.trigger.noun:
        return None
    for trigger in changes.triggers:
        adopted = any(happening.change == "adopted" for happening, _ in trigger.senses)
        if trigger.objects or not (trigger.done and adopted) or trigger.i < verdict.i:
            continue
        near = [d for d in dates if changes.clauses[d.i] == trigger.clause]
        if near:
            return min(near, key=lambda date: _distance(date, trigger.i, trigger.j, changes))
    return None
