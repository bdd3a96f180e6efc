"""Scores of the names finder on the passages here: exact span and type, form in full, place key."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from dalil.findings.names import find_names

HERE = Path(__file__).parent / "names"
HELD_BACK = 7
_MARK = re.compile(r"\[([^|\]]+)\|([pol])(?:=([^\]]*))?\]")
_TYPES = {"p": "person", "o": "organisation", "l": "place"}


def passages(language: str, part: str) -> list[tuple[str, dict[tuple[int, int, str], str | None]]]:
    """Text and names of one part: "dev", "heldback" or "second"."""
    if part == "second":
        lines = (HERE / f"second.{language}.txt").read_text("utf-8").splitlines()
        return [read(line) for line in lines]
    lines = (HERE / f"{language}.txt").read_text("utf-8").splitlines()
    chosen = lines[-HELD_BACK:] if part == "heldback" else lines[:-HELD_BACK]
    return [read(line) for line in chosen]


def read(line: str) -> tuple[str, dict[tuple[int, int, str], str | None]]:
    """The text of a marked line, and what each span is in full or by key."""
    text, names, last = "", {}, 0
    for hit in _MARK.finditer(line):
        text += line[last : hit.start()]
        names[len(text), len(text) + len(hit[1]), _TYPES[hit[2]]] = hit[3] or None
        text += hit[1]
        last = hit.end()
    return text + line[last:], names


def score(language: str, part: str, show: bool = False) -> dict[str, float]:
    """F1 by type, and of the names found the share that is right in full (or by key)."""
    counts = {kind: [0, 0, 0] for kind in _TYPES.values()}  # found, expected, right
    whole = [0, 0]
    for text, names in passages(language, part):
        found = {
            (f.span.start, f.span.end, f.value.type): f.value
            for f in find_names(text, language=language)
        }
        for key in names:
            counts[key[2]][1] += 1
        for key, value in found.items():
            counts[key[2]][0] += 1
            if key in names:
                counts[key[2]][2] += 1
                if key[2] != "organisation":
                    whole[1] += 1
                    said = value.key if key[2] == "place" else value.full
                    whole[0] += said == names[key]
                    if show and said != names[key]:
                        print("FULL ", said, "|", names[key], "|", text[key[0] : key[1]])
            elif show:
                print("EXTRA", key[2], text[key[0] : key[1]], "|", text)
        if show:
            for key in names.keys() - found.keys():
                print("MISS ", key[2], text[key[0] : key[1]], "|", text)
    scores = {kind: _f1(*three) for kind, three in counts.items()}
    scores["all"] = _f1(*(sum(three[k] for three in counts.values()) for k in range(3)))
    scores["full"] = round(whole[0] / max(1, whole[1]), 3)
    return scores


def _f1(found: int, expected: int, right: int) -> float:
    return round(2 * right / max(1, found + expected), 3)


if __name__ == "__main__":
    for part in sys.argv[1:] or ["dev", "heldback", "second"]:
        for language in ("en", "ru", "kk"):
            print(part, language, score(language, part, show=part != "heldback"))
