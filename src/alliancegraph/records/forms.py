"""Forms of texts: what of each no pattern can say, and what a text without it is likely to mean."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from alliancegraph import iris


def _is_date(text: str) -> bool:
    """Whether the calendar has a year, month or day."""
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


FORMS: dict[str | None, Callable[[str], bool]] = {
    "date": _is_date,
    "day": _is_date,
    "link": iris.is_http,
    "base": iris.is_http,
}
"""What of a form no pattern can say: the calendar, and RFC 3987 whole."""


def fits(form: str, text: str) -> bool:
    """Whether a text that matches a form's pattern has the form."""
    return form not in FORMS or FORMS[form](text)


_DAY = re.compile(r"([0-9]{1,4})([./-])([0-9]{1,2})\2([0-9]{1,4})")  # 28.04.2008, 2008/4/28


def mended(form: str, text: str) -> str | None:
    """A likely right form of `text`, where one is plain to see."""
    if form == "id":
        return iris.slug(text) or None
    if form == "link" and iris.is_http("https://" + text) and "." in text:
        return "https://" + text
    if form in ("date", "day") and (parts := _DAY.fullmatch(text.strip())):
        year, day = (parts[1], parts[4]) if len(parts[1]) == 4 else (parts[4], parts[1])
        likely = f"{year}-{int(parts[3]):02}-{int(day):02}"
        return likely if len(likely) == 10 and fits("day", likely) else None
    if form == "telephone":
        digits = re.sub(r"[^0-9+]", "", text.replace("(0)", ""))
        likely = re.sub("^(0049|0)", "+49", digits)
        return likely if re.fullmatch(r"\+[1-9][0-9]{6,14}", likely) else None
    if form == "mailbox":
        likely = re.sub(r"\s*[\[({]\s*(at|ät)\s*[\])}]\s*|\s+at\s+", "@", text.strip(), flags=re.IGNORECASE)
        return likely if iris.is_mailbox(likely) else None
    if form == "country":
        return text.upper() if re.fullmatch("[A-Za-z]{2}", text) else None
    return None
