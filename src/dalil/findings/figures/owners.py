"""Whose a number is where no verb says so: headlines, ``the WHO norm``, ``by its own count``, ellipses."""

from __future__ import annotations

from dalil.findings.figures.attribution import (
    ALL,
    ALONE,
    add_source,
    find_tellers,
    source_ends,
)
from dalil.findings.figures.clauses import same_clause
from dalil.findings.figures.phrases import start_of_phrase, without_article, word_class
from dalil.findings.figures.sentence import Mark, Quantity, Sentence

_HEADLINE = 6
"""So many tokens may stand before the colon of ``Health Ministry: 312 cases``."""


def find_sources(sentence: Sentence, text: str) -> None:
    """Fill ``sentence.sources``: whom the sentence names as the source of its figures."""
    find_tellers(sentence, text)
    if sentence.quantities:
        _headline(sentence, text)
        _by_whose(sentence, text)
        _owned(sentence, text)
        _left_out(sentence, text)
        _in_brackets(sentence, text)
        _ranking(sentence, text)
        _drop_documents(sentence)
    sentence.sources.sort(key=lambda m: m.i)


def _headline(sentence: Sentence, text: str) -> None:
    """``Health Ministry: 312 cases``, ``Survey: one in three is in debt``."""
    stop = next((k for k in range(1, _HEADLINE) if sentence.low(k) == ":"), None)
    if stop is None or any(q.i < stop for q in sentence.quantities) or sentence.sources:
        return
    begin = without_article(sentence, 0, stop)
    words = range(begin, stop)
    plain = all(word_class(sentence, k) in ("noun", "adj", "link") for k in words)
    if plain and any(_body_at(sentence, k) for k in words):
        add_source(sentence, text, begin, stop, ALL, 0)


def _body_at(sentence: Sentence, k: int) -> bool:
    return bool(sentence.at("speech.teller", k) or sentence.at("speech.body", k))


def _by_whose(sentence: Sentence, text: str) -> None:
    """``By the bank's figures``, ``in the ministry's words``; ``by its own count``: a pronoun."""
    for i in sentence.where("speech.by_own"):
        found = sentence.at("speech.by_own", i)
        if found is not None:
            sentence.sources.append(Mark(i, found[0], "*", ALL, i))
    for i in sentence.where("speech.document"):
        if sentence.low(i - 1) not in ("'s", "'"):
            continue
        begin = start_of_phrase(sentence, i - 1)
        at = begin
        while at > 0 and word_class(sentence, at - 1) == "det":
            at -= 1
        if begin < i - 1 and sentence.at("speech.by_whose", at - 1):
            add_source(sentence, text, begin, i - 1, ALL, i)


def _owned(sentence: Sentence, text: str) -> None:
    """``The WHO norm is 5 micrograms``, ``the bank's forecast of 9%``: whose number it is."""
    for i in sentence.where("speech.owned"):
        end = sentence.at("speech.owned", i)[0]  # type: ignore[index]
        stop = i - 1 if sentence.low(i - 1) in ("'s", "'") else i
        begin = without_article(sentence, start_of_phrase(sentence, stop), stop)
        named = any(_body_at(sentence, k) for k in range(begin, stop))
        capital = begin < stop and sentence.tokens[stop - 1].capital and stop < i
        q = _next(sentence, end)
        if begin >= stop or q is None or not (named or capital):
            continue
        if any(sentence.inside[k] for k in range(begin, stop)):
            continue
        between = [word_class(sentence, k) for k in range(end, q.start)]
        states = any(kind in ("aux", "link") for kind in between) and len(between) < 7
        if states and "verb" not in between and not _bracketed(sentence, end, q):
            add_source(sentence, text, begin, stop, ALONE, begin)


def _bracketed(sentence: Sentence, i: int, q: Quantity) -> bool:
    return any(sentence.low(k) in (",", ";", "(", "–") for k in range(i, q.start))


def _next(sentence: Sentence, i: int) -> Quantity | None:
    q = next((q for q in sentence.quantities if q.start >= i), None)
    return q if q is not None and same_clause(sentence, i, q.i) else None


