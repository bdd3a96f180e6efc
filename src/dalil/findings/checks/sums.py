"""Parts against their total, and shares that make up the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from dalil.findings.checks.found import Found
from dalil.findings.checks.line import Line, alike_in
from dalil.findings.checks.printed import HUNDRED, Interval, Number, verdict, written
from dalil.model import Verdict

_LONGEST_GAP = 8  #     tokens between two parts of a list
_LONGEST_TAIL = 6  #    tokens of a noun phrase behind the last part
_ENDS = ".;)!?"


def parts_and_total(line: Line, before: Line | None) -> Iterator[Found]:
    """``35 people: 20 men and 16 women``, ``20 men and 16 women, 35 in total``, ``430 of them …``."""
    for t in range(len(line.figures)):
        if line.number(t) is None:
            continue
        opened = _opener(line, t)
        if opened:
            parts = _run(line, t + 1, line.figures[t].value.unit)
            if opened == "rest" and (len(parts) < 2 or not _rest(line, parts)):
                continue
            if len(parts) > 1 and _closed(line, parts, bracket=opened == "("):
                yield from _compare(line, line, t, parts, opened)
        behind = _before_total(line, t)
        if len(behind) > 1:
            yield from _compare(line, line, t, behind, "total")
    if before is not None and len(before.figures) == 1 and before.number(0) is not None:
        parts = _run(line, 0, before.figures[0].value.unit)
        if len(parts) > 1 and _taken_up(line, parts) and _closed(line, parts, bracket=False):
            yield from _compare(line, before, 0, parts, "of them")


def _opener(line: Line, t: int) -> str:
    """What opens a list of parts behind figure ``t``: a sign, "of them", else only "the rest"."""
    if t + 1 >= len(line.figures):
        return ""
    i, j = line.end[t], line.begin[t + 1]
    if j - i > 10 or line.has("way out", i, j) or line.has("total", i, j):
        return ""
    for k in range(j - 1, max(i - 1, j - 3), -1):
        if line.tokens[k].low in ":(–":
            return line.tokens[k].low
    if line.sign(";", i, j):
        return ""
    return "of them" if line.has("of_pronoun", i, j) else "rest"


def _run(line: Line, first: int, unit: str) -> list[int]:
    """Figures from ``first`` on that are items of one list; shares in brackets are passed over."""
    parts: list[int] = []
    for k in range(first, len(line.figures)):
        figure = line.figures[k].value
        if parts and line.tokens[line.begin[k] - 1].low == "(" and figure.unit != unit:
            continue
        if figure.unit != unit or figure.change or line.number(k) is None or figure.per:
            break
        if parts and not _next_item(line, parts[-1], k):
            break
        parts.append(k)
    return parts


def _next_item(line: Line, a: int, b: int) -> bool:
    i, j = line.end[a], line.begin[b]
    if not 0 < j - i <= _LONGEST_GAP or line.has("way out", i, j) or line.has("total", i, j):
        return False
    if line.has("source", i, j):
        return False
    if line.sign(":.–", i, j) or (line.sign("(", i, j) and b == a + 1):
        return False
    return line.sign(",;", i, j) or line.has("and", i, j)


def _closed(line: Line, parts: Sequence[int], *, bracket: bool) -> bool:
    """Whether the list ends with its last item, so that nothing else is listed."""
    last = parts[-1]
    tokens = line.tokens
    joined = line.has("and", line.end[parts[-2]], line.begin[last]) or _rest(line, parts)
    ends = ")" if bracket else _ENDS + ("," if joined else "")
    at = line.end[last]
    stop = next((k for k in range(at, len(tokens)) if tokens[k].low in ends), len(tokens))
    if bracket and stop == len(tokens):
        return False
    following = last + 1 < len(line.figures) and line.begin[last + 1] < stop
    return not following and stop - at <= _LONGEST_TAIL and not line.has("way out", at, stop + 3)


def _taken_up(line: Line, parts: Sequence[int]) -> bool:
    """``430 of them …``, ``Of these, 430 …``: the sentence divides what was counted before."""
    first = line.begin[parts[0]]
    return not parts[0] and line.has("of_pronoun", 0, first + 4)


def _before_total(line: Line, t: int) -> list[int]:
    """The items in front of a total that is called one: ``…, a total of 35``, ``…, всего 35``."""
    at = line.end[t]
    behind = line.has("total", at, min(at + 3, len(line.tokens)))
    if not t or not (behind or line.leads("total", t)):
        return []
    if line.end[t - 1] + _LONGEST_GAP < line.begin[t] or line.sign(
        ".;", line.end[t - 1], line.begin[t]
    ):
        return []
    first = t
    while first and (first == t or _next_item(line, first - 1, first)):
        first -= 1
    for k in range(first, t):
        parts = _run(line, k, line.figures[t].value.unit)
        parts = [p for p in parts if p < t]
        if parts and parts[-1] == t - 1:
            return parts
    return []


def _rest(line: Line, parts: Sequence[int]) -> bool:
    """``…, and the remaining 16``: then nothing is left over."""
    i, j = line.end[parts[-2]], line.begin[parts[-1]]
    return line.has("rest", i, min(j + 2, len(line.tokens)))


def _whole(line: Line, parts: Sequence[int]) -> bool:
    """Whether the parts are all there can be, as the text's own words say: men and women."""
    if _rest(line, parts):
        return True
    edges = [line.begin[k] for k in parts[1:]] + [min(line.end[parts[-1]] + 4, len(line.tokens))]
    nouns = [
        [line.tokens[i].low for i in range(line.end[k], edge)]
        for k, edge in zip(parts, edges, strict=True)
    ]
    for sides in line.words.partners:
        if len(sides) == len(nouns):
            found = {
                n
                for n, side in enumerate(sides)
                if any(side.intersection(words) for words in nouns)
            }
            each = all(any(side.intersection(words) for side in sides) for words in nouns)
            if len(found) == len(sides) and each:
                return True
    return False


