"""The query language.

::

    query   =  group ("OR" group)*
    group   =  part+                                all of them; "AND" between them says the same
    part    =  ("-" | "NOT") part | "(" query ")" | operator ":" value | value
    value   =  "words in quotes" | word | begin*

Nothing is refused: what cannot be read is left out or taken as words, and a note says so. Linear in
the length of the query, which is cut at ``LONGEST``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dalil.lang.stems import words
from dalil.model import Note, Source
from dalil.query.operators import BY_NAME, Unread, yes
from dalil.query.tree import And, Dated, Node, Question, Words, both, either, negated

LONGEST = 1000  #       characters
MOST = 48  #            words and operators
DEEPEST = 16  #         parentheses within parentheses
SHORTEST_PREFIX = 3

_TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<sign>[()|]|-(?=[^\s\-]))
    | (?P<name>[^\W\d_]+):(?!//)(?:(?=[^\s:])|\s+(?=[<>=≥≤\d"]))  # with something behind it
    | ["“”„«»](?P<phrase>[^"“”„«»]*)(?P<close>["“”„«»]?)
    | (?P<word>[^\s()"“”„«»|]+)
    """,
    re.VERBOSE,
)
_JOINS = {
    "OR": "OR",
    "ИЛИ": "OR",
    "НЕМЕСЕ": "OR",
    "|": "OR",
    "AND": "AND",
    "&": "AND",
    "NOT": "NOT",
}


def parse(query: str, sources: Sequence[Source] = ()) -> Question:
    """Read a query; ``sources`` are those that ``source:`` may name. Never raises."""
    return _Reader(query, sources).read()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  #        "(", ")", "-", "OR", "AND", "NOT", "name", "phrase", "word"
    text: str


@dataclass(slots=True)
class _Reader:
    query: str
    sources: Sequence[Source]
    notes: list[Note] = field(default_factory=list)
    tokens: list[_Token] = field(default_factory=list)
    at: int = 0
    taken: int = 0
    depth: int = 0
    exact: bool = False

    def read(self) -> Question:
        if len(self.query) > LONGEST:
            self._note(str(LONGEST), "long")
        self.tokens = list(self._tokens(self.query[:LONGEST]))
        parts = []
        while self.at < len(self.tokens):
            parts.append(self._query())
            if self.at < len(self.tokens):  # a closing parenthesis that nothing opened
                self.at += 1
                self._note(")", "parenthesis")
        tree = both(*parts)
        self._check_period(tree)
        return Question(tree=tree, exact=self.exact, notes=tuple(dict.fromkeys(self.notes)))

    def _note(self, given: str, code: str) -> None:
        self.notes.append(Note(given if len(given) <= 60 else given[:59] + "…", code))

    def _tokens(self, query: str) -> list[_Token]:
        made = []
        for found in _TOKEN.finditer(query):
            kind = found.lastgroup
            if kind == "sign":
                made.append(_Token(_JOINS.get(found[0], found[0]), found[0]))
            elif kind == "name":
                made.append(_Token("name", found["name"]))
            elif kind == "close":
                if not found["close"] and found["phrase"].strip():
                    self._note(" ".join(found["phrase"].split()[:3]), "quote")
                made.append(_Token("phrase", found["phrase"]))
            elif kind == "word" and found[0].endswith(":") and found[0][:-1].lower() in BY_NAME:
                self._note(found[0][:-1], "empty")
            elif kind == "word":
                made.append(_Token(_JOINS.get(found[0], "word"), found[0]))
        return made

    # ── the grammar ──────────────────────────────────────────────────────────────────────────────

    def _kind(self) -> str | None:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else None

    def _query(self) -> Node | None:
        groups, joined = [self._group()], None
        while self._kind() == "OR":
            joined = self.tokens[self.at].text
            self.at += 1
            groups.append(self._group())
        there = [group for group in groups if group is not None]
        if joined and len(there) < len(groups):
            self._note(joined, "alone")
        return either(there)

    def _group(self) -> Node | None:
        parts: list[Node | None] = []
        while self._kind() not in (None, "OR", ")"):
            if self._kind() == "AND":
                self.at += 1
                continue
            parts.append(self._part())
        return both(*parts)

    def _part(self) -> Node | None:
        negative = False
        while self._kind() in ("-", "NOT"):
            negative = not negative
            self.at += 1
        if self._kind() in (None, "OR", "AND", ")"):
            self._note("-", "alone")
            return None
        token = self.tokens[self.at]
        part = self._within() if token.kind == "(" else self._value()
        return negated(part) if part is not None and negative else part

    def _within(self) -> Node | None:
        self.at += 1
        if self.depth == DEEPEST:
            self._skip()
            return None
        self.depth += 1
        part = self._query()
        self.depth -= 1
        if self._kind() == ")":
            self.at += 1
        else:
            self._note("(", "parenthesis")
        return part

    def _skip(self) -> None:
        self._note(str(DEEPEST), "deep")
        open_now = 1
        while open_now and self.at < len(self.tokens):
            open_now += {"(": 1, ")": -1}.get(self.tokens[self.at].kind, 0)
            self.at += 1

    def _value(self) -> Node | None:
        token = self.tokens[self.at]
        self.at += 1
        if self.taken == MOST:
            self._note(str(MOST), "many")
            if token.kind == "name" and self._kind() in ("word", "phrase"):
                self.at += 1
            return None
        self.taken += 1
        if token.kind == "name":
            return self._operator(token.text)
        return self._words(token.text)

    def _operator(self, given: str) -> Node | None:
        name = given.lower()
        if self._kind() not in ("word", "phrase"):
            self._note(given, "empty")
            return None
        value = self.tokens[self.at].text.strip()
        self.at += 1
        if name == "exact":
            return self._exactly(value)
        if name not in BY_NAME:
            self._note(given, "operator")
            return self._words(f"{given} {value}")
        try:
            return BY_NAME[name].read(value, self.sources)
        except Unread as unread:
            self._note(value or f"{given}:", unread.code)
            return unread.instead

    def _exactly(self, value: str) -> Node | None:
        try:
            self.exact = yes(value)
        except Unread:
            folded = tuple(words(value))
            return Words(folded, exact=True) if folded else None
        return None

    def _words(self, text: str) -> Node | None:
        prefix = text.endswith("*")
        folded = tuple(words(text))
        if not folded:
            if text.strip():
                self._note(text, "signs")
            return None
        if "*" in text.rstrip("*") or (prefix and len(folded[-1]) < SHORTEST_PREFIX):
            self._note(text, "wildcard")
            prefix = False
        return Words(folded, exact=prefix, prefix=prefix)

    def _check_period(self, tree: Node | None) -> None:
        dates = [p for p in (tree.parts if isinstance(tree, And) else ()) if isinstance(p, Dated)]
        firsts = [one.first for one in dates if one.first]
        lasts = [one.last for one in dates if one.last]
        if firsts and lasts and max(firsts) > min(lasts) + "~":
            self._note(f"{max(firsts)} – {min(lasts)}", "backwards")
