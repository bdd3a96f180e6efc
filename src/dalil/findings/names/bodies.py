"""Organisations: by the word that says what they are, by an abbreviation, by a name that is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dalil.findings.names.words import Rules, Word
from dalil.lang.gazetteer import candidates
from dalil.lang.inflection import bases

Found = tuple[int, int, str]
"""First word, word behind the last, and the rule."""

_BACK = 6
_ON = 8
_ADJECTIVE = re.compile(
    "(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ых|их|ым|им|ом|ем|ую|юю|ыми|ими|ей)$"
)
_GENITIVE = re.compile(r"(?:а|я|ы|и|ов|ев|ей|ий|ой|ого|его|ых|их)$")
_AFTER_PREPOSITION = re.compile(r"(?:ам|ям|ах|ях|у|ю|е|и|ым|им|ой|ей|ому|ему|а|ы)$")
_VERB = re.compile(r"(?:[аеиоуыя]л[аои]|с[яь])$")
_AWAY = re.compile(r"(?:[дтн][ае]н|[ғг][ае]|[қк][ае])$")
_MOST_NOUNS = 3
_LONG_ENOUGH = 3


def bodies(text: str, words: list[Word], hot: list[int], rules: Rules) -> Iterator[Found]:
    """The organisations of a sentence, each as a range of words; they do not overlap."""
    done = 0
    for i in hot:
        word = words[i]
        if i < done or not (word.told.capital or word.told.head):
            continue
        found = _known(words, i, rules) or _headed(text, words, i, done, rules)
        if found is None and word.told.upper:
            found = _abbreviations(words, i, rules)
        if found is not None:
            done = found[1]
            yield found


def _known(words: list[Word], i: int, rules: Rules) -> Found | None:
    if not words[i].told.capital:
        return None
    for name in rules.known.get(words[i].text.lower(), ()):
        end = i + len(name)
        if end > len(words) or not all(word.joined for word in words[i + 1 : end]):
            continue
        if all(
            part in bases(word.text.lower(), rules.code)
            for part, word in zip(name, words[i:end], strict=True)
        ):
            return i, end, "body.known"
    return None


def _abbreviations(words: list[Word], i: int, rules: Rules) -> Found | None:
    """An abbreviation, with those that follow by a space: «УВКБ ООН»."""
    found = _abbreviation(words, i, rules)
    end = i + 1
    while found and end < len(words) and words[end].joined and words[end].told.upper:
        if _abbreviation(words, end, rules) is None:
            break
        end += 1
    return (i, end, found[2]) if found else None


def _abbreviation(words: list[Word], i: int, rules: Rules) -> Found | None:
    """Capitals alone among words that are not: «МВД»."""
    spelt = words[i].text
    if spelt in rules.bodies:
        return i, i + 1, "body.abbreviation"
    shouted = sum(word.told.upper for word in words) * 2 > len(words) and len(words) > 2
    if len(spelt) < _LONG_ENOUGH or len(spelt) > 6 or spelt in rules.no_bodies or shouted:
        return None
    return None if _roman(spelt) else (i, i + 1, "body.capitals")


def _roman(spelt: str) -> bool:
    return not set(spelt) - set("IVXLC")


def _headed(text: str, words: list[Word], i: int, done: int, rules: Rules) -> Found | None:
    if rules.code == "en":
        quoted = _quote_behind(text, words, i) if words[i].text in rules.small else None
        return (i, quoted, "body.quoted") if quoted else _english(words, i, rules)
    if words[i].told.head is None:
        return None
    if rules.code in ("kk", "ky"):
        return _turkic(text, words, i, done, rules)
    return _russian(text, words, i, done, rules)


# ── English: a run of capitals with a word for a body in it, and what it is of ───────────────────


def _english(words: list[Word], i: int, rules: Rules) -> Found | None:
    if not words[i].told.capital or words[i].told.common:
        return None
    if words[i].text.endswith(("'s", "’s")) and is_place(words[i].text, rules.code):
        return None
    end = _run(words, i)
    if end < len(words) and words[end].joined and words[end].text in rules.small:
        return i, end + 1, "body.small"
    heads = [k for k in range(i, end) if words[k].told.head is not None]
    if not heads:
        if in_title_case(words):
            return None
        many = end - i > 2 and not any(
            w.told.given or w.told.title or w.told.surname == 2 or w.told.upper or w.told.street
            for w in words[i:end]
        )
        return (i, end, "body.run") if many and i > 0 else None
    after = heads[-1] + 1
    if after < end and words[after - 1].text not in ("Radio", "Bank"):
        end = after  # what follows the word for a body is somebody: "Interior Minister Asanov"
    end = _english_objects(words, end, rules)
    return (i, end, "body.head") if end - i > 1 else None


def in_title_case(words: list[Word]) -> bool:
    """Whether most words have a capital, as in headlines: it says nothing then."""
    long = [word for word in words if len(word.text) > _LONG_ENOUGH]
    return 2 * sum(word.told.capital for word in long) > len(long)


def _run(words: list[Word], i: int) -> int:
    """Where a run of words with capitals ends."""
    end = i + 1
    while end < len(words) and end - i < _ON and words[end].told.capital and words[end].joined:
        if words[end].told.common:
            break
        end += 1
    return end


def _english_objects(words: list[Word], end: int, rules: Rules) -> int:
    """Where "of Labour and Social Protection" ends behind a word for a body."""
    seen = False
    while end + 1 < len(words) and words[end].text in rules.links and words[end].joined:
        at = end + 1
        if words[at].text == "the" and at + 1 < len(words):
            at += 1
        if not words[at].told.capital or not words[at].joined or words[at].told.common:
            break
        stop = _run(words, at)
        run = words[at:stop]
        if words[end].text == "and" and (not seen or any(word.told.head for word in run)):
            break
        if is_place(" ".join(word.text for word in run), rules.code):
            break
        seen, end = True, stop
    return end


# ── Russian: adjectives before the word for a body, what it is of behind ─────────────────────────


def _russian(text: str, words: list[Word], i: int, done: int, rules: Rules) -> Found | None:
    quoted = _quote_behind(text, words, i)
    start = i
    while start > done and i - start < 3 and words[start].joined:
        before = words[start - 1]
        if not _ADJECTIVE.search(before.text) or before.told.surname == 2:
            break
        start -= 1
    while start < i and not words[start].told.capital:
        start += 1
    if quoted:
        return start, quoted, "body.quoted"
    if words[i].told.head in rules.alone and words[i].told.capital:
        return i, i + 1, "body.alone"
    end = _russian_objects(words, i + 1, rules, _MOST_NOUNS if words[start].told.capital else 1)
    if words[start].told.capital:
        return (start, end, "body.head") if end - start > 1 else None
    return (i, end, "body.small") if words[i].told.head in rules.small and end - i > 1 else None


def _russian_objects(words: list[Word], at: int, rules: Rules, most: int) -> int:
    """Where «по делам молодёжи», «труда и социальной защиты» ends."""
    end, shape = at, _GENITIVE
    first, nouns = at, 0
    while at < len(words) and at - first < _ON and words[at].joined:
        low = words[at].text.lower()
        if low in rules.over:
            shape = _GENITIVE if low == "и" and shape is _GENITIVE else _AFTER_PREPOSITION
            if low == "и" and at + 1 < len(words) and words[at + 1].told.head is not None:
                break
            nouns -= 1
            at += 1
            continue
        if nouns >= most:
            break
        if words[at].told.capital or len(low) < _LONG_ENOUGH or low in rules.generic:
            break
        if not shape.search(low) or _VERB.search(low) or words[at].told.title:
            break
        at = end = at + 1
        nouns += not _ADJECTIVE.search(low)
        if shape is _AFTER_PREPOSITION and not _ADJECTIVE.search(low):
            shape = _GENITIVE
    return end


# ── Kazakh and Kyrgyz: the word for a body stands last ───────────────────────────────────────────


def _turkic(text: str, words: list[Word], i: int, done: int, rules: Rules) -> Found | None:
    quoted = _quote_before(text, words, i, done)
    if quoted is not None:
        return quoted, i + 1, "body.quoted"
    start = i
    while start > done and i - start < _BACK and words[start].joined:
        start -= 1
        word = words[start]
        if word.told.capital:
            return (start, i + 1, "body.head") if _begins_body(words, start, i, rules) else None
        if _AWAY.search(word.text):
            return None
    return None


def _begins_body(words: list[Word], start: int, i: int, rules: Rules) -> bool:
    """Whether a word with a capital begins a body's name, and not only the sentence."""
    word = words[start]
    surely = words[i].told.head in rules.small
    if word.told.common or (not surely and (word.told.given or word.told.surname == 2)):
        return False
    if is_place(word.text, rules.code):
        return False  # «Тараздағы сот»: a court, but which?
    if start > 0 or surely:
        return True
    return start == i - 1 and word.text.lower() in rules.ranks


