"""Noun phrases without a parser: runs of words that end at verbs, signs and what has its own field.

Which words are verbs, prepositions and so on is data (``words.toml``); what the lists lack is
guessed from endings (``words.toml``: ``guess``).
"""

from __future__ import annotations

from dalil.findings.figures.sentence import Sentence

_KEPT_SIGNS = frozenset("-'%&/")


def word_class(sentence: Sentence, i: int) -> str:
    """The class of the word at ``i``: as listed, else guessed from its ending, else ``noun``."""
    if i < 0 or i >= len(sentence.tokens):
        return "end"
    known = sentence.classes.get(i)
    if known is None:
        known = sentence.classes[i] = _class(sentence, i)
    return known


def _class(sentence: Sentence, i: int) -> str:
    token = sentence.tokens[i]
    if token.kind != "w":
        return "number" if token.kind == "n" else "sign"
    listed = sentence.at("class", i)
    said = listed is None and sentence.at("speech.say", i) and not token.capital
    if said and not sentence.at("words.article", i - 1) and _prior_noun(sentence, i):
        return "verb"
    if said and sentence.at("speech.passive", i - 1):
        return "participle"  # "is forecast to reach"
    if (
        (listed is None or listed[1] == "adj")
        and sentence.at("words.modal", i - 1)
        and not token.capital
        and _guessed(sentence, token.low) != "adv"
    ):
        return "verb"  # "will slow to 11%"
    if listed is None:
        named = token.capital and i > 0 and not sentence.titled
        guess = "noun" if named else _guessed(sentence, token.low)
        return "adj" if guess == "adv" and sentence.at("words.article", i - 1) else guess
    name = str(listed[1])
    if name == "verb":
        return "noun" if _is_noun_here(sentence, i) else "verb"
    return (
        "noun"
        if name in ("aux", "prep", "conj", "pron") and token.text.isupper() and len(token.text) > 1
        else name
    )


def _prior_noun(sentence: Sentence, i: int) -> bool:
    """Whether a word stands before that may be the speaker."""
    before = sentence.tokens[i - 1] if i else None
    if before is None or before.kind != "w":
        return False
    acronym = before.text.isupper() and len(before.text) > 1  # "WHO" is no "who"
    return acronym or sentence.at("class", i - 1) is None


def _is_noun_here(sentence: Sentence, i: int) -> bool:
    """A word that may be verb or noun: a noun behind an article or possessive, or before a verb."""
    before = sentence.at("class", i - 1)
    if sentence.tokens[i].capital and i > 0 and not sentence.titled:
        return True
    if sentence.at("speech.say_alone", i):
        return False
    if sentence.at("speech.document", i) and sentence.at("speech.say", i + 1):
        return True  # "A UNICEF study found"
    ending = sentence.grammar.setting("words", "plural", None)
    if ending and sentence.tokens[i - 1].kind == "n" and sentence.low(i).endswith(ending):
        return True  # "2,310 calls"
    if sentence.low(i - 1) in ("'s", "'") and not sentence.tokens[i - 1].space:
        return True
    if before is not None and before[1] in ("adj", "link") and sentence.low(i - 1) != "to":
        return True
    if sentence.at("words.article", i - 1):
        return True
    after = sentence.at("class", i + 1)
    if after is None:
        return False
    if after[1] == "verb" and _is_plural(sentence, i):
        return True  # "exports fell"
    if after[1] != "aux" and sentence.low(i + 1) != "of":
        return False
    return _guessed(sentence, sentence.low(i)) != "participle"  # "died of"


def _guessed(sentence: Sentence, low: str) -> str:
    cache = sentence.grammar.guessed
    known = cache.get(low)
    if known is None:
        known = "noun"
        for name, endings in sentence.grammar.lang.table("words").get("guess", {}).items():
            if low.endswith(tuple(endings)) and any(
                low.endswith(end) and len(low) > len(end) + 2 for end in endings
            ):
                known = name
                break
        if len(cache) < 50_000:
            cache[low] = known
    return known


def blocked(sentence: Sentence, i: int) -> bool:
    """Whether something with a field of its own begins here: a place, a date, a source, a number."""
    return sentence.blocks.get(i, False)


