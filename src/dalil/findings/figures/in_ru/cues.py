"""Status and change in Russian: plans, forecasts, denials; «на 5% больше», «вырос вдвое», «рост 4%»."""

from __future__ import annotations

from dalil.findings.figures.in_ru.segments import same_part, segment
from dalil.findings.figures.sentence import Quantity, Sentence


def find_status(sentence: Sentence) -> None:
    """``plan``, ``forecast`` or ``alleged`` where a cue's scope takes a figure in."""
    for _index, q in enumerate(sentence.quantities):
        for status in ("alleged", "plan", "forecast"):
            at = _cue(sentence, q, status)
            if at is None or q.role == "from" or sentence.at("cues.now", q.start - 1):
                continue
            q.status = status
            found = sentence.at(f"cues.{status}", at)
            q.say("status", "status." + status, sentence.chars(at, found[0] if found else at + 1))
            break
        if q.status == "actual" and q.role != "from":
            _to_come(sentence, q)
        if q.head is not None and q.frame == "converted":
            q.status = q.head.status


def _to_come(sentence: Sentence, q: Quantity) -> None:
    """A verb in the future alone: a plan of what authorities decide, else a forecast."""
    at = _cue(sentence, q, "future")
    if at is None:
        return
    begin, _ = segment(sentence, at)
    decided = any(
        sentence.at("cues.decided", k)
        for k in range(begin, len(sentence.tokens))
        if k < max(at, q.j) + 3
    )
    q.status = "plan" if decided else "forecast"
    q.say("status", "status.future", sentence.chars(at, at + 1))


def _cue(sentence: Sentence, q: Quantity, status: str) -> int | None:
    if f"cues.{status}" not in sentence.present:
        return None
    found = [k for k in sentence.marks.get(f"cues.{status}") if not q.i <= k < q.j]
    found = [k for k in found if not sentence.at("cues.expectancy", k)]
    if not found:
        return None
    if status == "alleged":
        return None if _denier(q, found) else min(found, key=lambda k: abs(k - q.i))
    near = [k for k in found if _in_scope(sentence, q, k, status)]
    return min(near, key=lambda k: abs(k - q.i)) if near else None


def _denier(q: Quantity, cues: list[int]) -> bool:
    """The denier's own number stands behind the denial."""
    return all(k < q.i for k in cues)


def _in_scope(sentence: Sentence, q: Quantity, k: int, status: str) -> bool:
    if not same_part(sentence, k, q.i):
        return False
    first, second = min(k, q.i), max(k, q.i)
    if any(
        sentence.is_a("clause", m) or sentence.low(m) in ("а", "но")
        for m in range(first + 1, second)
    ):
        return False
    if sentence.at("cues.norm", k):  # a norm holds for the figure that stands at it
        if k >= q.j:
            return k <= q.j + 1 and q.frame == "compound"
        return k < q.i and q.start - k <= 5 and not any(k < o.i < q.i for o in sentence.quantities)
    if q.kind == "share" and sentence.low(k).startswith(("нуж", "треб", "необх")):
        return False
    begin, stop = segment(sentence, q.i)
    if begin <= k < stop:
        return not any(first < o.i < second for o in sentence.quantities if o is not q and k > q.i)
    if any(sentence.at("periods.general", m) for m in range(begin, stop)) and k < begin:
        return False  # "сейчас он есть в 60%"
    if k > q.i and any(q.i < o.i < k + 8 and o is not q for o in sentence.quantities):
        return False
    if k > q.i:
        return _verb_less(sentence, begin, stop) and second - first < 14
    return _listed_after(sentence, q, k)


def _verb_less(sentence: Sentence, begin: int, stop: int) -> bool:
    return not any(sentence.is_a("verb", m) or _looks_verb(sentence, m) for m in range(begin, stop))


def _looks_verb(sentence: Sentence, m: int) -> bool:
    from dalil.findings.figures.phrases import word_class

    return word_class(sentence, m) == "verb"


def _listed_after(sentence: Sentence, q: Quantity, k: int) -> bool:
    """The cue stands in an earlier stretch and no verb of another kind comes between."""
    start = segment(sentence, k)[1]
    for m in range(start, q.i):
        if _looks_verb(sentence, m) and not any(
            sentence.at(f"cues.{cue}", m)
            for cue in ("plan", "forecast", "up", "down", "shift", "measures")
        ):
            return False
    return True


def find_change(sentence: Sentence) -> None:
    """``up`` or ``down`` where the figure is the size of a change in time."""
    for index, q in enumerate(sentence.quantities):
        if q.role in ("from", "to") or q.unit == "°C":
            continue
        sense = q.sense or _sense(sentence, q, index)
        if sense in ("up", "down"):
            q.change = sense  # type: ignore[assignment]
            q.say("change", "change." + sense)


