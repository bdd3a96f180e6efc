"""References to legislation: acts and provisions, what happened to them, and when."""

from dalil.findings.laws.find import find_laws

__all__ = ["find_laws"]
