"""``/sources``: who publishes what is archived here."""

from __future__ import annotations

from dataclasses import asdict

from dalil.web.sheet import Ask, Sheet


def page(ask: Ask) -> Sheet:
    """Every source, with its country, languages, address and number of articles."""
    sources = ask.archive.sources()
    return Sheet(
        template="sources.html",
        title=ask.words.say("Sources"),
        context={"sources": sources},
        data=[{**asdict(source), "articles": n} for source, n in sources],
    )
