"""What changed between two wordings of an article: which words, and what kind of change that is.

Blocks are matched first, then the words of those that were changed (Ratcliff and Obershelp's
matching, from the standard library), so that a long article costs what its changed paragraphs cost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from dalil.lang import corrections
from dalil.model import (
    Block,
    ChangeKind,
    Difference,
    Figure,
    FigureChange,
    Finding,
    Run,
    Span,
    Wording,
)

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_TOKENS = 3_000  # of one changed stretch: a longer one is changed as a whole
_MOST_BLOCKS = 5_000
_TYPO = 2  #            letters by which a word may differ and be the same word, misspelt
_SHORT = 4  #           letters of a word that is too short to be told from another

ORDER: tuple[ChangeKind, ...] = (
    "deletion", "return", "figure", "headline", "correction", "wording", "cosmetic",
)  # fmt: skip


def compare(
    old: Wording,
    new: Wording,
    *,
    old_findings: Sequence[Finding[Figure]] = (),
    new_findings: Sequence[Finding[Figure]] = (),
) -> Difference:
    """What changed from ``old`` to ``new``, with the figures that were found in each."""
    runs = tuple(_joined(_runs(old, new)))
    if all(run.kind == "same" for run in runs):
        return Difference(kinds=(), runs=runs)
    figures = tuple(_figures(runs, old_findings, new_findings))
    kinds = set(_kinds(old, new, runs, figures))
    return Difference(
        kinds=tuple(kind for kind in ORDER if kind in kinds), runs=runs, figures=figures
    )


# ── words ────────────────────────────────────────────────────────────────────────────────────────


def _runs(old: Wording, new: Wording) -> Iterator[Run]:
    ours, theirs = _pieces(old), _pieces(new)
    a = [span.of(old.text) for span in ours]
    b = [span.of(new.text) for span in theirs]
    for tag, i, j, k, m in _opcodes(a, b, _MOST_BLOCKS):
        if tag == "equal":
            for x, y in zip(ours[i:j], theirs[k:m], strict=True):
                yield Run(kind="same", old=x, new=y)
        else:
            yield from _of_words(old.text, _hull(ours[i:j]), new.text, _hull(theirs[k:m]))


def _pieces(wording: Wording) -> list[Span]:
    """The blocks with what stands between them, so that no character is left out."""
    starts = sorted({0, *(block.span.start for block in wording.blocks)})
    ends = [*starts[1:], len(wording.text)]
    return [Span(a, b) for a, b in zip(starts, ends, strict=True) if a < b]


def _hull(spans: Sequence[Span]) -> Span | None:
    return Span(spans[0].start, spans[-1].end) if spans else None


def _of_words(old: str, before: Span | None, new: str, after: Span | None) -> Iterator[Run]:
    if before is None or after is None:
        yield from _gone(before)
        yield from _come(after)
        return
    ours, theirs = _words(old, before), _words(new, after)
    a = [span.of(old) for span in ours]
    b = [span.of(new) for span in theirs]
    for tag, i, j, k, m in _opcodes(a, b, _MOST_TOKENS):
        if tag == "equal":
            for x, y in zip(ours[i:j], theirs[k:m], strict=True):
                yield Run(kind="same", old=x, new=y)
        else:
            yield from _gone(_hull(ours[i:j]))
            yield from _come(_hull(theirs[k:m]))


def _gone(span: Span | None) -> Iterator[Run]:
    if span:
        yield Run(kind="removed", old=span)


def _come(span: Span | None) -> Iterator[Run]:
    if span:
        yield Run(kind="added", new=span)


def _words(text: str, span: Span) -> list[Span]:
    return [Span(*match.span()) for match in _TOKEN.finditer(text, span.start, span.end)]


def _opcodes(
    a: Sequence[str], b: Sequence[str], most: int
) -> Sequence[tuple[str, int, int, int, int]]:
    if max(len(a), len(b)) > most:
        same = list(a) == list(b)
        return [("equal" if same else "replace", 0, len(a), 0, len(b))]
    return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Neighbouring runs of one kind as one; a lone space between two changes belongs to them."""
    held: Run | None = None
    for run in runs:
        if held and held.kind == run.kind and _touch(held, run):
            held = Run(kind=run.kind, old=_both(held.old, run.old), new=_both(held.new, run.new))
            continue
        if held:
            yield held
        held = run
    if held:
        yield held


def _touch(one: Run, other: Run) -> bool:
    return all(
        a is None or (b is not None and a.end == b.start)
        for a, b in ((one.old, other.old), (one.new, other.new))
    )


def _both(one: Span | None, other: Span | None) -> Span | None:
    return Span(one.start, other.end) if one and other else None


# ── figures ──────────────────────────────────────────────────────────────────────────────────────


def _figures(
    runs: Sequence[Run], old: Sequence[Finding[Figure]], new: Sequence[Finding[Figure]]
) -> Iterator[FigureChange]:
    """Figures whose own characters changed, old and new of the same thing together."""
    ours = [f for f in old if f.kind == "figure" and _is_touched(f.span, runs, "removed")]
    theirs = [f for f in new if f.kind == "figure" and _is_touched(f.span, runs, "added")]
    ours, theirs = _without_twins(ours, theirs)
    taken: set[int] = set()
    for finding in ours:
        partner = _partner(finding, theirs, taken)
        if partner is None:
            yield FigureChange(old=finding)
            continue
        taken.add(partner)
        yield FigureChange(old=finding, new=theirs[partner])
    for number, finding in enumerate(theirs):
        if number not in taken:
            yield FigureChange(new=finding)


