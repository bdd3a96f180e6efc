"""Dalil turns news archives into evidence."""

__version__ = "0.1.0"