def _compare(line: Line, home: Line, t: int, parts: Sequence[int], opened: str) -> Iterator[Found]:
    claim = home.figures[t]
    used = tuple(line.figures[k] for k in parts)
    if not alike_in((claim, *used), "period", "attribution", "status"):
        return
    total = home.number(t)
    items = [n for k in parts if (n := line.number(k)) is not None]
    if total is None or total.value <= 0 or len({n.value for n in items}) == 0:
        return
    expected = sum((n.value for n in items), Decimal(0))
    result = verdict(lambda kind: (_added(items, kind), total.around(kind)), expected)
    if result == "differs" and not _must(expected, total.value, opened, _whole(line, parts), items):
        return
    if result is None:
        return
    unit = claim.value.unit
    shown = " + ".join(written(n.value, places=6) for n in items)
    yield Found(
        rule="sum", verdict=result, claim=claim, used=used, expected=expected,
        within=_added(items, True), computed=f"{shown} = {written(expected, unit, 6)}",
        way=f"sum.{_WAYS[opened]}",
    )  # fmt: skip


_WAYS = {
    ":": "listed", "(": "listed", "–": "listed", "of them": "of_them", "total": "total",
    "rest": "rest",
}  # fmt: skip


def _must(sum_: Decimal, total: Decimal, opened: str, whole: bool, items: Sequence[Number]) -> bool:
    """Whether a sum that is not the total must be a mistake, and not an open or overlapping list.

    Parts that lack something may be a selection; parts that are too many may overlap. Neither
    is a mistake unless they are the whole, or miss the total by so little that nobody would
    think of another reason.
    """
    if whole:
        return True
    over = (sum_ - total) / total
    if opened == "of them":
        return total >= 100 and 0 < over <= Decimal("0.01")
    if opened == "total" and -Decimal("0.03") <= over < 0:
        return True
    return 0 < over <= Decimal("0.03") or (len(items) > 2 and 0 < over <= Decimal("0.1"))


def _added(items: Sequence[Number], kind: bool) -> Interval:
    total = Interval(Decimal(0), Decimal(0))
    for item in items:
        total += item.around(kind)
    return total


def shares_of_all(line: Line) -> Iterator[Found]:
    """``62% for, 31% against and 7% undecided``: the shares of one whole make a hundred."""
    k = 0
    while k < len(line.figures):
        parts = _run(line, k, "%")
        k = parts[-1] + 1 if parts else k + 1
        if len(parts) < 2 or not _closed(line, parts, bracket=False):
            continue
        items = [n for p in parts if (n := line.number(p)) is not None]
        used = tuple(line.figures[p] for p in parts)
        if len(parts) < 3 and not _rest(line, parts):
            continue
        if not alike_in(used, "place", "period", "attribution", "status"):
            continue
        if _in_words(line, parts):
            continue
        sum_ = sum((n.value for n in items), Decimal(0))
        result = _hundred(items, sum_, _rest(line, parts))
        if result is not None:
            shown = " + ".join(written(n.value, places=6) for n in items)
            yield Found(
                rule="shares", verdict=result, claim=used[-1], used=used, expected=sum_,
                within=_added(items, True), computed=f"{shown} = {written(sum_, '%', 6)}",
                way="shares.rest" if _rest(line, parts) else "shares.listed",
            )  # fmt: skip


def _in_words(line: Line, parts: Sequence[int]) -> bool:
    return any(not any(c.isdigit() for c in line.figures[p].span.of(line.text)) for p in parts)


def _hundred(items: Sequence[Number], sum_: Decimal, rest: bool) -> Verdict | None:
    hundred = Interval(HUNDRED, HUNDRED)
    result = verdict(lambda kind: (_added(items, kind), hundred), sum_)
    if result == "differs" and not rest and not HUNDRED < sum_ <= HUNDRED + 4:
        return None
    return result
