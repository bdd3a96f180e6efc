"""Who says so: ``according to …``, ``…, the ministry said``, and whom a pronoun stands for."""

from __future__ import annotations

from dalil.findings.figures.clauses import same_clause
from dalil.findings.figures.phrases import noun_phrase, start_of_phrase, without_article, word_class
from dalil.findings.figures.sentence import Mark, Quantity, Sentence

ALL, ALONE = "all", "alone"
_KINDS = (
    "speech.say",
    "speech.say_alone",
    "speech.by",
    "speech.by_after",
    "speech.teller",
    "speech.body",
    "speech.put",
    "speech.rates",
)


def find_tellers(sentence: Sentence, text: str) -> None:
    """Fill ``sentence.sources`` with who says, reports or estimates, as verbs and "according to" tell."""
    for i in sentence.where(*_KINDS):
        here = sentence.labels[i]
        if "speech.put" in here:
            _put_at(sentence, text, i)
        if "speech.by" in here:
            _prefixed(sentence, text, i)
        if "speech.by_after" in here:
            _postfixed(sentence, text, i)
        if "speech.say" in here:
            _spoken(sentence, text, i, "speech.say", ALL)
        if "speech.say_alone" in here:
            _spoken(sentence, text, i, "speech.say_alone", ALONE)
        if "speech.rates" in here:
            _rating(sentence, text, i)
        if "speech.body" in here or "speech.teller" in here:
            _bare(sentence, text, i)


def add_source(sentence: Sentence, text: str, i: int, j: int, kind: str, at: int) -> None:
    """Add tokens ``[i, j)`` as a source told of at token ``at``; its body, article and pronoun read."""
    owner = next((m for m in sentence.places if m.j == i and sentence.low(i) in ("'s", "'")), None)
    i = owner.i if owner is not None else without_article(sentence, i, j)
    while j > i + 1 and sentence.low(j - 1) in ("'s", "'", ","):
        j -= 1
    if i >= j or any(m.i < j and i < m.j for m in sentence.sources):
        return
    begin, end = _described(sentence, i, j)
    i, j = (begin, end) if end < j else (i, j)  # "police statistics" are of the police
    capital = any(sentence.tokens[k].capital for k in range(max(i, 1), j))
    if not capital and any(sentence.at("speech.nobody", k) for k in range(i, j)):
        sentence.sources.append(Mark(i, j, "", kind, at))
        return
    pronoun = sentence.at("speech.pronoun", i)
    if pronoun is not None and pronoun[0] == j:
        sentence.sources.append(Mark(i, j, "*", kind, at))  # resolved with the passage
        return
    again = sentence.at("speech.again", i)
    if again is not None and again[0] == j and sentence.low(i - 1) in ("the", "its", "same"):
        value = "*" + sentence.chars(i, j).of(text)  # of whom there was talk, if of anybody
        sentence.sources.append(Mark(i, j, value, kind, at))
        return
    j += _initial(sentence, j)
    sentence.sources.append(Mark(begin, end, sentence.chars(begin, end).of(text), kind, at))


def _described(sentence: Sentence, i: int, j: int) -> tuple[int, int]:
    """The body rather than its document: ``a review of the World Bank`` → the bank."""
    for k in range(i, j):
        found = sentence.at("speech.document", k)
        if found is None:
            continue
        if sentence.at("speech.spokesman", k) and sentence.tokens[min(j, found[0] + 1) - 1].capital:
            return i, j  # a title right before the name
        for owner in range(k - 1, max(i, k - 4), -1):
            if sentence.tokens[owner].capital:
                break  # "the Prosecutor General's Office report"
            if sentence.low(owner) in ("'s", "'"):
                return i, owner  # "the company's annual report"
        at = found[0]
        if at == j and k > i and _owns(sentence, i, k):
            return i, k  # "Health Ministry data"
        if at < j - 1 and sentence.at("speech.of", at):
            begin = without_article(sentence, at + 1, j)
            if sentence.tokens[begin].capital or word_class(sentence, begin) == "noun":
                return begin, j
    return i, j


def _initial(sentence: Sentence, j: int) -> bool:
    """Whether the full stop at ``j`` belongs to an initial before it: ``Arman B. says``."""
    if j < 1:
        return False
    last = sentence.tokens[j - 1]
    inside = j + 1 < len(sentence.tokens) and sentence.low(j) == "."
    return inside and last.capital and len(last.text) == 1


def _owns(sentence: Sentence, i: int, j: int) -> bool:
    """Whether tokens ``[i, j)`` name a body: ``Health Ministry``, ``police``."""
    last = j - 1
    if sentence.low(last) == "-" or word_class(sentence, last) != "noun":
        return False
    ends = (sentence.at("speech.teller", k) for k in range(i, j))  # "city hall" too
    return sentence.tokens[last].capital or any(found and found[0] == j for found in ends)


