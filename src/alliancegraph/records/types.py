"""The record types: frozen values, one for each kind of record and each part of one (DESIGN section 4).

Every text form is declared once, on its type: the decoder checks it, the JSON Schema states it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import Meta, Struct
from msgspec.structs import force_setattr

from alliancegraph import iris
from alliancegraph.errors import FrozenMap


class LanguageMap(FrozenMap):
    """Text by language tag: `{"de": …, "en": …}`. Frozen and hashable; a plain string means German."""

    __slots__ = ()

    def __init__(self, text: Mapping[str, str] | Iterable[tuple[str, str]] | str = (), /) -> None:
        given = {"de": text} if isinstance(text, str) else dict(text)
        for tag, one in given.items():
            if not isinstance(one, str):
                raise TypeError(f"text is expected as {tag!r}, not {type(one).__name__}")
        super().__init__({str(tag): str(one) for tag, one in given.items()})

    def __str__(self) -> str:
        """The German text, else the first by language tag, else nothing."""
        return self.get("de") or (self[min(self)] if self else "")


def _form(name: str, pattern: str, description: str, **more: Any) -> Meta:
    """A text form: the finding `form-<name>` is what the decoder reports where `pattern` does not match."""
    return Meta(pattern=pattern, description=description, extra={"form": name}, **more)


Line = Annotated[str, _form("line", r"^[^\n\r\u0085\u2028\u2029]*$", "text on one line")]
Id = Annotated[
    str, _form("id", "^[a-z0-9]+(-[a-z0-9]+)*$", "a slug: lower-case letters, digits, single hyphens", max_length=100)
]
Code = Annotated[str, _form("id", "^[a-z0-9]+(-[a-z0-9]+)*$", "a code of a concept scheme in ontology/")]
Date = Annotated[str, _form("date", r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "2008, 2008-04 or 2008-04-28")]
Day = Annotated[str, _form("day", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "2008-04-28")]
Link = Annotated[str, _form("link", r"^https?://[^\s<>\"{}|\\^`]+$", "an absolute http or https IRI (RFC 3987)")]
Mailbox = Annotated[str, _form("mailbox", iris.MAILBOX, "a mailbox as a mailto: IRI carries it (RFC 6068)")]
Telephone = Annotated[str, _form("telephone", r"^\+[1-9][0-9]{4,14}$", "a number in E.164 form: + and up to 15 digits")]
Country = Annotated[str, _form("country", "^[A-Z]{2}$", "an ISO 3166-1 alpha-2 code")]
MunicipalityKey = Annotated[str, _form("municipality", "^[0-9]{8}$", "official municipality key (AGS), 8 digits")]
DistrictKey = Annotated[str, _form("district", "^[0-9]{5}$", "official district key, 5 digits")]
StateKey = Annotated[str, _form("state", "^[0-9]{2}$", "official state key, 2 digits")]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]

Qualifier = Literal["exact", "about", "at-least", "at-most"]
ActivityStatus = Literal["current", "past", "planned"]
ActivityKind = Literal["project", "event", "event-series", "course", "survey"]
PublicationBasis = Literal["consent", "public-task", "legitimate-interest"]


class Value(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The base of all record values. A constructor freezes what it is given: lists, texts, mappings for values.

    Raises `TypeError`, with the field's name, for a value of another type. Forms (of a date, a link) are checked later,
    by `validate` and before mapping.
    """

    def __post_init__(self) -> None:
        if _TYPED.get():
            return
        for name, types, item_types in _members(type(self)):
            value = getattr(self, name)
            if type(value) not in types:
                force_setattr(self, name, value := _frozen(value, types, item_types, f"{type(self).__name__}.{name}"))
            if item_types and value and not item_types.issuperset(map(type, value)):
                path = f"{type(self).__name__}.{name}"
                items = (_item(item, item_types, f"{path}[{position}]") for position, item in enumerate(value))
                force_setattr(self, name, tuple(items))


# msgspec runs `__post_init__` wherever it makes a value, also where it has seen to the types itself.
_TYPED: ContextVar[bool] = ContextVar("typed", default=False)
P = ParamSpec("P")
T = TypeVar("T")


