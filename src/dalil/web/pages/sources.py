"""``/sources``: who publishes what is archived here, and how following each of them fares."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import get_args

from dalil.collect.health import State, health
from dalil.web.sheet import Ask, Sheet

ORDER: tuple[State, ...] = get_args(State)  # what a person should look at comes first
GAPS_SHOWN = 3
STATES: dict[State, str] = {
    "refused": "refused",
    "failing": "does not answer",
    "changed": "answers otherwise than before",
    "silent": "silent",
    "new": "not visited yet",
    "fine": "fine",
    "not followed": "not followed",
}
SIGNS: dict[State, str] = {"new": "○", "fine": "✓", "not followed": "–"}  # all others: "!"
ROUTES = {
    "wordpress": "WordPress’s API",
    "sitemap": "its sitemap",
    "feed": "its feed",
    "listing": "its archive pages",
    "site": "the links of its pages",
    "links": "a list of links",
}


def page(ask: Ask) -> Sheet:
    """Every source with its country, languages, route, rhythm, last answer, gaps and state."""
    now = datetime.now(UTC)
    found = [health(ask.archive, source, n, now) for source, n in ask.archive.sources()]
    counts = Counter(one.state for one in found)
    return Sheet(
        template="sources.html",
        title=ask.words.say("Sources"),
        context={
            "found": sorted(found, key=lambda one: ORDER.index(one.state)),
            "tally": [(STATES[state], counts[state]) for state in ORDER if counts[state]],
            "states": STATES,
            "signs": SIGNS,
            "routes": ROUTES,
            "gaps_shown": GAPS_SHOWN,
        },
        data=found,
    )
