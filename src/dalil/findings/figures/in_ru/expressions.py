"""Russian quantities of their own making: compound words, ranks, lone units, thousands in the genitive."""

from __future__ import annotations

import itertools
from decimal import Decimal
from functools import lru_cache
from typing import Any

from dalil.findings.figures.numbers import Number
from dalil.findings.figures.phrases import word_class
from dalil.findings.figures.sentence import Quantity, Sentence
from dalil.lang import load

Row = dict[str, Any]

_GENITIVE = frozenset(("сотни", "тысячи"))
_GOVERN = frozenset(("около", "более", "менее", "больше", "меньше", "свыше", "до", "от", "порядка", "из",
                     "без", "выше", "ниже", "с", "после", "у"))  # fmt: skip


# ── before quantities are read ──


def take_ordinals(sentence: Sentence) -> None:
    """``в двадцать первом номере``: the tens of an ordinal are no count."""
    for i in sentence.marks.get("num.cardinals", {}):
        j = i + 1
        ordinal = sentence.at("num.ordinals", j)
        tens = sentence.at("num.cardinals", i)
        if (
            ordinal is None
            or tens is None
            or ordinal[1] > 19
            or tens[1] < 20
            or sentence.at("num.parts", j)
        ) and (ordinal is None or tens is None or tens[1] < 20 or not _adverbial(sentence, j)):
            continue
        if not sentence.at("frames.place_noun", ordinal[0]):
            sentence.take(i, ordinal[0])


def _adverbial(sentence: Sentence, j: int) -> bool:
    return sentence.low(j).endswith(("ый", "ий", "ом", "ем", "ого"))


def take_ages(sentence: Sentence) -> None:
    """``34-летняя Айгуль``, ``45-летний житель``: an age; a ``пятилетний план`` is not."""
    for i, token in enumerate(sentence.tokens):
        if not ("летн" in token.low or token.low.startswith("годовал")):
            continue
        begin = i
        while (begin > 0 and sentence.low(begin - 1) in ("-", "–")) or (
            begin > 0 and sentence.tokens[begin - 1].kind == "n"
        ):
            begin -= 1
        if token.low.startswith(("летн", "годовал")) and begin == i:
            continue
        aged = token.low.startswith("летн") or _compound(sentence, i) is not None
        if aged and _of_person(sentence, i + 1):
            sentence.take(begin, i + 1)


def _of_person(sentence: Sentence, i: int) -> bool:
    """Whether a person stands behind an adjective of age: a noun of the list, a name, or nothing."""
    n = len(sentence.tokens)
    if i >= n or sentence.tokens[i].kind == "s":
        return True
    for k in range(i, min(i + 4, n)):
        if sentence.at("frames.person", k):
            return True
        token = sentence.tokens[k]
        if token.capital and not sentence.inside[k] and not token.text.isupper():
            return True
        if token.kind != "w" or not token.low.endswith(
            (
                "ий",
                "ый",
                "ая",
                "яя",
                "его",
                "ого",
                "ой",
                "ей",
                "ему",
                "ому",
                "им",
                "ым",
                "ие",
                "ые",
                "их",
                "ых",
                "ую",
            )
        ):
            break
    return sentence.is_a("verb", i)


def take_numbered(sentence: Sentence) -> None:
    """``школа 25``, ``рейс 774``: a number as a name, unless something is counted behind it."""
    for i in sentence.marks.get("frames.numbered", {}):
        end = sentence.at("frames.numbered", i)[0]  # type: ignore[index]
        if (
            end >= len(sentence.tokens)
            or sentence.tokens[end].kind != "n"
            or " " in sentence.tokens[end].text
        ):
            continue
        after = end + 1
        free = after >= len(sentence.tokens) or word_class(sentence, after) in (
            "sign",
            "verb",
            "prep",
            "conj",
            "link",
            "aux",
            "adv",
        )
        if sentence.at("unit.after", after) or sentence.at("num.scales", after):
            free = False
        if free and sentence.low(after) not in ("-", "%"):
            sentence.take(end, end + 1)


def take_quoted_names(sentence: Sentence) -> None:
    """``газета «Семь дней»``: a number word that opens a name in quotes."""
    for i in sentence.marks.get("num.cardinals", {}):
        if (
            i < 2
            or not sentence.tokens[i].capital
            or sentence.low(i - 1) != '"'
            or sentence.tokens[i - 2].kind != "w"
        ):
            continue
        close = next(
            (k for k in range(i, min(i + 6, len(sentence.tokens))) if sentence.low(k) == '"'), None
        )
        if close is not None:
            sentence.take(i, close)


