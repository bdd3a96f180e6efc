"""A general word stands for the fuller name that the passage gave: ``the foundation``, ``Asanov``."""

from __future__ import annotations

import re

from dalil.findings.figures.attribution import source_ends
from dalil.findings.figures.passage import Passage
from dalil.findings.figures.phrases import start_of_phrase
from dalil.findings.figures.sentence import Sentence
from dalil.lang.stems import stem

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_ADJECTIVE = re.compile(
    "(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ых|их|ым|им|ом|ем|ую|юю|ыми|ими|ей)$"
)
_MOST = 20
"""So many of the last names are kept."""


def names_in_full(sentence: Sentence, text: str, passage: Passage) -> None:
    """Give figures whose source is one word the fuller name before it, those in it too."""
    known, language = passage.names, sentence.grammar.lang.code
    _keep_names(sentence, text, passage)
    for q in sentence.quantities:
        said = q.attribution
        if said is None or not known or len(_WORD.findall(said)) != 1:
            continue
        own = [m for m in sentence.sources if m.value.lstrip("*") == said]
        if any(sentence.at("speech.another", m.i - 1) for m in own) or (
            language == "en" and not own
        ):
            continue  # "one driver", or whom "they" stands for
        found = next((n for n in reversed(known) if stands_for(said, n[0], language)), None)
        if found is not None:
            q.attribution = found[0]
            q.say("attribution", "source.carried", *found[1])


def _keep_names(sentence: Sentence, text: str, passage: Passage) -> None:
    """The sources, who acts, and every body with a name: ``the Coalition against Torture``."""
    known = passage.names
    for i in sentence.where("speech.teller"):
        begin = start_of_phrase(sentence, i + 1)
        end = source_ends(sentence, begin)
        if any(sentence.tokens[k].capital for k in range(max(begin, 1), end)):
            known.append((as_written(sentence, begin, end), [sentence.chars(begin, end)]))
    for mark in sentence.sources:
        if not mark.value.startswith("*"):
            known.append((mark.value, [sentence.chars(mark.i, mark.j)]))
    if passage.actor:
        if len(passage.actor_spans) == 1:  # with the quotation marks that the text has
            passage.actor = passage.actor_spans[0].of(text)
        known.append((passage.actor, passage.actor_spans))
    full = [n for n in known if len(_WORD.findall(n[0])) > 1][-_MOST:]
    known[:] = [(at[0].of(text) if len(at) == 1 else name, at) for name, at in full]


def stands_for(said: str, name: str, language: str) -> bool:
    """Whether one word can be all that is said again of a name.

    ``foundation`` of ``Right to Speak foundation``, ``штаб`` of ``республиканском штабе``, a surname.
    """
    words = _WORD.findall(name)
    own = _WORD.findall(said)[0]
    wanted = stem(own.lower(), language)
    if own[0].isupper():
        last = words[-1]
        return last[0].isupper() and own.istitle() and stem(last.lower(), language) == wanted
    for k, word in enumerate(words):
        same = word.lower() == own if language == "en" else stem(word.lower(), language) == wanted
        if not same:
            continue
        if language == "ru":
            return all(_ADJECTIVE.search(w.lower()) for w in words[:k])
        following = words[k + 1] if k + 1 < len(words) else ""
        return not following or following[0].isupper() or (language == "en" and following in _LINKS)
    return False


_LINKS = ("of", "for", "against", "on", "in", "at", "to")


def as_written(sentence: Sentence, i: int, j: int) -> str:
    """Tokens ``[i, j)`` as they stand."""
    return "".join(
        (" " if t.space and k else "") + t.text for k, t in enumerate(sentence.tokens[i:j])
    )
