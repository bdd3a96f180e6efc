"""The archive as a program sees it: one folder, opened once, asked questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, get_args

from dalil import gathering, meeting, naming, refinding, verifying
from dalil.captures.archive import CaptureFiles
from dalil.captures.intake import LARGEST_FILE, incoming
from dalil.captures.record import Record
from dalil.captures.urls import host_of
from dalil.changing import difference
from dalil.errors import ArchiveError, ArchiveTooNew, Damaged, InputError, NotFound, UsageError
from dalil.gathering import Gathered
from dalil.keeping import Keeper, Outcome, Taken
from dalil.lang import conventions
from dalil.lang.conventions import Convention
from dalil.model import (
    Act,
    ActHistory,
    AnswerKind,
    AnyKept,
    ArticleChange,
    Capture,
    Card,
    Cards,
    Case,
    CaseDecisionKind,
    ChangeKind,
    Contradiction,
    CountryCount,
    Decision,
    DecisionKind,
    Difference,
    Drawable,
    Explanation,
    FigureOrder,
    FigureQuery,
    FigureTally,
    FindingKind,
    Foretold,
    Found,
    Indicator,
    Kin,
    Named,
    NameDecision,
    NamedIn,
    NameType,
    Origin,
    Problem,
    Quoted,
    Reading,
    Ruling,
    Series,
    Sort,
    Source,
    Span,
    SpeakerCount,
    Statement,
    Statements,
    Tally,
    Version,
)
from dalil.page.worker import Pool
from dalil.pipeline import Understood, publication_title, question, span_in_payload
from dalil.refinding import Refound
from dalil.searching import Filters, Search
from dalil.store import Store
from dalil.store.changes import ChangesBy
from dalil.store.rows import SHOWN
from dalil.store.sqlite import DATABASE
from dalil.text import text_digest

DEFAULT_FOLDER = "dalil-archive"
UNNAMED = "files"
NO_OUTLET = "Files without an outlet"
"""The source of what came without an address and without a word about where it is from."""

BATCH = 32
"""Captures that are acknowledged together: one sync of the disk for all of them."""

STREAMED = 500
"""Figures that are read together where all are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding changed, in numbers; ``problems`` names each thing that could not be read."""

    captures: int = 0
    same: int = 0
    articles: int = 0
    versions: int = 0
    figures: int = 0
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: Added) -> Added:
        """The sum of two."""
        return Added(
            captures=self.captures + other.captures,
            same=self.same + other.same,
            articles=self.articles + other.articles,
            versions=self.versions + other.versions,
            figures=self.figures + other.figures,
            problems=self.problems + other.problems,
        )


class Archive:
    """A folder that holds captures, articles in all their versions, and what was found in them.

    >>> import tempfile
    >>> with Archive.open(tempfile.mkdtemp() + "/archive", create=True) as archive:
    ...     archive.counts()["articles"]
    0
    """

    def __init__(self, store: Store, files: CaptureFiles) -> None:
        self.store = store
        self.files = files

    @classmethod
    def open(
        cls,
        folder: Path | str = DEFAULT_FOLDER,
        *,
        create: bool = False,
        convention: str | None = None,
    ) -> Archive:
        """Open the archive in ``folder``; with ``create``, make it if there is none.

        ``convention`` names what vague words count as ("dozens" is 24 under ``dalil``, 12 under
        ``acled``). An archive keeps the one that it was made with: all its figures follow it.
        Raises ``NoArchive``, ``ArchiveTooNew``, ``ArchiveBusy`` or ``ArchiveReadOnly``, and
        ``UsageError`` for a convention that there is not or that is not the archive's.
        """
        folder = Path(folder)
        _no_orphans(folder)
        wanted = conventions.convention(convention).name if convention else None
        store = Store(folder, create=create, convention=wanted)
        used = store.convention()
        if used not in conventions.conventions():
            store.close()
            raise ArchiveTooNew(
                f"the figures in {folder} follow the convention {used!r}, which this Dalil has not",
                "pip install --upgrade dalil",
            )
        if wanted not in (None, used):
            store.close()
            raise UsageError(
                f"the figures in {folder} follow the convention {used!r}, not {wanted!r}",
                "make another archive: --archive FOLDER",
            )
        return cls(store, CaptureFiles(folder / "captures"))

    @property
    def convention(self) -> Convention:
        """What vague words count as in this archive's figures."""
        return conventions.convention(self.store.convention())

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()

    # ── adding ───────────────────────────────────────────────────────────────────────────────────

    def add(
        self,
        path: Path | str,
        *,
        url: str | None = None,
        captured_at: datetime | None = None,
        source: Source | None = None,
        sources: Sequence[Source] = (),
        progress: Callable[[Added], None] | None = None,
    ) -> Added:
        """Keep a file or a folder of files: pages, listings, feeds, texts, WARC files.

        ``source`` says where all of it is from; ``sources`` name outlets by the beginnings of their
        addresses. ``progress`` is called after each batch that is safely on the disk. What cannot
        be read is kept all the same and named in ``problems``; adding again changes nothing.
        """
        total = Added()
        known = [*sources, *(known for known, _ in self.store.sources())]
        found = incoming(Path(path), url=url, captured_at=captured_at)
        with Pool("dalil.pipeline:read_capture") as readers:
            for batch in _batches(found, BATCH):
                total += self._add_batch(batch, source, known, readers)
                if progress:
                    progress(total)
            linked = Keeper(self.store, self.files, readers).link()
        return replace(total, problems=tuple(p for p in total.problems if p not in linked))

    def _add_batch(
        self,
        batch: Sequence[Record | InputError],
        source: Source | None,
        known: Sequence[Source],
        readers: Pool,
    ) -> Added:
        broken = tuple(_problem(item) for item in batch if isinstance(item, InputError))
        found = [item for item in batch if isinstance(item, Record)]
        taken = Keeper(self.store, self.files, readers).take(
            found,
            lambda record, outcome: _source_of(record, outcome, source, known),
            within=lambda taken: self._note(_added(taken)),
        )
        return Added(problems=broken) + _added(taken)

    def _note(self, done: Added) -> None:
        if done.captures:
            self.store.note(
                f"added {_counted(done.captures, 'capture')}: "
                f"{_counted(done.versions, 'new version')}, {_counted(done.figures, 'figure')}"
            )

    def keep(
        self,
        records: Sequence[Record],
        *,
        source: Source,
        readers: Pool,
        within: Callable[[Sequence[Taken]], None] | None = None,
    ) -> list[Taken]:
        """Keep exchanges (``captures.record.from_exchange``) that were fetched for ``source``.

        What became of each, in order; all of it is on the disk when this returns. A payload that is
        that of an earlier capture of the same address (a 304, or the same bytes again) is kept as a
        WARC ``revisit`` and not read anew: it is a new sighting of the versions that were read then.
        ``readers`` is a pool of ``dalil.pipeline:read_capture``. ``within`` is called with the
        result in the same transaction, for what must be remembered together with it. Raises
        ``ArchiveError``.
        """
        keeper = Keeper(self.store, self.files, readers, fetched=True)
        return keeper.take(records, lambda _record, _outcome: source, within)

    def read_again(self, capture: Capture, readers: Pool) -> Understood:
        """What a capture says, read from its archived bytes. Raises ``InputError``."""
        record = self.files.read(capture.file, capture.offset, capture.size)
        if capture.revisit_of and not record.payload:
            original = self.capture(capture.revisit_of)
            kept = self.files.read(original.file, original.offset, original.size)
            record = replace(kept, url=capture.url, captured_at=capture.captured_at)
        (outcome,) = readers.map([((), question(record, self.store.convention()))])
        if isinstance(outcome, Understood):
            return outcome
        raise outcome

    # ── lists ────────────────────────────────────────────────────────────────────────────────────

    def sources(self) -> list[tuple[Source, int]]:
        """Every source and how many articles it has, by name."""
        return self.store.sources()

    def stop_following(self, source_id: str) -> None:
        """Visit nothing more of a source; what was kept stays. Raises ``NotFound``."""
        self.store.source(source_id)
        with self.store.writing():
            self.store.stop(source_id)
            self.store.note(f"no longer follows {source_id}")

    def expect(self, source_id: str, said: Mapping[str, object]) -> None:
        """Remember what a person says is normal for a source; None is learned again."""
        with self.store.writing():
            kept = self.store.expected(source_id) | dict(said)
            self.store.expect(source_id, {k: v for k, v in kept.items() if v is not None})
            self.store.note(f"of {source_id} is expected: {kept}")

    def countries(self) -> list[CountryCount]:
        """Every country that articles concern, most articles first."""
        return self.store.countries()

    def cards(
        self,
        *,
        country: str | None = None,
        source: str | None = None,
        language: str | None = None,
        since: str | None = None,
        until: str | None = None,
        before: int | None = None,
        after: int | None = None,
        limit: int = 20,
    ) -> Cards:
        """Articles, newest first. ``since`` and ``until`` are ISO days, both included."""
        return self.store.cards(
            country=country,
            source=source,
            language=language,
            since=since,
            until=until,
            before=before,
            after=after,
            limit=limit,
        )

    def search(
        self,
        query: str,
        *,
        country: str | None = None,
        source: str | None = None,
        language: str | None = None,
        since: str | None = None,
        until: str | None = None,
        figures: bool = False,
        exact: bool = False,
        sort: Sort | None = None,
        before: int | None = None,
        after: int | None = None,
        limit: int = 20,
    ) -> Found:
        """Articles that fit ``query`` (docs/reference/search.md): words in any of their forms, names
        in any alphabet, ``"phrases"``, ``OR``, ``-not``, ``place:kz``, ``figure:>100``.

        What fits best comes first, or with ``sort="date"`` the newest. ``exact`` takes words as they
        are written. Never raises for what is asked: the notes of what is found say what was not read.
        """
        search = self._search(query, country, source, language, since, until, figures, exact)
        return search.found(sort=sort, before=before, after=after, limit=limit)

    def tally(
        self,
        query: str = "",
        *,
        country: str | None = None,
        source: str | None = None,
        language: str | None = None,
        since: str | None = None,
        until: str | None = None,
        figures: bool = False,
        exact: bool = False,
    ) -> Tally:
        """How many articles fit, by publication, language, country, month, and with figures.

        The counts of a filter heed all the others, not what the filter itself is set to.
        """
        return self._search(query, country, source, language, since, until, figures, exact).tally()

    def without_articles(
        self, query: str = "", *, since: str | None = None, until: str | None = None
    ) -> list[tuple[Source, str | None, str | None]]:
        """Sources that have nothing at all in the period asked for, and the days that they do span."""
        search = self._search(query, None, None, None, since, until, figures=False, exact=False)
        known = {source.id: source for source, _ in self.sources()}
        return [(known[one], first, last) for one, first, last in self.store.silent(*search.period)]

    def _search(
        self,
        query: str,
        country: str | None,
        source: str | None,
        language: str | None,
        since: str | None,
        until: str | None,
        figures: bool,
        exact: bool,
    ) -> Search:
        filters = Filters(
            country=country,
            source=source,
            language=language,
            since=since,
            until=until,
            figures=figures,
        )
        return Search(self.store, query, filters, exact=exact)

    # ── one thing ────────────────────────────────────────────────────────────────────────────────

    def read(self, article_id: str, version_id: str | None = None) -> Reading:
        """One article; its newest page version, or newest entry, unless a version is named.

        Raises ``NotFound``.
        """
        row = self.store.article_row(article_id)
        versions = self.store.versions(row["id"])
        version = _choose(versions, version_id)
        return Reading(
            card=self.store.card(row),
            version=version,
            versions=tuple(versions),
            findings=tuple(self.store.findings(version.id)),
            capture=self.store.capture(version.capture_id),
            kin=tuple(self.kin(row["id"])),
        )

    def version_at(self, article_id: str, moment: datetime) -> str:
        """The id of the version that stood at ``moment``, or of the first one if it was not yet seen.

        Raises ``NotFound`` where there is no such article.
        """
        return self.store.version_at(self.store.article_row(article_id)["id"], moment)

    def version(self, version_id: str) -> Version:
        """The version of that id. Raises ``NotFound``."""
        return self.store.version(version_id)

    def kin(self, article_id: str) -> list[tuple[Kin, Card]]:
        """Copies of an article, in the order of their dates, and the same in other languages."""
        return [
            (kin, self.store.card(self.store.article_row(kin.article_id)))
            for kin in self.store.kin(self.store.article_row(article_id)["id"])
        ]

    def capture(self, capture_id: str) -> Capture:
        """The capture of that id. Raises ``NotFound``."""
        return self.store.capture(capture_id)

    def encoding(self, capture: Capture) -> str | None:
        """The encoding that a capture was read in; None where nothing was read from it."""
        return self.store.encoding(capture.id)

    def payload(self, capture: Capture) -> bytes:
        """The archived bytes of a capture; of a revisit, those of the capture that it refers to.

        Raises ``Damaged`` where they are not what was kept.
        """
        record = self.files.read(capture.file, capture.offset, capture.size)
        if not record.payload and capture.revisit_of:
            return self.payload(self.capture(capture.revisit_of))
        if record.refers_to:
            raise Damaged(
                f"{capture.id} is a revisit of a record that is not in this archive",
                "add the WARC file that has it",
            )
        verifying.check_payload(record, capture)
        return record.payload

    def explain(self, finding_id: str) -> Explanation:
        """The chain from a finding to archived bytes, each link checked now. Raises ``NotFound``."""
        kept = self.store.finding(finding_id)
        version = self.store.version(kept.version_id)
        capture = self.store.capture(version.capture_id)
        try:
            payload: bytes | None = self.payload(capture)
        except Damaged:
            payload = None
        where = self._bytes_of(kept, version, capture, payload)
        text = version.wording.text
        return Explanation(
            kept=kept,
            card=self.store.card(self.store.article_row(version.article_id)),
            version=version,
            capture=capture,
            sentence=kept.finding.context.of(text),
            payload_span=where,
            payload_excerpt=payload[where.start : where.end] if payload and where else None,
            text_holds=text_digest(text) == version.digest
            and kept.finding.span.of(text) == kept.exact,
            payload_holds=payload is not None,
        )

    def _bytes_of(
        self, kept: AnyKept, version: Version, capture: Capture, payload: bytes | None
    ) -> Span | None:
        encoding = self.store.encoding(capture.id)
        if payload is None or encoding is None:
            return None
        html = self.store.kind(capture.id) in {"listing", "page"}
        return span_in_payload(payload, encoding, version.wording, kept.finding.span, html=html)

    def newest_day(self, source_id: str) -> str | None:
        """The day of a source's newest article, ISO 8601."""
        return self.store.newest_day(source_id)

    def newest_findings(
        self, limit: int = 8, country: str | None = None
    ) -> list[tuple[Card, AnyKept]]:
        """The first figure of each of the newest articles (that concern a country)."""
        return [
            (self.store.card(self.store.article_row(article)), self.store.finding(finding))
            for article, finding in self.store.newest_findings(limit, country)
        ]

    # ── figures ──────────────────────────────────────────────────────────────────────────────────

    def figures(
        self,
        asked: FigureQuery,
        *,
        order: FigureOrder = "new",
        after: str | None = None,
        limit: int = 50,
    ) -> Statements:
        """Figures with the articles that print them; the next page begins ``after`` this one's."""
        return self.store.statements(asked, order, after, limit)

    def every_figure(
        self, asked: FigureQuery, *, order: FigureOrder = "new"
    ) -> Iterator[Statement]:
        """All of them, a page at a time: a million take no more room than one page."""
        after: str | None = None
        while True:
            page = self.store.statements(asked, order, after, STREAMED)
            yield from page.rows
            if page.after is None:
                return
            after = page.after

    def every_finding(
        self,
        kind: FindingKind,
        *,
        source: str | None = None,
        country: str | None = None,
        language: str | None = None,
        newest: bool = True,
    ) -> Iterator[Statement]:
        """All findings of a kind with their articles, read a few at a time."""
        return self.store.statements_of(
            kind, source=source, country=country, language=language, newest=newest
        )

    def statement(self, finding_id: str) -> Statement:
        """One figure with the article that prints it. Raises ``NotFound``."""
        return self.store.statement(finding_id)

    def count_figures(self, asked: FigureQuery) -> int:
        """How many figures there are."""
        return self.store.count_figures(asked)

    def tally_figures(self, asked: FigureQuery) -> FigureTally:
        """How many figures there are: of each measure and source, and of how many articles."""
        return self.store.tally_figures(asked)

    def drawables(self, asked: FigureQuery, limit: int) -> list[Drawable]:
        """What a chart needs of the newest of these figures."""
        return self.store.drawables(asked, limit)

    def steady_sources(self, asked: FigureQuery) -> list[str]:
        """The sources with an article in every year in which any of these figures was printed."""
        return self.store.steady_sources(asked)

    def beginnings(self) -> dict[str, str]:
        """The day of the first dated article of each source."""
        return self.store.beginnings()

    # ── for other programs ───────────────────────────────────────────────────────────────────────

    def chosen(
        self,
        *,
        source: str | None = None,
        country: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Iterator[tuple[Capture, bytes]]:
        """The captures of some articles, or all, with their bytes: each record and its request.

        ``since`` and ``until`` are ISO days. No bytes: they are damaged (``dalil verify``).
        """
        for capture, start in self.store.chosen_captures(source, country, since, until):
            try:
                verifying.check_capture(self.store, self.files, capture, start)
                end = capture.offset + capture.size
                yield capture, self.files.bytes_of(capture.file, start, end - start)
            except Damaged:
                yield capture, b""

    def cdxj(self) -> tuple[list[str], list[Problem]]:
        """The CDXJ index of the WARC files, sorted, and what could not be read for it."""
        return verifying.index_lines(self.store, self.files)

    def title(self, capture: Capture) -> str | None:
        """The headline of a page that was captured; None where the capture is no article's page."""
        return self.store.headline(capture.id)

    def is_page(self, capture: Capture) -> bool:
        """Whether a capture is a page that people read: an article's, or one that lists them."""
        return self.store.kind(capture.id) in {"page", "listing"}

    # ── what changed ─────────────────────────────────────────────────────────────────────────────

    def changes(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        kind: ChangeKind | None = None,
        source: str | None = None,
        country: str | None = None,
        article: str | None = None,
        before: str | None = None,
        limit: int | None = None,
    ) -> list[tuple[ArticleChange, Card]]:
        """Changes that the archive saw, the newest first, each with its article.

        ``since`` and ``until`` are ISO days or times of when a change was seen. ``before`` is the id
        of a change: those that come after it in this order.
        """
        if article:
            article = self.store.article_row(article)["id"]
        found = self.store.changes(
            since=since, until=until, kind=kind, source=source, country=country, article=article,
            before=before, limit=limit,
        )  # fmt: skip
        return [(one, self.store.card(self.store.article_row(one.article_id))) for one in found]

    def count_changes(
        self,
        by: ChangesBy,
        *,
        since: str | None = None,
        until: str | None = None,
        kind: ChangeKind | None = None,
        source: str | None = None,
        country: str | None = None,
    ) -> dict[str, int]:
        """How many changes there are of each kind, source or country, the most first."""
        return self.store.count_changes(
            by, since=since, until=until, kind=kind, source=source, country=country
        )

    def diff(
        self, article_id: str, old_id: str | None = None, new_id: str | None = None
    ) -> tuple[Version, Version, Difference]:
        """What changed from one version of an article to another: words and figures.

        Unless versions are named, the last two of its page (or of its whole text, or its entry).
        Raises ``NotFound``, also where there is only one.
        """
        versions = self.store.versions(self.store.article_row(article_id)["id"])
        new = _choose(versions, new_id)
        earlier = [v for v in versions if v.wording.form == new.wording.form and v.id != new.id]
        if not old_id and not earlier:
            raise NotFound(f"article {article_id} has one version only", f"dalil show {article_id}")
        old = _choose(versions, old_id) if old_id else earlier[-1]
        return old, new, difference(self.store, old, new)

    # ── claims that meet ─────────────────────────────────────────────────────────────────────────

    def silent_in(self, periods: Sequence[str]) -> dict[str, frozenset[str]]:
        """Of months, years or days: the ids of the sources that have no article of them."""
        return {
            period: frozenset(one for one, _, _ in self.store.silent(period, period))
            for period in periods
        }

    def contradictions(
        self,
        *,
        unsure: bool = False,
        itself: bool | None = None,
        finding: str | None = None,
        limit: int | None = None,
    ) -> list[Contradiction]:
        """Figures of one measure, place and time that cannot both be right, the newest first.

        ``unsure``: those for which something in the texts speaks for another explanation, instead.
        ``itself``: only a publication against itself, or only two. ``finding``: those of one figure,
        sure or not.
        """
        return self.store.contradictions(unsure=unsure, itself=itself, finding=finding, limit=limit)

    def contradiction(self, contradiction_id: str) -> tuple[Contradiction, list[Ruling]]:
        """One of them, and what people said of it, oldest first. Raises ``NotFound``."""
        found = self.store.contradiction(contradiction_id)
        return found, self.store.rulings("contradiction", found.id)

    def answer(self, contradiction_id: str, answer: AnswerKind, *, who: str, why: str = "") -> None:
        """Put on record what a person says of a contradiction. Raises ``NotFound``, ``UsageError``."""
        if answer not in get_args(AnswerKind):
            known = ", ".join(get_args(AnswerKind))
            raise UsageError(f"no answer is called {answer!r}", f"one of: {known}")
        if not who.strip():
            raise UsageError("who says it?", "--by NAME")
        found = self.store.contradiction(contradiction_id)
        with self.store.writing():
            self.store.rule("contradiction", found.id, answer, who=who, why=why)

    def foretold(
        self,
        *,
        as_of: str,
        kinds: Sequence[str] = (),
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Foretold]:
        """Forecasts, plans and promises with what became of them, the latest due first.

        ``as_of`` is an ISO day: what was published later is not looked at, and what is due before
        it and has no outcome is overdue. ``kinds``: "forecast", "plan", "promise"; none: all.
        ``limit`` is the most sentences that are looked at, ``offset`` where they begin.
        """
        return meeting.foretold(self.store, as_of=as_of, kinds=kinds, limit=limit, offset=offset)

    def count_foretold(self, kinds: Sequence[str] = ()) -> int:
        """How many sentences say something ahead of its day."""
        return self.store.count_foretold(kinds)

    def origin(self, finding_id: str) -> Origin:
        """Who says a figure, who said it first, on how many sources it rests.

        Raises ``NotFound``, and ``UsageError`` for a finding that is no figure.
        """
        return meeting.origin_of(self.store, finding_id)

    def claim(self, finding_id: str) -> tuple[Card, AnyKept]:
        """A finding with its article, for setting it beside another. Raises ``NotFound``."""
        kept = self.store.finding(finding_id)
        article = self.store.article_of_version(kept.version_id)
        return self.store.card(self.store.article_row(article or "")), kept

    def cases(self) -> list[Case]:
        """Claims about one event: cases that people keep first, then what is proposed."""
        return meeting.cases(self.store)

    def case(self, case_id: str) -> tuple[Case, list[Ruling]]:
        """A case, and what people decided of it, oldest first. Raises ``NotFound``."""
        found = meeting.case(self.store, case_id)
        if found is None:
            raise NotFound(f"no case {case_id!r}", "dalil cases")
        return found, self.store.rulings("case", case_id)

    def rule_case(
        self,
        said: CaseDecisionKind,
        case_id: str,
        *,
        who: str,
        why: str = "",
        finding_id: str | None = None,
        name: str | None = None,
    ) -> None:
        """Keep a case, name it, put a claim into it ("join"), take one out ("part"), or drop it.

        Nothing that is decided is ever changed or lost. Raises ``NotFound`` and ``UsageError``.
        """
        self.case(case_id)
        with self.store.writing():
            meeting.rule_case(
                self.store, said, case_id, who=who, why=why, finding_id=finding_id, name=name
            )

    # ── series and indicators ────────────────────────────────────────────────────────────────────

    def gather(
        self, *, again: bool = False, progress: Callable[[int, int], None] | None = None
    ) -> Gathered:
        """Put figures into series that are in none yet, or are by older rules; ``again``: all.

        ``progress`` is called with how many articles are done, and of how many.
        """
        if again:
            with self.store.writing():
                self.store.forget_series()
        done = gathering.gather_rest(self.store, progress)
        if done.articles:
            with self.store.writing():
                self.store.note(
                    f"gathered {_counted(done.articles, 'article')}: "
                    f"{_counted(done.points, 'point')} in {len(done.touched)} series"
                )
        return done

    def series_list(
        self,
        *,
        of: str | None = None,
        country: str | None = None,
        least: int = 2,
        offset: int = 0,
        limit: int = 50,
    ) -> tuple[list[Series], int]:
        """Series that were found, those with the most periods first, and how many there are.

        ``of`` is what is counted, in words of any language: those whose concepts all stand in the
        series. ``least`` is the fewest periods.
        """
        asked = gathering.asked_concepts(of) if of else ()
        return self.store.series_list(
            measure=asked, words=of, country=country, least=least, offset=offset, limit=limit
        )

    def series_sizes(self) -> dict[str, tuple[int, int]]:
        """Of every series that was found, how many periods and figures it has."""
        return self.store.series_sizes()

    def series_labels(
        self, found: Sequence[Series], language: str
    ) -> dict[str, tuple[str, str | None]]:
        """What each of these series counts, if possible in a language, and in which it is."""
        return gathering.labels(self.store, found, language)

    def series_values(self, series_ids: Sequence[str]) -> dict[str, list[tuple[str, float, str]]]:
        """``(last day, value, status)`` of the figures of some series, in order of period."""
        return self.store.values_of(series_ids)

    def indicator_series(self, name: str) -> list[Series]:
        """The series of an indicator, without their points."""
        return self.store.series_of_indicator(name)

    def series(self, series_id: str) -> Series:
        """A series with its points. Raises ``NotFound``."""
        found = self.store.series(series_id)
        head = self.store.head_of(found.id)
        return gathering.told_series(self.store, self.store.series(head))

    def series_of(self, finding_id: str) -> list[Series]:
        """The series that a figure stands in, without their points."""
        return self.store.series_of_finding(finding_id)

    def quotes(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        who: str | None = None,
        country: str | None = None,
        since: str | None = None,
        until: str | None = None,
        offset: int = 0,
        limit: int = 50,
    ) -> tuple[list[Quoted], int]:
        """What articles give as somebody's words, the newest articles first, and how many there are.

        ``by`` is a person or a body that says so, ``about`` one that the words name, in any
        spelling, form or alphabet: all of its words must stand there. ``who`` is a speaker's key,
        as an answer has it. ``since`` and ``until`` are ISO days, both included. Only the wording
        of each article that readers are shown is looked at.
        """
        found, total = self.store.quotes(
            by=by,
            about=about,
            who=who,
            country=country,
            since=since,
            until=until,
            offset=offset,
            limit=limit,
        )
        return [
            Quoted(
                kept=self.store.finding(finding_id),
                card=self.store.card(self.store.article_row(article_id)),
                who=key,
            )
            for finding_id, article_id, key in found
        ], total

    def speakers(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        country: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 50,
    ) -> list[SpeakerCount]:
        """Who is quoted, most often first; asked as ``quotes`` is."""
        return self.store.speakers(
            by=by, about=about, country=country, since=since, until=until, limit=limit
        )

    def indicators(self) -> list[Indicator]:
        """All indicators, by name."""
        return self.store.indicators()

    def indicator(self, name: str) -> tuple[Indicator, list[Series], list[Decision]]:
        """An indicator, its series with their points, and what was decided. Raises ``NotFound``."""
        one = self.store.indicator(name)
        found = [
            gathering.told_series(self.store, series)
            for series in self.store.series_of_indicator(one.name)
        ]
        return one, found, self.store.decisions(one.name)

    def keep_indicator(self, indicator: Indicator) -> Gathered:
        """Keep an indicator, new or defined anew, and gather its figures.

        Raises ``UsageError`` for a name that is no name, and for one that has no words.
        """
        gathering.check(indicator)
        with self.store.writing():
            self.store.keep_indicator(indicator)
            done = gathering.gather_indicator(self.store, indicator)
            self.store.note(f"indicator {indicator.name}: {_counted(done.points, 'point')}")
        return done

    def remove_indicator(self, name: str) -> None:
        """Take an indicator away; what was decided of its figures stays on record."""
        one = self.store.indicator(name)
        with self.store.writing():
            self.store.drop_indicator(one.name)
            self.store.note(f"indicator {one.name} taken away")

    def decide(
        self, kind: DecisionKind, indicator: str, finding_id: str, *, who: str, why: str
    ) -> Decision:
        """Put a figure into an indicator ("join"), take it out ("leave"), let its value stand for
        its period ("choose"), or undo that ("free"). It is kept for good, with who, when and why.

        Raises ``NotFound``, and ``UsageError`` for a figure that can be in no series.
        """
        one, kept = self.store.indicator(indicator), self.store.finding(finding_id)
        gathering.check_decision(self.store, kind, one, kept)
        with self.store.writing():
            self.store.decide(kind, one.name, kept.id, who=who, why=why)
            article = self.store.article_of_version(kept.version_id)
            gathering.gather(self.store, [article] if article else [])
            self.store.note(f"{who}: {kind} {kept.id} · {one.name}")
        return self.store.decisions(one.name)[-1]

    def refind(self, *, keep: bool = True) -> Iterator[Refound]:
        """Put today's finders to every version that was kept: what they see otherwise.

        What is found now is kept, figures are gathered anew where they changed, and what people
        decided stays; without ``keep`` nothing is written.
        """
        yield from refinding.refind(self.store, keep=keep)

    def claimed_by_others(self, indicator: str) -> list[tuple[str, str]]:
        """``(finding id, other indicator)``: figures that more than one indicator counts."""
        return self.store.also_in(indicator)

    # ── names across articles ────────────────────────────────────────────────────────────────────

    def find_names(
        self, *, again: bool = False, progress: Callable[[int, int], None] | None = None
    ) -> int:
        """Find the names of articles that have none yet, or by older rules; ``again``: of all.

        Returns of how many articles. What people decided holds. ``progress`` is called with how many
        articles are done, and of how many.
        """
        if again:
            with self.store.writing():
                self.store.forget_names()
        done = naming.name_rest(self.store, progress)
        if done:
            with self.store.writing():
                self.store.note(f"names found in {_counted(done, 'article')}")
        return done

    def names(
        self,
        *,
        kind: NameType | None = None,
        like: str | None = None,
        offset: int = 0,
        limit: int = 50,
    ) -> tuple[list[Named], int]:
        """Persons, organisations and places, those in the most articles first, and how many.

        ``like`` is a word that a spelling of the name begins with, in any alphabet.
        """
        return self.store.names(kind=kind, like=naming.asked(like), offset=offset, limit=limit)

    def count_names(self, like: str | None = None) -> dict[str, int]:
        """How many names there are, by type."""
        return self.store.count_types(naming.asked(like))

    def name(self, name: str, kind: NameType | None = None) -> Named:
        """A name with its spellings, by its id or by what it is called. Raises ``NotFound``."""
        return naming.named(self.store, name, kind)[0]

    def named_in(
        self, name_id: str, *, before: int | None = None, limit: int = 20
    ) -> list[NamedIn]:
        """The articles that mention a name, newest first; ``before`` is the key of the last one."""
        found = []
        for article_id, _, version_id in self.store.articles_naming(
            name_id, before=before, limit=limit
        ):
            text = self.store.text_of(version_id)
            spans = [span for span, _ in self.store.mentions_in(article_id, name_id)]
            found.append(
                NamedIn(
                    card=self.store.card(self.store.article_row(article_id)),
                    version_id=version_id,
                    mentions=tuple(naming.in_its_line(text, span) for span in spans),
                )
            )
        return found

    def names_in(self, version_id: str) -> list[AnyKept]:
        """The names that a version mentions, in order; each goes by the id of its :class:`Named`."""
        return list(self.store.names_in(version_id))

    def quotes_by(self, name_id: str, *, limit: int = 20) -> list[tuple[Card, AnyKept]]:
        """What a person or body is quoted with in the newest articles that mention it."""
        return [
            (self.store.card(self.store.article_row(article_id)), kept)
            for article_id, kept in naming.quotes_by(self.store, name_id, limit)
        ]

    def decide_name(
        self,
        verb: Literal["join", "part"],
        one: str,
        other: str,
        *,
        kind: NameType | None = None,
        who: str,
        why: str,
    ) -> NameDecision:
        """Let two names be one ("join"), or not ("part"). It is kept for good, with who and why.

        ``one`` and ``other`` are spellings, or ids. Raises ``NotFound`` for a name that no article
        has, and ``UsageError`` for two that are so already, or are of different types.
        """
        said = naming.two(self.store, verb, one, other, kind)
        with self.store.writing():
            self.store.decide_name(verb, *said, who=who, why=why)
            naming.decided(self.store)
            self.store.note(f"{who}: {verb} {said[1]} · {said[2]}")
        return self.store.name_decisions()[-1]

    def name_decisions(self) -> list[NameDecision]:
        """What people decided of names, in the order in which they did."""
        return self.store.name_decisions()

    # ── acts ─────────────────────────────────────────────────────────────────────────────────────

    def acts(self, country: str | None = None, words: str | None = None) -> list[Act]:
        """The codes, laws and treaties that articles name, by country, the most named first."""
        return self.store.acts(country, words)

    def act(self, key: str) -> ActHistory:
        """What the archive says of one act (``kz/criminal-code``). Raises ``NotFound``."""
        return self.store.act(key)

    # ── the whole ────────────────────────────────────────────────────────────────────────────────

    def counts(self) -> dict[str, int]:
        """How many sources, captures, articles, versions and figures, by name."""
        return self.store.counts()

    def log(self, limit: int = 50) -> list[tuple[str, str, str]]:
        """``(when, what, by which program version)``, newest first."""
        return self.store.log(limit)

    def verify(self) -> list[Problem]:
        """Every digest, span and file checked; empty when all holds."""
        return list(verifying.problems(self.store, self.files))

    def missing_files(self) -> list[str]:
        """Capture files that are gone or shorter than what was kept in them. Quick."""
        folder = self.files.folder
        return [
            file
            for file in self.store.files()
            if not (folder / file).is_file()
            or (folder / file).stat().st_size < self.store.acknowledged(file)
        ]


def _no_orphans(folder: Path) -> None:
    """Captures without a database are somebody's evidence: a new archive does not begin over them."""
    captures = folder / "captures"
    if (folder / DATABASE).exists() or not any(captures.glob("*.warc*")):
        return
    raise ArchiveError(
        f"{folder} has captures, but no {DATABASE} that knows them",
        f"restore {DATABASE}; or begin anew from them: dalil --archive OTHER-FOLDER add {captures}",
    )


# ── batches and sources ──────────────────────────────────────────────────────────────────────────


def _batches(
    items: Iterable[Record | InputError], size: int
) -> Iterator[list[Record | InputError]]:
    """Lists of up to ``size`` items; fewer where they are large."""
    batch: list[Record | InputError] = []
    weight = 0
    for item in items:
        batch.append(item)
        weight += len(item.payload) if isinstance(item, Record) else 0
        if len(batch) >= size or weight > LARGEST_FILE:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _added(taken: Sequence[Taken]) -> Added:
    kept = [t.kept for t in taken if t.kept and not t.again]
    return Added(
        captures=sum(not t.again for t in taken),
        same=sum(t.again for t in taken),
        articles=sum(k.articles for k in kept),
        versions=sum(k.new_versions for k in kept),
        figures=sum(k.figures for k in kept),
        problems=tuple(t.problem for t in taken if t.problem),
    )


def _problem(error: InputError) -> Problem:
    name, colon, what = error.message.partition(": ")
    return Problem(thing=name if colon else "input", what=what or error.message, fix=error.fix)


def _source_of(
    record: Record,
    outcome: Outcome,
    given: Source | None,
    known: Sequence[Source],
) -> Source:
    """The source of a capture: as said, as known by its address, or named after its host.

    A feed and an export say what their publication is called; that name stands where none is known.
    """
    if given:
        return given
    source = _source_at(record, outcome, known)
    unnamed = source.outlet in (host_of(source.url), NO_OUTLET)
    title = publication_title(outcome) if isinstance(outcome, Understood) else None
    return replace(source, outlet=title) if unnamed and title and source.url else source


def _source_at(record: Record, outcome: Outcome, known: Sequence[Source]) -> Source:
    url = record.url
    if url is None and isinstance(outcome, Understood):
        url = next((item.wording.url for item in outcome.items if item.wording.url), None)
    for source in known:
        if source.url and url and url.startswith(source.url):
            return source
    host = host_of(url)
    if host is None:
        return Source(id=UNNAMED, outlet=NO_OUTLET)
    return Source(
        id=slug(host), outlet=host, url=f"{url.split('://')[0]}://{host}/" if url else None
    )


def _counted(n: int, one: str) -> str:
    return f"{n} {one}" if n == 1 else f"{n} {one}s"


def slug(name: str) -> str:
    """A short id from a name: lower-case letters of any script, digits and hyphens."""
    return re.sub(r"[\W_]+", "-", name.lower()).strip("-") or UNNAMED


def _choose(versions: Sequence[Version], version_id: str | None) -> Version:
    if version_id:
        for version in versions:
            if version.id == version_id:
                return version
        raise NotFound(f"no version {version_id!r} of this article", "dalil show ARTICLE")
    return next(v for form in SHOWN for v in reversed(versions) if v.wording.form == form)
