"""What all tests share: the folder of judges, and the count of what foreign components confirmed."""

from __future__ import annotations

import os
import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

SHARED = Path(__file__).parents[2] / "shared"

# The same examples on every run: a failing test fails again. `--hypothesis-profile=search` looks for new ones.
settings.register_profile(
    "steady", derandomize=True, deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", settings.get_profile("steady"), derandomize=False, max_examples=2000)
settings.register_profile("quick", settings.get_profile("steady"), max_examples=6)
settings.load_profile("steady" if os.environ.get("CI") == "true" else "quick")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of source pages and judges that lies beside the project; nothing of it is part of the project."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not there: its judges and pages are no part of the project")
    return SHARED


@pytest.fixture(scope="session")
def javascript() -> Path:
    """The folder of the scripts and of the packages that `npm ci --prefix tests/js` installs; tests fetch nothing."""
    folder = Path(__file__).parent / "js"
    if shutil.which("node") is None or not (folder / "node_modules").is_dir():
        pytest.skip("the JavaScript packages are not there: npm ci --prefix tests/js")
    return folder


CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_OPTIONS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="module")  # no longer: its event loop would be in the way of others
def browser() -> Iterator[Browser]:
    """Debian's Chromium, which goes nowhere by itself."""
    if not CHROMIUM.exists():
        pytest.skip("/usr/bin/chromium is not there (apt-get install chromium): no browser looks at pages")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        yield found
        found.close()


def pytest_configure() -> None:
    """Lets Ctrl-C reach the programs that tests start, also where the run was started in the background."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the slow tests too, as continuous integration does")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Slow tests are left to continuous integration, unless asked for."""
    if os.environ.get("CI") == "true" or config.getoption("--slow"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if not item.get_closest_marker("slow")]


REQUIRED = frozenset(
    {
        *("@actions/core", "@microsoft/jest-sarif (SARIF 2.1.0 schema)", "@microsoft/sarif-multitool", "LibreOffice"),
        *("Oxigraph server", "PyLD", "Virtuoso", "W3C SHACL test suite core", "W3C SHACL test suite sparql", "apache"),
        *("axe-core", "caddy", "chromium", "ckan", "ckanext-dcat", "dcat-ap shapes", "dcat-ap-de shapes"),
        *("domain_range schema.org", "extruct", "feedparser", "html5lib", "ical.js", "java", "jsonld (JavaScript)"),
        *("jsonschema", "libxml2 (XML Schema)", "n3 (JavaScript)", "nginx", "owlrl", "pyoxigraph", "pyshacl"),
        *("pyspark", "rdflib", "rfc3987", "sitemaps.org XSD", "starlette", "structured-data-testing-tool"),
        *("uvicorn", "vobject"),
    }
)
"""What takes part in all tests: the beginnings, to a blank, of names and versions as they are printed."""


class Components:
    """How many assertions hold our output against each foreign component; printed at the end of the run."""

    def __init__(self) -> None:
        self.counted: Counter[tuple[str, str]] = Counter()

    def count(self, name: str, release: str | None = None, assertions: int = 1) -> None:
        """Adds assertions that `name` took part in; its version is asked of the installation where not given."""
        self.counted[name, release or version(name)] += assertions

    def missing(self) -> list[str]:
        """The required ones that no assertion was held against."""
        held = [f"{name} {release} " for (name, release), assertions in self.counted.items() if assertions > 0]
        return sorted(one for one in REQUIRED if not any(label.startswith(f"{one} ") for label in held))


_COMPONENTS = Components()


@pytest.fixture(scope="session")
def components() -> Components:
    return _COMPONENTS


def is_whole(config: pytest.Config) -> bool:
    """Whether continuous integration runs all tests: none are chosen on the command line."""
    choices = ("keyword", "markexpr", "deselect", "ignore", "ignore_glob", "lf")
    is_chosen = config.args_source is config.ArgsSource.ARGS or any(config.getoption(one, None) for one in choices)
    return os.environ.get("CI") == "true" and not is_chosen


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In continuous integration a skipped check is a failure: `.ci/run` installs what the tests need.

    So is a component that no assertion was held against.
    """
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    has_skipped = os.environ.get("CI") == "true" and reporter is not None and reporter.stats.get("skipped")
    if has_skipped or (is_whole(session.config) and _COMPONENTS.missing()):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for (name, release), assertions in sorted(_COMPONENTS.counted.items()):
        terminalreporter.write_line(f"component {name} {release}: {assertions} assertions")
    if os.environ.get("CI") == "true":
        for report in terminalreporter.stats.get("skipped", []):
            terminalreporter.write_line(f"skipped, which fails in CI: {report.nodeid}: {report.longrepr}")
    for name in _COMPONENTS.missing() if is_whole(config) else ():
        terminalreporter.write_line(f"no assertion was held against this component, which fails in CI: {name}")
