"""Findings as gold lines: the shape that `gold/` and its scorers use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal
from typing import Any

from dalil.model import AnyFinding, Figure, FindingKind, Law

LISTS: dict[FindingKind, str] = {
    "figure": "figures",
    "law": "laws",
    "quote": "quotes",
    "name": "names",
}
"""What a line calls its findings of a kind."""
_DATED = ("figure", "quote")  # kinds whose lines say when the passage was published


def gold_line(
    name: str,
    language: str,
    published: str | None,
    text: str,
    findings: Iterable[AnyFinding],
    kind: FindingKind = "figure",
) -> dict[str, Any]:
    """One passage with its findings of one kind: ``{"id", "lang", "published", "text", "figures"}``.

    Lines of laws and names have no ``published``, as their gold has none.
    """
    dated = {"published": published} if kind in _DATED else {}
    found = [gold_object(finding) for finding in findings]
    return {"id": name, "lang": language, **dated, "text": text, LISTS[kind]: found}


def gold_object(finding: AnyFinding) -> dict[str, Any]:
    """A finding's span and fields; numbers as JSON numbers, a range as ``[low, high]``.

    The ``key`` of a law is left out: it is ours.
    """
    value = finding.value
    said = {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Figure):
        numbers = value.value
        said["value"] = (
            [_number(n) for n in numbers] if isinstance(numbers, tuple) else _number(numbers)
        )
    if isinstance(value, Law):
        del said["key"]
    return {"start": finding.span.start, "end": finding.span.end, **said}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
