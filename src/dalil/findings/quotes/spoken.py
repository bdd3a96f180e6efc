"""Words in quotation marks and behind dialogue dashes, and who is said to say them."""

from __future__ import annotations

from dalil.findings.quotes import turkic
from dalil.findings.quotes.line import Line, Stretch
from dalil.findings.quotes.speakers import Who, after, before, in_front
from dalil.findings.quotes.told import Range, Told, within
from dalil.findings.quotes.words import SPEECH

_NEAR = 25
"""Tokens from the words to the cue."""
_INSERTED = 40
_CALLED = 12
_BY = frozenset({"cue.by", "cue.by own"})
_BESIDE = SPEECH | _BY


def spoken(line: Line, *, before_spoke: bool) -> list[Told]:
    """The direct quotations of a paragraph, and fragments right behind a cue.

    ``before_spoke``: the paragraph before ended with a direct quotation.
    """
    if line.dialogue:
        return _dialogue(line, before_spoke=before_spoke)
    found: list[Told] = []
    for a, b in line.sentences:
        here = line.stretches_in(a, b)
        for n, stretch in enumerate(here):
            begin = here[n - 1].outer[1] if n else a
            others = (s for s in here[n + 1 :] if not _name_like(line, s))
            end = next((s.begin - 1 for s in others), b)
            if n and _continues(line, stretch, found, a):
                continue
            told = _of_stretch(line, stretch, (begin, end), (a, b))
            if told is None and _alone(line, stretch, (begin, end)):
                told = _going_on(line, stretch, (a, b), found, before_spoke=before_spoke)
            if told is not None:
                found.append(told)
    return found


def _continues(line: Line, stretch: Stretch, found: list[Told], first: int) -> bool:
    """``“Nobody,” he added, “will answer”``: the second part of one sentence, joined to the first."""
    last = found[-1] if found else None
    if last is None or last.form != "direct" or last.sentence[0] != first:
        return False
    words = line.trimmed(stretch.begin, stretch.end)
    if words[0] >= words[1] or line.capital(words[0]) or line.low(stretch.begin - 2) != ",":
        return False
    last.pieces.append(words)
    last.verbatim.append(words)
    last.rules.append("direct.joined")
    return True


def _name_like(line: Line, stretch: Stretch) -> bool:
    """A title, as of a fund or a newspaper, rather than words that somebody says."""
    ends = line.low(stretch.end - 1) in _SPEECH_ENDS
    return line.word_count(stretch.begin, stretch.end) <= 4 and not ends


_SPEECH_ENDS = (",", ".", "!", "?", "…")


# ── where who says so stands within the words ────────────────────────────────────────────────────


def _dialogue(line: Line, *, before_spoke: bool) -> list[Told]:
    end = len(line.tokens)
    pieces, asides = _cut(line, 1, end)
    if not pieces or not (asides or before_spoke):
        return []
    if not asides:
        return [_told(line, pieces, (0, end), "direct.dialogue", goes_on=True)]
    who, cue = _aside(line, *asides[0])
    told = _told(line, pieces, (0, end), "direct.dialogue", who=who, cue=cue)
    return [told]


def _told(
    line: Line,
    pieces: list[Range],
    sentence: Range,
    rule: str,
    *,
    who: Who | None = None,
    cue: Range | None = None,
    goes_on: bool = False,
) -> Told:
    return Told(
        line, "direct", pieces, sentence, who, cue, [rule], verbatim=list(pieces), goes_on=goes_on
    )


def _cut(line: Line, i: int, j: int) -> tuple[list[Range], list[Range]]:
    """Speech in tokens ``[i, j)`` without what tells who speaks; and that."""
    pieces: list[Range] = []
    asides: list[Range] = []
    at = i
    k = i + 1
    while k < j:
        if line.is_dash(k) and line.sign_before(k) and _cue_in(line, k + 1, j) is not None:
            end = _aside_end(line, k + 1, j)
            pieces.append(line.trimmed(at, k))
            asides.append((k + 1, end))
            at = k = end
        k += 1
    behind = asides[-1][1] if asides else i
    if at < j and (not asides or line.is_dash(behind)):
        pieces.append(line.trimmed(at, j))
    return [(a, b) for a, b in pieces if a < b], asides


