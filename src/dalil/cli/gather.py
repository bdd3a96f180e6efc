"""Put figures into series: what a change touched; all of them with --again.

    dalil gather

Adding and collecting gather what they bring; this is for archives of an earlier Dalil.
In Python: dalil.Archive.open(folder).gather().
"""

from __future__ import annotations

import argparse
import sys

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from dalil.archive import Archive

    Sizes: TypeAlias = Mapping[str, tuple[int, int]]

SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil gather``."""
    parser.add_argument("--again", action="store_true", help="make all series anew")


def run(arguments: argparse.Namespace) -> int:
    """Gather and say what changed."""
    from dalil.archive import Archive
    from dalil.cli.printing import counted

    def say(done: int, all_: int) -> None:
        if sys.stderr.isatty():
            print(f"\r  {done} of {counted(all_, 'article')}", end="", file=sys.stderr)

    with Archive.open(arguments.archive) as archive:
        before = archive.series_sizes()
        done = archive.gather(again=arguments.again, progress=say)
        after = archive.series_sizes()
        if sys.stderr.isatty() and done.articles:
            print(file=sys.stderr)
        if not done.articles:
            print(f"nothing has changed · {len(after)} series")
            return 0
        _print_changed(archive, before, after)
    print(
        f"{counted(done.articles, 'article')} gathered · {counted(done.points, 'figure')} in "
        f"{len(done.touched)} series · {len(before)} → {len(after)} with two periods or more"
    )
    return 0


def _print_changed(archive: Archive, before: Sizes, after: Sizes) -> None:
    """Each series that is new, gone, or has other figures; the first ones of many."""
    from dalil.cli.printing import counted, safe
    from dalil.cli.series import place

    changed = [one for one in after if before.get(one) != after[one]]
    gone = [one for one in before if one not in after]
    shown = [archive.store.series(one) for one in changed[:SHOWN]]
    labels = archive.series_labels(shown, "en")
    for series in shown:
        was, now = before.get(series.id), after[series.id]
        sizes = f"{counted(now[0], 'period')}, {counted(now[1], 'figure')}"
        sign = "~" if was else "+"
        sizes += f" (before: {was[0]}, {was[1]})" if was else ""
        print(f"{sign} {series.id}  {safe(labels[series.id][0])} · {safe(place(series))} · {sizes}")
    for one in gone[:SHOWN]:
        print(f"− {one}  no two periods any more")
    rest = max(0, len(changed) - SHOWN) + max(0, len(gone) - SHOWN)
    if rest:
        print(f"  and {rest} more")
