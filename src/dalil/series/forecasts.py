"""What was said ahead, and the later figures that say what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from dalil.lang import acts
from dalil.model import Outlook, Stated
from dalil.series.align import Stretch, stretches
from dalil.series.gather import Keyed
from dalil.series.values import stated_range

AT_THE_END: Final = timedelta(days=31)
"""A figure for the last month, or the last days, of a time says what became of it by its end."""


def due_day(period: str | None) -> str | None:
    """The last day of the time that something is said for; None where it has no end."""
    found = stretches(period)
    last = found[0].last if found and found[0].kind != "since" else None
    return last.isoformat() if last else None


def outcomes(foretold: tuple[Keyed, Stated], later: Iterable[tuple[Keyed, Stated]]) -> list[Stated]:
    """Of figures of the same measure and place, those that say what became of it.

    They are stated as facts, for the same time or its end, in another article that was published
    later; in the order of publication.
    """
    keyed, said = foretold
    found = [
        fact
        for its, fact in later
        if fact.figure.status == "actual"
        and fact.article_id != said.article_id
        and (fact.published_on or "") > (said.published_on or "9999")
        and its.sure >= keyed.sure
        and _same_time(keyed.stretch, its.stretch)
        and not _says_again(said, fact)
    ]
    return sorted(found, key=lambda fact: (fact.published_on or "", fact.id))


def _says_again(said: Stated, fact: Stated) -> bool:
    """Whether the later text only recalls what was foretold: "of the 15 that had been expected"."""
    words = acts.told(fact.sentence, fact.language, "compare")
    return said.figure.value == fact.figure.value and any(one.name == "ahead" for one in words)


def _same_time(ahead: Stretch, came: Stretch) -> bool:
    if (ahead.first, ahead.last) == (came.first, came.last):
        return True
    if came.last == ahead.last and came.last - came.first <= AT_THE_END:
        return True
    return ahead.first == ahead.last and came.first <= ahead.last <= came.last <= _month_end(ahead)


def _month_end(ahead: Stretch) -> date:
    return ahead.last + AT_THE_END


def outlook(
    pairs: Sequence[tuple[Stated, Stated]], *, due: str, as_of: str, resolved: bool = False
) -> Outlook:
    """What became of it, as of a day: ``pairs`` are what was foretold and the last that came of it.

    ``resolved``: something else in the archive says that it was done.
    """
    if pairs:
        said, came = pairs[-1]
        ahead, now = stated_range(said.figure), stated_range(came.figure)
        if ahead.meets(now):
            return "held"
        return "more" if now.low > ahead.high else "less"
    if resolved:
        return "held"
    return "overdue" if due < as_of else "open"
