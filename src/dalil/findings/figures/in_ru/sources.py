"""Who says so in Russian: «по данным …», «сообщили в …», «…, отметил министр», «Нацбанк ожидает»."""

from __future__ import annotations

from dalil.findings.figures.in_ru.segments import (
    before,
    cut,
    first_phrase,
    genitive,
    is_adjective,
    segment,
)
from dalil.findings.figures.phrases import word_class
from dalil.findings.figures.sentence import Mark, Quantity, Sentence

ALL, CLAUSE, PART = "all", "clause", "part"
_KINDS = (
    "speech.say",
    "speech.by",
    "speech.by_own",
    "speech.document",
    "speech.body",
    "frames.index",
)


def find_sources(sentence: Sentence, text: str) -> None:
    """Fill ``sentence.sources``: who is named as the one who says, reports or estimates."""
    if sentence.present.isdisjoint(_KINDS):
        return
    for i in sentence.where("speech.by", "speech.by_own", "speech.say"):
        _prefixed(sentence, text, i)
        _spoken(sentence, text, i)
    _judged(sentence, text)
    _owned(sentence, text)
    _elliptic(sentence, text)
    _closing(sentence, text)
    _opening(sentence, text)
    _ranking(sentence, text)
    _drop_documents(sentence)
    sentence.sources.sort(key=lambda m: m.i)


def _add(sentence: Sentence, text: str, i: int, j: int, kind: str, at: int) -> None:
    while i < j and (sentence.is_a("det", i) and not sentence.at("speech.pronoun", i)):
        i += 1
    while j > i and sentence.low(j - 1) in (",", "-", ".", ":"):
        j -= 1
    if i >= j or any(m.i < j and i < m.j for m in sentence.sources):
        return
    nobody = sentence.at("speech.nobody", i)
    again = sentence.at("speech.again", i) or sentence.at("speech.pronoun", i)
    if nobody is not None and nobody[0] >= j:
        sentence.sources.append(Mark(i, j, "", kind, at))
        return
    if again is not None and again[0] >= j:
        value = "*" + sentence.chars(i, j).of(text)
        sentence.sources.append(Mark(i, j, value, kind, at))
        return
    begin, end = _body(sentence, i, j)
    sentence.sources.append(Mark(begin, end, sentence.chars(begin, end).of(text), kind, at))


def _body(sentence: Sentence, i: int, j: int) -> tuple[int, int]:
    """The body rather than its document: ``отчёт Всемирного банка`` → the bank."""
    k = i
    while k < j and word_class(sentence, k) == "adj" and not sentence.at("speech.document", k):
        k += 1
    found = sentence.at("speech.document", k)
    if found is not None and found[0] < j:
        at = found[0]
        while at < j and sentence.low(at) in ("по", "о", "об", "на"):
            return i, j
        return at, j
    return i, j


def source_ends(sentence: Sentence, i: int) -> int:
    """Where the name or description of a source that begins at ``i`` ends."""
    n, j, quoted = len(sentence.tokens), i, False
    while j < n and j - i < 14:
        token = sentence.tokens[j]
        if token.low == '"':
            quoted = not quoted
            j += 1
            continue
        if quoted:
            j += 1
            continue
        if token.kind == "n":
            if j > i and sentence.low(j - 1) == "-" and not token.space:
                j += 1
                continue
            break
        if token.kind == "s":
            if (
                token.low in "-&.'"
                and not token.space
                and j + 1 < n
                and not sentence.tokens[j + 1].space
            ):
                j += 1
                continue
            if (
                token.low == "."
                and j > i
                and len(sentence.tokens[j - 1].text) == 1
                and sentence.tokens[j - 1].capital
            ):
                j += 1
                continue
            break
        if any(m.i == j for m in sentence.periods):
            break
        kind = word_class(sentence, j)
        if kind in ("noun", "adj", "participle") or token.capital or (kind == "det" and j == i):
            j += 1
            continue
        if (
            kind in ("link", "conj", "prep")
            and token.low in ("по", "о", "об", "при", "и", *_IN_NAMES)
            and j > i
            and _goes_on(sentence, j)
        ):
            j += 1
            continue
        break
    return j


_IN_NAMES = ("против", "за", "для", "с", "со")
"""What names of bodies go on behind: ``Коалиция против пыток``, ``Движение за чистый воздух``."""


