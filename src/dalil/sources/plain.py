"""Listings as plain text: what a person copies from an archive page, or keeps of one.

An entry is a headline, a line with byline and date or neither, a teaser, and "(more…)" or not. Blank
lines are unreliable, menus and footers stand around. Two readings: chunks that are whole entries by
their blank lines; else the cheapest way to call every line a headline, meta line, teaser, more link
or nothing of the list, over the whole text (Viterbi's algorithm).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from dalil.errors import Unreadable
from dalil.model import Entry, Listing
from dalil.page.bylines import read_byline
from dalil.page.dates import slash_habit
from dalil.sources import plain_layout
from dalil.sources.entry_dates import DateHabit
from dalil.sources.entry_texts import split_more
from dalil.sources.plain_lines import Line, Meta, read_line

_CHUNKS = re.compile(r"\n[^\S\n]*\n[^\S\n]*\n\s*")
_PARTS = re.compile(r"\n[^\S\n]*\n[^\S\n]*")
_MOST_LINES = 20_000


@dataclass(slots=True, kw_only=True)
class Draft:
    """The lines of one entry, sorted by what they are."""

    headline: str
    meta: list[Meta]
    teaser: list[str]
    more: str | None = None


def read_text(text: str, *, url: str | None, captured_at: datetime | None) -> Listing:
    """Read a plain-text listing. ``Unreadable`` if no line of it is an entry's."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n \t\ufeff")
    if not text.strip():
        raise Unreadable("no text in it", "save the page again")
    habit = DateHabit(captured_at=captured_at, language=None, day_first=_habit(text))
    drafts = _whole_chunks(text, habit) or _by_layout(text, habit)
    entries = [_entry(draft) for draft in drafts]
    if not entries:
        raise Unreadable(
            "no entries found in the text", "each needs a headline and a line below it"
        )
    return Listing(entries=tuple(entries), url=url)


def _habit(text: str) -> bool | None:
    return slash_habit(line for line in text.split("\n") if len(line) < 100)


# ── entries parted by two blank lines ────────────────────────────────────────────────────────────


def _whole_chunks(text: str, habit: DateHabit) -> list[Draft] | None:
    """Entries, if every chunk between two blank lines is one: the shape that Dalil writes."""
    drafts = []
    for chunk in _CHUNKS.split(text):
        draft = _whole_chunk(chunk, habit)
        if draft is None:
            return None
        drafts.append(draft)
    return drafts


def _whole_chunk(chunk: str, habit: DateHabit) -> Draft | None:
    parts = [part.strip(" \t") for part in _PARTS.split(chunk)]
    if not 1 <= len(parts) <= 3 or "\n" in parts[0] or not parts[0]:
        return None
    meta = read_line(parts[1], habit).meta if len(parts) > 1 and "\n" not in parts[1] else None
    rest = parts[2:] if meta else parts[1:]
    if len(rest) > 1:
        return None
    return Draft(headline=parts[0], meta=[meta] if meta else [], teaser=rest)


# ── any other text ───────────────────────────────────────────────────────────────────────────────


def _by_layout(text: str, habit: DateHabit) -> list[Draft]:
    lines = list(_lines(text, habit))
    kinds = plain_layout.best(lines)
    drafts: list[Draft] = []
    waiting: list[Meta] = []
    for line, kind in zip(lines, kinds, strict=True):
        if kind == "lead" and line.meta is not None:
            waiting.append(line.meta)
        elif kind == "headline":
            drafts.append(Draft(headline=line.text, meta=waiting, teaser=[]))
            waiting = []
        elif drafts:
            _add(drafts[-1], line, kind)
    return drafts


def _add(draft: Draft, line: Line, kind: str) -> None:
    if kind == "meta" and line.meta is not None:
        draft.meta.append(line.meta)
    elif kind == "teaser":
        draft.teaser.append(line.text)
    elif kind == "more":
        draft.more = line.text


def _lines(text: str, habit: DateHabit) -> Iterable[Line]:
    blanks = 1
    for raw in text.split("\n")[:_MOST_LINES]:
        stripped = raw.strip()
        if not stripped:
            blanks += 1
            continue
        yield replace(read_line(stripped, habit), blanks=blanks)
        blanks = 0


def _entry(draft: Draft) -> Entry:
    texts = split_more("\n".join(draft.teaser).strip() or None, draft.more)
    name = next((meta.byline for meta in draft.meta if meta.byline), None)
    byline = read_byline(name) if name else None
    return Entry(
        headline=draft.headline,
        byline=byline.printed if byline else None,
        authors=byline.authors if byline else (),
        published=next((meta.published for meta in draft.meta if meta.published), None),
        teaser=texts.teaser,
        more=texts.more,
        truncated=texts.truncated,
    )
