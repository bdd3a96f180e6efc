"""Score predicted quotations against gold; QUOTES.md says what matches.

usage: score_quotes.py GOLD.jsonl PREDICTED.jsonl [--json] [--errors N]

Both files hold one object a line, ``{"id", "lang", "text", "quotes": [...]}``, matched by ``id``.
Exit status 2 with a message where a file cannot be read.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

KEYS = ("start", "end", "form", "speaker", "role", "cue")
FIELDS = ("form", "speaker", "role", "cue")
ENOUGH = {"speaker": 0.75, "role": 0.5, "cue": 0.5}
"""The F1 over words from which on a field is right."""
_WORD = re.compile(r"[^\W_]+")

Line = dict[str, Any]
Quote = dict[str, Any]


@dataclass(slots=True)
class Score:
    """Counts over a gold file, and what differed: ``(kind, line, gold, guess, wrong fields)``."""

    gold: int = 0
    predicted: int = 0
    matched: int = 0
    whole: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    errors: list[tuple[str, Line, Quote | None, Quote | None, list[str]]] = field(
        default_factory=list
    )

    def ratios(self) -> dict[str, float]:
        """Detection, whole rows, and each field's share of right answers among the matched."""
        precision = _share(self.matched, self.predicted)
        recall = _share(self.matched, self.gold)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {
            "precision": precision,
            "recall": recall,
            "f1": f1,
            "whole": _share(self.whole, self.gold),
            **{name: _share(count, self.matched) for name, count in self.right.items()},
        }


def score(gold: Sequence[Line], predicted: Mapping[str, Line]) -> Score:
    """Compare passage by passage."""
    result = Score()
    for line in gold:
        guesses = predicted[line["id"]]["quotes"] if line["id"] in predicted else []
        matched = _matches(line["quotes"], guesses)
        result.gold += len(line["quotes"])
        result.predicted += len(guesses)
        for i, quote in enumerate(line["quotes"]):
            if i not in matched:
                result.errors.append(("missed", line, quote, None, []))
                continue
            guess = guesses[matched[i]]
            wrong = [name for name in FIELDS if not _same(name, quote[name], guess[name])]
            result.matched += 1
            result.whole += not wrong
            for name in FIELDS:
                result.right[name] += name not in wrong
            if wrong:
                result.errors.append(("differs", line, quote, guess, wrong))
        spare = set(range(len(guesses))) - set(matched.values())
        result.errors += [("spare", line, None, guesses[k], []) for k in sorted(spare)]
    return result


def _matches(gold: Sequence[Quote], guesses: Sequence[Quote]) -> dict[int, int]:
    """Gold index to guess index, the pairs that share most characters first."""
    pairs = [(_shared(g, p), i, k) for i, g in enumerate(gold) for k, p in enumerate(guesses)]
    matched: dict[int, int] = {}
    for shared, i, k in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if shared >= 0.5 and i not in matched and k not in matched.values():
            matched[i] = k
    return matched


def _shared(a: Quote, b: Quote) -> float:
    both = min(a["end"], b["end"]) - max(a["start"], b["start"])
    either = max(a["end"], b["end"]) - min(a["start"], b["start"])
    return both / either if both > 0 else 0.0


def _same(name: str, gold: str | None, guess: str | None) -> bool:
    if name == "form" or gold is None or guess is None:
        return gold == guess
    ours, theirs = _words(gold), _words(guess)
    left = list(theirs)
    both = 0
    for word in ours:
        found = next((other for other in left if _alike(word, other)), None)
        if found is not None:
            left.remove(found)
            both += 1
    return 2 * both >= ENOUGH[name] * (len(ours) + len(theirs))


def _words(text: str) -> list[str]:
    return [word.lower().replace("ё", "е") for word in _WORD.findall(text)]


def _alike(a: str, b: str) -> bool:
    """Whether two words may be forms of one: the same but for three letters at the end."""
    if a == b:
        return True
    kept = max(3, max(len(a), len(b)) - 3)
    return min(len(a), len(b)) >= 3 and a[:kept] == b[:kept]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def read(path: str) -> list[Line]:
    """The passages of a file; ends the program where one is none."""
    lines: list[Line] = []
    try:
        for number, raw in enumerate(Path(path).read_text("utf-8").split("\n"), 1):
            if raw.strip():
                line = json.loads(raw)
                if any(key not in quote for quote in line["quotes"] for key in KEYS):
                    raise ValueError("a quotation lacks a field")
                lines.append(line | {"number": number})
    except (OSError, ValueError, KeyError, TypeError) as problem:
        print(f"{path}: no file of passages with quotations: {problem!r}", file=sys.stderr)
        sys.exit(2)
    return lines


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("gold")
    parser.add_argument("predicted")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    options = parser.parse_args()
    result = score(read(options.gold), {line["id"]: line for line in read(options.predicted)})
    ratios = result.ratios()
    if options.json:
        print(json.dumps({"gold": result.gold, "predicted": result.predicted, **ratios}))
    else:
        print(f"{result.gold} quotations, {result.predicted} found")
        print("  ".join(f"{name} {value:.3f}" for name, value in ratios.items()))
    for kind, line, gold, guess, wrong in result.errors[: options.errors]:
        one = gold or guess or {}
        print(f"{kind} {line['id']}: {line['text'][one['start'] : one['end']]!r}")
        if kind != "differs":
            print(f"    { ({k: one[k] for k in FIELDS}) }")
        for name in wrong:
            print(f"    {name}: gold {(gold or {})[name]!r}, found {(guess or {})[name]!r}")


if __name__ == "__main__":
    main()
