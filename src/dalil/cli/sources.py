"""The sources of the archive: country, languages, articles, rhythm, last success, gaps, health.

    dalil sources

In Python: dalil.Archive.open(folder).sources(), and dalil.collect.health(…) for each.
"""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil sources``."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(arguments: argparse.Namespace) -> int:
    """Print the sources."""
    from datetime import UTC, datetime

    import msgspec

    from dalil.archive import Archive
    from dalil.cli.printing import counted, dim, safe, short
    from dalil.collect import health

    with Archive.open(arguments.archive) as archive:
        now = datetime.now(UTC)
        found = [health(archive, source, articles, now) for source, articles in archive.sources()]
    width = min(40, max((len(one.source.id) for one in found), default=0))
    for one in found:
        if arguments.json:
            print(msgspec.json.encode(one).decode())
            continue
        source = one.source
        seen = f"last answer {one.last_answer:%Y-%m-%d %H:%M}" if one.last_answer else None
        rhythm = one.expects.entries_per_week
        about = (
            source.country,
            " ".join(source.languages),
            source.route,
            f"{rhythm:g} a week" if rhythm else None,
            seen,
            counted(len(one.gaps), "gap") if one.gaps else None,
            source.url and short(source.url),
        )
        print(
            f"{source.id:{width}} {one.state:12} {counted(one.articles, 'article'):>15}  {safe(source.outlet)}"
        )
        print(dim("    " + safe(" · ".join(filter(None, about)))))
        for problem in one.problems[:1]:
            print(dim("    " + safe(f"{problem.what} (dalil source show {source.id})")))
    return 0
