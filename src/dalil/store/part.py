"""What every part of the store shares: the connection."""

from __future__ import annotations

import sqlite3


class Part:
    """A part of the store: its questions, on the one connection that all parts share."""

    _db: sqlite3.Connection
