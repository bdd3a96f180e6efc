"""Stretches of a Russian sentence between its signs, and the noun phrases in them.

Russian puts a comma at every clause, aside and list item, so the stretches between commas, dashes
and brackets are small and regular: most have one noun phrase, one verb and one figure.
"""

from __future__ import annotations

from dalil.findings.figures.phrases import word_class
from dalil.findings.figures.sentence import Sentence

_CUTS = frozenset(",;:()–")
_NOT_GENITIVE = ("ом", "ем", "ам", "ям", "ами", "ями", "ах", "ях", "у", "ю", "е", "о", "ью")
_GENITIVE_ADJECTIVE = ("ого", "его", "ой", "ей", "ых", "их")


def segment(sentence: Sentence, i: int) -> tuple[int, int]:
    """The stretch between signs in which token ``i`` stands; of a sign, the stretch before it."""
    if sentence.segments is None:
        sentence.segments = _segments(sentence)
    n = len(sentence.segments)
    return sentence.segments[i] if 0 <= i < n else (0, 0) if i < 0 else (n, n)


def _segments(sentence: Sentence) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    begin = 0
    for i in sentence.signs:
        if cut(sentence, i):
            found += [(begin, i)] * (i + 1 - len(found))
            begin = i + 1
    return found + [(begin, len(sentence.tokens))] * (len(sentence.tokens) - len(found))


def cut(sentence: Sentence, i: int) -> bool:
    """Whether a sign at ``i`` ends a stretch; a dash or bracket inside a date or number does not."""
    low = sentence.low(i)
    if low == "-":
        return (
            sentence.tokens[i].space
            and i + 1 < len(sentence.tokens)
            and sentence.tokens[i + 1].space
        )
    return low in _CUTS and not sentence.inside[i]


def same_part(sentence: Sentence, i: int, j: int) -> bool:
    """Whether no semicolon stands between two tokens."""
    return not sentence.sign_in(";", min(i, j), max(i, j))


def genitive(sentence: Sentence, i: int) -> bool:
    """Whether the word at ``i`` may be a genitive that depends on the noun before it."""
    token = sentence.tokens[i]
    kind = word_class(sentence, i)
    if token.kind != "w" or kind not in ("noun", "adj", "participle"):
        return False
    low = token.low
    if kind in ("adj", "participle") or low.endswith(_GENITIVE_ADJECTIVE):
        return low.endswith(_GENITIVE_ADJECTIVE)
    return token.text.isupper() or not low.endswith(_NOT_GENITIVE)


def is_adjective(sentence: Sentence, i: int) -> bool:
    """Whether the word at ``i`` is an adjective or participle in front of its noun."""
    if sentence.tokens[i].kind != "w":
        return False
    listed = sentence.at("class", i)
    if listed is not None and listed[1] == "noun":
        return False
    return word_class(sentence, i) in ("adj", "participle")


def phrase(sentence: Sentence, i: int, *, most: int = 7, links: bool = True) -> int:
    """Where the noun phrase that begins at ``i`` ends: adjectives, a noun, its genitives, "о …"."""
    n = len(sentence.tokens)
    j, head = i, -1
    while j < n and j - i < most:
        if not _stays(sentence, j, i):
            break
        token = sentence.tokens[j]
        if (
            token.low == "-"
            and not token.space
            and head >= 0
            and j + 1 < n
            and not sentence.tokens[j + 1].space
        ):
            j += 2
            continue
        if token.kind != "w" or word_class(sentence, j) in (
            "verb",
            "aux",
            "adv",
            "pron",
            "conj",
            "prep",
            "link",
        ):
            if head >= 0 and links and _about(sentence, j):
                j += 1
                head = -1
                continue
            if (
                head < 0
                and word_class(sentence, j) == "adv"
                and j == i
                and sentence.low(j) == "ранее"
            ):
                j += 1
                continue
            break
        if head < 0:
            if word_class(sentence, j) == "det" or is_adjective(sentence, j):
                j += 1
                continue
            head = j
            j += 1
            continue
        if not (genitive(sentence, j) or sentence.is_a("det", j)):
            break
        if is_adjective(sentence, j) and not _noun_follows(sentence, j):
            if sentence.low(j).endswith(("ых", "их")):
                j += 1  # "урожай зерновых": the adjective is a noun
            break
        j += 1
    j = _trim(sentence, i, j)
    if (
        head >= 0
        and j < n
        and sentence.low(j) in ("моложе", "старше", "младше", "до", "от", "в")
        and sentence.taken[j]
    ):
        while j < n and sentence.taken[j] and not sentence.inside[j]:
            j += 1
    return j if head >= 0 or j > i else i


