"""What is counted or measured, where the noun phrase stands before the verb and owns by endings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dalil.findings.figures.of import Answer, Rule
from dalil.findings.figures.sentence import Quantity, Sentence
from dalil.findings.figures.turkic.forms import (
    BARE,
    NOMINAL,
    age_before,
    ahead,
    back,
    behind,
    ends,
    form,
    last_case,
    segment,
    shape,
)

if TYPE_CHECKING:
    from dalil.findings.figures.passage import Passage

_DASH = ("–", "-", "—")


def _past(sentence: Sentence, i: int) -> int:
    """Past particles like ``ғана`` and ``да``."""
    while i < len(sentence.tokens) and (
        sentence.at("cues.such", i) or (form(sentence, i) == "adv" and not sentence.inside[i])
    ):
        i += 1
    return i


def _dash(sentence: Sentence, i: int) -> bool:
    return sentence.low(i) in _DASH and (sentence.tokens[i].space or sentence.low(i) == "–")


def inside(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``он баланың үшеуі``: the noun stands in the expression."""
    return [q.noun] if q.noun else None


def restated(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """The other level of a change, a conversion."""
    if q.head is not None and q.head.of:
        return q.head.of
    return None


def of_them(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``олардың төртеуі — аспаз``, ``оның 13 пайызы``: the other noun, or whom they stand for."""
    whose = q.kind == "time" and last_case(sentence, q) != "poss"  # "оның төрт айдан бері …"
    if whose or not _taken_up(sentence, q):
        return None
    at = _past(sentence, behind(sentence, q))
    if _dash(sentence, at):
        at += 1
    begin = at
    end = ahead(sentence, begin) if begin < len(sentence.tokens) else begin
    if at > 0 and _dash(sentence, at - 1):
        end = max(end, _to_sign(sentence, at))  # "— пайдалы қазбаларды өндіру салығы"
    if any(sentence.inside[k] for k in range(begin, end)):
        return antecedent(sentence, q, index, passage)  # "оның 94-і — Ташкентте"
    named = last_case(sentence, q) in ("poss", "", "nom") or q.right > q.j
    if named and end > begin and _closes(sentence, end) and form(sentence, end - 1) in BARE:
        return [(begin, end)]
    if end > begin and q.kind in ("count", "money") and last_case(sentence, q) == "":
        return [(begin, end)]
    return antecedent(sentence, q, index, passage)


def _to_sign(sentence: Sentence, i: int) -> int:
    """Where the words behind a dash end at a sign, if they have no verb and no number."""
    k = i
    while k < len(sentence.tokens) and sentence.tokens[k].kind == "w":
        if form(sentence, k) in ("verb", "conv", "conj") or sentence.inside[k]:
            return i
        k += 1
    return k if k - i <= 6 and k > i and form(sentence, k - 1) in BARE else i


def _taken_up(sentence: Sentence, q: Quantity) -> bool:
    for k in range(q.start - 1, max(-1, q.start - 4), -1):
        if sentence.at("cues.them", k):
            return True
        if form(sentence, k) not in ("adv", "post") and not sentence.inside[k]:
            return False
    return False


def _closes(sentence: Sentence, i: int) -> bool:
    return (
        i >= len(sentence.tokens) or sentence.tokens[i].kind == "s" or (form(sentence, i) == "conj")
    )


def predicate(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``9,3 млн-ы — ер адам``: what a part is, behind a dash."""
    at = _past(sentence, behind(sentence, q))
    if last_case(sentence, q) != "poss" or not _dash(sentence, at):
        return None
    end = ahead(sentence, at + 1)
    if any(sentence.inside[k] for k in range(at + 1, end)):
        return None
    return [(at + 1, end)] if end > at + 1 and _closes(sentence, end) else None


def counted(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``8 шебер``, ``90-нан астам ескі дүкен``, ``жалақы туралы 5 мың арыз``."""
    if q.kind not in ("count", "share") or (q.frame == "share" and q.noun):
        return None
    if (q.kind == "share" and q.frame != "share") or (
        (not sentence.at("frames.each", q.i) or ends(sentence, q.j - 1, "after_vowel"))
        and _inflected(sentence, q)
        and (q.right < 0 or q.bound == "exact")
    ):
        return None
    if q.right > q.j and form(sentence, q.right - 1) == "part":
        k = q.start - 1  # "халқы 200 мыңнан асатын қала": what exceeds it
        if form(sentence, k) in BARE and ends(sentence, k, "poss"):
            return [(back(sentence, k + 1), k + 1)]
    begin = _past(sentence, behind(sentence, q) if q.right >= 0 else _bare_end(sentence, q))
    return _with_topic(sentence, q, begin, ahead(sentence, begin))


def _bare_end(sentence: Sentence, q: Quantity) -> int:
    at = q.j
    if sentence.low(at) in ("-", "'") and not sentence.tokens[at].space:
        return at + 2
    return at


def _inflected(sentence: Sentence, q: Quantity) -> bool:
    return last_case(sentence, q) in ("dat", "acc", "abl", "loc", "gen", "poss", "ins")


def _with_topic(sentence: Sentence, q: Quantity, begin: int, end: int) -> Answer:
    if end <= begin or (end - begin > 1 and form(sentence, end - 1) == "inf"):
        return None
    at = q.start
    owned = form(sentence, at - 1) == "gen" and ends(sentence, end - 1, "poss")
    if owned and not sentence.inside[at - 1] and back(sentence, at) < at:
        return [(back(sentence, at), at), (begin, end)]
    if sentence.at("cues.topic", at - 1):
        start = back(sentence, at - 1)
        told = sentence.at("speech.document", at - 2)
        if start < at - 1 and not told and not sentence.inside[at - 1]:
            return [(start, at), (begin, end)]
    narrowed = _narrowed(sentence, at)
    return [narrowed, (begin, end)] if narrowed else [(begin, end)]


def _narrowed(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """``COVID-19 жұқтырған 498 адам``: what stands before the number belongs to the noun too."""
    aged = age_before(sentence, at)
    if aged is not None:
        return aged, at
    owns = sentence.at("cues.owning", at - 1)  # "мүгедектігі бар 640 бала"
    if owns and form(sentence, at - 2) in BARE and not sentence.inside[at - 2]:
        return at - 2, at
    if form(sentence, at - 1) != "part" or sentence.inside[at - 1] or sentence.taken[at - 1]:
        return None
    if any(sentence.at(c, at - 1) for c in ("speech.say_final", "cues.such", "bound.after")):
        return None
    begin = at - 1
    if form(sentence, begin - 1) in ("nom", "dat", "acc", "abl") and not sentence.inside[begin - 1]:
        begin -= 1
    elif sentence.tokens[begin - 1].kind == "n" and sentence.low(begin - 2) == "-":
        begin -= 3  # COVID-19
    return max(begin, 0), at


def shared_ahead(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``2019 жылы 45, 2020 жылы 60 іс``: the noun that only the list's end has."""
    if q.kind != "count":
        return None
    at = _bare_end(sentence, q)
    for step, other in enumerate(sentence.quantities[index + 1 :], 1):
        if other.kind != "count" or (sentence.low(at) != "," and form(sentence, at) != "conj"):
            return None
        if any(form(sentence, k) in ("verb", "conv") for k in range(at, other.i)):
            return None
        found = counted(sentence, other, index + step, passage)
        if found:
            return found
        at = _bare_end(sentence, other)
    return None


def same_whole(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``60 пайызы қарсы, 30 пайызы қолдайды``: parts of one whole."""
    if index == 0 or q.kind not in ("share", "percent") or not _inflected(sentence, q):
        return None
    before = sentence.quantities[index - 1]
    same = before.kind in ("share", "percent") and _inflected(sentence, before)
    return before.of if same and last_case(sentence, q) in ("poss", "acc") else None


def collective(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``тағы төртеуіне``: of those just counted."""
    if sentence.at("frames.collective", q.number.i):
        return antecedent(sentence, q, index, passage)
    return None


def imprisoned(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``түрмеде 9 ай жатқан``; ``үш жыл сұраған`` after a term just told."""
    if q.kind != "time":
        return None
    begin, end = segment(sentence, q.i)
    for k in range(q.start - 1, begin - 1, -1):
        if sentence.at("cues.prison", k) and not sentence.inside[k]:
            return [(back(sentence, k + 1), k + 1)]
    at = _past(sentence, behind(sentence, q))  # "9 ай түрмеде жатқан"
    at += form(sentence, at) == "post"
    prison = sentence.at("cues.prison", at)
    if prison is not None and form(sentence, prison[0] - 1) == "loc":
        return [(at, prison[0])]
    if any(sentence.at("cues.ask", k) for k in range(q.j, end)):
        terms = [o.of for o in passage.quantities if o.kind == "time" and o.of]
        return terms[-1] if terms else None
    return None


def attributive(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``30 шақырымдық жол``, ``2 пайыздық өсім``, ``екі айлық карантин``."""
    if last_case(sentence, q) != "adj":
        return None
    begin = behind(sentence, q)
    end = ahead(sentence, begin)
    return [(begin, end)] if end > begin else None


def share_of(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``орындықтардың 20 пайызы``, ``тұрғындардың жартысы``: the genitive before a share."""
    at = q.start
    while at > 0 and (form(sentence, at - 1) == "adv" or sentence.at("cues.such", at - 1)):
        at -= 1
    if form(sentence, at - 1) != "gen" or sentence.inside[at - 1]:
        return None
    if any(sentence.at("cues.gdp", k) for k in range(back(sentence, at), at)):
        return None
    if q.kind not in ("share", "percent", "count", "money", "measure", "time"):
        return None
    begin = back(sentence, at)
    own = counted(sentence, q, index, passage) if q.kind == "count" and q.frame == "" else None
    if isinstance(own, list) and ends(sentence, own[-1][1] - 1, "poss"):
        return own  # "571 мектептің 20 мың оқушысы"
    begin = _past_subject(sentence, begin, at - 1)
    return [(begin, at)] if begin < at else None


def defined(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``құны — 7 млн теңге``, ``балықшылар — 11 пайыз``: the noun before the dash."""
    if not _dash(sentence, q.start - 1):
        return None
    at = q.start - 1
    begin = back(sentence, at)
    if begin >= at:
        return None
    whole = _elliptic(sentence, q, index) if form(sentence, at - 1) == "dat" else None
    return [(begin, at), whole] if whole else [(begin, at)]


def priced(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``картоптың келісі 250 теңге``: what the unit of measure is of."""
    if q.kind != "money":
        return None
    for k in range(q.start - 1, max(-1, q.start - 7), -1):
        if sentence.at("frames.priced", k) and not sentence.at("frames.priced", k - 1):
            while k > 0 and sentence.at("num.weak", k - 1):
                k -= 1
            if form(sentence, k - 1) in ("gen", "nom") and not sentence.inside[k - 1]:
                return [(back(sentence, k), k)]
        bare = sentence.at("frames.priced_bare", k)
        if bare is not None and sentence.at("frames.one", k - 1):
            end = ahead(sentence, bare[0])
            sold = form(sentence, end - 1) != "dat"
            return [(bare[0], end)] if bare[0] < end <= q.start and sold else None
    return None


def followed(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``40 АЕК айыппұл``, ``400 гектар жер``, ``212 мың теңге үстемеақы``."""
    if q.kind not in ("money", "measure", "mci", "point", "time", "percent"):
        return None
    at = _past_brackets(sentence, behind(sentence, q))
    if _dash(sentence, at) and (last_case(sentence, q) == "poss" or _taken_up(sentence, q)):
        end = ahead(sentence, at + 1)
        return [(at + 1, end)] if end > at + 1 else None
    punished = _punishment(sentence, q)
    if punished:
        return [punished]
    apiece = last_case(sentence, q) == "abl" and _apiece(sentence, q, at)
    if last_case(sentence, q) not in ("", "nom", "similar", "dat") and q.right < 0 and not apiece:
        return None
    if last_case(sentence, q) == "dat" and q.right < 0 and q.kind not in ("money", "measure"):
        return None
    begin = _past(sentence, at)
    end = ahead(sentence, begin)
    if form(sentence, begin) == "part" or sentence.at("speech.say_final", begin):
        return None
    giving = ends(sentence, begin, "giving")
    if giving and sentence.at("cues.spend", begin):
        return None  # "1 млрд теңге бөлу": the giving is not what it is for
    if all(form(sentence, k) == "adj" for k in range(begin, end)) and end - begin > 1:
        end = begin + 1  # "егістік сусыз қалды": the first is the noun
    if end <= begin or not _is_thing(sentence, begin, end):
        return None
    bare = q.kind not in ("percent", "time") and (last_case(sentence, q) != "dat" or q.right >= 0)
    if not bare and not _closes_or_verb(sentence, end):
        return None
    target = _receiver(sentence, q, index)
    return [target, (begin, end)] if target else [(begin, end)]


def _apiece(sentence: Sentence, q: Quantity, at: int) -> bool:
    """``25 млн теңгеден өтемақы``: so much for each, of what stands behind."""
    if q.kind not in ("money", "measure", "mci") or at >= len(sentence.tokens):
        return False
    end = ahead(sentence, at)
    given = form(sentence, end) in ("verb", "inf", "conv", "part", "acc", "dy")
    return end > at and form(sentence, end - 1) in BARE and given


def _past_brackets(sentence: Sentence, at: int) -> int:
    """``150 АЕК (437 550 теңге) айыппұл``: behind a conversion in brackets."""
    if sentence.low(at) != "(" or not any(o.i == at + 1 for o in sentence.quantities):
        return at
    closing = (k for k in range(at, min(at + 9, len(sentence.tokens))) if sentence.low(k) == ")")
    return next(closing, at - 1) + 1


def _is_thing(sentence: Sentence, begin: int, end: int) -> bool:
    kinds = {form(sentence, k) for k in range(begin, end)}
    if form(sentence, end - 1) in ("dat", "loc", "abl", "ins"):
        return bool(sentence.at("cues.sum_name", end - 1))
    if kinds <= {"adj", "part"} and not ends(sentence, end - 1, "quality"):
        return False
    return not sentence.at("cues.up", begin) and not sentence.at("cues.down", begin)


def _closes_or_verb(sentence: Sentence, i: int) -> bool:
    return _closes(sentence, i) or form(sentence, i) in ("verb", "conv", "inf", "part")


def _punishment(sentence: Sentence, q: Quantity) -> tuple[int, int] | None:
    if q.kind not in ("time", "money", "mci"):
        return None
    for k in range(q.j, min(q.j + 6, len(sentence.tokens))):
        found = sentence.at("cues.punishment", k)
        if found is not None:
            return k, found[0]
        if sentence.tokens[k].kind != "w" and sentence.low(k) != "-":
            return None
    return None


def _receiver(sentence: Sentence, q: Quantity, index: int) -> tuple[int, int] | None:
    """``аспаздарға … 70 мың``: an item of a list of sums is told apart by who gets it."""
    moneys = [o for o in sentence.quantities if o.kind == "money" and o.unit == q.unit]
    if q.kind != "money" or len(moneys) < 2:
        return None
    for k in range(q.start - 1, max(-1, q.start - 4), -1):
        if (
            form(sentence, k) == "dat"
            and not sentence.inside[k]
            and sentence.at("frames.per_time", k) is None
        ):
            begin = back(sentence, k + 1)
            return (begin, k + 1) if begin <= k else None
        if form(sentence, k) not in ("adv", "dat") and not sentence.at("frames.per_time", k):
            return None
    return None


def _elliptic(sentence: Sentence, q: Quantity, index: int) -> tuple[int, int] | None:
    """The noun that only the last item of the list has: ``… 90 мың теңге сыйақы``."""
    for other in sentence.quantities[index + 1 :]:
        if other.kind != q.kind or other.unit != q.unit:
            return None
        begin = behind(sentence, other)
        end = ahead(sentence, begin)
        if end > begin and form(sentence, end - 1) in BARE and _is_thing(sentence, begin, end):
            return begin, end
    return None


def listed_sum(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``аспаздарға 70 мың, …``: who gets it, and the noun of the list's end."""
    target = _receiver(sentence, q, index)
    if target is None:
        return None
    noun = _elliptic(sentence, q, index)
    return [target, noun] if noun else None


def purpose(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``көпір салуға 9 млрд сум жұмсалды``: what it is for."""
    if q.kind != "money":
        return None
    begin, end = segment(sentence, q.i)
    k = q.start - 1
    while k > begin and (form(sentence, k) == "adv" or sentence.inside[k]):
        k -= 1
    if form(sentence, k) == "abl" and sentence.at("cues.to_it", k - 1):
        k -= 1  # "оған бюджеттен 9 млн бөлінді"
    if sentence.at("cues.to_it", k):
        return antecedent(sentence, q, index, passage)
    if sentence.at("cues.for", k) and form(sentence, k - 1) in ("pron", "det"):
        return antecedent(sentence, q, index, passage)
    spent = any(sentence.at("cues.spend", m) for m in range(q.j, max(end, _full_stop(sentence, q))))
    if spent and sentence.at("cues.for", k):
        start = _with_object(sentence, k)
        return [(start, k)] if start < k else None
    if sentence.at("cues.receiver", k):
        return None
    if form(sentence, k) != "dat" and not ends(sentence, k, "inf_dat"):
        return None
    if not spent:
        return None
    start = _past_subject(sentence, _with_object(sentence, k + 1), k)
    return [(start, k + 1)] if start <= k else None


def _past_subject(sentence: Sentence, start: int, k: int) -> int:
    """``Облыс жемшөпке 2 млрд бөлді``: a bare noun at the head of the clause is the subject."""
    if start >= k or start != segment(sentence, start)[0] or form(sentence, start) != "nom":
        return start
    owned = any(ends(sentence, k, name) for name in ("owned_case", "inf_dat", "owned"))
    genitive = form(sentence, k) == "gen" and ends(sentence, k, "owned_gen")
    return start if owned or genitive or sentence.tokens[start].text.isupper() else start + 1


def _full_stop(sentence: Sentence, q: Quantity) -> int:
    """Where the part of the sentence ends; of sums in a list the verb stands at its end."""
    stops = (k for k in range(q.j, len(sentence.tokens)) if sentence.low(k) in (";", ":"))
    if not any(o.i > q.i and o.kind == "money" for o in sentence.quantities):
        return q.j
    return next(stops, len(sentence.tokens))


def _with_object(sentence: Sentence, j: int) -> int:
    """``көпір тірегін жөндеуге``: an infinitive with its object."""
    begin = back(sentence, j)
    acts = any(ends(sentence, j - 1, name) for name in ("inf_dat", "verbal_noun"))
    if acts and form(sentence, begin - 1) == "acc" and not sentence.inside[begin - 1]:
        begin = back(sentence, begin)
    return begin


def grown(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``мерзімін … қысқартты``: the object of the verb, where there is one."""
    begin, _ = segment(sentence, q.i)
    if q.kind == "time" and not (q.role or q.change):
        return None
    for k in range(q.start - 1, begin - 1, -1):
        if sentence.at("cues.object", k) and q.role == "to":
            return _of_it(sentence, q, index, passage)
        if any(m.i <= k < m.j for m in sentence.sources):
            continue  # "Саламаттыкты сактоо министри"
        if form(sentence, k) == "acc" and not sentence.inside[k] and not _of_other(sentence, q, k):
            if any(
                sentence.at(c, m)
                for m in range(q.j, _end(sentence, q))
                for c in ("cues.up", "cues.down", "cues.shift", "cues.valued")
            ) or q.kind in ("count", "percent", "share"):
                return [(back(sentence, k + 1), k + 1)]
            return None
    return None


def _of_it(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``оны 30 теңгеге дейін көтерді``: of what was last given in this unit, and per what."""
    given = [*passage.quantities, *sentence.quantities[:index]]
    same = [o for o in given if o.unit == q.unit and o.of]
    if not same:
        return antecedent(sentence, q, index, passage)
    if same[-1].per is not None and q.per is None:
        q.per = same[-1].per
        q.say("per", "per.taken up", *same[-1].parts.get("per", []))
    return same[-1].of


def _end(sentence: Sentence, q: Quantity) -> int:
    return segment(sentence, q.i)[1]


def _of_other(sentence: Sentence, q: Quantity, k: int) -> bool:
    """Whether another quantity stands between ``k`` and ``q``, with ``k`` as its noun."""
    return any(o is not q and o.j <= k < o.j + 4 for o in sentence.quantities)


def subject(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """The nearest noun phrase in the nominative before the quantity, in its clause."""
    if q.kind == "time" and not (q.role or q.change) and not _owned_before(sentence, q):
        return None
    if (q.kind == "mci" and form(sentence, q.start - 1) not in BARE) or _acted(sentence, q):
        return None
    begin, _ = segment(sentence, q.i)
    compares = sentence.at("cues.more", q.stop) or sentence.at("cues.less", q.stop)
    if compares and sentence.at("cues.this", begin) and index:
        return listed(sentence, q, index, passage)  # "бұл рұқсат етілген мөлшерден 8 пайызға көп"
    k = q.start - 1
    while k >= begin:
        if _told(sentence, k):
            break
        if q.kind == "money" and sentence.at("speech.they", k):  # "ал 700 доллар болчу"
            return _of_it(sentence, q, index, passage)
        if _is_subject(sentence, k, q):
            start = _with_object(sentence, k + 1)
            empty = start == k and sentence.at("cues.vague_noun", k)
            if empty:
                return antecedent(sentence, q, index, passage) or [(start, k + 1)]
            return [(start, k + 1)]
        k -= 1
    return None


def _acted(sentence: Sentence, q: Quantity) -> bool:
    """``әкім 1 млрд теңге жымқырған``: only a verb says what the sum is."""
    if q.kind != "money":
        return False
    begin, _ = segment(sentence, q.i)
    for k in range(q.start - 1, begin - 1, -1):
        if _is_subject(sentence, k, q):
            who = sentence.at("speech.agent", k) or ends(sentence, k, "people")
            return bool(who) and not _dash(sentence, q.start - 1)
    return False


def _owned_before(sentence: Sentence, q: Quantity) -> bool:
    k = q.start - 1
    return form(sentence, k) == "poss" and not sentence.inside[k]


def _told(sentence: Sentence, k: int) -> bool:
    return any(m.i <= k < m.j and m.kind != "by" for m in sentence.sources)


def _is_subject(sentence: Sentence, k: int, q: Quantity) -> bool:
    if sentence.inside[k] or not _nominative(sentence, k) or sentence.at("num.weak", k):
        return False
    if not sentence.at("cues.pay", k) and any(
        span.start <= sentence.tokens[k].start < span.end for span in q.parts.get("per", ())
    ):
        return False
    if form(sentence, k) == "nom" and ends(sentence, k + 1, "owned_case") and k + 1 < q.start:
        return False
    if sentence.at("cues.gdp", k) or sentence.at("bound.after", k):
        return False
    if any(m.i <= k < m.j for m in sentence.sources):
        return False
    if any(o.i <= k < o.j for o in sentence.quantities):
        return False
    if (
        form(sentence, k) == "nom"
        and ends(sentence, k, "verbal_noun")
        and form(sentence, k + 1) != "sign"
        and k != q.start - 1
    ):
        return False
    if sentence.at("frames.priced", k) and q.kind == "money":
        return False
    following = form(sentence, k + 1)
    if following in ("post", "gen") and k + 1 < q.start and not sentence.at("cues.gdp", k + 1):
        return False
    if (
        form(sentence, k) == "nom"
        and k + 1 < q.start
        and following in NOMINAL
        and not sentence.inside[k + 1]
    ):
        return shape(sentence, sentence.low(k)) != "adj" and following in (
            "dat",
            "loc",
            "abl",
            "acc",
            "ins",
        )
    return True


def _nominative(sentence: Sentence, k: int) -> bool:
    kind = form(sentence, k)
    if kind == "adj" and ends(sentence, k, "quality"):
        return k + 1 < len(sentence.tokens) and form(sentence, k + 1) in ("number", "sign", "adv")
    return kind in BARE or (kind == "inf" and ends(sentence, k, "inf_owned"))


def listed(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """An item or a clause without a noun of its own takes that of the one before."""
    if index == 0 or q.kind == "mci" or _acted(sentence, q):
        return None
    before = sentence.quantities[index - 1]
    if sentence.at("cues.this", segment(sentence, q.i)[0]):  # of the whole, not of its part
        whole = [o for o in sentence.quantities[:index] if o.of and not _taken_up(sentence, o)]
        before = whole[-1] if whole else before
    if q.kind == "time" and before.unit != q.unit:
        return None
    if q.kind == "money" and before.kind not in ("money", "percent", "times", "mci"):
        return None
    return before.of


def antecedent(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> str | None:
    """The last thing that was counted, in this sentence or before."""
    for other in reversed(sentence.quantities[:index]):
        if other.of:
            return other.of
    return passage.last_of


def carried(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """Nothing in the sentence: what the passage counted last."""
    if index or q.kind not in ("count", "share", "percent", "times"):
        return _of_money_before(q, passage)
    return passage.last_of


def _of_money_before(q: Quantity, passage: Passage) -> Answer:
    if q.kind != "money" or q.per is None:
        return None
    before = [o.of for o in passage.quantities if o.kind == "money" and o.of]
    return before[0] if before else None


def rank_of(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``баспасөз еркіндігі индексінде 134-орында``: the ranking, else what is ranked."""
    if q.kind not in ("rank", "point"):
        return None
    begin, _ = segment(sentence, q.i)
    for k in range(q.start - 1, begin - 1, -1):
        if _ranks(sentence, k):
            return [_index(sentence, k)]
        if sentence.at("cues.topic", k) and back(sentence, k) < k:
            return [(back(sentence, k), k)]
    before = [o for o in sentence.quantities[:index] if o.kind in ("rank", "point") and o.of]
    if before:
        return before[-1].of
    for k in range(begin - 1, -1, -1):
        if _ranks(sentence, k):
            return [_index(sentence, k)]
    for k in range(q.start - 1, begin - 1, -1):
        if _is_subject(sentence, k, q):
            return [(back(sentence, k + 1), k + 1)]
    told = [o.of for o in passage.quantities if o.kind in ("rank", "point") and o.of]
    return told[-1] if told else None


def _index(sentence: Sentence, k: int) -> tuple[int, int]:
    """``PISA-2022 зерттеуінде``: a name with a year in it belongs to the index."""
    begin, end = min(back(sentence, k + 1), k), k + 1
    named = next((m for m in sentence.periods if m.i <= k <= m.j and m.kind == "name"), None)
    if named is None:
        return begin, end
    end = max(end, named.j)
    told = sentence.at("speech.document", end)
    return named.i, told[0] if told is not None else end


def _ranks(sentence: Sentence, k: int) -> bool:
    """A ranking, which is not its place itself: ``рейтингінде``."""
    return bool(sentence.at("cues.ranking", k)) and form(sentence, k) != "verb"


def lasting(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``көпір 40 күнде салынды``, ``тексеру бес сағатқа созылды``: what takes the time."""
    at = behind(sentence, q)
    if q.kind != "time" or not any(
        sentence.at(kind, k) for k in range(q.j, at + 2) for kind in ("frames.took", "frames.lasts")
    ):
        return None
    begin, _ = segment(sentence, q.i)
    subject_at = None
    for k in range(q.start - 1, begin - 1, -1):
        if form(sentence, k) == "acc" and not sentence.inside[k]:
            return [(back(sentence, k + 1), k + 1)]
        if sentence.at("cues.subject_pronoun", k) or sentence.at("cues.object", k):
            return antecedent(sentence, q, index, passage)
        if subject_at is None and _is_subject(sentence, k, q):
            subject_at = k
    return None if subject_at is None else [(back(sentence, subject_at + 1), subject_at + 1)]


OF_RULES: tuple[Rule, ...] = (
    inside, share_of, restated, rank_of, predicate, of_them, attributive, counted,
    shared_ahead, collective, same_whole, priced, listed_sum,
    defined, lasting, followed, purpose, grown, imprisoned, subject, listed, carried,
)  # fmt: skip
"""What is tried, in order."""
