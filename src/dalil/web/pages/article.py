"""``/a/<article>``: one version of an article, its findings marked and noted in the margin."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import count

from dalil.export import citation
from dalil.export.figures import stated_in
from dalil.model import AnyKept, ArticleChange, Block, Figure, Reading, Span, Version
from dalil.web import memento
from dalil.web.listed import figure_rows
from dalil.web.marks import Mark, Run, cut
from dalil.web.sheet import Absent, Ask, Sheet, Unclear

# Kinds of blocks that belong together with their neighbours of the same kind.
GROUPS = {"list_item": "list", "table_row": "table"}


KINDS = ("figure", "law", "quote", "name", "event")
SHOWN = ("figure", "law")  # unless the reader says otherwise
NOTED = ("figure", "law", "quote", "event")  # kinds that have notes in the margin
SIGNS = {"figure": "", "law": "§", "quote": "”", "event": "›"}  # before the number of a note
HERE = "here"  # characters that the address itself names


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A finding where it is shown: its number on the page, and its key among its row's marks."""

    number: str  #  "3", "§1"; nothing for what has no note
    key: int
    kept: AnyKept
    ditto: bool = False  #  where, when and who says so are those of the note above


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A block of the text, cut at its findings."""

    language: str | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paragraph, or all items of a list or table, and the notes that stand beside it."""

    kind: str
    lines: tuple[Line, ...]
    marked: Mapping[int, Note]  #  by key: every finding that is marked in these lines
    notes: tuple[Note, ...]  #     of those that begin here
    checks: tuple[AnyKept, ...] = ()  # arithmetic whose result is stated here

    def note(self, key: int | None) -> Note | None:
        """The finding that goes by ``key`` in this row; None for characters that are only named."""
        return self.marked.get(key or 0)


def page(ask: Ask) -> Sheet:
    """The newest version, or the one that the address names: by its id, or by a time."""
    reading, marked = _asked(ask)
    if ask.form == "html":
        named = ask.archive.names_in(reading.version.id)
        reading = replace(reading, findings=(*reading.findings, *named))
    shown = shown_kinds(ask.text("show"))
    headline = reading.version.wording.headline or reading.card.headline
    changes = [change for change, _ in ask.archive.changes(article=reading.card.article.id)]
    return Sheet(
        template="article.html",
        title=headline or ask.words.say("Without a headline"),
        context={
            "reading": reading,
            "headline": headline,
            "rows": rows(reading, shown, marked),
            "shown": shown,
            "kinds_found": kinds_found(reading),
            "marked": marked,
            "footnote": citation.footnote(citation.of_article(reading), ask.words.code),
            "permanent": memento.at_address(reading, reading.version),
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
        headers=memento.headers(reading),
        rows=figure_rows(stated_in(reading), ask) if ask.form == "csv" else None,
    )


def _asked(ask: Ask) -> tuple[Reading, Span | None]:
    """The version that the address means, and the characters that it points to, if it does."""
    archive, path = ask.archive, ask.path
    if "start" in path:
        version = archive.version(path["version"])
        marked = Span(int(path["start"]), int(path["end"]))
        if not 0 <= marked.start < marked.end <= len(version.wording.text):
            raise Absent(
                ask.words.say(
                    "The text has {n} characters: there are none from {start} to {end}",
                    n=len(version.wording.text), start=marked.start, end=marked.end,
                )
            )  # fmt: skip
        return archive.read(version.article_id, version.id), marked
    named = path.get("version") or ask.text("version")
    if "moment" in path:
        when = memento.moment(path["moment"])
        if when is None:
            raise Unclear(
                ask.words.say(
                    "“{given}” is no time, such as 2020-08-06T10:00Z", given=path["moment"]
                )
            )
        named = archive.version_at(path["article"], when)
    return archive.read(path["article"], named), None


def shown_kinds(asked: str | None) -> tuple[str, ...]:
    """Kinds of findings to be marked, as ``figure,quote`` in the address; ``none`` is none."""
    if asked is None:
        return SHOWN
    named = set(asked.replace(" ", ",").split(","))
    return tuple(kind for kind in KINDS if kind in named)


def kinds_found(reading: Reading) -> dict[str, int]:
    """How many findings of each kind the text has, in the order in which they are offered."""
    counts: Counter[str] = Counter(kept.finding.kind for kept in reading.findings)
    return {kind: counts[kind] for kind in KINDS if counts[kind]}


def rows(reading: Reading, shown: Sequence[str] = SHOWN, marked: Span | None = None) -> list[Row]:
    """The text block by block, with the findings that begin in each, numbered through."""
    wording = reading.version.wording
    blocks = wording.blocks or (Block(kind="paragraph", span=Span(0, len(wording.text))),)
    found = sorted(
        (kept for kept in reading.findings if kept.finding.kind in shown),
        key=lambda kept: (kept.finding.span, kept.id),
    )
    checks = reading.checks if "figure" in shown else ()
    starts = [kept.finding.span.start for kept in found]
    numbers = {kind: count(1) for kind in NOTED}
    groups = grouped(blocks)
    made: list[Row] = []
    open_still: list[AnyKept] = []  # what began above and goes on
    done = 0
    for kind, together in groups:
        last = len(made) + 1 == len(groups)  # it takes whatever stands in no block at all
        end = together[-1].span.end
        upto = len(found) if last else bisect_left(starts, end, done)
        here = found[done:upto]
        row = _row(wording.text, kind, together, here, open_still, numbers, marked)
        spans = {kept.finding.span for kept in here}
        checked = (c for c in checks if c.finding.parts["stated"][0] in spans)
        made.append(replace(row, checks=tuple(checked)))
        open_still = [kept for kept in (*open_still, *here) if kept.finding.span.end > end]
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
    text: str,
    kind: str,
    blocks: Sequence[Block],
    here: Sequence[AnyKept],
    before: Sequence[AnyKept],
    numbers: Mapping[str, Iterator[int]],
    marked: Span | None,
) -> Row:
    begun = tuple(_notes(here, numbers))
    going_on = (Note(number="", key=len(begun) + n, kept=kept) for n, kept in enumerate(before, 1))
    notes = {note.key: note for note in (*begun, *going_on)}
    marks = [Mark.of(note.key, note.kept.finding) for note in notes.values()]
    marks += [Mark(key=0, span=marked, kind=HERE)] if marked else []
    lines = tuple(
        Line(language=block.language, runs=cut(text, block.span, marks)) for block in blocks
    )
    noted = tuple(note for note in begun if note.number)
    return Row(kind=kind, lines=lines, marked=notes, notes=noted)


def _notes(here: Sequence[AnyKept], numbers: Mapping[str, Iterator[int]]) -> Iterator[Note]:
    above = None
    for key, kept in enumerate(here, 1):
        kind, value = kept.finding.kind, kept.finding.value
        number = f"{SIGNS[kind]}{next(numbers[kind])}" if kind in numbers else ""
        if not isinstance(value, Figure):
            yield Note(number=number, key=key, kept=kept)
            continue
        setting = (value.place, value.period, value.attribution)
        yield Note(number=number, key=key, kept=kept, ditto=setting == above and any(setting))
        above = setting
