"""Status and change, from the verbs that end the clause."""

from __future__ import annotations

from dalil.findings.figures.sentence import Quantity, Sentence
from dalil.findings.figures.turkic.forms import (
    NOMINAL,
    behind,
    ends,
    form,
    last_case,
    reach,
    segment,
)

# ── status ───────────────────────────────────────────────────────────────────────────────────────


def find_status(sentence: Sentence) -> None:
    """``plan``, ``forecast``, ``alleged`` by the words that close what is said of a figure."""
    for q in sentence.quantities:
        begin, _ = segment(sentence, q.i)
        end = reach(sentence, q.i)
        threshold = q.right > q.j and form(sentence, q.right - 1) == "part"
        if threshold or q.role == "from" or _as_before(sentence, q, begin):
            continue
        for status, at in (
            ("alleged", _denied(sentence, q)),
            ("plan", _cue(sentence, "cues.plan", begin, end, q)),
            ("forecast", _cue(sentence, "cues.forecast", begin, end, q)),
            ("plan", _reported(sentence, "cues.plan", q)),
            ("forecast", _reported(sentence, "cues.forecast", q)),
            (_to_come(sentence, q, begin, end), end - 2),
        ):
            if at is not None and status:
                q.status = status  # type: ignore[assignment]
                at = min(max(at, 0), len(sentence.tokens) - 1)
                q.say("status", "status." + status, sentence.chars(at, at + 1))
                break


def _as_before(sentence: Sentence, q: Quantity, begin: int) -> bool:
    """``… бөлінбек, бұл былтырғыдан екі есе көп``: what is compared has the status already."""
    index = sentence.quantities.index(q)
    if not index or not sentence.at("cues.this", begin):
        return False
    near = range(q.j, min(q.j + 4, len(sentence.tokens)))
    if not any(sentence.at(c, k) for k in near for c in ("cues.more", "cues.less")):
        return False
    before = sentence.quantities[index - 1]
    q.status = before.status
    q.say("status", "status.compared", *before.parts.get("status", []))
    return True


def _cue(sentence: Sentence, kind: str, begin: int, end: int, q: Quantity) -> int | None:
    found = sentence.marks.get(kind, {})
    for k in sorted(found):
        if sentence.at("cues.plan_not", k) or form(sentence, found[k][0] - 1) == "abl":
            continue
        if k >= q.j and _attributive(sentence, found[k][0]):
            continue
        if not begin <= k < end or (q.i <= k < q.j and found[k][0] <= q.j):
            continue
        if k >= q.i or form(sentence, found[k][0] - 1) not in ("verb", "part", "conv", "inf"):
            return k
    return None


def _attributive(sentence: Sentence, j: int) -> bool:
    """``уәде етілген ақша``: a participle that only tells which thing is meant."""
    return form(sentence, j - 1) == "part" and form(sentence, j) in NOMINAL


def _reported(sentence: Sentence, kind: str, q: Quantity) -> int | None:
    """``… деп болжайды`` covers all that stands before it."""
    for k in sorted(sentence.marks.get(kind, {})):
        if k <= q.j or not any(sentence.at("speech.quoting", m) for m in (k, k - 1)):
            continue
        if not any(sentence.low(m) == ";" for m in range(q.j, k)):
            return k
    return None


def _denied(sentence: Sentence, q: Quantity) -> int | None:
    """A claim that the next clause denies."""
    _, end = segment(sentence, q.i)
    for k in sorted(sentence.marks.get("cues.alleged", {})):
        begin, _ = segment(sentence, k)
        between = [o for o in sentence.quantities if end <= o.i < begin]
        if k >= end and not between:
            return k
    return None


def _to_come(sentence: Sentence, q: Quantity, begin: int, end: int) -> str:
    """A finite verb of the present-future: a forecast of a change, a plan of a stated future."""
    for k in range(q.j, end):  # "жетпек", "салмақ": what somebody is going to do
        if form(sentence, k) != "verb":
            continue
        if ends(sentence, k, "intent"):
            return "plan"
        if ends(sentence, k, "passive") and _to_pass(sentence):
            return "plan"
        if not ends(sentence, k, "we"):
            continue
        does = sentence.at("frames.took", k) or sentence.at("cues.spend", k)
        others = (o for o in sentence.quantities if q.j <= o.i < k)
        if (does or _ahead(sentence)) and all(o.kind == q.kind for o in others):
            return "plan"
    future = [k for k in sentence.marks.get("cues.future", {}) if max(begin, q.j) <= k < end]
    grows = [k for k in sentence.marks.get("cues.future_change", {}) if max(begin, q.j) <= k < end]
    if not future and not grows:
        return ""
    if any(sentence.at("cues.habit", k) for k in range(begin, end)):
        return ""
    if any(sentence.at("cues.future_act", k) for k in future) and q.per is None:
        return "plan"
    if future and _ahead(sentence):
        return "plan" if future else "forecast"
    return "forecast" if grows else ""


def _to_pass(sentence: Sentence) -> bool:
    """Whether a named time lies ahead and nothing tells what is usual or grows by itself."""
    return _ahead(sentence) and not any(
        sentence.at(cue, k)
        for cue in ("cues.habit", "cues.future_change", "cues.forecast")
        for k in range(len(sentence.tokens))
    )


