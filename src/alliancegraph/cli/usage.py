"""Wrong usage, said in German too: click speaks English only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

_HELP = getattr(click.exceptions, "NoArgsIsHelpError", ())  # no fault: the help is shown; unknown to click before 8.2


class Group(click.Group):
    """A group of commands that says in German what is wrong, where that is `spoken`, before click's own words."""

    def __init__(self, *arguments: Any, spoken: Callable[[], str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.spoken = spoken

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        """Parses the group's own options."""
        context: click.Context = self._said(super().make_context, *arguments, **options)
        return context

    def invoke(self, ctx: click.Context) -> Any:
        """Parses a command's options, and runs it."""
        return self._said(super().invoke, ctx)

    def _said(self, step: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        try:
            return step(*arguments, **options)
        except click.UsageError as error:
            if self.spoken() != "de" or isinstance(error, _HELP):
                raise
            raise click.UsageError(f"{german(error)} ({error.format_message()})", error.ctx) from error


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
