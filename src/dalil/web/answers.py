"""What each address answers as JSON: the classes that ``/openapi.json`` describes.

A page's ``data`` is one of these or of the model's; keys are the fields' names, unknown is ``null``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from dalil.model import (
    AnyKept,
    ArticleChange,
    Capture,
    Card,
    Cards,
    CountryCount,
    Difference,
    FigureQuery,
    Found,
    Kin,
    Problem,
    Quoted,
    Source,
    Span,
    SpeakerCount,
    Statement,
    Tally,
    Version,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """The one shape of errors."""

    ok: Literal[False]
    error: str
    status: int
    fix: str | None = None  # what to try, where there is something


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureOf:
    """A figure and the article that states it."""

    article: str
    finding: AnyKept


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOf:
    """A change and the article that changed."""

    change: ArticleChange
    article: Card


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCount:
    """A source and how many articles of it there are."""

    id: str
    outlet: str
    url: str | None
    country: str | None
    languages: tuple[str, ...]
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """``/index.json``."""

    counts: Mapping[str, int]
    convention: str
    countries: tuple[CountryCount, ...]
    cards: Cards
    figures: tuple[FigureOf, ...]
    changes: tuple[ChangeOf, ...]
    sources: tuple[SourceCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRead:
    """``/a/<article>.json`` and the addresses of its versions: ``model.Reading``."""

    card: Card
    version: Version
    versions: tuple[Version, ...]
    findings: tuple[AnyKept, ...]
    capture: Capture
    kin: tuple[tuple[Kin, Card], ...]
    convention: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """``/a/<article>/diff/<old>/<new>.json``."""

    article: Card
    convention: str
    old: Version
    new: Version
    difference: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """``/f/<finding>.json``: a finding and the chain down to archived bytes."""

    finding: AnyKept
    card: Card
    version: Version
    capture: Capture
    sentence: str
    payload_span: Span | None
    text_holds: bool
    payload_holds: bool
    convention: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """``/changes.json``."""

    kind: str | None
    source: str | None
    country: str | None
    since: str | None
    until: str | None
    convention: str
    total: int
    changes: tuple[ChangeOf, ...]
    older: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A line of the archive's log."""

    at: str
    what: str
    program: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutArticles:
    """A source that has nothing in the period asked for, and the days that it does span."""

    source: Source
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """``/search.json``."""

    query: str
    country: str | None
    source: str | None
    language: str | None
    since: str | None
    until: str | None
    figures: bool
    exact: bool
    results: Found
    tally: Tally
    without_articles: tuple[WithoutArticles, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresAsked:
    """``/figures.json``: all of them, however many."""

    asked: FigureQuery
    order: str
    convention: str
    total: int
    figures: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotesAsked:
    """``/quotes.json``: all of them, however many; ``speakers`` are those quoted most."""

    by: str | None
    about: str | None
    who: str | None
    country: str | None
    since: str | None
    until: str | None
    speakers: tuple[SpeakerCount, ...]
    total: int
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """``/about.json``."""

    program: str
    convention: str
    counts: Mapping[str, int]
    log: tuple[Logged, ...]
    accuracy: tuple[Mapping[str, Any], ...]  # of finding figures, by language


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """A source that a person should look at."""

    id: str
    outlet: str
    state: str
    last_answer: datetime | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Healthy:
    """``/health.json``."""

    ok: bool
    archive_problems: tuple[str, ...]  # files that are gone or shorter than what was kept in them
    sources: Mapping[str, int]  #        how many are in which state
    amiss: tuple[SourceState, ...]
    last_answer: datetime | None  #      of any source
    counts: Mapping[str, int]
