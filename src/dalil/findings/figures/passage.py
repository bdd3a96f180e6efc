"""What is carried from sentence to sentence: the place, the period, the source, the thing counted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from dalil.findings.figures.sentence import Quantity
from dalil.model import Span


@dataclass(slots=True)
class Passage:
    """The memory of a text while it is read, first sentence to last."""

    published: dt.date | None = None
    place: str | None = None
    place_spans: list[Span] = field(default_factory=list)
    placed: bool = False  # no place to come holds for the figures so far
    country: str | None = None
    lower: dict[str, str] = field(default_factory=dict)  # the last region, the last city
    bodies: dict[str, str] = field(default_factory=dict)  # "ministry" → "Ministry of Finance"
    found: list[Quantity] = field(default_factory=list)  # all so far, of this paragraph
    period: str | None = None
    period_spans: list[Span] = field(default_factory=list)
    source: str | None = None
    source_spans: list[Span] = field(default_factory=list)
    spoken: str | None = None  # the last source named, for "he explained" further on
    spoken_spans: list[Span] = field(default_factory=list)
    names: list[tuple[str, list[Span]]] = field(default_factory=list)  # fuller names, in order
    actor: str | None = None  # who acted last, where nobody has spoken: "he said" may be they
    actor_spans: list[Span] = field(default_factory=list)
    last_of: str | None = None
    last_year: int | None = None
    quantities: list[Quantity] = field(default_factory=list)  # of the sentence before
