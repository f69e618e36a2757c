"""The personal data that a publication contains, on what basis, and what stays back.

No rule stands here: what `privacy.withhold` would withhold were a basis not stated, and does not, goes out on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from msgspec.structs import replace

from alliancegraph.errors import Place
from alliancegraph.mapping.privacy import cards_of, names_of, withhold
from alliancegraph.records import Image, Person, Record, Value, key, place_of
from alliancegraph.records.publication import Publication, checked

Status = Literal["published", "published-without-basis", "withheld"]

STATUSES: tuple[Status, ...] = ("published", "published-without-basis", "withheld")


@dataclass(frozen=True, kw_only=True)
class PersonalItem:
    """Something personal in a record.

    `type`, `of` and `record` say in which (its type, owner and id), `field` is the path into it, `kind` what it is (a
    key of `mapping.privacy.KINDS`). Without a basis only a text that names somebody is published: texts are not cut.
    `bases` are those it goes out on: the publication's where `by_publication`, else those stated on persons.
    """

    type: str
    of: str | None
    record: str
    field: str
    kind: str
    value: str
    status: Status
    bases: tuple[str, ...] = ()
    by_publication: bool = False
    place: Place | None = None


def personal_data(records: Iterable[Record], publication: Publication | None = None) -> tuple[PersonalItem, ...]:
    """The personal data of records that are published together, by record (type, owner, id).

    What counts as personal is told in docs/privacy.md. Raises `SettingsError` where `publication` has faults.
    """
    general = checked(publication).publication_basis
    given = sorted(records, key=key)
    people = (card.person for _, card in cards_of(given) if card.person)
    stated = sorted({person.publication_basis for person in people if person.publication_basis})
    held_back = _withheld(given, frozenset())
    everything = _withheld(given, frozenset(stated))
    without = {basis: _withheld(given, frozenset({basis})) for basis in stated}
    found: list[PersonalItem] = []
    for number, record in enumerate(given):
        type_, of, id_ = key(record)
        for path, kind in (everything[number] | held_back[number]).items():
            bases = tuple(basis for basis in stated if path in without[basis][number]) or tuple(stated)
            status: Status = "published"
            if unfounded := path in held_back[number]:
                bases = (general,) if general else ()
                status = "published" if general else "published-without-basis" if kind == "text" else "withheld"
            item = PersonalItem(
                type=type_,
                of=of or None,
                record=id_,
                field=path,
                kind=kind,
                value=_text(_at(record, path)),
                status=status,
                bases=bases,
                by_publication=unfounded and general is not None,
                place=place_of(record, path),
            )
            found.append(item)
    return tuple(found)


def _withheld(records: Iterable[Record], unfounded: frozenset[str]) -> list[dict[str, str]]:
    """What would be withheld of each record, were `unfounded` no bases: field path to kind."""
    given = [_without(record, unfounded) for record in records] if unfounded else list(records)
    names = names_of(given)
    return [dict(withhold(record, None, names)[1]) for record in given]


def _without(value: Any, unfounded: frozenset[str]) -> Any:
    """A record, or a part of one, as if its persons had not stated some bases."""
    if isinstance(value, Person):
        return replace(value, publication_basis=None) if value.publication_basis in unfounded else value
    if isinstance(value, tuple):
        return tuple(_without(item, unfounded) for item in value)
    if isinstance(value, Value):
        return replace(value, **{name: _without(getattr(value, name), unfounded) for name in value.__struct_fields__})
    return value


def _at(record: Record, path: str) -> Any:
    """What stands at a field path."""
    value: Any = record
    for name, index in re.findall(r"([^.\[\]]+)|\[(\d+)\]", path):
        value = value[int(index)] if index else value[name] if isinstance(value, Mapping) else getattr(value, name)
    return value


def _text(value: Any) -> str:
    """A value in a line: of a person name and role, of an image its address."""
    if isinstance(value, Person):
        return ", ".join(part for part in (value.name, str(value.role)) if part)
    return value.url if isinstance(value, Image) else str(value)
