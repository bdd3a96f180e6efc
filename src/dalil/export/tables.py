"""Rows as CSV and as lines of JSON, however many there are: nothing is held that was written.

CSV is RFC 4180 in UTF-8: a head, every cell in quotes, lines that end with CR LF. A text that a
spreadsheet would run as a formula gets an apostrophe before it (OWASP); numbers stay numbers, also
negative ones. JSON has every text exactly as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from dalil.text import sound

BOM = "\ufeff"
"""Before the head, for programs that else take UTF-8 for something older (Excel)."""

Cell = str | int | float | Decimal | bool | None
Row = Sequence[Cell]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)


def csv_line(row: Row) -> str:
    """One line of CSV with its end."""
    return ",".join('"' + text(cell).replace('"', '""') + '"' for cell in row) + "\r\n"


def tsv_line(row: Row) -> str:
    """One line that falls into columns where it is pasted into a spreadsheet."""
    return "\t".join(_in_one_line(text(cell)) for cell in row)


def csv_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """The head and a line for each row."""
    yield csv_line(columns)
    for row in rows:
        yield csv_line(row)


def text(cell: Cell) -> str:
    """A cell's characters: none for None, true and false in words of JSON, no formula."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if not isinstance(cell, str):
        return str(cell)
    safe = sound(cell).replace("\x00", "\ufffd")
    runs = safe.startswith(_FORMULA) and not _NUMBER.fullmatch(safe)
    return f"'{safe}" if runs else safe


def _in_one_line(said: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in said).split())


def json_line(value: object) -> str:
    """One object in one line; the model's classes as objects of their fields."""
    try:
        return msgspec.json.encode(value).decode() + "\n"
    except UnicodeEncodeError:  # lone surrogates, which no UTF-8 can hold
        return msgspec.json.encode(_sound(msgspec.to_builtins(value))).decode() + "\n"


def _sound(value: Any) -> Any:
    if isinstance(value, str):
        return sound(value)
    if isinstance(value, Mapping):
        return {_sound(name): _sound(one) for name, one in value.items()}
    return [_sound(one) for one in value] if isinstance(value, list | tuple) else value


def flat(data: object) -> tuple[tuple[str, ...], list[Row]]:
    """Any data as a table: a row for each item of its longest list of objects, else one row.

    Names of nested fields are joined by points; lists within a row are JSON.
    """
    plain = msgspec.to_builtins(data, str_keys=True)
    items = plain if isinstance(plain, list) else _longest_list(plain)
    rows = [_flat_row(item) for item in (items if items is not None else [plain])]
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    return columns, [tuple(row.get(name) for name in columns) for row in rows]


def _longest_list(plain: Any) -> list[Any] | None:
    lists = [one for one in plain.values() if isinstance(one, list)] if _is_object(plain) else []
    lists = [one for one in lists if one and all(map(_is_object, one))]
    return max(lists, key=len) if lists else None


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _flat_row(item: Any, before: str = "") -> dict[str, Cell]:
    if not _is_object(item):
        value = item if not isinstance(item, list) else json_line(item).strip()
        return {before.rstrip(".") or "value": value}
    row: dict[str, Cell] = {}
    for name, value in item.items():
        if _is_object(value):
            row |= _flat_row(value, f"{before}{name}.")
        else:
            row |= _flat_row(value, f"{before}{name}")
    return row
