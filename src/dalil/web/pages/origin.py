"""``/f/<finding>/origin``: who says a figure, who said it first, and who has it from whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from dalil.errors import NotFound, UsageError
from dalil.model import Origin, Root
from dalil.web.charts.lineage import lineage, policy
from dalil.web.forms import FORMS
from dalil.web.pages.claims import Side, absent, side
from dalil.web.sheet import Absent, Ask, Sheet

LINKS = {
    "copy": "shares its text with {other}",
    "translation": "is the same article in another language as {other}",
    "cites": "names {other}",
    "same words": "says it in the very words of {other}",
}


@dataclass(frozen=True, slots=True)
class Rooted:
    """A source and the claims that rest on it, each with its ways back."""

    root: Root
    claims: Sequence[tuple[Side, Sequence[str]]]


def page(ask: Ask) -> Sheet | Response:
    """The origin of a figure; its graph where ``.svg`` is asked for. Raises ``Absent``."""
    try:
        found = ask.archive.origin(ask.path["finding"])
    except NotFound as error:
        raise absent(ask, error) from error
    except UsageError as error:
        raise Absent(ask.words.say("Only figures have an origin")) from error
    sides = {claim.id: side(ask, claim.id) for claim in found.claims}
    names = {one: _name(ask, its) for one, its in sides.items()}
    asked = next(its for one, its in sides.items() if one.startswith(ask.path["finding"]))
    if ask.form == "svg":
        drawing = lineage(found, names, said=_said(ask, found), base=ask.base)
        return Response(
            drawing.encode("utf-8", "replace"),
            headers={"Content-Security-Policy": policy()},
            media_type=FORMS["svg"],
        )
    return Sheet(
        template="origin.html",
        title=ask.words.say("Who said it first"),
        context={
            "found": found,
            "it": asked,
            "sides": sides,
            "roots": [_rooted(ask, root, found, sides, names) for root in found.roots],
            "graph": lineage(found, names, said=_said(ask, found)),
            "said": _said(ask, found),
        },
        data=found,
        drawn=True,
    )


def _name(ask: Ask, its: Side) -> str:
    date = ask.words.published(its.card.published) if its.card.published else ""
    return f"{its.card.source.outlet}, {date}" if date else its.card.source.outlet


def _said(ask: Ask, found: Origin) -> str:
    return ask.words.count(found.independent, "{n} independent source", "{n} independent sources")


def _rooted(
    ask: Ask,
    root: Root,
    found: Origin,
    sides: Mapping[str, Side],
    names: Mapping[str, str],
) -> Rooted:
    claims = []
    for finding in root.findings:
        ways = [
            ask.words.say(LINKS[link.kind], other=names[link.giver])
            for link in found.links
            if link.taker == finding and link.giver in names and link.kind in LINKS
        ]
        claims.append((sides[finding], tuple(dict.fromkeys(ways))))
    return Rooted(root, claims)
