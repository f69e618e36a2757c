"""The command line: options are parsed here, the work runs in `run.py`, which is loaded only when a command runs."""

from __future__ import annotations

import locale
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from alliancegraph import __version__

F = TypeVar("F", bound=Callable[..., Any])

EPILOG = "Exit codes: 0 all well, 1 faulty data, 2 wrong usage or unreadable source."


def default_language() -> str:
    """`en` where the locale is English, else `de`."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "en" if (named or locale.getlocale()[0] or "").lower().startswith("en") else "de"


def _common(command: F) -> F:
    """The options every command has that reads sources."""
    for option in reversed(
        [
            click.argument("sources", nargs=-1, required=True, metavar="SOURCE..."),
            click.option(
                "--publication",
                type=click.Path(path_type=Path, dir_okay=False),
                help="Settings of the publication. [default: publication.toml in the source's folder, then its parent]",
            ),
            click.option(
                "--language",
                type=click.Choice(["de", "en"]),
                default=default_language,
                help="Language of messages. [default: the locale's, else de]",
            ),
            click.option("--quiet", is_flag=True, help="Say nothing but errors."),
        ]
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=EPILOG)
@click.version_option(__version__, prog_name="alliancegraph")
def main() -> None:
    """Turn the directory of an alliance network into linked data.

    A SOURCE is a file, a folder, - (standard input) or an http(s) address; text pages and record files (YAML, JSON,
    JSON Lines) are told apart by suffix and content.
    """


@main.command("import", epilog=EPILOG)
@_common
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder for the record files.")
@click.option(
    "--trace", type=click.Path(path_type=Path, dir_okay=False), help="File for an account of every line, as JSON Lines."
)
def import_(**options: Any) -> NoReturn:
    r"""Read profile pages into record files to edit, one YAML file a record.

    \b
    Example:
        alliancegraph import pages/*.txt -o records/ --trace trace.jsonl
    """
    from alliancegraph.cli import run

    _exit(run.import_records(**options))


@main.command(epilog=EPILOG)
@_common
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File for the report.")
@click.option("--report", type=click.Choice(["text", "json", "turtle"]), default="text", help="Form of the report.")
def validate(**options: Any) -> NoReturn:
    r"""Say what is wrong or missing in records, and on which line.

    \b
    Example:
        alliancegraph validate records/ --language en
    """
    from alliancegraph.cli import run

    _exit(run.validate_records(**options))


@main.command(epilog=EPILOG)
@_common
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File for the linked data.")
@click.option(
    "--format",
    type=click.Choice(["turtle", "json-ld", "n-triples", "n-quads"]),
    help="Format of the output. [default: by the suffix of -o (.ttl .jsonld .nt .nq), else turtle]",
)
def export(**options: Any) -> NoReturn:
    r"""Write records as linked data: Turtle, JSON-LD, N-Triples or N-Quads.

    Personal data without a stated basis is withheld, and said.

    \b
    Example:
        alliancegraph export records/ -o alliances.ttl
    """
    from alliancegraph.cli import run

    _exit(run.export_records(**options))


@main.command(epilog=EPILOG)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File for the schema.")
def schema(output: Path | None) -> NoReturn:
    r"""Print the JSON Schema of the record format, for editors.

    \b
    Example:
        alliancegraph schema -o record.schema.json
    """
    from alliancegraph.cli import run

    _exit(run.write_schema(output, default_language()))


def _exit(code: int) -> NoReturn:
    raise SystemExit(code)
