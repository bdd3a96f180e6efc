"""Sentences that say what was done to people, where and when; and what was promised for a day.

The words are data (``lang/<code>/acts.toml``). A sentence that only plans, expects or denies is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dalil.findings.figures.find import day_of, read_sentence
from dalil.findings.figures.grammar import grammar
from dalil.findings.figures.passage import Passage
from dalil.findings.figures.periods import bounds_of
from dalil.findings.figures.sentence import Mark, Sentence
from dalil.findings.figures.tokens import alike, tokens_of
from dalil.findings.sentences import paragraphs, sentences
from dalil.lang import acts
from dalil.lang.phrases import Told
from dalil.model import Event, Figure, Finding, Span, Tool

TOOL = Tool("dalil.events", "1")

_WORDS = re.compile(r"[^\W\d_]{2,40}(?:[ -][^\W\d_]{2,40}){0,40}")
_QUOTED = re.compile(r"[«“\"][^«»“”\"]{2,60}[»”\"]")


@dataclass(slots=True)
class _Setting:
    """Where and when the sentences before were: it holds until another is named."""

    place: str | None = None
    on: str | None = None


def find_events(
    text: str,
    *,
    language: str,
    published: str | None = None,
    regions: Sequence[Span] | None = None,
    figures: Iterable[Finding[Figure]] = (),
) -> list[Finding[Event]]:
    """Every act that ``text`` tells of, in order of position.

    ``language`` and ``published`` are as for ``find_figures``; ``figures`` are what that found:
    their place, time and number are taken for those to whom it was done. Of a language without a
    table of acts: none.
    """
    by_sentence: dict[Span, list[Finding[Figure]]] = {}
    for figure in figures:
        by_sentence.setdefault(figure.context, []).append(figure)
    plain, rules = alike(text), grammar(language)
    found: list[Finding[Event]] = []
    for region in paragraphs(text) if regions is None else regions:
        setting = _Setting()
        for span in sentences(plain, region, rules.lang):
            own = by_sentence.get(span, [])
            told = [one for one in acts.told(span.of(text), language) if one.name in _KINDS]
            if told:
                sentence = Sentence(span, tokens_of(plain, span), rules)
                passage = Passage(published=day_of(published))
                read_sentence(text, sentence, passage, states=False)
                found += _events(text, sentence, told, own, setting, language)
            for figure in own[:1]:
                setting.place = figure.value.place or setting.place
                setting.on = figure.value.period or setting.on
    return found


_KINDS = frozenset(name for name, kind in acts.kinds().items() if kind.case or kind.due)


def _events(
    text: str,
    sentence: Sentence,
    told: Iterable[Told],
    figures: Sequence[Finding[Figure]],
    setting: _Setting,
    language: str,
) -> Iterator[Finding[Event]]:
    """The events of one sentence; it becomes the setting of the next ones."""
    said = sentence.span.of(text)
    places, times = _first(sentence.places), _times(sentence)
    spoken = next((m.value for m in sentence.sources if m.value and m.value[0] != "*"), None)
    setting.place = places[0].value if places else setting.place
    seen: set[str] = set()
    if said.endswith("?"):
        return
    for one in _done(said, list(told), figures, sentence.span.start):
        due = acts.kinds()[one.name].due
        if one.name in seen or _denied(said, one, language) or (not due and sentence.ahead):
            continue
        seen.add(one.name)
        counted = _counted(figures, sentence.span.start + one.start)
        when = _due(sentence, times) if due else (times[0] if times else None)
        if due and (when is None or _expects_between(said, one, _inside(sentence, when), language)):
            continue
        setting.on = when.value if when and not due else setting.on
        place = places[0] if places else None
        yield Finding(
            kind="event",
            span=Span(one.start, one.end).shift(sentence.span.start),
            context=sentence.span,
            value=Event(
                what=one.name,
                who=(counted.value.of if counted else None) or _named(said, one, sentence),
                number=counted.value.value if counted else None,
                place=(counted and counted.value.place) or setting.place,
                on=_when(counted, when, setting, due=due),
                attribution=(counted and counted.value.attribution) or spoken,
            ),
            parts={
                name: (sentence.chars(mark.i, mark.j),)
                for name, mark in (("place", place), ("on", when))
                if mark
            },
            rules=(f"acts.{one.name}",),
            finder=TOOL,
        )


def _done(
    said: str, told: Sequence[Told], figures: Sequence[Finding[Figure]], start: int
) -> Iterator[Told]:
    """What is done, not who it was done to: of "96 of the detainees were released" the release."""
    of = [
        span.shift(-start)
        for figure in figures
        for span in (*figure.parts.get("of", ()), figure.span)
    ]
    others = [one for one in told if not any(s.start <= one.start < s.end for s in of)]
    yield from others or told


def _when(
    counted: Finding[Figure] | None, day: Mark | None, setting: _Setting, *, due: bool
) -> str | None:
    """The time of the number that was counted; else what the sentence names, or one before it."""
    if due:
        return day.value if day else None
    return (counted and counted.value.period) or (day.value if day else setting.on)


def _inside(sentence: Sentence, mark: Mark) -> Span:
    """The characters of a mark, counted from the sentence's beginning."""
    return sentence.chars(mark.i, mark.j).shift(-sentence.span.start)


