"""Put today's finders to the texts that were kept, and say what they see otherwise.

    dalil refind --dry-run          # what would change
    dalil refind

What people decided stays with its figure. In Python: dalil.Archive.open(folder).refind().
"""

from __future__ import annotations

import argparse

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from dalil.archive import Archive
    from dalil.refinding import Refound

_SIGNS = {"gained": "+", "lost": "−", "changed": "~"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil refind``."""
    parser.add_argument("--dry-run", action="store_true", help="say it, and write nothing")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(arguments: argparse.Namespace) -> int:
    """Find again and print what differs."""
    from collections import Counter

    import msgspec

    from dalil.archive import Archive
    from dalil.cli.printing import counted

    kinds: Counter[str] = Counter()
    last = None
    with Archive.open(arguments.archive) as archive:
        for one in archive.refind(keep=not arguments.dry_run):
            kinds[one.what] += 1
            if arguments.json:
                print(msgspec.json.encode(one).decode())
                continue
            if one.version_id != last:
                _print_article(archive, one)
                last = one.version_id
            _print(one)
        gone = sum(not decision.found for decision in archive.store.decisions())
    if arguments.json:
        return 0
    said = ", ".join(f"{kinds[what]} {what}" for what in _SIGNS)
    print(said + (" · nothing was written" if arguments.dry_run else ""))
    if gone:
        print(
            f"{counted(gone, 'decision')} of figures that are found no more: dalil indicator show"
        )
    return 0


def _print_article(archive: Archive, one: Refound) -> None:
    from dalil.cli.printing import bold, dim, safe

    card = archive.store.card(archive.store.article_row(one.article_id))
    print(bold(safe(card.headline or "(no headline)")) + dim(f"  {one.article_id}"))


def _print(one: Refound) -> None:
    from dalil.cli.printing import safe

    finding = one.new or one.old
    kind = finding.kind if finding else ""
    about = "; ".join(
        f"{name} {'—' if old is None else old} → {'—' if new is None else new}"
        for name, old, new in one.fields
    )
    of = getattr(finding.value, "of", None) if finding else None
    words = about or of or ""
    print(f"  {_SIGNS[one.what]} {kind:7} {safe(one.exact):20} {safe(words)}".rstrip())
