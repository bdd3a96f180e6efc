"""Which place, period and source each figure of a sentence gets, and what the sentence inherits."""

from __future__ import annotations

from dalil.findings.figures.attribution import source_of
from dalil.findings.figures.clauses import same_clause
from dalil.findings.figures.passage import Passage
from dalil.findings.figures.places import STRONG, WEAK, place_of
from dalil.findings.figures.sentence import Mark, Quantity, Sentence

_NO_PERIOD = ("none",)


def assign_places(sentence: Sentence, passage: Passage) -> None:
    """The place named nearest; else the one that holds since before."""
    for index, q in enumerate(sentence.quantities):
        if sentence.at("places.nowhere", q.stop) or q.frame == "nowhere":
            continue
        mark = sentence.grammar.hook("PLACE_OF", place_of)(sentence, q, index)
        if mark is None and passage.place is None and not index:
            mark = sentence.places[0] if len(sentence.places) == 1 else None
        if mark is not None:
            q.place = mark.value
            q.say("place", "place.named", sentence.chars(mark.i, mark.j))
        elif passage.place is not None:
            q.place = passage.place
            q.say("place", "place.carried", *passage.place_spans)


def remember_place(sentence: Sentence, passage: Passage) -> None:
    """The last place that the sentence named goes on holding."""
    given = [q for q in sentence.quantities if q.place]
    if given and any(m.value == given[-1].place for m in sentence.places):
        passage.place, passage.place_spans = given[-1].place, given[-1].parts.get("place", [])
        return
    held = [m for m in sentence.places if m.kind != WEAK]
    strong = [m for m in held if m.kind == STRONG]
    mark = (strong or held or [None])[-1]
    if mark is not None:
        passage.place, passage.place_spans = mark.value, [sentence.chars(mark.i, mark.j)]


def assign_periods(sentence: Sentence, passage: Passage) -> None:
    """The period said in the clause; across sentences only on a signal."""
    for index, q in enumerate(sentence.quantities):
        if q.role == "from":
            continue
        mark = sentence.grammar.hook("PERIOD_OF", period_of)(sentence, q, index)
        if mark is not None:
            if mark.value:
                q.period = mark.value
                q.say("period", "period.named", sentence.chars(mark.i, mark.j))
        elif passage.period is not None and _carries(sentence, q, passage):
            q.period = passage.period
            q.say("period", "period.carried", *passage.period_spans)


def period_of(sentence: Sentence, q: Quantity, index: int) -> Mark | None:
    """The mark of time that holds for a figure in its own sentence."""
    marks = [m for m in sentence.periods if m.kind not in _NO_PERIOD]
    if not sentence.periods:
        return None
    behind = _behind(sentence, q, index)
    if behind is not None:
        return behind
    before = [m for m in sentence.periods if m.j <= q.start]
    for mark in reversed(before):
        if _bound_to_other(sentence, mark, q):
            continue
        return mark
    later = [m for m in marks if m.i >= q.stop and same_clause(sentence, q.j, m.i)]
    return later[0] if later else None


def _behind(sentence: Sentence, q: Quantity, index: int) -> Mark | None:
    following = sentence.quantities[index + 1 :]
    end = following[0].start if following else len(sentence.tokens)
    for mark in sentence.periods:
        if q.stop <= mark.i < end and same_clause(sentence, q.j, mark.i):
            base = any(
                sentence.at(cue, k)
                for cue in ("cues.than", "cues.against")
                for k in range(max(q.j, mark.i - 3), mark.i)
            )
            if not base:
                return mark
    return None


def _bound_to_other(sentence: Sentence, mark: Mark, q: Quantity) -> bool:
    """A date that belongs to a base of comparison before it: "than in 2018"."""
    return any(
        sentence.at(cue, k)
        for cue in ("cues.than", "cues.against")
        for k in range(max(0, mark.i - 3), mark.i)
    ) and not sentence.at("cues.when", mark.j + 1)


def _carries(sentence: Sentence, q: Quantity, passage: Passage) -> bool:
    if sentence.grammar.setting("periods", "carry", "signal") == "always":
        return not any(sentence.at("periods.general", k) for k in range(len(sentence.tokens)))
    return bool(passage.quantities) and _takes_up(sentence)


def _takes_up(sentence: Sentence) -> bool:
    """Whether the sentence breaks down or compares the figure just given: "Of these …"."""
    if not sentence.quantities:
        return False
    first = sentence.quantities[0]
    return any(sentence.at("cues.takes_up", k) for k in range(min(first.stop + 1, len(sentence.tokens))))


def assign_sources(sentence: Sentence, passage: Passage) -> None:
    """Who says so: the whole sentence's source, or the one before if this one takes it up."""
    for index, q in enumerate(sentence.quantities):
        mark = sentence.grammar.hook("SOURCE_OF", source_of)(sentence, q, index)
        if mark is not None:
            if _relative_behind(sentence, mark, q):
                continue
            if mark.value == "*":
                _inherit(q, passage)
                if q.attribution is None:
                    q.attribution = _resolved(sentence, mark)
            elif mark.value:
                q.attribution = mark.value
                q.say("attribution", "source.named", sentence.chars(mark.i, mark.j))
        elif passage.source and _takes_up(sentence):
            _inherit(q, passage)


def _relative_behind(sentence: Sentence, mark: Mark, q: Quantity) -> bool:
    """``promises the government, which spends 3 billion``: said of the source, not by it."""
    return mark.j < q.i and sentence.low(mark.j) == "," and bool(
        sentence.at("cues.relative", mark.j + 1)
    )


def _resolved(sentence: Sentence, mark: Mark) -> str | None:
    """``3,200 miners stopped work; they demand …``: they are the miners."""
    before = [q for q in sentence.quantities if q.j <= mark.i and q.kind == "count" and q.of]
    return before[0].of if before else None


def _inherit(q: Quantity, passage: Passage) -> None:
    if passage.source:
        q.attribution = passage.source
        q.say("attribution", "source.carried", *passage.source_spans)


def remember_source(sentence: Sentence, passage: Passage) -> None:
    """The source that a pronoun in the next sentence would stand for."""
    named = [m for m in sentence.sources if m.value and m.value != "*"]
    if named:
        passage.source = named[0].value
        passage.source_spans = [sentence.chars(named[0].i, named[0].j)]
    elif not any(m.value == "*" for m in sentence.sources) and not _takes_up(sentence):
        passage.source, passage.source_spans = None, []
