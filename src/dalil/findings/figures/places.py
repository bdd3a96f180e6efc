"""Places: names from the gazetteer and by their shape, and which figure each one holds for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dalil.findings.figures.clauses import same_clause
from dalil.findings.figures.phrases import word_class
from dalil.findings.figures.sentence import Mark, Quantity, Sentence

if TYPE_CHECKING:
    from dalil.findings.figures.passage import Passage

STRONG, PLAIN, WEAK = "in", "name", "far"


def find_places(sentence: Sentence, text: str, passage: Passage) -> None:
    """Fill ``sentence.places``, left to right; the longest name holds."""
    done = 0
    named = sentence.where("places.never", "places.name", "places.country", "places.anaphor")
    towns = (i + 1 for i in sentence.where("places.guess_after"))
    for i in sorted({*named, *sentence.candidates("places.place"), *towns}):
        if i < done or i >= len(sentence.tokens):
            continue
        never = sentence.at("places.never", i)
        if never is not None:
            done = never[0]
            continue
        j = _name_ends(sentence, i)
        if j is None:
            done = max(done, _anaphor(sentence, i, passage))
            continue
        if _inside_name(sentence, i):
            continue
        begin, stop = _trim(sentence, i, j)
        while (
            begin < stop - 1
            and not sentence.tokens[begin].capital
            and sentence.at("places.settlement", begin)
        ):
            begin += 2 if sentence.at("places.of", begin + 1) else 1  # "the village of X" → X
        name = sentence.chars(begin, stop).of(text)
        kind = _type(sentence, i, j)
        sentence.places.append(Mark(begin, stop, name, _strength(sentence, i, j), kind))
        done = j


def _type(sentence: Sentence, i: int, j: int) -> str:
    if sentence.at("places.country", i):
        return "country"
    return "region" if any(sentence.at("places.admin", k) for k in range(i, j)) else "city"


def _inside_name(sentence: Sentence, i: int) -> bool:
    """``Nur Navoi station``: a word with a capital right before makes another name of it."""
    before = sentence.tokens[i - 1] if i else None
    if (
        before is None
        or not before.capital
        or not sentence.grammar.setting("places", "capitals", True)
    ):
        return False
    if sentence.at("periods.month", i - 1) or sentence.at("periods.weekday", i - 1):
        return False
    return (
        i > 1 and sentence.at("class", i - 1) is None and sentence.at("places.side", i - 1) is None
    )


def _anaphor(sentence: Sentence, i: int, passage: Passage) -> int:
    """``the country``, ``in the city``: the name if the passage has it, else a mark without one."""
    found = sentence.at("places.anaphor", i)
    if found is None or sentence.at("places.of", found[0]):
        return 0
    end, meaning = found
    if sentence.at("places.hall", end):
        return 0  # "the city hall" is a body
    earlier = [m.value for m in sentence.places if m.value and m.extra == meaning]
    known = {"country": passage.country, **passage.lower}
    value = earlier[-1] if earlier else known.get(meaning) or ""
    sentence.places.append(Mark(i, end, value, _strength(sentence, i, end), meaning))
    return int(end)


def _name_ends(sentence: Sentence, i: int) -> int | None:
    ends = [e[0] for e in (sentence.at("places.name", i), sentence.at("places.country", i)) if e]
    if (
        sentence.tokens[i].capital
        or ends
        or sentence.at("places.side", i)
        or not sentence.grammar.setting("places", "capitals", True)
    ):
        patterns = sentence.grammar.patterns("places.place")
        if patterns is not None:
            for pattern in patterns.starting(sentence, i):
                done = pattern.match(sentence, i)
                if done is not None:
                    ends.append(done[0])
                    break
    if not ends and _unknown_town(sentence, i):
        ends.append(_run_of_capitals(sentence, i))
    return max(ends, default=None)


def _unknown_town(sentence: Sentence, i: int) -> bool:
    """``in Stepnogorsk broke down``: a name behind "in" that nothing else explains."""
    if not sentence.grammar.setting("places", "guess", False) or not sentence.tokens[i].capital:
        return False
    if not sentence.at("places.guess_after", i - 1) or sentence.tokens[i].text.isupper():
        return False
    if sentence.any_at(_NO_TOWN, i):
        return False
    if sentence.titled:
        return False
    end = _run_of_capitals(sentence, i)
    if end - i > 3 or (end < len(sentence.tokens) and sentence.tokens[end].kind == "n"):
        return False
    return word_class(sentence, end) not in ("noun", "adj") or sentence.tokens[end].kind != "w"


_NO_TOWN = frozenset(
    {"periods.month", "periods.weekday", "periods.season", "places.never", "places.no_town"}
    | {"class"}
)


def _run_of_capitals(sentence: Sentence, i: int) -> int:
    tokens, end = sentence.tokens, i + 1
    while end < len(tokens) and (
        tokens[end].capital
        or (tokens[end].low == "-" and end + 1 < len(tokens) and tokens[end + 1].capital)
    ):
        end += 1
    return end


def _trim(sentence: Sentence, i: int, j: int) -> tuple[int, int]:
    """Without a leading article and a trailing possessive."""
    while i < j - 1 and sentence.is_a("det", i):
        i += 1
    while j - 1 > i and sentence.low(j - 1) in ("'s", "'"):
        j -= 1
    return i, j


def _strength(sentence: Sentence, i: int, j: int) -> str:
    k = i - 1
    while k >= 0 and (sentence.is_a("det", k) or sentence.at("places.side", k)):
        k -= 1
    if any(sentence.at("cues.than", m) for m in range(max(0, k - 2), k + 1)):
        return WEAK
    if sentence.at("places.in", k) or any(
        sentence.at("places.in_after", m) for m in (j, j - 1) if m < len(sentence.tokens)
    ):
        return STRONG
    if sentence.at("places.toward", k) and not any(
        sentence.at("places.outward", m) for m in range(max(0, k - 8), k)
    ):
        return PLAIN
    if (
        sentence.at("places.far", k)
        or sentence.at("places.toward", k)
        or sentence.at("places.far_after", j)
    ):
        return WEAK
    return PLAIN


def place_of(sentence: Sentence, q: Quantity, index: int) -> Mark | None:
    """The place a figure holds for, as this sentence names it; ``None`` if it names none."""
    if not sentence.places:
        return None
    after = _behind(sentence, q, index)
    if after is not None:
        return after
    before = [m for m in sentence.places if m.j <= q.start and m.kind != WEAK]
    if before:
        strong = [m for m in before if m.kind == STRONG and same_clause(sentence, m.j, q.i)]
        return strong[-1] if strong else before[-1]
    later = [m for m in sentence.places if m.i >= q.stop and m.kind != WEAK]
    if later:
        return later[0]
    return None


def _behind(sentence: Sentence, q: Quantity, index: int) -> Mark | None:
    """A place between this figure and the next one, in the same clause."""
    following = sentence.quantities[index + 1 :]
    end = following[0].start if following else len(sentence.tokens)
    found = [
        m
        for m in sentence.places
        if q.stop <= m.i < end and m.kind != WEAK and same_clause(sentence, q.j, m.i)
    ]
    strong = [m for m in found if m.kind == STRONG]
    if strong:
        return strong[0]
    before = [m for m in sentence.places if m.j <= q.start and m.kind != WEAK]
    return found[0] if found and not before else None
