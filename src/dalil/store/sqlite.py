"""The archive's memory in one SQLite file. Its questions stand in the parts, the SQL in sight."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dalil import __version__
from dalil.errors import ArchiveError, ArchiveTooNew, NoArchive
from dalil.lang.conventions import DEFAULT
from dalil.lang.stems import ANALYSER
from dalil.store import connection, search
from dalil.store.articles import Articles
from dalil.store.captures import Captures
from dalil.store.changes import Changes
from dalil.store.claims import Claims
from dalil.store.figures import Figures
from dalil.store.findings import Findings
from dalil.store.kin import Kinship
from dalil.store.lists import Lists
from dalil.store.memory import Memory
from dalil.store.names import NamesPart
from dalil.store.rows import now
from dalil.store.series import SeriesPart
from dalil.store.visits import Visits

DATABASE = "archive.db"
_MANY = 500  # articles; indexing them anew takes long enough to be told

_log = logging.getLogger("dalil")


class Store(
    Captures,
    Articles,
    Findings,
    Figures,
    Lists,
    Visits,
    Changes,
    Kinship,
    SeriesPart,
    NamesPart,
    Claims,
):
    """The archive's memory. Opened by one thread; several processes may hold it at once."""

    def __init__(
        self, folder: Path, *, create: bool = False, convention: str | None = None
    ) -> None:
        """Open the database in ``folder``, bringing its tables up to date.

        ``convention`` is what vague words count as, of an archive that is made by this. Raises ``NoArchive``, ``ArchiveTooNew``, ``ArchiveReadOnly`` or ``ArchiveBusy``.
        """
        self._memory = Memory.of(folder / DATABASE)
        self._figure_tallies = {}
        self.folder = folder
        self.path = folder / DATABASE
        if folder.is_file():
            raise ArchiveError(f"{folder} is a file, not a folder", "name the archive's folder")
        if not self.path.exists():
            if not create:
                raise NoArchive(f"there is no archive in {folder}", "dalil add page.html")
            connection.make_folder(folder)
        with connection.named_errors(self.path):
            self._db = connection.connect(self.path)
            self._db.execute("pragma foreign_keys = on")
            self._migrate(convention or DEFAULT)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    # ── tables and transactions ──────────────────────────────────────────────────────────────────

    def _migrate(self, convention: str) -> None:
        steps = connection.migrations()
        done: int = self._db.execute("pragma user_version").fetchone()[0]
        if done > len(steps):
            raise ArchiveTooNew(
                f"{self.path} was made by a newer Dalil (its tables are at step {done}, "
                f"this program knows {len(steps)})",
                "pip install --upgrade dalil",
            )
        if done < len(steps):
            self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = full")
        if done == len(steps) and self._meta("analyser") == ANALYSER:
            return
        with self.writing():
            for number in range(self._db.execute("pragma user_version").fetchone()[0], len(steps)):
                for statement in steps[number].split(";\n"):
                    self._db.execute(statement)
                if number == 0:
                    self._db.execute(search.table_sql(connection.sqlite3.sqlite_version_info))
                    self._set_meta("analyser", ANALYSER)
                    self._set_meta("convention", convention)
                    self.note("archive made")
                self._db.execute(f"pragma user_version = {number + 1}")
            stale = self._meta("analyser") != ANALYSER
            if stale or not self.has_figure_words():
                self.renew_figures(connection.sqlite3.sqlite_version_info)
            if stale:
                self._renew_index()

    def _renew_index(self) -> None:
        """Make the index of an archive anew that another analyser made."""
        articles = self._db.execute("select count(*) from article").fetchone()[0]
        if articles > _MANY:
            _log.warning("%s: indexing %d articles anew for search, once", self.path, articles)
        self._db.execute("drop table ft")
        self._db.execute(search.table_sql(connection.sqlite3.sqlite_version_info))
        self.index_anew()
        self._set_meta("analyser", ANALYSER)
        self.note(f"search index made anew: {articles} articles")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it is kept, or none. Acknowledged when the block has ended."""
        self._db.execute("begin immediate")
        self._figure_tallies.clear()
        try:
            yield
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("rollback")
            raise
        self._db.execute("commit")
        self._memory.forget()

    def note(self, what: str) -> None:
        """A line in the log: what was done, when, by which program version."""
        self._db.execute(
            "insert into log (at, what, program) values (?, ?, ?)",
            (now(), what, f"dalil {__version__}"),
        )

    def log(self, limit: int) -> list[tuple[str, str, str]]:
        """The newest lines of the log."""
        rows = self._db.execute(
            "select at, what, program from log order by id desc limit ?", (limit,)
        )
        return [(row["at"], row["what"], row["program"]) for row in rows]

    def convention(self) -> str:
        """The name of what vague words count as in this archive's figures."""
        row = self._db.execute("select value from meta where key = 'convention'").fetchone()
        return str(row["value"]) if row else DEFAULT

    def _meta(self, key: str) -> str | None:
        row = self._db.execute("select value from meta where key = ?", (key,)).fetchone()
        return str(row["value"]) if row else None

    def _set_meta(self, key: str, value: str) -> None:
        self._db.execute("insert or replace into meta (key, value) values (?, ?)", (key, value))

    # ── checking ─────────────────────────────────────────────────────────────────────────────────

    def problems(self) -> list[str]:
        """What SQLite and the full-text index find wrong with themselves."""
        found = [row[0] for row in self._db.execute("pragma integrity_check") if row[0] != "ok"]
        found += [
            f"a row of {row[0]} points nowhere"
            for row in self._db.execute("pragma foreign_key_check")
        ]
        articles = self._db.execute("select count(*) from article").fetchone()[0]
        indexed = self._db.execute("select count(*) from ft").fetchone()[0]
        if articles != indexed:
            found.append(f"{articles} articles, but {indexed} in the full-text index")
        return found
