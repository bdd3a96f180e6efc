"""Russian places: names with their endings, regions named by the adjective alone, bodies' toponyms."""

from __future__ import annotations

from dalil.findings.figures.in_ru.segments import cut
from dalil.findings.figures.passage import Passage
from dalil.findings.figures.places import PLAIN, STRONG, WEAK
from dalil.findings.figures.sentence import Mark, Sentence

_LOCATIVE = frozenset({"в", "во", "близ"})


def find_places(sentence: Sentence, text: str, passage: Passage) -> None:
    """Fill ``sentence.places``, left to right; the longest name holds."""
    done = 0
    named = sentence.where("places.here", "places.country", "places.name", "places.region")
    places = {*named, *sentence.candidates("places.place")}
    places.update(i for i in sentence.capitals if i and sentence.low(i - 1) in _LOCATIVE)
    for i in sorted(places):
        if i < done or sentence.tokens[i].kind != "w":
            continue
        here = sentence.at("places.here", i)
        if here is not None and (sentence.low(i) in ("в", "по") or passage.country):
            if sentence.low(i) in ("в", "по") and passage.country:
                sentence.places.append(Mark(i, here[0], passage.country, STRONG, "country"))
                done = here[0]
            continue
        found = _name(sentence, i)
        if found is None:
            continue
        begin, j, kind = found
        name = sentence.chars(begin, j).of(text)
        mark = Mark(begin, j, name, _strength(sentence, i), kind)
        _join(sentence, mark)
        sentence.places.append(mark)
        if kind == "country":
            passage.country = name
        done = j


def _name(sentence: Sentence, i: int) -> tuple[int, int, str] | None:
    token = sentence.tokens[i]
    country = sentence.at("places.country", i)
    plain = sentence.at("places.name", i)
    ends = [
        (e[0], kind) for e, kind in ((country, "country"), (plain, "city")) if e and token.capital
    ]
    shaped = _shaped(sentence, i)
    if shaped is not None:
        return shaped
    if ends:
        end, kind = max(ends)
        if (
            end < len(sentence.tokens)
            and sentence.low(end) == "-"
            and not sentence.tokens[end].space
        ):
            return None  # "Казахстан-2050", "Астана-банк"
        return i, end, kind
    if sentence.at("places.region", i) and token.capital and _alone(sentence, i):
        end = sentence.at("places.region", i)[0]  # type: ignore[index]
        return i, end, "region"
    return (i, i + 1, "city") if _settlement(sentence, i) else None


def _settlement(sentence: Sentence, i: int) -> bool:
    """``в Зангиате``: a name in the locative that no list has."""
    token = sentence.tokens[i]
    if i == 0 or not token.capital or token.text.isupper() or token.text.isascii():
        return False
    if sentence.low(i - 1) not in _LOCATIVE or not token.low.endswith(("е", "и")):
        return False
    known = any(
        sentence.at(kind, i)
        for kind in ("speech.body", "speech.document", "class", "places.region", "places.common")
    )
    following = sentence.tokens[i + 1] if i + 1 < len(sentence.tokens) else None
    named = following is not None and (
        following.capital or (following.low == "-" and not following.space)
    )
    return not known and not named and len(token.text) > 3


def _shaped(sentence: Sentence, i: int) -> tuple[int, int, str] | None:
    patterns = sentence.grammar.patterns("places.place")
    if patterns is None or not (sentence.tokens[i].capital or sentence.at("places.town", i)):
        return None
    for pattern in patterns.starting(sentence, i):
        done = pattern.match(sentence, i)
        if done is None:
            continue
        end, found = done
        if sentence.at("speech.body", i) and end == i + 2:
            continue  # "Прокуратура области" is a body
        begin = i
        if sentence.at("places.town", i) and "name.at" in found:
            begin, end = found["name.at"]
            if end - begin == 2 and sentence.at("speech.who", i - 1):
                continue  # "глава села Тимур Аскаров"
            if sentence.at("places.own_noun", i):
                begin = i
        return begin, end, "region"
    return None


def _alone(sentence: Sentence, i: int) -> bool:
    """``далее Акмолинская — 870``: the region's noun is left out."""
    end = sentence.at("places.region", i)[0]  # type: ignore[index]
    if end >= len(sentence.tokens) or cut(sentence, end):
        return True
    if sentence.low(i - 1) in ("в", "во") and not sentence.low(end).endswith(("е", "и", "ой", "ы")):
        return True  # "в Атырауской краж больше": the noun behind is not the region's
    return sentence.tokens[end].kind == "n" or sentence.low(end) in ("и", "или", ".")


def _strength(sentence: Sentence, i: int) -> str:
    k = i - 1
    while k >= 0 and (sentence.is_a("det", k) or sentence.at("places.side", k)):
        k -= 1
    if sentence.at("places.far", k) or sentence.at("cues.than", k - 1):
        return WEAK
    return STRONG if sentence.at("places.in", k) else PLAIN


def _join(sentence: Sentence, mark: Mark) -> None:
    """``из Казахстана или Кыргызстана``: the second name stands as the first does."""
    if not sentence.places:
        return
    last = sentence.places[-1]
    if (
        last.kind == WEAK
        and mark.i - last.j <= 1
        and (sentence.at("frames.and", mark.i - 1) or sentence.low(mark.i - 1) == ",")
    ):
        mark.kind = WEAK