def _of_document(sentence: Sentence, i: int) -> bool:
    """``figures provided by``, ``the figure of 200 is given by``: what is given is a number."""
    near = range(max(0, i - 8), i)
    return any(sentence.at(k, m) for m in near for k in ("speech.document", "speech.thing_given"))


def _prefixed(sentence: Sentence, text: str, i: int) -> None:
    """``according to the Coalition for Peaceful Assembly``."""
    found = sentence.at("speech.by", i)
    if found is None or (sentence.at("speech.by_doc", i) and not _of_document(sentence, i)):
        return
    begin = _inside_quotes(sentence, found[0])
    end = source_ends(sentence, begin)
    if end > begin:
        add_source(sentence, text, begin, end, ALL, i)


def _inside_quotes(sentence: Sentence, i: int) -> int:
    return i


def source_ends(sentence: Sentence, i: int) -> int:
    """Where the name or description of a source that begins at token ``i`` ends."""
    pronoun = sentence.at("speech.pronoun", i)
    if pronoun is not None:
        return pronoun[0]
    end = noun_phrase(sentence, i, sources=True)
    others = [q.start for q in sentence.quantities] + [m.i for m in sentence.periods]
    end = min([end, *(k for k in others if i < k < end)])
    while end > i + 1 and word_class(sentence, end - 1) in ("prep", "link"):
        end -= 1
    if any(sentence.at("speech.document", k) for k in range(i, end)) and sentence.at(
        "speech.of", end
    ):
        end = max(end, noun_phrase(sentence, end + 1, sources=True))
    if end > i and sentence.low(end) == '"':  # the fund "Name"
        for k in range(end + 1, min(end + 8, len(sentence.tokens))):
            if sentence.low(k) == '"':
                return k + 1
    return end


def _bare(sentence: Sentence, text: str, i: int) -> None:
    """``… – survey`` at the end of a headline, ``… (UN)`` behind a number."""
    before = sentence.low(i - 1)
    body, teller = sentence.at("speech.body", i), sentence.at("speech.teller", i)
    if before == "(" and body is not None:
        end = body[0] + bool(sentence.at("speech.document", body[0]))
        if sentence.low(end) == ")":
            add_source(sentence, text, i, end, ALL, i)
    if before in ("–", "-", "—", ":") and sentence.tokens[i].space and (body or teller):
        end = max(hit[0] for hit in (body, teller) if hit)
        if end == len(sentence.tokens) or sentence.low(end) in ("(", ".", "|"):
            add_source(sentence, text, i, end, ALL, i)


def _postfixed(sentence: Sentence, text: str, i: int) -> None:
    """Kazakh ``министрлік дерегінше``: the source stands before the word."""
    found = sentence.at("speech.by_after", i)
    if found is None:
        return
    begin = start_of_phrase(sentence, i)
    if begin < i:
        add_source(sentence, text, begin, i, ALL, i)


def _spoken(sentence: Sentence, text: str, i: int, kind: str, scope: str) -> None:
    """``the ministry said`` and, after a comma or a quotation, ``said the minister``."""
    found = sentence.at(kind, i)
    if sentence.at("speech.says_not", i):
        return
    if kind == "speech.say_alone" and found and not _number_next(sentence, found[0]):
        return
    if found is None or (sentence.is_a("det", i - 1) and not sentence.at("speech.pronoun", i - 1)):
        return
    if word_class(sentence, i - 1) == "aux" and sentence.at("speech.passive", i - 1):
        return
    if _noun_or_reading(sentence, i, found[0]) or sentence.at("speech.agent_by", found[0]):
        return
    begin = subject_of(sentence, i)
    if begin is None and sentence.at("frames.and", i - 1):
        begin = _shared_subject(sentence, i - 1)
    if begin is not None:
        add_source(sentence, text, begin[0], begin[1], scope, i)
        return
    if sentence.low(i - 1) in (",", '"', "–", "-", "", "(") or sentence.at("speech.also", i - 1):
        at = found[0]
        while at < len(sentence.tokens) and (sentence.taken[at] or sentence.low(at) == "-"):
            at += 1  # "said 68-year-old Maria"
        end = source_ends(sentence, at)
        if end > at:
            add_source(sentence, text, at, end, scope, i)


