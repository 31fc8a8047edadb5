"""The command that says of a file in someone's hands whether it was frozen, and sent to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import click

from generator.cli.showing import FAULTS, find_root, say
from generator.intake.folder import read_given
from generator.problems import CannotRun
from generator.records import load_archive, show_path
from generator.swedish import say_count, say_number
from generator.terminal import SwedishCommand

# More than a group sends in twenty years.
MOST_FILES = 10_000


@click.command(cls=SwedishCommand)
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FIL | MAPP …"
)
@click.option(
    "--arkiv",
    "archive_path",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="MAPP",
    help="Arkivet som filerna hålls mot (annars det du står i).",
)
def verify(paths: tuple[Path, ...], archive_path: Path) -> None:
    """Säg om en fil är fryst i arkivet, vilken version, för vem, och om den är sänd.

    FIL är en PDF, en Word-fil, en tabell eller en fryst rapport. Av en MAPP prövas varje fil. Filen känns igen på innehållet, inte på namnet. Till vem den är sänd sägs som rapportens fil har det. Är den ändrad sägs vad, så långt det går, också när den har fått ett annat namn. Av en mapp sägs vilka filer som saknas, och vilken version den är.

    Slutkod: 0 alla är frysta, 1 någon är ändrad, saknas, är okänd eller inte vår, 2 gick inte att köra.
    """
    from generator.documents.package import MANIFEST, PACKAGE
    from generator.documents.verdicts import judge_folders
    from generator.documents.verifying import Answer, Verified, Verifier, find_missing

    def verify_one(name: str, file: Path) -> Verified:
        try:
            return verifier.verify(name, read_given(file))
        except CannotRun as error:
            if file in paths:
                raise
            # In a folder may lie anything; what cannot be read may be what was frozen.
            return Verified(name, Answer.UNKNOWN, str(error))

    root = find_root(archive_path)
    archive = load_archive(root).archive
    if archive is None or not archive.frozen:
        raise CannotRun("Arkivet har ingen fryst rapport att hålla filerna mot.")
    verifier = Verifier(root, archive)
    given = dict(find_files(paths))
    found = [verify_one(name, file) for name, file in given.items()]
    lists = {
        one.name: read_given(given[one.name])
        for one in found
        # Of a file that is given alone nothing is told of where it lay.
        if one.answer in (Answer.FROZEN, Answer.AGAIN) and "/" in one.name
        if given[one.name].name in (MANIFEST, PACKAGE)
    }
    missing = list(find_missing(lists, given))
    alike: dict[str, list[str]] = defaultdict(list)
    for one in (*found, *missing):
        alike[f"{one.answer}: {one.words}"].append(one.name)
    for words, names in alike.items():
        say(words)
        for name in names:
            say(f"    {show_path(name)}")
    wrong = sum(one.answer not in (Answer.FROZEN, Answer.AGAIN) for one in found)
    if len(found) + len(missing) > 1:
        whole = judge_folders(verifier, found)
        total = say_total(len(found), wrong, len(missing))
        say("\n" + "\n".join([*whole, total]))
    raise SystemExit(FAULTS if wrong or missing else 0)


def say_total(found: int, wrong: int, missing: int) -> str:
    """Say how many of some files are as they were frozen, and how many are not there."""
    own = {1: "Filen är som den frystes", 2: "Båda filerna är som de frystes"}
    every = own.get(found, f"Alla {found} filer är som de frystes")
    told = f"{wrong} av {found} filer är inte som de frystes" if wrong else every
    word = "och" if wrong else "men"
    lack = f", {word} {say_count(missing, 'saknas', 'saknas')}" if missing else ""
    return f"{told}{lack}."


def find_files(paths: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Yield each file with its name, those of a folder by their paths in it."""
    for path in paths:
        if path.is_dir():
            every = list(islice(path.rglob("*"), MOST_FILES + 1))
            if len(every) > MOST_FILES:
                raise CannotRun(
                    f"{path} har mer än {say_number(MOST_FILES)} filer och mappar. "
                    "Välj en mapp med det som frystes."
                )
            files = sorted(file for file in every if file.is_file())
            folder = path.resolve().name
            # A link in the folder goes by where it lies, not by where it leads.
            yield from ((f"{folder}/{file.relative_to(path).as_posix()}", file) for file in files)
        else:
            yield path.name, path
