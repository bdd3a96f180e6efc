"""Keys that put articles in date order, and ids that are made from what they name.

An article's key is ``(day << 20) + n``: the full-text index walks its rows by key, so the newest
matches come first without sorting. ``day`` is the proleptic ordinal of the day of publication, 0
where nobody knows it. Keys move when a date is learned; ids never do.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from datetime import date

DAY_BITS = 20

_LETTERS = re.compile(r"[\W_]+")


def day_number(on: str | None) -> int:
    """The ordinal of an ISO day; a month or year counts as its first day; None and nonsense as 0."""
    if not on:
        return 0
    year, month, day = (*on[:10].split("-"), "1", "1")[:3]
    try:
        return date(int(year), int(month), int(day)).toordinal()
    except ValueError:
        return 0


def first_key(on: str) -> int:
    """The lowest key of a day."""
    return day_number(on) << DAY_BITS


def last_key(on: str) -> int:
    """The highest key of a day, month or year given with reduced precision."""
    if len(on) == 4:
        on += "-12-31"
    elif len(on) == 7:
        year, month = int(on[:4]), int(on[5:])
        following = (
            date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else None
        )
        return ((following.toordinal() if following else date.max.toordinal() + 1) << DAY_BITS) - 1
    return ((day_number(on) + 1) << DAY_BITS) - 1


def made_id(prefix: str, *parts: object) -> str:
    """A short id that is the same whenever it is made from the same parts: 60 bits in base32."""
    joined = "\x1f".join(str(part) for part in parts)
    raw = hashlib.sha256(joined.encode("utf-8", "surrogatepass")).digest()[:8]
    return prefix + b32encode(raw).decode().lower().rstrip("=")[:12]


def headline_key(headline: str | None) -> str | None:
    """A headline's letters and digits, folded: what stays the same when a quotation mark changes."""
    return _LETTERS.sub("", headline).casefold() or None if headline else None
