"""The checks of a text, in order: sentence by sentence, then conversions across the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from dalil.findings.checks.changes import changes
from dalil.findings.checks.conversions import conversions, is_money
from dalil.findings.checks.found import Found, sentence, stated, sure
from dalil.findings.checks.line import Line, Words, words_of
from dalil.findings.checks.printed import rounded
from dalil.findings.checks.shares import per_head, share_of_counts
from dalil.findings.checks.sums import parts_and_total, shares_of_all
from dalil.findings.figures.tokens import alike
from dalil.model import Check, Figure, Finding, Span, Tool

TOOL = Tool("dalil.checks", "1")


_RATIOS = frozenset({"%", "x", "pp"})


def find_checks(
    text: str, figures: Sequence[Finding[Figure]], *, language: str
) -> list[Finding[Figure]]:
    """What the figures of ``text`` say of each other, computed again, in order of position.

    ``figures`` are what ``find_figures`` found in ``text``, in order. Each check is a finding of
    kind ``check``: its ``value`` is the figure as computed, its ``check`` says what was done, its
    parts ``stated`` and ``used`` are the figures' characters. Where the text leaves a way out
    ("including", "about", another period), there is no check.
    """
    if len(figures) < 2:
        return []
    words = words_of(language)
    if not words.complete:
        return []
    made = (one for one in _found(text, figures, words) if sure(one, text))
    return sorted((_finding(text, one) for one in made), key=lambda f: (f.span, f.rules))


def _found(text: str, figures: Sequence[Finding[Figure]], words: Words) -> list[Found]:
    found: list[Found] = []
    plain = ""
    before: tuple[Span, list[Finding[Figure]]] | None = None
    money: list[Line] = []
    for span, group in groupby(figures, key=lambda f: f.context):
        here = list(group)
        follows = before is not None and not text[before[0].end : span.start].strip(" \t\u00a0")
        near = before[1] if before is not None and follows else []
        if _worth_reading(here, near):
            plain = plain or alike(text)
            line = Line(text, plain, span, here, words)
            alone = len(near) == 1 and line.takes_up()
            above = Line(text, plain, before[0], near, words) if alone and before else None
            found += _of_line(line, above)
            if _converts(here):
                money.append(line)
        before = span, here
    found += conversions(money)
    return found


def _worth_reading(here: Sequence[Finding[Figure]], near: Sequence[Finding[Figure]]) -> bool:
    """Whether there are figures enough of one kind: most sentences end here."""
    if len(here) < 2:
        return False
    units = [f.value.unit for f in (here if len(near) != 1 else (*near, *here))]
    most = max(units.count(unit) for unit in units)
    if most > 2:
        return True
    return (most == 2 and len(units) > 2 and not _RATIOS.isdisjoint(units)) or _converts(here)


def _converts(here: Sequence[Finding[Figure]]) -> bool:
    return len({f.value.unit for f in here if is_money(f.value.unit)}) > 1


def _of_line(line: Line, before: Line | None) -> Iterator[Found]:
    yield from parts_and_total(line, before)
    yield from shares_of_all(line)
    yield from share_of_counts(line, before)
    yield from changes(line)
    yield from per_head(line)


def _finding(text: str, found: Found) -> Finding[Figure]:
    claim = found.claim
    spans = [claim.span, *(f.span for f in found.used)]
    contexts = [claim.context, *(f.context for f in found.used)]
    said = stated(found, text)
    unit = "%" if found.rule == "shares" else claim.value.unit
    value = Figure(
        value=rounded(found.expected), unit=unit, of=claim.value.of, per=claim.value.per,
        place=claim.value.place, period=claim.value.period, attribution=claim.value.attribution,
        status=claim.value.status, change=claim.value.change,
    )  # fmt: skip
    check = Check(
        rule=found.rule, verdict=found.verdict, stated=said,
        low=rounded(found.within.low), high=rounded(found.within.high),
        computed=found.computed, said=sentence(found, said, unit),
    )  # fmt: skip
    return Finding(
        kind="check", span=Span(min(s.start for s in spans), max(s.end for s in spans)),
        context=Span(min(s.start for s in contexts), max(s.end for s in contexts)), value=value,
        check=check, parts={"stated": (claim.span,), "used": tuple(f.span for f in found.used)},
        rules=(found.way,), finder=TOOL,
    )  # fmt: skip
