"""What the tests of fetching share: an imitation site, and a clock that nobody waits for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from dalil.net.client import Client, Limits
from dalil.net.pace import Pace
from dalil.net.visitor import Visitor
from tests.net.imitation import Imitation


class FakeClock:
    """Time passes when somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []
        self.start = datetime(2026, 10, 1, 6, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def pass_(self, **time: float) -> None:
        self.seconds += timedelta(**time).total_seconds()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def site() -> Iterator[Imitation]:
    with Imitation(posts=25) as made:
        yield made


@pytest.fixture
def client(site: Imitation) -> Iterator[Client]:
    limits = Limits(bytes=1_000_000, seconds=0.5, connecting=0.5)
    with Client(allow={site.name}, limits=limits) as made:
        yield made


@pytest.fixture
def visitor(client: Client, clock: FakeClock) -> Visitor:
    return Visitor(client, Pace(clock=clock, jitter=lambda: 0.0))
