"""Persons, organisations and places that a text names (``docs/concepts/names.md``)."""

from dalil.findings.names.find import find_names

__all__ = ["find_names"]
