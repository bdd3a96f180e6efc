"""``/a/<article>``: one version of an article, its figures marked and noted in the margin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dalil.model import Block, KeptFinding, Reading, Span, Version
from dalil.web.marks import Mark, Run, cut
from dalil.web.sheet import Ask, Sheet

# Kinds that HTML wants inside one element together.
GROUPS = {"list_item": "items", "table_row": "table"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A figure's note: its number on the page, and its key among its paragraph's notes."""

    number: int
    key: int
    kept: KeptFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A block of the text and the notes that stand beside it."""

    kind: str
    language: str | None
    runs: tuple[Run, ...]
    notes: tuple[Note, ...]

    def note(self, key: int) -> Note:
        """The note of the figure that goes by ``key`` in this row."""
        return self.notes[key - 1]


def page(ask: Ask) -> Sheet:
    """The newest version, or the one that is named in the address."""
    named = ask.path.get("version") or ask.text("version")
    reading = ask.archive.read(ask.path["article"], named)
    headline = reading.version.wording.headline or reading.card.headline
    return Sheet(
        template="article.html",
        title=headline or ask.words.say("Without a headline"),
        context={
            "reading": reading,
            "headline": headline,
            "groups": grouped(rows(reading)),
            "pages": [v for v in reading.versions if v.wording.form == "page"],
            "entries": [v for v in reading.versions if v.wording.form == "entry"],
            "kinds": {block.kind for block in reading.version.wording.blocks},
            "newest": newest(reading),
        },
        data=reading,
    )


def rows(reading: Reading) -> list[Row]:
    """The text block by block, with the figures that begin in each, numbered through."""
    wording = reading.version.wording
    blocks = wording.blocks or (Block(kind="paragraph", span=Span(0, len(wording.text))),)
    found = sorted(reading.findings, key=lambda kept: (kept.finding.span, kept.id))
    made: list[Row] = []
    numbered = 0
    for block in blocks:
        here = [kept for kept in found if block.span.covers(_first_of(kept.finding.span))]
        made.append(_row(wording.text, block, here, numbered))
        numbered += len(here)
    return made


def grouped(made: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Rows, list items and table rows together with their neighbours."""
    groups: list[tuple[str, list[Row]]] = []
    for row in made:
        kind = GROUPS.get(row.kind, "")
        if kind and groups and groups[-1][0] == kind:
            groups[-1][1].append(row)
        else:
            groups.append((kind, [row]))
    return groups


def newest(reading: Reading) -> Version | None:
    """The version that is shown when none is named; None if it is the one that is shown."""
    pages = [version for version in reading.versions if version.wording.form == "page"]
    last = (pages or list(reading.versions) or [reading.version])[-1]
    return None if last.id == reading.version.id else last


def _row(text: str, block: Block, here: Sequence[KeptFinding], numbered: int) -> Row:
    notes = tuple(
        Note(number=numbered + key, key=key, kept=kept) for key, kept in enumerate(here, 1)
    )
    marks = [Mark.of(note.key, note.kept.finding) for note in notes]
    return Row(
        kind=block.kind,
        language=block.language,
        runs=cut(text, block.span, marks),
        notes=notes,
    )


def _first_of(span: Span) -> Span:
    return Span(span.start, min(span.start + 1, span.end))
