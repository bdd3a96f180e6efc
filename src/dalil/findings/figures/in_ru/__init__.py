"""What only Russian needs: the names that the engine asks a language for (``Grammar.hook``)."""

from __future__ import annotations

from dalil.findings.figures.in_ru.dates import PERIOD_ACTIONS

__all__ = ["PERIOD_ACTIONS"]
