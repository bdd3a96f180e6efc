"""What lists articles and is no page: sitemaps, WordPress's API and export, CSV and OPML lists."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.errors import Unreadable
from dalil.pipeline import read_capture
from dalil.sources import read_listing, recognise
from dalil.sources.discover import offers
from dalil.sources.wordpress import posts_url

SITE = "https://gazette.example"

SITEMAP = f"""\ufeff<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
 <url><loc>{SITE}/1</loc><lastmod>2024-03-01T10:00:00+05:00</lastmod>
  <xhtml:link rel="alternate" hreflang="kk" href="{SITE}/kk/1"/></url>
 <url><loc> {SITE}/2?a=1&amp;b=2 </loc><lastmod>2024-02</lastmod></url>
 <url><loc>mailto:nobody</loc></url>
</urlset>"""

NEWS = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
 <url><loc>{SITE}/3</loc><n:news><n:publication><n:name>Gazette</n:name><n:language>ru</n:language>
 </n:publication><n:publication_date>2024-03-02</n:publication_date>
 <n:title>Суд отложил заседание</n:title></n:news></url></urlset>"""

INDEX = f"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
 <sitemap><loc>{SITE}/post-sitemap.xml</loc></sitemap>
 <sitemap><loc>{SITE}/post-sitemap2.xml</loc></sitemap>
 <sitemap><loc>{SITE}/category-sitemap.xml</loc></sitemap>
 <sitemap><loc>{SITE}/wp-sitemap-users-1.xml</loc></sitemap>
 <sitemap><loc>{SITE}/author-sitemap.xml</loc></sitemap></sitemapindex>"""

POSTS = [
    {
        "id": 7,
        "date": "2024-03-01T23:30:00",
        "date_gmt": "2024-03-01T18:30:00",
        "modified": "2024-03-02T08:00:00",
        "modified_gmt": "2024-03-02T03:00:00",
        "link": f"{SITE}/7/",
        "title": {"rendered": "Rivers &#8220;rise&#8221; again"},
        "excerpt": {"rendered": "<p>Water rose in 12 villages [&hellip;]</p>\n"},
        "content": {"rendered": "<p>Water rose in 12 villages.</p><ul><li>One</li></ul>"},
        "_embedded": {"author": [{"id": 3, "name": "Aigerim Sadyk"}]},
        "lang": "en",
        "translations": {"ru": f"{SITE}/ru/7", "kk": 12},
    },
    {"id": 8, "date": "0000-00-00T00:00:00", "link": f"{SITE}/8/", "title": {"rendered": ""}},
]

EXPORT_HEAD = """<?xml version="1.0"?><rss version="2.0"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="https://wordpress.org/export/1.2/"><channel>
 <title>Gazette</title><wp:wxr_version>1.2</wp:wxr_version>
 <wp:author><wp:author_login>bek</wp:author_login><wp:author_display_name><![CDATA[Bek Orazov]]></wp:author_display_name></wp:author>
"""


def item(number: int, kind: str = "post", status: str = "publish", content: str = "", **more: str):
    fields = "".join(f"<wp:{name}>{value}</wp:{name}>" for name, value in more.items())
    return f"""<item><title><![CDATA[Headline {number}]]></title><link>{SITE}/{number}/</link>
 <pubDate>Fri, 01 Mar 2024 05:00:00 +0000</pubDate><dc:creator><![CDATA[bek]]></dc:creator>
 <content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
 <wp:post_date>2024-03-01 10:00:00</wp:post_date><wp:post_date_gmt>2024-03-01 05:00:00</wp:post_date_gmt>
 <wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status>{fields}</item>