def take_digit_ordinals(sentence: Sentence) -> None:
    """``в 5-м классе``, ``7-й канал``: an ordinal in digits that is no rank."""
    for i in sentence.digits:
        if sentence.taken[i] or i + 1 >= len(sentence.tokens):
            continue
        if sentence.low(i + 1) != "-" or sentence.tokens[i + 1].space:
            continue
        ordinal = sentence.ordinal(i)
        if ordinal is not None and not sentence.at("frames.place_noun", ordinal[0]):
            sentence.take(i, ordinal[0])


def take_one_of(sentence: Sentence) -> None:
    """``один из организаторов``: a pronoun; ``один из восьми детей`` is a share."""
    for i in sentence.marks.get("frames.one", {}):
        if sentence.low(i + 1) != "из":
            continue
        number = sentence.number(i + 2)
        if number is None or not sentence.at("frames.base_noun", number.j):
            sentence.take(i, i + 2)


def take_street_numbers(sentence: Sentence) -> None:
    """``по улице Абая, 14``: the number of a house."""
    for i in sentence.marks.get("frames.street", {}):
        for k in range(i + 1, min(i + 7, len(sentence.tokens))):
            token = sentence.tokens[k]
            if (token.kind == "n" and sentence.low(k - 1) in (",", "дом", "д", ".")) or (
                token.kind == "n" and sentence.tokens[k - 1].capital
            ):
                sentence.take(k, k + 1)
                break
            if token.kind == "s" and token.low not in ',.-"':
                break


# ── after quantities are complete ──


def add_compounds(sentence: Sentence) -> None:
    """``двухмесячный``, ``семипроцентный``, ``трёхкратный``: a number and a unit in one word."""
    for i, token in enumerate(sentence.tokens):
        if token.kind != "w" or len(token.low) < 8 or sentence.taken[i]:
            continue
        made = _compound(sentence, i)
        if made is None:
            continue
        value, row, scale = made
        unit = str(row["unit"]) if row else "1"
        value = value * Decimal(str(row.get("factor", 1))) if row else value
        number = Number(i, i + 1, value, False, scale=scale)
        kind = str(row.get("kind", "measure")) if row else "count"
        q = Quantity(
            i=i, j=i + 1, number=number, value=value, unit=unit, kind=kind, frame="compound"
        )
        q.rules.append("compound.word")
        sentence.quantities.append(q)
        sentence.take(i, i + 1)
    sentence.quantities.sort(key=lambda q: q.i)


def is_compound(low: str) -> bool:
    """Whether a word states a number by itself."""
    return len(low) >= 8 and _compound_word(low) is not None


def _compound(sentence: Sentence, i: int) -> tuple[Decimal, Row | None, Decimal] | None:
    return _compound_word(sentence.low(i))


@lru_cache(maxsize=20_000)
def _compound_word(low: str) -> tuple[Decimal, Row | None, Decimal] | None:
    table = _prefixes()
    for cut in range(min(16, len(low) - 4), 2, -1):
        value = table.get(low[:cut])
        if value is None:
            continue
        for prefix, scale in (("", 1), ("тысяче", 1000), ("тысяч", 1000), ("миллион", 1_000_000)):
            rest = low[cut:]
            if prefix and not rest.startswith(prefix):
                continue
            row = _unit_word(rest[len(prefix) :])
            if row is not None:
                return value * scale, row, Decimal(scale)
        if low[cut:].startswith(("тысячн", "миллионн", "миллиардн")):
            scale = 1000 if "тысячн" in low else 1_000_000 if "миллионн" in low else 1_000_000_000
            return value * scale, None, Decimal(scale)
    return None


@lru_cache(maxsize=1)
def _prefixes() -> dict[str, Decimal]:
    words = load("ru").table("numerals")["words"]["prefixes"]
    return {word: Decimal(str(value)) for word, value in words.items()}


@lru_cache(maxsize=1)
def _stems() -> dict[str, Row]:
    rows = load("ru").table("units").get("unit", ())
    return {stem: row for row in rows for stem in row.get("adjective", ())}


def _unit_word(word: str) -> Row | None:
    """The unit that an adjective's second half names: ``месячный``."""
    for size in (3, 2):
        if word[-size:] in _ENDINGS and word[:-size] in _stems():
            return _stems()[word[:-size]]
    return None