def noun_phrase(
    sentence: Sentence, i: int, *, links: bool = True, sources: bool = False, most: int = 12
) -> int:
    """Where the noun phrase that begins at ``i`` ends; ``i`` if there is none.

    ``links`` lets prepositions of ``class.link`` carry on ("rights of women to land").
    """
    own = sentence.grammar.hook("noun_phrase", None)
    if own is not None:
        return int(own(sentence, i, links=links, sources=sources, most=most))
    j = i
    heads = 0
    n = len(sentence.tokens)
    while j < n and j - i < most:
        kind = word_class(sentence, j)
        if kind == "sign":
            if (
                sentence.low(j) in _KEPT_SIGNS
                and heads
                and not sentence.tokens[j].space
                and j + 1 < n
            ) and (sentence.low(j) == "'" or not sentence.tokens[j + 1].space):
                j += 1
                continue
            if sources and heads and j + 1 < n and initial_before(sentence, j + 1):
                j += 1
                continue
            if sentence.low(j) == '"' and _quoted(sentence, j) and not heads:
                j += 1
                continue
            break
        if kind == "number" or (
            blocked(sentence, j) and (heads or sentence.inside[j]) and not sources
        ):
            break
        if kind in ("noun", "adj"):
            if heads and sentence.at("words.closed", j - 1) and not sentence.at("words.closing", j):
                break  # "200 people drown"
            if heads and _two_plurals(sentence, j):
                break  # "in 340 cases employers were fined"
            heads += 1
            j += 1
            continue
        if kind == "det" and (not heads or _after_link(sentence, j)):
            j += 1
            continue
        if kind == "link" and heads and links and _goes_on(sentence, j, sources):
            j += 1
            continue
        if (
            kind == "link"
            and heads
            and links
            and sentence.at("words.to", j)
            and _verb_next(sentence, j)
        ):
            j += 2
            continue
        if kind == "prep" and heads and links and _setting(sentence, j):
            j += 2
            continue
        if kind == "participle" and (
            not heads or _after_link(sentence, j) or _owned(sentence, i, j)
        ):
            j += 1
            continue
        break
    return _trimmed(sentence, i, j) if heads else i


def _verb_next(sentence: Sentence, j: int) -> bool:
    """``refusals to provide information``: a verb that says what the noun is about."""
    if j + 1 in sentence.covered:
        return False
    return word_class(sentence, j + 1) in ("verb", "noun") and word_class(sentence, j + 2) in (
        "noun", "adj", "det",
    )  # fmt: skip


def _setting(sentence: Sentence, j: int) -> bool:
    """``a place in a shelter``: what narrows the noun, where no place or date follows."""
    if not sentence.at("words.setting", j) or blocked(sentence, j + 1) or blocked(sentence, j):
        return False
    if sentence.at("unit.after", j + 2):
        return False  # "in one night"
    return bool(sentence.at("words.indefinite", j + 1)) and word_class(sentence, j + 2) in (
        "noun", "adj",
    )  # fmt: skip


def _two_plurals(sentence: Sentence, j: int) -> bool:
    """Two plural nouns side by side belong to two phrases, names of trades apart ("sports clubs")."""
    if sentence.tokens[j].capital or sentence.at("words.modifier", j - 1):
        return False
    return _is_plural(sentence, j - 1) and _is_plural(sentence, j)


def _is_plural(sentence: Sentence, j: int) -> bool:
    """Whether a noun looks like a plural, where the language has an ending for it (``plural``)."""
    ending = sentence.grammar.setting("words", "plural", None)
    word = sentence.low(j)
    return bool(ending and word.endswith(ending) and len(word) > 3 and not word.endswith(_SINGULAR))


_SINGULAR = ("ss", "us", "is")


def _owned(sentence: Sentence, i: int, j: int) -> bool:
    """``14 state owned firms``: behind a number one singular noun, a participle, and the plural."""
    if j != i + 1 or i - 1 not in sentence.covered or sentence.at("num.weak", i - 1):
        return False
    many = _is_plural(sentence, i) or sentence.at("words.many", i)
    return not many and _is_plural(sentence, j + 1) and word_class(sentence, j + 1) == "noun"


def _quoted(sentence: Sentence, j: int) -> bool:
    return any(sentence.low(k) == '"' for k in range(j + 1, min(j + 6, len(sentence.tokens))))


def _after_link(sentence: Sentence, j: int) -> bool:
    return word_class(sentence, j - 1) in ("link", "det")


