"""CDXJ: the index by which web archive tools find a record without reading the WARC files.

One line a capture: ``SURT-key timestamp {"url": …, "mime": …, "status": …, "digest": …, "length": …,
"offset": …, "filename": …}``, sorted by bytes, as pywb, OutbackCDX and ReplayWeb.page take it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from dalil.captures.surt import surt
from dalil.model import Capture


def line(capture: Capture, headers: Mapping[str, str]) -> str:
    """The line of a capture whose WARC record has those headers (names in lower case).

    What the record itself says is taken before what the archive says: its address, time and digest
    (of the body as it was sent).
    """
    url = headers.get("warc-target-uri", capture.url or "").strip("<>")
    revisit = headers.get("warc-type") == "revisit"
    fields = {
        "url": url,
        "mime": "warc/revisit" if revisit else capture.media_type,
        "status": None if capture.status is None else str(capture.status),
        "digest": headers.get("warc-payload-digest", capture.digest),
        "length": str(capture.size),
        "offset": str(capture.offset),
        "filename": capture.file,
    }
    said = {name: value for name, value in fields.items() if value is not None}
    return f"{surt(url)} {_timestamp(capture, headers)} {json.dumps(said)}\n"


def _timestamp(capture: Capture, headers: Mapping[str, str]) -> str:
    """Fourteen digits: 20210304050607."""
    digits = re.sub(r"\D", "", headers.get("warc-date", ""))[:14]
    if len(digits) == 14:
        return digits
    return (capture.captured_at or capture.kept_at).strftime("%Y%m%d%H%M%S")
