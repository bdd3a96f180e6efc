"""``/promises``: what was said ahead, and what became of it by a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import get_args

from dalil.model import Foretold, Outlook
from dalil.web.pages.claims import VIEWS, Side, side
from dalil.web.sheet import Ask, Sheet

LOOKED_AT = 120  # sentences of a page

KINDS = {"promise": "Promises", "plan": "Plans", "forecast": "Forecasts"}
KIND = {"promise": "promise", "plan": "plan", "forecast": "forecast"}
OUTLOOKS = {
    "overdue": "its day has passed, and no later figure says what came of it",
    "held": "it came as was said",
    "more": "it became more",
    "less": "it became less",
    "open": "its day is still to come",
}
SHORT = {
    "overdue": "Overdue",
    "held": "As was said",
    "more": "More than was said",
    "less": "Less than was said",
    "open": "Still open",
}


@dataclass(frozen=True, slots=True)
class Ahead:
    """A sentence that was said ahead, and the later ones that say what came of it."""

    told: Foretold
    side: Side
    came: Sequence[Side]


def page(ask: Ask) -> Sheet:
    """As of a day (``?as_of=``, today unless told); promises unless another kind is asked for."""
    as_of = ask.day("as_of") or datetime.now(UTC).date().isoformat()
    kind, outlook = ask.text("kind") or "promise", ask.text("outlook")
    after = max(0, ask.place("after") or 0)
    found = ask.archive.foretold(
        as_of=as_of,
        kinds=[kind] if kind in KINDS else [],
        limit=LOOKED_AT if ask.form == "html" else None,
        offset=after if ask.form == "html" else 0,
    )
    counts = {name: sum(one.outlook == name for one in found) for name in get_args(Outlook)}
    shown = [one for one in found if outlook in (None, one.outlook)]
    return Sheet(
        template="promises.html",
        title=ask.words.say("Promises and forecasts"),
        context={
            "ahead": [
                Ahead(
                    told,
                    side(ask, told.findings[0]),
                    [side(ask, fact) for _, fact in told.outcomes[:3]],
                )
                for told in shown
            ],
            "total": len(shown),
            "all": len(found),
            "as_of": as_of,
            "kind": kind,
            "outlook": outlook,
            "kinds": KINDS,
            "kind_of": KIND,
            "outlooks": OUTLOOKS,
            "short": SHORT,
            "counts": counts,
            "views": VIEWS,
            "after": after,
            "older": after + LOOKED_AT if after + LOOKED_AT < _kept(ask, kind) else None,
        }
        if ask.form == "html"
        else {},
        data={
            "as_of": as_of,
            "kind": kind,
            "foretold": [_data(ask, one) for one in (() if ask.form == "html" else shown)],
        },
    )


def _kept(ask: Ask, kind: str) -> int:
    """How many sentences of a kind the archive has, whatever became of them."""
    return ask.archive.count_foretold([kind] if kind in KINDS else [])


def _data(ask: Ask, one: Foretold) -> dict[str, object]:
    _, kept = ask.archive.claim(one.findings[0])
    text = ask.archive.version(kept.version_id).wording.text
    return {
        "kind": one.kind,
        "due": one.due,
        "outlook": one.outlook,
        "said_on": one.said_on,
        "exact": kept.exact,
        "sentence": kept.finding.context.of(text),
        "article_id": one.article_id,
        "findings": one.findings,
        "outcomes": one.outcomes,
        "also": one.also,
        "id": one.id,
    }
