"""``/f/<finding>``: a finding, the words that state it, and the chain down to archived bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from dalil.export import citation
from dalil.export.figures import figure_row
from dalil.export.tables import tsv_line
from dalil.model import Check, Explanation, Figure, Finding, Span
from dalil.web import memento
from dalil.web.listed import figure_rows
from dalil.web.marks import Mark, cut
from dalil.web.render import address
from dalil.web.sheet import Ask, Rows, Sheet
from dalil.web.strip import strip
from dalil.web.words import Words

BYTES_SHOWN = 200
AGAINST = 5
_RULES: dict[
    str, str | tuple[str, ...]
] = {  # how the names of a field's rules begin, where it is not with its own name
    "attribution": "source.",
    "value": ("convention.", "compound.", "multiple.", "range", "rank.", "shares."),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a finding: what it is, and the characters that say so."""

    name: str
    said: str | None  #                         None: the text says nothing of it
    words: tuple[tuple[str, Span], ...]  #      characters and where they stand in the text
    rules: tuple[str, ...] = ()  #              that gave it


def page(ask: Ask) -> Sheet:
    """Everything known about one finding."""
    why = ask.archive.explain(ask.path["finding"])
    finding, text = why.kept.finding, why.version.wording.text
    check = finding.check
    name = _name(why, ask.words)
    reading = ask.archive.read(why.card.article.id, why.version.id)
    changes = [change for change, _ in ask.archive.changes(article=why.card.article.id)]
    cited = citation.of_finding(why)
    return Sheet(
        template="figure.html",
        title=ask.words.say("{figure}: where it stands", figure=name),
        context={
            "why": why,
            "runs": cut(text, finding.context, _marks(finding)),
            "fields": _sum(why, check, ask.words)
            if check
            else [_field(field.name, why, ask.words) for field in fields(finding.value)],
            "excerpt": excerpt(why),
            "strip": strip(reading, changes),
            "against": list(_against(ask, why)),
            "permanent": memento.at_address(reading, why.version),
            "footnote": citation.footnote(cited, ask.words.code),
            "row": _row(why, ask) if finding.kind == "figure" else None,
            "vague": ask.archive.convention if _is_vague(finding) else None,
            "exact_holds": finding.span.of(text) == why.kept.exact,
            "followed": _followed(ask, why.kept.id) if finding.kind == "figure" else [],
        },
        data={**_data(why), "convention": ask.archive.convention.name},
        headers=memento.headers(reading),
        rows=_rows(why, ask) if ask.form == "csv" and finding.kind == "figure" else None,
    )


def _against(ask: Ask, why: Explanation) -> Iterator[Explanation]:
    """The figures that this one contradicts, surely."""
    if why.kept.finding.kind != "figure":
        return
    for found in ask.archive.contradictions(finding=why.kept.id, limit=AGAINST):
        if found.sure:
            yield ask.archive.explain(found.other if found.one == why.kept.id else found.one)


def _name(why: Explanation, words: Words) -> str:
    finding = why.kept.finding
    if finding.check:
        return finding.check.computed
    return str(words.quantity(finding.value)) if finding.kind == "figure" else why.kept.exact


def _row(why: Explanation, ask: Ask) -> str:
    stated = ask.archive.statement(why.kept.id)
    convention = ask.archive.convention.name
    return tsv_line(figure_row(stated, base=ask.base, convention=convention))


def _rows(why: Explanation, ask: Ask) -> Rows:
    return figure_rows([ask.archive.statement(why.kept.id)], ask)


def _is_vague(finding: Finding[Figure]) -> bool:
    """Whether a convention gave the number, not the text."""
    return any(rule.startswith("convention.") for rule in finding.rules)


def _marks(finding: Finding[Figure]) -> list[Mark]:
    """The quantity; of a check, each number that it is about."""
    if finding.check is None:
        return [Mark.of(1, finding)]
    spans = [*finding.parts["stated"], *finding.parts["used"]]
    return [Mark(key=key, span=span) for key, span in enumerate(spans, 1)]


def _sum(why: Explanation, check: Check, words: Words) -> list[Field]:
    """What a check computed, from what, and what the text says."""
    text, parts = why.version.wording.text, why.kept.finding.parts
    used, stated = (tuple((s.of(text), s) for s in parts[name]) for name in ("used", "stated"))
    low, high = words.number(check.low), words.number(check.high)
    return [
        Field("computed", check.computed, used),
        Field("stated", words.number(check.stated), stated),
        Field("allowed", low if low == high else f"{low} – {high}", ()),
    ]


def _followed(ask: Ask, finding_id: str) -> list[tuple[str, str]]:
    """The series and indicators that a figure stands in: address and name."""
    found = [one for one in ask.archive.series_of(finding_id) if one.periods > 1 or one.indicator]
    labels = ask.archive.series_labels(found, ask.words.code)
    titles = {one.name: one.title for one in ask.archive.indicators()} if found else {}
    made: dict[str, str] = {}
    for one in found:
        if one.indicator:
            made[address("indicator", one.indicator)] = titles.get(one.indicator, one.indicator)
        else:
            made[address("series", one.id)] = labels[one.id][0]
    return list(made.items())


def excerpt(why: Explanation) -> str | None:
    """The archived bytes as readable as they get; what is not UTF-8 as escapes."""
    if why.payload_excerpt is None:
        return None
    shown = why.payload_excerpt[:BYTES_SHOWN].decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in shown)


def _field(name: str, why: Explanation, words: Words) -> Field:
    text, finding = why.version.wording.text, why.kept.finding
    spans = finding.parts.get(name, ())
    value = finding.value
    read = said(name, value, words) if isinstance(value, Figure) else getattr(value, name)
    rules = tuple(rule for rule in finding.rules if rule.startswith(_RULES.get(name, f"{name}.")))
    return Field(name, read, tuple((s.of(text), s) for s in spans), rules)


def said(name: str, figure: Figure, words: Words) -> str | None:
    """One field of a figure in words; None where the text says nothing of it."""
    value = getattr(figure, name)
    if value is None:
        return None
    if name == "value":
        values = value if isinstance(value, tuple) else (value,)
        return " – ".join(words.number(one) for one in values)
    if name == "period":
        return words.period(value)
    if name in SAID:
        return words.say(SAID[name].get(value, str(value)))
    return str(value)


SAID = {
    "unit": {
        "1": "a count",
        "%": "per cent",
        "pp": "percentage points",
        "x": "times",
        "rank": "a rank",
    },
    "bound": {
        "exact": "exactly",
        "about": "about",
        "min": "at least",
        "max": "at most",
        "range": "from … to",
    },
    "status": {
        "actual": "stated as fact",
        "forecast": "a forecast",
        "plan": "a plan",
        "alleged": "a disputed claim",
    },
    "change": {"up": "up by", "down": "down by"},
}


def _data(why: Explanation) -> dict[str, object]:
    span = why.payload_span
    return {
        "finding": why.kept,
        "card": why.card,
        "version": why.version,
        "capture": why.capture,
        "sentence": why.sentence,
        "payload_span": span,
        "text_holds": why.text_holds,
        "payload_holds": why.payload_holds,
    }