def _goes_on(sentence: Sentence, j: int) -> bool:
    """``комитет по делам …``, ``министерство труда и …``: what goes on inside a body's name."""
    if j + 1 >= len(sentence.tokens) or sentence.tokens[j + 1].kind != "w":
        return False
    low = sentence.low(j)
    body = any(sentence.at("speech.body", k) for k in range(max(0, j - 4), j))
    if low in ("по", "при", "о", "об"):
        return body
    if low in ("с", "со"):
        return sentence.low(j - 1).startswith("борьб")
    if low in _IN_NAMES:
        plain = not sentence.inside[j + 1] and not sentence.taken[j + 1]
        return body and plain and word_class(sentence, j + 1) in ("noun", "adj")
    following = sentence.low(j + 1)
    return (
        body
        and word_class(sentence, j + 1) in ("noun", "adj")
        and following.endswith(
            ("ния", "ции", "ства", "та", "ти", "ки", "ой", "ого", "ры", "зма", "ей", "ка", "ли")
        )
    )


def _prefixed(sentence: Sentence, text: str, i: int) -> None:
    own = sentence.at("speech.by_own", i)
    if own is not None:
        sentence.sources.append(Mark(i, own[0], "*", ALL, i))
        return
    found = sentence.at("speech.by", i)
    if found is None:
        return
    pronoun = next(
        (
            k
            for k in range(i, found[0])
            if sentence.low(k) in ("его", "ее", "их", "словам") and sentence.low(k) != "словам"
        ),
        None,
    )
    at = found[0]
    if pronoun is None and sentence.low(at) in (
        "его",
        "ее",
        "их",
        "которого",
        "которой",
        "которых",
    ):
        own_noun = sentence.is_a("det", at) and source_ends(sentence, at + 1) > at + 1
        at, pronoun = (at + 1, None) if own_noun else (at, at)  # "по словам его директора"
    if pronoun is not None or sentence.low(at) in ("него", "нее", "них"):
        sentence.sources.append(Mark(i, at + (0 if pronoun is not None else 1), "*", ALL, i))
        return
    end = source_ends(sentence, at)
    if end > at:
        _add(sentence, text, at, end, ALL, i)
    elif sentence.low(at) in (",", ""):
        sentence.sources.append(Mark(i, at, "", ALL, i))  # "по официальным данным, …"


def _spoken(sentence: Sentence, text: str, i: int) -> None:
    found = sentence.at("speech.say", i)
    if found is None or sentence.low(i - 1) == "не":
        return
    kind = CLAUSE if sentence.at("speech.ask", i) else ALL
    at = found[0]
    begin, end = segment(sentence, i)
    while at < end and (sentence.at("speech.also", at) or sentence.is_a("adv", at)):
        at += 1
    if sentence.at("speech.verdict", i - 1) and sentence.low(end + 1) != "что":
        return  # "суд признал забастовку незаконной и оштрафовал шестерых"
    speaker = _speaker(sentence, i, at, begin, end)
    if speaker is not None and _agrees(sentence, *speaker, i):
        _add(sentence, text, *speaker, kind, i)


def _speaker(sentence: Sentence, i: int, at: int, begin: int, end: int) -> tuple[int, int] | None:
    """Who is said to speak by the verb at ``i``: around it, or before an aside."""
    if sentence.at("speech.follows", i):
        return _document_before(sentence, i, begin)
    inside = _in_body(sentence, at, end)
    if inside is not None:
        return inside
    front = _before_verb(sentence, i, begin)
    if front is not None and not sentence.at("speech.thing", front[1] - 1):
        return front
    if sentence.at("speech.vague", i):
        return None
    lead = first_phrase(sentence, begin, i)
    named = lead is not None and _names_body(sentence, *lead) and _speaks(sentence, *lead)
    if lead is not None and named and _can_be_subject(sentence, *lead, begin):
        return lead
    opens = begin == i or sentence.low(begin) in ("как", "что") or i - begin <= 4
    after = _behind_verb(sentence, at, end) if opens or front is not None else None
    if after is not None:
        return after
    subject = first_phrase(sentence, begin, i)
    if subject is None and begin == i and begin > 1:
        return _before_aside(sentence, begin)
    if subject is None or not _speaks(sentence, *subject):
        return None
    return subject if _can_be_subject(sentence, *subject, begin) else None


