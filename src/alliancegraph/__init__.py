"""alliancegraph: the directory of an alliance network as linked data.

Names are loaded when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alliancegraph.api import context, from_graph, ontology, resources, serialize, shapes, to_graph, validate
    from alliancegraph.errors import (
        AlliancegraphError,
        Finding,
        Place,
        ReadError,
        RecordError,
        SettingsError,
        UsageError,
    )
    from alliancegraph.mapping import published
    from alliancegraph.mapping.personal import PersonalItem, personal_data
    from alliancegraph.readers import read
    from alliancegraph.records import (
        Alliance,
        Area,
        ContactPoint,
        FocusArea,
        Image,
        LanguageMap,
        Organization,
        PartnerCount,
        Person,
        Project,
        Source,
        Unrecognised,
    )
    from alliancegraph.records.publication import Publication
    from alliancegraph.validation import Report, Result

__version__ = "0.1.0"

_HOMES = {
    "alliancegraph.api": "context from_graph ontology resources serialize shapes to_graph validate",
    "alliancegraph.errors": "AlliancegraphError Finding Place ReadError RecordError SettingsError UsageError",
    "alliancegraph.mapping": "published",
    "alliancegraph.mapping.personal": "PersonalItem personal_data",
    "alliancegraph.readers": "read",
    "alliancegraph.records": (
        "Alliance Area ContactPoint FocusArea Image LanguageMap Organization PartnerCount Person Project Source "
        "Unrecognised"
    ),
    "alliancegraph.records.publication": "Publication",
    "alliancegraph.validation": "Report Result",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "Alliance",
    "AlliancegraphError",
    "Area",
    "ContactPoint",
    "Finding",
    "FocusArea",
    "Image",
    "LanguageMap",
    "Organization",
    "PartnerCount",
    "Person",
    "PersonalItem",
    "Place",
    "Project",
    "Publication",
    "ReadError",
    "RecordError",
    "Report",
    "Result",
    "SettingsError",
    "Source",
    "Unrecognised",
    "UsageError",
    "context",
    "from_graph",
    "ontology",
    "personal_data",
    "published",
    "read",
    "resources",
    "serialize",
    "shapes",
    "to_graph",
    "validate",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'alliancegraph' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
