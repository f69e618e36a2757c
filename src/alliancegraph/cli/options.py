"""What commands have in common: the options of those that read sources, the language, the way out."""

from __future__ import annotations

import functools
import locale
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar, cast

import click

from alliancegraph.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])

EPILOG = "Exit codes: 0 all well, 1 faulty data, 2 wrong usage or unreadable source, 130 interrupted."


def default_language() -> str:
    """`en` where the locale is English, else `de`."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "en" if (named or locale.getlocale()[0] or "").lower().startswith("en") else "de"


language = click.option(
    "--language",
    type=click.Choice(["de", "en"]),
    default=default_language,
    help="Language of messages. [default: the locale's, else de]",
)
quiet = click.option("--quiet", is_flag=True, help="Say nothing but errors.")


def reading(command: F) -> F:
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
        given = Sources(sources, publication, language, quiet, web, _columns(columns, language), columns)
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
            language,
            quiet,
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
    return leave(UNUSABLE) if found is None else found


def leave(code: int) -> NoReturn:
    """Ends the program with an exit code."""
    raise SystemExit(code)
