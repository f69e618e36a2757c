"""Runs `push`."""

from __future__ import annotations

import os

from alliancegraph.cli.publishing import settled, sound
from alliancegraph.cli.sources import OK, UNUSABLE, Sources
from alliancegraph.errors import PushError
from alliancegraph.mapping import resources
from alliancegraph.publishing.layout import DATASETS
from alliancegraph.publishing.push import Credentials, Target, exposed, push


def send(sources: Sources, endpoint: str, graph: str | None, update: str | None, batch: int) -> int:
    """`alliancegraph push`."""
    voice, settings = sources.voice, settled(sources)
    if settings is None:
        return UNUSABLE
    target = Target(endpoint, graph or f"{settings.base}{DATASETS}alliances", update, batch)
    credentials = Credentials(*(os.environ.get(f"ALLIANCEGRAPH_{name}", "") for name in ("USER", "PASSWORD", "TOKEN")))
    if warning := exposed(target, credentials):
        voice.findings([warning])
    records, code = sound(sources, settings)
    if code == OK:
        try:
            pushed = push(resources(records, settings), target, credentials)
        except PushError as error:
            voice.findings(error.findings)
            code = UNUSABLE
    if code == OK:
        voice.findings(pushed.warnings)
        voice.say("pushed", count=pushed.statements, graph=target.graph)
    else:
        voice.say("unpushed", error=True, graph=target.graph)
    return code
