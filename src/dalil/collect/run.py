"""Collecting: what is due is asked for, kept, read, and followed; then what that made due.

For each host one thread asks, in turn; this one keeps. What is kept of an answer, what it made due and
how its visit went are one transaction: a program that dies goes on where it was.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from queue import Empty, SimpleQueue
from threading import Event, Thread

from dalil.archive import Archive
from dalil.captures import record as records
from dalil.captures.urls import host_of, to_visit, url_key
from dalil.collect import rhythm
from dalil.collect.asking import Visitors
from dalil.collect.lock import alone
from dalil.errors import Damaged, NotFound, UsageError
from dalil.keeping import Keeper, Reading, Taken
from dalil.model import Entry, Listing, Problem, Source, Visit
from dalil.net.client import Exchange
from dalil.net.pace import Clock
from dalil.net.visitor import Visit as Answer
from dalil.net.visitor import Visitor
from dalil.page.worker import Pool

READER = "dalil.pipeline:read_and_look"
"""Reads a capture in a worker, and sees where it leads."""

BATCH = 24
"""Answers that are kept together: one sync of the disk."""

AHEAD = 3 * BATCH
"""Visits of a source under way: one batch is asked for, one is read, one is kept."""

FIRST_LISTS = 10
"""Lists that are asked before the first articles, where only some articles are wanted."""

MOST_LISTS = 10_000
"""Pages of one list: what has more has no end."""

_ENDING = 0.5  # seconds that a host's thread is waited for at the end

MOST_PAGES = 20_000
"""Of a site that is walked through page by page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One answer, for whoever watches."""

    source: str
    url: str
    outcome: str
    why: str | None
    done: int  #            visits so far
    waiting: int  #         known to be due still
    versions: int  #        new wordings so far
    seconds: float  #       that the waiting ones take at the pace of the last ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What collecting brought, in numbers, and what went wrong."""

    visits: int = 0
    requests: int = 0
    same: int = 0  #        answers that nothing has changed
    gone: int = 0
    versions: int = 0  #    new wordings
    figures: int = 0
    waiting: int = 0  #     visits that are due still
    problems: tuple[Problem, ...] = ()


Progress = Callable[[Step], None]


def chosen(archive: Archive, names: Sequence[str]) -> list[Source]:
    """The sources of these ids that can be followed; all of them for none. Raises ``UsageError``."""
    known = {source.id: source for source, _ in archive.sources()}
    for name in names:
        if name not in known:
            raise NotFound(f"no source {name!r}", "dalil sources")
        if not known[name].route:
            raise UsageError(
                f"{name} is not followed: it has what was added by hand",
                "dalil add https://… --source " + name,
            )
    return [
        source for source in known.values() if source.route and (source.id in names or not names)
    ]


def begin(archive: Archive, source: Source, at: datetime, links: Iterable[str] = ()) -> None:
    """Remember a source that is followed from now on; ``links`` are articles to begin with."""
    with archive.store.writing():
        archive.store.keep_source(source)
        first: list[Visit] = []
        if source.start and source.route != "links":
            first.append(
                Visit(source_id=source.id, url=source.start, role="list", found_at=at, due_at=at)
            )
        first += [
            _article(source, url, at)
            for url in ([source.start] if source.route == "links" and source.start else [])
            + list(links)
        ]
        archive.store.plan_visits(first)
        archive.store.make_due(source.id, [visit.url for visit in first], at)
        archive.store.note(
            f"follows {source.id}: {source.route} at {source.start or 'a list of links'}"
        )