def _cue_in(line: Line, k: int, j: int) -> int | None:
    """The cue of an aside that begins at token ``k``: near its beginning, before any full stop."""
    for at in range(k, min(j, k + 10)):
        if line.any_at(SPEECH, at) and line.inside[at] == line.inside[k]:
            return at
        if line.low(at) in (".", "!", "?", ";", ":") or line.is_dash(at):
            return None
    return None


def _aside_end(line: Line, k: int, j: int) -> int:
    """Where an aside ends: at the next dash behind a sign, or with its sentence."""
    for at in range(k, min(j, k + _INSERTED)):
        if line.is_dash(at) and line.sign_before(at, ",.!?…"):
            return at
        ends = line.low(at) in (".", "!", "?") and len(line.tokens[at - 1].text) > 1
        if ends and at + 1 < j and line.capital(at + 1):
            return at + 1
    return min(j, k + _INSERTED)


def _aside(line: Line, i: int, j: int) -> tuple[Who | None, Range | None]:
    """Who speaks, and the cue, in an aside in tokens ``[i, j)``."""
    at = _cue_in(line, i, j)
    if at is None:
        return None, None
    cue = at, cue_end(line, at)
    # ``after`` passes over stretches; within quotation marks the whole aside is in one
    return _who_beside(line, cue, i, j), cue


# ── beside quotation marks ───────────────────────────────────────────────────────────────────────


def _of_stretch(line: Line, stretch: Stretch, room: Range, sentence: Range) -> Told | None:
    i, j = line.trimmed(stretch.begin, stretch.end)
    if i >= j:
        return None
    pieces, asides = _cut(line, stretch.begin, stretch.end)
    if asides and pieces:
        who, cue = _aside(line, *asides[0])
        return _told(line, pieces, sentence, "direct.inserted", who=who, cue=cue)
    begin, end = stretch.begin - 1, min(stretch.end + 1, len(line.tokens))
    leads = not any(line.is_word(k) for k in range(room[0], begin))
    if leads or line.low(begin - 1) == ":":
        told = _before_cue(line, (i, j), (end, room[1]), sentence, stretch)
        if told is not None:
            if line.low(begin - 1) == ":" and told.who is None:
                told.who = _in_front(line, room[0], begin - 1)
            if told.who is None and line.words.turkic and leads is False:
                told.who = turkic.subject(line, room[0], begin - 1)[0]
            return told
    if line.low(begin - 1) == ":":
        return _behind_colon(line, (i, j), (room[0], begin - 1), sentence)
    if line.words.turkic:
        return turkic.quoted(line, (i, j), (sentence[0], begin), (end, room[1]), sentence)
    return _behind_cue(line, (i, j), (room[0], begin), sentence)


def _before_cue(
    line: Line, words: Range, tail: Range, sentence: Range, stretch: Stretch
) -> Told | None:
    """``«…», – said X``: the words lead the sentence, and a sign parts them from the cue."""
    k, end = tail
    last = line.low(stretch.end - 1)
    dep = line.at("word.dep", k) if line.words.turkic else None
    if (
        k < end
        and not (line.low(k) in (",", "–", "-") or last in (",", ".", "!", "?", "…"))
        and (dep is None or not _whole(line, words))
    ):
        return None
    while k < end and (line.low(k) == "," or line.is_dash(k)):
        k += 1
    cue = _first_cue(line, k, end)
    if cue is not None:
        who = _who_beside(line, cue, k, end)
        return _told(line, [words], sentence, "direct.before_cue", who=who, cue=cue)
    who = _in_front(line, k, end) if k < end and line.is_dash(tail[0]) else None
    if who is None or line.word_count(*words) < 3:
        return None
    return _told(line, [words], sentence, "direct.signed", who=who)


