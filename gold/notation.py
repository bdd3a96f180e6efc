"""Reads and writes gold in the inline notation of ``gold/cases/*.cases``.

::

    # a range inside a sentence
    @ 2020-08-06
    The fund helped [30 to 40 families]{30..40} in Osh.
      of: families | place: Osh

A line with ``#`` names the passage and opens it, ``@`` gives its day of publication, then comes the
text with ``[…]{value unit bound status change}`` (what is left out: unit 1, bound exact or range,
status actual), and one indented line for each figure with the fields that are words, in order.
A bracket that is no mark is written with a backslash before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BOUNDS = ("exact", "about", "min", "max", "range")
STATUSES = ("actual", "forecast", "plan", "alleged")
CHANGES = ("up", "down")
WORDS = ("of", "per", "place", "period", "attribution")
_MARK = re.compile(r"\\([\[\]])|\[((?:[^\[\]\\]|\\[\[\]])*)\]\{([^}]*)\}")


def read_cases(path: Path) -> Iterator[dict[str, Any]]:
    """The passages of a file as gold lines: id, lang, published, text, figures."""
    lang = path.stem.split("-")[0]
    blocks = re.split(r"\n(?=# )", path.read_text("utf-8"))
    for number, block in enumerate((b for b in blocks if b.startswith("# ")), 1):
        yield _passage(block, f"{path.stem}-{number:03d}", lang)


def _passage(block: str, id_: str, lang: str) -> dict[str, Any]:
    lines = block.rstrip("\n").split("\n")
    published, body, fields = None, [], []
    for line in lines[1:]:
        if line.startswith("@ "):
            published = line[2:].strip()
        elif line.startswith("  "):
            fields.append(_fields(line))
        elif not line.startswith("#"):
            body.append(line)
    text, figures = _marks("\n".join(body).strip("\n"))
    if len(fields) != len(figures):
        raise ValueError(f"{id_}: {len(figures)} marks and {len(fields)} lines of fields")
    for figure, words in zip(figures, fields, strict=True):
        figure.update(words)
    return {
        "id": id_, "title": lines[0][2:], "lang": lang, "published": published, "text": text,
        "figures": figures,
    }  # fmt: skip


def _fields(line: str) -> dict[str, str | None]:
    found: dict[str, str | None] = dict.fromkeys(WORDS)
    for part in line.strip().split(" | "):
        name, _, value = part.partition(": ")
        if name in found and value:
            found[name] = value
        elif part != "-":
            raise ValueError(f"no such field: {part!r}")
    return found


def _marks(body: str) -> tuple[str, list[dict[str, Any]]]:
    out, figures, at = "", [], 0
    for hit in _MARK.finditer(body):
        out += body[at : hit.start()]
        if hit.group(1):
            out += hit.group(1)
        else:
            quote = re.sub(r"\\([\[\]])", r"\1", hit.group(2))
            figures.append({"start": len(out), "end": len(out) + len(quote), **_mark(hit.group(3))})
            out += quote
        at = hit.end()
    return out + body[at:], figures


def _mark(inside: str) -> dict[str, Any]:
    first, *rest = inside.split(" ")
    low, dots, high = first.partition("..")
    value: Any = [float(low), float(high)] if dots else float(first)
    mark: dict[str, Any] = {
        "value": value, "unit": "1", "bound": "range" if dots else "exact", "status": "actual",
        "change": None,
    }  # fmt: skip
    for word in rest:
        if word in BOUNDS:
            mark["bound"] = word
        elif word in STATUSES:
            mark["status"] = word
        elif word in CHANGES:
            mark["change"] = word
        else:
            mark["unit"] = word
    return mark


def write_case(title: str, published: str | None, text: str, figures: list[dict[str, Any]]) -> str:
    """One passage in the notation."""
    out, at = "", 0
    for figure in sorted(figures, key=lambda f: f["start"]):
        out += _escaped(text[at : figure["start"]])
        out += f"[{_escaped(text[figure['start'] : figure['end']])}]{{{_written(figure)}}}"
        at = figure["end"]
    lines = [f"# {title}", *([f"@ {published}"] if published else []), out + _escaped(text[at:])]
    for figure in figures:
        words = [f"{name}: {figure[name]}" for name in WORDS if figure[name] is not None]
        lines.append("  " + (" | ".join(words) or "-"))
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("[", "\\[").replace("]", "\\]")


def _written(figure: dict[str, Any]) -> str:
    value = figure["value"]
    words = ["..".join(f"{v:.12g}" for v in value) if isinstance(value, list) else f"{value:.12g}"]
    words += [figure["unit"]] if figure["unit"] != "1" else []
    words += [figure["bound"]] if figure["bound"] not in ("exact", "range") else []
    words += [figure["status"]] if figure["status"] != "actual" else []
    words += [figure["change"]] if figure["change"] else []
    return " ".join(words)
