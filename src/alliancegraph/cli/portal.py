"""The commands for portals: settings, the site, its server, a look with a harvester's eyes, a store."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from alliancegraph.cli.options import EPILOG, language, leave, quiet, reading


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@language
@quiet
def init(**options: Any) -> NoReturn:
    """Write a publication.toml to fill in: who publishes, where, under which licence.

    It says of each setting what it is for. A publication.toml that is there is never replaced.

    \b
    Example:
        alliancegraph init records/
    """
    from alliancegraph.cli import publishing

    leave(publishing.init(**options))


@click.command(epilog=EPILOG)
@reading
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for the site."
)
@click.option(
    "--date",
    "day",
    metavar="DAY",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day of this publication (2026-11-21), for what has changed and says no day of its own.",
)
@click.option(
    "--confirm-deletions", is_flag=True, help="Publish although more than a tenth of what was published would go."
)
def publish(day: datetime | None, **options: Any) -> NoReturn:
    """Write the whole site: pages, data, dumps, catalogue, and the configuration of web servers.

    The site is written beside the old one and takes its place at once. Where records have violations nothing is
    written. What was published before is never forgotten: what is gone leaves a tombstone, what was renamed (settings,
    `renamed`) leads on.

    \b
    Example:
        alliancegraph publish records/ -o site/
        alliancegraph publish records/ -o site/ --date 2026-11-21
    """
    from alliancegraph.cli import publishing

    leave(publishing.publish(day=day.date().isoformat() if day else None, **options))


@click.command(epilog=EPILOG)
@click.argument("site", type=click.Path(path_type=Path, file_okay=False))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 is all there are.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen at; 0 is a free one."
)
@click.option("--sparql", is_flag=True, help="Answer SPARQL queries too, at sparql.")
@language
@quiet
def serve(**options: Any) -> NoReturn:
    """Serve a published site over HTTP, with content negotiation; needs the extra [server].

    It stands at the path of its base IRI, health is at /health. A site that is published anew is served at once.

    \b
    Example:
        alliancegraph serve site/
        alliancegraph serve site/ --port 8080 --sparql
    """
    from alliancegraph.cli import serving

    leave(serving.serve(**options))


@click.command(epilog=EPILOG)
@click.argument("address", metavar="ADDRESS")
@click.option(
    "--state",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File for what a portal knows after this harvest; read first if it is there, to tell what has changed.",
)
@click.option(
    "--base",
    metavar="BASE",
    help="Where the catalogue will stand, where ADDRESS is a rehearsal: what begins with BASE is asked for beside it.",
)
@click.option(
    "--check",
    type=click.IntRange(min=0),
    default=100,
    show_default=True,
    help="Look at so many of the files that the catalogue names.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File for the report.")
@click.option(
    "--report", type=click.Choice(["text", "json"]), help="Form of the report. [default: json for -o .json, else text]"
)
@click.option("--allow-private", is_flag=True, help="Let addresses lead into private networks, as in a rehearsal.")
@language
@quiet
def harvest(**options: Any) -> NoReturn:
    """Look at a published catalogue, anybody's, as a portal's harvester does.

    Says what a portal would create, update and delete, what it would stumble over, and what to mend. Reads all pages
    of the catalogue, and asks whether the files are there that it names.

    \b
    Example:
        alliancegraph harvest https://example.org/catalog.ttl --state harvest.json
        alliancegraph harvest http://127.0.0.1:8000/catalog.ttl --allow-private --base https://example.org/
    """
    from alliancegraph.cli import harvesting

    leave(harvesting.look(**options))


@click.command(epilog=EPILOG)
@reading
@click.option("--endpoint", metavar="URL", required=True, help="Address of the store's Graph Store Protocol.")
@click.option("--graph", metavar="IRI", help="Graph to replace. [default: dataset/alliances below the settings' base]")
@click.option("--update", metavar="URL", help="Address of the store's SPARQL Update, for what goes in batches.")
@click.option(
    "--batch",
    type=click.IntRange(min=1),
    default=100_000,
    show_default=True,
    help="How many statements go in one request.",
)
def push(**options: Any) -> NoReturn:
    """Put records into an RDF store, as one graph (SPARQL 1.1 Graph Store Protocol).

    The graph is replaced as a whole and counted afterwards; when something fails, the old one stays. Where records
    have violations nothing is sent. Name and password, or a token, are taken from the environment:
    ALLIANCEGRAPH_USER and ALLIANCEGRAPH_PASSWORD, or ALLIANCEGRAPH_TOKEN.

    \b
    Example:
        alliancegraph push records/ --endpoint http://127.0.0.1:7878/store
        alliancegraph push records/ --endpoint https://example.org/store --update https://example.org/update
    """
    from alliancegraph.cli import pushing

    leave(pushing.send(**options))


COMMANDS = (init, publish, serve, harvest, push)
