"""The real harvester: CKAN with ckanext-dcat, from an environment of its own, reads the served catalogue.

It fetches over TLS from the site's own server, since addresses of a publication are https. Its database is left out
(`ckan/harvest.py`).
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import uvicorn

import catalogues
import publications
from alliancegraph import areas
from alliancegraph.publishing.layout import FORMS, Files
from alliancegraph.publishing.server import application, listen
from alliancegraph.records import Record
from conftest import Components

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
LICENCE = "http://dcat-ap.de/def/licenses/cc-by/4.0"

Harvest = dict[str, Any]


class Portal(NamedTuple):
    """A CKAN that trusts the certificate of our servers."""

    python: Path
    certificate: Path
    key: Path

    def harvest(self, address: str, locale: str = "de") -> Harvest:
        """What it gathers from an address."""
        command = [str(self.python), str(ROOT / "tests" / "ckan" / "harvest.py"), locale, address]
        environment = os.environ | {"REQUESTS_CA_BUNDLE": str(self.certificate), "PYTHONHASHSEED": "0"}
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        assert done.returncode == 0, done.stderr
        printed: Harvest = json.loads(done.stdout.splitlines()[-1])
        assert printed["crash"] is None, printed["crash"]
        return printed


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    python = Path(os.environ.get("ALLIANCEGRAPH_CKAN", ROOT / "build" / "ckan" / "bin" / "python"))
    if not python.exists():
        pytest.skip("CKAN is not there: tests/ckan/requirements.txt says how to install it")
    folder = tmp_path_factory.mktemp("certificate")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return Portal(python, certificate, key)


class Served(NamedTuple):
    base: str
    files: Files


@contextmanager
def served(folder: Path, portal: Portal, records: Iterable[Record], **settings: Any) -> Iterator[Served]:
    """The whole site of some records, served under its own base IRI."""
    listener = listen("127.0.0.1", 0)
    base = f"https://127.0.0.1:{listener.getsockname()[1]}/familie/"
    files = publications.whole_site(records, base=base, **settings)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    config = uvicorn.Config(
        application(folder), log_level="error", ssl_certfile=portal.certificate, ssl_keyfile=str(portal.key)
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield Served(base, files)
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def sample(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("sample"), portal, publications.sample()) as one:
        yield one


def datasets(harvest: Harvest) -> dict[str, dict[str, Any]]:
    """What was gathered, by guid, in one order: that of a graph is none."""
    assert harvest["errors"] == []
    by_guid = {guid: in_order(dataset) for guid, dataset in harvest["gathered"]}
    assert len(by_guid) == len(harvest["gathered"])
    return by_guid


def in_order(dataset: dict[str, Any]) -> dict[str, Any]:
    return dataset | {
        "resources": sorted(dataset["resources"], key=lambda file: str(file["uri"])),
        "tags": sorted(dataset["tags"], key=lambda tag: str(tag["name"])),
        "extras": {extra["key"]: ordered(extra["value"]) for extra in dataset["extras"]},
    }


def ordered(value: str) -> str | list[str]:
    return sorted(json.loads(value)) if value.startswith("[") else value


def counted(harvest: Harvest, components: Components, assertions: int) -> None:
    for name, release in harvest["versions"].items():
        components.count(name, release, assertions)


def test_the_harvester_gathers_the_same_from_turtle_and_json_ld(
    portal: Portal, sample: Served, components: Components
) -> None:
    turtle, linked = (portal.harvest(f"{sample.base}catalog{suffix}") for suffix in (".ttl", ".jsonld"))
    assert [page["type"] for page in turtle["pages"]] == ["text/turtle"]
    assert [page["type"] for page in linked["pages"]] == ["application/ld+json"]
    assert datasets(turtle) == datasets(linked)
    assert list(datasets(turtle)) == [f"{sample.base}dataset/alliances"]  # known by its IRI
    counted(turtle, components, 4)


def test_the_harvester_finds_all_that_a_portal_shows(portal: Portal, sample: Served, components: Components) -> None:
    harvest = portal.harvest(f"{sample.base}catalog.ttl")
    (dataset,) = datasets(harvest).values()
    settings = publications.SETTINGS
    assert settings.publisher
    assert settings.contact
    extras = dataset["extras"]
    assert dataset["title"] == settings.title["de"]
    assert dataset["notes"] == settings.description["de"]
    assert dataset["url"] == f"{sample.base}dataset/alliances.html"
    assert {tag["name"] for tag in dataset["tags"]} >= {keyword["de"] for keyword in settings.keywords}
    assert (extras["publisher_name"], extras["publisher_url"]) == (
        settings.publisher.name["de"],
        settings.publisher.homepage,
    )
    assert (extras["contact_name"], extras["contact_email"]) == (settings.contact.name["de"], settings.contact.email)
    assert extras["guid"] == extras["identifier"] == extras["uri"] == f"{sample.base}dataset/alliances"
    assert extras["spatial_text"] == "Brandenburg"
    assert extras["temporal_start"] == "2008"
    assert {"issued", "modified", "frequency", "language", "theme", "access_rights", "publisher_type"} <= set(extras)
    assert len(dataset["resources"]) == len(FORMS)
    for file in dataset["resources"]:
        content = sample.files[file["url"].removeprefix(sample.base)]
        assert file["license"] == LICENCE
        assert (file["size"], file["hash"]) == (len(content), hashlib.sha256(content).hexdigest())
        assert file["mimetype"].startswith("https://www.iana.org/assignments/media-types/")
        assert file["name"].startswith(settings.title["de"])
        assert file["uri"].startswith(f"{sample.base}dataset/alliances#")
    counted(harvest, components, 12 + 5 * len(FORMS))


@pytest.mark.parametrize("suffix", [".ttl", ".jsonld"])
def test_a_portal_in_another_language_shows_german(
    portal: Portal, sample: Served, suffix: str, components: Components
) -> None:
    """It takes its own language, or the first there is."""
    harvest = portal.harvest(f"{sample.base}catalog{suffix}", locale="fr")
    (dataset,) = datasets(harvest).values()
    assert dataset["title"] == publications.SETTINGS.title["de"]
    assert {file["name"].rpartition(" (")[0] for file in dataset["resources"]} == {dataset["title"]}
    counted(harvest, components, 2)


def test_the_harvester_reads_250_datasets_in_pages(portal: Portal, tmp_path: Path, components: Components) -> None:
    records = catalogues.of_districts(250)
    with served(tmp_path, portal, records, datasets="district") as site:
        turtle, linked = (portal.harvest(f"{site.base}catalog{suffix}") for suffix in (".ttl", ".jsonld"))
    for harvest, suffix in ((turtle, ".ttl"), (linked, ".jsonld")):
        pages = [f"{site.base}catalog{part}{suffix}" for part in ("", "-2", "-3")]
        assert [page["address"] for page in harvest["pages"]] == pages
    gathered = datasets(turtle)
    assert gathered == datasets(linked)
    keys = [record.id.removeprefix("buendnis-") for record in records if record.id]
    assert set(gathered) == {f"{site.base}dataset/district-{key}" for key in keys}
    for key in keys:
        dataset = gathered[f"{site.base}dataset/district-{key}"]
        assert dataset["title"] == f"{publications.SETTINGS.title['de']}: {areas.name(key)}"
        assert dataset["extras"]["publisher_name"]
        assert dataset["extras"]["contact_email"]
        assert {file["license"] for file in dataset["resources"]} == {LICENCE}
        assert {file["url"].removeprefix(site.base) for file in dataset["resources"]} <= set(site.files)
        assert len(dataset["resources"]) == len(FORMS)
    counted(turtle, components, 4 + 6 * len(keys))


def test_what_changes_is_known_again(portal: Portal, sample: Served, tmp_path: Path, components: Components) -> None:
    """A new title makes no new dataset and no new files."""
    before = datasets(portal.harvest(f"{sample.base}catalog.ttl"))
    with served(tmp_path, portal, publications.sample(), title={"de": "Familienbündnisse, neu"}) as site:
        harvest = portal.harvest(f"{site.base}catalog.ttl")
    after = datasets(harvest)

    def known_by(gathered: dict[str, dict[str, Any]], base: str) -> list[str]:
        guids = [*gathered, *(file["uri"] for dataset in gathered.values() for file in dataset["resources"])]
        return [guid.removeprefix(base) for guid in guids]

    assert known_by(before, sample.base) == known_by(after, site.base)
    assert [dataset["title"] for dataset in after.values()] == ["Familienbündnisse, neu"]
    counted(harvest, components, 2)


def test_the_harvester_would_say_if_it_could_not_read(portal: Portal, sample: Served, components: Components) -> None:
    page = portal.harvest(f"{sample.base}dataset/alliances.html")
    assert (page["gathered"], len(page["errors"])) == ([], 1)
    nothing = portal.harvest(f"{sample.base}katalog.ttl")
    assert (nothing["gathered"], len(nothing["errors"])) == ([], 1)
    counted(page, components, 2)
