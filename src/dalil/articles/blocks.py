"""The parts of an article in reading order: headline, byline, standfirst, body, each once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dalil.articles.body import Part
from dalil.articles.metadata import Metadata, Page, one_line
from dalil.lang.calendar import calendar
from dalil.lang.listings import listing_words
from dalil.page.bylines import byline_prefix, looks_like_name
from dalil.page.date_parts import words
from dalil.page.dates import find_date

_STANDFIRST_CSS = (
    '[class*="standfirst"], [class*="subtitle"], [class*="sub-title"], [class*="subhead"], '
    '[class*="dek"], [class*="deck"], [class*="lead"], [class*="lede"], [class*="summary"], '
    '[class*="intro"], [class*="excerpt"], [class*="chapeau"], [class*="description"], '
    '[itemprop="description"], [itemprop="alternativeHeadline"]'
)
_NO_WORD = re.compile(r"\W+")
_LETTERS = re.compile(r"\w+(?: \w+){0,3}")  # no mark, which may be written as an entity
_FIRST = 4  #       parts in which the head of an article may be repeated
_SHORTEST, _LONGEST = 30, 800
_LONGEST_LINE = 120  # of a byline with dates
_DATES = 3  #       that such a line may hold: written, published, changed
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?")
# Zones and halves of the day, as they stand beside clocks everywhere.
_CLOCK_WORDS = frozenset([
    "am", "pm", "a", "p", "m", "gmt", "utc", "bst", "ist", "est", "edt", "et",
    "cst", "cdt", "pst", "pdt", "pt", "mst", "mdt", "cet", "cest", "mez", "mesz", "eet",
    "eest", "msk", "мск", "jst", "kst", "hkt", "sgt", "aest", "aedt", "wib",
])  # fmt: skip


def in_order(page: Page, metadata: Metadata, body: Sequence[Part]) -> list[Part]:
    """All parts of the article's text. Nothing that stands in the head is said again below it."""
    rest = _without_head(body, metadata)
    standfirst = _standfirst(page, metadata, rest)
    parts: list[Part] = []
    if metadata.headline:
        parts.append(("headline", metadata.headline))
    if metadata.byline:
        parts.append(("byline", metadata.byline))
    if standfirst:
        parts.append(("standfirst", standfirst))
        rest = [
            part for i, part in enumerate(rest) if i >= _FIRST or _key(part[1]) != _key(standfirst)
        ]
    return parts + rest


def _without_head(body: Sequence[Part], metadata: Metadata) -> list[Part]:
    """The body; a byline among its first parts that the head does not have is marked as one."""
    rest: list[Part] = []
    for index, part in enumerate(body):
        if index >= _FIRST or not _is_head(part[1], metadata):
            rest.append(part)
        elif name := _stranger(part[1], metadata):
            rest.append(("byline", name))
    return rest


def _is_head(text: str, metadata: Metadata) -> bool:
    """The headline again, or a line of names and dates and what introduces them, nothing else."""
    if _key(text) == _key(metadata.headline or ""):
        return True
    if not 2 < len(text) <= _LONGEST_LINE:
        return False
    if _stranger(text, metadata) or _is_date(text):
        return True
    undated, dated = _without_dates(text)
    rest = _without_names(undated, metadata)
    return (dated or rest != undated) and _says_nothing(words(rest), dated)


def _is_date(text: str) -> bool:
    """Whether a line is a date and little else: "06.08.2020, 14:20 | Kazakhstan" is not."""
    found = find_date(text, origin="byline") if text[:1].isalnum() and len(text) <= 80 else None
    return found is not None and (found.end - found.start) * 10 >= len(text) * 6


def _says_nothing(left: Sequence[str], dated: bool) -> bool:
    """Whether only words are left that introduce names and dates, or a clock's zone."""
    known = calendar(None)
    own = known.before | known.changed | known.inside | known.weekdays | _by_words()
    return all(word in own or (dated and word in _CLOCK_WORDS) for word in left)


def _without_dates(text: str) -> tuple[str, bool]:
    """The line without its dates, and whether there was one."""
    dated = False
    for _ in range(_DATES):
        found = find_date(text, origin="byline")
        if found is None:
            break
        text, dated = f"{text[: found.start]} {text[found.end :]}", True
    return _CLOCK.sub(" ", text) if dated else text, dated


def _without_names(text: str, metadata: Metadata) -> str:
    for name in (metadata.byline, *metadata.authors, metadata.site):
        if name and (at := text.casefold().find(name.casefold())) >= 0:
            text = f"{text[:at]} {text[at + len(name) :]}"
    return text


def _stranger(text: str, metadata: Metadata) -> str | None:
    """Whom "By Anna Weber" names, if the head does not."""
    name = text[byline_prefix(text) :].strip()
    known = {_key(one) for one in (*metadata.authors, metadata.byline or "")}
    if name == text.strip() or _key(name) in known or not looks_like_name(name):
        return None
    return name


@cache
def _by_words() -> frozenset[str]:
    return frozenset(word for phrase in listing_words().byline_before for word in words(phrase))


def _standfirst(page: Page, metadata: Metadata, body: Sequence[Part]) -> str | None:
    """A paragraph between headline and text that calls itself one, or is the page's description."""
    claim = _key(metadata.description or "")
    if not claim or not _stands_in(page.source, metadata):
        return None
    for node in page.tree.css(_STANDFIRST_CSS)[:20]:
        if node.tag not in ("p", "div", "h2", "h3", "span", "strong"):
            continue
        text = one_line(node.text())
        if not _SHORTEST <= len(text) <= _LONGEST or _is_head(text, metadata):
            continue
        key = _key(text)
        told = key == claim or (len(claim) > 40 and key.startswith(claim[:40]))
        if told and all(key != _key(said) for _, said in body[_FIRST:]):
            return text
    return None


def _stands_in(source: str, metadata: Metadata) -> bool:
    """Whether the description may be printed too: a look at the letters it begins with, for speed."""
    start = max(metadata.heading, source.find("<body"), 0)
    begin = _LETTERS.search(metadata.description or "")
    return begin is None or source.find(begin[0], start) >= 0


def _key(text: str) -> str:
    return _NO_WORD.sub("", text.casefold())
