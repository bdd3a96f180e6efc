"""``/sources``: who publishes what is archived here, and how following each of them fares."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dalil.web.sheet import Ask, Sheet

if TYPE_CHECKING:
    from dalil.collect.health import State

GAPS_SHOWN = 3
STATES: dict[State, str] = {  # what a person should look at comes first
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
    from dalil.collect.health import health  # all that fetches comes with it: not at every start

    now = datetime.now(UTC)
    found = [health(ask.archive, source, n, now) for source, n in ask.archive.sources()]
    order = list(STATES)
    counts = Counter(one.state for one in found)
    return Sheet(
        template="sources.html",
        title=ask.words.say("Sources"),
        context={
            "found": sorted(found, key=lambda one: order.index(one.state)),
            "tally": [(STATES[state], counts[state]) for state in order if counts[state]],
            "states": STATES,
            "signs": SIGNS,
            "routes": ROUTES,
            "gaps_shown": GAPS_SHOWN,
        },
        data=found,
    )
