"""Telephone numbers in the forms German pages use -> E.164, by libphonenumber's numbering plan."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

import phonenumbers

REGION = "DE"
_NUMBER = r"\(?(?:\+|00)?\s?\d(?:[\s().\-‐‑‒–—/]*\d)*(?:\s*[\-–/](?=\s*$))?"
_CANDIDATE = re.compile(_NUMBER)
_DASHES = re.compile("[‐‑‒–—]")
# What may stand around numbers on their line.
_JOINS = re.compile(
    r"^[\s,;|/+&.:]*(?:(?:und|oder|bzw\.?|od\.|o\.|u\.|Durchwahl|Durchw\.|DW|App\.|Apparat)[\s,;:|/]*)?$", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\s*/\s*[-–]?\s*|\s*[-–]\s*|\s+")
_AREA_CODE = re.compile(r"\(?(?:0[1-9]\d(?=(?:\D*\d){4})|\+\d)")
_AREA_CODE_LENGTH = 6  # the longest in Germany, its 0 included
_LINE = 200  # characters: a longer line is a text
_SHORTEST = 4
_LONGEST = 16  # E.164: a plus sign and 15 digits

Kind = Literal["fixed", "mobile"]


class Number(NamedTuple):
    """A valid number."""

    e164: str
    kind: Kind


class Unread(NamedTuple):
    """Digits that are no number, or words beside one, and the finding that says so."""

    text: str
    code: str


def looks_like(text: str) -> bool:
    """Whether `text` is meant as a telephone number: digits first, hardly a letter."""
    letters = sum(character.isalpha() for character in re.sub(r"\([^()\d]*\)", "", text))
    digits = sum(character.isdigit() for character in text)
    return (
        len(text) <= _LINE
        and bool(re.match(r"\s*[+(]?\s?\(?\d", text))
        and digits >= 3
        and letters <= digits
        and "@" not in text
    )


def is_number(text: str) -> bool:
    """Whether `text` is one valid number or several, and nothing else."""
    found = read(text)
    return bool(found) and all(isinstance(part, Number) for part in found)


def read(text: str) -> tuple[Number | Unread, ...]:
    """The numbers of a line in order; what is none stays visible.

    "-377" after "03876 781-340" shares its stem (DIN 5008). A number without area code is never completed.
    """
    if len(text) > _LINE:
        return (Unread(text, "unrecognised"),)
    found: list[Number | Unread] = []
    stem = ""
    end = 0
    for piece in _pieces(text):
        between, number = text[end : piece[0]], text[piece[0] : piece[1]]
        end = piece[1]
        shared = re.fullmatch(r"(.*?)\s*[-/]\s*", _DASHES.sub("-", between))
        if shared is not None and stem and _JOINS.match(shared[1]) and not number.lstrip("(").startswith(("0", "+")):
            found.append(_number(stem + number))
            continue
        found += _words(between)
        result = _number(number)
        head, slash, tail = number.rpartition(" / ")
        if isinstance(result, Unread) and slash and _is_whole(head):
            found.append(_number(head))  # "03876 49900 / 49901": the second lacks its area code
            number, result = tail, _number(tail)
        extension = re.fullmatch(r"(.*\d)\s*-\s*(\d+)", _DASHES.sub("-", number.strip()))
        stem = extension[1] if extension and isinstance(result, Number) else ""
        found.append(Unread(number.strip(), result.code) if isinstance(result, Unread) else result)
    return (*found, *_words(text[end:]))


def _pieces(text: str) -> list[tuple[int, int]]:
    """Where numbers stand: in a run of digits, a new one begins at an area code or, behind a slash, at an extension."""
    spans: list[tuple[int, int]] = []
    for match in _CANDIDATE.finditer(text):
        start = match.start()
        for separator in _SEPARATOR.finditer(match[0]):
            cut, rest = match.start() + separator.start(), match[0][separator.end() :]
            before = text[start:cut]
            # "753 / 54" is two numbers, the second cut short; it is not guessed at.
            short = re.fullmatch(r"\d{1,3}\s*", rest)
            begins = _AREA_CODE.match(rest) or (
                "/" in separator[0] and (short or _is_extension(before, rest, separator[0]))
            )
            if begins and _is_whole(before):
                spans.append((start, cut))
                start = match.start() + separator.end()
        spans.append((start, match.end()))
    return spans


def _is_whole(text: str) -> bool:
    """Whether digits are a number, not an area code alone: some of the plan's numbers are as short as that."""
    return sum(character.isdigit() for character in text) > _AREA_CODE_LENGTH and isinstance(_number(text), Number)


def _is_extension(before: str, after: str, separator: str) -> bool:
    """Whether "340/377" or "0 / -377" stands behind a stem: "03876 781-340/377", "03876 781 - 0 / - 377"."""
    first = re.search(r"\d\s*-\s*(\d+)$", _DASHES.sub("-", before))
    digits = r"\d{1,4}" if re.search("[-–]", separator) else rf"\d{{{len(first[1])}}}" if first else ""
    return first is not None and re.fullmatch(rf"{digits}\s*", after) is not None


def _number(text: str) -> Number | Unread:
    if re.search(r"[-–/]$|^\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}$", text.strip()):  # or a date
        return Unread(text.strip(), "telephone-invalid")  # its extension is cut off
    plain = re.sub(r"\(0\)", "", text) if re.match(r"\s*\(?(?:\+|00)", text) else text
    digits = re.sub(r"[^\d+]", "", plain)
    if sum(character.isdigit() for character in digits) < _SHORTEST:
        return Unread(text.strip(), "telephone-invalid")
    if not digits.startswith(("0", "+")):
        return Unread(text.strip(), "telephone-area-code")
    try:
        parsed = phonenumbers.parse(digits, REGION)
    except phonenumbers.NumberParseException:
        return Unread(text.strip(), "telephone-invalid")
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    if not phonenumbers.is_valid_number(parsed) or len(e164) > _LONGEST:
        return Unread(text.strip(), "telephone-invalid")
    kind: Kind = "mobile" if phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE else "fixed"
    return Number(e164, kind)


def _words(text: str) -> tuple[Unread, ...]:
    """Words beside the numbers, brackets and joining words apart."""
    bare = text.strip(" ,;|/+&.:()-–")
    return () if not bare or _JOINS.match(bare) else (Unread(bare, "unrecognised"),)
