"""Two wordings beside each other: no character is lost, and what is the same is folded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.articles.versions import compare
from dalil.model import Tool, Version, Wording
from dalil.text import compose
from dalil.web.passages import Passage, passages, stretches


def version(*paragraphs: str) -> Version:
    text, blocks = compose([("paragraph", paragraph) for paragraph in paragraphs])
    made = Wording(form="page", text=text, blocks=blocks, reader=Tool("dalil.reader", "1"))
    return Version(
        id="v",
        article_id="a",
        number=1,
        capture_id="c",
        first_seen_at=None,
        digest="",
        wording=made,
    )


def told(old: tuple[str, ...], new: tuple[str, ...]) -> list[str]:
    """Each passage as "[-gone-]{+come+}same"."""
    one, other = version(*old), version(*new)
    signs = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    runs = compare(one.wording, other.wording).runs
    return [
        "".join(signs[piece.kind].format(piece.signs or piece.text) for piece in passage.pieces)
        for passage in passages(one, other, runs)
    ]


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (("One.", "Two."), ("One.", "Two."), ["One.", "Two."]),
        (("In 14 towns.",), ("In 41 towns.",), ["In [-14-]{+41+} towns."]),
        (("One.", "Three."), ("One.", "Two.", "Three."), ["One.", "{+Two.+}", "Three."]),
        (("One.", "Two.", "Three."), ("One.", "Three."), ["One.", "[-Two.-]", "Three."]),
        (("One.",), ("One.", "Two.", "Three."), ["One.", "{+Two.+}", "{+Three.+}"]),
        (("One.", "Two.", "Three."), ("One.",), ["One.", "[-Two.-]", "[-Three.-]"]),
        (("One. Two.",), ("One.", "Two."), ["One.[-␣-]{+¶+}Two."]),
        (("One.", "Two."), ("One. Two.",), ["One.[-¶-]{+␣+}Two."]),
        (("A  b",), ("A b",), ["A[-␣-]{+␣+}b"]),
        ((), ("One.",), ["{+One.+}"]),
    ],
)
def test_passages(old: tuple[str, ...], new: tuple[str, ...], wanted: list[str]) -> None:
    assert told(old, new) == wanted


WORDS = st.lists(st.sampled_from(["Ten", "wells", "ran", "dry", "14", "41", ".", "\n"]), min_size=1)
TEXTS = st.lists(WORDS.map(" ".join).filter(str.strip), max_size=7)


@given(TEXTS, TEXTS)
def test_no_character_is_lost(before: list[str], after: list[str]) -> None:
    old, new = version(*before), version(*after)
    found = list(passages(old, new, compare(old.wording, new.wording).runs))

    def said(side: str, passages: list[Passage]) -> str:
        pieces = [piece.text for passage in passages for piece in getattr(passage, side)]
        return "".join(pieces).replace("\n", "")

    assert said("old", found) == old.wording.text.replace("\n", "")
    assert said("new", found) == new.wording.text.replace("\n", "")


def test_what_is_far_from_a_change_is_folded() -> None:
    same = [f"Paragraph {n}." for n in range(9)]
    old, new = version(*same, "In 14 towns.", "End."), version(*same, "In 41 towns.", "End.")
    found = stretches(old, new, compare(old.wording, new.wording).runs)
    assert [(one.folded, len(one.passages)) for one in found] == [(True, 8), (False, 3)]
    whole = stretches(old, old, compare(old.wording, old.wording).runs)
    assert [(one.folded, len(one.passages)) for one in whole] == [(True, 11)]
