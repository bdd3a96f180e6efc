"""Kazakh and Kyrgyz: the verb of saying stands last, the speaker first, "деп" between."""

from __future__ import annotations

from dataclasses import replace

from dalil.findings.quotes.line import Line
from dalil.findings.quotes.speakers import (
    PRONOUNS,
    Who,
    given,
    in_front,
    name_runs,
    noun_at,
    own_name,
    read_phrase,
    role_at,
    words_in,
)
from dalil.findings.quotes.told import Range, Told, within

_VERBS = ("cue.say", "cue.hold", "cue.ask", "cue.utter", "cue.call")
_FAR = 5
"""Tokens from "деп" to its verb."""
_SUBJECT = 18
_SETTING = 6
_FEWEST = 2
_MOST_PARTS = 3
_MOST_WORDS = 4


# ── cues ─────────────────────────────────────────────────────────────────────────────────────────


def cue_at(line: Line, k: int, last: int) -> Range | None:
    """The cue that begins at token ``k``: "деп" with its verb, "делінген", "деді", a bare verb."""
    whole = line.at("cue.read", k) or line.at("cue.dedi", k)
    if whole is not None:
        return k, whole
    if line.at("word.dep", k) is not None:
        for at in range(k + 1, min(last, k + 1 + _FAR)):
            if at > k + 1 and _ends(line, at - 1, "clause"):
                return None
            ends = [end for verb in _VERBS if (end := line.at(verb, at)) is not None]
            if ends:
                return k, max(ends)
            if not line.is_word(at):
                return None
        return None
    end = line.at("cue.say", k) or line.at("cue.ask", k)
    return (k, end) if end is not None else None


def _is(line: Line, kind: str, cue: Range) -> bool:
    """Whether the verb of a cue is of a kind."""
    return any(line.at(kind, k) is not None for k in range(*cue))


# ── speakers ─────────────────────────────────────────────────────────────────────────────────────


def _ends(line: Line, k: int, kind: str) -> bool:
    return line.low(k).endswith(line.words.endings.get(kind, ()) or "\0")


def _nominative(line: Line, k: int) -> int | None:
    """Where a noun for a speaker ends that begins at token ``k`` and may be the subject."""
    end = noun_at(line, k)
    if end is None or line.inside[k] >= 0 or line.at("other.document", k) == end:
        return None
    bare = line.low(end - 1) in line.words.nouns or _ends(line, end - 1, "nominative")
    return end if bare or not _ends(line, end - 1, "cases") else None


def subject(line: Line, i: int, limit: int) -> tuple[Who | None, int]:
    """Who stands at the beginning of tokens ``[i, limit)``, and where that ends."""
    i = _past_small(line, i, limit)
    pronoun = next((line.at(kind, i) for kind in PRONOUNS if line.at(kind, i)), None)
    if pronoun is not None and not _ends(line, i, "genitive") and pronoun <= limit:
        return Who(line, "pronoun", (i, pronoun)), pronoun
    m, last = i, min(limit, i + _SUBJECT)
    second: tuple[Who, int] | None = None
    while m < last:
        if line.inside[m] >= 0:
            m = line.stretches[line.inside[m]].outer[1]
            continue
        if not line.is_word(m):
            break
        end = _nominative(line, m)
        if end is not None:
            found, sure = _chain(line, i, m, end, limit)
            if found is not None and sure:
                return found
            second = second or found
            m = end
            continue
        run = next(name_runs(line, m, min(limit, m + 8)), None)
        if run is not None and run[0] == m:
            if _stands_alone(line, run, limit):
                role = _role(line, i, m) if m > i else None
                return Who(line, "person", own_name(line, *run, behind_role=False), role), run[1]
            m = run[1]
            continue
        m += 1
    return second or _first_word(line, i, limit)


def _past_small(line: Line, i: int, limit: int) -> int:
    while i < limit:
        end = line.at("word.skip", i) or line.at("word.day", i) or line.at("word.and", i)
        end = end or line.at("word.addressee", i)
        if end is None and (line.low(i) == "," or line.is_dash(i)):
            end = i + 1
        if end is None:
            break
        i = end
    return i


def _stands_alone(line: Line, run: Range, limit: int) -> bool:
    """Whether a run of capitals is a person's name in the nominative, not part of a title."""
    if len(words_in(line, *run)) < 2 or _ends(line, run[1] - 1, "genitive"):
        return False
    behind = run[1]
    return behind >= limit or not (
        noun_at(line, behind) or _ends(line, behind, "izafet") or _joined(line, behind)
    )


