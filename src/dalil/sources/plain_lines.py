"""One line of a plain-text listing: its words, and what it would say as a line of byline and date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dalil.lang.calendar import calendar
from dalil.lang.listings import bare, listing_words
from dalil.model import Published
from dalil.page.bylines import byline_prefix, is_nobody, looks_like_name, read_byline
from dalil.page.dates import date_span
from dalil.sources.entry_dates import DateHabit
from dalil.sources.entry_texts import is_more, split_more
from dalil.sources.weights import weigh

_META = 120  # characters of a line of byline and date, at most
_CUTS = re.compile(r"\s*[|•·\u2022\u00b7]\s*|\s+[–—-]\s+|\s*\t\s*|\s+/\s+")
_BY = re.compile(r"\s(?:by|by:|автор:?|авторы:?|muallif:?|муаллиф:?)\s", re.IGNORECASE)
_LABELS = frozenset(
    ["posted", "published", "updated", "entry", "опубликовано", "добавлено", "размещено"]
)
_FIGURES_OF_A_DATE = re.compile(r"(?<![\d.])\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})$")
_EDGE = " ,|–—-•·:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What a line of byline and date says. ``dated`` also where the date means no certain day."""

    byline: str | None
    published: Published | None
    dated: bool
    sure: bool  # a date stands in it, or "by" before a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is not blank."""

    text: str
    weight: int
    meta: Meta | None
    more: bool
    part: bool  #       a word of the page around the list: "menu", "all rights reserved"
    aside: bool  #      the head of a part that holds no entries: "recent comments"
    number: bool  #     nothing but figures and marks
    stopped: bool  #    ends like a sentence
    goes_on: bool  #    ends in "(more…)" or the like
    blanks: int  #      blank lines above it
    again: bool  #      the same line stands elsewhere too: a rubric, a button


def read_line(text: str, habit: DateHabit, *, blanks: int = 0, again: bool = False) -> Line:
    """A stripped line, by itself."""
    flat = " ".join(text.split())
    folded = bare(flat)
    known = listing_words()
    weight = weigh(flat)
    return Line(
        text=flat,
        weight=weight,
        meta=_meta(flat, habit) if len(flat) <= _META and "\n" not in text else None,
        more=is_more(flat) and weight > 1,
        part=_is_part(folded),
        aside=folded in known.aside_heads or "©" in flat,
        number=not any(char.isalpha() for char in flat),
        stopped=flat[-1:] in '.…!?»”")]।' if flat else False,
        goes_on=split_more(flat, None).truncated,
        blanks=blanks,
        again=again,
    )


def _is_part(folded: str) -> bool:
    """Whether a line is of the page, not of an entry: a menu word, a count, a row of page numbers."""
    known = listing_words()
    if folded in known.page_parts or folded in known.comments or folded in known.older:
        return True
    words = folded.split()
    if len(words) == 3 and " ".join(words[:2]) in known.older:  # "load more stories"
        return True
    numbers = sum(word.strip(".…»«›‹").isdigit() for word in words)
    return _is_count(folded) or (numbers >= 3 and numbers * 2 >= len(words) and len(folded) < 60)


def _is_count(folded: str) -> bool:
    words = folded.split()
    return 1 < len(words) <= 3 and words[-1] in listing_words().comments and words[0].isdigit()


def _meta(text: str, habit: DateHabit) -> Meta | None:
    """Byline and date of a line, if it holds nothing else of weight."""
    span = date_span(text) or _impossible(text)
    if span is None:
        return _only_byline(text)
    start, end = span
    before, after = text[:start].strip(_EDGE), text[end:].strip(_EDGE)
    found = habit.find(text)
    parts = [part for side in (before, after) for part in _CUTS.split(side) if part.strip(_EDGE)]
    if any(weigh(part) > 40 for part in parts) or len(parts) > 5:
        return None
    if any(part[-1:] in ".!?" and weigh(part) > 25 for part in parts) or _tells(before):
        return None
    return Meta(
        byline=_name(before, after, parts),
        published=found.published if found is not None else None,
        dated=True,
        sure=True,
    )


def _impossible(text: str) -> tuple[int, int] | None:
    """Where a line ends in the figures of a date that cannot be, as 31.02.20: it is none, but the
    line is one of byline and date all the same.
    """
    match = _FIGURES_OF_A_DATE.search(text)
    return match.span() if match else None


def _tells(before: str) -> bool:
    """Whether what leads up to a date is a headline: "Teachers to strike on" 3 December."""
    lead = _CUTS.split(before)[-1] if before else ""
    words = lead.split()
    if len(words) < 4 or byline_prefix(before) or _BY.search(f" {lead} "):
        return False
    small = sum(word.islower() for word in words)
    return small >= 3 and not any(word.strip(",").casefold() in _LABELS for word in words[:2])


def _name(before: str, after: str, parts: list[str]) -> str | None:
    """The byline among the parts of a line: what "by" precedes, else what stands before the date."""
    for part in parts:
        if byline_prefix(part):
            return _named(part)
        match = _BY.search(f" {part}")
        if match:
            return _named(f" {part}"[match.end() :])
    lead = _CUTS.split(before)[0].strip(_EDGE) if before else ""
    if lead and _could_be_byline(lead):
        return _named(lead)
    first = _CUTS.split(after)[0].strip(_EDGE) if after and not before else ""
    return _named(first) if looks_like_name(first) and len(parts) == 1 else None


def _could_be_byline(text: str) -> bool:
    known = listing_words()
    folded = bare(text)
    words = folded.split()
    if folded in known.page_parts or folded in known.comments or words[-1:] == ["on"]:
        return False
    dates_own = calendar(None)
    return not all(
        word in dates_own.before | dates_own.changed | dates_own.weekdays for word in words
    )


def _named(text: str) -> str | None:
    byline = read_byline(text)
    return byline.printed if byline is not None else None


def _only_byline(text: str) -> Meta | None:
    """A line without a date: "By Anna Kim", or a name and nothing else."""
    prefix = byline_prefix(text)
    rest = text[prefix:]
    if prefix and weigh(rest) <= 60 and (looks_like_name(rest) or ":" in text[:prefix]):
        return Meta(byline=_named(rest), published=None, dated=False, sure=True)
    if is_nobody(text) and len(text) > 4:
        return Meta(byline=None, published=None, dated=False, sure=True)
    if looks_like_name(text):
        return Meta(byline=_named(text), published=None, dated=False, sure=False)
    return None
