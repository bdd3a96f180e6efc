"""Dalil turns news archives into evidence: every figure traced to the characters that state it.

>>> import dalil
>>> [f.value.unit for f in dalil.find_figures("Police registered 14 murders.", language="en")]
['1']
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # typing itself is loaded only by type checkers: it takes its time

__version__ = "0.1.0"

if TYPE_CHECKING:
    from typing import Any

    from dalil.archive import Added as Added
    from dalil.archive import Archive as Archive
    from dalil.articles import read_article as read_article
    from dalil.errors import DalilError as DalilError
    from dalil.export.listing_text import listing_text as listing_text
    from dalil.findings import find_checks as find_checks
    from dalil.findings import find_figures as find_figures
    from dalil.findings import find_laws as find_laws
    from dalil.findings import find_names as find_names
    from dalil.findings import find_quotes as find_quotes
    from dalil.model import Entry as Entry
    from dalil.model import Figure as Figure
    from dalil.model import Finding as Finding
    from dalil.model import Listing as Listing
    from dalil.model import Source as Source
    from dalil.model import Span as Span
    from dalil.model import Wording as Wording
    from dalil.sources import read_listing as read_listing

# Loaded when they are first asked for: `dalil --help` needs none of them.
_HOMES = {
    "Added": "dalil.archive",
    "Archive": "dalil.archive",
    "DalilError": "dalil.errors",
    "Entry": "dalil.model",
    "Figure": "dalil.model",
    "Finding": "dalil.model",
    "Listing": "dalil.model",
    "Source": "dalil.model",
    "Span": "dalil.model",
    "Wording": "dalil.model",
    "find_checks": "dalil.findings",
    "find_figures": "dalil.findings",
    "find_laws": "dalil.findings",
    "find_names": "dalil.findings",
    "find_quotes": "dalil.findings",
    "listing_text": "dalil.export.listing_text",
    "read_article": "dalil.articles",
    "read_listing": "dalil.sources",
}

__all__ = [
    "Added",
    "Archive",
    "DalilError",
    "Entry",
    "Figure",
    "Finding",
    "Listing",
    "Source",
    "Span",
    "Wording",
    "find_checks",
    "find_figures",
    "find_laws",
    "find_names",
    "find_quotes",
    "listing_text",
    "read_article",
    "read_listing",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'dalil' has no attribute {name!r}")
