"""Numbers that are no figures: each rule takes its tokens out before quantities are read."""

from __future__ import annotations

from dalil.findings.figures.numbers import fraction
from dalil.findings.figures.sentence import Quantity, Sentence

_JOINERS = frozenset("/:_@#")


def veto_contexts(sentence: Sentence) -> None:
    """``frames.veto`` and ``frames.age``: articles, paragraphs, numbers, clock times, ages …."""
    for table in ("frames.veto", "frames.age"):
        for i, j, row, _found in sentence.matches(table):
            if sentence.taken[i]:
                continue
            sentence.take(i, _list_end(sentence, j) if row.get("list") else j)


def _list_end(sentence: Sentence, j: int) -> int:
    """Behind ``73-1, 73-2 and 74``: what goes on after the first number of a list."""
    while True:
        at = j
        while sentence.low(at) in (",", "-", "–", "/") or sentence.at("frames.and", at):
            at += 1
        if at == j or at >= len(sentence.tokens) or sentence.tokens[at].kind != "n":
            return j
        after = sentence.at("unit.after", at + 1)
        if after is not None or (at - j > 1 and sentence.low(at + 1) not in ",.)-–" + ";"):
            return j
        j = at + 1


def veto_identifiers(sentence: Sentence) -> None:
    """Digits glued to letters, slashes and the like: COVID-19, 75/278, 12B, AI-92, +7 727 …."""
    if not sentence.digits:
        return
    marks = sentence.marks.get("unit.after")
    units = {k for i, (j, _) in marks.items() for k in range(i + 1, j)}  # the 3 of "km3"
    for i in sentence.digits:
        if i in units:
            continue
        if _in_fraction(sentence, i):
            continue
        if _glued_left(sentence, i) or _glued_right(sentence, i):
            sentence.take(i, i + 1)


def _in_fraction(sentence: Sentence, i: int) -> bool:
    """Whether a digit is of ``1/4 mile``, ``10 1/2``: see ``numbers.fraction``."""
    return any(
        fraction(sentence.tokens, k) is not None
        and (sentence.at("unit.after", k + 3) is not None or _whole_before(sentence, k))
        for k in (i, i - 2)
    )


def _whole_before(sentence: Sentence, k: int) -> bool:
    return k > 0 and sentence.tokens[k - 1].text.isdigit() and sentence.tokens[k].space


def _glued_left(sentence: Sentence, i: int) -> bool:
    tokens = sentence.tokens
    if i == 0 or tokens[i].space:
        return False
    before = tokens[i - 1]
    if before.low in _JOINERS:
        return True
    if before.kind == "w":
        return not any(sentence.at("unit.before", k) for k in range(max(0, i - 3), i))
    if before.low != "-" or i < 2 or before.space:
        return False
    if tokens[i - 2].kind == "n":  # "scp2-173"
        return i > 2 and tokens[i - 3].kind == "w" and not tokens[i - 2].space
    if tokens[i - 2].kind != "w":
        return False
    return sentence.number(i - 2) is None and sentence.at("unit.after", i - 2) is None


def _glued_right(sentence: Sentence, i: int) -> bool:
    tokens = sentence.tokens
    if i + 1 >= len(tokens) or tokens[i + 1].space:
        return False
    after = tokens[i + 1]
    if after.low in "/:_@" and i + 2 < len(tokens) and tokens[i + 2].kind == "n":
        return not tokens[i + 2].space
    if after.kind != "w" or len(after.text) > 3:
        return False
    if _goes_on(sentence, i + 1):
        return True
    known = (
        "unit.after",
        "num.scales",
        "num.glued_scales",
        "num.ordinal_endings",
        "frames.endings",
    )
    return not any(sentence.at(kind, i + 1) for kind in known)


def _goes_on(sentence: Sentence, at: int) -> bool:
    """``24703L202``: digits are glued to what would be a unit."""
    found = sentence.at("unit.after", at)
    if found is None:
        return False
    tokens, end = sentence.tokens, found[0]
    if end + 1 < len(tokens) and tokens[end].low == "-" and not tokens[end].space:
        end += 1
    return end < len(tokens) and tokens[end].kind == "n" and not tokens[end].space


