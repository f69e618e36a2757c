"""A record in the making: facts go in one after another, each is told where in the record it came to stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from alliancegraph.readers.profile import people
from alliancegraph.readers.profile.claims import Fact, Unread
from alliancegraph.readers.profile.sections import Kind

Path = tuple[str | int, ...]
PARAGRAPH = "\n\n"

# Lists and single values of a contact point; all other facts are the record's own.
_CONTACT_LISTS = ("departments", "telephones", "mobiles", "faxes", "emails", "opening_hours")
_CONTACT_VALUES = ("organization", "care_of", "post_office_box", "street", "postal_code", "locality", "country")
_ADDRESS = ("street", "postal_code", "locality", "post_office_box")
_RECORD_LISTS = {
    "alliance": ("partner_categories", "same_as", "images", "partners"),
    "organization": ("same_as", "images", "funders"),
}
_RECORD_VALUES = {
    "alliance": ("founded", "partner_count", "homepage", "profile_page", "modified"),
    "organization": ("founded", "homepage", "profile_page", "parent", "modified"),
}


@dataclass
class Text:
    """A text in the making: paragraphs of lines."""

    paragraphs: list[list[str]] = field(default_factory=list)

    def add(self, line: str, begins: bool) -> None:
        """Adds a line, to a paragraph of its own if it begins one."""
        if begins or not self.paragraphs:
            self.paragraphs.append([])
        self.paragraphs[-1].append(line)

    def __str__(self) -> str:
        return PARAGRAPH.join(" ".join(lines) for lines in self.paragraphs)


@dataclass
class Draft:
    """The values of one record, by field."""

    kind: Kind
    values: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    focus_areas: list[str] = field(default_factory=list)
    projects: list[tuple[str, str]] = field(default_factory=list)  # status and text
    contacts: list[dict[str, Any]] = field(default_factory=list)
    credits: dict[int, str] = field(default_factory=dict)  # of images, by their number
    places: dict[Path, int] = field(default_factory=dict)  # the line of each path, the first one
    _current: int = 0
    _named: int = 0  # the contact of the person named last
    _last: str = ""  # the field of the last contact fact

    def put(self, fact: Fact, line: int) -> Path | Unread | None:
        """Puts a fact where it belongs: its path, what could not be put, or None for a fact that is only a mark."""
        path = self._put(fact)
        if isinstance(path, Unread):
            return path
        if path is not None:
            self._place(path, line)
        return path

    def _place(self, path: Path, line: int) -> None:
        for length in range(1, len(path) + 1):
            self.places.setdefault(path[:length], line)

    def put_image(self, address: str, line: int) -> Path:
        """Puts an image that stands beside other facts."""
        path = self._append(self.values, (), "images", address)
        self._place(path, line)
        return path

    def _put(self, fact: Fact) -> Path | Unread | None:
        name, value = fact
        match name:
            case "name":
                self.values["name"] = f"{self.values['name']} {value}" if "name" in self.values else value
                return ("name",)
            case "locality+" | "street+":
                contact, field_name = self._contact(), name.rstrip("+")
                contact[field_name] = f"{contact.get(field_name, '')} {value}".strip()
                return ("contact_points", self._current, field_name)
            case "credit" if self.values.get("images"):
                self.credits[len(self.values["images"]) - 1] = value
                return ("images", len(self.values["images"]) - 1, "credit")
            case "name again":
                return ("name",)
            case "address" | "shared address":
                self._begin_address(value, name == "shared address")
                return None
            case "person" | "role" | "url":
                return self._contact_part(name, value)
            case "description" | "structure":
                return self._text(name, *value)
            case "focus_areas" | "focus_areas+" | "projects" | "projects+" | "projects¶":
                return self._item(name, value)
        if name in _CONTACT_LISTS:
            return self._append(self._contact(), ("contact_points", self._current), name, value)
        if name == "organization" and self._contact().get(name) not in (None, value):
            name = "departments"  # of the organisation already named
            return self._append(self._contact(), ("contact_points", self._current), name, value)
        if name in _CONTACT_VALUES:
            return self._once(self._contact(), ("contact_points", self._current), name, value)
        if name in _RECORD_LISTS[self.kind]:
            return self._append(self.values, (), name, value)
        if name in _RECORD_VALUES[self.kind]:
            return self._once(self.values, (), name, value)
        return Unread(str(getattr(value, "value", value)))

    def _contact(self) -> dict[str, Any]:
        if not self.contacts:
            self.contacts.append({})
        return self.contacts[self._current]

    def _begin_contact(self) -> dict[str, Any]:
        self.contacts.append({})
        self._current = len(self.contacts) - 1
        return self.contacts[-1]

    def _begin_address(self, values: dict[str, Any], shared: bool) -> None:
        """Begins an address: that of another contact point where the present one has another already.

        An address under a label of its own, below several persons, is that of the first, whose office stands for all.
        """
        if shared and not any(contact.keys() & set(_ADDRESS) for contact in self.contacts):
            self._current = 0
        known = self._contact()
        if str(values.get("locality")).startswith(f"{known.get('locality')} "):
            del known["locality"]  # "Sitz: Herzberg", in full "Herzberg (Elster)"
        differ = any(known.get(name, value) != value for name, value in values.items())
        if differ and known.keys() & set(_ADDRESS):
            self._begin_contact()
        self._last = "address"

    def _contact_part(self, name: str, value: Any) -> Path | Unread:
        contact = self._contact()
        if name == "url":
            if contact.get("organization") and contact.get("url") in (None, value):
                contact["url"] = value
                return ("contact_points", self._current, "url")
            return self._once(self.values, (), "homepage", value)
        if name == "role":
            return self._role(value)
        return self._person(value)

    def _person(self, name: str) -> Path:
        contact, first = self._contact(), self._current
        index = next((i for i, other in enumerate(self.contacts) if _is_same(other.get("person"), name)), first)
        if index != first:  # "Frau Mustermann" was named above with all her names
            self._current = index
        elif "person" in contact and not _is_same(contact["person"], name):
            # A second person has an office of their own; what follows two named in a row belongs to the first.
            self._begin_contact()
            index = self._current
            if self._last == "person":
                self._current = first
        self.contacts[index].setdefault("person", people.Named(name))
        self._last, self._named = "person", index
        return ("contact_points", index, "person", "name")

    def _role(self, role: str) -> Path:
        """The role of the person named last; where nobody was, or with another role, a department."""
        self._contact()
        above, contact = ("contact_points", self._named), self.contacts[self._named]
        person = contact.get("person")
        if person is None or person.role not in ("", role):
            return self._append(contact, above, "departments", role)
        contact["person"], self._last = person._replace(role=role), "person"
        return (*above, "person", "role")

    def _append(self, values: dict[str, Any], above: Path, name: str, value: Any) -> Path:
        items = values.setdefault(name, [])
        if value not in items:
            items.append(value)
        if above:
            self._last = name
        return (*above, name, items.index(value))

    def _once(self, values: dict[str, Any], above: Path, name: str, value: Any) -> Path | Unread:
        first = values.setdefault(name, value)
        if above:
            self._last = name
        if first == value:
            return (*above, name)
        return Unread(_shown(value), "value-second", {"name": name, "first": _shown(first), "value": _shown(value)})

    def _text(self, name: str, line: str, begins: bool) -> Path:
        # An organisation has no field for its structure: it belongs to its description.
        field_name = name if self.kind == "alliance" else "description"
        self.texts.setdefault(field_name, Text()).add(line, begins)
        return (field_name,)

    def _item(self, name: str, value: Any) -> Path:
        text = value[1] if isinstance(value, tuple) else value
        if self.kind == "organization":
            return self._text("description", text, not name.endswith(("+", "¶")))
        if name == "focus_areas":
            self.focus_areas.append(text)
        elif name == "focus_areas+":
            self.focus_areas[-1] += f" {text}"
        elif name == "projects":
            self.projects.append(value)
        else:
            status, begun = self.projects[-1]
            self.projects[-1] = (status, f"{begun}{' ' if name.endswith('+') else PARAGRAPH}{text}")
        kind = name.rstrip("+¶")
        return (kind, len(getattr(self, kind)) - 1)


def _is_same(person: people.Named | None, name: str) -> bool:
    """Whether a name is that of a person already named, or her family's name alone."""
    return person is not None and (person.name == name or (" " not in name and person.name.endswith(f" {name}")))


def _shown(value: Any) -> str:
    """A value as a message shows it."""
    return str(getattr(value, "value", value))
