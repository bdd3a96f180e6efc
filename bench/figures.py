"""Dalil beside other finders of quantities, in one run: what is found, and how fast.

    python -m bench.figures [--quick]

CQE, quantulum3 and Recognizers-Text are installed into environments of their own (``bench/peers``);
one that cannot be is reported with the reason. All read the same sentences, cut by Dalil, and what
they say is read in their favour: places in a rewritten sentence are mapped back, ages are left out
for them, units are translated, a third may be 0.33 or 33 %.

- The project's gold and, where it lies beside the checkout, the development gold (``../shared/gold``).
- ``rtext.jsonl`` there: Recognizers-Text's own examples (MIT). Each of its texts annotates one kind of
  unit only, so of what a finder says only that kind counts; an example without a number is left out;
  of a range either end will do, and cents may count as parts of their currency. Ages stand apart: for
  Dalil they are no figures.
- Speed is CPU time on one core over made-up news and over the gold, loading not counted. Dalil is
  measured before the peers and after each of them, and the median counts: a busy machine is so for all.
  Memory and loading are those of each process.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.find import best, ready, synthetic
from bench.peers import PEERS, Absent, Answer, ask
from dalil.export.gold import gold_object
from dalil.findings import find_figures
from dalil.findings.figures.tokens import alike
from dalil.findings.sentences import paragraphs, sentences
from dalil.lang import load
from dalil.model import Figure, Finding

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "gold"
sys.path.insert(0, str(ROOT / "gold"))

from score import Score, score, values_agree  # noqa: E402

Line = dict[str, Any]
EMPTY = {"bound": "exact", "status": "actual"} | dict.fromkeys(
    ("of", "per", "place", "period", "attribution", "change")
)
UNITS = {
    "%": "percent percentage", "pp": "percentage-point", "USD": "dollar $ us-dollar united-states-dollar",
    "EUR": "euro €", "GBP": "pound-sterling £ british-pound", "RUB": "ruble rouble russian-ruble ₽",
    "KZT": "tenge kazakhstani-tenge kazakh-tenge kazakhstani-tenge", "KGS": "som kyrgyzstani-som",
    "UZS": "soum uzbekistani-so'm", "CNY": "yuan chinese-yuan", "km": "kilometre kilometer", "m": "metre meter",
    "cm": "centimetre centimeter", "ha": "hectare", "t": "tonne metric-ton ton", "kg": "kilogram", "g": "gram",
    "l": "litre liter", "m2": "square-metre square-meter", "km2": "square-kilometre square-kilometer",
    "m3": "cubic-metre cubic-meter", "°C": "degree-celsius c celsius", "MW": "megawatt", "kWh": "kilowatt-hour",
    "year": "year", "month": "month", "week": "week", "day": "day", "hour": "hour", "minute": "minute",
}  # fmt: skip
NAMES = {name.replace("-", " "): unit for unit, names in UNITS.items() for name in names.split()}
"""What a peer calls a unit, and what the gold calls it."""


def main(arguments: list[str]) -> None:
    """Everything, one part after the other."""
    quick = "--quick" in arguments
    texts = Texts(quick)
    if not texts.rtext:
        print(f"no development gold and no rtext.jsonl at {SHARED}: the project's own gold alone")
    finders = {"Dalil": dalil(texts)}
    rounds = [finders["Dalil"].cpu]
    for peer in PEERS:
        try:
            finders[peer.name] = heard(texts, ask(peer, texts.sentences()))
        except Absent as error:
            print(f"{peer.name} is absent: {error}")
        rounds.append(spent(texts))
    middle = {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
    finders["Dalil"] = replace(finders["Dalil"], cpu=middle)
    detection(texts, finders)
    examples(texts, finders)
    speed(texts, finders)
    linear(quick)


# ── texts ──


@dataclass(frozen=True)
class Piece:
    """A sentence, and where it stands in its passage."""

    passage: int
    text: str
    start: int


class Texts:
    """What is read: passages with gold, examples, news without gold."""

    def __init__(self, quick: bool) -> None:
        own = sorted((ROOT / "gold").glob("figures.*.jsonl"))
        development = sorted(SHARED.glob("figures-*-dev.jsonl"))
        step = 5 if quick else 1
        self.gold = [line for path in [*own, *development] for line in read(path)[::step]]
        self.rtext = read(SHARED / "rtext.jsonl")[::step]
        self.news = [
            {"text": text, "lang": "en", "published": None}
            for text in synthetic("en", 90 if quick else 900)
        ]
        self.pieces = {
            name: [piece for at, line in enumerate(lines) for piece in cut(at, line)]
            for name, lines in self.batches().items()
        }

    def batches(self) -> dict[str, list[Line]]:
        """The passages of each batch."""
        return {"gold": self.gold, "rtext": self.rtext, "news": self.news}

    def sentences(self) -> dict[str, list[str]]:
        """The sentences of each batch."""
        return {name: [piece.text for piece in pieces] for name, pieces in self.pieces.items()}


def read(path: Path) -> list[Line]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def cut(at: int, line: Line) -> list[Piece]:
    text = line["text"]
    plain, lang = alike(text), load(line["lang"])
    spans = [s for part in paragraphs(text) for s in sentences(plain, part, lang)]
    return [Piece(at, span.of(text), span.start) for span in spans]


# ── finders ──


@dataclass(frozen=True)
class Finder:
    """What was found in each passage of each batch, and what it cost."""

    found: dict[str, list[list[Line]]]
    cpu: dict[str, float]
    load: float
    memory: float
    failed: int = 0


def dalil(texts: Texts) -> Finder:
    """Dalil's figures; it reads whole passages, for it carries sense from sentence to sentence."""
    found: dict[str, list[list[Line]]] = {}
    for name, lines in texts.batches().items():
        objects = [[gold_object(finding) for finding in one] for one in figures_of(lines)]
        found[name] = [[{**o, "kind": kind_of(o["unit"])} for o in one] for one in objects]
    seconds, _, memory = ready("en")
    return Finder(found, spent(texts), seconds, memory)