def _joined(line: Line, k: int) -> bool:
    return _ends(line, k, "genitive")


def _chain(line: Line, i: int, m: int, end: int, limit: int) -> tuple[tuple[Who, int] | None, bool]:
    """The subject that a noun at token ``m`` ends, with the nouns and the name behind it.

    And whether it is sure to be one: not where the noun behind belongs to it.
    """
    last = m
    while end < limit:
        at = _title_goes_on(line, last, end, limit)
        more = _nominative(line, at)
        if more is None or more > limit or given(line, at):
            break
        last, end = at, more
    of_other = end < limit and (_ends(line, end, "izafet") or _joined(line, end))
    in_setting = line.at("word.setting", end) is not None and role_at(line, last)
    sure = not of_other or in_setting or line.capital(end) or role_at(line, last)
    begin = _begin(line, i, m)
    if role_at(line, last):
        run = next(name_runs(line, end, min(limit, end + 8)), None)
        if run is not None and run[0] == end and not _ends(line, run[1] - 1, "genitive"):
            name = own_name(line, *run, behind_role=False)
            return (Who(line, "person", name, _role(line, begin, name[0])), run[1]), True
        own = line.at("word.own", begin) is not None
        return (Who(line, "described", (begin, end), indefinite=own), end), sure
    who = read_phrase(line, begin, end, plain=False)
    if who is None or who.kind in ("person", "pronoun"):
        return None, False
    return (replace(who, name=(begin, end)) if who.kind != "document" else who, end), sure


def _title_goes_on(line: Line, last: int, k: int, limit: int) -> int:
    """``БҰҰ Азық-түлік ұйымы``: past a title's words with capitals, where a noun ends it."""
    at = k
    while (
        not role_at(line, last)
        and at < min(limit, k + 5)
        and line.capital(at)
        and noun_at(line, at) is None
    ):
        at += 1
        while line.is_hyphen(at):
            at += 2
    return at if at < limit and _nominative(line, at) is not None else k


def _begin(line: Line, i: int, m: int) -> int:
    """Where the phrase begins that a noun at ``m`` ends: behind a place, a day, another clause."""
    for k in range(m - 1, i - 1, -1):
        if line.inside[k] >= 0:
            continue
        cased = _ends(line, k, "dative") or _ends(line, k, "locative")
        if cased and len(line.low(k)) > 4 and not line.capital(k):
            return k + 1
        if line.at("word.day", k) or line.at("word.skip", k):
            return k + 1
    return i


def _role(line: Line, i: int, j: int) -> Range | None:
    """The role in tokens ``[i, j)``, behind any participle."""
    for k in range(j - 1, i - 1, -1):
        if _ends(line, k, "participle") and noun_at(line, k) is None:
            i = k + 1
            break
    own = line.at("word.own", i)
    i = own if own is not None and own < j else i
    i, j = line.trimmed(i, j)
    return (i, j) if i < j else None


def _first_word(line: Line, i: int, limit: int) -> tuple[Who | None, int]:
    """A surname alone at the beginning: ``Расулов … атап өтті``; ``солардың бірі``."""
    own = line.at("word.own", i)
    if own is not None:
        end = next(
            (k for k in range(i, min(limit, i + 6)) if line.low(k) in ("бірі", "бири")), None
        )
        if end is not None:
            return Who(line, "described", (i, end + 1), indefinite=True), end + 1
    run = next(name_runs(line, i, min(limit, i + 3)), None)
    if run is not None and run[0] == i:
        names = line.words.names
        ends = (*names.get("male", ()), *names.get("female", ()))
        if line.low(run[1] - 1).endswith(ends):
            return Who(line, "person", run), run[1]
    return None, i


def after(line: Line, k: int, last: int, *, plain: bool = False) -> tuple[Who | None, int]:
    """Who stands behind a cue: ``деді ол``, ``– дейді эколог Тимур Әбенов``."""
    begin = k
    for _ in range(_MOST_PARTS):
        end = _part_end(line, begin, last)
        who, stop = subject(line, begin, end)
        if who is None:
            run = next(name_runs(line, begin, end), None)
            if run is not None and (run[0] == begin or run[1] == end):
                name, stop = own_name(line, *run, behind_role=False), run[1]
                who = Who(line, "person", name)
        if who is not None:
            return who, stop
        if line.low(end) != "," or end + 1 >= last:
            break
        begin = end + 1
    end = _part_end(line, k, last)
    return (_any_words(line, k, end) if plain else None), end