def _in_body(sentence: Sentence, at: int, end: int) -> tuple[int, int] | None:
    """``… в министерстве``: a body, not a channel ("в Telegram") nor a time."""
    if sentence.low(at) not in ("в", "во", "на") or at + 1 >= end or sentence.inside[at + 1]:
        return None
    if sentence.at("speech.channel", at + 1) or not _is_body(sentence, at + 1):
        return None
    stop = source_ends(sentence, at + 1)
    if any(sentence.at("speech.channel", k) for k in range(at + 1, stop)):
        return None
    return (at + 1, stop) if stop > at + 1 else None


def _behind_verb(sentence: Sentence, at: int, end: int) -> tuple[int, int] | None:
    """``сообщил журналистам в четверг министр``: who stands behind addressee, place and time."""
    while at < end:
        if sentence.inside[at] or sentence.is_a("adv", at) or sentence.at("speech.also", at):
            at += 1
        elif (inside := _in_body(sentence, at, end)) is not None:
            return inside
        elif sentence.low(at) in ("в", "во", "на") or sentence.at("speech.addressee", at):
            first = at if sentence.at("speech.addressee", at) else at + 1
            at = _circumstance(sentence, first, end)
        elif sentence.low(at) == '"' and (quoted := _addressed(sentence, at, end)):
            at = quoted
        else:
            break
    pronoun = sentence.at("speech.pronoun", at)
    stop = pronoun[0] if pronoun is not None else source_ends(sentence, at)
    if stop <= at or at >= end:
        return None
    return (at, stop) if pronoun or _can_be_subject(sentence, at, stop, at) else None


def _circumstance(sentence: Sentence, i: int, end: int) -> int:
    """Where ``на пленарном заседании`` ends: its nouns, up to a title or what else can be who."""
    k = i
    while k < end and (sentence.inside[k] or sentence.tokens[k].kind != "s"):
        heads = any(not is_adjective(sentence, m) for m in range(i, k))
        if k > i and heads and (sentence.at("speech.who", k) or not _continues(sentence, k)):
            break
        k += 1
    return max(k, i + 1)


def _continues(sentence: Sentence, k: int) -> bool:
    if sentence.inside[k] or (sentence.low(k) == "-" and not sentence.tokens[k].space):
        return True
    if sentence.tokens[k].text.isascii():
        return True
    low = sentence.low(k)
    return word_class(sentence, k) in ("adj", "noun") and low.endswith(
        ("а", "я", "ы", "и", "ов", "ев", "ей", "ого", "его", "ой", "ых", "их")
    )


def _addressed(sentence: Sentence, at: int, end: int) -> int | None:
    """``рассказал "Азаттыку" …``: a name in quotation marks in the dative."""
    for k in range(at + 1, min(at + 5, end)):
        if sentence.low(k) == '"':
            dative = sentence.low(k - 1).endswith(("у", "ю"))
            return k + 1 if dative or sentence.at("speech.who", k + 1) else None
    return None


def _document_before(sentence: Sentence, i: int, begin: int) -> tuple[int, int] | None:
    """``из ответа министерства … следует``: whose answer it is."""
    for k in range(begin, i):
        if sentence.low(k) in ("из", "судя") and sentence.at("speech.document", k + 1):
            stop = source_ends(sentence, k + 1)
            return (k + 1, stop) if stop > k + 1 else None
    return None


def _before_aside(sentence: Sentence, begin: int) -> tuple[int, int] | None:
    """``Депутат, который был в селе, заявил``: the subject stands before the aside."""
    aside = segment(sentence, begin - 2)[0]
    if sentence.low(begin - 1) != "," or aside == 0 or sentence.low(aside - 1) != ",":
        return None
    if any(aside <= q.i < begin for q in sentence.quantities):
        return None
    if not sentence.low(aside).startswith("котор") and not _titled(sentence, aside, begin - 1):
        return None
    first, last = segment(sentence, aside - 2)
    found = first_phrase(sentence, first, last)
    if found is None or found[1] != last or not _speaks(sentence, *found):
        return None
    return found if _can_be_subject(sentence, *found, first) else None


