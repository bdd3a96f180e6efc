"""The command line: arguments in, one library call, printing out. One module a command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from dalil import __version__
from dalil.errors import DalilError

COMMANDS = (
    "demo",
    "read",
    "add",
    "collect",
    "watch",
    "list",
    "show",
    "search",
    "diff",
    "changes",
    "find",
    "quotes",
    "series",
    "indicator",
    "gather",
    "laws",
    "contradictions",
    "promises",
    "origin",
    "cases",
    "refind",
    "why",
    "cite",
    "names",
    "sources",
    "source",
    "log",
    "verify",
    "export",
    "serve",
    "doctor",
)
"""In the order in which a person meets them; ``cli/<name>_.py`` where the name is Python's."""

_MODULES = {"list": "list_"}


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="dalil",
        description="Dalil turns news archives into evidence: it keeps every article and every "
        "version of it, finds the figures in it, and traces each to the archived bytes.",
        epilog="Begin with: dalil demo",
    )
    top.add_argument("--version", action="version", version=f"dalil {__version__}")
    top.add_argument(
        "--archive",
        metavar="FOLDER",
        default=os.environ.get("DALIL_ARCHIVE", "dalil-archive"),
        help="the archive's folder (default: $DALIL_ARCHIVE, or ./dalil-archive)",
    )
    commands = top.add_subparsers(
        title="commands", metavar="COMMAND", dest="command", required=False
    )
    for name in COMMANDS:
        module = import_module(f"dalil.cli.{_MODULES.get(name, name)}")
        summary = (module.__doc__ or "").split("\n", 1)[0].rstrip(".")
        command = commands.add_parser(
            name,
            help=summary,
            description=module.__doc__,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(command)
        command.add_argument(  # before the command or after it
            "--archive", metavar="FOLDER", default=argparse.SUPPRESS, help=argparse.SUPPRESS
        )
        command.set_defaults(run=module.run)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status: 0 done, 1 something failed, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = parser()
    arguments = words.parse_args(argv)
    if arguments.command is None:
        words.print_help(sys.stderr)
        raise SystemExit(2)
    try:
        status: int = arguments.run(arguments) or 0
        sys.stdout.flush()
    except DalilError as error:
        print(f"dalil: {error}", file=sys.stderr)
        return error.exit_status
    except BrokenPipeError:  # the reader, head or less, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt as stopped:
        print(": ".join(["dalil: stopped", *map(str, stopped.args)]), file=sys.stderr)
        return 130
    return status
