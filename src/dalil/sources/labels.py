"""Lines that label an entry rather than tell of it: a date with a rubric, a name, a count beside it."""

from __future__ import annotations

import re
from functools import lru_cache

from dalil.page.dates import date_span
from dalil.sources.weights import weigh

_LABEL = 40  #  letters of one label, at most
_LINE = 120  #  letters of all labels of a line together
_MARKS = re.compile(r"\s*[|•·]\s*|\s+[–—/-]\s+|[;,]\s")


@lru_cache(maxsize=16384)
def is_meta_line(text: str) -> bool:
    """Whether a line is a date with labels beside it: "7 March - Desktop - 9 comments"."""
    found = date_span(text) if len(text) <= 2 * _LINE else None
    if found is None:
        return False
    start, end = found
    if not any(char.isdigit() for char in text[start:end]) and _tells(text, start, end):
        return False
    parts = [part.strip() for part in _MARKS.split(text[:start] + " | " + text[end:])]
    if any(part[-1:] in ".!?…" and weigh(part) > 20 for part in parts):
        return False
    return all(weigh(part) <= _LABEL for part in parts) and weigh(text) - (end - start) < _LINE


def _tells(text: str, start: int, end: int) -> bool:
    """Whether a "today" stands in a sentence: a full stop ends it, and words stand around or behind."""
    behind = weigh(text[end:])
    inside = weigh(text[:start]) > 8 and behind > 4
    return text[-1:] in ".!?…" and (inside or behind > _LABEL)
