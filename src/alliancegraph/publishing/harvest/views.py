"""A harvest as text for people, and as JSON (documented in docs/harvest.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from alliancegraph.publishing.harvest import ENDS, Harvest, Seen
from alliancegraph.validation.report import Result, rank
from alliancegraph.validation.reports import json as results
from alliancegraph.validation.reports.text import dimmed, graded, plain
from alliancegraph.validation.reports.view import View, sentence, summary

_SHOWN = 5
"""How many instances of a finding the text names."""

_WORDS: dict[str, tuple[str, str]] = {
    "page": ("Seite {number}", "Page {number}"),
    "line": ("Zeile {number}", "line {number}"),
    "what": (
        "  {type}, {size} Bytes, Datensätze: {count}",
        "  {type}, {size} bytes, datasets: {count}",
    ),
    "untyped": ("ohne Medientyp", "no media type"),
    "files": ("Geprüfte Dateien: {checked} von {files}.", "Files checked: {checked} of {files}."),
    "unreached": ("Der Katalog war nicht zu erreichen.", "The catalogue could not be reached."),
    "more": ("und {count} weitere", "and {count} more"),
    "abandoned": (
        "Ein Portal bräche hier ab: es übernähme nichts und löschte nichts.",
        "A portal would stop here: it would take over nothing and delete nothing.",
    ),
    "outcome": (
        "Was ein Portal täte: anlegen {created}, ändern {updated}, löschen {deleted}, unverändert lassen {unchanged}.",
        "What a portal would do: create {created}, update {updated}, delete {deleted}, leave unchanged {unchanged}.",
    ),
    "created": ("neu", "new"),
    "updated": ("geändert", "changed"),
    "deleted": ("gelöscht", "deleted"),
}


def render(harvest: Harvest, form: str, view: View) -> str:
    """A harvest in one of the `FORMS`; the same harvest gives the same text."""
    return FORMS[form](harvest, view)


def _text(harvest: Harvest, view: View) -> str:
    lines = [*_pages(harvest, view), *_findings(harvest, view), *_outcome(harvest, view)]
    return "".join(f"{line}\n" for line in (*lines, summary(harvest.report, view.language)))


def _pages(harvest: Harvest, view: View) -> Iterator[str]:
    for number, page in enumerate(harvest.pages, 1):
        type = plain(page.media_type or "") or _say("untyped", view)
        yield f"{_say('page', view, number=number)}: {plain(page.address)}"
        yield _say("what", view, type=type, size=page.size, count=page.datasets)
    if harvest.pages:
        yield _say("files", view, checked=harvest.checked, files=harvest.files)
        yield ""


def _findings(harvest: Harvest, view: View) -> Iterator[str]:
    """Gravest first; what is found of many is said once, with some of those it is found of."""
    numbers = {page.address: number for number, page in enumerate(harvest.pages, 1)}
    groups: dict[tuple[int, bool, str, str], list[Result]] = {}
    for one in sorted(harvest.report.results, key=lambda one: numbers.get(one.place.file if one.place else "", 0)):
        groups.setdefault((rank(one), one.code not in ENDS, one.code, sentence(one, view.language)), []).append(one)
    for (_, _, code, said), group in sorted(groups.items(), key=lambda one: one[0]):
        yield f"{graded(group[0], view.language, view.colour)}: {plain(said)}  {dimmed(f'[{code}]', view.colour)}"
        yield from _some([_where(one, numbers, view) for one in group], view)
        yield ""


def _outcome(harvest: Harvest, view: View) -> Iterator[str]:
    if harvest.changes is None:
        yield _say("abandoned" if harvest.pages else "unreached", view)
        return
    created, updated, deleted, unchanged = harvest.changes
    counts = {"created": len(created), "updated": len(updated), "deleted": len(deleted), "unchanged": unchanged}
    yield _say("outcome", view, **counts)
    for word, datasets in (("created", created), ("updated", [one for one, _ in updated]), ("deleted", deleted)):
        yield from _some([f"{_say(word, view)}: {_named(one)}" for one in datasets], view)


def _some(items: Sequence[str], view: View) -> Iterator[str]:
    distinct = list(dict.fromkeys(plain(item) for item in items if item))
    yield from (f"  {item}" for item in distinct[:_SHOWN])
    if left := len(distinct[_SHOWN:]):
        yield f"  {_say('more', view, count=left)}"


def _where(one: Result, numbers: Mapping[str, int], view: View) -> str:
    """What a finding is about, and where it stands: on which page, where there are several, on which line of it."""
    thing = "  ".join(part for part in (one.record, one.field) if part)
    if one.place is None:
        return thing
    if one.place.file in numbers:
        page = _say("page", view, number=numbers[one.place.file]) if len(numbers) > 1 or not thing else ""
        line = _say("line", view, number=one.place.line) if one.place.line else ""
        place = ", ".join(part for part in (page, line) if part)
    else:
        place = str(one.place)
    return f"{thing}  ({place})" if thing and place else thing or place


def _named(one: Seen) -> str:
    return "  ".join(part for part in (one.identity, one.title) if part)


def _say(word: str, view: View, **values: object) -> str:
    return _WORDS[word][view.language == "en"].format(**values)


def _json(harvest: Harvest, view: View) -> str:
    found: dict[str, Any] = {
        "address": harvest.address,
        "abandoned": harvest.changes is None,
        "pages": [page._asdict() for page in harvest.pages],
        "files": {"named": harvest.files, "checked": harvest.checked},
        "datasets": msgspec.to_builtins(harvest.datasets),
        "changes": None,
    }
    if harvest.changes is not None:
        created, updated, deleted, unchanged = harvest.changes
        named = {"created": created, "updated": [one for one, _ in updated], "deleted": deleted}
        found["changes"] = {
            **{word: [one.identity for one in datasets] for word, datasets in named.items()},
            "unchanged": unchanged,
        }
    found |= results.plain(harvest.report)
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


FORMS = {"text": _text, "json": _json}
"""The forms of a harvest, by name."""
