"""Who says so, where verbs of saying end the sentence: ``… деп хабарлады министрлік``."""

from __future__ import annotations

from dalil.findings.figures.sentence import Mark, Quantity, Sentence
from dalil.findings.figures.turkic import BARE, back, form, reach, segment

_STOPS = frozenset(".,;:!?–()")


def find_sources(sentence: Sentence, text: str) -> None:
    """Fill ``sentence.sources`` with everyone who is named as a teller."""
    for i in range(len(sentence.tokens)):
        if sentence.at("speech.by_after", i):
            _prefixed(sentence, text, i)
    for i in range(len(sentence.tokens)):
        found = sentence.at("speech.say_final", i)
        if found is not None and not any(m.kind == "behind" and m.i == i for m in sentence.sources):
            _final(sentence, text, i, found[0])
    sentence.sources.sort(key=lambda m: m.i)


def _add(sentence: Sentence, text: str, i: int, j: int, kind: str) -> None:
    while i < j and (sentence.inside[i] and not sentence.tokens[i].capital):
        i += 1
    while j > i and sentence.low(j - 1) in _STOPS:
        j -= 1
    if i >= j or any(m.i < j and i < m.j for m in sentence.sources):
        return
    if sentence.at("speech.nobody", i):
        return
    words = sentence.chars(i, j).of(text)
    if sentence.low(i) in ("ол", "олар", "оның", "олардың", "өзі") and j - i <= 2:
        words = "*"
    elif j - i == 1 and sentence.at("speech.pronoun", i):
        words = "*" + words
    sentence.sources.append(Mark(i, j, words, kind))


def _prefixed(sentence: Sentence, text: str, i: int) -> None:
    """``министрліктің мәліметінше``: the genitive, or the noun, before the word."""
    end = i
    while end > 0 and sentence.inside[end - 1] and not sentence.tokens[end - 1].capital:
        end -= 1  # "банктің 2020 жылғы есебінше"
    i = end if end > 0 else i
    begin = back(sentence, i, names=True, most=9)
    if begin == i and form(sentence, i - 1) == "pron":
        begin = i - 1
    _add(sentence, text, begin, i, "by")


def _final(sentence: Sentence, text: str, i: int, j: int) -> None:
    """A verb of saying: who stands behind it, or is the subject of the sentence before it."""
    behind = _behind(sentence, j)
    if behind is not None:
        _add(sentence, text, behind[0], behind[1], "final")
        return
    subject = _subject(sentence, i)
    if subject is not None:
        _add(sentence, text, subject[0], subject[1], "final")


def _behind(sentence: Sentence, j: int) -> tuple[int, int] | None:
    """``…, дейді министр орынбасары.``"""
    end = j
    while end < len(sentence.tokens) and sentence.low(end) not in _STOPS and end - j < 9:
        if form(sentence, end) in ("verb", "conv", "number") and not sentence.tokens[end].capital:
            return None
        if form(sentence, end) == "conj" and end == j:
            return None
        end += 1
    if end > j and end < len(sentence.tokens) and sentence.low(end) == "." and end - j < 9:
        if len(sentence.tokens[end - 1].text) == 1:  # an initial
            end += 2 if end + 1 < len(sentence.tokens) else 0
    return (j, end) if end > j else None


def _subject(sentence: Sentence, i: int) -> tuple[int, int] | None:
    """The first one in its part of the sentence who can speak and is in the nominative."""
    floor = max((k + 1 for k in range(i) if sentence.low(k) == ";"), default=0)
    for k in range(floor, i):
        found = sentence.at("speech.agent", k)
        if found is None or not _nominative(sentence, found[0] - 1):
            continue
        end = _runs_on(sentence, found[0], i)
        if not _nominative(sentence, end - 1):
            continue
        begin = min(back(sentence, at, names=True, most=9) for at in (found[0], end))
        begin = max(floor, begin)
        return _clean(sentence, min(begin, k)), end
    for k in range(floor, i):
        if sentence.low(k) in ("ол", "олар"):
            return k, k + 1
    return _named(sentence, floor, i) or _people(sentence, i)


def _clean(sentence: Sentence, i: int) -> int:
    while sentence.inside[i] and i + 1 < len(sentence.tokens) and not sentence.tokens[i].capital:
        i += 1
    return i


def _nominative(sentence: Sentence, k: int) -> bool:
    kind = form(sentence, k)
    return kind in BARE or kind in ("adj", "suffix") or sentence.tokens[k].capital and kind == "nom"


def _runs_on(sentence: Sentence, j: int, stop: int) -> int:
    """Behind titles and names that go on: ``министр орынбасары Асан Үсенов``."""
    while j < stop:
        found = sentence.at("speech.agent", j)
        if found is not None and _nominative(sentence, found[0] - 1):
            j = found[0]
        elif sentence.tokens[j].capital and not sentence.inside[j]:
            j += 1
            if len(sentence.tokens[j - 1].text) == 1 and sentence.low(j) == ".":
                j += 1
        else:
            break
    return j


def _named(sentence: Sentence, floor: int, i: int) -> tuple[int, int] | None:
    """Two words with capitals or more, in the nominative, at the head of the sentence."""
    j = floor
    while j < i and sentence.tokens[j].capital and not sentence.inside[j]:
        j += 1
        if len(sentence.tokens[j - 1].text) == 1 and sentence.low(j) == ".":
            j += 1
    if j - floor >= 2 and _nominative(sentence, j - 1):
        return floor, j
    return None


def _people(sentence: Sentence, i: int) -> tuple[int, int] | None:
    """``Ереуілшілер … талап етті``: people in the plural at the head of the clause."""
    tails = sentence.grammar.lang.table("words").get("forms", {}).get("people", ())
    begin, _ = segment(sentence, i)
    for k in range(begin, min(begin + 4, i)):
        if form(sentence, k) in BARE and sentence.low(k).endswith(tuple(tails)):
            return back(sentence, k + 1), k + 1
    return None


def source_of(sentence: Sentence, q: Quantity, index: int) -> Mark | None:
    """The source of the sentence; behind a semicolon, of its own part."""
    marks = sentence.sources
    if not marks:
        return None
    cuts = [k for k in range(len(sentence.tokens)) if sentence.low(k) == ";"]
    part = sum(1 for k in cuts if k < q.i)
    own = [m for m in marks if sum(1 for k in cuts if k < m.i) == part]
    if own:
        begin, _ = segment(sentence, q.i)
        end = reach(sentence, q.i)
        near = [m for m in own if m.kind == "final" and begin <= m.i < end]
        if len(own) > 1 and near:
            return near[0]
        before = [m for m in own if m.kind == "by" and m.j <= q.i]
        return before[-1] if before and len(own) > 1 else own[0]
    return marks[0] if part and marks[0].kind == "by" and len(marks) == 1 and not cuts else None
