"""Only public addresses are connected to, however an address is written or a name resolves."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.errors import DalilError, FetchError, Refused, Unreachable
from dalil.net import connection
from dalil.net.addresses import Address, refused, resolve
from dalil.net.client import Client
from dalil.net.target import target
from tests.net.imitation import Imitation

FORBIDDEN = [
    "0.0.0.0",
    "0.0.0.1",
    "0.255.255.255",
    "10.0.0.0",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.0",
    "100.100.100.200",
    "100.127.255.255",
    "127.0.0.0",
    "127.0.0.1",
    "127.1.2.3",
    "127.255.255.255",
    "168.63.129.16",
    "169.254.0.0",
    "169.254.169.254",
    "169.254.170.2",
    "169.254.255.255",
    "172.16.0.0",
    "172.17.0.1",
    "172.31.255.255",
    "192.0.0.0",
    "192.0.0.8",
    "192.0.0.170",
    "192.0.0.192",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.168.0.1",
    "192.168.255.255",
    "192.175.48.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "232.1.1.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.254",
    "255.255.255.255",
    "::",
    "::1",
    "::2",
    "::127.0.0.1",
    "::10.0.0.1",
    "::8.8.8.8",
    "::ffff:0.0.0.0",
    "::ffff:127.0.0.1",
    "::ffff:10.1.2.3",
    "::ffff:169.254.169.254",
    "::ffff:192.168.1.1",
    "::ffff:7f00:1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "64:ff9b:1::8.8.8.8",
    "100::1",
    "100:0:0:1::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:2::1",
    "2001:3::1",
    "2001:4:112::1",
    "2001:10::1",
    "2001:20::1",
    "2001:1ff:ffff::1",
    "2001:db8::1",
    "2002::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2002:808:808::1",
    "2620:4f:8000::1",
    "3fff::1",
    "3fff:fff::1",
    "4000::1",
    "5f00::1",
    "6000::1",
    "8000::1",
    "fc00::1",
    "fd00::1",
    "fd00:ec2::254",
    "fd12:3456:789a::1",
    "fe00::1",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1%1",
    "febf::1",
    "fec0::1",
    "feff::1",
    "ff00::1",
    "ff02::1",
    "ff05::1:3",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
]

PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "9.9.9.9",
    "11.0.0.1",
    "93.184.216.34",
    "100.63.255.255",
    "100.128.0.1",
    "126.255.255.255",
    "128.0.0.1",
    "168.63.129.15",
    "169.253.255.255",
    "169.255.0.1",
    "172.15.255.255",
    "172.32.0.1",
    "185.22.64.1",
    "191.255.255.255",
    "192.0.1.1",
    "192.167.255.255",
    "192.169.0.1",
    "198.17.255.255",
    "198.20.0.1",
    "203.0.112.255",
    "203.0.114.1",
    "223.255.255.254",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2003::1",
    "2606:4700:4700::1111",
    "2620:fe::fe",
    "2a00:1450:4001:81b::200e",
    "2a02:6b8::2:242",
    "2c0f:fb50::1",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
]


@pytest.fixture
def connected(monkeypatch) -> list[tuple[str, int]]:
    """What would have been connected to; nothing is."""
    asked: list[tuple[str, int]] = []

    def connect(self, where):
        asked.append(where[:2])
        raise ConnectionRefusedError("a test")

    monkeypatch.setattr(connection._PlainWire, "connect", connect, raising=False)
    return asked


def test_the_tables_are_large_enough():
    assert len(FORBIDDEN) >= 80
    assert len(PUBLIC) >= 30


@pytest.mark.parametrize("ip", FORBIDDEN)
def test_a_name_that_leads_to_a_forbidden_address_is_not_connected_to(ip: str, connected: list):
    assert refused(ip)
    for scheme in ("http", "https"):
        with Client(resolver=lambda *_: [ip]) as client, pytest.raises(Refused) as caught:
            client.get(f"{scheme}://gazette.example/")
        assert "--allow gazette.example" in str(caught.value)
    assert connected == []


@pytest.mark.parametrize("ip", PUBLIC)
def test_public_addresses_are_connected_to(ip: str, connected: list):
    assert refused(ip) is None
    with Client(resolver=lambda *_: [ip]) as client, pytest.raises(Unreachable):
        client.get("http://gazette.example/")
    assert connected == [(ip, 80)]


def test_of_several_addresses_only_public_ones_are_used(connected: list):
    answers = ["127.0.0.1", "9.9.9.9", "::1", "10.0.0.1", "2620:fe::fe"]
    with Client(resolver=lambda *_: answers) as client, pytest.raises(Unreachable):
        client.get("http://gazette.example/")
    assert connected == [("9.9.9.9", 80), ("2620:fe::fe", 80)]


def test_a_name_that_changes_its_answer_is_asked_once(connected: list):
    answers = iter([["9.9.9.9"], ["127.0.0.1"], ["10.0.0.1"]])
    with Client(resolver=lambda *_: next(answers)) as client:
        with pytest.raises(Unreachable):
            client.get("http://gazette.example/")
        with pytest.raises(Refused):
            client.get("http://gazette.example/")
    assert connected == [("9.9.9.9", 80)]
    assert next(answers) == ["10.0.0.1"]


def test_what_resolves_to_nothing_is_unreachable():
    def no_such_name(host: str, port: int):
        raise socket.gaierror(-2, "Name or service not known")

    for resolver in (no_such_name, lambda *_: []):
        with pytest.raises(Unreachable):
            resolve("gazette.example", 80, frozenset(), resolver)


@pytest.mark.parametrize(
    ("host", "port", "allow", "answer"),
    [
        ("intranet.example", 80, {"intranet.example"}, True),
        ("intranet.example", 8080, {"intranet.example"}, True),
        ("intranet.example", 80, {"intranet.example:80"}, True),
        ("intranet.example", 8080, {"intranet.example:80"}, False),
        ("intranet.example", 80, {"example"}, False),
        ("www.intranet.example", 80, {"intranet.example"}, False),
        ("::1", 80, {"::1"}, True),
        ("::1", 8080, {"[::1]:8080"}, True),
        ("::1", 8081, {"[::1]:8080"}, False),
        ("127.0.0.1", 80, {"10.0.0.1"}, False),
        ("intranet.example", 80, set(), False),
    ],
)
def test_private_places_are_allowed_by_name(host: str, port: int, allow: set, answer: bool):
    def resolver(*_):
        return ["10.0.0.7"]

    if answer:
        assert resolve(host, port, allow, resolver) == [Address("10.0.0.7", port)]
    else:
        with pytest.raises(Refused):
            resolve(host, port, allow, resolver)


# ── how addresses are written ────────────────────────────────────────────────────────────────────

SPELLINGS = [  # of 127.0.0.1, the metadata service and the like; and of what is no address at all
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0X7F.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.0.0.01/",
    "http://127.0.0.0x1/",
    "http://0/",
    "http://0x/",
    "http://①②⑦.⓪.⓪.①/",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://127.0.0.1./",
    "http://127.0.0.1../",
    "http://%31%32%37.0.0.1/",
    "http://127.0.0.1%00.gazette.example/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/",
    "http://[::1",
    "http://::1/",
    "http://[127.0.0.1]/",
    "http://[::1]x:80/",
    "http://gazette.example@127.0.0.1/",
    "http://127.0.0.1@gazette.example/",
    "http://gazette.example:80@127.0.0.1/",
    "http://user:secret@gazette.example/",
    "http://gazette.example\\@127.0.0.1/",
    "http://127.0.0.1\\.gazette.example/",
    "http://gazette.example\t@127.0.0.1/",
    "http://127.0.\n0.1/",
    "http://gazette .example/",
    "http://xn--/",
    "http://xn--127-0.0.0.1/",
    "http://-gazette.example/",
    "http://gazette..example/",
    "http://.gazette.example/",
    "http://gazette.example:0x50/",
    "http://gazette.example:99999/",
    "http://gazette.example:22/",
    "http://gazette.example:8080/",
    "https://gazette.example:-1/",
    "http:///gazette.example/",
    "http:gazette.example/",
    "//gazette.example/",
    "gazette.example",
    "file:///etc/passwd",
    "ftp://gazette.example/",
    "gopher://gazette.example:70/",
    "data:text/html,hello",
    "javascript:alert(1)",
    "http://" + "a" * 64 + ".example/",
    "http://" + "a." * 130 + "example/",
    "http://gazette.example/" + "a" * 9_000,
    "http://localhost/",
    "http://localhost./",
    "http://LOCALHOST:80/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "http://metadata.google.internal/",
]  # fmt: skip


def by_rule(host: str, port: int) -> list[str]:
    """A resolver that reads numbers as the system's does, and knows two names."""
    if host in {"localhost", "metadata.google.internal"}:
        return ["127.0.0.1" if host == "localhost" else "169.254.169.254"]
    try:
        found = socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)
        return [where[0] for *_, where in found]
    except OSError:
        return ["9.9.9.9"]


