"""The names of a text: bodies first, then who has a given name, places, and family names alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dalil.findings.names.bodies import bodies
from dalil.findings.names.full import body_in_full, person_in_full
from dalil.findings.names.people import people, surnames
from dalil.findings.names.places import places
from dalil.findings.names.words import Rules, Word, hot, rules, words
from dalil.findings.sentences import paragraphs, sentences
from dalil.lang import load
from dalil.lang.gazetteer import by_key
from dalil.lang.inflection import bases
from dalil.model import Finding, Name, Span, Tool

FINDER = Tool("dalil.names", "1")
_OPEN, _CLOSE = '«“„"', '»”“"'


@dataclass(slots=True)
class _Mention:
    """A name where it stands, before the whole article is known."""

    kind: Literal["person", "organisation", "place"]
    words: Sequence[Word]
    span: Span
    context: Span
    rule: str
    full: str
    keys: tuple[str, ...] = ()


def find_names(
    text: str,
    *,
    language: str,
    regions: Sequence[Span] | None = None,
    countries: Iterable[str] = (),
) -> list[Finding[Name]]:
    """Persons, organisations and places that ``text`` names, in order of the text.

    ``language`` is BCP 47. ``regions`` are the parts of ``text`` to search, all unless given.
    ``countries`` (ISO 3166-1 alpha-2) are those that the article concerns: of several places of one
    name, theirs are meant. ``Name.full`` is the fullest form that
    the text has, in its ground form; ``Name.key`` the gazetteer's, where one place alone is meant.
    """
    lang = load(language)
    known = rules(lang.code)
    nearer = tuple(countries)
    mentions: list[_Mention] = []
    for paragraph in paragraphs(text) if regions is None else regions:
        for sentence in sentences(text, paragraph, lang):
            mentions += _of_sentence(text, sentence, known, nearer)
    _again(text, mentions, known)
    _in_full(mentions, known)
    mentions.sort(key=lambda mention: mention.span)
    return [_finding(mention) for mention in mentions if mention.rule]


def _of_sentence(
    text: str, sentence: Span, known: Rules, countries: tuple[str, ...]
) -> list[_Mention]:
    found = words(text, sentence.start, sentence.end, known.code)
    starts = hot(found)
    if not starts:
        return []
    free = [True] * len(found)
    _leave_out_streets(found, starts, free, known)
    mentions = []
    for first, end, rule in bodies(text, found, starts, known):
        mentions.append(_body(text, found[first:end], sentence, rule, known))
        _take(free, first, end)
    for first, end, rule in people(text, found, starts, free, known):
        mentions.append(_person(text, found[first:end], sentence, rule, known))
        _take(free, first, end)
    for first, end, rule, keys in places(found, starts, free, known, countries):
        mentions.append(_place(text, found[first:end], sentence, rule, keys, known.code))
        _take(free, first, end)
    for first, end, rule in surnames(found, starts, free, known):
        mentions.append(_person(text, found[first:end], sentence, rule, known))
        _take(free, first, end)
    left = [found[i] for i in starts if free[i] and _name_like(found[i])]
    mentions += [_person(text, [word], sentence, "", known) for word in left]
    return mentions


def _leave_out_streets(
    found: Sequence[Word], starts: list[int], free: list[bool], known: Rules
) -> None:
    """Names of streets: nobody is meant by them."""
    for k in starts:
        if not found[k].told.street:
            continue
        step = 1 if known.streets else -1
        at = k + step
        while 0 <= at < len(found) and found[at].told.capital and found[max(at, at - step)].joined:
            free[at] = False
            at += step


def _name_like(word: Word) -> bool:
    """What may be a family name if the article has said it in full: kept until that is known."""
    told = word.told
    return told.capital and not (told.upper or told.common or told.title) and len(word.text) > 3


def _take(free: list[bool], first: int, end: int) -> None:
    free[first:end] = [False] * (end - first)


def _body(text: str, of: Sequence[Word], sentence: Span, rule: str, known: Rules) -> _Mention:
    start, end = of[0].start, of[-1].end
    if rule == "body.quoted":
        if start and text[start - 1] in _OPEN:
            start -= 1
        if text[end : end + 1] and text[end] in _CLOSE:
            end += 1
    full = body_in_full(of, text, known)
    if rule == "body.quoted":
        full = (
            full.replace(text[of[0].start : of[-1].end], text[start:end]) if full in text else full
        )
        full = _quotes_closed(full)
    return _Mention("organisation", of, Span(start, end), sentence, rule, full)


def _quotes_closed(name: str) -> str:
    if "«" in name and "»" not in name:
        return name + "»"
    return "«" + name if "»" in name and "«" not in name else name


def _person(text: str, of: Sequence[Word], sentence: Span, rule: str, known: Rules) -> _Mention:
    end = of[-1].end
    if of[-1].text.endswith(("'s", "’s")):
        end -= 2
    if len(of[-1].text) == 1 and text[end : end + 1] == ".":
        end += 1
    start = of[0].start
    full = person_in_full(of, known)
    if rule == "person.initials":
        parts = full.split(" ")
        full = " ".join([*(f"{part}." for part in parts[:-1]), parts[-1]])
    return _Mention("person", of, Span(start, end), sentence, rule, full)


def _place(
    text: str,
    of: Sequence[Word],
    sentence: Span,
    rule: str,
    keys: tuple[str, ...],
    language: str,
) -> _Mention:
    end = of[-1].end
    if of[-1].text.endswith(("'s", "’s")):
        end -= 2
    span = Span(of[0].start, end)
    place = by_key(keys[0]) if len(keys) == 1 else None
    full = place.title(language) if place is not None else span.of(text)
    return _Mention("place", of, span, sentence, rule, full, keys)


def _again(text: str, mentions: list[_Mention], known: Rules) -> None:
    """Words with a capital that are the family name of somebody whom the article names in full."""
    names = {
        mention.full.split()[-1].lower()
        for mention in mentions
        if mention.kind == "person" and mention.rule and len(mention.words) > 1
    }
    for mention in mentions:
        if mention.rule == "" and not names.isdisjoint(
            bases(mention.words[0].text.lower(), known.code)
        ):
            mention.rule = "person.again"


def _in_full(mentions: list[_Mention], known: Rules) -> None:
    """Give each family name alone the fullest form: who was named before, else who is named later."""
    persons = [m for m in mentions if m.kind == "person" and m.rule]
    whole = [m for m in persons if len(m.words) > 1]
    by_part: dict[str, list[_Mention]] = {}
    for mention in whole:
        parts = mention.full.lower().split()
        for part in {parts[0], parts[-1]}:
            by_part.setdefault(part, []).append(mention)
    for mention in persons:
        if len(mention.words) > 1:
            continue
        for form in bases(mention.words[0].text.lower(), known.code):
            if those := by_part.get(form):
                before = [m for m in those if m.span < mention.span]
                mention.full = (before or those)[-1 if before else 0].full
                break


def _finding(mention: _Mention) -> Finding[Name]:
    key = mention.keys[0] if len(mention.keys) == 1 else None
    reasons = (f"may be one of {len(mention.keys)} places",) if len(mention.keys) > 1 else ()
    return Finding(
        kind="name",
        span=mention.span,
        context=mention.context,
        value=Name(type=mention.kind, full=mention.full, key=key),
        rules=(mention.rule,),
        reasons=reasons,
        finder=FINDER,
    )
