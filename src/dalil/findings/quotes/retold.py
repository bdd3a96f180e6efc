"""Words retold: ``said that …``, ``…, the minister said``, ``according to …``. English, Russian."""

from __future__ import annotations

from dataclasses import replace

from dalil.findings.quotes import turkic
from dalil.findings.quotes.line import Line
from dalil.findings.quotes.speakers import INFINITIVE, Who, after, before, in_front, role_at
from dalil.findings.quotes.spoken import unsaid
from dalil.findings.quotes.told import Range, Told, within

_SAYS = frozenset({"cue.say", "cue.state", "cue.ask", "cue.read"})
_BYS = frozenset({"cue.by", "cue.by own", "cue.cite"})
_ALL = _SAYS | _BYS
_FAR = 18
"""Tokens from a cue to its "that"."""
_FEWEST = 2
"""Words of a clause."""


def retold(line: Line, direct: list[Told]) -> list[Told]:
    """The clauses of a paragraph that are retold under a cue; ``direct`` was found before."""
    found: list[Told] = []
    for a, b in line.sentences:
        if any(told.form == "direct" for told in within(direct, a, b)):
            continue
        done = a
        for k in range(a, b):
            if k < done or line.inside[k] >= 0 or not line.any_at(_ALL, k):
                continue
            told = _at_cue(line, k, (done, b), (a, b))
            if told is None:
                continue
            cut = _cut_at_next(line, told, b)
            found.append(told)
            done = max(k + 1, cut)
    return found


def _at_cue(line: Line, k: int, room: Range, sentence: Range) -> Told | None:
    if unsaid(line, k):
        return None
    if line.any_at(_BYS, k):
        return _by(line, k, room, sentence)
    end = max(line.at(kind, k) or 0 for kind in _SAYS)
    if _infinitive(line, end):
        return None
    behind = _clause_behind(line, k, end, room[1])
    if behind is not None:
        who = before(line, k, room[0]) or after(line, end, behind)[0]
        cited = _cited(line, room[0], behind)
        if cited is not None and cited[1] is not None:
            return _made(line, *cited, (behind, room[1]), sentence, "indirect.cited")
        return _made(line, (k, end), who, (behind, room[1]), sentence, "indirect.that")
    if line.at("cue.ask", k):
        return None
    return _as_said(line, (k, end), room, sentence) or _postposed(line, (k, end), room, sentence)


def _infinitive(line: Line, k: int) -> bool:
    """``promises to build``, «требует уведомить»: what is to be done, not what is said."""
    while (skip := line.at("word.skip", k)) is not None:
        k = skip
    if line.words.code == "en":
        return line.low(k) == "to"
    return (
        line.tokens[k].kind == "w" and line.low(k).endswith(INFINITIVE)
        if line.is_word(k)
        else False
    )


def _made(
    line: Line, cue: Range, who: Who | None, clause: Range, sentence: Range, rule: str
) -> Told | None:
    i, j = line.trimmed(*clause)
    if i >= j or line.word_count(i, j) < _FEWEST:
        return None
    if who is None and not line.at("cue.by own", cue[0]):
        return None
    return Told(line, "indirect", [(i, j)], sentence, who, cue, [rule])


def _clause_behind(line: Line, k: int, end: int, last: int) -> int | None:
    """Where the clause begins behind a cue: past "that", a question word or a colon, or at once."""
    commas = 0
    for at in range(end, min(last, end + _FAR)):
        if line.inside[at] >= 0 and line.stretches[line.inside[at]].end - at > 6:
            return None
        that = line.at("word.that", at)
        if that is not None and not line.at("cue.ask", k):
            return that if _leads_to_that(line, k, end, at) else None
        question = line.at("word.question", at) is not None
        parted = line.low(at - 1) == "," and line.words.code != "en"  # ", which spends more"
        if question and (line.at("cue.ask", k) or at == end or parted):
            return at if commas < 2 else None
        if line.low(at) == ":":
            return at + 1 if line.inside[min(at + 1, last - 1)] < 0 else None
        if line.low(at) in (";", "(", "–"):
            break
        commas += line.low(at) == ","
        if commas > 2:
            break
    if line.words.code != "en":
        return None
    if line.at("word.tells", k):
        return _behind_whom(line, end, last)
    return end if line.at("cue.say", k) and _opens_clause(line, end, last) else None


def _behind_whom(line: Line, k: int, last: int) -> int | None:
    """``told Azattyq they had not been warned``: the clause behind whom it was told."""
    for at in range(k + 1, min(last - 1, k + 5)):
        pronoun = any(line.at(f"pronoun.{of}", at) is not None for of in ("m", "f", "any", "body"))
        if pronoun and line.at("word.finite", at + 1) is not None:
            return at
    return None


