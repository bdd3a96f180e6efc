"""Invented pages of many makes, and what a person reads on them: no entry too many, none missed.

They were written without a look at the reader. ``unseen/pages`` holds the bytes, ``unseen/gold`` what
is on them; ``python -m bench.listings --pages tests/sources/unseen`` scores them all.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from dalil.errors import Unreadable
from dalil.model import Entry
from dalil.sources import read_listing

_FOLDER = Path(__file__).parent / "unseen"
_GOLD = [json.loads(path.read_text("utf-8")) for path in sorted(_FOLDER.glob("gold/*.json"))]
# Names that nothing marks as such are left out rather than guessed.
_NO_NAME = frozenset(["one-entry-ru", "two-entries", "medium-like", "desktop-phone-pinned"])


def _read(gold: dict[str, Any]) -> tuple[Entry, ...]:
    fetched = datetime.fromisoformat(gold["fetched"])
    payload = (_FOLDER / gold["file"]).read_bytes()
    try:
        entries = read_listing(payload, url=gold["url"], captured_at=fetched).entries
    except Unreadable:
        return ()
    return tuple(entry for entry in entries if entry.url not in gold["also"])


def _letters(text: str | None) -> str:
    return "".join(char for char in (text or "").casefold() if char.isalnum())


@pytest.mark.parametrize("gold", _GOLD, ids=lambda gold: str(gold["id"]))
def test_entries(gold: dict[str, Any]) -> None:
    entries = _read(gold)
    assert [_letters(one.headline) for one in entries] == [
        _letters(e["title"]) for e in gold["entries"]
    ]
    if gold["url"]:
        assert [one.url for one in entries] == [e["url"] for e in gold["entries"]]


@pytest.mark.parametrize("gold", _GOLD, ids=lambda gold: str(gold["id"]))
def test_dates(gold: dict[str, Any]) -> None:
    found = [one.published.on if one.published else None for one in _read(gold)]
    assert found == [entry["date"] for entry in gold["entries"]]


@pytest.mark.parametrize(
    "gold", [gold for gold in _GOLD if gold["id"] not in _NO_NAME], ids=lambda gold: str(gold["id"])
)
def test_bylines(gold: dict[str, Any]) -> None:
    found = [_letters(one.byline) for one in _read(gold)]
    assert found == [_letters(entry["byline"]) for entry in gold["entries"]]


@pytest.mark.parametrize("gold", _GOLD, ids=lambda gold: str(gold["id"]))
def test_teasers(gold: dict[str, Any]) -> None:
    for one, entry in zip(_read(gold), gold["entries"], strict=True):
        found, wanted = _letters(one.teaser), _letters(entry["teaser"])
        assert found[:60] == wanted[:60]
