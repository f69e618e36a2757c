"""Fetching: one page by one GET, within limits of time, size, redirects and manners; every failure is a finding.

HTTP semantics after RFC 9110, caching after RFC 9111, robots.txt after RFC 9309. `web.py` has the limits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC
from urllib.parse import urlsplit

from alliancegraph.errors import Finding, Place, finding
from alliancegraph.readers import cache, robots
from alliancegraph.readers.answers import Answer, FetchError, checked, failed, media_type, retry_after, site, target
from alliancegraph.readers.exchange import REDIRECTS, Exchange
from alliancegraph.readers.web import Limits, Means, Web

_HEADERS = {
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.8",
    "Accept-Language": "de, en;q=0.8",
}
_PASSING = frozenset({429, 500, 502, 503, 504})  # worth another try (RFC 6585 section 4, RFC 9110 section 15.6)
_UNAVAILABLE = frozenset({"fetch-server", "fetch-size", "fetch-slow", "fetch-timeout", "fetch-cut", "fetch-encoding"})


@dataclass(frozen=True)
class Fetched:
    """A page: the address it came from after redirects, its media type and charset as the server names them."""

    url: str
    media_type: str
    charset: str | None
    body: bytes
    retrieved: str  # the day, UTC


@dataclass
class Fetcher:
    """The fetches of one run: knows when each host was asked last and what its robots.txt says."""

    web: Web
    _asked: dict[str, float] = field(default_factory=dict)
    _rules: dict[str, robots.Rules | FetchError] = field(default_factory=dict)  # by the address of the robots.txt

    def __post_init__(self) -> None:
        self._means = self.web.means or Means()
        self._limits: Limits = self._means.limits
        self._exchange = Exchange(self.web, self._means)

    def close(self) -> None:
        """Closes what is open, and lets go of what no run has asked for in a long time."""
        self._exchange.close()
        cache.prune(self._means.cache, self._means.now().timestamp())

    def fetch(self, address: str) -> Fetched | Finding:
        """The page at an address, or the finding that says why not."""
        shown = re.sub("(?<=//)[^/?#]*@", "", address)  # no password in a report
        try:
            url, answer = self._followed(checked(address), self._limits.redirects, ask=True)
            if answer.status not in (200, 203):
                raise failed(answer.status)
        except FetchError as fault:
            return finding(fault.code, place=Place(shown), **dict(fault.values, address=shown))
        today = self._means.now().astimezone(UTC).date().isoformat()
        return Fetched(url, *media_type(answer.headers.get("content-type", "")), answer.body, today)

    def _followed(self, url: str, redirects: int, ask: bool, first: int | None = None) -> tuple[str, Answer]:
        """The last address and answer of a chain of redirects; `ask` the robots.txt of each site on the way."""
        seen = [url]
        while True:
            if ask:
                self._ask_robots(seen[-1])
            answer = self._conditionally(seen[-1], first)
            if answer.status not in REDIRECTS:
                return seen[-1], answer
            seen.append(target(seen[-1], answer, seen, redirects))

    def _conditionally(self, url: str, first: int | None) -> Answer:
        """The answer to a request for what has changed since the last run; where nothing has, the one kept."""
        folder, now = self._means.cache, self._means.now().timestamp()
        kept = cache.load(folder, url, now)
        answer = self._patiently(url, kept.conditions if kept else {}, first)
        if answer.status == 304 and kept:
            return Answer(200, {"content-type": kept.content_type}, kept.body)
        if answer.status in (200, 203) and "no-store" not in answer.headers.get("cache-control", "").lower():
            marks = answer.headers.get("etag"), answer.headers.get("last-modified")
            cache.keep(folder, cache.Kept(url, answer.headers.get("content-type", ""), *marks, answer.body), now)
        return answer

    def _ask_robots(self, url: str) -> None:
        """Raises a fault where the site's robots.txt forbids the address or could not be had."""
        file = f"{site(url)}/robots.txt"
        if file not in self._rules:
            self._rules[file] = self._robots(file)
        rules = self._rules[file]
        if isinstance(rules, FetchError):
            raise rules
        if not rules.allows(url):
            raise FetchError("fetch-robots", robots=file)

    def _robots(self, url: str) -> robots.Rules | FetchError:
        """A site's rules: none where there are none, a fault where they cannot be had (sections 2.3.1.2 to 2.3.1.4)."""
        try:
            _, answer = self._followed(url, robots.REDIRECTS, ask=False, first=robots.SIZE)
        except FetchError as fault:
            if fault.code.startswith("fetch-redirect"):
                return robots.Rules()
            return FetchError("fetch-robots-unavailable", robots=url) if fault.code in _UNAVAILABLE else fault
        if answer.status >= 500:
            return FetchError("fetch-robots-unavailable", robots=url)
        return robots.Rules(answer.body.decode("utf-8-sig", "replace") if answer.status == 200 else "")

    def _patiently(self, url: str, conditions: dict[str, str], first: int | None) -> Answer:
        """One request, repeated with back-off while the server says that it cannot answer just now."""
        for attempt in range(self._limits.retries + 1):
            self._keep_distance(url)
            answer = self._exchange.ask(url, {**_HEADERS, **conditions}, first=first)
            if answer.status not in _PASSING or attempt == self._limits.retries:
                break
            asked = retry_after(answer.headers.get("retry-after", ""), self._means.now())
            wait = self._limits.pause * 2**attempt if asked is None else asked
            if wait > self._limits.longest_wait:
                raise FetchError("fetch-later", seconds=round(wait))
            self._means.sleep(wait)
        return answer

    def _keep_distance(self, url: str) -> None:
        """Waits until the host may be asked again."""
        rules = self._rules.get(f"{site(url)}/robots.txt")
        pause = max(self._limits.interval, rules.delay if isinstance(rules, robots.Rules) else 0.0)
        host = urlsplit(url).hostname or ""
        if host in self._asked and (wait := self._asked[host] + pause - self._means.clock()) > 0:
            self._means.sleep(wait)
        self._asked[host] = self._means.clock()
