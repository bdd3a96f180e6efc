"""Where questions to the archive are answered: beside the event loop, a few at a time.

An SQLite connection belongs to the thread that opened it, so every clerk is one thread with an
archive of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from dalil.archive import Archive

T = TypeVar("T")
CLERKS = 4


class Clerk:
    """One thread and the archive that it alone uses, opened at the first question."""

    def __init__(self, opening: Callable[[], Archive]) -> None:
        self._opening = opening
        self._archive: Archive | None = None
        self._thread = _thread()

    async def answer(self, question: Callable[[Archive], T]) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._put, question)

    def _put(self, question: Callable[[Archive], T]) -> T:
        if self._archive is None:
            self._archive = self._opening()
        return question(self._archive)

    def go_home(self) -> None:
        self._thread.submit(self._close).result()
        self._thread.shutdown()
        self._thread = _thread()  # a room that was shut can be opened again

    def _close(self) -> None:
        if self._archive is not None:
            self._archive.close()
            self._archive = None


def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="clerk")


class Desk:
    """Clerks, each taking the next question when it is free."""

    def __init__(self, opening: Callable[[], Archive], clerks: int = CLERKS) -> None:
        self._clerks = [Clerk(opening) for _ in range(clerks)]
        self._free = list(self._clerks)
        self._turn: asyncio.Condition | None = None

    async def ask(self, question: Callable[[Archive], T]) -> T:
        """What ``question`` makes of the archive; its exceptions come through."""
        turn = self._turn = self._turn or asyncio.Condition()
        async with turn:
            await turn.wait_for(lambda: bool(self._free))
            clerk = self._free.pop()
        try:
            return await clerk.answer(question)
        finally:
            async with turn:
                self._free.append(clerk)
                turn.notify()

    def close(self) -> None:
        """Close every archive, each in its own thread."""
        for clerk in self._clerks:
            clerk.go_home()
        self._turn = None  # it belongs to an event loop that may end now
