"""Stages of languages with endings: levels of a change, bounds behind nouns, places by their case."""

from __future__ import annotations

import itertools

from dalil.findings.figures.places import STRONG, WEAK
from dalil.findings.figures.quantities import serve
from dalil.findings.figures.sentence import Mark, Quantity, Sentence
from dalil.findings.figures.turkic.forms import ahead, behind, ends, form, last_case, segment

# ── before quantities are read ───────────────────────────────────────────────────────────────────


def sort_places(sentence: Sentence) -> None:
    """A place in the locative holds, one in the ablative is the other end, an adjective is none."""
    kept: list[Mark] = []
    for mark in sentence.places:
        last, at = sentence.low(mark.j - 1), mark.j
        if sentence.low(at) in ("-", "'") and at + 1 < len(sentence.tokens):
            last = sentence.low(at + 1)
        forms = sentence.grammar.forms
        if _people(sentence, last):
            for k in range(mark.i, mark.j):
                sentence.inside[k] = 0
            sentence.blocks.pop(mark.i, None)
            continue
        if last.endswith((*forms("loc"), *forms("attr"))):
            mark.kind = STRONG
        elif not last.endswith(forms("gen")) and any(
            sentence.at("places.outward", k) for k in range(mark.j, mark.j + 4)
        ):
            mark.kind = WEAK
        elif sentence.at("cues.press", mark.j):
            mark.kind = STRONG
        elif last.endswith(forms("abl")) and not ends(sentence, mark.j - 1, "name_end"):
            continue  # where something comes from is not where it holds
        kept.append(mark)
    sentence.places = kept


def _people(sentence: Sentence, word: str) -> bool:
    """``қазақстандық``, ``қазақстандықтардың``: those who live there, not the place."""
    follow = sentence.grammar.forms("behind_quality")
    for ending in sentence.grammar.forms("quality"):
        at = word.rfind(ending)
        rest = word[at + len(ending) :]
        if at > 2 and (not rest or rest.startswith(follow)):
            return True
    return False


def veto_suffixed(sentence: Sentence) -> None:
    """``5-сынып``, ``2-тармақ``: digits, a hyphen and a noun count places, not things."""
    tokens = sentence.tokens
    for i in sentence.digits:
        if i >= len(tokens) - 2 or tokens[i + 1].low != "-" or tokens[i + 1].space:
            continue
        word = tokens[i + 2]
        if word.space or word.kind != "w" or sentence.taken[i]:
            continue
        if sentence.at("frames.suffix", i + 2) or sentence.at("unit.after", i + 2):
            continue
        if sentence.at("num.scales", i + 2) or sentence.at("frames.rank_noun", i + 2):
            continue
        if sentence.at("num.ordinal_endings", i + 2) and sentence.at("frames.rank_noun", i + 3):
            continue
        sentence.take(i, i + 1)


_PRICED = frozenset({"frames.priced_bare", "frames.priced"})


def veto_one_of_measure(sentence: Sentence) -> None:
    """``бір литр бензин 220 теңге``: a price's denominator is no figure."""
    for i in sentence.where("frames.one"):
        if not sentence.any_at(_PRICED, i + 1):
            continue
        for k in range(i + 2, min(i + 9, len(sentence.tokens))):
            if sentence.low(k) in (",", ";") or sentence.at("frames.and", k):
                break
            unit = sentence.at("unit.after", k)
            if unit is not None and unit[1].get("kind", "measure") in ("money", "measure"):
                sentence.take(i, i + 1)


def veto_thousand(sentence: Sentence) -> None:
    """``мың балаға 300 орын``: the denominator's thousand."""
    for i in sentence.where("frames.round_base"):
        base = sentence.at("frames.round_base", i)
        last = i >= len(sentence.tokens) - 2
        if base is None or last or (i and sentence.number(i - 1)):
            continue
        at = base[0]
        if form(sentence, at) == "dat" and any(
            sentence.tokens[k].kind == "n" or sentence.at("num.cardinals", k)
            for k in range(at + 1, min(at + 5, len(sentence.tokens)))
        ):
            sentence.take(i, at)


def keep_lasting(sentence: Sentence) -> None:
    """``көпір 40 күнде салынды``: a time within which something was done is a result."""
    kept = []
    for mark in sentence.periods:
        told = (
            mark.kind in ("length", "bare months")
            and sentence.at("frames.took", mark.j) is not None
        )
        counted = any(
            sentence.tokens[k].kind == "n" or sentence.at("num.cardinals", k)
            for k in range(max(0, mark.i - 2), mark.i)
        )
        if not told or counted or not sentence.number(mark.i):
            kept.append(mark)
            continue
        for k in range(mark.i, mark.j):
            sentence.inside[k] = sentence.taken[k] = 0
        sentence.blocks.pop(mark.i, None)
    sentence.periods = kept


