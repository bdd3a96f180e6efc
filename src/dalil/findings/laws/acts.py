"""Acts as a sentence names them: by a name of the catalogue, a title, a number or a short word."""

from __future__ import annotations

from dataclasses import dataclass

from dalil.findings.figures.sentence import Sentence
from dalil.findings.laws.vocabulary import ActName, Reading, Vocabulary

_LONGEST_TITLE = 40  # tokens
_QUOTE = '"'


@dataclass(slots=True)
class Act:
    """An act in a sentence. Tokens ``[i, j)``; ``short``: a word that points to an act named before."""

    i: int
    j: int
    name: ActName | None
    rule: str
    short: str = ""  #      "code", "law", "constitution", "treaty"
    country: str | None = None
    country_at: tuple[int, int] | None = None
    bill: bool = False
    genitive: bool = True


class Finder:
    """Finds the acts of one sentence, left to right."""

    def __init__(self, sentence: Sentence, reading: Reading, words: Vocabulary, text: str) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.read = reading
        self.words = words
        self.original = text
        self.acts: list[Act] = []

    def find(self) -> list[Act]:
        """The acts, in order; they do not overlap."""
        at = done = 0
        while at < len(self.tokens):
            act = self._at(at, done)
            if act is None:
                at += 1
                continue
            self._dress(act, done)
            while self.acts and act.i < self.acts[-1].j:
                self.acts.pop()  # a short word within a title: "заң көмегі"
            self.acts.append(act)
            at = act.j
            done = at if act.name is not None else done
        return self.acts

    def _at(self, at: int, done: int) -> Act | None:
        named = None if self.read.end("constitutional", at) else self.read.get("act", at)
        if named is not None and not self._quoted_name(named[0], named[1]):
            return Act(at, named[0], named[1], "act.name")
        law = self._law_word(at)
        if law is not None:
            end, bill = law
            found = (
                self._title_before(at, end, done)
                if self.words.title_first
                else self._title_after(at, end, done)
            )
            if found is not None:
                found.bill = found.bill or bill
                return found
        treaty = self._treaty(at, done)
        if treaty is not None:
            return treaty
        title = self._title_alone(at)
        if title is not None:
            return title
        return self._short(at, law)

    def _quoted_name(self, end: int, act: ActName) -> bool:
        """Whether an abbreviation belongs to a firm's name in quotes: ГК «Альфа»."""
        short = act.weak or self.tokens[end - 1].text.isupper()
        return short and self.read.low(end) == _QUOTE and self.tokens[end].space

    # ── laws ──

    def _law_word(self, at: int) -> tuple[int, bool] | None:
        """Where the word "law" or "bill" ends that begins here, and whether it is a bill."""
        bill = self.read.end("bill", at)
        if bill is not None:
            return bill, True
        plain = self.read.end("law", at) or self.read.end("laws", at)
        return (plain, False) if plain is not None else None

    def _constitutional(self, at: int) -> int:
        """Where "constitutional" begins that stands right before a token, or the token."""
        before = self.read.ending_at("constitutional", at, 1)
        return at if before is None else before

    def _named(self, title: str, at: int) -> ActName:
        """An act by its title in the text's language."""
        row = self.words.titles.row(title)
        constitutional = self._constitutional(at) < at
        if row is not None:
            name = str(row["name"])
            if self.words.code == "en" and not row.get("canonical"):
                name = f"Law on {self.words.titles.english(title)}"
            if constitutional and name.startswith("Law on"):
                name = "Constitutional " + name
            return ActName(name=name, kind="law", key=row["key"], countries=tuple(row["countries"]))
        before = "Constitutional Law on " if constitutional else "Law on "
        return ActName(name=before + self.words.titles.english(title), kind="law")

    def _title_after(self, at: int, end: int, done: int) -> Act | None:
        """``Закон РК от 3 июля 2014 года № 226-V «О …»``, ``the law on animals``."""
        start = self._constitutional(at)
        to = self._country_after(end)
        number = None
        for _ in range(3):
            dated = self._date_after(to)
            to = dated or to
            numbered = self._number(to)
            if numbered is not None:
                to, number = numbered
            to = self._country_after(to)
        quoted = self._quoted(to)
        if quoted is not None:
            title, stop = quoted
            return Act(start, stop, self._named(title, at), "act.title")
        about = self.read.end("about", to)
        if about is not None and self.read.end("amending", about) is None:
            stop = self._open_title(about)
            if stop > about:
                title = self._chars(about, stop)
                return Act(start, stop, self._named(title, at), "act.about")
        if number is not None:
            return Act(start, to, ActName(name=f"Law No. {number}", kind="law"), "act.number")
        return self._title_in_front(at, end, done)

    def _title_in_front(self, at: int, end: int, done: int) -> Act | None:
        """``the “On Rallies” bill``, ``the foreign agents law``."""
        if self.read.low(at - 1) == _QUOTE and at - 1 > done:
            opening = next(
                (k for k in range(at - 2, max(done - 1, at - _LONGEST_TITLE), -1)
                 if self.tokens[k].low == _QUOTE), None,
            )  # fmt: skip
            about = None if opening is None else self.read.end("about", opening + 1)
            if opening is not None and about is not None:
                title = self._chars(about, at - 1)
                return Act(opening, end, self._named(title, at), "act.title")
        if self.words.code != "en":
            return None
        for first in range(max(done, at - 4), at):
            if self.tokens[first].low in _SMALL:
                continue
            said = self._chars(first, at)
            row = self.words.titles.row(said)
            plain = all(
                t.kind == "w" or t.low in "-'" or t.low == "'s" for t in self.tokens[first:at]
            )
            if row is not None and plain and self.tokens[first].kind == "w":
                return Act(first, end, self._named(said, first), "act.nickname")
        return self._nickname(at, end, done)

    def _nickname(self, at: int, end: int, done: int) -> Act | None:
        """``the Animal Protection Law``, ``gender equality bill``: words that titles have."""
        first = at
        while first > max(done, at - 4):
            token = self.tokens[first - 1]
            alike = token.capital == self.tokens[at].capital
            if token.kind != "w" or not alike or not self.words.titles.is_word(token.low):
                break
            if self.read.end("field", first - 1) or self.read.end("stop", first - 1):
                return None
            first -= 1
        if at - first < (1 if self.tokens[at].capital else 2):
            return None
        return Act(first, end, self._named(self._chars(first, at), first), "act.nickname")

    def _quoted(self, at: int) -> tuple[str, int] | None:
        """A title in quotes at a token, and where it ends; ``about`` may stand inside or outside."""
        outside = self.read.end("about", at)
        opening = at if outside is None else outside
        if self.read.low(opening) != _QUOTE:
            return None
        inside = self.read.end("about", opening + 1)
        first = opening + 1 if inside is None else inside
        if (
            inside is None
            and outside is None
            and not self.words.titles.row(
                self._chars(first, min(len(self.tokens), self._closing(opening) or first))
            )
        ):
            return None
        closing = self._closing(opening)
        if closing is None or closing <= first:
            return None
        return self._chars(first, closing), closing + 1

    def _closing(self, opening: int) -> int | None:
        """The quote that closes one, over pairs inside it."""
        deep = 0
        for k in range(opening + 1, min(len(self.tokens), opening + _LONGEST_TITLE)):
            if self.tokens[k].low != _QUOTE:
                continue
            sign = self.original[self.tokens[k].start]
            if sign in "«„" or (sign == "“" and self.original[self.tokens[opening].start] == "“"):
                deep += 1
            elif deep and sign == "»":
                deep -= 1
                if k + 1 >= len(self.tokens) or self.tokens[k + 1].low != _QUOTE:
                    follows = range(k + 1, min(len(self.tokens), opening + _LONGEST_TITLE))
                    if not any(self.tokens[n].low == _QUOTE for n in follows):
                        return k
            else:
                return k
        return None

    def _open_title(self, at: int) -> int:
        """Where a title without quotes ends: its words are those that titles have."""
        return self._open_english(at) if self.words.code == "en" else self._open_inflected(at)

    def _open_english(self, at: int) -> int:
        tokens, read = self.tokens, self.read
        if read.end("no_title", at) and read.low(at) not in ("the", "a", "an"):
            return at
        first = at + 1 if read.low(at) in ("the", "a") else at
        named = first < len(tokens) and tokens[first].capital  # "the Law on Public Associations"
        end = k = at
        unknown = 0
        while k < len(tokens) and k < at + 20:
            token = tokens[k]
            joined = token.low in ("-", "'", "'s") and not token.space
            if token.low == "," and k > at and self._goes_on(k):
                k += 1
                continue
            if token.kind != "w" and not joined:
                break
            if token.low in self.small and not joined:
                if self._country_after(k) > k or not self._goes_on_small(k, named, at):
                    break
                k += 1
                continue
            if read.end("country", k) or (read.end("stop", k) and not joined):
                break
            if read.end("article", k) or read.end("articles", k):
                break
            known = joined or token.capital or self.words.titles.is_word(token.low)
            if named and not token.capital and not joined:
                break
            if not known and not token.low.endswith(_NOUNS):
                unknown += 1
                if unknown > 2 or (k > at and tokens[k - 1].low not in self.small and end > at):
                    break
            k += 1
            end = k
        return end

    @property
    def small(self) -> frozenset[str]:
        """Small words that titles have inside."""
        return _SMALL

    def _goes_on_small(self, k: int, named: bool, at: int) -> bool:
        """Whether the title goes on behind a small word."""
        after = k + 1
        while after < len(self.tokens) and self.tokens[after].low in _SMALL:
            after += 1
        if after >= len(self.tokens) or self.tokens[after].kind != "w":
            return False
        token, low = self.tokens[after], self.tokens[k].low
        kinds = ("stop", "country", "article", "articles", "act")
        if any(self.read.end(kind, after) for kind in kinds):
            return False
        if named and k > at:
            return token.capital
        if low in ("in", "on", "to", "from", "by", "at", "with", "for", "against") and k > at:
            return (
                not token.capital
                and self.words.titles.is_word(token.low)
                and low not in ("in", "on", "by", "at")
            )
        if low == "and" and k > at:
            return not token.capital and self.words.titles.is_word(token.low)
        return True

    def _goes_on(self, comma: int) -> bool:
        """Whether a list goes on within a title: ``traditions, celebrations and rituals``."""
        k = comma + 1
        if k + 1 >= len(self.tokens) or self.tokens[k].kind != "w":
            return False
        after = self.tokens[k + 1].low
        return (
            after in ("and", ",")
            and self.words.titles.is_word(self.tokens[k].low)
            and (self.tokens[k].capital == self.tokens[comma - 1].capital)
        )

    def _open_inflected(self, at: int) -> int:
        """In Russian: terms of titles; one word that is none only where it can be the object."""
        k = end = at
        if self.read.end("no_title", at):
            return at
        while k < len(self.tokens) and k < at + 16:
            size = self._term(k)
            if size:
                k += size
                end = k
                continue
            token = self.tokens[k]
            if token.low == _QUOTE and k + 2 < len(self.tokens) and self._term(k + 1):
                closing = self._closing(k)
                if closing is not None and closing - k <= 6:  # закон об «иноагентах»
                    k = end = closing + 1
                    continue
            if token.kind != "w" or self.read.end("stop", k) or self.read.end("country", k):
                break
            if k > at and end == k and not token.low.endswith(_GENITIVE):
                break
            if not token.low.endswith(_PREPOSITIONAL if end == at else _GENITIVE):
                break
            if end > at:
                break
            k += 1
            if token.low.endswith(_ADJECTIVE):
                continue
            end = k
        return self._without_joins(at, end)

    def _term(self, k: int) -> int:
        """How many tokens from here on make a term of titles."""
        if k >= len(self.tokens) or self.tokens[k].kind != "w" or self.read.end("country", k):
            return 0
        said = [t.low for t in self.tokens[k : k + 9]]
        size = self.words.titles.knows(said)
        small = size == 1 and said[0] in _SMALL_RU
        if small and not (k + 1 < len(self.tokens) and self.tokens[k + 1].kind == "w"
                          and said[0] in ("и", "от") and self.words.titles.knows(said[1:])
                          and said[1] not in _SMALL_RU):  # fmt: skip
            return 0
        return size

    def _without_joins(self, at: int, end: int) -> int:
        while end > at and self.tokens[end - 1].low in _SMALL_RU:
            end -= 1
        return end

    def _title_before(self, at: int, end: int, done: int) -> Act | None:
        """``«… туралы» ҚР Заңы``, ``№ 333-VI Заң``."""
        start = at
        while True:
            before = self.read.ending_at("constitutional", start, 1)
            if before is None:
                before = self.read.ending_at("country", start, 3)
            if before is None or before < done:
                break
            start = before
        number = self._number_before(start)
        if number is not None:
            closing = self._quote_before_date(number[0], done)
            titled = None if closing is None else self._quoted_before(closing, at, end, done)
            if titled is not None:
                return titled
            return Act(
                number[0], end, ActName(name=f"Law No. {number[1]}", kind="law"), "act.number"
            )
        if self.read.low(start - 1) == _QUOTE and start - 1 > done:
            return self._quoted_before(start - 1, at, end, done)
        about = self.read.ending_at("about", start, 1)
        if about is None or about <= done:
            return None
        if self.read.low(about - 1) == _QUOTE:
            return self._quoted_before(about - 1, at, end, done)
        first = self._open_before(about, done)
        if first == about or self.read.ending_at("amending", about, 4) is not None:
            return None
        return Act(first, end, self._named(self._chars(first, about), at), "act.about")

    def _quote_before_date(self, at: int, done: int) -> int | None:
        """``«…» 2020 жылғы 25 мамырдағы № 333-VI``: the closing quote before a date, or right here."""
        for k in range(at - 1, max(done, at - 6), -1):
            if self.tokens[k].low == _QUOTE:
                date = self.sentence.date(k + 1) if k + 1 < at else None
                return k if k + 1 == at or (date is not None and date[0] == at) else None
        return None

    def _quoted_before(self, closing: int, at: int, end: int, done: int) -> Act | None:
        opening = next(
            (k for k in range(closing - 1, max(done - 1, closing - _LONGEST_TITLE), -1)
             if self.tokens[k].low == _QUOTE), None,
        )  # fmt: skip
        if opening is None:
            return None
        about = self.read.ending_at("about", closing, 1)
        title = self._chars(opening + 1, closing if about is None else about)
        if opening + 1 >= closing or (about is None and self.words.titles.row(title) is None
                                      and self.read.end("about", closing + 1) is None):  # fmt: skip
            return None
        return Act(opening, end, self._named(title, at), "act.title")

    def _open_before(self, about: int, done: int) -> int:
        """Where a title without quotes begins that ends before ``туралы``."""
        k = first = about
        while k > done and k > about - 12:
            token = self.tokens[k - 1]
            joined = token.low == "-" and not token.space
            if token.kind != "w" and not joined:
                break
            small = token.low in ("және", "мен", "пен", "бен", "жана", "менен")
            known = joined or small or self.words.titles.is_word(token.low)
            if not known and (self.read.end("stop", k - 1) or self.read.end("country", k - 1)):
                break
            if not known and k != about:
                break
            k -= 1
            if not (small or joined):
                first = k
        return first

    # ── treaties and titles by themselves ──

    def _treaty(self, at: int, done: int) -> Act | None:
        """A convention that the catalogue has not: ``Convention on …``, ``… туралы конвенция``."""
        end = self.read.end("treaty", at)
        if end is None:
            return None
        if self.words.title_first:
            about = self.read.ending_at("about", at, 1)
            if about is None or about <= done:
                return None
            first = self._open_before(about, done)
            if first == about:
                return None
            title = self.words.titles.english(self._chars(first, about))
            return Act(
                first, end, ActName(name=f"Convention on {title}", kind="treaty"), "act.treaty"
            )
        maker = end + 1 if end < len(self.tokens) and self.tokens[end].text.isupper() else end
        numbered = self._number(maker)
        if numbered is not None:  # "ILO Convention No. 190"
            maker = at - 1 if at and self.tokens[at - 1].text.isupper() else at
            name = f"{self._chars(maker, at + 1)} No. {numbered[1]}"
            if self.words.code != "en":
                name = f"ILO Convention No. {numbered[1]}"
            known = ActName(name=name, kind="treaty")
            return Act(maker if maker >= done else at, numbered[0], known, "act.treaty")
        about = self.read.end("against", end)
        if about is None:
            return None
        stop = self._open_title(about)
        if stop <= about:
            return None
        title = self.words.titles.english(self._chars(about, stop))
        if self.words.code == "en":
            name = f"{self._chars(at, about)} {self._chars(about, stop)}"
            return Act(at, stop, ActName(name=name, kind="treaty"), "act.treaty")
        joined = "against" if self.read.low(end) == "против" else "on"
        return Act(
            at, stop, ActName(name=f"Convention {joined} {title}", kind="treaty"), "act.treaty"
        )

    def _title_alone(self, at: int) -> Act | None:
        """``«О средствах массовой информации»``: a title in quotes that the catalogue has."""
        if self.tokens[at].low != _QUOTE:
            return None
        closing = self._closing(at)
        if closing is None:
            return None
        if self.words.title_first:
            about = self.read.ending_at("about", closing, 1)
            if about is None or about <= at + 1:
                return None
            if not self._listed(closing + 1):
                return None
            title = self._chars(at + 1, about)
        else:
            about = self.read.end("about", at + 1)
            if (
                about is None
                or about >= closing
                or self.read.ending_at("not_law", at, 2) is not None
            ):
                return None
            title = self._chars(about, closing)
            before = self.acts[-1] if self.acts else None
            listed = (
                before is not None and before.rule.startswith("act.title") and at - before.j <= 2
            )
            if not listed and not self.tokens[about - 1].capital and self.words.code == "en":
                return None
            if not listed and self.words.titles.row(title) is None:
                return None
        act = Act(at, closing + 1, self._named(title, at), "act.title.alone")
        act.bill = bool(self.acts) and self.acts[-1].bill and at - self.acts[-1].j <= 2
        return act

    def _listed(self, at: int) -> bool:
        """Whether more titles follow, up to the word "laws": ``«А туралы» және «Б туралы» заңдар``."""
        if self.read.end("and", at) is None and self.read.low(at) != ",":
            return False
        for k in range(at, min(len(self.tokens), at + 60)):
            if self.read.end("law", k) or self.read.end("laws", k):
                return self.read.end("laws", k) is not None
            if self.tokens[k].low in (";", "."):
                return False
        return False

    def _short(self, at: int, law: tuple[int, bool] | None) -> Act | None:
        for kind in ("code", "constitution", "treaty"):
            end = self.read.end("short_" + kind, at)
            if end is not None:
                return Act(at, end, None, "act.short", short=kind)
        if law is not None:
            return Act(at, law[0], None, "act.short", short="law")
        return None

    # ── numbers, dates, countries ──

    def _number(self, at: int) -> tuple[int, str] | None:
        """``No. 333-VI`` at a token: its end, and the number."""
        end = self.read.end("number_sign", at)
        if end is None:
            return None
        if self.read.low(end) == ".":
            end += 1
        return self._digits(end)

    def _digits(self, at: int) -> tuple[int, str] | None:
        if at >= len(self.tokens) or self.tokens[at].kind != "n":
            return None
        end = at + 1
        while (
            end + 1 < len(self.tokens)
            and self.tokens[end].low in "-–"
            and not self.tokens[end].space
        ):
            after = self.tokens[end + 1]
            if after.space or not (after.kind == "n" or _ROMAN.issuperset(after.text)):
                break
            end += 2
        said = "".join(t.text for t in self.tokens[at:end]).replace("–", "-")
        return end, said.rstrip(".,").translate(_LATIN)

    def _number_before(self, end: int) -> tuple[int, str] | None:
        for at in range(max(0, end - 7), end):
            found = self._number(at)
            if found is not None and found[0] == end:
                return at, found[1]
            if found is not None and self.read.low(found[0]) == "-" and found[0] + 2 == end:
                return at, found[1]
        return None

    def _date_after(self, at: int) -> int | None:
        """Where a date ends that stands right here: ``of 3 July 2014``, ``от 3 июля 2014 года``."""
        start = at + 1 if self.read.low(at) in ("of", "от", "dated") else at
        if start >= len(self.tokens):
            return None
        date = self.sentence.date(start)
        if date is None or (start == at and date[0] - start > 2):
            return None
        if (
            self._number(date[0]) is None
            and self._quoted(date[0]) is None
            and not (self.read.end("about", date[0]))
        ):
            return None
        return date[0]

    def _country_after(self, at: int) -> int:
        """Where a country ends that stands right here, with its preposition."""
        k = at
        while k < len(self.tokens) and self.tokens[k].low in ("of", "the") and k - at < 2:
            k += 1
        if self.words.code != "en":
            k = at
        end = self.read.end("country", k)
        return at if end is None or (k == at + 1 and self.tokens[at].low == "the") else end

    def _dress(self, act: Act, done: int) -> None:
        """The country and "draft" around an act."""
        tokens, read = self.tokens, self.read
        for k in range(act.i, act.j):  # inside: "Закон РК «О …»"
            found = read.get("country", k)
            if found is not None and act.country is None and act.rule != "act.about":
                act.country, act.country_at = found[1], (k, found[0])
        after = self._country_after(act.j)
        if after > act.j and act.country is None:
            at = next(k for k in range(act.j, after) if read.end("country", k) == after)
            act.country, act.country_at = read.get("country", at)[1], (at, after)  # type: ignore[index]
            act.j = after
        first = self._before(act, done)
        before = read.ending_at("country", first, 3)
        owner = before is not None and (
            self.words.code not in ("kk", "ky") or self.words.owns(self.tokens[first - 1])
        )
        if owner and before is not None and before >= done and act.country is None:
            act.country, act.country_at = read.get("country", before)[1], (before, first)  # type: ignore[index]
            act.i = before
        behind = act.j + 1 if read.low(act.j) == "-" else act.j
        if self.words.title_first:
            if read.end("draft", behind):
                act.bill = True
        elif self._drafted(act.i):
            act.bill = True
        hyphen = self.words.number_first and read.low(act.j) == "-" and act.j + 1 < len(tokens)
        if hyphen and not tokens[act.j + 1].space and tokens[act.j + 1].kind == "w":
            act.j += 2  # "ҚК-нің"

    def _before(self, act: Act, done: int) -> int:
        """The token up to which a country in front of an act may reach."""
        first = act.i
        if self.read.low(first - 1) == "'s":
            return first - 1
        if self.words.code == "en" and self.read.low(first - 1) == "new":
            first -= 1
            return first - 1 if self.read.low(first - 1) == "'s" else first
        return first

    def _drafted(self, first: int) -> bool:
        for k in range(first - 1, max(-1, first - 4), -1):
            if self.read.end("draft", k) is not None:
                return True
            if self.tokens[k].kind != "w":
                return False
        return False

    def _chars(self, i: int, j: int) -> str:
        if i >= j:
            return ""
        return self.original[self.tokens[i].start : self.tokens[j - 1].end]


