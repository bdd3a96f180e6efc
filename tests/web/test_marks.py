"""Cutting a text at marks: nothing is lost, nothing moves, and every mark has its characters."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from dalil.model import Span
from dalil.web.marks import Label, Mark, cut

TEXT = "🛖 At least 41 attacks, 27 a year before 😀"
SPANS = st.tuples(st.integers(-3, 60), st.integers(-3, 60)).map(lambda p: Span(min(p), max(p)))
MARKS = st.lists(
    st.tuples(SPANS, st.dictionaries(st.sampled_from(["of", "place"]), st.lists(SPANS, max_size=3)))
)


def marks_of(drawn: list[tuple[Span, dict[str, list[Span]]]]) -> list[Mark]:
    return [
        Mark(key=key, span=span, parts={name: tuple(spans) for name, spans in parts.items()})
        for key, (span, parts) in enumerate(drawn, 1)
    ]


def test_numbers_and_words_are_cut_at_their_characters() -> None:
    mark = Mark(key=1, span=Span(11, 13), parts={"bound": (Span(2, 10),), "of": (Span(14, 21),)})
    runs = cut(TEXT, Span(0, len(TEXT)), [mark])
    assert [(r.text, r.keys) for r in runs] == [
        ("🛖 At least ", ()),
        ("41", (1,)),
        (" attacks, 27 a year before 😀", ()),
    ]
    assert [(p.text, p.words) for p in runs[0].pieces] == [
        ("🛖 ", ()),
        ("At least", (Label(1, "bound"),)),
        (" ", ()),
    ]


def test_overlapping_numbers_share_a_run_and_end_where_they_end() -> None:
    first = Mark(key=1, span=Span(0, 6), parts={})
    second = Mark(key=2, span=Span(4, 9), parts={})
    runs = cut("abcdefghij", Span(0, 10), [first, second])
    assert [(r.text, r.keys, r.ends) for r in runs] == [
        ("abcd", (1,), ()),
        ("ef", (1, 2), (1,)),
        ("ghi", (2,), (2,)),
        ("j", (), ()),
    ]


def test_marks_are_clipped_to_their_block() -> None:
    runs = cut("abcdefghij", Span(2, 6), [Mark(key=1, span=Span(0, 4), parts={})])
    assert [(r.text, r.keys) for r in runs] == [("cd", (1,)), ("ef", ())]


def test_an_empty_block_has_no_runs() -> None:
    assert cut("abc", Span(1, 1), []) == ()


@given(st.text(max_size=60), SPANS, MARKS)
def test_the_pieces_are_the_text(text: str, within: Span, drawn: list[object]) -> None:
    runs = cut(text, within, marks_of(drawn))  # type: ignore[arg-type]
    assert "".join(r.text for r in runs) == text[max(within.start, 0) : max(within.end, 0)]


@given(MARKS)
def test_every_number_is_marked_exactly(drawn: list[object]) -> None:
    text = "😀".join("abcdefghijklmnopqrstuvwxyz")
    marks = marks_of(drawn)  # type: ignore[arg-type]
    runs = cut(text, Span(0, len(text)), marks)
    for mark in marks:
        shown = "".join(r.text for r in runs if mark.key in r.keys)
        assert shown == text[max(mark.span.start, 0) : max(mark.span.end, 0)]
        assert sum(mark.key in r.ends for r in runs) == bool(shown)


@given(MARKS)
def test_neighbouring_runs_differ(drawn: list[object]) -> None:
    runs = cut("x" * 60, Span(0, 60), marks_of(drawn))  # type: ignore[arg-type]
    assert all(a.keys != b.keys for a, b in itertools.pairwise(runs))


def test_kinds_lie_in_each_other_and_the_shortest_is_what_one_goes_to() -> None:
    quote = Mark(key=1, span=Span(0, 10), kind="quote")
    law = Mark(key=2, span=Span(3, 8), kind="law")
    figure = Mark(key=3, span=Span(3, 5), kind="figure")
    runs = cut("abcdefghij", Span(0, 10), [figure, law, quote])
    assert [(r.text, r.kinds, r.key, r.ends) for r in runs] == [
        ("abc", ("quote",), 1, ()),
        ("de", ("quote", "law", "figure"), 3, (3,)),
        ("fgh", ("quote", "law"), 2, (2,)),
        ("ij", ("quote",), 1, (1,)),
    ]
