"""A year laid up: its adopted reports as documents and data, and the whole archive as text.

What was sent of a year can be read without any program. The archive beside it can be restored to a
folder that gives the same site, byte for byte, with the same version of the program.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from generator.article.frozen import read_article
from generator.documents.folder import read_all
from generator.documents.foreign import SETTINGS, refuse_foreign
from generator.documents.package import MANIFEST, digest, list_files, write_json
from generator.documents.readme import README, Laid, write_readme
from generator.documents.retention import find_due, write_due
from generator.documents.sent import write_files
from generator.pages.composed import Composer, make_build
from generator.pages.handwritten.beside import walk_docs
from generator.pages.history import find_earlier, read_history, read_uncommitted
from generator.pages.kept_history import KEPT, Kept, keep_history, write_kept
from generator.pages.report.editions import find_editions
from generator.problems import CannotRun
from generator.records import Archive, Distribution, Report, is_emptied, pdf_path, walk_files
from generator.swedish import join_words, say_count

KIND = "archive"
ARCHIVE, REPORTS, DUE = "arkiv", "rapporter", "gallring.csv"


@dataclass(frozen=True, slots=True)
class Package:
    """A package that has been read: which year it is of, the program that wrote it, and the archive's files."""

    year: int
    tool: str
    files: Mapping[str, bytes]


def lay_up(root: Path, archive: Archive, year: int, tool: str) -> dict[str, bytes]:
    """Return the files of a year's package by path; raises `CannotRun` where there is nothing to lay up."""
    adopted, drafts = find_adopted(archive, year)
    refuse_uncommitted(root)
    composers = Composers(root, archive)
    files = {
        f"{REPORTS}/{folder}/{path}": raw
        for report in adopted
        for folder, found in write_editions(composers, report)
        for path, raw in found.items()
    }
    own = {path: (root / path).read_bytes() for path in sorted(find_paths(root))}
    refuse_foreign(own)
    emptied = [path for path in own if is_emptied(archive, path)]
    whole = Kept(read_history(root), find_earlier(root, archive))
    kept = keep_history(whole, own.keys(), emptied)
    files |= {f"{ARCHIVE}/{path}": raw for path, raw in own.items()}
    files[f"{ARCHIVE}/{KEPT}"] = write_kept(kept).encode()
    due = find_due(archive)
    if due:
        files[DUE] = write_due(due).encode()
    told = {path: one for found in kept.earlier.values() for path, one in found.items()}
    lost = sum(not one.known for one in told.values())
    laid = Laid(year, tool, tuple(adopted), tuple(drafts), len(due), lost)
    files[README] = write_readme(archive, laid).encode()
    about = {
        "kind": KIND,
        "year": year,
        "title": f"{archive.mall.municipality}, {archive.mall.group}",
        "asOf": str(archive.today),
        "tool": tool,
    }
    return files | {MANIFEST: write_json({**about, "files": list_files(files)})}


def find_adopted(archive: Archive, year: int) -> tuple[list[Report], list[Report]]:
    """Return the reports of a year's months with a meeting: those that are adopted, and the drafts."""
    with_meeting = [report for report in archive.reports if report.meetings]
    adopted = [report for report in with_meeting if report.adopted]
    found = [report for report in adopted if report.id.startswith(f"{year}-")]
    if not found:
        years = join_words(dict.fromkeys(report.id[:4] for report in adopted))
        others = f" Fastställda rapporter finns för {years}." if years else ""
        raise CannotRun(f"Ingen rapport för {year} är fastställd.{others}")
    drafts = [row for row in with_meeting if row.id.startswith(f"{year}-") and row not in found]
    return found, drafts


def refuse_uncommitted(root: Path) -> None:
    """Refuse an archive whose records are not as its Git has them: what is kept for good is settled."""
    if paths := sorted(read_uncommitted(root, is_staged=False)):
        more = f" Det gäller {say_count(len(paths), 'fil', 'filer')}." if paths[1:] else ""
        raise CannotRun(
            f"{paths[0]} är inte sparad i Git som den är nu.{more} Spara ändringarna i Git först."
        )


