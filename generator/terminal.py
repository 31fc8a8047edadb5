"""Click in Swedish: help, headings and errors in the words of the rest of the tool."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
# Longer than any first sentence: click would cut it off with dots.
WHOLE = 1_000
HEADINGS = {"Options": "Flaggor", "Commands": "Kommandon"}
COULD_NOT_RUN = 2


class Told(SystemExit):
    """The end of a command that has only told something: nothing of it waits to be written."""

    code: int


class SwedishFormatter(click.HelpFormatter):
    """Writes click's headings in Swedish."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        super().write_usage(
            prog,
            args.replace("[OPTIONS]", "[FLAGGOR]").replace("COMMAND [ARGS]...", "KOMMANDO …"),
            "Så här: ",
        )

    def write_heading(self, heading: str) -> None:
        """Write the heading of a list."""
        super().write_heading(HEADINGS.get(heading, heading))


class SwedishContext(click.Context):
    """A context whose help is Swedish."""

    formatter_class = SwedishFormatter


class SwedishCommand(click.Command):
    """A command whose help is Swedish."""

    context_class = SwedishContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Describe `--help` in Swedish."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Visa den här hjälpen."
        return option

    def get_short_help_str(self, limit: int = WHOLE) -> str:
        """Say what the command does in its whole first sentence, on as many lines as that takes."""
        return super().get_short_help_str(WHOLE)


class SwedishOption(click.Option):
    """An option that says in Swedish that it must be given."""

    def get_help_extra(self, ctx: click.Context) -> Any:
        """Translate click's mark of a required option."""
        extra = super().get_help_extra(ctx)
        return {**extra, "required": "måste anges"} if "required" in extra else extra


class SwedishGroup(SwedishCommand, click.Group):
    """A group of such commands; the outermost one says click's errors in Swedish.

    `group_class = type` is click's way to say that its groups are of the same kind.
    """

    command_class = SwedishCommand
    group_class = type

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run the command; a wrong call ends with one Swedish line and exit code 2."""
        try:
            return super().main(args, *rest, **{**extra, "standalone_mode": False})
        except click.ClickException as error:
            click.echo(f"Det gick inte: {say_error(error)}", err=True)
        except click.Abort:
            click.echo("Avbrutet.", err=True)
        raise SystemExit(COULD_NOT_RUN)


def say_error(error: click.ClickException) -> str:
    """Say what was wrong with a call."""
    given = getattr(error, "param", None)
    name = (
        given.opts[0]
        if isinstance(given, click.Option)
        else getattr(given, "human_readable_name", "")
    )
    match error:
        case click.UsageError() if "NoArgsIsHelp" in type(error).__name__:
            return "Skriv vad som ska göras. Skriv --help för att se vad som finns."
        case click.NoSuchOption():
            return f"Flaggan {error.option_name} finns inte. Skriv --help för att se dem som finns."
        case click.MissingParameter():
            return f"{name} saknas. Skriv --help för att se hur kommandot används."
        case click.BadParameter():
            return f"Värdet för {name} går inte att använda. Skriv --help för att se vad som är tillåtet."
        case click.UsageError():
            return "Kommandot eller dess värden känns inte igen. Skriv --help för att se vad som finns."
    return error.message


def folder_option(meaning: str) -> Callable[[Command], Command]:
    """Return the option that names the folder to write."""
    return click.option(
        "--out",
        "folder",
        cls=SwedishOption,
        required=True,
        type=click.Path(path_type=Path),
        metavar="MAPP",
        help=meaning,
    )
