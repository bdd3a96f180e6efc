"""Rows of spreadsheets: every column in its place, whatever was found."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from dalil.export.figures import (
    CARD_COLUMNS,
    CHANGE_COLUMNS,
    COLUMNS,
    card_row,
    change_row,
    columns_of,
    figure_row,
    finding_row,
)
from dalil.model import (
    Article,
    ArticleChange,
    Card,
    Figure,
    Finding,
    KeptFinding,
    Law,
    Published,
    Source,
    Span,
    Statement,
    Tool,
)

CARD = Card(
    article=Article(id="a1", source_id="gazette", url="https://gazette.example/1", key=1),
    source=Source(id="gazette", outlet="The Gazette"),
    headline="Attacks",
    byline="Aru Bekova",
    published=Published(on="2020-08", precision="month", origin="url"),
    language="en",
    teaser=None,
    truncated=False,
    countries=("KZ", "KG"),
    version_count=2,
    figure_count=1,
)


def stated(value: Any, kind: Any = "figure") -> Statement:
    found: Finding[Any] = Finding(
        kind=kind,
        span=Span(9, 11),
        context=Span(0, 20),
        value=value,
        confidence=0.7,
        finder=Tool("dalil.figures", "2"),
    )
    return Statement(
        kept=KeptFinding(id="f1", version_id="v1", exact="41", prefix="", suffix="", finding=found),
        sentence="At least 41 attacks.",
        source=CARD.source,
        article_id="a1",
        headline=CARD.headline,
        byline=CARD.byline,
        published=CARD.published,
        language="en",
        url=CARD.article.url,
        form="page",
        version_number=2,
        newest=False,
        capture_id="urn:uuid:1",
        digest="sha256:0",
        seen_at=datetime(2020, 8, 7, 10, tzinfo=UTC),
    )


def test_a_figures_row() -> None:
    figure = Figure(value=(Decimal("-3.5"), Decimal(4)), unit="°C", bound="range", of="frost")
    row = dict(
        zip(COLUMNS, figure_row(stated(figure), base="http://h", convention="acled"), strict=True)
    )
    assert (row["value"], row["value_to"], row["unit"]) == (Decimal("-3.5"), Decimal(4), "°C")
    assert row["archived"] == "http://h/capture/urn%3Auuid%3A1"
    assert (row["published"], row["published_precision"], row["published_origin"]) == (
        "2020-08",
        "month",
        "url",
    )
    assert (row["seen"], row["newest"], row["version"]) == ("2020-08-07T10:00:00+00:00", False, 2)
    assert (row["convention"], row["finder"], row["reviewer"]) == ("acled", "dalil.figures 2", None)


def test_a_laws_row_has_its_own_columns() -> None:
    law = Law(act="Criminal Code", country="KZ", article="174")
    columns = columns_of(Law)
    assert len(set(columns)) == len(columns)
    row = dict(zip(columns, finding_row(stated(law, "law")), strict=True))
    assert (row["act"], row["law_article"], row["article"]) == ("Criminal Code", "174", "a1")


def test_rows_of_articles_and_changes() -> None:
    row = dict(zip(CARD_COLUMNS, card_row(CARD), strict=True))
    assert (row["countries"], row["versions"], row["source"]) == ("KZ KG", 2, "gazette")
    change = ArticleChange(
        id="c1",
        article_id="a1",
        kinds=("figure", "headline"),
        old_id="v1",
        new_id="v2",
        after=None,
        at=datetime(2020, 8, 7, tzinfo=UTC),
        figures=(("14", "41"), (None, "3")),
    )
    said = dict(zip(CHANGE_COLUMNS, change_row(change, CARD), strict=True))
    assert said["figures"] == "14 → 41; – → 3"
    assert said["kinds"] == "figure headline"
