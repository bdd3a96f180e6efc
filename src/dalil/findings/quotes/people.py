"""Whom a short name, a role or a pronoun stands for: the fullest name that the text has."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import dataclass

from dalil.findings.names import find_names
from dalil.findings.quotes.line import Line
from dalil.findings.quotes.speakers import (
    Kind,
    Who,
    body_runs,
    family_name,
    name_runs,
    noun_at,
    read_phrase,
    role_kinds,
    words_in,
)
from dalil.findings.quotes.words import CUES, Words
from dalil.model import Span

_WORD = re.compile(r"[^\W_]+")
_MOST = 2000
"""So many names of persons are kept of a text."""
_MOST_BODIES = 200
_NEAR = 60
_PRONOUN = 4  # letters of the longest "it", "they", "оно"
"""So many of them are looked at for one quotation: time stays linear in the length of a text."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place of the text that names somebody."""

    kind: Kind
    name: str
    words: list[str]  #  of the name, folded
    span: Span
    role: str | None = None
    role_span: Span | None = None
    roles: frozenset[str] = frozenset()  # the rows of ``[roles]`` that the role's noun stands in


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says so, resolved: texts as they stand and where."""

    name: str | None = None
    role: str | None = None
    span: Span | None = None  #         where the quotation itself names them
    role_span: Span | None = None
    antecedent: Span | None = None  #   where the fuller name stands
    rule: str = ""


class People:
    """Everybody whom the text names, and who spoke last."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._persons: dict[tuple[tuple[str, ...], str | None], Mention] = {}  # the first of each
        self._by_start: dict[str, list[Mention]] = {}  # of a name's words, by three letters
        self._roles: list[Mention] = []  # every mention with a role, in order
        self._bodies: dict[tuple[str, ...], Mention] = {}
        self._named: list[Mention] = []  # every mention of a body, in order
        self._spoke: list[Mention] = []

    # ── who is there ──

    def learn(self, line: Line) -> None:
        """Know the persons with full names whom a paragraph mentions."""
        for i, j in name_runs(line, 0, len(line.tokens)):
            if len(words_in(line, i, j)) < 2:
                continue
            who = read_phrase(line, _phrase_begins(line, i), j, plain=False)
            if who is not None and who.kind == "person" and (who.role or family_name(line, j - 1)):
                self._know(self._mention(who))
        for run in body_runs(line):
            self.hear(Who(line, "body", run))

    def hear(self, who: Who | None) -> None:
        """Know somebody whom a quotation names, before any is resolved."""
        if who is None or who.kind not in ("person", "body", "group"):
            return
        here = self._mention(who)
        if who.kind == "person":
            self._know(here)
        elif len(self._bodies) < _MOST_BODIES:
            self._bodies.setdefault(tuple(here.words), here)
            insort(self._named, here, key=_start_of)

    def _know(self, here: Mention) -> None:
        if here.role:
            insort(self._roles, here, key=_start_of)
        key = (tuple(here.words), here.role)
        if key in self._persons or len(self._persons) >= _MOST or not here.words:
            return
        self._persons[key] = here
        for start in {here.words[0][:3], here.words[-1][:3]}:
            self._by_start.setdefault(start, []).append(here)

    def _mention(self, who: Who) -> Mention:
        """A speaker as one place names it, its case ending taken off."""
        line, role = who.line, who.role
        name = self._ground(line.said(*who.name), who)
        return Mention(
            kind=who.kind,
            name=name,
            words=folded(name),
            span=line.span_of(*who.name),
            role=line.said(*role) if role else None,
            role_span=line.span_of(*role) if role else None,
            roles=role_kinds(line, *(role or who.name)),
        )

    def _ground(self, name: str, who: Who) -> str:
        if not who.case:
            return name
        if not self.words.turkic:
            return _in_nominative(name, self.words.code)
        low = name.lower()
        for ending in sorted(self.words.endings.get(who.case, ()), key=len, reverse=True):
            if low.endswith(ending) and len(name) > len(ending) + 2:
                return name[: -len(ending)].rstrip("-’'")
        return name

    # ── whom is meant ──

    def resolve(self, who: Who) -> Speaker:
        """The speaker of a quotation, as the words beside it name them."""
        here = self._mention(who)
        found, rule = self._meant(who, here)
        if found is None:
            self._spoke.append(here)
            return Speaker(here.name, here.role, here.span, here.role_span, None, rule)
        role, role_span = here.role, here.role_span
        if role is None or here.kind != "person":
            role, role_span = self._role_of(found)
        self._spoke.append(found)
        return Speaker(found.name, role, here.span, role_span, found.span, rule)

    def carried(self, of: str = "any") -> Speaker:
        """Whoever spoke last, of a kind: ``m``, ``f``, ``body`` or ``any``."""
        last = self._last(of)
        if last is None:
            return Speaker(rule="speaker.unknown")
        role, role_span = self._role_of(last)
        return Speaker(last.name, role, None, role_span, last.span, "speaker.carried")

    def _meant(self, who: Who, here: Mention) -> tuple[Mention | None, str]:
        if who.kind == "pronoun":
            of = pronoun_of(who)
            if of == "body" and (body := self._body_before(here)):
                return body, "speaker.pronoun"
            return self._last(of), "speaker.pronoun"
        if who.kind == "person":
            return self._fullest(here), "speaker.name"
        if who.kind == "described" and not who.indefinite:
            return self._by_role(here), "speaker.role"
        if who.kind in ("body", "group"):
            return self._body(here), "speaker.body"
        return None, "speaker.as_said"

    def _same(self, here: Mention) -> list[Mention]:
        """The mentions that can be of the same person, the first of each name and role."""
        starts = {word[:3] for word in (here.words[0], here.words[-1])} if here.words else set()
        near = [m for start in sorted(starts) for m in self._by_start.get(start, ())[:_NEAR]]
        return [m for m in near if same_person(m.words, here.words)]

    def _fullest(self, here: Mention) -> Mention | None:
        same = self._same(here)
        if not same:
            return None
        most = max(len(m.words) for m in same)
        if most <= len(here.words):
            return next((m for m in same if m.role and not here.role), None)
        return next(m for m in same if len(m.words) == most)

    def _role_of(self, found: Mention) -> tuple[str | None, Span | None]:
        if found.kind != "person":
            return None, None
        same = (m for m in (found, *self._same(found)) if m.role)
        known = next(same, found)
        return known.role, known.role_span

    def _by_role(self, here: Mention) -> Mention | None:
        """``The minister``: the last person before who is one; a general word takes any of its row."""
        said = here.words
        general = len(said) <= 2 and self.words.generic(here.name)
        last = bisect_left(self._roles, here.span.start, key=_start_of)
        for known in reversed(self._roles[max(0, last - _NEAR) : last]):
            theirs = folded(known.role or "")
            if all(_one_of(word, theirs) for word in said):
                return known
            if general and here.roles & known.roles:
                return known
        return None

    def _body(self, here: Mention) -> Mention | None:
        """``The ministry`` and ``Минэнерго`` for the fuller name of the same body."""
        said = here.words
        if len(said) != 1:
            return None
        others = [m for m in self._bodies.values() if m.kind == here.kind and len(m.words) > 1]
        if here.name[:1].islower():
            before = [m for m in others if m.span.start < here.span.start]
            return next((m for m in reversed(before) if _one_of(said[0], m.words)), None)
        return next((m for m in others if short_for(said[0], m.words)), None)

    def _body_before(self, here: Mention) -> Mention | None:
        """``It``, «ведомство»: the body named last; ``the ministry``: the last one that is such."""
        last = bisect_left(self._named, here.span.start, key=_start_of)
        near = reversed(self._named[max(0, last - _NEAR) : last])
        if len(here.words) == 1 and len(here.words[0]) > _PRONOUN:
            same = (m for m in near if len(m.words) > 1 and _one_of(here.words[0], m.words))
            return next(same, None)
        return next(near, None)

    def _last(self, of: str) -> Mention | None:
        spoke = reversed(self._spoke[-_NEAR:])
        found = next((m for m in spoke if _fits(m, of, self.words)), None)
        if found is not None or of == "body":
            return found
        named = list(self._persons.values())[:_NEAR]
        return next((m for m in reversed(named) if _fits(m, of, self.words)), None)


