"""The teaser of an entry and its more link, from the lines that are neither headline, date nor byline."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dalil.lang.listings import bare, listing_words
from dalil.page.bylines import Byline
from dalil.sources import addresses
from dalil.sources.entry_dates import without_date_lead
from dalil.sources.labels import is_meta_line
from dalil.sources.lines import Line
from dalil.sources.regions import Region
from dalil.sources.tree import Run
from dalil.sources.weights import weigh

_SENTENCE = 20  # letters of a line that is certainly not a label
_LABEL = 140  #  characters of a line of labels, at most
_NO_WORD = re.compile(r"[\W_]+")
_MORE = 160  #   characters of a more link, which may repeat the headline
_STEPS = re.compile(r"\s+[›»>→]\s+")
_TAIL = 80  #     characters at the end of a teaser that may hold a more link
_IN_BRACKETS = re.compile(r"\s*([\[(<][^\[\]()<>]{1,40}[\])>])\s*[»›→]*\s*$")
_LAST_WORDS = re.compile(r"(?<=[.…!?»”\"])\s+((?:[^\s.!?]+\s+){0,3}[^\s.!?]+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """An entry's teaser, and what its more link says."""

    teaser: str | None
    more: str | None
    truncated: bool


def entry_texts(
    region: Region, lines: list[Line], byline: Byline | None, labels: frozenset[str]
) -> Texts:
    """Teaser, more link, and whether the page says that there is more.

    ``labels`` are lines that most entries of the page say alike.
    """
    more = _more_link(region, lines)
    kept = [
        text
        for line in lines
        if line.text not in labels and (text := _teaser_line(region, line, byline, more))
    ]
    teaser = "\n".join(dict.fromkeys(kept)).strip() or None  # a copy for phones says it twice
    return split_more(teaser, more)


def split_more(teaser: str | None, more: str | None) -> Texts:
    """Take "(more…)", "[…]" or "Read more »" from the end of a teaser."""
    if teaser:
        tail = teaser[-_TAIL:]
        for pattern in (_IN_BRACKETS, _LAST_WORDS):
            match = pattern.search(tail)
            if match and len(match[1]) > 1 and is_more(match[1]):
                more = more or match[1]
                teaser = teaser[: len(teaser) - len(tail) + match.start()].rstrip() or None
                break
    return Texts(teaser=teaser, more=more, truncated=more is not None)


def is_more(text: str) -> bool:
    """Whether a short text is a more link: "Read more »", "(more…)", "Continue reading …"."""
    if len(text) > _MORE:
        return False
    folded = bare(text)
    known = listing_words()
    if not folded:
        return text.strip() in {"…", "...", "»", "→", ">>", "[…]", "[...]", "(…)", "(...)"}
    if folded in known.more or folded.startswith(known.more_start):
        return True
    head, colon, _ = folded.partition(":")  # "Details: the headline once more"
    return bool(colon) and head.strip() in known.more


def _more_link(region: Region, lines: list[Line]) -> str | None:
    for line in lines:
        for anchor_text, run in _anchor_texts(line):
            if (
                run.anchor is not region.title.anchor
                and is_more(anchor_text)
                and _same(region, run)
            ):
                return anchor_text
    for line in lines:
        if line.after and len(line.text) <= 30 and line.weight > 1 and is_more(line.text):
            return line.text
    return None


def _anchor_texts(line: Line) -> list[tuple[str, Run]]:
    found: list[tuple[str, Run]] = []
    for run in line.runs:
        if run.anchor is None:
            continue
        if found and found[-1][1].anchor is run.anchor:
            found[-1] = (found[-1][0] + run.text, run)
        else:
            found.append((run.text, run))
    return [(" ".join(text.split()), run) for text, run in found]


def _same(region: Region, run: Run) -> bool:
    url = run.anchor.url if run.anchor is not None else None
    return url is None or addresses.key(url) == region.title.key


def _teaser_line(region: Region, line: Line, byline: Byline | None, more: str | None) -> str | None:
    """What a line adds to the teaser; None for headlines, labels and links."""
    if line.title or not line.after or line.hints & {"caption", "comments", "nav"}:
        return None
    if "rubric" in line.hints and line.weight < 60:
        return None
    text = without_date_lead(_without_more(region, line))
    weight = line.weight if text == line.text else weigh(text)
    if not text or (not weight and text not in {"…", "..."}) or _repeats(text, region.title.text):
        return None
    if weight < _SENTENCE and not _may_be_teaser(line, text, weight):
        return None
    if _is_label(line, text, weight, byline) or _is_links(region, line):
        return None
    return None if is_meta_line(line.text) else text


def _without_more(region: Region, line: Line) -> str:
    """The line's text without more links in it."""
    kept = [run for run in line.runs if not _leads_on(region, run)]
    text = line.text
    if len(kept) < len(line.runs):
        text = " ".join("".join(run.text for run in kept).split())
    return "" if len(text) < 40 and is_more(text) and weigh(text) > 1 else text


def _leads_on(region: Region, run: Run) -> bool:
    """Whether a run is a more link."""
    linked = run.anchor is not None and run.anchor is not region.title.anchor
    return linked and is_more(run.text) and _same(region, run)


def _repeats(text: str, headline: str) -> bool:
    return abs(len(text) - len(headline)) < 20 and _folded(text) == _folded(headline)


def _folded(text: str) -> str:
    return _NO_WORD.sub("", text).casefold()


def _may_be_teaser(line: Line, text: str, weight: int) -> bool:
    """A short line is a teaser if it is called one, or ends like a sentence."""
    if "teaser" in line.hints and "title" not in line.hints:
        return True
    return text[-1:] in '.…!?»”"।' and weight >= 8


def _is_label(line: Line, text: str, weight: int, byline: Byline | None) -> bool:
    """Whether a line is a date, a byline, a count or the like."""
    if len(text) > _LABEL:
        return False
    known = listing_words()
    folded = bare(text)
    if folded in known.comments or folded in known.page_parts or folded in known.pinned:
        return True
    if line.hints & {"date", "author"} and "teaser" not in line.hints:
        return True
    if byline is not None and byline.printed in text and weight < weigh(byline.printed) + 40:
        return True
    if folded.startswith(known.rubric_before) and line.linked * 2 > line.weight:
        return True
    if is_meta_line(text) or _is_path(text):
        return True
    words = folded.split()
    if len(words) == 2 and words[1].isdigit() and words[0].rstrip(":") in known.comments:
        return True
    last = words[-1] if words else ""
    return last in known.comments and any(char.isdigit() for char in folded) and len(folded) < 40


def _is_path(text: str) -> bool:
    """Whether a line says where on a site an entry stands: "gazette.example › news › courts"."""
    steps = _STEPS.split(text)
    if text[-1:] in ".!?…" or len(steps) < 2:
        return False
    home = bare(steps[0].rpartition(":")[2]) in listing_words().page_parts
    return len(steps) > 2 or home


def _is_links(region: Region, line: Line) -> bool:
    """Whether a line is made of links to elsewhere."""
    elsewhere = sum(
        run.weight
        for run in line.runs
        if run.anchor is not None and run.anchor.url and not _same(region, run)
    )
    sentence = line.text[-1:] in ".!?…" and line.weight >= 2 * _SENTENCE
    return elsewhere * 10 > line.weight * 8 and not sentence
