"""The rules of languages with endings, as Kazakh and Kyrgyz; all words are in their folders of ``lang``."""

from __future__ import annotations

from dalil.findings.figures.turkic.cues import find_change as FIND_CHANGE
from dalil.findings.figures.turkic.cues import find_status as FIND_STATUS
from dalil.findings.figures.turkic.of import OF_RULES
from dalil.findings.figures.turkic.place import place_of as PLACE_OF
from dalil.findings.figures.turkic.source import actor as ACTOR
from dalil.findings.figures.turkic.source import find_sources as FIND_SOURCES
from dalil.findings.figures.turkic.source import source_of as SOURCE_OF
from dalil.findings.figures.turkic.stages import EXTRA_STAGES, EXTRA_VETOES
from dalil.findings.figures.turkic.time import PERIOD_ACTIONS
from dalil.findings.figures.turkic.time import period_from as PERIOD_FROM
from dalil.findings.figures.turkic.time import period_of as PERIOD_OF

__all__ = [
    "ACTOR",
    "EXTRA_STAGES",
    "EXTRA_VETOES",
    "FIND_CHANGE",
    "FIND_SOURCES",
    "FIND_STATUS",
    "OF_RULES",
    "PERIOD_ACTIONS",
    "PERIOD_FROM",
    "PERIOD_OF",
    "PLACE_OF",
    "SOURCE_OF",
]
