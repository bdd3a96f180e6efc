"""What a sentence knows at once is what looking at every token and every pattern would tell."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dalil.findings import find_figures
from dalil.findings.figures import grammar as grammars
from dalil.findings.figures import tokens as tokenizer
from dalil.findings.figures.grammar import grammar
from dalil.findings.figures.patterns import compile_pattern
from dalil.findings.figures.sentence import Sentence
from dalil.findings.figures.tokens import alike, tokens_of
from dalil.findings.sentences import paragraphs, sentences
from dalil.lang import load
from dalil.model import Span

GOLD = Path(__file__).resolve().parents[2] / "gold"
sys.path.insert(0, str(GOLD))

from notation import read_cases  # noqa: E402

CASES = [case for path in sorted((GOLD / "cases").glob("*.cases")) for case in read_cases(path)]
LANGUAGES = sorted({case["lang"] for case in CASES})


def read(text: str, code: str) -> list[Sentence]:
    plain, rules = alike(text), grammar(code)
    return [
        Sentence(span, tokens_of(plain, span), rules)
        for part in paragraphs(plain)
        for span in sentences(plain, part, rules.lang)
    ]


def examples(code: str) -> list[Sentence]:
    texts = [case["text"] for case in CASES if case["lang"] == code]
    return [sentence for text in texts[::4] for sentence in read(text, code)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_pattern_that_matches_is_a_candidate_where_it_does(code: str) -> None:
    rules, matched = grammar(code), 0
    tables = [f"{t}.{n}" for t in ("frames", "periods", "places") for n in load(code).table(t)]
    for sentence in examples(code):
        for table in tables:
            patterns = rules.patterns(table)
            for pattern in patterns.rows if patterns else ():
                for at in range(len(sentence.tokens)):
                    if pattern.match(sentence, at) is not None:
                        assert pattern in sentence.candidates(table).get(at, ())
                        matched += 1
    assert matched > 5


@pytest.mark.parametrize("code", LANGUAGES)
def test_asking_for_many_tokens_is_asking_for_each(code: str) -> None:
    for sentence in examples(code):
        size = len(sentence.tokens)
        for kind in [k for k in sentence.present if "." in k and len(k) > 1]:
            stands = [i for i in range(size) if sentence.at(kind, i)]
            kinds = frozenset({kind, "no.such"})
            assert sentence.where(kind) == list(sentence.marks.get(kind)) == stands
            assert [i for i in range(-1, size + 1) if sentence.any_at(kinds, i)] == stands
            for i, j in ((-3, size + 3), (0, size // 2), (size // 2, size), (2, 2)):
                assert sentence.any_in(kinds, i, j) == any(i <= k < j for k in stands)
        assert not sentence.where("no.such")
        assert "no.such" not in sentence.marks


@pytest.mark.parametrize(
    ("pattern", "text", "end", "found"),
    [
        ("out? of {d:n}", "of 5", 2, {"n": "5"}),
        ("out? of {d:n}", "out of 5", 3, {"n": "5"}),
        ("{d:a} {w*2:x} of {d:b}", "5 of 6", 3, {"a": "5", "x": None, "b": "6"}),
        ("{d:a} {w*2:x} of {d:b}", "5 red of of 6", 5, {"a": "5", "b": "6"}),
        ("{d:a} {d:a}", "5 6", 2, {"a": "6"}),  # the last one of a name holds
        ("{d:a} {year:y}? -", "5 –", 2, {"a": "5", "y": None}),
        ("{cap*3:name} region", "North Hill region", 3, {}),
        ("out of", "out", None, {}),
        ("{d} {d}", "5", None, {}),
    ],
)
def test_a_pattern_tells_its_end_and_what_its_slots_read(
    pattern: str, text: str, end: int | None, found: dict[str, object]
) -> None:
    (sentence,) = read(text, "en")
    done = compile_pattern(pattern).match(sentence, 0)
    assert (done and done[0]) == end
    assert done is None or {name: done[1][name] for name in found} == found


def test_forgetting_words_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join(case["text"] for case in CASES if case["lang"] == "en")[:20_000]
    found = find_figures(text, language="en")
    monkeypatch.setattr(tokenizer, "_KEPT", 3)
    monkeypatch.setattr(grammars, "_KEPT_WORDS", 3)
    assert find_figures(text, language="en") == found


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("One… two. Three?! “Four.” Five", ["One… two.", "Three?!", "“Four.”", "Five"]),
        ("Head | Line | Tail", ["Head |", "Line |", "Tail"]),
        ("Head. | Tail", ["Head.", "|", "Tail"]),
        ("a|b | | c", ["a|b |", "| c"]),
        ("| a |", ["| a |"]),
        ("One\n| two", ["One", "| two"]),
        ("By A. Stone. He left", ["By A. Stone.", "He left"]),
        ("He waited . Then he left", ["He waited .", "Then he left"]),
    ],
)
def test_where_sentences_end(text: str, parts: list[str]) -> None:
    spans = sentences(alike(text), Span(0, len(text)), load("en"))
    assert [text[span.start : span.end] for span in spans] == parts


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("km² ½ ²x", [("km²", "w"), ("½", "n"), ("²x", "w")]),
        ("заво\u0301д 12,5%", [("завод", "w"), ("12,5", "n"), ("%", "s")]),
        ("Ann's 1 345 ٣", [("Ann", "w"), ("'s", "w"), ("1 345", "n"), ("٣", "s")]),
    ],
)
def test_a_token_is_a_number_a_word_or_a_sign(text: str, kinds: list[tuple[str, str]]) -> None:
    tokens = tokens_of(alike(text), Span(0, len(text)))
    assert [(token.text, token.kind) for token in tokens] == kinds
    spans = "".join(text[token.start : token.end] for token in tokens)
    assert spans.replace(" ", "") == text.replace(" ", "")
