"""The main text of a page, in parts: trafilatura first, Resiliparse where it gives nothing.

trafilatura reads quickly where Resiliparse reads the same, and where not once more, at length.

trafilatura drops paragraphs that repeat and rows of tables; both are put back from the page itself,
next to what it kept. Resiliparse reads every page beside it: how alike the two readings are says
how far a reading can be trusted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html
from resiliparse.extract.html2text import extract_plain_text
from selectolax.lexbor import LexborNode

from dalil.articles.metadata import Page, one_line
from dalil.model import BlockKind, Tool

Part = tuple[BlockKind, str]

_CELLS = "\t"  # between the cells of a row: no number goes on across it
_KINDS: dict[str, BlockKind] = {
    "head": "subheading",
    "item": "list_item",
    "quote": "quote",
    "row": "table_row",
}
_MAX_ROWS = 2_000
_LONGEST_WORD = 20  # characters, on average, that words have in scripts with spaces
_SHORT = 250  # characters of a reading that is no article
_LONG = 1_500  # characters of a reading that can hardly be the page's menu
_ALIKE = 0.6  # agreement from which a quick reading needs no comparison with slower ones
# What nobody reads, and what trafilatura drops in the end (its ``MANUALLY_CLEANED``), but for those
# elements that it looks into first.
_UNREAD = ("style", "svg")
_SURROUNDINGS = (
    *_UNREAD, "applet", "area", "aside", "audio", "blink", "button", "canvas", "datalist", "dialog",
    "embed", "fencedframe", "fieldset", "footer", "iframe", "img", "input", "label", "legend",
    "link", "map", "marquee", "menuitem", "meta", "nav", "noindex", "noscript", "object",
    "optgroup", "option", "output", "param", "picture", "progress", "rp", "rt", "rtc", "select",
    "source", "textarea", "time", "track", "use", "video",
)  # fmt: skip
# What ``lxml.html`` looks up in Python for every element, for trees in which no form is filled in.
_CLASSES = etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Parts in page order, who read them, and how alike two readers read the page (0 to 1)."""

    parts: tuple[Part, ...]
    reader: Tool
    agreement: float | None


def read_body(source: str, page: Page) -> Body | None:
    """The main text of a decoded page, which ``page`` is parsed from; ``None`` if it has none."""
    second = _second_reading(source)
    quick = _first_reading(source, page, second, fast=True)
    if quick is not None and (_alike_enough(quick) or _says_less(second, quick)):
        return quick
    thorough = _first_reading(source, page, second, fast=False)
    body = thorough or quick
    if quick is None and thorough is not None and not _alike_enough(thorough):
        whole = _first_reading(source, page, second, fast=True, whole=True)
        body = whole if whole is not None and _alike_enough(whole) else body
    if body is not None or not _has_words(second):
        return body
    lines: tuple[Part, ...] = tuple(("paragraph", line) for line in second)
    return Body(parts=lines, reader=_tool("resiliparse"), agreement=None)


def _first_reading(
    source: str, page: Page, second: list[str], *, fast: bool, whole: bool = False
) -> Body | None:
    """trafilatura's; the fast one sees the page without its surroundings, or ``whole``."""
    tree = parse_for_reading(source)
    if tree is None:
        return None
    strip(tree, thoroughly=fast and not whole)
    parts = _extracted(tree, fast=fast)
    if not _has_words(text for _, text in parts):
        return None
    parts = _with_rows(_with_repeated(parts, page), page)
    agreement = _alike((text for _, text in parts), second)
    return Body(parts=tuple(parts), reader=_tool("trafilatura"), agreement=agreement)


def _alike_enough(body: Body) -> bool:
    return (body.agreement or 0.0) >= _ALIKE


def _says_less(second: list[str], body: Body) -> bool:
    """Whether it is the second reading that missed the text: it is short, and about other things."""
    long, short = sum(len(text) for _, text in body.parts), sum(map(len, second))
    if long < _LONG or short * 2 > long:
        return False
    if short < _SHORT:
        return True
    missing = Counter(_words(" ".join(second)))
    total = missing.total()
    missing.subtract(Counter(_words(" ".join(text for _, text in body.parts))))
    return (+missing).total() * 2 > total


def _has_words(texts: Iterable[str]) -> bool:
    return any(char.isalnum() for text in texts for char in text)


