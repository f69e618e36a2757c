"""The import rule (DESIGN section 3): each room imports only what lies before it, and base imports no room."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "alliancegraph"

BASE = frozenset({"terms", "errors", "messages", "iris", "packaged", "areas", "codelists", "generated"})
RECORDS = BASE | {"records"}
ROOMS: dict[str, frozenset[str]] = {
    **dict.fromkeys(BASE, BASE),
    "records": RECORDS,
    "readers": RECORDS | {"readers"},
    "resource": BASE,
    "mapping": RECORDS | {"resource", "mapping"},
    "writers": RECORDS | {"resource", "mapping", "writers"},
    "validation": RECORDS | {"resource", "mapping", "writers", "validation"},
    "publishing": RECORDS | {"readers", "resource", "mapping", "writers", "validation", "publishing"},
    "api": RECORDS | {"readers", "resource", "mapping", "writers", "validation"},
    "streaming": RECORDS | {"readers", "resource", "mapping", "writers", "validation", "streaming"},
    "cli": RECORDS
    | {"readers", "resource", "mapping", "writers", "validation", "publishing", "streaming", "cli", "api", "__init__"},
    "__main__": frozenset({"cli", "__init__"}),
    "__init__": RECORDS | {"readers", "mapping", "validation", "api"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(module: Path) -> set[str]:
    """The rooms of the package that a module imports, at its head or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "alliancegraph":
            parts = node.module.split(".")
            names = [alias.name for alias in node.names]
            found |= {parts[1]} if len(parts) > 1 else {n if n in ROOMS else "__init__" for n in names}
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("alliancegraph.")}
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_rooms_before_its_own(module: Path) -> None:
    assert imported(module) <= ROOMS[room(module)]


def test_every_room_is_in_the_plan() -> None:
    assert {room(module) for module in MODULES} == set(ROOMS)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_is_longer_than_a_person_can_hold(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 420


@pytest.mark.parametrize("flag", ["--help", "--version"])
def test_help_and_version_load_neither_rdflib_nor_pyshacl(flag: str) -> None:
    program = (
        "import sys\nfrom alliancegraph.cli import main\n"
        f"try:\n    main(['{flag}'])\nexcept SystemExit as end:\n    assert not end.code\n"
        "print(sorted({'rdflib', 'pyshacl', 'requests', 'yaml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert done.stdout.startswith({"--help": "Usage:", "--version": "alliancegraph, version "}[flag])


def test_importing_the_package_opens_nothing() -> None:
    program = "import sys, alliancegraph; print(sorted({'rdflib', 'yaml', 'msgspec'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
