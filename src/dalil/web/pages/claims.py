"""What the pages that set claims against each other have in common: a claim with its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from dalil.errors import NotFound
from dalil.lang import gazetteer
from dalil.model import AnyKept, Card, Figure
from dalil.web.sheet import Absent, Ask
from dalil.web.words import Words

VIEWS = (
    ("/contradictions", "Contradictions"),
    ("/promises", "Promises and forecasts"),
    ("/cases", "Cases"),
)
"""The pages that compare, as they are told beside each other."""


@dataclass(frozen=True, slots=True)
class Side:
    """One claim: who printed it when, and its sentence cut around the characters."""

    kept: AnyKept
    card: Card
    language: str | None
    before: str
    after: str

    @property
    def figure(self) -> Figure | None:
        """What it states in numbers; None where it is an event."""
        value = self.kept.finding.value
        return value if isinstance(value, Figure) else None

    @property
    def who(self) -> str | None:
        """Whom the text names for it."""
        said: str | None = self.kept.finding.value.attribution
        return said


def side(ask: Ask, finding_id: str) -> Side:
    """A claim to be set on a page. Raises ``NotFound``."""
    card, kept = ask.archive.claim(finding_id)
    wording = ask.archive.version(kept.version_id).wording
    span, context = kept.finding.span, kept.finding.context
    return Side(
        kept=kept,
        card=card,
        language=wording.language or card.language,
        before=wording.text[context.start : span.start],
        after=wording.text[span.end : context.end],
    )


def place_name(words: Words, key: str) -> str:
    """A place by its key, in the reader's language; by the words of the text where we know no more."""
    known = gazetteer.by_key(key)
    return known.title(words.code) if known else key


def absent(ask: Ask, error: NotFound) -> Absent:
    """The same error, said in the reader's language."""
    return Absent(ask.words.say("This is not in the archive: {what}", what=error.message))
