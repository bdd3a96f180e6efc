"""Checks: arithmetic over the figures of one text, where the text itself says how they belong."""

from dalil.findings.checks.find import TOOL, find_checks

__all__ = ["TOOL", "find_checks"]
