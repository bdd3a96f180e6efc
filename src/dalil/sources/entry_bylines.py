"""The byline of an entry: what the page calls an author, what "by" precedes, or a name beside the date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dalil.lang.calendar import calendar
from dalil.lang.listings import bare, listing_words
from dalil.page.bylines import Byline, byline_prefix, looks_like_names, read_byline
from dalil.page.dates import date_span
from dalil.sources import addresses
from dalil.sources.entry_texts import is_more
from dalil.sources.lines import Line
from dalil.sources.tree import Element, Run
from dalil.sources.weights import weigh

_SENTENCE = 40  # letters of a line that tells something, if a full stop ends it
_META = 140  # characters of a line that may hold a byline
_CUTS = re.compile(r"\s*[|•·\u2022\u00b7]\s*|\s+[–—/-]\s+|\s{2,}|\t")
_BY = re.compile(
    r"\b(?:by|von|por|par|автор:?|авторы:?|авторлары:?|muallif:?|муаллиф:?|автору:?|作者[:：]?)\s+",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<!\d)[012]?\d[:.][0-5]\d(?!\d)")
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What names of a page are called, bare: its outlet's, and its menu's, which is no author."""

    outlet: frozenset[str]
    rubrics: frozenset[str]


def entry_byline(lines: list[Line], rubrics: frozenset[str]) -> Byline | None:
    """The byline of one entry; ``rubrics`` are the page's menu words, which nobody is called."""
    for texts in (_named_by_markup(lines), _labelled(lines)):
        for text in texts:
            if bare(text) in rubrics:
                continue
            byline = _clean(text)
            if byline is not None and weigh(byline.printed) > 1:  # a letter is a picture's stand-in
                return byline
    return None


def unlabelled(lines: list[Line], names: Names) -> str | None:
    """What could be a name beside the date, by its shape alone; the whole page decides on it."""
    for line in lines:
        if not line.title and (
            len(line.text) > 80 or line.hints & {"rubric", "comments", "caption", "teaser"}
        ):
            continue
        parts = [run.line for run in line.beside] if line.title else [*_parts(line), *_cells(line)]
        for part in parts:
            folded = bare(part)
            if (
                (looks_like_names(part) or folded in names.outlet)
                and folded not in names.rubrics
                and not _is_rubric_link(line, part)
            ):
                return part
    return None


def agreed(guesses: list[str | None], outlet: frozenset[str]) -> bool:
    """Whether names without a label are bylines: most entries have one, and several persons write.

    The outlet may stand where persons do elsewhere; its name alone bears nothing out.
    """
    named = [guess for guess in guesses if guess]
    persons = Counter(guess for guess in named if bare(guess) not in outlet)
    writers = len(persons) + (persons.total() < len(named))
    return (
        len(guesses) >= 3
        and len(named) >= 0.6 * len(guesses)
        and writers >= 3
        and len(persons) >= 2
        and persons.most_common(1)[0][1] <= 0.7 * len(named)
    )


def in_the_same_place(guesses: list[str | None], lines: list[list[Line]]) -> list[str | None]:
    """The guesses, and what stands where they do in the other entries: "Readers' desk"."""
    places = Counter(
        place
        for guess, own in zip(guesses, lines, strict=True)
        if guess
        for line in own
        for run in line.runs
        if " ".join(run.text.split()) == guess and (place := _place(run))
    )
    if not places or places.most_common(1)[0][1] * 2 < sum(map(bool, guesses)):
        return guesses
    usual = places.most_common(1)[0][0]
    return [guess or _at_place(own, usual) for guess, own in zip(guesses, lines, strict=True)]


def _place(run: Run) -> tuple[str, str] | None:
    names = run.parent.attributes.get("class") or ""
    return (run.parent.tag, names) if names else None


def _at_place(lines: list[Line], place: tuple[str, str]) -> str | None:
    """The only text of an entry at a place, if it could name somebody."""
    texts = [
        " ".join(run.text.split())
        for line in lines
        if not line.title
        for run in line.runs
        if _place(run) == place
    ]
    if len(texts) != 1 or not texts[0][:1].isupper() or len(texts[0]) > 50:
        return None
    told = any(char.isdigit() for char in texts[0]) or is_more(texts[0]) or date_span(texts[0])
    return None if told else texts[0]


def _named_by_markup(lines: list[Line]) -> Iterator[str]:
    for line in lines:
        if not line.title and (len(line.text) > _META or "comments" in line.hints):
            continue
        runs = line.beside if line.title else line.runs
        marked = [run for run in runs if _is_author(run, line.headline_at)]
        if marked:
            first, last = runs.index(marked[0]), runs.index(marked[-1])
            yield "".join(run.text for run in runs[first : last + 1])


