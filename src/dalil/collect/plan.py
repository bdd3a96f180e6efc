"""What is at an address, and how the publication there is best followed: seen before it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlsplit

from dalil.archive import slug
from dalil.captures.urls import host_of
from dalil.errors import DalilError, UsageError
from dalil.model import Entry, Listing, Problem, Route, Source, Wording
from dalil.net.client import Exchange
from dalil.net.visitor import Visit as Answer
from dalil.net.visitor import Visitor
from dalil.page.worker import Worker
from dalil.pipeline import Understood, publication_title
from dalil.sources import wordpress

SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")
"""Where a sitemap stands that nobody names."""

_PARTS_LOOKED_AT = 3
_LATER = "check the address and the connection, then the same again later"
_WAYS_LEFT = (
    "ask the publication; or save its pages with a browser, or take its WordPress export or a WARC "
    "of it from a web archive, and: dalil add FILE"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What following an address would mean. ``None`` is what cannot be known beforehand."""

    url: str
    source: Source  #                   as it would be kept
    why: str  #                         what was recognised, in words
    articles: int | None = None  #      how many the list names, or says there are
    at_least: bool = False  #           there may be more than ``articles``
    first_on: str | None = None
    last_on: str | None = None
    requests: int | None = None  #      to have all of it, once
    seconds: float | None = None  #     that these take at the polite pace
    sample: Wording | None = None  #    the newest article, read in full
    sample_figures: int = 0
    missing: tuple[str, ...] = ()  #    what the sample does not have: "byline", "date" …
    others: tuple[str, ...] = ()  #     other addresses that list the same publication
    notes: tuple[str, ...] = ()
    problem: Problem | None = None  #   why nothing can be followed here


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """An answer and what it was read as."""

    exchange: Exchange
    read: Understood

    @property
    def url(self) -> str:
        return self.exchange.url

    @property
    def listing(self) -> Listing:
        return self.read.listing or Listing(entries=())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """A route that works: where it starts, and how much it leads to."""

    route: Route
    start: str
    why: str
    articles: int | None = None
    at_least: bool = False
    lists: int = 1
    seen: tuple[Listing, ...] = ()
    first_on: str | None = None
    notes: tuple[str, ...] = ()


def look(
    url: str,
    *,
    visitor: Visitor,
    source: Source | None = None,
    allow: tuple[str, ...] = (),
    keep_pages: bool = True,
    read: Callable[..., Understood] | None = None,
) -> Plan:
    """Look at an address and say how it is best followed. A handful of requests; nothing is kept.

    The address of a whole site is followed through WordPress's API, else its sitemap, else feed and
    front page; that of a country's or rubric's archive page only as far as that page leads; a feed
    or sitemap as it is. Raises ``UsageError`` for what is no web address.
    """
    if urlsplit(url).scheme not in {"http", "https"} or not host_of(url):
        raise UsageError(f"{url!r} is no web address", "https://example.org/kz/")
    if read is not None:
        return _Looking(visitor, read, allow, keep_pages).plan(url, source)
    with Worker("dalil.pipeline:read_capture") as worker:
        return _Looking(visitor, worker, allow, keep_pages).plan(url, source)


