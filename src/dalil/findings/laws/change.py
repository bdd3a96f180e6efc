"""What a clause says happened to a reference: the trigger that governs it, and whether it is done.

Triggers are words (``[[change]]`` in ``laws.toml``). One that stands before its object ("repealed
Article 5"), behind it ("Article 5 was repealed") or on either side takes the nearest reference and
those listed with it. A trigger that is denied counts for nothing; one that is only wished for makes
"proposed".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dalil.findings.laws.mentions import Mention
from dalil.findings.laws.resolve import Bench, Places
from dalil.findings.laws.vocabulary import Happening, Reading, Vocabulary
from dalil.model import LawChange

_FAR = 30  # tokens; no object stands farther from its verb


@dataclass(slots=True)
class Trigger:
    """A word of change at tokens ``[i, j)``."""

    i: int
    j: int
    senses: list[tuple[Happening, str]]  # with how it stands: does, done, noun
    objects: list[Mention] = field(default_factory=list)
    proposed: tuple[int, int] | None = None  # the cue that says that it is not done
    denied: bool = False
    passive: bool = False
    future: bool = False  # it will happen: only where a date says when it is as good as done
    clause: int = 0

    def sense(self, role: str) -> Happening | None:
        """The sense of a role, if the word has it."""
        return next((h for h, _ in self.senses if h.role == role), None)

    @property
    def noun(self) -> bool:
        """Whether it is a noun: "repeal of"."""
        return any(how == "noun" for _, how in self.senses)

    @property
    def done(self) -> bool:
        """Whether it is intransitive or passive by itself: "lost force"."""
        return any(how == "done" for _, how in self.senses)


@dataclass(slots=True)
class Verdict:
    """What happened to a mention, and by which trigger or cue."""

    change: LawChange
    i: int
    j: int
    rule: str
    trigger: Trigger | None = None
    happens: LawChange | None = None  # of what is to come: what it is where its date is told


class Changes:
    """Reads the changes of one sentence."""

    def __init__(self, bench: Bench, words: Vocabulary) -> None:
        self.bench = bench
        self.read: Reading = bench.reading
        self.tokens = bench.reading.tokens
        self.words = words
        self.mentions = bench.mentions
        self.inside = {k for m in self.mentions for k in range(m.i, m.j)}
        self.clauses = self._clause_numbers()
        self.triggers = self._find_triggers()
        self.verdicts: dict[int, Verdict] = {}
        self.placed: set[int] = set()  # acts that something is only put into or taken from

    # ── triggers ──

    def _find_triggers(self) -> list[Trigger]:
        found: list[Trigger] = []
        at = 0
        while at < len(self.tokens):
            trigger = None if at in self.inside else self._trigger(at)
            if trigger is None:
                at += 1
                continue
            found.append(trigger)
            at = trigger.j
        return found

    def _trigger(self, at: int) -> Trigger | None:
        ends: dict[int, list[tuple[Happening, str]]] = {}
        for kind, (length, number) in self.read.here[at].items():
            if kind.startswith("change."):
                how = kind.rpartition(".")[2]
                ends.setdefault(at + length, []).append((self.words.happenings[number], how))
        if not ends:
            return None
        end = max(ends)
        trigger = Trigger(at, end, ends[end], clause=self.clauses[at])
        trigger.passive = trigger.done or self._is_passive(trigger)
        trigger.denied = self._is_denied(trigger)
        trigger.proposed = self._proposed(trigger)
        trigger.future = self._is_future(trigger)
        return trigger

    def _is_passive(self, trigger: Trigger) -> bool:
        if self.words.code != "en" or not self.tokens[trigger.i].low.endswith(_PARTICIPLE):
            return False
        for k in range(trigger.i - 1, max(-1, trigger.i - 6), -1):
            low = self.read.low(k)
            if self.read.end("be", k) is not None:
                return True
            if low in ("has", "have", "had") or k in self.inside:
                break
            if not (low.endswith("ly") or low in _BETWEEN or low == ","):
                break
        return self._is_participle(trigger)

    def _is_participle(self, trigger: Trigger) -> bool:
        """``the law, adopted on 25 May``, ``a law first passed in 2008``."""
        k = trigger.i - 1
        while k >= 0 and (
            self.read.low(k) in ("first", "newly", "recently", "finally", "since")
            or self.read.low(k) == ","
        ):
            k -= 1
        after = self.read.low(trigger.j)
        return k in self.inside and (after in _AFTER_PARTICIPLE or after.isdigit())

    def _is_denied(self, trigger: Trigger) -> bool:
        if self.words.title_first:
            last = self.tokens[trigger.j - 1].low
            never = self.words.ends("never", last) and not self.words.ends("affirmed", last)
            if never and not trigger.done:
                return True
            return any(
                self.read.end("cue.negation", k) is not None
                for k in range(trigger.i, min(len(self.tokens), trigger.j + 3))
            )
        near = 1 if self.words.code == "ru" else 4
        if self.read.low(trigger.j) in ("neither", "no", "nothing"):
            return True
        for k in range(trigger.i - 1, max(-1, trigger.i - 1 - near), -1):
            if k in self.inside or self.tokens[k].low in (",", ";", "but"):
                break
            if self.read.end("cue.negation", k) is not None:
                return self.read.low(k) != "only"
        return self.read.low(trigger.j) == "by" and self.read.low(trigger.j + 1) in ("nobody", "no")

    def _proposed(self, trigger: Trigger) -> tuple[int, int] | None:
        """The cue in the trigger's clause that says that it is not done yet."""
        if self.words.title_first:
            return self._intended(trigger) or self._cue_behind(trigger)
        if self.words.code == "en" and self._is_over(trigger):
            return None
        cues = [
            k for k in self.read.where("cue.proposed")
            if k not in self.inside and self.clauses[k] == trigger.clause and not trigger.i <= k < trigger.j
        ]  # fmt: skip
        if self.words.code == "ru" and self.tokens[trigger.i].low.endswith(_DONE_FORMS):
            cues = [k for k in cues if self.read.end("cue.unreal", k) is not None]
        if self.words.code == "en":
            cues = [k for k in cues if k < trigger.i and not self._own_verb(k, trigger)]
        if not cues and self.words.code == "en":
            cues = self._bill_before(trigger)
        if not cues and self._infinite(trigger):
            cues = [
                k for k in self.read.where("cue.proposed", 0, trigger.i) if k not in self.inside
            ]
        if not cues:
            return None
        k = min(cues, key=lambda cue: abs(cue - trigger.i))
        return k, self.read.end("cue.proposed", k) or k + 1

    def _is_future(self, trigger: Trigger) -> bool:
        """``will take effect``, ``внесут изменения``, ``енгізіледі``."""
        if self.words.title_first:
            return self.words.ends("future", self.tokens[trigger.j - 1].low)
        around = range(max(0, trigger.i - 4), trigger.j + (2 if trigger.noun else 0))
        return any(
            self.read.end("cue.future", k) is not None and self.clauses[k] == trigger.clause
            for k in around
            if k < len(self.tokens) and k not in self.inside
        )

    def _bill_before(self, trigger: Trigger) -> list[int]:
        """``The bill, which amends …``: a clause that speaks of a bill only plans."""
        first = self.clauses.index(trigger.clause)
        if self.read.low(first + 1) not in _RELATIVE or first < 1:
            return []
        return [first - 1] if self.read.end("bill", first - 1) == first else []

    def _infinite(self, trigger: Trigger) -> bool:
        """Whether a verb has no time of its own, so that an earlier "should" holds for it."""
        if self.words.code == "en":
            return self.read.low(trigger.i - 1) in ("be", "to")
        return self.tokens[trigger.i].low.endswith(("ть", "ти", "чь", "ться"))

    def _is_over(self, trigger: Trigger) -> bool:
        """``was repealed``, ``took effect``: done, whoever asks for what before it."""
        if trigger.done:
            return self.read.low(trigger.i) in _PAST
        if not trigger.passive:
            return False
        for k in range(trigger.i - 1, max(-1, trigger.i - 5), -1):
            if self.read.low(k) in ("was", "were", "been"):
                return not any(self.read.low(n) in _MODALS for n in range(max(0, k - 3), k))
            if k in self.inside:
                return False
        return False

    def _own_verb(self, cue: int, trigger: Trigger) -> bool:
        """Whether a finished verb stands between: ``deputies who wanted more adopted the law``."""
        if self.read.low(trigger.i - 1) in ("to", "be") or self.read.low(cue) in ("bill", "draft"):
            return False
        low = self.tokens[trigger.i].low
        return (
            low.endswith("ed")
            and not trigger.passive
            and not any(
                self.read.low(k) in ("be", "to", "have", "been") for k in range(cue, trigger.i)
            )
        )

    def _intended(self, trigger: Trigger) -> tuple[int, int] | None:
        last = self.tokens[trigger.j - 1]
        return (trigger.j - 1, trigger.j) if self.words.ends("intends", last.low) else None

    def _cue_behind(self, trigger: Trigger) -> tuple[int, int] | None:
        wish = self._wish_behind(trigger.j)
        if wish is not None:
            return wish
        for k in range(trigger.j, len(self.tokens)):
            if self.clauses[k] != trigger.clause:
                return None
            end = self.read.end("cue.proposed", k)
            if end is not None and k not in self.inside:
                return k, end
        return None

    def _clause_numbers(self) -> list[int]:
        """Clauses by token: a semicolon ends one, and a comma before a conjunction of contrast."""
        numbers: list[int] = []
        now = 0
        for k, token in enumerate(self.tokens):
            if (
                token.low in (";", "|")
                or (token.low == "–" and token.space)
                or (token.low == "," and k not in self.inside and self._contrasts(k + 1))
                or (
                    token.low in _OWN_CLAUSE
                    and k not in self.inside
                    and k
                    and self.tokens[k - 1].low != ","
                )
            ):
                now += 1
            numbers.append(now)
        return numbers

    def _contrasts(self, at: int) -> bool:
        """Whether a conjunction opens another clause: not "not to repeal, but to rewrite"."""
        low = self.read.low(at)
        if low not in _CONTRAST or self.read.end("and", at) is not None:
            return False
        if low in ("а", "but"):
            return not any(self.read.low(k) in ("не", "not") for k in range(max(0, at - 5), at))
        return True

    # ── from triggers to mentions ──

    def judge(self) -> dict[int, Verdict]:
        """By ``id`` of each mention, what happened to it."""
        for trigger in self.triggers:
            if trigger.noun and not trigger.denied:
                self._take_noun(trigger)
        for trigger in self.triggers:
            if not trigger.noun and not trigger.denied:
                self._take(trigger)
        for mention in self.mentions:
            if id(mention) not in self.verdicts:
                self._alone(mention)
        return self.verdicts

    def _take_noun(self, trigger: Trigger) -> None:
        happening = next(h for h, how in trigger.senses if how == "noun")
        after = None if self.words.title_first else self._after(trigger, most=6)
        if after is None and happening.role != "move":
            after = self._before_noun(trigger)
        if after is None:
            return
        inherit = self._governor(trigger) or self._wish_behind(max(trigger.j, after.j))
        if inherit is not None and trigger.proposed is None:
            trigger.proposed = inherit
        for mention in self._with_partners(after):
            self._give(mention, happening.change, trigger, happening.role)

    def _before_noun(self, trigger: Trigger) -> Mention | None:
        """``внести в Уголовный кодекс изменения``, ``заңға өзгерістер``."""
        near = (m for m in reversed(self.mentions) if m.j <= trigger.i)
        before = next(near, None)
        if before is None or trigger.i - before.j > 4:
            return None
        if self.clauses[before.i] != trigger.clause:
            return None
        if self.words.title_first:
            return before
        return before if self.read.low(before.i - 1) in ("в", "во") else None

    def _wish_behind(self, at: int) -> tuple[int, int] | None:
        """``Отмена статьи 174 – главное требование``: what a dash calls it."""
        if self.read.low(at) != "–":
            return None
        for k in range(at + 1, min(len(self.tokens), at + 8)):
            end = self.read.end("cue.proposed", k)
            if end is not None and k not in self.inside:
                return k, end
        return None

    def _governor(self, trigger: Trigger) -> tuple[int, int] | None:
        """A verb that only plans governs the noun: ``proposed amendments``."""
        for k in range(trigger.i - 1, max(-1, trigger.i - 3), -1):
            end = self.read.end("cue.proposed", k)
            if end is not None:
                return k, end
        return None

    def _take(self, trigger: Trigger) -> None:
        moved = trigger.sense("move")
        if moved is not None:
            self._take_provisions(trigger, moved, "moved")
            return
        penalty = trigger.sense("penalty")
        if penalty is not None and self._take_penalty(trigger, penalty):
            return
        out, put, plain = trigger.sense("out"), trigger.sense("put"), trigger.sense("object")
        objects = self._objects(trigger)
        if put is not None and self._put(trigger, put, plain, objects):
            return
        if out is not None and self._taken_out(trigger, out, objects):
            return
        if plain is not None:
            for mention in objects:
                self._give(mention, plain.change, trigger, "object")

    def _put(
        self, trigger: Trigger, put: Happening, plain: Happening | None, objects: list[Mention]
    ) -> bool:
        """A provision put into an act: the provision is new, the act only its place."""
        both = self.beside(trigger)
        amends = plain is not None and plain.change == "amended"  # "дополнить", "толықтыру"
        if amends:
            instruments = {
                id(partner)
                for m in both
                if m.article is not None and self._instrument(m)
                for partner in self._with_partners(m)
            }
            provisions = [m for m in both if id(m) in instruments]
        else:
            provisions = self.provisions(trigger)
        acts = [m for m in both if m.article is None]
        if amends:
            for mention in provisions:
                self._give(mention, "adopted", trigger, "put")
            for mention in both:
                if mention not in provisions and (
                    mention in objects or provisions or mention in acts
                ):
                    self._give(mention, "amended", trigger, "object")
            return bool(both)
        targets = [m for m in both if self.is_target(m)]
        self.placed.update(id(m) for m in targets)
        if provisions:
            for mention in provisions:  # "added a part to Article 139": the article is another now
                into = mention in targets
                self._give(mention, "amended" if into else "adopted", trigger, "put")
            return True
        for mention in targets:  # something unnumbered is put into an article, or an act
            if mention.article is not None:
                self._give(mention, "amended", trigger, "put")
        return bool(targets)

    def _taken_out(self, trigger: Trigger, out: Happening, objects: list[Mention]) -> bool:
        """A provision taken out is repealed; an act that loses something is amended."""
        provisions = self.provisions(trigger)
        for mention in provisions:
            self._give(mention, "repealed", trigger, "out")
        if provisions:
            return True
        origin = [m for m in self.beside(trigger) if self.is_origin(m)]
        for mention in origin[:1]:
            self._give(mention, "amended", trigger, "out")
        return bool(origin)

    def _take_provisions(self, trigger: Trigger, moved: Happening, rule: str) -> None:
        for mention in self.provisions(trigger):
            if not self.is_target(mention):
                self._give(mention, "moved", trigger, rule)

    def _take_penalty(self, trigger: Trigger, penalty: Happening) -> bool:
        """A fine under an article that is now another: the article was amended."""
        things = [
            k for k in self.read.where("thing")
            if k not in self.inside and self.clauses[k] == trigger.clause
        ]  # fmt: skip
        both = self.beside(trigger)
        if not things or not both:
            return False
        thing = min(things, key=lambda k: abs(k - trigger.i))
        near = [m for m in both if abs(m.i - thing) <= 6 or abs(thing - m.j) <= 4]
        if not near:
            return False
        for mention in self._with_partners(min(near, key=lambda m: abs(m.i - thing))):
            self._give(mention, "amended", trigger, "penalty")
        return True

    def provisions(self, trigger: Trigger) -> list[Mention]:
        """The articles that are put in, taken out or moved: the nearest, with its list."""
        provisions = [m for m in self.beside(trigger) if m.article is not None]
        after = [m for m in provisions if m.i >= trigger.j]
        before = [m for m in provisions if m.j <= trigger.i]
        if self.words.title_first or (trigger.passive and self.words.code == "en"):
            side = before
        else:
            side = after or before
        if not side:
            return []
        first = side[0] if side is after else side[-1]
        return [m for m in self._with_partners(first) if m.article is not None]

    # ── objects ──

    def _objects(self, trigger: Trigger) -> list[Mention]:
        """What a trigger says it of: the nearest reference on its side, and its list."""
        if self.words.title_first:
            nearest = self._nearest_before(trigger)
        elif self._agrees(trigger):
            nearest = next(m for m in self.mentions if m.j == trigger.i - 1)
        elif trigger.passive:
            nearest = self._nearest_before(trigger)
            if nearest is None and self.words.code == "ru":
                nearest = self._after(trigger)
        elif self.words.code == "ru":
            after, before = self._after(trigger), self._nearest_before(trigger)
            nearest = self._either(trigger, after, before)
        else:
            nearest = self._after(trigger) or self._relative(trigger)
        if nearest is None:
            return []
        return self._with_partners(nearest)

    def _agrees(self, trigger: Trigger) -> bool:
        """``в Законе «О языках», принятом в 1997 году``: a participle right behind its noun."""
        participle = self.tokens[trigger.i].low.endswith(_PARTICIPLE_FORMS)
        comma = self.read.low(trigger.i - 1) == ","
        if self.words.code != "ru" or not (participle and comma):
            return False
        return any(m.j == trigger.i - 1 for m in self.mentions)

    def _either(
        self, trigger: Trigger, after: Mention | None, before: Mention | None
    ) -> Mention | None:
        """In free word order: what follows at once, else the nearer one that is not taken."""
        if after is not None and id(after) in self.verdicts:
            after = None
        if before is not None and id(before) in self.verdicts:
            before = None
        if after is None or before is None:
            return after or before
        reflexive = self.tokens[trigger.i].low.endswith(_SHORT_FORMS)
        instrument = self.tokens[after.i].low.endswith(("ом", "ем", "ами", "ями"))
        if reflexive or instrument:
            return before
        return after if after.i - trigger.j <= trigger.i - before.j + 4 else before

    def _blocked(self, first: int, last: int, clause: int) -> bool:
        """Whether the clause ends or another trigger stands between two tokens."""
        if any(self.clauses[k] != clause for k in range(first, min(last, len(self.clauses)))):
            return True
        return any(
            first <= t.i < last and not (t.noun or t.denied or self._embedded(t))
            for t in self.triggers
        )

    def _embedded(self, trigger: Trigger) -> bool:
        """A participle with a comma on each side says nothing of the rest: ``, signed in May, …``."""
        return self.words.code == "en" and self.read.low(trigger.i - 1) in (",", "first")

    def _after(self, trigger: Trigger, most: int = _FAR) -> Mention | None:
        mention = next((m for m in self.mentions if m.i >= trigger.j), None)
        if mention is None or mention.i - trigger.j > most:
            return None
        if self._blocked(trigger.j, mention.i, trigger.clause):
            return None
        if self.clauses[mention.i] != trigger.clause:
            return None
        commas = sum(self.read.low(k) == "," for k in range(trigger.j, mention.i))
        if self._circumstance(mention) or commas == 1:  # what follows a comma is another clause
            return None
        return mention

    def _circumstance(self, mention: Mention) -> bool:
        """``under Article 5``, ``according to the Constitution``: no object."""
        if self.words.title_first:
            return self.read.end("circumstance", mention.j) is not None
        first = (
            mention.i - 1 if self.read.low(mention.i - 1) in ("the", "new", "its") else mention.i
        )
        return self.read.ending_at("circumstance", first, 3) is not None

    def _nearest_before(self, trigger: Trigger) -> Mention | None:
        for mention in reversed(self.mentions):
            if mention.j > trigger.i:
                continue
            far = trigger.i - mention.j > _FAR
            blocked = far or self._blocked(mention.j, trigger.i, trigger.clause)
            if blocked and not self._resumes(mention, trigger):
                return None
            if self._circumstance(mention) and not (
                trigger.passive and trigger.i - mention.j <= 1 and self.words.code == "en"
            ):
                continue
            return mention
        return None

    def _resumes(self, mention: Mention, trigger: Trigger) -> bool:
        """``The Law X, which Tajikistan adopted``: a relative clause speaks of what stands before."""
        if self.clauses[trigger.i] != self.clauses[mention.i] + 1:
            return False
        first = next(
            (k for k in range(mention.j, trigger.i) if self.clauses[k] == trigger.clause), trigger.i
        )
        relative = self.read.low(first) in _RELATIVE or self.read.low(first + 1) in _RELATIVE
        return relative and first - mention.j <= 2

    def _relative(self, trigger: Trigger) -> Mention | None:
        before = self._nearest_before(trigger)
        if before is None:
            return None
        return (
            before
            if any(self.read.low(k) in _RELATIVE for k in range(before.j, trigger.i))
            else None
        )

    def beside(self, trigger: Trigger) -> list[Mention]:
        """All references of a trigger's clause up to the next trigger on each side."""
        found = []
        for mention in self.mentions:
            if mention.j <= trigger.i:
                free = not self._blocked(mention.j, trigger.i, trigger.clause)
            elif self.words.title_first:
                continue
            else:
                free = not self._blocked(trigger.j, mention.i, trigger.clause)
            if free and self.clauses[mention.i] == trigger.clause:
                found.append(mention)
        return found

    def _with_partners(self, mention: Mention) -> list[Mention]:
        """A reference and those listed with it."""
        at = self.mentions.index(mention)
        first = last = at
        while first > 0 and self._listed(first - 1):
            first -= 1
        while last + 1 < len(self.mentions) and self._listed(last):
            last += 1
        return self.mentions[first : last + 1]

    def _listed(self, at: int) -> bool:
        one, two = self.mentions[at], self.mentions[at + 1]
        if two.i - one.j > 5 or (self._moved_to(one) and not self.is_target(two)):
            return False
        joined = False
        k = one.j
        while k < two.i:
            end = self.read.end("and", k)
            if end is not None or self.read.low(k) == ",":
                joined = True
            elif self.read.low(k) not in _LIGHT:
                return False
            k = end or k + 1
        return joined

    def _moved_to(self, mention: Mention) -> bool:
        """Whether something is put into an act: what is listed behind it is another matter."""
        return self.is_target(mention) and any(
            trigger.j <= mention.i <= trigger.j + 4
            and (trigger.sense("move") or trigger.sense("put"))
            for trigger in self.triggers
        )

    def is_target(self, mention: Mention) -> bool:
        """``to the Code``, ``в Уголовный кодекс``, ``кодекске``."""
        if self.words.title_first:
            return self.words.ends("dative", self.tokens[mention.j - 1].low)
        before = self.read.low(mention.i - 1)
        before = self.read.low(mention.i - 2) if before in ("the", "new", "its") else before
        return before in ("to", "into", "in", "в", "во", "back")

    def is_origin(self, mention: Mention) -> bool:
        if self.words.title_first:
            return self.words.ends("ablative", self.tokens[mention.j - 1].low)
        before = self.read.low(mention.i - 1)
        before = self.read.low(mention.i - 2) if before in ("the", "new", "its") else before
        return before in ("from", "of", "из") and not (
            before == "of"
            and self.read.low(mention.i - 2) != "out"
            and self.read.low(mention.i - 3) != "out"
        )

    def _instrument(self, mention: Mention) -> bool:
        """Whether an article is what an act is supplemented with: ``статьёй 20-1``, ``20-1-баппен``."""
        if self.words.title_first:
            return self.words.ends("instrumental", self.tokens[mention.j - 1].low)
        if self.words.code == "ru":
            ends = (self.read.low(k) for k in range(mention.i, mention.j))
            return any(low in ("статьей", "статьями", "статьею") for low in ends)
        return True

    def _give(self, mention: Mention, change: LawChange, trigger: Trigger, rule: str) -> None:
        if id(mention) in self.verdicts:
            return
        done: LawChange = change
        if trigger.proposed is not None or (mention.bill and self._only_read(trigger)):
            done = "proposed"
        trigger.objects.append(mention)
        happens = change if trigger.future and (trigger.done or trigger.noun) else None
        if trigger.future and not mention.bill and trigger.proposed is None:
            happens, done = change, "proposed"
        self.verdicts[id(mention)] = Verdict(
            done, trigger.i, trigger.j, f"change.{rule}", trigger, happens
        )

    def _only_read(self, trigger: Trigger) -> bool:
        """Whether a bill was only read or approved on its way."""
        if self.read.end("cue.approves", trigger.i) is not None:
            return True
        return any(self.read.end("cue.reading", k) for k in range(len(self.tokens)))

    def _alone(self, mention: Mention) -> None:
        """A bill is proposed by being one; and what somebody drafts or calls for."""
        clause = self.clauses[mention.i]
        if id(mention) in self.placed:
            return
        if mention.bill:
            self.verdicts[id(mention)] = Verdict("proposed", mention.i, mention.j, "change.bill")
            return
        if mention.article is not None and mention.act is None:
            return
        for k in self.read.where("cue.alone"):
            if k in self.inside or self.clauses[k] != clause:
                continue
            end = self.read.end("cue.alone", k) or k + 1
            if any(t.clause == clause and not t.denied for t in self.triggers if t.objects):
                continue
            near = mention.i - end if mention.i >= end else k - mention.j
            if self.words.title_first:
                fits = mention.j <= k and near <= 6
            else:
                fits = 0 <= near <= 3 and mention.i >= end
            if fits and not self._circumstance(mention) and mention.article is None:
                self.verdicts[id(mention)] = Verdict("proposed", k, end, "change.alone")
                return


