"""Bylines as printed, and the names in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.lang.listings import CODES, words_of
from dalil.page.bylines import looks_like_name, read_byline, split_authors


@pytest.mark.parametrize(
    ("text", "printed", "authors"),
    [
        ("By Ruslan Omarov", "Ruslan Omarov", ("Ruslan Omarov",)),
        ("Автор: Иван Петров и Анна Ким", "Иван Петров и Анна Ким", ("Иван Петров", "Анна Ким")),
        (
            "Авторы: Ерлан Сапаров, Дана Сейт",
            "Ерлан Сапаров, Дана Сейт",
            ("Ерлан Сапаров", "Дана Сейт"),
        ),
        ("Muallif: Olim Karim", "Olim Karim", ("Olim Karim",)),
        ("Marinin Sergey", "Marinin Sergey", ("Marinin Sergey",)),
        ("STEPPE.info", "STEPPE.info", ("STEPPE.info",)),
        (
            "Committee for Freedom and Peace",
            "Committee for Freedom and Peace",
            ("Committee for Freedom and Peace",),
        ),
        ("A. Pak & B. Kim", "A. Pak & B. Kim", ("A. Pak", "B. Kim")),
        ("Byron Smith", "Byron Smith", ("Byron Smith",)),
        ("作者：王小明", "王小明", ("王小明",)),
    ],
)
def test_bylines(text: str, printed: str, authors: tuple[str, ...]) -> None:
    byline = read_byline(text)
    assert byline is not None
    assert (byline.printed, byline.authors) == (printed, authors)


@pytest.mark.parametrize("text", ["Соб. инф.", "соб. корр.", "Staff", "", "—", "123", "x" * 200])
def test_what_names_nobody(text: str) -> None:
    assert read_byline(text) is None


@pytest.mark.parametrize(
    "prefix", [form for code in CODES for form in words_of(code)["byline_before"]]
)
def test_every_prefix_is_taken_off(prefix: str) -> None:
    byline = read_byline(f"{prefix} Анна Ким")
    assert byline is not None
    assert byline.printed == "Анна Ким"


@pytest.mark.parametrize(
    "name", ["Asel Sultan", "А. Б. Иванов", "Jean-Luc O’Hara", "Абай Кунанбай улы"]
)
def test_names(name: str) -> None:
    assert looks_like_name(name)


@pytest.mark.parametrize(
    "text",
    ["Society", "ALL NEWS TODAY", "read the news", "Room 14", "a b", "One Two Three Four Five"],
)
def test_no_names(text: str) -> None:
    assert not looks_like_name(text)


@given(st.text(max_size=80))
def test_names_are_in_the_byline(text: str) -> None:
    byline = read_byline(text)
    if byline is not None:
        assert all(name in byline.printed for name in split_authors(byline.printed))