def _in_front(line: Line, i: int, j: int) -> Who | None:
    return turkic.front(line, i, j) if line.words.turkic else in_front(line, i, j)


def _first_cue(line: Line, k: int, end: int) -> Range | None:
    for at in range(k, min(end, k + _NEAR)):
        if line.inside[at] < 0 and line.any_at(_BESIDE, at):
            if line.words.turkic:
                return turkic.cue_at(line, at, end)
            if not unsaid(line, at):
                return at, cue_end(line, at)
        if line.at("word.dep", at) and (found := turkic.cue_at(line, at, end)):
            return found
    return None


def cue_end(line: Line, at: int) -> int:
    """Where the longest cue ends that begins at token ``at``."""
    return max(line.at(kind, at) or at + 1 for kind in _BESIDE | {"cue.call"})


def unsaid(line: Line, at: int) -> bool:
    """Whether the words before a cue deny it or leave it open: ``did not say``, ``will say``."""
    first = max(0, at - 2)
    if any(line.at("word.not", k) is not None for k in range(first, at)):
        return True
    if line.is_hyphen(at - 1) or (line.at("other.body", at) or 0) > cue_end(line, at):
        return True  # "so-called", "think tank"
    return line.at("word.unsaid", at - 1) is not None or _noun(line, at)


def _noun(line: Line, at: int) -> bool:
    """``his report``, ``the claims of``: a noun that looks like a verb of saying."""
    if line.at("word.noun", at) is None:
        return False
    if line.any_at(_BESIDE, at - 1):
        return True  # "denied reports that"
    return line.low(at - 1) in ("the", "a", "an", "'s", "'", "this", "that") or any(
        line.at(kind, at - 1) is not None for kind in ("word.own", "word.preposition")
    )


def _who_beside(line: Line, cue: Range, first: int, last: int) -> Who | None:
    """Who stands before a cue, if anybody does, else behind it."""
    if line.any_at(frozenset({"cue.by own"}), cue[0]):
        return None
    if line.words.turkic:
        return _turkic_beside(line, cue, first, last)
    if line.any_at(frozenset({"cue.by"}), cue[0]) and not line.words.turkic:
        return after(line, cue[1], last)[0]
    if any(line.is_word(k) for k in range(first, cue[0])):
        who = before(line, cue[0], first)
        if who is not None:
            return who
    if line.inside[cue[0]] >= 0:
        return _within(line, cue, last)
    return after(line, cue[1], last)[0]


def _turkic_beside(line: Line, cue: Range, first: int, last: int) -> Who | None:
    if line.inside[cue[0]] >= 0:
        return _within(line, cue, last)
    if any(line.is_word(k) for k in range(first, cue[0])):
        who, _ = turkic.subject(line, first, cue[0])
        if who is not None:
            return who
    return turkic.after(line, cue[1], last, plain=True)[0]


def _within(line: Line, cue: Range, last: int) -> Who | None:
    """The speaker of an aside that stands inside quotation marks."""
    kept = line.inside[cue[0] : last]
    line.inside[cue[0] : last] = [-1] * (last - cue[0])
    try:
        if line.words.turkic:
            return turkic.after(line, cue[1], last, plain=True)[0]
        return after(line, cue[1], last)[0]
    finally:
        line.inside[cue[0] : last] = kept


def _behind_colon(line: Line, words: Range, lead: Range, sentence: Range) -> Told | None:
    """``The minister replied: “…”``, ``Asel D.: «…»``."""
    cues = [k for k in range(*lead) if line.inside[k] < 0 and line.any_at(_BESIDE, k)]
    for k in reversed(cues):
        if unsaid(line, k):
            continue
        cue = (turkic.cue_at(line, k, lead[1]) if line.words.turkic else None) or (
            k,
            cue_end(line, k),
        )
        who = _who_beside(line, cue, lead[0], lead[1])
        return _told(line, [words], sentence, "direct.colon", who=who, cue=cue)
    who = _in_front(line, *lead)
    return _told(line, [words], sentence, "direct.signed", who=who) if who is not None else None


