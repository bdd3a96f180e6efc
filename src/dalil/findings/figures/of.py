"""What is counted or measured: the noun phrase a quantity is attached to, by rules in order.

A rule takes the sentence, the quantity, its index and the passage, and gives token ranges, an
answer that is already text, or ``None``: "not my case". The first that answers holds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dalil.findings.figures.attribution import put_at
from dalil.findings.figures.clauses import clause
from dalil.findings.figures.phrases import (
    bare_subject,
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
_LEADS = frozenset({"cues.by", "cues.from", "cues.to"})
_CHANGES = frozenset({"cues.up", "cues.down", "cues.shift"})
_MEASURES = _CHANGES | {"cues.measuring"}


def inside(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``two voters out of five``: the noun stands in the expression."""
    if q.noun is None:
        return None
    begin = without_article(sentence, *q.noun)
    return [(begin, q.noun[1])] if begin < q.noun[1] else None


def pronoun(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``eleven of them``, ``half of which``: what the pronoun stands for."""
    found = sentence.at("cues.of_pronoun", q.j)
    if found is None:
        return None
    if sentence.low(found[0] - 1) in _POINTING and word_class(sentence, found[0]) == "noun":
        return _phrase(sentence, found[0])  # "nine of these stations"
    return antecedent(sentence, q, index, passage)


_POINTING = ("these", "those")


def paired(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """A conversion, a restatement or the other level of a change has the same ``of``."""
    if q.head is None or not q.head.of:
        return None
    if q.frame == "converted" and q.kind == q.head.kind and q.per is None and q.head.per:
        q.per = q.head.per
        q.say("per", "per.converted", *q.head.parts.get("per", []))
    return q.head.of


def termed(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``7 years in prison``, ``15 days of arrest``: the punishment."""
    if q.kind != "time" or not sentence.at("cues.term_link", q.j):
        return None
    found = _phrase(sentence, q.j + 1, links=False)
    if not isinstance(found, list) or sentence.at("cues.of", q.j):
        return found
    i, j = found[0]
    return found if any(sentence.at("cues.punishment", k) for k in range(i, j)) else None


def after_of(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``62% of voters``, ``22,808 tonnes of uranium``; ``half (50.3%) of the population``."""
    at = _past_brackets(sentence, q, index)
    if not sentence.at("cues.of", at):
        return None
    begin = without_article(sentence, at + 1, len(sentence.tokens))
    if begin == at + 2 and word_class(sentence, begin) == "participle":
        end = noun_phrase(sentence, begin)
        demonstrative = sentence.at("cues.pronoun", begin - 1) is not None
        first = begin - 1 if demonstrative else begin
        return [(first, max(end, begin + 1))]  # "71% of those questioned", "of the unemployed"
    if sentence.at("cues.pronoun", begin):
        return antecedent(sentence, q, index, passage)
    whole = next((o for o in sentence.quantities if o.start <= begin <= o.i), None)
    if whole is not None and whole is not q:  # "34 of the 54 seats"
        return counted(sentence, whole, index, passage)
    return _phrase(sentence, begin) or _place_noun(sentence, begin)


def _past_brackets(sentence: Sentence, q: Quantity, index: int) -> int:
    """Behind a share or sum in brackets that only restates the one before it."""
    following = sentence.quantities[index + 1 : index + 2]
    if sentence.low(q.j) != "(" or not following or sentence.low(following[0].j) != ")":
        return q.j
    return following[0].j + 1 if following[0].start <= q.j + 1 else q.j


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
    if q.kind in ("times", "rank") or (
        q.kind in _UNITS and not glued(sentence, q) and not _measured_noun(sentence, q)
    ):
        return None
    if q.kind == "percent" and not glued(sentence, q):
        return None
    begin = q.j
    if sentence.low(begin) == "-" and not sentence.tokens[begin].space:
        begin += 1
    while begin < len(sentence.tokens) and sentence.at("cues.such", begin):
        begin += 1
    kind = word_class(sentence, begin)
    if kind == "det" and (q.kind != "share" or sentence.at("cues.negative", begin)):
        return None
    if kind == "participle" and word_class(sentence, begin + 1) in _VERBAL:
        return [(begin, begin + 1)]  # "the five accused pleaded guilty"
    if kind == "participle" and word_class(sentence, begin + 1) not in ("noun", "adj"):
        opened = any(
            word_class(sentence, k) in _VERBAL for k in range(clause(sentence, q.i)[0], q.start)
        )
        return (
            [(begin, begin + 1)] if opened and not sentence.at("frames.and", q.start - 1) else None
        )
    return _phrase(sentence, begin)


def _measured_noun(sentence: Sentence, q: Quantity) -> bool:
    """``the 1,500 km canal``: a noun right behind a measure."""
    if q.kind != "measure" or q.j >= len(sentence.tokens):
        return False
    return word_class(sentence, q.j) == "noun" and sentence.tokens[q.j].kind == "w"


def glued(sentence: Sentence, q: Quantity) -> bool:
    """A unit in a compound: ``two-month lockdown``, ``100-MW station``."""
    tokens = sentence.tokens[q.number.j : q.j]
    return any(t.low == "-" and not t.space for t in tokens)


def elliptic(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``doctors' pay rose by 30%, and nurses' by 20%``: the owner changes, the thing stays."""
    if not index:
        return None
    at = q.start - 1
    if sentence.at("cues.by", at) or sentence.at("cues.to", at):
        at -= 1
    if sentence.low(at) not in ("'", "'s"):
        return None
    before = sentence.quantities[index - 1].of
    begin = start_of_phrase(sentence, at)
    if not before or begin >= at:
        return None
    owner = " ".join(t.text for t in sentence.tokens[begin:at])
    return f"{owner}{sentence.tokens[at].text} {before.split()[-1]}"


def opened(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``Of the callers, the centre adds, 312 needed a lawyer``: no noun of its own follows."""
    if q.kind not in ("count", "share", "percent") or "cues.of" not in sentence.present:
        return None
    opens = clause(sentence, q.i)[0]
    if not sentence.at("cues.of", opens):
        return None
    if q.start - opens > 16 or word_class(sentence, q.j) in ("noun", "adj"):
        return None
    if any(o.i > opens + 2 for o in sentence.quantities[:index]):
        return None
    if sentence.at("cues.of_pronoun", opens) or not sentence.at("words.article", opens + 1):
        return None
    at = opens + 2
    at = next((o.j for o in sentence.quantities[:index] if o.start <= at <= o.i), at)
    found = _phrase(sentence, at)
    return found if isinstance(found, list) and found[0][1] < q.start else None


def put(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``puts the damage at 27 billion``: the damage."""
    if "speech.put" not in sentence.present:
        return None
    for k in range(q.start - 2, max(-1, q.start - 12), -1):
        found = put_at(sentence, k)
        if found is not None and found[2] is q:
            end = noun_phrase(sentence, found[0])
            if end - found[0] == 1 and sentence.at("cues.mere_number", found[0]):
                return antecedent(sentence, q, index, passage)
            counter = sentence.at("cues.counter", found[0])
            return [(counter[0] if counter and counter[0] < end else found[0], end)]
    return None


def spent_on(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``spend 4.5 hours a day on housework``: what time goes on."""
    if q.kind != "time" or not sentence.at("words.upon", q.stop):
        return None
    if not any(sentence.at("cues.spending", k) for k in range(max(0, q.start - 4), q.start)):
        return None
    if sentence.at("frames.average", q.stop) or sentence.at("bound.after", q.stop):
        return None  # "works 28 hours a week on average"
    return _phrase(sentence, q.stop + 1) or _gerund(sentence, q.stop + 1)


def named_before(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``a fine of 50 MCI``, ``damage of 2.8 billion soms``: the noun in front of "of"."""
    at = q.start - 1
    if at < 1 or not sentence.at("cues.of", at):
        return None
    begin = start_of_phrase(sentence, at)
    return [(begin, at)] if begin < at else None


def changed_object(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``cut the plan by 18%``, ``raise fees from 20 to 30``: between the verb and the number."""
    at = q.start - 1
    if _CHANGES.isdisjoint(sentence.present):
        return None
    if not sentence.any_at(_LEADS, at):
        if not (q.kind in ("times", "share") and q.change) and q.role != "to":
            return None
        at += 1
    for k in range(at - 1, max(-1, at - 12), -1):
        if sentence.low(k) in (",", ";", "("):
            return None
        hits = [hit for cue in ("up", "down", "shift") if (hit := sentence.at(f"cues.{cue}", k))]
        if hits:
            for begin in (max(hit[0] for hit in hits), k + 1):
                found = _phrase(sentence, begin)
                if isinstance(found, list) and found[0][1] <= at:
                    return found
            return None
    return None


def purpose(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``3 billion for repairs``, ``115 billion were allocated for the programme``."""
    if q.kind != "money":
        return None
    if sentence.at("cues.sum_in", q.stop) and not sentence.inside[q.stop]:
        found = _phrase(sentence, q.stop + 1)
        if isinstance(found, list) and any(
            sentence.at("cues.sums", k) for k in range(found[0][0], found[0][1])
        ):
            return found
    for k in range(q.stop, min(q.stop + 6, len(sentence.tokens))):
        if sentence.at("cues.purpose", k):
            found = _phrase(sentence, k + 1)
            if isinstance(found, list):
                if any(sentence.at("cues.no_purpose", found[0][1] - n) for n in (1, 2)):
                    return None  # "for the whole country"
                return _unit_of_price(sentence, q, found)
            return _gerund(sentence, k + 1)
        if not sentence.at("cues.spent", k) and word_class(sentence, k) not in ("aux", "adv"):
            return None
    return None


def dimension(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``The road, 87 km long, …``: the noun before the comma."""
    if not sentence.at("cues.dimension", q.j) or sentence.low(q.start - 1) != ",":
        return None
    begin = start_of_phrase(sentence, q.start - 1)
    return [(begin, q.start - 1)] if begin < q.start - 1 else None


def other_subject(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``flour became 37% dearer and sugar 82%``: a subject of its own, the verb understood."""
    begin = bare_subject(sentence, index)
    return None if begin is None else [(begin, q.start)]


def opening_unit(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``For a hectare of irrigated land farmers pay 1,200 soums``."""
    if q.kind != "money" or "cues.purpose" not in sentence.present:
        return None
    begin, _ = clause(sentence, q.i)
    begin += 1 if sentence.at("frames.and", begin) else 0
    if not sentence.at("cues.purpose", begin):
        return None
    if not sentence.at("words.indefinite", begin + 1) or not sentence.at("unit.after", begin + 2):
        return None
    end = noun_phrase(sentence, begin + 2)
    found = _unit_of_price(sentence, q, [(begin + 2, end)]) if end > begin + 2 else None
    return found if isinstance(found, list) and found[0][1] <= q.start else None


def _gerund(sentence: Sentence, i: int) -> Answer:
    end = noun_phrase(sentence, i + 1)
    return [(i, end)] if word_class(sentence, i) in ("verb", "adj") and end > i + 1 else None


def subject(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``inflation was 8%``: the noun phrase before a verb that measures."""
    verb = _group_start(sentence, q.i) if q.frame == "verb" else measuring_verb(sentence, q)
    for _ in range(3):
        if verb is None:
            return None
        begin = _subject_zone(sentence, verb)
        k = _past_opening(sentence, begin, verb)
        if k < verb or begin < 2 or (q.kind != "times" and _relative_before(sentence, verb)):
            break
        verb = _verb_before(sentence, begin)  # "will become dearer and will reach": one subject
    if verb is None:
        return None
    if k >= verb and _relative_before(sentence, verb):
        head = start_of_phrase(sentence, verb - 2)  # "The bridge, which will cost"
        return [(head, verb - 2)] if head < verb - 2 else None
    if k >= verb:  # "asks for salaries to be raised"
        if not sentence.at("cues.purpose", begin):
            return None
        k = begin + 1
    alone = not (sentence.at("num.weak", k) and sentence.at("unit.after", k + 1))
    if alone and sentence.at("cues.pronoun", k) and not sentence.is_a("det", k):
        return antecedent(sentence, q, index, passage)
    if sentence.at("cues.mere_number", k) and word_class(sentence, k + 1) in _VERBAL:
        return _same_thing(sentence, q, index, passage)  # "the figure is expected to reach"
    counter = sentence.at("cues.counter", k)  # "the number of empty houses" → the houses
    found = (_phrase(sentence, counter[0]) if counter else None) or _phrase(sentence, k)
    if not isinstance(found, list) or found[0][1] > verb:
        return None
    i, j = found[0]
    if j - i <= 2 and sentence.at("cues.mere_number", j - 1):
        return _same_thing(sentence, q, index, passage) or found  # "the official figure is"
    if q.frame == "verb" and sentence.at("cues.agent", found[0][1] - 1):
        return None
    return _unit_of_price(sentence, q, found)


def _same_thing(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """What a figure of the same kind was of: ``the figure`` stands for it."""
    before = [o for o in (*passage.quantities, *sentence.quantities[:index]) if o.of]
    same = [o.of for o in before if o.unit == q.unit]
    if same:
        return same[-1]
    return antecedent(sentence, q, index, passage) if q.kind == "count" else None


def _relative_before(sentence: Sentence, verb: int) -> bool:
    return bool(sentence.at("cues.relative", verb - 1)) and sentence.low(verb - 2) == ","


def _verb_before(sentence: Sentence, begin: int) -> int | None:
    """The first word of the nearest verb group before token ``begin``."""
    for k in range(begin - 1, max(-1, begin - 14), -1):
        if sentence.low(k) == ";":
            return None
        if word_class(sentence, k) in ("verb", "aux"):
            return _group_start(sentence, k)
    return None


def _group_start(sentence: Sentence, k: int) -> int:
    while k > 0 and (
        word_class(sentence, k - 1) in ("aux", "adv", "verb", "participle")
        or sentence.at("words.to", k - 1)
    ):
        k -= 1
    while word_class(sentence, k) == "adv":
        k += 1
    return k


def measuring_verb(sentence: Sentence, q: Quantity) -> int | None:
    """The first word of the verb right before the number, if it is one that measures."""
    for start in dict.fromkeys((q.start, q.i)):
        found = _measuring(sentence, q, start)
        if found is not None:
            return found
    return None


def _measuring(sentence: Sentence, q: Quantity, start: int) -> int | None:
    k = start - 1
    while k >= 0 and (
        word_class(sentence, k) in ("adv", "prep", "link", "det")
        or sentence.at("cues.by", k)
        or (sentence.inside[k] and k > 0)  # "amounted that year to", "dearer there by"
    ):
        k -= 1
    if sentence.low(k) == "," and q.role in ("from", "to"):
        k -= 1
        while k >= 0 and any(o.start <= k < o.stop for o in sentence.quantities):
            k -= 1
    if k < 0 or not _measures(sentence, k):
        k = _far_verb(sentence, k, q)
        if k < 0:
            return None
    return _group_start(sentence, k)


def _far_verb(sentence: Sentence, k: int, q: Quantity) -> int:
    """``costs the budget 4,000 a day``: a verb of price, with whom it is paid by between."""
    if q.kind != "money" or "cues.costs" not in sentence.present:
        return -1
    for m in range(k, max(-1, k - 7), -1):
        if sentence.at("cues.costs", m):
            return m
        if word_class(sentence, m) in ("sign", "aux"):
            break
    return -1


def _measures(sentence: Sentence, k: int) -> bool:
    if _MEASURES.isdisjoint(sentence.present):
        return False
    if sentence.any_at(_MEASURES, k):
        return True
    return any(
        (hit := sentence.at(kind, m)) is not None and hit[0] > k
        for m in range(max(0, k - 2), k)
        for kind in _MEASURES  # "risen in price by"
    )


def _unit_of_price(sentence: Sentence, q: Quantity, found: Pieces) -> Answer:
    """``a litre of petrol costs 7,200 soums``: of petrol, per litre."""
    i, j = found[0]
    if sentence.at("num.weak", i):
        i += 1
    unit = sentence.at("unit.after", i) or sentence.at("cues.price_unit", i)
    if q.kind != "money" or unit is None:
        return found
    if unit[0] >= j:  # "a tonne costs": of what was spoken of before
        q.per = q.per or " ".join(t.text for t in sentence.tokens[i:j])
        named = [o.of for o in sentence.quantities if o.i < q.i and o.of]
        return named[-1] if named else None
    if not sentence.at("cues.of", unit[0]):
        return found
    if q.per is None:
        span = sentence.chars(i, unit[0])
        words = " ".join(t.text for t in sentence.tokens[i : unit[0]])
        q.per = words.replace(" - ", "-")
        q.say("per", "per.price", span)
    begin = without_article(sentence, unit[0] + 1, j)
    return [(begin, j)] if begin < j else found


def _past_opening(sentence: Sentence, k: int, stop: int) -> int:
    """Past dates, places, sources, adverbs and prepositional openings: ``In 2020, in Osh, …``."""
    while k < stop:
        mark = next((m for m in sentence.periods + sentence.places if m.i == k), None)
        source = next((m for m in sentence.sources if min(m.i, _at(m.extra, m.i)) == k), None)
        number = next((o for o in sentence.quantities if o.start <= k < o.stop), None)
        if number is not None:
            k = max(number.stop, k + 1)
        elif mark is not None:
            k = mark.j + (1 if sentence.low(mark.j) in ("'s", "'") else 0)
        elif source is not None:
            k = max(source.j, _at(source.extra, 0) + 1)
        elif word_class(sentence, k) in ("prep", "link") and not sentence.inside[k]:
            end = noun_phrase(sentence, k + 1)
            told = (max(m.j, _at(m.extra, 0) + 1) for m in sentence.sources if k < m.i < end + 1)
            k = max(end, k + 1, *told)  # "In the ministry's view there are …"
        elif (
            word_class(sentence, k) == "pron" and word_class(sentence, k - 1) in ("prep", "link")
        ) or word_class(sentence, k) in ("sign", "adv", "conj", "clause", "number", "det"):
            k += 1
        else:
            return k
    return k


def _at(extra: object, default: int) -> int:
    return extra if isinstance(extra, int) else default


def _subject_zone(sentence: Sentence, verb: int) -> int:
    """Where the stretch before a verb begins: behind another verb, a boundary or a relative word."""
    begin, _ = clause(sentence, verb)
    k = verb - 1
    while k >= begin:
        if sentence.low(k) == "," and (jump := _parenthesis(sentence, k, begin)) is not None:
            k = jump - 1
            continue
        if sentence.inside[k]:
            k -= 1
            continue
        kind = word_class(sentence, k)
        if kind in ("verb", "aux", "clause") or sentence.low(k) in ('"', ":", "("):
            return k + 1
        if kind == "participle" and word_class(sentence, k - 1) == "aux":
            return k + 1
        if sentence.low(k) == "," and k - begin > 0 and _phrase(sentence, k + 1):
            return k + 1
        if sentence.at("frames.and", k) and _new_clause(sentence, k + 1, verb + 1):
            return k + 1
        k -= 1
    return begin


def _parenthesis(sentence: Sentence, comma: int, begin: int) -> int | None:
    """The opening comma of ``, it writes,``: words between two commas with a verb of saying."""
    for k in range(comma - 1, max(begin, comma - 9), -1):
        if sentence.low(k) == ",":
            said = any(
                sentence.at("speech.say", m) or sentence.at("speech.aside", m)
                for m in range(k + 1, comma)
            )
            return k if said else None
    return None


def _new_clause(sentence: Sentence, k: int, stop: int) -> bool:
    k = _past_opening(sentence, k, stop)
    end = noun_phrase(sentence, k) if k < stop else k
    return k < end < stop and word_class(sentence, end) in ("verb", "aux")


def aligned(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``38 fires, 12 floods and 5 storms, compared with 26, 7 and 2``: by their order."""
    if len(sentence.quantities) < 3:
        return None
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
    if index == 0 or (q.kind in _UNITS and _verb_between(sentence, q, index)):
        return None
    for other in reversed(sentence.quantities[:index]):
        if other.of and (q.kind != "count" or other.kind in ("count", "share", "percent")):
            return other.of
    return sentence.quantities[index - 1].of


def _verb_between(sentence: Sentence, q: Quantity, index: int) -> bool:
    """A verb of its own since the quantity before: ``… and fined 2 million``."""
    before = sentence.quantities[index - 1]
    if "unit.listed" in q.rules or q.head is not None or before.kind == q.kind:
        return False
    return any(word_class(sentence, k) in _VERBAL for k in range(before.j, q.start))


def less_of(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``20% less water``, ``three times more visitors``: what there is less of."""
    if q.kind not in ("percent", "share", "times"):
        return None
    hit = sentence.at("cues.more", q.j) or sentence.at("cues.less", q.j)
    if hit is None or word_class(sentence, hit[0]) != "noun":
        return None
    if sentence.at("cues.than", hit[0]) or sentence.inside[hit[0]]:
        return None
    return _phrase(sentence, hit[0])


def counted_again(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """A bare count after another count: ``110 people in one town and about 40 in another``."""
    if q.kind != "count" or index == 0 or measuring_verb(sentence, q) is not None:
        return None
    return listed(sentence, q, index, passage)


def partitive(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``Of the affected families 214 will be paid``: the phrase in front."""
    for k in reversed(sentence.where("cues.of")):
        if q.start - 13 < k < q.start and (
            k == 0 or word_class(sentence, k - 1) in ("sign", "clause", "conj")
        ):
            found = _phrase(sentence, k + 1)
            if not isinstance(found, list):
                return None
            end = found[0][1]
            aside = sentence.low(end) == "," == sentence.low(q.start - 1)
            return found if end == q.start or (aside and q.start - end <= 7) else None
    return None


def rated(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``a loan at 1.75%``, ``power at 2.7 cents``, ``electricity for 14 hours a day``."""
    at = q.start - 1
    if q.kind == "time":
        if not sentence.at("cues.lasting", at):
            return None
    elif q.kind == "money" and sentence.at("cues.starting", q.start) and q.start < q.i:
        at += 1  # "a cottage from 6,500"
    elif q.kind not in ("percent", "money") or not sentence.at("cues.at", at):
        return None
    if index and (before := sentence.quantities[index - 1]).start <= at - 1 < before.stop:
        return before.of
    while at > 0 and sentence.inside[at - 1]:
        at -= 1
        while at > 0 and not sentence.inside[at - 1] and word_class(sentence, at - 1) == "prep":
            at -= 1
    begin = start_of_phrase(sentence, at)
    told = next((m for m in sentence.sources if m.j == at and m.i <= begin), None)
    if told is not None:
        return subject(sentence, q, index, passage) or _estimated(sentence, told.i)
    return [(begin, at)] if begin < at else None


def _estimated(sentence: Sentence, at: int) -> Answer:
    """``The damage is estimated by experts at 5 billion``: the subject of the passive."""
    k = at
    while k > 0 and (
        word_class(sentence, k - 1) in ("det", "prep", "participle", "aux", "adv", "link", "verb")
        or sentence.low(k - 1) == ","
    ):
        k -= 1
    begin = start_of_phrase(sentence, k)
    return [(begin, k)] if begin < k else None


def tested(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """Of points and ranks: the test, the rating or the field named with them."""
    if q.kind not in ("point", "rank") or sentence.at("cues.of", q.start - 1):
        return None
    for k in range(q.stop, min(q.stop + 9, len(sentence.tokens))):
        name = next((m for m in sentence.periods if m.i <= k < m.j and m.kind == "name"), None)
        if name is not None:
            return [(name.i, name.j)]
        if sentence.at("cues.field", k) and sentence.inside[k + 1 : k + 2] != b"\x01":
            found = _phrase(sentence, k + 1)
            if isinstance(found, list):
                plain = found[0][1] - found[0][0] == 1
                if not (plain and sentence.at("cues.no_field", found[0][0])):
                    return found
        if sentence.low(k) in (",", ";"):
            break
    ranks = [o.of for o in sentence.quantities[:index] if o.kind == q.kind and o.of]
    if ranks:
        return ranks[-1]
    names = [m for m in sentence.periods if m.kind == "name"]
    if names:
        return [(names[0].i, names[0].j)]
    for k in sentence.where("cues.ranking"):
        begin = start_of_phrase(sentence, k + 1)
        if begin < k + 1 and not any(o.start <= k < o.stop for o in sentence.quantities):
            return [(begin, k + 1)]
    return None


def antecedent(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """The last thing that was counted, in this sentence or before."""
    said = [o for o in sentence.quantities[:index] if o.of]
    main = [o for o in said if not sentence.at("words.setting", o.start - 1)]
    return (main or said)[-1].of if said else passage.last_of


def heading(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """No verb in the clause: the noun phrase before the number, as tables and headlines have it."""
    begin, end = clause(sentence, q.i)
    if any(
        word_class(sentence, k) in ("verb", "aux") for k in range(begin, end) if not q.i <= k < q.j
    ):
        return None
    if any(word_class(sentence, k) in _VERBAL for k in range(begin, q.start)):
        return None
    at = q.start
    while at > begin and word_class(sentence, at - 1) in ("prep", "sign", "link", "adv"):
        at -= 1
    start = start_of_phrase(sentence, at)
    return [(start, at)] if begin <= start < at else None


def beside(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """Nothing of its own: the noun phrase right before the preposition at the number."""
    at = q.start
    if word_class(sentence, at - 1) not in ("prep", "link") or q.kind == "count":
        return None
    at -= 1
    while at > 0 and sentence.inside[at - 1]:
        at -= 1
    while at > 0 and word_class(sentence, at - 1) == "prep":
        at -= 1
    begin = start_of_phrase(sentence, at)
    return [(begin, at)] if begin < at else None


def carried(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """Nothing in the sentence: what the passage counted last, of the same kind if there is one."""
    if index or q.kind == "time":
        return None
    if q.kind == "money" and any(sentence.at("cues.takes_sum", k) for k in range(q.start)):
        return None  # "The court fined him 30 million"
    same = [o.of for o in passage.quantities if o.kind == q.kind and o.of]
    if same and q.kind in ("percent", "money"):
        return same[-1]
    return passage.last_of if q.kind in ("count", "share", "percent", "times") else None


RULES: tuple[Rule, ...] = (
    inside,
    pronoun,
    elliptic,
    termed,
    after_of,
    opened,
    counted,
    tested,
    put,
    spent_on,
    named_before,
    paired,
    dimension,
    other_subject,
    opening_unit,
    purpose,
    rated,
    aligned,
    partitive,
    less_of,
    changed_object,
    counted_again,
    subject,
    listed,
    beside,
    heading,
    carried,
)
"""What is tried, in order."""


_OWN_NOUN = (termed, after_of, counted)
"""Rules that read behind the number: the first level of a change has what stands at the second."""


def _of_partner(rule: Rule, sentence: Sentence, index: int, passage: Passage) -> Answer:
    qs = sentence.quantities
    if index + 1 >= len(qs) or qs[index + 1].head is not qs[index]:
        return None
    return rule(sentence, qs[index + 1], index + 1, passage)


def find_of(sentence: Sentence, text: str, passage: Passage) -> None:
    """Give each quantity its ``of``."""
    rules = sentence.grammar.hook("OF_RULES", RULES)
    for index, q in enumerate(sentence.quantities):
        for rule in rules:
            answer = rule(sentence, q, index, passage)
            if not answer and q.role == "from" and rule in _OWN_NOUN:
                answer = _of_partner(rule, sentence, index, passage)
            if isinstance(answer, list):
                answer = [(i, j) for i, j in answer if i < j]
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
