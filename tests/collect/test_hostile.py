"""Odd and hostile sites: each trouble ends in one clear record, and the rest goes on."""

from __future__ import annotations

import gzip
from itertools import count

import pytest

from dalil.collect import run
from tests.net.imitation import Answer, Imitation


def xml(body: str) -> Answer:
    return Answer(media_type="application/xml", body=body.encode())


def sitemap(*urls: str) -> Answer:
    return xml(f"<urlset>{''.join(f'<url><loc>{url}</loc></url>' for url in urls)}</urlset>")


def index(*urls: str) -> Answer:
    parts = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return xml(f"<sitemapindex>{parts}</sitemapindex>")


def page(body: str) -> Answer:
    return Answer(body=f"<!DOCTYPE html><html><body>{body}</body></html>".encode())


def why(desk, path: str) -> str | None:
    """What is remembered of an address."""
    (source, _), *_ = desk.archive.sources()
    visit = desk.archive.store.visit(source.id, desk.site.url + path)
    return visit and visit.why


def sound(desk) -> None:
    """What holds after every trouble."""
    assert desk.archive.verify() == []
    assert desk.site.overlaps() == 0


# ── lists ────────────────────────────────────────────────────────────────────────────────────────


def test_sitemaps_that_list_each_other_are_asked_once(desk, site):
    site.routes = frozenset({"sitemap"})
    home = site.url
    site.extra["/sitemap.xml"] = index(
        *(f"{home}{p}" for p in ("/sitemap.xml", "/a.xml", "/sitemap-posts-1.xml"))
    )
    site.extra["/a.xml"] = index(f"{home}/sitemap.xml", f"{home}/a.xml")
    done = desk.add("/sitemap.xml")
    assert set(desk.articles()) == site.urls()
    lists = [path for path in site.paths() if path.endswith(".xml")]
    assert len(lists) == len(set(lists))
    assert done.waiting == 0
    sound(desk)


def test_an_index_of_fifty_thousand_parts_does_not_hide_the_articles(desk, site):
    site.routes = frozenset({"sitemap"})
    parts = [
        f"{site.url}/sitemap-posts-1.xml",
        *(f"{site.url}/z-{n}.xml" for n in range(50_000)),
    ]
    packed = gzip.compress(index(*parts).body)
    site.extra["/sitemap.xml"] = Answer(media_type="application/gzip", body=packed)
    plan = desk.look("/sitemap.xml")
    assert plan.at_least
    desk.add("/sitemap.xml", first=3)
    assert len(desk.articles()) == 3
    assert len(site.paths()) < 40


def endless(site: Imitation, entries) -> None:
    """An archive whose every page has a next one."""
    made = site.answer

    def answer(path: str) -> Answer:
        if path.startswith("/endless/"):
            number = int(path.split("/")[2] or 1)
            shown = "".join(
                f"<article><h2><a href='{url}'>{title}</a></h2><p>1 October 2026</p><p>{title}: people "
                "of the village met in the hall and spoke about the winter for an hour.</p></article>"
                for url, title in entries(number)
            )
            return page(
                f"<main>{shown}</main><a rel='next' href='/endless/{number + 1}/'>Older</a>"
            )
        return made(path)

    site.answer = answer


def test_the_same_page_for_ever_ends(desk, site):
    site.routes = frozenset()
    endless(site, lambda number: [(p.path, p.title) for p in site.there()[:8]])
    desk.add("/endless/1/")
    assert len(desk.articles()) == 8
    assert len([p for p in site.paths() if p.startswith("/endless/")]) <= 3
    sound(desk)


def test_a_calendar_without_end_is_left_at_some_page_and_that_is_said(desk, site, monkeypatch):
    monkeypatch.setattr(run, "MOST_LISTS", 12)
    site.routes = frozenset()
    endless(
        site,
        lambda number: [
            (f"/day/{number}/{n}/", f"Evening {number} of {n} songs") for n in range(8)
        ],
    )
    done = desk.add("/endless/1/")
    assert len([p for p in site.paths() if p.startswith("/endless/")]) == 12
    assert "12" in why(desk, "/endless/12/")
    assert any("12" in problem.what for problem in done.problems)
    sound(desk)


def test_a_next_page_on_another_host_is_not_asked_for(desk, site):
    with Imitation(posts=3, routes={"listing"}) as other:
        front = site.answer("/").body.decode()
        site.extra["/"] = Answer(
            body=front.replace(f"{site.url}/news/page/2/", f"{other.url}/news/").encode()
        )
        site.routes = frozenset({"listing"})
        desk.add("/")
        assert other.paths() == []
        sound(desk)


