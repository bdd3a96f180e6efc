"""Who may be the speaker of a verb of saying, by the forms of both."""

from __future__ import annotations

import pytest

from dalil.findings import find_figures


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Дом в 12 этажей обещают сдать к маю.", None),
        ("Школу на 300 мест обещают открыть в мае.", None),
        ("Акимат обещает построить 12 школ.", "Акимат"),
        ("Ряд экспертов обещают рост на 5 процентов.", "Ряд экспертов"),
        ("Жители обещают посадить 40 деревьев.", "Жители"),
    ],
)
def test_a_speaker_agrees_with_the_verb(text: str, speaker: str | None) -> None:
    (found,) = find_figures(text, language="ru", published="2026-10-12")
    assert found.value.attribution == speaker
