"""All files of one record for one reader, as they are sent or kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.article.addresses import slug_of
from generator.article.values import Article
from generator.documents.package import MANIFEST, write_manifest, write_package
from generator.documents.pdf import render_pdf
from generator.documents.word import render_docx
from generator.pages.base import Build
from generator.pages.report.editions import find_editions, find_pdf
from generator.pages.report.sent.show import without_dead_ends
from generator.records import Decision, Meeting, Report

NAMES = {
    "report": "lagesrapport",
    "meeting": "minnesanteckningar",
    "decision": "protokollsutdrag",
}


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a record: `name` is that of its folder, and of what people open in it."""

    name: str
    files: Mapping[str, bytes]

    @property
    def documents(self) -> dict[str, bytes]:
        """What people open."""
        return {path: raw for path, raw in self.files.items() if path.startswith(self.name)}


def name_files(article: Article, reader: str, *, short: bool = False) -> str:
    """Return what the files are called: `lagesrapport-2026-11-bra`, of one page `…-kort`."""
    parts = (NAMES[article.ref.kind], slug_of(article.ref.id), slug_of(reader))
    return "-".join((*parts, "kort") if short else parts)


def read_kept(root: Path, build: Build, record: Report | Meeting | Decision) -> bytes | None:
    """Return the PDF of a report as it was sent to the build's reader, if it is kept."""
    editions = find_editions(build.archive, record) if isinstance(record, Report) else []
    path = find_pdf(build.archive, editions[-1]) if editions else ""
    return (root / path).read_bytes() if path else None


def write_files(
    article: Article,
    build: Build,
    reader: str,
    *,
    short: bool = False,
    kept: bytes | None = None,
) -> Files:
    """Return the PDF, the Word file and the data; of what is one page there is the PDF alone.

    A list of all files, with what tells if one has been changed, stands among them. What was sent may
    lead to a record that is no more: there it is words. A PDF that is `kept` is not set anew.
    """
    article = without_dead_ends(build, article)
    name = name_files(article, reader, short=short)
    if short:
        documents = {f"{name}.pdf": render_pdf(article, build, reader, short=True)}
        return Files(name, {**documents, MANIFEST: write_manifest(article, documents)})
    documents = {f"{name}.pdf": kept or render_pdf(article, build, reader)}
    documents[f"{name}.docx"] = render_docx(article, build, reader)
    return Files(name, {**documents, **write_package(article, build, documents)})
