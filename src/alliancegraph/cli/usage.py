"""What ends a command before or beside its own messages: wrong usage, Ctrl-C, a path that cannot be looked at.

Wrong usage is said in German too: click speaks English only.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import click

_HELP = getattr(click.exceptions, "NoArgsIsHelpError", ())  # no fault: the help is shown; unknown to click before 8.2


_UNUSABLE, _INTERRUPTED = 2, 130
_WORDS = {
    "interrupted": ("Abgebrochen.", "Interrupted."),
    "path": ("Auf {path} lässt sich nicht zugreifen ({reason}).", "{path} cannot be accessed ({reason})."),
}


class Group(click.Group):
    """A group of commands that says in German what is wrong, where that is `spoken`, before click's own words."""

    def __init__(self, *arguments: Any, spoken: Callable[[], str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.spoken = spoken

    def make_context(self, info_name: str | None, args: list[str], *more: Any, **options: Any) -> click.Context:
        """Parses the group's own options."""
        language = _asked(args) or self.spoken()
        context: click.Context = _said(language, super().make_context, info_name, args, *more, **options)
        context.meta[__name__] = language
        return context

    def invoke(self, ctx: click.Context) -> Any:
        """Parses a command's options, and runs it."""
        return _said(ctx.meta[__name__], super().invoke, ctx)


def _asked(arguments: Sequence[str]) -> str | None:
    """The language that a command line asks for: it has not been parsed yet."""
    words = [word for one in arguments for word in one.split("=", 1)]
    return next((two for one, two in pairwise(words) if one == "--language" and two in ("de", "en")), None)


def _said(language: str, step: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    try:
        return step(*arguments, **options)
    except click.UsageError as error:
        if language != "de" or isinstance(error, _HELP):
            raise
        raise click.UsageError(f"{german(error)} ({error.format_message()})", error.ctx) from error
    except KeyboardInterrupt:
        click.echo(_WORDS["interrupted"][language == "en"], err=True)
        sys.exit(_INTERRUPTED)
    except OSError as error:
        if error.filename is None:
            raise  # a closed pipe, which click ends silently
        reason = error.strerror or type(error).__name__
        click.echo(_WORDS["path"][language == "en"].format(path=os.fsdecode(error.filename), reason=reason), err=True)
        sys.exit(_UNUSABLE)


def german(error: click.UsageError) -> str:
    """What is wrong, in a sentence."""
    match error:
        case click.NoSuchOption():
            likely = " oder ".join(error.possibilities or ())
            return f"Die Option {error.option_name} gibt es nicht." + (f" Meinten Sie {likely}?" if likely else "")
        case click.MissingParameter():
            return f"Es fehlt {_named(error)}."
        case click.BadParameter():
            return f"Der Wert für {_named(error)} passt nicht."
        case click.BadOptionUsage():
            return f"Die Option {error.option_name} ist nicht vollständig."
    return "So lässt sich der Befehl nicht aufrufen."


def _named(error: click.BadParameter) -> str:
    return str(error.param_hint or (error.param and error.param.get_error_hint(error.ctx)) or "eine Angabe")
