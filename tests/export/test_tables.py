"""CSV and JSON lines: safe in a spreadsheet, true to the text."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.export.tables import csv_line, csv_lines, flat, json_line, tsv_line


def read(line: str) -> list[str]:
    (row,) = csv.reader(io.StringIO(line, newline=""))
    return row


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+7 701 000", "'+7 701 000"),
        ("-7 °C", "'-7 °C"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1+1", "'＝1+1"),
        ("-7", "-7"),
        ("-7.5", "-7.5"),
        ("+3", "+3"),
        (Decimal("-7.25"), "-7.25"),
        (-3, "-3"),
        (None, ""),
        (True, "true"),
        (False, "false"),
        ("a = b", "a = b"),
        ('he said "no"', 'he said "no"'),
        ("two\nlines", "two\nlines"),
        ("41 🛖, қала", "41 🛖, қала"),
    ],
)
def test_a_cell_is_safe_and_numbers_stay(cell: object, written: str) -> None:
    assert read(csv_line([cell])) == [written]  # type: ignore[list-item]


@given(st.lists(st.text() | st.none() | st.integers() | st.decimals(allow_nan=False), min_size=1))
def test_what_is_written_is_read_again(row: list[object]) -> None:
    line = csv_line(row)  # type: ignore[arg-type]
    line.encode()
    cells = read(line)
    assert len(cells) == len(row)
    for cell, back in zip(row, cells, strict=True):
        said = "" if cell is None else str(cell)
        assert back.removeprefix("'") == said.removeprefix("'") or "\ufffd" in back


def test_lines_are_made_one_by_one() -> None:
    lines = csv_lines(["n"], ([n] for n in range(10**9)))
    assert [next(lines) for _ in range(2)] == ['"n"\r\n', '"0"\r\n']


def test_json_lines_hold_even_half_a_character() -> None:
    assert json.loads(json_line({"a": "\ud83d"})) == {"a": "\ufffd"}


def test_any_data_is_a_table() -> None:
    columns, rows = flat({"total": 2, "found": [{"a": {"b": 1}, "c": [1, 2]}, {"d": None}]})
    assert columns == ("a.b", "c", "d")
    assert rows == [(1, "[1,2]", None), (None, None, None)]
    assert flat({"a": 1, "b": {"c": "x"}}) == (("a", "b.c"), [(1, "x")])
    assert flat([["x", 1]]) == (("value",), [('["x",1]',)])
    assert flat({}) == ((), [()])


def test_a_line_to_paste_has_a_column_for_each_cell() -> None:
    cells = ["=1+1\tAt least 41\nattacks", Decimal(-7), None, 'said "no"', "-7 °C"]
    assert tsv_line(cells) == "'=1+1 At least 41 attacks\t-7\t\tsaid \"no\"\t'-7 °C"
