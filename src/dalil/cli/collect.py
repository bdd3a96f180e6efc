"""Fetch what is new or due from the publications that are followed.

    dalil collect                     # all of them
    dalil collect gazette --first 50  # of one, the newest 50 articles for now

Politely: one request at a time to a host, a pause after each, robots.txt obeyed. Interrupt at any
time; the same command goes on. In Python: dalil.collect.collect(archive, sources, …).
"""

from __future__ import annotations

import argparse
import sys

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dalil.archive import Archive
    from dalil.collect import Collected
    from dalil.collect.run import Step
    from dalil.model import Source


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil collect``."""
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help="all that are followed")
    parser.add_argument("--first", type=int, metavar="N", help="at most N articles, the newest")
    parser.add_argument(
        "--due", action="store_true", help="lists too only when they are due, as dalil watch does"
    )
    parser.add_argument("--json", action="store_true", help="each step as a line of JSON")
    add_manners(parser)


def add_manners(parser: argparse.ArgumentParser) -> None:
    """What every command that fetches takes."""
    parser.add_argument(
        "--delay", type=float, default=2.0, metavar="SECONDS",
        help="pause after each answer of a host (default: 2; a longer Crawl-delay holds)",
    )  # fmt: skip
    parser.add_argument(
        "--per-day", type=int, default=10_000, metavar="N", help="requests to a host on one day"
    )


def run(arguments: argparse.Namespace) -> int:
    """Collect; 1 if anything went wrong."""
    from dalil.archive import Archive
    from dalil.cli.printing import print_problems
    from dalil.collect.run import chosen

    with Archive.open(arguments.archive) as archive:
        sources = chosen(archive, arguments.sources)
        if not sources:
            print("no publication is followed yet\n  try: dalil add https://…", file=sys.stderr)
            return 0
        done = go(
            archive,
            sources,
            arguments,
            first=arguments.first,
            only_due=arguments.due,
            refused_too=bool(arguments.sources),
        )
    print_problems(done.problems[:20])
    if len(done.problems) > 20:
        print(f"dalil: and {len(done.problems) - 20} more: dalil source show NAME", file=sys.stderr)
    return 1 if done.problems else 0


def go(
    archive: Archive,
    sources: Sequence[Source],
    arguments: argparse.Namespace,
    *,
    first: int | None = None,
    only_due: bool = False,
    refused_too: bool = False,
) -> Collected:
    """Collect from these sources with a bar, or lines of JSON; print what it brought."""
    import msgspec

    from dalil.collect import collect
    from dalil.collect.asking import visitors
    from dalil.net.pace import SystemClock

    makers = visitors(delay=arguments.delay, per_day=arguments.per_day)
    show = _as_json if arguments.json else _bar
    done = collect(
        archive,
        sources,
        visitors=makers,
        clock=SystemClock(),
        first=first,
        only_due=only_due,
        refused_too=refused_too,
        progress=show,
    )
    if arguments.json:
        print(msgspec.json.encode(done).decode(), flush=True)
        return done
    from dalil.cli.printing import counted

    _clear()
    rest = f"; {done.waiting} more are due: the same command goes on" if done.waiting else ""
    print(
        f"{counted(done.visits, 'visit')} ({done.same} unchanged, {done.gone} gone): "
        f"{counted(done.versions, 'new version')} of articles, {counted(done.figures, 'figure')}{rest}"
    )
    return done


def _as_json(step: Step) -> None:
    import msgspec

    print(msgspec.json.encode(step).decode(), flush=True)


def _bar(step: Step) -> None:
    if not sys.stderr.isatty():
        return
    from dalil.collect.plan import duration

    share = step.done / max(1, step.done + step.waiting)
    bar = "━" * round(20 * share) + "─" * (20 - round(20 * share))
    left = f", {duration(step.seconds)} left" if step.waiting else ""
    text = f"{bar} {step.done} of {step.done + step.waiting}{left} · {step.source} · {step.versions} new"
    print(f"\r{text}\033[K", end="", file=sys.stderr, flush=True)


def _clear() -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
