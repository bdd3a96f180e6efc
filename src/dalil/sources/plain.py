"""Listings as plain text: what a person copies from an archive page, or keeps of one.

An entry is a headline, a line with byline and date or neither, a teaser, and "(more…)" or not. Blank
lines are unreliable, menus and footers stand around. Two readings: chunks that are whole entries by
their blank lines; else the cheapest way to call every line a headline, meta line, teaser, more link
or nothing of the list, over the whole text (Viterbi's algorithm).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from dalil.errors import Unreadable
from dalil.model import Entry, Listing
from dalil.page.bylines import looks_like_name, read_byline
from dalil.page.dates import slash_habit
from dalil.sources import plain_layout
from dalil.sources.entry_dates import DateHabit, without_date_lead
from dalil.sources.entry_texts import split_more
from dalil.sources.plain_lines import Line, Meta, read_line
from dalil.sources.weights import weigh

_CHUNKS = re.compile(r"\n[^\S\n]*\n[^\S\n]*\n\s*")
_PARTS = re.compile(r"\n[^\S\n]*\n[^\S\n]*")
_MOST_LINES = 20_000
_LIKE_THE_BEST = 0.65  # of the best block's wholeness, for a block to be of the list as well
_MOST = 0.6


@dataclass(slots=True, kw_only=True)
class Draft:
    """The lines of one entry, sorted by what they are."""

    headline: str
    meta: list[Meta]
    teaser: list[str]
    more: str | None = None
    labels: list[str] = field(default_factory=list)  # short lines below the headline
    block: int = 0  #                                   counts up where the list is interrupted

    @property
    def dated(self) -> bool:
        """Whether it prints a date, of whatever day."""
        return any(meta.dated for meta in self.meta)

    @property
    def whole(self) -> float:
        """How much of an entry it is: a date, a more link, a teaser."""
        goes_on = self.more is not None or any(
            split_more(text, None).more for text in self.teaser[-1:]
        )
        return self.dated + goes_on + 0.5 * bool(self.teaser)


def read_text(text: str, *, url: str | None, captured_at: datetime | None) -> Listing:
    """Read a plain-text listing. ``Unreadable`` if no line of it is an entry's."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n \t\ufeff")
    if not any(char.isalpha() for char in text):
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
    return drafts if any(draft.meta or draft.teaser for draft in drafts) else None


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
    block = 0
    for line, kind in zip(lines, kinds, strict=True):
        if kind == "lead" and line.meta is not None:
            waiting.append(line.meta)
        elif kind == "headline":
            drafts.append(Draft(headline=line.text, meta=waiting, teaser=[], block=block))
            waiting = []
        elif kind == "other":
            block += 1
        elif drafts:
            _add(drafts[-1], line, kind)
    outside = {line.text for line, kind in zip(lines, kinds, strict=True) if kind == "other"}
    return _with_names(_without_repeats(_main_list(drafts)), outside)


def _add(draft: Draft, line: Line, kind: str) -> None:
    if kind == "meta" and line.meta is not None:
        draft.meta.append(line.meta)
    elif kind == "teaser":
        draft.teaser.append(line.text)
    elif kind == "more":
        draft.more = line.text
    elif kind == "label":
        draft.labels.append(line.text)


def _main_list(drafts: list[Draft]) -> list[Draft]:
    """The block with the most, and those whose entries are as whole; not menus, tickers and footers."""
    blocks: dict[int, list[Draft]] = {}
    for draft in drafts:
        blocks.setdefault(draft.block, []).append(draft)
    if not blocks:
        return []
    total = {number: sum(draft.whole for draft in block) for number, block in blocks.items()}
    best = max(total, key=lambda number: total[number])
    needed = _LIKE_THE_BEST * total[best] / len(blocks[best])
    return [draft for draft in drafts if total[draft.block] / len(blocks[draft.block]) >= needed]


def _without_repeats(drafts: list[Draft]) -> list[Draft]:
    """Leave out a stretch without dates in which most headlines stand again with one: a slider."""
    dated = {draft.headline for draft in drafts if draft.dated}
    found: list[Draft] = []
    for has_dates, stretch in groupby(drafts, key=lambda draft: draft.dated):
        members = list(stretch)
        again = sum(draft.headline in dated for draft in members)
        if has_dates or again * 2 < len(members):
            found.extend(members)
    return found


def _with_names(drafts: list[Draft], outside: set[str]) -> list[Draft]:
    """Names without "by" on a line of their own, where most entries have one and no menu does."""
    nameless = [draft for draft in drafts if not any(meta.byline for meta in draft.meta)]
    guesses = [
        next((text for text in draft.labels if looks_like_name(text) and text not in outside), None)
        for draft in nameless
    ]
    if sum(guess is not None for guess in guesses) < _MOST * len(drafts):
        return drafts
    for draft, guess in zip(nameless, guesses, strict=True):
        if guess is not None:
            draft.meta.append(Meta(byline=guess, published=None, dated=False, sure=False))
    return drafts


def _parted(raws: list[str]) -> list[str]:
    """Lines of "date — headline" taken apart, where most lines are such."""
    full = [raw for raw in raws if raw.strip()]
    leads = {raw for raw in full if weigh(without_date_lead(raw.strip())) >= 12}
    leads = {raw for raw in leads if without_date_lead(raw.strip()) != raw.strip()}
    if len(leads) < 3 or len(leads) < _MOST * len(full):
        return raws
    found: list[str] = []
    for raw in raws:
        rest = without_date_lead(raw.strip())
        found += [raw.strip()[: -len(rest)].strip(" —–-•|"), rest] if raw in leads else [raw]
    return found


def _lines(text: str, habit: DateHabit) -> Iterable[Line]:
    blanks = 1
    raws = _parted(text.split("\n")[:_MOST_LINES])
    times = Counter(raw.strip() for raw in raws)
    for raw in raws:
        stripped = raw.strip()
        if not stripped:
            blanks += 1
            continue
        yield read_line(stripped, habit, blanks=blanks, again=times[stripped] > 1)
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
