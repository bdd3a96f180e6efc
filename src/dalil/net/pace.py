"""When the next request to a host may be made: one at a time, with a pause, and later after trouble.

No thread and no clock of its own: what time it is, and how to wait, are given. What it remembers of a
host is a plain value (``HostPace``), so a program that starts again can go on where it was.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal, Protocol

Reception = Literal["well", "busy", "trouble"]
"""How a host took a request: answered; asked for less (429, 503); failed (5xx, timeout, no answer)."""

MAX_HOLD = timedelta(hours=1)  #        the longest pause that we take of ourselves
MAX_ASKED = timedelta(days=7)  #        the longest that a host may ask for (Retry-After)
FIRST_BUSY = timedelta(minutes=1)  #    after a 429 that does not say how long
MAX_CRAWL_DELAY = 120.0  #              seconds; a site that asks for more is visited this often


class Clock(Protocol):
    """What time it is, and waiting."""

    def now(self) -> datetime:
        """The time of day, UTC."""

    def monotonic(self) -> float:
        """Seconds that never go back."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The machine's own."""

    def now(self) -> datetime:
        """The time of day, UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostPace:
    """What is remembered of a host."""

    not_before: datetime | None = None  #   nothing is asked before this time
    troubles: int = 0  #                    in a row
    day: date | None = None  #              UTC, the day that ``requests`` counts
    requests: int = 0


class Hold(Exception):
    """A host is left alone until ``until``, which is longer than anyone should wait."""

    def __init__(self, until: datetime, why: str) -> None:
        super().__init__(why)
        self.until = until
        self.why = why


@dataclass(slots=True)
class _Lane:
    """A host's queue: whoever holds ``lock`` may ask."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    ended_at: float | None = None  #        monotonic, when the last answer was whole


class Pace:
    """Hands out turns. Usable from several threads; each host has one lane."""

    def __init__(
        self,
        *,
        delay: float = 2.0,
        per_day: int = 10_000,
        patience: float = 60.0,
        clock: Clock | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """``delay``: seconds between an answer and the next request to its host, at least.

        ``per_day``: requests to a host on one day (UTC). ``patience``: how many seconds ``turn``
        waits for a host that is held back, before it raises ``Hold``.
        """
        self.delay = delay
        self.per_day = per_day
        self.patience = patience
        self.clock: Clock = clock or SystemClock()
        self.hosts: dict[str, HostPace] = {}
        self._jitter = jitter
        self._lanes: dict[str, _Lane] = {}

    @contextmanager
    def turn(self, host: str, delay: float | None = None) -> Iterator[None]:
        """Wait until ``host`` may be asked, and keep others from asking meanwhile.

        ``delay`` is the site's own Crawl-delay in seconds: the longer of the two holds. Raises
        ``Hold`` where the wait is longer than ``patience``.
        """
        lane = self._lanes.setdefault(lane_of(host), _Lane())
        with lane.lock:
            self._wait(host, lane, max(self.delay, min(delay or 0.0, MAX_CRAWL_DELAY)))
            self._count(host)
            try:
                yield
            finally:
                lane.ended_at = self.clock.monotonic()

    def went(self, host: str, how: Reception, retry_after: str | None = None) -> None:
        """Say how the host took the last request; ``retry_after`` is the header's value."""
        known = self.of(host)
        if how == "well":
            if known.troubles or known.not_before:
                self._keep(host, replace(known, troubles=0, not_before=None))
            return
        troubles = known.troubles + 1
        first = FIRST_BUSY if how == "busy" else timedelta(seconds=2 * self.delay)
        wait = min(first * 2 ** min(troubles - 1, 20), MAX_HOLD) * (1 + 0.25 * self._jitter())
        asked = read_retry_after(retry_after, self.clock.now())
        wait = max(wait if asked is None else timedelta(0), asked or timedelta(0))
        self._keep(host, replace(known, troubles=troubles, not_before=self.clock.now() + wait))

    def of(self, host: str) -> HostPace:
        """What is remembered of ``host``."""
        return self.hosts.get(lane_of(host), HostPace())

    def _keep(self, host: str, known: HostPace) -> None:
        self.hosts[lane_of(host)] = known

    def _wait(self, host: str, lane: _Lane, delay: float) -> None:
        now, known = self.clock.now(), self.of(host)
        if known.day == now.date() and known.requests >= self.per_day:
            tomorrow = datetime(now.year, now.month, now.day, tzinfo=UTC) + timedelta(days=1)
            raise Hold(tomorrow, f"{self.per_day:,} requests today, which is the most we make")
        held = (known.not_before - now).total_seconds() if known.not_before else 0.0
        if known.not_before and held > self.patience:
            raise Hold(known.not_before, "the site asked for time, or was in trouble")
        if lane.ended_at is not None:
            held = max(held, lane.ended_at + delay - self.clock.monotonic())
        if held > 0:
            self.clock.sleep(held)

    def _count(self, host: str) -> None:
        today, known = self.clock.now().date(), self.of(host)
        requests = known.requests + 1 if known.day == today else 1
        self._keep(host, replace(known, day=today, requests=requests))


def lane_of(host: str) -> str:
    """Hosts that are one server: with and without ``www.``."""
    return host.removeprefix("www.")


def read_retry_after(value: str | None, now: datetime) -> timedelta | None:
    """How long a ``Retry-After`` asks for, at most ``MAX_ASKED``; None where it says nothing.

    RFC 9110, 10.2.3: seconds, or a date.
    """
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return min(timedelta(seconds=int(value[:9])), MAX_ASKED)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(timedelta(0), min(until - now, MAX_ASKED))
