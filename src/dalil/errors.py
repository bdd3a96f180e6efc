"""What can go wrong, as a tree. Every message names the thing, what was expected, and what to do.

::

    DalilError
    ├── UsageError            the words of the call are off                        (exit status 2)
    ├── InputError            something that was read is not what it should be     (exit status 1)
    │   ├── Unreadable        empty, binary, too large, too deep, no text in it
    │   └── Damaged           truncated or corrupt: part of it was there
    └── ArchiveError          the archive itself                                   (exit status 1)
        ├── NoArchive         there is none here
        ├── NotFound          no such article, version or finding
        ├── ArchiveTooNew     made by a newer program
        ├── ArchiveBusy       another program is writing
        └── ArchiveReadOnly   the folder or disk takes no more
"""

from __future__ import annotations


class DalilError(Exception):
    """Anything Dalil says no to. ``fix`` is the next thing to try, a command where there is one."""

    exit_status = 1

    def __init__(self, message: str, fix: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.message}\n  try: {self.fix}" if self.fix else self.message


class UsageError(DalilError):
    """The words of the call are off."""

    exit_status = 2


class InputError(DalilError):
    """Something that was read is not what it should be."""


class Unreadable(InputError):
    """Empty, binary, too large, too deep, or without text: nothing could be read from it."""


class Damaged(InputError):
    """Truncated or corrupt; what was intact has been read."""


class ArchiveError(DalilError):
    """The archive itself is the trouble."""


class NoArchive(ArchiveError):
    """There is no archive in this place."""


class NotFound(ArchiveError):
    """The archive holds no such thing."""


class ArchiveTooNew(ArchiveError):
    """The archive was made by a newer program than this one."""


class ArchiveBusy(ArchiveError):
    """Another program holds the archive's write lock."""


class ArchiveReadOnly(ArchiveError):
    """The folder, file or disk takes no more."""
