"""Who speaks, as the words beside a cue tell: a name, a role, a body, a group, a pronoun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from dalil.findings.quotes.line import Line

Kind = Literal["person", "described", "body", "group", "document", "pronoun"]

_ROLES = frozenset(
    f"role.{name}"
    for name in (
        *("head", "spokesman", "lawyer", "deputy", "activist", "journalist", "expert"),
        *("official", "person"),
    )
)
_OTHERS: tuple[Kind, ...] = ("body", "group", "document")
_NOUNS = frozenset({"other.body", "other.house", "other.group", "other.document"})
PRONOUNS = frozenset({"pronoun.m", "pronoun.f", "pronoun.body", "pronoun.any"})
_ARTICLES = frozenset({"the", "a", "an"})
_LONGEST = 30
"""Tokens; a phrase that names a speaker is no longer."""
_MOST_PARTS = 4
INFINITIVE = ("ть", "ться", "чь")
_MOST_WORDS = 7
"""Words of a description without a known noun."""


@dataclass(frozen=True, slots=True)
class Who:
    """A speaker as one place of the text names it: tokens of ``line``, and what kind of phrase."""

    line: Line
    kind: Kind
    name: tuple[int, int]
    role: tuple[int, int] | None = None
    case: Literal["", "genitive", "dative", "locative"] = ""
    indefinite: bool = False

    @property
    def said(self) -> str:
        """The name as it stands."""
        return self.line.said(*self.name)


# ── names ────────────────────────────────────────────────────────────────────────────────────────


def name_runs(line: Line, i: int, j: int) -> Iterator[tuple[int, int]]:
    """Runs of words with capitals that may be a person's name, in tokens ``[i, j)``."""
    k = i
    while k < j:
        if not _begins_name(line, k):
            k += 1
            continue
        end = _word_end(line, k, j)
        while end < j and (_begins_name(line, end) or _particle(line, end) or _initial(line, end)):
            end = end + 1 if _initial(line, end) else _word_end(line, end, j)
        if line.low(end - 1) == "." and end - k > 2 and not _initial(line, end - 1):
            end -= 1
        yield k, end
        k = end


def family_name(line: Line, k: int) -> bool:
    """Whether the word at ``k`` ends as family names do."""
    names = line.words.names
    ends = (*names.get("male", ()), *names.get("female", ()), *names.get("patronymic", ()))
    return line.low(k).endswith(ends)


def _begins_name(line: Line, k: int) -> bool:
    token = line.tokens[k]
    if not token.capital or token.kind != "w" or line.inside[k] >= 0:
        return False
    end = _word_end(line, k, len(line.tokens))
    noun = any(_noun_at(line, m) for m in range(k, end)) and not given(line, k)
    return not noun and token.low not in _ARTICLES and not _small(line, k)


def given(line: Line, k: int) -> bool:
    """A given name that is a noun, too: «Ғалым Пірматов»."""
    return line.low(k) in line.words.names.get("given", ()) and line.capital(k + 1)


def _small(line: Line, k: int) -> bool:
    """A pronoun, a conjunction or an adverb that opens a sentence."""
    return any(
        line.at(kind, k) is not None
        for kind in (
            *("word.own", "word.skip", "word.as", "word.that", "word.question", "word.day"),
            *("word.and", "word.but", "word.relative", "word.preposition", "cue.by", "cue.by own"),
            *PRONOUNS,
        )
    )


def role_at(line: Line, k: int) -> bool:
    """Whether the word of a role stands at token ``k``."""
    return line.any_at(_ROLES, k)


def noun_at(line: Line, k: int) -> int | None:
    """Where the word for a role, a body, a group or a document ends that begins at token ``k``."""
    kinds = (*_ROLES, *_NOUNS)
    return max((end for kind in kinds if (end := line.at(kind, k)) is not None), default=None)


def _noun_at(line: Line, k: int) -> bool:
    return line.any_at(_ROLES, k) or line.any_at(_NOUNS, k)


def _particle(line: Line, k: int) -> bool:
    return line.low(k) in line.words.names.get("particles", ())


def _initial(line: Line, k: int) -> bool:
    """The full stop of an initial: ``N. Asanov``, ``Talgat B.``."""
    return line.low(k) == "." and len(line.tokens[k - 1].text) == 1 and line.capital(k - 1)


def _word_end(line: Line, k: int, j: int) -> int:
    k += 1
    while k + 1 < j and line.is_hyphen(k):
        k += 2
    return k


