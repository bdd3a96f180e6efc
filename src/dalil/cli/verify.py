"""Check that every digest holds and every span still says what it said.

    dalil verify

In Python: dalil.Archive.open(folder).verify().
"""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``dalil verify`` takes no arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Check everything; 1 if anything does not hold."""
    from dalil.archive import Archive
    from dalil.cli.printing import counted, print_problems

    with Archive.open(arguments.archive) as archive:
        problems = archive.verify()
        counts = archive.counts()
    print_problems(problems)
    checked = ", ".join(
        counted(number, name.removesuffix("s"))
        for name, number in counts.items()
        if name != "sources"
    )
    wrong = counted(len(problems), "problem") if problems else "no problems"
    print(f"{'✗' if problems else '✓'} {checked}: {wrong}")
    return 1 if problems else 0
