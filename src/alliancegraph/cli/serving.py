"""Runs `serve`."""

from __future__ import annotations

import errno
from pathlib import Path

from alliancegraph.cli.sources import OK, UNUSABLE
from alliancegraph.cli.voice import Voice
from alliancegraph.errors import SiteError, finding


def serve(site: Path, host: str, port: int, sparql: bool, language: str, quiet: bool) -> int:
    """`alliancegraph serve`."""
    voice = Voice(language, quiet)
    try:
        from alliancegraph.publishing import server

        app = server.application(site, sparql=sparql)
    except ImportError:
        voice.findings([finding("server-extra-missing")])
        return UNUSABLE
    except SiteError as error:
        voice.findings(error.findings)
        return UNUSABLE
    try:
        listener = server.listen(host, port)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        voice.say("address-taken" if taken else "address", error=True, host=host, port=port, reason=error.strerror)
        return UNUSABLE
    address = server.address(listener, site)
    server.run(app, listener, lambda: voice.say("serving", address=address))
    return OK
