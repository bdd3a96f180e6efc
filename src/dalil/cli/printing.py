"""How things look in a terminal."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from datetime import datetime
from typing import TYPE_CHECKING

from dalil.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from dalil.model import Card, Figure, Finding, Law, Name, Problem, Published, Quotation

_BOLD, _DIM, _MARK, _END = "\033[1m", "\033[2m", "\033[4m", "\033[0m"


def _styled() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def bold(text: str) -> str:
    """Bold in a terminal, plain in a file."""
    return f"{_BOLD}{text}{_END}" if _styled() else text


def dim(text: str) -> str:
    """Dim in a terminal, plain in a file."""
    return f"{_DIM}{text}{_END}" if _styled() else text


def marked(text: str) -> str:
    """Underlined in a terminal, in brackets in a file."""
    return f"{_MARK}{text}{_END}" if _styled() else f"[{text}]"


def safe(text: str) -> str:
    """Foreign text without the control characters that could steer a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)


def wrapped(text: str, indent: str = "") -> str:
    """Text folded to the terminal's width, at most 100 columns."""
    width = min(100, shutil.get_terminal_size((100, 24)).columns)
    return "\n".join(
        textwrap.fill(line, width, initial_indent=indent, subsequent_indent=indent)
        for line in safe(text).splitlines()
    )


def counted(n: float, one: str, many: str | None = None) -> str:
    """``1 capture``, ``2 captures``, ``1,200 entries``."""
    return f"{n:.10g} {one if n == 1 else many or one + 's'}"


def begun(arguments: argparse.Namespace) -> str:
    """How a command of the same archive begins: ``dalil``, or ``dalil --archive FOLDER``."""
    import shlex

    usual = os.environ.get("DALIL_ARCHIVE", "dalil-archive")
    given: str = arguments.archive
    return "dalil" if given == usual else f"dalil --archive {shlex.quote(given)}"


def short(url: str, most: int = 60) -> str:
    """An address for people: a long one without its middle."""
    if len(url) <= most:
        return url
    return f"{url[: most // 2]}…{url[-(most - most // 2 - 1) :]}"


def date_line(published: Published | None) -> str:
    """A date and where it stood: ``2020-08-06 (byline)``, or ``no date``."""
    return f"{published.on} ({published.origin})" if published else "no date"


def print_card(card: Card) -> None:
    """One article of a list."""
    print(bold(safe(card.headline or "(no headline)")))
    parts = [card.byline, date_line(card.published), card.source.outlet, card.language]
    print(dim("  " + " · ".join(safe(part) for part in parts if part)))
    if card.snippet:
        print(wrapped("".join(marked(t) if hit else t for t, hit in card.snippet), "  "))
    elif card.teaser:
        print(wrapped(card.teaser + (" (more…)" if card.truncated else ""), "  "))
    versions = f", {card.version_count} versions" if card.version_count > 1 else ""
    print(dim(f"  {card.article.id} · {counted(card.figure_count, 'figure')}{versions}\n"))


def value_text(figure: Figure) -> str:
    """A figure's value with its bound and unit: ``≥ 30 000 KZT``, ``10–15 day``."""
    sign = {"min": "≥ ", "max": "≤ ", "about": "≈ "}.get(figure.bound, "")
    values = figure.value if isinstance(figure.value, tuple) else (figure.value,)
    number = "–".join(
        f"{value.normalize():,f}".replace(",", "\N{NARROW NO-BREAK SPACE}") for value in values
    )
    arrow = {"up": " ↑", "down": " ↓"}.get(figure.change or "", "")
    unit = "" if figure.unit == "1" else f" {figure.unit}"
    return f"{sign}{number}{unit}{arrow}"


def print_findings(findings: Sequence[tuple[str, Finding[Figure]]]) -> None:
    """A table: what stands first, what it is of, where, when, who says so."""
    rows: list[tuple[str, ...]] = [
        ("", "value", "of", "per", "place", "period", "attribution", "status", "sure")
    ]
    for name, finding in findings:
        figure = finding.value
        status = "" if figure.status == "actual" else figure.status
        fields = (figure.of, figure.per, figure.place, figure.period, figure.attribution, status)
        sure = "" if finding.confidence is None else f"{finding.confidence:.2f}"
        rows.append((name, value_text(figure), *(safe(field or "") for field in fields), sure))
    _print_table(rows, widest=36, none="no figures")


