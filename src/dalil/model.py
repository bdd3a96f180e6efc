"""Every noun of Dalil, in the order in which evidence is made.

A **source** lists articles. What it answers is kept as a **capture**, byte for byte. A capture is
read as one or more **wordings**; a wording that is new for its **article** becomes a **version**,
whose text never changes again. In a version's text **findings** are marked by **spans**.

All classes are frozen. Offsets count Unicode code points and are half-open, as in Python and in the
W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/#text-position-selector).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

# ── characters ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points: ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of ``text`` that this span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same span in a text that begins ``by`` characters earlier."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Tool:
    """What made a derived thing: a name and a version (PROV: the agent)."""

    name: str
    version: str


# ── 1 · where articles are listed ────────────────────────────────────────────────────────────────

Route = Literal["wordpress", "sitemap", "feed", "listing", "site", "links"]
"""How a publication is followed: what lists its articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place that lists articles, as one outlet's archive page or feed."""

    id: str  #              short name, chosen by a person or made from the address: "gazette"
    outlet: str  #          the publication, as people say it
    url: str | None = None
    country: str | None = None  #       ISO 3166-1 alpha-2, only if a person said so
    languages: tuple[str, ...] = ()  # BCP 47
    route: Route | None = None  #       None: nothing is fetched, only what people add is kept
    start: str | None = None  #         where the route begins: the API, sitemap, feed or first page
    keep_pages: bool = True  #          article pages are fetched too; False: what lists them is all
    allow: tuple[str, ...] = ()  #      hosts in private networks that a person allowed by name