def words_in(line: Line, i: int, j: int) -> list[tuple[int, int]]:
    """The words of tokens ``[i, j)``, those with hyphens and initials in one piece."""
    found: list[tuple[int, int]] = []
    k = i
    while k < j:
        end = _word_end(line, k, j)
        if end < j and _initial(line, end):
            end += 1
        found.append((k, end))
        k = end
    return found


def own_name(line: Line, i: int, j: int, *, behind_role: bool) -> tuple[int, int]:
    """Of a long run behind a role the last words: ``head of Border Service Ulan Temirov``."""
    words = words_in(line, i, j)
    if line.words.turkic:
        full = (b for a, b in words[1:] if family_name(line, b - 1) and b < j)
        patronymic = line.words.names.get("patronymic", ())
        end = next(full, j)
        if end < j and not line.low(j - 1).endswith(patronymic):
            return i, end
    ends = line.words.names.get("patronymic", ())
    most = 2 + any(line.low(b - 1).endswith(ends) for _, b in words[-2:] if ends)
    most += any(_particle(line, a) for a, _ in words)
    if behind_role and len(words) > most and not any(b - a == 2 for a, b in words[-2:]):
        return words[-most][0], j
    return i, j


def body_runs(line: Line) -> Iterator[tuple[int, int]]:
    """English names of bodies with capitals: ``Ministry of Health``, ``Energy Ministry``."""
    done = 0
    for k in sorted(line.marks.get("other.body", ())):
        if line.words.code != "en" or k < done or not line.capital(k) or line.inside[k] >= 0:
            continue
        begin, done = k, k + 1
        while begin > 0 and line.capital(begin - 1) and not _small(line, begin - 1):
            begin -= 1
        begin += line.low(begin) in _ARTICLES
        while line.capital(_past_link(line, done)):
            done = _past_link(line, done) + 1
        yield begin, done


def _past_link(line: Line, k: int) -> int:
    """Behind the small words within the name of a body: ``of the``, ``and``."""
    at = k
    while at < k + 2 and line.low(at) in ("of", "for", "and", "the"):
        at += 1
    return at


# ── phrases ──────────────────────────────────────────────────────────────────────────────────────


def read_phrase(line: Line, i: int, j: int, *, plain: bool = True) -> Who | None:
    """What tokens ``[i, j)`` call a speaker; with ``plain`` a description of any words will do."""
    i, j, article = _bare(line, i, j)
    if (pronoun := _pronoun_at_end(line, i, j)) is not None:
        return pronoun
    if not i < j <= i + _LONGEST or (line.words.code == "en" and _has_verb(line, i, j)):
        return None
    heads = [k for k in range(i, j) if line.inside[k] < 0 and _noun_at(line, k)]
    head = _head(line, heads, i, j)
    if head is not None and _behind_preposition(line, i, head):
        return None
    runs = [run for run in name_runs(line, i, j) if head is None or run[0] >= head]
    kind = _kind_of(line, head)
    if head is not None and line.words.code == "ru" and not line.at("word.own", i):
        i = _adjectives_before(line, i, head)
    if head is not None and kind == "group":
        return Who(line, "group", (i, j), indefinite=article in ("a", "an"))
    if line.words.code == "en" and (led := _led_by_name(line, i, j)):
        return Who(line, "person", led)
    if head is not None:
        runs = [run for run in runs if _of_head(line, head, run) and _ends_phrase(line, run, j)]
    if head is not None and kind == "person" and runs:
        run = _person_run(line, runs)
        name = own_name(line, *run, behind_role=True)
        return Who(line, "person", name, _role(line, i, name[0]))
    if head is not None and kind == "document" and line.low(noun_at(line, head) or j) == "'s":
        return Who(line, "described", (i, j))  # "the bill's authors"
    if head is not None and kind != "person":
        return _other(line, i, j, kind, indefinite=article in ("a", "an"))
    if head is None and runs and line.words.turkic is False and runs[0][0] == i:
        begin, end = runs[0]
        if len(words_in(line, begin, end)) > 1 or end == j or _cut_off(line, end):
            return Who(line, "person", (begin, end))
    if head is None and runs and (runs[-1][0] == i or _of_head(line, i, runs[-1])):
        begin, end = runs[-1]
        if end == j and (plain or begin == i):
            role = _role(line, i, begin) if begin > i else None
            return Who(line, "person", own_name(line, begin, end, behind_role=bool(role)), role)
    if head is None and not _may_describe(line, i, j, plain):
        return None
    own = line.at("word.own", i) is not None
    j = _before_setting(line, i, j) if line.words.code == "ru" else j
    return Who(line, "described", (i, j), indefinite=own or article in ("a", "an"))


