"""The stages in order: sentences that may name an act, references, acts, countries, changes, dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dalil.findings.figures.find import day_of
from dalil.findings.figures.grammar import grammar
from dalil.findings.figures.sentence import Sentence
from dalil.findings.figures.tokens import alike, tokens_of
from dalil.findings.laws.change import Changes, Verdict, find_places
from dalil.findings.laws.mentions import Mention, find_mentions
from dalil.findings.laws.resolve import Bench, resolve_acts, resolve_countries
from dalil.findings.laws.vocabulary import Reading, Vocabulary, vocabulary
from dalil.findings.laws.when import Date, date_of, find_dates
from dalil.findings.sentences import sentences, stretches
from dalil.model import Finding, Law, Span, Tool

TOOL = Tool("dalil.laws", "1")


def find_laws(
    text: str,
    *,
    language: str,
    published: str | None = None,
    regions: Sequence[Span] | None = None,
) -> list[Finding[Law]]:
    """Every reference to legislation in ``text``, in order of position.

    ``language`` is a BCP 47 tag; in one without ``laws.toml`` nothing is found. ``published`` is the
    text's day (ISO 8601), against which words like "last year" resolve. ``regions`` are the stretches
    to search; without them, the text's paragraphs. An act that one sentence names in short is looked
    for in all others.
    """
    words = vocabulary(language.replace("_", "-").split("-")[0].lower() or "und")
    plain = alike(text)
    if not words.known or words.gate.search(plain) is None:
        return []
    day = day_of(published)
    rules = grammar(words.code)
    read: list[tuple[Bench, Sentence]] = []
    others: list[Span] = []
    for region in stretches(text, regions):
        for span in sentences(plain, region, rules.lang):
            if words.gate.search(plain, span.start, span.end) is None:
                others.append(span)
                continue
            sentence = Sentence(span, tokens_of(plain, span), rules)
            sentence.published = day
            reading = words.read(sentence.tokens)
            mentions, acts = find_mentions(sentence, reading, words, text)
            read.append((Bench(span, reading, mentions, acts), sentence))
    if not any(bench.mentions for bench, _ in read):
        return []
    return _told(text, plain, words, read, others)


def _told(
    text: str,
    plain: str,
    words: Vocabulary,
    read: list[tuple[Bench, Sentence]],
    others: list[Span],
) -> list[Finding[Law]]:
    benches = [bench for bench, _ in read]
    changes = [Changes(bench, words) for bench in benches]
    resolve_acts(benches, [find_places(change) for change in changes])
    everything = [*benches, *(Bench(span, words.read(tokens_of(plain, span))) for span in others)]
    everything.sort(key=lambda bench: bench.span.start)
    for bench in everything:
        bench.countries = list(_countries(bench.reading, words, text))
    named = resolve_countries(everything)
    found: list[Finding[Law]] = []
    for (bench, sentence), change in zip(read, changes, strict=True):
        verdicts = change.judge()
        dates = find_dates(sentence, change)
        for mention in bench.mentions:
            verdict = verdicts.get(id(mention))
            date = date_of(verdict, dates, change) if verdict else None
            if verdict and verdict.happens and date:  # "will take effect on 1 January"
                verdict.change = verdict.happens
            found.append(_finding(mention, bench, named.get(id(mention)), verdict, date))
    return found


def _countries(reading: Reading, words: Vocabulary, text: str) -> Iterable[tuple[int, str, Span]]:
    """The countries that a sentence names; not peoples' languages."""
    tokens = reading.tokens
    at = 0
    while at < len(tokens):
        found = reading.get("country", at)
        if found is None:
            at += 1
            continue
        end, code = found
        tongue = reading.end("language_of", end) is not None or (
            reading.low(at - 1) == "in" and (end == len(tokens) or tokens[end].kind != "w")
            and code not in reading.text(at) and reading.text(at).endswith(("kh", "ek", "jik", "yz"))
        )  # fmt: skip
        if not tongue and not (tokens[at].text == "РТ" and "аджик" not in text):
            yield at, code, Span(tokens[at].start, tokens[end - 1].end)
        at = end


def _finding(
    mention: Mention,
    bench: Bench,
    country: tuple[str, Span] | None,
    verdict: Verdict | None,
    date: Date | None,
) -> Finding[Law]:
    name, code = mention.name, country[0] if country else None
    key = name.key if name is not None else None
    if key is not None and name is not None and name.kind != "treaty" and code is not None:
        key = f"{code.lower()}/{key}"
    law = Law(
        act=name.name if name is not None else None,
        country=code,
        article=mention.article.said if mention.article else None,
        part=mention.part.said if mention.part else None,
        paragraph=mention.paragraph,
        change=verdict.change if verdict else None,
        when=date.iso if date else None,
        key=key,
    )
    rules = [
        *mention.rules,
        *([f"{verdict.rule}.{verdict.change}"] if verdict else []),
        *(["when"] if date else []),
    ]
    return Finding(
        kind="law",
        span=_chars(bench, mention.i, mention.j),
        context=bench.span,
        value=law,
        parts=_parts(mention, bench, country, verdict, date),
        rules=tuple(dict.fromkeys(rule for rule in rules if rule)),
        finder=TOOL,
    )


def _parts(
    mention: Mention,
    bench: Bench,
    country: tuple[str, Span] | None,
    verdict: Verdict | None,
    date: Date | None,
) -> dict[str, tuple[Span, ...]]:
    parts: dict[str, tuple[Span, ...]] = {}
    if mention.act is not None:
        parts["act"] = (_chars(bench, mention.act.i, mention.act.j),)
    if country is not None:
        parts["country"] = (country[1],)
    if mention.article is not None:
        parts["article"] = (_chars(bench, mention.article.i, mention.article.j),)
    if mention.part is not None:
        parts["part"] = (_chars(bench, mention.part.i, mention.part.j),)
    if mention.paragraph_at:
        parts["paragraph"] = tuple(_chars(bench, i, j) for i, j in mention.paragraph_at)
    if verdict is not None:
        parts["change"] = (_chars(bench, verdict.i, verdict.j),)
    if date is not None:
        parts["when"] = (_chars(bench, date.i, date.j),)
    return parts


def _chars(bench: Bench, i: int, j: int) -> Span:
    tokens = bench.reading.tokens
    return Span(tokens[i].start, tokens[max(i, j - 1)].end)