def collect(
    archive: Archive,
    sources: Sequence[Source],
    *,
    visitors: Visitors,
    clock: Clock,
    first: int | None = None,
    only_due: bool = False,
    refused_too: bool = False,
    progress: Progress | None = None,
    readers: Pool | None = None,
) -> Collected:
    """Ask what lists the articles of ``sources``; visit what that leads to, and what is due.

    ``first``: that many articles at most. ``only_due``: lists too are asked only when they are due;
    ``refused_too``: also those that were refused or failed, whenever they are due. Raises
    ``ArchiveBusy`` while another program collects into the archive: two would ask twice.

    ``visitors`` makes the visitors, with the hosts in private networks that a source is allowed; all
    of them share one pace. What one source is allowed, the links of another do not reach.
    ``readers`` is a pool of ``READER`` where there is one already. May be interrupted at any time:
    what was kept is kept, and the same call goes on.
    """
    with ExitStack() as ended:
        ended.enter_context(alone(archive.store.folder))
        if not only_due:
            with archive.store.writing():
                for source in sources:
                    archive.store.ask_lists(source.id, clock.now(), refused_too)
        pool = readers or ended.enter_context(Pool(READER))
        run = _Run(archive, sources, pool, visitors, clock, first, progress)
        ended.callback(run.note)
        ended.callback(run.stop)
        return run.all()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """A visit that was made, its answer, and what its last exchange was kept as."""

    visit: Visit
    answer: Answer
    taken: Taken | None = None  #   None: nothing came that could be kept
    problem: Problem | None = None
    remark: str | None = None  #    what is odd about what it lists

    @property
    def listing(self) -> Listing | None:
        return self.taken.listing if self.taken and self.answer.outcome == "ok" else None

    @property
    def unchanged(self) -> bool:
        return self.answer.outcome == "same" or bool(self.taken and self.taken.unchanged)

    @property
    def links(self) -> tuple[str, ...]:
        offers = self.taken.understood.offers if self.taken and self.taken.understood else None
        return offers.links if offers else ()

    @property
    def why(self) -> str | None:
        problem = self.problem or (self.taken.problem if self.taken else None)
        why = self.answer.why or (problem.what if problem else self.remark)
        if why or self.answer.outcome == "ok":
            return why or (self.taken.skipped if self.taken else None)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """Answers of one source that are being read."""

    source: Source
    answers: Sequence[tuple[Visit, Answer]]
    last: dict[str, int]  #         of each address, where the record of its last exchange stands
    damaged: dict[str, Problem]  #  what cannot be kept at all, by address
    reading: Reading


@dataclass(slots=True)
class _Lane:
    """A host's thread and what it is to ask; None ends it."""

    thread: Thread
    todo: SimpleQueue[Visit | None]


