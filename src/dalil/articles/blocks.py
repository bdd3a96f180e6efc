"""The parts of an article in reading order: headline, byline, standfirst, body, each once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dalil.articles.body import Part
from dalil.articles.metadata import Metadata, Page, one_line
from dalil.page.bylines import byline_prefix
from dalil.page.dates import find_date

_STANDFIRST_CSS = (
    '[class*="standfirst"], [class*="subtitle"], [class*="sub-title"], [class*="subhead"], '
    '[class*="dek"], [class*="deck"], [class*="lead"], [class*="lede"], [class*="summary"], '
    '[class*="intro"], [class*="excerpt"], [class*="chapeau"], [class*="description"], '
    '[itemprop="description"], [itemprop="alternativeHeadline"]'
)
_NO_WORD = re.compile(r"\W+")
_FIRST = 4  #       parts in which the head of an article may be repeated
_SHORTEST, _LONGEST = 30, 800


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
    return [part for i, part in enumerate(body) if i >= _FIRST or not _is_head(part[1], metadata)]


def _is_head(text: str, metadata: Metadata) -> bool:
    """The headline again, or a line that is a byline or a date and nothing else."""
    key = _key(text)
    if key == _key(metadata.headline or ""):
        return True
    if len(text) > 80:
        return False
    bare = text[byline_prefix(text) :]
    names = {_key(name) for name in metadata.authors} | {_key(metadata.byline or "")}
    if _key(bare) in names - {""}:
        return True
    return text[:1].isalnum() and any(map(str.isdigit, text)) and _is_date(text)


def _is_date(text: str) -> bool:
    """Whether a line is a date and little else: "06.08.2020, 14:20 | Kazakhstan" is not."""
    found = find_date(text, origin="byline")
    return found is not None and (found.end - found.start) * 10 >= len(text) * 6


def _standfirst(page: Page, metadata: Metadata, body: Sequence[Part]) -> str | None:
    """A paragraph between headline and text that calls itself one, or is the page's description."""
    claim = _key(metadata.description or "")
    if not claim:
        return None
    for node in page.tree.css(_STANDFIRST_CSS)[:20]:
        if node.tag not in ("p", "div", "h2", "h3", "span", "strong"):
            continue
        text = one_line(node.text())
        if not _SHORTEST <= len(text) <= _LONGEST:
            continue
        key = _key(text)
        told = key == claim or (len(claim) > 40 and key.startswith(claim[:40]))
        if told and all(key != _key(said) for _, said in body[_FIRST:]):
            return text
    return None


def _key(text: str) -> str:
    return _NO_WORD.sub("", text.casefold())
