"""Series that share their numbers count the same in other words; those that differ do not."""

from __future__ import annotations

import pytest

from dalil.series.links import Shared, heads

WIDE, NARROW = "attack", "attack journalist"

CASES = [
    (Shared("w", "n", WIDE, NARROW, 2, 2), {"w": ("n", 2)}),  #     the one that says more stands
    (Shared("w", "n", WIDE, NARROW, 2, 5), {}),  #                  they differ in most periods
    (Shared("w", "n", WIDE, NARROW, 1, 1), {}),  #                  one number is chance
    (Shared("n", "w", NARROW, WIDE, 3, 3), {}),  #                  told from the other side
    (Shared("a", "b", "birth", "death", 3, 3), {}),  #              two known things
    (Shared("a", "b", "zud", "жұт", 3, 3), {"b": ("a", 3)}),  #     maybe a translation
    (Shared("a", "b", "zud", "жұт", 3, 4), {}),
    (Shared("a", "b", "zud", "жұт", 2, 2), {}),
    (Shared("a", "b", "attack journalist", "attack activist", 4, 4), {}),
]


@pytest.mark.parametrize(("pair", "links"), CASES)
def test_two_series(pair, links):
    assert heads([pair]) == links


def test_a_series_that_fits_two_others_alike_stays_by_itself():
    one = Shared("w", "n", WIDE, NARROW, 2, 2)
    other = Shared("w", "m", WIDE, "activist attack", 2, 2)
    better = Shared("w", "m", WIDE, "activist attack", 3, 3)
    assert heads([one, other]) == {}
    assert heads([one, better]) == {"w": ("m", 3)}


def test_parts_of_parts_are_parts_of_the_whole():
    first = Shared("a", "b", "attack", "attack journalist", 2, 2)
    second = Shared("b", "c", "attack journalist", "attack journalist woman", 2, 2)
    assert heads([first, second]) == {"a": ("c", 2), "b": ("c", 2)}
