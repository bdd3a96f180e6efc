"""How records get into an archive: read in workers, then kept with what was read, or not at all.

Whatever brings a record (a file, another tool's WARC, a fetched page) goes this one way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from dalil.captures import message
from dalil.captures import record as records
from dalil.captures.archive import CaptureFiles
from dalil.captures.intake import why_unread
from dalil.captures.record import Record
from dalil.captures.urls import url_key
from dalil.changing import retell
from dalil.errors import ArchiveReadOnly, DalilError, Damaged
from dalil.gathering import gather
from dalil.model import Capture, Listing, Problem, Source
from dalil.naming import name_articles
from dalil.page.worker import Pool
from dalil.pipeline import Kept, Understood, keep, question
from dalil.relating import relate
from dalil.store import Store

GONE = (404, 410)

Outcome = Understood | DalilError | None
"""What reading gave: an answer, why there is none, or None where nothing was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one record that was handed over to be kept."""

    capture: Capture
    again: bool = False  #                  this very record was kept before: nothing was done
    understood: Understood | None = None  # None: not read, or not read anew
    kept: Kept | None = None
    versions: tuple[tuple[str, bool], ...] = ()  # (version id, whether it is new), as on the page
    problem: Problem | None = None
    skipped: str | None = None  #           why there is nothing to read in it

    @property
    def unchanged(self) -> bool:
        """Whether the address gave what it had given before."""
        return self.capture.revisit_of is not None

    @property
    def listing(self) -> Listing | None:
        """What the record lists, where it was read and is a list."""
        return self.understood.listing if self.understood else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A batch that is being read."""

    batch: Sequence[Record]
    before: Mapping[object, Capture | None]  #  what was kept earlier of the very same records
    asked: Sequence[object]  #                  which of them the readers have
    answers: Iterator[Outcome]  #               of those, in order


