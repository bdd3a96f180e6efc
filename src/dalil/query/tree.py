"""A query once it is read: a tree of conditions on articles, and what could not be read.

``written`` gives a tree back in the query language; reading that gives the same tree again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from dalil.model import Note


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words that stand together, in any of their forms; or ``exact``: as they are written.

    ``prefix``: the last of them is only a beginning, and they are exact.
    """

    words: tuple[str, ...]
    exact: bool = False
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """The source, language, or country of an article is one of these."""

    kind: Literal["source", "lang", "place"]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Author:
    """These folded words stand together in a byline."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """The day is within these, both included; ISO 8601 with reduced precision."""

    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A figure's value lies within these; ``None`` is no end."""

    low: float | None = None
    high: float | None = None
    low_included: bool = True
    high_included: bool = True


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure of the article has this value, this unit, and is of this."""

    number: Number | None = None
    unit: str | None = None
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation in the article is of this law (folded words) and this article of it."""

    law: tuple[str, ...] = ()
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Has:
    """The article has figures, or has been edited; or not."""

    what: Literal["figures", "edited"]
    yes: bool = True


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One part holds."""

    parts: tuple[Node, ...]


Leaf: TypeAlias = "Words | Tag | Author | Dated | Stated | Cited | Has"
Node: TypeAlias = "Leaf | Not | And | Or"


NOTES = {
    "long": "Only the first {given} characters of the question were used.",
    "many": "Only the first {given} words and operators were used.",
    "deep": "Parentheses within more than {given} others were left out.",
    "quote": "A quotation mark is not closed: all that follows “{given}” was taken as one phrase.",
    "parenthesis": "A parenthesis without its other half was left out.",
    "operator": "There is no operator “{given}:”; it was looked for as a word.",
    "empty": "Nothing stands behind “{given}:”; it was left out.",
    "alone": "“{given}” stands without a part to join; it was left out.",
    "signs": "“{given}” has no letters or digits; it was left out.",
    "wildcard": "“{given}”: a star stands only at the end, behind three letters or more; it was left out.",
    "date": "“{given}” is no date such as 2020, 2020-08 or 2020-08-06; it was left out.",
    "backwards": "The period “{given}” ends before it begins: nothing is in it.",
    "number": "“{given}” is no number such as >100, 100..200 or =96; it was left out.",
    "place": "No country is known by the name “{given}”; it was looked for as a word.",
    "language": "No language is known by the name “{given}”; it was left out.",
    "source": "No publication here is called “{given}”: nothing is of it.",
    "article": "“{given}” is no number of an article such as 130 or 73-1; it was left out.",
    "has": "“{given}” is not one of has:figures, edited:yes, edited:no; it was left out.",
}
"""What can be said of a query, by code; English templates, which the room translates."""


def said(note: Note) -> str:
    """A note as a sentence."""
    return NOTES[note.code].format(given=note.given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query read. ``tree`` is None where nothing is asked for."""

    tree: Node | None = None
    exact: bool = False
    notes: tuple[Note, ...] = ()

    @property
    def written(self) -> str:
        """How it was read, in the query language."""
        text = written(self.tree) if self.tree else ""
        return f"{text} exact:yes".strip() if self.exact else text


def both(*parts: Node | None) -> Node | None:
    """All of these together; figures' conditions of one group are of one figure."""
    kept: list[Node] = []
    for part in parts:
        if part is not None:
            kept += part.parts if isinstance(part, And) else (part,)
    kept = _grouped(kept)
    return And(tuple(kept)) if len(kept) > 1 else (kept[0] if kept else None)


def _grouped(parts: list[Node]) -> list[Node]:
    """Conditions that complete each other (a number, its unit, what it is of) become one."""
    made: list[Node] = []
    for part in parts:
        for index, other in enumerate(made):
            joined = _joined(other, part)
            if joined:
                made[index] = joined
                break
        else:
            made.append(part)
    return list(dict.fromkeys(made))


def _joined(one: Node, other: Node) -> Node | None:
    if isinstance(one, Stated) and isinstance(other, Stated):
        if (one.unit and other.unit) or (one.of and other.of):
            return None
        number = one.number or other.number
        if one.number and other.number:
            number = _between(one.number, other.number)
            if number is None:
                return None
        return Stated(number, one.unit or other.unit, one.of or other.of)
    if isinstance(one, Cited) and isinstance(other, Cited):
        if (one.law and other.law) or (one.article and other.article):
            return None
        return Cited(one.law or other.law, one.article or other.article)
    return None


def _between(one: Number, other: Number) -> Number | None:
    """``figure:>100 figure:<200``: one figure between the two."""
    if one.low is None and other.high is None:
        one, other = other, one
    if one.high is not None or other.low is not None or one.low is None or other.high is None:
        return None
    if one.low >= other.high:
        return None
    return Number(one.low, other.high, one.low_included, other.high_included)