FEEDS = {
    "another encoding than it says": lambda feed: feed.replace(
        b"<title>The Steppe Lantern", "<title>Степной фонарь".encode("cp1251")
    ),
    "cut off in the middle": lambda feed: feed[: len(feed) * 2 // 3],
    "an entity that is none": lambda feed: feed.replace(
        b"<description>News", b"<description>&nbsp;&bogus; News"
    ),
    "a bare ampersand": lambda feed: feed.replace(b"<description>News", b"<description>A & B"),
}


@pytest.mark.parametrize("name", FEEDS)
def test_a_damaged_feed_gives_what_is_intact(desk, site, name):
    feed = site.answer("/feed/")
    site.extra["/feed/"] = Answer(
        media_type="application/rss+xml; charset=utf-8", body=FEEDS[name](feed.body)
    )
    desk.add("/feed/")
    assert len(desk.articles()) >= 5
    sound(desk)


API = {
    "HTML": Answer(body=b"<html><body><h1>Checking your browser</h1></body></html>"),
    "401": Answer(status=401, media_type="application/json", body=b'{"code":"rest_forbidden"}'),
    "500": Answer(status=500, body=b"Error establishing a database connection"),
    "a notice before the JSON": Answer(body=b"Notice: Undefined index in /var/www/x.php"),
    "an object": Answer(media_type="application/json", body=b'{"posts": []}'),
}


@pytest.mark.parametrize("name", API)
def test_an_api_that_does_not_answer_leaves_the_other_ways(desk, site, name):
    site.extra["/wp-json/wp/v2/posts"] = API[name]
    assert desk.look().source.route == "sitemap"
    desk.add()
    assert set(desk.articles()) == site.urls()
    sound(desk)


def test_a_list_of_other_sites_is_said(desk, site):
    site.extra["/sitemap.xml"] = sitemap(*(f"https://elsewhere.example/{n}/" for n in range(5)))
    site.routes = frozenset({"sitemap"})
    plan = desk.look("/sitemap.xml")
    said = plan.problem.what if plan.problem else " ".join(plan.notes)
    assert "elsewhere.example" in said


# ── addresses ────────────────────────────────────────────────────────────────────────────────────

SAME = {
    "tracking": ["{p}", "{p}?utm_source=rss&utm_medium=feed", "{p}?fbclid=abc"],
    "fragment": ["{p}#comments", "{p}"],
    "trailing slash": ["{p}", "{q}"],
    "session": ["{p}", "{p}?PHPSESSID=0123456789abcdef", "{q};jsessionid=0123456789ABCDEF"],
    "www and https": ["{p}", "https://{host}{path}"],
}


@pytest.mark.parametrize("name", SAME)
def test_one_article_is_visited_once(desk, site, name):
    post = site.there()[0]
    p = site.url + post.path
    site.routes = frozenset({"sitemap"})
    forms = [
        form.format(p=p, q=p.rstrip("/"), host=site.name, path=post.path) for form in SAME[name]
    ]
    site.extra["/sitemap.xml"] = sitemap(*forms)
    done = desk.add("/sitemap.xml")
    assert desk.articles() == {p: post.title}
    assert [path for path in site.paths() if path.startswith(post.path.rstrip("/"))] == [post.path]
    assert done.problems == ()
    desk.collect()
    assert len([path for path in site.paths() if path.startswith(post.path.rstrip("/"))]) == 1
    sound(desk)


def test_addresses_in_other_letters(desk, site):
    post = site.there()[0]
    post.slug = "жаңалық"
    path = "/2026/10/%D0%B6%D0%B0%D2%A3%D0%B0%D0%BB%D1%8B%D2%9B/"
    site.extra[path] = site.answer(post.path)
    site.routes = frozenset({"sitemap"})
    site.extra["/sitemap.xml"] = sitemap(
        site.url + "/2026/10/жаңалық/", site.url + path, site.url + path.lower()
    )
    done = desk.add("/sitemap.xml")
    assert list(desk.articles().values()) == [post.title]
    assert [p for p in site.paths() if "2026" in p] == [path]
    assert done.problems == ()
    sound(desk)


# ── answers ──────────────────────────────────────────────────────────────────────────────────────

PAGES = {
    "a gzip bomb": (
        Answer(headers={"Content-Encoding": "gzip"}, body=gzip.compress(bytes(30_000_000))), "MB",
    ),
    "a page of many megabytes": (Answer(body=b"<p>word " * 400_000), "the limit is"),
    "a redirect to a private address": (Answer(status=302, headers={"Location": "http://10.1.2.3/"}), "10.1.2.3"),
    "a redirect to the machine's own data": (
        Answer(status=302, headers={"Location": "http://169.254.169.254/latest/"}), "169.254",
    ),
    "a redirect to a file": (Answer(status=302, headers={"Location": "file:///etc/passwd"}), "file"),
    "a redirect to this machine": (Answer(status=302, headers={"Location": "http://127.0.0.1:1/"}), "127.0.0.1"),
    "304 to one who did not ask": (Answer(status=304), "304"),
    "nothing at all": (Answer(body=b""), ""),
    "bytes that are no text": (Answer(body=bytes(range(256)) * 40), ""),
    "a picture": (Answer(media_type="image/png", body=b"\x89PNG\r\n\x1a\n" + bytes(900)), ""),
    "tags without end": (Answer(body=b"<div>" * 100_000), ""),
    "a login page": (Answer(status=403, body=b"<h1>Subscribers only</h1>"), "403"),
    "a redirect without a goal": (Answer(status=302), "302"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_one_odd_answer_costs_no_other(desk, site, name):
    answer, said = PAGES[name]
    path = site.there()[3].path
    site.extra[path] = answer
    desk.add()
    assert set(desk.articles()) >= site.urls() - {site.url + path}
    assert said in (why(desk, path) or "")
    assert why(desk, path), "there is a record of it"
    asked = site.paths().count(path)
    desk.collect()
    assert site.paths().count(path) == asked, "not again at once"
    sound(desk)


ROBOTS = {
    "of many megabytes": (
        Answer(media_type="text/plain", body=b"# a comment that goes on and on\n" * 90_000),
        23,
    ),
    "that is a page": (Answer(body=b"<!DOCTYPE html><html><body>Welcome</body></html>"), 23),
    "that is a bomb": (
        Answer(headers={"Content-Encoding": "gzip"}, body=gzip.compress(bytes(30_000_000))),
        None,
    ),
}


@pytest.mark.parametrize("name", ROBOTS)
def test_an_odd_robots_file(desk, site, name):
    site.extra["/robots.txt"], articles = ROBOTS[name]
    plan = desk.look()
    if articles is None:
        assert plan.problem
        assert "robots.txt" in plan.problem.what
    else:
        desk.add()
        assert len(desk.articles()) == articles
    assert desk.archive.verify() == []


@pytest.mark.parametrize("what", [{"stall": 30.0}, {"drip": 0.2}, {"drip_head": 0.2}])
def test_a_robots_file_that_hangs_forbids_for_now_and_says_so(desk, site, what):
    site.trouble("/robots.txt", **what)
    plan = desk.look()
    assert plan.problem
    assert "robots.txt" in plan.problem.what or "cannot be known" in plan.problem.what
    assert set(site.paths()) <= {"/robots.txt"}


def test_an_etag_that_always_changes_makes_no_version(desk, site):
    site.validators = False
    numbers = count()
    made = site.answer

    def answer(path: str) -> Answer:
        one = made(path)
        one.headers = {**one.headers, "ETag": f'"{next(numbers)}"'}
        return one

    site.answer = answer
    desk.add()
    before = desk.archive.counts()
    for _ in range(4):
        desk.pass_(days=3)
        desk.collect()
    after = desk.archive.counts()
    assert (after["articles"], after["versions"]) == (before["articles"], before["versions"])
    sound(desk)


def test_a_clock_that_goes_backwards(desk, site):
    desk.add(first=5)
    desk.clock.pass_(days=-3)
    desk.collect()
    desk.clock.pass_(days=6)
    desk.collect()
    assert set(desk.articles()) == site.urls()
    sound(desk)


def test_a_page_that_says_not_found_with_200_is_no_deletion(desk, site):
    desk.add()
    path = site.there()[2].path
    site.extra[path] = page(
        "<main><h1>Page not found</h1><p>The page that you look for is not here.</p></main>"
    )
    for _ in range(6):
        desk.pass_(days=6)
        desk.collect()
    assert site.url + path in desk.articles()
    sound(desk)