def print_checks(checks: Sequence[tuple[str, Finding[Figure]]]) -> None:
    """One line each: whether it holds, what was computed, what the text says."""
    if checks:
        print(bold("\narithmetic"))
    for name, finding in checks:
        if finding.check is not None:
            sign = "✓" if finding.check.verdict == "holds" else "✗"
            print(f"{sign} {name}  {finding.check.verdict:7}  {safe(finding.check.said)}")


def print_laws(laws: Sequence[tuple[str, str, Finding[Law]]]) -> None:
    """A table: where, the act with its provision, the country, what happened to it and when."""
    rows: list[tuple[str, ...]] = [("", "act", "article", "country", "change", "when", "words")]
    for name, said, finding in laws:
        law = finding.value
        where = (law.act, provision(law), law.country, law.change, law.when)
        rows.append((name, *(safe(field or "") for field in where), safe(" ".join(said.split()))))
    _print_table(rows, widest=44, none="no laws")


def print_quotes(quotes: Sequence[tuple[str, str, Finding[Quotation]]]) -> None:
    """For each: where, who says so and how it is given, then the words."""
    for name, said, finding in quotes:
        quote = finding.value
        who = ", ".join(
            safe(part) for part in (quote.speaker or "nobody named", quote.role) if part
        )
        cue = f"“{safe(quote.cue)}”" if quote.cue else "no cue"
        print(f"{name}  {bold(who)}  {dim(f'{quote.form}, {cue}')}")
        print(wrapped(" ".join(said.split())) + "\n")
    if not quotes:
        print("no quotations")


def print_names(names: Sequence[tuple[str, str, Finding[Name]]]) -> None:
    """For each: where, its type and characters, what it is in full, and of a place the key."""
    for place, said, finding in names:
        name = finding.value
        full = "" if name.full == said else f"  = {safe(name.full)}"
        key = f"  {safe(name.key)}" if name.key else ""
        print(f"{place:>8}  {name.type:13} {bold(safe(said))}{dim(full + key)}")
    if not names:
        print("no names")


def provision(law: Law) -> str:
    """``174, part 3, paragraph 2``; nothing where it is the whole act."""
    said = [law.article] if law.article else []
    said += [f"part {law.part}"] if law.part else []
    said += [f"paragraph {law.paragraph}"] if law.paragraph else []
    return ", ".join(said)


def _print_table(rows: Sequence[tuple[str, ...]], *, widest: int, none: str) -> None:
    """Rows under their heads, in columns; ``none`` where there is no row."""
    if len(rows) == 1:
        print(none)
        return
    widths = [min(widest, max(len(row[i]) for row in rows)) for i in range(len(rows[0]))]
    for row in rows:
        cells = (_fit(cell, width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())


def _fit(cell: str, width: int) -> str:
    return cell.ljust(width) if len(cell) <= width else cell[: width - 1] + "…"


def print_problems(problems: Sequence[Problem]) -> None:
    """Each problem on the error stream: the thing, what it is, what to do."""
    for problem in problems:
        fix = f"\n  try: {problem.fix}" if problem.fix else ""
        what = problem.what.removeprefix(f"{problem.thing}: ")
        print(f"dalil: {safe(problem.thing)}: {safe(what)}{fix}", file=sys.stderr)


def moment(text: str) -> datetime:
    """An ISO 8601 date or time from the command line; without a zone it is UTC."""
    from datetime import UTC

    try:
        parsed = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"{text!r} is not a time", "write it as 2020-08-06 or 2020-08-06T10:00Z"
        ) from error
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def day(text: str) -> str:
    """An ISO 8601 day, month or year from the command line."""
    from datetime import date

    year, month, number = (*text.split("-"), "1", "1")[:3]
    try:
        date(int(year), int(month), int(number))
    except ValueError as error:
        raise UsageError(
            f"{text!r} is not a date", "write it as 2020-08-06, 2020-08 or 2020"
        ) from error
    return text