def either(parts: Iterable[Node | None]) -> Node | None:
    """One of these."""
    flat: list[Node] = []
    for part in parts:
        if part is not None:
            flat += part.parts if isinstance(part, Or) else (part,)
    flat = list(dict.fromkeys(_one_tag_a_kind(flat)))
    return Or(tuple(flat)) if len(flat) > 1 else (flat[0] if flat else None)


def _one_tag_a_kind(parts: list[Node]) -> list[Node]:
    """``source:a OR source:b`` is one condition."""
    made: list[Node] = []
    for part in parts:
        before = next((o for o in made if isinstance(o, Tag) and _same_kind(o, part)), None)
        if before and isinstance(part, Tag):
            values = tuple(dict.fromkeys((*before.values, *part.values)))
            made[made.index(before)] = Tag(before.kind, values)
        else:
            made.append(part)
    return made


def _same_kind(one: Tag, other: Node) -> bool:
    return isinstance(other, Tag) and one.kind == other.kind


def negated(part: Node) -> Node:
    """The part must not hold."""
    return part.part if isinstance(part, Not) else Not(part)


def leaves(node: Node | None, *, wanted: bool = True) -> Iterator[Leaf]:
    """The conditions that an article may meet, without those it must not."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part, wanted=wanted)
    elif isinstance(node, Not):
        yield from leaves(node.part, wanted=not wanted)
    elif node is not None and wanted:
        yield node


def changed(node: Node, change: Callable[[Words], Words]) -> Node:
    """The tree with each of its wanted words changed."""
    if isinstance(node, Words):
        return change(node)
    if isinstance(node, And | Or):
        return replace(node, parts=tuple(changed(part, change) for part in node.parts))
    return node


# ── in the query language again ──────────────────────────────────────────────────────────────────


def written(node: Node) -> str:
    """A tree in the query language."""
    if isinstance(node, And):
        return " ".join(_inner(part) for part in node.parts)
    if isinstance(node, Or):
        return " OR ".join(
            _inner(part) if isinstance(part, And) else written(part) for part in node.parts
        )
    if isinstance(node, Not):
        return "-" + _inner(node.part)
    return _leaf(node)


def _inner(node: Node) -> str:
    """A part among others: in parentheses if it is made of several."""
    text = written(node)
    several = isinstance(node, And | Or) or (
        isinstance(node, Tag | Stated | Cited) and len(_pieces(node)) > 1
    )
    return f"({text})" if several else text


def _pieces(leaf: Tag | Stated | Cited) -> list[str]:
    match leaf:
        case Tag(kind, values):
            return [f"{kind}:{_quoted(value)}" for value in values]
        case Stated(number, unit, of):
            said = [f"figure:{_number(number)}"] if number else []
            said += [f"unit:{_quoted(unit)}"] if unit else []
            return said + ([f"of:{_quoted(' '.join(of))}"] if of else [])
        case Cited(law, article):
            said = [f"law:{_quoted(' '.join(law))}"] if law else []
            return said + ([f"article:{_quoted(article)}"] if article else [])


def _leaf(leaf: Leaf) -> str:
    match leaf:
        case Words(words, exact, prefix):
            text = " ".join(words)
            if prefix:
                return f'"{text}*"' if len(words) > 1 else f"{text}*"
            shown = f'"{text}"' if len(words) > 1 else text
            return f"exact:{shown}" if exact else shown
        case Author(words):
            return f"author:{_quoted(' '.join(words))}"
        case Dated(first, last):
            if first and last:
                return f"date:{first}" if first == last else f"date:{first}/{last}"
            return f"from:{first}" if first else f"to:{last}"
        case Has("figures", yes):
            return "has:figures" if yes else "figures:no"
        case Has(_, yes):
            return f"edited:{'yes' if yes else 'no'}"
        case Tag():
            return " OR ".join(_pieces(leaf))
        case _:
            return " ".join(_pieces(leaf))


def _quoted(text: str) -> str:
    return text if text.isalnum() else '"' + text.replace('"', " ") + '"'


def _number(number: Number) -> str:
    low, high = number.low, number.high
    if low is not None and low == high:
        return f"={low:.15g}"
    if low is not None and high is not None:
        if number.low_included and number.high_included:
            return f"{low:.15g}..{high:.15g}"
        ends = (
            Number(low=low, low_included=number.low_included),
            Number(high=high, high_included=number.high_included),
        )
        return " figure:".join(_number(end) for end in ends)
    if low is not None:
        return f"{'>=' if number.low_included else '>'}{low:.15g}"
    return f"{'<=' if number.high_included else '<'}{high:.15g}"