def _leads_to_that(line: Line, k: int, end: int, that: int) -> bool:
    """Whether nothing but to whom, when and where it was said stands between: no "results that"."""
    if line.words.code != "en" or that == end or line.at("word.tells", k):
        return True
    kinds = ("word.preposition", "word.skip", "word.addressee", "word.day")
    return line.low(end) == "," or any(line.at(kind, end) is not None for kind in kinds)


def _opens_clause(line: Line, k: int, last: int) -> bool:
    """Whether a clause follows at once: ``said the bridge was closed``."""
    if k >= last or not line.is_word(k) or line.at("word.preposition", k):
        return False
    for at in range(k, min(last, k + 14)):
        if line.at("word.finite", at) is not None and at > k:
            return True
        if line.at("word.finite", at) is not None and line.low(at) == "there":
            return True
        if line.low(at) in (",", ";", ":"):
            return False
        low = line.low(at)
        if at > k and low.endswith("ed") and line.is_word(at) and not line.capital(at):
            return True
        if at > k and line.at("word.verb", at) is not None and line.is_word(at):
            return True
        if at == k + 1 and line.any_at(frozenset({"pronoun.m", "pronoun.f", "pronoun.any"}), k):
            return True
    return False


def _as_said(line: Line, cue: Range, room: Range, sentence: Range) -> Told | None:
    """``Как сообщил министр, …``, ``As the minister said, …``: the clause behind the comma."""
    k = cue[0]
    leads = line.at("word.as", room[0])
    if leads is None or leads > k or room[0] != sentence[0]:
        return None
    comma = next((m for m in range(cue[1], room[1]) if _comma(line, m)), None)
    if comma is None:
        return None
    who = before(line, k, leads) if k > leads else None
    if who is None:
        who, end = after(line, cue[1], comma)
        comma = max(comma, end) if line.low(end) == "," else comma
    cited = _cited(line, cue[1], comma)
    if cited is not None:
        cue, who = cited
    return _made(line, cue, who, (comma + 1, room[1]), sentence, "indirect.as")


def _cited(line: Line, i: int, j: int) -> tuple[Range, Who | None] | None:
    """``со ссылкой на МЧС``: whom the carrier cites, in tokens ``[i, j)``."""
    for k in range(i, j):
        end = line.at("cue.cite", k)
        if end is not None:
            who = after(line, end, j)[0]
            return (k, end), who and replace(who, case="genitive")
    return None


def _comma(line: Line, k: int) -> bool:
    return line.low(k) == "," and line.inside[k] < 0


def _postposed(line: Line, cue: Range, room: Range, sentence: Range) -> Told | None:
    """``…, the minister said``, ``…, warned the UN in its report``, ``…, she says, …``."""
    k, end = cue
    comma = next((m for m in range(k - 1, max(room[0], k - 12) - 1, -1) if _comma(line, m)), None)
    if comma is None or comma <= room[0]:
        return None
    begin = line.at("word.as", comma + 1) or comma + 1
    if line.at("word.relative", begin) is not None or line.at("word.that", begin) is not None:
        return None
    behind, stop = after(line, end, room[1])
    front = None
    if begin < k:
        front = before(line, k, comma + 1)
        if front is None or (front.role or front.name)[0] > begin + 4:
            return None
    who = front or behind
    if who is None or (front is not None and not _ends_there(line, end, room[1])):
        return None
    if front is None and who.kind == "described" and not _known_speaker(line, who):
        return None
    told = line.at("word.tells", k) is not None and line.at("cue.say", k) is None
    if front is None and (who.kind == "document" or told):
        return None  # "Asan Bekov, a miner, told the court …"
    if front is not None or behind is None:
        stop = _next_stop(line, end, room[1])
    else:
        stop = _next_stop(line, max(stop, end), room[1])
    goes_on = _comma(line, stop) and line.word_count(stop, room[1]) > 1
    if goes_on and not line.at("word.relative", stop + 1) and not _adverbial(line, stop + 1):
        return _made(line, cue, who, (room[0], room[1]), sentence, "indirect.inserted")
    return _made(line, cue, who, (room[0], comma), sentence, "indirect.postposed")


def _ends_there(line: Line, k: int, last: int) -> bool:
    """Whether nothing is said of what: ``…, the union says, …`` and not ``…, it answered calls``."""
    if k >= last or not line.is_word(k):
        return True
    kinds = ("word.preposition", "word.addressee", "word.skip", "word.relative")
    return any(line.at(kind, k) is not None for kind in kinds)


def _adverbial(line: Line, k: int) -> bool:
    low = line.low(k)
    return low.endswith("ing") or low in ("who", "which")


