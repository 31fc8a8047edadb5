"""The command that says of a file in someone's hands whether it was sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from generator.cli.showing import FAULTS, find_root, say
from generator.intake.folder import read_given
from generator.problems import CannotRun
from generator.records import load_archive
from generator.terminal import SwedishCommand


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
    """Säg om en fil är en som har sänts, vilken version, och för vem.

    FIL är en PDF, en Word-fil, en tabell eller en fryst rapport. Av en MAPP prövas varje fil. Filen känns igen på innehållet, inte på namnet. Är den ändrad sägs vad, så långt det går.

    Slutkod: 0 alla är sända, 1 någon är ändrad eller inte vår, 2 gick inte att köra.
    """
    from generator.documents.verifying import Answer, Verified, Verifier

    def verify_one(name: str, file: Path) -> Verified:
        try:
            return verifier.verify(name, read_given(file))
        except CannotRun as error:
            if file in paths:
                raise
            # In a folder may lie anything; what cannot be read is nothing that was sent.
            return Verified(name, Answer.NOT_OURS, str(error))

    root = find_root(archive_path)
    archive = load_archive(root).archive
    if archive is None or not archive.frozen:
        raise CannotRun("Arkivet har ingen fryst rapport att hålla filerna mot.")
    verifier = Verifier(root, archive)
    found = [verify_one(name, file) for name, file in find_files(paths)]
    wrong = [one for one in found if one.answer in (Answer.CHANGED, Answer.NOT_OURS)]
    alike: dict[str, list[str]] = defaultdict(list)
    for one in found:
        alike[f"{one.answer}: {one.words}"].append(one.name)
    for words, names in alike.items():
        say(words)
        for name in names:
            say(f"    {name}")
    if len(found) > 1:
        every = f"Alla {len(found)} filer" if len(found) > 2 else "Båda filerna"
        told = f"{len(wrong)} av {len(found)} filer är inte" if wrong else f"{every} är"
        say(f"\n{told} som de sändes.")
    raise SystemExit(FAULTS if wrong else 0)


def find_files(paths: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Yield each file with its name, those of a folder by their paths in it."""
    for path in paths:
        if path.is_dir():
            files = sorted(file for file in path.rglob("*") if file.is_file())
            folder = path.resolve().name
            # A link in the folder goes by where it lies, not by where it leads.
            yield from ((f"{folder}/{file.relative_to(path).as_posix()}", file) for file in files)
        else:
            yield path.name, path