# ── what all share ───────────────────────────────────────────────────────────────────────────────

_OPEN, _CLOSE = '«“„"', '»”“"'
_LONGEST_QUOTE = 6


def _quote_behind(text: str, words: list[Word], i: int) -> int | None:
    """The word behind a name in quotes that follows ``words[i]``: «фонд «Адил соз»»."""
    at = words[i].end
    if text[at : at + 1] != " " or text[at + 1 : at + 2] not in _OPEN or i + 1 >= len(words):
        return None
    if words[i + 1].start != at + 2 or not words[i + 1].told.capital:
        return None
    for k in range(i + 1, min(len(words), i + 1 + _LONGEST_QUOTE)):
        if text[words[k].end : words[k].end + 1] in _CLOSE and text[words[k].end :]:
            return k + 1
    return None


def _quote_before(text: str, words: list[Word], i: int, done: int) -> int | None:
    """The first word of a name in quotes that stands before ``words[i]``: «Әділ сөз» қоры."""
    at = words[i].start
    if i == 0 or text[at - 1 : at] != " " or text[at - 2 : at - 1] not in _CLOSE:
        return None
    for k in range(i - 1, max(done, i - 1 - _LONGEST_QUOTE) - 1, -1):
        start = words[k].start
        if start and text[start - 1] in _OPEN:
            return k if words[k].told.capital else None
    return None


@lru_cache(maxsize=20_000)
def is_place(name: str, code: str) -> bool:
    """Whether the gazetteer has a name in one of the spellings that it knows."""
    return bool(candidates(name, language=code, loose=False))
