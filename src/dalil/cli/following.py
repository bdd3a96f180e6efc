"""``dalil add`` for an address: the plan, the question, and the beginning."""

from __future__ import annotations

import argparse
import sys

from dalil.cli.collect import DELAY, PER_DAY

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from dalil.collect import Plan
    from dalil.model import Source


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What only addresses and lists of them take."""
    from dalil.cli.collect import add_manners

    parser.add_argument("--yes", action="store_true", help="follow it without asking")
    parser.add_argument("--first", type=int, metavar="N", help="fetch at most N articles for now")
    parser.add_argument(
        "--no-raw", action="store_true",
        help="keep only what lists the articles, not each article's page",
    )  # fmt: skip
    parser.add_argument(
        "--allow", action="append", default=[], metavar="HOST[:PORT]",
        help="a host in a private network that may be asked all the same",
    )  # fmt: skip
    add_manners(parser)


def follow(url: str, arguments: argparse.Namespace, given: Source | None) -> int:
    """Show the plan of an address; follow it if that is wanted; 1 if it cannot be."""
    import msgspec

    from dalil.archive import Archive
    from dalil.cli.collect import go
    from dalil.cli.printing import print_problems
    from dalil.collect import look
    from dalil.collect.asking import visitors
    from dalil.collect.run import begin
    from dalil.net.pace import SystemClock

    make = visitors(delay=arguments.delay, per_day=arguments.per_day)
    with make(arguments.allow) as visitor:
        plan = look(
            url,
            visitor=visitor,
            source=given,
            allow=tuple(arguments.allow),
            keep_pages=not arguments.no_raw,
        )
    if arguments.json:
        print(msgspec.json.encode(plan).decode(), flush=True)
    else:
        print_plan(plan, arguments.delay)
    if plan.problem:
        print_problems([plan.problem])
        return 1
    if not (arguments.yes or _asked()):
        print(f"nothing was kept; to follow it: {_again(url, arguments)}", file=sys.stderr)
        return 0
    with Archive.open(arguments.archive, create=True, convention=arguments.convention) as archive:
        begin(archive, plan.source, SystemClock().now())
        source = archive.store.source(plan.source.id)
        done = go(archive, [source], arguments, first=arguments.first)
    print_problems(done.problems[:20])
    return 1 if done.problems else 0


def _again(url: str, arguments: argparse.Namespace) -> str:
    """The same command with ``--yes``."""
    import shlex

    from dalil.cli.printing import begun

    given = {
        "--outlet": arguments.outlet,
        "--source": arguments.source,
        "--country": arguments.country,
        "--convention": arguments.convention,
        "--first": arguments.first,
        "--delay": None if arguments.delay == DELAY else f"{arguments.delay:g}",
        "--per-day": None if arguments.per_day == PER_DAY else arguments.per_day,
    }
    words = [url]
    for name, value in given.items():
        words += [name, str(value)] if value is not None else []
    for host in arguments.allow:
        words += ["--allow", host]
    words += ["--no-raw"] * arguments.no_raw + ["--json"] * arguments.json
    return f"{begun(arguments)} add {shlex.join(words)} --yes"


def _asked() -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return input("Follow it? [y/N] ").strip().lower() in {"y", "yes", "да", "иә", "ия"}


def print_plan(plan: Plan, delay: float) -> None:
    """A plan for a person."""
    from dalil.cli.printing import bold, counted, date_line, dim, safe
    from dalil.collect.plan import duration

    source = plan.source
    print(bold(safe(source.outlet)) + dim(f"  {safe(plan.url)}"))
    if plan.problem:
        return
    more = " or more" if plan.at_least else ""
    days = " to ".join(day for day in (plan.first_on, plan.last_on) if day)
    if plan.last_on and not plan.first_on:
        days = f"newest {plan.last_on}"
    articles = "unknown before it is walked" if plan.articles is None else f"{plan.articles}{more}"
    cost = "" if plan.requests is None else f"{plan.requests}{more}"
    if plan.seconds is not None:
        cost += f", about {duration(plan.seconds)} at one every {max(delay, 0):g} s"
    rows = [
        ("recognised", plan.why),
        ("begins at", source.start),
        ("kept as", source.id + (f" ({source.country})" if source.country else "")),
        ("articles", articles + (f", {days}" if days else "")),
        ("requests", cost),
        ("also there", ", ".join(plan.others[:5])),
        *(("note", note) for note in plan.notes),
    ]
    for name, value in rows:
        if value:
            print(f"  {dim(f'{name:11}')} {safe(value)}")
    if plan.sample:
        sample = plan.sample
        facts = (
            sample.byline,
            date_line(sample.published),
            sample.language,
            counted(plan.sample_figures, "figure"),
        )
        print(f"  {dim('sample     ')} {safe(sample.headline or '(no headline)')}")
        print(f"  {' ' * 11} {dim(safe(' · '.join(filter(None, facts))))}")
        print(f"  {dim('missing    ')} {', '.join(plan.missing) or 'nothing'}")
    print()
