"""The command line: options are parsed here, the work runs in `run.py`, which is loaded only when a command runs."""

from __future__ import annotations

import functools
import locale
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar, cast

import click

from alliancegraph import __version__
from alliancegraph.cli.usage import Group
from alliancegraph.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])

EPILOG = "Exit codes: 0 all well, 1 faulty data, 2 wrong usage or unreadable source."


def default_language() -> str:
    """`en` where the locale is English, else `de`."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "en" if (named or locale.getlocale()[0] or "").lower().startswith("en") else "de"


def _common(command: F) -> F:
    """The options every command has that reads sources; they reach it as one value, `sources`."""

    @functools.wraps(command)
    def with_sources(
        *,
        sources: tuple[str, ...],
        publication: Path | None,
        language: str,
        quiet: bool,
        follow: str | None,
        limit: int | None,
        allow_private: bool,
        columns: Path | None,
        **options: Any,
    ) -> Any:
        from alliancegraph.cli.sources import Sources
        from alliancegraph.readers.web import Web

        try:
            web = Web(follow, limit, allow_private)
        except UsageError as error:
            raise click.BadParameter(str(error), param_hint="--follow") from error
        given = Sources(sources, publication, language, quiet, web, _columns(columns, language))
        return command(sources=given, **options)

    made = cast(F, with_sources)
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
            click.option(
                "--follow",
                metavar="PATTERN",
                help="Read, in place of a web page, the pages of its site that it links to and whose path fits: "
                "/alliances/* or re:REGEX.",
            ),
            click.option("--limit", type=click.IntRange(min=1), help="Read at most so many pages with --follow."),
            click.option(
                "--columns",
                type=click.Path(path_type=Path, dir_okay=False),
                help="What the columns of tables mean whose names do not tell (TOML).",
            ),
            click.option("--allow-private", is_flag=True, help="Let addresses lead into private networks."),
        ]
    ):
        made = option(made)
    return made


def _columns(file: Path | None, language: str) -> Any:
    """The column mapping in a file; with a fault in it, that is said and nothing else done."""
    if file is None:
        return None
    from alliancegraph.cli.sources import UNUSABLE, columns_in

    found = columns_in(file, language)
    return _exit(UNUSABLE) if found is None else found


@click.group(
    cls=Group, spoken=default_language, context_settings={"help_option_names": ["-h", "--help"]}, epilog=EPILOG
)
@click.version_option(__version__, prog_name="alliancegraph")
def main() -> None:
    """Turn the directory of an alliance network into linked data.

    A SOURCE is a file, a folder, - (standard input) or an http(s) address; web pages, text pages and record files
    (YAML, JSON, JSON Lines) are told apart by suffix and content.
    """


@main.command("import", epilog=EPILOG)
@_common
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder for the record files.")
@click.option(
    "--trace", type=click.Path(path_type=Path, dir_okay=False), help="File for an account of every line, as JSON Lines."
)
@click.option("--update", is_flag=True, help="Bring record files that are there up to date; edited fields stay.")
@click.option("--diff", is_flag=True, help="Show what an import into the folder would change, and write nothing.")
@click.option(
    "--accept",
    multiple=True,
    metavar="FIELD",
    help="Where a field was edited, take the page's value: perleberg.founded, or founded for all records.",
)
@click.option("--keep", multiple=True, metavar="FIELD", help="Where a field was edited, settle on the file's value.")
def import_(accept: tuple[str, ...], keep: tuple[str, ...], **options: Any) -> NoReturn:
    r"""Read profile pages into record files to edit, one YAML file a record.

    A record file that is there is never replaced. With --update, fields that still hold what the last import wrote
    follow the page; what people have edited stays, and where both have changed it is said.

    \b
    Example:
        alliancegraph import pages/*.txt -o records/ --trace trace.jsonl
        alliancegraph import pages/*.txt -o records/ --update --diff
        alliancegraph import pages/*.txt -o records/ --accept perleberg.founded
    """
    from alliancegraph.cli import run
    from alliancegraph.records.imports import Choices

    _exit(run.import_records(choices=Choices(accept, keep), **options))


@main.command(epilog=EPILOG)
@_common
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File for the report.")
@click.option(
    "--report",
    type=click.Choice(["text", "json", "turtle", "html", "sarif", "github"]),
    help="Form of the report. [default: by the suffix of -o (.txt .json .ttl .html .sarif), else text]",
)
def validate(**options: Any) -> NoReturn:
    r"""Say what is wrong or missing in records, and on which line.

    html is one page to open in a browser; sarif and github are for code scanning and GitHub Actions.

    \b
    Example:
        alliancegraph validate records/ --language en
        alliancegraph validate records/ --report html -o report.html
    """
    from alliancegraph.cli import run

    _exit(run.validate_records(**options))


@main.command(epilog=EPILOG)
@_common
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File for the linked data.")
@click.option(
    "--format",
    type=click.Choice(["turtle", "json-ld", "n-triples", "n-quads", "csv", "xlsx"]),
    help="Format of the output. [default: by the suffix of -o (.ttl .jsonld .nt .nq .csv .xlsx), else turtle]",
)
@click.option(
    "--complete",
    is_flag=True,
    help="For csv and xlsx: write everything, withheld personal data included. For editing, not for publication.",
)
def export(**options: Any) -> NoReturn:
    r"""Write records as linked data (Turtle, JSON-LD, N-Triples, N-Quads) or as a table (CSV, XLSX).

    Personal data without a stated basis is withheld, and said, in every format; a table to edit is written --complete.

    \b
    Example:
        alliancegraph export records/ -o alliances.ttl
        alliancegraph export records/ -o alliances.xlsx --complete
    """
    from alliancegraph.cli import run

    _exit(run.export_records(**options))


@main.command(epilog=EPILOG)
@_common
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File for the report.")
@click.option(
    "--report",
    type=click.Choice(["text", "json"]),
    help="Form of the report. [default: by the suffix of -o (.txt .json), else text]",
)
def privacy(**options: Any) -> NoReturn:
    r"""List the personal data that a publication would contain, on what basis, and what stays back.

    Values are shown only of what goes out on a stated basis; what stays back is told by its place.

    \b
    Example:
        alliancegraph privacy records/
        alliancegraph privacy records/ --report json -o personal-data.json
    """
    from alliancegraph.cli import run

    _exit(run.list_personal_data(**options))


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


@main.command(epilog=EPILOG)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File for the workbook, ending in .xlsx.",
)
@click.option(
    "--language", type=click.Choice(["de", "en"]), default=default_language, help="Language of sheets and columns."
)
def template(output: Path, language: str) -> NoReturn:
    r"""Write an empty workbook to fill in: alliances, contacts, projects, organisations.

    \b
    Example:
        alliancegraph template -o alliances.xlsx
    """
    from alliancegraph.cli import run

    _exit(run.write_template(output, language))


def _exit(code: int) -> NoReturn:
    raise SystemExit(code)
