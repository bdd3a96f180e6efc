"""A series as a table: a row a claim, nothing left out."""

from __future__ import annotations

from collections.abc import Iterator

from dalil.model import Series

HEADER = (
    "series", "period", "first_day", "last_day", "value", "value_to", "unit", "per", "change",
    "bound", "status", "of", "place", "place_key", "attribution", "said_by", "publication",
    "published", "language", "quantity", "sentence", "stands", "rule", "why_it_stands", "reason",
    "repeats", "new_source", "by_hand", "finding", "article", "version",
)  # fmt: skip


def rows(series: Series) -> Iterator[tuple[object, ...]]:
    """Each claim of a series with its points, in order of period, then of publication."""
    for point in series.points:
        for claim in point.claims:
            yield (
                series.id,
                point.period,
                point.first_on,
                point.last_on,
                f"{claim.low:f}",
                f"{claim.high:f}",
                series.key.unit,
                series.key.per,
                series.key.change,
                claim.bound,
                claim.status,
                claim.of or "",
                claim.place or "",
                series.key.place,
                claim.attribution or "",
                claim.said_by,
                claim.outlet,
                claim.published_on or "",
                claim.language or "",
                claim.exact,
                claim.sentence,
                claim is point.chosen,
                point.rule,
                point.why or "" if claim is point.chosen else "",
                claim.reason,
                claim.repeats or "",
                claim.new_source,
                claim.joined,
                claim.finding_id,
                claim.article_id,
                claim.version_id,
            )
