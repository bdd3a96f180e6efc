"""Put figures into series: what a change touched; all of them with --again.

    dalil gather

Adding and collecting gather what they bring; this is for archives of an earlier Dalil.
In Python: dalil.Archive.open(folder).gather().
"""

from __future__ import annotations

import argparse
import sys


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
        _, before = archive.series_list(limit=1)
        done = archive.gather(again=arguments.again, progress=say)
        _, after = archive.series_list(limit=1)
    if sys.stderr.isatty() and done.articles:
        print(file=sys.stderr)
    if not done.articles:
        print(f"nothing has changed · {after} series")
        return 0
    print(
        f"{counted(done.articles, 'article')} gathered · {counted(done.points, 'figure')} in "
        f"{len(done.touched)} series · {before} → {after} with two periods or more"
    )
    return 0
