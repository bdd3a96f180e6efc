"""Foreign HTML cut into tags, comments and text as the standard cuts it, without building a tree.

https://html.spec.whatwg.org/multipage/parsing.html#tokenization, as far as it decides where a tag,
a comment or a script ends. Linear in any input: no pattern here ever goes back.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# A quote opens a value only after "="; a tag that is never closed reaches to the end of the file.
# Groups: 1 the slash of an end tag, 2 the name, 3 the attributes, 4 a comment's first dashes.
TAG = re.compile(
    r"<(?:(/?)([a-zA-Z][^\s/>]*+)((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?)*+)>?+"
    r"|(!--)|[!?/][^>]*+>?+)"
)

# Elements whose content is text up to their own end tag, whatever it looks like.
RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
# Those of them that a reader never sees.
UNSEEN = RAW - {"textarea", "title", "xmp"}
FOREIGN = frozenset({"svg", "math"})

_COMMENT_END = re.compile(r"--!?>")


def comment_end(source: str, at: int) -> int:
    """Where the comment whose ``<!--`` ends at ``at`` is over; the end if it never is."""
    if source.startswith((">", "->"), at):
        return source.index(">", at) + 1
    end = _COMMENT_END.search(source, at)
    return end.end() if end else len(source)


def raw_ends(source: str) -> Callable[[str, int], int]:
    """A function ``(name, at)`` that says where the text of a raw element ends.

    It remembers which end tags do not come any more, so that a million openings cost one search.
    """
    missing: set[str] = set()

    def end(name: str, at: int) -> int:
        if name in missing:
            return len(source)
        found = _END_OF[name].search(source, at)
        if not found:
            missing.add(name)
        return found.start() if found else len(source)

    return end


_END_OF = {name: re.compile(rf"</{name}(?![^\s/>])", re.IGNORECASE) for name in RAW}
