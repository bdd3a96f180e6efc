"""``/cases``: claims of several articles about one event, proposed or kept by people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dalil.errors import NotFound
from dalil.model import Case, CaseClaim, Ruling
from dalil.web.pages.claims import VIEWS, Side, absent, side
from dalil.web.sheet import Ask, Sheet

ACTS = {
    "detained": "detained",
    "arrested": "arrested",
    "charged": "charged",
    "convicted": "convicted",
    "acquitted": "acquitted",
    "fined": "fined",
    "searched": "searched",
    "questioned": "questioned",
    "released": "released",
    "dismissed": "dismissed",
    "attacked": "attacked",
    "beaten": "beaten",
    "threatened": "threatened",
    "tortured": "tortured",
    "abducted": "abducted",
    "deported": "deported",
    "killed": "killed",
    "died": "died",
    "injured": "injured",
}
RULED = {
    "keep": "kept it",
    "name": "named it",
    "join": "put a claim into it",
    "part": "took a claim out",
    "drop": "said that it is no case",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A case with its claims as they stand in their sentences."""

    case: Case
    claims: Sequence[tuple[CaseClaim, Side]]
    parted: Sequence[tuple[CaseClaim, Side]] = ()
    rulings: Sequence[Ruling] = ()


def page(ask: Ask) -> Sheet:
    """All cases, those that people keep first."""
    found = ask.archive.cases()
    return Sheet(
        template="cases.html",
        title=ask.words.say("Cases"),
        context={
            "told": [_told(ask, one, ()) for one in found] if ask.form == "html" else [],
            "total": len(found),
            "one": False,
            "views": VIEWS,
            "acts": ACTS,
            "ruled": RULED,
        },
        data={"total": len(found), "cases": found},
    )


def one(ask: Ask) -> Sheet:
    """One case, with what was taken out of it and what was decided. Raises ``Absent``."""
    try:
        found, rulings = ask.archive.case(ask.path["case"])
    except NotFound as error:
        raise absent(ask, error) from error
    return Sheet(
        template="cases.html",
        title=found.name or ask.words.say("Case"),
        context={
            "told": [_told(ask, found, rulings)],
            "total": None,
            "one": True,
            "views": VIEWS,
            "acts": ACTS,
            "ruled": RULED,
        },
        data={"case": found, "rulings": rulings},
    )


def _told(ask: Ask, found: Case, rulings: Sequence[Ruling]) -> Told:
    return Told(
        case=found,
        claims=[(claim, side(ask, claim.finding_id)) for claim in found.claims],
        parted=[(claim, side(ask, claim.finding_id)) for claim in found.parted],
        rulings=rulings,
    )