def veto_phones(sentence: Sentence) -> None:
    """Three or more groups of digits in a row, or a hotline's: numbers to be called."""
    tokens, done = sentence.tokens, 0
    for i in sentence.digits:
        if i < done:
            continue
        j = i
        while j < len(tokens) and (tokens[j].kind == "n" or (j > i and tokens[j].low in "-–()")):
            j += 1
        groups = [t for t in tokens[i:j] if t.kind == "n"]
        if len(groups) >= 3 or (
            len(groups) == 2 and " " in groups[0].text and tokens[i + 1].low not in "-–"
        ):
            sentence.take(i, j)
        done = j


def veto_years(sentence: Sentence) -> None:
    """A bare 1900–2100 is a year, unless a unit or a word of bound says otherwise."""
    for i in sentence.digits:
        if _is_year(sentence, i) and not _counts(sentence, i):
            sentence.take(i, i + 1)


def _is_year(sentence: Sentence, i: int) -> bool:
    text = sentence.tokens[i].text
    return len(text) == 4 and text.isdigit() and 1900 <= int(text) <= 2100


def _counts(sentence: Sentence, i: int) -> bool:
    for kind in ("unit.after", "num.scales"):
        found = sentence.at(kind, i + 1)
        if found is not None and not sentence.at("periods.year_word", i + 1):
            return True
    if any(sentence.at("unit.before", k) for k in range(max(0, i - 3), i)):
        return True
    return _bound_ends_at(sentence, i)


def _bound_ends_at(sentence: Sentence, i: int) -> bool:
    found = sentence.marks.get("bound.before", {})
    return any(
        k in found and found[k][0] == i and not sentence.at("periods.year_prep", k)
        for k in range(max(0, i - 4), i)
    )


def veto_names(sentence: Sentence) -> None:
    """Number words in names: the village "Three Wells"."""
    tokens = sentence.tokens
    for i in sentence.where("num.cardinals"):
        if not 0 < i < len(tokens) - 1 or not tokens[i].capital:
            continue
        if tokens[i - 1].low in ".:!?" or (tokens[i - 1].low == '"' and i == 1):
            continue
        if tokens[i + 1].capital:
            sentence.take(i, i + 1)


VETOES = (veto_contexts, veto_identifiers, veto_phones, veto_years, veto_names)
"""What is taken out before quantities are read."""


# ── afterwards ──


def drop_weak(sentence: Sentence) -> None:
    """``one`` stays only where it counts: after "only", in a rate, or among other counts."""
    if "num.weak" not in sentence.present:
        return
    kept = [q for q in sentence.quantities if not _weak(sentence, q) or _counted(sentence, q)]
    kept = [q for q in kept if not _priced(sentence, q)]
    sentence.quantities = kept


def _priced(sentence: Sentence, q: Quantity) -> bool:
    """``one tonne of coal costs 5,200``: the unit of a price."""
    if not sentence.at("num.weak", q.number.i) or q.kind != "measure":
        return False
    return any(o.kind == "money" and o.i > q.j for o in sentence.quantities)


def drop_frequencies(sentence: Sentence) -> None:
    """``twice a week`` tells how often, not how much."""
    sentence.quantities = [
        q
        for q in sentence.quantities
        if not (q.kind == "times" and q.change is None and _frequency(sentence, q))
    ]


def _frequency(sentence: Sentence, q: Quantity) -> bool:
    return any(i == q.j for i, _, row, _ in sentence.matches("frames.per") if "is" in row)


def _weak(sentence: Sentence, q: Quantity) -> bool:
    return (
        q.unit == "1"
        and q.number.j - q.number.i == 1
        and sentence.at("num.weak", q.number.i) is not None
    )


def _counted(sentence: Sentence, q: Quantity) -> bool:
    if sentence.at("num.weak_never", q.number.i):
        return False
    if q.per is not None or any(
        (hit := sentence.at("num.weak_after", k)) is not None and hit[0] == q.i
        for k in range(max(0, q.i - 3), q.i)
    ):
        return True
    others = [o for o in sentence.quantities if o is not q and not _weak(sentence, o)]
    return any(_listed(sentence, q, other) for other in others)


def _listed(sentence: Sentence, q: Quantity, other: Quantity) -> bool:
    """Whether the two stand as items of one list: a comma or "and" near, both counts."""
    if other.unit != "1" or other.kind != "count":
        return False
    first, second = (q, other) if q.i < other.i else (other, q)
    between = range(first.j, second.i)
    joint = any(
        sentence.low(k) == "," or sentence.at("frames.and", k) or sentence.at("cues.among", k)
        for k in between
    )
    return joint and len(between) <= 9 and sentence.low(second.i - 1) != '"'
