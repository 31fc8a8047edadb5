"""What the commands share: the archive they are in, days from options, and problems as they are shown."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click
from click.core import ParameterSource
from pydantic_core import PydanticCustomError

from generator.problems import (
    CannotRun,
    Problem,
    Severity,
    list_problems,
    only,
    show_line,
    show_lines,
)
from generator.records import MALL, Loaded, hide_personal, parse_day
from generator.terminal import COULD_NOT_RUN

NO_FAULTS, FAULTS = 0, 1
WAS_THERE = {
    Severity.FEL: "Felet fanns redan, i en fil som din ändring inte rör",
    Severity.VARNING: "Varningen fanns redan, i en fil som din ändring inte rör",
    Severity.GRANSKAT: "Det granskades redan, i en fil som din ändring inte rör",
}


# Before the addresses of the pages that a change's own records stand on.
PAGES = "Det du har ändrat står på de här sidorna:"


@dataclass(frozen=True, slots=True)
class Review:
    """What is told of an archive: what its writer is to mend, and what was there before the change.

    `prefix` is the path of the archive from the top of its repository, with `/` last, or nothing.
    `pages` are the addresses in the site where the records of a change stand. `unknown` says what
    cannot be known where the archive lies, or nothing.
    """

    loaded: Loaded
    own: tuple[Problem, ...]
    older: tuple[Problem, ...] = ()
    prefix: str = ""
    pages: tuple[str, ...] = ()
    unknown: str = ""

    @property
    def faults(self) -> list[Problem]:
        """The problems that stop the writer."""
        return only(Severity.FEL, self.own)

    def place(self, path: str) -> str:
        """Return a path of the archive as its repository knows it."""
        return show_line(posixpath.normpath(f"{self.prefix}{path}"))


def parse_date(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> date | None:
    """Take `ÅÅÅÅ-MM-DD` from an option or the environment."""
    try:
        return parse_day(value) if value else None
    except PydanticCustomError as error:
        source = context.get_parameter_source(parameter.name or "")
        option = f"{parameter.opts[0]}: " if isinstance(parameter, click.Option) else ""
        named = f"{parameter.envvar}: " if source is ParameterSource.ENVIRONMENT else option
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
    count = len(reviewed)
    for heading, group in (
        (f"{len(faults)} fel", faults),
        (say_warnings(len(warnings)), warnings),
        (f"{count} {'granskad' if count == 1 else 'granskade'} och får stå", reviewed),
    ):
        if group:
            say(f"{heading}:")
            for line in list_problems(group):
                click.echo(show_lines(line))
            say()


def judge(reviews: Sequence[Review]) -> int:
    """Return the exit code: without a mall that can be read, what the writer wrote is not judged."""
    if any(review.faults for review in reviews):
        return FAULTS
    unread = any(review.loaded.archive is None for review in reviews)
    return COULD_NOT_RUN if unread else NO_FAULTS


def print_review(review: Review) -> None:
    """Print what is to be mended, what somebody else has to, and what was read."""
    print_problems(review.own)
    older = only(Severity.FEL, review.older)
    if older:
        say(f"{len(older)} fel som fanns redan:")
        for line in list_problems([*map(say_older, older)]):
            click.echo(show_lines(line))
        say()
    print_counts(review.loaded, review.own)
    if review.unknown:
        say(review.unknown)
    if warnings := len(only(Severity.VARNING, review.older)):
        say(f"I filer som din ändring inte rör finns också {say_warnings(warnings)}.")
    if review.pages:
        say(f"{PAGES} {', '.join(review.pages)}.")


def say_older(problem: Problem) -> Problem:
    """Return a problem that says that it is somebody else's."""
    return replace(problem, text=f"{WAS_THERE[problem.severity]}: {problem.text}")


def say_warnings(count: int) -> str:
    """Write a number of varningar, in the right form."""
    return "1 varning" if count == 1 else f"{count} varningar"


def print_counts(loaded: Loaded, shown: Sequence[Problem]) -> None:
    """Print what was read, and what that means."""
    faults = len(only(Severity.FEL, shown))
    if loaded.archive is None:
        say("Resten av arkivet är inte granskat än.")
        return
    say(f"Läst: {say_counts(loaded)}. {faults or 'Inga'} fel.")
    elsewhere = len(loaded.faults) - faults
    if elsewhere:
        say(f"I resten av arkivet finns {elsewhere} fel.")


def say_counts(loaded: Loaded) -> str:
    """Write how much was read; an archive that is only beginning is told so, if all of it could be."""
    archive = loaded.archive
    if archive is None:
        return ""
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
    # A file that could not be read may be what is said to be missing.
    if loaded.faults:
        return ", ".join(parts)
    if not archive.entries and not archive.meetings:
        notes.append("arkivet är tomt och väntar på den första posten")
    elif not archive.held_meetings:
        notes.append("inget möte har hållits än")
    if archive.meetings and not archive.decisions:
        notes.append("inga beslut än")
    return ", ".join(parts) + (f" ({', '.join(notes)})" if notes else "")