"""


def listing(text: str, **known: str):
    return read_listing(text.encode(), **known)


def test_a_sitemap_names_addresses_and_days_of_change():
    found = listing(SITEMAP)
    assert [entry.url for entry in found.entries] == [f"{SITE}/1", f"{SITE}/2?a=1&b=2"]
    assert [entry.modified.on for entry in found.entries] == ["2024-03-01", "2024-02"]
    assert found.entries[0].modified.origin == "sitemap"
    assert found.entries[0].translations[0].url == f"{SITE}/kk/1"
    assert found.entries[0].published is None
    assert found.complete


def test_a_news_sitemap_has_headlines_and_is_not_complete():
    (entry,) = listing(NEWS).entries
    assert (entry.headline, entry.published.on, entry.language) == (
        "Суд отложил заседание",
        "2024-03-02",
        "ru",
    )
    assert not listing(NEWS).complete


def test_an_index_leads_to_the_sitemaps_that_name_articles():
    found = listing(INDEX)
    assert found.part_urls == (f"{SITE}/post-sitemap.xml", f"{SITE}/post-sitemap2.xml")
    assert found.notes == ("3 sitemaps of categories, tags, authors … left out",)


def test_equal_days_of_change_are_the_day_of_making():
    urls = "".join(
        f"<url><loc>{SITE}/{n}</loc><lastmod>2024-03-05</lastmod></url>" for n in range(12)
    )
    assert all(e.modified is None for e in listing(f"<urlset>{urls}</urlset>").entries)


def test_a_gzipped_sitemap_is_read_and_its_articles_have_no_words_yet():
    found = read_capture(gzip.compress(SITEMAP.encode()), url=f"{SITE}/sitemap.xml.gz")
    assert (found.kind, len(found.listing.entries), found.items) == ("sitemap", 2, ())


def test_a_broken_sitemap_gives_what_came_before_the_break():
    found = listing(SITEMAP[: SITEMAP.index("?a=1")])
    assert [entry.url for entry in found.entries] == [f"{SITE}/1"]
    assert not found.complete
    assert found.notes == ("cut off before its end",)


def test_addresses_one_a_line_are_a_sitemap_too():
    found = listing(f"{SITE}/1\n{SITE}/2\n\n{SITE}/1\n")
    assert [entry.url for entry in found.entries] == [f"{SITE}/1", f"{SITE}/2"]


def test_posts_of_wordpress():
    url = f"{SITE}/wp-json/wp/v2/posts?per_page=2&page=1"
    found = listing(json.dumps(POSTS), url=url)
    first, second = found.entries
    assert first.headline == "Rivers “rise” again"
    assert (first.published.at, first.published.on) == ("2024-03-01T23:30:00+05:00", "2024-03-01")
    assert first.published.origin == "api"
    assert first.modified.at == "2024-03-02T08:00:00+05:00"
    assert (first.byline, first.teaser, first.truncated) == (
        "Aigerim Sadyk",
        "Water rose in 12 villages",
        True,
    )
    assert [t.url for t in first.translations] == [f"{SITE}/ru/7"]
    assert second.published is None
    assert found.next_url == f"{SITE}/wp-json/wp/v2/posts?per_page=2&page=2"


def test_the_last_page_of_posts_has_no_next_one():
    assert (
        listing(json.dumps(POSTS), url=f"{SITE}/wp-json/wp/v2/posts?per_page=100").next_url is None
    )
    assert listing("[]", url=f"{SITE}/wp-json/wp/v2/posts?page=3&per_page=10").entries == ()


def test_posts_carry_whole_articles():
    found = read_capture(json.dumps(POSTS).encode(), url=f"{SITE}/wp-json/wp/v2/posts")
    forms = [one.wording.form for one in found.items]
    assert forms.count("content") == 1
    content = next(one for one in found.items if one.wording.form == "content")
    assert [b.kind for b in content.wording.blocks] == [
        "headline",
        "byline",
        "paragraph",
        "list_item",
    ]
    assert [f.value.value for f in content.findings] == [12]


@pytest.mark.parametrize(
    ("api", "begins"),
    [
        (f"{SITE}/wp-json/", f"{SITE}/wp-json/wp/v2/posts?"),
        (f"{SITE}/blog/wp-json", f"{SITE}/blog/wp-json/wp/v2/posts?"),
        (f"{SITE}/?rest_route=/", f"{SITE}/?rest_route=/wp/v2/posts&"),
    ],
)
def test_where_posts_are_asked_for(api, begins):
    assert posts_url(api).startswith(begins)
    assert "content" in posts_url(api, whole=True)
    assert "modified_after=2024-01-01T00:00:00" in posts_url(
        api, modified_after="2024-01-01T00:00:00"
    )


def test_an_export_gives_public_articles_whole():
    text = EXPORT_HEAD + item(
        1,
        content="In 2023, 40 schools opened.\n\nMore follow.<!--more-->Rest [gallery ids=1] here.",
    )
    text += item(2, kind="attachment") + item(3, status="draft") + item(4, post_password="x")
    found = listing(text + "</channel></rss>")
    (entry,) = found.entries
    assert (entry.url, entry.byline, entry.published.at) == (
        f"{SITE}/1/",
        "Bek Orazov",
        "2024-03-01T10:00:00+05:00",
    )
    assert entry.teaser == "In 2023, 40 schools opened. More follow."
    assert entry.truncated
    assert sorted(found.notes) == [
        "1 left out: attachment, no article",
        "1 left out: not public (draft)",
        "1 left out: with a password",
    ]
    whole = [one for one in read_capture(text.encode()).items if one.wording.form == "content"]
    paragraphs = [b.span.of(whole[0].wording.text) for b in whole[0].wording.blocks[2:]]
    assert paragraphs == ["In 2023, 40 schools opened.", "More follow.", "Rest here."]


@pytest.mark.parametrize(
    "harm",
    [
        "\x00\x0b",
        "&nbsp;&unknown;",
        "<b>never closed",
        "]]>",
        "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>&a;",
    ],
)
def test_a_harmed_item_costs_no_other(harm):
    text = EXPORT_HEAD + item(1, content="One.") + item(2, content=harm) + item(3, content="Three.")
    urls = [entry.url for entry in listing(text).entries]
    assert f"{SITE}/1/" in urls
    assert f"{SITE}/3/" in urls


def test_entities_are_not_expanded():
    bomb = '<!DOCTYPE l [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    text = f"<?xml version='1.0'?>{bomb}]><urlset><url><loc>{SITE}/&j;</loc></url></urlset>"
    with pytest.raises(Unreadable):
        listing(text)


def test_a_table_of_links():
    text = f"Дата;Ссылка;Заметка\n01.03.2024;{SITE}/1;важно\n;{SITE}/2;\n;нет;\n01.03.2024;{SITE}/1;ещё раз\n"
    found = read_listing(text.encode("cp1251"), name="links.csv")
    assert [entry.url for entry in found.entries] == [f"{SITE}/1", f"{SITE}/2"]
    assert all(entry.published is None for entry in found.entries)
    assert found.notes == ("2 rows without a web address",)


def test_a_list_of_feeds():
    found = listing(
        f'<opml version="2.0"><body><outline text="KZ"><outline type="rss" xmlUrl="{SITE}/feed"/>'
        f'<outline xmlurl="{SITE}/feed"/></outline></body></opml>'
    )
    assert found.feed_urls == (f"{SITE}/feed",)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (SITEMAP, None, "sitemap"),
        (INDEX, None, "sitemap"),
        (json.dumps(POSTS), None, "posts"),
        (EXPORT_HEAD, None, "export"),
        ("<opml><body/></opml>", None, "opml"),
        (f"a,{SITE}/1", "x.csv", "links"),
        (f"{SITE}/1\n", None, "addresses"),
        (f"See {SITE}/1\n", None, "text"),
        ('{"version": "https://jsonfeed.org/version/1", "items": []}', None, "feed"),
        ("[1, 2]", None, "text"),
    ],
)
def test_each_is_recognised(text, name, kind):
    assert recognise(text.encode(), name=name) == kind


def test_what_a_page_offers():
    page = """<link rel="https://api.w.org/" href="/wp-json/"><link rel="alternate"
     type="application/rss+xml" title="Comments" href="/feed/"><link rel=sitemap href=/s.xml>
     <link rel="alternate" hreflang="kk" href="/kk/1"><link rel="alternate" hreflang="x-default" href="/">
     <link rel="stylesheet" href="/x.css">"""
    found = [(offer.route, offer.url) for offer in offers(page, url=SITE)]
    assert found == [
        ("wordpress", f"{SITE}/wp-json/"),
        ("feed", f"{SITE}/feed/"),
        ("sitemap", f"{SITE}/s.xml"),
    ]


@pytest.mark.parametrize("whole", [SITEMAP, NEWS, INDEX, json.dumps(POSTS), EXPORT_HEAD + item(1)])
@given(data=st.data())
def test_no_damage_gets_further_than_unreadable(whole, data):
    raw = bytearray(whole.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    raw = raw[: data.draw(st.integers(1, len(raw)))]
    with suppress(Unreadable):
        read_listing(bytes(raw), url=f"{SITE}/wp-json/wp/v2/posts")