def spent(texts: Texts) -> dict[str, float]:
    """CPU seconds of Dalil for each batch, once its words are known, as a peer's are."""
    return {
        name: best(lambda: figures_of(lines), 1)  # noqa: B023
        for name, lines in texts.batches().items()
    }


def figures_of(lines: list[Line]) -> list[list[Finding[Figure]]]:
    return [
        find_figures(line["text"], language=line["lang"], published=line.get("published"))
        for line in lines
    ]


def kind_of(unit: str) -> str:
    """Which of the examples' four kinds a unit of Dalil's is."""
    if len(unit) == 3 and unit.isupper() and unit != "MCI":
        return "currency"
    if unit in ("1", "%", "pp", "x", "rank", "point", "MCI"):
        return "other"
    if unit in ("year", "month", "week", "day", "hour", "minute", "second"):
        return "time"
    return "temperature" if unit in ("°C", "°F", "K") else "dimension"


def heard(texts: Texts, answer: Answer) -> Finder:
    """A peer's figures, in the passages' own offsets and the gold's names of units."""
    found: dict[str, list[list[Line]]] = {}
    for name, lines in texts.batches().items():
        found[name] = [[] for _ in lines]
        pieces = texts.pieces[name]
        for piece, figures in zip(pieces, answer.batches[name].figures, strict=True):
            found[name][piece.passage] += [{**EMPTY, **moved(f, piece.start)} for f in figures]
    cpu = {name: batch.cpu for name, batch in answer.batches.items()}
    failed = sum(batch.failed for batch in answer.batches.values())
    return Finder(found, cpu, answer.load, answer.memory, failed)


def moved(figure: Line, by: int) -> Line:
    unit = str(figure["unit"] or "1").lower().replace("_", " ")
    named = NAMES.get(unit, NAMES.get(unit.removesuffix("s"), figure["unit"]))
    if figure["kind"] in PLAIN and 0 < as_number(figure["value"]) < 1:
        figure, named = {**figure, "value": 100 * figure["value"], "kind": "percentage"}, "%"
    plain = "1" if figure["kind"] in PLAIN else named
    return {
        **figure, "start": figure["start"] + by, "end": figure["end"] + by,
        "unit": plain if named == figure["unit"] else named, "kind": KINDS[figure["kind"]],
    }  # fmt: skip


def as_number(value: Any) -> float:
    """A value that is one number; of a range nothing that a share could be."""
    return 0.0 if isinstance(value, list) else value


PLAIN = ("number", "dimensionless", "other")
KINDS = defaultdict(lambda: "dimension") | {
    **dict.fromkeys(("number", "dimensionless", "other", "unknown", "percentage"), "other"),
    **{kind: kind for kind in ("currency", "temperature", "age", "time")},
}
"""What peers call the kind of a unit, and the examples."""


# ── what is found ──


