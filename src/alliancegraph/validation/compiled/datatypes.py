"""Lexical forms and order of XML Schema's datatypes: XSD 1.1 part 2, as RDF 1.1 Concepts section 5.1 takes them over.

White space around a value is no part of it: RDF has lexical forms, and XML's normalisation comes before them.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from alliancegraph.resource import Literal
from alliancegraph.terms import RDF, XSD, Iri

_ZONE = r"(Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_YEAR = r"(-?(?:[1-9][0-9]{3,99}|0[0-9]{3}))"  # XSD 1.1 part 2, 5.4 lets an implementation set a limit
_MONTH = r"(0[1-9]|1[0-2])"
_DAY = r"(0[1-9]|[12][0-9]|3[01])"
_TIME = r"([01][0-9]|2[0-3]|24(?=:00:00(?:\.0+)?(?![.0-9]))):([0-5][0-9]):([0-5][0-9](?:\.[0-9]+)?)"
_NAME_START = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = _NAME_START + "\\-.0-9\xb7\u0300-\u036f\u203f\u2040"
_BASE64 = "[A-Za-z0-9+/] ?"

_FORMS: dict[str, str] = {
    "boolean": "true|false|1|0",
    "decimal": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
    "integer": "[+-]?[0-9]+",
    "double": r"[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?|INF)|NaN",
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
    "time": _TIME + _ZONE,
    "gYear": _YEAR + _ZONE,
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonth": f"--{_MONTH}{_ZONE}",
    "gMonthDay": f"--{_MONTH}-{_DAY}{_ZONE}",
    "gDay": f"---{_DAY}{_ZONE}",
    "duration": r"(-)?P(?=.)(?:([0-9]{1,99})Y)?(?:([0-9]{1,99})M)?(?:([0-9]{1,99})D)?"
    r"(?:T(?=.)(?:([0-9]{1,99})H)?(?:([0-9]{1,99})M)?(?:([0-9]{1,99}(?:\.[0-9]+)?)S)?)?",
    "normalizedString": "[^\t\n\r]*",
    "token": "(?:[^\t\n\r ]+(?: [^\t\n\r ]+)*)?",
    "language": "[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
    "Name": f"[:{_NAME_START}][:{_NAME}]*",
    "NCName": f"[{_NAME_START}][{_NAME}]*",
    "NMTOKEN": f"[:{_NAME}]+",
    "hexBinary": "(?:[0-9a-fA-F]{2})*",
    "base64Binary": f"(?:(?:{_BASE64}){{4}})*(?:(?:{_BASE64}){{3}}[A-Za-z0-9+/]"
    f"|(?:{_BASE64}){{2}}[AEIMQUYcgkosw048] ?=|{_BASE64}[AQgw] ?= ?=)?",
}
_BITS = {"long": 64, "int": 32, "short": 16, "byte": 8}
_WHOLE: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    **{name: (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for name, bits in _BITS.items()},
    **{f"unsigned{name.capitalize()}": (0, 2**bits - 1) for name, bits in _BITS.items()},
}


_ONE_WIDTH = {
    XSD.namespace + name: re.compile(form).fullmatch
    for name, form in (
        ("date", "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"),
        ("time", "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"),
    )
}
"""Datatype -> what recognises its commonest forms. They are of one width, so that their order is that of characters."""

_PARTS: dict[str, tuple[int, ...]] = {
    "dateTime": (0, 1, 2, 3, 4, 5),
    "date": (0, 1, 2),
    "time": (3, 4, 5),
    "gYear": (0,),
    "gYearMonth": (0, 1),
    "gMonth": (1,),
    "gMonthDay": (1, 2),
    "gDay": (2,),
}
"""Which of year, month, day, hour, minute and second a datatype has."""


Value = tuple[str, Any]
"""A literal's family and value. Those of one family have an order among them; without family, none."""
Reader = Callable[[str], Value | None]


class Moment(NamedTuple):
    """A point on the time line: whether it has a time zone; seconds, and their fraction."""

    zoned: bool
    at: tuple[int, Decimal]


def is_ill_typed(literal: Literal) -> bool:
    """Whether a literal's form is none of its datatype; other datatypes than RDF 1.1's accept every form."""
    if literal.datatype == RDF.langString:
        return not literal.language
    read = reader(literal.datatype)
    return read is not None and read(literal.lexical) is None