_NAME_MOST = 4


def drop_quoted_times(sentence: Sentence) -> None:
    """``«Қаңтар» ісі``: a month between quotation marks is a name."""
    kept = []
    for mark in sentence.periods:
        if sentence.low(mark.i - 1) == '"' and sentence.low(mark.j) == '"':
            sentence.take(mark.i, mark.j)
        else:
            kept.append(mark)
    sentence.periods = kept


def veto_quoted_names(sentence: Sentence) -> None:
    """``«Жеті күн» газеті``: a number word in a short name between quotation marks."""
    tokens = sentence.tokens
    for i in sentence.where("num.cardinals"):
        if not tokens[i].capital or sentence.low(i - 1) != '"':
            continue
        end = next((k for k in range(i, i + _NAME_MOST + 2) if sentence.low(k) == '"'), None)
        if end is None or any(form(sentence, k) in ("verb", "conv") for k in range(i, end)):
            continue
        if end + 1 < len(tokens) and tokens[end + 1].kind == "w":
            sentence.take(i, end)


def keep_mean_ages(sentence: Sentence) -> None:
    """``орташа жасы — 67 жас``: a mean age is a figure."""
    for i in range(1, len(sentence.tokens) - 1):
        if sentence.tokens[i].kind != "n" or not sentence.at("frames.years_old", i + 1):
            continue
        near = range(max(0, i - 5), i)
        if any(sentence.at("frames.mean", k) for k in near):
            sentence.taken[i] = 0
            if i + 1 < len(sentence.tokens):
                sentence.taken[i + 1] = 0


EXTRA_VETOES = (
    drop_quoted_times,
    keep_lasting,
    veto_quoted_names,
    keep_mean_ages,
    veto_thousand,
    sort_places,
    veto_suffixed,
    veto_one_of_measure,
)


# ── behind quantities ────────────────────────────────────────────────────────────────────────────


def levels(sentence: Sentence) -> None:
    """``60-тан 45-ке дейін төмендеді``: two levels; ``9 мыңға дейін жеткізді``: the one reached."""
    qs = sentence.quantities
    for a, b in itertools.pairwise(qs):
        if a.frame == "" and b.frame == "" and _from_to(sentence, a, b):
            serve(a, b)
            serve(b, a)
            a.role, b.role, b.head = "from", "to", a
            for q in (a, b):
                q.bound = "exact"
                q.parts.pop("bound", None)
            b.rules.append("pair.levels")
    for q in qs:
        if q.bound == "max" and q.role == "" and _reached(sentence, q):
            q.bound, q.role, q.right = "exact", "to", -1
            q.parts.pop("bound", None)
            q.rules.append("level.reached")


def _from_to(sentence: Sentence, a: Quantity, b: Quantity) -> bool:
    if last_case(sentence, a) != "abl" or b.i - a.j > 4 or a.right >= 0:
        return False
    if any(sentence.low(k) == "," for k in range(a.j, b.i)):
        return False
    if last_case(sentence, b) != "dat" and not _word_of_level(sentence, b):
        return False
    return _changes(sentence, b.j)


def _word_of_level(sentence: Sentence, q: Quantity) -> bool:
    return any(sentence.at("cues.until", k) for k in range(q.j, q.j + 4))


def _reached(sentence: Sentence, q: Quantity) -> bool:
    return _word_of_level(sentence, q) and _changes(sentence, q.j)


def _changes(sentence: Sentence, j: int) -> bool:
    for k in range(j, min(j + 6, len(sentence.tokens))):
        if any(sentence.at(f"cues.{cue}", k) for cue in ("up", "down", "shift")):
            return True
        if sentence.low(k) in (",", ";", "–"):
            return False
    return False


def similar(sentence: Sentence) -> None:
    """``100-дей адам``, ``мыңдай``: the ending says "about"."""
    for q in sentence.quantities:
        if q.bound == "exact" and last_case(sentence, q) == "similar":
            q.bound = "about"
            q.say("bound", "bound.similar", sentence.chars(q.j - 1, q.j))


def rank_shifts(sentence: Sentence) -> None:
    """``екі орынға көтерілді``: places won or lost in a ranking."""
    for q in sentence.quantities:
        at = q.j
        if q.kind != "count" or not sentence.at("frames.rank_noun", at):
            continue
        if any(sentence.at(f"cues.{cue}", k) for cue in ("up", "down") for k in (at + 1, at + 2)):
            q.unit, q.kind, q.j = "rank", "rank", at + 1
            q.rules.append("rank.shift")


