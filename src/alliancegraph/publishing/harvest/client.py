"""Asks as CKAN's harvester does: HEAD, then GET, for anything (`Accept: */*`), without conditions.

What it does was read in ckanext-dcat 2.4.4 (`harvesters/base.py`), and is held against it by the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urldefrag, urlsplit

from alliancegraph.errors import Finding, Place, finding
from alliancegraph.readers.answers import Answer, FetchError, faults, target
from alliancegraph.readers.exchange import REDIRECTS, Exchange
from alliancegraph.readers.web import Limits, Means, Web

LIMITS = Limits(size=50 * 1024 * 1024 - 1, redirects=30, total=300.0)
"""CKAN's limits of size and redirects. It has none of time."""

_EVERYTHING = {"Accept": "*/*"}
_BEGINNING = {**_EVERYTHING, "Accept-Encoding": "identity", "Range": "bytes=0-1023"}
_UNHELPFUL = frozenset({400, 403, 404, 405, 501})  # answers to HEAD of servers that answer GET better
# What keeps going wrong with a host goes wrong with its other addresses too: they are not asked, each may take a while.
_OF_HOSTS = frozenset({"fetch-name", "fetch-connection", "fetch-timeout", "fetch-tls", "fetch-private"})
_TRIES = 3


class Site(NamedTuple):
    """Where a catalogue will stand, and where it stands for the rehearsal: the beginnings of its addresses."""

    base: str
    stage: str

    def physical(self, address: str) -> str:
        """Where to ask for an address."""
        return self.stage + address.removeprefix(self.base) if address.startswith(self.base) else address

    def logical(self, address: str) -> str:
        """What an address at the stage stands for."""
        return self.base + address.removeprefix(self.stage) if address.startswith(self.stage) else address


class Received(NamedTuple):
    """A page as it came: `address` after redirects, `content_type` as the server writes it (None: it is silent)."""

    address: str
    content_type: str | None
    body: bytes
    findings: tuple[Finding, ...]


def length(answer: Answer) -> int | None:
    """The size of what was asked for, in bytes, where the server says it (RFC 9110 sections 8.6 and 14.4)."""
    whole = answer.headers.get("content-range", "").rpartition("/")[2]
    said = whole if answer.status == 206 else answer.headers.get("content-length", "")
    return int(said) if said.isdecimal() and len(said) < 19 else None


class Client:
    """The requests of one harvest."""

    def __init__(self, web: Web, site: Site | None = None, told: Callable[[str], None] = lambda address: None) -> None:
        means = web.means or Means(limits=LIMITS)
        self._exchange, self._limits = Exchange(web, means), means.limits
        self._site, self._told = site, told
        self._failed: dict[str, list[FetchError]] = {}

    def close(self) -> None:
        """Closes what is open."""
        self._exchange.close()

    def page(self, address: str) -> Received | Finding:
        """A page of a catalogue, or the finding that says why a portal would not get it."""
        found: list[Finding] = []
        try:
            with faults():
                head = self._ask(address, _EVERYTHING, "HEAD")
                if head.status >= 400:
                    found.append(finding("harvest-head", place=Place(address), status=head.status))
                elif (length(head) or 0) > self._limits.size:
                    return finding("harvest-size", place=Place(address))
                reached, answer = self._followed(address, _EVERYTHING)
        except FetchError as fault:
            if fault.code == "fetch-size":
                return finding("harvest-size", place=Place(address))
            return finding(fault.code, place=Place(address), **dict(fault.values, address=address))
        if answer.status not in (200, 203):
            return finding("harvest-status", place=Place(address), status=answer.status)
        if reached != address:
            found.append(finding("harvest-redirect", place=Place(address), target=reached))
        return Received(reached, answer.headers.get("content-type"), answer.body, tuple(found))

    def beginning(self, address: str) -> Answer:
        """What a server says of a file: its answer to HEAD, or else to GET of the first bytes. Raises `FetchError`."""
        with faults():
            _, answer = self._followed(address, {**_EVERYTHING, "Accept-Encoding": "identity"}, "HEAD")
            if answer.status in _UNHELPFUL or answer.status >= 500:
                _, answer = self._followed(address, _BEGINNING, first=1024)
            return answer

    def _followed(
        self, address: str, headers: dict[str, str], method: str = "GET", first: int | None = None
    ) -> tuple[str, Answer]:
        """An answer that is no redirect, and the address it came from."""
        seen = [urldefrag(address).url]
        while (answer := self._ask(seen[-1], headers, method, first)).status in REDIRECTS:
            leads = target(
                self._physical(seen[-1]), answer, [self._physical(one) for one in seen], self._limits.redirects
            )
            seen.append(self._site.logical(leads) if self._site else leads)
        return (address if len(seen) == 1 else seen[-1]), answer

    def _ask(self, address: str, headers: dict[str, str], method: str, first: int | None = None) -> Answer:
        self._told(address)
        physical = self._physical(urldefrag(address).url)
        failed = self._failed.setdefault(urlsplit(physical).netloc, [])
        if len(failed) == _TRIES:
            raise failed[-1]
        try:
            return self._exchange.ask(physical, headers, method, first)
        except FetchError as fault:
            if fault.code in _OF_HOSTS:
                failed.append(fault)
            raise

    def _physical(self, address: str) -> str:
        return self._site.physical(address) if self._site else address
