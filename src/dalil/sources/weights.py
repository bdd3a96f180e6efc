"""How much a text says: its letters and digits, whatever script they are of."""

from __future__ import annotations

import re

_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
_NO_WORD = re.compile(
    r"[\s!-/:-@\[-`{-~«»“”‘’„…–—·•।、。，]+"
)  # not \W: vowel signs are letters here
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff]")


def weigh(text: str) -> int:
    """Letters and digits of ``text``; those of scripts without spaces between words twice."""
    if text.isascii():
        return len(text.encode().translate(None, _NO_LETTERS))
    bare_text = _NO_WORD.sub("", text)
    return len(bare_text) + len(_WIDE.findall(bare_text))
