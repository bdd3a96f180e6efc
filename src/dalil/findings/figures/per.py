"""Denominators: ``a month``, ``per 100,000 people``, ``monthly``, ``each``."""

from __future__ import annotations

from typing import Any

from dalil.findings.figures.phrases import word_class
from dalil.findings.figures.sentence import Quantity, Sentence

_ROUND = frozenset((1, 10, 100, 1000, 10_000, 100_000, 1_000_000))


def take_denominators(sentence: Sentence) -> None:
    """Numbers inside a denominator are no figures of their own (``frames.per``)."""
    for i, j, row, found in sentence.matches("frames.per"):
        inside = found.get("den.at", found.get("n.at"))
        if inside is None and "tail" in row:
            inside = _lone_one(sentence, i, j)
        if (
            inside is None
            or _dated(sentence, i, j)
            or not _behind_kind(sentence, found.get("den.at", (i, j))[0], row)
            or ("tail" in row and not sentence.low(j - 1).endswith(tuple(row["tail"])))
        ):
            continue
        sentence.take(inside[0], j)


def _lone_one(sentence: Sentence, i: int, j: int) -> tuple[int, int] | None:
    """``ар бир гектардан``: its "one" counts nothing, unless it begins a longer number."""
    for k in range(i, j):
        number = sentence.number(k) if sentence.at("num.weak", k) else None
        if number is not None and number.j == k + 1:
            return k, k + 1
    return None


def _list_before(sentence: Sentence, q: Quantity) -> None:
    """``120 thefts, 14 fires and 48 frauds are recorded a month``: a rate said once for a list."""
    at = q.parts.get("per")
    if not at or not any(
        sentence.is_a(kind, k)
        for kind in ("verb", "aux")
        for k in range(q.j, len(sentence.tokens))
        if sentence.tokens[k].end <= at[0].start
    ):
        return
    for other in reversed(sentence.quantities[: sentence.quantities.index(q)]):
        between = range(other.j, q.i)
        joint = any(sentence.low(k) == "," or sentence.at("frames.and", k) for k in between)
        verbs = any(sentence.is_a(kind, k) for kind in ("verb", "aux") for k in between)
        placed = sentence.is_a("prep", other.start - 1)
        if other.per is not None or other.unit != q.unit or not joint or verbs or placed:
            return
        other.per = q.per
        other.say("per", "per.listed", *at)
        q = other


def _list_after(sentence: Sentence, q: Quantity) -> None:
    """``Every month the shelter takes in 15 women and 30 children``: said before the list."""
    for other in sentence.quantities[sentence.quantities.index(q) + 1 :]:
        between = range(q.j, other.start)
        joint = any(sentence.low(k) == "," or sentence.at("frames.and", k) for k in between)
        verbs = any(sentence.is_a(kind, k) for kind in ("verb", "aux") for k in between)
        if other.per is not None or other.unit != q.unit or not joint or verbs or len(between) > 6:
            return
        other.per = q.per
        other.say("per", "per.listed", *q.parts.get("per", []))
        q = other


def _behind_kind(sentence: Sentence, i: int, row: Any) -> bool:
    """Rows with ``after_kind`` need a unit of that kind right in front: ``2 soms for eight shifts``."""
    if row.get("round") and not _is_round(sentence, i):
        return False
    kinds = row.get("after_kind")
    if not kinds:
        return True
    units = sentence.marks.get("unit.after", {})
    ending = [k for k in units if i - 4 < k < i and units[k][0] == i]
    return bool(ending) and units[min(ending)][1].get("kind") in kinds


def _is_round(sentence: Sentence, i: int) -> bool:
    """Whether the number of a denominator is 1, 10, 1000 … and no comparison follows."""
    at = next((k for k in range(i, min(i + 4, len(sentence.tokens))) if sentence.number(k)), None)
    number = sentence.number(at) if at is not None else None
    if number is None or number.value not in _ROUND:
        return False
    end = number.j + 1
    return not any(sentence.at(f"cues.{cue}", end) for cue in ("more", "less"))


