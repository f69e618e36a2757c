"""Conditional and range requests: pure functions of a request's headers and what is known of a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from http import HTTPStatus

_ENTITY_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')  # RFC 9110 section 8.8.3
_RANGE = re.compile(r"bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*\Z", re.IGNORECASE)


def precondition(headers: Mapping[str, str], etag: str, modified: int) -> HTTPStatus | None:
    """304 or 412 where a condition of a GET or HEAD request asks for it, in the order of RFC 9110 section 13.2.2.

    `modified` is in seconds since 1970. A date that does not parse is passed over.
    """
    if (match := headers.get("if-match")) is not None:
        if match.strip() != "*" and etag not in _strong(match):
            return HTTPStatus.PRECONDITION_FAILED
    elif (day := _seconds(headers.get("if-unmodified-since"))) is not None and modified > day:
        return HTTPStatus.PRECONDITION_FAILED
    if (match := headers.get("if-none-match")) is not None:
        known = match.strip() == "*" or etag in _ENTITY_TAG.findall(match)
        return HTTPStatus.NOT_MODIFIED if known else None
    day = _seconds(headers.get("if-modified-since"))
    return HTTPStatus.NOT_MODIFIED if day is not None and modified <= day else None


def byte_range(headers: Mapping[str, str], size: int, etag: str, last_modified: str) -> range | None:
    """The bytes a Range header asks for; None where all are to be sent, an empty range where it cannot be met (416).

    Several ranges at once, and other units than bytes, are passed over, as section 14.2 allows. `If-Range` keeps a
    client from joining pieces of two versions (section 13.1.5).
    """
    match = _RANGE.match(headers.get("range", ""))
    if match is None or match[1] == match[2] == "":
        return None
    condition = headers.get("if-range")
    if condition is not None and condition.strip() not in (etag, last_modified):
        return None
    if match[1] == "":
        return range(max(0, size - int(match[2])), size)
    first, last = int(match[1]), int(match[2] or size)
    if last < first:
        return None
    return range(first, min(last + 1, size)) if first < size else range(0)


def _strong(header: str) -> set[str]:
    return {match[1] for match in _ENTITY_TAG.finditer(header) if not match[0].startswith("W/")}


def _seconds(date: str | None) -> float | None:
    if date is None:
        return None
    try:
        return parsedate_to_datetime(date).timestamp()
    except (ValueError, OverflowError):
        return None
