"""Who said what: quotations by somebody, about somebody, or all; or who is quoted how often.

    dalil quotes --by "Asel Duishenova"
    dalil quotes --about "Ministry of Health" --country KG --since 2021
    dalil quotes --speakers

In Python: dalil.Archive.open(folder).quotes(by="Asel Duishenova").
"""

from __future__ import annotations

import argparse

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from dalil.model import Quoted, SpeakerCount


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil quotes``."""
    parser.add_argument("--by", metavar="NAME", help="a person or a body that says so")
    parser.add_argument("--about", metavar="NAME", help="one that the words name")
    parser.add_argument("--country", metavar="XX", help="of articles that concern a country")
    parser.add_argument("--since", metavar="DATE", help="of articles from this day on")
    parser.add_argument("--until", metavar="DATE", help="of articles until this day")
    parser.add_argument("--limit", type=int, metavar="N", default=50, help="50 unless told")
    parser.add_argument("--speakers", action="store_true", help="only who is quoted how often")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(arguments: argparse.Namespace) -> int:
    """Print the quotations, or the speakers."""
    import msgspec

    from dalil.archive import Archive
    from dalil.cli.printing import counted, day

    asked = {
        "by": arguments.by,
        "about": arguments.about,
        "country": arguments.country.upper() if arguments.country else None,
        "since": day(arguments.since) if arguments.since else None,
        "until": day(arguments.until) if arguments.until else None,
    }
    limit = max(0, arguments.limit)
    with Archive.open(arguments.archive) as archive:
        if arguments.speakers:
            speakers = archive.speakers(**asked, limit=limit)
            for one in speakers:
                if arguments.json:
                    print(msgspec.json.encode(one).decode())
                else:
                    _print_speaker(one)
            return 0
        found, total = archive.quotes(**asked, limit=limit)
    for quoted in found:
        if arguments.json:
            print(msgspec.json.encode(quoted).decode())
        else:
            _print(quoted)
    if not arguments.json:
        more = f" of {total}" if total > len(found) else ""
        print(f"{counted(len(found), 'quotation')}{more}")
    return 0


def _print_speaker(one: SpeakerCount) -> None:
    from dalil.cli.printing import bold, counted, dim, safe

    role = dim(f", {safe(one.role)}") if one.role else ""
    articles = dim(f"in {counted(one.articles, 'article')}")
    print(f"{one.quotes:6}  {bold(safe(one.name))}{role}  {articles}")


def _print(quoted: Quoted) -> None:
    from dalil.cli.printing import date_line, dim, print_quotes, safe

    kept, card = quoted.kept, quoted.card
    print_quotes([(kept.id, kept.exact, kept.finding)])
    where = (card.source.outlet, date_line(card.published), card.headline or "(no headline)")
    print(dim(" · ".join(safe(part) for part in where)) + "\n")