def typed(make: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """What `make` makes of values that have the right types already: no constructor looks at them again."""
    token = _TYPED.set(True)
    try:
        return make(*args, **named)
    finally:
        _TYPED.reset(token)


_Types = frozenset[type]


@cache
def _members(cls: type[Value]) -> tuple[tuple[str, _Types, _Types], ...]:
    """The fields of a type, what types their values have, and those of their items where they are lists."""
    members = []
    for name, hint in get_type_hints(cls).items():
        items = get_args(hint)[0] if get_origin(hint) is tuple else None
        members.append((name, frozenset({tuple}), _types(items)) if items else (name, _types(hint), frozenset()))
    return tuple(members)


def _types(hint: Any) -> _Types:
    if get_origin(hint) in (Union, UnionType):
        return frozenset().union(*map(_types, get_args(hint)))
    return frozenset({str if get_origin(hint) is Literal else hint})


def _frozen(value: Any, types: _Types, item_types: _Types, path: str) -> Any:
    """A field's value as its type wants it."""
    if value is None and item_types:
        return ()
    if value is None and LanguageMap in types:
        return LanguageMap()
    if not item_types:
        return _item(value, types, path)
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        raise TypeError(f"{path}: a list is expected, not {type(value).__name__}")
    return tuple(value)


def _item(value: Any, types: _Types, path: str) -> Any:
    """A single value as one of `types`: texts by language and the parts of a record may be given as mappings."""
    make: Any = LanguageMap if LanguageMap in types else next((one for one in types if issubclass(one, Value)), None)
    if make and isinstance(value, (str, Mapping) if make is LanguageMap else Mapping) and type(value) is not make:
        try:
            return make(**value) if isinstance(value, Mapping) and make is not LanguageMap else make(value)
        except TypeError as error:
            raise TypeError(f"{path}: {error}") from error
    if isinstance(value, tuple(types)) and not isinstance(value, bool):
        return str(value) if isinstance(value, str) else value  # of rdflib's terms, for one, the text
    expected = " or ".join(sorted(one.__name__ for one in types if one is not NoneType))
    raise TypeError(f"{path}: {expected} is expected, not {type(value).__name__}")


class PartnerCount(Value, frozen=True):
    """How many partners an alliance says it has."""

    value: Count
    qualifier: Qualifier = "exact"
    as_of: Date | None = None


class FocusArea(Value, frozen=True):
    """Something an alliance works on, in its own words, with a code of `ontology/focus-areas.ttl` where one fits."""

    text: LanguageMap = LanguageMap()
    topic: Code | None = None


class Person(Value, frozen=True):
    """A contact person: personal data, withheld unless a basis is stated (DESIGN section 8)."""

    name: Line
    role: LanguageMap = LanguageMap()
    publication_basis: PublicationBasis | None = None


class Image(Value, frozen=True):
    """A picture of the alliance."""

    url: Link
    licence: Link | None = None
    credit: Line | None = None


class Area(Value, frozen=True):
    """Where an alliance works, by official keys (AGS); at least one of the three."""

    municipality: MunicipalityKey | None = None
    district: DistrictKey | None = None
    state: StateKey | None = None


class Source(Value, frozen=True):
    """Where a record was read: a page's address, a file's name, the day of the fetch, the page's licence."""

    url: Link | None = None
    file: Line | None = None
    retrieved: Day | None = None
    licence: Link | None = None


class Unrecognised(Value, frozen=True):
    """A line that a reader found no field for."""

    line: Annotated[int, Meta(ge=1)]
    text: str


class Project(Value, frozen=True, dict=True):
    """A project, event, series of events, course or survey; with `of` it stands alone."""

    id: Id
    of: Id | None = None
    name: LanguageMap = LanguageMap()
    description: LanguageMap = LanguageMap()
    status: ActivityStatus = "current"
    kind: ActivityKind = "project"
    start: Date | None = None
    end: Date | None = None


class ContactPoint(Value, frozen=True, dict=True):
    """A contact office: its card and address; with `of` it stands alone."""

    id: Id
    of: Id | None = None
    organization: Line | None = None
    departments: tuple[Line, ...] = ()
    person: Person | None = None
    care_of: Line | None = None
    post_office_box: Line | None = None
    street: Line | None = None
    postal_code: Line | None = None
    locality: Line | None = None
    country: Country = "DE"
    telephones: tuple[Telephone, ...] = ()
    mobiles: tuple[Telephone, ...] = ()
    faxes: tuple[Telephone, ...] = ()
    emails: tuple[Mailbox, ...] = ()
    url: Link | None = None
    opening_hours: tuple[Line, ...] = ()


class Organization(Value, frozen=True, dict=True):
    """An organisation: a partner, carrier, funder or coordinating office. Only an inline one may lack an id."""

    id: Id | None = None
    name: LanguageMap = LanguageMap()
    alternative_names: tuple[LanguageMap, ...] = ()
    category: Code | None = None
    founded: Date | None = None
    dissolved: Date | None = None
    description: LanguageMap = LanguageMap()
    homepage: Link | None = None
    profile_page: Link | None = None
    same_as: tuple[Link, ...] = ()
    contact_points: tuple[ContactPoint, ...] = ()
    images: tuple[Image, ...] = ()
    areas: tuple[Area, ...] = ()
    parent: Id | Organization | None = None
    funders: tuple[Id | Organization, ...] = ()
    coordinates: tuple[Id, ...] = ()
    source: Source | None = None
    modified: Day | None = None
    unrecognised: tuple[Unrecognised, ...] = ()


class Alliance(Value, frozen=True, dict=True):
    """An alliance of partners with contact offices, focus areas and projects."""

    id: Id
    name: LanguageMap = LanguageMap()
    alternative_names: tuple[LanguageMap, ...] = ()
    founded: Date | None = None
    dissolved: Date | None = None
    partner_count: PartnerCount | None = None
    partner_categories: tuple[Code, ...] = ()
    partners: tuple[Id | Organization, ...] = ()
    description: LanguageMap = LanguageMap()
    structure: LanguageMap = LanguageMap()
    focus_areas: tuple[FocusArea, ...] = ()
    projects: tuple[Project, ...] = ()
    contact_points: tuple[ContactPoint, ...] = ()
    homepage: Link | None = None
    profile_page: Link | None = None
    same_as: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    areas: tuple[Area, ...] = ()
    source: Source | None = None
    modified: Day | None = None
    unrecognised: tuple[Unrecognised, ...] = ()


Record = Alliance | ContactPoint | Organization | Project

TYPES: dict[str, type[Record]] = {
    "alliance": Alliance,
    "contact_point": ContactPoint,
    "organization": Organization,
    "project": Project,
}
"""The value of a record file's `type` key, and its type; the order is that of the output."""
TYPE_NAMES: dict[type, str] = {cls: name for name, cls in TYPES.items()}


def key(record: Record) -> tuple[str, str, str]:
    """What a record is known by and sorted by: type, owner (`of`), id."""
    return TYPE_NAMES[type(record)], getattr(record, "of", None) or "", record.id or ""