def detection(texts: Texts, finders: dict[str, Finder]) -> None:
    """Each language's gold: found at all, and whole rows."""
    print("\ngold: detection F1 / whole rows right")
    for language in sorted({line["lang"] for line in texts.gold}):
        at = [k for k, line in enumerate(texts.gold) if line["lang"] == language]
        lines = [{**texts.gold[k], "id": str(k)} for k in at]
        figures = sum(len(line["figures"]) for line in lines)
        print(f"  {language}: {len(lines)} passages, {figures} figures")
        scores: dict[str, Score] = {}
        for name, finder in finders.items():
            guess = {
                str(k): {"figures": [f for f in finder.found["gold"][k] if f["kind"] != "age"]}
                for k in at
            }
            one = scores[name] = score(lines, guess)
            print(f"    {name:17} {one.f1:.3f} / {one.ratios()['whole']:.3f}")
        best = max((s.f1 for name, s in scores.items() if name != "Dalil"), default=0.0)
        if scores["Dalil"].f1 <= best:
            print("    a peer is better")


def examples(texts: Texts, finders: dict[str, Finder]) -> None:
    """Recognizers-Text's own examples, kind by kind."""
    if not texts.rtext:
        return
    kinds = [line["id"].split("-")[1] for line in texts.rtext]
    print("\nrtext.jsonl: value and kind of unit by span, F1")
    order = sorted(set(kinds), key=lambda kind: (kind == "age", kind))
    print(" " * 20 + "".join(f"{kind:>14}" for kind in order) + "   all but age")
    for name, finder in finders.items():
        counts: dict[str, Counter[str]] = {kind: Counter() for kind in order}
        for line, kind, found in zip(texts.rtext, kinds, finder.found["rtext"], strict=True):
            counts[kind] += example(line, kind, found)
        total = sum((counts[kind] for kind in order if kind != "age"), Counter())
        cells = [f1(counts[kind]) for kind in order]
        print(f"  {name:18}" + "".join(f"{cell:14.3f}" for cell in cells) + f"{f1(total):14.3f}")


def example(line: Line, kind: str, found: list[Line]) -> Counter[str]:
    bare = [g for g in line["figures"] if g["value"] is None]
    truth = [g for g in line["figures"] if g["value"] is not None]
    kinds = (kind, "time") if kind == "age" else (kind,)
    left = [f for f in found if f["kind"] in kinds and not any(overlap(f, g) for g in bare)]
    count: Counter[str] = Counter(gold=len(truth), found=len(left), right=0)
    for gold in truth:
        for guess in left:
            if overlap(gold, guess) and agrees(gold, guess["value"]):
                left.remove(guess)
                count["right"] += 1
                break
    return count


def overlap(one: Line, other: Line) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def agrees(gold: Line, guess: Any) -> bool:
    """Either end of a range will do, and "50 cents" may be 50 or 0.5."""
    ends = guess if isinstance(guess, list) else [guess]
    parts = (1, 100) if gold["unit"] in ("Cent", "Pence", "Penny", "Sen") else (1,)
    return any(values_agree(gold["value"], end * part) for end in ends for part in parts)


def f1(count: Counter[str]) -> float:
    both = count["gold"] + count["found"]
    return 2 * count["right"] / both if both else 1.0


# ── how fast ──


def speed(texts: Texts, finders: dict[str, Finder]) -> None:
    """Sentences a second, each finder on one core, and what it takes to begin."""
    print("\nsentences a second of CPU time (Dalil is so many times as fast); loading, peak memory")
    ours = finders["Dalil"]
    for name, finder in finders.items():
        cells = []
        for batch in ("news", "gold"):
            rate = len(texts.pieces[batch]) / finder.cpu[batch]
            times = finder.cpu[batch] / ours.cpu[batch]
            cells.append(f"{batch} {rate:8.0f} ({times:5.1f} ×)")
        print(f"  {name:18}{'   '.join(cells)}   {finder.load:5.2f} s   {finder.memory:4.0f} MB")
        if finder.failed:
            print(f"  {'':18}{finder.failed} sentences raised an error")


def linear(quick: bool) -> None:
    """Ten times the text, ten times the time."""
    size = 50_000 if quick else 500_000
    print(f"\na text of {10 * size / 1e6:g} MB against one of {size / 1e6:g} MB, CPU time")
    for language in ("en", "ru", "kk"):
        text = "\n\n".join(synthetic(language, size // 60))
        small = text.encode()[:size].decode(errors="ignore")
        large = "\n\n".join([small] * 10)
        times = []
        for one in (small, large):
            began = time.process_time()
            find_figures(one, language=language)
            times.append(time.process_time() - began)
        print(f"  {language}: {times[1] / times[0]:.1f} × ({times[0]:.2f} s, {times[1]:.2f} s)")


if __name__ == "__main__":
    main(sys.argv[1:])
