"""Who says so, where verbs of saying end the sentence: ``… деп хабарлады министрлік``."""

from __future__ import annotations

from dalil.findings.figures.sentence import Mark, Quantity, Sentence
from dalil.findings.figures.turkic.forms import BARE, back, ends, form, segment

_STOPS = frozenset(".,;:!?–()")


def find_sources(sentence: Sentence, text: str) -> None:
    """Fill ``sentence.sources`` with everyone who is named as a teller."""
    for i in sentence.where("speech.citing"):
        _cited(sentence, text, i)
    for i in sentence.where("speech.told_in"):
        found = sentence.at("speech.told_in", i)
        if found is not None and segment(sentence, i)[0] == i:
            sentence.sources.append(Mark(i, found[0], "*", "by", (0, 0)))
    for i in sentence.where("speech.by_after"):
        _prefixed(sentence, text, i)
    for i in sentence.where("speech.by_owned"):
        if _owner(sentence, i) is not None or _owns(sentence, i - 1):
            _prefixed(sentence, text, i)
    for i in sentence.where("speech.study"):
        if sentence.at("speech.of_study", i + 1) and form(sentence, i - 1) in ("sign", "end"):
            _add(sentence, text, i, i + 1, "by")
    for i in sentence.where("speech.say_final"):
        found = sentence.at("speech.say_final", i)
        if found is not None and not any(m.kind == "by" and m.i == i for m in sentence.sources):
            _final(sentence, text, i, found[0])
    if sentence.quantities:
        _revised(sentence, text)
        _expects(sentence, text)
        _owned(sentence, text)
        _rating(sentence, text)
        _index(sentence, text)
        _headline(sentence, text)
        _bracketed(sentence, text)
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
    elif j - i == 1 and (sentence.at("speech.pronoun", i) or _plain_body(sentence, i)):
        words = "*" + words
    sentence.sources.append(Mark(i, j, words, kind, scope))


def _plain_body(sentence: Sentence, i: int) -> bool:
    """``Ұйым``, ``бюро``: a body without a name may be the one named before."""
    found = sentence.at("speech.agent", i)
    return found is not None and (i == 0 or not sentence.tokens[i].capital)


def _cited(sentence: Sentence, text: str, i: int) -> None:
    """``агенттік министрлікке сілтеме жасап``: whom a carrier cites is the source."""
    if form(sentence, i - 1) != "dat":
        return
    begin = i - 1
    while begin > 0 and i - begin < 7:
        kind = form(sentence, begin - 1)
        if kind not in ("nom", "gen", "adj", "noun") or sentence.low(begin - 1) in _STOPS:
            break
        begin -= 1
    _add(sentence, text, begin, i, "by")


def _revised(sentence: Sentence, text: str) -> None:
    """``өсім болжамын 5,5 пайызға дейін көтерді``: whose forecast it is."""
    for i in sentence.where("speech.revised"):
        subject = _subject(sentence, i)
        if subject is not None:
            _add(sentence, text, *subject, "final", (_part(sentence, i), len(sentence.tokens)))


def _expects(sentence: Sentence, text: str) -> None:
    """``Министрлік 17 млн тонна астық күтеді``: who expects an amount, not a wait."""
    for i in sentence.where("speech.expects"):
        begin, _ = segment(sentence, i)
        amounts = ("money", "measure", "percent", "share")
        if not any(q.kind in amounts and begin <= q.i < i for q in sentence.quantities):
            continue
        subject = _agent(sentence, begin, i)
        if subject is not None:
            _add(sentence, text, *subject, "alone", (begin, i))


def _rating(sentence: Sentence, text: str) -> None:
    """``Freedom House елге 23 балл берді``: who gives scores and ranks."""
    for i in sentence.where("speech.rates"):
        if not any(q.kind in ("point", "rank") and q.i < i for q in sentence.quantities):
            continue
        begin, _ = segment(sentence, i)
        end = begin
        while end < i and sentence.tokens[end].text.isascii() and sentence.tokens[end].capital:
            end += 1
        if end > begin and not sentence.inside[begin]:
            _add(sentence, text, begin, end, "final", (begin, i))


def _index(sentence: Sentence, text: str) -> None:
    """``Freedom House индексінде``: a name in Latin letters before an index is whose it is."""
    if sentence.sources:
        return
    for i in sentence.where("cues.ranking"):
        if sentence.tokens[i].text.isascii():
            continue
        floor, _ = segment(sentence, i)
        ahead = [k for k in range(max(floor, i - 6), i) if _latin(sentence, k)]
        if ahead:
            end = next((k for k in range(ahead[0], i) if not _latin(sentence, k)), i)
            _add(sentence, text, ahead[0], end, "by")
            return