def _goes_on(sentence: Sentence, j: int, sources: bool = False) -> bool:
    """Whether a noun phrase follows a linking preposition, and not a place, date or number."""
    takers = sentence.marks.get("words.takes_to")
    if (
        sentence.at("words.to", j)
        and not (takers and j - 1 in takers)
        and word_class(sentence, j + 1) != "verb"
    ):
        return False  # "sent 5,300 men to arrest"
    at = j + 1
    while at < len(sentence.tokens) and word_class(sentence, at) == "det":
        at += 1
    if at >= len(sentence.tokens) or (
        not sources and (blocked(sentence, j) or blocked(sentence, at))
    ):
        return False
    return word_class(sentence, at) in ("noun", "adj", "participle")


def _trimmed(sentence: Sentence, i: int, j: int) -> int:
    """Without prepositions, articles and signs left at the end."""
    while j > i and word_class(sentence, j - 1) in ("link", "det", "sign", "prep", "participle"):
        if sentence.low(j - 1) == "'":
            break
        if word_class(sentence, j - 1) == "participle" and j - i == 1:
            break
        j -= 1
    return j


def start_of_phrase(sentence: Sentence, j: int, most: int = 10) -> int:
    """Where the noun phrase that ends before ``j`` begins, its linked parts included."""
    own = sentence.grammar.hook("start_of_phrase", None)
    if own is not None:
        return int(own(sentence, j, most))
    i = j
    while i > 0 and j - i < most:
        kind = word_class(sentence, i - 1)
        if sentence.inside[i - 1] or (i - 1) in sentence.covered:
            break
        if (
            kind == "participle"
            and i > 1
            and word_class(sentence, i - 2) in ("aux", "noun", "pron")
        ):
            break
        if kind in ("noun", "adj", "participle"):
            if i < j and sentence.at("words.article", i) and sentence.low(i + 1) != ".":
                break  # "poor families | a compensation"
            if i < j and _gerund(sentence, i - 1) and word_class(sentence, i) == "det":
                break
            i -= 1
        elif i < j and sentence.tokens[i].capital and initial_before(sentence, i):
            i -= 2
        elif (
            (kind == "det" and i < j)
            or (kind == "link" and i < j and sentence.at("words.back_link", i - 1))
            or (kind == "link" and i < j and _name_across(sentence, i - 1))
            or (kind == "sign" and sentence.low(i - 1) in _KEPT_SIGNS and i > 1)
        ):
            i -= 1
        else:
            break
    while i < j and word_class(sentence, i) in ("det", "link", "sign"):
        i += 1
    return i


def initial_before(sentence: Sentence, i: int) -> bool:
    """Whether an initial and its full stop end right before the name at ``i``: ``D. Asanov``."""
    if i < 2 or sentence.low(i - 1) != "." or sentence.tokens[i - 1].space:
        return False
    first = sentence.tokens[i - 2]
    return first.kind == "w" and first.capital and len(first.text) == 1


def bare_subject(sentence: Sentence, index: int) -> int | None:
    """Where the noun begins that stands alone between two shares: ``37% dearer and sugar 82%``."""
    if not index:
        return None
    a, b = sentence.quantities[index - 1 : index + 1]
    if a.unit != "%" or b.unit != "%" or b.i - a.j > 8:
        return None
    begin = start_of_phrase(sentence, b.start)
    joint = sentence.at("frames.and", begin - 1) or sentence.low(begin - 1) == ","
    if not a.j < begin < b.start or not joint or word_class(sentence, b.start - 1) != "noun":
        return None
    verbs = any(word_class(sentence, k) in ("verb", "aux") for k in range(a.j, b.start))
    return None if verbs or sentence.inside[begin] else begin


def _name_across(sentence: Sentence, i: int) -> bool:
    """``Coalition against Torture``: a preposition between capitals."""
    if i < 1 or i + 1 >= len(sentence.tokens) or sentence.inside[i - 1]:
        return False
    return sentence.tokens[i - 1].capital and sentence.tokens[i + 1].capital


def without_article(sentence: Sentence, i: int, j: int) -> int:
    """``i`` moved past articles and words that only count ("all", "such")."""
    while i < j and word_class(sentence, i) == "det":
        i += 1
    return i


def words_of(sentence: Sentence, text: str, i: int, j: int) -> str:
    """The characters of tokens ``[i, j)``, as they stand."""
    return sentence.chars(i, j).of(text)


def _gerund(sentence: Sentence, i: int) -> bool:
    """``causing the damage``: a verb's form that takes an object."""
    endings = sentence.grammar.setting("words", "gerunds", ())
    return any(sentence.low(i).endswith(ending) for ending in endings)
