"""The commands that lay up a year, and make an archive of what was laid up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.cli.checking import date_option
from generator.cli.showing import find_root, say
from generator.records import hide_personal, read_archive
from generator.swedish import say_count
from generator.terminal import SwedishCommand, SwedishOption, folder_option


@click.command("archive", cls=SwedishCommand)
@click.option(
    "--year", cls=SwedishOption, type=int, required=True, metavar="ÅÅÅÅ", help="Året som arkiveras."
)
@folder_option("Mappen som blir paketet. Den får inte finnas, eller ska vara tom.")
@date_option
def archive(year: int, folder: Path, today: date | None) -> None:
    """Skriv ett års arkivpaket: årets fastställda rapporter som PDF och data, och hela arkivet som text.

    Paketet har en README som säger vad som finns i det och vad som inte gör det. Alla filer skrivs, eller ingen.
    """
    from generator.documents.archive_package import lay_up
    from generator.documents.folder import refuse_place, write_whole
    from generator.starting import read_version

    root = find_root(Path())
    place = refuse_place(root, folder)
    files = lay_up(root, read_archive(root, today), year, read_version())
    is_new = write_whole(place, files)
    told = f"{folder} har {say_count(len(files), 'fil', 'filer')}. Läs README.md där först."
    say(hide_personal(told if is_new else f"{told} Paketet var redan skrivet, och är likadant."))


@click.command("restore", cls=SwedishCommand)
@click.argument("package", type=click.Path(path_type=Path), metavar="PAKET")
@folder_option("Mappen som blir arkivet. Den får inte finnas, eller ska vara tom.")
def restore(package: Path, folder: Path) -> None:
    """Gör ett arkiv av ett arkivpaket, i en ny eller tom mapp.

    Sidorna blir desamma som när paketet skrevs, om programmet har samma version. Är en enda fil i paketet ändrad återställs inget.
    """
    from generator.documents.archive_package import read_package, refuse_target
    from generator.documents.folder import write_whole
    from generator.starting import read_version

    place = refuse_target(folder)
    found = read_package(package)
    if place.exists():
        place.rmdir()
    write_whole(place, found.files)
    say(
        hide_personal(
            f"Arkivet från paketet för {found.year} ligger i {folder}: {say_count(len(found.files), 'fil', 'filer')}."
        )
    )
    own = read_version()
    if found.tool != own:
        say(
            f"Paketet är skrivet med lagesbild {found.tool} och det här är {own}. Sidorna kan se annorlunda ut."
        )
