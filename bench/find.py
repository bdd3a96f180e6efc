"""How fast figures are found, how soon a language is ready, how much memory it takes.

    python -m bench.find [--quick]

Ratios against raw limits in the same run: the finder's own tokeniser alone, and Python's
``re.findall(r"\\w+")`` over the same text. Other finders join by a row in ``PEERS``; one that is not
installed is skipped with a word.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from dalil.findings import find_figures
from dalil.findings.figures.tokens import alike, tokens_of
from dalil.findings.sentences import paragraphs, sentences
from dalil.lang import load

ARTICLES = Path(__file__).parents[1] / "scripts" / "demo" / "articles"
LANGUAGES = ("en", "ru", "kk")
WORD = re.compile(r"\w+")
PEERS: dict[str, tuple[str, Callable[[str], object]]] = {}
"""Name: (module that must be installed, what finds the quantities of one sentence)."""


def main(quick: bool) -> None:
    for language in LANGUAGES:
        readiness(language)
    for language in LANGUAGES:
        speed(f"demo archive, {language}", demo(language), language, rounds=1 if quick else 5)
    speed("synthetic, en", synthetic(2_000 if quick else 100_000), "en", rounds=1)


# ── loading ──

_LOAD = """
import resource, sys, time
from dalil.findings import find_figures
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, started = peak(), time.perf_counter()
find_figures("14 x", language=sys.argv[1])
print(time.perf_counter() - started, before, peak())
"""


def readiness(language: str) -> None:
    """Time from asking for a language to the first finding, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _LOAD, language], capture_output=True, text=True, check=True
    )
    seconds, before, after = map(float, done.stdout.split())
    print(f"{language}: ready in {seconds * 1000:.0f} ms, {after - before:.0f} MB more,", end=" ")
    print(f"{after:.0f} MB in all")


# ── texts ──


def demo(language: str) -> list[str]:
    """The bodies of the demo archive's articles in a language."""
    found = []
    for path in sorted(ARTICLES.rglob("*.md")):
        _, head, body = path.read_text("utf-8").split("+++\n", 2)
        if tomllib.loads(head).get("language") == language:
            found.append(body)
    return found


def synthetic(count: int) -> list[str]:
    """One text of as many made-up sentences, the same every time; half of them have figures."""
    chance = random.Random(0)
    made = (chance.choice(_SHAPES).format(n=chance.randint(2, 9_999)) for _ in range(count))
    return ["\n\n".join(" ".join(group) for group in zip(*[made] * 5, strict=False))]


_SHAPES = (
    "The council met again and the mayor spoke about the road to the northern village.",
    "Nobody in the town could say when the bridge would be open for lorries.",
    "Its members left the hall without a word to the journalists who waited outside.",
    "The ministry said that the repairs were paid for by the regional budget.",
    "Police in Osh counted {n} fires in 2021.",
    "The tariff rose by {n} soms a month, according to the energy company.",
    "About {n} per cent of the wells in the Naryn region were dry last year.",
    "One in five families left, and at least {n} houses stand empty.",
)


# ── speed ──


def speed(title: str, texts: list[str], language: str, rounds: int) -> None:
    """Sentences a second, and how many times the raw limits take."""
    lang = load(language)
    plain = [alike(text) for text in texts]
    stretches = [
        (text, span)
        for text in plain
        for part in paragraphs(text)
        for span in sentences(text, part, lang)
    ]
    found = 0

    def run() -> None:
        nonlocal found
        found = sum(len(find_figures(text, language=language)) for text in texts)

    find = best(run, rounds)
    raw = best(lambda: sum(len(tokens_of(*stretch)) for stretch in stretches), rounds)
    words = best(lambda: sum(len(WORD.findall(text)) for text in texts), rounds)
    count = len(stretches)
    print(f"\n{title}: {count} sentences, {found} figures")
    each = find / count * 1e6
    print(f"  Dalil           {count / find:8.0f} sentences a second, {each:.0f} µs each")
    print(f"  tokeniser alone {count / raw:8.0f}, Dalil takes {find / raw:.0f} times as long")
    print(f"  re.findall      {count / words:8.0f}, Dalil takes {find / words:.0f} times as long")
    for name, (module, finder) in PEERS.items():
        if find_spec(module) is None:
            print(f"  {name}: not installed")
            continue
        own = [text[span.start : span.end] for text, span in stretches[:500]]
        peer = best(lambda: [finder(one) for one in own], 1) / len(own)  # noqa: B023
        ratio = peer * count / find
        print(f"  {name}: {1 / peer:.0f} sentences a second, Dalil {ratio:.0f} times that")


def best(run: Callable[[], object], rounds: int) -> float:
    """The least CPU time of several rounds, in seconds."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


if __name__ == "__main__":
    main("--quick" in sys.argv)
