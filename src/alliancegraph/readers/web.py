"""What a run may fetch, and by what means: plain values, so that nothing is loaded until an address is read."""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from alliancegraph.errors import UsageError

Resolver = Callable[[str, int], tuple[str, ...]]
"""Host name and port -> IP addresses; raises `OSError` for a name that has none."""

Policy = Callable[[str, int], bool]
"""Whether a connection to an IP address and port is allowed."""


REGEX = "re:"
"""What a pattern begins with that is a regular expression."""


@dataclass(frozen=True)
class Web:
    """What to fetch beyond the address itself.

    `follow` is a pattern of links on a fetched page (a glob, or `re:` and a regular expression): then the pages behind
    them are read in its place, `limit` of them at most. `allow_private` lets addresses lead into private networks.
    Raises `UsageError` for a regular expression that is none.
    """

    follow: str | None = None
    limit: int | None = None
    allow_private: bool = False
    means: Means | None = None  # None: the real network, clock and cache

    def __post_init__(self) -> None:
        if self.follow is not None and self.follow.startswith(REGEX):
            try:
                re.compile(self.follow.removeprefix(REGEX))
            except re.error as error:
                raise UsageError(f"{self.follow}: {error}") from error


PUBLIC = Web()
"""The default: the address itself, and public networks only."""


@dataclass(frozen=True)
class Limits:
    """Seconds, bytes and counts that a fetch keeps to."""

    connect: float = 10.0
    read: float = 20.0  # between two packets
    total: float = 60.0  # for one response
    size: int = 10_000_000  # after decompression
    redirects: int = 10
    retries: int = 3
    pause: float = 1.0  # the first back-off, doubled each time
    longest_wait: float = 120.0  # what a server may ask for with Retry-After
    interval: float = 1.0  # between two requests to a host


_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# What Python before 3.12.4 takes for public though the registries do not (of the IETF, 6to4, Teredo, documentation),
# site-local addresses (RFC 3879), and the public address at which Azure's machines reach their host.
_SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "2001::/23", "2002::/16", "3fff::/20", "fec0::/10"),
    )
)


def resolved(host: str, port: int) -> tuple[str, ...]:
    """The IP addresses of a host by the system's resolver, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str, port: int) -> bool:
    """Whether an IP address is globally reachable (IANA special-purpose registries, RFC 6890) and no multicast.

    An IPv4 address carried within IPv6 (mapped: RFC 4291; NAT64: RFC 6052) is judged itself.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and (ip.ipv4_mapped is not None or ip in _NAT64):
        return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)), port)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or any(ip in network for network in _SPECIAL))


def anywhere(address: str, port: int) -> bool:
    """The policy of `allow_private`."""
    return True


def cache_folder() -> Path:
    """The user's cache folder: XDG Base Directory Specification, else the platform's own place."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        given = Path(os.environ.get("XDG_CACHE_HOME") or "")
        base = given if given.is_absolute() else Path.home() / ".cache"  # the specification: relative ones are ignored
    return base / "alliancegraph" / "pages"


@dataclass(frozen=True)
class Means:
    """The network, clock and cache of a run; tests put their own."""

    resolve: Resolver = resolved
    allowed: Policy = is_public
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    sleep: Callable[[float], None] = time.sleep
    cache: Path | None = field(default_factory=cache_folder)  # None: no cache
    proxies: bool = True  # those of the environment (HTTPS_PROXY, NO_PROXY)
    limits: Limits = field(default_factory=Limits)
