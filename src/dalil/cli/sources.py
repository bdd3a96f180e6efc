"""The sources of the archive, with the number of their articles.

    dalil sources

In Python: dalil.Archive.open(folder).sources().
"""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil sources``."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(arguments: argparse.Namespace) -> int:
    """Print the sources."""
    from dalil.archive import Archive
    from dalil.cli.printing import dim, safe

    with Archive.open(arguments.archive) as archive:
        found = archive.sources()
    for source, articles in found:
        if arguments.json:
            import msgspec

            print(msgspec.json.encode({"source": source, "articles": articles}).decode())
        else:
            about = " · ".join(
                filter(None, (source.country, " ".join(source.languages), source.url))
            )
            print(
                f"{source.id:20} {articles:6} articles  {safe(source.outlet)}  {dim(safe(about))}"
            )
    return 0