_ENDINGS = frozenset(
    [
        "ый",
        "ий",
        "ой",
        "ая",
        "яя",
        "ое",
        "ее",
        "ые",
        "ие",
        "ого",
        "его",
        "ому",
        "ему",
        "ым",
        "им",
        "ом",
        "ем",
        "ую",
        "юю",
        "ой",
        "ей",
        "ых",
        "их",
        "ыми",
        "ими",
    ]
)


def add_ranks(sentence: Sentence) -> None:
    """``поднялся на 94-е место, Кыргызстан остался на 124-м``: further places of the same list."""
    ranks = [q for q in sentence.quantities if q.kind == "rank"]
    if not ranks:
        return
    for i, token in enumerate(sentence.tokens):
        if token.kind != "n" or sentence.inside[i]:
            continue
        ordinal = sentence.ordinal(i)
        if ordinal is None or _names_thing(sentence, ordinal[0]):
            continue
        if any(q.i <= i < q.j for q in sentence.quantities if q.kind == "rank"):
            continue
        sentence.quantities = [q for q in sentence.quantities if not q.i <= i < q.j]
        value = Decimal(ordinal[1])
        number = Number(i, ordinal[0], value, True, kind="ordinal")
        q = Quantity(
            i=i, j=ordinal[0], number=number, value=value, unit="rank", kind="rank", frame="rank"
        )
        q.rules.append("rank.listed")
        sentence.quantities.append(q)
    sentence.quantities.sort(key=lambda q: q.i)


def _names_thing(sentence: Sentence, j: int) -> bool:
    return (
        j < len(sentence.tokens)
        and sentence.tokens[j].kind == "w"
        and not any(sentence.is_a(name, j) for name in ("prep", "conj", "link", "verb", "adv"))
    )


def places_won(sentence: Sentence) -> None:
    """``поднялся на пять позиций`` in a text of rankings: places won or lost."""
    for q in sentence.quantities:
        if q.kind != "count" or not sentence.at("frames.rank_step", q.j):
            continue
        moved = any(
            sentence.at(f"cues.{cue}", k)
            for cue in ("up", "down", "shift")
            for k in range(max(0, q.i - 7), min(q.j + 3, len(sentence.tokens)))
        )
        ranking = any(sentence.at("frames.ranking", k) for k in range(len(sentence.tokens)))
        strict = sentence.low(q.j) in ("мест", "места", "место")
        lost = any(
            sentence.at(f"cues.{cue}", k)
            for cue in ("gain", "loss")
            for k in range(max(0, q.i - 5), q.i)
        )
        if (
            moved
            and (sentence.low(q.start - 1) == "на" or lost)
            and (ranking or not strict or q.start < 9)
        ):
            q.unit, q.kind, q.frame = "rank", "rank", "steps"
            q.j += 1
            q.rules.append("rank.steps")


def genitive_scales(sentence: Sentence) -> None:
    """``более тысячи``: one thousand, not thousands."""
    for q in sentence.quantities:
        if q.number.kind != "vague" or sentence.low(q.i) not in _GENITIVE:
            continue
        before = sentence.low(q.i - 1)
        if (
            before == "чем"
            or before in _GOVERN
            or (before in ("в", "на", "за") and sentence.low(q.i - 2) == "чем")
        ):
            q.value = q.value / 2 if isinstance(q.value, Decimal) else q.value
            q.number.kind = "count"
            if q.bound == "about" and not q.parts.get("bound"):
                q.bound = "exact"
        # what the bound words said is read before; vague words keep "about"


def inner_bounds(sentence: Sentence) -> None:
    """``20 с лишним тысяч``: the bound stands inside the expression."""
    if "num.over_after" not in sentence.present:
        return
    for q in sentence.quantities:
        for k in range(q.i, q.j):
            over = sentence.at("num.over_after", k)
            if over is not None and q.bound == "exact":
                q.bound = "min"
                q.say("bound", "bound.inside", sentence.chars(k, over[0]))


def lone_units(sentence: Sentence) -> None:
    """``год ограничения свободы``, ``заняло полгода``: a unit alone that states a term."""
    for i, (j, value) in sorted(sentence.marks.get("num.lone", {}).items()):
        if any(sentence.taken[i:j]) or any(q.i <= i < q.j for q in sentence.quantities):
            continue
        _add_lone(sentence, i, j, str(value))
    for i in sorted(sentence.marks.get("frames.lone_unit", {})):
        if sentence.taken[i] or any(q.i <= i < q.j for q in sentence.quantities):
            continue
        if sentence.at("frames.term", i + 1):
            _add_lone(sentence, i, i + 1, "1 " + str(sentence.at("frames.lone_unit", i)[1]))  # type: ignore[index]
    sentence.quantities.sort(key=lambda q: q.i)