def drop_comparisons(sentence: Sentence) -> None:
    """``12-ге көп`` compares; only ``12-ден көп`` bounds."""
    for q in sentence.quantities:
        at = behind_suffix(sentence, q)
        if q.right > at and sentence.at("cues.loose", at) and last_case(sentence, q) != "abl":
            q.bound, q.right = "exact", -1
            q.parts.pop("bound", None)


def behind_suffix(sentence: Sentence, q: Quantity) -> int:
    """The token behind a quantity and its hyphenated suffix."""
    at = q.j
    if sentence.low(at) in ("-", "'") and not sentence.tokens[at].space:
        at += 2
    return at


def bounds_behind_nouns(sentence: Sentence) -> None:
    """``100 адамнан астам``, ``30 үйге жуық``: the bound stands behind the noun counted."""
    for _index, q in enumerate(sentence.quantities):
        if q.bound != "exact" or q.role or q.right >= 0:
            continue
        at = behind_suffix(sentence, q)
        end = ahead(sentence, at, most=4)
        if end <= at or form(sentence, end - 1) not in ("abl", "dat"):
            continue
        found = sentence.at("bound.after", end)
        if found is None or sentence.at("cues.no_bound", end):
            continue
        if sentence.at("cues.loose", end) and form(sentence, end - 1) != "abl":
            continue
        if sentence.at("cues.until", end) and _changes(sentence, end):
            continue
        q.bound = found[1]
        q.say("bound", "bound.noun", sentence.chars(end, found[0]))


def bounds_far_before(sentence: Sentence) -> None:
    """``орта есеппен айына 5 мың``: a bound with only a denominator between."""
    marks = sentence.marks.get("bound.before", {})
    for index, q in enumerate(sentence.quantities):
        if q.bound != "exact" or q.frame == "range":
            continue
        floor = sentence.quantities[index - 1].j if index else 0
        for k in range(q.start - 1, max(floor, q.start - 7) - 1, -1):
            found = marks.get(k)
            if found is not None and found[1] in ("about", "min", "max"):
                between = range(found[0], q.start)
                if all(_light(sentence, m) for m in between):
                    q.bound = found[1]
                    q.say("bound", "bound.far", sentence.chars(k, found[0]))
                break


def _light(sentence: Sentence, m: int) -> bool:
    if sentence.tokens[m].kind == "s" or sentence.at("num.cardinals", m):
        return False
    return form(sentence, m) in ("adv", "dat", "loc", "det", "post", "nom", "abl") or bool(
        sentence.inside[m]
    )


def average_lists(sentence: Sentence) -> None:
    """``орта есеппен азыққа 9 мың, отынға 4 мың жұмсайды``: one average, one verb at the end."""
    for a, b in itertools.pairwise(sentence.quantities):
        spans = a.parts.get("bound")
        if a.bound != "about" or b.bound != "exact" or not spans or a.unit != b.unit:
            continue
        if spans[0].start > sentence.tokens[a.i].start or b.frame or a.kind == "count":
            continue
        between = range(a.j, b.i)
        joined = any(sentence.low(k) == "," for k in between)
        said = any(form(sentence, k) in ("verb", "conv") for k in between)
        averaged = any(
            sentence.tokens[k].start == spans[0].start and sentence.at("frames.average", k)
            for k in range(a.i)
        )
        if joined and not said and averaged:
            b.bound = "about"
            b.say("bound", "bound.average", *spans)


def sold_again(sentence: Sentence) -> None:
    """``3 100 теңгеге жетті, Шымкентте оны 2 750-ге сатып отыр``: the price of the same thing."""
    for a, b in itertools.pairwise(sentence.quantities):
        if a.kind != "money" or b.kind != "count" or b.frame or last_case(sentence, b) != "dat":
            continue
        if sentence.at("cues.sold", behind_suffix(sentence, b)) is None:
            continue
        b.unit, b.kind = a.unit, a.kind
        b.say("unit", "unit.sold", *a.parts.get("unit", []))
        if a.per is not None and b.per is None:
            b.per = a.per
            b.say("per", "per.sold", *a.parts.get("per", []))


def measure_served(sentence: Sentence) -> None:
    """``11,2 млрд кВт·сағ өндірді, тағы 2,7 млрд сырттан алынды``: the unit said once."""
    for a, b in itertools.pairwise(sentence.quantities):
        if a.kind != "measure" or b.kind != "count" or b.frame or b.number.scale == 1:
            continue
        if a.number.scale != b.number.scale:
            continue
        end = b.j
        while form(sentence, end) in ("adv", "abl", "loc", "ins"):
            end += 1
        if form(sentence, end) in ("verb", "conv"):
            b.unit, b.kind, b.head = a.unit, a.kind, a
            b.say("unit", "unit.served", *a.parts.get("unit", []))


