"""Opening hours: German lines -> "Mo-Fr 09:00-12:00" where all of a line parses, else the line."""

from __future__ import annotations

import re

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_GERMAN = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_DAY = dict(zip(_GERMAN, _DAYS, strict=True)) | {
    **{name[:2]: day for name, day in zip(_GERMAN, _DAYS, strict=True)},
    "sonnabend": "Sa",
}
_NAME = rf"(?:{'|'.join(sorted(_DAY, key=len, reverse=True))})s?\.?(?!\w)"
_JOIN = r"\s*(?:[,/&+]|und|sowie)\s*"
_TO = r"\s*(?:-|–|—|bis(?:\s+einschließlich)?)\s*"
_TIME = r"\d{1,2}(?:[.:]\d{2})?(?:\s*uhr|\s*h\b)?"
_RANGE = rf"(?:von\s+)?{_TIME}{_TO}{_TIME}"
_ENTRY = re.compile(
    rf"[\s,;|]*(?:und\s+|sowie\s+)?(?:jeden\s+)?(?P<days>{_NAME}(?:(?:{_JOIN}|{_TO}){_NAME})*)\s*:?\s*"
    rf"(?P<times>{_RANGE}(?:{_JOIN}{_RANGE})*)",
    re.IGNORECASE,
)
_LONGEST = 160  # characters: a longer line is a text
_TELLING = re.compile(
    rf"(?<!\w){_NAME}|\d\s*uhr\b|nach (?:\w+ )?(?:vereinbarung|absprache)|geschlossen|terminvereinbarung|"
    rf"täglich|werktags|"
    rf"\d{{1,2}}[.:]\d{{2}}\s*[-–]\s*\d{{1,2}}[.:]\d{{2}}",
    re.IGNORECASE,
)


def looks_like(text: str) -> bool:
    """Whether a line under such a label speaks of days or times."""
    return len(text) <= _LONGEST and _TELLING.search(text) is not None


def read(text: str) -> tuple[str, ...]:
    """The entries of a line; the line itself where some of it does not parse."""
    if len(text) > _LONGEST:
        return (text,)
    entries: list[str] = []
    end = 0
    for found in _ENTRY.finditer(text):
        if found.start() != end:
            return (text,)
        end = found.end()
        times = [_times(part) for part in re.findall(_RANGE, found["times"], re.IGNORECASE)]
        if not all(times):
            return (text,)
        entries += [f"{_days(found['days'])} {time}" for time in times]
    return tuple(entries) if entries and not text[end:].strip(" .,;") else (text,)


def _days(text: str) -> str:
    joined = re.sub(_TO, "-", text, flags=re.IGNORECASE)
    return ",".join(
        "-".join(_day(day) for day in part.split("-")) for part in re.split(_JOIN, joined, flags=re.IGNORECASE)
    )


def _day(text: str) -> str:
    bare = text.strip(" .").casefold()
    return _DAY.get(bare) or _DAY[bare.removesuffix("s")]


def _times(text: str) -> str | None:
    times = re.findall(r"(\d{1,2})(?:[.:](\d{2}))?", text)
    whole = [(int(hour), int(minute or 0)) for hour, minute in times]
    if len(whole) != 2 or any(hour > 24 or minute > 59 for hour, minute in whole) or whole[0] >= whole[1]:
        return None
    return "-".join(f"{hour:02}:{minute:02}" for hour, minute in whole)
