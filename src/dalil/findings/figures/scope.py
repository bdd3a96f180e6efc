"""Which place, period and source each figure of a sentence gets, and what the sentence inherits."""

from __future__ import annotations

import itertools

from dalil.findings.figures.attribution import source_of
from dalil.findings.figures.clauses import clause, same_clause
from dalil.findings.figures.names import as_written
from dalil.findings.figures.passage import Passage
from dalil.findings.figures.phrases import noun_phrase, without_article, word_class
from dalil.findings.figures.places import STRONG, WEAK, place_of
from dalil.findings.figures.sentence import Mark, Quantity, Sentence

_NO_PERIOD = ("none",)


def assign_places(sentence: Sentence, passage: Passage) -> None:
    """The place named nearest; else the one that holds since before."""
    _drop_places_of_saying(sentence)
    for index, q in enumerate(sentence.quantities):
        if sentence.at("places.nowhere", q.stop):
            continue
        mark = sentence.grammar.hook("PLACE_OF", place_of)(sentence, q, index)
        if mark is not None and passage.place is not None and _of_next(sentence, q, mark):
            mark = None
        if mark is not None and _of_part(sentence, q, mark):
            mark = None
        elif mark is None and passage.place is None and not index:
            mark = sentence.places[0] if len(sentence.places) == 1 else None
            if mark is not None and _compared_with(sentence, mark):
                mark = None
        if mark is not None and not mark.value and (mark.kind != "part" or not passage.place):
            continue  # "the republic", and the passage does not say which
        if mark is not None and mark.value:
            q.place = mark.value
            q.say("place", "place.named", sentence.chars(mark.i, mark.j))
        elif passage.place is not None:
            q.place = passage.place
            q.say("place", "place.carried", *passage.place_spans)


def _of_next(sentence: Sentence, q: Quantity, mark: Mark) -> bool:
    """``47 years, against 39 in Bishkek``: the place of the other side of a comparison."""
    others = [o for o in sentence.quantities if q.stop <= o.start < mark.i]
    return any(sentence.at("cues.against", o.start - 1) for o in others)


def _of_part(sentence: Sentence, q: Quantity, mark: Mark) -> bool:
    """``Of the 37 cases, 12 were in Almaty``: the place of the part, not of the whole."""
    parts = [o for o in sentence.quantities if q.stop <= o.start < mark.i]
    return any(
        "of.opened" in o.rules
        or any(sentence.at("cues.of_pronoun", k) for k in range(q.stop, o.start))
        for o in parts
    )


def _drop_places_of_saying(sentence: Sentence) -> None:
    """``…, the minister told journalists in Dushanbe``: where it was said, not where it holds."""
    last = max((q.i for q in sentence.quantities), default=-1)
    for source in sentence.sources:
        at = source.extra
        if not isinstance(at, int) or at <= last or source.kind != "all":
            continue
        if source.i < at and sentence.at("speech.say", at):
            sentence.places = [m for m in sentence.places if not at < m.i <= at + 6]


def _compared_with(sentence: Sentence, mark: Mark) -> bool:
    """``three times less than in Kazakhstan``: the other side of a comparison."""
    return any(sentence.at("cues.than", k) for k in range(max(0, mark.i - 3), mark.i))


def remember_place(sentence: Sentence, passage: Passage) -> None:
    """The last place that the sentence named goes on holding."""
    for mark in sentence.places:
        if mark.value and mark.extra == "country":
            passage.country = mark.value
        if mark.value and mark.extra in ("region", "city"):
            passage.lower[str(mark.extra)] = mark.value
    given = [q for q in sentence.quantities if q.place]
    if given and any(m.value == given[-1].place for m in sentence.places):
        passage.place, passage.place_spans = given[-1].place, given[-1].parts.get("place", [])
        return
    held = [m for m in sentence.places if m.kind != WEAK and m.value]
    strong = [m for m in held if m.kind == STRONG]
    last = next(reversed(strong or held), None)
    if last is not None:
        passage.place, passage.place_spans = last.value, [sentence.chars(last.i, last.j)]


