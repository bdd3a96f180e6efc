"""The visitors of a collection: one pace for all of them, and what each host allows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dalil.net.addresses import Resolver
from dalil.net.client import Client, Limits
from dalil.net.pace import Clock, Pace
from dalil.net.robots import Robots
from dalil.net.visitor import Visitor


def visitors(
    *,
    allow: Iterable[str] = (),
    delay: float = 2.0,
    per_day: int = 10_000,
    patience: float = 900.0,
    clock: Clock | None = None,
    limits: Limits | None = None,
    resolver: Resolver | None = None,
) -> Callable[[], Visitor]:
    """A maker of visitors for the threads of one collection.

    ``allow`` names hosts in private networks that may be asked all the same. ``delay`` is the pause
    after each answer of a host, in seconds; ``per_day`` the most requests to it; ``patience`` how
    many seconds it is worth to wait for a host that asks for less.
    """
    pace = Pace(delay=delay, per_day=per_day, patience=patience, clock=clock)
    robots: dict[str, Robots] = {}
    allowed = frozenset(allow)

    def make() -> Visitor:
        client = Client(allow=allowed, limits=limits, resolver=resolver)
        return Visitor(client, pace, robots)

    return make
