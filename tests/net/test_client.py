"""One exchange: what is sent, what comes back byte for byte, and every way in which it can fail."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dalil import __version__
from dalil.errors import BadAnswer, FetchFailed, TooLarge, TooSlow, Unreachable
from dalil.net import connection
from dalil.net.client import Client, Limits, own_name
from tests.net.imitation import Imitation


@contextmanager
def speaking(*said: bytes, pause: float = 0, tls: ssl.SSLContext | None = None) -> Iterator[tuple]:
    """A server that says ``said``, a piece at a time, whatever it is asked; gives name and log."""
    listening = socket.create_server(("127.0.0.1", 0))
    heard: list[bytes] = []
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                one, _ = listening.accept()
            except OSError:
                return
            try:
                one.settimeout(2)
                if tls:
                    one = tls.wrap_socket(one, server_side=True)
                heard.append(one.recv(65536))
                for piece in said:
                    one.sendall(piece)
                    over.wait(pause)
            except OSError:
                pass
            finally:
                one.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{listening.getsockname()[1]}", heard
    finally:
        over.set()
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(3)


def ask(name: str, *, bytes_: int = 100_000, seconds: float = 1.0, **more) -> object:
    limits = Limits(bytes=bytes_, seconds=seconds, connecting=1.0, head=20_000)
    with Client(allow={name}, limits=limits) as client:
        return client.get(f"http://{name}/x", **more)


def test_an_exchange_is_kept_byte_for_byte():
    head = (
        b"HTTP/1.1 200 All well\r\nset-cookie: a=1\r\nX-Odd:  two  spaces \r\nSet-Cookie: b=2\r\n"
        b"Folded: one\r\n two\r\nContent-Type: Text/HTML; charset='Windows-1251'\r\n"
        b"Name: \xd0\xb0\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
    )
    body = gzip.compress(b"<p>hello</p>", mtime=0)
    chunks = b"5;x=y\r\n" + body[:5] + b"\r\n%x\r\n" % len(body[5:]) + body[5:] + b"\r\n0\r\n\r\n"
    with speaking(head + chunks) as (name, heard):
        got = ask(name)
        assert (got.status, got.reason, got.http_version) == (200, "All well", "HTTP/1.1")
        assert got.head == head
        assert got.headers == (
            ("set-cookie", "a=1"),
            ("X-Odd", "two  spaces"),
            ("Set-Cookie", "b=2"),
            ("Folded", "one two"),
            ("Content-Type", "Text/HTML; charset='Windows-1251'"),
            ("Name", "\u00d0\u00b0"),
            ("Transfer-Encoding", "chunked"),
            ("Content-Encoding", "gzip"),
        )
        assert got.body == body
        assert got.payload == b"<p>hello</p>"
        assert (got.media_type, got.charset) == ("text/html", "Windows-1251")
        assert got.header("SET-COOKIE") == "a=1, b=2"
        assert got.request == heard[0]
        assert got.ip == "127.0.0.1"
        assert got.fetched_at.tzinfo


def test_what_is_sent(site: Imitation, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    with Client(allow={site.name}, user_agent="Dalil/9 (+desk@gazette.example)") as client:
        client.get(site.url + "/a", etag='W/"x"\r\nEvil: 1', last_modified="Thu, 01 Oct 2026")
    sent = site.asked()[0].headers
    assert sent == {
        "host": site.name,
        "user-agent": "Dalil/9 (+desk@gazette.example)",
        "accept": sent["accept"],
        "accept-encoding": "gzip",
        "if-none-match": 'W/"x"Evil: 1',
        "if-modified-since": "Thu, 01 Oct 2026",
    }


@pytest.mark.parametrize(
    ("contact", "name"),
    [
        (None, ""),
        ("", ""),
        ("https://gazette.example/dalil", " (+https://gazette.example/dalil)"),
        ("desk@gazette.example", " (+desk@gazette.example)"),
        ("a)\r\nEvil: (b", " (+a Evil: b)"),
        ("газета", ""),
    ],
)
def test_dalil_names_itself(contact: str | None, name: str, monkeypatch):
    monkeypatch.delenv("DALIL_CONTACT", raising=False)
    assert own_name(contact) == f"Dalil/{__version__}{name}"
    if contact is not None:
        monkeypatch.setenv("DALIL_CONTACT", contact)
        assert own_name() == f"Dalil/{__version__}{name}"


def test_cookies_are_not_kept(site: Imitation, client: Client):
    site.trouble("/a", status=200, headers={"Set-Cookie": "track=1"})
    client.get(site.url + "/a")
    client.get(site.url + "/b")
    assert all("cookie" not in request.headers for request in site.asked())


def test_a_connection_is_used_again_and_replaced_when_the_server_closed_it(
    site: Imitation, client: Client
):
    for _ in range(3):
        client.get(site.url + "/news/")
    (kept,) = client._open.values()
    kept._http.sock.shutdown(socket.SHUT_RDWR)  # as if the server had hung up
    assert client.get(site.url + "/news/").status == 200
    assert len(site.asked()) == 4


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("said", "kind", "words"),
    [
        ([b""], BadAnswer, "not HTTP"),
        ([b"SSH-2.0-OpenSSH_9.2\r\n"], BadAnswer, "not HTTP"),
        ([b"\x00" * 30_000], FetchFailed, ""),
        ([b"HTTP/1.1 abc OK\r\n\r\n"], BadAnswer, "not HTTP"),
        ([HEAD + b"Content-Length: 10\r\n\r\nshort"], BadAnswer, "broke off 5 bytes"),
        ([HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab"], BadAnswer, "broke off"),
        ([HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nab"], BadAnswer, "broke off"),
        ([HEAD + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nab\r\n"], FetchFailed, ""),
        ([HEAD + b"X: " + b"a" * 70_000 + b"\r\n\r\n"], FetchFailed, ""),
        ([HEAD + b"X: a\r\n" * 90 + b"X: b\r\n" * 90 + b"\r\n"], BadAnswer, "not HTTP"),
        ([HEAD + b"X: %s\r\n" % (b"a" * 900)] * 40, FetchFailed, ""),
        ([HEAD + b"Content-Length: 100001\r\n\r\n"], TooLarge, "100,001"),
        ([HEAD + b"Content-Length: 99999999999999999999\r\n\r\n"], TooLarge, "limit is 100,000"),
        ([HEAD + b"\r\n", b"a" * 150_000], TooLarge, "limit is 100,000"),
        (
            [HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"20000\r\n" + b"a" * 0x20000],
            TooLarge,
            "",
        ),
        ([b"HTTP/1.1 103 Early Hints\r\n\r\n"], BadAnswer, "103"),
        ([b"HTTP/1.1 100 Continue\r\n\r\n" * 2_000], FetchFailed, ""),
    ],
)
def test_what_is_no_answer_is_said_so(said: list[bytes], kind: type, words: str):
    with speaking(*said) as (name, _), pytest.raises(kind) as caught:
        ask(name)
    assert name in caught.value.message
    assert words in caught.value.message
    assert caught.value.fix


@pytest.mark.parametrize(
    "said",
    [
        HEAD + b"\r\nhello",  # until the connection ends
        HEAD + b"Content-Length: 5\r\n\r\nhello, and more",
        HEAD.replace(b"1.1", b"1.0") + b"\r\nhello",
        HEAD + b"Content-Length: five\r\n\r\nhello",
        b"HTTP/1.1 100 Continue\r\n\r\n" + HEAD + b"Content-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
        HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 99\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        b"HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello",
    ],
)
def test_sloppy_answers_are_answers(said: bytes):
    with speaking(said) as (name, _):
        got = ask(name)
        assert (got.status, got.body) == (200, b"hello")
        assert dict(got.headers) or b"\r\n\r\nhello" in said


@pytest.mark.parametrize(
    "said",
    [
        [b"H"] + [b"T"] * 200,
        [HEAD] + [b"X: y\r\n"] * 200,
        [HEAD + b"Content-Length: 5000\r\n\r\n"] + [b"a"] * 200,
        [HEAD + b"\r\n"] + [b"a"] * 200,
        [HEAD + b"Transfer-Encoding: chunked\r\n\r\n"] + [b"1\r\na\r\n"] * 200,
        [HEAD + b"Transfer-Encoding: chunked\r\n\r\n"] + [b"0"] * 200,
    ],
)
def test_a_dripping_server_ends_when_the_time_is_up(said: list[bytes]):
    with speaking(*said, pause=0.02) as (name, _):
        began = time.monotonic()
        with pytest.raises(TooSlow) as caught:
            ask(name, seconds=0.3)
        assert 0.25 < time.monotonic() - began < 1.5
    assert "0.3 seconds" in str(caught.value)


def test_the_first_bytes_may_be_enough():
    with speaking(HEAD + b"Content-Length: 90000000\r\n\r\n", b"a" * 150_000) as (name, _):
        got = ask(name, only_first=1_000)
        assert (got.body, got.cut) == (b"a" * 1_000, True)
    with speaking(HEAD + b"Content-Length: 3\r\n\r\nabc") as (name, _):
        got = ask(name, only_first=1_000)
        assert (got.body, got.cut) == (b"abc", False)


def test_nobody_listens():
    with socket.create_server(("127.0.0.1", 0)) as free:
        name = f"127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(Unreachable) as caught:
        ask(name)
    assert "refused" in str(caught.value)


# ── TLS ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """A certificate for gazette.example, and its key, in one file."""
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl to make a certificate with")
    made = tmp_path_factory.mktemp("tls") / "gazette.pem"
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        f"-subj /CN=gazette.example -addext subjectAltName=DNS:gazette.example "
        f"-keyout {made} -out {made}.crt"
    )
    subprocess.run(command.split(), check=True, capture_output=True)
    made.write_text(made.read_text() + Path(f"{made}.crt").read_text())
    return made


@pytest.fixture
def secure(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def over_tls(name: str, host: str) -> object:
    port = name.split(":")[1]
    limits = Limits(seconds=2, connecting=2)
    with Client(
        allow={f"{host}:{port}"}, limits=limits, resolver=lambda *_: ["127.0.0.1"]
    ) as client:
        return client.get(f"https://{host}:{port}/x")


@pytest.fixture
def trusted(certificate: Path, monkeypatch) -> Callable[[], None]:
    context = ssl.create_default_context(cafile=str(certificate))
    context.sslsocket_class = connection._TlsWire
    monkeypatch.setattr(connection, "_trust", lambda: context)


def test_tls_speaks_to_the_name_at_the_checked_address(secure, trusted):
    names: list[str | None] = []
    secure.sni_callback = lambda wire, name, context: names.append(name)
    with speaking(HEAD + b"Content-Length: 5\r\n\r\nhello", tls=secure) as (name, heard):
        got = over_tls(name, "gazette.example")
        assert (got.body, got.ip) == (b"hello", "127.0.0.1")
        assert got.head.startswith(HEAD)
        assert names == ["gazette.example"]
        assert b"Host: gazette.example:" in heard[0]


def test_a_certificate_for_another_name_does_not_hold(secure, trusted):
    with speaking(HEAD, tls=secure) as (name, heard), pytest.raises(Unreachable) as caught:
        over_tls(name, "other.example")
    assert "certificate does not hold" in str(caught.value)
    assert heard == []


def test_a_certificate_that_nobody_vouches_for_does_not_hold(secure):
    with speaking(HEAD, tls=secure) as (name, heard), pytest.raises(Unreachable) as caught:
        over_tls(name, "gazette.example")
    assert "certificate does not hold" in str(caught.value)
    assert heard == []


def test_tls_to_a_server_that_speaks_none(trusted):
    with speaking(b"HTTP/1.1 400 Bad Request\r\n\r\n") as (name, _), pytest.raises(Unreachable):
        over_tls(name, "gazette.example")


def test_a_dripping_server_within_tls(secure, trusted):
    drip = [HEAD + b"Content-Length: 5000\r\n\r\n"] + [b"a"] * 300
    with speaking(*drip, pause=0.02, tls=secure) as (name, _):
        began = time.monotonic()
        with pytest.raises(TooSlow):
            over_tls(name, "gazette.example")
        assert time.monotonic() - began < 4
