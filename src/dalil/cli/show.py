"""One article with its versions and its findings.

    dalil show ARTICLE                # an id from `dalil list`, or its beginning
    dalil show ARTICLE --version ID

In Python: dalil.Archive.open(folder).read(article_id).
"""

from __future__ import annotations

import argparse

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from dalil.lang.conventions import Convention
    from dalil.model import Reading


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil show``."""
    parser.add_argument("article", metavar="ARTICLE", help="an article's id, or its beginning")
    parser.add_argument("--version", metavar="ID", help="another version than the newest")
    parser.add_argument("--json", action="store_true", help="everything known, as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the article."""
    from dalil.archive import Archive

    with Archive.open(arguments.archive) as archive:
        reading = archive.read(arguments.article, arguments.version)
        vague = archive.convention
    if arguments.json:
        import msgspec

        told = {**msgspec.to_builtins(reading), "convention": vague.name}
        print(msgspec.json.encode(told).decode())
    else:
        _print(reading, vague)
    return 0


def _print(reading: Reading, vague: Convention) -> None:
    from dalil.cli.printing import (
        bold,
        date_line,
        dim,
        print_checks,
        print_findings,
        print_laws,
        print_quotes,
        safe,
        wrapped,
    )

    card, version = reading.card, reading.version
    wording = version.wording
    print(bold(safe(wording.headline or card.headline or "(no headline)")))
    parts = [wording.byline, date_line(wording.published or card.published), card.source.outlet]
    print(dim(" · ".join(safe(part) for part in parts if part)))
    if card.article.url:
        print(dim(safe(card.article.url)))
    print()
    for block in wording.blocks:
        if block.kind not in {"headline", "byline"}:
            print(wrapped(block.span.of(wording.text)), end="\n\n")
    print_findings([(kept.id, kept.finding) for kept in reading.figures])
    print_checks([(kept.id, kept.finding) for kept in reading.checks])
    if reading.laws:
        print(bold("\nlaws"))
        print_laws([(kept.id, kept.exact, kept.finding) for kept in reading.laws])
    if reading.quotes:
        print(bold("\nquotations"))
        print_quotes([(kept.id, kept.exact, kept.finding) for kept in reading.quotes])
    if reading.figures:
        print(dim(f"convention {vague}"))
    print(bold(f"\n{len(reading.versions)} version{'s' * (len(reading.versions) > 1)}"))
    for one in reading.versions:
        here = "→" if one.id == version.id else " "
        seen = one.first_seen_at.isoformat(" ", "minutes") if one.first_seen_at else "unknown"
        print(
            f"{here} {one.id}  {one.wording.form} {one.number}  first seen {seen}  {one.digest[:19]}…"
        )
    for kin, other in reading.kin:
        order = {"before": "earlier", "after": "later"}.get(kin.order, kin.order)
        told = " · ".join((f"guessed: {kin.reason}" if kin.guessed else kin.reason, order))
        print(
            f"{kin.kind:12} {other.article.id}  {safe(other.source.outlet)}, {date_line(other.published)}"
        )
        print(dim(f"{'':12} {safe(other.headline or '(no headline)')}  ({told})"))
    if len(wording.dates) > 1:
        print(bold("\ndates that the page gives"))
        for date in wording.dates:
            told = f"{date.on or '—':10}  {date.role:9}  {date.origin:7}  {date.verdict}"
            print(f"  {told}" + dim(f"  “{safe(date.printed)}”"))
    print(dim("\nwhy a figure, a check or a quotation: dalil why FINDING"))