def _is_touched(span: Span, runs: Sequence[Run], kind: str) -> bool:
    side = "old" if kind == "removed" else "new"
    return any(
        run.kind == kind and (place := getattr(run, side)) and place.overlaps(span) for run in runs
    )


def _without_twins(
    ours: list[Finding[Figure]], theirs: list[Finding[Figure]]
) -> tuple[list[Finding[Figure]], list[Finding[Figure]]]:
    """Without the figures that only moved, or whose neighbours changed: the same value and thing."""
    left: list[Finding[Figure]] = []
    for finding in ours:
        twin = next((f for f in theirs if _core(f.value) == _core(finding.value)), None)
        if twin is None:
            left.append(finding)
        else:
            theirs = [f for f in theirs if f is not twin]
    return left, theirs


def _core(figure: Figure) -> tuple[object, ...]:
    return figure.value, figure.unit, figure.bound, (figure.of or "").casefold()


def _partner(
    finding: Finding[Figure], theirs: Sequence[Finding[Figure]], taken: set[int]
) -> int | None:
    """The new figure that stands for an old one: of the same unit, the likest thing and place."""
    best, place = 0.0, None
    for number, other in enumerate(theirs):
        if number in taken or other.value.unit != finding.value.unit:
            continue
        likeness = _likeness(finding.value, other.value)
        if likeness > best:
            best, place = likeness, number
    return place


def _likeness(one: Figure, other: Figure) -> float:
    a, b = _said(one.of), _said(other.of)
    of = len(a & b) / len(a | b) if a or b else 0.5
    same = sum(
        getattr(one, name) == getattr(other, name)
        for name in ("place", "period", "attribution", "change")
    )
    return of + same / 10 if of > 0.25 else 0.0


def _said(text: str | None) -> set[str]:
    """Word beginnings, which endings leave alone."""
    return {word[:5] for word in re.findall(r"\w+", (text or "").casefold())}


# ── kinds ────────────────────────────────────────────────────────────────────────────────────────


def _kinds(
    old: Wording, new: Wording, runs: Sequence[Run], figures: Sequence[FigureChange]
) -> Iterator[ChangeKind]:
    if figures:
        yield "figure"
    if _bare(old.headline) != _bare(new.headline):
        yield "headline"
    if _corrects(new, runs):
        yield "correction"
    if _is_cosmetic(old, new, runs):
        yield "cosmetic"
    elif not figures and not _only_in(runs, new, "headline"):
        yield "wording"


def _corrects(new: Wording, runs: Sequence[Run]) -> bool:
    """Whether something was put in that says that the outlet corrected itself."""
    for block in new.blocks:
        touched = any(
            run.kind == "added" and run.new and run.new.overlaps(block.span) for run in runs
        )
        said = block.kind == "correction" or corrections.says_so(block.span.of(new.text))
        if touched and said:
            return True
    return False


def _only_in(runs: Sequence[Run], new: Wording, kind: str) -> bool:
    """Whether all that was put in stands in blocks of one kind."""
    blocks: list[Block] = [block for block in new.blocks if block.kind == kind]
    added = [run.new for run in runs if run.kind == "added" and run.new]
    return bool(added) and all(
        any(block.span.start <= span.start and span.end <= block.span.end + 2 for block in blocks)
        for span in added
    )


def _is_cosmetic(old: Wording, new: Wording, runs: Sequence[Run]) -> bool:
    """Whether only signs, spaces and capitals changed, or letters within a few words."""
    if _bare(old.text) == _bare(new.text):
        return True
    changes = list(_changes(old, new, runs))
    return len(changes) <= 5 and all(_is_typo(*change) for change in changes)


def _changes(old: Wording, new: Wording, runs: Sequence[Run]) -> Iterator[tuple[str, str]]:
    """What was taken away and what was put in its place; "" for nothing."""
    away = ""
    for run in runs:
        if run.kind == "removed" and run.old:
            away = run.old.of(old.text)
            continue
        if run.kind == "added" and run.new:
            yield away, run.new.of(new.text)
        elif away:
            yield away, ""
        away = ""
    if away:
        yield away, ""


def _is_typo(one: str, other: str) -> bool:
    one, other = _bare(one), _bare(other)
    if one == other:
        return True
    if not (one.isalpha() and other.isalpha()) or min(len(one), len(other)) < _SHORT:
        return False
    # A last letter is an ending, and an ending is grammar: "arrest" and "arrests" are two things.
    return one[-2:] == other[-2:] and one[0] == other[0] and _apart(one, other) <= _TYPO


def _apart(one: str, other: str) -> int:
    """Letters that differ (Levenshtein's distance), for two short words."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def _bare(text: str | None) -> str:
    """Letters and digits only, in one case."""
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    return "".join(char for char in folded if char.isalnum())