def _titled(sentence: Sentence, i: int, j: int) -> bool:
    """An apposition or participle: ``…, директор музея, …``, ``…, побывавший в селе, …``."""
    kind = word_class(sentence, i)
    return kind == "participle" or sentence.at("speech.who", i) is not None


def _names_body(sentence: Sentence, i: int, j: int) -> bool:
    return any(
        sentence.at("speech.body", k) or (sentence.tokens[k].capital and k > 0) for k in range(i, j)
    )


def _is_body(sentence: Sentence, i: int) -> bool:
    """Whether a body, a document or a name of several capitals begins at ``i``."""
    for k in range(i, min(i + 4, len(sentence.tokens))):
        if (
            sentence.at("speech.body", k)
            or sentence.at("speech.document", k)
            or sentence.at("speech.again", k)
        ):
            return True
        if sentence.tokens[k].capital or sentence.tokens[k].low == '"':
            return True
        if sentence.tokens[k].kind != "w" or word_class(sentence, k) not in ("adj", "noun"):
            return False
    return False


def _before_verb(sentence: Sentence, i: int, begin: int) -> tuple[int, int] | None:
    """The subject, or ``в министерстве``, right before the verb of saying."""
    j = i
    while j > begin and (
        _adverb_ends(sentence, j)
        or sentence.is_a("adv", j - 1)
        or sentence.at("speech.also", j - 1)
        or sentence.low(j - 1) in ("и", "уже", "не", "это")
    ):
        j -= 1
    if (
        j > begin
        and sentence.at("speech.pronoun", j - 1)
        and sentence.low(j - 1) in ("он", "она", "они", "оно")
    ):
        return j - 1, j
    start = j
    while start > begin:
        back = _name_before(sentence, start, begin)
        if back == start:
            break
        start = back
    if start >= j:
        return None
    start = _nominative_tail(sentence, start, j)
    while start < j and start == 0 and _no_name(sentence, start):
        start += 1
    if start >= j:
        return None
    if start > 0 and sentence.is_a("verb", start):
        return None
    told_in = sentence.low(start - 1) in ("в", "во", "на") and start > begin
    many = sentence.low(i).endswith(("ли", "ют", "ят", "ат", "ут"))
    if told_in and all(sentence.inside[start:j]):
        return None  # "в Кыргызстане подтвердили 536 случаев"
    if told_in and many and not sentence.at("speech.channel", start):
        return (start, j) if _speaks(sentence, start, j) else None  # "в водоканале утверждают"
    if not _can_be_subject(sentence, start, j, begin):
        return None
    if not _speaks(sentence, start, j):
        return None
    return start, j


def _no_name(sentence: Sentence, i: int) -> bool:
    """A small word that has its capital from the beginning of the sentence: ``Как``, ``В``."""
    kind = word_class(sentence, i)
    return kind in ("prep", "link", "conj", "adv") or bool(sentence.at("speech.also", i))


def _agrees(sentence: Sentence, i: int, j: int, verb: int) -> bool:
    """Not so ``Дом обещают сдать``: one thing in the singular before a verb in the plural."""
    if j > verb or not sentence.low(verb).endswith(_PLURAL_VERB):
        return True
    if any(sentence.low(k) in ("и", ",", '"') for k in range(i, j)) or sentence.low(i - 1) == "в":
        return True
    head = _head_noun(sentence, i, j)
    many = sentence.at("speech.many", head) or sentence.at("speech.many", i)
    named = head > 0 and sentence.tokens[head].capital
    single = sentence.low(head).endswith(_SINGULAR)
    return bool(many) or named or not single or sentence.number(i - 1) is not None


_PLURAL_VERB = ("ют", "ят", "ут", "ат", "ли")
_SINGULAR = tuple("бвгджзйклмнпрстфхцчшщ")  # nominative, masculine

_OBLIQUE = ("у", "ю", "ом", "ем", "ой", "ам", "ям", "ами", "ями", "ах", "ях")


