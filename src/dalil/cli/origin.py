"""Who says a figure, who said it first, and on how many independent sources it rests.

    dalil origin FINDING

In Python: dalil.Archive.open(folder).origin(finding_id).
"""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil origin``."""
    parser.add_argument("finding", metavar="FINDING", help="a figure's id, or its beginning")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Print the claims, and the sources that they rest on."""
    import msgspec

    from dalil.archive import Archive
    from dalil.cli.contradictions import claim_line
    from dalil.cli.printing import bold, counted, dim, safe

    with Archive.open(arguments.archive) as archive:
        found = archive.origin(arguments.finding)
        if arguments.json:
            print(msgspec.json.encode(found).decode())
            return 0
        print(bold(counted(found.independent, "independent source")))
        for root in found.roots:
            print(f"\n{bold(safe(root.label))}: {safe('; '.join(root.why))}")
            for finding_id in root.findings:
                print(claim_line(archive, finding_id))
                if finding_id == found.first:
                    print(dim("              the first to say it, as far as dates tell"))
                for link in found.links:
                    if link.taker == finding_id and not link.giver.startswith("body:"):
                        print(dim(f"              from {link.giver}: {safe(link.why)}"))
        for circle in found.circles:
            print(f"\nin a circle: {' → '.join((*circle, circle[0]))}")
    return 0
