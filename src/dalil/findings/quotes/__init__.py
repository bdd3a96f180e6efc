"""Quotations: what a text gives as somebody's words, and who that is."""

from dalil.findings.quotes.find import TOOL, find_quotes

__all__ = ["TOOL", "find_quotes"]
