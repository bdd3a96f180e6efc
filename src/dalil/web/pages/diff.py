"""``/a/<article>/diff/<old>/<new>``: what changed from one version of an article to another."""

from __future__ import annotations

from dataclasses import dataclass

from dalil.model import Figure, Finding, KeptFinding, Reading
from dalil.web.passages import stretches
from dalil.web.sheet import Ask, Sheet


@dataclass(frozen=True, slots=True)
class Turn:
    """A figure as it was and as it is; None: it was not there, or is there no more."""

    old: KeptFinding[Figure] | None
    new: KeptFinding[Figure] | None


def page(ask: Ask) -> Sheet:
    """The figures that changed, and both texts: in one column, or beside each other."""
    article = ask.path["article"]
    old, new, found = ask.archive.diff(article, ask.path["old"], ask.path["new"])
    before, after = ask.archive.read(article, old.id), ask.archive.read(article, new.id)
    headline = new.wording.headline or after.card.headline
    return Sheet(
        template="diff.html",
        title=ask.words.say("What changed: {headline}", headline=headline or ""),
        context={
            "card": after.card,
            "headline": headline,
            "old": old,
            "new": new,
            "found": found,
            "turns": [Turn(_kept(before, one.old), _kept(after, one.new)) for one in found.figures],
            "stretches": stretches(old, new, found.runs),
            "side": ask.text("view") == "side",
        },
        data={
            "article": after.card,
            "convention": ask.archive.convention.name,
            "old": old,
            "new": new,
            "difference": found,
        },
    )


def _kept(reading: Reading, finding: Finding[Figure] | None) -> KeptFinding[Figure] | None:
    if finding is None:
        return None
    return next((kept for kept in reading.figures if kept.finding.span == finding.span), None)
