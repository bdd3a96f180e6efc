"""Make the demo archive and open it: three invented publications in three languages.

dalil demo                        # in ./dalil-demo; delete the folder and it is gone
"""

from __future__ import annotations

import argparse
import os
import sys

from dalil.cli.add import add_convention


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dalil demo``."""
    parser.add_argument("folder", nargs="?", default="dalil-demo")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--no-serve", action="store_true", help="make the archive and stop")
    parser.add_argument("--no-open", action="store_true", help="do not open a browser")
    add_convention(parser)


def run(arguments: argparse.Namespace) -> int:
    """Read the bundled archive, say what is in it, serve it."""
    import time

    from dalil import __version__, demo
    from dalil.archive import Archive
    from dalil.cli.printing import counted, print_problems

    _check_folder(arguments.folder)
    print(f"dalil {__version__} · demo archive in ./{arguments.folder}")
    begun = time.monotonic()
    with Archive.open(arguments.folder, create=True, convention=arguments.convention) as archive:
        added = archive.add(demo.warc_path(), sources=demo.sources())
        counts = archive.counts()
        countries = archive.countries()
    print(
        f"\n  {counted(counts['sources'], 'publication')} · {counted(counts['articles'], 'article')} · "
        f"{counted(counts['versions'], 'version')} · {counted(counts['figures'], 'figure')}   "
        f"{time.monotonic() - begun:.1f} s"
    )
    print_problems(added.problems)
    print("\n  Try   a country page    /" + (countries[0].country.lower() if countries else ""))
    print("        search            /search?q=journalists")
    print(f"        in the terminal   dalil --archive {arguments.folder} list --country KZ")
    if not arguments.no_serve:
        from dalil.cli.serve import room

        room(arguments.folder, arguments.port, open_browser=_desktop() and not arguments.no_open)
    return 1 if added.problems else 0


def _check_folder(folder: str) -> None:
    """Raises ``UsageError`` for a folder that holds something else than an archive."""
    from pathlib import Path

    from dalil.errors import UsageError

    path = Path(folder)
    if path.is_file() or (
        path.is_dir() and any(path.iterdir()) and not (path / "archive.db").is_file()
    ):
        raise UsageError(f"{folder} holds something else: no demo is made there", "dalil demo NAME")


def _desktop() -> bool:
    """Whether there is a screen to open a browser on."""
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.stdout.isatty() and (sys.platform in {"darwin", "win32"} or bool(shown))
