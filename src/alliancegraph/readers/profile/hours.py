"""Opening hours: German lines -> "Mo-Fr 09:00-12:00" where all of a line parses, else the line."""

from __future__ import annotations

import re

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_GERMAN = "montag dienstag mittwoch donnerstag freitag samstag sonntag".split()  # noqa: SIM905
_ENGLISH = "monday tuesday wednesday thursday friday saturday sunday".split()  # noqa: SIM905
_DAY = {
    form: day
    for names, shortest in ((_GERMAN, 2), (_ENGLISH, 3))
    for name, day in zip(names, _DAYS, strict=True)
    for form in (name, name[:shortest])
} | {"sonnabend": "Sa", "tues": "Tu", "thurs": "Th"}
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
_TIMES_ALONE = re.compile(rf"(?:und\s+|sowie\s+)?({_RANGE}(?:{_JOIN}{_RANGE})*)[\s.,;]*", re.IGNORECASE)
_READ = re.compile(r"[MTWFS]\w(?:[,-][MTWFS]\w)* \d\d:\d\d-\d\d:\d\d")
_BY_APPOINTMENT = re.compile(
    r"(?:(?:und|sowie|oder)\s+)?(?:nach (?:\w+ )?(?:Vereinbarung|Absprache)|n\.?\s?V)\.?", re.IGNORECASE
)
_LONGEST = 160  # characters: a longer line is a text
_TELLING = re.compile(
    rf"(?<!\w){_NAME}|\d\s*uhr\b|nach (?:\w+ )?(?:vereinbarung|absprache)|geschlossen|terminvereinbarung|"
    rf"täglich|werktags|"
    rf"\d{{1,2}}[.:]\d{{2}}\s*[-–]\s*\d{{1,2}}[.:]\d{{2}}",
    re.IGNORECASE,
)


def is_days(text: str) -> bool:
    """Whether `text` names days of the week and nothing else: the head of a row of opening hours."""
    return re.fullmatch(rf"{_NAME}(?:(?:{_JOIN}|{_TO}){_NAME})*:?", text.strip(), re.IGNORECASE) is not None


def looks_like(text: str) -> bool:
    """Whether a line under such a label speaks of days or times."""
    return len(text) <= _LONGEST and _TELLING.search(text) is not None


def is_read(entries: tuple[str, ...]) -> bool:
    """Whether a line's entries are in the records' form, rather than its text."""
    return _READ.fullmatch(entries[0]) is not None


def read(text: str, days: str = "") -> tuple[str, ...]:
    """The entries of a line; the line itself where some of it does not parse. `days` are those of times alone."""
    if len(text) > _LONGEST:
        return (text,)
    if days and (alone := _TIMES_ALONE.fullmatch(text)) and all(times := _all_times(alone[1])):
        return tuple(f"{days} {time}" for time in times)
    entries: list[str] = []
    end = 0
    for found in _ENTRY.finditer(text):
        if found.start() != end:
            return (text,)
        end = found.end()
        times = _all_times(found["times"])
        if not all(times):
            return (text,)
        entries += [f"{_days(found['days'])} {time}" for time in times]
    rest = text[end:].strip(" ,;|")
    if entries and _BY_APPOINTMENT.fullmatch(rest):
        return (*entries, rest)
    return tuple(entries) if entries and not rest.strip(".") else (text,)


def _all_times(text: str) -> list[str | None]:
    return [_times(part) for part in re.findall(_RANGE, text, re.IGNORECASE)]


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
