"""Which place, period, source and rate a Russian figure gets, and what a sentence leaves behind."""

from __future__ import annotations

from functools import lru_cache

from dalil.findings.figures.in_ru.of import NOTHING
from dalil.findings.figures.in_ru.segments import segment
from dalil.findings.figures.in_ru.sources import actor, source_of
from dalil.findings.figures.names import as_written
from dalil.findings.figures.passage import Passage
from dalil.findings.figures.phrases import word_class
from dalil.findings.figures.places import WEAK
from dalil.findings.figures.sentence import Mark, Quantity, Sentence
from dalil.lang import load

_BASE = ("same", "earlier", "ago", "base", "month earlier")


# ── places ──


def assign_places(sentence: Sentence, passage: Passage) -> None:
    """The place named nearest; else the one that holds since before."""
    for index, q in enumerate(sentence.quantities):
        if _nowhere(sentence, q):
            continue
        mark = _place(sentence, q, index, passage)
        if mark is not None:
            if mark.value:
                q.place = mark.value
                q.say("place", "place.named", sentence.chars(mark.i, mark.j))
        elif passage.place is not None and not _national(sentence, q):
            q.place = passage.place
            q.say("place", "place.carried", *passage.place_spans)


def _nowhere(sentence: Sentence, q: Quantity) -> bool:
    if sentence.at("places.nowhere", q.stop) and (
        sentence.low(q.start - 1) in ("из", "среди") or "frames.ranking" in sentence.marks
    ):
        return True
    ranked = any(o.kind == "rank" and 0 < q.start - o.j <= 2 for o in sentence.quantities)
    return (q.kind == "point" or ranked) and sentence.low(q.start - 1) == "из"


def _national(sentence: Sentence, q: Quantity) -> bool:
    """``40% всех дел в стране`` in a text that names only regions."""
    end = segment(sentence, q.i)[1]
    return any(sentence.at("places.here", k) for k in range(q.j, end))