def _add_lone(sentence: Sentence, i: int, j: int, meaning: str) -> None:
    amount, _, unit = meaning.partition(" ")
    value = Decimal(amount)
    kind = "time" if unit in ("year", "month", "day", "hour", "week", "minute") else "measure"
    kind = "percent" if unit == "%" else kind
    q = Quantity(
        i=i, j=j, number=Number(i, j, value, False), value=value, unit=unit, kind=kind, frame="lone"
    )
    q.rules.append("unit.lone")
    sentence.quantities.append(q)


def times_counted(sentence: Sentence) -> None:
    """``три раза`` counts occasions; a multiple has "в" or a comparison."""
    for q in sentence.quantities:
        if q.unit != "x" or q.frame in ("multiple", "verb", "compound"):
            continue
        last = sentence.low(q.j - 1)
        if not last.startswith("раз"):
            continue
        near = [sentence.low(k) for k in range(max(0, q.start - 3), q.i)]
        compared = sentence.at("cues.more", q.j) or sentence.at("cues.less", q.j)
        if not ("в" in near or "во" in near or compared or q.frame == "range"):
            q.unit, q.kind, q.frame = "1", "count", "occasions"
            q.j = q.number.j
            q.rules.append("times.occasions")


def levels_reached(sentence: Sentence) -> None:
    """``снизилась до 6,5%``: behind a word of change "до" is the level reached, and exact."""
    for index, q in enumerate(sentence.quantities):
        at = q.start
        at = next((k for k in range(q.start, q.i) if sentence.low(k) == "до"), -1)
        if q.bound != "max" or at < 0:
            continue
        if q.role == "to" or _changed_before(sentence, at, index):
            q.bound = "exact"
            q.parts.pop("bound", None)
            q.role = q.role or "to"
            q.rules.append("bound.level")


def _changed_before(sentence: Sentence, at: int, index: int) -> bool:
    for k in range(at - 1, max(-1, at - 16), -1):
        if sentence.low(k) in (";", "(", ":"):
            return False
        if any(sentence.at(f"cues.{cue}", k) for cue in ("up", "down", "shift")):
            return not any(sentence.at("frames.fine", m) for m in range(k, at))
        if sentence.at("frames.fine", k):
            return False
    return False


def from_counted(sentence: Sentence) -> None:
    """``депутаты от 5 партий``, ``доход от двух ферм``: "от" with a noun behind is no bound there."""
    for q in sentence.quantities:
        if q.bound == "min" and sentence.low(q.start) == "от" and q.kind == "count" and q.start > 0:
            before = sentence.tokens[q.start - 1]
            if (
                before.kind == "w"
                and not sentence.is_a("verb", q.start - 1)
                and sentence.at("frames.from_whom", q.start - 1)
            ):
                q.bound = "exact"
                q.parts.pop("bound", None)


EXTRA_VETOES = (
    take_quoted_names,
    take_numbered,
    take_one_of,
    take_digit_ordinals,
    take_ordinals,
    take_ages,
    take_street_numbers,
)


def bracketed_counts(sentence: Sentence) -> None:
    """``на 3,8% больше, чем в 2020-м (39 727)``: the base in brackets is no percentage."""
    qs = sentence.quantities
    for a, q in itertools.pairwise(qs):
        if "unit.listed" not in q.rules or q.unit not in ("%", "pp"):
            continue
        compared = sentence.at("cues.more", a.j) or sentence.at("cues.less", a.j)
        if q.number.value > 1000 or (compared and sentence.low(q.start - 1) == "("):
            q.value, q.unit, q.kind = q.number.value, "1", "count"
            q.parts.pop("unit", None)


def bare_norms(sentence: Sentence) -> None:
    """``семь лет вместо нормативных двенадцати``: the unit of the figure it is held against."""
    qs = sentence.quantities
    for a, q in itertools.pairwise(qs):
        if q.unit != "1" or q.kind != "count" or a.kind in ("count", "share", "rank"):
            continue
        begin = max(a.j, q.start - 3)
        sentenced = a.kind == "time" and any(
            sentence.at("frames.sentenced", k) for k in range(a.j, q.start)
        )
        held = sentenced or any(
            sentence.low(k) in ("вместо", "против", "норме", "плане") for k in range(begin, q.start)
        )
        lone = q.j >= len(sentence.tokens) or sentence.tokens[q.j].kind != "w"
        if sentence.low(q.start - 1) == "еще" or sentence.low(q.start) == "еще":
            lone = lone or word_class(sentence, q.j) in ("verb", "prep", "conj", "adv")
            held = held or (a.kind == "measure" and q.number.scale > 1)
        if held and lone and not isinstance(q.value, tuple):
            q.unit, q.kind = a.unit, a.kind
            q.rules.append("unit.held")


