"""What every part of the store shares: the connection, and what is remembered beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable
from typing import TypeVar

from dalil.store.memory import Memory

T = TypeVar("T")


class Part:
    """A part of the store: its questions, on the one connection that all parts share."""

    _db: sqlite3.Connection
    _memory: Memory
    _version: int | None = None

    def _remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, remembered until anybody writes to the database."""
        if self._db.in_transaction:  # it may see what nobody else sees yet
            return make()
        (version,) = self._db.execute("pragma data_version").fetchone()
        if version != self._version:  # another connection has written
            self._version = version
            self._memory.forget()
        return self._memory.value(key, make)
