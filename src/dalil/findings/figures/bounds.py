"""Bounds: ``at least``, ``nearly``, ``more than`` before a quantity or after it."""

from __future__ import annotations

from dalil.findings.figures.clauses import same_clause
from dalil.findings.figures.sentence import Quantity, Sentence
from dalil.lang.lexicon import Entry
from dalil.model import Bound

_FAR = 5


def find_bounds(sentence: Sentence) -> None:
    """Read the bound words at each quantity, then what lists and conversions inherit."""
    for index, q in enumerate(sentence.quantities):
        after_last = sentence.quantities[index - 1].j if index else 0
        _bound_before(sentence, q, after_last) or _bound_after(sentence, q)
    for index, q in enumerate(sentence.quantities):
        _verb_bound(sentence, q, index)


def _bound_before(sentence: Sentence, q: Quantity, floor: int) -> bool:
    found = _ending_at(sentence, "bound.before", q.left if q.left >= 0 else q.i, floor)
    if found is None:
        return False
    k, (end, meaning) = found
    if q.role == "from" and sentence.at("cues.from", k):
        return False
    q.left = k
    _set(q, meaning, sentence, k, end)
    more = _ending_at(sentence, "bound.before", k, floor)  # "for at least", "just over"
    if more is not None:
        q.left = more[0]
        if q.bound == "exact":
            _set(q, more[1][1], sentence, more[0], more[1][0])
    return True


def _ending_at(sentence: Sentence, kind: str, i: int, floor: int) -> tuple[int, Entry] | None:
    """The longest phrase of a kind that ends right before token ``i``, articles aside."""
    found = sentence.marks.get(kind)
    if not found:
        return None
    for stop in (i, i - 1):
        if stop != i and not sentence.is_a("gap", stop):
            break
        for k in range(max(floor, stop - _FAR), stop):
            if k in found and found[k][0] == stop:
                return k, found[k]
    return None


def _bound_after(sentence: Sentence, q: Quantity) -> bool:
    at = q.j
    if sentence.low(at) in ("-", "'") and not sentence.tokens[at].space:
        at += 2  # "140-тан астам": the suffix and its hyphen
    found = sentence.at("bound.after", at)
    if found is None:
        return False
    _set(q, found[1], sentence, at, found[0])
    q.right = found[0]
    return True


def _set(q: Quantity, meaning: Bound, sentence: Sentence, i: int, j: int) -> None:
    if q.bound == "range":
        return
    if meaning != "exact" or q.number.kind != "vague":
        q.bound = meaning
    q.say("bound", "bound." + meaning, sentence.chars(i, j))


def _verb_bound(sentence: Sentence, q: Quantity, index: int) -> None:
    """``averages``, ``on average``: for the whole list it opens."""
    if q.bound != "exact" or q.kind in ("times", "rank"):
        return
    opened = sentence.at("frames.average_opens", 0)
    if opened is not None and same_clause(sentence, opened[0], q.i):
        if not q.parts.get("bound"):
            q.bound = "about"
            q.say("bound", "bound.opening", sentence.chars(0, opened[0]))
        return
    if index and _same_list(sentence, sentence.quantities[index - 1], q):
        before = sentence.quantities[index - 1]
        if "bound.listed" in before.rules or _averaged(sentence, before):
            q.bound = before.bound
            q.say("bound", "bound.listed", *before.parts.get("bound", []))


def _averaged(sentence: Sentence, q: Quantity) -> bool:
    at = q.parts.get("bound")
    if not at or "frames.average" not in sentence.present:
        return False
    return any(
        k in sentence.marks.get("frames.average", {})
        for k, token in enumerate(sentence.tokens)
        if token.start >= at[0].start and token.end <= at[0].end
    )


def _same_list(sentence: Sentence, a: Quantity, b: Quantity) -> bool:
    between = range(a.stop, b.start)
    return (
        len(between) <= 8
        and any(sentence.low(k) == "," or sentence.at("frames.and", k) for k in between)
        and not sentence.any_in(_OPENS, a.stop, b.start)
    )


_OPENS = frozenset({"class.verb", "class.aux", "class.clause"})
