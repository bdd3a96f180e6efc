"""Define what you follow, and decide which figures count.

    dalil indicator add journalists-attacked --words en "attacks on journalists" --place Kazakhstan
    dalil indicator show journalists-attacked
    dalil indicator leave journalists-attacked FINDING --why "counts threats too"

Decisions are kept for good, with who, when and why; gathering again does not undo them.
In Python: dalil.Archive.open(folder).keep_indicator(Indicator(...)).
"""

from __future__ import annotations

import argparse

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from dalil.archive import Archive
    from dalil.model import Decision, Indicator

KINDS = ("day", "week", "month", "quarter", "half", "to date", "year", "years", "since", "stretch")
RULES = ("latest", "conservative", "official", "by hand")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil indicator``."""
    verbs = parser.add_subparsers(title="what to do", metavar="WHAT", dest="what", required=True)
    add = verbs.add_parser("add", help="define one, or define it anew")
    add.add_argument("name", help="short, as in an address: journalists-attacked")
    add.add_argument("--title", help="what it is, for people")
    add.add_argument(
        "--words", nargs="+", action="append", default=[], metavar="WORDS",
        help='a language and phrases by which a figure counts: en "attacks on journalists"',
    )  # fmt: skip
    add.add_argument("--unit", default="1", help="1 (a count) unless told; %%, KZT, km …")
    add.add_argument("--per", default="", help="the denominator of a rate, as a series has it")
    add.add_argument("--changes", action="store_true", help="sizes of changes instead of levels")
    add.add_argument("--place", action="append", default=[], help="only there; may be repeated")
    add.add_argument("--kind", choices=KINDS, help="periods of one kind only")
    add.add_argument("--rule", choices=RULES, default="latest", help="which claim stands")
    add.add_argument("--counting", default="", metavar="TEXT", help="the counting rule, in words")
    verbs.add_parser("list", help="all of them")
    show = verbs.add_parser("show", help="one, with its figures and decisions")
    show.add_argument("name")
    for verb, what in (
        ("join", "put a figure in"),
        ("leave", "take a figure out"),
        ("choose", "let a figure stand for its period"),
        ("free", "undo what was decided of a figure"),
    ):
        decide = verbs.add_parser(verb, help=what)
        decide.add_argument("name")
        decide.add_argument("finding", help="the figure's id")
        decide.add_argument("--why", default="", help="the reason, which is kept")
        decide.add_argument("--who", help="your name; the account's unless told")
    remove = verbs.add_parser("remove", help="take one away; decisions stay on record")
    remove.add_argument("name")
    for printing in (add, show):
        printing.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked."""
    from dalil.archive import Archive

    with Archive.open(arguments.archive) as archive:
        if arguments.what == "add":
            return _add(archive, arguments)
        if arguments.what == "list":
            return _list(archive)
        if arguments.what == "show":
            return _show(archive, arguments)
        if arguments.what == "remove":
            archive.remove_indicator(arguments.name)
            print(f"{arguments.name} taken away; what was decided of its figures stays on record")
            return 0
        return _decide(archive, arguments)


def _add(archive: Archive, arguments: argparse.Namespace) -> int:
    from dalil.cli.printing import counted
    from dalil.errors import UsageError
    from dalil.model import Indicator
    from dalil.series import per_key, place_key

    words: dict[str, tuple[str, ...]] = {}
    for language, *phrases in arguments.words:
        if not (language.isalpha() and 2 <= len(language) <= 3) or not phrases:
            raise UsageError(
                f"--words {language}: first a language, then phrases",
                '--words en "attacks on journalists"',
            )
        words[language.lower()] = (*words.get(language.lower(), ()), *phrases)
    one = Indicator(
        name=arguments.name,
        title=arguments.title or arguments.name.replace("-", " "),
        words=words,
        unit=arguments.unit,
        per=per_key(arguments.per, None),
        change=arguments.changes,
        places=tuple(place_key(place, _language(place)) for place in arguments.place),
        kind=arguments.kind,
        rule=arguments.rule,
        counting=arguments.counting,
        made_by=_account(),
    )
    done = archive.keep_indicator(one)
    if arguments.json:
        _as_json(archive, one.name)
    else:
        series = len(archive.store.series_of_indicator(one.name))
        print(f"{one.name}: {counted(done.points, 'figure')} in {series} series")
    return 0


def _language(text: str) -> str:
    return "en" if text.isascii() else "ru"


def _list(archive: Archive) -> int:
    from dalil.cli.printing import bold, counted, dim, safe

    found = archive.indicators()
    for one in found:
        series = archive.store.series_of_indicator(one.name)
        figures = sum(each.claims for each in series)
        print(f"{bold(safe(one.name))}  {safe(one.title)}")
        print(dim(f"  {counted(figures, 'figure')} in {len(series)} series · {one.rule}"))
    print(counted(len(found), "indicator"))
    return 0


def _show(archive: Archive, arguments: argparse.Namespace) -> int:
    from dalil.cli.printing import bold, dim, safe
    from dalil.cli.series import place, print_point, unit

    if arguments.json:
        return _as_json(archive, arguments.name)
    one, found, decisions = archive.indicator(arguments.name)
    _print_definition(one)
    for series in found:
        print(bold(f"\n{safe(place(series))} · by {series.key.kind}{unit(series)}"))
        for point in series.points:
            print_point(point)
    if not found:
        print("no figure counts yet")
    shared = archive.claimed_by_others(one.name)
    for finding, other in shared:
        print(dim(f"  {finding} counts in {safe(other)} too"))
    for decision in decisions:
        _print_decision(decision)
    return 0


def _print_definition(one: Indicator) -> None:
    from dalil.cli.printing import bold, safe

    print(bold(safe(one.title)))
    for language, phrases in one.words.items():
        print(f"  {language}: {safe(' · '.join(phrases))}")
    places = ", ".join(one.places) or "all"
    print(f"  unit {one.unit} · places {safe(places)} · {one.kind or 'every kind of period'}")
    print(f"  stands: {one.rule}" + (f" · counts: {safe(one.counting)}" if one.counting else ""))


def _print_decision(one: Decision) -> None:
    from dalil.cli.printing import dim, safe

    lost = "" if one.found else " · no figure is found there any more"
    why = f": {one.why}" if one.why else ""
    at = one.at.isoformat(" ", "minutes")
    print(
        dim(
            f"  {at} {safe(one.who)}: {one.kind} {safe(one.exact)} ({one.finding_id}){safe(why)}{lost}"
        )
    )


def _as_json(archive: Archive, name: str) -> int:
    import msgspec

    one, found, decisions = archive.indicator(name)
    print(
        msgspec.json.encode(
            {
                "indicator": one,
                "series": found,
                "decisions": decisions,
                "also_in": archive.claimed_by_others(one.name),
                "convention": archive.convention.name,
            }
        ).decode()
    )
    return 0


def _decide(archive: Archive, arguments: argparse.Namespace) -> int:
    who = arguments.who or _account()
    made = archive.decide(
        arguments.what, arguments.name, arguments.finding, who=who, why=arguments.why
    )
    print(f"{made.who}: {made.kind} {made.exact} · {made.indicator}")
    return 0


def _account() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"
