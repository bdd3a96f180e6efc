"""What of an article goes into the index: its wordings as stems and as forms, and its names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dalil.lang.sounds import sound
from dalil.lang.stems import spans, stem, words
from dalil.model import BlockKind
from dalil.store import search
from dalil.store.spellings import LONGEST, SHORTEST, Spelling, root

_ENDS_A_SENTENCE = re.compile(r"[.!?…:;«»“”„\"(\[—–•|]")
_TITLE_CASE = 0.6  # of a text's longer words with a capital: then capitals tell no names


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a wording, and the language that it is in."""

    kind: BlockKind
    text: str
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the index, and the words that it teaches."""

    headline: str
    words: str
    forms: str
    spellings: tuple[Spelling, ...]


def row_of(paragraphs: Iterable[Paragraph]) -> Row:
    """The row of an article, from the paragraphs of all its wordings; each counts once."""
    headline: list[str] = []
    rest: list[str] = []
    forms: list[str] = []
    seen: dict[tuple[str, str], bool] = {}
    for paragraph in dict.fromkeys(paragraphs):
        placed = spans(paragraph.text)
        named = set(_names(paragraph.text, placed))
        made = [stem(form, paragraph.language) for form, _, _ in placed]
        (headline if paragraph.kind == "headline" else rest).append(" ".join(made))
        forms.append(" ".join(f"_{form}" for form, _, _ in placed))
        for (form, start, _), its in zip(placed, made, strict=True):
            seen[form, its] = start in named or seen.get((form, its), False)
    between = f" {search.BETWEEN} "
    return Row(
        headline=between.join(headline),
        words=between.join(rest),
        forms=between.join(forms),
        spellings=tuple(_spellings(seen)),
    )


def _spellings(seen: dict[tuple[str, str], bool]) -> Iterator[Spelling]:
    for (form, its), name in seen.items():
        if SHORTEST <= len(form) <= LONGEST and form.isalpha():
            heard = sound(form)
            if len(heard) >= SHORTEST:
                yield form, its, heard, root(its), name


def _names(text: str, placed: Sequence[tuple[str, int, int]]) -> Iterator[int]:
    """Where words begin that have a capital within a sentence."""
    longer = [start for form, start, _ in placed if len(form) > SHORTEST]
    if sum(text[start].isupper() for start in longer) > _TITLE_CASE * len(longer):
        return
    end_before = 0
    for index, (_, start, end) in enumerate(placed):
        between = text[end_before:start]
        if index and text[start].isupper() and not _ENDS_A_SENTENCE.search(between):
            yield start
        end_before = end


def tags_of(
    source: str, language: str | None, countries: Iterable[str], bylines: Iterable[str]
) -> str:
    """The tags of an article; names of bylines stand apart from each other."""
    tags = [search.tag("s", source)]
    tags += [search.tag("l", language)] if language else []
    tags += [search.tag("c", country) for country in countries]
    for byline in dict.fromkeys(bylines):
        tags += [search.BETWEEN, *(search.author_tag(word) for word in words(byline))]
    return " ".join(tags)
