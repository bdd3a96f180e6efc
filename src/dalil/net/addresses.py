"""Which addresses may be connected to: only public ones, and what a person allowed by name.

An article list is written by strangers. A link in it may name this machine, a router, a cloud's
metadata service, or a name that resolves to one of them; and a name may answer differently the next
time it is asked. So a name is resolved once, every address is checked against the table below, and
the caller connects to a checked address, never to the name.

The table is our own because ``ipaddress.is_global`` differs between Python versions and calls NAT64,
6to4 and multicast public. It follows the IANA special-purpose registries
(https://www.iana.org/assignments/iana-ipv4-special-registry/ and its IPv6 sister).
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from dalil.errors import Refused, Unreachable

Resolver = Callable[[str, int], Iterable[str]]
"""Host and port to addresses, as ``"203.0.113.7"`` or ``"2001:db8::7"``; raises ``OSError``."""

_V4 = (
    ("0.0.0.0/8", "this network"),
    ("10.0.0.0/8", "a private network"),
    ("100.64.0.0/10", "a carrier's inner network"),
    ("127.0.0.0/8", "this machine"),
    ("168.63.129.16/32", "a cloud's inner service"),
    ("169.254.0.0/16", "link-local: cloud metadata lives there"),
    ("172.16.0.0/12", "a private network"),
    ("192.0.0.0/24", "protocol assignments"),
    ("192.0.2.0/24", "an example network"),
    ("192.31.196.0/24", "AS112"),
    ("192.52.193.0/24", "AMT"),
    ("192.88.99.0/24", "6to4 relays"),
    ("192.168.0.0/16", "a private network"),
    ("192.175.48.0/24", "AS112"),
    ("198.18.0.0/15", "a network for measurements"),
    ("198.51.100.0/24", "an example network"),
    ("203.0.113.0/24", "an example network"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved, or broadcast"),
)
_V6_PUBLIC = IPv6Network("2000::/3")
_V6 = (
    ("2001::/23", "protocol assignments: Teredo, benchmarking, ORCHID"),
    ("2001:db8::/32", "an example network"),
    ("2002::/16", "6to4"),
    ("2620:4f:8000::/48", "AS112"),
    ("3fff::/20", "an example network"),
)
_V6_NAMED = (  # outside 2000::/3 all is refused; these only have a better name
    ("::/128", "no address"),
    ("::1/128", "this machine"),
    ("fc00::/7", "a private network"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "site-local"),
    ("ff00::/8", "multicast"),
)
_REFUSED_V4 = tuple((IPv4Network(net), what) for net, what in _V4)
_REFUSED_V6 = tuple((IPv6Network(net), what) for net, what in _V6 + _V6_NAMED)
_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Address:
    """An address that was checked: connect to this one, and to no other."""

    ip: str
    port: int

    @property
    def family(self) -> socket.AddressFamily:
        """Which kind of socket reaches it."""
        return socket.AF_INET6 if ":" in self.ip else socket.AF_INET


def refused(ip: str) -> str | None:
    """Why ``ip`` may not be connected to ("this machine"), or None where it is public."""
    if "%" in ip:
        return "an address on one network card only"
    try:
        address = ip_address(ip)
    except ValueError:
        return "not an address"
    if isinstance(address, IPv6Address):
        if (
            address in _MAPPED or address in _NAT64
        ):  # IPv4 in other clothes: what it leads to counts
            return _refused_v4(IPv4Address(int(address) & 0xFFFF_FFFF))
        return _refused_v6(address)
    return _refused_v4(address)


def _refused_v4(address: IPv4Address) -> str | None:
    return next((what for net, what in _REFUSED_V4 if address in net), None)


def _refused_v6(address: IPv6Address) -> str | None:
    named = next((what for net, what in _REFUSED_V6 if address in net), None)
    return named or (None if address in _V6_PUBLIC else "not a public network")


def is_allowed(host: str, port: int, allow: Set[str]) -> bool:
    """Whether a person allowed this place by name, as ``"host"`` or ``"host:port"``.

    ``[::1]:8000`` is an IPv6 address with its port.
    """
    name = f"[{host}]" if ":" in host else host
    return not allow.isdisjoint({host, name, f"{name}:{port}"})


def resolve(
    host: str, port: int, allow: Set[str] = frozenset(), resolver: Resolver | None = None
) -> list[Address]:
    """The addresses of ``host`` that may be connected to, in the resolver's order.

    Forbidden addresses are left out. Raises ``Refused`` where nothing else is left, and
    ``Unreachable`` where the name has no address.
    """
    try:
        found = list(dict.fromkeys((resolver or by_system)(host, port)))
    except (OSError, UnicodeError) as error:
        raise Unreachable(
            f"{host}: there is no such name, or it cannot be looked up",
            "check the address in a browser, and whether this machine is online",
        ) from error
    if not found:
        raise Unreachable(f"{host}: the name has no address", "check the address in a browser")
    if is_allowed(host, port, allow):
        return [Address(ip, port) for ip in found]
    reasons = {ip: refused(ip) for ip in found}
    public = [Address(ip, port) for ip, reason in reasons.items() if reason is None]
    if not public:
        ip, reason = next(iter(reasons.items()))
        raise Refused(
            f"{host} is not on the public web: {ip} is {reason}",
            f"if you mean to read it, allow it by name: --allow {host}",
        )
    return public


def by_system(host: str, port: int) -> list[str]:
    """Ask the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(where[0]) for _, _, _, _, where in found]
