"""Claims about one event, from several articles: proposed by the machine, kept and named by people.

    dalil cases
    dalil cases name CASE "The rally of 14 May" --by Aru
    dalil cases part CASE FINDING --by Aru --why "another square"

In Python: dalil.Archive.open(folder).cases().
"""

from __future__ import annotations

import argparse

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from dalil.archive import Archive
    from dalil.model import Case

VERBS = {
    "show": "one case with every claim and what was decided of it",
    "keep": "keep a case that was proposed",
    "name": "name it, and keep it",
    "join": "put a claim into it",
    "part": "take a claim out of it",
    "drop": "say that it is no case",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil cases``."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    verbs = parser.add_subparsers(metavar="VERB", dest="verb", required=False)
    for verb, help_ in VERBS.items():
        command = verbs.add_parser(verb, help=help_)
        command.add_argument("case", metavar="CASE")
        if verb == "name":
            command.add_argument("name", metavar="NAME")
        if verb in {"join", "part"}:
            command.add_argument("finding", metavar="FINDING")
        if verb != "show":
            command.add_argument("--by", metavar="NAME", required=True, help="who decides it")
            command.add_argument("--why", metavar="TEXT", default="", help="why, in words")


def run(arguments: argparse.Namespace) -> int:
    """Print the cases, or keep what a person decides of one."""
    import msgspec

    from dalil.archive import Archive
    from dalil.cli.printing import counted, safe

    with Archive.open(arguments.archive) as archive:
        if arguments.verb not in {None, "show"}:
            archive.rule_case(
                arguments.verb,
                arguments.case,
                who=arguments.by,
                why=arguments.why,
                finding_id=getattr(arguments, "finding", None),
                name=getattr(arguments, "name", None),
            )
        found = [archive.case(arguments.case)[0]] if arguments.verb else archive.cases()
        for one in found:
            if arguments.json:
                print(msgspec.json.encode(one).decode())
            else:
                _print(archive, one)
        if arguments.verb and not arguments.json:
            for ruling in archive.case(arguments.case)[1]:
                what = " ".join(filter(None, (ruling.said, ruling.finding_id, ruling.name)))
                why = f": {safe(ruling.why)}" if ruling.why else ""
                print(f"{ruling.at:%Y-%m-%d}  {safe(ruling.who)}  {safe(what)}{why}")
        elif not arguments.json:
            print(counted(len(found), "case"))
    return 0


def _print(archive: Archive, one: Case) -> None:
    from dalil.cli.contradictions import claim_line
    from dalil.cli.printing import bold, dim, safe

    what = " · ".join(filter(None, (one.act, one.on, one.place)))
    numbers = ""
    if one.numbers:
        low, high = one.numbers
        numbers = f"  {low}" if low == high else f"  {low}-{high}"
    state = "kept" if one.kept else "proposed"
    print(f"{dim(one.id)}  {bold(safe(one.name or what))}{numbers}  {state}")
    if one.name:
        print(f"  {safe(what)}")
    for claim in one.claims:
        print(claim_line(archive, claim.finding_id) + (dim("  (by hand)") if claim.joined else ""))
    for claim in one.parted:
        print(dim("  taken out:"))
        print(claim_line(archive, claim.finding_id))
    print()