def _can_be_subject(sentence: Sentence, i: int, j: int, floor: int) -> bool:
    """Nominative, as far as its ending tells, or behind "в": ``в министерстве сообщили``."""
    front = sentence.low(i - 1) if i > floor else ""
    if front in ("в", "во", "на"):
        return _is_body(sentence, i)
    if front and (sentence.is_a("prep", i - 1) or sentence.is_a("link", i - 1)):
        return False
    head = _head_noun(sentence, i, j)
    if (
        is_adjective(sentence, i)
        and sentence.low(i).endswith(("ую", "юю", "ого", "ому", "ым", "ой"))
        and not sentence.tokens[i].capital
    ):
        return False
    token = sentence.tokens[head]
    if head == 0 and j == i + 1:  # a capital tells nothing here, but names may end so
        return not token.low.endswith(("у", "ю")) or len(token.text) < 5
    return token.capital or not token.low.endswith(_OBLIQUE)


def _head_noun(sentence: Sentence, i: int, j: int) -> int:
    """The first word of a phrase that is no adjective; its first where all are."""
    words = (k for k in range(i, j) if sentence.tokens[k].kind == "w")
    return next((k for k in words if not is_adjective(sentence, k)), i)


def _adverb_ends(sentence: Sentence, j: int) -> bool:
    """An adverb of several tokens: ``по-прежнему``."""
    return (
        sentence.low(j - 2) == "-"
        and sentence.low(j - 3) == "по"
        and not sentence.tokens[j - 1].space
    )


def _name_before(sentence: Sentence, j: int, floor: int) -> int:
    token = sentence.tokens[j - 1]
    if token.low == '"':
        k = j - 2
        while k > floor and sentence.low(k) != '"' and j - k < 9:
            k -= 1
        return k if sentence.low(k) == '"' else j
    named = token.kind == "w" and (token.capital or sentence.at("speech.body", j - 1))
    if named and sentence.number(j - 1) is None:
        return j - 1
    if (
        token.low == "."
        and j - 2 >= floor
        and len(sentence.tokens[j - 2].text) == 1
        and sentence.tokens[j - 2].capital
    ):
        return j - 2
    if token.low == "-" and not token.space:
        return j - 1
    if (
        token.kind == "w"
        and sentence.low(j - 1) in ("по", "и")
        and any(sentence.at("speech.body", k) for k in range(max(floor, j - 4), j - 1))
    ):
        return j - 1
    return before(sentence, j, floor)


def _nominative_tail(sentence: Sentence, i: int, j: int) -> int:
    """``рост безработицы акимат признал``: the subject is the last phrase that begins with its head."""
    for k in range(j - 1, i, -1):
        if (
            (
                sentence.at("speech.body", k)
                and word_class(sentence, k - 1) == "noun"
                and not sentence.tokens[k].low.endswith(("а", "я", "ы", "и", "ов", "ей"))
            )
            and not sentence.at("speech.body", k - 1)
            and not sentence.tokens[k - 1].capital
        ):
            return k
    return i


def _speaks(sentence: Sentence, i: int, j: int) -> bool:
    """Whether a phrase can be somebody: not a number's noun, not a thing that "shows growth"."""
    if sentence.number(i) is not None or (i > 0 and sentence.number(i - 1) is not None):
        return False
    counted = any(k in sentence.covered for k in range(max(0, i - 1), i))
    if counted or any(k in sentence.covered for k in range(i, j)):
        return False
    if not any(_head(sentence, k) for k in range(i, j)):
        return False
    return not any(
        sentence.low(k)
        in ("который", "которая", "которые", "кто", "что", "это", "все", "многие", "никто")
        for k in range(i, j)
    )


def _head(sentence: Sentence, k: int) -> bool:
    """Whether a word can be the name of somebody: a noun, a name, no adverb or adjective alone."""
    token = sentence.tokens[k]
    if token.capital or sentence.at("speech.body", k):
        return True
    kind = word_class(sentence, k)
    return (
        kind == "noun"
        and not is_adjective(sentence, k)
        and not token.low.endswith(("ее", "ше", "ому"))
    )


def actor(sentence: Sentence, stop: int) -> tuple[int, int] | None:
    """Who acts in a sentence before token ``stop``: whom "он", "по его данным" may stand for."""
    if "speech.body" not in sentence.present:
        return None
    begin, end = segment(sentence, 0)
    found = first_phrase(sentence, begin, min(end, stop)) if sentence.tokens else None
    if found is None:
        return None
    first, last = found
    last = next((k for k in range(first + 1, last) if sentence.is_a("det", k)), last)
    if sentence.low(last) == '"':
        last = source_ends(sentence, first)  # "фонд «Диалог»"
    found = first, last  # "застройщик эти цифры отрицает"
    if not _speaks(sentence, first, last):
        return None
    if not any(sentence.at("speech.body", k) for k in range(first, last)):
        return None
    return found if _can_be_subject(sentence, *found, begin) else None


