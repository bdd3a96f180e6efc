"""When to come again: to articles at growing intervals, to lists as often as they bring something."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from dalil.model import Published, Visit

AGAIN = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 3 * 24, 10 * 24, 30 * 24))
"""How long after it was first seen an article is visited again. After the last, only a list that
names a change, or that no longer names the article, brings us back."""

GONE_AGAIN = (timedelta(days=1), timedelta(days=10))
"""Whether what is gone stays gone."""

FASTEST, SLOWEST, UNKNOWN = timedelta(minutes=30), timedelta(days=1), timedelta(hours=1)
"""Between two visits of a list: at least, at most, and before its rhythm is known."""

FIRST_RETRY, LAST_RETRY, GIVE_UP = timedelta(minutes=15), timedelta(days=7), 12
"""After a failure; doubled with each one in a row; and after how many it is left to a person."""

LOOK_BACK = timedelta(days=60)
"""How far back a source's rhythm is read from."""

REFUSED_AGAIN = timedelta(days=1)
"""After robots.txt or a 403 said no: rules change."""


def article_again(visit: Visit, at: datetime) -> datetime | None:
    """When to visit an article again that has just answered at ``at``.

    Counted from when it was found, or from its day of publication or last change where that is
    earlier: an article of 2015 that was found today will hardly change within the hour.
    """
    born = min(visit.found_at, visit.modified or _start_of(visit.published) or visit.found_at)
    age = at - born
    return next((born + after for after in AGAIN if after > age), None)


def gone_again(visit: Visit, at: datetime) -> datetime | None:
    """When to look again at an address that is gone: two times, if it was there before."""
    known = visit.failures  # of a gone address: how often it was found gone
    return at + GONE_AGAIN[known - 1] if 0 < known <= len(GONE_AGAIN) and visit.answers else None


def retry(failures: int, at: datetime, wanted: datetime | None) -> datetime | None:
    """When to try again after ``failures`` in a row; not before ``wanted``, as the server asked."""
    if failures >= GIVE_UP:
        return None
    soonest = at + min(LAST_RETRY, FIRST_RETRY * (1 << min(failures - 1, 20)))
    return max(soonest, wanted) if wanted else soonest


def list_again(days: Sequence[str], at: datetime) -> datetime:
    """When to ask a list again, by the days of the source's newest articles (ISO, oldest first).

    Half of the usual time between two articles, within bounds.
    """
    if len(days) < 2:
        return at + UNKNOWN
    span = date.fromisoformat(days[-1]) - date.fromisoformat(days[0])
    gap = max(span, timedelta(hours=12)) / (len(days) - 1)
    return at + min(SLOWEST, max(FASTEST, gap / 2))


def moment(date_: Published | None) -> datetime | None:
    """The time that a list names, UTC; a day alone counts as its end, so that it is not too early."""
    if date_ is None:
        return None
    if date_.at:
        at = datetime.fromisoformat(date_.at)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    start = _start_of(date_.on)
    return start + timedelta(days=1) - timedelta(seconds=1) if start else None


def _start_of(day: str | None) -> datetime | None:
    if not day:
        return None
    year, month, of_month = (*day[:10].split("-"), "1", "1")[:3]
    try:
        return datetime(int(year), int(month), int(of_month), tzinfo=UTC)
    except ValueError:
        return None