class _Run:
    """One call of ``collect``."""

    def __init__(
        self,
        archive: Archive,
        sources: Sequence[Source],
        readers: Pool,
        visitors: Visitors,
        clock: Clock,
        first: int | None,
        progress: Progress | None,
    ) -> None:
        self.archive = archive
        self.store = archive.store
        self.sources = {source.id: source for source in sources}
        self.keeper = Keeper(archive.store, archive.files, readers, fetched=True)
        self.waiting = 0
        self.lists = 0
        self.visitors = visitors
        self.clock = clock
        self.left = first
        self.progress = progress
        self.lanes: dict[str, _Lane] = {}
        self.over = Event()
        self.answers: SimpleQueue[tuple[Visit, Answer] | BaseException] = SimpleQueue()
        self.flying: dict[str, dict[str, Visit]] = {source.id: {} for source in sources}
        self.total = Collected()
        self.times: deque[float] = deque([clock.monotonic()], maxlen=50)

    def all(self) -> Collected:
        """Until nothing is due."""
        reading: list[_Batch] = []
        while self.send():
            came = self.begin(list(self.arrived(wait=not reading)))
            for batch in reading:
                self.keep(batch)
            reading = came
        self.waiting = self.due()
        return replace(self.total, waiting=self.waiting)

    def due(self) -> int:
        """How many visits are due."""
        now = self.clock.now()
        return sum(self.store.waiting(name, now) for name in self.sources)

    def note(self) -> None:
        """A line in the archive's log, also of what was interrupted."""
        if self.total.visits:
            names = ", ".join(self.sources)
            with self.store.writing():
                self.store.note(
                    f"collected {names}: {self.total.requests} requests, "
                    f"{self.total.versions} new versions, {self.total.gone} gone"
                )

    # ── asking ───────────────────────────────────────────────────────────────────────────────────

    def send(self) -> bool:
        """Hand what is due to the hosts' threads; whether there is anything to wait for."""
        for name, flying in self.flying.items():
            room = AHEAD - len(flying)
            if room < min(BATCH, AHEAD):  # few at a time: each time costs a look at all that is due
                continue
            for visit in self.next_of(name, room, tuple(flying)):
                if not self.wanted(visit):
                    break
                flying[visit.url] = visit
                self.lists += visit.role == "list"
                self.lane(visit).todo.put(visit)
        return any(self.flying.values())

    def next_of(self, name: str, room: int, flying: tuple[str, ...]) -> list[Visit]:
        """What is due of a source; where only the first articles are wanted, few lists at a time."""
        now = self.clock.now()
        if self.left is None:
            return self.store.due(name, now, room, flying)
        lists = FIRST_LISTS - self.lists
        if lists > 0:
            return self.store.due(name, now, min(room, lists), flying)
        articles = self.store.due(name, now, room, flying, lists=False)
        return articles or ([] if flying else self.store.due(name, now, FIRST_LISTS))

    def wanted(self, visit: Visit) -> bool:
        """Whether the visit is within the first articles that were asked for."""
        if self.left is None:
            return True
        if visit.role == "article":
            self.left -= 1
        return self.left >= 0 if visit.role == "article" else self.left > 0

    def lane(self, visit: Visit) -> _Lane:
        host = host_of(visit.url) or ""
        if host not in self.lanes:
            todo: SimpleQueue[Visit | None] = SimpleQueue()
            thread = Thread(target=self.ask, args=(todo,), name=f"dalil-{host}", daemon=True)
            self.lanes[host] = _Lane(thread=thread, todo=todo)
            thread.start()
        return self.lanes[host]

    def ask(self, todo: SimpleQueue[Visit | None]) -> None:
        """A host's thread."""
        made: dict[tuple[str, ...], Visitor] = {}
        try:
            with ExitStack() as ended:
                while (visit := todo.get()) is not None and not self.over.is_set():
                    allow = self.sources[visit.source_id].allow
                    if allow not in made:
                        made[allow] = ended.enter_context(self.visitors(allow))
                    answer = made[allow].visit(
                        visit.url, etag=visit.etag, last_modified=visit.last_modified
                    )
                    self.answers.put((visit, answer))
        except BaseException as error:  # told where the others can hear it
            self.answers.put(error)

    def arrived(self, *, wait: bool) -> Iterator[tuple[Visit, Answer]]:
        """The answers that are there; with ``wait``, at least the next one."""
        for number in range(BATCH):
            try:
                item = self.answers.get(block=wait and not number)
            except Empty:
                return
            if isinstance(item, BaseException):
                raise item
            yield item

    def stop(self) -> None:
        """Let the threads end after what they are at; nobody waits for one that pauses."""
        self.over.set()
        for lane in self.lanes.values():
            lane.todo.put(None)
        for lane in self.lanes.values():
            lane.thread.join(_ENDING)

    # ── keeping ──────────────────────────────────────────────────────────────────────────────────

    def begin(self, answers: Sequence[tuple[Visit, Answer]]) -> list[_Batch]:
        """Let the readers begin with these answers, each source's by themselves."""
        return [
            self.begin_of(source, ours)
            for name, source in self.sources.items()
            if (ours := [(visit, answer) for visit, answer in answers if visit.source_id == name])
        ]

    def begin_of(self, source: Source, answers: Sequence[tuple[Visit, Answer]]) -> _Batch:
        """Let the readers begin with the answers of one source."""
        made: list[records.Record] = []
        last: dict[str, int] = {}
        damaged: dict[str, Problem] = {}
        for visit, answer in answers:
            for exchange in answer.exchanges:
                try:
                    made.append(_record(exchange))
                    last[visit.url] = len(made) - 1
                except Damaged as error:
                    damaged[visit.url] = Problem(thing=visit.url, what=error.message, fix=error.fix)
        return _Batch(
            source=source,
            answers=answers,
            last=last,
            damaged=damaged,
            reading=self.keeper.begin(made),
        )

    def keep(self, batch: _Batch) -> None:
        """Keep a batch and what follows from it: all or nothing."""
        done: list[_Done] = []

        def within(taken: Sequence[Taken]) -> None:
            for visit, answer in batch.answers:
                at = batch.last.get(visit.url)
                one = _Done(
                    visit=visit,
                    answer=answer,
                    taken=None if at is None else taken[at],
                    problem=batch.damaged.get(visit.url),
                )
                one = replace(one, remark=self.follow(one))
                self.store.keep_visit(self.judged(one))
                done.append(one)

        with self.store.writing():
            for visit, answer in batch.answers:
                self.store.note_move(*_moved(visit, answer))
        self.keeper.keep(batch.reading, lambda _record, _outcome: batch.source, within)
        self.waiting = self.due()
        for one in done:
            self.flying[batch.source.id].pop(one.visit.url, None)
            self.count(one)

    def follow(self, one: _Done) -> str | None:
        """Plan the visits that an answer leads to; return what is odd about it."""
        source, listing = self.sources[one.visit.source_id], one.listing
        if source.route == "site" and one.links:
            self.walk(source, one)
        if listing is None or (one.visit.role != "list" and source.route != "site"):
            return self.no_list(source, one)
        at = self.clock.now()
        planned = [self.of_entry(source, one, entry, at) for entry in listing.entries]
        found = self.store.plan_visits(visit for visit in planned if visit)
        if not source.keep_pages and one.taken and one.taken.kept:
            found = one.taken.kept.new_versions
        if listing.complete:
            named = {visit.key or visit.url for visit in planned if visit}
            known = self.store.named_in(source.id, one.visit.url)
            missing = [url for url, name in known.items() if name not in named]
            self.store.make_due(source.id, missing, at)
        remark = self.go_on(source, one, listing, found, at)
        return remark or _elsewhere(listing, source)

    def no_list(self, source: Source, one: _Done) -> str | None:
        """What is said where a source begins, if that lists nothing any more."""
        read = one.taken and one.taken.understood
        if one.visit.url != source.start or one.visit.role != "list" or source.route == "site":
            return None
        return "it lists no articles" if read and one.answer.outcome == "ok" else None

    def of_entry(self, source: Source, one: _Done, entry: Entry, at: datetime) -> Visit | None:
        if not (entry.url and source.keep_pages and _belongs(entry.url, source)):
            return None
        return Visit(
            source_id=source.id,
            url=to_visit(entry.url),
            role="article",
            key=url_key(entry.url),
            found_at=at,
            found_in=one.visit.url,
            due_at=at,
            modified=rhythm.moment(entry.modified),
            published=(entry.published.at or entry.published.on) if entry.published else None,
        )

    def go_on(
        self, source: Source, one: _Done, listing: Listing, found: int, at: datetime
    ) -> str | None:
        """The parts of a list, and its next page while the pages bring something new."""
        parts = [
            Visit(source_id=source.id, url=url, role="list", found_at=at, due_at=at)
            for url in listing.part_urls
        ]
        self.store.plan_visits(parts)
        older = listing.next_url
        if not older or older == one.visit.url or not _belongs(older, source, anywhere=False):
            return None
        if one.visit.found_in and not found and one.visit.visited_at is None:
            return None  # the second page in a row that says nothing new
        if self.pages_of(source) >= MOST_LISTS:
            return f"more than {MOST_LISTS:,} pages: the list seems to have no end; left here"
        page = Visit(
            source_id=source.id,
            url=older,
            role="list",
            found_at=at,
            found_in=one.visit.url,
            due_at=at,
        )
        if not self.store.plan_visits([page]) and found:
            self.store.make_due(source.id, [older], at)
        return None

    def pages_of(self, source: Source) -> int:
        """How many lists are known of a source."""
        counts = self.store.visit_counts(source.id)
        return sum(count for (role, _), count in counts.items() if role == "list")

    def walk(self, source: Source, one: _Done) -> None:
        """The links of a page of a site that is walked through."""
        known = sum(self.store.visit_counts(source.id).values())
        at = self.clock.now()
        self.store.plan_visits(
            _article(source, url, at) for url in one.links[: max(0, MOST_PAGES - known)]
        )

    def judged(self, one: _Done) -> Visit:
        """The visit with how it went, and when the next one is due."""
        visit, answer, at = one.visit, one.answer, self.clock.now()
        if answer.outcome == "held":  # nothing was asked
            return replace(visit, outcome="held", why=answer.why, due_at=answer.retry_at)
        went = replace(visit, visited_at=at, outcome=answer.outcome, why=one.why)
        if answer.outcome in {"ok", "same"}:
            went = replace(went, answers=visit.answers + 1, failures=0)
            if one.unchanged and visit.outcome in {"ok", "same"}:
                went = replace(went, why=visit.why)  # what was odd about it still is
            last = answer.final
            if answer.outcome == "ok" and last:
                went = replace(
                    went, etag=last.header("ETag"), last_modified=last.header("Last-Modified")
                )
            return replace(went, due_at=self.again(one, at))
        failures = visit.failures + 1 if visit.outcome == answer.outcome else 1
        went = replace(went, failures=failures)
        if answer.outcome == "gone":
            return replace(went, due_at=rhythm.gone_again(went, at))
        if answer.outcome == "refused":
            return replace(went, due_at=at + rhythm.REFUSED_AGAIN)
        return replace(went, due_at=rhythm.retry(failures, at, answer.retry_at))

    def again(self, one: _Done, at: datetime) -> datetime | None:
        """When an address that answered is visited again; the later pages of a list, when it grows."""
        visit = one.visit
        if visit.role == "article" and one.listing is None:
            return rhythm.article_again(visit, at)
        if visit.found_in:
            return None
        since = (at - rhythm.LOOK_BACK).date().isoformat()
        return rhythm.list_again(self.store.days_of_articles(visit.source_id, since), at)

    # ── telling ──────────────────────────────────────────────────────────────────────────────────

    def count(self, one: _Done) -> None:
        """Add a visit to the total, and say so."""
        answer, total = one.answer, self.total
        kept = one.taken.kept if one.taken else None
        problems = total.problems
        if one.why and answer.outcome not in {"gone", "held"}:
            problems = (*problems, Problem(thing=one.visit.url, what=one.why, fix=answer.fix))
        self.total = replace(
            total,
            visits=total.visits + 1,
            requests=total.requests + len(answer.exchanges),
            same=total.same + (answer.outcome == "same"),
            gone=total.gone + (answer.outcome == "gone"),
            versions=total.versions + (kept.new_versions if kept else 0),
            figures=total.figures + (kept.figures if kept else 0),
            problems=problems,
        )
        self.times.append(self.clock.monotonic())
        if self.progress:
            self.progress(self.step(one))

    def step(self, one: _Done) -> Step:
        pace = (self.times[-1] - self.times[0]) / max(1, len(self.times) - 1)
        return Step(
            source=one.visit.source_id,
            url=one.visit.url,
            outcome=one.answer.outcome,
            why=one.why,
            done=self.total.visits,
            waiting=self.waiting,
            versions=self.total.versions,
            seconds=pace * self.waiting,
        )


