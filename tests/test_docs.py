"""The documentation holds: its commands and examples run, its tables are the code's."""

from __future__ import annotations

import ast
import doctest
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import mapping_table
from alliancegraph import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def blocks(language: str) -> list[str]:
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    return [text for named, text in fenced if named == language]


def test_the_readmes_python_runs() -> None:
    example = "".join(blocks("python"))
    parsed = doctest.DocTestParser().get_doctest(example, {}, "README.md", "README.md", 0)
    result = doctest.DocTestRunner().run(parsed)
    assert result.attempted >= 5
    assert not result.failed


def test_the_turtle_in_the_readme_is_what_export_writes(tmp_path: Path) -> None:
    output = tmp_path / "alliances.ttl"
    done = CliRunner().invoke(cli.main, ["export", "data/alliances", "-o", str(output)])
    assert done.exit_code == 0, done.output
    (shown,) = blocks("turtle")
    assert shown in output.read_text(encoding="utf-8")


def test_what_the_readme_says_validate_prints_it_prints() -> None:
    command, line = re.findall(r"^\$ alliancegraph (.+)\n(.+)…$", README, re.MULTILINE)[0]
    done = CliRunner().invoke(cli.main, command.split())
    assert done.stdout.startswith(line)


def test_the_readmes_two_commands_are_the_ones_promised() -> None:
    assert [block.strip() for block in blocks("") if block.startswith("pip")] == [
        "pip install . && alliancegraph export data/alliances -o alliances.ttl",
        "pip install -e '.[test]' && pytest",
    ]


@pytest.mark.parametrize("page", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]), ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_mapping_table_is_the_codes() -> None:
    page = (ROOT / "docs" / "mapping.md").read_text(encoding="utf-8")
    table = page.split("<!-- table -->\n")[1].split("\n<!-- /table -->")[0]
    assert table == mapping_table.table()


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["test"], *extras["spark"]]  # Spark's tests skip where it is not
    names = [re.split(r"[<>=\[]", name)[0].lower() for name in wanted]
    assert [name for name in names if name not in page and not name.startswith("types-")] == []


def test_what_the_tests_import_is_named_by_the_test_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["test"], *extras["spark"]]  # Spark's tests skip where it is not
    named = {re.split(r"[<>=\[]", name)[0].lower() for name in wanted}
    distributions = metadata.packages_distributions()
    own = {"alliancegraph", *(file.stem for file in (ROOT / "tests").glob("*.py"))}
    for file in (ROOT / "tests").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            for package in {name.split(".")[0] for name in names} - own - sys.stdlib_module_names:
                assert named & {name.lower() for name in distributions.get(package, [package])}, (file.name, package)


@pytest.mark.parametrize("name", sorted(cli.main.commands))
def test_every_command_shows_an_example_and_explains_its_options(name: str) -> None:
    command = cli.main.commands[name]
    shown = CliRunner().invoke(cli.main, [name, "--help"]).output
    assert f"\n      alliancegraph {name} " in shown.split("\n  Example:")[1]
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name
    assert f"alliancegraph {name}" in README
