"""What becomes of a visit: outcomes, redirects, robots.txt, pauses."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest

from dalil.errors import FetchError
from dalil.net.client import Client, Exchange
from dalil.net.pace import Pace
from dalil.net.visitor import Visitor
from tests.net.conftest import FakeClock
from tests.net.imitation import Imitation


def test_a_page_is_visited_and_then_is_the_same(site: Imitation, visitor: Visitor):
    url = site.url + site.posts[3].path
    first = visitor.visit(url)
    assert first.outcome == "ok"
    assert first.final
    again = visitor.visit(
        url, etag=first.final.header("ETag"), last_modified=first.final.header("Last-Modified")
    )
    assert (again.outcome, again.final and again.final.body) == ("same", b"")
    assert visitor.visit(url, last_modified=first.final.header("Last-Modified")).outcome == "same"
    assert site.paths() == ["/robots.txt", *[site.posts[3].path] * 3]


@pytest.mark.parametrize(
    ("status", "outcome", "retried"),
    [
        (200, "ok", False),
        (206, "ok", False),
        (401, "refused", False),
        (403, "refused", False),
        (404, "gone", False),
        (410, "gone", False),
        (418, "failed", True),
        (429, "failed", True),
        (451, "refused", False),
        (500, "failed", True),
        (503, "failed", True),
        (302, "failed", True),  # without saying where to
        (304, "failed", True),  # without having been asked
    ],
)
def test_every_status_is_an_outcome(
    site: Imitation, visitor: Visitor, status: int, outcome: str, retried: bool
):
    site.trouble("/news/", status=status)
    visit = visitor.visit(site.url + "/news/")
    assert (visit.outcome, visit.retry_at is not None) == (outcome, retried)
    assert outcome == "ok" or str(status) in (visit.why or "")


def test_a_redirect_is_followed_and_its_etag_goes_with_it(site: Imitation, visitor: Visitor):
    url = site.url + site.posts[3].path
    etag = visitor.visit(url).final.header("ETag")  # type: ignore[union-attr]
    post = site.rename(3, "renamed")
    visit = visitor.visit(url, etag=etag)
    assert [e.status for e in visit.exchanges] == [301, 200]  # its canonical address is another
    etag = visit.exchanges[-1].header("ETag")
    assert visitor.visit(url, etag=etag).outcome == "same"
    assert visit.final
    assert visit.final.url == site.url + post.path


@pytest.mark.parametrize(
    ("to", "validators"),
    [
        ("http://www.gazette.example/a", {"etag", "last_modified"}),
        ("https://gazette.example/a", {"etag", "last_modified"}),
        ("http://gazette.example/b", {"etag"}),
        ("http://other.example/a", set()),
    ],
)
def test_validators_go_where_they_mean_something(to: str, validators: set, clock: FakeClock):
    asked: list[tuple[str, set[str]]] = []

    class Scripted(Client):
        def get(self, url, **given):
            if url.endswith("/robots.txt"):
                return exchange(url, 404)
            asked.append((url, {name for name, value in given.items() if value}))
            return exchange(url, *([301, ("Location", to)] if len(asked) == 1 else [200]))

    visitor = Visitor(Scripted(), Pace(clock=clock))
    visit = visitor.visit("http://gazette.example/a", etag='"x"', last_modified="yesterday")
    assert visit.outcome == "ok"
    assert asked == [
        ("http://gazette.example/a", {"etag", "last_modified"}),
        (to, validators),
    ]


def exchange(url: str, status: int, *headers: tuple[str, str]) -> Exchange:
    return Exchange(
        url=url,
        status=status,
        reason="",
        http_version="HTTP/1.1",
        headers=headers,
        body=b"",
        request=b"",
        fetched_at=datetime(2026, 10, 1, tzinfo=UTC),
        ip="9.9.9.9",
    )


def test_redirects_end(site: Imitation, visitor: Visitor):
    site.circle("/a", "/b", "/c")
    visit = visitor.visit(site.url + "/a")
    assert (visit.outcome, len(visit.exchanges)) == ("failed", 3)
    assert "circle" in (visit.why or "")
    for number in range(9):
        site.redirect(f"/chain/{number}", f"/chain/{number + 1}")
    visit = visitor.visit(site.url + "/chain/0")
    assert (visit.outcome, len(visit.exchanges)) == ("failed", 6)


def test_what_robots_forbids_is_not_asked_for(site: Imitation, visitor: Visitor):
    site.redirect("/open", "/private/closed")
    visit = visitor.visit(site.url + "/private/plan")
    assert (visit.outcome, visit.exchanges) == ("refused", ())
    assert "/robots.txt" in (visit.why or "")
    visit = visitor.visit(site.url + "/open")
    assert (visit.outcome, len(visit.exchanges)) == ("refused", 1)
    assert site.paths() == ["/robots.txt", "/open"]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(404, "ok"), (403, "ok"), (410, "ok"), (429, "failed"), (500, "failed"), (503, "failed")],
)
def test_without_robots_txt(site: Imitation, visitor: Visitor, status: int, outcome: str):
    site.trouble("/robots.txt", status=status)
    visit = visitor.visit(site.url + "/news/")
    assert visit.outcome == outcome
    assert (visit.retry_at is not None) == (outcome == "failed")


def test_robots_txt_is_asked_for_once_a_day(site: Imitation, visitor: Visitor, clock: FakeClock):
    for _ in range(3):
        visitor.visit(site.url + "/news/")
    clock.pass_(hours=25)
    site.trouble("/robots.txt", status=500)
    assert visitor.visit(site.url + "/news/").outcome == "ok"  # the old copy speaks on
    assert visitor.visit(site.url + "/private/").outcome == "refused"
    assert site.paths().count("/robots.txt") == 2
    clock.pass_(minutes=31)
    visitor.visit(site.url + "/news/")
    assert site.paths().count("/robots.txt") == 3


def test_robots_txt_may_be_elsewhere(site: Imitation, visitor: Visitor):
    site.redirect("/robots.txt", "/rules.txt")
    site.trouble("/rules.txt", status=200, body=b"User-agent: *\nDisallow: /news/")
    assert visitor.visit(site.url + "/news/").outcome == "refused"
    site.circle("/robots.txt", "/more.txt")
    visitor.robots.clear()
    assert visitor.visit(site.url + "/news/").outcome == "ok"


def test_robots_txt_does_not_lead_into_private_networks(site: Imitation, visitor: Visitor):
    site.redirect("/robots.txt", "http://10.0.0.1/robots.txt")
    visit = visitor.visit(site.url + "/news/")
    assert (visit.outcome, visit.exchanges) == ("refused", ())
    assert site.paths() == ["/robots.txt"]


def test_an_endless_robots_txt_is_read_to_500_kib(site: Imitation, visitor: Visitor):
    lines = b"User-agent: *\nDisallow: /news/\n" + b"# nothing\n" * 200_000
    site.trouble("/robots.txt", status=200, body=lines + b"Disallow: /late/\n")
    rules = visitor.rules(site.url)
    assert not rules.may_fetch(site.url + "/news/")
    assert 0 <= 500 * 1024 - len(rules.body) < 10
    assert site.asked()[0].path == "/robots.txt"


def test_one_request_at_a_time_with_a_pause(site: Imitation, visitor: Visitor, clock: FakeClock):
    for post in site.there()[:5]:
        visitor.visit(site.url + post.path)
    assert clock.slept == [2.0] * 5
    assert site.overlaps() == 0


def test_a_crawl_delay_is_kept(site: Imitation, visitor: Visitor, clock: FakeClock):
    site.robots = "User-agent: *\nCrawl-delay: 7\n"
    for _ in range(3):
        visitor.visit(site.url + "/news/")
    assert clock.slept == [7.0, 7.0, 7.0]


def test_a_busy_site_is_left_alone_as_long_as_it_asks(
    site: Imitation, visitor: Visitor, clock: FakeClock
):
    visitor.visit(site.url + "/")
    site.trouble("/", status=429, times=1, headers={"Retry-After": "3600"})
    asked_at = clock.now()
    visit = visitor.visit(site.url + "/news/")
    assert visit.outcome == "failed"
    assert visit.retry_at
    assert visit.retry_at >= asked_at + timedelta(seconds=3600)
    before = len(site.requests)
    held = visitor.visit(site.url + "/feed/")
    assert (held.outcome, held.exchanges, held.retry_at) == ("held", (), visit.retry_at)
    assert len(site.requests) == before
    clock.pass_(hours=1, minutes=1)
    assert visitor.visit(site.url + "/feed/").outcome == "ok"


def test_a_short_pause_is_waited_for(site: Imitation, visitor: Visitor, clock: FakeClock):
    visitor.visit(site.url + "/")
    site.trouble("/", status=429, times=1, headers={"Retry-After": "30"})
    visitor.visit(site.url + "/news/")
    assert visitor.visit(site.url + "/news/").outcome == "ok"
    assert clock.slept[-1] == 30


@pytest.mark.parametrize("what", [{"stall": 5}, {"drip": 0.05}, {"drip_head": 0.05}, {"cut": 20}])
def test_a_site_in_trouble_costs_one_outcome(site: Imitation, visitor: Visitor, what: dict):
    visitor.visit(site.url + "/")
    site.trouble("/news/", **what)
    visit = visitor.visit(site.url + "/news/")
    assert visit.outcome == "failed"
    assert visit.exchanges == ()
    assert visit.why
    assert visit.fix
    assert visit.retry_at
    assert visitor.visit(site.url + "/feed/").outcome == "ok"
    assert site.paths() == ["/robots.txt", "/", "/news/", "/feed/"]
    assert site.overlaps() == 0


@pytest.mark.parametrize(
    "to",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://127.0.0.1:9/",
        "http://2130706433/",
        "ftp://files.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://user@127.0.0.1/",
        "http://[",
        "//gazette.example:99999/",
        "http://" + "a" * 9_000,
    ],
)
def test_a_redirect_to_a_forbidden_place_is_refused(site: Imitation, visitor: Visitor, to: str):
    site.redirect("/lure", to)
    visit = visitor.visit(site.url + "/lure")
    assert visit.outcome == "refused"
    assert len(visit.exchanges) == 1
    assert visit.why


def test_a_busy_site_is_left_alone_by_all_threads(site: Imitation, client: Client):
    pace = Pace(delay=0, patience=0.01)
    Visitor(client, pace).visit(site.url + "/")
    site.trouble("/", status=429, headers={"Retry-After": "60"})
    outcomes: list[str] = []

    def visit() -> None:
        with Client(allow={site.name}) as one:
            outcomes.append(Visitor(one, pace).visit(site.url + "/news/").outcome)

    threads = [Thread(target=visit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["failed"] + ["held"] * 7
    assert len(site.asked()) == 3


def test_from_many_threads_a_host_is_asked_one_at_a_time_with_pauses(site: Imitation):
    pace, rules = Pace(delay=0.02), {}
    queue = [site.url + post.path for post in site.there()] + [site.url + "/private/x"] * 5

    def visit() -> None:
        with Client(allow={site.name}) as one:
            visitor = Visitor(one, pace, rules)
            while queue:
                visitor.visit(queue.pop())

    with Client(allow={site.name}) as one:
        Visitor(one, pace, rules).rules(site.url)
    threads = [Thread(target=visit) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(site.asked()) == 26
    assert site.overlaps() == 0
    assert min(site.gaps()) >= 0.02
    assert not any(path.startswith("/private/") for path in site.paths())


def test_no_bytes_make_a_visit_raise(site: Imitation, client: Client):
    chance = random.Random(7)
    good = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
        b"Transfer-Encoding: chunked\r\nLocation: /x\r\nRetry-After: 1\r\n\r\n"
        b"5\r\n\x1f\x8b\x08\x00\x00\r\n0\r\n\r\n"
    )
    visitor = Visitor(client, Pace(delay=0, clock=FakeClock(), patience=1e9))
    for number in range(150):
        mutated = bytearray(good)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(mutated))
            kind = chance.random()
            if kind < 0.4:
                mutated[at] = chance.randrange(256)
            elif kind < 0.7:
                del mutated[at : at + chance.randint(1, 9)]
            else:
                mutated[at:at] = chance.choice(
                    [b"\r\n", b"\n", b":", b"\0", b"-1", b"9" * 30, b" "]
                )
        site.trouble("/news/", raw=bytes(mutated), times=1)
        if number % 3 == 0:
            visitor.robots.clear()
            site.troubles[-1].path = "/robots.txt"
        visit = visitor.visit(site.url + "/news/")
        assert visit.outcome in {"ok", "failed", "refused", "gone"}
        for exchange in visit.exchanges:
            with suppress(FetchError):
                assert isinstance(exchange.payload, bytes)
        site.mend()


def test_an_address_that_is_none_is_refused(visitor: Visitor):
    for url in ("", "gazette", "mailto:a@gazette.example", "http:///x", "https://", "http://a b/"):
        assert visitor.visit(url).outcome == "refused"


def test_loopback_is_refused_unless_allowed(site: Imitation, clock: FakeClock):
    with Client() as client:
        visit = Visitor(client, Pace(clock=clock)).visit(site.url + "/")
    assert visit.outcome == "refused"
    assert "--allow" in (visit.fix or "")
    assert site.requests == []