def _latin(sentence: Sentence, k: int) -> bool:
    token = sentence.tokens[k]
    named = token.kind == "w" and token.text.isascii() and token.capital
    return named and not sentence.inside[k] and not sentence.at("cues.ranking", k)


def _owned(sentence: Sentence, text: str) -> None:
    """``ХВҚ болжамы — 4 пайыз``: whose number it is."""
    for i in sentence.where("speech.owned"):
        end = sentence.at("speech.owned", i)[0]  # type: ignore[index]
        q = next((q for q in sentence.quantities if q.start >= end), None)
        if q is None or sentence.low(end) != "–" or q.start > end + 3:
            continue
        begin = back(sentence, i, names=True)
        body = sentence.at("speech.agent", i - 1) or sentence.tokens[i - 1].text.isupper()
        if begin < i and body:
            _add(sentence, text, begin, i, "final", (i, q.j))


_HEADLINE = 8


def _headline(sentence: Sentence, text: str) -> None:
    """``Министрлік: 312 адам ауырды``, ``… – әкімдік``: a body before a colon or behind a dash."""
    if sentence.sources:
        return
    colon = next((k for k in range(1, _HEADLINE) if sentence.low(k) == ":"), None)
    if colon is not None and all(q.i > colon for q in sentence.quantities):
        if any(_told(sentence, k) for k in range(colon)) and _nominative(sentence, colon - 1):
            _add(sentence, text, 0, colon, "by")
        return
    n = len(sentence.tokens)
    dash = next((k for k in range(n - 2, max(0, n - _HEADLINE), -1) if sentence.low(k) == "–"), n)
    last = dash < n and sentence.tokens[-1].kind == "w" and sentence.quantities[-1].i < dash
    if last and sentence.at("speech.agent", dash + 1):
        _add(sentence, text, dash + 1, n, "by")


def _told(sentence: Sentence, k: int) -> bool:
    found = sentence.at("speech.agent", k) or sentence.at("speech.study", k)
    return found is not None and not sentence.inside[k]


def _bracketed(sentence: Sentence, text: str) -> None:
    """``… (БҰҰ дерегі)``: a body and its document, or a body, in brackets."""
    for i in sentence.where("speech.document"):
        found = sentence.at("speech.document", i)
        if found is None or sentence.low(found[0]) != ")":
            continue
        begin = next((k for k in range(i, max(-1, i - 6), -1) if sentence.low(k) == "("), i)
        if begin < i - 1:
            _add(sentence, text, begin + 1, i, "by")


def _prefixed(sentence: Sentence, text: str, i: int) -> None:
    """``министрліктің мәліметінше``: the genitive, or the noun, before the word."""
    end = i
    while end > 0 and sentence.inside[end - 1] and not sentence.tokens[end - 1].capital:
        end -= 1  # "банктің 2020 жылғы есебінше"
    i = end if end > 0 else i
    owner = _owner(sentence, i)
    if owner is not None:
        i = owner
    begin = back(sentence, i, names=True, most=9)
    if begin == i and sentence.at("speech.name_suffix", i - 1) and sentence.low(i - 3) == ".":
        begin = back(sentence, i - 3, names=True, most=9)  # "Мұрат Ж.-ның айтуынша"
    titled = sentence.at("speech.agent", begin - 1) if begin < i else None
    if titled is not None and sentence.tokens[begin].capital and _nominative(sentence, begin - 1):
        begin = back(sentence, begin, names=True)  # "музей директоры Айгүл Сатаева айтқандай"
    if begin == i and form(sentence, i - 1) == "pron":
        begin = i - 1
    while begin < i and (told := sentence.at("speech.say_final", begin)) is not None:
        begin = told[0]  # "делінген прокуратураның есебінде"
    _add(sentence, text, begin, i, "by")


def _owns(sentence: Sentence, k: int) -> bool:
    """Whether a body or a name in the genitive stands at ``k``."""
    named = sentence.at("speech.agent", k) or sentence.tokens[k].capital
    return form(sentence, k) == "gen" and bool(named) and not sentence.inside[k]


