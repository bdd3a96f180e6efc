"""The stages in order: paragraphs, words in marks, retold clauses, fragments, speakers."""

from __future__ import annotations

from collections.abc import Sequence

from dalil.findings.figures.tokens import alike
from dalil.findings.quotes import retold, spoken, turkic
from dalil.findings.quotes.line import Line
from dalil.findings.quotes.people import People, Speaker, own_of
from dalil.findings.quotes.told import Told
from dalil.findings.quotes.words import words_of
from dalil.findings.sentences import stretches
from dalil.model import Finding, Quotation, Span, Tool

TOOL = Tool("dalil.quotes", "1")


def find_quotes(
    text: str,
    *,
    language: str,
    published: str | None = None,
    regions: Sequence[Span] | None = None,
) -> list[Finding[Quotation]]:
    """Every quotation of ``text``, direct, partial or indirect, in order of position.

    ``language`` is a BCP 47 tag; of a language without ``quotes.toml`` nothing is found.
    ``regions`` are the stretches to search, each treated as a paragraph; without them, the text's
    paragraphs. Who speaks is resolved within the text: "he" and "the minister" become the name
    that stands elsewhere. ``published`` is taken as every finder takes it; no rule needs it.
    What a quotation is: ``gold/QUOTES.md``. Raises nothing.
    """
    words = words_of(language)
    if not words.known:
        return []
    plain = alike(text)
    lines: list[Line] = []
    told: list[Told] = []
    for span in stretches(text, regions):
        line = Line(text, plain, span, words)
        spoke = bool(told) and told[-1].form == "direct" and told[-1].line is lines[-1]
        told += _of_line(line, before_spoke=spoke)
        lines.append(line)
    if not told:
        return []
    people = People(words)
    for line in lines:
        people.learn(line)
    for one in told:
        people.hear(one.who)
    return [_finding(one, _speaker(one, people)) for one in told]


def _of_line(line: Line, *, before_spoke: bool) -> list[Told]:
    direct = spoken.spoken(line, before_spoke=before_spoke)
    if line.words.turkic:
        found = direct + turkic.retold(line, direct)
        if not found and (told := retold.headline(line)):
            found = [told]
        return sorted(found, key=lambda t: t.begin)
    clauses = retold.retold(line, direct)
    if not clauses and not direct and (told := retold.headline(line)):
        clauses = [told]
    found = sorted(direct + clauses, key=lambda t: t.begin)
    return sorted(found + spoken.called(line, found), key=lambda t: t.begin)


def _speaker(told: Told, people: People) -> Speaker:
    if told.who is not None:
        return people.resolve(told.who)
    line = told.line
    if told.cue is not None and line.at("cue.by own", told.cue[0]) is not None:
        return people.carried(own_of(line, *told.cue))
    return people.carried() if told.goes_on else Speaker(rule="speaker.unknown")


def _finding(told: Told, speaker: Speaker) -> Finding[Quotation]:
    line = told.line
    words = [line.span_of(i, j) for i, j in told.pieces]
    cue = line.span_of(*told.cue) if told.cue else None
    spans = {
        "words": words,
        "verbatim": [line.span_of(i, j) for i, j in told.verbatim],
        "speaker": [speaker.span] if speaker.span else [],
        "role": [speaker.role_span] if speaker.role_span else [],
        "cue": [cue] if cue else [],
        "antecedent": [speaker.antecedent] if speaker.antecedent else [],
    }
    return Finding(
        kind="quote",
        span=Span(words[0].start, words[-1].end),
        context=line.span_of(*told.sentence),
        value=Quotation(
            form=told.form,
            speaker=speaker.name,
            role=speaker.role,
            cue=cue.of(line.text) if cue else None,
        ),
        parts={name: tuple(found) for name, found in spans.items() if found},
        rules=(*told.rules, *([speaker.rule] if speaker.rule else [])),
        finder=TOOL,
    )
