"""An HTML page as two flat lists, elements and runs of text, in page order.

Every step of the reading works on these: an element knows which runs are inside it, so "what stands
between two headlines" is a range. Built in one walk over lexbor's tree, without recursion.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dalil.sources import addresses, hints

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
    end: int = -1
    last: int = -1  #     index of the last element inside it
    children: list[Element] = field(default_factory=list)
    url: str | None = None  # of an anchor, absolute
    hidden: bool = False

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


@dataclass(slots=True, eq=False)
class Page:
    """A parsed page."""

    parser: LexborHTMLParser
    elements: list[Element]
    runs: list[Run]
    base: str | None
    head_links: list[dict[str, str | None]]  # attributes of the <link> elements
    title: str | None

    def text(self, start: int, end: int, *, hidden: bool = False) -> str:
        """The text of some runs on one line."""
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
        base=_base(head, url),
        head_links=[node.attributes for node in head if node.tag == "link"],
        title=next((" ".join(node.text().split()) for node in head if node.tag == "title"), None),
    )
    root = parser.body or parser.root
    if root is not None:
        _Walk(page).walk(root)
    return page


def _base(head: list[LexborNode], url: str | None) -> str | None:
    for node in head:
        href = node.attributes.get("href") if node.tag == "base" else None
        if href:
            return addresses.absolute(url, href) or url
    return url


class _Walk:
    """The walk over lexbor's own order of nodes: no recursion, nothing that depth can break."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.block = 0
        self.open: list[Element] = []
        self.ids: list[int] = []  #   of the open elements' nodes
        self.anchors: list[Element] = []

    def walk(self, root: LexborNode) -> None:
        skipped: set[int] = set()  # nodes whose children are left out
        for node in root.traverse(include_text=True):
            parent = node.parent
            above = parent.mem_id if parent is not None else 0
            if above in skipped:
                skipped.add(node.mem_id)
                continue
            while self.ids and self.ids[-1] != above:
                self._leave()
            tag = node.tag or ""
            if tag == "-text":
                if self.open:
                    self._text(node)
            elif tag in _SKIPPED or tag[0:1] in {"-", "!", "_"}:
                skipped.add(node.mem_id)
            else:
                self._element(tag, node)
        while self.open:
            self._leave()

    def _text(self, node: LexborNode) -> None:
        text = node.text_content or ""
        if not text.strip():
            if text and self.page.runs and self.page.runs[-1].block == self.block:
                self.page.runs[-1].text += " "
            return
        parent = self.open[-1]
        anchor = self.anchors[-1] if self.anchors else None
        self.page.runs.append(Run(text, parent, anchor, self.block, parent.hidden))

    def _element(self, tag: str, node: LexborNode) -> None:
        parent = self.open[-1] if self.open else None
        attributes = node.attributes
        element = Element(
            tag,
            attributes,
            parent,
            len(self.page.elements),
            len(self.page.runs),
            hints.of(tag, attributes),
        )
        element.hidden = "hidden" in element.hints or (parent is not None and parent.hidden)
        if tag in _BLOCKS or tag == "br":
            self.block += 1
        if tag == "a":
            href = attributes.get("href")
            element.url = addresses.absolute(self.page.base, href) if href else None
            self.anchors.append(element)
        if parent is not None:
            parent.children.append(element)
        self.page.elements.append(element)
        self.open.append(element)
        self.ids.append(node.mem_id)

    def _leave(self) -> None:
        element = self.open.pop()
        self.ids.pop()
        element.end = len(self.page.runs)
        element.last = len(self.page.elements) - 1
        if element.tag == "a":
            self.anchors.pop()
        if element.tag in _BLOCKS:
            self.block += 1
