"""The time of reading grows with a page's length and no faster, whatever the page is made of."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import count as numbers

import pytest

from dalil.errors import DalilError
from dalil.sources import read_listing
from tests.timing import holds
from tests.timing import seconds as least

Make = Callable[[int], str]


def cards(count: int) -> str:
    return "".join(
        f'<article class="post-{n}"><h2><a href="/{n}.html">Council votes on budget line {n}</a></h2>'
        f'<p><span class="author">Anna Bell</span> {n % 28 + 1} May 2020</p>'
        f"<p>The council met on Monday to speak about line {n} of the budget, and voted.</p></article>"
        for n in range(count)
    )


def headings_without_boxes(count: int) -> str:
    return "".join(
        f"<h3><a href='/{n}.html'>Council votes on budget line {n}</a></h3><p><i>3.05.20</i></p>"
        f"<p>The council met on Monday to speak about line {n} of the budget, and voted.</p>"
        for n in range(count)
    )


def one_line_of_links(count: int) -> str:
    links = ", ".join(
        f'<a href="/{n}.html">Council votes on line {n}</a>' for n in range(5 * count)
    )
    return f"<p>{links}</p>"


def list_of_links(count: int) -> str:
    items = (
        f'<li><a href="/n/{n}">Council votes on line {n}</a> 3.05.20</li>' for n in range(count)
    )
    return f"<ul>{''.join(items)}</ul>"


def headings_without_links(count: int) -> str:
    return "".join(
        f"<div><h2>Council votes on budget line {n}</h2><p>It met.</p><a href='/{n}'>Read more</a></div>"
        for n in range(count)
    )


def plain_headlines_beside_links(count: int) -> str:
    rows = (
        f"<tr><td>3.05.20</td><td>Council votes on budget line {n}</td><td><a href='/{n}'>Text</a></td></tr>"
        for n in range(count)
    )
    return f"<table>{''.join(rows)}</table>"


def one_line_of_numbers(count: int) -> str:
    return cards(4) + f"<p>{' 12.05 May 2020 3:15 ago ' * count}</p>"


def lines_of_text(count: int) -> str:
    return "\n\n".join(
        f"Council votes on budget line {n}\n\nAnna Bell 03.05.20\n\nThe council met, and voted. (more…)"
        for n in range(count)
    )


def seconds(make: Make, count: int) -> float:
    """The lesser processor time of two readings; each of its own words, so that no memory helps."""
    fresh = (source(make, count) for _ in range(2))
    return least(lambda: read(next(fresh)), runs=2)


NUMBERS = numbers()


def source(make: Make, count: int) -> str:
    made = make(count).replace("budget", f"b{next(NUMBERS)}")
    return made if make is lines_of_text else "<html><body>" + made


def read(page: str) -> None:
    with suppress(DalilError):
        read_listing(page, url="https://gazette.example/archive/")


@pytest.mark.parametrize(
    "make",
    [
        cards,
        headings_without_boxes,
        one_line_of_links,
        list_of_links,
        headings_without_links,
        plain_headlines_beside_links,
        one_line_of_numbers,
        lines_of_text,
    ],
)
def test_time_is_linear_in_the_length(make: Make) -> None:
    seconds(make, 50)

    def linear() -> bool:
        # From 2,000 on: what fits into bounded memories, and what does not, is no growth.
        short, middle, long = (seconds(make, count) for count in (2_000, 4_000, 8_000))
        return long < 3.2 * middle or long < 8 * short  # a square would give 4 and 16

    assert holds(linear)
