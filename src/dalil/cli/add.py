"""Follow a publication, or keep files: pages, listings, feeds, texts, WARC files, folders of them.

    dalil add https://example.org/kz/  # shows a plan first; --yes begins
    dalil add page.html --url https://example.org/kz/
    dalil add saved-pages/ --outlet "Example Gazette" --country KZ

Adding the same thing again changes nothing; a changed wording makes a new version.
In Python: dalil.Archive.open(folder, create=True).add(path).
"""

from __future__ import annotations

import argparse
import sys

from dalil.cli import following

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from dalil.archive import Added, Archive
    from dalil.model import Problem, Source

_ENDINGS = frozenset(
    (
        *("html", "htm", "xhtml", "txt", "text", "md", "xml", "json", "jsonl", "csv", "tsv"),
        *("opml", "rss", "atom", "warc", "wacz", "gz", "zip", "pdf", "doc", "docx", "rtf", "eml"),
    )
)
"""How files end, as addresses do not."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil add``."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="an address, a file or a folder")
    parser.add_argument("--url", help="the page's address, if one file is added")
    parser.add_argument("--captured", metavar="TIME", help="when it was saved: 2020-08-06T10:00Z")
    parser.add_argument("--outlet", help="the publication, as people say it")
    parser.add_argument("--source", metavar="ID", help="a short name for where it is listed")
    parser.add_argument("--country", metavar="XX", help="the country the outlet reports on: KZ")
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")
    add_convention(parser)
    following.add_arguments(parser)


def add_convention(parser: argparse.ArgumentParser) -> None:
    """What vague words count as in an archive that is made by the command."""
    parser.add_argument(
        "--convention",
        metavar="NAME",
        help="what vague words count as in a new archive: dalil (dozens 24), acled (dozens 12)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Add each path; 1 if anything could not be read."""
    from dataclasses import replace
    from pathlib import Path

    from dalil.archive import Added, Archive
    from dalil.cli.printing import counted, moment, print_problems
    from dalil.errors import UsageError

    if arguments.url and len(arguments.paths) > 1:
        raise UsageError("--url names the address of one file", "add the files one by one")
    if arguments.url and Path(arguments.paths[0]).is_dir():
        raise UsageError("--url names the address of one file, not of a folder", "leave it out")
    if arguments.url and not arguments.url.startswith(("http://", "https://")):
        raise UsageError(f"{arguments.url!r} is no web address", "--url https://example.org/kz/")
    captured_at = moment(arguments.captured) if arguments.captured else None
    source = _source(arguments)
    addresses = [path for path in arguments.paths if path.startswith(("http://", "https://"))]
    if addresses:
        if len(arguments.paths) > 1:
            raise UsageError("one address at a time", f"dalil add {addresses[0]}")
        return following.follow(addresses[0], arguments, source)
    other = next((path for path in arguments.paths if "://" in path), None)
    if other:
        raise UsageError(f"{other!r} is no address that can be followed", "http:// or https://")
    for path in arguments.paths:
        _check_path(path)
    total = Added()
    with Archive.open(arguments.archive, create=True, convention=arguments.convention) as archive:
        for path in arguments.paths:
            added = archive.add(
                path,
                url=arguments.url,
                captured_at=captured_at,
                source=source,
                progress=None if arguments.json else _show,
            )
            total += replace(added, problems=tuple(_placed(path, one) for one in added.problems))
            _follow_lists(archive, path, source, tuple(arguments.allow))
    _clear()
    if arguments.json:
        import msgspec

        print(msgspec.json.encode(total).decode())
    else:
        again = f" ({total.same} already there)" if total.same else ""
        print(
            f"kept {counted(total.captures, 'capture')}{again}: "
            f"{counted(total.versions, 'new version')} of articles, {counted(total.figures, 'figure')}"
        )
    print_problems(total.problems)
    return 1 if total.problems else 0


def _follow_lists(
    archive: Archive, path: str, source: Source | None, allow: tuple[str, ...]
) -> None:
    """A list of feeds or links becomes sources; they are asked when a person says so."""
    from datetime import UTC, datetime
    from pathlib import Path

    from dalil.cli.printing import counted
    from dalil.collect.lists import follow, listed

    listing = listed(Path(path))
    followed = (
        follow(archive, listing, Path(path).name, datetime.now(UTC), source, allow=allow)
        if listing
        else []
    )
    if followed:
        print(
            f"{path}: {counted(len(followed), 'source is', 'sources are')} followed from now on: dalil collect",
            file=sys.stderr,
        )


def _check_path(path: str) -> None:
    """Raises ``InputError`` for what is no file and looks like an address without ``https://``."""
    from pathlib import Path

    from dalil.errors import InputError

    host = path.partition("/")[0]
    name, dot, ending = host.rpartition(".")
    looks_so = bool(name and dot) and ending.isalpha() and ending.lower() not in _ENDINGS
    if looks_so and not Path(path).exists():
        whole = f"https://{path}" if "/" in path else f"https://{path}/"
        raise InputError(f"{path}: there is no such file", f"did you mean: dalil add {whole}")


def _placed(path: str, problem: Problem) -> Problem:
    """A problem of a file by the path that was given."""
    import os.path
    from dataclasses import replace

    from dalil.cli.read import path_of

    inside = path_of(path, problem.thing)
    known = os.path.basename(path) == problem.thing or os.path.exists(inside)  # noqa: PTH110, PTH119
    return replace(problem, thing=inside) if known and "://" not in problem.thing else problem


def _source(arguments: argparse.Namespace) -> Source | None:
    from dalil.archive import UNNAMED, slug
    from dalil.errors import UsageError
    from dalil.lang.countries import codes
    from dalil.model import Source

    country = arguments.country.upper() if arguments.country else None
    if country and country not in codes():
        raise UsageError(f"{arguments.country!r} is no country code", "two letters: KZ, KG, UZ, TJ")
    if arguments.source and slug(arguments.source) != arguments.source:
        raise UsageError(
            f"{arguments.source!r} is no short name: small letters, digits and hyphens",
            f"--source {slug(arguments.source)}",
        )
    if not (arguments.outlet or arguments.source or country):
        return None
    name = arguments.source or slug(arguments.outlet or UNNAMED)
    return Source(id=name, outlet=arguments.outlet or name, country=country)


def _show(done: Added) -> None:
    if sys.stderr.isatty():
        text = f"kept {done.captures} · new versions {done.versions} · failed {len(done.problems)}"
        print(f"\r{text}\033[K", end="", file=sys.stderr, flush=True)


def _clear() -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