def _one_of(word: str, words: list[str]) -> bool:
    return any(alike(word, other) for other in words)


def _in_nominative(name: str, language: str) -> str:
    """«Министерстве просвещения» as «Министерство просвещения», where names are known so well."""
    found = find_names(name, language=language)
    all_of_it = (f for f in found if f.span == Span(0, len(name)) and f.value.type != "place")
    return next((f.value.full for f in all_of_it), name)


def _start_of(known: Mention) -> int:
    return known.span.start


def pronoun_of(who: Who) -> str:
    """What a pronoun says of whom it stands for: ``m``, ``f``, ``body`` or ``any``."""
    kinds = ("m", "f", "body", "any")
    told = (k for k in kinds if who.line.at(f"pronoun.{k}", who.name[0]) is not None)
    return next(told, "any")


def own_of(line: Line, i: int, j: int) -> str:
    """Whose words "in her opinion" are: ``m`` or ``f`` where the pronoun in it tells, else ``any``."""
    return next(
        (k for k in ("m", "f") if any(line.at(f"pronoun.{k}", at) for at in range(i, j))), "any"
    )


def _fits(known: Mention, of: str, words: Words) -> bool:
    if of == "any":
        return True
    if of == "body":
        return known.kind in ("body", "group", "document")
    if known.kind not in ("person", "described"):
        return False
    return gender(known, words) in (of, "")


