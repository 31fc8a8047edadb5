"""Click in Swedish: help, headings and errors in the words of the rest of the tool."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.swedish import decapitalize, join_words

Command = TypeVar("Command", bound=Callable[..., Any])
# Longer than any first sentence: click would cut it off with dots.
WHOLE = 1_000
HEADINGS = {"Options": "Flaggor", "Commands": "Kommandon"}
COULD_NOT_RUN = 2
HELP = "Skriv --help för att se vad som finns."
# How click begins when it knows no such command.
NO_COMMAND = "No such command"
# A group with more commands than these is not listed in a line.
FEW = 6


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
    name = name_parameter(given) if given else ""
    match error:
        case click.UsageError() if "NoArgsIsHelp" in type(error).__name__:
            return f"Skriv vad som ska göras{list_commands(error)}. {HELP}"
        case click.NoSuchOption():
            return f"Flaggan {error.option_name} finns inte. Skriv --help för att se dem som finns."
        case click.MissingParameter():
            return say_missing(error)
        case click.BadParameter() if given and isinstance(given.type, click.Choice):
            allowed = join_words(map(str, given.type.choices), "eller")
            return f"Värdet för {name} går inte att använda. Skriv {allowed}."
        case click.BadParameter():
            return f"Värdet för {name} går inte att använda. Skriv --help för att se vad som är tillåtet."
        case click.UsageError() if error.message.startswith(NO_COMMAND):
            return f"Det finns inget sådant kommando. {suggest_command(error) or HELP}"
        case click.UsageError():
            return f"Det står något efter kommandot som det inte känner igen. {HELP}"
    return error.message


def say_missing(error: click.MissingParameter) -> str:
    """Say at once all that a call must give and has not given, and how it is written.

    Click reads what was given before it asks for what was not, so all that it has not kept is missing.
    """
    context = error.ctx
    if context is None:
        return error.message
    needed = [one for one in context.command.get_params(context) if one.required]
    missing = [one for one in needed if one.name not in context.params]
    said = f"{join_words(map(name_parameter, missing))} saknas."
    if any(isinstance(one, click.Argument) for one in missing):
        return f"{said} Skriv {context.command_path} {' '.join(map(write_parameter, needed))}."
    options = [one for one in missing if isinstance(one, click.Option)]
    return f"{said} Skriv {join_words(map(explain_option, options))}."


def explain_option(option: click.Option) -> str:
    """Write `--out MAPP (mappen som filerna läggs i)`: an option and what it means."""
    meaning = decapitalize((option.help or "").partition(". ")[0].rstrip("."))
    return f"{write_parameter(option)} ({meaning})"


def write_parameter(given: click.Parameter) -> str:
    """Write what stands in a call: `--out MAPP` of an option, else the name alone."""
    name = name_parameter(given)
    if isinstance(given, click.Argument):
        return name
    choices = getattr(given.type, "choices", ())
    return f"{name} {given.metavar or join_words(map(str, choices), f'eller {name}')}"


def name_parameter(given: click.Parameter) -> str:
    """Return what an option, or what stands after the command, is called in the help."""
    return given.opts[0] if isinstance(given, click.Option) else given.human_readable_name


def list_commands(error: click.UsageError) -> str:
    """Write `: entry, meeting eller report` of a group with few commands."""
    names = find_commands(error)
    return f": {join_words(names, 'eller')}" if len(names) <= FEW else ""


def suggest_command(error: click.UsageError) -> str:
    """Ask for the command of a group that is most like what was written; nothing where none is."""
    # Only a mistake waits for it.
    from difflib import get_close_matches

    written = error.message.removeprefix(NO_COMMAND).strip(" .'")
    names = find_commands(error)
    if near := get_close_matches(written, names, 1):
        return f"Menade du {near[0]}?"
    return f"Skriv {join_words(names, 'eller')}." if len(names) <= FEW else ""


def find_commands(error: click.UsageError) -> list[str]:
    """Return the names of the commands of the group that was called."""
    context = error.ctx
    if context is None or not isinstance(context.command, click.Group):
        return []
    return context.command.list_commands(context)


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
