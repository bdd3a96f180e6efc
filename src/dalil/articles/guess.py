"""The last resort for a date: htmldate's search through everything that a page says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from dalil.articles.body import parse_for_reading, strip
from dalil.lang.calendar import calendar
from dalil.page.dates import find_date


def guesser(source: str, url: str | None, captured_at: datetime | None) -> Callable[[], str | None]:
    """htmldate's search over a decoded page, as a function that runs when it is needed.

    It answers with an ISO day, which may be any that stands somewhere in the page, or ``None``.
    """

    def guess() -> str | None:
        tree = parse_for_reading(source)
        if tree is None:
            return None
        strip(tree)
        return _searched(tree, url, captured_at)

    return guess


def _searched(tree: Any, url: str | None, captured_at: datetime | None) -> str | None:
    last = (captured_at or datetime.now(UTC)) + timedelta(days=1)
    try:
        found = _search()(
            tree,
            extensive_search=True,
            original_date=True,
            url=url,
            max_date=last.date().isoformat(),
        )
    except (ValueError, TypeError, RecursionError, AttributeError):
        return None
    return found if isinstance(found, str) else None


@cache
def _search() -> Callable[..., object]:
    """htmldate with our own table of dates in words for dateparser's, which takes seconds to load.

    It has no setting for that; these two functions are all that it asks dateparser for.
    """
    from htmldate import extractors, find_date

    vars(extractors).update(get_external_parser=_OwnTable, month_words=_month_words)
    search: Callable[..., object] = find_date
    return search


class _OwnTable:
    """What htmldate asks of ``dateparser.DateDataParser``."""

    def get_date_data(self, text: str) -> dict[str, datetime | None]:
        found = find_date(" ".join(text.split()), origin="guess")
        if found is None or found.published.precision in ("year", "month"):
            return {"date_obj": None}
        return {"date_obj": datetime.fromisoformat(found.published.on)}


@cache
def _month_words() -> frozenset[str]:
    return frozenset(calendar(None).months)
