"""An imitation publication: a real HTTP server on loopback, with an editor's and a saboteur's hands.

    with Imitation(posts=40) as site:
        client = Client(allow={site.name})
        site.edit(7, figure)            # and add, rename, delete
        site.trouble("/feed/", status=500, times=2)
        assert site.overlaps() == 0

It looks like WordPress: REST API, RSS, sitemap index and sitemaps, a paged archive in one of three
themes, article pages; all with ETag, Last-Modified and 304 unless ``validators`` is False.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.net import newsroom
from tests.net.newsroom import Post, invent

ROUTES = frozenset({"wordpress", "feed", "sitemap", "listing"})
START = datetime(2026, 10, 1, 6, 0, tzinfo=UTC)
PER_PAGE = 10  #        of the archive and the feed
PER_SITEMAP = 50
PART = 2**16  #         bytes of a body handed over at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request that reached the site."""

    path: str  #            with the query
    headers: dict[str, str]  # names in lower case
    at: float  #            monotonic, when it had been read
    until: float  #         monotonic, when the last of its answer went out, or the visitor hung up
    status: int  #          0: no answer was given
    sent: int  #            bytes of body


@dataclass(slots=True, kw_only=True)
class Trouble:
    """What goes wrong under a path, and how often still."""

    path: str
    times: int | None = None
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    stall: float = 0  #         seconds before anything is answered
    drip: float = 0  #          seconds between two bytes of the body
    drip_head: float = 0  #     the same, from the first byte of the status line
    cut: int | None = None  #   bytes of body after which the connection ends
    raw: bytes | None = None  # sent instead of HTTP


@dataclass(slots=True, kw_only=True)
class Answer:
    """What is about to be sent."""

    status: int = 200
    media_type: str = "text/html; charset=UTF-8"
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    modified: datetime | None = None


