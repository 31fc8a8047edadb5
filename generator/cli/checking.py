"""The command that judges an archive, or what a change brings to it, and tells it in several forms."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from generator.cli.annotations import print_annotations
from generator.cli.examined import (
    SAID,
    check_request,
    examine,
    find_older,
    find_pages,
    find_prefix,
    read_request,
    say_caused,
)
from generator.cli.formats import write_gitlab, write_json, write_junit
from generator.cli.showing import Review, find_root, judge, parse_date, print_review
from generator.problems import CannotRun, Problem, sort_problems
from generator.records import collecting_later, hide_in_problem
from generator.terminal import COULD_NOT_RUN, SwedishCommand, Told

MALL_WAS_BROKEN = "Mallen har fel som fanns redan, så resten av din ändring är inte granskad. Säg till samordnaren."


FORMATS: Mapping[str, Callable[[Sequence[Review]], str]] = {
    "gitlab": write_gitlab,
    "json": write_json,
    "junit": write_junit,
}
date_option = click.option(
    "--date",
    "today",
    envvar="LAGESBILD_DATE",
    callback=parse_date,
    metavar="ÅÅÅÅ-MM-DD",
    help="Dagen som läget visas för (annars dagen för det senaste i arkivet).",
)

reader_option = click.option(
    "--for",
    "reader",
    envvar="LAGESBILD_FOR",
    metavar="LÄSARE",
    help="Vem det skrivs för: ett av mallens ord för spridning (annars gruppen själv, som ser allt).",
)


@click.command(cls=SwedishCommand)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[SÖKVÄG …]")
@date_option
@click.option(
    "--base",
    metavar="GREN",
    help="Granska bara det som har ändrats sedan GREN, till exempel origin/main. Andras fel stoppar inte.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", *FORMATS], case_sensitive=False),
    default="text",
    show_default=False,
    help="Hur svaret skrivs: som text, som anteckningar i GitHub, eller som en fil åt ett annat program.",
)
def check(paths: tuple[Path, ...], today: date | None, base: str | None, form: str) -> None:
    """Granska arkivet och visa alla fel och varningar.

    SÖKVÄG är ett arkiv, eller en fil eller mapp i det. Utan SÖKVÄG granskas mappen du står i.

    Slutkod: 0 inga fel, 1 fel, 2 gick inte att köra.
    """
    asked = group_paths(paths or (Path(),))
    with collecting_later():
        reviews = [review(root, inside, today, base) for root, inside in asked.items()]
    if form in FORMATS:
        click.echo(FORMATS[form](reviews), nl=False)
    else:
        for one in reviews:
            print_review(one)
    if form == "github":
        print_annotations(reviews)
    if (code := judge(reviews)) == COULD_NOT_RUN:
        raise CannotRun(MALL_WAS_BROKEN)
    raise Told(code)


def review(root: Path, asked: Sequence[str], today: date | None, base: str | None) -> Review:
    """Judge an archive, or with `base` what has changed in it since; of the asked paths in it."""
    loaded, older, pages = examine(root, today), set[Problem](), list[str]()
    if base is not None:
        request = read_request(root, base, loaded.archive.today if loaded.archive else today)
        if loaded.archive:
            told = {one.origin.path for one in loaded.settled if one.field != SAID}
            loaded.problems += map(hide_in_problem, check_request(request, loaded.archive, told))
            pages += find_pages(request, loaded.archive)
        older = find_older(request, loaded.problems)
        loaded.problems = sort_problems(
            one if one in older else say_caused(root, request, one) for one in loaded.problems
        )
    # Without its mall nothing else could be read, so the mall's problems are everyone's.
    shown = [
        one
        for one in loaded.problems
        if loaded.archive is None or any(is_inside(one.origin.path, path) for path in asked)
    ]
    own, were = (tuple(one for one in shown if (one in older) == old) for old in (False, True))
    return Review(loaded, own, were, find_prefix(root), tuple(pages), loaded.unknown)


def group_paths(paths: Sequence[Path]) -> dict[Path, list[str]]:
    """Return the archives the paths lie in, each with its paths from the root with `/`."""
    asked: dict[Path, list[str]] = {}
    for path in paths:
        root = find_root(path)
        place = Path(os.path.abspath(path)).relative_to(root)
        asked.setdefault(root, []).append(place.as_posix())
    return asked


def is_inside(path: str, folder: str) -> bool:
    """Say whether an archive path is the asked one or lies below it."""
    return folder == "." or path == folder or path.startswith(f"{folder}/")
