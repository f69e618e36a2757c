"""Runs the gather stage of CKAN's own DCAT harvester on addresses, and prints what it gathered as JSON, a line each.

For the interpreter of an environment that has CKAN (`.ci/run`), not for that of the tests. CKAN's database is left out:
what it would hold is kept in a list.

    python harvest.py LOCALE ADDRESS...
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

from ckan.common import config

LOCALE, *ADDRESSES = sys.argv[1:]
config.update(
    {
        "ckan.locale_default": LOCALE,
        "ckan.site_url": "https://portal.example.org",
        "ckanext.dcat.max_file_size": 50,
        "ckanext.dcat.rdf.profiles": "euro_dcat_ap_3",
    }
)

from ckanext.dcat.harvesters import rdf  # noqa: E402 - reads the settings above

GATHERED: list[tuple[str, dict[str, Any]]] = []
PAGES: list[dict[str, str]] = []
ERRORS: list[str] = []
COMPLETE: list[str] = []


class HarvestObject:
    """Takes the place of the database's table."""

    def __init__(self, guid: str, job: object, content: str) -> None:
        self.guid, self.content, self.id = guid, content, guid

    def save(self) -> None:
        GATHERED.append((self.guid, json.loads(self.content)))


class Harvester(rdf.DCATRDFHarvester):  # type: ignore[misc] # CKAN has no types
    """The harvester; what it asks of its database is answered from memory."""

    def _get_content_and_type(self, url: str, *given: Any, **more: Any) -> Any:
        content, content_type = super()._get_content_and_type(url, *given, **more)
        PAGES.append({"address": url, "type": content_type})
        return content, content_type

    def _gen_new_name(self, title: str) -> str:
        return title.lower().replace(" ", "-")

    def _save_gather_error(self, message: str, job: object) -> None:
        ERRORS.append(message)

    def _mark_datasets_for_deletion(self, guids: list[str], job: object) -> list[str]:
        COMPLETE.append("to be deleted is what is not among them")  # it comes here only when all pages are read
        return []


def gather(address: str) -> dict[str, Any]:
    """What comes of one address; `crash` is an error that the harvester itself does not handle."""
    for found in (GATHERED, PAGES, ERRORS, COMPLETE):
        found.clear()
    rdf.HarvestObject = HarvestObject
    rdf.model = SimpleNamespace(Package=SimpleNamespace(get=lambda _: SimpleNamespace(owner_org=None, url=address)))
    crash = None
    try:
        Harvester().gather_stage(SimpleNamespace(source=SimpleNamespace(id="1", url=address, config=None)))
    except Exception as error:
        crash = repr(error)
    return {"pages": PAGES, "errors": ERRORS, "crash": crash, "complete": bool(COMPLETE), "gathered": GATHERED}


for one in ADDRESSES:
    versions = {name: version(name) for name in ("ckan", "ckanext-dcat")}
    print(json.dumps({"versions": versions, **gather(one)}))
