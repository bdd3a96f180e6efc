"""Changes as the archive sees them: in the order of captures, whenever those were added."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dalil.archive import Archive
from dalil.errors import NotFound

URL = "https://gazette.example/1"


def page(count: int, headline: str = "Schools open in Orman", more: str = "") -> bytes:
    return f"""<html><head><title>{headline}</title></head><body><article><h1>{headline}</h1>
    <p>By Aigerim Sadyk, 1 March 2024</p><p>In 2023, {count} schools opened in the region of Orman, and
    parents waited in long queues before their doors, the mayor said at a meeting in the town.</p>
    <p>Teachers came from other towns, and books were printed in time for the first lessons.</p>
    {more}</article></body></html>""".encode()


def at(day: int) -> datetime:
    return datetime(2024, 3, day, 10, tzinfo=UTC)


@pytest.fixture
def add(tmp_path):
    with Archive.open(tmp_path / "archive", create=True) as archive:

        def add_page(payload: bytes, day: int):
            path = tmp_path / f"{day}.html"
            path.write_bytes(payload)
            archive.add(path, url=URL, captured_at=at(day))
            return archive

        yield add_page


def told(archive):
    return [(c.kinds, c.after.day, c.at.day, c.figures) for c, _ in archive.changes()]


def test_a_changed_figure_is_told_with_both_numbers(add):
    add(page(40), 2)
    add(page(40), 3)
    archive = add(page(44), 5)
    assert told(archive) == [(("figure",), 3, 5, (("40", "44"),))]
    assert archive.changes(kind="figure", since="2024-03-05", until="2024-03-05")
    assert not archive.changes(kind="headline")
    assert not archive.changes(since="2024-03-06")


def test_changes_go_on_after_one_and_are_counted(add):
    for count, day in ((40, 2), (44, 3), (48, 4), (52, 5)):
        archive = add(page(count), day)
    first, second, third = archive.changes()
    assert archive.changes(before=first[0].id) == [second, third]
    assert archive.changes(before=second[0].id, limit=1) == [third]
    assert archive.changes(before="no such change") == []
    assert first[0].form == "page"
    assert archive.count_changes("kind") == {"figure": 3}
    assert archive.count_changes("source", since="2024-03-04") == {"gazette-example": 2}
    assert archive.count_changes("country", kind="headline") == {}


def test_a_wording_that_comes_back_is_two_changes(add):
    add(page(40), 2)
    add(page(44), 3)
    archive = add(page(40), 4)
    assert [change[:3] for change in told(archive)] == [(("figure",), 3, 4), (("figure",), 2, 3)]


def test_a_capture_that_is_added_late_takes_its_place(add):
    add(page(40), 2)
    add(page(44), 6)
    archive = add(page(42), 4)
    assert [(c[1], c[2], c[3]) for c in told(archive)] == [
        (4, 6, (("42", "44"),)),
        (2, 4, (("40", "42"),)),
    ]


def test_adding_again_tells_nothing_new(add):
    add(page(40), 2)
    add(page(44), 3)
    before = told(add(page(44), 3))
    assert told(add(page(40), 2)) == before
    assert len(before) == 1


def test_the_difference_of_the_last_two_versions(add):
    add(page(40), 2)
    archive = add(page(40, "Forty schools open in Orman"), 3)
    article = archive.cards().cards[0].article.id
    old, new, found = archive.diff(article)
    assert (old.number, new.number) == (1, 2)
    assert "headline" in found.kinds
    assert archive.diff(article, new.id, old.id)[0].id == new.id


def test_one_version_has_no_difference(add):
    archive = add(page(40), 2)
    with pytest.raises(NotFound, match="one version only"):
        archive.diff(archive.cards().cards[0].article.id)


def test_arithmetic_that_changes_with_a_figure_is_not_told_as_another_figure(add):
    add(page(40, more="<p>The mayor counted 36 teachers: 20 men and 16 women.</p>"), 2)
    archive = add(page(40, more="<p>The mayor counted 35 teachers: 20 men and 16 women.</p>"), 3)
    (card,) = archive.cards().cards
    assert archive.read(card.article.id).checks
    assert [change[3] for change in told(archive)] == [(("36", "35"),)]
