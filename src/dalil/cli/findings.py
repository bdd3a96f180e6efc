"""``dalil export csv`` and ``jsonl``: findings, all that fit the filters, one at a time."""

from __future__ import annotations

import argparse
import sys

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from dalil.archive import Archive
    from dalil.model import FigureQuery, Statement

KINDS = ("figure", "law", "quote", "name", "event")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of both."""
    add = parser.add_argument
    add(
        "file", metavar="FILE", nargs="?", default="-", help="where to; standard output unless told"
    )
    add("--force", action="store_true", help="replace FILE if it is there")
    add("--kind", choices=KINDS, default="figure", help="what was found: figure unless told")
    add("--country", metavar="XX", help="of articles that concern it")
    add("--source", metavar="ID", help="of this source")
    add("--language", metavar="xx", help="in this language")
    add("--versions", action="store_true", help="of earlier wordings too")
    figures = parser.add_argument_group("figures only")
    add = figures.add_argument
    add("--of", metavar="WORDS", help="what is counted, in any forms of the words")
    add("--place", metavar="WORDS", help="where")
    add("--who", metavar="WORDS", help="who says so")
    add("--unit", metavar="UNIT", help="1 for counts, %%, KZT …")
    add("--per", metavar="WORD", help="the denominator; '' for what has none")
    add("--change", choices=("level", "size", "up", "down"), help="levels, or sizes of changes")
    add("--least", type=float, metavar="N", help="this number or more")
    add("--most", type=float, metavar="N", help="this number or less")
    add("--since", metavar="DATE", help="of that time or later")
    add("--until", metavar="DATE", help="of that time or earlier")
    add("--status", choices=("actual", "forecast", "plan", "alleged"))
    add("--bound", choices=("exact", "about", "min", "max", "range"))
    add("--sureness", type=float, metavar="0..1", help="this confidence or more")
    add("--order", choices=("new", "old", "high", "low", "late", "early"), default="new")


def run(arguments: argparse.Namespace) -> int:
    """Write them, and say on the error stream how many."""
    from dalil.archive import Archive
    from dalil.cli.chosen import check_chosen
    from dalil.cli.printing import counted

    if arguments.kind != "figure":
        _refuse_filters(arguments)
    with Archive.open(arguments.archive) as archive:
        check_chosen(
            archive,
            country=arguments.country,
            source=arguments.source,
            language=arguments.language,
        )
        lines = _lines(archive, arguments)
        done = _write(arguments, lines)
    print(counted(done, arguments.kind), file=sys.stderr)
    return 0


def _refuse_filters(arguments: argparse.Namespace) -> None:
    from dalil.errors import UsageError

    names = [
        "of",
        "place",
        "who",
        "unit",
        "per",
        "change",
        "least",
        "most",
        "since",
        "until",
        "status",
        "bound",
        "sureness",
    ]
    used = [name for name in names if getattr(arguments, name) is not None]
    if used:
        raise UsageError(
            f"--{used[0]} is for figures", f"leave it out with --kind {arguments.kind}"
        )


def _query(arguments: argparse.Namespace) -> FigureQuery:
    from dalil.cli.printing import day
    from dalil.model import FigureQuery

    same = "of place who unit per change least most country source language status bound sureness"
    return FigureQuery(
        **{name: getattr(arguments, name) for name in same.split()},
        since=day(arguments.since) if arguments.since else None,
        until=day(arguments.until) if arguments.until else None,
        newest=not arguments.versions,
    )


def _stated(archive: Archive, arguments: argparse.Namespace) -> Iterator[Statement]:
    if arguments.kind == "figure":
        return archive.every_figure(_query(arguments), order=arguments.order)
    return archive.every_finding(
        arguments.kind,
        source=arguments.source,
        country=arguments.country,
        language=arguments.language,
        newest=not arguments.versions,
    )


def _lines(archive: Archive, arguments: argparse.Namespace) -> Iterator[str]:
    """What is written: for CSV first the head, then a line for each."""
    from dalil.export.figures import columns_of, finding_row
    from dalil.export.tables import BOM, csv_line, json_line
    from dalil.model import Event, Figure, Law, Name, Quotation

    found = _stated(archive, arguments)
    if arguments.format == "jsonl":
        yield from map(json_line, found)
        return
    classes = {"figure": Figure, "law": Law, "quote": Quotation, "name": Name, "event": Event}
    yield (BOM if arguments.bom else "") + csv_line(columns_of(classes[arguments.kind]))
    convention = archive.convention.name
    for one in found:
        yield csv_line(finding_row(one, convention=convention))


def _write(arguments: argparse.Namespace, lines: Iterator[str]) -> int:
    """Write the lines; how many findings they were."""
    from pathlib import Path

    from dalil.errors import ArchiveReadOnly, UsageError

    head = int(arguments.format == "csv")
    if arguments.file == "-":
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        return _through(sys.stdout, lines) - head
    path = Path(arguments.file)
    if path.exists() and not arguments.force:
        raise UsageError(f"{path} is already there", "another name, or --force")
    try:
        with path.open("w", encoding="utf-8", newline="") as out:
            return _through(out, lines) - head
    except OSError as error:
        raise ArchiveReadOnly(
            f"cannot write {path}: {error.strerror}", "name another file, or free some space"
        ) from error


def _through(out: TextIO, lines: Iterator[str]) -> int:
    count = 0
    for line in lines:
        out.write(line)
        count += 1
    return count