_NOUNS = (
    "ers",
    "ors",
    "tion",
    "tions",
    "ment",
    "ments",
    "ity",
    "ities",
    "ness",
    "ism",
    "ance",
    "ence",
    "ages",
)
_SMALL = frozenset(
    [
        "of",
        "the",
        "a",
        "an",
        "and",
        "or",
        "to",
        "for",
        "from",
        "against",
        "with",
        "in",
        "on",
        "by",
        "at",
        "through",
    ]
)
_SMALL_RU = frozenset(
    [
        "и",
        "в",
        "во",
        "на",
        "с",
        "со",
        "для",
        "от",
        "против",
        "к",
        "при",
        "по",
        "или",
        "между",
        "через",
        "без",
        "за",
        "не",
        "их",
        "его",
    ]
)
_PREPOSITIONAL = ("е", "ах", "ях", "ии", "и", "ой", "ом", "ем", "ых", "их", "ей", "у")
_ADJECTIVE = ("ых", "их", "ой", "ом", "ем")
_GENITIVE = ("ов", "ев", "ий", "ых", "их", "ого", "его", "ей", "ств", "ций", "ия", "ости", "ства")
_ROMAN = frozenset("IVXLCDMІХЗРҚУІ")
_LATIN = str.maketrans("ІХУ", "IXV")
