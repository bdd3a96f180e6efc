"""Which place a figure holds for, where a later clause may name the place of a part only."""

from __future__ import annotations

from dalil.findings.figures.places import WEAK
from dalil.findings.figures.places import place_of as nearest
from dalil.findings.figures.sentence import Mark, Quantity, Sentence
from dalil.findings.figures.turkic.forms import segment

OF_PART = Mark(0, 1, "", "part")
"""An answer that says: the place that the sentence names is that of a part."""


def place_of(sentence: Sentence, q: Quantity, index: int) -> Mark | None:
    """The nearest place, but not that of the part broken down behind: ``оның 40-ы Алматыда``."""
    mark = nearest(sentence, q, index)
    listed = _of_item(sentence, q, mark)
    if listed is not None:
        return listed
    if mark is not None and mark.i >= segment(sentence, q.i)[1]:
        before = [m for m in sentence.places if m.j <= q.i]  # the next clause has its own place
        mark = before[-1] if before else mark
    if mark is None or mark.i < q.stop:
        return mark
    begin, _ = segment(sentence, mark.i)
    if begin > q.i and sentence.at("cues.them", begin):
        return OF_PART
    return mark


def _of_item(sentence: Sentence, q: Quantity, mark: Mark | None) -> Mark | None:
    """``Шымкентте 41, Алматыда 33``: the place of the item, not of the one behind its comma."""
    if mark is None or mark.i < q.stop:
        return None
    if not any(sentence.low(k) == "," for k in range(q.j, mark.i)):
        return None
    before = [m for m in sentence.places if m.j <= q.start]
    if not before or any(sentence.low(k) == "," for k in range(before[-1].j, q.i)):
        return None
    between = any(before[-1].j <= o.i < q.i for o in sentence.quantities)
    return None if between or before[-1].kind == WEAK else before[-1]
