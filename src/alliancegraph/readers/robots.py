"""What a site lets programs fetch: robots.txt (RFC 9309)."""

from __future__ import annotations

from protego import Protego

AGENT = "alliancegraph"
"""The product token that rules are sought for (RFC 9309 section 2.2.1)."""

SIZE = 500 * 1024
"""Bytes of a robots.txt that are read (section 2.5: at least 500 kibibytes)."""

REDIRECTS = 5
"""Redirects to a robots.txt that are followed (section 2.3.1.2: at least five)."""

_LONGEST_DELAY = 30.0  # seconds


class Rules:
    """The rules of a site. Without a robots.txt everything is allowed (section 2.3.1.3)."""

    def __init__(self, text: str = "") -> None:
        self._rules = Protego.parse(text)

    def allows(self, address: str) -> bool:
        """Whether the address may be fetched."""
        return bool(self._rules.can_fetch(address, AGENT))

    @property
    def delay(self) -> float:
        """The seconds between two requests that the site asks for (Crawl-delay: no standard, but a wish)."""
        return min(float(self._rules.crawl_delay(AGENT) or 0.0), _LONGEST_DELAY)
