"""Compressed answers: undone, or refused before a bomb goes off."""

from __future__ import annotations

import gzip
import resource
import time
import zlib
from contextlib import suppress

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.errors import BadAnswer, FetchError, TooLarge
from dalil.net.coding import MAX_DECODED, decode

TEXT = "Скважин было 14. ".encode() * 40


def bare(data: bytes) -> bytes:
    machine = zlib.compressobj(wbits=-15)
    return machine.compress(data) + machine.flush()


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (TEXT, None),
        (TEXT, ""),
        (TEXT, "identity"),
        (gzip.compress(TEXT), "gzip"),
        (gzip.compress(TEXT), " GZIP , identity"),
        (gzip.compress(TEXT), "x-gzip"),
        (gzip.compress(TEXT[:50]) + gzip.compress(TEXT[50:]), "gzip"),
        (gzip.compress(TEXT) + b"\0\0\0", "gzip"),
        (TEXT, "gzip"),  # a server that says so and does not
        (zlib.compress(TEXT), "deflate"),
        (bare(TEXT), "deflate"),
        (brotli.compress(TEXT), "br"),
    ],
)
def test_one_coding_is_undone(body: bytes, coding: str | None):
    assert decode(body, coding) == TEXT


def test_nothing_is_nothing():
    for coding in ("gzip", "deflate", "br", "zstd", None):
        assert decode(b"", coding) == b""


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (gzip.compress(TEXT)[:-20], "gzip"),
        (gzip.compress(TEXT)[:30] + b"\xff" * 30, "gzip"),
        (zlib.compress(TEXT)[:-20], "deflate"),
        (b"\xff\xff\xff\xff", "deflate"),
        (brotli.compress(TEXT)[:-20], "br"),
        (b"\xff\xff\xff\xff", "br"),
        (TEXT, "zstd"),
        (TEXT, "compress"),
        (gzip.compress(gzip.compress(TEXT)), "gzip, gzip"),
        (brotli.compress(gzip.compress(TEXT)), "gzip, br"),
    ],
)
def test_damage_and_unknown_codings_are_said_so(body: bytes, coding: str):
    with pytest.raises(BadAnswer):
        decode(body, coding)


@pytest.mark.parametrize(
    ("pack", "coding"), [(gzip.compress, "gzip"), (bare, "deflate"), (brotli.compress, "br")]
)
def test_what_was_cut_gives_what_is_there(pack, coding: str):
    text = b"".join(b"%d wells and %d more\n" % (n, n * n * 7919 % 10_007) for n in range(20_000))
    packed = pack(text)
    got = decode(packed[: len(packed) // 2], coding, cut=True)
    assert text.startswith(got)
    assert len(got) > len(text) // 4


def bombs() -> list[tuple[bytes, str]]:
    zeros, many = bytes(2**20), 100
    machine = zlib.compressobj(9, wbits=31)
    long_gzip = b"".join(machine.compress(zeros) for _ in range(many)) + machine.flush()
    machine = zlib.compressobj(9, wbits=-15)
    long_deflate = b"".join(machine.compress(zeros) for _ in range(many)) + machine.flush()
    long_brotli = brotli.compress(bytes(many * 2**20), quality=1)
    return [
        (long_gzip, "gzip"),
        (gzip.compress(zeros) * many, "gzip"),  # many members, each of them small
        (long_deflate, "deflate"),
        (long_brotli, "br"),
        (gzip.compress(bytes(2**20 + 1)), "gzip"),
    ]


def test_a_bomb_ends_at_once():
    for body, coding in bombs():
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.process_time()
        with pytest.raises(TooLarge):
            decode(body, coding)
        assert time.process_time() - began < 2
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024  # KiB


def test_a_large_page_is_no_bomb():
    body = b"".join(b"%d wells\n" % n for n in range(500_000))
    assert decode(gzip.compress(body), "gzip") == body
    assert len(body) < MAX_DECODED


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br", "gzip, br"]))
def test_no_bytes_raise_anything_else(body: bytes, coding: str):
    for given_body in (body, b"\x1f\x8b\x08" + body, gzip.compress(body)[:-4] + body):
        for cut in (False, True):
            with suppress(FetchError):
                decode(given_body, coding, cut=cut)


@given(st.binary(max_size=2_000))
def test_there_and_back(body: bytes):
    assert decode(gzip.compress(body), "gzip") == body
    assert decode(zlib.compress(body), "deflate") == body
    assert decode(brotli.compress(body), "br") == body