def assign_periods(sentence: Sentence, passage: Passage) -> None:
    """The period said in the clause; across sentences only on a signal."""
    for index, q in enumerate(sentence.quantities):
        if q.role == "from":
            own = sentence.grammar.hook("PERIOD_FROM", _behind)(sentence, q, index)
            if own is not None and own.value and own.i - q.stop <= 2:
                q.period = own.value
                q.say("period", "period.named", sentence.chars(own.i, own.j))
            continue
        own_rule = sentence.grammar.hook("PERIOD_OF", None)
        if (
            own_rule is None
            and q.attribution is None
            and q.status in ("plan", "forecast")
            and _gone_by(sentence, q, index)
        ):
            continue
        mark = sentence.grammar.hook("PERIOD_OF", period_of)(sentence, q, index)
        if mark is not None:
            if mark.value:
                q.period = mark.value
                q.say("period", "period.named", sentence.chars(mark.i, mark.j))
        elif passage.period is not None and _carries(sentence, q, passage):
            q.period = passage.period
            q.say("period", "period.carried", *passage.period_spans)
    _share_periods(sentence)


def _gone_by(sentence: Sentence, q: Quantity, index: int) -> bool:
    """A time that is over and belongs to another clause does not hold for what is to come."""
    mark = period_of(sentence, q, index)
    if mark is None or not mark.value or sentence.published is None or ".." in mark.value:
        return False
    over = mark.value.split("/")[-1] <= sentence.published.isoformat()
    return over and mark.j <= q.i and not same_clause(sentence, mark.j, q.i)


def _share_periods(sentence: Sentence) -> None:
    """Both levels of a change between two years; bare items of a list that ends in a time."""
    qs = sentence.quantities
    for a, b in itertools.pairwise(qs):
        if a.role == "from" and b.role == "to" and b.period and "/" in b.period:
            first, last = b.period.split("/")
            mark = next((m for m in sentence.periods if m.value == b.period), None)
            if mark is not None and mark.kind == "between":
                a.period, b.period = first, last
                a.say("period", "period.ends", sentence.chars(mark.i, mark.j))
    for b, a in zip(qs[:0:-1], qs[-2::-1], strict=False):
        if bare_joint(sentence, a, b) and "period.named" in b.rules:
            a.period = b.period
            a.say("period", "period.listed", *b.parts.get("period", []))


def bare_joint(sentence: Sentence, a: Quantity, b: Quantity) -> bool:
    """``26, 7 and 2``: nothing between the two but what joins them."""
    return 0 < b.i - a.j <= 2 and all(
        sentence.low(k) == "," or sentence.at("frames.and", k) for k in range(a.j, b.i)
    )


def period_of(sentence: Sentence, q: Quantity, index: int) -> Mark | None:
    """The mark of time that holds for a figure in its own sentence."""
    if not sentence.periods:
        return None
    if sentence.grammar.setting("periods", "said", False):
        _drop_days_of_saying(sentence)
    marks = [m for m in sentence.periods if m.kind not in _NO_PERIOD]
    behind = _behind(sentence, q, index)
    if behind is not None:
        return behind
    before = [m for m in sentence.periods if m.j <= q.start]
    for mark in reversed(before):
        if mark.kind == "none":
            return mark
        if _bound_to_other(sentence, mark, q) or _aside(sentence, mark, q):
            continue
        return mark
    later = [
        m
        for m in marks
        if m.i >= q.stop
        and same_clause(sentence, q.j, m.i)
        and not _relative_closed(sentence, q, m.i)
        and not _is_base(sentence, m)
        and not any(
            o.role and o.stop <= m.i <= o.stop + 1 for o in sentence.quantities if o is not q
        )
    ]
    return later[0] if later else None


def _drop_days_of_saying(sentence: Sentence) -> None:
    """``reported on 27 October``, ``On Monday the governor said that``: no period of a figure."""
    for mark in sentence.periods:
        if len(mark.value) == 10 and any(_said_on(sentence, s, mark) for s in sentence.sources):
            mark.value, mark.kind = "", "said"
    sentence.periods = [m for m in sentence.periods if m.kind != "said"]


def _said_on(sentence: Sentence, source: Mark, mark: Mark) -> bool:
    at = source.extra
    if not isinstance(at, int):
        return False
    if source.j == mark.i and sentence.at("speech.by", at):
        return True  # "figures released by the committee on Monday"
    if not sentence.at("speech.say", at):
        return False
    return _day_of_saying(sentence, source, mark, at)


def _day_of_saying(sentence: Sentence, source: Mark, mark: Mark, at: int) -> bool:
    if sentence.at("speech.document", mark.i - 1) and not sentence.at("speech.document", 0):
        return True  # "In a statement on Monday"
    if sentence.low(mark.i) not in ("on", "yesterday", "today") and mark.i != at + 1:
        return False
    last = max(at + 1, source.j)
    if last <= mark.i <= last + 4:
        return not any(
            last <= q.i < mark.i or sentence.low(q.i) in ";:" for q in sentence.quantities
        )
    told = sentence.at("speech.said_that", at + 1) is not None or sentence.low(at + 1) == ":"
    return mark.i <= 1 and 0 <= source.i - mark.j <= 2 and told