def _stays(sentence: Sentence, j: int, i: int) -> bool:
    """Whether token ``j`` has no field of its own: a place, a time, a source, a number."""
    token = sentence.tokens[j]
    if token.kind == "n" or (sentence.inside[j] and j > i) or sentence.taken[j]:
        return False
    if token.kind == "s":
        return token.low == "-" and not token.space
    return sentence.number(j) is None or word_class(sentence, j) == "adj"


def _about(sentence: Sentence, j: int) -> bool:
    return (
        sentence.low(j) in ("о", "об", "обо", "против", "про")
        and j + 1 < len(sentence.tokens)
        and (sentence.tokens[j + 1].kind == "w")
    )


def _noun_follows(sentence: Sentence, j: int) -> bool:
    """Whether a noun stands behind the adjectives at ``j``."""
    for k in range(j, min(j + 4, len(sentence.tokens))):
        if sentence.tokens[k].kind != "w" or sentence.inside[k]:
            return False
        if word_class(sentence, k) == "noun" and not is_adjective(sentence, k):
            return True
        if word_class(sentence, k) not in ("adj", "participle", "det", "noun"):
            return False
    return False


def _trim(sentence: Sentence, i: int, j: int) -> int:
    while j > i and (
        word_class(sentence, j - 1) in ("link", "prep", "conj", "det", "adv")
        or sentence.low(j - 1) == "-"
    ):
        j -= 1
    return j


def before(sentence: Sentence, j: int, floor: int, most: int = 6) -> int:
    """Where the noun phrase that ends right before ``j`` begins; ``j`` if there is none."""
    i = j
    while i > floor and j - i < most:
        k = i - 1
        token = sentence.tokens[k]
        if token.low == "-" and not token.space and k > floor and i < j:
            i = k
            continue
        if token.kind != "w" or sentence.inside[k] or sentence.taken[k]:
            break
        kind = word_class(sentence, k)
        if kind == "link" and _about(sentence, k) and k > floor and i < j:
            i = k
            continue
        if kind not in ("noun", "adj", "participle", "det") or sentence.number(k) is not None:
            break
        if (
            i < j
            and not is_adjective(sentence, k)
            and not (genitive(sentence, i) or sentence.is_a("det", i))
        ):
            break
        i = k
    while i < j and (word_class(sentence, i) in ("link", "det") or sentence.low(i) == "-"):
        i += 1
    return i


def first_phrase(sentence: Sentence, begin: int, end: int) -> tuple[int, int] | None:
    """The first noun phrase of a stretch that no preposition governs: most often its subject."""
    i = begin
    while i < end:
        token = sentence.tokens[i]
        kind = word_class(sentence, i)
        if token.kind != "w" or sentence.inside[i] or sentence.taken[i]:
            i += 1
            continue
        if kind in ("prep", "link"):
            i = _past_governed(sentence, i + 1, end)
            continue
        if kind in ("noun", "adj", "participle", "det"):
            start = i
            while start < end and word_class(sentence, start) == "det":
                start += 1
            j = min(attached(sentence, phrase(sentence, start), end), end)
            if j > start:
                return start, j
            i = max(start, i + 1)
            continue
        i += 1
    return None


def _past_governed(sentence: Sentence, i: int, end: int) -> int:
    """Behind the noun phrase that a preposition governs."""
    if i < end and sentence.inside[i]:
        while i < end and sentence.inside[i]:
            i += 1
        return i
    while i < end and (sentence.number(i) is not None or sentence.is_a("det", i)):
        number = sentence.number(i)
        i = number.j if number is not None else i + 1
    j = phrase(sentence, i, links=True)
    return max(min(j, end), min(end, i))


_ATTACHES = frozenset(("на", "под", "из", "для", "по", "от", "с", "за", "к"))


def attached(sentence: Sentence, j: int, end: int) -> int:
    """``запас на складе``, ``площадь под хлопком``, ``налоги и отчисления``: what goes on behind a phrase."""
    for _ in range(2):
        if j + 1 >= end or sentence.tokens[j].kind != "w":
            return j
        low = sentence.low(j)
        if (
            low == "и"
            and word_class(sentence, j + 1) in ("noun", "adj")
            and not sentence.inside[j + 1]
        ):
            stop = phrase(sentence, j + 1)
        elif low in _ATTACHES and not sentence.inside[j + 1] and sentence.number(j + 1) is None:
            stop = phrase(sentence, j + 1, most=4)
        else:
            return j
        if stop <= j + 1 or stop > end:
            return j
        j = stop
    return j