@dataclass(frozen=True)
class Composers:
    """What composes records for each reader, made once for each."""

    root: Path
    archive: Archive
    made: dict[str, Composer] = field(default_factory=dict)

    def find(self, reader: str) -> Composer:
        """Return what composes for a reader; for one that the mall no longer has, the group's."""
        row = self.archive.mall.find(Distribution, reader) or self.archive.mall.distributions[0]
        if row.name not in self.made:
            self.made[row.name] = Composer(make_build(self.root, self.archive, row))
        return self.made[row.name]


def write_editions(
    composers: Composers, report: Report
) -> Iterator[tuple[str, Mapping[str, bytes]]]:
    """Yield the files of a report as it was sent, for each reader and edition; as it is where it was not."""
    archive = composers.archive
    editions = find_editions(archive, report)
    for frozen in editions:
        number = f"-version-{frozen.version}" if len(editions) > 1 else ""
        for reader in frozen.articles:
            if article := read_article(frozen, reader):
                # As it was sent, whatever the program would make of it now.
                file = composers.root / pdf_path(frozen, reader)
                kept = file.read_bytes() if file.is_file() else None
                made = write_files(article, composers.find(reader).build, reader, kept=kept)
                yield f"{made.name}{number}", made.files
    if not editions:
        group = archive.mall.distributions[0].name
        composer = composers.find(group)
        made = write_files(composer.compose(report), composer.build, group)
        yield made.name, made.files


def find_paths(root: Path) -> Iterator[str]:
    """Yield the files that a site is built from, by path from the archive's root."""

    def refuse(path: str, why: str) -> None:
        raise CannotRun(f"{path} gick inte att läsa: {why}")

    yield from (path for path, _ in walk_files(root, refuse))
    yield from walk_docs(root)
    if (root / SETTINGS).is_file():
        yield SETTINGS


def read_package(folder: Path) -> Package:
    """Read a package that is just as it was written; raises `CannotRun` for any other folder."""
    if not folder.is_dir():
        raise CannotRun(f"{folder} är ingen mapp.")
    found = read_all(folder)
    try:
        told: dict[str, Any] = from_json(found.pop(MANIFEST))
        listed = {row["path"]: row["sha256"] for row in told["files"]}
        year, tool = int(told["year"]), str(told["tool"])
        is_ours = told["kind"] == KIND
    except (KeyError, TypeError, ValueError):
        is_ours, listed, year, tool = False, {}, 0, ""
    if not is_ours:
        raise CannotRun(f"{folder} är inget arkivpaket. Ett sådant skrivs av lagesbild archive.")
    for problem, paths in (
        ("saknas", sorted(listed.keys() - found.keys())),
        ("hör inte till paketet", sorted(found.keys() - listed.keys())),
        (
            "är ändrad sedan paketet skrevs",
            [
                path
                for path in sorted(found)
                if path in listed and digest(found[path]) != listed[path]
            ],
        ),
    ):
        if paths:
            more = f", och {say_count(len(paths) - 1, 'fil', 'filer')} till" if paths[1:] else ""
            raise CannotRun(f"{paths[0]} {problem}{more}. Inget har återställts.")
    own = {
        path.removeprefix(f"{ARCHIVE}/"): raw
        for path, raw in found.items()
        if path.startswith(f"{ARCHIVE}/")
    }
    refuse_foreign(own)
    return Package(year, tool, own)


def refuse_target(folder: Path) -> Path:
    """Return the path of a folder that is not there, or is empty; raises `CannotRun` for any other."""
    place = Path(os.path.abspath(folder))
    if place == Path.cwd():
        raise CannotRun("Ange en annan mapp än den du står i.")
    if place.is_symlink() or (place.exists() and not place.is_dir()):
        raise CannotRun(f"{folder} är ingen mapp. Välj en annan.")
    if place.is_dir() and any(place.iterdir()):
        raise CannotRun(f"{folder} är inte tom. Välj en ny eller tom mapp.")
    return place