def _behind_cue(line: Line, words: Range, lead: Range, sentence: Range) -> Told | None:
    """``chanted “Freedom!”``, ``said, “We are staying”``."""
    k = lead[1] - 1
    comma = line.low(k) == ","
    k -= comma
    for at in range(k, max(lead[0] - 1, k - 6), -1):
        if line.inside[at] < 0 and line.any_at(SPEECH, at) and not unsaid(line, at):
            end = cue_end(line, at)
            if end <= k and any(not line.is_word(m) for m in range(end, k + 1)):
                return None
            if line.at("word.that", k) or line.at("word.preposition", k):
                return None
            who = before(line, at, lead[0]) or after(line, end, k + 1)[0]
            if who is None:
                return None
            told = _told(line, [words], sentence, "direct.behind_cue", who=who, cue=(at, end))
            if not _whole(line, words):
                if not line.capital(words[0]) and end == k + 1:
                    told.form, told.rules = "partial", ["partial.behind_cue"]
                    return told
                return None
            return told
    return None


def _whole(line: Line, words: Range) -> bool:
    """Whether the words are a sentence rather than a name or a fragment."""
    first = words[0]
    behind = line.low(words[1] - 1) in ("!", "?", "…") or line.low(words[1]) in (",", ".")
    begins = line.capital(first) or line.tokens[first].kind == "n"
    cried = line.low(words[1] - 1) == "!"
    long = line.word_count(*words) > 1 or cried
    return begins and (behind or line.word_count(*words) >= 4) and long


# ── without a cue ────────────────────────────────────────────────────────────────────────────────


def _alone(line: Line, stretch: Stretch, room: Range) -> bool:
    """Whether the sentence is nothing but the words in marks."""
    begin, end = stretch.outer
    outside = [*range(room[0], max(room[0], begin)), *range(end, room[1])]
    return not any(line.is_word(k) for k in outside)


def _going_on(
    line: Line, stretch: Stretch, sentence: Range, found: list[Told], *, before_spoke: bool
) -> Told | None:
    words = line.trimmed(stretch.begin, stretch.end)
    if words[0] >= words[1] or line.word_count(*words) < 2:
        return None
    last = found[-1] if found else None
    if last is not None and last.form == "direct" and last.sentence[1] == sentence[0]:
        last.pieces.append(words)
        last.verbatim.append(words)
        last.sentence = last.sentence[0], sentence[1]
        last.rules.append("direct.joined")
        return None
    if before_spoke or last is not None:
        return _told(line, [words], sentence, "direct.goes_on", goes_on=True)
    return None


# ── fragments ────────────────────────────────────────────────────────────────────────────────────


def called(line: Line, told: list[Told]) -> list[Told]:
    """``called the bill “a step back”``: fragments within the writer's own clause."""
    if line.words.turkic or not line.marks.get("cue.call"):
        return []
    found: list[Told] = []
    for a, b in line.sentences:
        here = within(told, a, b)
        if any(t.form == "direct" for t in here):
            continue
        for stretch in line.stretches_in(a, b):
            words = line.trimmed(stretch.begin, stretch.end)
            if words[0] >= words[1] or any(t.begin <= stretch.begin < t.end for t in here):
                continue
            one = _called(line, words, a, stretch.begin - 1)
            if one is not None:
                one.sentence = (a, b)
                found.append(one)
    return found


def _called(line: Line, words: Range, first: int, k: int) -> Told | None:
    for at in range(k - 1, max(first - 1, k - _CALLED), -1):
        if line.low(at) in (";", ":") or line.at("word.that", at) or line.inside[at] >= 0:
            return None
        end = line.at("cue.call", at)
        if end is None or unsaid(line, at) or line.inside[at] >= 0:
            continue
        who = before(line, at, first) or after(line, end, k)[0]
        if who is None or who.kind == "group" or line.capital(words[0]):
            return None
        return Told(
            line, "partial", [words], (first, k), who, (at, end), ["partial.called"],
            verbatim=[words],
        )  # fmt: skip
    return None