def trim_rates(sentence: Sentence) -> None:
    """``на жителя страны``: per "жителя"."""
    for q in sentence.quantities:
        words = (q.per or "").split(" ")
        if len(words) == 2 and words[1] in (
            "страны",
            "республики",
            "области",
            "города",
            "региона",
            "района",
            "села",
        ):
            q.per = words[0]


def check_rates(sentence: Sentence) -> None:
    """A rate in a clause of its own ("что делают это каждый месяц") is not the figure's."""
    for q in sentence.quantities:
        at = q.parts.get("per")
        if not at:
            continue
        k = next((m for m, t in enumerate(sentence.tokens) if t.start >= at[0].start), 0)
        first, second = min(k, q.j), max(k, q.j)
        apart = any(
            sentence.low(m) in ("что", ";", "который", "которые", "которая")
            for m in range(first, second)
        )
        behind = k < q.i and any(o.j <= q.i and o.i > k for o in sentence.quantities)
        last = next((m for m, t in enumerate(sentence.tokens) if t.end >= at[-1].end), k)
        behind = behind or (k > q.i and sentence.low(last + 1).startswith("приход"))
        sentence.quantities = [
            o for o in sentence.quantities if o is q or o.j != k or not sentence.at("num.weak", o.i)
        ]
        if (
            apart
            or behind
            or (
                q.kind in ("percent", "share")
                and (sentence.at("cues.more", q.j) or sentence.at("cues.less", q.j))
            )
        ):
            per, q.per = q.per, None
            q.parts.pop("per", None)
            q.rules.append("per.apart")
            later = [o for o in sentence.quantities if o.i > k and o.per is None and o.i - k < 9]
            if (later and not apart) or (later and later[0].i > k > q.j):
                later[0].per = per
                later[0].say("per", "per.frame", *at)


def same_degrees(sentence: Sentence) -> None:
    """``минус 38 °C, … до −25``: a signed number beside a temperature is one too."""
    for index, q in enumerate(sentence.quantities):
        if q.unit not in ("1", "°C") or not q.sense or isinstance(q.value, tuple):
            continue
        if q.unit == "°C" and (q.value < 0 or "unit.listed" not in q.rules):
            continue
        if any(o.unit == "°C" for o in sentence.quantities[:index]) and (
            q.j >= len(sentence.tokens) or sentence.tokens[q.j].kind != "w"
        ):
            q.unit, q.kind = "°C", "measure"
            q.value = -q.value if q.sense == "down" else q.value
            q.sense = ""


def averaged_lists(sentence: Sentence) -> None:
    """``В среднем врач получает 70 тысяч, учитель — 95``: the average holds for the list it opens."""
    for k in sorted(sentence.marks.get("frames.on_average", {})):
        last: Quantity | None = None
        for q in sentence.quantities:
            if q.i < k or any(sentence.low(m) == ";" for m in range(k, q.i)):
                continue
            if last is None and q.i - k > 12:
                break
            if last is not None and not (
                q.unit == last.unit and q.kind == last.kind and _items(sentence, last, q)
            ):
                break
            if q.bound == "exact" and q.kind not in ("times", "rank"):
                q.bound = "about"
                end = sentence.at("frames.on_average", k)
                q.say("bound", "bound.average", sentence.chars(k, end[0] if end else k + 1))
            last = q


def _items(sentence: Sentence, a: Quantity, b: Quantity) -> bool:
    return (
        b.i - a.j < 10
        and not any(sentence.is_a("verb", k) or sentence.is_a("clause", k) for k in range(a.j, b.i))
        and any(sentence.low(k) == "," or sentence.at("frames.and", k) for k in range(a.j, b.i))
    )


EXTRA_STAGES = (
    same_degrees,
    averaged_lists,
    bracketed_counts,
    bare_norms,
    check_rates,
    trim_rates,
    add_compounds,
    add_ranks,
    places_won,
    genitive_scales,
    inner_bounds,
    lone_units,
    times_counted,
    levels_reached,
    from_counted,
)
