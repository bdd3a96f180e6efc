"""What a language knows of quotations: ``quotes.toml`` as phrases that are found in tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dalil.findings.figures.tokens import Token, alike, tokens_of
from dalil.lang import load
from dalil.lang.lexicon import Endings, Lexicon, Phrasebook, phrases
from dalil.model import Span

CUES = frozenset(
    f"cue.{kind}"
    for kind in ("say", "state", "hold", "dedi", "ask", "utter", "call", "read", "by", "by own")
)
SPEECH = CUES - {"cue.call", "cue.by", "cue.by own"}
"""What stands beside words in quotation marks or behind a dash."""

Marks = dict[str, dict[int, int]]
"""By kind of phrase, at which token one begins and where it ends."""


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of a language, and the endings that its names and clauses have."""

    code: str
    book: Phrasebook
    turkic: bool  #                     the verb of saying stands last, "деп" before it
    endings: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]
    nouns: frozenset[str]  #            of speakers, without an ending
    known: bool  #                      False: the language has no table, nothing is found

    def marks(self, tokens: Sequence[Token]) -> Marks:
        """Every phrase in a paragraph."""
        return self.book.marks(tokens)

    def generic(self, said: str) -> bool:
        """Whether a role begins with a word that may stand for another: "head", "official"."""
        tokens = tokens_of(alike(said), Span(0, len(said)))
        return 0 in self.marks(tokens).get("word.generic", {})


@lru_cache(maxsize=32)
def words_of(language: str) -> Words:
    """The words of a language (BCP 47), kept."""
    lang = load(language)
    table, own = lang.table("quotes"), lang.table("words")
    lexicon = Lexicon(Endings(own.get("endings", ()), own.get("layers", ())))
    verbs = own.get("class", {}).get("verb", ()) if lang.code == "en" else ()
    for kind, listed in [*_kinds(table), ("word.verb", verbs)]:
        for phrase in phrases(listed):
            lexicon.add(kind, phrase, phrase)
    return Words(
        code=lang.code,
        book=Phrasebook(lexicon),
        turkic="dep" in table.get("words", {}),
        endings={name: tuple(ends) for name, ends in table.get("endings", {}).items()},
        nouns=frozenset(
            phrase.rstrip("*")
            for table_name in ("roles", "others")
            for listed in table.get(table_name, {}).values()
            for phrase in phrases(listed)
        ),
        names={name: tuple(ends) for name, ends in table.get("names", {}).items()},
        known=bool(table.get("cue")),
    )


def _kinds(table: Mapping[str, Any]) -> list[tuple[str, Any]]:
    found = [(f"cue.{row['is']}", row["phrases"]) for row in table.get("cue", ())]
    found += [(f"word.{name}", listed) for name, listed in table.get("words", {}).items()]
    for row in table.get("pronoun", ()):
        of = row.get("gender") or row.get("stands") or "any"
        found.append((f"pronoun.{of}", row["words"]))
    found += [(f"role.{name}", listed) for name, listed in table.get("roles", {}).items()]
    found += [(f"other.{name}", listed) for name, listed in table.get("others", {}).items()]
    return found
