"""Phrases of a table found in a text: "detain*|taken into custody", a star for any ending."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dalil.lang.stems import spans

LONGEST = 2000  # characters of a sentence that are looked at
_HEAD = 3  # characters of their first word by which phrases are looked up

Placed = tuple[str, int, int]
"""A folded word and where it stands."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a phrase stands for, and the characters that say so."""

    name: str
    start: int
    end: int


class Phrases:
    """The phrases of a table, by the beginning of their first word."""

    def __init__(self, rows: Mapping[str, str]) -> None:
        """``rows``: for each name its phrases, with a bar between."""
        self._by_head: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, phrases in rows.items():
            for phrase in phrases.split("|"):
                parts = tuple(_words(phrase))
                if parts:
                    head = parts[0].rstrip("*")[:_HEAD]
                    self._by_head.setdefault(head, []).append((parts, name))

    def told(self, text: str) -> Iterator[Told]:
        """What stands in ``text``, in order; the longest phrase holds. Words are used once."""
        words = spans(text[:LONGEST])
        at = 0
        while at < len(words):
            name, length = self._longest(words, at)
            if name:
                yield Told(name, words[at][1], words[at + length - 1][2])
            at += length

    def _longest(self, words: list[Placed], at: int) -> tuple[str | None, int]:
        best, length = None, 1
        for phrase, name in self._by_head.get(words[at][0][:_HEAD], ()):
            n = len(phrase)
            longer = best is None or n > length
            if longer and len(words) - at >= n and _fits(phrase, words, at):
                best, length = name, n
        return best, length


def _fits(phrase: tuple[str, ...], words: list[Placed], at: int) -> bool:
    return all(
        words[at + k][0].startswith(part[:-1]) if part.endswith("*") else words[at + k][0] == part
        for k, part in enumerate(phrase)
    )


def _words(phrase: str) -> Iterator[str]:
    """A phrase's words as a text's are told apart, a star kept where it stands."""
    for piece in phrase.split():
        own = [word for word, _, _ in spans(piece.rstrip("*"))]
        yield from own[:-1]
        if own:
            yield own[-1] + ("*" if piece.endswith("*") else "")
