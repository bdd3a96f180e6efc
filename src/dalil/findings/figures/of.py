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


def inside(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``two voters out of five``: the noun stands in the expression."""
    if q.noun is None:
        return None
    begin = without_article(sentence, *q.noun)
    return [(begin, q.noun[1])] if begin < q.noun[1] else None


def pronoun(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``eleven of them``, ``half of which``: what the pronoun stands for."""
    at = sentence.at("cues.of_pronoun", q.j)
    if at is not None:
        return antecedent(sentence, q, index, passage)
    return None


def after_of(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``62% of voters``, ``22,808 tonnes of uranium``."""
    if not sentence.at("cues.of", q.j):
        return None
    begin = without_article(sentence, q.j + 1, len(sentence.tokens))
    if sentence.at("cues.pronoun", begin):
        return antecedent(sentence, q, index, passage)
    end = noun_phrase(sentence, begin)
    return [(begin, end)] if end > begin else None


def counted(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``14 murders``: the noun phrase right behind a count; a unit before a noun: ``200-bed hospital``."""
    if q.kind in ("share", "times", "rank", "percent") and not _glued(sentence, q):
        return None
    if q.kind in ("money", "measure", "time", "point", "mci") and not _glued(sentence, q):
        return None
    if q.frame == "converted":
        return None
    begin = q.j
    if sentence.low(begin) == "-" and not sentence.tokens[begin].space:
        begin += 1
    begin = _past_words(sentence, begin)
    end = noun_phrase(sentence, begin)
    return [(begin, end)] if end > begin else None


def _past_words(sentence: Sentence, i: int) -> int:
    while i < len(sentence.tokens) and sentence.at("cues.such", i):
        i += 1
    return i


def _glued(sentence: Sentence, q: Quantity) -> bool:
    """A unit in a compound: ``two-month lockdown``, ``100-MW station``."""
    tokens = sentence.tokens[q.number.j : q.j]
    return any(t.low == "-" and not t.space for t in tokens)


def paired(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """A conversion, a restatement or the other level of a change has the same ``of``."""
    if q.head is None or q.head.of is None:
        return None
    return q.head.of


def termed(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``7 years in prison``, ``15 days of arrest``: the punishment."""
    if q.kind not in ("time", "mci", "money"):
        return None
    if sentence.at("cues.term_link", q.j):
        begin = without_article(sentence, q.j + 1, len(sentence.tokens))
        end = noun_phrase(sentence, begin, links=False)
        if end > begin:
            return [(begin, end)]
    return None


def purpose(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``3 billion for repairs``."""
    if q.kind != "money" or not sentence.at("cues.purpose", q.stop):
        return None
    begin = without_article(sentence, q.stop + 1, len(sentence.tokens))
    end = noun_phrase(sentence, begin)
    return [(begin, end)] if end > begin else None


def named_before(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``a fine of 50 MCI``, ``damage of 2.8 billion soms``: the noun in front of "of"."""
    at = q.start - 1
    if not sentence.at("cues.of", at) or at < 1:
        return None
    begin = start_of_phrase(sentence, at)
    return [(begin, at)] if begin < at else None


def subject(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``inflation was 8%``: the noun phrase before the verb of the clause."""
    begin, _ = clause(sentence, q.i)
    floor = begin
    verb = next(
        (k for k in range(floor, q.start) if word_class(sentence, k) in ("verb", "aux")), None
    )
    if verb is None or verb == floor:
        return None
    start = start_of_phrase(sentence, verb, most=14)
    start = max(start, floor)
    if start < verb and not sentence.at("cues.pronoun", start):
        return [(start, verb)]
    if sentence.at("cues.pronoun", verb - 1):
        return antecedent(sentence, q, index, passage)
    return None


def listed(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """An item of an enumeration without a noun of its own takes the noun of the one before."""
    if index == 0:
        return None
    before = sentence.quantities[index - 1]
    return before.of if before.of else None


def antecedent(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """The last thing that was counted, in this sentence or before."""
    for other in reversed(sentence.quantities[:index]):
        if other.of:
            return other.of
    return passage.last_of


def carried(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """Nothing in the sentence: what the passage counted last, where the kind is the same."""
    if q.kind in ("count", "share", "percent", "times") and index == 0 and passage.last_of:
        return passage.last_of
    return None


RULES: tuple[Rule, ...] = (
    inside,
    pronoun,
    paired,
    termed,
    after_of,
    counted,
    purpose,
    named_before,
    subject,
    listed,
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
