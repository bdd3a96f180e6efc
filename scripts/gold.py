"""Score the finder on all gold and compare with the floors in ``gold/floors.json``.

usage: scripts/gold.py [--update [--allow-regression]] [--worst N] [--only NAME]

Measures every ``gold/cases/*.cases`` and ``gold/*.jsonl`` and, where it lies beside the checkout (``../shared/gold``),
the development gold. Of quotations and contradictions, theirs. A floor holds for gold with the same SHA-256; it rises with ``--update`` and
falls only with ``--allow-regression``. Exit status 1: something is below its floor.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "gold"))

import score_series  # noqa: E402
from notation import read_cases  # noqa: E402
from score import Score, score  # noqa: E402
from score_contradictions import Pairs, judge  # noqa: E402
from score_laws import Laws, score_laws  # noqa: E402
from score_quotes import Score as Quotes  # noqa: E402
from score_quotes import score as score_quotes  # noqa: E402

from dalil.export.gold import gold_line  # noqa: E402
from dalil.findings import find_figures, find_quotes  # noqa: E402

FLOORS = ROOT / "gold" / "floors.json"
ACCURACY = ROOT / "src" / "dalil" / "web" / "accuracy.json"
SLACK = 0.0005


def gold_files() -> dict[str, Path]:
    """The files to measure, by the name of their floor."""
    found = {f"cases/{p.name}": p for p in sorted((ROOT / "gold" / "cases").glob("*.cases"))}
    figures = (
        p
        for p in sorted((ROOT / "gold").glob("*.jsonl"))
        if not p.name.startswith(("quotes", "series", "contradictions", "laws"))
    )
    found |= {p.name: p for p in figures}
    found |= {p.name: p for p in sorted((ROOT / "gold").glob("contradictions*.jsonl"))}
    found |= {p.name: p for p in sorted((ROOT / "gold").glob("quotes*.jsonl"))}
    found |= {p.name: p for p in sorted((ROOT / "gold").glob("laws*.jsonl"))}
    shared = ROOT.parent / "shared" / "gold"
    found |= {f"shared/{p.name}": p for p in sorted(shared.glob("figures-*-dev.jsonl"))}
    found |= {f"shared/{p.name}": p for p in sorted(shared.glob("laws-dev.jsonl"))}
    return found


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The passages of a file, whichever of the two forms it has."""
    if path.suffix == ".cases":
        return list(read_cases(path))
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def measure(lines: list[dict[str, Any]]) -> Score | Pairs | Quotes | Laws:
    """Find in every passage and score; or compare every pair of passages."""
    if lines and "laws" in lines[0]:
        return score_laws(lines)
    if lines and "real" in lines[0]:
        return Pairs([judge(pair) for pair in lines])
    if lines and "quotes" in lines[0]:
        return score_quotes(lines, {line["id"]: _quotes(line) for line in lines})
    predicted = {}
    for line in lines:
        found = find_figures(line["text"], language=line["lang"], published=line["published"])
        predicted[line["id"]] = gold_line(
            line["id"], line["lang"], line["published"], line["text"], found
        )
    return score(lines, predicted)


def _quotes(line: dict[str, Any]) -> dict[str, Any]:
    found = find_quotes(line["text"], language=line["lang"])
    return gold_line(line["id"], line["lang"], line["published"], line["text"], found, "quote")


def accuracy(floors: dict[str, Any]) -> list[dict[str, Any]]:
    """What the reading room says of itself: by language, on passages that no rule was written by.

    Where a language has no such passages, on those that it has, and it says so.
    """
    made = []
    for language in ("en", "kk", "ky", "ru"):
        unseen = f"heldback.{language}.jsonl"
        name = unseen if unseen in floors else f"figures.{language}.jsonl"
        lines = read_gold(ROOT / "gold" / name)
        made.append(
            {
                "language": language,
                "gold": name,
                "unseen": name == unseen,
                "passages": len(lines),
                "figures": sum(len(line["figures"]) for line in lines),
                "ratios": floors[name]["ratios"],
            }
        )
    return made