def parse_for_reading(source: str) -> Any:
    """An lxml tree of the page, or ``None`` where lxml gives up."""
    try:
        parser = _parser()
        tree = lxml_html.document_fromstring(source.encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    last = parser.error_log.last_error
    if last is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return None  # it stopped there, and what follows is lost
    return tree


def strip(tree: Any, *, thoroughly: bool = False) -> None:
    """Take out what the reader would only copy a dozen times; ``thoroughly`` what it drops at last.

    That is all the same to it but for a page whose very text stands among such things. It comes out
    short then, the two readings differ, and the slower one sees the page as it is.
    """
    etree.strip_elements(tree, *(_SURROUNDINGS if thoroughly else _UNREAD), with_tail=False)
    for code in list(tree.iter("script")):
        if "json" not in code.get("type", ""):
            code.drop_tree()


def _parser() -> Any:
    """Deep nesting is let through (``dalil.page.guard`` has bounded it): else text is dropped."""
    parser = etree.HTMLParser(
        collect_ids=False,
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
    )
    parser.set_element_class_lookup(_CLASSES)
    return parser


@lru_cache
def _tool(name: str) -> Tool:
    return Tool(name, version(name))


# ── first reader ─────────────────────────────────────────────────────────────────────────────────


def _extracted(tree: Any, *, fast: bool) -> list[Part]:
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(
            tree,
            include_comments=False,
            include_tables=True,
            fast=fast,
            output_format="txt",  # "python" would write all of it out once more
        )
    except Exception:  # a reader of foreign bytes may fail in any way; the second one is asked then
        return []
    body = getattr(document, "body", None)
    return list(_parts_of(body)) if body is not None else []


def _parts_of(element: Any) -> Iterator[Part]:
    """Blocks of trafilatura's tree: each leaf block once, text between blocks as paragraphs."""
    if text := one_line(element.text):
        yield "paragraph", text
    for child in element:
        tag = child.tag
        if tag == "table":
            for row in child.iter("row"):
                yield from _row(_CELLS.join(one_line(" ".join(cell.itertext())) for cell in row))
        elif tag in ("list", "quote", "div") and len(child):
            yield from _inner(child, _KINDS.get(tag, "paragraph"))
        elif isinstance(tag, str):
            yield from _split(_KINDS.get(tag, "paragraph"), child)
        if text := one_line(child.tail):
            yield "paragraph", text


def _inner(element: Any, kind: BlockKind) -> Iterator[Part]:
    blocks = {"p", "head", "item", "list", "quote", "table", "div"}
    if not any(child.tag in blocks for child in element):
        yield from _split(kind, element)
        return
    for inner, text in _parts_of(element):
        yield (kind if inner == "paragraph" else inner), text


def _split(kind: BlockKind, element: Any) -> Iterator[Part]:
    """A block's text; line breaks inside it make two blocks."""
    lines: list[list[str]] = [[]]
    for node in element.iter():
        if node.tag == "lb":
            lines.append([])
        elif isinstance(node.tag, str) and node.text:
            lines[-1].append(node.text)
        if node is not element and node.tail:
            lines[-1].append(node.tail)
    yield from ((kind, text) for text in (one_line("".join(line)) for line in lines) if text)


def _row(text: str) -> Iterator[Part]:
    if text.strip():
        yield "table_row", text.strip("\t")


# ── what the first reader drops ──────────────────────────────────────────────────────────────────


def _with_repeated(parts: list[Part], page: Page) -> list[Part]:
    """Paragraphs that stand in the page several times, put back after the neighbour they follow."""
    nodes = page.tree.css("p")[:5_000]
    if len(nodes) < 2:
        return parts
    texts = [one_line(node.text()) for node in nodes]
    counted = Counter(text for text in texts if text)
    kept = Counter(text for _, text in parts)
    missing = Counter({text: counted[text] - kept[text] for text in kept})
    missing = +missing
    if not missing:
        return parts
    return _put_back(parts, nodes, texts, missing)


def _put_back(
    parts: list[Part], nodes: list[LexborNode], texts: list[str], missing: Counter[str]
) -> list[Part]:
    result: list[Part] = []
    by_text: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        by_text.setdefault(text, []).append(index)
    used: set[int] = set()
    for part in parts:
        result.append(part)
        at = next((i for i in by_text.get(part[1], ()) if i not in used), None)
        while at is not None:
            used.add(at)
            at_last, following, at = at, at + 1, None
            again = following < len(texts) and missing[texts[following]] > 0
            if again and following not in used and _siblings(nodes[at_last], nodes[following]):
                result.append((part[0], texts[following]))
                missing[texts[following]] -= 1
                at = following
    return result


def _siblings(one: LexborNode, other: LexborNode) -> bool:
    first, second = one.parent, other.parent
    return bool(first and second and first.mem_id == second.mem_id)


def _with_rows(parts: list[Part], page: Page) -> list[Part]:
    """Tables of which any row was kept, in full; the page's own rows stand for the reader's."""
    if not any(kind == "table_row" for kind, _ in parts):
        return parts
    result = list(parts)
    for table in page.tree.css("table")[:200]:
        rows = _rows_of(table)
        keys = {_key(row) for row in rows}
        places = [
            i for i, (kind, text) in enumerate(result) if kind == "table_row" and _key(text) in keys
        ]
        if places and len(rows) > len(places):
            drop = set(places[1:])
            result = [
                piece
                for i, part in enumerate(result)
                if i not in drop
                for piece in (_as_rows(rows) if i == places[0] else [part])
            ]
    return result


def _as_rows(rows: list[str]) -> list[Part]:
    return [("table_row", row) for row in rows]


def _rows_of(table: LexborNode) -> list[str]:
    if table.css_first("table table") is not None:
        return []
    found: list[str] = []
    for row in table.css("tr")[:_MAX_ROWS]:
        cells = [one_line(cell.text(separator=" ")) for cell in row.css("td, th")]
        line = _CELLS.join(cells).strip(_CELLS)
        if line:
            found.append(line)
    return found


def _key(text: str) -> str:
    return "".join(text.split())


# ── second reader ────────────────────────────────────────────────────────────────────────────────


def _second_reading(source: str) -> list[str]:
    try:
        text = extract_plain_text(
            source,
            main_content=True,
            preserve_formatting=True,
            list_bullets=False,
            alt_texts=False,
            links=False,
            comments=False,
            post_meta=False,
        )
    except Exception:  # as above: there is still the first one
        return []
    return [line for line in map(one_line, text.splitlines()) if line]


def _alike(first: Iterable[str], second: list[str]) -> float | None:
    one, other = (Counter(_words(" ".join(texts))) for texts in (first, second))
    common = (one & other).total()
    total = one.total() + other.total()
    return round(2 * common / total, 3) if total else None


def _words(text: str) -> list[str]:
    """The words of a text; pairs of characters where it is written without spaces."""
    words = text.lower().split()
    if len(words) * _LONGEST_WORD > len(text):
        return words
    return [word[at : at + 2] for word in words for at in range(len(word) - 1 or 1)]