def _place(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> Mark | None:
    marks = [m for m in sentence.places if m.extra != "aside"]
    if not marks:
        return None
    following = sentence.quantities[index + 1 :]
    end = following[0].start if following else len(sentence.tokens)
    begin, stop = segment(sentence, q.i)
    here = [m for m in marks if begin <= m.i < stop]
    behind = [m for m in here if q.j <= m.i < end and m.kind != WEAK]
    ahead = [m for m in here if m.j <= q.i and m.kind != WEAK]
    if behind and not ahead and not _with_next(sentence, behind[0], following, stop):
        return behind[0]
    if ahead:
        return ahead[-1]
    if q.frame == "compound":
        own = [m for m in here if m.i >= q.j]
        if own:
            return own[0]
    dash = _behind_dash(sentence, marks, q, stop, end)
    if dash is not None:
        return dash
    named = _head_place(sentence, marks, begin)
    if named is not None:
        return named
    before = [m for m in marks if m.j <= q.i and m.kind != WEAK]
    if before:
        return before[-1]
    later = [m for m in marks if m.i >= q.j and m.kind != WEAK]
    if later and (passage.place is None or _open_to(sentence, q, later[0], end)):
        return later[0]
    weak = [m for m in marks if m.kind == WEAK and m.i > q.i]
    if weak and passage.place is None and weak[0].i - q.i < 9 and weak[0].i < end:
        return weak[0]
    return None


def _open_to(sentence: Sentence, q: Quantity, mark: Mark, end: int) -> bool:
    """Whether a later place is said of this figure and no other, in one clause."""
    return mark.i < end and not any(
        sentence.is_a("clause", k) or sentence.is_a("conj", k) for k in range(q.j, mark.i)
    )


def _with_next(sentence: Sentence, mark: Mark, following: list[Quantity], stop: int) -> bool:
    """``сообщили 5 человек и в Оше 7``: the place opens the next item."""
    return (
        bool(following)
        and following[0].i < stop
        and sentence.at("frames.and", max(0, mark.i - 2)) is not None
    )


def _behind_dash(
    sentence: Sentence, marks: list[Mark], q: Quantity, stop: int, end: int
) -> Mark | None:
    """``девять из десяти — в России``."""
    if sentence.low(stop) not in ("–", "-"):
        return None
    return next((m for m in marks if stop < m.i <= stop + 2 and m.i < end and m.kind != WEAK), None)


def _head_place(sentence: Sentence, marks: list[Mark], begin: int) -> Mark | None:
    """``Костанайская область — 1 204``: the place stands before the dash."""
    if begin == 0 or sentence.low(begin - 1) not in ("–", "-", "("):
        return None
    first, last = segment(sentence, begin - 2)
    return next((m for m in reversed(marks) if first <= m.i < last), None)


# ── periods ──


def assign_periods(sentence: Sentence, passage: Passage) -> None:
    """The period said nearest; else the one that still holds."""
    for index, q in enumerate(sentence.quantities):
        mark = _period(sentence, q, index)
        if mark is not None:
            if mark.value:
                q.period = mark.value
                q.say("period", "period.named", sentence.chars(mark.i, mark.j))
        elif passage.period is not None and _carries(sentence, q, index, passage):
            q.period = passage.period
            q.say("period", "period.carried", *passage.period_spans)


def _period(sentence: Sentence, q: Quantity, index: int) -> Mark | None:
    marks = [
        m for m in sentence.periods if (m.value or m.kind == "none") and not _of_saying(sentence, m)
    ]
    if not marks:
        return None
    following = sentence.quantities[index + 1 :]
    end = following[0].start if following else len(sentence.tokens)
    begin, stop = segment(sentence, q.i)
    if q.role == "from":
        own = [m for m in marks if q.j <= m.i <= q.j + 1 and m.i < end]
        return own[0] if own else (None if not _stretch(marks) else _stretch(marks))
    at_once = [
        m
        for m in marks
        if m.kind in ("earlier", "same", "ago", "month earlier")
        and m.i == q.stop
        and q.kind != "times"
    ]
    if sentence.low(q.start - 1) in ("против", "чем", "от"):
        at_once += [m for m in marks if 0 <= m.i - q.stop <= 1]
    if at_once:
        return at_once[0]
    bracketed = sentence.low(q.start - 1) == "("
    bracket = [m for m in marks if (m.kind in _BASE or bracketed) and 0 <= q.start - m.j <= 2]
    if bracket:
        return bracket[-1]
    here = [m for m in marks if begin <= m.i < stop and not _base(sentence, m)]
    ahead = [m for m in here if m.j <= q.i]
    if ahead:
        return ahead[-1]
    behind = [m for m in here if q.j <= m.i < end]
    if behind:
        return behind[0]
    before = [
        m for m in marks if m.j <= q.i and not _base(sentence, m) and not _in_aside(sentence, m, q)
    ]
    before = [m for m in before if m.kind != "ago" or q.i - m.j < 8]
    to_come = q.status in ("plan", "forecast")
    if before and not (
        not to_come and sentence.low(begin) in ("а", "но") and _now(sentence, begin, stop)
    ):
        return before[-1]
    later = [
        m for m in marks if q.j <= m.i and not _base(sentence, m) and not _in_aside(sentence, m, q)
    ]
    later = [
        m
        for m in later
        if not any(sentence.low(k) == ";" for k in range(q.j, m.i)) and not _taken(sentence, q, m)
    ]
    if later and (later[0].i < end or _one_list(sentence, q, later[0])):
        return later[0]
    return None


def _taken(sentence: Sentence, q: Quantity, mark: Mark) -> bool:
    """Whether a later time opens a stretch with a figure of its own."""
    begin, stop = segment(sentence, mark.i)
    if begin <= q.i < stop:
        return False
    if sentence.low(stop) in ("–", "-") and stop + 1 < len(sentence.tokens):
        stop = segment(sentence, stop + 1)[1]
    return any(begin <= o.i < stop and o is not q for o in sentence.quantities)


def _now(sentence: Sentence, begin: int, stop: int) -> bool:
    """Whether a clause speaks of a present state: ``готов на треть``, ``хватает на неделю``."""
    return any(
        (word_class(sentence, k) == "verb" and sentence.low(k).endswith(_PRESENT))
        or sentence.at("cues.state", k)
        for k in range(begin, stop)
    )


def _stretch(marks: list[Mark]) -> Mark | None:
    """A from–to over a stretch of time: both levels have the stretch."""
    return next(
        (m for m in marks if "/" in m.value and m.kind in ("past", "between", "year so far")), None
    )


def _one_list(sentence: Sentence, q: Quantity, mark: Mark) -> bool:
    """Nothing but list items between a figure and a later period."""
    return not any(
        sentence.is_a("clause", k)
        or sentence.low(k) in (";", "–")
        or word_class(sentence, k) == "verb"
        for k in range(q.j, mark.i)
    )


def _base(sentence: Sentence, mark: Mark) -> bool:
    """A time that is a base of comparison: ``чем в 2018 году``."""
    if mark.kind in ("same", "earlier", "month earlier"):
        return True
    return not _BASES.isdisjoint(sentence.present) and any(
        sentence.any_at(_BASES, k) and sentence.low(k) != "при"
        for k in range(max(0, mark.i - 3), mark.i + 1)
    )


_BASES = frozenset({"cues.than", "cues.against"})


def _of_saying(sentence: Sentence, mark: Mark) -> bool:
    """The day on which somebody said it."""
    if any(
        sentence.at("speech.say", k) and not sentence.at("speech.ask_for", k)
        for k in range(max(0, mark.i - 2), mark.i)
    ) and not any(q.i >= mark.j for q in sentence.quantities):
        return True
    if mark.kind not in ("weekday", "yesterday", "date", "day"):
        return False
    if len(mark.value) != 10:
        return False
    begin, stop = segment(sentence, mark.i)
    return any(
        sentence.at("speech.say", k) for k in range(max(begin, mark.i - 3), min(stop, mark.j + 3))
    ) and not any(begin <= q.i < stop for q in sentence.quantities)


def _in_aside(sentence: Sentence, mark: Mark, q: Quantity) -> bool:
    """A time inside "…, открытом в июле, …" or "…, который …," that the figure is not in."""
    begin, stop = segment(sentence, mark.i)
    if begin <= q.i < stop or begin == 0:
        return False
    head = sentence.low(begin)
    return (
        word_class(sentence, begin) == "participle"
        or head.startswith("котор")
        or (
            head.endswith(
                ("нном", "нной", "нный", "нная", "нные", "нных", "того", "том", "тым", "тый", "тая")
            )
            and is_aside(sentence, begin)
        )
    )


def is_aside(sentence: Sentence, begin: int) -> bool:
    """Whether the stretch that begins here is set off by commas."""
    return sentence.low(begin - 1) == ","


def _carries(sentence: Sentence, q: Quantity, index: int, passage: Passage) -> bool:
    """A period goes on holding while nothing speaks of now or of a time to come."""
    if any(m.kind == "none" for m in sentence.periods) and not sentence.periods[0].value:
        return False
    if "periods.general" in sentence.present:
        return False
    future = passage.period is not None and ".." in passage.period
    if q.status in ("plan", "forecast") and not future and not _planned(passage):
        return False
    if q.frame == "compound" and q.kind == "time":
        return False
    if q.status in ("plan", "forecast"):
        return True
    return not _present(sentence, q)


def _planned(passage: Passage) -> bool:
    return bool(passage.quantities) and passage.quantities[-1].status in ("plan", "forecast")


_PRESENT = ("ет", "ют", "ит", "ат", "ят", "ется", "ются", "ится", "ятся", "атся", "ут")


def _present(sentence: Sentence, q: Quantity) -> bool:
    """Whether the verb of the figure's clause is in the present (statistics' own verbs aside)."""
    begin, stop = segment(sentence, q.i)
    spans = [(begin, stop)]
    if begin > 1:
        spans.append(segment(sentence, begin - 2))
    for lo, hi in spans:
        verbs = [k for k in range(lo, hi) if word_class(sentence, k) == "verb"]
        if verbs:
            return any(
                sentence.low(k).endswith(_PRESENT) and not sentence.at("cues.timeless", k)
                for k in verbs
            ) and not any(
                sentence.low(k).endswith(("л", "ла", "ло", "ли", "лся", "лась", "лись", "лось"))
                for k in verbs
            )
    return False


# ── sources ──


def assign_sources(sentence: Sentence, passage: Passage) -> None:
    """Who says so: the sentence's own source, or the one before where this one takes it up."""
    for q in sentence.quantities:
        mark = source_of(sentence, q)
        if mark is None:
            if passage.source and _takes_up(sentence):
                _inherit(q, passage)
            continue
        if mark.value.startswith("*"):
            _stand_for(sentence, q, mark, passage)
        elif mark.value:
            q.attribution = mark.value
            q.say("attribution", "source.named", sentence.chars(mark.i, mark.j))


_GENERAL = ("ведом", "он", "она", "они", "там", "автор", "иссле", "опрос", "его", "ее", "их", "докла", "отчет",
            "докум", "обзор", "собес", "тот ж", "надзор", "госорг", "регуля", "силово", "финансовом в",
            "этом", "той же", "том же", "пресс-служб", "правительственном")  # fmt: skip


def _means(said: str, source: str) -> bool:
    """Whether "министерство", "он" can stand for the source named before."""
    low, name = said.lower(), source.lower()
    if not low or low.startswith(_GENERAL):
        return True
    if low.startswith("министр"):
        return "министр" in name
    if low.startswith("министер"):
        return "министер" in name or (name.startswith("мин") or name in _MINISTRIES)
    return low[:5] in name


_MINISTRIES = ("мвд", "мид", "мчс")


def _stand_for(sentence: Sentence, q: Quantity, mark: Mark, passage: Passage) -> None:
    """``он``, ``в ведомстве``, ``по его данным``: who was named last, here or before."""
    said = mark.value[1:]
    here = actor(sentence, mark.i) if not said or said.lower() in _PRONOUNS else None
    if here is not None and not any(m.i <= here[0] < m.j for m in sentence.sources):
        q.attribution = as_written(sentence, *here)
        q.say("attribution", "source.actor", sentence.chars(*here))
    elif passage.source and _means(said, passage.source):
        _inherit(q, passage)
    elif passage.source is None and passage.actor and _means(said, passage.actor):
        q.attribution = passage.actor
        q.say("attribution", "source.actor", *passage.actor_spans)
    else:
        _earlier(sentence, q, mark)


_PRONOUNS = ("он", "она", "они", "оно")


def _earlier(sentence: Sentence, q: Quantity, mark: Mark) -> None:
    named = [
        m for m in sentence.sources if m.value and not m.value.startswith("*") and m.i < mark.i
    ]
    if not sentence.at("speech.pronoun", mark.i) and not mark.value[1:].lower().startswith("ведом"):
        named = []
    value = named[-1].value if named else mark.value[1:]
    if value and (named or not sentence.at("speech.pronoun", mark.i)):
        at = named[-1] if named else mark
        q.attribution = value
        q.say("attribution", "source.named", sentence.chars(at.i, at.j))
        if not named and not sentence.at("speech.pronoun", mark.i):
            mark.value = value  # nobody before whom it could stand for: a name of its own


def _inherit(q: Quantity, passage: Passage) -> None:
    q.attribution = passage.source
    q.say("attribution", "source.carried", *passage.source_spans)


def _takes_up(sentence: Sentence) -> bool:
    """Whether the sentence goes on about what was said: "из них" of its own count does not."""
    first = sentence.quantities[0].i if sentence.quantities else len(sentence.tokens)
    return any(
        k < first or not sentence.at("cues.of_pronoun", k)
        for k in sentence.marks.get("cues.takes_up", {})
    )


# ── rates ──


def share_rates(sentence: Sentence, passage: Passage) -> None:
    """A rate said once holds for the next figure of the same kind that only compares."""
    for index, q in enumerate(sentence.quantities):
        if q.kind in ("times", "rank", "percent", "share", "time") or q.frame == "compound":
            if q.per is not None and q.kind in ("times", "rank"):
                q.per = None
            continue
        if q.per is not None or not index:
            continue
        last = sentence.quantities[index - 1]
        alike = (
            last.unit == q.unit
            and last.per
            and (last.of == q.of or sentence.low(q.start - 1) == "по")
        )
        if not alike:
            continue
        stands_for = any(sentence.at("cues.empty", k) for k in range(last.j, q.i)) or _bare(
            sentence, last, q
        )
        if stands_for:
            q.per = last.per
            q.say("per", "per.carried", *last.parts.get("per", []))


def _bare(sentence: Sentence, last: Quantity, q: Quantity) -> bool:
    lone = q.j >= len(sentence.tokens) or sentence.tokens[q.j].kind != "w"
    return q.unit != "1" or (lone and sentence.low(q.start - 1) in ("против", "(", "–", "-"))


def money_units(sentence: Sentence, passage: Passage) -> None:
    """``план стоимостью 8,4 млрд``: a sum without a currency has the one that the text used last."""
    for index, q in enumerate(sentence.quantities):
        beside = (
            index
            and sentence.quantities[index - 1].kind == "money"
            and (sentence.at("cues.more", q.j) or sentence.at("cues.less", q.j))
        )
        if q.kind == "money":
            passage.lower["money"] = q.unit
        elif beside and q.unit == "1" and q.kind == "count":
            q.unit, q.kind = sentence.quantities[index - 1].unit, "money"
        elif (
            q.unit == "1"
            and q.kind == "count"
            and "money" in passage.lower
            and _sum_named(sentence, q)
        ):
            q.unit, q.kind = passage.lower["money"], "money"
            q.rules.append("unit.carried")


def _sum_named(sentence: Sentence, q: Quantity) -> bool:
    behind = (
        q.j < len(sentence.tokens)
        and sentence.tokens[q.j].kind == "w"
        and word_class(sentence, q.j) in ("noun", "adj")
    )
    begin, _ = segment(sentence, q.i)
    if behind:
        return False
    spans = [begin]
    if begin > 1 and sentence.low(begin - 1) in ("–", "-"):
        spans.append(segment(sentence, begin - 2)[0])
    return q.number.scale >= 1000 and any(
        sentence.at("cues.sum", k) for k in range(min(spans), q.i)
    )


def clear_nothing(sentence: Sentence, passage: Passage) -> None:
    """Take away the answer that says that the text names nothing."""
    for q in sentence.quantities:
        if q.of == NOTHING:
            q.of = None


def price_units(sentence: Sentence, passage: Passage) -> None:
    """``литр молока стоит 420 тенге``: of milk, per litre."""
    for q in sentence.quantities:
        head, _, rest = (q.of or "").partition(" ")
        if (
            q.kind == "money"
            and q.per is None
            and not q.change
            and rest
            and head.lower() in _priced()
        ):
            q.per, q.of = head, rest
            q.say("per", "per.price", *q.parts.get("of", []))


@lru_cache(maxsize=1)
def _priced() -> frozenset[str]:
    return frozenset(load("ru").table("frames")["words"]["price_unit"])


ASSIGN = (
    clear_nothing,
    price_units,
    money_units,
    assign_places,
    assign_periods,
    assign_sources,
    share_rates,
)


# ── what is left behind ──


def remember(sentence: Sentence, passage: Passage) -> None:
    """Keep what the next sentence may take up."""
    _remember_place(sentence, passage)
    _remember_source(sentence, passage)
    _remember_period(sentence, passage)
    named = [q.of for q in sentence.quantities if q.of]
    if named:
        passage.last_of = named[0]
    passage.quantities = sentence.quantities


def _remember_place(sentence: Sentence, passage: Passage) -> None:
    held = [m for m in sentence.places if m.kind != WEAK and m.value]
    given = [q for q in sentence.quantities if q.place]
    if given and held:
        counts: dict[str, int] = {}
        for q in given:
            counts[q.place or ""] = counts.get(q.place or "", 0) + 1
        best = max(counts.values())
        q = next(
            q
            for q in (given if best > 1 or len(counts) > 1 else given[::-1])
            if counts[q.place or ""] == best
        )
        passage.place, passage.place_spans = q.place, q.parts.get("place", [])
        return
    if held:
        passage.place, passage.place_spans = (
            held[-1].value,
            [sentence.chars(held[-1].i, held[-1].j)],
        )


def _remember_source(sentence: Sentence, passage: Passage) -> None:
    named = [m for m in sentence.sources if m.value and not m.value.startswith("*")]
    acting = actor(sentence, len(sentence.tokens))
    if acting is not None:
        passage.names.append((as_written(sentence, *acting), [sentence.chars(*acting)]))
    if named:
        passage.source = named[0].value
        passage.source_spans = [sentence.chars(named[0].i, named[0].j)]
        passage.actor = None
        return
    if acting is not None:
        passage.actor = as_written(sentence, *acting)
        passage.actor_spans = [sentence.chars(*acting)]


def _remember_period(sentence: Sentence, passage: Passage) -> None:
    if "periods.general" in sentence.present:
        passage.period, passage.period_spans = None, []
        return
    dated = [
        m
        for m in sentence.periods
        if m.value and m.kind not in _BASE and not _of_saying(sentence, m)
    ]
    dated = [m for m in dated if not _base(sentence, m)]
    used = [q.period for q in sentence.quantities if q.period]
    dated = [m for m in dated if not any(_in_aside(sentence, m, q) for q in sentence.quantities)]
    pick = next((m for m in dated if used.count(m.value) * 2 >= len(sentence.quantities)), None)
    if pick is None and not used:
        pick = dated[0] if dated else None
    if pick is not None:
        passage.period = pick.value
        passage.period_spans = [sentence.chars(pick.i, pick.j)]
        if pick.value[:4].isdigit():
            passage.last_year = int(pick.value[:4])
