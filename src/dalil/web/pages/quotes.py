"""``/quotes``: what articles give as somebody's words, by whom and about whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from dalil.archive import Archive
from dalil.export.feed import Item, moment_of
from dalil.export.tables import Row
from dalil.model import Quoted
from dalil.web.facets import Choice
from dalil.web.listed import FED
from dalil.web.render import address
from dalil.web.sheet import Ask, Rows, Sheet

SHOWN = 30  #     quotations of a page
SPEAKERS = 24  #  of a page
TOGETHER = 200  # quotations that are read at once where all are asked for
COLUMNS = (
    "speaker", "role", "form", "cue", "words", "who", "publication", "headline", "published",
    "language", "link",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a quotation: the speaker's own words, words retold, or who says so between."""

    text: str
    kind: str  # "own", "retold", "aside"


def page(ask: Ask) -> Sheet:
    """Quotations as asked, and who is quoted how often."""
    asked: dict[str, Any] = {
        "by": ask.text("by"),
        "about": ask.text("about"),
        "country": (ask.text("country") or "").upper() or None,
        "since": ask.day("since"),
        "until": ask.day("until"),
    }
    who = ask.text("who")
    begin = max(0, ask.place("after") or 0)
    found, total = ask.archive.quotes(**asked, who=who, offset=begin, limit=SHOWN)
    speakers = ask.archive.speakers(**asked, limit=SPEAKERS)

    def more(archive: Archive, after: str | None) -> tuple[Sequence[Quoted], str | None]:
        at = int(after or 0)
        some, _ = archive.quotes(**asked, who=who, offset=at, limit=TOGETHER)
        return some, str(at + TOGETHER) if at + TOGETHER < total else None

    return Sheet(
        template="quotes.html",
        title=ask.words.say("Quotations"),
        context={
            "quotes": [(one, list(runs(one))) for one in found],
            "total": total,
            "chosen": {**asked, "who": who},
            "facets": {"who": [Choice(one.who, one.name, one.quotes) for one in speakers]},
            "countries": [
                (one.country, ask.words.country(one.country)) for one in ask.archive.countries()
            ],
            "before": max(0, begin - SHOWN) if begin else None,
            "after": begin + SHOWN if begin + SHOWN < total else None,
        },
        data={**asked, "who": who, "speakers": speakers},
        rows=Rows(
            name="quotes",
            total=total,
            columns=COLUMNS,
            page=more,
            row=lambda one: _row(one, ask.base),
        ),
        feed=_items(ask, found) if ask.form in FED else (),
    )


def _items(ask: Ask, found: Sequence[Quoted]) -> list[Item]:
    """Quotations as entries of a feed."""
    return [
        Item(
            name=f"f/{one.kept.id}",
            title=": ".join(filter(None, (one.kept.finding.value.speaker, one.kept.exact))),
            link=address("f", one.kept.id),
            summary=one.card.headline or "",
            author=one.card.source.outlet,
            at=moment_of(one.card.published),
            language=one.card.language,
        )
        for one in found
    ]


def runs(quoted: Quoted) -> Iterator[Run]:
    """The characters from the first word to the last, told apart by whose they are."""
    finding, exact = quoted.kept.finding, quoted.kept.exact
    begin = finding.span.start
    marks = ["aside"] * len(exact)
    for name, kind in (("words", "retold"), ("verbatim", "own")):
        for span in finding.parts.get(name, ()):
            for at in range(max(0, span.start - begin), min(len(exact), span.end - begin)):
                marks[at] = kind
    start = 0
    for at in range(1, len(exact) + 1):
        if at == len(exact) or marks[at] != marks[start]:
            yield Run(exact[start:at], marks[start])
            start = at


def _row(quoted: Quoted, base: str) -> Row:
    kept, card = quoted.kept, quoted.card
    value = kept.finding.value
    return (
        value.speaker,
        value.role,
        value.form,
        value.cue,
        kept.exact,
        quoted.who,
        card.source.outlet,
        card.headline,
        card.published.on if card.published else None,
        card.language,
        f"{base}/f/{quote(kept.id)}",
    )
