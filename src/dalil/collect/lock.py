"""One program at a time collects into an archive: two would ask every address twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dalil.errors import ArchiveBusy

FILE = "collect.lock"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the archive's lock for collecting. Raises ``ArchiveBusy`` where another program has it.

    The system lets go of it when the program ends, whatever it ends of. Where there are no such
    locks (Windows), nothing is held.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    with (folder / FILE).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ArchiveBusy(
                f"another program is collecting into {folder}",
                "wait for it to end, or stop it; what it has kept is kept",
            ) from error
        yield
