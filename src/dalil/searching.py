"""Search: a query read, its articles found, the words marked, and what else could be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise

from dalil.lang.stems import stem, words
from dalil.model import Card, Cards, Found, Instead, InsteadWhy, Sort, Tally
from dalil.query import Question, parse
from dalil.query.tree import (
    And,
    Cited,
    Dated,
    Has,
    Node,
    Stated,
    Tag,
    Words,
    both,
    changed,
    either,
    leaves,
)
from dalil.store import Store
from dalil.store.lists import COUNTED, TallyBy
from dalil.store.search import Compiler, Plan, Wanted
from dalil.store.spellings import FEW

SNIPPET = 280  #        characters
_LETTER = re.compile(r"[^\W_]")
_BEFORE = 90  #         of them before the first match
_MOST_HITS = 400  #     in one text that are looked at
TALLIES: tuple[TallyBy, ...] = ("source", "language", "country", "month", "figures")

Snippet = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Conditions that stand beside a query. ``since`` and ``until`` are ISO days, both included."""

    country: str | None = None
    source: str | None = None
    language: str | None = None
    since: str | None = None
    until: str | None = None
    figures: bool = False

    def tree(self, without: str | None = None) -> Node | None:
        """The conditions as a query's; ``without`` one of them."""
        given: dict[str, Node | None] = {
            "country": Tag("place", (self.country.upper(),)) if self.country else None,
            "source": Tag("source", (self.source,)) if self.source else None,
            "language": Tag("lang", (self.language,)) if self.language else None,
            "month": Dated(self.since, self.until) if self.since or self.until else None,
            "figures": Has("figures") if self.figures else None,
        }
        return both(*(node for name, node in given.items() if name != without))


class Search:
    """One query to one store."""

    def __init__(
        self, store: Store, query: str, filters: Filters | None = None, *, exact: bool = False
    ) -> None:
        self.store = store
        self.filters = filters or Filters()
        named = [source for source, _ in store.sources()] if ":" in query else []
        read = parse(query, named)
        self.question = replace(read, exact=True) if exact else read
        self.compiler = Compiler(store.other_spellings, exact=self.question.exact)

    def found(
        self,
        *,
        sort: Sort | None = None,
        before: int | None = None,
        after: int | None = None,
        limit: int = 20,
    ) -> Found:
        """A page of what fits. Unless told, words bring what fits best first, filters the newest."""
        question = self.question
        if self._is_empty():
            return Found(cards=(), total=0, sort=sort or "date", notes=question.notes)
        plan = self._plan(question.tree)
        chosen = sort or ("relevance" if plan.ranked else "date")
        page = self._page(question, plan, chosen, before, after, limit)
        first = before is None and after is None
        instead = self._instead(page.total, limit) if first and page.total < FEW else None
        return Found(
            cards=page.cards,
            total=page.total,
            older=page.older,
            newer=page.newer,
            sort=chosen,
            read_as=question.written,
            notes=question.notes,
            also=dict(self.compiler.also),
            instead=instead,
        )

    def _is_empty(self) -> bool:
        """Whether nothing is asked, or nothing of it could be read."""
        nothing_beside = self.filters.tree() is None
        return self.question.tree is None and bool(nothing_beside or self.question.notes)

    def tally(self, by: Sequence[TallyBy] = TALLIES) -> Tally:
        """How many articles fit, by each filter; a filter's own counts do not heed what it is set to."""
        tree = self.question.tree
        if tree is None and self.question.notes:
            return Tally()
        set_now = {name for name in by if self.filters.tree() != self.filters.tree(name)}
        free = [name for name in by if name not in set_now]
        counts = self.store.tally(self._plan(tree), [*free, "all"])
        for name in set_now:
            plan = self.compiler.plan(both(tree, self.filters.tree(name)))
            counts |= self.store.tally(plan, [name])
        total = counts.pop("all").get("articles", 0)
        return Tally(
            total=total,
            counted=min(total, COUNTED) if self._plan(tree).ranked else total,
            **{f"by_{name}": found for name, found in counts.items()},
        )

    @property
    def period(self) -> tuple[str | None, str | None]:
        """The first and last day that are asked for, by the query or beside it."""
        dates = [one for one in leaves(self.question.tree) if isinstance(one, Dated)]
        firsts = [one.first for one in dates if one.first] + [self.filters.since or ""]
        lasts = [one.last for one in dates if one.last] + [self.filters.until or "9999"]
        first, last = max(firsts), min(lasts)
        return first or None, last if last != "9999" else None

    def _plan(self, tree: Node | None) -> Plan:
        return self.compiler.plan(both(tree, self.filters.tree()))

    def _page(
        self,
        question: Question,
        plan: Plan,
        sort: Sort,
        before: int | None,
        after: int | None,
        limit: int,
    ) -> Cards:
        page = self.store.search(
            plan, by_relevance=sort == "relevance", before=before, after=after, limit=limit
        )
        wanted = self.compiler.wanted(question)
        stated = [leaf for leaf in leaves(question.tree) if isinstance(leaf, Stated | Cited)]
        cards = tuple(self._marked(card, wanted, stated) for card in page.cards)
        return replace(page, cards=cards)

    # ── what was meant ───────────────────────────────────────────────────────────────────────────

    def _instead(self, found: int, limit: int) -> Instead | None:
        """What finds more where little was found: without slips of the pen, or with fewer words."""
        tree = self.question.tree
        if tree is None:
            return None
        meant = tree if self.question.exact else changed(tree, self._mended)
        if meant != tree and (better := self._other("meant", meant, found, limit)):
            return better
        for looser in () if found else (*_loosened(tree), *_loosened(meant)):
            if better := self._other("fewer", looser, found, limit):
                return better
        return None

    def _mended(self, leaf: Words) -> Words:
        if leaf.exact:
            return leaf
        return Words(tuple(self.store.meant(word) or word for word in leaf.words))

    def _other(self, why: InsteadWhy, tree: Node, found: int, limit: int) -> Instead | None:
        question = replace(self.question, tree=tree)
        other = Search(self.store, "", self.filters, exact=question.exact)
        page = other._page(question, other._plan(tree), "relevance", None, None, limit)
        if page.total <= found:
            return None
        return Instead(why=why, query=question.written, cards=page.cards, total=page.total)

    # ── marks ────────────────────────────────────────────────────────────────────────────────────

    def _marked(
        self, card: Card, wanted: Sequence[tuple[Wanted, ...]], stated: Sequence[Stated | Cited]
    ) -> Card:
        """The card with a stretch of a wording that has what was asked for."""
        card = replace(card, headline_marked=_headline(card, wanted))
        for one in stated:
            table, text, values = self.compiler.evidence_of(one)
            figure = self.store.evidence(card.article.key, table, text, values)
            if figure:
                finding, language, wording, span = figure
                marks = [(span.start, span.end), *_hits(wording, language, wanted)]
                snippet = snippet_of(wording, marks, first=span.start)
                return replace(card, snippet=snippet, finding_id=finding)
        for text, language in self.store.texts(card.article.id):
            marks = _hits(text, language, wanted)
            if marks:
                body = len(card.headline) if card.headline and text.startswith(card.headline) else 0
                inside = [mark for mark in marks if mark[0] >= body]
                if inside or card.snippet == ():
                    return replace(card, snippet=snippet_of(text, inside or marks))
        return card


