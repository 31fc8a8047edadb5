"""The command that keeps an adopted report as it is sent."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.creating import parse_month
from generator.cli.documents import say_no_meeting
from generator.cli.examined import examine
from generator.cli.showing import FAULTS, find_root, print_problems, say
from generator.cli.unpacking import finish_interrupted
from generator.intake.folder import write_together
from generator.problems import CannotRun, Problem, Severity, only
from generator.records import Archive, Report, find_differences, say_difference
from generator.swedish import join_words, say_count, say_day, say_month
from generator.terminal import SwedishCommand, SwedishOption

WARNED = (
    "Rapporten fryses med det som granskningen varnar för. Är det fel: rätta det i en ny version innan "
    "rapporten sänds."
)


@click.command(cls=SwedishCommand)
@click.argument("month", metavar="ÅÅÅÅ-MM")
@click.option("--by", cls=SwedishOption, required=True, metavar="FUNKTION", help="Vem som fryser.")
@click.option(
    "--missing",
    multiple=True,
    metavar="ORGANISATION",
    help="En organisation som inte har rapporterat, och som rapporten ändå sänds utan. Får anges flera gånger.",
)
@click.option(
    "--version",
    "version",
    type=int,
    metavar="NUMMER",
    help="Versionens nummer, när rapporten ges ut på nytt.",
)
@click.option(
    "--reason", default="", metavar="TEXT", help="Varför rapporten ges ut på nytt, i en mening."
)
def freeze(month: str, by: str, missing: tuple[str, ...], version: int | None, reason: str) -> None:
    """Frys en fastställd rapport som den sänds.

    Rapporten sparas i entries/rapporter, med det som den bygger på. Från och med då visar dess sida det som sändes, och en ändring av det som den bygger på måste göras öppet. Saknas något skrivs inget, och allt som saknas sägs på en gång.

    Slutkod: 0 rapporten är fryst, 1 något saknas, 2 gick inte att köra.
    """
    from generator.documents.frozen import find_doubts, find_moved, find_wanting, freeze_report
    from generator.records import write_frozen
    from generator.starting import read_version

    root = find_root(Path())
    finish_interrupted(root)
    archive, report, warnings = read_for(root, parse_month(month))
    wanting = [
        *find_wanting(archive, report, by, missing),
        *find_wrong_version(archive, report, version, reason),
    ]
    moved = "" if wanting else find_moved(root, archive, report)
    if wanting or moved:
        from generator.pages.report.editions import find_editions

        say(
            f"Rapporten för {say_month(month)} går inte att frysa{'' if find_editions(archive, report) else ' än'}:"
        )
        for row in (*wanting, *filter(None, [moved])):
            say(f"  - {row}")
        raise SystemExit(FAULTS)
    print_problems(warnings)
    frozen, pdfs = freeze_report(
        root, archive, report, by=by, tool=read_version(), missing=missing, reason=reason.strip()
    )
    write_together(root, {frozen.path: write_frozen(frozen), **pdfs})
    if warnings:
        # From now on the report keeps what check warns of in its file.
        say(f"varning: {WARNED}")
    for doubt in find_doubts(archive, report):
        say(f"varning: {doubt}")
    edition = f", version {frozen.version}" if frozen.version > 1 else ""
    say(f"Fryst: rapporten för {say_month(month)}{edition}, {frozen.path}")
    say(f"Som PDF: {join_words(pdfs)}")
    # The draft that the group read has them as they were on the day it was drawn up.
    settled = f"den {say_day(frozen.day)}, då den fastställdes"
    say(f"Beslut, uppdrag och åtgärder står i den med det läge de hade {settled}.")
    say(
        f"Rapporten bygger på {say_count(len(frozen.records), 'fil', 'filer')}. Spara den frysta rapporten i Git innan den sänds."
    )


def read_for(root: Path, month: str) -> tuple[Archive, Report, list[Problem]]:
    """Return the archive without fel, its report of a month with a meeting, and the warnings of its file.

    What has changed since an earlier edition of the same report is what a new one is for.
    """
    loaded = examine(root)
    archive = loaded.archive
    known: list[Problem] = []
    if archive:
        known = [
            say_difference(archive, row)
            for row in find_differences(archive)
            if row.frozen.report == month
        ]
    faults = [row for row in loaded.faults if not any(is_same(row, one) for one in known)]
    if faults or archive is None:
        print_problems(faults)
        say("Inget är fryst. Rätta felen först.")
        raise SystemExit(FAULTS)
    report = archive.report.get(month)
    if report and report.file and not report.meetings:
        raise CannotRun(say_no_meeting(month))
    if report is None or not report.meetings:
        raise CannotRun(
            f"Arkivet har ingen rapport för {say_month(month)}, eftersom inget möte som står som hållet hör till den. "
            "Ett möte räknas som hållet när dess fil har närvaro."
        )
    own = report.file.path if report.file else ""
    warnings = [row for row in only(Severity.VARNING, loaded.problems) if row.origin.path == own]
    return archive, report, warnings


def is_same(told: Problem, known: Problem) -> bool:
    """Say whether a problem tells of the same file and the same way; one may say its figures too."""
    return told.origin == known.origin and told.field == known.field


def find_wrong_version(
    archive: Archive, report: Report, version: int | None, reason: str
) -> list[str]:
    """Return why no edition of that number can be made now."""
    from generator.pages.report.editions import find_editions

    editions = find_editions(archive, report)
    following = len(editions) + 1
    if not editions:
        return (
            []
            if version in (None, 1)
            else ["Rapporten är inte fryst än. Frys den utan --version först."]
        )
    found = []
    if version != following:
        found.append(
            f'Rapporten är redan fryst. Ska den ges ut på nytt: --version {following} --reason "…".'
        )
    elif not reason.strip():
        found.append('Säg varför rapporten ges ut på nytt: --reason "…".')
    adopted = report.adopted
    if adopted and adopted.day < editions[-1].day:
        found.append(
            'Dagen i raden "fastställd" är före den tidigare versionens. Skriv dagen då den nya fastställdes.'
        )
    return found
