"""The polite face: visit an address and say what became of it.

Each hop of a visit, redirects too, waits its turn, is checked against the site's robots.txt, and goes
to a checked address. What happens on the web never raises here: it is an outcome, with a reason for
a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from dalil.errors import DalilError, FetchError, FetchFailed, Refused
from dalil.net import robots
from dalil.net.client import Client, Exchange
from dalil.net.pace import Hold, Pace, Reception, lane_of
from dalil.net.robots import Robots
from dalil.net.target import Target, target

Outcome = Literal["ok", "same", "gone", "refused", "failed", "held"]
"""Answered; unchanged (304); 404 or 410; forbidden by robots.txt, the site or our own rules; no
whole answer; not asked for now, since its host wants to be left alone."""

MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410})
FORBIDDEN = frozenset({401, 402, 403, 407, 451})
BUSY = frozenset({429, 503})
TRY_AGAIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What became of asking for an address."""

    url: str  #                             as it was asked for
    outcome: Outcome
    exchanges: tuple[Exchange, ...] = ()  # every one, redirects first; none if nothing was asked
    why: str | None = None  #               in words, unless all is well
    fix: str | None = None  #               what a person can do
    retry_at: datetime | None = None  #     when it makes sense to ask again, UTC

    @property
    def final(self) -> Exchange | None:
        """The last answer: with outcome "ok" the one that has the page."""
        return self.exchanges[-1] if self.exchanges else None


class Visitor:
    """Visits addresses politely. ``robots`` may be filled beforehand and kept afterwards."""

    def __init__(self, client: Client, pace: Pace, robots: dict[str, Robots] | None = None) -> None:
        self.client = client
        self.pace = pace
        self.robots = robots if robots is not None else {}

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def visit(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Visit:
        """Ask for ``url``, with the validators of the last visit, and follow redirects."""
        exchanges: list[Exchange] = []
        try:
            return self._follow(url, exchanges, etag, last_modified)
        except Hold as hold:
            return _ended(url, "held", exchanges, hold.why, retry_at=hold.until)
        except Refused as error:
            return _ended(url, "refused", exchanges, error.message, fix=error.fix)
        except FetchError as error:
            retry_at = self._retry_at(url)
            return _ended(url, "failed", exchanges, error.message, error.fix, retry_at)

    def rules(self, url: str) -> Robots:
        """What the site of ``url`` says in its robots.txt, asked for if it is not known by now.

        Raises ``Refused`` for an address that is none, and ``Hold`` where the site is left alone.
        """
        return self._rules(target(url, self.client.allow))

    def _follow(
        self, url: str, exchanges: list[Exchange], etag: str | None, last_modified: str | None
    ) -> Visit:
        goal = first = target(url, self.client.allow)
        seen = {goal.url}
        while True:
            site = self._rules(goal)
            if not site.may_fetch(goal.url):
                return self._forbidden(url, exchanges, goal, site)
            # A server's ETag names a wording, at whatever address; a date does not, unless the
            # redirect only went to https or to www.
            at_home = lane_of(goal.host) == lane_of(first.host)
            answer = self._ask(
                goal,
                site.delay,
                etag=etag if at_home else None,
                last_modified=last_modified if at_home and goal.path == first.path else None,
            )
            exchanges.append(answer)
            to = answer.header("Location") if answer.status in REDIRECTS else None
            if to is None:
                return self._judge(url, goal, exchanges)
            goal = target(to, self.client.allow, base=goal.url)
            if goal.url in seen:
                return _ended(url, "failed", exchanges, f"redirects in a circle, to {goal.url}")
            if len(exchanges) > MAX_REDIRECTS:
                return _ended(url, "failed", exchanges, f"more than {MAX_REDIRECTS} redirects")
            seen.add(goal.url)

    def _ask(
        self,
        goal: Target,
        delay: float | None,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        only_first: int | None = None,
    ) -> Exchange:
        """One exchange in its turn; the host's pace learns how it went."""
        with self.pace.turn(goal.host, delay):  # the next one waits for what this one learnt
            try:
                answer = self.client.get(
                    goal.url, etag=etag, last_modified=last_modified, only_first=only_first
                )
            except FetchFailed:
                self.pace.went(goal.host, "trouble")
                raise
            self.pace.went(goal.host, _reception(answer.status), answer.header("Retry-After"))
        return answer

    def _rules(self, goal: Target) -> Robots:
        known = self.robots.get(goal.origin)
        now = self.pace.clock.now()
        if known is None or known.expires_at <= now:
            known = self.robots[goal.origin] = self._read_rules(goal, known)
        return known

    def _read_rules(self, goal: Target, before: Robots | None) -> Robots:
        """Ask for robots.txt. Its own redirects are followed, to other hosts too (RFC 9309)."""
        at = target(robots.robots_url(goal.origin), self.client.allow)
        try:
            for _ in range(robots.MAX_REDIRECTS + 1):
                answer = self._ask(at, None, only_first=robots.MAX_BYTES)
                to = answer.header("Location") if answer.status in REDIRECTS else None
                if to is None:
                    break
                at = target(to, self.client.allow, base=at.url)
        except FetchFailed as error:
            now = self.pace.clock.now()
            return robots.unreachable(goal.origin, error.message, now, before)
        return robots.read(goal.origin, answer, self.pace.clock.now(), before)

    def _forbidden(self, url: str, exchanges: list[Exchange], goal: Target, site: Robots) -> Visit:
        if site.access == "closed":
            return _ended(
                url,
                "failed",
                exchanges,
                f"{site.why}; so it cannot be known what {goal.authority} allows",
                retry_at=site.expires_at,
            )
        return _ended(
            url,
            "refused",
            exchanges,
            f"{goal.authority} forbids it: {robots.robots_url(goal.origin)} disallows {goal.path}",
            fix="ask the publication, or save the pages with a browser and add the files",
        )

    def _judge(self, url: str, goal: Target, exchanges: list[Exchange]) -> Visit:
        """What the last answer's status means."""
        answer = exchanges[-1]
        said = f"{goal.url} answers {answer.status} {answer.reason}".rstrip()
        if 200 <= answer.status < 300:
            return _ended(url, "ok", exchanges)
        if answer.status == 304 and b"\r\nIf-" in answer.request:  # not to one who did not ask
            return _ended(url, "same", exchanges)
        if answer.status in GONE:
            return _ended(url, "gone", exchanges, said)
        if answer.status in FORBIDDEN:
            return _ended(
                url,
                "refused",
                exchanges,
                said,
                fix="ask the publication, or save the pages with a browser and add the files",
            )
        return _ended(url, "failed", exchanges, said, retry_at=self._retry_at(goal.url))

    def _retry_at(self, url: str) -> datetime:
        """After the host's own pause, and not at once."""
        soon = self.pace.clock.now() + TRY_AGAIN
        try:
            held = self.pace.of(target(url, self.client.allow).host).not_before
        except DalilError:
            return soon
        return max(held, soon) if held else soon


def _reception(status: int) -> Reception:
    if status in BUSY:
        return "busy"
    return "trouble" if status >= 500 else "well"


def _ended(
    url: str,
    outcome: Outcome,
    exchanges: list[Exchange],
    why: str | None = None,
    fix: str | None = None,
    retry_at: datetime | None = None,
) -> Visit:
    return Visit(
        url=url,
        outcome=outcome,
        exchanges=tuple(exchanges),
        why=why,
        fix=fix,
        retry_at=retry_at,
    )
