"""``/a/<article>``: one version of an article, its figures marked and noted in the margin."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from dalil.model import AnyKept, ArticleChange, Block, Reading, Span, Version
from dalil.web.marks import Mark, Run, cut
from dalil.web.sheet import Ask, Sheet

# Kinds of blocks that belong together with their neighbours of the same kind.
GROUPS = {"list_item": "list", "table_row": "table"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A figure's note: its number on the page, and its key among its row's notes."""

    number: int
    key: int
    kept: AnyKept
    ditto: bool  #  where, when and who says so are those of the note above


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A block of the text, cut at its figures."""

    language: str | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paragraph, or all items of a list or table, and the notes that stand beside it."""

    kind: str
    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    checks: tuple[AnyKept, ...] = ()  # arithmetic whose result is stated here

    def note(self, key: int) -> Note:
        """The note of the figure that goes by ``key`` in this row."""
        return self.notes[key - 1]


def page(ask: Ask) -> Sheet:
    """The newest version, or the one that is named in the address."""
    named = ask.path.get("version") or ask.text("version")
    reading = ask.archive.read(ask.path["article"], named)
    headline = reading.version.wording.headline or reading.card.headline
    changes = [change for change, _ in ask.archive.changes(article=reading.card.article.id)]
    return Sheet(
        template="article.html",
        title=headline or ask.words.say("Without a headline"),
        context={
            "reading": reading,
            "headline": headline,
            "rows": rows(reading),
            "pages": whole(reading),
            "order": [version.id for version in whole(reading)],
            "entries": [v for v in reading.versions if v.wording.form == "entry"],
            "kinds": {block.kind for block in reading.version.wording.blocks},
            "newest": newest(reading),
            "earlier": earlier(reading),
            "told": {change.new_id: change for change in reversed(changes)},
            "gone": gone(changes),
        },
        data={
            **{field.name: getattr(reading, field.name) for field in fields(reading)},
            "convention": ask.archive.convention.name,
        },
    )


def rows(reading: Reading) -> list[Row]:
    """The text block by block, with the figures that begin in each, numbered through."""
    wording = reading.version.wording
    blocks = wording.blocks or (Block(kind="paragraph", span=Span(0, len(wording.text))),)
    found = sorted(reading.figures, key=lambda kept: (kept.finding.span, kept.id))
    starts = [kept.finding.span.start for kept in found]
    groups = grouped(blocks)
    made: list[Row] = []
    done = 0
    for kind, together in groups:
        last = len(made) + 1 == len(groups)  # it takes whatever stands in no block at all
        upto = len(found) if last else bisect_left(starts, together[-1].span.end, done)
        row = _row(wording.text, kind, together, found[done:upto], done)
        here = {kept.finding.span for kept in found[done:upto]}
        checks = (c for c in reading.checks if c.finding.parts["stated"][0] in here)
        made.append(replace(row, checks=tuple(checks)))
        done = upto
    return made


def grouped(blocks: Iterable[Block]) -> list[tuple[str, list[Block]]]:
    """Blocks by kind; list items and table rows together with their neighbours."""
    groups: list[tuple[str, list[Block]]] = []
    for block in blocks:
        kind = GROUPS.get(block.kind, block.kind)
        if groups and groups[-1][0] == kind and block.kind in GROUPS:
            groups[-1][1].append(block)
        else:
            groups.append((kind, [block]))
    return groups


def newest(reading: Reading) -> Version | None:
    """The version that is shown when none is named; None if it is the one that is shown."""
    last = (whole(reading) or reading.versions or (reading.version,))[-1]
    return None if last.id == reading.version.id else last


def earlier(reading: Reading) -> dict[str, str]:
    """For each version but the first of its form, the id of the version before it."""
    forms: dict[str, str] = {}
    before: dict[str, str] = {}
    for version in reading.versions:
        if version.wording.form in forms:
            before[version.id] = forms[version.wording.form]
        forms[version.wording.form] = version.id
    return before


def gone(changes: Iterable[ArticleChange]) -> ArticleChange | None:
    """When the article's page went, if it is not there again; ``changes`` are newest first."""
    for change in changes:
        if change.form == "page":
            return change if "deletion" in change.kinds else None
    return None


def whole(reading: Reading) -> tuple[Version, ...]:
    """The versions of the article's page; of its whole text elsewhere, where no page was kept."""
    forms: dict[str, list[Version]] = {}
    for version in reading.versions:
        forms.setdefault(version.wording.form, []).append(version)
    return tuple(forms.get("page") or forms.get("content") or ())


def _row(
    text: str, kind: str, blocks: Sequence[Block], here: Sequence[AnyKept], numbered: int
) -> Row:
    notes = tuple(_notes(here, numbered))
    marks = [Mark.of(note.key, note.kept.finding) for note in notes]
    lines = tuple(
        Line(language=block.language, runs=cut(text, block.span, marks)) for block in blocks
    )
    return Row(kind=kind, lines=lines, notes=notes)


def _notes(here: Sequence[AnyKept], numbered: int) -> Iterator[Note]:
    above = None
    for key, kept in enumerate(here, 1):
        value = kept.finding.value
        setting = (value.place, value.period, value.attribution)
        ditto = setting == above and any(setting)
        yield Note(number=numbered + key, key=key, kept=kept, ditto=ditto)
        above = setting