def _next_stop(line: Line, k: int, last: int) -> int:
    return next((m for m in range(k, last) if _comma(line, m) or line.low(m) == ";"), last)


def _by(line: Line, k: int, room: Range, sentence: Range) -> Told | None:
    """``According to X, …``, ``…, according to X, …``, ``In her opinion, …``, ``Citing X, …``."""
    own = line.at("cue.by own", k)
    end = own or line.at("cue.by", k) or line.at("cue.cite", k) or k + 1
    cite = line.at("cue.cite", k) is not None
    who, stop = (None, end) if own else after(line, end, room[1])
    if not own and (who is None or (who.kind == "described" and not _known_speaker(line, who))):
        return None
    if who is not None and (who.kind == "document" or line.at("word.nobody", who.name[0])):
        return None
    who = who and replace(who, case="genitive")
    if cite:
        return _by_carrier(line, (k, end), who, room, sentence)
    rule = "indirect.by"
    if line.low(k - 1) in (":", ";") and k > room[0]:
        room = k, room[1]
    leads = not any(line.is_word(m) for m in range(room[0], k) if not line.at("word.skip", m))
    parted = line.low(k - 1) == "," if k > room[0] else False
    if leads:
        stop = stop if _comma(line, stop) or who is None else who_end(who)
        behind = stop + 1 if _comma(line, stop) else stop
        that = line.at("word.that", behind)
        return _made(line, (k, end), who, (that or behind, room[1]), sentence, rule)
    if line.at("word.but", room[0]) and k <= room[0] + 1:
        return _made(line, (k, end), who, (stop + 1, room[1]), sentence, rule)
    if parted and _comma(line, stop):
        return _made(line, (k, end), who, room, sentence, "indirect.inserted")
    if line.word_count(stop, room[1]) < 2 or not parted:
        return _made(line, (k, end), who, (room[0], k), sentence, rule)
    return _made(line, (k, end), who, room, sentence, "indirect.inserted")


def who_end(who: Who) -> int:
    """Behind the last token that names a speaker."""
    return max(who.name[1], who.role[1] if who.role else 0)


def _known_speaker(line: Line, who: Who) -> bool:
    """Of "according to", only who can say something: not the plan, the timetable."""
    i, j = who.name
    return line.at("word.own", i) is not None or any(role_at(line, m) for m in range(i, j))


def _by_carrier(
    line: Line, cue: Range, who: Who | None, room: Range, sentence: Range
) -> Told | None:
    """A carrier cites somebody: the clause of its own verb of saying, or what stands before."""
    for k in range(cue[1], room[1]):
        if line.inside[k] < 0 and line.any_at(_SAYS, k):
            end = max(line.at(kind, k) or 0 for kind in _SAYS)
            behind = _clause_behind(line, k, end, room[1])
            if behind is not None:
                return _made(line, cue, who, (behind, room[1]), sentence, "indirect.cited")
    that = next(
        (line.at("word.that", m) for m in range(cue[1], room[1]) if line.at("word.that", m)), 0
    )
    if that:
        return _made(line, cue, who, (that, room[1]), sentence, "indirect.cited")
    return None


def _cut_at_next(line: Line, told: Told, last: int) -> int:
    """End the clause where another begins that has its own teller: ``…, but the ministry says``."""
    i, j = told.pieces[0]
    if told.cue is not None and told.cue[0] > i:
        return max(j, told.cue[1])
    for k in range(i + 1, j):
        parted = line.low(k - 1) in (",", ";") and line.inside[k] < 0
        if parted and (line.at("word.but", k) or line.low(k - 1) == ";"):
            later = (m for m in range(k, j) if line.inside[m] < 0 and line.any_at(_ALL, m))
            if any(_at_cue(line, m, (k, last), told.sentence) for m in later):
                told.pieces[0] = line.trimmed(i, k - 1)
                return k
    return j


def headline(line: Line) -> Told | None:
    """``Energy Ministry: there will be no cuts``: a teller, a colon, and no full stop."""
    if len(line.sentences) != 1 or line.low(len(line.tokens) - 1) in (".", "…", ":"):
        return None
    a, b = line.sentences[0]
    colon = next((k for k in range(a, min(b, a + 12)) if line.low(k) == ":"), None)
    if colon is None or line.inside[min(colon + 1, b - 1)] >= 0 or line.at("word.caption", a):
        return None
    who = turkic.front(line, a, colon) if line.words.turkic else in_front(line, a, colon)
    clause = line.trimmed(colon + 1, b)
    if who is None or line.word_count(*clause) < 3 or line.inside[colon] >= 0:
        return None
    return Told(line, "indirect", [clause], (a, b), who, None, ["indirect.headline"])
