"""References in a sentence: acts, and articles with their parts, paragraphs and acts around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dalil.findings.figures.sentence import Sentence
from dalil.findings.laws.acts import Act, Finder
from dalil.findings.laws.vocabulary import ActName, Reading, Vocabulary

LEVELS = ("subparagraph", "paragraph", "part", "article")
_MOST_NUMBERS = 40


@dataclass(slots=True)
class Item:
    """One number of a locator."""

    i: int
    j: int
    said: str


@dataclass(slots=True)
class Unit:
    """A locator with its numbers: ``части 3``, ``14 және 18-баптарына``. Tokens ``[i, j)``."""

    level: str
    items: list[Item]
    i: int
    j: int
    weak: bool = False  #  "the first article" is one of an act only
    inner: list[Unit] = field(default_factory=list)  # in brackets, after which item: Unit.i tells


@dataclass(slots=True)
class Mention:
    """A reference in the making: tokens ``[i, j)`` and what each field was read from."""

    i: int
    j: int
    act: Act | None = None  #      as it stands in the mention
    name: ActName | None = None  # the act, also where another word tells it
    article: Item | None = None
    part: Item | None = None
    paragraph: str | None = None
    paragraph_at: list[tuple[int, int]] = field(default_factory=list)
    listed: bool = False  #        the next mention of its list has the act
    rules: list[str] = field(default_factory=list)

    @property
    def bill(self) -> bool:
        """Whether it is an act that is only a draft."""
        return self.act is not None and self.act.bill and self.article is None


def find_mentions(
    sentence: Sentence, reading: Reading, words: Vocabulary, text: str
) -> tuple[list[Mention], list[Act]]:
    """The references of a sentence in order, and all acts of it, short words too."""
    acts = Finder(sentence, reading, words, text).find()
    inside = {k for act in acts if act.name is not None for k in range(act.i, act.j)}
    units = _Units(sentence, reading, words, inside).find()
    chains = _Chains(reading, words, acts, units)
    mentions = chains.build()
    used = {id(act) for act in chains.used}
    for act in acts:
        if id(act) in used or act.name is None:
            continue
        if act.name.weak and not _among_codes(act, acts, reading):
            continue
        mentions.append(Mention(act.i, act.j, act=act, name=act.name, rules=[act.rule]))
    mentions.sort(key=lambda m: m.i)
    return mentions, acts


def _among_codes(act: Act, acts: list[Act], reading: Reading) -> bool:
    """Whether an abbreviation with other meanings stands for a code: a country or another code by it."""
    if act.country is not None:
        return True
    return any(
        other is not act and other.name is not None and other.name.kind == "code"
        and (0 <= other.i - act.j <= 3 or 0 <= act.i - other.j <= 3)
        for other in acts
    )  # fmt: skip


# ── locators and numbers ──


class _Units:
    def __init__(
        self, sentence: Sentence, reading: Reading, words: Vocabulary, inside: set[int]
    ) -> None:
        self.sentence, self.read, self.words, self.inside = sentence, reading, words, inside
        self.tokens = sentence.tokens

    def find(self) -> list[Unit]:
        """The locators that have a number, in order."""
        found: list[Unit] = []
        at = 0
        while at < len(self.tokens):
            level = None if at in self.inside else self._level(at)
            unit = None
            if level is not None:
                floor = found[-1].j if found else 0
                unit = self._unit(at, level, floor)
            if unit is None:
                at += 1
                continue
            found.append(unit)
            at = max(unit.j, at + 1)
        return found

    def _level(self, at: int) -> str | None:
        if self.read.end("article", at) or self.read.end("articles", at):
            return "article"
        sub, par = self.read.end("subparagraph", at), self.read.end("paragraph", at)
        if sub is not None and (par is None or sub > par):
            return "subparagraph"
        if par is not None:
            return "paragraph"
        return "part" if self.read.end("part", at) is not None else None

    def _unit(self, at: int, level: str, floor: int) -> Unit | None:
        plural = self.read.end("articles", at) is not None
        word_end = self._word_end(at, level)
        if self.words.number_first:
            return self._numbers_before(at, word_end, level, floor)
        if level == "article" and self.tokens[at].text.isupper() and len(self.tokens[at].text) > 3:
            return None  # ARTICLE 19 speaks for freedom of expression
        ordinal = self._ordinal_before(at, floor)
        if ordinal is not None:
            weak = level == "article" and self.tokens[ordinal.i].kind == "w"
            return Unit(level, [ordinal], ordinal.i, word_end, weak=weak)
        start = word_end + 1 if self.read.low(word_end) == "." else word_end
        if plural and self.read.low(start) in (":", "с", "from"):
            start += 1
        listed = plural or level != "article" or self.read.low(word_end) == "."
        items, inner, end = self._numbers_after(start, listed, plural)
        if not items:
            return None
        return Unit(level, items, at, end, inner=inner)

    def _word_end(self, at: int, level: str) -> int:
        ends = [self.read.end(kind, at) for kind in (level, level + "s")]
        return max(end for end in ends if end is not None)

    def _numbers_after(
        self, at: int, listed: bool, plural: bool
    ) -> tuple[list[Item], list[Unit], int]:
        """``6–8``, ``272 и 274``, ``189 (часть 4), 218`` behind a locator."""
        items: list[Item] = []
        inner: list[Unit] = []
        end = at
        while len(items) < _MOST_NUMBERS:
            item = self._number(at, plural)
            if item is None:
                item = self._in_words(at) if not items else None
            if item is None:
                break
            items.append(item)
            end = item.j
            bracket = self._bracket(end)
            if bracket is not None:
                unit, end = bracket
                inner.append(unit)
            if not listed:
                break
            following = self._joined(self._remark(end))
            if following is None:
                break
            at = following
        return _split(items), inner, end

    def _remark(self, at: int) -> int:
        """Where a remark in brackets ends that begins here: ``188 (theft), 190 (fraud)``."""
        if self.read.low(at) != "(":
            return at
        for k in range(at + 1, min(len(self.tokens), at + 12)):
            if self.tokens[k].low == ")":
                return k + 1
            if self.tokens[k].kind != "w" and self.tokens[k].low not in "-,":
                return at
        return at

    def _joined(self, at: int) -> int | None:
        """Where the next number of a list may begin."""
        k = at
        while (
            k < len(self.tokens)
            and k - at < 3
            and (self.tokens[k].low == "," or self.read.end("and", k))
        ):
            k = self.read.end("and", k) or k + 1
        return k if k > at else None

    def _bracket(self, at: int) -> tuple[Unit, int] | None:
        """``(часть 4)`` or ``(3)`` behind a number."""
        if self.read.low(at) != "(":
            return None
        level = self._level(at + 1)
        if level in (None, "article"):
            said = self._number(at + 1, False)
            if said is None or self.read.low(said.j) != ")" or self.tokens[at].space:
                return None
            return Unit("part", [said], at + 1, said.j), said.j + 1
        first = self._word_end(at + 1, level or "")
        first = first + 1 if self.read.low(first) == "." else first
        said = self._number(first, False) or self._in_words(first)
        if said is None or self.read.low(said.j) != ")":
            return None
        return Unit(level or "part", [said], at + 1, said.j), said.j + 1

    def _number(self, at: int, plural: bool) -> Item | None:
        """A number in digits at a token: ``174``, ``73-1``, ``6–8``, ``3)``, ``(b)`` is none."""
        if at >= len(self.tokens) or self.tokens[at].kind != "n" or at in self.inside:
            return None
        text = self.tokens[at].text
        if not text[0].isdigit() or self._is_date(at):
            return None
        end, said = at + 1, text.rstrip(".,")
        while (
            end + 1 < len(self.tokens)
            and self.tokens[end].low == "-"
            and not self.tokens[end].space
            and self.tokens[end + 1].kind == "n"
            and not self.tokens[end + 1].space
        ):
            first, second = said.split("-")[-1], self.tokens[end + 1].text
            spread = plural and first.isdigit() and second.isdigit() and int(second) > int(first)
            if spread and "-" not in said and len(second) >= len(first):
                return Item(at, end + 2, f"{said}/{second}")
            said += "-" + second.rstrip(".,")
            end += 2
        ranged = self._range(end, said)
        if ranged is not None:
            return Item(at, *ranged)
        if self.read.low(end) == ")" and not any(
            t.low == "(" for t in self.tokens[max(0, at - 2) : at]
        ):
            end += 1
        suffix = (
            end + 1 < len(self.tokens)
            and self.tokens[end].low == "-"
            and not self.tokens[end].space
        )
        ending = suffix and self.tokens[end + 1].kind == "w" and len(self.tokens[end + 1].text) <= 3
        if ending and not self.words.number_first:
            end += 2  # "174-й"
        return Item(at, end, said)

    def _range(self, at: int, first: str) -> tuple[int, str] | None:
        """``–8``, ``to 8`` behind a first number."""
        end = at + 1 if self.read.low(at) == "–" else self.read.end("range", at)
        if end is None or end >= len(self.tokens) or self.tokens[end].kind != "n":
            return None
        last = self.tokens[end].text.rstrip(".,")
        low, high = first.split("-")[0], last
        if not (low.isdigit() and high.isdigit() and int(high) > int(low)):
            return None
        to = end + 1
        if (
            self.read.low(to) == "-"
            and to + 1 < len(self.tokens)
            and self.tokens[to + 1].kind == "n"
        ):
            last += "-" + self.tokens[to + 1].text
            to += 2
        return to, f"{first}/{last}"

    def _is_date(self, at: int) -> bool:
        if self.sentence.at("periods.month", at + 1) is not None:
            return True
        date = self.sentence.date(at)
        if date is None:
            return False
        return date[0] > at + 1 and self.tokens[date[0] - 1].kind == "w"

    def _in_words(self, at: int) -> Item | None:
        """``вторая``, ``two`` as a number."""
        if at >= len(self.tokens):
            return None
        ordinal = self.sentence.ordinal(at)
        if ordinal is not None and self.tokens[at].kind == "w":
            return Item(at, ordinal[0], str(ordinal[1]))
        number = self.sentence.number(at) if self.tokens[at].kind == "w" else None
        if number is None or number.value != int(number.value):
            return None
        return Item(at, number.j, str(int(number.value)))

    def _ordinal_before(self, at: int, floor: int) -> Item | None:
        """``174-й статье``, ``the second part``."""
        for first in range(max(floor, at - 3), at):
            ordinal = self.sentence.ordinal(first)
            if ordinal is not None and ordinal[0] == at:
                return Item(first, at, str(ordinal[1]))
        return None

    def _numbers_before(self, at: int, end: int, level: str, floor: int) -> Unit | None:
        """``14 және 18-баптары``, ``6–8-баптар``, ``екінші бөлігі``, ``3) тармақшасы``."""
        items: list[Item] = []
        stop = at
        while stop > floor and len(items) < _MOST_NUMBERS:
            item = self._number_ending(stop, floor)
            if item is None:
                break
            items.append(item)
            stop = item.i
            before = self._joined_before(stop)
            if before is None or before <= floor:
                break
            stop = before
        if not items:
            ordinal = self._ordinal_before(at, floor)
            if ordinal is None:
                return None
            items = [ordinal]
        items.reverse()
        items[-1].j = end
        return Unit(level, _split(items), items[0].i, end)

    def _joined_before(self, at: int) -> int | None:
        if self.read.low(at - 1) == ",":
            return at - 1
        return self.read.ending_at("and", at, 1)

    def _number_ending(self, end: int, floor: int) -> Item | None:
        """A number in digits that ends right before a token, a hyphen between."""
        stop = end
        if self.read.low(stop - 1) in ("-", ")"):
            stop -= 1
        for first in range(max(floor, stop - 5), stop):
            if self.tokens[first].kind != "n" or self.tokens[first].text[0] not in "0123456789":
                continue
            joined = first - 1 > floor and self.tokens[first - 1].low in ("-", "–")
            if joined and not self.tokens[first].space and self.tokens[first - 2].kind == "n":
                continue  # the middle of "73-1"
            item = self._number(first, self.read.end("articles", end) is not None)
            if item is not None and item.j in (stop, end):
                return Item(first, end, item.said)
        return None


def _split(items: list[Item]) -> list[Item]:
    """``272,274`` written without a space is two numbers."""
    out: list[Item] = []
    for item in items:
        pieces = item.said.split(",")
        out += [Item(item.i, item.j, piece) for piece in pieces if piece]
    return out


# ── chains ──


class _Chains:
    """Puts locators and acts that stand together into references."""

    def __init__(
        self, reading: Reading, words: Vocabulary, acts: list[Act], units: list[Unit]
    ) -> None:
        self.read, self.words, self.acts, self.units = reading, words, acts, units
        self.used: list[Act] = []

    def build(self) -> list[Mention]:
        """The references that have an article."""
        out: list[Mention] = []
        for run in self._runs():
            out += self._downward(run) if self.words.number_first else self._upward(run)
        return out

    def _runs(self) -> Iterator[list[Unit]]:
        """Locators with nothing but small words between them."""
        run: list[Unit] = []
        for unit in self.units:
            if run and not self._glued(run[-1].j, unit.i):
                yield run
                run = []
            run.append(unit)
        if run:
            yield run

    def _glued(self, end: int, start: int) -> bool:
        """Whether only small words and signs stand between two tokens."""
        k = end
        while k < start:
            if self.read.low(k) in (",", "(", ")"):
                k += 1
                continue
            glue = self.read.end("glue", k)
            if glue is None or k - end > 4:
                return False
            k = glue
        return k == start

    def _comma(self, end: int, start: int) -> bool:
        return any(self.read.low(k) in (",", "(") for k in range(end, start))

    def _upward(self, run: list[Unit]) -> list[Mention]:
        """``пункт 2 части 3 статьи 174 УК``: what is small comes first, or behind a comma."""
        out: list[Mention] = []
        pending: list[Unit] = []
        article: Unit | None = None
        lower: list[Unit] = []
        for at, unit in enumerate(run):
            if unit.level != "article":
                if article is not None and self._behind(run, at):
                    lower.append(unit)
                else:
                    pending.append(unit)
                continue
            if article is not None:
                out += self._mentions(article, lower)
            article, lower, pending = unit, pending, []
        if article is not None:
            out += self._mentions(article, lower)
        return out

    def _behind(self, run: list[Unit], at: int) -> bool:
        """Whether a part belongs to the article before it rather than to the next one."""
        following = at + 1
        while following < len(run) and run[following].level != "article":
            if self._comma(run[following - 1].j, run[following].i):
                return True
            following += 1
        if following >= len(run):
            return True
        return self._comma(run[following - 1].j, run[following].i)

    def _mentions(self, article: Unit, lower: list[Unit]) -> list[Mention]:
        """One mention for each number of an article, the act behind the last."""
        first = min([article.i, *(unit.i for unit in lower)])
        last = max([article.j, *(unit.j for unit in lower)])
        if self.read.low(last) == ")" and any(self.read.low(k) == "(" for k in range(first, last)):
            last += 1
        if self._of_no_law(last):
            return []
        act = self._act_behind(last)
        before = self._act_in_front(first) if act is None else None
        if article.weak and act is None:
            return []
        end = last if act is None else act.j
        start = first if before is None else before.i
        return self._spread(article, lower, start, end, act or before)

    def _spread(
        self, article: Unit, lower: list[Unit], start: int, end: int, act: Act | None
    ) -> list[Mention]:
        out: list[Mention] = []
        for at, item in enumerate(article.items):
            mention = Mention(
                start if at == 0 else item.i,
                end if at == len(article.items) - 1 else item.j,
                article=item,
                listed=at < len(article.items) - 1,
                rules=["article"],
            )
            if act is not None:
                mention.act, mention.name = act, act.name
                mention.rules.append(act.rule)
            upto = article.items[at + 1].i if at + 1 < len(article.items) else article.j
            inner = [unit for unit in article.inner if item.j <= unit.i < max(upto, item.j + 1)]
            for unit in inner or lower:
                _fill(mention, unit)
            for unit in inner:
                mention.j = max(mention.j, min(unit.j + 1, end) if unit.j < end else unit.j)
            out.append(mention)
        if act is not None:
            self.used.append(act)
        return out

    def _of_no_law(self, at: int) -> bool:
        """Whether a contract, charter or decree follows, of which it is an article."""
        k = at
        for _ in range(3):
            if self._act_at(k) is not None and self._act_at(k).name is not None:  # type: ignore[union-attr]
                return False
            if self.read.end("not_law", k) is not None:
                return True
            if self.read.end("act", k) is not None:
                return False
            glue = self.read.end("glue", k) if self.read.low(k) != "," else None
            if glue is None:
                glue = k + 1 if self.read.low(k) in ("the", "a", "this", "his", "their") else None
            if glue is None:
                return False
            k = glue
        return False

    def _act_at(self, at: int) -> Act | None:
        return next((act for act in self.acts if act.i == at), None)

    def _act_behind(self, at: int) -> Act | None:
        """The act that an article belongs to by standing right before it."""
        k = at
        for _ in range(4):
            act = self._act_at(k)
            if act is not None:
                return act
            if self.read.low(k) == "," and k != at:
                return None
            glue = self.read.end("glue", k)
            if glue is None and self.read.low(k) in ("the", "new", "current", "draft"):
                glue = k + 1
            if glue is None:
                return None
            if (
                self.read.low(k) == ","
                and self.read.end("glue", glue) is None
                and (self._act_at(glue) is None or self.words.code == "en")
            ):
                return None
            k = glue
        return None

    def _act_in_front(self, at: int) -> Act | None:
        """``Criminal Code Article 174``."""
        at -= self.read.low(at - 1) == "'s"
        act = next((act for act in self.acts if act.j == at and act.name is not None), None)
        return act if act is not None and self.words.code == "en" else None

    # ── languages in which the act comes first ──

    def _downward(self, run: list[Unit]) -> list[Mention]:
        """``ҚК-нің 189-бабы 3-бөлігінің 2-тармағы``."""
        out: list[Mention] = []
        article: Unit | None = None
        lower: list[Unit] = []
        for unit in run:
            if unit.level == "article":
                if article is not None:
                    out += self._owned(article, lower)
                article, lower = unit, []
            elif article is not None:
                lower.append(unit)
        if article is not None:
            out += self._owned(article, lower)
        return out

    def _owned(self, article: Unit, lower: list[Unit]) -> list[Mention]:
        k = article.i
        before = self.read.ending_at("not_law", k, 1)
        act = self._act_before(k)
        if act is None and before is not None:
            return []
        end = max([article.j, *(unit.j for unit in lower)])
        start = k if act is None else act.i
        return self._spread(article, lower, start, end, act)

    def _act_before(self, at: int) -> Act | None:
        for act in self.acts:
            between = at - act.j
            if between < 0 or between > 1 or (between == 1 and not self.read.end("glue", act.j)):
                continue
            if self.words.owns(self.read.tokens[act.j - 1]) or act.country_at == (act.j - 1, act.j):
                return act
        return None


def _fill(mention: Mention, unit: Unit) -> None:
    """A part or paragraph into its field."""
    said = ",".join(item.said for item in unit.items)
    at = (unit.i, unit.j)
    if unit.level == "part":
        mention.part = Item(unit.i, unit.j, said)
        mention.rules.append("part")
    elif unit.level == "paragraph":
        inner = mention.paragraph if mention.paragraph and mention.paragraph[0] == "(" else ""
        mention.paragraph = said + inner
        mention.paragraph_at.append(at)
        mention.rules.append("paragraph")
    else:
        mention.paragraph = f"{mention.paragraph or ''}({said})"
        mention.paragraph_at.append(at)
        mention.rules.append("subparagraph")
