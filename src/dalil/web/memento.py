"""Versions of an article by time, told as other web archives tell it (RFC 7089, Memento)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import quote

from dalil.model import Reading, Version
from dalil.web.render import address, outside

_REDUCED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_DIGITS = re.compile(r"(\d{8})(\d{4}(?:\d\d)?)", re.ASCII)


def moment(text: str) -> datetime | None:
    """A time from ISO 8601 or fourteen digits, UTC unless it says otherwise; None if it is none.

    A day, month or year stands for its end: what stood there when it was over.
    """
    if reduced := _REDUCED.fullmatch(text):
        return _end_of(*(int(part) if part else None for part in reduced.groups()))
    if digits := _DIGITS.fullmatch(text):
        text = f"{digits[1]}T{digits[2]}"
    try:
        read = datetime.fromisoformat(text)
        return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _end_of(year: int | None, month: int | None, day: int | None) -> datetime | None:
    try:
        month = month or 12
        day = day or monthrange(year or 0, month)[1]
        return datetime(year or 0, month, day, 23, 59, 59, tzinfo=UTC)
    except ValueError:
        return None


def stamp(when: datetime) -> str:
    """A time as it stands in addresses: ``2020-08-06T10:00:00Z``."""
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def at_address(reading: Reading, version: Version) -> str:
    """The address that names a version by its time; by its id where nobody knows the time."""
    article = reading.card.article.id
    if version.first_seen_at is None:
        return address("a", article, "v", version.id)
    return address("a", article, f"@{stamp(version.first_seen_at)}")


def headers(reading: Reading) -> dict[str, str]:
    """What tells a Memento client when the version at hand was seen, and where the others are."""
    article = reading.card.article.id
    links = [
        f'<{address("a", article, "timemap")}>; rel="timemap"; type="application/link-format"',
        f'<{address("a", article)}>; rel="latest-version"',
    ]
    if original := _original(reading):
        links.append(f'<{original}>; rel="original"')
    made = {"Link": ", ".join(links)}
    if reading.version.first_seen_at is not None:
        made["Memento-Datetime"] = _http_date(reading.version.first_seen_at)
    return made


def timemap(reading: Reading) -> str:
    """All versions of an article in the link format (RFC 6690) of RFC 7089, section 5."""
    return ",\n".join(_timemap(reading)) + "\n"


def _timemap(reading: Reading) -> Iterator[str]:
    article = reading.card.article.id
    if original := _original(reading):
        yield f'<{original}>; rel="original"'
    yield f'<{address("a", article, "timemap")}>; rel="self"; type="application/link-format"'
    seen = [(one.first_seen_at, one.id) for one in reading.versions if one.first_seen_at]
    for at, version in sorted(seen):
        link = address("a", article, "v", version)
        yield f'<{link}>; rel="memento"; datetime="{_http_date(at)}"'


def _original(reading: Reading) -> str | None:
    """The article's own address, in the characters that a header may have."""
    url = outside(reading.card.article.url)
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~", errors="replace") if url else None


def _http_date(when: datetime) -> str:
    at = when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    return format_datetime(at.replace(microsecond=0), usegmt=True)
