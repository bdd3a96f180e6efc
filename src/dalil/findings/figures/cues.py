"""Status and change: words that say that a figure is planned, expected, denied, a rise or a fall."""

from __future__ import annotations

from dalil.findings.figures.clauses import clause, same_clause
from dalil.findings.figures.phrases import bare_subject, word_class
from dalil.findings.figures.sentence import Quantity, Sentence
from dalil.model import Status

_TOLD = ("alleged", "plan", "forecast", "future")
_CUES = frozenset("cues." + status for status in _TOLD)


def find_status(sentence: Sentence) -> None:
    """``plan``, ``forecast`` or ``alleged`` where a cue's scope takes a figure in."""
    for index, q in enumerate(sentence.quantities):
        for status in () if _CUES.isdisjoint(sentence.present) else _TOLD:
            at = _cue(sentence, q, status)
            if at is None:
                continue
            if q.role == "from" or _of_now(sentence, q) or _past_base(sentence, q):
                break
            if at > q.stop + 4 and any(at < o.i for o in sentence.quantities):
                continue
            if _of_the_next(sentence, q, at):
                continue
            q.status = future(sentence, q, status, at)
            found = sentence.at(f"cues.{status}", at)
            q.say("status", "status." + status, sentence.chars(at, found[0] if found else at + 1))
            break
        _restated(sentence, q, index)


def _of_the_next(sentence: Sentence, q: Quantity, at: int) -> bool:
    """``3.7% in 2021 and is to reach 15%``: a cue behind "and" that has its own figure."""
    if at < q.stop or not any(o.i > at for o in sentence.quantities):
        return False
    return any(sentence.at("frames.and", k) for k in range(q.stop, at))


_STATUSES: tuple[Status, ...] = ("alleged", "plan", "forecast")


def future(sentence: Sentence, q: Quantity, status: str, at: int) -> Status:
    """``will``: a plan where somebody decides, a forecast where things take their course."""
    for plain in _STATUSES:
        if status == plain:
            return plain
    told = any(sentence.marks.get("cues.forecaster", {}))
    course = any(at - 12 < k < at + 10 for k in sentence.marks.get("cues.course", {}))
    return "forecast" if told or course else "plan"


def deny(read: list[Sentence]) -> None:
    """``…, which the police deny``, ``The ministry denies this.``: said of the figure before."""
    sentence = read[-1]
    for at in sentence.where("cues.denied"):
        begin, _ = clause(sentence, at)
        before = [q for q in sentence.quantities if q.j <= begin]
        last = sentence.grammar.setting("cues", "verb_last", False)
        inside = [q for q in sentence.quantities if begin <= q.i < (at if last else at + 12)]
        if inside:
            if _denies_that(sentence, at):
                for q in (q for q in inside if same_clause(sentence, at, q.i)):
                    q.status = "alleged"
                    q.say("status", "status.denied", sentence.chars(at, at + 1))
            continue
        if _others_rejected(sentence, at):
            continue
        if not before and len(read) > 1:
            before = read[-2].quantities if _points_back(sentence, at) else []
        said = [*before[-1:], *(q.head for q in before[-1:] if q.head and q.frame == "converted")]
        for q in said:
            q.status = "alleged"
            q.say("status", "status.denied", *([sentence.chars(at, at + 1)]))


def _denies_that(sentence: Sentence, at: int) -> bool:
    """``denies that 300 soldiers fell ill``."""
    return any(sentence.at("cues.denies_that", k) for k in range(at + 1, at + 5))


def _others_rejected(sentence: Sentence, at: int) -> bool:
    """``the rest were rejected``: in the passive, of something else than a figure."""
    if not sentence.at("speech.passive", at - 1):
        return False
    near = range(max(0, at - 5), at)
    return word_class(sentence, at) == "participle" and not any(
        sentence.at(cue, k) for cue in ("cues.denied_thing", "cues.relative") for k in near
    )


def _points_back(sentence: Sentence, at: int) -> bool:
    """Whether what is denied is "this", "it", "the figure"."""
    if sentence.grammar.setting("cues", "verb_last", False):
        return any(sentence.at("cues.denied_thing", k) for k in range(max(0, at - 5), at))
    near = range(at + 1, min(at + 6, len(sentence.tokens)))
    return any(sentence.at("cues.denied_thing", k) for k in near)


def _of_now(sentence: Sentence, q: Quantity) -> bool:
    """``instead of today's 4.6``: the level that is."""
    return any(
        (hit := sentence.at("cues.now", k)) is not None and hit[0] == q.start
        for k in range(max(0, q.start - 3), q.start)
    )


def _past_base(sentence: Sentence, q: Quantity) -> bool:
    """``against 31 last year``: the base of a comparison with what was."""
    return any(sentence.at("cues.against", k) for k in range(max(0, q.start - 2), q.start))


def _cue(sentence: Sentence, q: Quantity, status: str) -> int | None:
    """The cue in the clause of the figure that is nearest to it."""
    cues = sentence.marks.get(f"cues.{status}")
    if not cues:
        return None
    begin, end = clause(sentence, q.i)
    found = [k for k in cues if begin <= k < end]
    found = [k for k in found if not q.i <= k < q.j and not _beyond(sentence, q, k)]
    found = [k for k in found if k < q.i or not sentence.at("cues.active", k)]
    found = [k for k in found if not k or not sentence.tokens[k].capital]
    if not found:
        return None
    return min(found, key=lambda k: abs(k - q.i))


