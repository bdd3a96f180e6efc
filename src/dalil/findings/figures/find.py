"""The stages in order: sentences, numbers, quantities, bounds, denominators, scope, findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from dalil.findings.figures.bounds import find_bounds
from dalil.findings.figures.confidence import assess
from dalil.findings.figures.cues import deny, find_change, find_status
from dalil.findings.figures.grammar import Grammar, grammar
from dalil.findings.figures.names import names_in_full
from dalil.findings.figures.of import find_of
from dalil.findings.figures.owners import find_sources
from dalil.findings.figures.pairs import (
    pair_backward,
    pair_conversions,
    pair_levels,
    pair_sides,
    points_of_percent,
    serve_lists,
    share_rates,
    units_understood,
)
from dalil.findings.figures.passage import Passage
from dalil.findings.figures.per import find_per, take_denominators
from dalil.findings.figures.periods import find_periods
from dalil.findings.figures.places import find_places
from dalil.findings.figures.quantities import read_quantities
from dalil.findings.figures.scope import (
    assign_periods,
    assign_places,
    assign_sources,
    place_backward,
    remember_place,
    remember_source,
    told_behind,
)
from dalil.findings.figures.sentence import Form, Quantity, Sentence
from dalil.findings.figures.tokens import Token, alike, tokens_of
from dalil.findings.figures.vetoes import VETOES, drop_frequencies, drop_weak
from dalil.findings.sentences import sentences, stretches
from dalil.lang.conventions import DEFAULT
from dalil.model import Figure, Finding, Span, Tool

TOOL = Tool("dalil.figures", "2")  # a change of rules is a new number

Stage = Callable[[Sentence], None]
VETO_STAGES: tuple[Stage, ...] = (take_denominators, *VETOES)
QUANTITY_STAGES: tuple[Stage, ...] = (
    read_quantities,
    pair_levels,
    pair_sides,
    pair_backward,
    serve_lists,
    units_understood,
    find_bounds,
    pair_conversions,
    find_per,
    drop_weak,
    drop_frequencies,
    points_of_percent,
)


ASSIGN: tuple[Callable[[Sentence, Passage], None], ...] = (
    assign_places,
    assign_periods,
    assign_sources,
)


def find_figures(
    text: str,
    *,
    language: str,
    published: str | None = None,
    regions: Sequence[Span] | None = None,
    convention: str = DEFAULT,
) -> list[Finding[Figure]]:
    """Every figure that ``text`` states, in order of position.

    ``language`` is a BCP 47 tag; of one that Dalil does not know only digits are read, and the
    findings' ``reasons`` say so. ``published`` is the text's day (ISO 8601), against which words
    like "last year" resolve; one that is no date counts as unknown. ``regions`` are the stretches
    to search, each treated as a paragraph; without them, the text's paragraphs. What holds from
    sentence to sentence (a place, a source) is carried across them in order. ``convention`` names
    what vague words count as: ``"dalil"`` ("dozens" is 24) or ``"acled"`` (12); a figure that it
    gave a value has it among its rules. Raises ``UsageError`` where there is none of that name.
    """
    plain = alike(text)
    rules = grammar(language, convention)
    reading = _Reading(text, rules, day_of(published))
    waiting: list[
        tuple[Span, list[Token], list[Form]]
    ] = []  # without a figure: read once one comes after
    for region in stretches(text, regions):
        for span in sentences(plain, region, rules.lang):
            tokens = tokens_of(plain, span)
            forms = rules.forms_of(tokens)
            states = rules.may_state(tokens, forms)
            if states or not reading.settled:
                for one, its_tokens, its_forms in waiting:
                    reading.take(Sentence(one, its_tokens, rules, its_forms), states=False)
                waiting.clear()
                reading.take(Sentence(span, tokens, rules, forms), states=states)
            else:
                waiting.append((span, tokens, forms))
    return reading.found + _told(reading.open, text)


class _Reading:
    """A text while it is read, sentence by sentence."""

    def __init__(self, text: str, rules: Grammar, published: dt.date | None) -> None:
        self.text = text
        self.rules = rules
        self.passage = Passage(published=published)
        self.found: list[Finding[Figure]] = []
        self.open: list[Sentence] = []  # what a sentence to come may still change

    @property
    def settled(self) -> bool:
        """Whether only what may state or deny a figure can change what was found so far."""
        return not self.open or self.passage.placed

    def take(self, sentence: Sentence, *, states: bool) -> None:
        """Read the next sentence; of one that states no figure, what the next may take up."""
        read = self.open
        if read and "|" in self.text[read[-1].span.end : sentence.span.start]:
            self.passage = Passage(published=self.passage.published)  # another headline
        read_sentence(self.text, sentence, self.passage, states=states)
        read.append(sentence)
        deny(read)
        told_behind(read)
        place_backward(read, self.passage)
        if self.passage.placed:
            self.found += _told(read[:-1], self.text)
            del read[:-1]


def _told(read: Iterable[Sentence], text: str) -> list[Finding[Figure]]:
    return [_finding(q, sentence, text) for sentence in read for q in sentence.quantities]


def day_of(published: str | None) -> dt.date | None:
    """The day of an ISO 8601 date; None where it is none."""
    try:
        return dt.date.fromisoformat(published[:10]) if published else None
    except (ValueError, TypeError):
        return None


def read_sentence(text: str, sentence: Sentence, passage: Passage, *, states: bool = True) -> None:
    """Read one sentence in the light of those before it, and remember what it leaves behind."""
    sentence.published = passage.published
    sentence.last_period, sentence.last_year = passage.period, passage.last_year
    sentence.quantities_before = passage.quantities
    if passage.quantities:
        counted = (q.of.lower().split() for q in passage.quantities if q.of)
        sentence.earlier = (
            frozenset(word[:4] for words in counted for word in words),
            tuple(q.value for q in passage.quantities),
        )
    sentence.ahead = any(not k or not sentence.tokens[k].capital for k in sentence.where(*_TO_COME))
    if sentence.tokens:
        _read(sentence, text, passage, states=states)


_TO_COME = ("cues.plan", "cues.forecast", "cues.future")


class _Stages:
    """What a language runs, in order: the shared stages, or its own in their place."""

    def __init__(self, grammar: Grammar) -> None:
        hook = grammar.hook
        self.find_places = hook("FIND_PLACES", find_places)
        self.vetoes: tuple[Stage, ...] = (*VETO_STAGES, *hook("EXTRA_VETOES", ()))
        self.quantities: tuple[Stage, ...] = (*QUANTITY_STAGES, *hook("EXTRA_STAGES", ()))
        self.find_sources = hook("FIND_SOURCES", find_sources)
        self.find_status = hook("FIND_STATUS", find_status)
        self.find_change = hook("FIND_CHANGE", find_change)
        self.assign = hook("ASSIGN", ASSIGN)
        self.remember = hook("REMEMBER", _remember)


@lru_cache(maxsize=32)
def _stages(grammar: Grammar) -> _Stages:
    return _Stages(grammar)


def _read(sentence: Sentence, text: str, passage: Passage, *, states: bool) -> None:
    stages = _stages(sentence.grammar)
    stages.find_places(sentence, text, passage)
    find_periods(sentence)
    sentence.block((m.i, m.j) for m in sentence.places + sentence.periods)
    for stage in stages.vetoes:
        stage(sentence)
    if states:
        for stage in stages.quantities:
            stage(sentence)
        sentence.covered = {k for q in sentence.quantities for k in range(q.i, q.j)}
    stages.find_sources(sentence, text)
    sentence.block((m.extra, m.extra) for m in sentence.sources if isinstance(m.extra, int))
    if sentence.quantities:
        stages.find_status(sentence)
        stages.find_change(sentence)
        find_of(sentence, text, passage)
        share_rates(sentence)
        for assign in stages.assign:
            assign(sentence, passage)
    stages.remember(sentence, passage)
    names_in_full(sentence, text, passage)


def _remember(sentence: Sentence, passage: Passage) -> None:
    remember_place(sentence, passage)
    remember_source(sentence, passage)
    _remember_period(sentence, passage)
    named = [q.of for q in sentence.quantities if q.of]
    if named:
        passage.last_of = _last_counted(sentence) or named[0]
    passage.quantities = sentence.quantities


def _remember_period(sentence: Sentence, passage: Passage) -> None:
    """The period of the figure that a next sentence would take up; else the first one named."""
    given = [q for q in sentence.quantities if q.period]
    counts = [q for q in given if q.kind == "count"]
    if given:
        q = (counts or given)[0]
        passage.period, passage.period_spans = q.period, q.parts.get("period", [])
    else:
        dated = [m for m in sentence.periods if m.value and m.kind != "earlier"]
        if not dated:
            if sentence.quantities:
                passage.period, passage.period_spans = None, []
            return
        passage.period, passage.period_spans = (
            dated[0].value,
            [sentence.chars(dated[0].i, dated[0].j)],
        )
    if passage.period and passage.period[:4].isdigit():
        passage.last_year = int(passage.period[:4])


def _last_counted(sentence: Sentence) -> str | None:
    """What a pronoun in the next sentence most likely stands for: the last noun counted."""
    counted = [q for q in sentence.quantities if q.of and q.kind in ("count", "share")]
    main = [q for q in counted if not sentence.at("words.setting", q.start - 1)]
    return (main or counted)[-1].of if counted else None


def _rounded(q: Quantity) -> Decimal | tuple[Decimal, Decimal]:
    """A share in words to two decimals: "one in nine" is 11.11; a small one to four digits."""
    value = q.value
    if q.unit != "%" or isinstance(value, tuple):
        return value
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -4:
        return value
    step = Decimal("0.01") if value >= 1 else Decimal(1).scaleb(value.adjusted() - 3)
    return value.quantize(step)


def _finding(q: Quantity, sentence: Sentence, text: str) -> Finding[Figure]:
    span = sentence.chars(q.i, q.j)
    sure, reasons = assess(q, sentence)
    parts = {"value": [span], **q.parts}
    figure = Figure(
        value=_rounded(q), unit=q.unit, bound=q.bound, of=q.of, per=q.per, place=q.place,
        period=q.period, attribution=q.attribution, status=q.status, change=q.change,
    )  # fmt: skip
    return Finding(
        kind="figure", span=span, context=sentence.span, value=figure,
        parts={name: tuple(spans) for name, spans in parts.items() if spans},
        rules=tuple(dict.fromkeys(q.rules)), confidence=sure, reasons=reasons, finder=TOOL,
    )  # fmt: skip
