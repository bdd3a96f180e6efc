"""What a person already has (an export, a WARC, a list of links or feeds) ends in the same articles."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest

from dalil.archive import Archive
from dalil.collect.lists import follow, listed


def bodies(archive: Archive) -> dict[str, tuple[str | None, list[str]]]:
    """Address: headline and paragraphs of every article."""
    found = {}
    for card in archive.cards(limit=1000).cards:
        wording = archive.read(card.article.id).version.wording
        texts = [b.span.of(wording.text) for b in wording.blocks if b.kind == "paragraph"]
        found[card.article.url] = (wording.headline, texts)
    return found


def days(archive: Archive) -> dict[str, str | None]:
    return {c.article.url: c.published.on for c in archive.cards(limit=1000).cards}


@pytest.fixture
def wanted(desk):
    desk.add()
    return bodies(desk.archive), days(desk.archive)


def export(site) -> str:
    items = "".join(
        f"<item><title>{escape(post.title)}</title><link>{site.url + post.path}</link>"
        f"<content:encoded><![CDATA[{''.join(f'<p>{p}</p>' for p in post.paragraphs)}]]></content:encoded>"
        f"<wp:post_date>{post.published:%Y-%m-%d %H:%M:%S}</wp:post_date>"
        f"<wp:post_date_gmt>{post.published:%Y-%m-%d %H:%M:%S}</wp:post_date_gmt>"
        "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>"
        for post in site.there()
    )
    return (
        '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>'
        f"{items}</channel></rss>"
    )


def test_a_wordpress_export(desk, site, wanted, tmp_path):
    path = tmp_path / "export.xml"
    path.write_text(export(site), "utf-8")
    with Archive.open(tmp_path / "other", create=True) as archive:
        archive.add(path)
        assert bodies(archive) == wanted[0]


def test_a_warc_of_another_archive(desk, wanted, tmp_path):
    files = desk.archive.files.folder
    with Archive.open(tmp_path / "other", create=True) as archive:
        archive.add(files)
        assert bodies(archive) == wanted[0]
        assert days(archive) == wanted[1]
        assert archive.verify() == []


@pytest.mark.parametrize("name", ["links.csv", "links.txt"])
def test_a_list_of_links(desk, site, wanted, tmp_path, name):
    path = tmp_path / name
    head = "note,address\n" if name.endswith("csv") else ""
    rows = (f"x,{url}" if head else url for url in sorted(site.urls()))
    path.write_text(head + "\n".join(rows) + "\n", "utf-8")
    with Archive.open(tmp_path / "other", create=True) as archive:
        desk.archive, kept = archive, desk.archive
        (source,) = follow(archive, listed(path), name, desk.clock.now(), allow=(site.name,))
        desk.collect()
        desk.archive = kept
        assert source.route == "links"
        assert bodies(archive) == wanted[0]


def test_a_list_of_feeds(desk, site, tmp_path):
    path = tmp_path / "feeds.opml"
    path.write_text(f'<opml><body><outline xmlUrl="{site.url}/feed/"/></body></opml>', "utf-8")
    (source,) = follow(desk.archive, listed(path), path.name, desk.clock.now(), allow=(site.name,))
    assert (source.route, source.start) == ("feed", f"{site.url}/feed/")
    desk.collect()
    assert len(desk.articles()) == 10


@pytest.mark.parametrize("name", ["page.html", "notes.txt", "gone.csv"])
def test_no_list(tmp_path, name):
    path = tmp_path / name
    if name != "gone.csv":
        path.write_text("A text that names https://gazette.example/1 and goes on.", "utf-8")
    assert listed(path) is None