def _ahead(sentence: Sentence) -> bool:
    day = sentence.published
    for mark in sentence.periods:
        if mark.value and day is not None and mark.value[:4].isdigit():
            first = mark.value.split("/")[0]
            if first > day.isoformat()[: len(first)]:
                return True
    return any(sentence.at("cues.next", k) for k in range(len(sentence.tokens)))


# ── change ───────────────────────────────────────────────────────────────────────────────────────

_SIZES = frozenset({"dat", "", "nom", "poss", "acc", "abl", "adj", "similar"})


def find_change(sentence: Sentence) -> None:
    """``up`` or ``down`` for the size of a change; never for the level that it reaches."""
    for q in sentence.quantities:
        if q.role in ("from", "to") or (q.unit == "°C" and not q.sense):
            continue
        sense = q.sense or _grown(sentence, q) or _compared(sentence, q) or _growth_of(sentence, q)
        if sense in ("up", "down") and not (q.unit == "°C" and q.sense):
            q.change = sense  # type: ignore[assignment]
            q.say("change", "change." + sense)
    _listed_changes(sentence)


def _listed_changes(sentence: Sentence) -> None:
    """``9,7 пайызға, киім 4,2 пайызға қымбаттаған``: the verb at the end serves the list."""
    qs = sentence.quantities
    for a, b in zip(reversed(qs[:-1]), reversed(qs[1:]), strict=True):
        if a.change or a.role or b.change is None or a.unit != b.unit:
            continue
        if last_case(sentence, a) != last_case(sentence, b) or a.kind == "count":
            continue
        between = range(behind(sentence, a), b.i)
        joined = any(sentence.low(k) == "," or form(sentence, k) == "conj" for k in between)
        if joined and not any(form(sentence, k) in ("verb", "conv") for k in between):
            a.change = b.change
            a.say("change", "change.listed", *b.parts.get("change", []))


def _sense(sentence: Sentence, k: int) -> str:
    for cue in ("up", "down"):
        if sentence.at(f"cues.{cue}", k):
            return cue
    return ""


def _grown(sentence: Sentence, q: Quantity) -> str:
    """``7 мыңға артып``, ``4 пайызға көтеріліп``, ``үш еседен астам көбейіп``."""
    if last_case(sentence, q) not in _SIZES or _level(sentence, q):
        return ""
    if last_case(sentence, q) == "poss" and q.kind in ("share", "percent"):
        return ""  # a part of them, not the size of a change
    at = behind(sentence, q)
    for k in range(at, min(at + 3, len(sentence.tokens))):
        if sentence.at("cues.more", k) or sentence.at("cues.less", k):
            return ""
        found = _sense(sentence, k)
        if found:
            return found if _dative(sentence, q, k) else ""
        if form(sentence, k) not in ("adv", "adj", "post", "nom", "conv", "dat"):
            return ""
        if form(sentence, k) in ("nom", "dat") and not sentence.at("cues.skip", k):
            return ""
    return ""


def _dative(sentence: Sentence, q: Quantity, k: int) -> bool:
    """Counts without an ending are things that grew in number, not the size of a growth."""
    case = last_case(sentence, q)
    if q.kind in ("count", "money", "measure", "time", "point") and case in ("", "nom"):
        return q.kind != "count" or k == q.j
    return True


def _level(sentence: Sentence, q: Quantity) -> bool:
    at = q.j
    if sentence.low(at) in ("-", "'"):
        at += 2
    return any(sentence.at("cues.until", k) for k in (at, at + 1))


def _compared(sentence: Sentence, q: Quantity) -> str:
    """``былтырғыдан 12-ге көп``: only against another time."""
    at = behind(sentence, q) if q.right < 0 else q.j
    if sentence.low(at) in ("-", "'"):
        at += 2
    for k in range(at, min(at + 3, len(sentence.tokens))):
        for cue, sense in (("cues.more", "up"), ("cues.less", "down")):
            if sentence.at(cue, k):
                return sense if _with_time(sentence, q) else ""
        if form(sentence, k) not in ("adv", "nom", "adj", "dat", "post"):
            return ""
    return ""


def _with_time(sentence: Sentence, q: Quantity) -> bool:
    begin, _ = segment(sentence, q.i)
    for other in sentence.quantities:
        dated = any(other.i - 1 <= m.j <= other.i for m in sentence.periods)
        if dated and begin <= other.i < q.i and last_case(sentence, other) == "abl":
            return True
    for mark in (m for m in sentence.periods if begin <= m.i < q.i):
        near = range(mark.j - 1, max(mark.j, min(mark.j + 2, q.i)))
        if any(ends(sentence, k, "abl") for k in near):
            return True
        if any(sentence.at("cues.compare", k) for k in range(mark.i, q.i)):
            return True
    return any(sentence.at("cues.then", k) for k in range(begin, q.i))


def _growth_of(sentence: Sentence, q: Quantity) -> str:
    """``өсім 4 пайыз болды``, ``2 пайыздық өсім``."""
    if q.kind not in ("percent", "times"):
        return ""
    for k in (q.i - 1, q.i - 2, q.j, q.j + 1):
        found = sentence.at("cues.rise", k)
        if found is not None:
            return str(found[1])
    return ""
