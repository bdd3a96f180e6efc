"""The country's archive page, newest first, in the terminal.

    dalil list --country KZ
    dalil list --country KZ --format text    # plain text, in a shape that dalil reads back

In Python: dalil.Archive.open(folder).cards(country="KZ").
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from dalil.model import Card


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil list``."""
    parser.add_argument("--country", metavar="XX", help="articles that concern this country")
    parser.add_argument("--source", metavar="ID", help="articles of this source")
    parser.add_argument("--language", metavar="xx", help="articles in this language")
    parser.add_argument("--since", metavar="DATE", help="from this day on")
    parser.add_argument("--until", metavar="DATE", help="up to this day")
    parser.add_argument("--format", choices=("cards", "text", "json"), default="cards")
    parser.add_argument("--limit", type=int, help="how many (cards: 20 unless told; else all)")


def run(arguments: argparse.Namespace) -> int:
    """Print the list."""
    from dalil.archive import Archive
    from dalil.cli.chosen import check_chosen
    from dalil.cli.printing import counted, day, dim, print_card
    from dalil.errors import UsageError

    if arguments.limit is not None and arguments.limit < 1:
        raise UsageError("--limit takes a number from 1")
    limit = arguments.limit or (20 if arguments.format == "cards" else 10**9)
    with Archive.open(arguments.archive) as archive:
        check_chosen(
            archive,
            country=arguments.country,
            source=arguments.source,
            language=arguments.language,
        )
        page = archive.cards(
            country=arguments.country,
            source=arguments.source,
            language=arguments.language,
            since=day(arguments.since) if arguments.since else None,
            until=day(arguments.until) if arguments.until else None,
            limit=limit,
        )
    if arguments.format == "json":
        print_json(page.cards)
    elif arguments.format == "text":
        print_text(page.cards)
    else:
        for card in page.cards:
            print_card(card)
        rest = page.total - len(page.cards)
        print(
            dim(
                counted(page.total, "article")
                + (f"; {rest} more with --limit {page.total}" if rest else "")
            )
        )
    return 0


def print_json(cards: Iterable[Card]) -> None:
    """One JSON object a line."""
    import msgspec

    for card in cards:
        print(msgspec.json.encode(card).decode())


def print_text(cards: Iterable[Card]) -> None:
    """The plain shape of a listing."""
    from dalil.export.listing_text import listing_text
    from dalil.model import Entry

    entries = [
        Entry(
            headline=card.headline,
            url=card.article.url,
            byline=card.byline,
            published=card.published,
            teaser=card.teaser,
            truncated=card.truncated,
            language=card.language,
        )
        for card in cards
    ]
    print(listing_text(entries), end="")
