"""Is everything in order? One line a check, with the fix.

dalil doctor
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

TYPE_CHECKING = False  # see dalil/__init__.py
if TYPE_CHECKING:
    from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``dalil doctor`` takes no arguments."""


Check = tuple[str, str, str | None]
"""``("✓", "!" or "✗"; what was found; the fix)``."""


def run(arguments: argparse.Namespace) -> int:
    """Run every check; 1 if one failed."""
    from pathlib import Path

    folder = Path(arguments.archive)
    failed = False
    checks: tuple[Callable[[Path], Iterator[Check]], ...] = (
        _program,
        _sqlite,
        _reader,
        _disk,
        _contact,
        _archive,
    )
    for check in checks:
        for sign, found, fix in check(folder):
            failed = failed or sign == "✗"
            print(f"{sign} {found}" + (f"\n  → {fix}" if fix else ""))
    return 1 if failed else 0


def _program(_: Path) -> Iterator[Check]:
    import platform

    from dalil import __version__

    yield "✓", f"dalil {__version__} on Python {platform.python_version()}", None


def _sqlite(_: Path) -> Iterator[Check]:
    import sqlite3

    from dalil.store.search import CONTENTLESS_SINCE

    version = sqlite3.sqlite_version
    db = sqlite3.connect(":memory:")
    try:
        db.execute("create virtual table t using fts5(words)")
    except sqlite3.OperationalError:
        yield (
            "✗",
            f"SQLite {version} has no full-text search (FTS5)",
            "install Python from python.org or your system",
        )
        return
    finally:
        db.close()
    if sqlite3.sqlite_version_info >= CONTENTLESS_SINCE:
        yield "✓", f"SQLite {version}", None
    else:
        yield (
            "✓",
            f"SQLite {version}: older than 3.43, so a new archive's index keeps its stems twice",
            None,
        )


def _reader(_: Path) -> Iterator[Check]:
    from dalil.errors import InputError
    from dalil.page.worker import Worker

    page = (
        "<html><body><article><h1>A page</h1><p>"
        + "Fourteen words stand here. " * 20
        + "</p></article></body></html>"
    )
    with Worker("dalil.pipeline:read_capture") as read_capture:
        try:
            read_capture(page.encode())
        except InputError as error:
            fix = "pip install --force-reinstall dalil, or in a checkout: make clean demo"
            yield "✗", f"the page reader does not work: {error.message}", fix
            return
    yield "✓", "the page reader works in a process of its own", None


def _disk(folder: Path) -> Iterator[Check]:
    import shutil

    place = next(
        parent for parent in (folder.absolute(), *folder.absolute().parents) if parent.exists()
    )
    free = shutil.disk_usage(place).free >> 20
    if free < 500:
        yield "!", f"{free} MB free in {place}", "free some space before you add more"
    else:
        yield "✓", f"{free >> 10} GB free", None


def _contact(_: Path) -> Iterator[Check]:
    from dalil.net.client import own_name

    name = own_name()
    if "(+" in name:
        yield "✓", f"publications see who reads them: {name}", None
    else:
        yield (
            "!",
            f"publications see only {name}, and cannot write to you",
            "export DALIL_CONTACT=… (a page or mailbox of yours)",
        )


def _archive(folder: Path) -> Iterator[Check]:
    from dalil.archive import Archive
    from dalil.errors import DalilError, NoArchive

    try:
        with Archive.open(folder) as archive:
            counts = archive.counts()
            problems = archive.store.problems()
            problems += [f"captures/{file} is gone or cut off" for file in archive.missing_files()]
    except NoArchive:
        yield "!", f"no archive in {folder}", "dalil add page.html, or: dalil demo"
        return
    except DalilError as error:
        yield "✗", error.message, error.fix
        return
    yield (
        "✓",
        f"archive in {folder}: " + ", ".join(f"{n} {name}" for name, n in counts.items()),
        None,
    )
    if _on_a_network(folder):
        yield (
            "!",
            f"{folder} is on a network disk, where SQLite is not safe",
            "keep the archive on a disk of this machine",
        )
    for problem in problems:
        yield "✗", problem, "restore the file from a copy, then: dalil verify"


def _on_a_network(folder: Path) -> bool:
    """Whether the folder's file system is one of the network kinds; only Linux says."""
    from pathlib import Path

    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return False
    best, kind = "", ""
    for line in mounts.read_text("utf-8", "replace").splitlines():
        _, point, system, *_ = line.split()
        if str(folder.absolute()).startswith(point) and len(point) >= len(best):
            best, kind = point, system
    return kind in {"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p"}
