"""Who and what the articles mention: persons, organisations, places, with all spellings of each.

    dalil names --type person
    dalil names Назарбаев
    dalil names show "Азамат Баитов"
    dalil names join "Azamat Baitov" "А. Баитов" --why "the same court case"
    dalil names part "Dana Serikova" "Дана Серикова"

Joining and parting is kept for good, with who, when and why, and holds when names are found anew.
In Python: dalil.Archive.open(folder).names(kind="person").
"""

from __future__ import annotations

import argparse

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from dalil.archive import Archive
    from dalil.model import Named

_TYPES = ("person", "organisation", "place")
_VERBS = {"show": 1, "join": 2, "part": 2}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil names``."""
    parser.add_argument(
        "words", nargs="*", metavar="WORD",
        help="what a name begins with; or show NAME, join NAME NAME, part NAME NAME",
    )  # fmt: skip
    parser.add_argument("--type", choices=_TYPES, help="of one type only")
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="the first N (50)")
    parser.add_argument("--why", default="", metavar="TEXT", help="with join and part: the reason")
    parser.add_argument("--who", metavar="NAME", help="with join and part: who says so (you)")
    parser.add_argument("--again", action="store_true", help="find the names of all articles anew")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(arguments: argparse.Namespace) -> int:
    """List names, show one, join or part two."""
    from dalil.archive import Archive
    from dalil.errors import UsageError

    verb, *rest = arguments.words or [""]
    if verb in _VERBS and len(rest) != _VERBS[verb]:
        raise UsageError(
            f"{verb} needs {_VERBS[verb]} name{'s' if _VERBS[verb] > 1 else ''}",
            "put a name of several words in quotes",
        )
    with Archive.open(arguments.archive) as archive:
        archive.find_names(again=arguments.again)
        if verb in ("join", "part"):
            return _decide(archive, verb, rest, arguments)
        if verb == "show":
            return _show(archive, archive.name(rest[0], arguments.type), arguments.json)
        return _list(archive, " ".join(arguments.words) or None, arguments)


def _list(archive: Archive, like: str | None, arguments: argparse.Namespace) -> int:
    import msgspec

    from dalil.cli.printing import counted, dim, safe

    found, total = archive.names(kind=arguments.type, like=like, limit=max(0, arguments.limit))
    for one in found:
        if arguments.json:
            print(msgspec.json.encode(one).decode())
        else:
            print(f"{one.articles:6} {one.type:13} {safe(one.full)}  {dim(safe(one.id))}")
    if not arguments.json:
        shown = f", {len(found)} shown" if len(found) < total else ""
        print(f"{counted(total, 'name')}{shown}")
    return 0


def _show(archive: Archive, one: Named, as_json: bool) -> int:
    import msgspec

    from dalil.cli.printing import bold, counted, dim, safe

    found = archive.named_in(one.id)
    if as_json:
        print(msgspec.json.encode({"name": one, "articles": found}).decode())
        return 0
    print(f"{bold(safe(one.full))}  {one.type} {dim(safe(one.id))}")
    print(f"{counted(one.mentions, 'mention')} in {counted(one.articles, 'article')}")
    for spelling in one.spellings:
        why = dim(f"  ({safe(spelling.reason)})") if spelling.reason else ""
        print(f"{spelling.mentions:6} {safe(spelling.full)}{why}")
    for article in found:
        print(f"\n{bold(safe(article.card.headline or '(no headline)'))}")
        print(dim(f"  {safe(article.card.source.outlet)} · dalil show {article.card.article.id}"))
        for _, before, exact, after in article.mentions:
            print(f"  {safe(before)}{bold(safe(exact))}{safe(after)}")
    return 0


def _decide(archive: Archive, verb: str, names: list[str], arguments: argparse.Namespace) -> int:
    import getpass

    from dalil.cli.printing import safe

    try:
        who = arguments.who or getpass.getuser()
    except (KeyError, OSError):
        who = "somebody"
    decision = archive.decide_name(
        "join" if verb == "join" else "part",
        *names,
        kind=arguments.type,
        who=who,
        why=arguments.why,
    )
    joined = "are one name" if verb == "join" else "are two names"
    undo = "part" if verb == "join" else "join"
    print(f"{safe(decision.one)} and {safe(decision.other)} {joined} from now on")
    print(f'undo it with: dalil names {undo} "{safe(decision.one)}" "{safe(decision.other)}"')
    return 0
