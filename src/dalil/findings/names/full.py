"""What a person or body is called in full: «Баитова» is who was called «Азамат Баитов» before."""

from __future__ import annotations

from collections.abc import Sequence

from dalil.findings.names.words import Rules, Word
from dalil.lang.inflection import bases

_FEMALE = ("ова", "ева", "ина", "ына", "ская", "ая", "ova", "eva", "ina", "yna", "skaya")
_MALE = ("ов", "ев", "ин", "ын", "ский", "ий", "ov", "ev", "in", "yn", "sky")
_VOWELS = tuple("аяеиоуыюьэ")


def person_in_full(words: Sequence[Word], rules: Rules) -> str:
    """The name in its ground form, as far as its own words tell."""
    if rules.code == "en":
        return " ".join(w.text.removesuffix("'s").removesuffix("’s") for w in words)
    if rules.code == "ru":
        return " ".join(_russian(words, rules))
    *first, last = words
    return " ".join([*(word.text for word in first), _turkic(last, rules)])


def _turkic(word: Word, rules: Rules) -> str:
    """The shortest form that still ends as family names do: «Бейсеновты» from «Бейсенов»."""
    if word.told.given is not None and not word.told.surname:
        return word.told.given
    forms = bases(word.text, rules.code)
    for endings in (rules.strong, rules.weak):
        ending = [form for form in forms if form.lower().endswith(endings)]
        if ending:
            return _not_too_short(ending)
    return word.text


def _not_too_short(forms: list[str]) -> str:
    """«Садықова» is a form of itself, not of «Садықов»."""
    females = [form for form in forms if form.lower().endswith(_FEMALE)]
    return min(females or forms, key=len)


def _russian(words: Sequence[Word], rules: Rules) -> list[str]:
    female = _is_female(words)
    straight = _is_straight(words, female)
    out = []
    for word in words:
        if word.told.given is not None and not (word.told.surname == 2 and len(words) > 1):
            out.append(word.told.given)
        elif word.told.patronymic:
            out.append(_patronymic(word.text, rules))
        elif straight or len(word.text) == 1:
            out.append(word.text)
        else:
            out.append(_ground(word.text, female))
    return out


def _patronymic(word: str, rules: Rules) -> str:
    forms = bases(word, "ru")
    return next((form for form in forms if form.lower().endswith(rules.patronymics)), word)


def _is_female(words: Sequence[Word]) -> bool | None:
    """Whose name it is; ``None``: nothing tells."""
    for word in words:
        if word.told.given is not None and word.told.surname != 2:
            return word.told.female
    for word in words:
        low = word.text.lower()
        if word.told.patronymic:
            return "вн" in low[-5:] or "ичн" in low[-5:]
    return None


def _is_straight(words: Sequence[Word], female: bool | None) -> bool:
    """Whether a name stands in its ground form: its given name does, or nothing says otherwise."""
    for word in words:
        if word.told.given is not None and word.told.surname != 2:
            return word.text == word.told.given
    last = words[-1].text.lower()
    return (
        last.endswith(_MALE if female is False else (*_MALE, *_FEMALE))
        and len(words) > 1
        and (len(words[0].text) > 1)
    )


def _ground(word: str, female: bool | None) -> str:
    forms = bases(word, "ru")
    wanted = _FEMALE if female else _MALE
    if female is None and word.lower().endswith(_MALE):
        return word
    for form in forms:
        if form.lower().endswith(wanted):
            return form
    if female is None:
        return next((form for form in forms if form.lower().endswith(_FEMALE)), word)
    if female or not word.lower().endswith(_VOWELS):
        return word
    return next((form for form in forms[1:] if not form.lower().endswith(_VOWELS)), word)


def body_in_full(words: Sequence[Word], text: str, rules: Rules) -> str:
    """A body's name with its head in the ground form; the rest as it stands."""
    head = next((k for k, word in enumerate(words) if word.told.head is not None), None)
    if rules.code == "en" or head is None:
        return _as_written(words, text, {})
    ground = words[head].told.head or ""
    changed = {head: _cased(ground, words[head].text)}
    if rules.code == "ru":
        for k in range(head):
            changed[k] = _agreeing(words[k].text, ground)
    return _as_written(words, text, changed)


def _cased(word: str, like: str) -> str:
    if len(like) > 1 and like.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def _agreeing(adjective: str, head: str) -> str:
    """«Верховном» before «суд»: «Верховный»."""
    if head.endswith(("а", "я")):
        endings: tuple[str, ...] = ("ая", "яя")
    elif head.endswith(("о", "е")):
        endings = ("ое", "ее")
    else:
        endings = ("ый", "ий", "ой")
    return next((f for f in bases(adjective, "ru") if f.lower().endswith(endings)), adjective)


def _as_written(words: Sequence[Word], text: str, changed: dict[int, str]) -> str:
    out = []
    last = words[0].start
    for k, word in enumerate(words):
        out.append(text[last : word.start])
        out.append(changed.get(k, word.text))
        last = word.end
    return "".join(out)