def _adjectives_before(line: Line, i: int, head: int) -> int:
    """Where the adjectives before a Russian noun begin; what stands before is no part of it."""
    k, ends = head, line.words.endings["adjective"]
    while k > i and (line.low(k - 1).endswith(ends) or line.is_hyphen(k - 1) or line.is_hyphen(k)):
        k -= 1
    return k if line.is_word(k) else head


def _before_setting(line: Line, i: int, j: int) -> int:
    """Without ``на условиях анонимности``: where and how it was said."""
    return next((k for k in range(i + 1, j) if line.at("word.aside", k)), j)


def _pronoun_at_end(line: Line, i: int, j: int) -> Who | None:
    """``She``, ``On Monday she``, «Осенью он»."""
    for kind in PRONOUNS:
        for k in range(max(i, j - 3), j):
            alone = k == i or (
                kind != "pronoun.body"
                and line.at("word.own", i) is None
                and line.at("word.preposition", k - 1) is None
                and line.low(k - 1) not in _OF
            )
            if alone and line.at(kind, k) == j:
                return Who(line, "pronoun", (k, j))
    return None


def _behind_preposition(line: Line, i: int, head: int) -> bool:
    """Not the parliament in «выступая в парламенте»; a phrase may begin with a place, though."""
    if line.words.code != "ru" or line.at("word.preposition", i) is not None:
        return False
    return any(line.at("word.preposition", k) is not None for k in range(i, head))


def _has_verb(line: Line, i: int, j: int) -> bool:
    """Whether an English phrase is a clause, or begins as no speaker does."""
    begins = (line.at("word.preposition", i), line.at("word.and", i))
    return any(begins) or any(line.at("word.finite", k) is not None for k in range(i, j))


def _led_by_name(line: Line, i: int, j: int) -> tuple[int, int] | None:
    """``Samal Iskakova of the public fund``: the name stands before the small word."""
    run = next(name_runs(line, i, j), None)
    if run is None or run[0] != i or run[1] >= j or len(words_in(line, *run)) < 2:
        return None
    return run if line.low(run[1]) in _OF and family_name(line, run[1] - 1) else None


def _ends_phrase(line: Line, run: tuple[int, int], j: int) -> bool:
    """Not the village in ``жительница села Ольшанка Северо-Казахстанской области``."""
    if line.words.code != "ru":
        return True
    if line.at("word.place", run[0] - 1) is not None:
        return len(words_in(line, *run)) > 1 and family_name(line, run[1] - 1)
    return run[1] == j or family_name(line, run[1] - 1)


def _of_head(line: Line, head: int, run: tuple[int, int]) -> bool:
    """Not the town in ``a colleague in Batken``: behind such a word only a full name counts."""
    if len(words_in(line, *run)) > 1:
        return True
    between = range(head + 1, run[0])
    return not any(line.at("word.preposition", k) or line.low(k) == "of" for k in between)


def _bare(line: Line, i: int, j: int) -> tuple[int, int, str]:
    """Without the articles and adverbs around a phrase; and which article it had."""
    i, j = line.trimmed(i, j)
    changed, article = True, ""
    while changed and i < j:
        changed = False
        skip = line.at("word.skip", i)
        if skip is not None and skip < j:
            i, changed = skip, True
        elif line.low(i) in _ARTICLES and line.words.code == "en" and i + 1 < j:
            article, i, changed = line.low(i), i + 1, True
        last = next((k for k in range(j - 1, max(i, j - 4), -1) if line.at("word.skip", k) == j), 0)
        if last > i:
            j, changed = last, True
    return i, j, article


def _cut_off(line: Line, k: int) -> bool:
    return line.at("word.preposition", k) is not None or line.low(k) == ","


def _head(line: Line, heads: list[int], i: int, j: int) -> int | None:
    """The noun that says what the phrase names."""
    if not heads:
        return None
    code = line.words.code
    if code == "ru":
        return heads[0]
    if code == "en":
        stop = next((k for k in range(i + 1, j) if line.low(k) in _OF), j)
        named = next((r for r in name_runs(line, i, j) if r[1] == j and r[0] > stop), None)
        right = [k for k in heads if named and noun_at(line, k) == named[0] and role_at(line, k)]
        if right:  # "Royal Bank of Canada economist Nathan Janzen"
            return right[-1]
        front = [k for k in heads if k < stop]
        first = front or heads
        capital = next((r[0] for r in name_runs(line, first[0] + 1, stop)), j)
        return [k for k in first if k <= capital][-1] if first[0] <= capital else first[-1]
    named = next((run for run in name_runs(line, i, j) if _words_before(line, run, heads)), None)
    before = [k for k in heads if named is None or k < named[0]]
    return (before or heads)[-1]


