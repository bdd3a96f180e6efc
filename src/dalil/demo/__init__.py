"""The demo archive: three invented publications in English, Russian and Kazakh, 2017 to 2026.

Outlets, people, events and numbers are made up. ``scripts/demo/`` holds what it is built from.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from dalil.model import Source

_HERE = Path(__file__).parent


def warc_path() -> Path:
    """The bundled WARC file (ISO 28500, one gzip member a record)."""
    return _HERE / "demo.warc.gz"


def sources() -> tuple[Source, ...]:
    """The three publications; ``url`` is what all addresses of one begin with."""
    table = tomllib.loads((_HERE / "sources.toml").read_text("utf-8"))
    return tuple(
        Source(
            id=row["id"],
            outlet=row["outlet"],
            url=row["url"],
            country=row.get("country"),
            languages=tuple(row["languages"]),
        )
        for row in table["source"]
    )
