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


DELAY = 2.0
"""Seconds after each answer of a host, unless told."""

PER_DAY = 10_000
"""Requests to a host on one day, unless told."""


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
        "--delay", type=float, default=DELAY, metavar="SECONDS",
        help="pause after each answer of a host (default: 2; a longer Crawl-delay holds)",
    )  # fmt: skip
    parser.add_argument(
        "--per-day", type=int, default=PER_DAY, metavar="N", help="requests to a host on one day"
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

    last: list[Step] = []

    def show(step: Step) -> None:
        last[:] = [step]
        (_as_json if arguments.json else _bar)(step)

    try:
        done = collect(
            archive,
            sources,
            visitors=visitors(delay=arguments.delay, per_day=arguments.per_day),
            clock=SystemClock(),
            first=first,
            only_due=only_due,
            refused_too=refused_too,
            progress=show,
        )
    except KeyboardInterrupt:
        _clear()
        raise KeyboardInterrupt(_stopped(archive, sources, arguments, last)) from None
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


def _stopped(
    archive: Archive, sources: Sequence[Source], arguments: argparse.Namespace, last: list[Step]
) -> str:
    """What was kept before it was interrupted, what is due, and how to go on."""
    from datetime import UTC, datetime

    from dalil.cli.printing import begun, counted

    now = datetime.now(UTC)
    due = sum(archive.store.waiting(source.id, now) for source in sources)
    visits, versions = (last[0].done, last[0].versions) if last else (0, 0)
    names = " ".join(source.id for source in sources[:5]) if len(sources) <= 5 else ""
    return (
        f"{counted(visits, 'visit')} and {counted(versions, 'new version')} were kept in this run; "
        f"{due} more are due\n  to go on: {begun(arguments)} collect {names}".rstrip()
    )


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