def _aside(sentence: Sentence, mark: Mark, q: Quantity) -> bool:
    """``The fund, which met in May, counted 48``: a time within a clause that is over."""
    begin, _ = clause(sentence, mark.i)
    if not sentence.at("cues.relative", begin) or sentence.low(mark.j) != ",":
        return False
    return word_class(sentence, mark.j + 1) in ("verb", "aux", "participle") and mark.j < q.start


def _relative_closed(sentence: Sentence, q: Quantity, at: int) -> bool:
    """``The bridge, which will cost 4 billion, is to be opened in May``: two clauses."""
    begin, _ = clause(sentence, q.i)
    if not sentence.at("cues.relative", begin):
        return False
    return any(
        sentence.low(k) == "," and word_class(sentence, k + 1) in ("aux", "verb")
        for k in range(q.j, at)
    )


def _behind(sentence: Sentence, q: Quantity, index: int) -> Mark | None:
    following = sentence.quantities[index + 1 :]
    end = following[0].start if following else len(sentence.tokens)
    for mark in sentence.periods:
        if mark.kind == "base" or _relative_closed(sentence, q, mark.i):
            continue
        if following and _opens_item(sentence, mark, following[0]):
            continue
        if q.stop <= mark.i < end and same_clause(sentence, q.j, mark.i):
            base = any(
                sentence.at(cue, k)
                for cue in ("cues.than", "cues.against")
                for k in range(max(q.j, mark.i - 3), mark.i)
            )
            if not base:
                return mark
    return None


def _opens_item(sentence: Sentence, mark: Mark, following: Quantity) -> bool:
    """``in 2020 2 million people, in 2022 5.5 million``: the time of the next item."""
    ahead = sentence.low(mark.i - 1) in (",", ";") or sentence.at("frames.and", mark.i - 1)
    earlier = any(m.j <= mark.i - 1 and m.value and m.kind != "base" for m in sentence.periods)
    return bool(ahead) and earlier and 0 <= following.start - mark.j <= 1


def _bound_to_other(sentence: Sentence, mark: Mark, q: Quantity) -> bool:
    """A date that belongs to a base of comparison before it: "than in 2018"."""
    return _is_base(sentence, mark) and not sentence.at("cues.when", mark.j + 1)


def _compares(sentence: Sentence, behind: int, mark: Mark) -> bool:
    """Whether "than", "against" stands at a number or a time, not at a noun ("against poverty")."""
    small = any(sentence.is_a(name, behind) for name in ("det", "prep", "link", "adv"))
    if mark.i == behind or (mark.i == behind + 1 and small):
        return True
    return any(q.start - 1 <= behind <= q.i for q in sentence.quantities)


def _is_base(sentence: Sentence, mark: Mark) -> bool:
    if mark.kind == "base":
        return True
    times = (q for q in sentence.quantities if q.kind == "times")
    if any(q.j <= mark.i <= q.j + 1 and sentence.low(mark.j) in ("'s", "'") for q in times):
        return True  # "twice the previous year's"
    return any(
        (hit := sentence.at(cue, k)) is not None and _compares(sentence, hit[0], mark)
        for cue in ("cues.than", "cues.against")
        for k in range(max(0, mark.i - 3), mark.i)
    ) and not sentence.at("cues.when", mark.j + 1)


def _carries(sentence: Sentence, q: Quantity, passage: Passage) -> bool:
    if sentence.grammar.setting("periods", "carry", "signal") == "always":
        asked = "cues.ask" in sentence.present  # what was asked for then
        if q.status in ("plan", "forecast") and not asked and _is_over(sentence, passage.period):
            return False
        return not any(sentence.at("periods.general", k) for k in range(len(sentence.tokens)))
    return bool(passage.quantities) and _takes_up(sentence)


def _is_over(sentence: Sentence, period: str | None) -> bool:
    """Whether a stretch of time lies before publication: no time for what is planned."""
    if not period or ".." in period or sentence.published is None:
        return False
    last, day = period.split("/")[-1], sentence.published.isoformat()
    return last < day[: len(last)]


def _takes_up(sentence: Sentence) -> bool:
    """Whether the sentence breaks down or compares the figure just given: "Of these …"."""
    if not sentence.quantities:
        return False
    if _breaks_down(sentence):
        return True
    return sentence.any_in(_TAKES_UP, 0, sentence.quantities[0].stop + 1)


_TAKES_UP = frozenset({"cues.takes_up"})