Precision = Literal["year", "month", "day", "minute", "second"]
DateOrigin = Literal["byline", "markup", "url", "feed", "sitemap", "api", "guess"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A date of publication (or change) and how we know it. Never the day of collection.

    ``on`` is ISO 8601 with reduced precision: ``2020-08-06``, ``2020-08`` or ``2020``. ``at`` is the
    full time where the page gives one, with the page's own offset if it states one. ``origin`` says
    where it stood: ``byline`` (printed beside the headline), ``markup`` (``<time datetime>``, JSON-LD,
    meta tags), ``url``, ``feed``, ``sitemap``, ``api`` (WordPress REST, or its export), or ``guess``
    (picked out of the page's text by htmldate).
    """

    on: str
    precision: Precision
    origin: DateOrigin
    at: str | None = None
    printed: str | None = None  # the characters it was read from


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCandidate:
    """One of the dates that a page gives for its article, and what became of it."""

    role: Literal["published", "modified"]
    printed: str  #                     the characters it was read from
    origin: DateOrigin
    on: str | None = None  #            ISO 8601, reduced precision; None: it is no date that can be
    verdict: str = "chosen"  #          "chosen", or why it was not: "later than the capture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The address at which a page says that it stands in another language."""

    language: str  #                    BCP 47
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a listing or feed: what it prints about one article. Unknown is ``None``."""

    headline: str | None
    url: str | None = None  #           absolute
    byline: str | None = None  #        as printed, without "by" and the like
    authors: tuple[str, ...] = ()  #    the byline's names, each as printed
    published: Published | None = None
    teaser: str | None = None  #        without the more link
    more: str | None = None  #          text of the more link: "(more…)"
    truncated: bool = False  #          the page says that there is more
    pinned: bool = False
    language: str | None = None  #      BCP 47
    modified: Published | None = None
    content: str | None = None  #       HTML of the whole article, where the list carries it
    translations: tuple[Translation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What lists articles (a page, feed, sitemap, API answer): its entries, and where it goes on."""

    entries: tuple[Entry, ...]
    title: str | None = None
    url: str | None = None
    next_url: str | None = None  #      the next (older) page, absolute
    part_urls: tuple[str, ...] = ()  #  lists that this one is put together from: a sitemap index
    complete: bool = False  #           it names every article there is: what is not there is gone
    feed_urls: tuple[str, ...] = ()
    language: str | None = None
    notes: tuple[str, ...] = ()  #      what was odd, in words: "100 links left out: a menu"


# ── 2 · every response kept ──────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One archived exchange, or one file that a person added (ISO 28500 WARC)."""

    id: str  #              WARC-Record-ID
    url: str | None  #      WARC-Target-URI; None for a file without an address
    name: str | None  #     the file's name, where it came from a file
    captured_at: datetime | None  # WARC-Date, UTC; None if nobody knows when the page was saved
    kept_at: datetime  #    when this archive took it in, UTC
    media_type: str | None
    digest: str  #          "sha256:…" of the payload
    length: int  #          bytes of the payload
    file: str  #            WARC file, relative to the archive folder
    offset: int  #          where its record begins in that file
    size: int  #            bytes of the (gzipped) record
    status: int | None = None  #        of the HTTP response; None for a file
    revisit_of: str | None = None  #    the capture that has the same payload


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An address that is visited for a source, and how the last visit went. Times are UTC."""

    source_id: str
    url: str
    role: Literal["list", "article"]
    found_at: datetime
    found_in: str | None = None  #      the list that named it last
    due_at: datetime | None = None  #   None: not by itself
    visited_at: datetime | None = None
    answers: int = 0  #                 with something in them, unchanged ones too
    failures: int = 0  #                in a row
    outcome: Literal["ok", "same", "gone", "refused", "failed", "held"] | None = None
    why: str | None = None  #           in words, where it is not ok
    etag: str | None = None
    last_modified: str | None = None
    modified: datetime | None = None  # the last change that a list named
    published: str | None = None  #     the time or day that a list named, ISO 8601
    key: str | None = None  #           equal for addresses of one article


# ── 3 · a capture read ───────────────────────────────────────────────────────────────────────────

BlockKind = Literal[
    "headline",
    "standfirst",
    "byline",
    "teaser",
    "paragraph",
    "subheading",
    "list_item",
    "quote",
    "caption",
    "table_row",
    "correction",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Which part of a version's text is what."""

    kind: BlockKind
    span: Span
    language: str | None = None  #      where it differs from the version's, or is known for itself
    payload: Span | None = None  #      bytes of the payload it was read from; None: derived only


Form = Literal["page", "content", "entry"]
"""Where a wording stood: the article's own page; its whole text within a feed, an API's answer or an
export; or a line of a list. Wordings are compared with earlier ones of the same form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What one capture says of one article, before the archive knows whether that is new.

    ``text`` holds the blocks' characters, two line feeds between blocks, and nothing else.
    """

    form: Form
    text: str
    blocks: tuple[Block, ...]
    reader: Tool
    url: str | None = None
    headline: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    published: Published | None = None
    modified: Published | None = None
    language: str | None = None
    truncated: bool = False
    agreement: float | None = None  #   0..1: how alike two readers read the page
    dates: tuple[DateCandidate, ...] = ()  # every date that was looked at
    translations: tuple[Translation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news item, whatever its wording was that day."""

    id: str
    source_id: str
    url: str | None
    key: int  #             its place in date order: see ``store.keys``


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A wording that was kept: immutable text, in blocks, with its digest."""

    id: str
    article_id: str
    number: int  #          1, 2, 3 … within its article and form
    capture_id: str  #      the first capture that says so
    first_seen_at: datetime | None
    digest: str  #          "sha256:…" of the text in UTF-8
    wording: Wording


# ── 4 · what a version states ────────────────────────────────────────────────────────────────────

Bound = Literal["exact", "about", "min", "max", "range"]
Status = Literal["actual", "forecast", "plan", "alleged"]
Change = Literal["up", "down"]
Value = Decimal | tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity that a text states: ``gold/GUIDELINES.md``, field for field."""

    value: Value
    unit: str  #            "1", "%", "pp", "KZT", "x", "rank", "ha", "month" …
    bound: Bound = "exact"
    of: str | None = None
    per: str | None = None
    place: str | None = None
    period: str | None = None  #        ISO 8601, reduced precision or interval
    attribution: str | None = None
    status: Status = "actual"
    change: Change | None = None


LawChange = Literal["adopted", "amended", "repealed", "moved", "proposed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A mention of legislation that a reader could look up: ``docs/concepts/laws.md``.

    ``key`` names its row in the catalogue of acts; None where the act is not in it, or not told.
    """

    act: str | None  #                  canonical English name
    country: str | None = None  #       ISO 3166-1 alpha-2, if the text names it
    article: str | None = None  #       "174", "73-1", "6/8" for a range
    part: str | None = None
    paragraph: str | None = None  #     "2", with a subparagraph "1(3)"
    change: LawChange | None = None  #  what the clause says happened to it
    when: str | None = None  #          ISO 8601 with reduced precision, or an interval
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words that a text gives as somebody's: ``docs/concepts/quotes.md``."""

    form: Literal["direct", "indirect", "partial"]
    speaker: str | None = None  #       the fullest name the text has; None: it does not say
    role: str | None = None  #          as printed
    cue: str | None = None  #           the words that say that it was said


NameType = Literal["person", "organisation", "place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A mention of a person, an organisation or a place: ``docs/concepts/names.md``."""

    type: NameType
    full: str  #                        the fullest form the text has, in its ground form
    key: str | None = None  #           of a place: its row in the gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a text says was done: the act, to whom, where and when."""

    what: str  #                        a row of ``lang/base/acts.toml``; "promised"
    who: str | None = None  #           as printed: a name, or those who are counted
    number: Value | None = None  #      how many, where the text gives a number
    place: str | None = None
    on: str | None = None  #            ISO 8601, reduced precision; of a promise: when it is due
    attribution: str | None = None


CheckRule = Literal[
    "sum",  #         parts against their total
    "shares",  #      shares of one whole against a hundred
    "share",  #       a percentage against the counts that it is of
    "change",  #      a change in per cent against the two levels
    "ratio",  #       "1.5 times" against the two numbers
    "difference",  #  an increase against the two levels
    "rate",  #        two conversions between the same currencies
    "per head",  #    a rate per head against count and population
]
Verdict = Literal["holds", "differs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Arithmetic done again: what a text states against what its other figures give.

    ``low`` and ``high`` are what the stated number may be, given how the others are rounded.
    """

    rule: CheckRule
    verdict: Verdict
    stated: Decimal
    low: Decimal
    high: Decimal
    computed: str  #        in signs: "430 + 354 + 56 = 840"
    said: str  #            the whole check for a person, in English


FindingKind = Literal["figure", "check", "law", "quote", "name", "event"]
V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Generic[V]):
    """Something a text states and the characters that say so, standing off from the text.

    ``value`` is a ``Figure`` (kinds "figure" and "check"), ``Law``, ``Quotation``, ``Name``
    or ``Event``.

    ``parts`` names the characters of each field: ``"value"``, ``"unit"``, ``"bound"``, ``"of"``,
    ``"per"``, ``"place"``, ``"period"``, ``"attribution"``, ``"status"``, ``"change"``; a field that
    is put together from several places has several spans, and a field that no characters state
    (``exact``, ``actual``) has none. ``rules`` are the names of the rules that made it, in order.

    Of a ``check``, ``value`` is the figure as computed from others, ``check`` says what was done,
    ``parts`` are ``"stated"`` and ``"used"``, and the span goes from the first figure to the last.
    """

    kind: FindingKind
    span: Span  #           the expression itself
    context: Span  #        the sentence, or the sentences
    value: V
    check: Check | None = None
    parts: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    confidence: float | None = None  #  0..1; see ``reasons``
    reasons: tuple[str, ...] = ()  #    why the confidence is what it is, for a person
    finder: Tool = Tool("dalil.figures", "0")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFinding(Generic[V]):
    """A finding with its place in the archive. The id holds as long as version and span do."""

    id: str
    version_id: str
    exact: str  #           the characters, so that it can be checked and found again
    prefix: str
    suffix: str
    finding: Finding[V]


AnyFinding = Finding[Any]
"""A finding of whichever kind; ``kind`` says what its value is."""
AnyKept = KeptFinding[Any]


# ── what changed between two versions ────────────────────────────────────────────────────────────

ChangeKind = Literal[
    "figure", "headline", "correction", "wording", "cosmetic", "deletion", "return"
]
"""A figure was changed, added or taken away; the headline; the outlet says itself that it corrected;
other words; only signs, spaces, letters of a word; the page is gone; it is there again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of two versions: the same in both, taken away (no ``new``), or put in (no ``old``)."""

    kind: Literal["same", "removed", "added"]
    old: Span | None = None  #          in the old version's text
    new: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """A figure that is another one now, or that only one of two versions has."""

    old: Finding[Figure] | None = None
    new: Finding[Figure] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed from one wording to another."""

    kinds: tuple[ChangeKind, ...]  #    the gravest first; empty where nothing did
    runs: tuple[Run, ...]
    figures: tuple[FigureChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleChange:
    """A change that the archive saw: between ``after`` and ``at``, from one version to another."""

    id: str
    article_id: str
    kinds: tuple[ChangeKind, ...]
    old_id: str | None  #               None: it was gone before
    new_id: str | None  #               None: it is gone
    after: datetime | None  #           when the old wording was last seen; None: unknown
    at: datetime | None  #              when the new one was first seen
    figures: tuple[tuple[str | None, str | None], ...] = ()  # (old, new): their characters
    form: Form = "page"  #              where it changed


# ── articles that belong together ────────────────────────────────────────────────────────────────

KinKind = Literal["copy", "translation"]
Order = Literal["before", "after", "same time", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """Another article with the same text, or the same article in another language, and why so."""

    kind: KinKind
    article_id: str
    reason: str  #                  in words: "96% of the shorter text stands in the longer one"
    likeness: float | None = None  # 0..1, of copies
    guessed: bool = False  #        no page says so: it follows from what both have in common
    order: Order = "unknown"
    """Whether it was published before the article at hand, as far as both dates are exact."""


# ── 5 · figures set against each other ───────────────────────────────────────────────────────────

PeriodKind = Literal[
    "day", "week", "month", "quarter", "half", "to date", "year", "years", "since", "stretch"
]
"""How long a figure holds for. "to date" begins in January and ends before December; "since" has no
end; "years" are several whole ones; a "stretch" is any other. Kinds are never mixed in one series."""

ChoiceRule = Literal["conservative", "latest", "official", "by hand"]
"""Which claim stands where several differ: the lowest; that of the newest article; the newest of a
public body's; the one that a person chose, else none."""

SourceKind = Literal["official", "named", "other", "media"]
"""Who a figure is from: a public body, another source with a name, one without ("experts"), or the
publication itself, where nobody is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesKey:
    """What figures must have in common to be points of one series; equal keys are one series."""

    measure: str  #         its concepts in order of the alphabet: "attack journalist"
    unit: str  #            of ``Figure.unit``, to which others of its kind are converted
    per: str  #             "" for none
    change: bool  #         sizes of changes; a level is never joined with one
    place: str  #           ISO 3166 code where there is one, else stems; "?KZ": not stated
    kind: PeriodKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A figure of an article as a point says it: in the series' unit, and with who says it."""

    finding_id: str
    article_id: str
    version_id: str
    source_id: str
    outlet: str
    exact: str  #                   the characters of the quantity
    sentence: str
    language: str | None
    published_on: str | None  #     ISO 8601, reduced precision
    of: str | None  #               as the text has it
    place: str | None  #            as the text has it
    period: str  #                  ISO 8601
    low: Decimal
    high: Decimal
    bound: Bound
    status: Status
    attribution: str | None
    said_by: SourceKind
    reason: str  #                  why it is of this series, for a person
    repeats: str | None = None  #   the claim that it says again: of a copy, a translation, one text
    new_source: bool = False  #     its source came in later than the series begins
    joined: bool = False  #         a person put it there


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What is said for one period: every claim, and which value stands by which rule."""

    period: str
    first_on: str  #                ISO days
    last_on: str
    low: Decimal  #                 the least and the most of what is claimed as a fact, else at all
    high: Decimal
    claims: tuple[Claim, ...]  #    in the order in which they were published
    chosen: Claim | None
    rule: ChoiceRule
    why: str | None = None  #       of a choice by hand

    @property
    def differs(self) -> bool:
        """Whether sources say different values."""
        return len({(c.low, c.high) for c in self.claims if c.status == "actual"}) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Figures about the same thing in order of period, found by likeness."""

    id: str
    key: SeriesKey
    label: str  #           what is counted, in the words of one of its texts
    indicator: str | None = None  # the one whose series it is; None: found by likeness
    periods: int
    claims: int  #          figures, repetitions too
    sources: int
    first_on: str  #        ISO days
    last_on: str
    points: tuple[Point, ...] = ()  # where they were asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A series that a person defines and keeps."""

    name: str  #            short, as in an address: "journalists-attacked"
    title: str
    words: Mapping[str, tuple[str, ...]]  # by language: a figure counts if it has one of them
    unit: str = "1"
    per: str = ""
    change: bool = False
    places: tuple[str, ...] = ()  # keys; none: all
    kind: PeriodKind | None = None  # None: each kind is shown apart
    rule: ChoiceRule = "latest"
    counting: str = ""  #   the counting rule, in words: "without cases that are still in court"
    made_at: datetime | None = None
    made_by: str = ""


DecisionKind = Literal["join", "leave", "choose", "free"]
"""A figure is put into an indicator, or taken out of it; its value stands for its period; the
machine decides again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided of a figure and an indicator. It is kept for good, by text and span."""

    id: int
    at: datetime
    who: str
    kind: DecisionKind
    indicator: str
    finding_id: str  #      of the figure that stands on these characters now
    found: bool = True  #   False: no figure is found there any more
    version_id: str
    span: Span
    exact: str
    why: str


# ── 6 · claims that meet ─────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A figure with what stands around it, as it is set against others."""

    id: str  #              the finding's
    article_id: str
    version_id: str
    source_id: str
    language: str | None
    published_on: str | None  #     ISO 8601, reduced precision
    country: str | None  #          the one that the article concerns, if it is one
    sentence: str
    at: int  #                      where the quantity stands in the sentence
    exact: str
    figure: Figure
    confidence: float | None = None
    elsewhere: frozenset[str] = frozenset()  # fields that another sentence says: "of", "period"


AnswerKind = Literal[
    "period",  #    they hold for different times
    "thing",  #     something else is counted
    "place",  #     they hold for different places
    "part",  #      one is a part of the other
    "later",  #     the later one brings the earlier one up to date
    "edited",  #    the text was changed since
    "rounding",  #  one is the other, rounded
    "unit",  #      thousands, millions or the unit are mixed up
    "reading",  #   the program has read one of them wrongly
    "differ",  #    no: the two really differ
]
"""What a person may say of two figures that differ; all but the last explain it away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A ready answer, and what in the two texts speaks for it.

    ``why`` is English with blanks, one of ``series.contradictions.WHYS``, so that it can be said in
    other languages; ``values`` are what stands in the blanks.
    """

    kind: AnswerKind
    why: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """The whole, in English."""
        return self.why.format(**self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two figures of one measure, place and period that cannot both be right.

    ``sure`` ones are shown; the others are there for who asks for them. ``answers`` are what may
    explain it after all, with a reason each; there may be none.
    """

    id: str
    one: str  #             finding ids, in the order of publication
    other: str
    measure: str  #         of the series' key
    place: str
    period: str  #          ISO 8601
    sure: bool
    itself: bool  #         one publication against itself
    reason: str  #          what both have in common, in English
    answers: tuple[Answer, ...] = ()


Outlook = Literal["held", "more", "less", "open", "overdue"]
"""What became of what was said ahead: as said; more or less than that; its day is to come; its day
has passed, and nothing in the archive says what became of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """A forecast, a plan or a promise: a sentence with the day that it is due.

    ``findings`` are the sentence's figures and what says that it is promised; ``outcomes`` give for
    one of them a later figure of the same measure, place and time that is stated as a fact.
    """

    id: str
    kind: Literal["forecast", "plan", "promise"]
    article_id: str
    version_id: str
    said_on: str | None  #          ISO 8601: published
    due: str  #                     ISO day, the last of the time that it is said for
    findings: tuple[str, ...]
    outcomes: tuple[tuple[str, str], ...] = ()  # (finding that was foretold, finding that came)
    outlook: Outlook = "open"  #    as of the day that was asked for
    also: tuple[str, ...] = ()  #   the same, as its copies, translations or other sentences say it


LinkKind = Literal["names", "cites", "copy", "translation", "same words"]
"""A body is named for it; another publication is; one text; one article in another language; the
sentence is the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One step in the chain of who has a figure from whom."""

    taker: str  #           finding id
    giver: str  #           finding id, or the key of a body
    kind: LinkKind
    why: str  #             in English


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """One source that a figure rests on, and all claims that come from it."""

    key: str  #             of a body, else the id of the first of its findings
    label: str  #           the body as a text names it, or the outlet
    findings: tuple[str, ...]  # in the order of publication
    why: tuple[str, ...]  # why they are one; of ``series.independence.WHYS``, in English


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who says a figure, who said it first, and on how many sources it rests."""

    claims: tuple[Stated, ...]  # in the order of publication; undated ones last
    links: tuple[Link, ...]
    roots: tuple[Root, ...]
    first: str | None  #          finding id; None: the dates do not tell
    circles: tuple[tuple[str, ...], ...] = ()  # claims that have it from each other

    @property
    def independent(self) -> int:
        """How many sources there are that do not rest on each other."""
        return len(self.roots)


CaseDecisionKind = Literal["keep", "name", "join", "part", "drop"]
"""A person keeps a case that was proposed, names it, puts a claim into it or takes it out, or says
that it is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a person decided of a contradiction or a case. It is kept for good."""

    id: int
    at: datetime
    who: str
    about: Literal["contradiction", "case"]
    subject: str  #         the id of what it is about
    said: str  #            an ``AnswerKind``, or a ``CaseDecisionKind``
    finding_id: str | None = None  # the claim that joins or leaves
    name: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClaim:
    """What one article says of an event."""

    finding_id: str
    article_id: str
    version_id: str
    source_id: str
    language: str | None
    published_on: str | None
    sentence: str
    event: Event
    joined: bool = False  #  a person put it there


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Claims about one event. Nothing of them is merged: each stands as its article has it."""

    id: str
    act: str
    on: str | None
    place: str | None  #    as a claim has it
    name: str | None  #     as a person named it
    kept: bool
    claims: tuple[CaseClaim, ...]
    parted: tuple[CaseClaim, ...] = ()  # taken out by a person

    @property
    def numbers(self) -> tuple[Decimal, Decimal] | None:
        """The least and the most people that any claim speaks of."""
        ends = [
            value
            for claim in self.claims
            if claim.event.number is not None
            for value in (
                claim.event.number
                if isinstance(claim.event.number, tuple)
                else (claim.event.number,)
            )
        ]
        return (min(ends), max(ends)) if ends else None


# ── who is meant, across articles ────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """One form of a name, as articles have it, and why it stands with the others."""

    full: str
    mentions: int
    reason: str | None = None  #        None: the name is called by it


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person, organisation or place of the archive: all spellings that are taken for one."""

    id: str
    type: NameType
    full: str  #                        its most frequent spelling
    place: str | None  #                the gazetteer's key
    articles: int
    mentions: int
    first_on: str | None  #             days of publication, ISO 8601
    last_on: str | None
    spellings: tuple[Spelling, ...] = ()  # where asked for, the most frequent first


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedIn:
    """Where an article mentions a name: the characters, and some before and after."""

    card: Card
    version_id: str
    mentions: tuple[tuple[Span, str, str, str], ...]  # span, before, exact, after


@dataclass(frozen=True, slots=True, kw_only=True)
class NameDecision:
    """That two names are one ("join") or not ("part"), said by a person and kept for good."""

    id: int
    at: str
    who: str
    kind: Literal["join", "part"]
    type: NameType
    one: str  #     in full
    other: str
    why: str


# ── 7 · what is shown ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One article on a list: what its outlet prints of it, and what we counted."""

    article: Article
    source: Source
    headline: str | None
    byline: str | None
    published: Published | None
    language: str | None
    teaser: str | None
    truncated: bool
    countries: tuple[str, ...]  #       ISO 3166-1 alpha-2, by source or by what the text names
    version_count: int  #               wordings of its page, or of its entries: 1 is unchanged
    figure_count: int
    snippet: tuple[tuple[str, bool], ...] = ()  # of a search: pieces of text, True where it matched
    headline_marked: tuple[tuple[str, bool], ...] = ()  # its headline in such pieces
    finding_id: str | None = None  #    of a search by number: the figure that was found


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """A page of a list, newest first, that does not shift: ask on with ``older`` or ``newer``."""

    cards: tuple[Card, ...]
    total: int
    older: int | None = None  #         ``before=older`` gives the next page; None: there is none
    newer: int | None = None  #         ``after=newer`` gives the page before this one


Sort = Literal["relevance", "date"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something in a query that could not be read as it stands: what, and a code for what was done.

    ``dalil.query.tree.NOTES`` has the sentences.
    """

    given: str
    code: str


InsteadWhy = Literal["meant", "fewer"]
"""Slips of the pen are made good; or articles that have only some of the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """What another query finds, where the one that was asked finds little or nothing."""

    why: InsteadWhy
    query: str
    cards: tuple[Card, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Cards):
    """A page of what a search found, and how the query was read."""

    sort: Sort = "date"
    read_as: str = ""  #                the query as it was read, in the query language
    notes: tuple[Note, ...] = ()  #     what of it was not
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words that were looked for in other spellings too, with an example of each."""
    instead: Instead | None = None  #   where little was found: what another query finds


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many of the articles that were asked for there are, in all and by each filter."""

    total: int = 0
    counted: int = 0  #         the newest of them, that are counted by all but month
    by_source: Mapping[str, int] = field(default_factory=dict)
    by_language: Mapping[str, int] = field(default_factory=dict)
    by_country: Mapping[str, int] = field(default_factory=dict)
    by_month: Mapping[str, int] = field(default_factory=dict)  # "2020-08", the oldest first
    by_figures: Mapping[str, int] = field(default_factory=dict)  # "yes": states figures; "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A row of a table of findings: a finding, and where and when which publication printed it."""

    kept: AnyKept
    sentence: str
    source: Source
    article_id: str
    headline: str | None
    byline: str | None
    published: Published | None
    language: str | None
    url: str | None
    form: Form
    version_number: int
    newest: bool  #         it stands in the wording that readers are shown
    capture_id: str
    digest: str  #          of the archived bytes
    seen_at: datetime | None  # when the wording was first seen, UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawable:
    """As much of a figure and its article as a chart needs."""

    finding_id: str
    figure: Figure
    source_id: str
    outlet: str
    language: str | None
    published: Published | None


FigureOrder = Literal["new", "old", "high", "low", "late", "early"]
"""By date of publication, by value, or by the time that a figure is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureQuery:
    """Which figures are asked for; None and nothing: all of them."""

    of: str | None = None  #            words of what is counted, in any of their forms
    place: str | None = None  #         words
    who: str | None = None  #           words of who says so
    unit: str | None = None
    per: str | None = None  #           as the text has it; "": levels that are no rates
    change: Literal["level", "size", "up", "down"] | None = None
    least: float | None = None
    most: float | None = None
    since: str | None = None  #         ISO days: the time that the figure is about, else its day
    until: str | None = None  #         of publication
    country: str | None = None  #       that its article concerns
    source: str | None = None
    among: tuple[str, ...] | None = None  # only these sources
    language: str | None = None
    status: Status | None = None
    bound: Bound | None = None
    sureness: float | None = None  #    this or more
    newest: bool = True  #              only what stands in the wording that readers are shown


@dataclass(frozen=True, slots=True)
class Measured:
    """What figures must have in common to stand on one axis."""

    unit: str
    per: str | None
    size: bool  #  sizes of changes, not levels


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTally:
    """How many figures fit a question, the most first."""

    total: int
    articles: int
    measures: Mapping[Measured, int]
    sources: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """A page of a table of figures: ask on with ``after``."""

    rows: tuple[Statement, ...]
    after: str | None = None  #         None: there are no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A code, law or treaty that articles name, and how often."""

    key: str  #             "kz/criminal-code", "-/istanbul" where no country is known or meant
    name: str  #            in English
    country: str | None
    articles: int
    references: int
    changes: int  #         references that say that something happened to it
    first_on: str | None  # days of publication
    last_on: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActHistory:
    """What the archive says of one act, in order of time."""

    act: Act
    references: tuple[Statement, ...]  # each with a ``Law``
    figures: tuple[Statement, ...] = ()  # in the same sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article as it is read: one version of it, the others beside it, and what was found."""

    card: Card
    version: Version
    versions: tuple[Version, ...]  #    all of them, oldest first, pages and entries
    findings: tuple[AnyKept, ...]  #    of every kind, in order of the text
    capture: Capture
    kin: tuple[tuple[Kin, Card], ...] = ()  # copies of it, and the same in other languages

    @property
    def figures(self) -> tuple[KeptFinding[Figure], ...]:
        """What the text states in numbers."""
        return self._of("figure")

    @property
    def checks(self) -> tuple[KeptFinding[Figure], ...]:
        """What its figures say of each other."""
        return self._of("check")

    @property
    def laws(self) -> tuple[KeptFinding[Law], ...]:
        """The legislation that it mentions."""
        return self._of("law")

    @property
    def quotes(self) -> tuple[KeptFinding[Quotation], ...]:
        """The words that it gives as somebody's."""
        return self._of("quote")

    @property
    def names(self) -> tuple[KeptFinding[Name], ...]:
        """Whom and which places it mentions."""
        return self._of("name")

    def _of(self, kind: FindingKind) -> tuple[AnyKept, ...]:
        return tuple(kept for kept in self.findings if kept.finding.kind == kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The chain from a finding to archived bytes, each link checked when it was asked for."""

    kept: AnyKept
    card: Card
    version: Version
    capture: Capture
    sentence: str
    payload_span: Span | None  #        bytes of the payload that the expression was read from
    payload_excerpt: bytes | None  #    those bytes
    text_holds: bool  #                 the text's digest and the span's characters are as kept
    payload_holds: bool  #              the archived bytes still have their digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A quotation with the article that it stands in."""

    kept: KeptFinding[Quotation]
    card: Card
    who: str | None  #      equal for the spellings of one speaker; None: nobody is named


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerCount:
    """Somebody who is quoted, and how often: the spelling and the role that stand most often."""

    who: str
    name: str
    role: str | None
    quotes: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryCount:
    """A country, how many articles concern it, and from when to when."""

    country: str
    articles: int
    first_on: str | None
    last_on: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something ``verify`` or ``add`` found wrong: the thing, what it is, what to do."""

    thing: str
    what: str
    fix: str | None = None
