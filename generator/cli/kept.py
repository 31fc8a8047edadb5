"""The rule for what was sent: its file is as it was when it was first kept in Git, whatever its sum says.

Whoever can change a file can write a sum that fits it, so its own sum tells of damage and the history of
everything else. Only what was taken out by decision may be another, and only in words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from pydantic_core import from_json

from generator.intake.folder import Removing
from generator.pages.history import HERE, read_blobs, read_versions
from generator.problems import Origin, Problem
from generator.records import (
    FROZEN_PATH,
    REASONS,
    Archive,
    Entry,
    Expunged,
    Frozen,
    NewerSchema,
    Record,
    Table,
    digest_record,
    index_files,
    is_cleaned,
    is_left_empty,
    name_record,
    newest,
    parse_frozen,
    say_taken_out,
)
from generator.swedish import say_month

AGAIN = 'Ska rapporten ges ut på nytt: fastställ den på nytt, och kör lagesbild freeze {} --version {} --reason "…" --by ….'


def check_kept(
    root: Path, archive: Archive, staged: Path | None, added: Collection[str] | None = None
) -> Iterator[Problem]:
    """Yield a fel for each report that was sent and whose file is gone, or is not the one that was kept.

    Nobody was sent an example's, and they are written anew with the program.
    """
    if archive.mall.example:
        return
    now = {one.path: one for one in archive.frozen}
    for path, first in read_first(root, staged, added):
        own = now.get(path)
        if own == first or (own and is_taken_out(archive, first, own)):
            continue
        what = "är en annan än den som sparades då" if own else "finns inte längre"
        text = (
            f"Rapporten för {say_month(first.report)} är sänd, och filen som den frystes i {what}. "
            f"Lägg tillbaka den ur Git. {AGAIN.format(first.report, first.version + 1)}"
        )
        yield Problem(Origin(path), text)


def read_first(
    root: Path, staged: Path | None, added: Collection[str] | None
) -> Iterator[tuple[str, Frozen]]:
    """Yield the editions that commits have brought, by their path, each as the first of them had it."""
    versions = read_versions(root, staged, added)
    wanted = [
        (path, max(numbers))
        for path, numbers in versions.of.items()
        if FROZEN_PATH.fullmatch(path) and max(numbers) != HERE
    ]
    for (path, _), raw in read_blobs(versions, wanted).items():
        try:
            yield path, parse_frozen((raw or b"").decode().replace("\r\n", "\n"))
        except (ValueError, NewerSchema):
            # What could not be read then was never sent.
            continue


def is_taken_out(archive: Archive, first: Frozen, own: Frozen) -> bool:
    """Say whether an edition is an earlier one without the words of some records, and says so itself."""
    earlier, told = own.expunged[: len(first.expunged)], own.expunged[len(first.expunged) :]
    same = replace(own, articles=first.articles, records=first.records, expunged=earlier)
    said = {say_taken_out(row) for row in told}
    return (
        bool(told)
        and same == first
        and told[0].before == first.sha256
        and all(row.reason in REASONS for row in told)
        and own.articles.keys() == first.articles.keys()
        and all(
            is_cleaned(from_json(first.articles[reader]), from_json(text), said)
            for reader, text in own.articles.items()
        )
        and are_emptied(archive, first, own, told)
    )


def are_emptied(archive: Archive, first: Frozen, own: Frozen, told: Collection[Expunged]) -> bool:
    """Say whether each record that is told of was emptied, and an edition rests on all others as before."""
    there = {name_record(path): record for path, record in index_files(archive).items()}
    there |= archive.entry
    names = {row.record for row in told}
    changed = {path for path, kept in first.records.items() if own.records.get(path) != kept}
    return (
        own.records.keys() <= first.records.keys()
        and {name_record(path) for path in changed} <= names
        and all(
            own.records[path].approved == first.records[path].approved
            for path in changed & own.records.keys()
        )
        and all(
            name in archive.disposed
            or was_emptied(
                archive, own, there.get(name), [row for row in told if row.record == name]
            )
            for name in names
        )
    )


def was_emptied(
    archive: Archive, own: Frozen, record: Record | Table | None, told: Collection[Expunged]
) -> bool:
    """Say whether a record is there and was emptied; one that an edition rests on must be so still.

    But for an entry it may be written anew in the open: in a later edition, or with a later approval.
    """
    if isinstance(record, Entry):
        return record.removed is not None
    if not isinstance(record, Record):
        return False
    kept = own.records.get(record.path)
    if kept is None or own not in newest(archive.frozen):
        return True
    said = {Removing(row.day, row.reason, row.decision, row.by).as_text() for row in told}
    now = digest_record(type(record), record.source)
    return now.approved > kept.approved or is_left_empty(record, said)
