"""What the commands share: the archive they are in, days from options, and problems as they are shown."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click
from click.core import ParameterSource
from pydantic_core import PydanticCustomError

from generator.problems import CannotRun, Problem, Severity, only, show_lines
from generator.records import MALL, Archive, Loaded, hide_personal, parse_day

NO_FAULTS, FAULTS = 0, 1
MOST_ALIKE = 20


def parse_date(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> date | None:
    """Take `ÅÅÅÅ-MM-DD` from an option or the environment."""
    try:
        return parse_day(value) if value else None
    except PydanticCustomError as error:
        source = context.get_parameter_source(parameter.name or "")
        named = f"{parameter.envvar}: " if source is ParameterSource.ENVIRONMENT else ""
        raise CannotRun(f"{named}{error.message()}") from error


def find_root(path: Path) -> Path:
    """Return the archive a path lies in: the nearest folder upwards that holds a mall."""
    # A link is judged where it stands, not where it leads.
    here = Path(os.path.abspath(path))
    if not os.path.lexists(here):
        raise CannotRun(f"{path} finns inte.")
    for folder in (here, *here.parents):
        if (folder / MALL).exists():
            return folder
    raise CannotRun(f"{path} ligger inte i ett arkiv. Ett arkiv har filen {MALL}.")


def say(text: str = "", own: tuple[str, ...] = ()) -> None:
    """Print lines, of which none is more than words or points anyone out; `own` are the group's addresses."""
    click.echo(show_lines(hide_personal(text, own)))


def print_problems(problems: Sequence[Problem]) -> None:
    """Print fel first and then varningar, each group under its count."""
    faults, warnings = only(Severity.FEL, problems), only(Severity.VARNING, problems)
    reviewed = only(Severity.GRANSKAT, problems)
    for heading, group in (
        (f"{len(faults)} fel", faults),
        (say_warnings(len(warnings)), warnings),
        (say_reviewed(len(reviewed)), reviewed),
    ):
        if group:
            say(f"{heading}:")
            for line in list_problems(group):
                click.echo(show_lines(line))
            say()


def list_problems(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield each problem as it is shown; of many equal ones in a file the first, and how many more there are."""
    alike: dict[tuple[str, str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        same = alike[problem.origin.path, problem.field, problem.text]
        same.append(problem)
        if len(same) <= MOST_ALIKE:
            yield str(problem)
    for (path, _, _), same in alike.items():
        if (more := len(same) - MOST_ALIKE) > 0:
            told, *_, last = same
            yield f"{path}: {more} till som på rad {told.origin.line}, den sista på rad {last.origin.line}."


def say_reviewed(count: int) -> str:
    """Write how many findings somebody has looked at and let stand."""
    return "1 granskad och får stå" if count == 1 else f"{count} granskade och får stå"


def say_warnings(count: int) -> str:
    """Write a number of varningar, in the right form."""
    return "1 varning" if count == 1 else f"{count} varningar"


def print_counts(loaded: Loaded, shown: Sequence[Problem]) -> None:
    """Print what was read, and what that means."""
    faults = len(only(Severity.FEL, shown))
    if loaded.archive is None:
        say("Resten av arkivet är inte granskat än.")
        return
    say(f"Läst: {say_counts(loaded.archive)}. {faults or 'Inga'} fel.")
    elsewhere = len(loaded.faults) - faults
    if elsewhere:
        say(f"I resten av arkivet finns {elsewhere} fel.")


def say_counts(archive: Archive) -> str:
    """Write how much was read; an archive that is only beginning is told so."""
    counts = {
        "poster": len(archive.entries),
        "möten": len(archive.meetings),
        "beslut": len(archive.decisions),
    }
    singular = {"poster": "post", "möten": "möte", "beslut": "beslut"}
    parts = [
        f"{number} {singular[word] if number == 1 else word}" for word, number in counts.items()
    ]
    notes = []
    if not archive.entries and not archive.meetings:
        notes.append("arkivet är tomt och väntar på den första posten")
    elif not archive.held_meetings:
        notes.append("inget möte har hållits än")
    if archive.meetings and not archive.decisions:
        notes.append("inga beslut än")
    return ", ".join(parts) + (f" ({', '.join(notes)})" if notes else "")