def _any_words(line: Line, k: int, end: int) -> Who | None:
    """``деді ауыл ақсақалы``: a few words without a known noun, in the nominative."""
    few = 0 < line.word_count(k, end) <= _MOST_WORDS and all(line.is_word(m) for m in range(k, end))
    if not few or _ends(line, end - 1, "cases") or line.tokens[end - 1].kind != "w":
        return None
    return Who(line, "described", (k, end), indefinite=True)


def _part_end(line: Line, k: int, last: int) -> int:
    at = k
    while at < last:
        if line.inside[at] >= 0 and line.inside[at] != line.inside[max(k - 1, 0)]:
            at = line.stretches[line.inside[at]].outer[1]
            continue
        low = line.low(at)
        if low in (",", ";", ":", "!", "?", "…", "(", ")") or line.is_dash(at):
            return at
        if low == "." and len(line.tokens[at - 1].text) > 1:
            return at
        at += 1
    return min(at, last)


# ── words in quotation marks ─────────────────────────────────────────────────────────────────────


def quoted(line: Line, words: Range, lead: Range, tail: Range, sentence: Range) -> Told | None:
    """``Халық «…» деп айқайлады``, ``… оны «…» деп атады``."""
    k = tail[0]
    if line.at("word.dep", k) is None and not _is(line, "cue.dedi", (k, k + 1)):
        return None
    cue = cue_at(line, k, tail[1])
    if cue is None:
        return None
    who, _ = subject(line, *lead)
    if who is None:
        who, _ = after(line, cue[1], tail[1])
    if who is None:
        return None
    whole = line.capital(words[0]) and (
        line.word_count(*words) >= 3 or line.low(words[1] - 1) in ("!", "?", "…")
    )
    if whole and not _is(line, "cue.call", cue):
        return Told(
            line, "direct", [words], sentence, who, cue, ["direct.dep"], verbatim=[words]
        )  # fmt: skip
    if line.capital(words[0]) or who.kind == "group":
        return None
    return Told(
        line, "partial", [words], sentence, who, cue, ["partial.called"], verbatim=[words]
    )  # fmt: skip


# ── retold clauses ───────────────────────────────────────────────────────────────────────────────


def retold(line: Line, told: list[Told]) -> list[Told]:
    """The clauses of a paragraph that are retold under a cue; ``told`` was found before."""
    found: list[Told] = []
    for a, b in line.sentences:
        here = within(told, a, b)
        if any(t.form == "direct" for t in here):
            continue
        first, who = a, None
        for t in here:
            first, who = (t.cue[1] if t.cue else t.end), t.who
        found += _of_sentence(line, (a, b), first, who)
    return found


def _of_sentence(line: Line, sentence: Range, first: int, before: Who | None) -> list[Told]:
    found: list[Told] = []
    cited: tuple[Range, Who] | None = None
    begin, last = first, sentence[1]
    k = begin
    while k < last:
        if line.inside[k] >= 0:
            k += 1
            continue
        by = line.at("cue.by own", k) or line.at("cue.by", k)
        if by is not None:
            one = _by(line, (k, by), (begin, last), sentence)
            if one is not None:
                found.append(one)
                break
        cite = line.at("cue.cite", k)
        if cite is not None and (who := _source(line, begin, k, "dative")):
            cited, before, begin, k = ((k, cite), who), who, cite, cite
            continue
        cue = cue_at(line, k, last)
        if cue is None:
            k += 1
            continue
        one = _at_cue(line, cue, (begin, last), sentence, before)
        if one is not None:
            if cited is not None:
                one.cue, one.who, one.rules = *cited, ["indirect.cited"]
            found.append(one)
            begin, before = cue[1], one.who
        k = cue[1]
    return found


def _at_cue(
    line: Line, cue: Range, room: Range, sentence: Range, before: Who | None
) -> Told | None:
    if _is(line, "cue.utter", cue) or _is(line, "cue.call", cue):
        return None
    k = cue[0]
    if line.at("cue.read", k) is not None:
        return _read(line, cue, room, sentence)
    if line.low(k - 1) == "," and k - 1 > room[0]:
        return _parted(line, cue, room, sentence)
    bare = line.at("word.dep", k) is None and line.at("cue.dedi", k) is None
    if bare and not _clause_ends(line, k):
        return None
    who, begin = before, _past_small(line, room[0], k)
    if who is None:
        who, begin = subject(line, room[0], k)
    if who is None:
        who, _ = after(line, cue[1], room[1])
    return _made(line, cue, who, (_past_setting(line, begin, k), k), sentence, "indirect.dep")