@dataclass(frozen=True, slots=True)
class Keeper:
    """Keeps records in one archive.

    ``fetched`` says that the records are exchanges of our own: where the payload is that of an
    earlier capture, a ``revisit`` record is written in its stead. What others made stays as it is.
    """

    store: Store
    files: CaptureFiles
    readers: Pool
    fetched: bool = False

    def take(
        self,
        batch: Sequence[Record],
        source_of: Callable[[Record, Outcome], Source],
        within: Callable[[Sequence[Taken]], None] | None = None,
    ) -> list[Taken]:
        """Read and keep a batch: on the disk as a whole when this returns, or not at all.

        Raises ``ArchiveError``.
        """
        return self.keep(self.begin(batch), source_of, within)

    def begin(self, batch: Sequence[Record]) -> Reading:
        """Let the readers begin with a batch; they go on while another one is kept."""
        before: dict[object, Capture | None] = {
            _identity(record): self.store.same_capture(record) for record in batch
        }
        asked = self._to_ask([record for record in batch if not before[_identity(record)]])
        convention = self.store.convention()
        answers = self.readers.begin(
            ((), question(record, convention)) for record in asked.values()
        )
        return Reading(batch=batch, before=before, asked=tuple(asked), answers=answers)

    def keep(
        self,
        reading: Reading,
        source_of: Callable[[Record, Outcome], Source],
        within: Callable[[Sequence[Taken]], None] | None = None,
    ) -> list[Taken]:
        """Keep a batch that is being read.

        ``within`` is called in the transaction, with what became of each record, so that what
        follows from it is remembered with it or not at all. Raises ``ArchiveError``.
        """
        before = reading.before
        read = dict(zip(reading.asked, reading.answers, strict=True))
        try:
            with self.store.writing():
                taken = [
                    self._again(record, earlier)
                    if (earlier := before[_identity(record)])
                    else self._keep(record, read.get(_identity(record)), source_of)
                    for record in reading.batch
                ]
                self._follow(taken)
                if within:
                    within(taken)
                for file in {t.capture.file for t in taken if not t.again}:
                    self.files.sync(file)  # on the disk before it is acknowledged
        except OSError as error:
            raise ArchiveReadOnly(
                f"cannot write to {self.files.folder}: {error.strerror}",
                "free some space or check the folder's rights, then the same again",
            ) from error
        return taken

    def _follow(self, taken: Sequence[Taken]) -> None:
        """What is derived from articles follows what was seen of them; in the same transaction."""
        touched = self._touched(taken)
        retell(self.store, touched)
        relate(self.store, [v for one in taken for v, is_new in one.versions if is_new])
        gather(self.store, touched)
        name_articles(self.store, touched)

    def _touched(self, taken: Sequence[Taken]) -> list[str]:
        """The articles of which something else was seen than before, or whose page is gone."""
        seen = {
            self.store.article_of_version(version)
            for one in taken
            for version, is_new in one.versions
            if is_new or self.store.reorders(version, one.capture)
        }
        gone = {
            self.store.article_at(one.capture.url)
            for one in taken
            if one.capture.status in GONE and one.capture.url
        }
        return sorted(article for article in seen | gone if article)

    def link(self) -> list[Problem]:
        """Revisits find what they refer to, now that it is there; returns what is no problem now."""
        solved = []
        for capture in self.store.unlinked():
            try:
                record = self.files.read(capture.file, capture.offset, capture.size)
            except Damaged:
                continue  # for ``verify`` to say
            original = self._original(record)
            if original:
                with self.store.writing():
                    self._follow([self._linked(record, capture, original)])
                solved.append(_unlinked(record))
        return [problem for problem in solved if problem]

    # ── reading ──────────────────────────────────────────────────────────────────────────────────

    def _to_ask(self, batch: Sequence[Record]) -> dict[object, Record]:
        """The records to read: not those whose payload was read before, or that say nothing."""
        asked: dict[object, Record] = {}
        first_of: dict[object, object] = {}
        for record in batch:
            subject = self._to_read(record)
            same = (record.digest, record.url, record.status) if record.url else _identity(record)
            if subject and first_of.setdefault(same, _identity(record)) == _identity(record):
                asked[_identity(record)] = subject
        return asked

    def _to_read(self, record: Record) -> Record | None:
        """The record, if there is something to read; with the payload that a revisit refers to."""
        original = self._original(record)
        if original is None:
            return None if why_unread(record) else record
        if _one_article(record.url, original.url):
            return None
        try:  # the same bytes, but at another address
            found = self.files.read(original.file, original.offset, original.size)
        except Damaged:
            return None
        found = replace(found, url=record.url, name=record.name, captured_at=record.captured_at)
        return None if why_unread(found) else found

    def _original(self, record: Record) -> Capture | None:
        """The capture that has the record's payload, where an earlier one does."""
        if record.refers_to:
            return self.store.referred_to(record.refers_to)
        if record.url and record.status == 304:
            return self.store.last_answer(record.url, record.captured_at or datetime.now(UTC))
        return self.store.same_payload(record) if record.url and record.payload else None

    # ── keeping ──────────────────────────────────────────────────────────────────────────────────

    def _again(self, record: Record, capture: Capture) -> Taken:
        """A record that is here already; what was wrong with it is said again."""
        what = self.store.unread(capture.id)
        if not what:
            return Taken(capture=capture, again=True)
        problem = Problem(thing=_name(record), what=f"{what} (kept before, and not readable)")
        return Taken(capture=capture, again=True, problem=problem)

    def _linked(self, record: Record, capture: Capture, original: Capture) -> Taken:
        known = self.store.same_capture(record, original)
        if known and known.id != capture.id:  # another says the same of the same second
            self.store.note_reading(capture.id, "skipped", None, f"says what {known.id} says")
            return Taken(capture=capture, again=True)
        return self._seen_again(self.store.link(capture, original), original)

    def _keep(
        self, record: Record, outcome: Outcome, source_of: Callable[[Record, Outcome], Source]
    ) -> Taken:
        original = self._original(record)
        earlier = self.store.same_capture(record, original)
        if earlier:
            return Taken(capture=earlier, again=True)
        source = source_of(record, outcome)
        self.store.keep_source(source)
        source = self.store.source(source.id)
        record = self._shortened(record, original)
        file = self.files.for_next(self.store.last_file(), self.store.acknowledged)
        offset, size = self.files.append(record, file, self.store.acknowledged(file))
        capture = self.store.keep_capture(record, source.id, file, offset, size, original)
        if isinstance(outcome, Understood):
            return self._understood(capture, source, outcome)
        if isinstance(outcome, DalilError):
            self.store.note_reading(capture.id, None, None, outcome.message)
            return Taken(capture=capture, problem=_problem(record, outcome))
        if original:
            return self._seen_again(capture, original)
        return self._unread(record, capture)

    def _shortened(self, record: Record, original: Capture | None) -> Record:
        """A fetched record as a revisit of the one that has its bytes, if they are really there."""
        if not (self.fetched and original and record.kind == "response"):
            return record
        try:
            earlier = self.files.read(original.file, original.offset, original.size)
        except Damaged:
            return record
        if record.status == 304:
            return records.as_revisit(record, earlier, records.NOT_MODIFIED)
        if _body(record) == _body(earlier):  # with the content coding: else it is not the same
            return records.as_revisit(record, earlier, records.SAME_PAYLOAD)
        return record

    def _understood(self, capture: Capture, source: Source, understood: Understood) -> Taken:
        self.store.note_reading(capture.id, understood.kind, understood.encoding, None)
        kept = keep(self.store, capture, source, understood)
        return Taken(capture=capture, understood=understood, kept=kept, versions=kept.versions)

    def _seen_again(self, capture: Capture, original: Capture) -> Taken:
        self.store.note_same_reading(capture, original)
        self.store.seen_again(capture, original)
        versions = tuple((version, False) for version in self.store.seen_in(capture.id))
        what = self.store.unread(capture.id)
        problem = Problem(thing=capture.url or capture.id, what=what) if what else None
        return Taken(capture=capture, versions=versions, problem=problem)

    def _unread(self, record: Record, capture: Capture) -> Taken:
        problem = _unlinked(record)
        if problem:
            self.store.note_reading(capture.id, "unlinked", None, problem.what)
            return Taken(capture=capture, problem=problem)
        why = why_unread(record)
        self.store.note_reading(capture.id, "skipped", None, why)
        return Taken(capture=capture, skipped=why)


def _unlinked(record: Record) -> Problem | None:
    """What is said of a record that refers to one that is not in the archive; None of any other."""
    if not (record.refers_to or record.status == 304):
        return None
    of = record.refers_to and (record.refers_to.id or record.refers_to.url)
    what = f"the same as {of or 'before'}, which is not in this archive: kept, not read"
    return Problem(thing=_name(record), what=what, fix="add the WARC file that has it")


def _identity(record: Record) -> tuple[object, ...]:
    by_id = None if record.payload else record.id
    return record.digest, record.url, record.name, record.captured_at, record.status, by_id


def _one_article(url: str | None, other: str | None) -> bool:
    return url == other or bool(url and other and url_key(url) == url_key(other))


def _body(record: Record) -> bytes:
    return message.parse(records.split(record.raw)[1]).body


def _name(record: Record) -> str:
    return record.url or record.name or record.id


def _problem(record: Record, error: DalilError) -> Problem:
    return Problem(thing=record.url or record.name or "input", what=error.message, fix=error.fix)
