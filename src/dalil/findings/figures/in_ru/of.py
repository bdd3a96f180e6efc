"""What a Russian figure counts or measures: rules in order, as in :mod:`dalil.findings.figures.of`."""

from __future__ import annotations

from dalil.findings.figures.in_ru.segments import (
    attached,
    before,
    cut,
    first_phrase,
    is_adjective,
    phrase,
    same_part,
    segment,
)
from dalil.findings.figures.of import Answer, Rule
from dalil.findings.figures.passage import Passage
from dalil.findings.figures.phrases import word_class
from dalil.findings.figures.sentence import Quantity, Sentence

NOTHING = "–"
"""An answer that says: the text names nothing here, ask no further."""
_STATING = frozenset({"cues.measures", "cues.up", "cues.down", "cues.shift"})
_MEASURED = ("money", "measure", "time", "percent", "share", "mci", "point")


def _noun_behind(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """The noun phrase right behind a figure, words like "новых" and brackets aside."""
    if sentence.low(at) == "(":
        close = next(
            (k for k in range(at, min(at + 12, len(sentence.tokens))) if sentence.low(k) == ")"),
            None,
        )
        if close is None:
            return None
        at = close + 1
    while at < len(sentence.tokens) and (
        sentence.at("cues.such", at)
        or (sentence.low(at) in ("из", "от") and sentence.at("words.all", at + 1))
    ):
        at += 1
    if at >= len(sentence.tokens) or sentence.tokens[at].kind != "w":
        return None
    while at < len(sentence.tokens) and sentence.is_a("det", at):
        at += 1
    end = phrase(sentence, at)
    return (at, end) if end > at else None


def inside(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``семь школ из каждых десяти``: the noun stands in the expression."""
    if q.noun is None or q.noun[0] >= q.noun[1]:
        return None
    return [q.noun]


def pronoun(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``60% из них``, ``двое из них``: what the pronoun stands for."""
    found = sentence.at("cues.of_pronoun", q.j)
    if found is None:
        return None
    if sentence.low(found[0]) in ("–", "-"):
        end = phrase(sentence, found[0] + 1)
        if end > found[0] + 1:
            return [(found[0] + 1, end)]
    return antecedent(sentence, q, index, passage)


def in_ranking(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """Of a rank or score: the index or rating; else what is ranked."""
    if q.kind == "point" or q.kind == "rank":
        for i in sorted(sentence.marks.get("frames.index", {})):
            begin = i
            while (
                begin > 0
                and word_class(sentence, begin - 1) == "adj"
                and not cut(sentence, begin - 1)
            ):
                begin -= 1
            end = _index_ends(sentence, i + 1)
            return [(begin, end)]
    if q.kind == "rank":
        behind = sentence.at("cues.by_measure", q.j)
        if behind is not None:
            end = phrase(sentence, behind[0])
            if end > behind[0]:
                return [(behind[0], end)]
        for i in sorted(sentence.marks.get("cues.by_measure", {})):
            end = phrase(sentence, i + 1)
            if end > i + 1:
                return [(i + 1, end)]
        return antecedent(sentence, q, index, passage) or NOTHING
    return None


def _index_ends(sentence: Sentence, j: int) -> int:
    end = phrase(sentence, j) if j < len(sentence.tokens) else j
    end = max(end, j)
    while (
        end > j
        and sentence.tokens[end - 1].text.isascii() is not False
        and sentence.tokens[end - 1].text.isascii()
    ):
        end -= 1
    return end


def paired(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """A conversion or the other level of a change has the same ``of``."""
    if q.head is None:
        return None
    return q.head.of or (NOTHING if q.frame == "converted" else None)


def broken_down(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``из которых 60 процентов — роялти``, ``из них бессимптомных — 41%``: the part's own noun."""
    if "cues.of_pronoun" not in sentence.present:
        return None
    begin, end = segment(sentence, q.i)
    k = next((m for m in range(begin, q.i) if sentence.at("cues.of_pronoun", m)), None)
    if k is None:
        return None
    start = sentence.at("cues.of_pronoun", k)[0]  # type: ignore[index]
    own = _noun_behind(sentence, q.j)
    if own is not None:
        return [own]
    between = first_phrase(sentence, start, q.start)
    if between is not None:
        return [between]
    if sentence.low(end) in ("–", "-") and end < len(sentence.tokens):
        at = end + 1 + (sentence.low(end + 1) in ("на", "для") and q.kind == "money")
        stop = phrase(sentence, at)
        if stop > at:
            return [(at, stop)]
    return antecedent(sentence, q, index, passage)


def dashed(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``бессимптомных — 41%``, ``дефицит — 2,7% ВВП``: what stands before the dash."""
    begin, _ = segment(sentence, q.i)
    if begin == 0 or sentence.low(begin - 1) not in ("–", "-", ":"):
        return None
    if q.start > begin and any(
        word_class(sentence, k) in ("verb", "noun", "aux") for k in range(begin, q.start)
    ):
        return None
    if q.kind == "count" and _noun_behind(sentence, q.j) is not None:
        return None
    if (
        q.kind in _MEASURED
        and _measured(sentence, q) is not None
        and sentence.low(begin - 1) != ":"
    ):
        pass
    first, last = segment(sentence, begin - 2)
    if index and q.kind == "money" and sentence.low(begin - 1) != ":":
        earlier = sentence.quantities[index - 1]
        if (
            earlier.kind == "money"
            and earlier.of is None
            and last - first <= 3
            and earlier.j < first
        ):
            return NOTHING
    for k in range(first, last):
        of = sentence.at("cues.of_pronoun", k)
        if of is not None:
            first = of[0]
    if (
        q.kind == "money"
        and sentence.low(first) in ("на", "для")
        and not sentence.inside[first + 1]
    ):
        end = phrase(sentence, first + 1)
        if first + 1 < end <= last:
            return [(first + 1, end)]
    found = first_phrase(sentence, first, last)
    if found is not None and _is_source(sentence, found):
        found = first_phrase(sentence, found[1], last)
    if found is None:
        return None
    if any(sentence.inside[k] for k in range(*found)):
        return None
    if sentence.at("speech.owned", found[0]) and q.kind in ("percent", "money"):
        same = [o.of for o in sentence.quantities[:index] if o.unit == q.unit and o.of]
        same = same or [o.of for o in passage.quantities if o.unit == q.unit and o.of]
        if same:
            return same[-1]
    if _is_empty(sentence, *found):
        return _among(sentence, first) or antecedent(sentence, q, index, passage)
    return [found]


def _is_empty(sentence: Sentence, i: int, j: int) -> bool:
    """A noun that only stands for another: показатель, доля, цифра."""
    found = sentence.at("cues.empty", i)
    if found is None and j - i == 2 and is_adjective(sentence, i):
        found = sentence.at("cues.empty", i + 1)
    return found is not None and found[0] >= j


def _among(sentence: Sentence, floor: int) -> Answer:
    """``среди женщин моложе 25 лет``: the base of a share."""
    for k in range(len(sentence.tokens)):
        if sentence.low(k) in ("среди", "у") and (k >= floor or k < floor):
            end = phrase(sentence, k + 1)
            if end > k + 1:
                return [(k + 1, end)]
    return None


def measured(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``3 тонны золота``, ``24 года колонии``, ``60% женщин``: the genitive right behind."""
    found = _measured(sentence, q)
    if found is None:
        return None
    if sentence.low(q.j) == "от" and sentence.low(found[0]) in (
        "нормы",
        "плана",
        "уровня",
        "потребности",
    ):
        return None
    if _is_empty(sentence, *found):
        return antecedent(sentence, q, index, passage)
    return [found]


def _measured(sentence: Sentence, q: Quantity) -> tuple[int, int] | None:
    if q.kind not in _MEASURED and q.frame not in ("share", "lone", "compound"):
        return None
    if q.frame == "converted" and q.kind == "money":
        return None
    at = q.j
    if sentence.at("cues.no_base", at):
        return None
    if sentence.low(at) == "от" and q.kind in ("percent", "share"):
        at += 1
    if (
        q.kind in ("share", "percent")
        and sentence.low(at) == "из"
        and sentence.number(at + 1) is None
    ):
        at += 1
    if at < len(sentence.tokens) and (
        sentence.is_a("verb", at) or sentence.at("cues.more", at) or sentence.at("cues.less", at)
    ):
        return None
    return _noun_behind(sentence, at)


def counted(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``14 убийств``: the noun phrase behind a count; the measure itself if that says only "человек"."""
    if q.kind != "count" or q.frame == "converted":
        return None
    found = _noun_behind(sentence, q.j)
    if found is None:
        return None
    if (
        index
        and found[1] - found[0] == 1
        and sentence.low(found[0]).endswith(("ные", "ная", "ный"))
    ):
        return antecedent(sentence, q, index, passage) or [found]  # "14 аварийные"
    if found[1] - found[0] == 1 and sentence.at("cues.generic", found[0]):
        named = _named(sentence, q)
        if named is not None:
            return [named]
    return [found]


def _named(sentence: Sentence, q: Quantity) -> tuple[int, int] | None:
    """The subject of "превышает", "составил" and the like right before the figure."""
    verb = next(
        (k for k in range(max(0, q.start - 2), q.i + 1) if sentence.at("cues.measures", k)), None
    )
    if verb is None:
        return None
    return _subject(sentence, verb, verb)


def named_before(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``штраф в 50 МРП``, ``план стоимостью 8 млрд``, ``рост не ниже 6%``: the noun in front."""
    j, floor = q.start, segment(sentence, q.i)[0]
    moved = True
    while moved and j > floor:
        moved = False
        for k in range(max(floor, j - 4), j):
            found = sentence.at("cues.before", k)
            if found is not None and found[0] == j:
                j, moved = k, True
                break
        if not moved and j - 1 > floor and sentence.is_a("adv", j - 1):
            j, moved = j - 1, True
    while j > floor and sentence.inside[j - 1]:
        j -= 1
        while j > floor and (sentence.is_a("prep", j - 1) or sentence.is_a("link", j - 1)):
            j -= 1
    i = before(sentence, j, floor)
    alone = j - i == 1 and (sentence.at("cues.rise", i) or sentence.at("cues.rise_of", i))
    if alone and index and sentence.low(i - 1) in ("(", ",", "–", "-"):
        return sentence.quantities[index - 1].of  # "(рост на 6,7%)"
    if j - i == 1 and i > floor and sentence.low(i).endswith(("у", "ю", "ам", "ям")):
        head = before(sentence, i, floor)  # "ущерб государству превысил …"
        i = head if head < i and word_class(sentence, i - 1) == "noun" else i
    if i < j and _is_source(sentence, (i, j)):
        return None  # "оценивается экспертами в 5 млрд"
    if all(is_adjective(sentence, k) for k in range(i, j)):
        return None
    if (
        i >= j
        or _is_empty(sentence, i, j)
        or sentence.low(i - 1).startswith(("обош", "обойд", "обход"))
    ):
        return None
    if sentence.low(i - 1) == "при":
        return [(i, j)]
    if (
        i > floor
        and (sentence.is_a("prep", i - 1) or sentence.is_a("link", i - 1))
        and q.kind != "count"
    ):
        wider = first_phrase(sentence, floor, j)
        if wider is not None and wider[1] >= i - 1:
            return [(wider[0], j) if j - wider[0] <= 7 else wider]
        governed = sentence.low(i - 1) not in ("под", "о", "об") and not sentence.at(
            "cues.named", j - 1
        )
        if q.kind in ("percent", "share", "times", "money") and governed:
            return None
        person = sentence.low(j - 1).endswith(("а", "я", "ов", "ев", "ей", "ых", "их"))
        if q.kind == "time" and sentence.low(i - 1) in ("до", "из", "к", "через"):
            return None  # "добирается до школы дольше 40 минут"
        if q.kind == "time" and sentence.low(i - 1) == "для" and person:
            return None  # "просило для журналиста десять лет"
    return [(i, j)]


def subject(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``инфляция составила 8%``, ``расходы сократят на 5%``: the subject, or the object of a change."""
    begin, _ = segment(sentence, q.i)
    verb = _verb_before(sentence, begin, q.start)
    if verb is not None and not sentence.at("cues.measures", verb):
        found = _object(sentence, verb, q)
        if found is not None:
            return [found]
    if q.kind in ("money", "mci") and q.frame != "converted" and not _states(sentence, begin, q):
        return None
    if q.kind in ("time", "measure") and not _states(sentence, begin, q):
        return None
    if verb is not None and any(
        sentence.low(k) in ("его", "ее", "их") for k in range(verb + 1, q.start)
    ):
        return antecedent(sentence, q, index, passage)
    if _elided(sentence, q, verb):
        fronted = _fronted(sentence, begin)
        if fronted is not None:
            return [fronted]
        return antecedent(sentence, q, index, passage)
    found = _subject(sentence, q.start, verb if verb is not None else q.start)
    if found is None:
        return None
    if q.kind == "count" and not _states(sentence, begin, q):
        return sentence.quantities[index - 1].of if index else None
    if q.kind == "count" and index and found[0] < begin:
        return sentence.quantities[index - 1].of
    if _is_empty(sentence, *found):
        return _among(sentence, begin) or antecedent(sentence, q, index, passage)
    return [found]


def _elided(sentence: Sentence, q: Quantity, verb: int | None) -> bool:
    """``сжигает втрое больше нормы``: what is burnt was said before."""
    if verb is None or q.kind not in ("times", "percent", "share"):
        return False
    if not (sentence.at("cues.more", q.j) or sentence.at("cues.less", q.j)):
        return False
    return not any(sentence.at(f"cues.{cue}", verb) for cue in ("up", "down", "shift", "measures"))


def _fronted(sentence: Sentence, begin: int) -> tuple[int, int] | None:
    """``трубы, как выяснилось, подрядчик закупил дороже``: the object before its clause."""
    at = begin
    while at > 1 and sentence.low(at - 1) == ",":
        first, last = segment(sentence, at - 2)
        found = first_phrase(sentence, first, last)
        if (
            found is not None
            and not _aside(sentence, first, last)
            and _verb_before(sentence, first, last) is None
        ):
            return found
        at = first
    return None


def _verb_before(sentence: Sentence, begin: int, end: int) -> int | None:
    return next(
        (k for k in range(end - 1, begin - 1, -1) if word_class(sentence, k) == "verb"), None
    )


def _object(sentence: Sentence, verb: int, q: Quantity) -> tuple[int, int] | None:
    """``сократили расходы на 5%``: the noun phrase between a verb of change and its size."""
    if q.kind not in ("percent", "share", "times", "money", "count", "measure", "time"):
        return None
    if q.kind in ("money", "time") and not any(
        sentence.at(f"cues.{cue}", verb) for cue in ("up", "down", "shift")
    ):
        return None
    return first_phrase(sentence, verb + 1, q.start)


def _states(sentence: Sentence, begin: int, q: Quantity) -> bool:
    """Whether a verb of measure or change stands with the figure: составил, превысил, вырос."""
    lo = max(0, begin)
    return sentence.any_in(_STATING, lo, q.j + 2) or (
        begin > 0 and sentence.low(begin - 1) in ("–", "-")
    )


def _subject(sentence: Sentence, at: int, verb: int) -> tuple[int, int] | None:
    """The first noun phrase of the stretch, or of those before it, asides left out."""
    begin, end = segment(sentence, at)
    own = True
    for _ in range(5):
        found = first_phrase(sentence, begin, min(end, at))
        if found is not None and _is_source(sentence, found):
            found = first_phrase(sentence, found[1], min(end, at))
        if found is not None and (own or not _aside(sentence, begin, end)):
            return found
        own = False
        if begin < 2 or sentence.low(begin - 1) == ";":
            return None
        at = begin - 1
        begin, end = segment(
            sentence, begin - 2 if sentence.low(begin - 2) not in (",", ")") else begin - 3
        )
        if end > at:
            end = at
    return None


def _is_source(sentence: Sentence, found: tuple[int, int]) -> bool:
    return any(m.i < found[1] and found[0] < m.j for m in sentence.sources)


def _aside(sentence: Sentence, begin: int, end: int) -> bool:
    """A stretch that only says who says so, or begins a clause of its own."""
    if sentence.is_a("conj", begin) and sentence.low(begin) not in ("и", "а", "но", "однако"):
        return True
    return any(begin <= m.i < end for m in sentence.sources) and begin > 0


def purpose(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``3 млрд на ремонт``, ``на строительство школ добавят 3 млрд``: what money is for."""
    if q.kind not in ("money", "mci"):
        return None
    for at in (q.stop,):
        if sentence.at("cues.purpose", at) and not sentence.inside[at + 1 : at + 2].count(1):
            start = at + 1
            while start < len(sentence.tokens) and sentence.is_a("det", start):
                start += 1
            end = phrase(sentence, start)
            if end > start and sentence.number(start) is None:
                return [(start, end)]
    begin, _ = segment(sentence, q.i)
    if (
        begin > 1
        and sentence.low(begin - 1) == ","
        and first_phrase(sentence, begin, q.start) is None
    ):
        first, last = segment(sentence, begin - 2)
        if _aside(sentence, first, last) and first > 1:
            first = segment(sentence, first - 2)[0]
        begin = first
    for k in range(q.start - 1, begin - 1, -1):
        attached_to = (
            k > begin and word_class(sentence, k - 1) == "noun" and not sentence.inside[k - 1]
        )
        if (
            sentence.low(k) in ("на", "для")
            and not attached_to
            and k + 1 < q.start
            and not sentence.inside[k + 1]
        ):
            end = phrase(sentence, k + 1)
            if end > k + 1 and sentence.number(k + 1) is None:
                return [(k + 1, min(end, q.start))]
    return None


def antecedent(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """The last thing that was counted, in this sentence or before."""
    for other in reversed(sentence.quantities[:index]):
        if other.of:
            return other.of
    return passage.last_of


def of_total(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``14 из 60 жалоб``, ``226 участках из 10 060``: a part and its total count the same."""
    if q.kind != "count":
        return None
    following = sentence.quantities[index + 1] if index + 1 < len(sentence.quantities) else None
    if following is not None and sentence.low(q.j) == "из" and following.start <= q.j + 2:
        front = named_before(sentence, q, index, passage)
        if front is not None:
            return front
        behind = _noun_behind(sentence, following.j)
        if behind is not None:
            return [behind]
        return antecedent(sentence, q, index, passage)
    if index and sentence.low(q.start - 1) == "из" and _noun_behind(sentence, q.j) is None:
        return antecedent(sentence, q, index, passage)
    return None


def compared(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``— вдвое больше, чем …``: a comparison is of what was counted just before."""
    if q.kind not in ("times", "percent", "share", "count") or not index:
        return None
    behind = sentence.at("cues.more", q.j) or sentence.at("cues.less", q.j)
    begin, _ = segment(sentence, q.i)
    bracket = sentence.low(q.start - 1) == "("
    lone = all(
        k >= q.start
        or sentence.low(k)
        in ("что", "это", "на", "в", "почти", "то", "есть", "примерно", "более", "чем", "и")
        for k in range(begin, q.start)
    )
    if not (bracket or (behind and lone)):
        return None
    if bracket and _noun_behind(sentence, q.j) is not None:
        return None
    for other in reversed(sentence.quantities[:index]):
        first, last = segment(sentence, other.i)
        part = any(sentence.at("cues.of_pronoun", k) for k in range(first, last))
        if other.of and not (part and sentence.low(begin - 1) in ("–", "-")):
            return other.of
    return antecedent(sentence, q, index, passage)


def restated(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``или 187 на 100 тысяч``, ``то есть 42,9``: the same thing said another way."""
    if not index or q.kind not in ("count", "measure", "percent", "share", "money"):
        return None
    at = q.start
    begin, _ = segment(sentence, q.i)
    ends = (sentence.at("cues.or", k) for k in range(begin, at))
    if any(found is not None and found[0] == at for found in ends):
        return sentence.quantities[index - 1].of
    return None


def levels(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``сократят вдвое, с 4,4 до 2,2 млрд``: levels behind the size of a change."""
    if q.role not in ("from", "to") or not index:
        return None
    begin, _ = segment(sentence, q.i)
    if (
        first_phrase(sentence, begin, q.start) is None
        and _verb_before(sentence, begin, q.start) is None
    ):
        return antecedent(sentence, q, index, passage)
    return None


def listed(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """An item of an enumeration without a noun of its own takes the noun of the one before."""
    if index == 0:
        return None
    begin, stop = segment(sentence, q.i)
    bare = not any(
        word_class(sentence, k) in ("noun", "verb") and not q.start <= k < q.j
        for k in range(begin, stop)
    )
    if (
        q.kind in ("money", "time", "mci")
        and sentence.quantities[index - 1].kind not in ("money", "time", "mci")
        and not bare
    ):
        return None
    before_q = sentence.quantities[index - 1]
    if before_q.kind == "time" and q.kind != "time":
        return antecedent(sentence, q, index - 1, passage)
    return before_q.of or None


def carried(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """Nothing in the sentence: what the passage counted last, where the kind allows it."""
    if q.kind in ("count", "share", "percent", "times", "rank") and passage.last_of:
        return passage.last_of
    return None


def understood(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``к семи годам колонии, второй — к пяти``: the term that the sentence spoke of."""
    if q.kind != "time" or "unit.understood" not in q.rules:
        return None
    terms = [o.of for o in sentence.quantities[:index] if o.kind == "time" and o.of]
    return terms[-1] if terms else None


_AFTER_EACH = ("ы", "и", "а", "я", "е", "ой", "ей", "ого", "его")


def each_of_them(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``у каждой восьмой муж отобрал документы``: of those counted before, not of husbands."""
    if sentence.low(q.i) not in ("каждой", "каждого") or q.j >= len(sentence.tokens):
        return None
    if sentence.low(q.j).endswith(_AFTER_EACH) or sentence.tokens[q.j].kind != "w":
        return None
    return antecedent(sentence, q, index, passage)


def was_then(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``Год назад было $35 млрд``: the level at another time, of what the passage spoke of."""
    if index or not passage.quantities or passage.quantities[-1].unit != q.unit:
        return None
    begin, end = segment(sentence, q.i)
    was = any(sentence.at("cues.was", k) for k in range(begin, q.start))
    nouns = (k for k in range(begin, end) if not sentence.inside[k] and not q.i <= k < q.j)
    if not was or any(word_class(sentence, k) == "noun" for k in nouns):
        return None
    return passage.quantities[-1].of


def fronted(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``На 25% подорожал сахар``: the subject behind the verb of change."""
    if q.kind not in ("percent", "share", "times", "money", "point"):
        return None
    begin, end = segment(sentence, q.i)
    verb = q.j
    changes = any(sentence.at(f"cues.{cue}", verb) for cue in ("up", "down"))
    if not changes or word_class(sentence, verb) != "verb":
        return None
    if first_phrase(sentence, begin, q.start) is not None:
        return None
    found = first_phrase(sentence, verb + 1, end)
    return [found] if found is not None else None


def elliptic(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """``Доплата врачу — 25 млн, медсестре — 15 млн``: the head of the item before, and this one's word."""
    begin, _ = segment(sentence, q.i)
    if index == 0 or begin < 2 or sentence.low(begin - 1) not in ("–", "-") or q.kind == "count":
        return None
    first, last = segment(sentence, begin - 2)
    before_q = sentence.quantities[index - 1]
    if last - first > 2 or not before_q.of or before_q.kind != q.kind or first == 0:
        return None
    word = sentence.low(last - 1)
    if not word.endswith(("у", "ю", "е", "ам", "ям", "ой", "ым", "им")):
        return None
    head = before_q.of.split()[0]
    spans = sentence.tokens[first:last]
    return " ".join([head, *(t.text for t in spans)])


def temperature(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Answer:
    """A temperature has an ``of`` only where the text names what is so warm."""
    if q.unit != "°C":
        return None
    found = named_before(sentence, q, index, passage) or subject(sentence, q, index, passage)
    if found:
        return found
    others = [o for o in sentence.quantities[:index] if o.unit == "°C" and o.of]
    return others[-1].of if others else NOTHING


OF_RULES: tuple[Rule, ...] = (
    inside,
    understood,
    each_of_them,
    pronoun,
    in_ranking,
    temperature,
    broken_down,
    elliptic,
    of_total,
    measured,
    counted,
    restated,
    levels,
    compared,
    dashed,
    paired,
    named_before,
    purpose,
    was_then,
    fronted,
    subject,
    listed,
    carried,
)
"""What is tried, in order."""

__all__ = ["NOTHING", "OF_RULES", "attached", "same_part"]
