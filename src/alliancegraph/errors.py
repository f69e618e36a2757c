"""Findings, and the errors that carry them.

```
AlliancegraphError
├── PushError (OSError)          a store that did not take a graph; `.findings` says why
├── ReadError (ValueError)       sources or records that could not be read; `.findings` has all faults of the run
├── RecordError (ValueError)     a record value that cannot be mapped; `.findings` says why
├── SettingsError (ValueError)   publication settings that cannot be used; `.findings` says where
├── SiteError (ValueError)       a folder that cannot be published into, or served; `.findings` says why
└── UsageError (ValueError)      an argument outside what the function takes
```
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any, NoReturn, Self

from alliancegraph.messages import MESSAGES
from alliancegraph.terms import SH, Term

SEVERITIES: dict[str, Term] = {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}


class FrozenMap(dict[str, str]):
    """Text by language tag, frozen and hashable."""

    __slots__ = ()

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def _frozen(self, *_: object, **__: object) -> NoReturn:
        raise TypeError(f"a {type(self).__name__} is frozen; make a new one")

    __setitem__ = __delitem__ = _frozen
    __ior__ = clear = pop = popitem = setdefault = update = _frozen

    def __or__(self, other: Any) -> Self:  # type: ignore[override]
        return type(self)({**self, **other}) if isinstance(other, Mapping) else NotImplemented

    def __ror__(self, other: Any) -> Self:  # type: ignore[override]
        return type(self)({**other, **self}) if isinstance(other, Mapping) else NotImplemented

    def copy(self) -> Self:
        """The same: a frozen value needs no copy."""
        return self

    def __reduce__(self) -> tuple[type[Self], tuple[dict[str, str]]]:
        return type(self), (dict(self),)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a source something stands: lines and columns count from 1; 0 means unknown. Renders as `file:line`.

    In a table `cell` says more: in a workbook the sheet and cell (`Bündnisse!C7`, of which line and column are the row
    and column), in a text table the name of the column. On a web page `element` is the CSS selector of the element:
    `page.html:41  #kontakt > dl > dd`.
    """

    file: str
    line: int = 0
    column: int = 0
    cell: str = ""
    element: str = ""

    def __str__(self) -> str:
        line = 0 if "!" in self.cell else self.line
        place = ":".join(str(part) for part in (self.file, line) if part)
        within = self.cell or self.element
        return f"{place}  {within}" if within else place


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something a person should know of a source or a record.

    `code` names the kind (see `messages/`), `severity` is `sh:Violation`, `sh:Warning` or `sh:Info`; `record` is the
    record's id and `field` a path into it (`contact_points[0].emails[1]`); `messages` holds the sentence in German and
    English, what to do included; `suggestion` is a value to put instead, where there is a likely one.
    """

    code: str
    severity: Term = SH.Violation
    messages: Mapping[str, str] = dataclass_field(default_factory=dict, hash=False)
    record: str | None = None
    field: str | None = None
    place: Place | None = None
    suggestion: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "messages", FrozenMap(self.messages))

    def message(self, language: str = "de") -> str:
        """The sentence in `language` (`de` or `en`)."""
        return self.messages.get(language) or next(iter(self.messages.values()), self.code)


def finding(
    code: str,
    *,
    record: str | None = None,
    field: str | None = None,
    place: Place | None = None,
    suggestion: str | None = None,
    **values: object,
) -> Finding:
    """The finding `code` of the table in `messages/`, its sentences filled in with `values`."""
    severity, german, english = MESSAGES[code]
    messages = {"de": german.format(**values), "en": english.format(**values)}
    return Finding(
        code=code,
        severity=SEVERITIES[severity],
        messages=messages,
        record=record,
        field=field,
        place=place,
        suggestion=suggestion,
    )


class AlliancegraphError(Exception):
    """The base of all errors of this library."""


class _FindingsError(AlliancegraphError):
    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(self.findings)

    def __str__(self) -> str:
        return "\n".join(f"{f.place or f.record or ''} {f.message('en')}".strip() for f in self.findings)


class PushError(_FindingsError, OSError):
    """A store that cannot be reached, refuses, or holds other statements than were sent."""


class ReadError(_FindingsError, ValueError):
    """Raised by `read` after the last good record; `findings` holds every fault of the run."""


class RecordError(_FindingsError, ValueError):
    """A record's value that no RDF term can carry, or that clashes with another record."""


class SettingsError(_FindingsError, ValueError):
    """Publication settings that cannot be used."""


class SiteError(_FindingsError, ValueError):
    """A folder that cannot be published into, or served: no site, one with an unreadable register, one in use."""


class UsageError(AlliancegraphError, ValueError):
    """An argument outside what a function takes: an unknown format, engine or language."""
