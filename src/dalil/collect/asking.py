"""The visitors of a collection: one pace for all of them, and what each host allows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dalil.net.addresses import Resolver
from dalil.net.client import Client, Limits
from dalil.net.pace import Clock, Pace
from dalil.net.robots import Robots
from dalil.net.visitor import Visitor

Visitors = Callable[[Iterable[str]], Visitor]
"""Makes a visitor that may go to these hosts in private networks, besides to all public ones."""


def visitors(
    *,
    delay: float = 2.0,
    per_day: int = 10_000,
    patience: float = 900.0,
    clock: Clock | None = None,
    limits: Limits | None = None,
    resolver: Resolver | None = None,
) -> Visitors:
    """A maker of visitors for the threads of one collection.

    ``delay`` is the pause after each answer of a host, in seconds; ``per_day`` the most requests to
    it; ``patience`` how many seconds it is worth to wait for a host that asks for less.
    """
    pace = Pace(delay=delay, per_day=per_day, patience=patience, clock=clock)
    robots: dict[str, Robots] = {}

    def make(allow: Iterable[str]) -> Visitor:
        client = Client(
            allow=frozenset(allow), limits=limits, resolver=resolver, now=pace.clock.now
        )
        return Visitor(client, pace, robots)

    return make