def put_at(sentence: Sentence, i: int) -> tuple[int, int, Quantity] | None:
    """``puts the damage at 27 billion``: what is put, and at how much."""
    if sentence.at("speech.put", i) is None or sentence.at("speech.passive", i - 1):
        return None
    begin = without_article(sentence, i + 1, len(sentence.tokens))
    end = noun_phrase(sentence, begin)
    while begin < end < min(i + 12, len(sentence.tokens)) and not sentence.at("speech.put_at", end):
        if sentence.tokens[end].kind != "w" or sentence.is_a("clause", end):
            break  # "the number of people working on plantations at 1.1 million"
        end += 1
    if end == begin or not sentence.at("speech.put_at", end):
        return None
    q = next((q for q in sentence.quantities if q.start in (end, end + 1)), None)
    return (begin, end, q) if q is not None else None


def _put_at(sentence: Sentence, text: str, i: int) -> None:
    if put_at(sentence, i) is not None:
        found = subject_of(sentence, i)
        if found is not None:
            add_source(sentence, text, found[0], found[1], ALONE, i)


def _rating(sentence: Sentence, text: str, i: int) -> None:
    """``Freedom House gave the country 23 points``: who gives scores and ranks."""
    found = sentence.at("speech.rates", i)
    if found is None or sentence.at("speech.passive", i - 1):
        return
    q = next((q for q in sentence.quantities if q.start >= found[0]), None)
    if q is None or q.kind not in ("point", "rank") or not same_clause(sentence, i, q.i):
        return
    subject = subject_of(sentence, i)
    if subject is not None and not any(sentence.inside[k] for k in range(*subject)):
        add_source(sentence, text, *subject, ALL, i)


def _noun_or_reading(sentence: Sentence, i: int, end: int) -> bool:
    """``pre-trial claims``: a noun; ``the sensor showed 612 micrograms``: nobody says so."""
    if sentence.at("speech.nouns", i) and sentence.low(i - 2) == "-":
        return True
    if not sentence.at("speech.reading", i):
        return False
    read = next((q for q in sentence.quantities if q.start <= end <= q.i), None)
    return read is not None and read.kind == "measure"


def _number_next(sentence: Sentence, i: int) -> bool:
    """Whether a quantity stands right behind, as after "counted" or "recorded in Osh"."""
    k, n = i, len(sentence.tokens)
    while k < n and (word_class(sentence, k) in ("prep", "link") or sentence.inside[k]):
        k += 1
    if i < k < n and sentence.inside[k - 1] and sentence.tokens[k].kind != "s":
        i = k
    return any(q.start <= i < q.j or i == q.start - 1 for q in sentence.quantities)


def _shared_subject(sentence: Sentence, joint: int) -> tuple[int, int] | None:
    """``The ministry denies this and speaks of 42``: the subject of the verb before."""
    for k in range(joint - 1, max(-1, joint - 12), -1):
        if sentence.at("cues.denied", k) and (found := subject_of(sentence, k)):
            return found
    for k in range(joint - 1, max(-1, joint - 12), -1):
        if sentence.low(k) in (";", '"'):
            return None
        if word_class(sentence, k) == "verb" or sentence.at("speech.say", k):
            return subject_of(sentence, k)
    return None


def subject_of(sentence: Sentence, i: int) -> tuple[int, int] | None:
    """Who speaks, as the words before the verb of saying at token ``i`` tell."""
    j = i
    while j > 0 and (
        word_class(sentence, j - 1) in ("adv", "aux") or sentence.at("speech.also", j - 1)
    ):
        j -= 1
    named = next((m for m in sentence.periods if m.j == j and m.kind == "name"), None)
    if named is not None:
        return named.i, named.j
    if sentence.low(j - 1) == ",":  # an apposition: "Asanov, head of the fund, said"
        inner = _before_comma(sentence, j - 1)
        if inner is not None:
            return inner
    if sentence.low(j - 1) == '"':
        return _quoted_name(sentence, j)
    if _initial(sentence, j - 1):
        begin = start_of_phrase(sentence, j - 1)  # "engineer Talai T. says"
        return (begin, j - 1) if begin < j - 1 else None
    behind, j = j, _past_places(sentence, j)
    begin = start_of_phrase(sentence, j)
    if j < behind and begin < j and sentence.at("cues.of", j):
        return begin, behind
    owner = next((q for q in sentence.quantities if q.j == begin), None)
    if owner is not None and (
        sentence.at("cues.of", owner.start - 1) or sentence.at("speech.setting", owner.start - 1)
    ):  # "a survey of 1,500 people", "a widow with six children"
        stop = owner.start - 1
        first = start_of_phrase(sentence, stop)
        if first < stop:
            return first, stop
    replied = _document_head(sentence, begin) if begin < j else None
    if replied is not None:
        return replied
    pronoun = sentence.at("speech.pronoun", j - 1)
    if sentence.at("cues.of", j - 2) and any(q.j == j - 2 for q in sentence.quantities):
        return None  # "4% of them said"
    if pronoun is not None and pronoun[0] == j:
        return j - 1, j
    return (_before_setting(sentence, begin), j) if begin < j else None