@lru_cache(maxsize=128)
def recogniser(datatype: str) -> Callable[[str], object] | None:
    """What tells a datatype's lexical forms from others, by giving something; None where any will do.

    It reads no value where the characters alone tell.
    """
    name = datatype.removeprefix(XSD.namespace)
    read = reader(datatype)
    if read is None or name in _ANY:
        return None
    if name in _FORMS and name not in _BEYOND_FORM:
        return re.compile(_FORMS[name]).fullmatch
    common = _ONE_WIDTH.get(datatype)
    return (lambda lexical: common(lexical) or read(lexical)) if common else read


@lru_cache(maxsize=128)
def reader(datatype: str) -> Reader | None:
    """What reads a datatype's lexical forms, giving None for what is none; None for datatypes that are not known."""
    name = datatype.removeprefix(XSD.namespace)
    return _MAKERS[name](name) if name != datatype and name in _MAKERS else None


def order(left: Literal | Iri, right: Literal | Iri) -> int | None:
    """-1, 0 or 1 as `left` is less than, equal to or greater than `right`; None where they cannot be compared.

    The operators of SPARQL 1.1 section 17.3, and the order relations of XML Schema for the other datatypes, each with
    itself. Ill-typed literals, texts with a language, IRIs and blank nodes compare with nothing.
    """
    if type(left) is Literal and type(right) is Literal and left.datatype == right.datatype:
        common = _ONE_WIDTH.get(left.datatype)
        if common and not (left.language or right.language) and common(left.lexical) and common(right.lexical):
            return _plain(left.lexical, right.lexical)
    return order_of(value_of(left), value_of(right))


def value_of(term: Literal | Iri) -> Value | None:
    """The value of a literal that can be compared."""
    if type(term) is not Literal or term.language:
        return None
    read = reader(term.datatype)
    return read(term.lexical) if read else None


def order_of(left: Value | None, right: Value | None) -> int | None:
    """The order of two values, as `order`."""
    if left is None or right is None or left[0] != right[0] or not left[0]:
        return None
    return _ORDERS.get(left[0], _plain)(left[1], right[1])


def _plain(left: Any, right: Any) -> int | None:
    if left == right:
        return 0
    return -1 if left < right else 1 if left > right else None


def _numbers(left: tuple[int, Any], right: tuple[int, Any]) -> int | None:
    """XPath's numeric promotion: decimal to float to double."""
    if left[0] == right[0]:
        return _plain(left[1], right[1])
    promote = _PROMOTIONS[max(left[0], right[0])]
    return _plain(promote(left[1]), promote(right[1]))


def _single(number: Any) -> float:
    try:
        (single,) = struct.unpack("f", struct.pack("f", float(number)))
    except OverflowError:
        single = float("inf") if number > 0 else float("-inf")
    return float(single)


_PROMOTIONS: tuple[Callable[[Any], Any], ...] = (lambda number: number, _single, float)


def _moments(left: Moment, right: Moment) -> int | None:
    """A moment without time zone lies anywhere within fourteen hours: XSD 1.0 part 2, 3.2.7.4."""
    if left.zoned == right.zoned:
        return _plain(left.at, right.at)
    if not left.zoned:
        turned = _moments(right, left)
        return None if turned is None else -turned
    local, margin = right.at, 14 * 3600
    if left.at < (local[0] - margin, local[1]):
        return -1
    return 1 if left.at > (local[0] + margin, local[1]) else None


_REFERENCES = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))


def _durations(left: tuple[int, Fraction], right: tuple[int, Fraction]) -> int | None:
    """The one is less where it is so added to each of four moments: XSD 1.0 part 2, 3.2.6.2."""

    def ends(months: int, seconds: Fraction) -> list[Fraction]:
        return [
            days(year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1, 1) * 86400 + seconds
            for year, month in _REFERENCES
        ]

    found = {_plain(one, other) for one, other in zip(ends(*left), ends(*right), strict=True)}
    return found.pop() if len(found) == 1 else None


_ORDERS: dict[str, Callable[[Any, Any], int | None]] = {"number": _numbers, "duration": _durations} | dict.fromkeys(
    _PARTS, _moments
)


