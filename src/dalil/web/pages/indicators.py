"""``/indicators``: series that people define; ``/indicator/NAME``: one, with what was decided."""

from __future__ import annotations

from dalil.web.charts import draw
from dalil.web.pages.series import (
    KINDS,
    RULES,
    chart,
    claim_rows,
    lines,
    measure,
    number,
    place,
    summary,
)
from dalil.web.sheet import Ask, Sheet

PANELS = 12
DECIDED = {
    "join": "put in",
    "leave": "taken out",
    "choose": "chosen for its period",
    "free": "left to the machine again",
}


def listing(ask: Ask) -> Sheet:
    """All indicators, each with its series."""
    found = ask.archive.indicators()
    return Sheet(
        template="indicators.html",
        title=ask.words.say("Indicators"),
        context={
            "found": [
                (one, lines(ask, ask.archive.indicator_series(one.name)))
                for one in (found if ask.form == "html" else ())
            ],
            "rules": RULES,
        },
        data={"indicators": found, "convention": ask.archive.convention.name},
    )


def page(ask: Ask) -> Sheet:
    """One indicator: its definition, chart, every claim, and every decision."""
    words = ask.words
    one, found, decisions = ask.archive.indicator(ask.path["indicator"])
    named = [(f"{place(each, words)} · {words.say(KINDS[each.key.kind])}", each) for each in found]
    panels = named[:PANELS] if len(named) > 1 else [(None, each) for each in found]
    picture = chart(ask, one.title, panels) if found else None
    shared: dict[str, list[str]] = {}
    for finding, other in ask.archive.claimed_by_others(one.name):
        shared.setdefault(finding, []).append(other)
    return Sheet(
        template="indicator.html",
        title=one.title,
        context={
            "one": one,
            "found": [
                (name, measure(each, words), each, lambda value, of=each: number(value, of, words))
                for name, each in named
            ],
            "drawn": draw(picture, words) if picture and ask.form == "html" else None,
            "decisions": list(reversed(decisions)),
            "decided": DECIDED,
            "shared": shared,
            "rules": RULES,
            "kind": words.say(KINDS[one.kind]) if one.kind else None,
            "places": [place_of(key, words.code) for key in one.places],
        },
        data={
            "indicator": one,
            "decisions": decisions,
            "also_in": shared,
            "found": [summary(each) for each in found],
            "convention": ask.archive.convention.name,
        },
        rows=claim_rows(found),
        chart=picture,
    )


def place_of(key: str, language: str) -> str:
    """A place of an indicator's definition by its name."""
    from dalil.series import place_name

    return place_name(key.lstrip("?"), language) or key
