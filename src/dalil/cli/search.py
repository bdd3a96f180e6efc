"""Find articles: words in any of their forms, names in any alphabet, numbers, places, dates.

    dalil search "journalists courts"
    dalil search '"code of administrative offences" -draft place:kz from:2020'
    dalil search 'figure:>100 of:convictions' --sort date

docs/reference/search.md has every operator. In Python:
dalil.Archive.open(folder).search("journalists courts").
"""

from __future__ import annotations

import argparse

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from dalil.model import Found


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil search``."""
    parser.add_argument("query", help='words, "phrases", OR, -not, place:kz, figure:>100 …')
    parser.add_argument("--country", metavar="XX")
    parser.add_argument("--source", metavar="ID")
    parser.add_argument("--language", metavar="xx")
    parser.add_argument("--since", metavar="DATE", help="from this day on")
    parser.add_argument("--until", metavar="DATE", help="up to this day")
    parser.add_argument(
        "--exact", action="store_true", help="words as they are written: no forms, no alphabets"
    )
    parser.add_argument(
        "--sort", choices=("relevance", "date"), help="what fits best first, or the newest"
    )
    parser.add_argument("--limit", type=int, default=20)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--csv", action="store_true", help="comma-separated values")


def run(arguments: argparse.Namespace) -> int:
    """Print what matches; 1 if nothing does."""
    import sys

    from dalil.archive import Archive
    from dalil.cli.chosen import check_chosen
    from dalil.cli.list_ import print_json
    from dalil.cli.printing import day
    from dalil.errors import UsageError
    from dalil.export.figures import CARD_COLUMNS, card_row
    from dalil.export.tables import csv_lines
    from dalil.query.tree import said

    if arguments.limit < 1:
        raise UsageError("--limit takes a number from 1")
    with Archive.open(arguments.archive) as archive:
        check_chosen(
            archive,
            country=arguments.country,
            source=arguments.source,
            language=arguments.language,
        )
        found = archive.search(
            arguments.query,
            country=arguments.country,
            source=arguments.source,
            language=arguments.language,
            since=day(arguments.since) if arguments.since else None,
            until=day(arguments.until) if arguments.until else None,
            exact=arguments.exact,
            sort=arguments.sort,
            limit=arguments.limit,
        )
        silent = [] if found.total else archive.without_articles(arguments.query)
    for note in found.notes:
        print(f"dalil: {said(note)}", file=sys.stderr)
    if arguments.json:
        print_json(found.cards)
    elif arguments.csv:
        sys.stdout.writelines(csv_lines(CARD_COLUMNS, map(card_row, found.cards)))
    else:
        print_found(found)
    for source, first, last in silent[:10]:
        days = f" (here: {first} to {last})" if first else ""
        print(f"dalil: nothing of that time is here from {source.outlet}{days}", file=sys.stderr)
    return 0 if found.cards else 1


def print_found(found: Found) -> None:
    """The articles, and what else could be meant."""
    from dalil.cli.printing import bold, counted, dim, print_card, safe

    for card in found.cards:
        print_card(card)
    for word, forms in found.also.items():
        print(dim(f"{safe(word)}: also as {safe(', '.join(forms[:4]))} (not with --exact)"))
    rest = found.total - len(found.cards)
    more = f"; {rest} more with --limit {found.total}" if rest else ""
    print(dim(counted(found.total, "article") + more))
    if found.instead:
        head = "Did you mean" if found.instead.why == "meant" else "With some of the words"
        print(bold(f"\n{head}: {safe(found.instead.query)}\n"))
        for card in found.instead.cards:
            print_card(card)
        print(dim(counted(found.instead.total, "article")))
