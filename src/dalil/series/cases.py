"""Claims about one event put together: the same act, day and place, told by several articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from dalil.lang import acts
from dalil.lang.speakers import sounds
from dalil.model import CaseClaim, Event
from dalil.series.align import place_key, stretches

_FAMILY_NAME = 5  # letters by which a name is told in any of its forms


def event_key(event: Event, language: str | None, country: str | None) -> str | None:
    """What claims about one event have in common: act, day, place, and the name of whom it befell.

    None where an article does not say on which day, or neither where nor whom: such a claim may be
    put into a case by hand.
    """
    days = stretches(event.on)
    if event.what not in _cases() or not days or days[0].kind != "day":
        return None
    place = place_key(event.place, language, country)
    whom = "" if event.number is not None else name_key(event.who)
    if not whom and (not place or place.startswith("?")):
        return None
    return "|".join([_family(event.what), days[0].first.isoformat(), "" if whom else place, whom])


@lru_cache(maxsize=1)
def _cases() -> frozenset[str]:
    return frozenset(name for name, kind in acts.kinds().items() if kind.case)


def _family(act: str) -> str:
    """One name for acts that differ only in what is known of them: detained, arrested."""
    return min(acts.kinds()[act].like)


def name_key(who: str | None) -> str:
    """A person's or a body's name in any script and case; "" where it is no name."""
    found = [sounds(word)[:_FAMILY_NAME] for word in (who or "").split() if word[:1].isupper()]
    quoted = bool(who) and (who or "")[0] in '«“"'
    return " ".join(sorted(found)) if quoted or len(found) > 1 else ""


def is_case(claims: Sequence[CaseClaim]) -> bool:
    """Whether claims make a case: more than one article tells of it."""
    return len({claim.article_id for claim in claims}) > 1


def in_order(claims: Iterable[CaseClaim]) -> tuple[CaseClaim, ...]:
    """Claims in the order of publication, undated ones last."""
    return tuple(sorted(claims, key=lambda one: (one.published_on or "9999", one.finding_id)))
