"""Rows of the spreadsheets that people keep: a figure with what it states, where, and how to find it;
an article; a change.

Every column is in every row; what a text does not say is empty. ``reviewer`` is for people to fill in.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from decimal import Decimal
from urllib.parse import quote

from dalil.export.tables import Cell, Row, json_line
from dalil.model import (
    AnyKept,
    ArticleChange,
    Capture,
    Card,
    Figure,
    Reading,
    Statement,
    Version,
)
from dalil.text import sound

FIGURE_COLUMNS = (
    "value",  #             of a range: its lower end
    "value_to",  #          of a range: its upper end
    "unit",
    "bound",
    "of",
    "per",
    "place",
    "period",  #            ISO 8601
    "attribution",  #       the source that the text names
    "status",
    "change",
)
COMMON_COLUMNS = (
    "publication",
    "headline",
    "byline",
    "published",  #         ISO 8601, as exact as is known
    "published_precision",
    "published_origin",  #  where the date stood
    "language",
    "sentence",
    "characters",  #        of the quantity, as the text has them
    "link",
    "archived",  #          the capture's page in the reading room
    "digest",  #            of the archived bytes
    "seen",  #              when this wording was first seen, UTC
    "newest",  #            whether it is the wording that readers are shown now
    "version",
    "confidence",
    "convention",  #        what vague words count as
    "finder",
    "finding",
    "article",
    "capture",
    "reviewer",
)
COLUMNS = FIGURE_COLUMNS + COMMON_COLUMNS
CARD_COLUMNS = (
    "headline",
    "byline",
    "publication",
    "published",
    "published_precision",
    "published_origin",
    "language",
    "teaser",
    "countries",
    "figures",
    "versions",
    "link",
    "article",
    "source",
)


CHANGE_COLUMNS = (
    "seen",  #          when the new wording was first seen, UTC
    "last_seen",  #     when the old one was last seen
    "kinds",
    "figures",  #       old → new
    "where",
    "publication",
    "headline",
    "link",
    "article",
    "old_version",
    "new_version",
    "change",
)


def figure_row(stated: Statement, *, base: str = "", convention: str = "") -> Row:
    """The cells of a figure, in the order of ``COLUMNS``. ``base``: where the reading room is."""
    return (*_figure_cells(stated.kept.finding.value), *_common(stated, base, convention))


def columns_of(value: type) -> tuple[str, ...]:
    """The columns of findings whose values are of this class."""
    if value is Figure:
        return COLUMNS
    own = (field.name for field in fields(value))
    kind = value.__name__.lower()
    named = (f"{kind}_{name}" if name in COMMON_COLUMNS else name for name in own)
    return (*named, *COMMON_COLUMNS)


def finding_row(stated: Statement, *, base: str = "", convention: str = "") -> Row:
    """The cells of any finding, in the order of ``columns_of`` its value's class."""
    value = stated.kept.finding.value
    if isinstance(value, Figure):
        return figure_row(stated, base=base, convention=convention)
    cells = tuple(_cell(getattr(value, field.name)) for field in fields(value))
    return (*cells, *_common(stated, base, convention))


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, str | int | float | Decimal):
        return value
    return json_line(value).strip()


def _figure_cells(figure: Figure) -> Row:
    low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, None)
    return (
        low,
        high,
        figure.unit,
        figure.bound,
        figure.of,
        figure.per,
        figure.place,
        figure.period,
        figure.attribution,
        figure.status,
        figure.change,
    )


def _common(stated: Statement, base: str, convention: str) -> Row:
    kept, finding = stated.kept, stated.kept.finding
    return (
        stated.source.outlet,
        stated.headline,
        stated.byline,
        stated.published.on if stated.published else None,
        stated.published.precision if stated.published else None,
        stated.published.origin if stated.published else None,
        stated.language,
        stated.sentence,
        kept.exact,
        stated.url,
        f"{base}/capture/{quote(sound(stated.capture_id))}",
        stated.digest,
        _utc(stated.seen_at),
        stated.newest,
        stated.version_number,
        finding.confidence,
        convention,
        f"{finding.finder.name} {finding.finder.version}",
        kept.id,
        stated.article_id,
        stated.capture_id,
        None,
    )


def card_row(card: Card) -> Row:
    """The cells of an article on a list, in the order of ``CARD_COLUMNS``."""
    return (
        card.headline,
        card.byline,
        card.source.outlet,
        card.published.on if card.published else None,
        card.published.precision if card.published else None,
        card.published.origin if card.published else None,
        card.language,
        card.teaser,
        " ".join(card.countries),
        card.figure_count,
        card.version_count,
        card.article.url,
        card.article.id,
        card.source.id,
    )


def change_row(change: ArticleChange, card: Card) -> Row:
    """The cells of a change, in the order of ``CHANGE_COLUMNS``."""
    figures = "; ".join(f"{old or '–'} → {new or '–'}" for old, new in change.figures)
    return (
        _utc(change.at),
        _utc(change.after),
        " ".join(change.kinds),
        figures,
        change.form,
        card.source.outlet,
        card.headline,
        card.article.url,
        card.article.id,
        change.old_id,
        change.new_id,
        change.id,
    )


def stated_in(reading: Reading) -> list[Statement]:
    """The figures of an article's version, each as a row of a table."""
    version, newest = reading.version, reading.versions[-1:]
    return [
        statement(kept, reading.card, version, reading.capture, newest=(version,) == newest)
        for kept in reading.figures
    ]


def statement(
    kept: AnyKept, card: Card, version: Version, capture: Capture, *, newest: bool
) -> Statement:
    """A finding with what its table says of its article."""
    wording = version.wording
    return Statement(
        kept=kept,
        sentence=kept.finding.context.of(wording.text),
        source=card.source,
        article_id=card.article.id,
        headline=card.headline,
        byline=card.byline,
        published=card.published,
        language=wording.language or card.language,
        url=card.article.url,
        form=wording.form,
        version_number=version.number,
        newest=newest,
        capture_id=capture.id,
        digest=capture.digest,
        seen_at=version.first_seen_at,
    )


def _utc(when: datetime | None) -> str | None:
    return when.astimezone(UTC).isoformat(timespec="seconds") if when else None