def _owner(sentence: Sentence, i: int) -> int | None:
    """``Министрліктің бізге берген жауабында``: the genitive a few words before its document."""
    if form(sentence, i - 1) == "gen":
        return None
    for k in range(i - 1, max(-1, i - 7), -1):
        kind = form(sentence, k)
        if _owns(sentence, k):
            return k + 1
        if kind in ("verb", "conv", "sign") and sentence.low(k) != '"':
            return None
    return None


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
    """``…, дейді министр орынбасары.``; past whom it is said to: ``деді журналистерге``."""
    while form(sentence, j) in ("dat", "loc") and form(sentence, j + 1) not in ("sign", "end"):
        j += 1
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
    while end > j + 1 and form(sentence, end - 1) == "dat" and not sentence.tokens[end - 1].capital:
        end -= 1  # "деді министр журналистерге"
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
    return (
        _named(sentence, floor, i)
        or _people(sentence, i)
        or _documented(sentence, floor, i)
        or _in_body(sentence, floor, i)
    )


def _clause(sentence: Sentence, i: int) -> int:
    """Where the clause of a verb of saying begins; ``…, деп`` is part of what it closes."""
    begin, _ = segment(sentence, i)
    while begin and i - begin <= 2:
        begin, _ = segment(sentence, begin - 1)
    return begin


def _agent(sentence: Sentence, floor: int, i: int) -> tuple[int, int] | None:
    for k in range(floor, i):
        found = sentence.at("speech.agent", k) or _acronym(sentence, k)
        if found is None or not _nominative(sentence, found[0] - 1) or k - 1 in sentence.covered:
            continue
        end = _runs_on(sentence, found[0], i)
        if not _nominative(sentence, end - 1 - (sentence.low(end - 1) == ".")):
            continue
        begin = min(back(sentence, at, names=True, most=9) for at in (found[0], end))
        begin = max(floor, begin)
        return _clean(sentence, min(begin, k)), end
    return None


def _acronym(sentence: Sentence, k: int) -> tuple[int, str] | None:
    """``ДДҰ``, ``ТЖМ``: a body by its capitals, which is no unit and no place."""
    token = sentence.tokens[k]
    if token.kind != "w" or not token.text.isupper() or len(token.text) < 2:
        return None
    if sentence.inside[k] or k in sentence.covered or sentence.taken[k]:
        return None
    other = any(sentence.at(kind, k) for kind in ("unit.after", "cues.gdp", "cues.ranking"))
    return None if other else (k + 1, token.low)


def _clean(sentence: Sentence, i: int) -> int:
    while sentence.inside[i] and i + 1 < len(sentence.tokens) and not sentence.tokens[i].capital:
        i += 1
    return i


def _nominative(sentence: Sentence, k: int) -> bool:
    kind = form(sentence, k)
    if kind in ("inf", "attr") and sentence.at("speech.agent", k) and ends(sentence, k, "poss"):
        return True  # "орталықтың зерттеуі", "кәсіподағы"
    return (
        kind in BARE or kind in ("adj", "suffix") or (sentence.tokens[k].capital and kind == "nom")
    )


def _runs_on(sentence: Sentence, j: int, stop: int) -> int:
    """Behind titles and names that go on: ``министр орынбасары Асан Үсенов``."""
    while j < stop:
        found = sentence.at("speech.agent", j)
        if found is not None and (
            form(sentence, found[0] - 1) == "poss" or _nominative(sentence, found[0] - 1)
        ):
            j = found[0]
        elif sentence.tokens[j].capital and not sentence.inside[j]:
            lone = j + 1 >= stop or not sentence.tokens[j + 1].capital
            if lone and form(sentence, j) in ("loc", "abl", "dat", "gen", "acc"):
                break  # "… Әбенов Фейсбукте жазды"
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


def _documented(sentence: Sentence, floor: int, i: int) -> tuple[int, int] | None:
    """``Министрліктің деректері … көрсетеді``: whose document shows it."""
    for k in range(floor + 1, i):
        told = sentence.at("speech.document", k) and ends(sentence, k, "poss")
        if told and _owns(sentence, k - 1):
            return max(floor, back(sentence, k, names=True)), k
    return None


def _in_body(sentence: Sentence, floor: int, i: int) -> tuple[int, int] | None:
    """``Министрлікте … деп түсіндірді``, ``Министрліктен … айтты``: said in or from a body."""
    for k in range(floor, min(floor + 6, i)):
        found = sentence.at("speech.agent", k)
        if found is not None and form(sentence, found[0] - 1) in ("loc", "abl"):
            return max(floor, back(sentence, found[0], names=True)), found[0]
    return None


def actor(sentence: Sentence) -> tuple[int, int] | None:
    """Who acts in a sentence where nobody speaks: whom "олар" of the next may stand for."""
    if not sentence.tokens:
        return None
    _, end = segment(sentence, 0)
    found = _agent(sentence, 0, min(end, 8))
    if found is None or any(q.i < found[0] for q in sentence.quantities):
        return None
    return found


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
