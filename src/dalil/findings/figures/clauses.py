"""Where one clause of a sentence ends and the next begins, as far as signs and words tell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from dalil.findings.figures.sentence import Sentence


def boundaries(sentence: Sentence) -> list[int]:
    """The tokens at which a new clause begins, kept with the sentence."""
    if sentence.clause_starts is None:
        sentence.clause_starts = [i for i in _openings(sentence) if _begins(sentence, i)]
    return sentence.clause_starts


def _openings(sentence: Sentence) -> list[int]:
    semicolons = [i for i in sentence.signs if sentence.low(i) == ";"]
    return sorted({*semicolons, *sentence.where("class.clause", "cues.relative", "frames.and")})


def _begins(sentence: Sentence, i: int) -> bool:
    low = sentence.low(i)
    if low == ";":
        return True
    if sentence.is_a("clause", i):
        return True
    if low and sentence.low(i - 1) == "," and sentence.at("cues.relative", i):
        return True
    if not sentence.at("frames.and", i):
        return False
    return sentence.low(i - 1) == "," or sentence.at("speech.said_that", i + 1) is not None


def same_clause(sentence: Sentence, i: int, j: int) -> bool:
    """Whether tokens ``i`` and ``j`` (in this order) stand in one clause."""
    starts = boundaries(sentence)
    return bisect_left(starts, i) == bisect_left(starts, max(i, j))


def clause(sentence: Sentence, i: int) -> tuple[int, int]:
    """The clause that token ``i`` stands in: begin and end."""
    starts = boundaries(sentence)
    k = bisect_right(starts, i)
    begin = starts[k - 1] if k else 0
    return begin, starts[k] if k < len(starts) else len(sentence.tokens)
