"""Promises, plans and forecasts, and what became of them by a day.

    dalil promises --overdue
    dalil promises --kind forecast --as-of 2026-01-01

In Python: dalil.Archive.open(folder).foretold(as_of="2026-01-01").
"""

from __future__ import annotations

import argparse

KINDS = ("promise", "plan", "forecast")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil promises``."""
    parser.add_argument(
        "--kind", choices=(*KINDS, "all"), default="promise", help="promises unless told"
    )
    parser.add_argument(
        "--as-of", metavar="DATE", help="what was known on this day (ISO 8601); today unless told"
    )
    parser.add_argument(
        "--overdue", action="store_true", help="whose day has passed without an outcome"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(arguments: argparse.Namespace) -> int:
    """Print what was said ahead, the latest due first."""
    import datetime as dt

    import msgspec

    from dalil.archive import Archive
    from dalil.cli.contradictions import claim_line
    from dalil.cli.printing import bold, counted, dim
    from dalil.errors import UsageError

    as_of = arguments.as_of or dt.datetime.now(dt.UTC).date().isoformat()
    try:
        dt.date.fromisoformat(as_of)
    except ValueError as error:
        raise UsageError(f"{as_of!r} is no day", "such as --as-of 2026-01-31") from error
    kinds = () if arguments.kind == "all" else (arguments.kind,)
    with Archive.open(arguments.archive) as archive:
        found = archive.foretold(as_of=as_of, kinds=kinds)
        found = [one for one in found if not arguments.overdue or one.outlook == "overdue"]
        for one in found:
            if arguments.json:
                print(msgspec.json.encode({"foretold": one, "as_of": as_of}).decode())
                continue
            print(f"{bold(one.due)}  {one.kind}  {WORDS[one.outlook]}")
            print(claim_line(archive, one.findings[0]))
            for _, fact in one.outcomes:
                print(dim("  what came of it:"))
                print(claim_line(archive, fact))
            print()
    if not arguments.json:
        print(counted(len(found), arguments.kind if kinds else "sentence") + f" as of {as_of}")
    return 0


WORDS = {
    "held": "as was said",
    "more": "it became more",
    "less": "it became less",
    "open": "its day is still to come",
    "overdue": "its day has passed; no later figure for it is in the archive",
}
