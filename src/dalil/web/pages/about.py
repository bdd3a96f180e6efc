"""``/about``: how much there is, what made it, and the conventions in use."""

from __future__ import annotations

import dalil
from dalil.web.sheet import Ask, Sheet

LOG = 12


def page(ask: Ask) -> Sheet:
    """Counts, the program's version, conventions, and what was added lately."""
    counts, log = ask.archive.counts(), list(ask.archive.log(LOG))
    return Sheet(
        template="about.html",
        title=ask.words.say("About this archive"),
        context={
            "counts": counts,
            "vague": ask.archive.convention,
            "log": [(ask.words.moment_of(when), what, by) for when, what, by in log],
        },
        data={
            "program": f"dalil {dalil.__version__}",
            "convention": ask.archive.convention.name,
            "counts": counts,
            "log": log,
        },
    )
