"""Kazakh: the rules of :mod:`dalil.findings.figures.turkic`, with Kazakh's own tables."""

from __future__ import annotations

from dalil.findings.figures.turkic import PERIOD_ACTIONS

__all__ = ["PERIOD_ACTIONS"]
