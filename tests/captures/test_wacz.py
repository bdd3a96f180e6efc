"""WACZ files are read without trusting them: names are data, sizes have ends, hashes are checked."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import struct
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.captures import record as records
from dalil.captures.wacz import read_wacz
from dalil.errors import DalilError, InputError

PAYLOADS = [b"<p>one", b"<p>two", b"<p>three"]


def warc(*payloads: bytes) -> bytes:
    made = (records.from_file(p, name=f"{n}.html") for n, p in enumerate(payloads))
    return b"".join(gzip.compress(record.raw) for record in made)


def wacz(files: dict[str, bytes], *, method: int = zipfile.ZIP_STORED, says: bool = True) -> bytes:
    out = io.BytesIO()
    resources = [
        {"path": name, "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
        for name, content in files.items()
    ]
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name), content, method)
        if says:
            package.writestr("datapackage.json", json.dumps({"resources": resources}))
    return out.getvalue()


def read(data: bytes) -> tuple[list[bytes], list[str]]:
    """Payloads, and what was said to be wrong."""
    found = list(read_wacz(io.BytesIO(data), "x.wacz"))
    payloads = [item.payload for item in found if not isinstance(item, InputError)]
    return payloads, [item.message for item in found if isinstance(item, InputError)]


GOOD = wacz(
    {
        "archive/a.warc.gz": warc(*PAYLOADS[:2]),
        "archive/b.warc": records.from_file(PAYLOADS[2], name="3").raw,
    }
)


def test_all_warc_files_are_read():
    assert read(GOOD) == (PAYLOADS, [])


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/x.warc.gz",
        "/absolute.warc.gz",
        "C:\\x.warc.gz",
        "archive/\u202egz.craw.warc.gz",
        "a" * 5000 + ".warc.gz",
        "archive/con.warc.gz",
        "\x1b[2J.warc.gz",
    ],
)
def test_names_are_data(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert read(wacz({name: warc(b"one")})) == ([b"one"], [])
    assert list(tmp_path.iterdir()) == []


def test_bytes_that_are_not_those_stated_are_said():
    other = wacz({"archive/a.warc.gz": warc(b"one")}).replace(
        b'"hash": "sha256:', b'"hash": "sha256:0'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("archive/a.warc.gz", warc(b"one"))
        said = {"resources": [{"path": "archive/a.warc.gz", "hash": "sha256:" + "0" * 64}]}
        package.writestr("datapackage.json", json.dumps(said))
    payloads, said = read(out.getvalue())
    assert payloads == [b"one"]
    assert "not what datapackage.json says" in said[0]
    assert other


@pytest.mark.parametrize(
    "package",
    [
        b"",
        b"null",
        b"[]",
        b'{"resources": 7}',
        b'{"resources": [{"path": 1}]}',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_a_package_file_that_says_nothing_sensible_is_passed_over(package):
    files = {"archive/a.warc.gz": warc(b"one"), "datapackage.json": package}
    assert read(wacz(files, says=False)) == ([b"one"], [])


def test_what_has_no_warc_files():
    assert "no WARC file" in read(wacz({"pages/pages.jsonl": b"{}"}))[1][0]
    assert "other WACZ files" in read(wacz({"a.wacz": GOOD}))[1][0]


def test_a_warc_file_that_is_none():
    payloads, said = read(wacz({"archive/a.warc": GOOD, "archive/b.warc.gz": warc(b"one")}))
    assert payloads[-1] == b"one"
    assert said


# ── bombs and damage ─────────────────────────────────────────────────────────────────────────────


def bomb_deflated() -> bytes:
    return wacz({"archive/a.warc": b"\0" * 50_000_000}, method=zipfile.ZIP_DEFLATED)


def bomb_in_a_record() -> bytes:
    return wacz({"archive/a.warc.gz": gzip.compress(b"\0" * 300_000_000)})


def bomb_of_overlaps() -> bytes:
    """Two entries of the list name the same bytes."""
    raw = wacz({"archive/a.warc.gz": warc(b"one"), "archive/b.warc.gz": warc(b"one")}, says=False)
    listed = raw.rfind(b"PK\x01\x02")
    return raw[: listed + 42] + struct.pack("<L", 0) + raw[listed + 46 :]


def bomb_of_a_list() -> bytes:
    """An end that claims a list of files of 2 GB."""
    end = GOOD.rfind(b"PK\x05\x06")
    return GOOD[: end + 12] + struct.pack("<L", 2**31) + GOOD[end + 16 :]


def encrypted() -> bytes:
    raw = bytearray(wacz({"archive/a.warc.gz": warc(b"one")}, says=False))
    raw[6] |= 1
    raw[raw.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def of_another_method() -> bytes:
    return wacz({"archive/a.warc.gz": warc(b"one")}, method=zipfile.ZIP_LZMA, says=False)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (bomb_deflated, "bomb"),
        (bomb_in_a_record, "bomb"),
        (bomb_of_overlaps, "overlap"),
        (bomb_of_a_list, "list of files"),
        (encrypted, "encrypted"),
        (of_another_method, "method 14"),
        (lambda: b"", "not a ZIP"),
        (lambda: b"PK\x03\x04" + b"\0" * 99, "not a ZIP"),
        (lambda: b"<html>", "not a ZIP"),
    ],
)
def test_each_ends_in_one_clear_error(make, says):
    data = make()
    began = time.process_time()
    payloads, said = read(data)
    assert time.process_time() - began < 2
    assert payloads == []
    assert len(said) == 1
    assert says in said[0]


@pytest.mark.parametrize("cut", range(1, len(GOOD), 97))
def test_every_truncation_is_said(cut):
    assert read(GOOD[:cut])[1] != []


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_a_changed_byte_is_said_or_harmless(at, value):
    data = bytearray(GOOD)
    data[at] = value
    try:
        payloads, said = read(bytes(data))
    except DalilError as error:
        pytest.fail(f"raised: {error}")
    assert said or set(payloads) <= set(PAYLOADS)
