"""Counts that are remembered until something is written, shared by all connections of this process."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast

T = TypeVar("T")
MOST = 256  # values of one archive


class Memory:
    """What one archive's connections remember together."""

    _of: dict[Path, Memory] = {}  # noqa: RUF012  one of each archive, for the whole process

    def __init__(self) -> None:
        self._values: dict[Hashable, Any] = {}
        self._lock = Lock()

    @classmethod
    def of(cls, path: Path) -> Memory:
        """The memory of the archive with this database."""
        return cls._of.setdefault(path.absolute(), cls())

    def forget(self) -> None:
        """Something was written."""
        with self._lock:
            self._values = {}

    def value(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is remembered by this key, else what ``make`` gives, which is remembered.

        A value that was made while something was written is given, and not kept.
        """
        values = self._values
        if key in values:
            return cast(T, values[key])
        made = make()
        with self._lock:
            if len(values) >= MOST:
                values.clear()
            values[key] = made  # of an older dict if there was a forget() in between
        return made
