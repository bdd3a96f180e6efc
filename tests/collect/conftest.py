"""What the tests of collecting share: an archive, an imitation site, and a clock nobody waits for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from dalil.archive import Archive
from dalil.collect import Collected, Plan, collect, look
from dalil.collect.asking import Visitors, visitors
from dalil.collect.run import READER, begin, chosen
from dalil.net.client import Limits
from dalil.page.worker import Pool, Worker
from tests.net.conftest import FakeClock
from tests.net.imitation import Imitation


@dataclass
class Desk:
    """A person with an archive, who follows an imitation site."""

    archive: Archive
    site: Imitation
    clock: FakeClock
    readers: Pool
    read: Worker

    def visitors(self) -> Visitors:
        limits = Limits(bytes=2_000_000, seconds=1.0, connecting=0.5)
        return visitors(clock=self.clock, limits=limits)

    def look(self, path: str = "/", **how: object) -> Plan:
        with self.visitors()([self.site.name]) as visitor:
            return look(
                self.site.url + path,
                visitor=visitor,
                allow=(self.site.name,),
                read=self.read,
                **how,
            )

    def add(self, path: str = "/", first: int | None = None, **how: object) -> Collected:
        plan = self.look(path, **how)
        assert plan.problem is None, plan.problem
        self.site.clear()
        begin(self.archive, plan.source, self.clock.now())
        return self.collect(first=first)

    def collect(self, **how: object) -> Collected:
        return collect(
            self.archive,
            chosen(self.archive, []),
            visitors=self.visitors(),
            clock=self.clock,
            readers=self.readers,
            **how,
        )

    def pass_(self, **time: float) -> None:
        """Time goes by, for the site too."""
        self.clock.pass_(**time)
        self.site.now = self.clock.now()

    def articles(self) -> dict[str, str]:
        """Address and headline of every article whose page was kept."""
        found = {}
        for card in self.archive.cards(limit=1000).cards:
            reading = self.archive.read(card.article.id)
            if reading.version.wording.form != "entry":
                found[card.article.url] = card.headline
        return found


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def site() -> Iterator[Imitation]:
    with Imitation(posts=23) as made:
        yield made


@pytest.fixture(scope="session")
def readers() -> Iterator[Pool]:
    """The processes that read; one set for all tests, since each takes a second to start."""
    with Pool(READER) as made:
        yield made


@pytest.fixture(scope="session")
def read() -> Iterator[Worker]:
    with Worker("dalil.pipeline:read_capture") as made:
        yield made


@pytest.fixture
def desk(tmp_path, site, clock, readers, read) -> Iterator[Desk]:
    with Archive.open(tmp_path / "archive", create=True) as archive:
        yield Desk(archive, site, clock, readers, read)
