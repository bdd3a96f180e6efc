"""Denominators: ``a month``, ``per 100,000 people``, ``monthly``, ``each``."""

from __future__ import annotations

from typing import Any

from dalil.findings.figures.sentence import Quantity, Sentence

STANDARD = frozenset({"day", "week", "month", "year", "person"})


def take_denominators(sentence: Sentence) -> None:
    """Numbers inside a denominator are no figures of their own (``frames.per``)."""
    for _, j, _, found in sentence.matches("frames.per"):
        inside = found.get("n.at")
        if inside is not None:
            sentence.take(inside[0], min(inside[1], j))  # type: ignore[index]


def find_per(sentence: Sentence) -> None:
    """Give each quantity the denominator that stands at it, then share one that is said once."""
    hits = [(i, j, row, found) for i, j, row, found in sentence.matches("frames.per")]
    for i, j, row, found in hits:
        q = _owner(sentence, i, j, row)
        if q is None:
            continue
        value, span = _denominator(sentence, i, j, row, found)
        if value is None:
            continue
        q.per = value
        q.say("per", "per.frame", span)
        q.right = max(q.right, j) if i >= q.j else q.right


def _owner(sentence: Sentence, i: int, j: int, row: Any) -> Quantity | None:
    """The quantity a denominator belongs to: the last before it, or the next after it."""
    before = [q for q in sentence.quantities if q.j <= i]
    after = [q for q in sentence.quantities if q.i >= j]
    if row.get("side") == "before":
        q = after[0] if after and after[0].i - j <= int(row.get("reach", 6)) else None
    elif row.get("side") == "after":
        q = before[-1] if before and i - before[-1].j <= int(row.get("reach", 12)) else None
    else:
        q = before[-1] if before and i - before[-1].j <= 12 else (after[0] if after else None)
    if q is None or q.per is not None or q.kind in row.get("not", ("times", "rank")):
        return None
    if row.get("kind") and q.kind not in row["kind"]:
        return None
    return q


def _denominator(
    sentence: Sentence, i: int, j: int, row: Any, found: Any
) -> tuple[str | None, Any]:
    if "is" in row:
        return str(row["is"]), sentence.chars(i, j)
    for name in ("unit", "periods.unit", "frames.per_word"):
        if name in found and isinstance(found[name], str):
            begin, end = found[name + ".at"]
            return found[name], sentence.chars(begin, end)
    begin = found["n.at"][0] if "n.at" in found else found.get("np.at", (i, j))[0]
    span = sentence.chars(begin, j)
    words = " ".join(t.text for t in sentence.tokens[begin:j])
    return words.replace(" - ", "-").replace(" %", "%") or None, span
