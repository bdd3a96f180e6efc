"""A publication is followed: every article, every version, every deletion, and no request too many."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dalil.collect import run
from dalil.collect.lock import alone
from dalil.collect.run import begin
from dalil.errors import ArchiveBusy
from dalil.model import Source
from tests.net.imitation import Imitation

ROUTES = {
    "wordpress": ({"wordpress", "feed", "sitemap", "listing"}, "/", 23),
    "sitemap": ({"feed", "sitemap", "listing"}, "/", 23),
    "listing": ({"listing"}, "/", 23),
    "feed": ({"feed"}, "/feed/", 10),  # a feed holds the last ten
    "site": ({"listing"}, "/", 23),
}


def titles(site: Imitation) -> dict[str, str]:
    return {site.url + post.path: post.title for post in site.there()}


def only(site: Imitation, route: str) -> str:
    routes, path, _ = ROUTES[route]
    site.routes = frozenset(routes)
    return path


@pytest.mark.parametrize("route", ["wordpress", "sitemap", "listing", "feed"])
def test_every_route_ends_in_the_same_articles(desk, site, route):
    path = only(site, route)
    assert desk.look(path).source.route == route
    done = desk.add(path)
    wanted = titles(site)
    found = desk.articles()
    assert len(found) == ROUTES[route][2]
    assert found == {url: wanted[url] for url in found}
    assert done.problems == ()
    assert done.waiting == 0
    assert site.overlaps() == 0
    assert desk.archive.verify() == []


@pytest.mark.parametrize("theme", ["plain", "cards", "table"])
def test_every_theme_is_followed_to_its_last_page(desk, site, theme):
    site.theme = theme
    desk.add(only(site, "listing"))
    assert desk.articles() == titles(site)


@pytest.mark.parametrize("route", ["wordpress", "sitemap", "listing", "feed"])
def test_nothing_new_costs_the_lists_and_little_is_sent(desk, site, route):
    desk.add(only(site, route))
    lists = len([v for s in desk.archive.sources() for v in desk.archive.store.lists(s[0].id)])
    site.clear()
    done = desk.collect()
    assert done.versions == 0
    assert done.requests <= lists
    assert set(site.statuses()) <= {304, 200}
    assert site.statuses()[304] >= site.statuses()[200]


@pytest.mark.parametrize("route", ["wordpress", "sitemap"])
def test_what_changed_is_fetched_and_nothing_else(desk, site, route):
    desk.add(only(site, route))
    desk.pass_(hours=4)
    changed = [
        site.edit(n, paragraph=f"The ministry now counts {n}00 cases.") for n in range(1, 21)
    ]
    site.clear()
    done = desk.collect()
    assert {
        p for p in site.paths() if "sitemap" not in p and "wp-json" not in p and p != "/robots.txt"
    } == {post.path for post in changed}
    assert done.requests <= 1.1 * len(changed)
    assert done.versions >= len(changed)
    assert site.overlaps() == 0


def test_an_edit_that_no_list_names_is_found_at_the_next_visit(desk, site):
    desk.add(only(site, "feed"))
    newest = site.there()[0]
    before = desk.archive.counts()["versions"]
    site.edit(newest.id, paragraph="Officials now speak of 77 wells.")
    desk.collect()
    for _ in range(6):
        desk.pass_(days=8)
        desk.collect(only_due=True)
    assert desk.archive.counts()["versions"] > before
    ((change, _),) = desk.archive.changes(kind="figure")
    assert "77" in [new for _, new in change.figures]


def test_what_is_deleted_is_kept_and_known_to_be_gone(desk, site):
    desk.add()
    gone = site.delete(20)
    for _ in range(8):
        desk.pass_(days=6)
        done = desk.collect()
    visit = desk.archive.store.visit("127-0-0-1-" + site.name.split(":")[1], site.url + gone.path)
    assert visit.outcome == "gone"
    assert site.url + gone.path in desk.articles()
    ((_, card),) = desk.archive.changes(kind="deletion")
    assert card.article.url == site.url + gone.path
    assert desk.archive.verify() == []
    assert done.problems == ()


def test_an_article_that_left_a_complete_list_is_looked_for_at_once(desk, site):
    desk.add(only(site, "sitemap"))
    gone = site.delete(3)
    desk.pass_(hours=1)
    assert desk.collect().gone == 1
    assert gone.path in desk.site.paths()


def test_a_renamed_article_stays_one_article(desk, site):
    desk.add(only(site, "feed"))
    newest = site.there()[0]
    count = desk.archive.counts()["articles"]
    site.rename(newest.id, "another-name")
    site.routes = frozenset()  # the list says nothing of it
    desk.pass_(days=40)
    desk.collect(only_due=True)
    assert desk.archive.counts()["articles"] == count


def test_the_first_articles_are_the_newest_and_the_rest_is_not_forgotten(desk, site):
    done = desk.add(first=5)
    newest = {site.url + post.path for post in site.there()[:5]}
    assert set(desk.articles()) == newest
    assert done.waiting == 18
    desk.collect()
    assert desk.articles() == titles(site)


def test_without_pages_the_api_alone_gives_the_articles(desk, site):
    desk.add(keep_pages=False)
    assert desk.articles() == titles(site)
    assert {path.partition("?")[0] for path in site.paths()} <= {
        "/wp-json/wp/v2/posts",
        "/robots.txt",
    }


def test_an_interrupted_collection_goes_on(desk, site, monkeypatch):
    monkeypatch.setattr(run, "BATCH", 2)
    monkeypatch.setattr(run, "AHEAD", 3)

    class Enough(Exception):
        pass

    plan = desk.look()
    begin(desk.archive, plan.source, desk.clock.now())
    for stop_at in (1, 3, 5, 6):

        def stop(step, stop_at=stop_at):
            if step.done >= stop_at:
                raise Enough

        with pytest.raises(Enough):
            desk.collect(progress=stop)
        assert desk.archive.verify() == []
    desk.collect()
    assert desk.articles() == titles(site)


TROUBLES = {
    "an article fails for a while": {"path": "/2026", "status": 500, "times": 3},
    "an article is too slow": {"path": "/2026", "drip": 0.3, "times": 1},
    "an article is no HTTP": {"path": "/2026", "raw": b"hello\r\n", "times": 1},
    "an article is cut off": {"path": "/2026", "cut": 100, "times": 1},
}


@pytest.mark.parametrize("name", TROUBLES)
def test_trouble_with_one_article_costs_no_other(desk, site, name):
    prefix = site.there()[4].path
    site.trouble(**{**TROUBLES[name], "path": prefix})
    desk.add()
    assert set(titles(site)) - set(desk.articles()) <= {site.url + prefix}
    assert desk.archive.verify() == []
    for _ in range(4):
        desk.pass_(days=1)
        desk.collect()
    assert desk.articles() == titles(site)


def test_a_busy_site_is_left_alone_and_nothing_is_lost(desk, site):
    site.trouble("/2026", status=429, headers={"Retry-After": "7200"}, times=2)
    done = desk.add()
    assert len(desk.articles()) < 23
    assert done.problems[0].what.startswith(site.url)
    assert "429" in done.problems[0].what
    assert len(done.problems) == 1
    site.clear()
    desk.pass_(hours=1)
    desk.collect(only_due=True)
    assert site.paths() == []
    desk.pass_(hours=2)
    desk.collect()
    assert desk.articles() == titles(site)


def test_a_circle_of_redirects_is_said_and_the_rest_goes_on(desk, site):
    path = site.there()[2].path
    site.circle(path, "/around/")
    done = desk.add()
    (problem,) = done.problems
    assert "circle" in problem.what
    assert len(desk.articles()) == 22


def test_a_site_that_forbids_us_is_not_fetched(desk, site):
    site.robots = "User-agent: *\nDisallow: /\n"
    plan = desk.look()
    assert plan.problem is not None
    assert "robots.txt" in plan.problem.what
    assert site.paths() == ["/robots.txt"]


def test_lying_charsets_do_not_hurt(desk, site):
    site.stated_charset, site.charset = "utf-8", "windows-1251"
    site.languages = ("ru",)
    for _ in range(3):
        site.add(language="ru")
    desk.add()
    assert desk.articles() == titles(site)


def test_one_article_by_its_address(desk, site):
    post = site.there()[0]
    assert desk.look(post.path).source.route == "links"
    desk.add(post.path)
    assert desk.articles() == {site.url + post.path: post.title}


def test_the_plan_says_what_it_would_mean(desk, site):
    plan = desk.look()
    assert (plan.articles, plan.at_least, plan.source.route) == (23, False, "wordpress")
    assert plan.requests == 24
    assert plan.seconds == 48
    assert plan.first_on < plan.last_on == plan.sample.published.on
    assert plan.sample.headline == site.there()[0].title
    assert plan.missing == ()
    assert desk.archive.counts()["captures"] == 0


def test_a_source_by_hand_is_not_collected(desk):
    with desk.archive.store.writing():
        desk.archive.store.keep_source(Source(id="hand", outlet="By hand"))
    assert desk.collect().visits == 0


def test_what_one_source_is_allowed_the_links_of_another_do_not_reach(desk, site):
    with Imitation(posts=3, routes={"sitemap"}) as stranger:
        desk.add("/sitemap.xml")
        asked = len(site.asked())
        lure = f"<sitemap><loc>{site.url}/secret/</loc></sitemap>"
        answer = stranger.answer("/sitemap.xml")
        answer.body = answer.body.replace(b"</sitemapindex>", lure.encode() + b"</sitemapindex>")
        stranger.extra["/sitemap.xml"] = answer
        source = Source(
            id="stranger",
            outlet="A stranger",
            route="sitemap",
            start=stranger.url + "/sitemap.xml",
            allow=(stranger.name,),
        )
        begin(desk.archive, source, desk.clock.now())
        desk.collect()
        assert stranger.urls() <= set(desk.articles())
        assert not any(path.startswith("/secret/") for path in site.paths())
        assert len(site.asked()) >= asked


def test_two_do_not_collect_at_once(desk, site):
    plan = desk.look()
    begin(desk.archive, plan.source, desk.clock.now())
    with alone(desk.archive.store.folder), pytest.raises(ArchiveBusy, match="collecting"):
        desk.collect()
    assert desk.collect().versions > 0


def test_the_log_says_what_was_fetched(desk, site):
    desk.add(only(site, "feed"))
    assert any("11 requests" in what for _, what, _ in desk.archive.log())


def test_a_source_that_was_refused_is_asked_again_once_its_host_is_allowed(desk, site):
    refused = Source(
        id="feed", outlet="Feed", url=site.url + "/", route="feed", start=site.url + "/feed/"
    )
    begin(desk.archive, refused, desk.clock.now())
    assert "--allow" in desk.collect().problems[0].fix
    begin(desk.archive, replace(refused, allow=(site.name,)), desk.clock.now())
    desk.collect()
    assert len(desk.articles()) == 10


def test_an_address_that_is_not_there_is_to_be_checked_first(desk):
    plan = desk.look("/no-such-page-at-all/")
    assert plan.problem is not None
    assert (plan.problem.fix or "").startswith("check the address")
