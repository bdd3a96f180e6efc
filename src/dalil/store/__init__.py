"""What an archive remembers: one SQLite file, its questions in plain SQL."""

from dalil.store.sqlite import Store

__all__ = ["Store"]
