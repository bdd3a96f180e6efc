"""An HTML page as two flat lists, elements and runs of text, in page order.

Every step of the reading works on these: an element knows which runs are inside it, so "what stands
between two headlines" is a range. Built in one walk over lexbor's tree, without recursion.
"""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dalil.sources import addresses, hints
from dalil.sources.weights import weigh

_SKIPPED = frozenset(
    ["script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea", "math",
     "audio", "video", "canvas", "head", "embed", "datalist", "map"]
)  # fmt: skip
_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl",
     "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
     "header", "hgroup", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
     "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"]
)  # fmt: skip
_BREAKS = _BLOCKS | {"br"}
_PARTED = frozenset(["span", "cite", "small", "time", "a", "label"])  # often shown as boxes
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


@dataclass(slots=True, eq=False)
class Element:
    """One element: its place in the tree, and the runs ``start`` to ``end`` that are inside it."""

    tag: str
    attributes: dict[str, str | None]
    parent: Element | None
    index: int
    start: int
    hints: frozenset[str]
    hidden: bool
    url: str | None  # of an anchor, absolute
    elements: list[Element]  # all of the page's
    end: int = -1
    last: int = -1  #     index of the last element inside it
    _children: list[Element] | None = None

    @property
    def children(self) -> list[Element]:
        """The elements right below this one."""
        if self._children is None:
            found: list[Element] = []
            at = self.index + 1
            while at <= self.last:
                found.append(self.elements[at])
                at = self.elements[at].last + 1
            self._children = found
        return self._children

    def inside(self, other: Element) -> bool:
        """Whether this element is ``other`` or below it."""
        return other.index <= self.index <= other.last


@dataclass(slots=True, eq=False)
class Run:
    """A piece of text between two tags."""

    text: str
    parent: Element
    anchor: Element | None
    block: int  #         runs of one line share it
    hidden: bool
    _weight: int = -1
    _line: str | None = None

    @property
    def weight(self) -> int:
        """The letters of the text."""
        if self._weight < 0:
            self._weight = weigh(self.text)
        return self._weight

    @property
    def line(self) -> str:
        """The text with each run of white space as one space."""
        if self._line is None:
            self._line = " ".join(self.text.split())
        return self._line


@dataclass(slots=True, eq=False)
class Page:
    """A parsed page."""

    parser: LexborHTMLParser
    elements: list[Element]
    runs: list[Run]
    base: str | None
    anchors: list[Element]  #  that lead to an address
    headings: list[Element]
    head_links: list[dict[str, str | None]]  # attributes of the <link> elements
    title: str | None

    def text(self, start: int, end: int, *, hidden: bool = False) -> str:
        """The text of some runs on one line."""
        if end - start <= 1:
            one = self.runs[start] if start < end else None
            return one.line if one is not None and (hidden or not one.hidden) else ""
        return " ".join(
            "".join(run.text for run in self.runs[start:end] if hidden or not run.hidden).split()
        )


def read_tree(html: str, url: str | None) -> Page:
    """Parse a page. ``url`` is its address; a ``<base>`` in it counts."""
    parser = LexborHTMLParser(html)
    head = [] if parser.head is None else list(parser.head.iter())
    page = Page(
        parser=parser,
        elements=[],
        runs=[],
        anchors=[],
        headings=[],
        base=_base(head, url),
        head_links=[node.attributes for node in head if node.tag == "link"],
        title=next((" ".join(node.text().split()) for node in head if node.tag == "title"), None),
    )
    root = parser.body or parser.root
    if root is not None:
        _walk(page, root)
    page.anchors.extend(one for one in page.elements if one.url)
    page.headings.extend(one for one in page.elements if one.tag in HEADINGS)
    return page


def _is_glued(node: LexborNode, runs: list[Run], made: Element) -> bool:
    """Whether an element follows another without white space: words that only a style sheet parts."""
    before = node.prev
    if before is None or before.tag not in _PARTED or not runs or runs[-1].parent.hidden:
        return False
    left, right = runs[-1].text[-1:], node.text()[:1]
    if not left.isalnum() or not right.isalnum():
        return False
    names = before.attributes.get("class"), made.attributes.get("class")
    if all(names) and names[0] != names[1]:
        return True
    return not left.isupper() and not right.islower()  # as no word of one piece: "viewsJune"


def _base(head: list[LexborNode], url: str | None) -> str | None:
    for node in head:
        href = node.attributes.get("href") if node.tag == "base" else None
        if href:
            return addresses.absolute(url, href) or url
    return url


def _walk(page: Page, root: LexborNode) -> None:
    """All elements and runs below ``root``: no recursion, nothing that depth can break.

    One function with names of its own, as it runs for every node of every page.
    """
    elements, runs, base = page.elements, page.runs, page.base
    opened: list[tuple[Element, LexborNode, Element | None]] = []  # and the anchor around each
    element: Element | None = None
    anchor: Element | None = None
    block = 0
    node: LexborNode | None = root
    while node is not None:
        tag = node.tag or "-"
        child = None
        if tag == "-text":
            text = node.text_content or ""
            if element is None:
                pass
            elif text and not text.isspace():
                runs.append(Run(text, element, anchor, block, element.hidden))
            elif text and runs and runs[-1].block == block:
                runs[-1].text += " "
        elif tag not in _SKIPPED and tag[0] not in "-!_":
            attributes = node.attributes
            known = hints.of(tag, attributes)
            hidden = "hidden" in known or (element is not None and element.hidden)
            href = attributes.get("href") if tag == "a" else None
            url = addresses.absolute(base, href) if href else None
            at = len(elements)
            made = Element(tag, attributes, element, at, len(runs), known, hidden, url, elements)
            elements.append(made)
            if tag in _BREAKS or (tag in _PARTED and _is_glued(node, runs, made)):
                block += 1
            child = node.first_child
            if child is not None:
                opened.append((made, node, anchor))
                element = made
                if tag == "a":
                    anchor = made
            else:
                made.end, made.last = made.start, made.index
                if tag in _BLOCKS:
                    block += 1
        following = child or (node.next if opened else None)
        while following is None and opened:
            closed, node, anchor = opened.pop()
            closed.end, closed.last = len(runs), len(elements) - 1
            if closed.tag in _BLOCKS:
                block += 1
            element = closed.parent
            following = node.next if opened else None
        node = following
