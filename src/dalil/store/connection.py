"""Opening the database file: its tables' steps, and SQLite's errors in our words."""

from __future__ import annotations

import os
import sqlite3 as sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import resources
from pathlib import Path
from typing import Any

from dalil.errors import ArchiveBusy, ArchiveError, ArchiveReadOnly
from dalil.store.search import CONTENTLESS_SINCE

if sqlite3.sqlite_version_info < CONTENTLESS_SINCE:
    with suppress(ImportError):  # the extra dalil[sqlite] brings a newer one than Python has
        import pysqlite3.dbapi2 as sqlite3  # type: ignore[no-redef]

BUSY_SECONDS = 10


def migrations() -> list[str]:
    """The steps of the tables, oldest first. A step that was released never changes."""
    folder = resources.files("dalil.store").joinpath("migrations")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".sql"))
    return [folder.joinpath(name).read_text("utf-8") for name in names]


def connect(path: Path) -> sqlite3.Connection:
    """A connection that writes; on a read-only disk, one that reads the file as it stands."""
    writable = os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))
    where = f"{path.absolute().as_uri()}?" + ("mode=rwc" if writable else "immutable=1")

    class Connection(sqlite3.Connection):
        """Every statement's errors in our words."""

        def execute(self, *statement: Any) -> Any:
            try:
                return super().execute(*statement)
            except sqlite3.Error:
                with named_errors(path):
                    raise

        def executemany(self, *statement: Any) -> Any:
            try:
                return super().executemany(*statement)
            except sqlite3.Error:
                with named_errors(path):
                    raise

    db = sqlite3.connect(
        where, uri=True, timeout=BUSY_SECONDS, isolation_level=None, factory=Connection
    )
    db.row_factory = sqlite3.Row
    return db


def make_folder(folder: Path) -> None:
    """Make the archive's folder. Raises ``ArchiveReadOnly``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveReadOnly(
            f"cannot make the folder {folder}: {error.strerror}",
            "name another with --archive FOLDER",
        ) from error


@contextmanager
def named_errors(path: Path) -> Iterator[None]:
    """SQLite's errors in our words, with the file's name."""
    try:
        yield
    except sqlite3.OperationalError as error:
        said = str(error)
        if "locked" in said or "busy" in said:
            raise ArchiveBusy(
                f"another program is writing to {path}", "wait for it to end, then the same again"
            ) from error
        if "readonly" in said or "unable to open" in said:
            raise ArchiveReadOnly(
                f"cannot write to {path}: {said}",
                f"check the rights of {path.parent}, or copy it to a folder of yours",
            ) from error
        if "full" in said or "disk I/O" in said:
            raise ArchiveReadOnly(
                f"no room to write {path}: {said}", "free some space, then the same again"
            ) from error
        if "contentless_delete" in said:
            raise ArchiveError(
                f"{path} was made with SQLite 3.43 or later; here is {sqlite3.sqlite_version}",
                "pip install 'dalil[sqlite]', or a newer Python",
            ) from error
        raise ArchiveError(f"{path}: {said}", "dalil verify") from error
    except sqlite3.DatabaseError as error:
        raise ArchiveError(
            f"{path} is not an archive, or is damaged: {error}",
            "restore the file from a copy",
        ) from error
