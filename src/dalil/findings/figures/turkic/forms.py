"""Languages whose words carry their endings and whose verbs end the clause: Kazakh, Kyrgyz.

Which endings there are is data (``words.toml``: ``forms``). From them follows what kind of word
stands where, where clauses end and what a noun phrase is; the modules beside this one build on that.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from dalil.findings.figures.phrases import initial_before
from dalil.findings.figures.sentence import Quantity, Sentence

if TYPE_CHECKING:
    from dalil.findings.figures.grammar import Grammar

_ORDER = (
    "surely", "converb", "infinitive", "participle", "gen", "dat", "loc", "abl", "acc", "ins",
    "attr", "adj", "finite", "plural", "bare", "poss",
)  # fmt: skip
_CASES = ("similar", "gen", "abl", "loc", "acc", "dat", "ins", "adj", "poss")
_STEM = "ххх"  # stands for the stem where an ending is written apart: "140-тан"
_ENDS_CLAUSE = frozenset(".,;:!?–)(")
NOMINAL = frozenset({"nom", "poss", "plural", "gen", "dat", "loc", "abl", "acc", "ins", "inf"})
BARE = frozenset({"nom", "poss", "plural"})
MODIFIER = frozenset({"nom", "adj", "attr", "gen", "part", "det"})
VERBAL = frozenset({"verb", "conv"})
_KEPT_WORDS = 50_000
_CLOSED = {
    "det": "det", "conj": "conj", "clause": "conj", "pron": "pron", "post": "post", "adv": "adv",
    "gap": "adv", "aux": "verb", "verb": "verb", "noun": "nom", "adj": "adj",
}  # fmt: skip


# ── forms of words ───────────────────────────────────────────────────────────────────────────────


def shape(sentence: Sentence, low: str) -> str:
    """What the ending of a word makes it, wherever it stands; ``ды`` may be a verb or a case."""
    cache = sentence.grammar.shapes
    known = cache.get(low)
    if known is None:
        known = _shape(sentence.grammar, low)
        if len(cache) < _KEPT_WORDS:
            cache[low] = known
    return known


def _shape(grammar: Grammar, low: str) -> str:
    for name in _ORDER:
        if not low.endswith(grammar.forms(name)):
            continue
        for ending in grammar.forms(name):
            if low.endswith(ending) and len(low) > len(ending) + 1:
                return _named(grammar, name, ending, low)
    return "nom"


def _named(grammar: Grammar, name: str, ending: str, low: str) -> str:
    if name == "acc" and ending in grammar.forms("past"):
        hard = ending in grammar.forms("past_hard")
        return "poss" if hard and low[-3] not in grammar.forms("voiceless") else "dy"
    return {
        "surely": "verb", "converb": "conv", "participle": "part", "finite": "fin",
        "infinitive": "inf", "bare": "nom",
    }.get(name, name)  # fmt: skip


def ends(sentence: Sentence, i: int, name: str) -> bool:
    """Whether the word at ``i`` ends as a form does (``words.toml``: ``[forms]``)."""
    return sentence.low(i).endswith(sentence.grammar.forms(name))


def form(sentence: Sentence, i: int) -> str:
    """The form of the word at ``i``: ``nom gen dat … verb conv part adj adv conj post`` or a sign."""
    if not 0 <= i < len(sentence.tokens):
        return "end"
    known = sentence.classes.get(i)
    if known is None:
        known = sentence.classes[i] = _form(sentence, i)
    return known


def _form(sentence: Sentence, i: int) -> str:
    token = sentence.tokens[i]
    if token.kind != "w":
        return "number" if token.kind == "n" else "sign"
    listed = sentence.at("class", i)
    if listed is not None:
        return _CLOSED.get(str(listed[1]), "nom")
    if i and sentence.low(i - 1) in "-'" and not token.space:
        if i < 2 or sentence.tokens[i - 2].kind != "w":
            return "suffix"
        return shape(sentence, _STEM + token.low) if sentence.at("frames.suffix", i) else "nom"
    found = shape(sentence, token.low)
    if token.capital and i and found in ("dy", "fin", "part", "verb", "conv"):
        return "loc" if ends(sentence, i, "name_loc") else "nom"
    if sentence.at("speech.by_after", i):
        return "post"
    if found in ("dy", "fin"):
        return _finite(sentence, i, found)
    if found == "part" and _closes(sentence, i):
        return "verb"
    return found


def _closes(sentence: Sentence, i: int) -> bool:
    """Whether a clause may end behind token ``i``."""
    j = i + 1
    if j >= len(sentence.tokens):
        return True
    if sentence.tokens[j].kind == "s":
        return sentence.low(j) in _ENDS_CLAUSE or sentence.low(j) == '"'
    return any(sentence.is_a(name, j) for name in ("aux", "conj", "clause"))


def _finite(sentence: Sentence, i: int, found: str) -> str:
    if _closes(sentence, i):
        return "verb"
    if found == "fin":
        return "nom" if ends(sentence, i, "fin_or_noun") else "part"
    following = sentence.tokens[i + 1]
    if following.kind == "n" or sentence.at("num.cardinals", i + 1):
        return "acc"
    after = shape(sentence, following.low)
    if sentence.is_a("verb", i + 1) or after in ("verb", "conv", "dy", "fin", "inf"):
        return "acc"
    if ends(sentence, i + 1, "verbal_noun") or sentence.is_a("adv", i + 1):
        return "acc"
    return "adj"


def last_case(sentence: Sentence, q: Quantity) -> str:
    """The case that the quantity's own ending shows: behind a hyphen, or fused."""
    at = q.j
    if sentence.low(at) in ("-", "'") and not sentence.tokens[at].space:
        return _case(sentence, sentence.low(at + 1))
    if sentence.tokens[at - 1].kind != "w":
        return ""
    cased = sentence.at("words.cased", at - 1)
    if cased is not None and cased[0] == at:
        return str(cased[1])
    bare = sentence.marks.get("words.bare", {})
    return "" if at - 1 in bare else _case(sentence, sentence.low(at - 1))


