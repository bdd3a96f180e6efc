"""What changed in the archive's articles: figures, headlines, corrections, deletions.

    dalil changes --since 2026-11-01 --kind figure

In Python: dalil.Archive.open(folder).changes(since="2026-11-01", kind="figure").
"""

from __future__ import annotations

import argparse

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from collections.abc import Mapping

    from dalil.archive import Archive
    from dalil.model import ArticleChange, Card

KINDS = ("figure", "headline", "correction", "wording", "cosmetic", "deletion", "return")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil changes``."""
    parser.add_argument("--since", metavar="DATE", help="seen on this day or later")
    parser.add_argument("--until", metavar="DATE", help="seen on this day or before")
    parser.add_argument("--kind", choices=KINDS, help="one kind of change only")
    parser.add_argument("--source", metavar="ID", help="of one source")
    parser.add_argument("--country", metavar="XX", help="of articles that concern a country")
    parser.add_argument("--limit", type=int, metavar="N", help="the newest N; all unless told")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(arguments: argparse.Namespace) -> int:
    """Print the changes."""
    import msgspec

    from dalil.archive import Archive
    from dalil.cli.chosen import check_chosen
    from dalil.cli.printing import counted

    with Archive.open(arguments.archive) as archive:
        check_chosen(archive, country=arguments.country, source=arguments.source)
        found = archive.changes(
            since=arguments.since,
            until=arguments.until,
            kind=arguments.kind,
            source=arguments.source,
            country=arguments.country,
            limit=arguments.limit,
        )
        vague = archive.convention.name
        of = [
            _counted(archive, one.old_id) | _counted(archive, one.new_id)
            if one.figures and not arguments.json
            else {}
            for one, _ in found
        ]
    for (change, card), counted_things in zip(found, of, strict=True):
        if arguments.json:
            print(
                msgspec.json.encode(
                    {"change": change, "article": card, "convention": vague}
                ).decode()
            )
        else:
            _print(change, card, counted_things)
    if not arguments.json:
        print(counted(len(found), "change"))
    return 0


def _counted(archive: Archive, version: str | None) -> dict[str, str]:
    """What a version's figures count, by their characters; not where these stand for two things."""
    of: dict[str, set[str]] = {}
    for kept in archive.store.findings(version) if version else ():
        if kept.finding.kind == "figure":
            of.setdefault(kept.exact, set()).add(kept.finding.value.of or "")
    return {exact: things.pop() for exact, things in of.items() if len(things) == 1}


def _print(change: ArticleChange, card: Card, of: Mapping[str, str]) -> None:
    from dalil.cli.printing import bold, dim, safe

    at = change.at.isoformat(" ", "minutes") if change.at else "unknown"
    after = change.after.isoformat(" ", "minutes") if change.after else "unknown"
    print(f"{', '.join(change.kinds):22} {bold(safe(card.headline or '(no headline)'))}")
    for old, new in change.figures:
        counts = of.get(new or "") or of.get(old or "")
        about = dim(f"  ({safe(counts)})") if counts else ""
        print(f"{'':22} {safe(old or '—')} → {safe(new or '—')}{about}")
    print(
        dim(
            f"{'':22} {safe(card.source.outlet)} · between {after} and {at} · dalil diff {card.article.id}\n"
        )
    )