def _left_out(sentence: Sentence, text: str) -> None:
    """``Police reported 12 arrests, activists 30``, ``…, the government's 6%``: the verb left out."""
    if not sentence.sources:
        return
    first = min(m.i for m in sentence.sources)
    for q in sentence.quantities[1:]:
        stop = q.start - 1 if sentence.low(q.start - 1) in ("'s", "'") else q.start
        begin = start_of_phrase(sentence, stop)
        at = begin
        while at > 0 and word_class(sentence, at - 1) == "det":
            at -= 1
        joint = sentence.low(at - 1) in (",", ";") or sentence.at("frames.and", at - 1)
        ends = q.stop >= len(sentence.tokens) or sentence.low(q.stop) in (".", ",", ";", '"')
        ends = ends or sentence.at("frames.and", q.stop) is not None or _dead(sentence, q.stop)
        if begin < stop and begin > first and joint and ends and _body_at(sentence, stop - 1):
            add_source(sentence, text, begin, stop, ALONE, begin)


def _dead(sentence: Sentence, k: int) -> bool:
    """``…, the factory 45 injured``: a participle or adjective that closes the part."""
    ends = k + 1 >= len(sentence.tokens) or sentence.tokens[k + 1].kind == "s"
    return ends and word_class(sentence, k) in ("participle", "adj")


def _in_brackets(sentence: Sentence, text: str) -> None:
    """``… (Border Service)``: a body alone in brackets."""
    for k in sentence.signs:
        if sentence.low(k) != "(":
            continue
        end = source_ends(sentence, k + 1)
        if end > k + 1 and sentence.low(end) == ")":
            words = range(k + 1, end)
            named = any(_body_at(sentence, m) for m in words)
            if named and any(sentence.tokens[m].capital for m in words):
                add_source(sentence, text, k + 1, end, ALL, k + 1)


def _ranking(sentence: Sentence, text: str) -> None:
    """``in the ranking of press freedom by Reporters Without Borders``: whose index it is."""
    if not any(q.kind in ("point", "rank") for q in sentence.quantities):
        return
    for i in sentence.where("cues.ranking"):
        if sentence.low(i - 1) in ("the", "a") or sentence.tokens[i].capital is False:
            _behind_index(sentence, text, i)
        _before_index(sentence, text, i)


def _behind_index(sentence: Sentence, text: str, i: int) -> None:
    """The body that stands behind "of" or "by" close to the index."""
    for k in range(i + 1, min(i + 7, len(sentence.tokens) - 1)):
        if sentence.tokens[k].kind == "s" or word_class(sentence, k) in ("verb", "aux"):
            return
        at = without_article(sentence, k + 1, len(sentence.tokens))
        if sentence.at("speech.of", k) and sentence.tokens[at].capital:
            end = source_ends(sentence, at)
            end = next((m for m in range(at + 1, end) if sentence.inside[m]), end)
            if any(_body_at(sentence, m) for m in range(at, end)):
                add_source(sentence, text, at, end, ALL, i)
                return


def _before_index(sentence: Sentence, text: str, i: int) -> None:
    """``in the World Bank's Logistics Performance Index``, ``the Freedom House index``."""
    for k in range(max(0, i - 7), i):
        found = sentence.at("speech.body", k)
        if found is not None and sentence.tokens[k].capital and found[0] <= i:
            add_source(sentence, text, k, found[0], ALL, k)
            return


def _drop_documents(sentence: Sentence) -> None:
    """The survey only if nobody else is named: ``the survey, carried out by the centre, showed``."""
    bare = [m for m in sentence.sources if _bare_document(sentence, m)]
    if not bare or len(bare) == len(sentence.sources):
        return
    for mark in bare:
        here = (m for m in sentence.sources if m not in bare and m.value.strip("*"))
        if any(not any(mark.j <= q.i < m.i for q in sentence.quantities) for m in here):
            sentence.sources.remove(mark)


def _bare_document(sentence: Sentence, mark: Mark) -> bool:
    return mark.j - mark.i == 1 and sentence.at("speech.document", mark.i) is not None
