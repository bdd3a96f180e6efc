"""The bytes that are found read as the text that was asked for."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.model import Span
from dalil.page.encoding import decode, text_of
from dalil.page.locate import flat_text, locate, locate_within, squeeze

PAGE = """<!DOCTYPE html><html><head><title>Суд &mdash; Вестник степи</title>
<script>var a = "<p>Штраф</p>";</script><style>p > b { color: red }</style></head>
<body class="a>b"><ul><li>Суд</li><li>Штрафы</li></ul><!-- <h1>Суд</h1> -->
<h1>Суд&nbsp;оштрафовал
   редакцию</h1><p>Штраф составил <b>85&thinsp;000</b> тенге&hellip; Это <i>вдвое</i> больше.</p>
<p>Art, party &amp; 5 < 6</p><ul><li>Суд</li></ul></body></html>"""


def bytes_of(text: str, encoding: str = "utf-8", page: str = PAGE) -> str | None:
    payload = page.encode(encoding, "xmlcharrefreplace")
    (span,) = locate(payload, encoding, [text], html=True)
    return span and payload[span.start : span.end].decode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "utf-16-le"])
def test_markup_entities_and_spaces_do_not_matter(encoding: str) -> None:
    assert bytes_of("Суд оштрафовал редакцию", encoding) == "Суд&nbsp;оштрафовал\n   редакцию"
    found = bytes_of("Штраф составил 85 000 тенге… Это вдвое больше.", encoding)
    assert found is not None
    assert found.startswith("Штраф составил <b>85")
    assert found.endswith("<i>вдвое</i> больше.")


@pytest.mark.parametrize("text", ["Приговор", "color: red", "raf", "<p>Штраф</p>", "", "  "])
def test_what_is_not_there_is_not_found(text: str) -> None:
    assert bytes_of(text) is None


def test_words_are_found_whole_and_the_body_comes_before_the_title() -> None:
    payload = PAGE.encode()
    art, again = locate(payload, "utf-8", ["Art", "5 < 6"], html=True)
    assert art is not None
    assert again is not None
    assert payload[art.start : art.end] == b"Art"
    assert payload[again.start : again.end] == b"5 < 6"
    (court,) = locate(payload, "utf-8", ["Суд"], html=True)
    assert court is not None
    assert payload[: court.start].endswith(b"<ul><li>")
    (title,) = locate(payload, "utf-8", ["Вестник степи"], html=True)
    assert title is not None


def test_short_texts_are_looked_for_after_their_neighbours() -> None:
    texts = ["Штраф составил 85 000 тенге… Это вдвое больше.", "Суд"]
    payload = PAGE.encode()
    found = locate(payload, "utf-8", texts, html=True)
    assert found[1] is not None
    assert found[0] is not None
    assert found[1].start > found[0].end


def test_plain_text_has_no_markup() -> None:
    payload = "\ufeffСуд <b> &amp;\nприговор".encode()
    (span,) = locate(payload, "utf-8", ["<b> &amp; приговор"], html=False)
    assert span is not None
    assert payload[span.start : span.end].decode() == "<b> &amp;\nприговор"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16-le"])
def test_a_figure_inside_a_block(encoding: str) -> None:
    payload = PAGE.encode(encoding, "xmlcharrefreplace")
    text = "Штраф составил 85 000 тенге… Это вдвое больше."
    (block,) = locate(payload, encoding, [text], html=True)
    assert block is not None
    start = text.index("85")
    found = locate_within(payload, encoding, block, text, Span(start, start + 12), html=True)
    assert found is not None
    excerpt = payload[found.start : found.end].decode(encoding)
    assert squeeze(decode(excerpt.encode()).text).startswith("85")
    assert excerpt.endswith("</b> тенге")
    assert locate_within(payload, encoding, block, "другой текст", Span(0, 6), html=True) is None


PIECES = st.lists(
    st.sampled_from(
        ["суд", "5 000", " ", "\n", "<b>", "</b>", "&amp;", "&nbsp;", "&#1089;", "&", "<", "<!-- x -->",
         "<script>суд</script>", "</p><p>", "<a title='>'>", "é", "\u00ad", "&hellip;", "—", "<title>", "x"]
    ),
    max_size=30,
)  # fmt: skip


@given(PIECES, st.data())
def test_what_is_found_reads_as_the_text(pieces: list[str], data: st.DataObject) -> None:
    source = "".join(pieces)
    payload = source.encode()
    flat = flat_text(source, html=True)
    start = data.draw(st.integers(0, len(flat)))
    text = flat[start : data.draw(st.integers(start, len(flat)))]
    (span,) = locate(payload, "utf-8", [text], html=True)
    if span is not None and "<title" not in source:
        found = text_of(payload[span.start : span.end], "utf-8")
        read = flat_text(found, html=True)
        # An entity that stands for several characters comes whole.
        assert text in read
        assert len(read) - len(text) <= 1 or "&" in found


@given(PIECES)
def test_every_whole_text_is_found(pieces: list[str]) -> None:
    source = "".join(pieces)
    flat = flat_text(source, html=True)
    (span,) = locate(source.encode(), "utf-8", [flat], html=True)
    assert (span is not None) == bool(flat)


def test_large_pages_take_a_moment() -> None:
    payload = ("<p>" + "слово и дело " * 20 + "</p>").encode() * 8_000
    began = time.perf_counter()
    found = locate(payload, "utf-8", ["слово и дело " * 20, "нет такого слова"] * 3, html=True)
    assert found[0] is not None
    assert found[1] is None
    assert time.perf_counter() - began < 8
