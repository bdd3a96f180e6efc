"""Full-text search in SQLite's FTS5, and how a query becomes questions to it and to the tables.

The index holds stems of our own making (``lang.stems``), not the text, with the article's key as row
id, so that it walks the newest first. Beside the stems stand the forms as they were written, each
behind a ``_`` (for ``exact:`` and for beginnings), and tags (``c_kz``, ``l_ru``, ``s_gazette``,
``a_oralova``), which filter in the index. Deleting from a table without content needs SQLite 3.43; an
older one gets a table that keeps the stems a second time and answers the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product

from dalil.lang.sounds import sound
from dalil.lang.stems import readings
from dalil.query import Question
from dalil.query.acts import slugs
from dalil.query.tree import (
    And,
    Author,
    Cited,
    Dated,
    Has,
    Node,
    Not,
    Number,
    Or,
    Stated,
    Tag,
    Words,
    leaves,
)
from dalil.store.keys import DAY_BITS, first_key, last_key

CONTENTLESS_SINCE = (3, 43, 0)
BETWEEN = "_"
"""Stands between paragraphs, so that no phrase goes from one into the next."""

WEIGHTS = "5.0, 1.0, 1.0, 0.0"  # of the columns, for relevance: a headline tells more
_STEMS = "{headline words}"
_MOST_PHRASES = 60  # ways to write one phrase
_TAG = re.compile(r"\W+")
_KINDS = {"source": "s", "lang": "l", "place": "c"}

Spellings = Callable[[str], Mapping[str, str]]
"""What else a folded word is in the index: ``{stem: a form of it}``."""


def table_sql(sqlite_version: tuple[int, ...]) -> str:
    """The statement that makes the index, for this SQLite."""
    lean = ", content='', contentless_delete=1" if sqlite_version >= CONTENTLESS_SINCE else ""
    tokenizer = "unicode61 remove_diacritics 0 tokenchars ''_''"
    return (
        f"create virtual table ft using fts5(headline, words, forms, tags{lean}, "
        f"tokenize='{tokenizer}')"
    )


def tag(kind: str, value: str) -> str:
    """A tag as the index holds it: ``tag("c", "KZ")`` is ``c_kz``."""
    return f"{kind}_{_TAG.sub('_', value.lower()).strip('_')}"


def author_tag(word: str) -> str:
    """The tag of one folded word of a byline: by its sound, so that any alphabet finds it."""
    return f"a_{sound(word) or word}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is asked of the database. ``where`` speaks of ``{key}``, the article's key."""

    match: str | None = None  #     the index's expression
    where: tuple[str, ...] = ()
    values: tuple[object, ...] = ()
    ranked: bool = False  #         words are looked for, so that some articles fit better

    def keys(self, columns: str = "{key} as key") -> tuple[str, list[object]]:
        """A statement that gives the keys of all articles that fit, and its values."""
        key = "ft.rowid" if self.match else "article.key"
        conditions = [one.format(key=key) for one in self.where]
        values = list(self.values)
        if self.match:
            conditions.insert(0, "ft match ?")
            values.insert(0, self.match)
        source = "ft" if self.match else "article"
        where = " and ".join(conditions) or "1"
        return f"select {columns.format(key=key)} from {source} where {where}", values  # noqa: S608


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A word that a match may have in its text: for marking it in a snippet."""

    stems: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    beginning: str = ""

    def fits(self, form: str, stem: str) -> bool:
        """Whether a folded word with this stem was looked for."""
        return (
            stem in self.stems
            or form in self.forms
            or bool(self.beginning and form.startswith(self.beginning))
        )

    def begin(self) -> Iterator[str]:
        """Letters that such words begin with: forms of one stem share all but its last two."""
        yield from self.forms
        if self.beginning:
            yield self.beginning
        for stem in self.stems:
            yield stem[: max(3, len(stem) - 2)] if len(stem) > 3 else stem[:2]


@dataclass(slots=True)
class Compiler:
    """Turns a query into a ``Plan``; remembers under which other spellings it looked for words."""

    spellings: Spellings
    exact: bool = False
    also: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _known: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def plan(self, tree: Node | None) -> Plan:
        """The plan for a tree; for None, all articles."""
        found: list[str] = []
        barred: list[str] = []
        rest: list[Node] = []
        for part in tree.parts if isinstance(tree, And) else (tree,) if tree else ():
            within = part.part if isinstance(part, Not) else part
            expression = self._expression(within)
            if expression is None:
                rest.append(part)
            elif isinstance(part, Not):
                barred.append(expression)
            else:
                found.append(expression)
        where: list[str] = []
        values: list[object] = []
        if not found:
            for expression in barred:
                where.append("{key} not in (select rowid from ft where ft match ?)")
                values.append(expression)
        for part in rest:
            text, given = self._condition(part)
            where.append(text)
            values += given
        match = " AND ".join(found) or None
        for expression in barred if match else ():
            match = f"({match}) NOT {expression}"
        ranked = any(isinstance(leaf, Words) for leaf in leaves(tree))
        return Plan(
            match=match, where=tuple(where), values=tuple(values), ranked=bool(match) and ranked
        )

    def wanted(self, question: Question) -> list[tuple[Wanted, ...]]:
        """What to mark in the texts that a query finds: words, each phrase in its order."""
        made: list[tuple[Wanted, ...]] = []
        for leaf in leaves(question.tree):
            if isinstance(leaf, Words) and (leaf.exact or self.exact):
                written = [Wanted(forms=frozenset([word])) for word in leaf.words]
                if leaf.prefix:
                    written[-1] = Wanted(beginning=leaf.words[-1])
                made.append(tuple(written))
            elif isinstance(leaf, Words):
                made.append(
                    tuple(Wanted(stems=frozenset(self._stems(word))) for word in leaf.words)
                )
        return made

    # ── in the index ─────────────────────────────────────────────────────────────────────────────

    def _expression(self, node: Node) -> str | None:
        """The index's expression for a part; None where the index alone cannot tell."""
        match node:
            case Words():
                return self._words(node)
            case Tag(kind, values):
                names = [f'"{tag(_KINDS[kind], value)}"' for value in values]
                return f"(tags : ({' OR '.join(names)}))"
            case Author(words):
                return f'(tags : "{" ".join(map(author_tag, words))}")'
            case Or(parts):
                each = [self._expression(part) for part in parts]
                return None if None in each else f"({' OR '.join(map(str, each))})"
            case And(parts):
                return self._all(parts)
        return None

    def _all(self, parts: Iterable[Node]) -> str | None:
        found: list[str] = []
        barred: list[str] = []
        for part in parts:
            within = part.part if isinstance(part, Not) else part
            expression = self._expression(within)
            if expression is None:
                return None
            (barred if isinstance(part, Not) else found).append(expression)
        if not found:
            return None
        text = " AND ".join(found)
        for expression in barred:
            text = f"({text}) NOT {expression}"
        return f"({text})"

    def _words(self, node: Words) -> str:
        if node.exact or self.exact:
            written = " ".join(f"_{word}" for word in node.words)
            return f'(forms : "{written}"{" *" if node.prefix else ""})'
        if len(node.words) == 1:
            ways = sorted(self._stems(node.words[0]))
        else:
            ways = self._ways(node.words)
        return f"({_STEMS} : ({' OR '.join(_quoted(way) for way in ways)}))"

    def _ways(self, words: tuple[str, ...]) -> list[str]:
        """Every way to write a phrase: all words in one language, or some in other letters."""
        ways = {" ".join(way) for way in zip(*map(readings, words), strict=True)}
        stems = [sorted(self._stems(word)) for word in words]
        for way in islice(product(*stems), _MOST_PHRASES):
            ways.add(" ".join(way))
        return sorted(ways)

    def _stems(self, word: str) -> set[str]:
        found = set(readings(word))
        if not self.exact:
            if word not in self._known:
                self._known[word] = self.spellings(word)
                forms = tuple(dict.fromkeys(self._known[word].values()))
                if forms:
                    self.also[word] = forms
            found.update(self._known[word])
        return found

    # ── in the tables ────────────────────────────────────────────────────────────────────────────

    def _condition(self, node: Node) -> tuple[str, list[object]]:
        expression = self._expression(node)
        if expression is not None:
            return "{key} in (select rowid from ft where ft match ?)", [expression]
        match node:
            case Not(part):
                text, values = self._condition(part)
                return f"not ({text})", values
            case And(parts) | Or(parts):
                each = [self._condition(part) for part in parts]
                join = " and " if isinstance(node, And) else " or "
                text = join.join(text for text, _ in each)
                return f"({text})", [value for _, values in each for value in values]
            case Dated(first, last):
                ends = [(">=", first_key(first))] if first else [(">=", 1 << DAY_BITS)]
                ends += [("<=", last_key(last))] if last else []
                text = " and ".join(f"{{key}} {sign} {key:d}" for sign, key in ends)
                return f"({text})", []
            case Has(what, yes):
                facts = "select 1 from article as facts where facts.key = {key} and facts."
                fact = "figure_count > 0" if what == "figures" else "version_count > 1"
                return f"{'' if yes else 'not '}exists ({facts}{fact})", []
            case Stated() | Cited():
                return self._evidence(node)
            case _:
                return "0", []

    def evidence_of(self, node: Stated | Cited) -> tuple[str, str, list[object]]:
        """The table whose rows are asked (``figure``, ``law``), a condition on them, its values."""
        if isinstance(node, Stated):
            return "figure", *self._figure(node)
        return "law", *self._law(node)

    def _evidence(self, node: Stated | Cited) -> tuple[str, list[object]]:
        table, all_, values = self.evidence_of(node)
        number = isinstance(node, Stated) and node.number
        few = isinstance(node, Cited) or node.of or (number and number.low == number.high)
        if few:  # they lead to the articles
            return f"{{key}} in (select article from {table} where {all_})", values  # noqa: S608
        asked = f"select 1 from {table} where {table}.article = {{key}} and {all_}"  # noqa: S608
        return f"exists ({asked})", values

    def _law(self, node: Cited) -> tuple[str, list[object]]:
        conditions: list[str] = []
        values: list[object] = []
        if node.law:
            known = slugs(node.law)
            named = " and ".join(["instr(' ' || lower(law.name), ' ' || ?)"] * len(node.law))
            conditions.append(f"(law.slug in ({','.join('?' * len(known))}) or ({named}))")
            values += [*known, *node.law]
        if node.article:
            conditions.append("lower(law.provision) = ?")
            values.append(node.article)
        return " and ".join(conditions), values

    def _figure(self, node: Stated) -> tuple[str, list[object]]:
        conditions: list[str] = []
        values: list[object] = []
        if node.number:
            text, ends = _within(node.number)
            conditions.append(text)
            values += ends
        if node.unit:
            conditions.append("figure.unit = ? collate nocase")
            values.append(node.unit)
        if node.of:
            all_ = " AND ".join(
                f"({' OR '.join(map(_quoted, sorted(self._stems(word))))})" for word in node.of
            )
            conditions.append(
                "figure.n in (select rowid from figure_words where figure_words match ?)"
            )
            values.append(f'{{"of"}} : ({all_})')
        return " and ".join(conditions), values


def _within(number: Number) -> tuple[str, list[object]]:
    """A figure's ends against those asked for: some of what it states lies between them."""
    if number.low is not None and number.low == number.high:
        return "(figure.low = ? or figure.high = ?)", [number.low, number.low]
    conditions: list[str] = []
    values: list[object] = []
    if number.low is not None:
        conditions.append(f"figure.high {'>=' if number.low_included else '>'} ?")
        values.append(number.low)
    if number.high is not None:
        conditions.append(f"figure.low {'<=' if number.high_included else '<'} ?")
        values.append(number.high)
    return " and ".join(conditions), values


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "") + '"'