def _judged(sentence: Sentence, text: str) -> None:
    """``оценивается экспертами в 5 млрд``, ``заявленные истцом``: by whom, in the instrumental."""
    for i in sentence.where("speech.judged"):
        at = i + 1
        while sentence.at("speech.also", at) or sentence.is_a("adv", at):
            at += 1
        end = source_ends(sentence, at)
        if end <= at or not _instrumental(sentence, at, end):
            continue
        _add(sentence, text, at, end, CLAUSE, i)


def _instrumental(sentence: Sentence, i: int, j: int) -> bool:
    for k in range(i, j):
        if is_adjective(sentence, k) and sentence.low(k).endswith(("ым", "им", "ой", "ыми", "ими")):
            continue
        body = sentence.at("speech.body", k) or sentence.tokens[k].capital
        return bool(body) and sentence.low(k).endswith(("ом", "ем", "ами", "ями", "ой", "ей", "ью"))
    return False


def _owned(sentence: Sentence, text: str) -> None:
    """``Оценка МВФ — 4%, правительства — 6%``: whose number it is."""
    for i in sentence.where("speech.owned"):
        begin, end = segment(sentence, i)
        at = sentence.at("speech.owned", i)[0]  # type: ignore[index]
        plain = all(word_class(sentence, k) == "adj" for k in range(begin, i))
        stop = source_ends(sentence, at)
        if not plain or stop <= at or not _owner(sentence, at, stop):
            continue
        if sentence.low(end) not in ("–", "-"):
            continue
        _add(sentence, text, at, stop, PART, i)
        for other, last in _items_behind(sentence, end):
            if source_ends(sentence, other) == last and _owner(sentence, other, last):
                _add(sentence, text, other, last, PART, other)


def _owner(sentence: Sentence, i: int, j: int) -> bool:
    return any(sentence.at("speech.body", k) or sentence.tokens[k].capital for k in range(i, j))


def _items_behind(sentence: Sentence, end: int) -> list[tuple[int, int]]:
    """The stretches behind ``end`` that stand right before a dash: ``…, правительства — 6%``."""
    found: list[tuple[int, int]] = []
    at = end + 1
    while at < len(sentence.tokens):
        begin, stop = segment(sentence, at)
        if sentence.low(begin) in ("а", "и"):
            begin += 1
        if sentence.low(stop) in ("–", "-") and begin < stop:
            found.append((begin, stop))
        at = max(stop, at) + 1
    return found


def _elliptic(sentence: Sentence, text: str) -> None:
    """``Полиция сообщила о 12 задержанных, правозащитники — о 30``: the verb is left out."""
    told = [m for m in sentence.sources if m.value and m.i < m.extra]  # type: ignore[operator]
    for mark in told:
        head = mark.extra if isinstance(mark.extra, int) else 0
        first = _like(sentence, head, segment(sentence, head)[1])
        for begin, end in _items_behind(sentence, segment(sentence, head)[1] - 1):
            if begin <= head or _like(sentence, end, end + 3) != first:
                continue
            stop = source_ends(sentence, begin)
            able = stop == end and _can_be_subject(sentence, begin, end, begin)
            if able and _speaks(sentence, begin, end) and _names_body(sentence, begin, end):
                _add(sentence, text, begin, end, PART, begin)


def _like(sentence: Sentence, i: int, j: int) -> str:
    """How what was said is governed: "о", "на", or nothing."""
    stop = min(j, len(sentence.tokens))
    return next((sentence.low(k) for k in range(i, stop) if sentence.low(k) in ("о", "об")), "")