def find_per(sentence: Sentence) -> None:
    """Give each quantity the denominator that stands at it, then share one that is said once."""
    if not sentence.quantities:
        return
    hits = list(sentence.matches("frames.per"))
    hits.sort(key=lambda hit: hit[2].get("side") == "before")  # what stands behind comes first
    for i, j, row, found in hits:
        if not _behind_kind(sentence, i, row) or _dated(sentence, i, j):
            continue
        if "is" in row and sentence.at("speech.document", j):
            continue  # "the annual report"
        q = _owner(sentence, i, j, row)
        if q is None:
            continue
        value, span = _denominator(sentence, i, j, row, found)
        if value is None:
            continue
        q.per = value
        q.say("per", "per.frame", span)
        q.right = max(q.right, j) if 0 <= i - q.j <= 1 else q.right
        _share(sentence, q)
        _list_before(sentence, q)
        if j <= q.i:
            _list_after(sentence, q)


def _share(sentence: Sentence, q: Quantity) -> None:
    """Levels of one change and conversions have one denominator; so have bare items before it."""
    sentence.quantities.index(q)
    for other in (q.head, *(o for o in sentence.quantities if o.head is q)):
        if other is not None and other.per is None and other.kind not in ("times", "percent"):
            other.per = q.per
            other.say("per", "per.shared", *q.parts.get("per", []))


def _owner(sentence: Sentence, i: int, j: int, row: Any) -> Quantity | None:
    """The quantity a denominator belongs to: the last before it, or the next after it."""
    if any(q.i <= i < q.j for q in sentence.quantities):
        return _own(sentence, i, row)
    before = [q for q in sentence.quantities if q.j <= i]
    after = [q for q in sentence.quantities if q.i >= j]
    if row.get("side") == "before":
        if row.get("kind"):  # "its price rose by 14% to 310": the rate is of the sum
            after = [q for q in after if q.kind in row["kind"]]
        q = after[0] if after and after[0].i - j <= int(row.get("reach", 6)) else None
    elif row.get("side") == "after":
        q = before[-1] if before and i - before[-1].j <= int(row.get("reach", 12)) else None
    else:
        noun = word_class(sentence, j) in ("noun", "adj")  # "the monthly salary is …"
        near = before and not noun and i - before[-1].j <= 12
        fit = [o for o in after[:2] if o.kind not in row.get("not", ("times", "rank"))]
        q = before[-1] if near else (fit[0] if fit else None)
    if q is None or q.per is not None or q.kind in row.get("not", ("times", "rank")):
        return None
    if row.get("kind") and q.kind not in row["kind"]:
        return None
    return q


def _dated(sentence: Sentence, i: int, j: int) -> bool:
    """Whether the words are part of a time: ``a year ago``."""
    return any(m.i < j and i < m.j and m.kind != "none" for m in sentence.periods)


def _own(sentence: Sentence, i: int, row: Any) -> Quantity | None:
    """A frame that holds its quantity: ``one place for 28 people``."""
    if row.get("side") != "own":
        return None
    q = next(q for q in sentence.quantities if q.i <= i < q.j)
    return q if q.per is None else None


def _standing(sentence: Sentence, i: int, row: Any, found: Any) -> tuple[str | None, Any]:
    """From the first of the slots in ``stands`` to the last, as it stands; ``tail``: its endings."""
    slots = [found[name + ".at"] for name in row["stands"] if name + ".at" in found]
    begin = i if row["stands"][0] == "whole" else slots[0][0]
    words = sentence.tokens[begin : slots[-1][1]]
    if "tail" in row and not words[-1].low.endswith(tuple(row["tail"])):
        return None, None
    said = "".join(" " * (t.space and k > 0) + t.text for k, t in enumerate(words))
    return said, sentence.chars(begin, slots[-1][1])


def _denominator(
    sentence: Sentence, i: int, j: int, row: Any, found: Any
) -> tuple[str | None, Any]:
    if "is" in row:
        return str(row["is"]), sentence.chars(i, j)
    if "stands" in row:
        return _standing(sentence, i, row, found)
    for name in ("unit", "periods.unit", "frames.per_word"):
        if name in found and isinstance(found[name], str):
            begin, end = found[name + ".at"]
            return found[name], sentence.chars(begin, end)
    if "den.at" in found and row.get("from") != "np":
        found = {**found, "n.at": found["den.at"]}
    begin = found["n.at"][0] if "n.at" in found else found.get("np.at", (i, j))[0]
    span = sentence.chars(begin, j)
    words = " ".join(t.text for t in sentence.tokens[begin:j])
    return words.replace(" - ", "-").replace(" %", "%") or None, span