def _article(source: Source, url: str, at: datetime) -> Visit:
    """A visit to an article that no list names, due at once."""
    return Visit(
        source_id=source.id,
        url=to_visit(url),
        role="article",
        key=url_key(url),
        found_at=at,
        due_at=at,
    )


def _record(exchange: Exchange) -> records.Record:
    return records.from_exchange(
        url=exchange.url,
        status=exchange.status,
        reason=exchange.reason,
        http_version=exchange.http_version,
        headers=exchange.headers,
        body=exchange.body,
        request=exchange.request,
        fetched_at=exchange.fetched_at,
        ip=exchange.ip,
        head=exchange.head,
        cut=exchange.cut,
    )


def _moved(visit: Visit, answer: Answer) -> tuple[str | None, str | None]:
    """The old and the new address, where a page was moved for good."""
    exchanges = answer.exchanges
    if answer.outcome != "ok" or not exchanges or exchanges[0].status not in {301, 308}:
        return None, None
    return url_key(visit.url), url_key(exchanges[-1].url)


def _elsewhere(listing: Listing, source: Source) -> str | None:
    """What is said of a list whose articles are all of other sites, and so not visited."""
    urls = [entry.url for entry in listing.entries if entry.url]
    if not urls or not source.keep_pages or any(_belongs(url, source) for url in urls):
        return None
    hosts = sorted({host for url in urls if (host := host_of(url))})
    return f"all of its {len(urls)} articles are of other sites: {', '.join(hosts[:3])}"


def _belongs(url: str, source: Source, *, anywhere: bool = True) -> bool:
    """Whether an address is of its source's host; entries of feeds and links may lead anywhere."""
    if anywhere and source.route in {"feed", "links"}:
        return True
    host, home = host_of(url), host_of(source.url or source.start)
    if not host or not home:
        return False
    return host == home or host.endswith("." + home) or home.endswith("." + host)
