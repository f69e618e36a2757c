"""What servers answer and what goes wrong on the way, as one kind of error that names its finding."""

from __future__ import annotations

import email.message
import email.utils
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
import urllib3.exceptions

from alliancegraph.readers.body import DecodingError
from alliancegraph.readers.pinned import RefusedError

_YEAR = 365 * 86_400.0  # seconds
_STATUS = {401: "fetch-denied", 403: "fetch-denied", 404: "fetch-missing", 410: "fetch-missing", 429: "fetch-busy"}


@dataclass(frozen=True)
class Answer:
    """A response: of its body only what was asked for."""

    status: int
    headers: dict[str, str]  # names in lower case
    body: bytes


class FetchError(Exception):
    """Why an address could not be fetched: the code of a finding and the values of its sentence."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values: dict[str, Any] = values


@contextmanager
def faults() -> Iterator[None]:
    """Turns what requests and urllib3 raise into faults."""
    try:
        yield
    except RefusedError as error:
        raise FetchError("fetch-private", host=error.host, ip=error.address) from error
    except DecodingError as error:
        raise FetchError("fetch-encoding", encoding=str(error)) from error
    except (requests.exceptions.SSLError, urllib3.exceptions.SSLError) as error:
        raise FetchError("fetch-tls", reason=_reason(error)) from error
    except (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError) as error:
        raise FetchError("fetch-timeout") from error
    except (
        requests.exceptions.InvalidURL,
        requests.exceptions.InvalidSchema,
        urllib3.exceptions.LocationValueError,
    ) as error:
        raise FetchError("fetch-address") from error
    except requests.exceptions.ConnectionError as error:
        reason = getattr(error.args[0] if error.args else None, "reason", None)
        if isinstance(reason, urllib3.exceptions.NameResolutionError):
            raise FetchError("fetch-name") from error
        raise FetchError("fetch-connection", reason=_reason(error)) from error
    except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise FetchError("fetch-cut", reason=_reason(error)) from error
    except (UnicodeError, ValueError) as error:
        raise FetchError("fetch-address") from error


def _reason(error: BaseException) -> str:
    """The innermost words of an error, on one line."""
    while True:
        inner = getattr(error, "reason", None) or next((a for a in error.args if isinstance(a, BaseException)), None)
        if not isinstance(inner, BaseException):
            return " ".join(str(error.args[-1] if error.args else error).split())[:200]
        error = inner


def checked(address: str) -> str:
    """The address as it is asked for: in ASCII, percent-encoded, without fragment.

    Raises a fault where it is none of http or https, and where it holds a name or password: it would stand in records.
    """
    with faults():
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https"):
            raise FetchError("fetch-scheme", scheme=parts.scheme)
        if "@" in parts.netloc:
            raise FetchError("fetch-userinfo")
        return urldefrag(requests.Request("GET", address).prepare().url or "").url


def site(url: str) -> str:
    """Scheme, host and port of an address."""
    return urljoin(url, "/").rstrip("/")


def target(url: str, answer: Answer, seen: list[str], limit: int) -> str:
    """Where a redirect leads (RFC 9110 sections 10.2.2, 15.4)."""
    location = answer.headers.get("location", "").strip()
    if not location:
        raise FetchError("fetch-redirect-nowhere", status=answer.status)
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode()  # http.client reads headers as Latin-1
    with faults():
        target = checked(urljoin(url, location))
    if target in seen:
        raise FetchError("fetch-redirect-loop", target=target)
    if len(seen) > limit:
        raise FetchError("fetch-redirect-many", limit=limit)
    return target


def failed(status: int) -> FetchError:
    """The error for a status that brings no page (RFC 9110 section 15)."""
    return FetchError(_STATUS.get(status, "fetch-server" if status >= 500 else "fetch-status"), status=status)


def retry_after(value: str, now: datetime) -> float | None:
    """The seconds that `Retry-After` asks for, in figures or as a date (RFC 9110 section 10.2.3)."""
    if value.strip().isdecimal():
        return min(float(value), _YEAR)
    try:
        at = email.utils.parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds())


def media_type(content_type: str) -> tuple[str, str | None]:
    """Media type and charset of a Content-Type header (RFC 9110 section 8.3.1)."""
    if not content_type:
        return "", None
    message = email.message.Message()
    message["Content-Type"] = content_type
    return message.get_content_type(), message.get_content_charset()