def show(name: str, result: Score | Pairs | Quotes | Laws, floor: dict[str, float] | None) -> bool:
    """Print one file's ratios; whether all are at or above their floor."""
    ratios = result.ratios()
    below = {k for k, v in ratios.items() if floor and v < floor.get(k, 0) - SLACK}
    words = [
        f"{k} {v:.3f}" + (f" (floor {floor[k]:.3f})" if k in below and floor else "")
        for k, v in ratios.items()
    ]
    kinds: dict[type, str] = {Pairs: "contradictions", Quotes: "quotations", Laws: "laws"}
    what = kinds.get(type(result), "figures")
    print(f"{name}: {result.gold} {what}, {result.predicted} found\n  " + "  ".join(words))
    return not below


def show_worst(result: Score | Pairs | Quotes | Laws, most: int) -> None:
    """Print the differences, both answers one above the other."""
    if isinstance(result, Pairs):
        for line in result.wrong()[:most]:
            print(f"  {line}")
        return
    if isinstance(result, Laws):
        print(*(f"  {line}" for line in result.errors[:most]), sep="\n")
        return
    for kind, line, gold, guess, wrong in result.errors[:most]:
        one = gold or guess or {}
        text = line["text"]
        left, right = (
            text[max(0, one["start"] - 40) : one["start"]],
            text[one["end"] : one["end"] + 40],
        )
        print(
            f"  {kind} {line['id']}: {left}[{text[one['start'] : one['end']]}]{right}".replace(
                "\n", " "
            )
        )
        for name in wrong:
            print(f"      {name}: gold {(gold or {})[name]!r}, found {(guess or {})[name]!r}")


def hold_series(floors: dict[str, Any], *, update: bool) -> bool:
    """Measure which figures come into one series; floors rise with ``update``."""
    fine = True
    for path in sorted((ROOT / "gold").glob("series*.jsonl")):
        ratios = score_series.score(score_series.read(path)).ratios()
        floor = floors.get(path.name, {}).get("ratios", {})
        print(f"{path.name}: " + "  ".join(f"{k} {v:.3f}" for k, v in ratios.items()))
        fine = fine and all(ratios[k] >= v - SLACK for k, v in floor.items())
        if update:
            kept = {k: max(round(v, 4), floor.get(k, 0)) for k, v in ratios.items()}
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            floors[path.name] = {"sha256": digest, "ratios": kept}
    return fine


def main() -> int:
    """Measure, compare, and say what to run when something moved."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    parser.add_argument("--worst", type=int, default=10)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    fine = hold_series(floors, update=options.update) if options.only in "series" else True
    for name, path in gold_files().items():
        if options.only not in name:
            continue
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        floor = floors.get(name)
        if floor and floor["sha256"] != digest and not options.update:
            print(f"{name}: the gold itself has changed since its floor was set")
            fine = False
        result = measure(read_gold(path))
        good = show(name, result, floor["ratios"] if floor else None)
        if "heldback" not in name:  # its passages are not read while rules are written
            show_worst(result, options.worst)
        fine = fine and good
        if options.update and (good or options.allow_regression):
            ratios = {k: round(v, 4) for k, v in result.ratios().items()}
            if floor and floor["sha256"] == digest and not options.allow_regression:
                ratios = {k: max(v, floor["ratios"].get(k, 0)) for k, v in ratios.items()}
            floors[name] = {"sha256": digest, "ratios": ratios}
            fine = True
    if options.update:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", "utf-8")
        ACCURACY.write_text(json.dumps(accuracy(floors), indent=1, sort_keys=True) + "\n", "utf-8")
    if not fine:
        print("\nbelow a floor; if that is meant: scripts/gold.py --update --allow-regression")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
