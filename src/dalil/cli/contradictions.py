"""Figures of one measure, place and time that cannot both be right, side by side.

    dalil contradictions
    dalil contradictions answer x1f2e period --by Aru --why "one counts till November"

In Python: dalil.Archive.open(folder).contradictions().
"""

from __future__ import annotations

import argparse

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from dalil.archive import Archive
    from dalil.model import Contradiction

ANSWERS = (
    "period",
    "thing",
    "place",
    "part",
    "later",
    "edited",
    "rounding",
    "unit",
    "reading",
    "differ",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil contradictions``."""
    parser.add_argument(
        "--unsure", action="store_true", help="those that may be explained, instead"
    )
    own = parser.add_mutually_exclusive_group()
    own.add_argument("--itself", action="store_true", help="only a publication against itself")
    own.add_argument("--others", action="store_true", help="only one publication against another")
    parser.add_argument("--limit", type=int, metavar="N", help="the newest N; all unless told")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    verbs = parser.add_subparsers(metavar="answer", dest="verb", required=False)
    answer = verbs.add_parser("answer", help="say what one of them is; kept for good")
    answer.add_argument("contradiction", metavar="ID")
    answer.add_argument("answer", choices=ANSWERS)
    answer.add_argument("--by", metavar="NAME", required=True, help="who says it")
    answer.add_argument("--why", metavar="TEXT", default="", help="why, in words")


def run(arguments: argparse.Namespace) -> int:
    """Print the contradictions, or keep what a person says of one."""
    import msgspec

    from dalil.archive import Archive
    from dalil.cli.printing import counted

    with Archive.open(arguments.archive) as archive:
        if arguments.verb == "answer":
            archive.answer(
                arguments.contradiction, arguments.answer, who=arguments.by, why=arguments.why
            )
            return 0
        itself = True if arguments.itself else False if arguments.others else None
        found = archive.contradictions(
            unsure=arguments.unsure, itself=itself, limit=arguments.limit
        )
        for one in found:
            if arguments.json:
                print(msgspec.json.encode(told(archive, one)).decode())
            else:
                _print(archive, one)
        if not arguments.json:
            print(counted(len(found), "contradiction"))
    return 0


def told(archive: Archive, one: Contradiction) -> dict[str, object]:
    """A contradiction with both figures and what people said of it."""
    _, rulings = archive.contradiction(one.id)
    claims = [
        {"finding": kept, "article": card}
        for card, kept in (archive.claim(one.one), archive.claim(one.other))
    ]
    return {"contradiction": one, "claims": claims, "rulings": rulings}


def _print(archive: Archive, one: Contradiction) -> None:
    from dalil.cli.printing import bold, dim, safe

    what = "one publication against itself" if one.itself else "two sources"
    print(f"{dim(one.id)}  {bold(safe(one.reason))} · {what}")
    for finding_id in (one.one, one.other):
        print(claim_line(archive, finding_id))
    for answer in one.answers:
        print(dim(f"    {answer.kind}? {safe(answer.said)}"))
    for said in archive.contradiction(one.id)[1]:
        why = f": {safe(said.why)}" if said.why else ""
        print(f"    {safe(said.who)} says “{said.said}”{why} ({said.at:%Y-%m-%d})")
    print()


def claim_line(archive: Archive, finding_id: str) -> str:
    """One line for a claim: when, where, the characters, and the sentence below."""
    from dalil.cli.printing import bold, dim, safe, wrapped

    card, kept = archive.claim(finding_id)
    text = archive.store.version(kept.version_id).wording.text
    on = card.published.on if card.published else "undated"
    head = f"  {on:10}  {bold(safe(kept.exact))}  {safe(card.source.outlet)}  {dim(kept.id)}"
    return head + "\n" + wrapped(kept.finding.context.of(text), " " * 14)
