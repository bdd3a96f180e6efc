"""``/health``: whether the archive is whole and its sources answer, for people and for monitors."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from dalil.web.answers import Healthy, SourceState
from dalil.web.pages.sources import STATES
from dalil.web.sheet import Ask, Sheet

AMISS = ("refused", "failing", "changed", "silent")


def page(ask: Ask) -> Sheet:
    """What a person should look at, the worst first; ``ok`` is whether there is nothing."""
    from dalil.collect.health import health  # all that fetches comes with it: not at every start

    archive, now = ask.archive, datetime.now(UTC)
    found = [health(archive, source, n, now) for source, n in archive.sources()]
    order = list(STATES)
    amiss = sorted(
        (one for one in found if one.state in AMISS), key=lambda one: order.index(one.state)
    )
    problems = tuple(f"captures/{file}" for file in archive.missing_files())
    answers = [one.last_answer for one in found if one.last_answer]
    counts = Counter(one.state for one in found)
    told = Healthy(
        ok=not problems and not amiss,
        archive_problems=problems,
        sources={state: counts[state] for state in order if counts[state]},
        amiss=tuple(
            SourceState(
                id=one.source.id,
                outlet=one.source.outlet,
                state=one.state,
                last_answer=one.last_answer,
                problems=one.problems,
            )
            for one in amiss
        ),
        last_answer=max(answers, default=None),
        counts=archive.counts(),
    )
    return Sheet(
        template="health.html",
        title=ask.words.say("Health"),
        context={"told": told, "states": STATES},
        data=told,
    )