_OF = frozenset({"of", "for", "from", "in", "at", "with", "to", "against", "on"})


def _words_before(line: Line, run: tuple[int, int], heads: list[int]) -> bool:
    return heads[0] < run[0] and len(words_in(line, *run)) > 1


def _kind_of(line: Line, head: int | None) -> Kind:
    if head is not None and line.at("other.group", head):
        return "group"
    if head is None or line.any_at(_ROLES, head):
        return "person"
    return next((o for o in _OTHERS if line.at(f"other.{o}", head)), "body")


def _person_run(line: Line, runs: list[tuple[int, int]]) -> tuple[int, int]:
    full = [run for run in runs if len(words_in(line, *run)) > 1]
    return (full or runs)[-1]


def _role(line: Line, i: int, j: int) -> tuple[int, int] | None:
    """The role within tokens ``[i, j)`` before a name."""
    i, j, _ = _bare(line, i, j)
    if line.words.turkic:
        ends = line.words.endings.get("participle", ())
        cased = (*line.words.endings.get("locative", ()), *line.words.endings.get("dative", ()))
        for k in range(j - 1, i - 1, -1):
            low = line.tokens[k].low
            placed = low.endswith(cased) and len(low) > 4 and not line.capital(k)
            if placed or (low.endswith(ends) and not _noun_at(line, k)):
                i = k + 1
                break
        i, j = line.trimmed(i, j)
    elif line.words.code == "ru":
        noun = next((k for k in range(i, j) if _noun_at(line, k)), None)
        if noun is not None and any(
            line.inside[k] >= 0 or line.at("word.own", k) or line.at("word.preposition", k)
            for k in range(i, noun)
        ):
            i = noun
    own = line.at("word.own", i)
    if own is not None and own < j:
        i = own
    return (i, j) if i < j and j - i <= _LONGEST else None


def _other(line: Line, i: int, j: int, kind: Kind, *, indefinite: bool) -> Who | None:
    """A body, a group, or what is written; of that the body that wrote it, where one is named."""
    if kind == "document":
        owner = _owner(line, i, j)
        if owner is not None:
            return owner
        noun = next(k for k in range(i, j) if line.at("other.document", k))
        return Who(line, "document", (noun, line.at("other.document", noun) or noun + 1))
    return Who(line, kind, (i, j), indefinite=indefinite)


def _owner(line: Line, i: int, j: int) -> Who | None:
    """``The ministry's statement``, ``в заявлении Коалиции``, ``коалицияның мәлімдемесінде``."""
    noun = next(k for k in range(i, j) if line.at("other.document", k))
    behind = line.at("other.document", noun) or noun + 1
    if line.words.turkic:
        owner, case = (i, noun), "genitive"
    elif line.low(noun - 1) in ("'s", "'"):
        owner, case = (i, noun - 1), ""
    elif line.low(behind) in ("of", "by", "from"):
        owner, case = (behind + 1, j), ""
    elif line.words.code == "ru":
        owner, case = (behind, j), ""
    else:
        owner, case = (i, noun), ""
    a, b, _ = _bare(line, *owner)
    if a >= b:
        return None
    who = read_phrase(line, a, b, plain=False)
    if who is None or who.kind not in ("person", "body", "group"):
        if not any(True for _ in name_runs(line, a, b)) or line.words.code == "en":
            return None
        who = Who(line, "body", (a, b))
    return replace(who, case=case)  # type: ignore[arg-type]


def _may_describe(line: Line, i: int, j: int, plain: bool) -> bool:
    """``one of them``, ``her neighbours``: words without a known noun."""
    if line.at("word.own", i) is not None:
        return True
    if not plain or line.word_count(i, j) > _MOST_WORDS or line.capital(i):
        return False
    kinds = ("word.preposition", "word.that", "word.relative", "word.not", "word.addressee")
    bad = any(line.at(kind, i) is not None for kind in kinds)
    bad = bad or (line.words.code == "ru" and line.low(i).endswith(INFINITIVE))
    return not bad and line.is_word(i) and line.tokens[i].kind != "n"


# ── beside a cue ─────────────────────────────────────────────────────────────────────────────────


