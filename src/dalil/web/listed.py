"""Lists of articles in other forms: as rows of a table, as entries of a feed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dalil.archive import Archive
from dalil.export.feed import Item, moment_of
from dalil.export.figures import CARD_COLUMNS, COLUMNS, card_row, figure_row
from dalil.model import Card, Cards, Statement
from dalil.web import render
from dalil.web.sheet import Ask, Rows
from dalil.web.words import Words

Asking = Callable[[Archive, int | None, int], Cards]
"""A list's own question: the articles before a place, at most so many."""

FED = ("rss", "atom")
FEED_ITEMS = 50
TOGETHER = 500  # articles that are read at once where all are asked for


def card_rows(total: int, ask: Asking) -> Rows:
    """All articles of a list; ``ask`` is its question."""

    def page(archive: Archive, after: str | None) -> tuple[Sequence[Card], str | None]:
        found = ask(archive, int(after) if after else None, TOGETHER)
        return found.cards, None if found.older is None else str(found.older)

    return Rows(name="articles", total=total, columns=CARD_COLUMNS, page=page, row=card_row)


def card_items(cards: Iterable[Card], words: Words) -> list[Item]:
    """Articles as entries of a feed."""
    return [
        Item(
            name=f"a/{card.article.id}",
            title=card.headline or words.say("Without a headline"),
            link=render.address("a", card.article.id),
            summary=card.teaser or "",
            author=card.byline or card.source.outlet,
            at=moment_of(card.published),
            language=card.language,
        )
        for card in cards
    ]


def figure_rows(stated: Sequence[Statement], ask: Ask) -> Rows:
    """The figures of one page as rows."""
    convention = ask.archive.convention.name
    return Rows(
        name="figures",
        total=len(stated),
        columns=COLUMNS,
        page=lambda _archive, _after: (stated, None),
        row=lambda one: figure_row(one, base=ask.base, convention=convention),
    )
