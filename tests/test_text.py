"""Arithmetic on characters."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dalil.model import Figure, Finding, Span
from dalil.text import (
    BETWEEN_BLOCKS,
    around,
    compose,
    from_utf16,
    in_utf16,
    sound,
    to_utf16,
)

TEXT = st.text(st.characters(codec="utf-8"), max_size=40)


@given(TEXT, st.data())
def test_utf16_there_and_back(text, data):
    offset = data.draw(st.integers(0, len(text)))
    assert to_utf16(text, offset) == len(text[:offset].encode("utf-16-le")) // 2
    assert from_utf16(text, to_utf16(text, offset)) == offset


def test_the_second_half_of_a_pair_is_its_first():
    assert from_utf16("🏠 12%", 1) == 0
    assert from_utf16("🏠 12%", 3) == 2


@given(st.lists(TEXT))
def test_blocks_slice_to_what_they_were_made_of(parts):
    text, blocks = compose(("paragraph", part) for part in parts)
    kept = [part for part in parts if part]
    assert [block.span.of(text) for block in blocks] == kept
    assert text == BETWEEN_BLOCKS.join(kept)


@given(TEXT, st.integers(0, 40), st.integers(0, 40))
def test_a_quote_and_what_is_around_it_make_the_text(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    assert "".join(around(text, Span(start, end), width=100)) == text


@given(st.text(max_size=30))
def test_a_sound_text_can_be_written(text):
    assert len(sound(text)) == len(text)
    sound(text).encode()


@given(st.text(st.sampled_from("a😀é🏚\u0301 \n"), max_size=40), st.data())
def test_findings_move_to_utf16_and_back(text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text))
    spans = [Span(*sorted((data.draw(ends), data.draw(ends)))) for _ in range(3)]
    figure = Figure(value=Decimal(1), unit="1", bound="exact")
    made = Finding(
        kind="figure", span=spans[0], context=spans[1], value=figure, parts={"of": (spans[2],)}
    )
    (moved,) = in_utf16(text, [made])
    for before, after in zip(spans, (moved.span, moved.context, *moved.parts["of"]), strict=True):
        assert after == Span(to_utf16(text, before.start), to_utf16(text, before.end))
        assert from_utf16(text, after.start) == before.start
