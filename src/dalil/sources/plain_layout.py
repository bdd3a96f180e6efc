"""What each line of a plain-text listing is, decided for all lines together (Viterbi's algorithm).

Every line is a headline, a line of byline and date below it (``meta``) or above it (``lead``), teaser,
more link, or not of the list (``other``). Each line has a cost as each of these, and so has each step
from one kind to the next; the cheapest way through the text is the reading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from dalil.sources.plain_lines import Line

KINDS = ("other", "lead", "headline", "meta", "teaser", "more", "label")
_NEVER = 1e6
_CLEARLY = 0.25  # cheaper must the rarer reading be

# Cost of the step from one kind to the next. An entry is [lead] headline [label|meta…] teaser… [more].
_STEPS: dict[tuple[str, str], float] = {
    ("other", "other"): 0.0,
    ("other", "headline"): 1.0,
    ("other", "lead"): 1.5,
    ("lead", "headline"): 0.0,
    ("lead", "lead"): 3.0,
    ("headline", "meta"): -1.5,
    ("headline", "label"): 0.6,
    ("headline", "teaser"): 0.3,
    ("headline", "more"): 1.5,
    ("headline", "other"): 3.5,
    ("headline", "headline"): 3.5,
    ("headline", "lead"): 3.5,
    ("label", "label"): 0.4,
    ("label", "meta"): -1.0,
    ("label", "teaser"): 0.4,
    ("label", "more"): 1.0,
    ("label", "other"): 3.0,
    ("label", "headline"): 3.0,
    ("meta", "meta"): 0.3,
    ("meta", "label"): 0.2,
    ("meta", "teaser"): -0.5,
    ("meta", "more"): 0.0,
    ("meta", "headline"): 1.0,
    ("meta", "other"): 1.5,
    ("meta", "lead"): 2.0,
    ("teaser", "teaser"): 0.6,
    ("teaser", "meta"): 0.4,
    ("teaser", "label"): 1.2,
    ("teaser", "more"): -1.0,
    ("teaser", "headline"): 0.4,
    ("teaser", "lead"): 1.5,
    ("teaser", "other"): 1.5,
    ("more", "headline"): 0.0,
    ("more", "lead"): 0.5,
    ("more", "other"): 1.0,
    ("more", "label"): 1.5,
    ("more", "meta"): 1.5,
    ("more", "more"): 1.5,
}
_ENDS = {"headline": 3.0, "lead": _NEVER}


# Where dates stand above their headlines throughout, a bare list of both is read the other way round.
_LEADING: dict[tuple[str, str], float] = _STEPS | {
    ("other", "lead"): 1.0,
    ("lead", "headline"): -1.5,
    ("headline", "lead"): 1.0,
    ("headline", "other"): 2.5,
    ("headline", "meta"): 2.0,
    ("teaser", "lead"): 2.9,
    ("more", "lead"): 2.5,
}


def best(lines: Sequence[Line]) -> list[str]:
    """The kind of each line: the cheaper of two readings, dates below headlines or above them."""
    if not lines:
        return []
    own = [
        {kind: _cost(kind, line, following) for kind in KINDS}
        for line, following in zip(lines, [*lines[1:], None], strict=True)
    ]
    below = _cheapest_way(lines, own, _below, _ENDS)
    above = _cheapest_way(lines, own, _above, _ENDS | {"headline": 0.0})
    return above[1] if above[0] < below[0] - _CLEARLY else below[1]


_Steps = tuple[tuple[str, tuple[tuple[str, float], ...]], ...]


@lru_cache(maxsize=64)
def _below(blanks: int) -> _Steps:
    """For each kind what may stand before it, over so many blank lines, and at what cost."""
    return _priced(_STEPS, blanks)


@lru_cache(maxsize=64)
def _above(blanks: int) -> _Steps:
    return _priced(_LEADING, blanks)


def _priced(steps: dict[tuple[str, str], float], blanks: int) -> _Steps:
    return tuple(
        (
            kind,
            tuple(
                (before, cost + _gap(before, kind, blanks))
                for (before, after), cost in steps.items()
                if after == kind
            ),
        )
        for kind in KINDS
    )


def _cheapest_way(
    lines: Sequence[Line],
    own: list[dict[str, float]],
    steps: Callable[[int], _Steps],
    ends: dict[str, float],
) -> tuple[float, list[str]]:
    costs = dict.fromkeys(KINDS, _NEVER) | {"other": 0.0}  # of the cheapest way to each kind
    back: list[dict[str, str]] = []
    for line, of_line in zip(lines, own, strict=True):
        reached: dict[str, float] = {}
        came: dict[str, str] = {}
        for kind, before in steps(line.blanks):
            cost, came[kind] = min([(costs[one] + step, one) for one, step in before])
            reached[kind] = cost + of_line[kind]
        costs = reached
        back.append(came)
    return _trace(costs, back, ends)


def _gap(before: str, kind: str, blanks: int) -> float:
    """Blank lines part entries more often than they part the pieces of one; they prove nothing."""
    if kind in {"headline", "lead"} and before != "lead":
        return 0.7 if blanks == 0 else -0.3 * (blanks - 1)
    if before in {"headline", "meta", "teaser"} and kind in {"meta", "teaser", "more"}:
        return 0.5 * max(0, blanks - 1)
    if kind == "label" and blanks and before in {"label", "meta", "teaser", "more"}:
        return 2.6  # a rubric above the next headline
    return 0.0


def _trace(
    costs: dict[str, float], back: list[dict[str, str]], ends: dict[str, float]
) -> tuple[float, list[str]]:
    cost, kind = min((costs[kind] + ends.get(kind, 0.0), kind) for kind in KINDS)
    kinds = [kind]
    for came in reversed(back[1:]):
        kind = came[kind]
        kinds.append(kind)
    return cost, kinds[::-1]


def _cost(kind: str, line: Line, following: Line | None) -> float:
    if kind == "other":
        return _as_other(line)
    if kind == "headline":
        return _as_headline(line, following)
    if kind in {"meta", "lead"}:
        return _as_meta(line) + _apart(kind, line, following)
    if kind == "teaser":
        return _as_teaser(line)
    if kind == "more":
        return 0.0 if line.more else _NEVER
    return _as_label(line)


def _as_other(line: Line) -> float:
    dated = line.meta is not None and line.meta.dated
    if line.part or line.aside or (line.number and not dated):
        return 0.0
    if line.more:
        return 2.0
    if line.meta is not None and line.meta.sure:
        return 2.5
    return 0.4 if line.weight < 20 else min(4.0, 0.4 + (line.weight - 20) / 25)


def _as_headline(line: Line, following: Line | None) -> float:
    if line.more or line.number or line.aside or line.part or line.weight < 3:
        return 12.0
    cost = 2.5 if line.again and line.weight < 20 else 0.0
    if line.meta is not None:
        cost += 5.0 if line.meta.sure else 1.5
    if line.text[-1] in ".…" or line.goes_on:
        cost += 2.5
    if line.weight < 15:
        cost += 0.8
    if line.weight > 140:
        cost += (line.weight - 140) / 40
    if following is None:
        cost += 3.0
    return cost


def _as_meta(line: Line) -> float:
    if line.meta is None:
        return _NEVER
    return 0.0 if line.meta.sure else _NEVER


def _apart(kind: str, line: Line, following: Line | None) -> float:
    """What blank lines say of a date: whether it stands by the line above it or by the one below."""
    if following is not None and following.meta is not None:
        return 0.0
    above, below = line.blanks > 0, following is None or following.blanks > 0
    return 1.0 if (above and not below, below and not above)[kind == "lead"] else 0.0


def _as_teaser(line: Line) -> float:
    if line.more or line.number or line.aside or line.part:
        return 4.0
    cost = 0.0
    if line.meta is not None:
        cost += 4.0 if line.meta.dated else 2.0
    if not line.stopped:
        cost += 1.2
    if line.weight < 40:
        cost += (40 - line.weight) / 20
    return cost


def _as_label(line: Line) -> float:
    """A rubric or a count between headline and teaser: short, and no sentence."""
    if line.more or line.aside or (line.meta is not None and line.meta.dated):
        return 4.0
    if line.number:
        return 0.0
    return 0.3 if line.weight <= 25 and line.text[-1] not in ".!?…" else _NEVER
