"""SHACL results, the same whichever engine found them: what a result says of its shape is read from the shapes."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from alliancegraph.errors import FrozenMap
from alliancegraph.resource import Literal
from alliancegraph.terms import BASE, SH, Term
from alliancegraph.validation.compiled import Found
from alliancegraph.validation.compiled.declared import NotCoreError, members
from alliancegraph.validation.compiled.view import Node, View, is_blank, rdfs, sh, to_rdflib
from alliancegraph.validation.report import Result
from alliancegraph.validation.sentences import SENTENCES

if TYPE_CHECKING:
    from rdflib.term import Identifier

SHAPES = BASE + "shapes#"
_ENDING = "ConstraintComponent"


class Facts(NamedTuple):
    """What all results of a shape and component share."""

    code: str
    severity: Term
    messages: Mapping[str, str] | None
    """None where only the engine has them: of components that are not SHACL Core."""
    component: str
    shape: str
    path: Identifier | None
    see: str | None
    term: str | None
    """The predicate that is the path; else what the shape names in place of one."""
    options: tuple[str, ...]


Describe = Callable[[Node, str], Facts]
"""Shape and component (its local name) -> what their results share."""


def describer(shapes: View) -> Describe:
    """Looks up in a shapes graph what results share, each once."""

    @cache
    def facts(shape: Node, component: str) -> Facts:
        iri = component if ":" in component else SH.namespace + component
        label = str(shape).removeprefix("_:")
        severity = next(iter(shapes.values(shape, sh("severity"))), SH.Violation)
        stated = next(iter(shapes.values(shape, sh("path"))), None)
        path = to_rdflib(stated) if stated is not None else None
        see = next((str(value) for value in shapes.values(shape, rdfs("seeAlso"))), None)
        return Facts(
            label.removeprefix(SHAPES) if label.startswith(SHAPES) else iri.rsplit("#", 1)[-1],
            Term(str(severity)),
            _messages(shapes, shape, component),
            iri,
            label,
            path,
            see,
            _named(path) or see,
            _options(shapes, shape) if component == f"In{_ENDING}" else (),
        )

    return facts


def by_language(messages: Iterable[tuple[str, str]]) -> FrozenMap:
    """Messages by language tag, with German and English always among them; one without a tag is taken for English."""
    found: dict[str, str] = {}
    for language, text in sorted(messages):
        found.setdefault(language or "en", text)
    first = next(iter(found.values()), "")
    return FrozenMap(sorted({"de": first, "en": first, **found}.items()))


def results(found: Iterable[Found], describe: Describe, data: View) -> list[Result]:
    """What the compiled engine found, as results."""
    return [
        result(
            describe(one.rule.shape, one.rule.component + _ENDING),
            data.term(one.focus),
            data.term(one.value) if one.value is not None else None,
            to_rdflib(one.path) if one.path is not None else None,
        )
        for one in found
    ]


def result(
    facts: Facts,
    focus: Identifier,
    value: Identifier | None,
    path: Identifier | None = None,
    severity: Term | None = None,
    messages: Mapping[str, str] | None = None,
) -> Result:
    """One result; `path`, `severity` and `messages` are those of the shape where not given."""
    return Result(
        code=facts.code,
        severity=severity or facts.severity,
        messages=facts.messages or messages or {},
        suggestion=_nearest(facts.options, str(value)) if facts.options else None,
        component=facts.component,
        focus_node=focus,
        path=facts.path if path is None else path,
        value=value,
        shape=facts.shape,
        term=facts.term if path is None else _named(path) or facts.see,
    )


def _named(path: Identifier | None) -> str | None:
    """The predicate that a path is: the label of a blank node has no colon, as an IRI has."""
    return str(path) if path is not None and ":" in path else None


def _messages(shapes: View, shape: Node, component: str) -> FrozenMap | None:
    name = component.removesuffix(_ENDING)
    if name not in SENTENCES:
        return None
    stated = [value for value in shapes.values(shape, sh("message")) if isinstance(value, Literal)]
    if stated:
        return by_language((value.language, value.lexical) for value in stated)
    limits = shapes.values(shape, sh(name[0].lower() + name[1:]))
    named = ", ".join(sorted(_label(shapes, limit) for limit in limits))
    german, english = SENTENCES[name]
    return by_language([("de", german.format(named)), ("en", english.format(named))])


def _label(shapes: View, limit: Node) -> str:
    if isinstance(limit, Literal):
        return limit.lexical
    return ", ".join(_label(shapes, one) for one in _listed(shapes, limit)) if is_blank(limit) else str(limit)


def _options(shapes: View, shape: Node) -> tuple[str, ...]:
    return tuple(_label(shapes, one) for head in shapes.values(shape, sh("in")) for one in _listed(shapes, head))


def _listed(shapes: View, head: Node) -> list[Node]:
    try:
        return members(shapes, head, "in")
    except NotCoreError:  # pySHACL has said something of it nevertheless
        return []


def _nearest(options: tuple[str, ...], value: str) -> str | None:
    """The code of a closed list that is nearest to a value outside it."""
    start = min((option[: len(option) - len(_last(option))] for option in options), key=len)
    wanted = value if value.startswith(start) else _last(value)
    codes = [option.removeprefix(start) for option in options]
    return next(iter(difflib.get_close_matches(wanted.removeprefix(start), codes, 1, 0.6)), None)


def _last(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