def _sense(sentence: Sentence, q: Quantity, index: int) -> str:
    compared = _compared(sentence, q)
    if compared is not None:
        return compared
    if q.kind == "rank" and q.frame != "steps":
        return ""
    start = q.start
    if q.frame == "compound":
        rise = sentence.at("cues.rise_noun", q.j)
        return str(rise[1]) if rise is not None and q.kind in ("times", "percent") else ""
    size = _is_size(sentence, q, start)
    if size:
        return _nearest(sentence, q, start)
    noun = next(
        (k for k in range(max(0, start - 3), start) if sentence.at("cues.rise_noun", k)), None
    )
    if noun is not None and q.kind in ("percent", "times", "share", "money", "count"):
        between = range(noun + 1, start)
        if all(
            sentence.low(k)
            in (
                "в",
                "на",
                "–",
                "-",
                ":",
                "составил",
                "составила",
                "составило",
                "цен",
                "был",
                "была",
                "зарплат",
                "производства",
            )
            or sentence.inside[k]
            for k in between
        ):
            return str(sentence.at("cues.rise_noun", noun)[1])  # type: ignore[index]
    after = sentence.at("cues.rise", q.j)
    if after is not None:
        return str(after[1])
    return _gained(sentence, q)


_GAINS = frozenset({"cues.gain", "cues.loss"})
_COMPARES = frozenset({"cues.more", "cues.less"})
_MOVES = frozenset({"cues.up", "cues.down"})


def _gained(sentence: Sentence, q: Quantity) -> str:
    """``потерял десятую часть площади``, ``прибавил 40 тысяч жителей``: gains and losses themselves."""
    if _GAINS.isdisjoint(sentence.present):
        return ""
    for k in range(max(0, q.start - 3), q.start):
        for cue in ("gain", "loss"):
            if sentence.at(f"cues.{cue}", k):
                return "up" if cue == "gain" else "down"
    begin, stop = segment(sentence, q.i)
    for k in range(q.j, min(stop, q.j + 4)):
        for cue in ("gain", "loss"):
            if sentence.at(f"cues.{cue}", k) and begin == 0:
                return "up" if cue == "gain" else "down"
    for k in range(begin, q.start):
        if sentence.at("cues.gain", k) and q.kind == "money":
            return "up"
    at = q.start - 1
    if at > 0 and sentence.is_a("conj", at):
        return ""
    before = [sentence.at("cues.gain", k) for k in range(max(begin, q.start - 8), q.start)]
    return "up" if any(before) and q.kind in ("money", "count") else ""


def _is_size(sentence: Sentence, q: Quantity, start: int) -> bool:
    """``на 5%``, ``в 2,7 раза``, ``вдвое``: the size of a change, not the level reached."""
    words = [sentence.low(k) for k in range(max(0, start - 2), q.i)]
    if q.kind == "times":
        return True
    if "на" in words and "до" not in words:
        return not (sentence.low(start - 1) == "на" and q.kind == "time")
    return False


def _nearest(sentence: Sentence, q: Quantity, start: int) -> str:
    if _MOVES.isdisjoint(sentence.present):
        return ""
    begin, stop = segment(sentence, q.i)
    for k in [*range(start - 1, begin - 1, -1), *range(q.j, min(stop, q.j + 5))]:
        for cue in ("up", "down"):
            if (
                sentence.at(f"cues.{cue}", k)
                and not sentence.at("cues.more", k)
                and not sentence.at("cues.less", k)
            ):
                return cue
    for k in range(begin - 1, max(-1, start - 16), -1):
        if sentence.low(k) in (";", ":") or (sentence.is_a("clause", k)):
            return ""
        for cue in ("up", "down"):
            if (
                sentence.at(f"cues.{cue}", k)
                and not sentence.at("cues.more", k)
                and not sentence.at("cues.less", k)
            ):
                return cue
    return ""


def _compared(sentence: Sentence, q: Quantity) -> str | None:
    """``на 3,8% больше, чем годом ранее``: with another time; ``null`` with another thing."""
    if _COMPARES.isdisjoint(sentence.present):
        return None
    at = q.j
    for k in range(at, min(at + 3, len(sentence.tokens))):
        for cue, sense in (("cues.more", "up"), ("cues.less", "down")):
            found = sentence.at(cue, k)
            if found is not None:
                timed = _with_time(sentence, found[0]) or _two_times(sentence, q, found[0])
                return sense if timed else ""
        if sentence.tokens[k].kind != "w":
            break
    for k in range(max(0, q.start - 3), q.start):
        for cue, sense in (("cues.more", "up"), ("cues.less", "down")):
            if (
                sentence.at(cue, k)
                and sentence.low(k + 1) in ("на", "в")
                and k + 2 >= q.start - 1
                and sentence.low(k + 1) != "чем"
            ):
                return sense if _with_time(sentence, q.j) else ""
    return None


def _two_times(sentence: Sentence, q: Quantity, at: int) -> bool:
    """``в 2019 году 8 млн, в 2020-м — вчетверо меньше``: the base is the time before."""
    than = any(sentence.at("cues.than", k) for k in range(at, min(at + 3, len(sentence.tokens))))
    bare = at >= len(sentence.tokens) or sentence.tokens[at].kind == "s"
    return (
        not than and bare and len({m.value for m in sentence.periods if m.value and m.j <= q.i}) > 1
    )


def _with_time(sentence: Sentence, at: int) -> bool:
    """Whether the base of comparison behind is a time."""
    for k in range(at, min(at + 12, len(sentence.tokens))):
        if any(m.i <= k < m.j for m in sentence.periods) or sentence.at("cues.then", k):
            return True
        if sentence.low(k) in (";", ".") or (sentence.low(k) in (",", "–") and k > at + 1):
            return False
    return False
