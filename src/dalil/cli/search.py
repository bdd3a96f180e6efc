"""Find articles by words, in any of their forms: English, Russian, Kazakh.

    dalil search "journalists courts"
    dalil search '"code of administrative offences" -draft' --country KZ

In Python: dalil.Archive.open(folder).search("journalists courts").
"""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil search``."""
    parser.add_argument("query", help='words, "phrases", -not')
    parser.add_argument("--country", metavar="XX")
    parser.add_argument("--source", metavar="ID")
    parser.add_argument("--language", metavar="xx")
    parser.add_argument("--limit", type=int, default=20)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(arguments: argparse.Namespace) -> int:
    """Print what matches; 1 if nothing does."""
    from dalil.archive import Archive
    from dalil.cli.chosen import check_chosen
    from dalil.cli.list_ import print_json
    from dalil.cli.printing import counted, dim, print_card
    from dalil.errors import UsageError

    if arguments.limit < 1:
        raise UsageError("--limit takes a number from 1")
    with Archive.open(arguments.archive) as archive:
        check_chosen(
            archive,
            country=arguments.country,
            source=arguments.source,
            language=arguments.language,
        )
        page = archive.search(
            arguments.query,
            country=arguments.country,
            source=arguments.source,
            language=arguments.language,
            limit=arguments.limit,
        )
    if arguments.json:
        print_json(page.cards)
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
    return 0 if page.cards else 1