def _document_head(sentence: Sentence, begin: int) -> tuple[int, int] | None:
    """``The ministry's reply to our inquiry``: the document stands before the preposition."""
    at = begin
    while at > 0 and word_class(sentence, at - 1) == "det":
        at -= 1
    if at < 2 or not sentence.at("speech.replies", at - 2):
        return None
    first = start_of_phrase(sentence, at - 1)
    return (first, at - 1) if first < at - 2 else None


def _before_setting(sentence: Sentence, begin: int) -> int:
    """``Reporters on the spot counted``: from the head of the phrase on."""
    at = begin
    while at > 0 and word_class(sentence, at - 1) == "det":
        at -= 1
    if not sentence.at("speech.setting", at - 1) or sentence.inside[at - 1]:
        return begin
    first = start_of_phrase(sentence, at - 1)
    return first if first < at - 1 else begin


def _quoted_name(sentence: Sentence, j: int) -> tuple[int, int] | None:
    """``the association "Name" believes``: a short quotation behind a noun is its name."""
    for k in range(j - 2, max(-1, j - 7), -1):
        if sentence.low(k) == '"':
            begin = start_of_phrase(sentence, k)
            return (begin, j) if begin < k else None
    return None


def _past_places(sentence: Sentence, j: int) -> int:
    """Back over what places the source: ``the poll in the Osh region showed``."""
    k = j
    while k > 0 and sentence.inside[k - 1]:
        while k > 0 and sentence.inside[k - 1]:
            k -= 1
        while k > 0 and word_class(sentence, k - 1) in ("prep", "det", "link"):
            k -= 1
    return k if k > 0 else j


def _before_comma(sentence: Sentence, comma: int) -> tuple[int, int] | None:
    for k in range(comma - 1, max(-1, comma - 10), -1):
        if sentence.low(k) == "," and sentence.at("cues.relative", k + 1):
            stop = _past_places(sentence, k)
            begin = start_of_phrase(sentence, stop)
            return (begin, stop) if begin < stop else None
        if sentence.low(k) == ",":
            stop = _past_places(sentence, k)
            begin = start_of_phrase(sentence, stop)
            if stop < k and not sentence.at("cues.of", stop):
                k = stop
            aside = any(sentence.at("speech.aside", m) for m in range(k + 1, comma))
            aside = aside or sentence.at("speech.also", k + 1) is not None
            short = comma - k <= 5 and sentence.tokens[k + 1].capital
            if begin < k and (
                aside or short or any(sentence.tokens[m].capital for m in range(begin, k))
            ):
                return begin, k
            return None
        if word_class(sentence, k) in ("verb", "aux", "number") and not _in_relative(sentence, k):
            return None
    return None


def _in_relative(sentence: Sentence, k: int) -> bool:
    """``, which published the report on 12 September,``."""
    return any(
        sentence.low(m - 1) == "," and sentence.at("cues.relative", m)
        for m in range(k, max(0, k - 8), -1)
    )


def _same_part(sentence: Sentence, i: int, j: int) -> bool:
    """Whether no semicolon or "but", "while" stands between two tokens."""
    first, last = sorted((i, j))
    return not any(sentence.low(k) == ";" or sentence.is_a("clause", k) for k in range(first, last))


def _at_verb(mark: Mark) -> int:
    """The verb of saying, or the end of the name where it comes later."""
    return max(mark.j, mark.extra) if isinstance(mark.extra, int) else mark.j


def source_of(sentence: Sentence, q: Quantity, index: int) -> Mark | None:
    """Who the sentence says a figure comes from."""
    alone = [m for m in sentence.sources if m.kind == ALONE and m.j <= q.i]
    if alone and same_clause(sentence, _at_verb(alone[-1]), q.i):
        return alone[-1]
    whole = [m for m in sentence.sources if m.kind == ALL]
    named = [m for m in whole if m.value]
    if len(named) > 1:
        here = [m for m in named if _same_part(sentence, m.i, q.i)]
        named = _cited(sentence, here or named, q)
    return next(iter(named or whole), None)


def _cited(sentence: Sentence, named: list[Mark], q: Quantity) -> list[Mark]:
    """Whom a carrier cites goes before it; a later source before the figure takes over."""
    cited = [m for m in named if isinstance(m.extra, int) and sentence.at("speech.citing", m.extra)]
    if cited:
        return cited
    found = named[0]
    for mark in named[1:]:
        told = sentence.at("speech.by", mark.extra) if isinstance(mark.extra, int) else None
        passed = any(found.i < o.i < mark.i for o in sentence.quantities)
        if told and mark.value != "*" and mark.i < q.i and passed:
            found = mark
    return [found]
