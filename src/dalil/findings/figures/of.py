"""What is counted or measured: the noun phrase a quantity is attached to, by rules in order.

A rule takes the sentence, the quantity, its index and the passage, and gives token ranges, an
answer that is already text, or ``None``: "not my case". The first that answers holds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dalil.findings.figures.clauses import clause
from dalil.findings.figures.phrases import (
    noun_phrase,
    start_of_phrase,
    without_article,
    word_class,
)
from dalil.findings.figures.sentence import Quantity, Sentence

if TYPE_CHECKING:
    from dalil.findings.figures.passage import Passage

Pieces = list[tuple[int, int]]
Answer = Pieces | str | None
Rule = Callable[[Sentence, Quantity, int, "Passage"], Answer]
_UNITS = ("money", "measure", "time", "point", "mci")
_SHARES = ("share", "percent")
_VERBAL = ("verb", "aux", "participle")


def inside(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``two voters out of five``: the noun stands in the expression."""
    if q.noun is None:
        return None
    begin = without_article(sentence, *q.noun)
    return [(begin, q.noun[1])] if begin < q.noun[1] else None


def pronoun(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``eleven of them``, ``half of which``: what the pronoun stands for."""
    if sentence.at("cues.of_pronoun", q.j) is not None:
        return antecedent(sentence, q, index, passage)
    return None


def paired(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """A conversion, a restatement or the other level of a change has the same ``of``."""
    return q.head.of if q.head is not None and q.head.of else None


def termed(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``7 years in prison``, ``15 days of arrest``: the punishment."""
    if q.kind != "time" or not sentence.at("cues.term_link", q.j):
        return None
    return _phrase(sentence, q.j + 1, links=False)


def after_of(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``62% of voters``, ``22,808 tonnes of uranium``."""
    if not sentence.at("cues.of", q.j):
        return None
    begin = without_article(sentence, q.j + 1, len(sentence.tokens))
    if sentence.at("cues.pronoun", begin):
        return antecedent(sentence, q, index, passage)
    return _phrase(sentence, begin) or _place_noun(sentence, begin)


def _place_noun(sentence: Sentence, begin: int) -> Answer:
    """``a quarter of Uzbekistan's electricity``: the noun behind the owner."""
    mark = next((m for m in sentence.places if m.i == begin), None)
    if mark is None or sentence.low(mark.j) not in ("'s", "'"):
        return None
    return _phrase(sentence, mark.j + 1)


def _phrase(sentence: Sentence, i: int, *, links: bool = True) -> Answer:
    begin = without_article(sentence, i, len(sentence.tokens))
    end = noun_phrase(sentence, begin, links=links)
    return [(begin, end)] if end > begin else None


def counted(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``14 murders``: the noun phrase right behind a count; a unit before a noun: ``two-month ban``."""
    if q.frame == "converted" and q.kind != "count":
        return None
    if q.kind in ("times", "rank") or (q.kind in _UNITS and not glued(sentence, q)):
        return None
    if q.kind == "percent" and not glued(sentence, q):
        return None
    begin = q.j
    if sentence.low(begin) == "-" and not sentence.tokens[begin].space:
        begin += 1
    while begin < len(sentence.tokens) and sentence.at("cues.such", begin):
        begin += 1
    if word_class(sentence, begin) == "det" and q.kind != "share":
        return None
    return _phrase(sentence, begin)


def glued(sentence: Sentence, q: Quantity) -> bool:
    """A unit in a compound: ``two-month lockdown``, ``100-MW station``."""
    tokens = sentence.tokens[q.number.j : q.j]
    return any(t.low == "-" and not t.space for t in tokens)


def elliptic(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``doctors' pay rose by 30%, and nurses' by 20%``: the owner changes, the thing stays."""
    at = q.start - 1
    if sentence.at("cues.by", at) or sentence.at("cues.to", at):
        at -= 1
    if sentence.low(at) not in ("'", "'s") or not index:
        return None
    before = sentence.quantities[index - 1].of
    begin = start_of_phrase(sentence, at)
    if not before or begin >= at:
        return None
    owner = " ".join(t.text for t in sentence.tokens[begin:at])
    return f"{owner}{sentence.tokens[at].text} {before.split()[-1]}"


def named_before(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``a fine of 50 MCI``, ``damage of 2.8 billion soms``: the noun in front of "of"."""
    at = q.start - 1
    if at < 1 or not sentence.at("cues.of", at) or q.kind == "count":
        return None
    begin = start_of_phrase(sentence, at)
    return [(begin, at)] if begin < at else None


def changed_object(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``cut the plan by 18%``, ``raise fees from 20 to 30``: between the verb and the number."""
    at = q.start - 1
    if not (sentence.at("cues.by", at) or sentence.at("cues.from", at)):
        if not (q.kind in ("times", "share") and q.change) and q.role != "to":
            return None
        at += 1
    for k in range(at - 1, max(-1, at - 12), -1):
        if sentence.low(k) in (",", ";", "("):
            return None
        if any(sentence.at(f"cues.{cue}", k) for cue in ("up", "down", "shift")):
            found = _phrase(sentence, k + 1)
            return found if found and found[0][1] <= at else None
    return None


def purpose(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``3 billion for repairs``, ``115 billion were allocated for the programme``."""
    if q.kind != "money":
        return None
    for k in range(q.stop, min(q.stop + 6, len(sentence.tokens))):
        if sentence.at("cues.purpose", k):
            return _phrase(sentence, k + 1) or _gerund(sentence, k + 1)
        if not sentence.at("cues.spent", k) and word_class(sentence, k) not in ("aux", "adv"):
            return None
    return None


def _gerund(sentence: Sentence, i: int) -> Answer:
    end = noun_phrase(sentence, i + 1)
    return [(i, end)] if word_class(sentence, i) in ("verb", "adj") and end > i + 1 else None


def subject(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``inflation was 8%``: the noun phrase that opens the clause, before its verb."""
    begin = _subject_zone(sentence, q)
    k = begin
    while k < q.start:
        k = _past_opening(sentence, k, q.start)
        if k >= q.start:
            return None
        if sentence.at("cues.pronoun", k) and not sentence.is_a("det", k):
            return antecedent(sentence, q, index, passage)
        found = _phrase(sentence, k)
        if found and isinstance(found, list):
            found = _owned(sentence, found)
            if _verb_follows(sentence, found[0][1], q.start):
                return found
            k = found[0][1]
        else:
            k += 1
    return None


def _owned(sentence: Sentence, found: Pieces) -> Pieces:
    """Without a leading place that owns it: ``Tokmok's debt`` → ``debt``."""
    return found


def _past_opening(sentence: Sentence, k: int, stop: int) -> int:
    """Past dates, places, adverbs and prepositional openings: ``In 2020, in Osh, …``."""
    while k < stop:
        mark = next((m for m in sentence.periods + sentence.places if m.i == k), None)
        if mark is not None:
            k = mark.j + (1 if sentence.low(mark.j) in ("'s", "'") else 0)
        elif word_class(sentence, k) in ("prep", "link") and not sentence.inside[k]:
            end = noun_phrase(sentence, k + 1)
            k = max(end, k + 1)
        elif word_class(sentence, k) in ("sign", "adv", "conj", "clause", "number", "det"):
            k += 1
        else:
            return k
    return k


def _verb_follows(sentence: Sentence, k: int, stop: int) -> bool:
    return any(word_class(sentence, m) in _VERBAL for m in range(k, stop)) or any(
        sentence.low(m) in ("–", ":", "(") for m in range(k, min(k + 2, stop))
    )


def _subject_zone(sentence: Sentence, q: Quantity) -> int:
    """Where the clause of ``q`` begins: at a boundary, or at "and" with a subject and verb behind."""
    begin, _ = clause(sentence, q.i)
    for k in range(begin + 1, q.start):
        if sentence.at("frames.and", k) and _new_clause(sentence, k + 1, q.start):
            begin = k
    return begin


def _new_clause(sentence: Sentence, k: int, stop: int) -> bool:
    k = _past_opening(sentence, k, stop)
    end = noun_phrase(sentence, k) if k < stop else k
    return k < end < stop and word_class(sentence, end) in ("verb", "aux")


def aligned(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``38 fires, 12 floods and 5 storms, compared with 26, 7 and 2``: by their order."""
    block = _bare_list(sentence, index)
    if len(block) < 2:
        return None
    named = [other for other in sentence.quantities[: block[0]] if "of.counted" in other.rules]
    if len(named) < len(block):
        return None
    return named[len(named) - len(block) + block.index(index)].of


def _bare_list(sentence: Sentence, index: int) -> list[int]:
    """The indexes of the numbers without nouns that stand in one list with this one."""
    qs, block = sentence.quantities, [index]
    while block[0] and _only_joints(sentence, qs[block[0] - 1].j, qs[block[0]].i):
        block.insert(0, block[0] - 1)
    while block[-1] + 1 < len(qs) and _only_joints(sentence, qs[block[-1]].j, qs[block[-1] + 1].i):
        block.append(block[-1] + 1)
    return block


def _only_joints(sentence: Sentence, i: int, j: int) -> bool:
    return 0 < j - i <= 2 and all(
        sentence.low(k) == "," or sentence.at("frames.and", k) for k in range(i, j)
    )


def listed(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """An item of an enumeration without a noun of its own takes the noun of the one before."""
    if index == 0:
        return None
    return sentence.quantities[index - 1].of


def antecedent(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """The last thing that was counted, in this sentence or before."""
    for other in reversed(sentence.quantities[:index]):
        if other.of:
            return other.of
    return passage.last_of


def heading(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """No verb in the clause: the noun phrase before the number, as tables and headlines have it."""
    begin, _ = clause(sentence, q.i)
    if any(word_class(sentence, k) in _VERBAL for k in range(begin, q.start)):
        return None
    at = q.start
    while at > begin and word_class(sentence, at - 1) in ("prep", "sign", "link", "adv"):
        at -= 1
    start = start_of_phrase(sentence, at)
    return [(start, at)] if begin <= start < at else None


def carried(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """Nothing in the sentence: what the passage counted last."""
    return passage.last_of if index == 0 and q.kind not in ("time",) else None


RULES: tuple[Rule, ...] = (
    inside,
    pronoun,
    elliptic,
    termed,
    after_of,
    counted,
    named_before,
    paired,
    purpose,
    aligned,
    changed_object,
    subject,
    listed,
    heading,
    carried,
)
"""What is tried, in order."""


def find_of(sentence: Sentence, text: str, passage: Passage) -> None:
    """Give each quantity its ``of``."""
    rules = sentence.grammar.hook("OF_RULES", RULES)
    for index, q in enumerate(sentence.quantities):
        for rule in rules:
            answer = rule(sentence, q, index, passage)
            if not answer:
                continue
            if isinstance(answer, str):
                q.of = answer
                q.say("of", f"of.{rule.__name__}")
            else:
                spans = [sentence.chars(i, j) for i, j in answer]
                q.of = " ".join(span.of(text) for span in spans)
                q.say("of", f"of.{rule.__name__}", *spans)
            break
