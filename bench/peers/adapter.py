"""What every peer's adapter does: read sentences, find, tell figures and cost. Standard library only.

An adapter runs with the Python of the peer's own environment. It gets ``{name: [sentence, …]}`` as
JSON on standard input and answers on standard output with ``{"batches", "load", "memory"}``: of each
batch the ``figures`` (for each sentence a list of ``{"start", "end", "value", "unit", "kind", …}``), the
``cpu`` seconds of finding alone and how many sentences ``failed`` with an error; the wall seconds of
loading; the peak memory in MB.
"""

import contextlib
import difflib
import json
import os
import resource
import sys
import time


def serve(load):
    """``load()`` gives ``find(sentence)``, whose result ``tell(sentence, result)`` makes figures of."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a peer prints is not an answer
    asked = json.load(sys.stdin)
    began = time.perf_counter()
    find, tell = load()
    with contextlib.suppress(Exception):
        find("Police counted 14 fires.")
    loaded = time.perf_counter() - began
    batches = {name: run(sentences, find, tell) for name, sentences in asked.items()}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump({"batches": batches, "load": loaded, "memory": memory}, out)
    out.close()


def run(sentences, find, tell):
    results, failed = [], 0
    began = time.process_time()
    for sentence in sentences:
        try:
            results.append(find(sentence))
        except Exception:
            failed += 1
            results.append([])
    cpu = time.process_time() - began
    figures = [
        [figure for one in result if (figure := tell(sentence, one))]
        for sentence, result in zip(sentences, results, strict=True)
    ]
    return {"figures": figures, "cpu": cpu, "failed": failed}


def mapped(original, rewritten, start, end):
    """Where a stretch of a rewritten sentence stands in the original, as far as they agree."""
    if original == rewritten:
        return start, end
    blocks = difflib.SequenceMatcher(None, rewritten, original, autojunk=False).get_opcodes()
    places = []
    for kind, i, j, k, m in blocks:
        left, right = max(i, start), min(j, end)
        if left < right and kind != "delete":
            same = kind == "equal"
            places.append((k + left - i, k + right - i) if same else (k, m))
    if not places:
        return None
    return min(first for first, _ in places), max(last for _, last in places)