def gender(known: Mention, words: Words) -> str:
    """``m`` or ``f`` as a surname's ending tells, ``""`` where it does not."""
    if known.kind != "person":
        return ""
    low = known.words[-1] if known.words else ""
    if low.endswith(words.names.get("female", ())):
        return "f"
    return "m" if low.endswith(words.names.get("male", ())) else ""


def _phrase_begins(line: Line, i: int) -> int:
    """Where the phrase with a role begins that a name at token ``i`` ends."""
    k = i
    begin = next((a for a, b in line.sentences if a <= i < b), 0)
    while k > begin and i - k < 12 and line.is_word(k - 1) and line.inside[k - 1] < 0:
        if any(line.at(kind, k - 1) is not None for kind in _STOPS):
            break
        if line.words.code == "en" and not _of_role(line, k - 1):
            break
        k -= 1
    return k


def _of_role(line: Line, k: int) -> bool:
    """Whether a word may belong to an English role before a name: ``Health Minister``."""
    return line.capital(k) or noun_at(line, k) is not None or line.low(k) == "'s"


_STOPS = ("word.that", "word.but", "word.and", "word.preposition", "word.dep", *sorted(CUES))


def folded(name: str) -> list[str]:
    """The words of a name, in lower case, ё as е."""
    return [word.lower().replace("ё", "е") for word in _WORD.findall(name)]


def alike(a: str, b: str) -> bool:
    """Whether two words may be forms of one: equal but for three letters at the end."""
    if a == b:
        return True
    kept = max(3, max(len(a), len(b)) - 3)
    return min(len(a), len(b)) >= 4 and a[:kept] == b[:kept]


def same_person(a: list[str], b: list[str]) -> bool:
    """Whether two names can be one person's: the shorter one's words are all in the longer."""
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return any(alike(short[0], word) for word in (long[-1], long[0]))
    return all(any(_agree(word, other) for other in long) for word in short)


def _agree(a: str, b: str) -> bool:
    return alike(a, b) or ((len(a) == 1 or len(b) == 1) and a[0] == b[0])


def short_for(one: str, long: list[str]) -> bool:
    """``МВД`` for ``Министерство внутренних дел``, ``Минэнерго`` for ``Министерство энергетики``."""
    if len(one) == len(long) and all(
        letter == word[0] for letter, word in zip(one, long, strict=True)
    ):
        return True
    for size in range(3, len(one) - 3):
        rest = one[size:]
        kept = min(len(rest), max(4, len(rest) - 2))
        if long[0].startswith(one[:size]) and long[1][:kept] == rest[:kept]:
            return True
    return False