def share_denominators(sentence: Sentence) -> None:
    """``айына 80 мың теңге, … 70 мың``: a rate said once holds for the items that follow."""
    qs = sentence.quantities
    for a, b in itertools.pairwise(qs):
        if a.per and b.per is None and b.head is a:
            b.per = a.per
            b.say("per", "per.shared", *a.parts.get("per", []))
        if a.per is None or b.per is not None or b.kind in ("times", "percent", "share", "rank"):
            continue
        between = range(a.j, b.i)
        signs = {sentence.low(k) for k in between}
        told = any(form(sentence, k) == "verb" for k in between) and b.unit != "1"
        if a.unit != b.unit or "," not in signs or ";" in signs or told or len(between) > 9:
            continue
        b.per = a.per
        b.say("per", "per.listed", *a.parts.get("per", []))


def drop_denominators(sentence: Sentence) -> None:
    """A change restated as a percentage has not the denominator of the price."""
    for q in sentence.quantities:
        at = q.parts.get("per", [])
        counted = any(
            o is not q and o.i <= k < o.j and at and sentence.tokens[k].start == at[0].start
            for o in sentence.quantities
            for k in range(o.i, o.j)
        )  # "жолдың 30 шақырымы 5 млрд теңгеге жөнделді"
        if counted or (q.kind in ("percent", "times", "share") and "per.shared" in q.rules):
            q.per = None
            q.parts.pop("per", None)


def drop_first_one(sentence: Sentence) -> None:
    """``бір`` at the head of a sentence, its clause counting nothing else, is an article."""
    kept = []
    for q in sentence.quantities:
        alone = q.unit == "1" and q.number.j - q.number.i == 1 and q.per is None
        weak = alone and sentence.at("num.weak", q.number.i)
        end = ahead(sentence, q.j) if weak else q.j
        if end > q.j and form(sentence, end - 1) in ("loc", "dat", "abl", "gen"):
            continue  # "бір сыныпта 42 бала"
        if weak and not any(o.i < q.i for o in sentence.quantities):
            own = segment(sentence, q.i)[1]
            if not any(o is not q and o.i < own and o.kind == "count" for o in sentence.quantities):
                continue
        kept.append(q)
    sentence.quantities = kept


def degrees(sentence: Sentence) -> None:
    """``түнде −20, күндіз −8 градус``: the unit said once, a minus that stays."""
    for q in sentence.quantities:
        if q.kind != "count" or not q.sense or isinstance(q.value, tuple):
            continue
        later = [o for o in sentence.quantities if o.unit == "°C" and 0 < o.i - q.j < 8]
        if later:
            q.value = -q.value if q.sense == "down" else q.value
            q.unit, q.kind, q.sense = "°C", "measure", ""


def money_served(sentence: Sentence) -> None:
    """``450 млн доллар …, тағы 300 миллион құймақ``: the currency said once."""
    qs = sentence.quantities
    backward = list(zip(qs[1:], qs, strict=False))[::-1]
    for a, b in [*itertools.pairwise(qs), *backward]:
        if a.kind != "money" or b.kind != "count" or b.frame or b.number.scale == 1:
            continue
        end = b.j
        while form(sentence, end) == "adv":
            end += 1
        verbs: tuple[str, ...] = ("verb", "conv", "inf", "sign")
        if b.i > a.i:
            verbs = (*verbs, "end")
        elif form(sentence, end) == "sign" and (a.i - end > 8 or sentence.low(end) != ","):
            continue
        if form(sentence, end) in verbs:
            b.unit, b.kind = a.unit, a.kind
            b.parts.setdefault("unit", a.parts.get("unit", []))
            b.rules.append("unit.served")


def count_again(sentence: Sentence) -> None:
    """``18 пайызға (былтыр 430, биыл 352)``: no percentages, though none has a noun."""
    for q in sentence.quantities:
        if "unit.listed" in q.rules and q.unit == "%" and q.number.value > 100:
            q.unit, q.kind, q.value = "1", "count", q.number.value


def unlisted(sentence: Sentence) -> None:
    """An average covers the list it opens, not the clause after it."""
    for q in sentence.quantities:
        at = q.parts.get("bound")
        if "bound.listed" in q.rules and at:
            begin, _ = segment(sentence, q.i)
            if at[0].start < sentence.tokens[begin].start:
                q.bound = "exact"
                q.parts.pop("bound", None)


EXTRA_STAGES = (
    degrees,
    money_served,
    count_again,
    unlisted,
    measure_served,
    drop_first_one,
    rank_shifts,
    levels,
    drop_comparisons,
    similar,
    bounds_behind_nouns,
    bounds_far_before,
    average_lists,
    sold_again,
    share_denominators,
    drop_denominators,
)
__all__ = ["EXTRA_STAGES", "EXTRA_VETOES", "behind"]
