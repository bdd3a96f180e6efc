"""Who says so, where verbs of saying end the sentence: ``… деп хабарлады министрлік``."""

from __future__ import annotations

from dalil.findings.figures.sentence import Mark, Quantity, Sentence
from dalil.findings.figures.turkic.forms import BARE, back, ends, form, segment

_STOPS = frozenset(".,;:!?–()")


def find_sources(sentence: Sentence, text: str) -> None:
    """Fill ``sentence.sources`` with everyone who is named as a teller."""
    for i in sentence.where("speech.by_after"):
        _prefixed(sentence, text, i)
    for i in sentence.where("speech.study"):
        if sentence.at("speech.of_study", i + 1) and form(sentence, i - 1) in ("sign", "end"):
            _add(sentence, text, i, i + 1, "by")
    for i in sentence.where("speech.say_final"):
        found = sentence.at("speech.say_final", i)
        if found is not None and not any(m.kind == "by" and m.i == i for m in sentence.sources):
            _final(sentence, text, i, found[0])
    sentence.sources.sort(key=lambda m: m.i)


def _add(
    sentence: Sentence, text: str, i: int, j: int, kind: str, scope: tuple[int, int] = (0, 0)
) -> None:
    while i < j and (sentence.inside[i] and not sentence.tokens[i].capital):
        i += 1
    while j > i and sentence.low(j - 1) in _STOPS:
        j -= 1
    if j - i > 1 and sentence.at("speech.document", j - 1) and form(sentence, j - 2) == "gen":
        j -= 1  # the body rather than its report
    if i >= j or any(m.i < j and i < m.j for m in sentence.sources):
        return
    if sentence.at("speech.nobody", i):
        return
    words = sentence.chars(i, j).of(text)
    if sentence.at("speech.stands_for", i) and j - i <= 2:
        words = "*"
    elif j - i == 1 and sentence.at("speech.pronoun", i):
        words = "*" + words
    sentence.sources.append(Mark(i, j, words, kind, scope))


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
    kind = "alone" if sentence.at("speech.say_alone", i) else "final"
    behind = _behind(sentence, j)
    if behind is not None:
        _add(sentence, text, behind[0], behind[1], kind, (_part(sentence, i), i))
        return
    subject = _subject(sentence, i)
    if subject is not None:
        begin = _contrast(sentence, subject[0])
        begin = max(begin, _clause(sentence, i)) if kind == "alone" else begin
        _add(sentence, text, subject[0], subject[1], kind, (begin, i))


def _part(sentence: Sentence, i: int) -> int:
    """Where the part of the sentence begins, as semicolons cut it."""
    return max((k + 1 for k in sentence.signs if k < i and sentence.low(k) == ";"), default=0)


def _contrast(sentence: Sentence, i: int) -> int:
    """Where ``ал …`` sets the speaker against what stands before, else where the part begins."""
    begin = _part(sentence, i)
    return max((k for k in range(begin, i) if sentence.is_a("clause", k)), default=begin)


def _behind(sentence: Sentence, j: int) -> tuple[int, int] | None:
    """``…, дейді министр орынбасары.``."""
    end = j
    while end < len(sentence.tokens) and sentence.low(end) not in _STOPS and end - j < 9:
        told = sentence.at("speech.document", end) or sentence.at("speech.stands_for", end)
        verbal = form(sentence, end) in ("verb", "conv", "number") and not told
        if verbal and not sentence.tokens[end].capital:
            return None
        if form(sentence, end) == "conj" and end == j:
            return None
        end += 1
    initial = end > j and len(sentence.tokens[end - 1].text) == 1
    if initial and sentence.low(end) == "." and end - j < 9 and end + 1 < len(sentence.tokens):
        end += 2
    return (j, end) if end > j else None


def _subject(sentence: Sentence, i: int) -> tuple[int, int] | None:
    """The first one in its part of the sentence who can speak and is in the nominative."""
    floor = _part(sentence, i)
    own = _agent(sentence, max(floor, _clause(sentence, i)), i)
    if own is None:
        own = _agent(sentence, floor, i)
    if own is not None:
        return own
    for k in range(floor, i):
        if sentence.at("speech.they", k):
            return k, k + 1
    return _named(sentence, floor, i) or _people(sentence, i)


def _clause(sentence: Sentence, i: int) -> int:
    """Where the clause of a verb of saying begins; ``…, деп`` is part of what it closes."""
    begin, _ = segment(sentence, i)
    while begin and i - begin <= 2:
        begin, _ = segment(sentence, begin - 1)
    return begin


def _agent(sentence: Sentence, floor: int, i: int) -> tuple[int, int] | None:
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
    return None


def _clean(sentence: Sentence, i: int) -> int:
    while sentence.inside[i] and i + 1 < len(sentence.tokens) and not sentence.tokens[i].capital:
        i += 1
    return i


def _nominative(sentence: Sentence, k: int) -> bool:
    kind = form(sentence, k)
    return (
        kind in BARE or kind in ("adj", "suffix") or (sentence.tokens[k].capital and kind == "nom")
    )


def _runs_on(sentence: Sentence, j: int, stop: int) -> int:
    """Behind titles and names that go on: ``министр орынбасары Асан Үсенов``."""
    while j < stop:
        found = sentence.at("speech.agent", j)
        if found is not None and form(sentence, found[0] - 1) == "poss":
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
    begin, _ = segment(sentence, i)
    for k in range(begin, min(begin + 4, i)):
        if form(sentence, k) in BARE and ends(sentence, k, "people"):
            return back(sentence, k + 1), k + 1
    return None


def source_of(sentence: Sentence, q: Quantity, index: int) -> Mark | None:
    """The source of the sentence; behind a semicolon, of its own part."""
    part = _part(sentence, q.i)
    own = [m for m in sentence.sources if _part(sentence, m.i) == part]
    named = [m for m in own if m.kind == "by"]
    before = [m for m in named if m.j <= q.i]
    if before or named:
        return (before or named)[-1 if before else 0]
    spoken = [m for m in own if m.kind != "by" and _scope(m)[0] <= q.i]
    closing = [m for m in spoken if _scope(m)[1] >= q.i]
    if closing:
        return min(closing, key=lambda m: _scope(m)[1])
    whole = [m for m in spoken if m.kind == "final"]
    return whole[-1] if whole else None


def _scope(mark: Mark) -> tuple[int, int]:
    return mark.extra if isinstance(mark.extra, tuple) else (0, 0)
