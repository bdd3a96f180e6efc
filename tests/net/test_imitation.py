"""The imitation publication is what other tests take it for."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from dalil.net.client import Client, Limits
from dalil.sources import read_listing
from tests.net.imitation import Imitation
from tests.net.newsroom import THEMES


def walk(client: Client, start: str) -> tuple[set[str], int]:
    """Every article address that the lists from ``start`` on name, and how many lists there were."""
    queue, seen, found = [start], set(), set()
    while queue:
        url = queue.pop()
        if url in seen:
            continue
        seen.add(url)
        answer = client.get(url)
        if answer.status != 200:
            continue
        listing = read_listing(answer.payload, url=url)
        found |= {entry.url for entry in listing.entries if entry.url}
        queue += [*listing.part_urls, *([listing.next_url] if listing.next_url else [])]
    return found, len(seen)


@pytest.mark.parametrize(
    "start",
    ["/wp-json/wp/v2/posts?per_page=10&page=1", "/sitemap.xml", "/news/"],
)
def test_each_route_names_every_article(client: Client, site: Imitation, start: str):
    found, lists = walk(client, site.url + start)
    assert found == site.urls()
    assert lists > 1


@pytest.mark.parametrize("theme", THEMES)
def test_each_theme_names_every_article(theme: str):
    with Imitation(posts=25, theme=theme) as site, Client(allow={site.name}) as client:
        found, lists = walk(client, site.url + "/news/")
        assert found == site.urls()
        assert lists == 3


def test_a_feed_gives_the_newest(client: Client, site: Imitation):
    listing = read_listing(client.get(site.url + "/feed/").payload, url=site.url + "/feed/")
    assert [e.url for e in listing.entries] == [site.url + p.path for p in site.there()[:10]]


def test_wordpress_answers_as_wordpress_does(client: Client, site: Imitation):
    api = site.url + "/wp-json/wp/v2/posts"
    first = client.get(api + "?per_page=10")
    assert (first.header("X-WP-Total"), first.header("X-WP-TotalPages")) == ("25", "3")
    assert 'page=2>; rel="next"' in (first.header("Link") or "")
    beyond = client.get(api + "?per_page=10&page=4")
    assert beyond.status == 400
    assert json.loads(beyond.payload)["code"] == "rest_post_invalid_page_number"
    assert client.get(api + "?per_page=101").status == 400
    site.now += timedelta(hours=1)
    site.edit(3, paragraph="The work cost 55 thousand tenge after all.")
    changed = client.get(
        f"{api}?modified_after={(site.now - timedelta(minutes=5)).isoformat()[:19]}Z"
    )
    assert [post["id"] for post in json.loads(changed.payload)] == [3]
    assert client.get(site.url + "/?rest_route=/wp/v2/posts").body == client.get(api).body


def test_the_editor_edits_renames_and_deletes(client: Client, site: Imitation):
    post = site.posts[5]
    page = client.get(site.url + post.path)
    etag = page.header("ETag")
    assert client.get(page.url, etag=etag).status == 304
    site.edit(5, paragraph="There were 77 of them.")
    changed = client.get(page.url, etag=etag)
    assert (changed.status, b"77 of them" in changed.payload) == (200, True)
    site.rename(5, "another-name")
    moved = client.get(page.url)
    assert (moved.status, moved.header("Location")) == (301, site.url + post.path)
    site.delete(5)
    assert client.get(site.url + post.path).status == 404
    assert site.url + post.path not in site.urls()


def test_translations_name_each_other():
    with (
        Imitation(posts=4, languages=("en", "ru")) as site,
        Client(allow={site.name}) as client,
    ):
        one, other = site.posts[1], site.posts[2]
        page = client.get(site.url + one.path).payload.decode()
        assert f'hreflang="{other.language}" href="{site.url}{other.path}"' in page


def test_two_at_once_are_seen(site: Imitation):
    from threading import Thread

    site.trouble("/slow", status=200, stall=0.2)
    limits = Limits(seconds=2)
    clients = [Client(allow={site.name}, limits=limits) for _ in range(2)]
    threads = [Thread(target=c.get, args=(site.url + "/slow",)) for c in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in clients:
        one.close()
    assert site.overlaps() == 1