def _beyond(sentence: Sentence, q: Quantity, k: int) -> bool:
    """Whether a cue stands in a comparison behind the figure: "less than what was promised"."""
    if k < q.i:
        return _of_the_whole(sentence, q, k)
    return k >= q.j and any(
        sentence.at(cue, m) for cue in ("cues.than", "cues.what") for m in range(q.j, k)
    )


def _of_the_whole(sentence: Sentence, q: Quantity, k: int) -> bool:
    """``Of the 15 centres that had been expected, six were opened``."""
    begin, _ = clause(sentence, q.i)
    return bool(sentence.at("cues.of", 0)) and any(
        sentence.low(m) == "," for m in range(max(k, begin), q.i)
    )


def _restated(sentence: Sentence, q: Quantity, index: int) -> None:
    if q.head is not None and q.frame == "converted":
        q.status = q.head.status


def find_change(sentence: Sentence) -> None:
    """``up`` or ``down`` where the figure is the size of a change in time."""
    for index, q in enumerate(sentence.quantities):
        if q.role in ("from", "to"):
            continue
        if bare_subject(sentence, index) is not None and not q.sense:
            q.change = sentence.quantities[index - 1].change
            continue
        sense = q.sense or _by_change(sentence, q) or _compared(sentence, q, index)
        if sense in ("up", "down") and q.unit not in ("°C", "°F"):
            q.change = "up" if sense == "up" else "down"
            q.say("change", "change." + sense)


_CHANGES = frozenset(
    "cues." + cue for cue in ("by", "up", "down", "upward", "downward", "rise_of", "rise")
)
_COMPARES = frozenset({"cues.more", "cues.less", "cues.present"})


def _by_change(sentence: Sentence, q: Quantity) -> str:
    """``rose by 5%``, ``a rise of 5%``, ``grew 2.7-fold``; not ``rose to 52 soms``."""
    if _CHANGES.isdisjoint(sentence.present):
        return ""
    start = q.start
    if sentence.at("cues.by", start - 1):
        near = _nearest_sense(sentence, start - 1, 12)
        index = sentence.quantities.index(q)
        if not near and index and sentence.low(start - 2) in ("'", "'s"):
            return sentence.quantities[index - 1].change or ""
        return near
    for cue in ("upward", "downward"):
        way = sentence.at(f"cues.{cue}", start - 1)
        if way and (
            start < 2 or sentence.low(start - 2) in ",(–;:-" or sentence.is_a("aux", start - 2)
        ):
            return cue.removesuffix("ward")
    direct = _sense_at(sentence, start - 1)
    if direct and not sentence.at("cues.to", start - 1):
        return direct
    if q.kind == "times" and q.frame != "verb":
        return _nearest_sense(sentence, start, 6)
    noun = sentence.at("cues.rise_of", start - 2) or sentence.at("cues.rise_of", start - 1)
    if noun is not None and noun[0] in (start, start - 1):
        return str(noun[1])
    after = sentence.at("cues.rise", q.j)
    return str(after[1]) if after is not None else ""


def _sense_at(sentence: Sentence, k: int) -> str:
    for cue in ("up", "down"):
        found = sentence.at(f"cues.{cue}", k)
        if found is not None and found[0] == k + 1:
            return cue
    return ""


def _nearest_sense(sentence: Sentence, start: int, reach: int) -> str:
    for k in range(start - 1, max(-1, start - reach - 1), -1):
        if not same_clause(sentence, k, start):
            return ""
        for cue in ("up", "down"):
            if sentence.at(f"cues.{cue}", k) or (
                k == start - 1 and sentence.at(f"cues.{cue}ward", k)
            ):
                return cue
    return ""


def _compared(sentence: Sentence, q: Quantity, index: int) -> str:
    """``25 fewer than in 2018``: a comparison with another time."""
    if _COMPARES.isdisjoint(sentence.present):
        return ""
    if q.kind == "times" and q.frame == "multiple" and sentence.at("cues.present", q.j):
        return "up"
    at = q.j
    while at < min(q.j + 4, len(sentence.tokens)):
        for cue, sense in (("cues.more", "up"), ("cues.less", "down")):
            found = sentence.at(cue, at)
            if found is not None:
                if q.kind == "share" and sentence.at("cues.equal", at):
                    again = any(sentence.at("cues.again", k) for k in (found[0], found[0] + 1))
                    sense = "up" if again else "down"  # "half as much (again) as"
                became = any(sentence.at("cues.became", k) for k in (q.start - 1, q.start - 2))
                return sense if became or _with_time(sentence, found[0]) else ""
        if sentence.tokens[at].kind != "w":
            return ""
        at += 1
    return ""


def _with_time(sentence: Sentence, at: int) -> bool:
    """Whether the base of comparison, right behind, is a time."""
    for k in range(at, min(at + 8, len(sentence.tokens))):
        if any(m.i <= k < m.j for m in sentence.periods) or sentence.at("cues.then", k):
            return True
        if sentence.low(k) in (",", ";") and k > at:
            return False
    return False