def days(year: int, month: int, day: int) -> int:
    """Days since 0000-03-01 of the proleptic Gregorian calendar, whose year 0 is a leap year."""
    shifted = year - (month < 3)
    return (
        365 * shifted + shifted // 4 - shifted // 100 + shifted // 400 + (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    )


def _is_day(year: int, month: int, day: int) -> bool:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return day <= (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


_FIRST_MOMENT = ("1972", "01", "01", "00", "00", "00")
_NO_FRACTION = Decimal(0)


def _calendar(name: str) -> Reader:
    """Reads a date or time; what it lacks is taken of the first moment of a leap year."""
    match = re.compile(_FORMS[name]).fullmatch
    parts = _PARTS[name]
    before, after = _FIRST_MOMENT[: parts[0]], _FIRST_MOMENT[parts[-1] + 1 :]

    def read(lexical: str) -> Value | None:
        found = match(lexical)
        if found is None:
            return None
        *given, zone = found.groups()
        moment = [*before, *given, *after]
        year, month, day, hour, minute = map(int, moment[:5])
        if day > 28 and not _is_day(year, month, day):
            return None
        second, _, fraction = moment[5].partition(".")
        seconds = days(year, month, day) * 86400 + hour * 3600 + minute * 60 + int(second)
        if name == "time":
            seconds %= 86400  # 24:00:00 is 00:00:00
        if zone and zone != "Z":
            offset = int(zone[1:3]) * 3600 + int(zone[4:6]) * 60
            seconds -= offset if zone[0] == "+" else -offset
        return (name, Moment(bool(zone), (seconds, Decimal(f"0.{fraction}") if fraction else _NO_FRACTION)))

    return read


def _duration(name: str) -> Reader:
    match = re.compile(_FORMS["duration"]).fullmatch
    absent = {"yearMonthDuration": slice(2, 6), "dayTimeDuration": slice(0, 2)}.get(name, slice(0))

    def read(lexical: str) -> Value | None:
        found = match(lexical)
        if found is None or any(found.groups()[1:][absent]):
            return None
        minus, *given = found.groups("0")
        sign = 1 if minus == "0" else -1
        years, months, day, hour, minute = map(int, given[:5])
        seconds = day * 86400 + hour * 3600 + minute * 60 + Fraction(given[5])
        return ("duration", (sign * (years * 12 + months), sign * seconds))

    return read


def _whole(name: str) -> Reader:
    match = re.compile(_FORMS["integer"]).fullmatch
    low, high = _WHOLE[name]

    def read(lexical: str) -> Value | None:
        if match(lexical) is None:
            return None
        number = int(lexical) if len(lexical) < 99 else Decimal(lexical)
        if (low is not None and number < low) or (high is not None and number > high):
            return None
        return ("number", (0, number))

    return read


def _simple(form: str, family: str = "", key: Callable[[str], Any] = str) -> Callable[[str], Reader]:
    def make(name: str) -> Reader:
        match = re.compile(_FORMS[form]).fullmatch
        return lambda lexical: (family, key(lexical)) if match(lexical) else None

    return make


_ANY = {"string": "string", "anyURI": ""}
"""Datatypes of which every text is a form, with the family of their values."""
_BEYOND_FORM = frozenset({"date", "dateTime", "gMonthDay", "duration"})
"""Datatypes of which not everything that looks like a form is one."""


def _any(family: str) -> Callable[[str], Reader]:
    return lambda name: lambda lexical: (family, lexical)


def _stamp(name: str) -> Reader:
    read = _calendar("dateTime")
    return lambda lexical: value if (value := read(lexical)) and value[1].zoned else None


_MAKERS: dict[str, Callable[[str], Reader]] = {
    **{name: _any(family) for name, family in _ANY.items()},
    "boolean": _simple("boolean", "boolean", lambda lexical: lexical in ("true", "1")),
    "decimal": _simple("decimal", "number", lambda lexical: (0, Decimal(lexical))),
    "float": _simple("double", "number", lambda lexical: (1, _single(float(lexical)))),
    "double": _simple("double", "number", lambda lexical: (2, float(lexical))),
    "dateTimeStamp": _stamp,
    **dict.fromkeys(_WHOLE, _whole),
    **dict.fromkeys(_PARTS, _calendar),
    **dict.fromkeys(("duration", "yearMonthDuration", "dayTimeDuration"), _duration),
    **{name: _simple(name) for name in ("normalizedString", "token", "language", "Name", "NCName", "NMTOKEN")},
    **{name: _simple(name) for name in ("hexBinary", "base64Binary")},
}
