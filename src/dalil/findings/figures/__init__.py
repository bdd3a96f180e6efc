"""Figures: quantities that a text states, with what, where, when, and according to whom."""

from dalil.findings.figures.find import TOOL, find_figures

__all__ = ["TOOL", "find_figures"]
