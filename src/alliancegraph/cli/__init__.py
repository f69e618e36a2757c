"""The command line: options are parsed here, the work runs in `run.py`, which is loaded only when a command runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

import click

from alliancegraph import __version__
from alliancegraph.cli import portal
from alliancegraph.cli.options import EPILOG, default_language, leave, reading
from alliancegraph.cli.usage import Group


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
@reading
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
    """Read profile pages into record files to edit, one YAML file a record.

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

    leave(run.import_records(choices=Choices(accept, keep), **options))


@main.command(epilog=EPILOG)
@reading
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File for the report.")
@click.option(
    "--report",
    type=click.Choice(["text", "json", "turtle", "html", "sarif", "github"]),
    help="Form of the report. [default: by the suffix of -o (.txt .json .ttl .html .sarif), else text]",
)
def validate(**options: Any) -> NoReturn:
    """Say what is wrong or missing in records, and on which line.

    html is one page to open in a browser; sarif and github are for code scanning and GitHub Actions.

    \b
    Example:
        alliancegraph validate records/ --language en
        alliancegraph validate records/ --report html -o report.html
    """
    from alliancegraph.cli import run

    leave(run.validate_records(**options))


@main.command(epilog=EPILOG)
@reading
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File for the linked data.")
@click.option(
    "--format",
    type=click.Choice(["turtle", "json-ld", "n-triples", "n-quads", "csv", "xlsx"]),
    help="Format of the output. "
    "[default: by the suffix of -o (.ttl .jsonld .nt .nq, each also with .gz; .csv .xlsx), else turtle]",
)
@click.option(
    "--complete",
    is_flag=True,
    help="For csv and xlsx: write everything, withheld personal data included. For editing, not for publication.",
)
@click.option("--workers", type=click.IntRange(min=1), help="Processes that write linked data. [default: 1]")
@click.option(
    "--order",
    type=click.Choice(["id", "input"]),
    help="Order of the records in linked data: by type and id, or as they were read. [default: id]",
)
@click.option(
    "--rejects",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File for the records with errors and what is wrong with them, as JSON Lines.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    help="What does the work: this machine, or Apache Spark, into the folder -o. [default: local]",
)
@click.option(
    "--master", metavar="URL", help="Where Spark runs: local[4], spark://host:7077, … [default: its settings]"
)
def export(**options: Any) -> NoReturn:
    """Write records as linked data (Turtle, JSON-LD, N-Triples, N-Quads) or as a table (CSV, XLSX).

    Personal data without a stated basis is withheld, and said, in every format; a table to edit is written --complete.
    Linked data is written in batches: memory does not grow with the number of records in JSON Lines, tables or folders.

    \b
    Example:
        alliancegraph export records/ -o alliances.ttl
        alliancegraph export records/ -o alliances.xlsx --complete
        alliancegraph export register.jsonl -o register.nq.gz --workers 4 --rejects rejects.jsonl
    """
    from alliancegraph.cli import run

    leave(run.export_records(**options))


@main.command(epilog=EPILOG)
@reading
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File for the report.")
@click.option(
    "--report",
    type=click.Choice(["text", "json"]),
    help="Form of the report. [default: by the suffix of -o (.txt .json), else text]",
)
def privacy(**options: Any) -> NoReturn:
    """List the personal data that a publication would contain, on what basis, and what stays back.

    Values are shown only of what goes out on a stated basis; what stays back is told by its place.

    \b
    Example:
        alliancegraph privacy records/
        alliancegraph privacy records/ --report json -o personal-data.json
    """
    from alliancegraph.cli import run

    leave(run.list_personal_data(**options))


@main.command(epilog=EPILOG)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File for the schema.")
def schema(output: Path | None) -> NoReturn:
    """Print the JSON Schema of the record format, for editors.

    \b
    Example:
        alliancegraph schema -o record.schema.json
    """
    from alliancegraph.cli import run

    leave(run.write_schema(output, default_language()))


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
    """Write an empty workbook to fill in: alliances, contacts, projects, organisations.

    \b
    Example:
        alliancegraph template -o alliances.xlsx
    """
    from alliancegraph.cli import run

    leave(run.write_template(output, language))


for command in portal.COMMANDS:
    main.add_command(command)