def _first(marks: Sequence[Mark]) -> list[Mark]:
    return sorted((mark for mark in marks if mark.value), key=lambda mark: mark.i)


def _times(sentence: Sentence) -> list[Mark]:
    """The times of a sentence, days before months and years."""
    return sorted(
        _first(sentence.periods),
        key=lambda mark: (-len(mark.value.split("/")[0]), mark.i),
    )


def _due(sentence: Sentence, times: Sequence[Mark]) -> Mark | None:
    """The day to come by which something is promised; the last one named."""
    if sentence.published is None:
        return None
    today = sentence.published.isoformat()
    ahead = [mark for mark in times if "/" not in mark.value and _is_ahead(mark.value, today)]
    return min(ahead, key=lambda mark: mark.i, default=None)


def _expects_between(said: str, told: Told, when: Span, language: str) -> bool:
    """Whether the day is that of a forecast: "promises wheat and expects lower prices by April"."""
    between = said[told.end : max(told.end, when.start)]
    return any(one.name == "expects" for one in acts.told(between, language, "compare"))


def _is_ahead(iso: str, today: str) -> bool:
    """Whether a day, month or year is still to come; of the running year, its end is."""
    try:
        first, last = bounds_of(iso)
    except (ValueError, OverflowError):
        return False
    return (last if len(iso) == 4 else first).isoformat() > today


_NEGATIVE = re.compile(r"[^\W\d_](?:ма|ме|па|пе|ба|бе)(?:ды|ді|ді|ған|ген|ган|й|п)[^\W\d_]{0,4}$")
"""Kazakh and Kyrgyz verbs that deny: «ұсталмады»."""
_REACH = 20  # characters between a denial and what it denies


def _denied(said: str, told: Told, language: str) -> bool:
    """Whether the sentence says that it was not done."""
    if language[:2] in {"kk", "ky"}:
        around = said[told.start : told.end + _REACH]
        if _NEGATIVE.search(said[told.start : told.end]):
            return True
    else:
        around = said[max(0, told.start - _REACH) : told.start]
    return any(one.name == "not" for one in acts.told(around, language, "compare"))


def _counted(figures: Sequence[Finding[Figure]], at: int) -> Finding[Figure] | None:
    """The number of those to whom it was done: the nearest count of the sentence."""
    counts = [
        figure
        for figure in figures
        if figure.value.unit == "1" and figure.value.change is None and figure.value.of
    ]
    return min(counts, key=lambda figure: abs(figure.span.start - at), default=None)


def _named(said: str, told: Told, sentence: Sentence) -> str | None:
    """A name near the act: of a person, or of a body in quotes; not that of a place."""
    for mark in (*sentence.places, *sentence.periods):
        here = sentence.chars(mark.i, mark.j).shift(-sentence.span.start)
        said = said[: here.start] + "." * (here.end - here.start) + said[here.end :]
    quoted = [(match.group(), match.start()) for match in _QUOTED.finditer(said)]
    found = quoted + list(_runs(_QUOTED.sub(lambda match: "." * len(match.group()), said)))
    nearest = min(found, key=lambda item: abs(item[1] - told.start), default=None)
    return nearest[0] if nearest else None


def _runs(said: str) -> Iterator[tuple[str, int]]:
    """Two to four words with capitals side by side, as people are named, and where they stand."""
    for stretch in _WORDS.finditer(said):
        run: list[re.Match[str]] = []
        for word in [*re.finditer(r"[^\W\d_]+", stretch.group()), None]:
            if word and word.group()[0].isupper() and not word.group().isupper():
                run.append(word)
                continue
            if 2 <= len(run) <= 4:
                start = run[0].start()
                yield stretch.group()[start : run[-1].end()], stretch.start() + start
            run = []
