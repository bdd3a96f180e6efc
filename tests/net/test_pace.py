"""Turns, pauses, holds and the day's cap, with a clock that nobody waits for."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.net.pace import MAX_ASKED, MAX_HOLD, Hold, HostPace, Pace, read_retry_after
from tests.net.conftest import FakeClock

NOW = datetime(2026, 10, 1, 6, 0, tzinfo=UTC)


def pace(clock: FakeClock, **more) -> Pace:
    return Pace(clock=clock, jitter=lambda: 0.0, **more)


def ask(one: Pace, host: str = "gazette.example", delay: float | None = None, took: float = 0):
    with one.turn(host, delay):
        one.clock.pass_(seconds=took)  # type: ignore[attr-defined]


def test_a_pause_begins_when_the_answer_is_whole(clock: FakeClock):
    one = pace(clock)
    ask(one, took=5)
    ask(one, took=0)
    ask(one)
    assert clock.slept == [2.0, 2.0]
    assert clock.seconds == 9.0


def test_time_that_passed_anyway_counts(clock: FakeClock):
    one = pace(clock)
    ask(one)
    clock.pass_(seconds=1.5)
    ask(one)
    clock.pass_(seconds=3)
    ask(one)
    assert clock.slept == [0.5]


def test_hosts_do_not_wait_for_each_other_but_www_is_the_same_server(clock: FakeClock):
    one = pace(clock)
    ask(one, "gazette.example")
    ask(one, "lantern.example")
    assert clock.slept == []
    ask(one, "www.gazette.example")
    assert clock.slept == [2.0]


@pytest.mark.parametrize(
    ("ours", "theirs", "slept"),
    [(2, None, 2), (2, 1, 2), (2, 10, 10), (2, 0, 2), (0.5, 0.25, 0.5), (2, 86_400, 120)],
)
def test_the_longer_delay_holds(ours: float, theirs: float | None, slept: float):
    clock = FakeClock()
    one = pace(clock, delay=ours, patience=500)
    ask(one, delay=theirs)
    ask(one, delay=theirs)
    assert clock.slept == [slept]


def test_without_a_delay_nothing_is_waited_for(clock: FakeClock):
    one = pace(clock, delay=0)
    for _ in range(5):
        ask(one)
    assert clock.slept == []


def test_trouble_doubles_the_pause_and_an_answer_ends_it(clock: FakeClock):
    one = pace(clock, patience=10_000)
    ask(one)
    pauses = []
    for _ in range(14):
        one.went("gazette.example", "trouble")
        before = clock.seconds
        ask(one)
        pauses.append(clock.seconds - before)
    assert pauses == [min(4.0 * 2**n, MAX_HOLD.total_seconds()) for n in range(14)]
    one.went("gazette.example", "well")
    assert one.of("gazette.example").troubles == 0
    ask(one)
    assert clock.slept[-1] == 2.0


def test_a_busy_host_is_left_alone(clock: FakeClock):
    one = pace(clock)
    one.went("gazette.example", "busy")
    ask(one)
    assert clock.slept == [60.0]
    one.went("gazette.example", "busy")
    with pytest.raises(Hold) as held:
        ask(one)
    assert held.value.until == clock.now() + timedelta(seconds=120)
    assert one.of("gazette.example").requests == 1


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [("1", 1), ("120", 120), ("7200", 7200), ("Thu, 01 Oct 2026 06:30:00 GMT", 1800), ("soon", 60)],
)
def test_what_a_host_asks_for_is_what_it_gets(clock: FakeClock, asked: str, seconds: int):
    one = pace(clock)
    one.went("gazette.example", "busy", asked)
    assert one.of("gazette.example").not_before == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("60", 60),
        (" 60 ", 60),
        ("99999999999999999999", MAX_ASKED.total_seconds()),
        ("Thu, 01 Oct 2026 06:00:10 GMT", 10),
        ("Thu, 01 Oct 2026 05:00:00 GMT", 0),
        ("Thursday, 01-Oct-26 06:00:10 GMT", 10),
        ("Thu Oct  1 06:00:10 2026", 10),
        ("Thu, 01 Oct 2036 06:00:00 GMT", MAX_ASKED.total_seconds()),
        (None, None),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("٣", None),
        ("never", None),
        ("Thu, 99 Oct 2026 06:00:10 GMT", None),
    ],
)
def test_retry_after_in_seconds_or_as_a_date(value: str | None, seconds: float | None):
    got = read_retry_after(value, NOW)
    assert (got and got.total_seconds()) == seconds or (got == timedelta(0) and seconds == 0)


@given(st.text(max_size=60))
def test_no_header_breaks_the_pace(value: str):
    got = read_retry_after(value, NOW)
    assert got is None or timedelta(0) <= got <= MAX_ASKED


def test_a_pause_is_never_shorter_for_its_jitter():
    for jitter in (0.0, 0.5, 1.0):
        one = Pace(clock=FakeClock(), jitter=lambda jitter=jitter: jitter)
        one.went("gazette.example", "trouble")
        until = one.of("gazette.example").not_before
        assert until == NOW + timedelta(seconds=4 * (1 + 0.25 * jitter))


def test_a_day_has_its_cap(clock: FakeClock):
    one = pace(clock, per_day=3, delay=0)
    for _ in range(3):
        ask(one)
    with pytest.raises(Hold) as held:
        ask(one)
    assert held.value.until == datetime(2026, 10, 2, tzinfo=UTC)
    assert "3 requests" in held.value.why
    ask(one, "lantern.example")
    clock.pass_(hours=18)
    ask(one)
    assert one.of("gazette.example") == HostPace(day=clock.now().date(), requests=1)


def test_what_is_remembered_can_be_kept(clock: FakeClock):
    before = pace(clock)
    before.went("gazette.example", "busy", "3600")
    after = pace(clock)
    after.hosts.update(before.hosts)
    with pytest.raises(Hold):
        ask(after)


def test_one_at_a_time_from_many_threads():
    clock, lock, inside, most, order = FakeClock(), threading.Lock(), 0, 0, []
    one = Pace(clock=clock, delay=1.0)

    def visit() -> None:
        nonlocal inside, most
        with one.turn("gazette.example"):
            with lock:
                inside += 1
                most = max(most, inside)
            order.append(clock.seconds)
            with lock:
                inside -= 1

    threads = [threading.Thread(target=visit) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert order == [float(n) for n in range(20)]


def test_a_turn_that_fails_still_ends(clock: FakeClock):
    one = pace(clock)
    with pytest.raises(RuntimeError), one.turn("gazette.example"):
        raise RuntimeError
    ask(one)
    assert clock.slept == [2.0]
