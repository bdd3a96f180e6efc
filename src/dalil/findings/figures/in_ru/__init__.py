"""What only Russian needs: the names that the engine asks a language for (``Grammar.hook``)."""

from __future__ import annotations

from dalil.findings.figures.in_ru.assign import ASSIGN
from dalil.findings.figures.in_ru.assign import remember as REMEMBER
from dalil.findings.figures.in_ru.cues import find_change as FIND_CHANGE
from dalil.findings.figures.in_ru.cues import find_status as FIND_STATUS
from dalil.findings.figures.in_ru.dates import PERIOD_ACTIONS
from dalil.findings.figures.in_ru.expressions import EXTRA_STAGES, EXTRA_VETOES
from dalil.findings.figures.in_ru.expressions import is_compound as STATES
from dalil.findings.figures.in_ru.of import OF_RULES
from dalil.findings.figures.in_ru.places import find_places as FIND_PLACES
from dalil.findings.figures.in_ru.sources import find_sources as FIND_SOURCES

__all__ = [
    "ASSIGN",
    "EXTRA_STAGES",
    "EXTRA_VETOES",
    "FIND_CHANGE",
    "FIND_PLACES",
    "FIND_SOURCES",
    "FIND_STATUS",
    "OF_RULES",
    "PERIOD_ACTIONS",
    "REMEMBER",
    "STATES",
    "STATING_KINDS",
]

STATING_KINDS = ("num.lone", "frames.lone_unit")