def _case(sentence: Sentence, word: str) -> str:
    cache = sentence.grammar.shapes
    known = cache.get("case of " + word)
    if known is None:
        grammar = sentence.grammar
        known = next((n for n in _CASES if word.endswith(grammar.forms(n))), "")
        if len(cache) < _KEPT_WORDS:
            cache["case of " + word] = known
    return known


def behind(sentence: Sentence, q: Quantity) -> int:
    """The token behind a quantity, its suffix and its words of bound."""
    at = q.j
    if sentence.low(at) in ("-", "'") and not sentence.tokens[at].space:
        at += 2
    return max(at, q.stop)


# ── clauses ──────────────────────────────────────────────────────────────────────────────────────


def segments(sentence: Sentence) -> list[int]:
    """Where clauses begin: behind ``;``, behind a comma after a verb, at "ал" and "бірақ"."""
    if sentence.clause_starts is None:
        behind_signs = (i + 1 for i in sentence.signs if i + 1 < len(sentence.tokens))
        may = {*behind_signs, *sentence.where("class.clause")}
        later = (i for i in sorted(may) if i and _begins(sentence, i))
        sentence.clause_starts = [0, *later]
    return sentence.clause_starts


def _begins(sentence: Sentence, i: int) -> bool:
    before = sentence.low(i - 1)
    if before == ";":
        return True
    if before == ",":
        if sentence.at("cues.them", i) or sentence.at("cues.this", i):
            return True
        return form(sentence, i - 2) in VERBAL or sentence.is_a("clause", i)
    return sentence.is_a("clause", i) and before != ","


def segment(sentence: Sentence, i: int) -> tuple[int, int]:
    """The clause that token ``i`` stands in."""
    starts = segments(sentence)
    k = bisect_right(starts, i)
    begin = starts[k - 1] if k else 0
    return begin, starts[k] if k < len(starts) else len(sentence.tokens)


def reach(sentence: Sentence, i: int) -> int:
    """Where the verb that token ``i`` leans on ends its say: converbs carry on to the next clause."""
    while True:
        end = segment(sentence, i)[1]
        if end >= len(sentence.tokens) or sentence.low(end - 1) != ",":
            return end
        if form(sentence, end - 2) != "conv":
            return end
        i = end


# ── noun phrases ─────────────────────────────────────────────────────────────────────────────────


def ahead(sentence: Sentence, i: int, most: int = 7) -> int:
    """Where the noun phrase that begins at ``i`` ends, its first case-bearing noun included."""
    j, heads = i, 0
    while j < len(sentence.tokens) and j - i < most:
        kind = form(sentence, j)
        if sentence.low(j) == '"' and not heads:
            j += 1
            continue
        if kind == "suffix" or (sentence.low(j) == "-" and j > i and not sentence.tokens[j].space):
            j += 1
            continue
        if sentence.inside[j] and heads:
            break
        if kind == "inf":
            if j == i and ends(sentence, j, "inf_dat") and form(sentence, j + 1) in VERBAL:
                return j + 1  # "4 000 шақыруға барды": a noun after all
            break
        if heads and sentence.at("words.light", j):
            break  # "83 баспана жұмыс істейді"
        if kind in ("adj", "attr", "part", "nom", "det"):
            busy = kind == "part" and form(sentence, j + 1) in NOMINAL
            if heads and ((kind != "nom" and not busy) or _own_noun(sentence, j - 1)):
                break
            j, heads = j + 1, heads + (kind == "nom")
            continue
        if kind in NOMINAL:
            if heads and _argument(sentence, j, kind):
                break
            if (
                heads
                and kind in ("dat", "loc", "abl", "ins", "acc", "gen")
                and _ends(sentence, j - 1)
            ):
                break
            return j + 1
        break
    return j if heads else _without_tail(sentence, i, j)


