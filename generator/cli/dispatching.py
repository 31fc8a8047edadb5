"""The command that makes a report ready to send: files, a note to each who gets it, and what to write then."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import click

from generator.cli.checking import date_option
from generator.cli.documents import find_report, open_composer, out_option, say_written
from generator.cli.examined import SAID, examine
from generator.cli.showing import find_root, print_problems, say
from generator.problems import CannotRun, Problem
from generator.records import Archive, Report, read_archive, recipients_of
from generator.swedish import join_words, say_day, say_month
from generator.terminal import SwedishCommand


@click.command("send", cls=SwedishCommand)
@click.argument("month", metavar="ÅÅÅÅ-MM")
@out_option
@date_option
def send(month: str, folder: Path, today: date | None) -> None:
    """Gör en fastställd rapport klar att sända: filerna, ett följebrev till varje mottagare, och raden som säger att den är sänd.

    Varje mottagare får det som den får läsa. Inget sänds av programmet: bifoga filerna och klistra in texten själv, och skriv raden i rapportens fil när det är gjort.
    """
    from generator.documents.covering import DIGEST, write_note, write_row
    from generator.documents.folder import refuse_place, write_whole
    from generator.documents.package import digest
    from generator.documents.sent import read_kept, write_files

    root = find_root(Path())
    archive = read_archive(root, today)
    report = find_report(archive, month)
    recipients = find_recipients(archive, report)
    place = refuse_place(root, folder)
    print_problems(find_said(root, report, today))
    readers = defaultdict(list)
    for recipient in recipients:
        readers[archive.mall.find_recipient(recipient)].append(recipient)
    # All of them are made before any is written.
    made = []
    for reader, names in readers.items():
        composer = open_composer(root, archive, reader)
        article = composer.compose(report)
        kept = read_kept(root, composer.build, report)
        files = write_files(article, composer.build, reader.name, kept=kept)
        made.append((names, composer, article, files))
    for names, composer, article, files in made:
        is_new = write_whole(place / files.name, files.files)
        say_written(folder / files.name, len(files.files), files.documents, is_new=is_new)
        # Nothing of this points anyone out, though it may look so.
        mail = archive.mall.feedback.removeprefix("mailto:")
        own = (mail, DIGEST, *map(digest, files.documents.values()))
        for name in names:
            note = write_note(composer.build, report, article, files, name)
            say(f"\n=== {name}\n\n{note}", own=own)
    if not any(one.report == report.id for one in archive.frozen):
        say(
            f"\nvarning: Rapporten är inte fryst. Kör lagesbild freeze {report.id} innan den sänds, så att arkivet "
            "kan visa vad som sändes."
        )
    say_rows(report, [write_row(name) for name in recipients if name not in sent_to(report)])


def find_recipients(archive: Archive, report: Report) -> tuple[str, ...]:
    """Return who gets a report that may be sent."""
    from generator.documents.covering import find_hindrances

    if report.file is None:
        raise CannotRun(
            f"Rapporten för {say_month(report.id)} har ingen fil än. Skriv lagesbild new report {report.id}."
        )
    if lacks := find_hindrances(report):
        raise CannotRun(
            f"Rapporten för {say_month(report.id)} kan inte sändas än. I dess fil saknas: {join_words(lacks)}."
        )
    recipients = recipients_of(archive, report.file)
    if not recipients:
        raise CannotRun('Rapporten har ingen mottagare. Skriv raden "mottagare" i dess fil.')
    return recipients


def find_said(root: Path, report: Report, today: date | None) -> list[Problem]:
    """Return what is warned of in the numbers that a report's summary says."""
    own = report.file.path if report.file else ""
    found = examine(root, today).settled
    return [row for row in found if row.field == SAID and row.origin.path == own]


def sent_to(report: Report) -> dict[str, date]:
    """Return those whom a report has been sent to since it was last adopted, and when."""
    return {row.recipient: row.day for row in report.file.sent} if report.file else {}


def say_rows(report: Report, rows: list[str]) -> None:
    """Say what to write in the report's file when it has gone, or when it went."""
    say("\nInget är sänt av programmet.")
    for name, day in sent_to(report).items():
        say(f"Filen säger att den sändes till {name} den {say_day(day)}.")
    if rows and report.file:
        head = 'Lägg till under "expedierad"' if report.file.dispatched else "Skriv"
        say(f"{head} i {report.file.path} när det är gjort, med dagen då det sändes:\n")
        say("\n".join(rows if report.file.dispatched else ("expedierad:", *rows)))
