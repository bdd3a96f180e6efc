"""The words of all texts: which stems another spelling of a name has, and what a slip of the pen meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from dalil.lang.sounds import is_cyrillic, on_other_keys, sound
from dalil.lang.stems import readings
from dalil.store.part import Part

SHORTEST = 3  #         letters of a word whose spellings are kept
LONGEST = 40
SHORTEST_SOUND = 4  #   of a word that is not known as a name
LONGER_SOUND = 6  #     of one in the same alphabet
MOST_STEMS = 12  #      that stand for one word
FEW = 3  #              articles with a word; fewer, and it may be a slip of the pen
_LOOKED_AT = 400  #     words that sound nearly so
_VOWELS = "aeiou"
_LETTERS = "abcdefghijklmnoprstuvxz"  # those that sounds are made of

Spelling = tuple[str, str, str, str, bool]
"""A row: form, stem, sound of the form, sound of the stem, whether it is a name."""


class Spellings(Part):
    """Questions about words."""

    def keep_spellings(self, rows: Iterable[Spelling]) -> None:
        """Remember words of a text."""
        self._db.executemany(
            """
            insert into spelling (form, stem, sound, root, name) values (?, ?, ?, ?, ?)
            on conflict (form, stem) do update set name = 1 where excluded.name and not name
            """,
            rows,
        )

    def other_spellings(self, word: str) -> dict[str, str]:
        """``{stem: a form of it}`` of the words that are ``word`` in other letters.

        Within one alphabet only names and longer words: "тур" is not "түр", but "Жумабаев" is
        "Жұмабаев".
        """
        own = set(readings(word))
        sounds = {s for s in (sound(word), *map(root, own)) if len(s) >= SHORTEST}
        if not sounds or len(word) > LONGEST or not word.isalpha():  # "t34" sounds like "t"
            return {}
        marks = ",".join("?" * len(sounds))
        rows = self._db.execute(
            f"""
            select form, stem, max(name) over (partition by stem) as name,
                (sound in ({marks})) as whole from spelling
            where sound in ({marks}) or root in ({marks})
            order by name desc, whole desc, length(form), form limit {_LOOKED_AT}
            """,  # noqa: S608  marks are question marks
            (*sounds, *sounds, *sounds),
        )
        found: dict[str, str] = {}
        for form, stem, name, _ in rows:
            other_letters = is_cyrillic(form) != is_cyrillic(word)
            enough = SHORTEST_SOUND if other_letters else LONGER_SOUND
            if stem not in own and (name or len(sound(form)) >= enough):
                found.setdefault(stem, form)
        return dict(islice(found.items(), MOST_STEMS))

    def articles_with(self, stems: Iterable[str], most: int = 1000) -> int:
        """How many articles have one of these stems; ``most`` or more count as that."""
        match = " OR ".join(f'"{stem}"' for stem in sorted(set(stems)))
        row = self._db.execute(
            "select count(*) from (select 1 from ft where ft match ? limit ?)",
            (f"{{headline words}} : ({match})", most),
        ).fetchone()
        return int(row[0])

    def meant(self, word: str) -> str | None:
        """The word that ``word`` is a slip of the pen for; None if it is known, or nothing is near.

        One letter too many, too few, wrong or exchanged with its neighbour; two of them in longer
        words; or the keyboard was switched to other letters. Of several the most frequent.
        """
        known = self.articles_with((*readings(word), *self.other_spellings(word)), FEW)
        if known >= FEW or len(word) > LONGEST or any(letter.isdigit() for letter in word):
            return None
        switched = on_other_keys(word)
        if self.articles_with(readings(switched), FEW) > known and switched.isalpha():
            return switched
        if len(word) <= SHORTEST:
            return None
        best: tuple[int, int, int, str] | None = None
        for form, stem, far in self._near(word):
            here = self.articles_with((stem,))
            rank = (far, int(is_cyrillic(form) != is_cyrillic(word)), -here, form)
            if here > known and (best is None or rank < best):
                best = rank
        return best[3] if best else None

    def _near(self, word: str) -> Iterator[tuple[str, str, int]]:
        """Forms and stems near a word, each with how many slips it is away; a stem once."""
        own = sound(word)
        roots = {s for s in map(root, readings(word)) if len(s) >= SHORTEST}
        near = {one for s in {own, *roots} for one in _slips(s)}
        found: dict[str, tuple[str, int]] = {}
        for form, stem, sounds in self._sounding(sorted(near)):
            far = min(distance(own, sounds[0]), *(distance(one, sounds[1]) for one in roots), 9)
            letters = distance(word, form)
            if stem not in found or found[stem][1] > far * 10 + letters:
                found[stem] = (form, far * 10 + letters)
        if not found and len(own) > 2 * SHORTEST:
            for form, stem, sounds in self._beginning(own[:SHORTEST]):
                far = distance(own, sounds[0])
                if far <= 2 and (stem not in found or found[stem][1] > far * 10):
                    found[stem] = (form, far * 10)
        for stem, (form, far) in islice(sorted(found.items(), key=lambda one: one[1][1]), 40):
            yield form, stem, far

    def _sounding(self, sounds: Sequence[str]) -> Iterator[tuple[str, str, tuple[str, str]]]:
        for column in ("sound", "root"):
            for at in range(0, len(sounds), 500):
                part = sounds[at : at + 500]
                rows = self._db.execute(
                    f"select form, stem, sound, root from spelling where {column} in "  # noqa: S608
                    f"({','.join('?' * len(part))}) limit {_LOOKED_AT}",
                    part,
                )
                yield from ((form, stem, (heard, root)) for form, stem, heard, root in rows)

    def _beginning(self, letters: str) -> Iterator[tuple[str, str, tuple[str, str]]]:
        rows = self._db.execute(
            "select form, stem, sound, root from spelling where sound >= ? and sound < ? limit 5000",
            (letters, letters + "\U0010ffff"),
        )
        yield from ((form, stem, (heard, root)) for form, stem, heard, root in rows)


def root(stem: str) -> str:
    """The sound of a stem without a last vowel, which Russian leaves out: Кызылорд-, Kyzylorda."""
    heard = sound(stem)
    short = heard.rstrip(_VOWELS)
    return short if len(short) >= SHORTEST else heard


def _slips(word: str) -> set[str]:
    """All that one slip makes of a word."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    made = {head + tail[1:] for head, tail in cuts if tail}
    made |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    made |= {head + letter + tail[1:] for head, tail in cuts if tail for letter in _LETTERS}
    made |= {head + letter + tail for head, tail in cuts for letter in _LETTERS}
    return {one for one in made | {word} if len(one) >= SHORTEST}


def distance(one: str, other: str) -> int:
    """How many slips lie between two words (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, its in enumerate(other, 1):
            cost = min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
