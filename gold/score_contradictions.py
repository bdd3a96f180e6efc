"""Score what is said of pairs of figures against the pairs judged by hand.

usage: gold/score_contradictions.py [FILE.jsonl …] [--worst]

``precision`` is the share of real ones among the pairs that are shown by default, ``recall`` the
share of the real ones that are shown; ``reach`` counts those that are there for who asks, too.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dalil.findings import find_figures
from dalil.model import Contradiction, Span, Stated
from dalil.series import series_keys
from dalil.series.contradictions import compare

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A pair, what it is, and what was said of it."""

    pair: dict[str, Any]
    said: Contradiction | None

    @property
    def shown(self) -> bool:
        """Whether it is shown by default."""
        return self.said is not None and self.said.sure


def judge(pair: dict[str, Any]) -> Judged:
    """What is said of a pair of sentences with a marked figure in each."""
    one, other = _stated(pair, "one"), _stated(pair, "other")
    said = None
    if one and other:
        for keyed in _keys(one):
            for its in _keys(other):
                if (keyed.key, keyed.stretch) == (its.key, its.stretch):
                    said = said or compare(one, other, keyed, its)
    return Judged(pair=pair, said=said)


def _keys(stated: Stated) -> Any:
    return series_keys(
        stated.figure,
        stated.language,
        country=stated.country,
        sentence=stated.sentence,
        at=stated.at,
    )


def _stated(pair: dict[str, Any], side: str) -> Stated | None:
    own = pair[side]
    mark = Span(own["start"], own["end"])
    for found in find_figures(own["text"], language=own["lang"], published=own["published"]):
        if found.span.overlaps(mark):
            return Stated(
                id=side,
                article_id="same" if pair.get("same_article") else side,
                version_id=side,
                source_id=own["outlet"],
                language=own["lang"],
                published_on=own["published"],
                country=None,
                sentence=found.context.of(own["text"]),
                at=found.span.start - found.context.start,
                exact=found.span.of(own["text"]),
                figure=found.value,
                confidence=found.confidence,
            )
    return None


@dataclass(frozen=True, slots=True)
class Pairs:
    """All pairs of a file, judged."""

    judged: list[Judged]

    @property
    def gold(self) -> int:
        """How many are real."""
        return sum(one.pair["real"] for one in self.judged)

    @property
    def predicted(self) -> int:
        """How many are shown."""
        return sum(one.shown for one in self.judged)

    def ratios(self) -> dict[str, float]:
        """Precision and recall of what is shown, and of all that is said."""
        right = sum(one.pair["real"] and one.shown for one in self.judged)
        said = sum(one.pair["real"] and one.said is not None for one in self.judged)
        return {
            "precision": right / self.predicted if self.predicted else 1.0,
            "recall": right / self.gold if self.gold else 1.0,
            "reach": said / self.gold if self.gold else 1.0,
        }

    def wrong(self) -> list[str]:
        """The pairs that are judged wrongly, what is shown and should not be first."""
        errors = [one for one in self.judged if one.shown != one.pair["real"]]
        errors.sort(key=lambda one: not one.shown)
        return [_line(one) for one in errors]


def _line(one: Judged) -> str:
    answers = [f"{a.kind}: {a.said}" for a in one.said.answers] if one.said else ["nothing"]
    texts = f"      {one.pair['one']['text']}\n      {one.pair['other']['text']}"
    what = "shown" if one.shown else "not shown"
    return f"{one.pair['id']} is {one.pair['answer'] or 'real'}, {what}: {answers}\n{texts}"


def read(path: Path) -> list[dict[str, Any]]:
    """The pairs of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def main(arguments: list[str]) -> int:
    """Print the ratios of each file, and with ``--worst`` the pairs that were judged wrongly."""
    paths = [Path(a) for a in arguments if not a.startswith("--")] or [
        HERE / "contradictions.jsonl"
    ]
    for path in paths:
        pairs = Pairs([judge(pair) for pair in read(path)])
        print(path.name, {name: round(value, 3) for name, value in pairs.ratios().items()})
        for line in pairs.wrong() if "--worst" in arguments else ():
            print(f"  {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