def _closing(sentence: Sentence, text: str) -> None:
    """``Без света 500 домов — акимат``, ``… (данные ООН)``: a headline's or bracket's source."""
    if not sentence.quantities:
        return
    n = len(sentence.tokens)
    begin = segment(sentence, n - 1)[0]
    if (
        sentence.low(begin - 1) in ("–", "-")
        and source_ends(sentence, begin) == n
        and (
            (sentence.at("speech.who", begin) or _latin_or_short(sentence, begin, n))
            and _can_be_subject(sentence, begin, n, begin)
            and _speaks(sentence, begin, n)
        )
    ):
        _add(sentence, text, begin, n, ALL, begin)
    for i in (k + 1 for k in sentence.signs if sentence.low(k) == "("):
        end = source_ends(sentence, i)
        named = any(sentence.at("speech.body", k) for k in range(i, end))
        if sentence.low(end) == ")" and (named or sentence.at("speech.document", i)):
            _add(sentence, text, i, end, ALL, i)


def _latin_or_short(sentence: Sentence, i: int, j: int) -> bool:
    """``МВД``, ``UNICEF``, ``Минздрав``: a body by its name alone."""
    return all(sentence.tokens[k].capital for k in range(i, j)) and bool(
        sentence.at("speech.body", i) or sentence.tokens[i].text.isupper()
    )


def _drop_documents(sentence: Sentence) -> None:
    """The document or survey only if nobody else is named: ``данные, которые привёл комитет``."""
    named = [m for m in sentence.sources if m.value and not _bare_document(sentence, m)]
    if not named:
        return
    for mark in [m for m in sentence.sources if _bare_document(sentence, m)]:
        behind = [m for m in named if mark.j <= m.i and not _between(sentence, mark.j, m.i)]
        if behind:
            sentence.sources.remove(mark)


def _bare_document(sentence: Sentence, mark: Mark) -> bool:
    found = sentence.at("speech.document", mark.j - 1)
    plain = all(word_class(sentence, k) == "adj" for k in range(mark.i, mark.j - 1))
    return found is not None and plain and not sentence.tokens[mark.j - 1].text.isupper()


def _between(sentence: Sentence, i: int, j: int) -> bool:
    return any(i <= q.i < j for q in sentence.quantities)


def _opening(sentence: Sentence, text: str) -> None:
    """``Сводка Минздрава за 6 августа: …``, ``В опросе, который …``: a document opens the sentence."""
    if sentence.sources or not sentence.tokens:
        return
    if sentence.at("speech.body", 0):
        colon_at = source_ends(sentence, 0)
        if sentence.low(colon_at) == ":" and colon_at <= 6:
            _add(sentence, text, 0, colon_at, ALL, 0)
            return
    if "speech.document" not in sentence.present:
        return
    at = 1 if sentence.low(0) in ("в", "во", "согласно") else 0
    k = at
    while k < len(sentence.tokens) and word_class(sentence, k) == "adj" and k < at + 3:
        k += 1
    found = sentence.at("speech.document", k)
    if found is None:
        return
    end = source_ends(sentence, k)
    colon = any(sentence.low(m) == ":" for m in range(end, min(end + 6, len(sentence.tokens))))
    if at == 0 and not colon:
        return
    if at == 1 and not sentence.at("speech.survey", k):
        return
    _add(sentence, text, k, end, ALL, k)


def _ranking(sentence: Sentence, text: str) -> None:
    """``в Индексе восприятия коррупции Transparency International``: whose index it is."""
    if sentence.sources:
        return
    for i in sentence.marks.get("frames.index", {}):
        _begin, end = segment(sentence, i)
        owner = _index_owner(sentence, i, end)
        if owner is not None:
            _add(sentence, text, *owner, ALL, i)
            return
        k = i + 1
        while k < end and not _latin(sentence, k):
            if sentence.tokens[k].kind != "w" or sentence.is_a("verb", k):
                break
            k += 1
        j = k
        while j < end and _latin(sentence, j):
            j += 1
        if j > k and k > i and not cut(sentence, k):
            _add(sentence, text, k, j, ALL, i)
            return


def _index_owner(sentence: Sentence, i: int, end: int) -> tuple[int, int] | None:
    """``в рейтинге свободы прессы «Репортёров …»``, ``в рейтинге Минфина``: an owner in the genitive."""
    for k in range(i + 1, min(i + 7, end)):
        if sentence.inside[k] or sentence.is_a("verb", k):
            return None
        owns = sentence.at("speech.body", k) and genitive(sentence, k)
        quoted = sentence.low(k) == '"' and sentence.low(k + 1).endswith(_OWNERS)
        if owns or quoted:
            j = source_ends(sentence, k)
            return (k, j) if j > k + 1 or owns else None
        if sentence.tokens[k].kind != "w" or not genitive(sentence, k):
            return None
    return None


