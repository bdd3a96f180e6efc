"""How much a text says: its letters and digits, whatever script they are of."""

from __future__ import annotations

import re

_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
# Of each character beyond ASCII the first byte counts, so that letters are counted where bytes are.
_NOT_COUNTED = _NO_LETTERS + bytes(range(0x80, 0xC0))
_NO_WORD = re.compile(
    "[«»“”‘’„…–—·•।、。，\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)  # not \W: vowel signs are letters here
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\u2fff\u3003-\ud7ff\uf900-\ufaff]")


def weigh(text: str) -> int:
    """Letters and digits of ``text``; those of scripts without spaces between words twice."""
    if text.isascii():
        return len(text.encode().translate(None, _NO_LETTERS))
    counted = len(text.encode("utf-8", "replace").translate(None, _NOT_COUNTED))
    return counted - len(_NO_WORD.findall(text)) + len(_WIDE.findall(text))