def before(line: Line, k: int, first: int) -> Who | None:
    """Who stands before a cue at token ``k``, not before token ``first``."""
    parts = _parts_before(line, k, first)
    joined = bool(parts) and parts[0][1] == k
    for n, (i, j) in enumerate(parts):
        if line.at("word.relative", i) is not None or i >= j:
            continue
        who = _in_body(line, i, j) or read_phrase(line, i, j, plain=joined and not n)
        if who is None:
            continue
        if who.kind == "described" and not (joined and not n):
            named = _named_part(line, parts[n + 1 :])
            if named is not None:
                role = who.name if not _is_small_role(line, who) else named.role
                return replace(named, role=role)
        if who.kind == "person" and n + 1 < len(parts):
            who = _with_role_before(line, who, parts[n + 1])
        return who
    return None


def _is_small_role(line: Line, who: Who) -> bool:
    return line.at("word.own", who.name[0]) is not None


def _named_part(line: Line, parts: list[tuple[int, int]]) -> Who | None:
    for i, j in parts:
        who = read_phrase(line, i, j, plain=False) if i < j else None
        if who is not None and who.kind == "person":
            return who
    return None


def _with_role_before(line: Line, who: Who, part: tuple[int, int]) -> Who:
    """``The head of the police, Colonel Isaev``: the role stands before the comma."""
    said = read_phrase(line, *part, plain=False)
    if said is None or said.kind != "described" or line.word_count(*part) > 10:
        return who
    i, j = said.name
    own = line.at("word.own", i)
    i = own if own is not None and own < j else i
    return replace(who, role=(i, j))


def _parts_before(line: Line, k: int, first: int) -> list[tuple[int, int]]:
    """The stretches between commas before token ``k``, the nearest first."""
    parts: list[tuple[int, int]] = []
    end = k
    at = k - 1
    stop = max(first, k - 4 * _LONGEST)
    while at >= stop and len(parts) < _MOST_PARTS:
        if line.inside[at] >= 0:
            begin, behind = line.stretches[line.inside[at]].outer
            if behind - begin > 8 or line.low(behind) in (",", "–"):
                break
            at = begin - 1
            continue
        bracket = _bracket_before(line, at, stop)
        if line.low(at) == "," or bracket is not None:
            parts.append((at + 1, end))
            end = at = at if bracket is None else bracket
        elif _stops(line, at):
            break
        at -= 1
    parts.append((at + 1, end))
    return [(i, j) for i, j in parts if i < j]


def _bracket_before(line: Line, k: int, stop: int) -> int | None:
    """Where the bracket opens that closes at token ``k``: ``Asan Bekov (Birlik) said``."""
    if line.low(k) != ")":
        return None
    return next((m for m in range(k - 1, max(stop, k - 12) - 1, -1) if line.low(m) == "("), None)


def _stops(line: Line, k: int) -> bool:
    if line.low(k) == ".":
        return not _initial(line, k)
    return (
        line.low(k) in (";", ":", "(", ")", "!", "?", "…", "|")
        or line.is_dash(k)
        or line.at("word.that", k) is not None
        or line.at("word.but", k) is not None
    )


def _in_body(line: Line, i: int, j: int) -> Who | None:
    """Russian ``в пресс-службе ответили``: the body in which somebody said so."""
    inside = line.at("word.in", i)
    if inside is None or inside >= j:
        return None
    ends = (k for k in range(inside, j) if line.at("word.preposition", k))
    stop = next((k for k in ends if line.at("word.of_body", k) is None), j)
    stop = j if line.at("other.document", inside) else stop
    named = (r for r in name_runs(line, inside, stop) if len(words_in(line, *r)) > 1)
    if any(role_at(line, k) for r in named for k in range(inside, r[0])):
        return None  # «заявил в суде бывший министр Темир Каипов»
    who = read_phrase(line, inside, stop, plain=False)
    if who is None or who.kind not in ("body", "document", "pronoun"):
        return None
    return replace(who, case="locative")


def after(line: Line, k: int, last: int) -> tuple[Who | None, int]:
    """Who stands behind a cue that ends at token ``k``, not behind ``last``; where that ends."""
    end = _chunk_end(line, k, last)
    told = line.at("word.addressee", k) or k  # «ответили нам в акимате»
    who = _in_body(line, told, end) or _behind(line, k, end)
    if who is not None and who.kind == "person" and line.low(end) == ",":
        who, end = _apposition(line, who, end, last)
    return who, end


