"""Wrong labels, broken bytes, and the way back from characters to bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.page.encoding import byte_offsets, decode, known_label, printable, text_of

RUSSIAN = "Суд в Караганде вынес приговор журналисту по делу о клевете. Об этом сообщила газета."
KAZAKH = (
    "Қарағандыда сот журналисті жала жапқаны үшін айыптап, үкім шығарды. Бұл туралы газет жазды."
)
FRENCH = "Le journal a été condamné à payer une amende, déclare l'éditeur à Genève, été compris."


def page(text: str, charset: str | None) -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<!DOCTYPE html><html><head>{meta}<title>{text}</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    "label", [None, "utf-8", "windows-1251", "koi8-r", "iso-8859-1", "nonsense"]
)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "cp1251", "koi8-r", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_russian_is_read_whatever_the_page_says(encoding: str, label: str | None) -> None:
    decoded = decode(page(RUSSIAN, label).encode(encoding))
    assert RUSSIAN in decoded.text
    assert decoded.replaced == 0


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-8"])
@pytest.mark.parametrize("declared", ["utf-8", "windows-1251", "koi8-r"])
def test_the_header_does_not_mislead(encoding: str, declared: str) -> None:
    decoded = decode(RUSSIAN.encode(encoding), declared=declared, html=False)
    assert decoded.text == RUSSIAN


@pytest.mark.parametrize(
    ("text", "encoding", "label", "name", "origin"),
    [
        (RUSSIAN, "cp1251", "windows-1251", "cp1251", "meta"),
        (RUSSIAN, "utf-8", "windows-1251", "utf-8", "utf-8"),
        (RUSSIAN, "utf-8", "utf-8", "utf-8", "meta"),
        (RUSSIAN, "utf-8-sig", None, "utf-8", "bom"),
        (RUSSIAN, "cp1251", "utf-8", "cp1251", "detected"),
        (KAZAKH, "kz1048", "kz-1048", "kz1048", "meta"),
        (FRENCH, "cp1252", "iso-8859-1", "cp1252", "meta"),
        (FRENCH, "cp1252", "utf-8", "cp1252", "detected"),
    ],
)
def test_how_it_was_decided_is_said(
    text: str, encoding: str, label: str | None, name: str, origin: str
) -> None:
    decoded = decode(page(text, label).encode(encoding))
    assert (decoded.encoding, decoded.origin) == (name, origin)
    assert text in decoded.text


def test_a_contradiction_is_noted() -> None:
    decoded = decode(page(RUSSIAN, "koi8-r").encode("cp1251"))
    assert decoded.notes == ("the meta says koi8-r",)


@pytest.mark.parametrize("cut", range(1, 8))
def test_a_page_cut_inside_a_character_is_still_utf8(cut: int) -> None:
    decoded = decode(RUSSIAN.encode()[:-cut])
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith(RUSSIAN[:-5])
    assert decoded.replaced == (1 if cut % 2 == 0 else 0)


def test_single_bad_bytes_are_counted_and_the_rest_is_read() -> None:
    decoded = decode(RUSSIAN.encode().replace(b" ", b" \xff", 2))
    assert decoded.encoding == "utf-8"
    assert decoded.replaced == 2
    assert "вынес приговор" in decoded.text


def test_capitals_and_words_without_context() -> None:
    assert decode(page("ПРИГОВОР", "windows-1251").encode("cp1251")).encoding == "cp1251"


def test_control_characters_and_surrogates_become_visible_one_for_one() -> None:
    assert printable("a\x00b\x85c\ud800d\te\n") == "a�b�c�d\te\n"
    assert decode(b"a\x00b\x01c").text == "a�b�c"
    assert decode(b"\xff\xfe" + RUSSIAN.encode("utf-16-le") + b"\x00\xd8").text == RUSSIAN + "�"


def test_nothing_is_something() -> None:
    assert decode(b"").text == ""
    assert decode(b"").encoding == "utf-8"


@pytest.mark.parametrize("label", ["utf-7", "unicode_escape", "zip", "rot13", "", "\0", "x" * 300])
def test_labels_that_are_no_charsets(label: str) -> None:
    assert known_label(label) is None


def test_labels_are_read_as_browsers_read_them() -> None:
    assert known_label("ISO-8859-1") == "cp1252"
    assert known_label("GB2312") == "gb18030"


@given(
    st.binary(max_size=200),
    st.sampled_from([None, "utf-8", "koi8-r", "gb2312", "utf-16", "iso-2022-jp"]),
)
def test_any_bytes_can_be_decoded(payload: bytes, label: str | None) -> None:
    decoded = decode(payload, declared=label)
    assert decoded.text == text_of(payload, decoded.encoding)
    decoded.text.encode()


@given(
    st.text(alphabet=st.sampled_from("aя<қ ё«\n€\x00😀日"), max_size=40),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1251", "koi8-r", "utf-16-le", "gb18030", "cp932"]),
    st.binary(max_size=3),
)
def test_characters_lead_back_to_their_bytes(text: str, codec: str, junk: bytes) -> None:
    payload = text.encode(codec, "ignore") + junk
    encoding = codec.removesuffix("-sig")
    read = text_of(payload, encoding)
    offsets = byte_offsets(payload, encoding, range(len(read) + 1))
    if offsets is None:
        return
    mark = offsets[0]
    for at in range(len(read)):
        piece = payload[offsets[at] : offsets[at + 1]]
        assert (
            text_of(piece, encoding) == read[at]
            or read[at] == "\ufeff"  # by itself it is taken for a mark
            or len(piece) == 1
        )
    assert mark in (0, 2, 3)


def test_offsets_after_a_mark_and_bad_bytes() -> None:
    payload = b"\xef\xbb\xbf" + "я\xffq".encode() + b"\xff!"
    assert byte_offsets(payload, "utf-8", [0, 1, 2, 3, 4, 5]) == [3, 5, 7, 8, 9, 10]