def _breaks_down(sentence: Sentence) -> bool:
    """``Of the callers …`` behind ``1,043 calls``: the noun, or the number, said again."""
    if not sentence.at("cues.of", 0) or sentence.earlier is None:
        return False
    counted, values = sentence.earlier
    if sentence.quantities[0].value in values:
        return True
    words = [t.low for t in sentence.tokens[1:5] if t.kind == "w"]
    return any(len(w) > 3 and w[:4] in counted for w in words)


def assign_sources(sentence: Sentence, passage: Passage) -> None:
    """Who says so: the whole sentence's source, or the one before if this one takes it up."""
    for index, q in enumerate(sentence.quantities):
        mark = sentence.grammar.hook("SOURCE_OF", source_of)(sentence, q, index)
        if _officially(sentence, q, mark):
            continue
        if mark is not None:
            if _relative_behind(sentence, mark, q) or _other_part(sentence, mark, q):
                continue
            if mark.value.startswith("*"):  # "*" a pronoun; "*the ministry" one or a name
                here = _named_before(sentence, mark)
                if here is not None and mark.value != "*":
                    here = here if _same_body(mark.value[1:], here.value) else None
                if here is not None:
                    q.attribution = here.value
                    q.say("attribution", "source.named", sentence.chars(here.i, here.j))
                elif (
                    mark.value == "*"
                    or _same_body(mark.value[1:], passage.source)
                    or (passage.source and sentence.at("speech.again", mark.i))
                ):
                    _inherit(q, passage)
                    if q.attribution is None and passage.spoken and _said_it(sentence, mark):
                        q.attribution = passage.spoken
                        q.say("attribution", "source.spoken", *passage.spoken_spans)
                else:
                    mark.value = q.attribution = mark.value[1:]  # a name of its own after all
                    q.say("attribution", "source.named", sentence.chars(mark.i, mark.j))
                if q.attribution is None:
                    q.attribution = _resolved(sentence, mark)
                if q.attribution is None and passage.actor and _may_be(sentence, mark, passage):
                    q.attribution = passage.actor
                    q.say("attribution", "source.actor", *passage.actor_spans)
            elif mark.value:
                q.attribution = passage.bodies.get(mark.value.lower(), mark.value)
                q.say("attribution", "source.named", sentence.chars(mark.i, mark.j))
        elif passage.source and _takes_up(sentence):
            _inherit(q, passage)


def _named_before(sentence: Sentence, mark: Mark) -> Mark | None:
    """``Monitors counted 44; in 12 of them, they note``: who was named in the sentence."""
    named = [m for m in sentence.sources if m.value.strip("*") and m.j <= mark.i]
    return named[-1] if named else None


def _may_be(sentence: Sentence, mark: Mark, passage: Passage) -> bool:
    """Whether the one who acted before can be "they", "he" or "she"."""
    return mark.value == "*" and not sentence.at("speech.thing", mark.i)


def _said_it(sentence: Sentence, mark: Mark) -> bool:
    """``he explained``, ``she says``: a person goes on; not "it shows"."""
    return isinstance(mark.extra, int) and bool(sentence.at("speech.person", mark.i))


def _officially(sentence: Sentence, q: Quantity, mark: Mark | None) -> bool:
    """``although the official figure is 1,100``: nobody's, in a clause of its own."""
    if "speech.officially" not in sentence.present:
        return False
    begin, end = clause(sentence, q.i)
    told = any(begin <= k < end for k in sentence.marks.get("speech.officially"))
    return told and (mark is None or not begin <= mark.i < end)


def _relative_behind(sentence: Sentence, mark: Mark, q: Quantity) -> bool:
    """``promises the government, which spends 3 billion``: said of the source, not by it."""
    spoken = mark.extra if isinstance(mark.extra, int) else -1
    return (
        mark.j < q.i
        and not mark.j < spoken < q.i  # "The fund, which met in May, counted 48"
        and sentence.low(mark.j) == ","
        and bool(sentence.at("cues.relative", mark.j + 1))
    )


def _other_part(sentence: Sentence, mark: Mark, q: Quantity) -> bool:
    """Before a semicolon, where the source is only a pronoun behind it; the source's own number."""
    if mark.i == q.j and mark.kind == "all":
        return True
    wants = isinstance(mark.extra, int) and sentence.at("speech.want", mark.extra)
    if wants and q.j <= mark.i and not same_clause(sentence, q.j, mark.i):
        return True
    if wants and any(sentence.low(k) == ";" for k in range(mark.j, q.i)):
        return True
    if mark.value != "*" or q.i > mark.i:
        return False
    first, last = sorted((mark.i, q.i))
    return any(sentence.low(k) == ";" for k in range(first, last))


