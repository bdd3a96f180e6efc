"""``/contradictions``: figures that cannot both be right, side by side with ready answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dalil.errors import NotFound
from dalil.export.feed import Item, moment_of
from dalil.model import Contradiction, Ruling
from dalil.web.listed import FED, FEED_ITEMS
from dalil.web.pages.claims import VIEWS, Side, absent, place_name, side
from dalil.web.render import address
from dalil.web.sheet import Ask, Sheet

SHOWN = 40

ANSWERS = {
    "period": "Different times?",
    "thing": "A different thing counted?",
    "place": "Different places?",
    "part": "Is one a part of the other?",
    "later": "Is one a later count?",
    "edited": "Edited since?",
    "rounding": "Rounding?",
    "unit": "Another unit?",
    "reading": "Read wrongly?",
    "differ": "They really differ",
}
RULED = {
    "period": "different times",
    "thing": "a different thing is counted",
    "place": "different places",
    "part": "one is a part of the other",
    "later": "one is a later count",
    "edited": "edited since",
    "rounding": "rounding",
    "unit": "another unit",
    "reading": "read wrongly by the program",
    "differ": "they really differ",
}
ALWAYS = ("period", "thing", "edited", "rounding")
"""Answers to be thought of in any case; those that something speaks for come first."""


@dataclass(frozen=True, slots=True)
class Board:
    """A contradiction to be set: both sides, the answers with what speaks for them, what was said."""

    told: Contradiction
    sides: tuple[Side, Side]
    place: str
    answers: Sequence[tuple[str, str | None]]  # kind, and what speaks for it
    rulings: Sequence[Ruling]


def page(ask: Ask) -> Sheet:
    """All that are shown, or those that may be explained (``?unsure=1``)."""
    unsure, own = bool(ask.text("unsure")), ask.text("of")
    itself = {"itself": True, "others": False}.get(own or "")
    found = ask.archive.contradictions(unsure=unsure, itself=itself)
    after = max(0, ask.place("after") or 0)
    return Sheet(
        template="contradictions.html",
        title=ask.words.say("Contradictions"),
        context={
            "boards": [board(ask, one) for one in found[after : after + SHOWN]]
            if ask.form == "html"
            else [],
            "total": len(found),
            "after": after,
            "older": after + SHOWN if after + SHOWN < len(found) else None,
            "views": VIEWS,
            "unsure": unsure,
            "own": own,
            "ruled": RULED,
            "asks": ANSWERS,
        },
        data={
            "unsure": unsure,
            "total": len(found),
            "contradictions": _data(ask, found) if ask.form in ("json", "csv") else [],
        },
        feed=_items(ask, found[:FEED_ITEMS]) if ask.form in FED else (),
    )


def _items(ask: Ask, found: Sequence[Contradiction]) -> list[Item]:
    """Contradictions as entries of a feed, each at the time of its later claim."""
    made = []
    for told in found:
        (first, one), (second, other) = (ask.archive.claim(id_) for id_ in (told.one, told.other))
        amounts = (str(ask.words.quantity(kept.finding.value)) for kept in (one, other))
        place = place_name(ask.words, told.place)
        made.append(
            Item(
                name=f"contradiction/{told.id}",
                title=" ≠ ".join(amounts) + f" · {place}, {ask.words.period(told.period)}",
                link=address("contradictions", told.id),
                summary=f"{first.source.outlet}: {one.exact}. {second.source.outlet}: {other.exact}.",
                author=second.source.outlet,
                at=moment_of(second.published),
                language=second.language,
            )
        )
    return made


def one(ask: Ask) -> Sheet:
    """One of them, with a permanent address. Raises ``Absent``."""
    try:
        told, _ = ask.archive.contradiction(ask.path["contradiction"])
    except NotFound as error:
        raise absent(ask, error) from error
    return Sheet(
        template="contradictions.html",
        title=ask.words.say("Contradiction"),
        context={
            "boards": [board(ask, told)],
            "total": None,
            "after": 0,
            "older": None,
            "views": VIEWS,
            "unsure": False,
            "own": None,
            "ruled": RULED,
            "asks": ANSWERS,
        },
        data=_data(ask, [told])[0],
    )


def board(ask: Ask, told: Contradiction) -> Board:
    """A contradiction with all that stands beside it."""
    say = ask.words.say
    answers = [(answer.kind, say(answer.why, **answer.values)) for answer in told.answers]
    kinds = {kind for kind, _ in answers}
    return Board(
        told=told,
        sides=(side(ask, told.one), side(ask, told.other)),
        place=place_name(ask.words, told.place),
        answers=[*answers, *((kind, None) for kind in ALWAYS if kind not in kinds)],
        rulings=ask.archive.contradiction(told.id)[1],
    )


def _data(ask: Ask, found: Sequence[Contradiction]) -> list[Mapping[str, object]]:
    made: list[Mapping[str, object]] = []
    for told in found:
        claims = [ask.archive.claim(finding) for finding in (told.one, told.other)]
        made.append(
            {
                "contradiction": told,
                "claims": [{"article": card, "finding": kept} for card, kept in claims],
                "rulings": ask.archive.contradiction(told.id)[1],
            }
        )
    return made
