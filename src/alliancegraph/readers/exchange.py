"""One exchange with a server: a request and its answer, within limits of time and size, from a host that was judged."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from http.cookiejar import DefaultCookiePolicy
from importlib import metadata
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.utils import get_environ_proxies

from alliancegraph.readers import robots
from alliancegraph.readers.answers import Answer, FetchError, checked, faults
from alliancegraph.readers.body import decoded
from alliancegraph.readers.pinned import Guard, PinnedAdapter, RefusedError
from alliancegraph.readers.web import Means, Web, anywhere

USER_AGENT = f"{robots.AGENT}/{metadata.version('alliancegraph')} (+https://w3id.org/alliancegraph)"
REDIRECTS = frozenset({301, 302, 303, 307, 308})

_WITH_BODY = frozenset({200, 203, 206})


class Exchange:
    """What asks servers. A connection for each request: what is judged at connecting is judged each time."""

    def __init__(self, web: Web, means: Means) -> None:
        self._means, self._limits = means, means.limits
        self._guard = Guard(means.resolve, anywhere if web.allow_private else means.allowed)
        self._session = requests.Session()
        self._session.trust_env = False  # no passwords from .netrc
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, PinnedAdapter(self._guard))

    def close(self) -> None:
        """Closes what is open."""
        self._guard.release()
        self._session.close()

    def ask(self, url: str, headers: Mapping[str, str], method: str = "GET", first: int | None = None) -> Answer:
        """One request; redirects are answers like any other.

        Of a body that is longer than `first` bytes only those; one beyond the limit is a fault. Raises `FetchError`.
        """
        sent = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate", "Connection": "close", **headers}
        with faults(), self._watched():
            response = self._session.request(
                method,
                checked(url),
                headers=sent,
                timeout=(self._limits.connect, self._limits.read),
                allow_redirects=False,
                stream=True,
                proxies=self._proxies(url),
            )
            with closing(response):
                answered = {name.lower(): value for name, value in response.headers.items()}
                wanted = method == "GET" and response.status_code in _WITH_BODY
                body = self._body(response, answered, first) if wanted else b""
                return Answer(response.status_code, answered, body)

    def _proxies(self, url: str) -> dict[str, str]:
        """The proxies of the environment. Behind one no address can be pinned: what a name means is judged before."""
        found: dict[str, str] = dict(get_environ_proxies(url)) if self._means.proxies else {}
        if found.get(urlsplit(url).scheme) or found.get("all"):
            with suppress(OSError):  # inside a proxied network, public names may not resolve
                self._guard.addresses(urlsplit(url).hostname or "", urlsplit(url).port or 443)
        return found

    def _body(self, response: requests.Response, headers: dict[str, str], first: int | None) -> bytes:
        limit = self._limits.size if first is None else first
        raw: Any = response.raw
        chunks = iter(lambda: raw.read(16384, decode_content=False), b"")
        body = bytearray()
        for piece in decoded(chunks, headers.get("content-encoding", ""), limit + 1):
            body += piece
            if len(body) > limit:
                if first is None:
                    raise FetchError("fetch-size", limit=f"{limit / 1_000_000:g}")
                return bytes(body[:limit])
        return bytes(body)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Ends a request that takes longer than all of it may, however steadily its bytes trickle."""
        fired = threading.Event()

        def end() -> None:
            fired.set()
            self._guard.abort()

        watchdog = threading.Timer(self._limits.total, end)
        watchdog.daemon = True
        watchdog.start()
        try:
            yield
        except RefusedError:
            raise
        except Exception as error:
            if fired.is_set():
                raise FetchError("fetch-slow", seconds=f"{self._limits.total:g}") from error
            raise
        finally:
            watchdog.cancel()
            self.close()
        if fired.is_set():
            raise FetchError("fetch-slow", seconds=f"{self._limits.total:g}")
