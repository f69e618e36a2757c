"""Chooses the engine: compiled shapes, pySHACL, or each for the shapes it is there for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from alliancegraph.errors import UsageError
from alliancegraph.resource import Resource
from alliancegraph.validation.compiled import Compiled, compile_shapes
from alliancegraph.validation.compiled.declared import TARGETS
from alliancegraph.validation.compiled.view import Node, of_graph, of_trees, sh, to_rdflib
from alliancegraph.validation.report import Delegated, Result
from alliancegraph.validation.results import Describe, describer, results

if TYPE_CHECKING:
    import rdflib

    Data = rdflib.Graph | Sequence[Resource]

ENGINES = ("auto", "compiled", "pyshacl")
"""`auto` is the library's choice: `compiled`."""


@dataclass(frozen=True)
class Engine:
    """Shapes, ready to be run."""

    name: str
    shapes: rdflib.Graph
    compiled: Compiled
    describe: Describe

    @property
    def delegated(self) -> tuple[Delegated, ...]:
        """The shapes that compiled ones leave to pySHACL."""
        left = self.compiled.delegated if self.name != "pyshacl" else ()
        return tuple(Delegated(str(node).removeprefix("_:"), construct) for node, construct in left)

    def results(self, data: Data) -> list[Result]:
        """The top-level results of validating trees or a graph. Raises `UsageError` for shapes that are no SHACL."""
        if self.name == "pyshacl":
            return self._by_pyshacl(data, self.shapes)
        predicates = self.compiled.predicates
        view = of_trees(data, predicates) if isinstance(data, Sequence) else of_graph(data, predicates)
        found = results(self.compiled.run(view), self.describe, view)
        if self.compiled.delegated:
            others = _without_targets(self.shapes, [target.shape for target in self.compiled.targets])
            found += self._by_pyshacl(data, others)
        return found

    def _by_pyshacl(self, data: Data, shapes: rdflib.Graph) -> list[Result]:
        from alliancegraph.validation import shacl
        from alliancegraph.writers.graph import to_rdflib as to_graph

        return shacl.run(to_graph(data) if isinstance(data, Sequence) else data, shapes, self.describe)


def engine_for(name: str, shapes: rdflib.Graph | None = None) -> Engine:
    """The engine of that name with some shapes, or with the packaged ones.

    Raises `UsageError` for an unknown name, and for shapes with constructs that no engine here knows.
    """
    if name not in ENGINES:
        raise UsageError(f"unknown engine {name!r}; possible are {', '.join(ENGINES)}")
    return replace(_own() if shapes is None else _prepared(shapes), name=name)


@cache
def _own() -> Engine:
    """The packaged shapes, read and compiled once a process: they are constants of the program."""
    from alliancegraph.validation.shacl import own_shapes

    return _prepared(own_shapes())


def _prepared(shapes: rdflib.Graph) -> Engine:
    view = of_graph(shapes)
    for name, meaning in _FOR_NO_ENGINE.items():
        if sh(name) in view.inverse:
            raise UsageError(f"these shapes cannot be used: they have {meaning} (sh:{name})")
    return Engine("auto", shapes, compile_shapes(view), describer(view))


_FOR_NO_ENGINE = {
    "entailment": "data inferred before validation",  # SHACL section 1.5 wants a failure then
    "js": "constraints in JavaScript",
    "jsFunctionName": "functions in JavaScript",
}


def _without_targets(shapes: rdflib.Graph, nodes: Iterable[Node]) -> rdflib.Graph:
    """The same shapes, of which some are only there for others to refer to."""
    import rdflib

    from alliancegraph.validation.shacl import copy_of

    graph = copy_of(shapes)
    kinds = {to_rdflib(sh("NodeShape")), to_rdflib(sh("PropertyShape"))}
    for node in map(to_rdflib, nodes):
        for name in TARGETS:
            graph.remove((node, to_rdflib(sh(name)), None))
        for cls in set(graph.objects(node, rdflib.RDF.type)) - kinds:  # a shape that is a class targets its instances
            graph.remove((node, rdflib.RDF.type, cls))
    return graph
