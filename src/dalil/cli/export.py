"""Give the archive, or a part of it, to other programs.

    dalil export cdxj index.cdxj                  # an index of the WARC files, for pywb and the like
    dalil export wacz kz.wacz --country KZ        # one file that ReplayWeb.page opens
    dalil export csv wells.csv --of wells         # figures with their sentences, for spreadsheets
    dalil export jsonl - --kind law               # any kind of finding, one JSON object a line

A WACZ holds the captures that the chosen articles were read from, and `dalil add` takes it.
In Python: dalil.export.wacz.write_wacz(archive, path).
"""

from __future__ import annotations

import argparse
import sys

from dalil.cli import findings

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil export``."""
    formats = parser.add_subparsers(title="formats", metavar="FORMAT", dest="format", required=True)
    index = formats.add_parser("cdxj", help="an index of the WARC files (CDXJ)")
    index.add_argument("file", metavar="FILE", help="where to; - for standard output")
    package = formats.add_parser("wacz", help="WARC files, index and list of pages in one (WACZ)")
    package.add_argument("file", metavar="FILE", help="where to: archive.wacz")
    table = formats.add_parser("csv", help="findings as a table for spreadsheets")
    lines = formats.add_parser("jsonl", help="findings as lines of JSON, every field")
    for one in (table, lines):
        findings.add_arguments(one)
    table.add_argument("--bom", action="store_true", help="begin with a mark that Excel wants")
    for one in (index, package, table, lines):
        one.add_argument("--archive", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    package.add_argument("--force", action="store_true", help="replace FILE if it is there")
    package.add_argument("--source", metavar="ID", help="only this source's")
    package.add_argument("--country", metavar="XX", help="only of articles that concern it")
    package.add_argument("--since", metavar="DAY", help="only of articles of that day or later")
    package.add_argument("--until", metavar="DAY", help="only of articles of that day or earlier")


def run(arguments: argparse.Namespace) -> int:
    """Write the file; 1 if something could not go into it."""
    if arguments.format in ("csv", "jsonl"):
        return findings.run(arguments)
    return _cdxj(arguments) if arguments.format == "cdxj" else _wacz(arguments)


def _cdxj(arguments: argparse.Namespace) -> int:
    from pathlib import Path

    from dalil.archive import Archive
    from dalil.cli.printing import counted, print_problems

    with Archive.open(arguments.archive) as archive:
        lines, problems = archive.cdxj()
    if arguments.file == "-":
        sys.stdout.writelines(lines)
    else:
        _write(Path(arguments.file), lines)
        print(f"{arguments.file}: {counted(len(lines), 'capture')}")
    print_problems(problems)
    return 1 if problems else 0


def _write(path: Path, lines: Iterable[str]) -> None:
    from dalil.errors import ArchiveReadOnly

    try:
        with path.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(lines)
    except OSError as error:
        raise ArchiveReadOnly(
            f"cannot write {path}: {error.strerror}", "name another file, or free some space"
        ) from error


def _wacz(arguments: argparse.Namespace) -> int:
    from pathlib import Path

    from dalil.archive import Archive
    from dalil.cli.chosen import check_chosen
    from dalil.cli.printing import counted, day, print_problems
    from dalil.errors import UsageError
    from dalil.export.wacz import write_wacz

    if Path(arguments.file).exists() and not arguments.force:
        raise UsageError(f"{arguments.file} is already there", "another name, or --force")
    with Archive.open(arguments.archive) as archive:
        check_chosen(archive, country=arguments.country, source=arguments.source)
        done = write_wacz(
            archive,
            Path(arguments.file),
            source=arguments.source,
            country=arguments.country,
            since=day(arguments.since) if arguments.since else None,
            until=day(arguments.until) if arguments.until else None,
            progress=_show,
        )
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    print(
        f"{arguments.file}: {counted(done.captures, 'capture')}, {done.pages} of them pages, "
        f"{done.size / 1e6:.1f} MB"
    )
    print_problems(done.problems)
    return 1 if done.problems else 0


def _show(captures: int) -> None:
    if sys.stderr.isatty() and captures % 50 == 0:
        print(f"\r{captures} captures\033[K", end="", file=sys.stderr, flush=True)