def _resolved(sentence: Sentence, mark: Mark) -> str | None:
    """``3,200 miners stopped work; they demand …``: they are the miners."""
    before = [q for q in sentence.quantities if q.j <= mark.i and q.kind == "count" and q.of]
    if before:
        return before[0].of
    begin = without_article(sentence, 0, mark.i)
    end = noun_phrase(sentence, begin)
    tellers = (sentence.at("speech.teller", k) for k in range(begin, end))
    end = next((teller[0] for teller in tellers if teller), end)
    words = " ".join(t.text for t in sentence.tokens[begin:end])
    if any(sentence.inside[begin:end]):
        return None
    return words if begin < end < mark.i and sentence.low(mark.i - 1) in (";", ",") else None


def _same_body(name: str, source: str | None) -> bool:
    """Whether "the ministry" may stand for the source before: one of its words begins alike."""
    stem = name.lower()[:7]
    return bool(source) and any(w.startswith(stem) for w in str(source).lower().split())


def _inherit(q: Quantity, passage: Passage) -> None:
    if passage.source:
        q.attribution = passage.source
        q.say("attribution", "source.carried", *passage.source_spans)


def remember_source(sentence: Sentence, passage: Passage) -> None:
    """The source that a pronoun in the next sentence would stand for."""
    named = [m for m in sentence.sources if m.value and not m.value.startswith("*")]
    for mark in named:
        _remember_body(sentence, mark, passage)
    if named:
        passage.spoken = named[0].value
        passage.spoken_spans = [sentence.chars(named[0].i, named[0].j)]
        passage.source = passage.bodies.get(named[0].value.lower(), named[0].value)
        passage.source_spans = [sentence.chars(named[0].i, named[0].j)]
        passage.actor = None
    elif not any(m.value.startswith("*") for m in sentence.sources) and not _takes_up(sentence):
        passage.source, passage.source_spans = None, []
        own = sentence.grammar.hook("ACTOR", None)
        if own is None:
            _remember_actor(sentence, passage)
        elif (found := own(sentence)) is not None:
            passage.actor = as_written(sentence, *found)
            passage.actor_spans = [sentence.chars(*found)]


def _remember_actor(sentence: Sentence, passage: Passage) -> None:
    """``Doctors treat 30 patients. They complain …``: the subject, for a pronoun that speaks."""
    first = next(iter(sentence.quantities), None)
    begin = without_article(sentence, 0, len(sentence.tokens))
    if first is not None and first.start <= begin and first.kind in ("count", "share") and first.of:
        passage.actor, passage.actor_spans = first.of, first.parts.get("of", [])
        return
    end = begin
    while end < len(sentence.tokens) and word_class(sentence, end) in ("noun", "adj"):
        end += 1
    if begin < end and not any(sentence.inside[begin:end]):
        passage.actor = as_written(sentence, begin, end)
        passage.actor_spans = [sentence.chars(begin, end)]


def told_behind(read: list[Sentence]) -> None:
    """``This was reported by the ministry.``: said of the sentence before."""
    sentence = read[-1]
    if len(read) < 2 or sentence.quantities or "speech.about_this" not in sentence.marks:
        return
    mark = next((m for m in sentence.sources if m.value.strip("*")), None)
    if mark is None:
        return
    for q in read[-2].quantities:
        if q.attribution is None:
            q.attribution = mark.value.lstrip("*")
            q.say("attribution", "source.behind", sentence.chars(mark.i, mark.j))


def _remember_body(sentence: Sentence, mark: Mark, passage: Passage) -> None:
    """``the Ministry of Finance`` may be "the ministry" from now on."""
    words = mark.value.split()
    if len(words) > 1 and mark.value[0].isupper():
        for word in words:
            head = word is words[-1] and sentence.at("speech.teller", mark.j - 1)
            if (word[0].isupper() or head) and word.isalpha():
                passage.bodies.setdefault(word.lower(), mark.value)


def place_backward(read: list[Sentence], passage: Passage) -> None:
    """Figures before the first place that a text names hold there, where the language says so."""
    sentence = read[-1]
    how = sentence.grammar.setting("places", "backward", False)
    if passage.placed or not how:
        passage.placed = True
        return
    mark = next((m for m in sentence.places if m.value and m.kind != WEAK), None)
    if mark is None:
        return
    passage.placed = True
    if how == "country" and mark.extra != "country":
        return
    for q in (q for s in read[:-1] for q in s.quantities):
        if q.place is None:
            q.place = mark.value
            q.say("place", "place.backward", sentence.chars(mark.i, mark.j))
