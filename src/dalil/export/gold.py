"""Findings as gold lines: the shape that `gold/` and its scorers use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

from dalil.model import Figure, Finding, Law, Name, Quotation


def gold_line(
    name: str, language: str, published: str | None, text: str, findings: Iterable[Finding[Figure]]
) -> dict[str, Any]:
    """One passage with its figures: ``{"id", "lang", "published", "text", "figures": [...]}``."""
    return {
        "id": name,
        "lang": language,
        "published": published,
        "text": text,
        "figures": [figure_object(finding) for finding in findings],
    }


def quotes_line(
    name: str,
    language: str,
    published: str | None,
    text: str,
    findings: Iterable[Finding[Quotation]],
) -> dict[str, Any]:
    """One passage with its quotations: ``{"id", "lang", "published", "text", "quotes": [...]}``."""
    return {
        "id": name,
        "lang": language,
        "published": published,
        "text": text,
        "quotes": [
            {"start": finding.span.start, "end": finding.span.end, **asdict(finding.value)}
            for finding in findings
        ],
    }


def names_line(
    name: str, language: str, text: str, findings: Iterable[Finding[Name]]
) -> dict[str, Any]:
    """One passage with its names: ``{"id", "lang", "text", "names": [...]}``."""
    return {
        "id": name,
        "lang": language,
        "text": text,
        "names": [
            {"start": finding.span.start, "end": finding.span.end, **asdict(finding.value)}
            for finding in findings
        ],
    }


def figure_object(finding: Finding[Figure]) -> dict[str, Any]:
    """A figure's span and fields; numbers as JSON numbers, a range as ``[low, high]``."""
    figure = finding.value
    said = {field.name: getattr(figure, field.name) for field in fields(Figure)}
    value = figure.value
    numbers = [_number(n) for n in value] if isinstance(value, tuple) else _number(value)
    return {"start": finding.span.start, "end": finding.span.end, **said, "value": numbers}


def laws_line(
    name: str, language: str, text: str, findings: Iterable[Finding[Law]]
) -> dict[str, Any]:
    """One passage with its references to legislation: ``{"id", "lang", "text", "laws": [...]}``."""
    return {
        "id": name,
        "lang": language,
        "text": text,
        "laws": [law_object(finding) for finding in findings],
    }


def law_object(finding: Finding[Law]) -> dict[str, Any]:
    """A reference's span and fields, ``key`` left out: it is ours."""
    said = {field.name: getattr(finding.value, field.name) for field in fields(Law)}
    del said["key"]
    return {"start": finding.span.start, "end": finding.span.end, **said}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
