"""What can go wrong, as a tree. Every message names the thing, what was expected, and what to do.

::

    DalilError
    ├── UsageError            the words of the call are off                        (exit status 2)
    ├── InputError            something that was read is not what it should be     (exit status 1)
    │   ├── Unreadable        empty, binary, too large, too deep, no text in it
    │   └── Damaged           truncated or corrupt: part of it was there
    ├── FetchError            something on the web was not fetched                 (exit status 1)
    │   ├── Refused           never asked for: a private address, another scheme, robots.txt
    │   └── FetchFailed       asked for, and no whole answer came
    │       ├── Unreachable   no such name, no connection, a certificate that does not hold
    │       ├── TooSlow       the time was up
    │       ├── TooLarge      more bytes than are taken, before or after decompression
    │       └── BadAnswer     not HTTP, broken off, or in a coding that cannot be undone
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


class FetchError(DalilError):
    """Something on the web was not fetched."""


class Refused(FetchError):
    """Never asked for: the address is private or not of the web, or the site forbids it."""


class FetchFailed(FetchError):
    """Asked for, and no whole answer came."""


class Unreachable(FetchFailed):
    """No such name, no connection, or a certificate that does not hold."""


class TooSlow(FetchFailed):
    """The answer was not whole when the time was up."""


class TooLarge(FetchFailed):
    """More bytes than are taken, as sent or after decompression."""


class BadAnswer(FetchFailed):
    """What came is not HTTP, broke off, or is in a coding that cannot be undone."""


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
