"""The rule for what was sent: its file is as it was when it was first kept in Git, whatever its sum says.

Whoever can change a file can write a sum that fits it, so its own sum tells of damage and the history of
everything else. Only what was taken out by decision may be another, and only in words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic_core import from_json

from generator.intake.folder import Removing
from generator.pages.history import MARK, read_objects, run_git, run_log
from generator.problems import Origin, Problem
from generator.records import (
    FROZEN_PATH,
    MALL,
    REASONS,
    REPORTS,
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

# A file of an edition, wherever in its repository the archive lies or lay.
KEPT_PATH = re.compile(rf"(?P<folder>(?:[^\n]+/)?)(?P<path>{FROZEN_PATH.pattern})")


def check_kept(root: Path, archive: Archive) -> Iterator[Problem]:
    """Yield a fel for each report that was sent and whose file is gone, or is not the one that was kept.

    Nobody was sent an example's, and they are written anew with the program.
    """
    if archive.mall.example:
        return
    now = {one.path: one for one in archive.frozen}
    for path, first in read_first(root, archive.mall.municipality):
        own = now.get(path)
        if own == first or (own and is_taken_out(archive, first, own)):
            continue
        what = "är en annan än den som sparades då" if own else "finns inte längre"
        text = (
            f"Rapporten för {say_month(first.report)} är fryst, och filen som den frystes i {what}. "
            f"Lägg tillbaka den ur Git. {AGAIN.format(first.report, first.version + 1)}"
        )
        yield Problem(Origin(path), text)


def say_unknown(root: Path, archive: Archive) -> str:
    """Say that it cannot be known here whether what was sent is as it was first kept, or nothing."""
    if archive.mall.example or not archive.frozen:
        return ""
    state = run_git(root, "rev-parse", "--is-shallow-repository", "HEAD").split()
    if state[:1] == ["false"]:
        return ""
    some = "här finns bara en del av historiken. Hämta resten med git fetch --unshallow."
    none = "den här mappen har ingen historik."
    return (
        f"Om de frysta rapporterna är som de frystes syns bara i Git, och {some if state else none}"
    )


def read_first(root: Path, kommun: str) -> Iterator[tuple[str, Frozen]]:
    """Yield the editions that commits have brought, by their path, each as the first of them had it."""
    prefix = run_git(root, "rev-parse", "--show-prefix").removesuffix("\n")
    log = run_log(
        root,
        *("--first-parent", "-m", "--no-renames", "--name-only"),
        *("--format=%x01%H", "--", f":(top,glob)**/{REPORTS}/*.json"),
    )
    # By the folder an archive lay in and the path in it, the newest commit first.
    commits: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    commit = ""
    for part in log.split("\0"):
        if part.startswith(MARK):
            commit = part.removeprefix(MARK)
        elif found := KEPT_PATH.fullmatch(part.removeprefix("\n")):
            commits[found["folder"]][found["path"]].append(commit)
    folders = [
        folder
        for folder, paths in commits.items()
        if folder == prefix or is_moved(root, kommun, folder, paths)
    ]
    for path in sorted({path for folder in folders for path in commits[folder]}):
        # Where it lay before is older than where it lies.
        names = [
            f"{commit}:{folder}{path}"
            for folder in sorted(folders, key=prefix.__eq__)
            for commit in reversed(commits[folder][path])
        ]
        if first := next(filter(None, map(read_edition, read_objects(root, names))), None):
            yield path, first


def is_moved(root: Path, kommun: str, folder: str, commits: Mapping[str, Sequence[str]]) -> bool:
    """Say whether the archive that lay in a folder of the repository is the same, and lies there no longer."""
    if run_git(root, "ls-files", "-z", "--", f":(top,literal){folder}{MALL}"):
        return False
    oldest = next(iter(commits.values()))[-1]
    mall = next(iter(read_objects(root, [f"{oldest}:{folder}{MALL}"]))) or b""
    told = dict(
        re.findall(r"^(kommun|exempel):[ \t]*(.*?)[ \t\r]*$", mall.decode("utf-8", "replace"), re.M)
    )
    return told.get("kommun") == kommun and told.get("exempel") != "ja"


def read_edition(raw: bytes | None) -> Frozen | None:
    """Read an edition; what could not be read when it was kept was not sent then."""
    try:
        return parse_frozen((raw or b"").decode().replace("\r\n", "\n"))
    except (ValueError, NewerSchema):
        return None


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