def _loosened(tree: Node) -> list[Node]:
    """The tree with all but one of its words asked for, then with any of them."""
    parts = tree.parts if isinstance(tree, And) else ()
    words = [part for part in parts if isinstance(part, Words)]
    rest = [part for part in parts if not isinstance(part, Words)]
    if len(words) < 2:
        return []
    some = [either([both(*words[:at], *words[at + 1 :]) for at in range(len(words))])]
    any_ = either(list(words))
    return [node for one in (*some, any_) if (node := both(one, *rest)) is not None]


def _headline(card: Card, wanted: Sequence[tuple[Wanted, ...]]) -> Snippet:
    text = card.headline or ""
    marks = _hits(text, card.language, wanted)
    return tuple(_pieces(text, marks, 0, len(text))) if marks else ()


def _hits(
    text: str, language: str | None, wanted: Sequence[tuple[Wanted, ...]]
) -> list[tuple[int, int]]:
    """Where what was looked for stands; the words of a phrase only where they stand together."""
    if not wanted:
        return []
    likely = _likely(
        tuple(sorted({letters for group in wanted for one in group for letters in one.begin()}))
    )
    placed = [
        (form, stem(form, language), found.start(), found.end())
        for found in islice(likely.finditer(text), _MOST_HITS)
        for form in words(found[0])[:1]
    ]
    hits: list[tuple[int, int]] = []
    for at in range(len(placed)):
        for phrase in wanted:
            together = placed[at : at + len(phrase)]
            if (
                len(together) == len(phrase)
                and all(word.fits(*one[:2]) for word, one in zip(phrase, together, strict=True))
                and not any(_LETTER.search(text, a[3], b[2]) for a, b in pairwise(together))
            ):
                hits += [one[2:] for one in together]
    return hits


@lru_cache(maxsize=256)
def _likely(begin: tuple[str, ...]) -> re.Pattern[str]:
    """Words that begin like one of these, which are folded: е stands for ё too."""
    beginnings = "|".join(re.escape(letters).replace("е", "[её]") for letters in begin)
    return re.compile(rf"(?<![^\W_])(?:{beginnings})(?:[^\W_]|[\u0300-\u036f])*", re.IGNORECASE)


def snippet_of(text: str, marks: Sequence[tuple[int, int]], first: int | None = None) -> Snippet:
    """The stretch of ``text`` with the most different matches, in pieces, True where one is.

    It begins within a paragraph; line feeds become spaces.

    ``first``: where a match begins that must be in it.
    """
    marks = sorted(set(marks))
    if not marks:
        return ()
    anchor = first if first is not None else _densest(text, marks)
    paragraph = text.rfind("\n", 0, anchor) + 1
    start, end = max(paragraph, anchor - _BEFORE), min(len(text), anchor + SNIPPET - _BEFORE)
    if start > paragraph:
        start = text.find(" ", start, anchor) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", anchor, end), next(e for s, e in marks if s >= anchor))
    before, after = "… " if start > paragraph else "", "" if end == len(text) else " …"
    pieces = [(before, False), *_pieces(text, marks, start, end), (after, False)]
    return tuple((piece.replace("\n\n", " "), marked) for piece, marked in pieces if piece)


def _pieces(
    text: str, marks: Sequence[tuple[int, int]], start: int, end: int
) -> Iterator[tuple[str, bool]]:
    at = start
    for begins, ends in marks:
        if begins >= at and ends <= end:
            yield text[at:begins], False
            yield text[begins:ends], True
            at = ends
    yield text[at:end], False


def _densest(text: str, marks: Sequence[tuple[int, int]]) -> int:
    best, most = marks[0][0], 0
    for index, (start, _) in enumerate(marks):
        near = {
            text[s:e].casefold()[:5]
            for s, e in marks[index : index + 20]
            if e <= start + SNIPPET - _BEFORE
        }
        if len(near) > most:
            best, most = start, len(near)
    return best