def _clause_ends(line: Line, k: int) -> bool:
    """Whether a clause ends before token ``k``: ``… ашылатынын айтты``."""
    at = k - 1
    while at > 0 and line.at("word.skip", at) is not None:
        at -= 1
    return _ends(line, at, "clause")


def _made(
    line: Line, cue: Range, who: Who | None, clause: Range, sentence: Range, rule: str
) -> Told | None:
    i, j = line.trimmed(*clause)
    if i < j and line.tokens[j - 1].kind == "n":
        return None  # "бұл санды 212 деп көрсетеді"
    own = line.at("cue.by own", cue[0]) is not None
    if i >= j or line.word_count(i, j) < _FEWEST or (who is None and not own):
        return None
    return Told(line, "indirect", [(i, j)], sentence, who, cue, [rule])


def _past_setting(line: Line, begin: int, k: int) -> int:
    """Behind where and when it was said: ``сұхбатында``, ``бейсенбі күні``."""
    at = _past_small(line, begin, k)
    for m in range(at, min(k - 2, at + _SETTING)):
        end = line.at("word.setting", m)
        if end is not None and (_ends(line, end - 1, "locative") or line.low(m).endswith("ен")):
            at = end
    return _past_small(line, at, k)


def _parted(line: Line, cue: Range, room: Range, sentence: Range) -> Told | None:
    """``…, деп хабарлады X``, ``…, деді ол, …``: the cue behind a comma."""
    who, stop = after(line, cue[1], room[1])
    if line.low(stop) == "," and line.word_count(stop, room[1]) > 1:
        return _made(line, cue, who, room, sentence, "indirect.inserted")
    return _made(line, cue, who, (room[0], cue[0] - 1), sentence, "indirect.postposed")


def _read(line: Line, cue: Range, room: Range, sentence: Range) -> Told | None:
    """``X мәлімдемесінде … делінген``: what is written, and who wrote it."""
    for k in range(room[0], cue[0]):
        end = line.at("other.document", k)
        if end is None or line.inside[k] >= 0 or not _ends(line, end - 1, "locative"):
            continue
        begin = _past_small(line, room[0], k)
        who = _source(line, begin, k, "genitive") if k > begin else None
        who = who or Who(line, "document", (k, end))
        return _made(line, cue, who, (end, cue[0]), sentence, "indirect.read")
    return None


def _source(line: Line, i: int, k: int, case: str) -> Who | None:
    """Who stands right before token ``k`` in the genitive or dative."""
    begin = i
    for at in range(k - 1, i - 1, -1):
        if line.inside[at] >= 0:
            continue
        if line.low(at) in (",", ";", ":") or line.is_dash(at):
            begin = at + 1
            break
        if at < k - 1 and case == "dative" and _nominative(line, at) is not None:
            begin = at + 1
            break
    begin = _past_small(line, begin, k)
    if begin >= k:
        return None
    run = next((r for r in name_runs(line, begin, k) if r[1] == k), None)
    heads = [m for m in range(begin, k) if line.inside[m] < 0 and noun_at(line, m)]
    if run is not None and not (heads and heads[-1] >= run[0]):
        name = own_name(line, *run, behind_role=bool(heads))
        role = _role(line, begin, name[0]) if name[0] > begin else None
        return Who(line, "person", name, role, case=case)  # type: ignore[arg-type]
    who = read_phrase(line, begin, k, plain=False)
    if who is None or not heads:
        return who if who is not None and who.kind == "pronoun" else None
    return replace(who, name=(begin, k), role=None, case=case)  # type: ignore[arg-type]


def _by(line: Line, cue: Range, room: Range, sentence: Range) -> Told | None:
    """``Министрдің айтуынша, …``, ``Оның сөзінше, …``."""
    k, end = cue
    own = line.at("cue.by own", k) is not None
    who = None if own else _source(line, room[0], k, "genitive")
    if who is None and not own:
        return None
    if who is not None and who.kind == "document":
        return None
    inserted = who is not None and who.name[0] > room[0] + 2 and line.low(who.name[0] - 1) == ","
    if inserted:
        return _made(line, cue, who, room, sentence, "indirect.inserted")
    return _made(line, cue, who, (end, room[1]), sentence, "indirect.by")


def front(line: Line, i: int, j: int) -> Who | None:
    """Who stands alone before a colon."""
    who, end = subject(line, i, j)
    return who if who is not None and end == j else in_front(line, i, j)