class Imitation:
    """The publication. ``now`` is its own clock: edits and new posts are of that time."""

    def __init__(
        self,
        posts: int = 25,
        *,
        theme: str = "plain",
        routes: Iterable[str] = ROUTES,
        languages: tuple[str, ...] = ("en",),
        every: timedelta = timedelta(hours=9),
        validators: bool = True,
        gzipped: bool = False,
        now: datetime = START,
    ) -> None:
        """``every``: the time between two posts; the newest is as old as that at ``now``."""
        self.now = now
        self.theme = theme
        self.routes = frozenset(routes)
        self.languages = languages
        self.validators = validators
        self.gzipped = gzipped
        self.gone_status = 404
        self.stated_charset = "UTF-8"  #    what headers say
        self.charset = "UTF-8"  #           what pages are written in
        self.min_gap: float | None = None  # seconds; what comes faster is answered 429
        self.robots = "User-agent: *\nDisallow: /wp-admin/\nDisallow: /private/\n"
        self.posts: dict[int, Post] = {}
        self.requests: list[Request] = []
        self.troubles: list[Trouble] = []
        self.extra: dict[str, Answer] = {}  # more paths, with their answers
        self._lock = threading.Lock()
        self._noted = threading.Condition(self._lock)
        self._under_way = 0
        self._closing = threading.Event()
        self._last_at = 0.0
        for number in range(1, posts + 1):
            self.add(at=now - every * (posts + 1 - number))

    # ── the server ──

    def __enter__(self) -> Imitation:
        site = self

        class Handler(_Handler):
            imitation = site

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def name(self) -> str:
        """``127.0.0.1:PORT``: what a person has to allow."""
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def url(self) -> str:
        """``http://127.0.0.1:PORT``, without a slash at its end."""
        return f"http://{self.name}"

    def urls(self) -> set[str]:
        """The addresses of all articles that are there."""
        return {self.url + post.path for post in self.there()}

    # ── the editor ──

    def add(
        self, title: str | None = None, *, language: str | None = None, at: datetime | None = None
    ) -> Post:
        """Publish one more post, now or ``at`` a time."""
        with self._lock:
            number = len(self.posts) + 1
            language = language or self.languages[number % len(self.languages)]
            post = invent(number, at or self.now, language)
            post.title = title or post.title
            before = self.posts.get(number - 1)
            if before and before.language != language and before.translation is None:
                before.translation, post.translation = number, number - 1
            self.posts[number] = post
            return post

    def edit(
        self, number: int, *, title: str | None = None, paragraph: str | None = None, at: int = 1
    ) -> Post:
        """Change a post's headline or its paragraph ``at``."""
        with self._lock:
            post = self.posts[number]
            post.title = title or post.title
            if paragraph is not None:
                post.paragraphs[at] = paragraph
            post.modified = self.now
            return post

    def rename(self, number: int, slug: str) -> Post:
        """Give a post another address; the old one redirects to it."""
        with self._lock:
            post = self.posts[number]
            post.former.append(post.path)
            post.slug = slug
            post.modified = self.now
            return post

    def delete(self, number: int) -> Post:
        """Take a post off the site: its address answers ``gone_status``."""
        with self._lock:
            post = self.posts[number]
            post.deleted = True
            return post

    def there(self) -> list[Post]:
        """The posts that are there, newest first."""
        there = [post for post in self.posts.values() if not post.deleted]
        return sorted(there, key=lambda post: (post.published, post.id), reverse=True)

    # ── the saboteur ──

    def trouble(self, path: str = "/", **what: object) -> Trouble:
        """From now on, something goes wrong under ``path`` (a prefix): the fields of ``Trouble``."""
        made = Trouble(path=path, **what)  # type: ignore[arg-type]
        self.troubles.append(made)
        return made

    def circle(self, *paths: str) -> None:
        """Let the paths redirect to each other, the last one to the first."""
        for path, to in zip(paths, (*paths[1:], paths[0]), strict=True):
            self.redirect(path, to)

    def redirect(self, path: str, to: str, status: int = 301) -> None:
        """Let ``path`` redirect."""
        self.extra[path] = Answer(status=status, headers={"Location": to})

    def mend(self) -> None:
        """All troubles are over."""
        self.troubles.clear()
        self.min_gap = None

    # ── what was asked ──

    def clear(self) -> None:
        """Forget the requests so far."""
        with self._lock:
            self.requests.clear()

    def statuses(self, path: str = "/") -> Counter[int]:
        """How many requests under ``path`` were answered how; robots.txt is not counted."""
        return Counter(
            r.status for r in self.asked() if r.path.startswith(path) and r.path != "/robots.txt"
        )

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [request.path for request in self.asked()]

    def asked(self) -> list[Request]:
        """The requests in the order in which they came, once those under way are noted."""
        with self._noted:
            self._noted.wait_for(lambda: self._under_way == 0, timeout=2)
            return sorted(self.requests, key=lambda request: request.at)

    def overlaps(self) -> int:
        """How many requests came before an earlier one had been answered."""
        ends, count = 0.0, 0
        for request in self.asked():
            count += request.at < ends
            ends = max(ends, request.until)
        return count

    def gaps(self) -> list[float]:
        """Seconds between an answer and the next request."""
        asked = self.asked()
        return [b.at - a.until for a, b in pairwise(asked)]

    # ── what is answered ──

    def answer(self, path: str) -> Answer:
        """The answer to a path with its query, if nothing goes wrong."""
        parts = urlsplit(path)
        query = dict(parse_qsl(parts.query))
        if parts.path in self.extra:
            return self.extra[parts.path]
        with self._lock:
            return self._answer(parts.path, query)

    def _answer(self, path: str, query: dict[str, str]) -> Answer:
        if path == "/robots.txt":
            return self._robots()
        if "wordpress" in self.routes:
            if path == "/" and "rest_route" in query:
                path = "/wp-json" + query["rest_route"]
            if path.rstrip("/") == "/wp-json":
                return _json(newsroom.wordpress_root(self.url))
            if path.rstrip("/") == "/wp-json/wp/v2/posts":
                return self._posts(query)
        if path == "/feed/" and "feed" in self.routes:
            return self._feed(query)
        if path.startswith("/sitemap") and "sitemap" in self.routes:
            return self._sitemap(path)
        if path == "/" or (path.startswith("/news/") and "listing" in self.routes):
            return self._archive(path)
        return self._article(path)

    def _robots(self) -> Answer:
        named = f"Sitemap: {self.url}/sitemap.xml\n" if "sitemap" in self.routes else ""
        return Answer(media_type="text/plain", body=(self.robots + named).encode())

    def _article(self, path: str) -> Answer:
        for post in self.posts.values():
            if path in post.former and not post.deleted:
                return Answer(status=301, headers={"Location": self.url + post.path})
            if path != post.path:
                continue
            if post.deleted:
                return self._missing(self.gone_status)
            head = newsroom.offers(self.url, self.routes)
            page = newsroom.article(self.url, post, self._other(post), head)
            return self._html(page, post.modified)
        return self._missing(404)

    def _other(self, post: Post) -> Post | None:
        other = self.posts.get(post.translation or 0)
        return None if other is None or other.deleted else other

    def _missing(self, status: int) -> Answer:
        page = newsroom.frame(self.url, "Not found", "<main><h1>There is no such page</h1></main>")
        return Answer(status=status, body=page.encode())

    def _html(self, page: str, modified: datetime | None = None) -> Answer:
        return Answer(
            media_type=f"text/html; charset={self.stated_charset}",
            body=page.encode(self.charset, "xmlcharrefreplace"),
            modified=modified,
            headers={"Link": f'<{self.url}/wp-json/>; rel="https://api.w.org/"'}
            if "wordpress" in self.routes
            else {},
        )

    def _archive(self, path: str) -> Answer:
        there = self.there()
        number = path.removeprefix("/news/").removeprefix("page/").strip("/") or "1"
        pages = max(1, -(-len(there) // PER_PAGE))
        if not number.isdigit() or not 1 <= int(number) <= pages:
            return self._missing(404)
        page = int(number)
        shown = there[(page - 1) * PER_PAGE : page * PER_PAGE]
        if "listing" not in self.routes:  # a front page that leads nowhere
            body = "<main><h1>The Steppe Lantern</h1><p>Welcome to our newspaper.</p></main>"
            head = newsroom.offers(self.url, self.routes)
            return self._html(newsroom.frame(self.url, "The Steppe Lantern", body, head=head))
        head = newsroom.offers(self.url, self.routes)
        text = newsroom.archive(self.url, shown, page, pages, self.theme, head)
        return self._html(text, _latest(shown))

    def _feed(self, query: dict[str, str]) -> Answer:
        page = int(query.get("paged", "1"))
        shown = self.there()[(page - 1) * PER_PAGE : page * PER_PAGE]
        if not shown and page > 1:
            return self._missing(404)
        text = newsroom.feed(self.url, shown)
        return Answer(
            media_type="application/rss+xml; charset=UTF-8",
            body=text.encode(),
            modified=_latest(shown),
        )

    def _sitemap(self, path: str) -> Answer:
        oldest_first = self.there()[::-1]
        parts = [
            oldest_first[at : at + PER_SITEMAP] for at in range(0, len(oldest_first), PER_SITEMAP)
        ]
        number = path.removeprefix("/sitemap-posts-").removesuffix(".xml")
        if path == "/sitemap.xml":
            named = [
                (f"/sitemap-posts-{at}.xml", _latest(part) or self.now)
                for at, part in enumerate(parts, 1)
            ]
            text, changed = newsroom.sitemap_index(self.url, named), _latest(oldest_first)
        elif path == "/sitemap-news.xml":
            fresh = [p for p in oldest_first if self.now - p.published <= timedelta(days=2)]
            text, changed = newsroom.sitemap(self.url, fresh, news=True), _latest(fresh)
        elif number.isdigit() and 1 <= int(number) <= len(parts):
            part = parts[int(number) - 1]
            text, changed = newsroom.sitemap(self.url, part), _latest(part)
        else:
            return self._missing(404)
        return Answer(
            media_type="application/xml; charset=UTF-8", body=text.encode(), modified=changed
        )

    def _posts(self, query: dict[str, str]) -> Answer:
        """``/wp-json/wp/v2/posts``, with WordPress's own errors."""
        try:
            per_page, page = int(query.get("per_page", "10")), int(query.get("page", "1"))
        except ValueError:
            return _error("rest_invalid_param", "Invalid parameter(s): page")
        if not 1 <= per_page <= 100 or page < 1:
            return _error("rest_invalid_param", "Invalid parameter(s): per_page")
        found = _chosen(self.there(), query)
        pages = -(-len(found) // per_page)
        if page > max(pages, 1):
            return _error(
                "rest_post_invalid_page_number",
                "The page number requested is larger than the number of pages available.",
            )
        fields = frozenset(filter(None, query.get("_fields", "").split(",")))
        shown = found[(page - 1) * per_page : page * per_page]
        made = _json([newsroom.wordpress_post(self.url, p, self._other(p), fields) for p in shown])
        made.headers |= {"X-WP-Total": str(len(found)), "X-WP-TotalPages": str(pages)}
        if page < pages:
            onward = urlencode(query | {"page": str(page + 1)})
            made.headers["Link"] = f'<{self.url}/wp-json/wp/v2/posts?{onward}>; rel="next"'
        return made

    # ── for the handler ──

    def trouble_at(self, path: str) -> Trouble | None:
        """The newest trouble that holds for ``path``; one of its times is used up."""
        with self._lock:
            for trouble in reversed(self.troubles):
                if path.startswith(trouble.path) and trouble.times != 0:
                    if trouble.times is not None:
                        trouble.times -= 1
                    return trouble
        return None

    def too_soon(self) -> bool:
        """Whether this request comes faster than ``min_gap`` after the last."""
        with self._lock:
            now, before = time.monotonic(), self._last_at
            self._last_at = now
            return self.min_gap is not None and now - before < self.min_gap

    def begin(self) -> None:
        """A request has come."""
        with self._lock:
            self._under_way += 1

    def note(self, request: Request) -> None:
        """Put a request that is over into the log."""
        with self._noted:
            self._under_way -= 1
            self.requests.append(request)
            self._noted.notify_all()

    def is_closing(self, seconds: float) -> bool:
        """Whether the site is closing, or does so within ``seconds``."""
        return self._closing.wait(seconds)


class _Handler(BaseHTTPRequestHandler):
    imitation: Imitation
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    timeout = 20
    _listened_at: float | None = None
    _part_at: float | None = None

    def do_GET(self) -> None:
        at, self._part_at = time.monotonic(), None
        self.imitation.begin()
        try:
            status, sent = self._serve()
        except OSError:  # the visitor has hung up, some time after it was last seen to listen
            self.close_connection = True
            self._note(at, self._listened_at or at, 0, 0)
            return
        # A visitor who hangs up while the last part goes out is ahead of us from then on.
        self._note(at, self._part_at or time.monotonic(), status, sent)
        with suppress(OSError):
            self.wfile.flush()  # after the note: the visitor cannot be ahead of us

    def _note(self, at: float, until: float, status: int, sent: int) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.imitation.note(
            Request(path=self.path, headers=headers, at=at, until=until, status=status, sent=sent)
        )

    def _serve(self) -> tuple[int, int]:
        site = self.imitation
        trouble = site.trouble_at(self.path)
        if trouble is None and self.path != "/robots.txt" and site.too_soon():
            trouble = Trouble(path="/", status=429, headers={"Retry-After": "1"})
        if trouble is None:
            return self._send(self._conditional(site.answer(self.path)), None)
        if trouble.stall:
            self._wait(trouble.stall)
        if trouble.raw is not None:
            self.wfile.write(trouble.raw)
            self.close_connection = True
            return 0, 0
        if trouble.status is None:
            return self._send(site.answer(self.path), trouble)
        body = trouble.body if trouble.body is not None else b"<h1>There is trouble</h1>"
        made = Answer(status=trouble.status, body=body, headers=dict(trouble.headers))
        return self._send(made, trouble)

    def _conditional(self, answer: Answer) -> Answer:
        """304 where the visitor's validators still hold."""
        if answer.status != 200 or not self.imitation.validators:
            return answer
        etag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
        answer.headers = {**answer.headers, "ETag": etag}
        if answer.modified:
            answer.headers["Last-Modified"] = _http_date(answer.modified)
        asked, since = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        unchanged = etag in asked if asked else since == answer.headers.get("Last-Modified", "-")
        return Answer(status=304, headers=answer.headers) if unchanged else answer

    def _send(self, answer: Answer, trouble: Trouble | None) -> tuple[int, int]:
        body = answer.body
        headers = {"Content-Type": answer.media_type, **answer.headers}
        if self.imitation.gzipped and body and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            headers["Content-Encoding"] = "gzip"
        if answer.status != 304:
            headers.setdefault("Content-Length", str(len(body)))
        self.send_response(answer.status)
        for name, value in headers.items():
            self.send_header(name, value)
        if trouble and trouble.drip_head:
            head = b"".join(self._headers_buffer)
            self._headers_buffer = []
            self._drip(head + b"\r\n", trouble.drip_head)
        else:
            self.end_headers()
        if trouble and trouble.drip:
            self._drip(body, trouble.drip)
        elif trouble and trouble.cut is not None:
            self.wfile.write(body[: trouble.cut])
            self.close_connection = True
        else:
            self._write(body)
        return answer.status, len(body)

    def _write(self, body: bytes) -> None:
        for at in range(0, len(body), PART):
            self._part_at = time.monotonic()
            self.wfile.write(body[at : at + PART])

    def _drip(self, data: bytes, seconds: float) -> None:
        for at in range(len(data)):
            self.wfile.write(data[at : at + 1])
            self.wfile.flush()
            self._wait(seconds)

    def _wait(self, seconds: float) -> None:
        """Wait; raise ``ConnectionError`` when the visitor hangs up, or the site is closing."""
        until = time.monotonic() + seconds
        self.connection.setblocking(False)
        try:
            while (left := until - time.monotonic()) > 0:
                looked_at = time.monotonic()
                if not self._listens():
                    raise ConnectionAbortedError
                self._listened_at = looked_at
                if self.imitation.is_closing(min(left, 0.01)):
                    raise ConnectionAbortedError
        finally:
            self.connection.settimeout(self.timeout)

    def _listens(self) -> bool:
        try:
            return self.connection.recv(1, socket.MSG_PEEK) != b""
        except BlockingIOError:
            return True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _chosen(posts: list[Post], query: dict[str, str]) -> list[Post]:
    """The posts that a query of WordPress's API asks for, in its order."""
    for name, field_name, later in (
        ("after", "published", True),
        ("before", "published", False),
        ("modified_after", "modified", True),
        ("modified_before", "modified", False),
    ):
        if name in query:
            limit = datetime.fromisoformat(query[name])
            limit = limit if limit.tzinfo else limit.replace(tzinfo=newsroom.ZONE)
            posts = [p for p in posts if (getattr(p, field_name) > limit) is later]
    by = {"modified": "modified", "id": "id"}.get(query.get("orderby", "date"), "published")
    newest_first = query.get("order", "desc") != "asc"
    return sorted(posts, key=lambda p: (getattr(p, by), p.id), reverse=newest_first)


def _latest(posts: list[Post]) -> datetime | None:
    return max((post.modified for post in posts), default=None)


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _json(value: object) -> Answer:
    body = json.dumps(value, ensure_ascii=False).encode()
    return Answer(media_type="application/json; charset=UTF-8", body=body)


def _error(code: str, message: str) -> Answer:
    made = _json({"code": code, "message": message, "data": {"status": 400}})
    made.status = 400
    return made