@pytest.mark.parametrize("url", SPELLINGS)
def test_odd_spellings_lead_nowhere(url: str, connected: list):
    with Client(resolver=by_rule) as client, pytest.raises(Refused):
        client.get(url)
    assert connected == []


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://gazette.example", "http://gazette.example/"),
        ("HTTP://Gazette.Example:80/A", "http://gazette.example/A"),
        ("https://gazette.example:443/a?b=c&d=%20", "https://gazette.example/a?b=c&d=%20"),
        ("http://gazette.example:443/", "http://gazette.example:443/"),
        ("http://gazette.example./x", "http://gazette.example/x"),
        ("  https://gazette.example/x\n", "https://gazette.example/x"),
        ("https://gazette.example/a b", "https://gazette.example/a%20b"),
        ("https://gazette.example/қазақ?q=ә", "https://gazette.example/%D2%9B%D0%B0%D0%B7%D0%B0%D2%9B?q=%D3%99"),
        ("https://gazette.example/a/../b/./c", "https://gazette.example/b/c"),
        ("https://gazette.example/../../x", "https://gazette.example/x"),
        ("https://gazette.example/a/%2e%2E/b/", "https://gazette.example/b/"),
        ("https://gazette.example/a/..", "https://gazette.example/"),
        ("https://gazette.example//a//b", "https://gazette.example//a//b"),
        ("https://gazette.example/a#part", "https://gazette.example/a"),
        ("https://gazette.example?q", "https://gazette.example/?q"),
        ("https://gazette.example/a@b:c", "https://gazette.example/a@b:c"),
        ("https://gazette.example/a\\b", "https://gazette.example/a%5Cb"),
        ("https://қазақ.example/", "https://xn--80aaf1ho2j.example/"),
        ("https://Газета.example/", "https://xn--80aafxt5d.example/"),
        ("https://my_site.example/", "https://my_site.example/"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
        ("https://[2620:FE:0::fe]/", "https://[2620:fe::fe]/"),
        ("https://1gazette.example/", "https://1gazette.example/"),
    ],
)  # fmt: skip
def test_good_addresses_are_asked_for_as_they_are(url: str, asked: str):
    import idna

    if "xn--" in asked:
        name = url.split("/")[2]
        asked = f"https://{idna.encode(name, uts46=True).decode()}/"
    taken = target(url)
    assert taken.url == asked
    assert target(taken.url) == taken


