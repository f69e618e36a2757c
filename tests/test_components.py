"""The gate counts what foreign components confirm, and fails where one that is required has confirmed nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import conftest

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent
TESTS = """
def test_counts(components):
    for name in {names!r}:
        components.count(name, "1.0", assertions=0 if name == {silent!r} else 2)

def test_nothing():
    pass
"""


def run(folder: Path, *arguments: str, silent: str = "", absent: str = "", **environment: str) -> tuple[int, str]:
    """The exit code and words of a run of tests of which one counts all components but `absent`, `silent` with 0."""
    shutil.copy(HERE / "conftest.py", folder)
    names = sorted(conftest.REQUIRED - {absent})
    (folder / "test_small.py").write_text(TESTS.format(names=names, silent=silent), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        env=os.environ | {"CI": "true"} | environment,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout


def test_each_component_is_printed_with_its_version_and_assertions(tmp_path: Path) -> None:
    code, printed = run(tmp_path)
    assert code == 0
    for name in conftest.REQUIRED:
        assert f"component {name} 1.0: 2 assertions" in printed
    assert "no assertion" not in printed


@pytest.mark.parametrize("name", ["nginx", "ckan", "W3C SHACL test suite sparql"])
@pytest.mark.parametrize("how", ["silent", "absent"])
def test_a_component_that_confirms_nothing_fails_the_run(tmp_path: Path, name: str, how: str) -> None:
    code, printed = run(tmp_path, silent=name if how == "silent" else "", absent=name if how == "absent" else "")
    assert code == 1
    assert re.findall("no assertion was held against this component, which fails in CI: (.*)", printed) == [name]


@pytest.mark.parametrize("chosen", [["test_small.py"], ["-k", "nothing"], ["--deselect", "test_small.py::test_counts"]])
def test_a_run_of_some_tests_needs_no_component(tmp_path: Path, chosen: list[str]) -> None:
    code, printed = run(tmp_path, *chosen, absent="nginx")
    assert (code, "no assertion" in printed) == (0, False)


def test_only_continuous_integration_needs_them(tmp_path: Path) -> None:
    assert run(tmp_path, absent="nginx", CI="")[0] == 0