def _is_author(run: Run, headline_at: int) -> bool:
    if run.anchor is not None and run.anchor.url:
        if addresses.is_author(run.anchor.url):
            return True
        if addresses.is_comments(run.anchor.url) or "rubric" in run.anchor.hints:
            return False
    element: Element | None = run.parent
    for _ in range(3):
        if element is None or ("date" in element.hints and "author" not in element.hints):
            return False
        if element.start <= headline_at < element.end:
            return False
        if "author" in element.hints:
            return True
        element = element.parent
    return False


def _labelled(lines: list[Line]) -> Iterator[str]:
    for line in lines:
        if line.title or len(line.text) > _META or "caption" in line.hints:
            continue
        if _by_words().isdisjoint(_WORDS.findall(line.text.casefold())):
            continue
        told = line.text[-1:] in ".!?…" and line.weight >= _SENTENCE
        for number, part in enumerate(_parts(line)):
            if told and number:  # "… on 12 May by two engineers."
                break
            if byline_prefix(part):
                yield part
            else:
                match = _BY.search(part)
                if match and _may_precede(part[: match.start()]):
                    yield part[match.end() :]


@cache
def _by_words() -> frozenset[str]:
    """The first words of all that can precede a name: a line without any of them labels none."""
    first = {_WORDS.findall(label)[0] for label in listing_words().byline_before}
    return frozenset(first.union(_WORDS.findall(_BY.pattern)))


@cache
def _alone() -> frozenset[str]:
    """What precedes a name, as the label above a cell prints it: "Authors" without its colon."""
    return frozenset(bare(label) for label in listing_words().byline_before)


def _may_precede(text: str) -> bool:
    """Whether what stands before "by" is nothing, a date or a count: "49 points by"."""
    words = bare(text).split()
    counted = len(words) == 2 and words[0].isdigit() and words[1] in listing_words().comments
    return not words or counted or date_span(text) is not None


def _parts(line: Line) -> Iterator[str]:
    """A meta line, cut at its marks and around its date."""
    for part in _CUTS.split(_without_service_links(line)):
        found = date_span(part)
        if found is None:
            yield part.strip()
        else:
            yield part[: found[0]].strip(" ,-–—|@")
            yield part[found[1] :].strip(" .,-–—|@")


def _cells(line: Line) -> Iterator[str]:
    """The texts of a short line that have an element each: "12 May", "Anna Kim", "120"."""
    if len({id(run.parent) for run in line.runs}) > 1:
        yield from (" ".join(run.text.split()) for run in line.runs)


def _without_service_links(line: Line) -> str:
    """A line's text with a cut where a more link, a comments link or a rubric stands."""
    pieces: list[str] = []
    for run in line.runs:
        anchor = run.anchor
        serves = anchor is not None and (
            "rubric" in anchor.hints
            or "comments" in anchor.hints
            or addresses.is_comments(anchor.url or "")
            or (len(run.text) < 40 and is_more(run.text))
        )
        pieces.append(" | " if serves else run.text)
    return " ".join("".join(pieces).split())


def _is_rubric_link(line: Line, part: str) -> bool:
    """Whether a part of a line links to a rubric or a file, which are no persons."""
    return any(
        run.anchor is not None
        and run.anchor.url is not None
        and part in run.text
        and (
            addresses.is_rubric(run.anchor.url)
            or addresses.is_file(run.anchor.url)
            or "rubric" in run.anchor.hints
        )
        for run in line.runs
    )


def _clean(text: str) -> Byline | None:
    """The name of a byline cell: without the date and what follows it, counts and rubrics."""
    text = " ".join(text.split())
    found = date_span(text)
    if found is not None:
        before, after = text[: found[0]].strip(" ,-–—|•·@"), text[found[1] :].strip(" ,-–—|•·@")
        text = _BY.split(after)[-1] if not _meant(before) else before
    text = _without_small_words(_CLOCK.split(re.split(r"\s*[|•·]\s*", text)[0])[0].rstrip(" ,"))
    for word in listing_words().rubric_before:
        at = text.casefold().find(f" {word} ")
        if at > 0:
            text = text[:at]
    if bare(text) in listing_words().comments or bare(text) in listing_words().more:
        return None
    if not _meant(text):
        return None
    byline = read_byline(text)
    if byline is None or sum(char.isdigit() for char in byline.printed) > 4:
        return None
    return byline


def _without_small_words(text: str) -> str:
    """``text`` without the "on" or "at" that led to a date behind it."""
    words = text.split()
    while len(words) > 1 and words[-1].casefold() in calendar(None).before:
        words.pop()
    return " ".join(words)


def _meant(text: str) -> bool:
    """Whether a text says more than "posted on" or "by"."""
    words = bare(text).split()
    return (
        bool(words)
        and " ".join(words) not in _alone()
        and not all(word in calendar(None).before or word in {"by", "in"} for word in words)
    )
