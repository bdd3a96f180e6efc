"""XML of strangers, read element by element: no entities, no network, broken parts passed over."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML may hold, and exports hold all the same."""


def elements(text: str, *wanted: str) -> Iterator[tuple[str, etree._Element]]:
    """``(local name, element)`` of each wanted element, when it has ended; freed after its use.

    Names are local: namespaces are written in too many ways to be told apart by them. ``root`` comes
    first, with the root's name.
    """
    sound = re.sub(r"\A\s*<\?xml[^>]{0,200}\?>", "", FORBIDDEN.sub("", text.lstrip("\ufeff")))
    try:
        yield from _elements(sound.encode("utf-8", "replace"), frozenset(wanted))
    except etree.XMLSyntaxError:
        return  # what came before the break has been given


def _elements(data: bytes, wanted: frozenset[str]) -> Iterator[tuple[str, etree._Element]]:
    parsing = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    rooted = False
    for event, element in parsing:
        name = local(element)
        if event == "start":
            if not rooted:
                rooted = True
                yield "root", element
        elif name in wanted:
            yield name, element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def local(element: etree._Element) -> str:
    """An element's name without its namespace, in lower case."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def said(element: etree._Element, *path: str) -> str | None:
    """The text of the first child (and its child …) of those local names, or None."""
    for name in path:
        found = next((child for child in element if local(child) == name), None)
        if found is None:
            return None
        element = found
    return ("".join(element.itertext())).strip() or None