class _Looking:
    """One look: the visitor, the reader, and what has been asked so far."""

    def __init__(
        self,
        visitor: Visitor,
        read: Callable[..., Understood],
        allow: tuple[str, ...],
        keep_pages: bool,
    ) -> None:
        self.visitor = visitor
        self.read = read
        self.allow = allow
        self.keep_pages = keep_pages

    def plan(self, url: str, given: Source | None) -> Plan:
        answer, seen = self.see(url, offers=True)
        source = _source(url, given, seen)
        if seen is None:
            what = answer.why or "nothing there that lists articles, and no article"
            later = answer.outcome in {"failed", "held"}
            fix = answer.fix or (_LATER if later else _WAYS_LEFT)
            if answer.outcome == "gone":
                fix = f"check the address; {_WAYS_LEFT}"
            problem = Problem(thing=url, what=what, fix=fix)
            return Plan(url=url, source=source, why="nothing", problem=problem)
        ways = self.ways(seen)
        way = next(ways, None)
        if way is None:
            problem = Problem(thing=url, what="nothing there leads to an article", fix=_WAYS_LEFT)
            return Plan(url=url, source=source, why="nothing", problem=problem)
        return self.described(seen, way, source)

    # ── asking ───────────────────────────────────────────────────────────────────────────────────

    def see(self, url: str, *, offers: bool = False) -> tuple[Answer, _Seen | None]:
        """Ask for an address and read what comes; ``None`` where nothing can be read."""
        answer = self.visitor.visit(url)
        last = answer.final
        if answer.outcome != "ok" or last is None:
            return answer, None
        try:
            understood = self.read(
                last.payload,
                url=last.url,
                captured_at=last.fetched_at,
                media_type=last.media_type,
                charset=last.charset,
                offers=offers,
            )
        except DalilError as error:
            return replace(answer, why=f"{last.url}: {error.message}"), None
        return answer, _Seen(exchange=last, read=understood)

    def ways(self, seen: _Seen) -> Iterator[_Way]:
        """The routes that work from here, the best first."""
        kind, offers = seen.read.kind, seen.read.offers
        if kind == "feed":
            yield _Way(
                route="feed", start=seen.url, why="a feed", seen=(seen.listing,),
                articles=len(seen.listing.entries), at_least=True,
            )  # fmt: skip
        if kind in {"sitemap", "addresses"}:
            yield from self.sitemap(seen)
        if kind == "posts":
            yield from self.wordpress(seen.url)
        if offers is None:
            return
        whole_site = urlsplit(seen.url).path in {"", "/"}
        api = next((way.url for way in offers.ways if way.route == "wordpress"), None)
        if offers.posts or (api and whole_site):
            yield from self.wordpress(offers.posts or api or "")
        if whole_site:
            named = [way.url for way in offers.ways if way.route == "sitemap"]
            yield from self.sitemaps(seen.url, named)
        if kind == "listing":
            yield _Way(
                route="listing", start=seen.url, why="an archive page", seen=(seen.listing,),
                articles=len(seen.listing.entries), at_least=True,
            )  # fmt: skip
        feed = next((way.url for way in offers.ways if way.route == "feed"), None)
        if feed and whole_site:
            _, found = self.see(feed)
            if found and found.listing.entries:
                yield from self.ways(found)
        if kind == "page" and not whole_site:
            yield _Way(route="links", start=seen.url, why="one article", articles=1, lists=0)
        elif offers.links:
            yield _Way(
                route="site", start=seen.url, why="a site to walk through, page by page",
                articles=None, lists=len(offers.links),
            )  # fmt: skip

    def wordpress(self, api: str) -> Iterator[_Way]:
        """WordPress's REST API, where it answers."""
        start = wordpress.posts_url(api, whole=not self.keep_pages)
        answer, seen = self.see(start)
        if seen is None or answer.final is None or not seen.listing.entries:
            return
        total = _number(answer.final.header("X-WP-Total"))
        oldest = _with(start, per_page="1", page="1", orderby="date", order="asc")
        _, first = self.see(oldest) if total and total > wordpress.PER_PAGE else (None, seen)
        count = total or len(seen.listing.entries)
        yield _Way(
            route="wordpress",
            start=start,
            why="WordPress's own list of its articles (REST API)",
            articles=count,
            at_least=total is None,
            lists=-(-count // wordpress.PER_PAGE),
            seen=(seen.listing,),
            first_on=min(_days((first or seen).listing), default=None),
        )

    def sitemaps(self, url: str, named: list[str]) -> Iterator[_Way]:
        """The sitemaps that robots.txt or the page name, else where they usually stand."""
        told = [*self.visitor.rules(url).sitemaps, *named]
        parts = urlsplit(url)
        home = f"{parts.scheme}://{parts.netloc}"
        for where in dict.fromkeys(told or [home + path for path in SITEMAPS]):
            _, seen = self.see(where)
            if seen and seen.read.kind in {"sitemap", "addresses"}:
                found = next(self.sitemap(seen), None)
                if found:
                    yield found
                    return

    def sitemap(self, seen: _Seen) -> Iterator[_Way]:
        """A sitemap, or an index of them: some of its parts are looked at, the rest counted as such."""
        top = seen.listing
        parts = [
            found.listing for url in top.part_urls[:_PARTS_LOOKED_AT] if (found := self.see(url)[1])
        ]
        looked = [top, *parts]
        count = sum(len(one.entries) for one in looked)
        if not count:
            return
        more = len(top.part_urls) > _PARTS_LOOKED_AT
        yield _Way(
            route="sitemap",
            start=seen.url,
            why="a sitemap" + (f" in {len(top.part_urls)} parts" if top.part_urls else ""),
            articles=count,
            at_least=more,
            lists=1 + len(top.part_urls),
            seen=tuple(looked),
            notes=(
                "addresses that turn out to be no articles are kept, and left out of the lists",
            ),
        )

    # ── telling ──────────────────────────────────────────────────────────────────────────────────

    def described(self, seen: _Seen, way: _Way, source: Source) -> Plan:
        """The plan of a way, with a sample."""
        sample, figures, note = self.sample(seen, way)
        days = sorted(day for listing in way.seen for day in _days(listing))
        requests = way.lists + (way.articles or 0) * self.keep_pages
        unknown = way.articles is None
        rules = self.visitor.rules(way.start)
        pause = max(self.visitor.pace.delay, rules.delay or 0.0)
        offered = seen.read.offers.ways if seen.read.offers else ()
        return Plan(
            url=seen.url,
            source=replace(
                source,
                route=way.route,
                start=way.start,
                keep_pages=self.keep_pages,
                allow=self.allow,
            ),
            why=way.why,
            articles=way.articles,
            at_least=way.at_least,
            first_on=way.first_on or (days[0] if days and not way.at_least else None),
            last_on=days[-1] if days else None,
            requests=None if unknown else requests,
            seconds=None if unknown else requests * pause,
            sample=sample,
            sample_figures=figures,
            missing=_missing(sample),
            others=tuple(offer.url for offer in offered if offer.route != way.route),
            notes=(*way.notes, *((note,) if note else ())),
        )

    def sample(self, seen: _Seen, way: _Way) -> tuple[Wording | None, int, str | None]:
        """The newest article that the way leads to, read; with its number of figures."""
        if way.route == "links":
            return _whole(seen.read)
        entries = [entry for listing in way.seen for entry in listing.entries if entry.url]
        newest = max(entries, key=_day, default=None)
        if newest is None or newest.url is None:
            return None, 0, None
        answer, found = self.see(newest.url)
        if found is None:
            return None, 0, f"the newest article could not be read: {answer.why}"
        return _whole(found.read)


def duration(seconds: float) -> str:
    """``3 h 20 min``, ``45 s``: for a person."""
    minutes, hours = round(seconds / 60), round(seconds // 3600)
    if seconds < 90:
        return f"{round(seconds)} s"
    if hours < 1:
        return f"{minutes} min"
    return (
        f"{hours} h {minutes - 60 * hours} min"
        if hours < 48
        else f"{timedelta(seconds=seconds).days} days"
    )


def _whole(read: Understood) -> tuple[Wording | None, int, str | None]:
    item = next((item for item in read.items if item.wording.form != "entry"), None)
    if item is None:
        return None, 0, "the newest address is no article, but a list"
    return item.wording, sum(f.kind == "figure" for f in item.findings), None


def _missing(sample: Wording | None) -> tuple[str, ...]:
    if sample is None:
        return ()
    has = {
        "headline": sample.headline,
        "byline": sample.byline,
        "date": sample.published,
        "language": sample.language,
    }
    return tuple(name for name, value in has.items() if not value)


def _source(url: str, given: Source | None, seen: _Seen | None) -> Source:
    host = host_of(seen.url if seen else url) or "site"
    offers = seen.read.offers if seen else None
    title = seen.listing.title if seen and not urlsplit(seen.url).path.strip("/") else None
    name = (offers.site_name if offers else None) or title
    name = name or (publication_title(seen.read) if seen else None) or host
    base = Source(id=slug(host + urlsplit(url).path.rstrip("/")), outlet=name)
    parts = urlsplit(url)
    home = f"{parts.scheme}://{parts.netloc}/"
    language = seen.listing.language if seen else None
    source = given or base
    outlet = name if given and given.outlet == given.id else source.outlet
    return replace(
        source,
        outlet=outlet,
        url=source.url or home,
        languages=source.languages or ((language,) if language else ()),
    )


def _days(listing: Listing) -> list[str]:
    return [day for entry in listing.entries if (day := _day(entry))]


def _day(entry: Entry) -> str:
    """The day that a list gives an entry: of publication, else of its last change; else ""."""
    date = entry.published or entry.modified
    return date.on if date else ""


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None


def _with(url: str, **changes: str) -> str:
    return wordpress.with_query(url, changes)