def find_places(changes: Changes) -> Places:
    """What acts a sentence's verbs take provisions from, and put them into."""
    places = Places()
    for trigger in changes.triggers:
        moves = trigger.sense("move") is not None
        if not (moves or trigger.sense("put") or trigger.sense("out")):
            continue
        around = [m for m in changes.beside(trigger) if m.article is None and m.name is not None]
        origin = next((m for m in around if changes.is_origin(m)), None)
        targets = [m for m in around if changes.is_target(m)]
        puts = trigger.sense("put") is not None and not moves
        for provision in changes.provisions(trigger):
            if puts and targets:
                places.acts[id(provision)] = targets[-1]
            elif origin is not None and not puts:
                places.acts[id(provision)] = origin
            if moves:
                places.targets[id(provision)] = [id(m) for m in targets]
    return places


_PARTICIPLE = ("ed", "en", "ck", "wn", "ut", "ne", "ewritten", "assed", "t")
_BETWEEN = frozenset(
    [
        "not",
        "also",
        "been",
        "twice",
        "already",
        "just",
        "since",
        "then",
        "first",
        "finally",
        "now",
        "never",
        "still",
        "again",
        "later",
        "even",
        "once",
        "both",
        "all",
    ]
)
_AFTER_PARTICIPLE = frozenset(
    [
        "on",
        "in",
        "by",
        "at",
        "since",
        "last",
        "this",
        "a",
        "for",
        ",",
        ".",
        ";",
        "today",
        "yesterday",
    ]
)
_CONTRAST = frozenset(
    [
        "but",
        "while",
        "whereas",
        "although",
        "though",
        "and",
        "which",
        "who",
        "whose",
        "when",
        "because",
        "so",
        "where",
        "after",
        "before",
        "а",
        "но",
        "однако",
        "хотя",
        "который",
        "которая",
        "которое",
        "которые",
        "которого",
        "которой",
        "которых",
        "когда",
        "поскольку",
        "чтобы",
        "ал",
        "бірақ",
        "алайда",
        "дегенмен",
        "өйткені",
        "бирок",
    ]
)
_OWN_CLAUSE = frozenset(["when", "while", "whereas", "because", "which"])
_RELATIVE = frozenset(
    [
        "which",
        "that",
        "who",
        "что",
        "который",
        "которая",
        "которое",
        "которые",
        "которую",
        "которого",
    ]
)
_LIGHT = frozenset(
    [
        "its",
        "their",
        "его",
        "ее",
        "их",
        "оның",
        "the",
        "to",
        "in",
        "of",
        "also",
        "в",
        "во",
        "по",
        "к",
        "and",
        "и",
        "as",
        "well",
        "for",
        "for",
        "both",
        "новый",
        "new",
        "on",
        "about",
        "о",
        "об",
        "with",
        "from",
        "из",
    ]
)
_SHORT_FORMS = (
    "лся", "лась", "лось", "лись", "ан", "ана", "ано", "аны", "ен", "ена", "ено", "ены", "ят", "ята", "ято", "яты",
    "тся", "ится", "ется",
)  # fmt: skip
_PARTICIPLE_FORMS = (
    "ый", "ого", "ому", "ым", "ом", "ая", "ой", "ую", "ое", "ые", "ых", "ыми", "ий", "его", "ему",
    "им", "ем", "ие", "их", "ими", "шая", "шую", "шее", "шей",
)  # fmt: skip
_PAST = frozenset(
    [
        "took",
        "came",
        "entered",
        "lost",
        "ceased",
        "went",
        "became",
        "expired",
        "lapsed",
        "began",
        "stopped",
    ]
)
_MODALS = frozenset(["would", "should", "could", "might", "must", "may", "will", "if"])
_DONE_FORMS = (
    "л", "ла", "ло", "ли", "лся", "лась", "лось", "лись", "ен", "ена", "ено", "ены", "ан", "ана",
    "ано", "аны", "ят", "ята", "ято", "яты",
)  # fmt: skip
