"""The report of `alliancegraph privacy`: personal data by record and basis, as text or JSON.

A value is shown only where it goes out on a stated basis: a report may end in the log of a machine that others read.
What stays back, or names somebody without a basis, is found by its place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from alliancegraph.cli.words import say
from alliancegraph.mapping.personal import STATUSES, PersonalItem
from alliancegraph.mapping.privacy import KINDS
from alliancegraph.records.sheets import CHOICES
from alliancegraph.validation.reports.fields import field_words
from alliancegraph.validation.reports.json import plain_place

_LONGEST = 80  # characters of a text that are shown
_BASES = {code: labels for code, *labels in CHOICES["basis"]}


def text(items: Sequence[PersonalItem], records: int, language: str) -> str:
    """For a person: a paragraph a record, by what happens to the data and on what basis; then the counts."""
    lines: list[str] = []
    for _, of_record in groupby(items, key=lambda item: (item.type, item.of, item.record)):
        several = sorted(of_record, key=_position)
        lines.append(_title(several[0], language))
        for heading, group in groupby(several, key=lambda item: _heading(item, language)):
            lines += [f"  {heading}", *(f"    {_line(item, language)}" for item in group)]
        lines.append("")
    lines.append(_summary(items, records, language))
    return "\n".join(lines) + "\n"


def as_json(items: Sequence[PersonalItem], records: int, language: str) -> str:
    """For programs (documented in docs/privacy.md); the language makes no difference."""
    counts = {status: sum(item.status == status for item in items) for status in STATUSES}
    plain = {"records": records, "counts": counts, "items": [_plain(item) for item in items]}
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


FORMS: dict[str, Callable[[Sequence[PersonalItem], int, str], str]] = {"text": text, "json": as_json}
"""Form of the report -> what makes it of the items, the number of records and a language."""


def _position(item: PersonalItem) -> tuple[object, ...]:
    line = (item.place.line, item.place.column) if item.place else ()
    return STATUSES.index(item.status), item.by_publication, item.bases, line


def _title(item: PersonalItem, language: str) -> str:
    owner = f" ({item.of})" if item.of else ""
    return f"{say(item.type, language)} {item.record}{owner}"


def _heading(item: PersonalItem, language: str) -> str:
    bases = _bases(item.bases, language)
    return say(f"{item.status}-by-publication" if item.by_publication else item.status, language, bases=bases)


def _bases(bases: Iterable[str], language: str) -> str:
    return f" {say('and', language)} ".join(_BASES[basis][language == "en"] for basis in bases)


def _line(item: PersonalItem, language: str) -> str:
    field = field_words(item.field, language)
    what = field if item.kind == "person" else f"{field}: {KINDS[item.kind][language == 'en']}"
    return "  ".join(part for part in (str(item.place or ""), what, _short(_shown(item) or "")) if part)


def _shown(item: PersonalItem) -> str | None:
    return item.value if item.status == "published" else None


def _short(value: str) -> str:
    line = " ".join("".join(char if char.isprintable() else " " for char in value).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _summary(items: Sequence[PersonalItem], records: int, language: str) -> str:
    """The counts, those published by basis."""
    if not items:
        return say("no-personal-data", language, records=records)
    published = [item for item in items if item.status == "published"]
    by_basis = [
        f"{_bases(bases, language)} {sum(item.bases == bases for item in published)}"
        for bases in sorted({item.bases for item in published})
    ]
    parts = [say("count-published", language, count=len(published)) + (f" ({', '.join(by_basis)})" if by_basis else "")]
    for status in STATUSES[1:]:
        if count := sum(item.status == status for item in items):
            parts.append(say(f"count-{status}", language, count=count))
    return say("personal-data", language, records=records, counts=", ".join(parts))


def _plain(item: PersonalItem) -> dict[str, object]:
    return {
        "type": item.type,
        "of": item.of,
        "record": item.record,
        "field": item.field,
        "kind": item.kind,
        "status": item.status,
        "bases": list(item.bases),
        "stated_by": ("publication" if item.by_publication else "record") if item.bases else None,
        "value": _shown(item),
        "place": plain_place(item.place),
    }