def _chunk_end(line: Line, k: int, last: int) -> int:
    at = k
    while at < last:
        if line.inside[at] >= 0:
            begin, behind = line.stretches[line.inside[at]].outer
            if behind - begin > 8 or begin < k:
                return at
            at = behind
            continue
        if line.low(at) == "," or _stops(line, at):
            return at
        at += 1
    return min(at, last)


def _behind(line: Line, k: int, end: int) -> Who | None:
    """The phrase in tokens ``[k, end)``, past whom it was said to and before where."""
    begin = _past_addressee(line, k, end)
    own = line.at("word.own", begin) or begin + 1
    stop = next(
        (
            m
            for m in range(own, end)
            if line.inside[m] < 0
            and (
                (line.at("word.preposition", m) is not None and not _within_name(line, begin, m))
                or line.at("word.addressee", m) is not None
                or (line.at("word.and", m) is not None and not _joins_name(line, m))
            )
            and not _of_group(line, begin, m)
        ),
        end,
    )
    return read_phrase(line, begin, stop)


def _within_name(line: Line, begin: int, k: int) -> bool:
    """``Council for Peace``, «Комитет по делам строительства»: a preposition within a name."""
    if line.words.code == "en":
        return line.low(k) == "for"
    body = any(line.at("other.body", m) for m in range(begin, k))
    return body and line.at("word.of_body", k) is not None


def _joins_name(line: Line, k: int) -> bool:
    """``Food and Agriculture Organization``, ``Asanov and Bekov``."""
    return line.capital(k - 1) and line.capital(k + 1)


def _of_group(line: Line, begin: int, k: int) -> bool:
    """``a resident of``, ``one of them``: the preposition belongs to the name."""
    return line.words.code == "en" and line.low(k) in ("in", "from") and line.low(k - 1) != ""


def _past_addressee(line: Line, k: int, end: int) -> int:
    """Behind ``в четверг``, ``журналистам``, ``Радио «…»``: where a role or a name begins."""
    leads = (
        line.at("word.preposition", k) is not None
        or line.at("word.addressee", k) is not None
        or line.at("word.day", k) is not None
    )
    if not leads:
        return k
    if line.words.code == "en":
        return k
    skipped = line.at("word.addressee", k) or k + 1
    for m in range(skipped, end):
        if line.inside[m] < 0 and line.any_at(_ROLES, m):
            return _adjectives_before(line, skipped, m) if line.words.code == "ru" else m
    run = next((r for r in name_runs(line, skipped, end) if len(words_in(line, *r)) > 1), None)
    return run[0] if run else end


def _apposition(line: Line, who: Who, comma: int, last: int) -> tuple[Who, int]:
    """``Gulmira S., a resident of the village``: the role stands behind the comma."""
    end = _chunk_end(line, comma + 1, last)
    i, j, article = _bare(line, comma + 1, end)
    if i >= j or who.role is not None or line.at("word.relative", i) is not None:
        return who, comma
    said = read_phrase(line, i, j, plain=bool(article))
    near = any(line.any_at(_ROLES, m) for m in range(i, min(j, i + 4)))
    if said is None or said.kind != "described" or not (near or article):
        return who, comma
    if any(line.any_at(frozenset({"cue.say", "cue.state"}), m) for m in range(i, j)):
        return who, comma
    return replace(who, role=said.name), end


def in_front(line: Line, i: int, j: int) -> Who | None:
    """``Energy Ministry: …``: who stands alone before a colon or behind a dash."""
    j = next((k for k in range(i + 1, j) if line.is_dash(k)), j)  # "X – о приговоре: …"
    who = read_phrase(line, i, j, plain=False)
    if who is None or who.kind in ("pronoun", "document") or who.indefinite:
        return None
    if any(line.at("other.house", m) for m in range(i, j)):
        return None
    unknown = who.kind == "person" and who.role is None
    if unknown and not (len(words_in(line, *who.name)) > 1 and family_name(line, who.name[1] - 1)):
        return None
    a, b, _ = _bare(line, i, j)
    whole = (who.role or who.name)[0] == a and max(who.name[1], (who.role or who.name)[1]) == b
    named = any(line.capital(m) for m in range(*who.name))
    return who if whole and (named or who.kind in ("body", "group")) else None


def role_kinds(line: Line, i: int, j: int) -> frozenset[str]:
    """The rows of ``[roles]`` that words of tokens ``[i, j)`` stand in."""
    return frozenset(
        kind for kind in _ROLES if any(line.at(kind, k) is not None for k in range(i, j))
    )