def _argument(sentence: Sentence, j: int, kind: str) -> bool:
    """``40 бала мектепке барды``: a case right before the verb is the verb's, not the noun's."""
    if kind not in ("dat", "abl", "loc", "ins") or ends(sentence, j, "owned_case"):
        return False
    return form(sentence, j + 1) in VERBAL and sentence.tokens[j].kind == "w"


def _own_noun(sentence: Sentence, k: int) -> bool:
    """A noun that people and things are counted by needs nothing behind it."""
    found = sentence.at("words.counted", k)
    hyphen = sentence.low(k + 1) == "-" and not sentence.tokens[k + 1].space
    return found is not None and found[0] == k + 1 and not hyphen


def _ends(sentence: Sentence, k: int) -> bool:
    return form(sentence, k) == "nom" and _own_noun(sentence, k)


def _without_tail(sentence: Sentence, i: int, j: int) -> int:
    while j > i and form(sentence, j - 1) in ("part", "det", "sign"):
        j -= 1
    return j


def back(sentence: Sentence, j: int, most: int = 7, *, names: bool = False) -> int:
    """Where the noun phrase that ends before ``j`` begins; with ``names`` places belong to it."""
    i = j
    if i > 0 and sentence.low(i - 1) == '"':
        return _quoted(sentence, i - 1)
    while i > 0 and j - i < most:
        k = i - 1
        kind = form(sentence, k)
        if sentence.low(k) == '"' and names:
            i = _quoted(sentence, k)
            continue
        if sentence.low(k) == "-" and not sentence.tokens[k].space:
            i = k
            continue
        if i < j and sentence.low(i) == "-":
            i = k
            continue
        if names and i < j and sentence.tokens[i].capital and initial_before(sentence, i):
            i -= 2
            continue
        if sentence.inside[k] and not (names and _is_place(sentence, k)):
            break
        if i < j and not names and any(m.i <= k < m.j for m in sentence.sources):
            break
        if i < j and sentence.taken[k]:
            aged = age_before(sentence, i)
            if aged is not None and aged >= j - most:
                i = aged
            break
        if i == j:
            if kind not in NOMINAL and kind not in ("adj", "part", "attr"):
                break
        elif kind not in MODIFIER and not (kind in ("poss", "plural") and _linked(sentence, i)):
            if not (names and sentence.tokens[k].capital and kind in NOMINAL):
                break
        elif (kind == "gen" and not _holds(sentence, i, j)) or _speaker(sentence, k, i, j):
            break
        i = k
        if kind == "det":
            break
    while i < j - 1 and form(sentence, i) == "det":
        i += 1
    return i


def age_before(sentence: Sentence, j: int) -> int | None:
    """``18–29 жастағы әйелдер``: where the age begins that ends before ``j``."""
    for begin, end, _, _ in sentence.matches("frames.age"):
        tail = all(sentence.at("frames.age_tail", k) for k in range(end, j))
        if (
            end <= j <= end + 2
            and tail
            and any(sentence.at("frames.age_word", k) for k in range(begin, end))
        ):
            return begin
    return None


def _speaker(sentence: Sentence, k: int, i: int, j: int) -> bool:
    """A body in the nominative before an object is the subject, not a part of the phrase."""
    if form(sentence, k) != "nom" or not sentence.at("speech.agent", k):
        return False
    return form(sentence, j - 1) in ("acc", "dat", "inf") and form(sentence, i) in (
        "adj",
        "attr",
        "part",
    )


def _is_place(sentence: Sentence, k: int) -> bool:
    return any(m.i <= k < m.j and m.kind == "name" for m in sentence.places)


def _linked(sentence: Sentence, i: int) -> bool:
    """A possessive noun inside a phrase: only in front of another (``қызметі басшысы``)."""
    return form(sentence, i) in ("poss", "gen") or ends(sentence, i, "owned")


def _holds(sentence: Sentence, i: int, j: int) -> bool:
    """Whether the phrase ``[i, j)`` has a possessive for a genitive in front of it."""
    return any(ends(sentence, k, "owned") for k in range(i, j))


def _quoted(sentence: Sentence, k: int) -> int:
    """Where the quotation that ends with the mark at ``k`` begins."""
    for m in range(k - 1, max(-1, k - 9), -1):
        if sentence.low(m) == '"':
            return m
    return k


def said(sentence: Sentence, i: int, j: int) -> str:
    """Tokens ``[i, j)`` as one string, spaces as they stand (each run as one)."""
    return "".join(
        (" " if t.space and k else "") + t.text for k, t in enumerate(sentence.tokens[i:j])
    )