@given(st.text(max_size=60))
def test_no_text_does_more_than_refuse(text: str):
    for url in (text, "http://" + text, "https://gazette.example/" + text):
        try:
            taken = target(url)
        except Refused:
            continue
        assert target(taken.url) == taken
        assert taken.url.isascii()
        assert " " not in taken.url


@given(st.one_of(st.ip_addresses().map(str), st.text(max_size=20)))
def test_every_address_is_public_or_has_a_reason(ip: str):
    reason = refused(ip)
    assert reason is None or reason


# ── redirects into private networks ──────────────────────────────────────────────────────────────

SCENES = [
    ("http://10.0.0.5/", {}),
    ("http://127.0.0.1/", {}),
    ("http://127.0.0.1:6379/", {}),
    ("http://169.254.169.254/latest/meta-data/", {}),
    ("http://[fd00:ec2::254]/", {}),
    ("http://[::ffff:10.0.0.5]/", {}),
    ("https://192.168.1.1/admin", {}),
    ("http://0.0.0.0/", {}),
    ("http://router.example/", {"router.example": ["192.168.1.1"]}),
    ("http://rebound.example/", {"rebound.example": ["127.0.0.1"]}),
    ("http://both.example/", {"both.example": ["10.1.1.1", "fc00::1"]}),
    ("//100.100.100.200/", {}),
]


@pytest.mark.parametrize(("to", "names"), SCENES)
def test_a_redirect_does_not_open_a_door(
    to: str, names: dict, site: Imitation, client: Client, visitor, monkeypatch
):
    site.redirect("/lure", to)
    reached: list[object] = []
    real = socket.socket.connect

    def connect(self, where):
        reached.append(where[:2])
        return real(self, where)

    monkeypatch.setattr(connection._PlainWire, "connect", connect, raising=False)
    client._resolver = lambda host, port: names.get(host) or by_rule(host, port)
    visit = visitor.visit(site.url + "/lure")
    assert visit.outcome == "refused"
    assert {f"{ip}:{port}" for ip, port in reached} == {site.name}


def test_errors_are_dalils_own():
    assert issubclass(FetchError, DalilError)