_OWNERS = ("ов", "ев", "ей", "ых", "их", "ого", "его")


def _latin(sentence: Sentence, k: int) -> bool:
    token = sentence.tokens[k]
    return token.kind == "w" and token.text.isascii() and token.capital and not sentence.inside[k]


def source_of(sentence: Sentence, q: Quantity) -> Mark | None:
    """Who the sentence says a figure comes from."""
    own = [m for m in sentence.sources if m.kind == PART and _own_part(sentence, m, q)]
    if own:
        return own[-1]
    found: Mark | None = None
    for mark in sentence.sources:
        first, second = min(mark.i, q.i), max(mark.i, q.i)
        parted = sentence.sign_in(";", first, second)
        if mark.kind == PART or (parted and mark.i > q.i and not _closes(sentence, mark)):
            continue
        if mark.kind == CLAUSE and not _one_clause(sentence, first, second):
            continue
        if mark.kind == CLAUSE and q.i < mark.i and _own_verb(sentence, q, mark):
            continue
        if mark.kind == CLAUSE and mark.i < q.i and _own_actor(sentence, q, mark):
            continue
        if found is None or (mark.i < q.i and _supersedes(sentence, found, mark, q)):
            found = mark
    return found


def _own_part(sentence: Sentence, mark: Mark, q: Quantity) -> bool:
    """Whether a figure stands in the stretch behind the dash of ``оценка МВФ — …``."""
    end = segment(sentence, mark.i)[1]
    begin, stop = segment(sentence, end + 1)
    return begin <= q.i < stop and end < begin


def _own_verb(sentence: Sentence, q: Quantity, mark: Mark) -> bool:
    """``Суд дал пять лет, прокурор просил восемь``: the figure before has a clause of its own."""
    begin, stop = segment(sentence, q.i)
    if begin <= mark.i < stop or sentence.low(stop) in ('"', "–", "-"):
        return False
    quoted = any(sentence.low(k) == '"' for k in range(q.j, mark.i))
    first, last = segment(sentence, mark.i)
    later = any(first <= o.i < last for o in sentence.quantities)
    return (
        not quoted and later and any(word_class(sentence, k) == "verb" for k in range(begin, q.i))
    )


def _own_actor(sentence: Sentence, q: Quantity, mark: Mark) -> bool:
    """``Прокурор просил восемь лет, суд дал пять``: somebody else acts in the figure's clause."""
    begin, stop = segment(sentence, q.i)
    if begin <= mark.i or sentence.low(begin - 1) != "," or sentence.is_a("conj", begin):
        return False
    found = first_phrase(sentence, begin, q.i)
    if found is None or not any(sentence.at("speech.body", k) for k in range(*found)):
        return False
    acts = any(word_class(sentence, k) == "verb" for k in range(found[1], stop))
    return acts and _can_be_subject(sentence, *found, begin)


def _supersedes(sentence: Sentence, found: Mark, mark: Mark, q: Quantity) -> bool:
    """Whether a later source before the figure takes over: after a semicolon, or after a figure of the first."""
    if any(sentence.low(k) == ";" for k in range(found.i, mark.i)):
        return True
    begin, stop = segment(sentence, q.i)
    if mark.kind == CLAUSE and begin <= mark.i < stop:
        return True
    return any(found.i < o.i < mark.i for o in sentence.quantities)


def _closes(sentence: Sentence, mark: Mark) -> bool:
    """``…, сообщил министр.`` at the very end holds for all of the sentence."""
    rest = sentence.tokens[mark.j :]
    begin, _ = segment(sentence, mark.i)
    return all(t.kind == "s" for t in rest) and bool(sentence.at("speech.say", begin))


def _one_clause(sentence: Sentence, i: int, j: int) -> bool:
    """Whether nothing but commas of a list and "что" stands between."""
    return not sentence.any_in(_CLAUSES, i, j) and not sentence.sign_in(";", i, j)


_CLAUSES = frozenset({"class.clause"})
