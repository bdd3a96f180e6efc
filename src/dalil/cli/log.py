"""What was done to the archive, when, by which version of the program.

    dalil log

In Python: dalil.Archive.open(folder).log().
"""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil log``."""
    parser.add_argument("--limit", type=int, default=50)


def run(arguments: argparse.Namespace) -> int:
    """Print the log, newest first."""
    from dalil.archive import Archive

    with Archive.open(arguments.archive) as archive:
        for at, what, program in archive.log(max(1, arguments.limit)):
            print(f"{at}  {what}  ({program})")
    return 0
