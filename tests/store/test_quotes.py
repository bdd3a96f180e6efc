"""Quotations are found by who says them and by whom they are about, however the name is spelt."""

from __future__ import annotations

import pytest

from dalil.archive import Archive
from dalil.lang.spelling import name_key
from dalil.store.quotes import who_key

ARTICLES = {
    "en": "The dam holds\n\nHydrologist Vera Lomova said that the dam was safe. "
    "Journalist Erkin Toktogulov told reporters: “Lomova has never seen it.”",
    "ru": "Плотина\n\nПо словам Эркина Токтогулова, вода ушла. "
    "В МВД сообщили, что журналисту Токтогулову ничто не угрожает.",
    "kk": "Бөгет\n\nЖурналист Еркін Тоқтоғұлов су кетті деп мәлімдеді. "
    "Гидролог Вера Ломова бөгеттің бүтін екенін айтты.",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("quotes")
    with Archive.open(folder / "archive", create=True) as made:
        for code, text in ARTICLES.items():
            file = folder / f"{code}.txt"
            file.write_text(text, "utf-8")
            made.add(file)
        yield made


@pytest.mark.parametrize(
    ("word", "language", "key"),
    [
        ("Toktogulov", "en", "toktogulov"),
        ("Токтогулов", "ru", "toktogulov"),
        ("Токтогуловым", "ru", "toktogulov"),
        ("Тоқтоғұловтың", "kk", "toktogulov"),
        ("Дуйшеновой", "ru", "duishenov"),
        ("Дүйшенова", "kk", "duishenov"),
        ("Duishenova", "en", "duishenov"),
    ],
)
def test_the_forms_and_spellings_of_a_family_name_have_one_key(word, language, key):
    assert name_key(word, language) == key


def test_a_speaker_is_one_however_spelt_and_two_are_two():
    one = who_key("Erkin Toktogulov", "en")
    assert one == who_key("Эркин Токтогулов", "ru") == who_key("Еркін Тоқтоғұлов", "kk")
    assert one != who_key("Asel Toktogulova", "en")
    assert who_key("МВД", "ru") == who_key("Interior Ministry", "en")
    assert who_key(None, "en") is who_key("", "en") is who_key("—", "ru") is None


@pytest.mark.parametrize("name", ["Toktogulov", "Токтогулова", "Тоқтоғұлов", "erkin toktogulov"])
def test_quotations_by_somebody_are_found_in_every_language(archive, name):
    found, total = archive.quotes(by=name)
    assert total == len(found) == 3
    assert {quoted.card.language for quoted in found} == {"en", "ru", "kk"}


def test_quotations_about_somebody_name_them(archive):
    (about,), _ = archive.quotes(about="Ломова")
    assert about.kept.exact == "Lomova has never seen it"
    assert about.kept.finding.value.speaker == "Erkin Toktogulov"
    (other,), _ = archive.quotes(about="Toktogulov", by="Ministry of Internal Affairs")
    assert "журналисту Токтогулову" in other.kept.exact


def test_speakers_are_counted_once_over_their_spellings(archive):
    counts = {one.who: (one.quotes, one.articles) for one in archive.speakers()}
    assert counts[who_key("Erkin Toktogulov", "en")] == (3, 3)
    assert counts[who_key("Vera Lomova", "en")] == (2, 2)
    (both,) = archive.speakers(by="Lomova")
    assert both.name in ("Vera Lomova", "Вера Ломова")


@pytest.mark.parametrize("name", ["", "—", "'; drop table quote", "x" * 9000, "\ud800", "%"])
def test_a_name_that_nobody_has_finds_nothing(archive, name):
    assert archive.quotes(by=name) == archive.quotes(about=name) == ([], 0)
    assert archive.speakers(by=name) == []


def test_only_the_wording_that_is_shown_counts(tmp_path):
    page = "<html lang=en><h1>Dam</h1><p>{}</p></html>"
    said = "Hydrologist Vera Lomova said that the dam was {} and that nobody had to leave the town."
    with Archive.open(tmp_path / "archive", create=True) as archive:
        for number, word in enumerate(("safe", "gone")):
            file = tmp_path / f"{number}.html"
            file.write_text(page.format(said.format(word)), "utf-8")
            archive.add(file, url="https://example.org/dam")
        (quoted,), total = archive.quotes(by="Lomova")
        assert total == 1
        assert "gone" in quoted.kept.exact
        assert archive.explain(quoted.kept.id).text_holds


def test_lists_are_made_anew_with_the_findings(archive):
    list(archive.refind())
    assert archive.quotes(by="Toktogulov")[1] == 3
    assert archive.store.problems() == []
