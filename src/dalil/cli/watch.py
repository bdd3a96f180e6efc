"""Keep collecting: what is due is fetched as it falls due, until stopped.

    dalil watch                       # all publications that are followed
    dalil watch --print systemd       # the unit that does it on a server
    dalil watch --print cron          # the line that does it without one

In Python: dalil.collect.collect(archive, sources, …), again and again.
"""

from __future__ import annotations

import argparse
import sys
import time

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from datetime import datetime

LONGEST_SLEEP = 3600.0
"""Seconds after which it looks again, whatever is due."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil watch``."""
    from dalil.cli.collect import add_manners

    parser.add_argument("sources", nargs="*", metavar="SOURCE", help="all that are followed")
    parser.add_argument("--json", action="store_true", help="each step as a line of JSON")
    parser.add_argument(
        "--print", choices=("systemd", "cron"), dest="unit", help="print how to run it, and stop"
    )
    add_manners(parser)


def run(arguments: argparse.Namespace) -> int:
    """Collect for ever."""
    if arguments.unit:
        print(_unit(arguments))
        return 0
    from datetime import UTC, datetime

    from dalil.archive import Archive
    from dalil.cli.collect import go
    from dalil.cli.printing import print_problems
    from dalil.collect.run import chosen

    while True:
        with Archive.open(arguments.archive) as archive:
            sources = chosen(archive, arguments.sources)
            if not sources:
                print("no publication is followed yet\n  try: dalil add https://…", file=sys.stderr)
                return 1
            print_problems(go(archive, sources, arguments, only_due=True).problems[:20])
            due = archive.store.next_due([source.id for source in sources])
        time.sleep(_until(due, datetime.now(UTC)))


def _until(due: datetime | None, now: datetime) -> float:
    if due is None:
        return LONGEST_SLEEP
    return min(LONGEST_SLEEP, max(5.0, (due - now).total_seconds()))


def _unit(arguments: argparse.Namespace) -> str:
    import shlex
    from pathlib import Path

    program = Path(sys.argv[0]).resolve()
    folder = Path(arguments.archive).resolve()
    if arguments.unit == "cron":
        command = shlex.join([str(program), "--archive", str(folder), "collect", "--due"])
        return (
            "# every quarter of an hour; what is not due is not asked for\n"
            f"*/15 * * * * flock -n {shlex.quote(str(folder / 'collect.lock'))} {command}"
        )
    return f"""# ~/.config/systemd/user/dalil.service; then: systemctl --user enable --now dalil
[Unit]
Description=Dalil collects the publications of {folder}
Wants=network-online.target
After=network-online.target

[Service]
ExecStart="{program}" --archive "{folder}" watch
Restart=on-failure
RestartSec=60
Nice=10

[Install]
WantedBy=default.target"""
