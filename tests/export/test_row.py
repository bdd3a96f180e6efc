"""A row for a spreadsheet: every column, one line, nothing that it would compute."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dalil.export.row import COLUMNS, row, tsv
from dalil.model import (
    Article,
    Card,
    Figure,
    Finding,
    KeptFinding,
    Source,
    Span,
    Tool,
    Version,
    Wording,
)
from dalil.text import text_digest

TEXT = "=1+1\tAt least 41 attacks\nwere recorded."
CARD = Card(
    article=Article(id="a1", source_id="gazette", url="https://gazette.example/1", key=1),
    source=Source(id="gazette", outlet="The Steppe Gazette"),
    headline="Attacks",
    byline=None,
    published=None,
    language="en",
    teaser=None,
    truncated=False,
    countries=(),
    version_count=1,
    figure_count=1,
)
VERSION = Version(
    id="v1",
    article_id="a1",
    number=1,
    capture_id="c1",
    first_seen_at=None,
    digest=text_digest(TEXT),
    wording=Wording(form="page", text=TEXT, blocks=(), reader=Tool("reader", "1")),
)
KEPT = KeptFinding(
    id="f1",
    version_id="v1",
    exact="41",
    prefix="",
    suffix="",
    finding=Finding(
        kind="figure",
        span=Span(14, 16),
        context=Span(0, len(TEXT)),
        value=Figure(value=Decimal(41), unit="1", bound="min", of="-attacks"),
    ),
)


def test_every_column_is_there() -> None:
    cells = row(CARD, VERSION, KEPT)
    assert tuple(cells) == COLUMNS
    assert tsv(cells).count("\t") == len(COLUMNS) - 1
    assert (cells["value"], cells["value_to"], cells["bound"]) == ("41", "", "min")
    assert cells["published"] == cells["byline"] == ""


def test_texts_stay_texts_in_one_line() -> None:
    cells = row(CARD, VERSION, KEPT)
    assert cells["sentence"] == "'=1+1 At least 41 attacks were recorded."
    assert cells["of"] == "'-attacks"


@pytest.mark.parametrize("value", [(Decimal(-3), Decimal("4.50"))])
def test_numbers_stay_numbers(value: tuple[Decimal, Decimal]) -> None:
    figure = replace(KEPT.finding.value, value=value, bound="range")
    cells = row(CARD, VERSION, replace(KEPT, finding=replace(KEPT.finding, value=figure)))
    assert (cells["value"], cells["value_to"]) == ("-3", "4.50")
