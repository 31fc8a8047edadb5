"""Freezing a report: what is still wanting, and the file that keeps it as it is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path, PurePosixPath

from generator.analysis import find_unheard
from generator.article.codec import to_json
from generator.article.plain import write_numbers, write_table
from generator.article.values import Article, charts_of, tables_of
from generator.documents.package import digest
from generator.documents.sent import name_files, write_files
from generator.figures import write_csv
from generator.pages.base import Build
from generator.pages.composed import Composer, make_build
from generator.pages.report.editions import Edition, find_editions, mark_edition
from generator.pages.report.sources import numbers_file
from generator.problems import list_choices, quote, suggest
from generator.records import (
    Archive,
    Frozen,
    Organisation,
    Report,
    SentFile,
    digest_report,
    find_awaited_in,
    pdf_path,
    recipients_of,
)
from generator.swedish import join_words, say_day


def find_wanting(
    archive: Archive, report: Report, by: str, missing: Sequence[str]
) -> Iterator[str]:
    """Yield everything that must be there before a report is frozen, and is not."""
    file, mall = report.file, archive.mall
    if mall.find_function(by) is None:
        hint = str(suggest(by, mall.functions)) or f"Mallen har {list_choices(mall.functions)}."
        yield f"{quote(by)} är ingen funktion. {hint}"
    named = {row.slug for name in missing if (row := mall.find(Organisation, name))}
    for name in missing:
        if mall.find(Organisation, name) is None:
            names = [row.name for row in mall.organisations]
            yield f"Mallen har ingen organisation som heter {quote(name)}. {suggest(name, names)}".strip()
    silent = [row.name for row in find_unheard(archive, report) if row.slug not in named]
    if silent:
        answer = "svaren" if len(silent) > 1 else "svaret"
        flags = " ".join(f'--missing "{name}"' for name in silent)
        yield (
            f"{join_words(silent)} har inte rapporterat. Vänta på {answer} eller lägg till {flags}."
        )
    if file is None:
        yield f"Rapporten har ingen fil än. Skriv lagesbild new report {report.id}."
        return
    if not file.text:
        yield "Sammanfattningen är inte skriven."
    rows = (
        ("diarienummer", file.reference),
        ("sekretessprövning", file.secrecy_review),
        ("upprättad", file.drawn_up),
        ("fastställd", file.adopted),
    )
    for key, said in rows:
        if not said:
            yield f'Raden "{key}" saknas eller är tom i rapportens fil.'


def find_doubts(archive: Archive, report: Report) -> Iterator[str]:
    """Yield what is to be thought of and stops nothing: a meeting may be missing, or one person judge their own work."""
    for day in find_awaited_in(archive, report):
        yield (
            f"Ett möte var planerat den {say_day(day)}, men arkivet har inget från det. Förs det in senare "
            "krävs en ny version av rapporten."
        )
    file = report.file
    if file and file.adopted and file.drawn_up and file.adopted.by == file.drawn_up.by:
        yield (
            f"{file.adopted.by} har både upprättat och fastställt rapporten. Låt helst en annan "
            "funktion fastställa den."
        )


def freeze_report(
    root: Path,
    archive: Archive,
    report: Report,
    *,
    by: str,
    tool: str,
    missing: Sequence[str] = (),
    reason: str = "",
) -> tuple[Frozen, dict[str, bytes]]:
    """Return the next edition of an adopted report, and its PDFs by their path.

    It is composed for each reader, with all it rests on.
    """
    editions = find_editions(archive, report)
    adopted = report.adopted
    assert adopted is not None
    before = editions[-1] if editions else None
    edition = Edition(before.version + 1, reason, before) if before else None
    composed = list(compose_for_readers(root, archive, report, edition))
    named = {name: archive.mall.find(Organisation, name) for name in missing}
    written = {reader: write_all(article, build, reader) for reader, article, build in composed}
    frozen = Frozen(
        report=report.id,
        version=edition.version if edition else 1,
        day=adopted.day,
        by=archive.mall.find_function(by) or by,
        tool=tool,
        articles={reader: to_json(article) for reader, article, _ in composed},
        records=digest_report(archive, report),
        files=tuple(
            SentFile(name, reader, digest(content))
            for reader, files in written.items()
            for name, content in files.items()
        ),
        missing=tuple(row.name if row else name for name, row in named.items()),
        reason=reason,
    )
    pdfs = {
        pdf_path(frozen, reader): written[reader][f"{name_files(article, reader)}.pdf"]
        for reader, article, _ in composed
    }
    return frozen, pdfs


def compose_for_readers(
    root: Path, archive: Archive, report: Report, edition: Edition | None
) -> Iterator[tuple[str, Article, Build]]:
    """Yield each reader whom the report is for, the group itself first, with its article."""
    mall = archive.mall
    sent = (mall.find_recipient(name) for name in recipients_of(archive, report.file))
    for reader in sorted({mall.distributions[0], *sent}, key=mall.rank):
        composer = Composer(make_build(root, archive, reader))
        article = composer.compose_today(report)
        marked = mark_edition(article, edition) if edition else article
        yield reader.name, marked, composer.build


def write_all(article: Article, build: Build, reader: str) -> dict[str, bytes]:
    """Return every file that is written of a report for a reader, by its name."""
    whole = write_files(article, build, reader)
    short = write_files(article, build, reader, short=True)
    return {**write_downloads(article), **short.documents, **whole.files}


def write_downloads(article: Article) -> dict[str, bytes]:
    """Return what can be downloaded from a report's page, by the name of each file."""
    tables = {table.file: write_table(table) for table in tables_of(article)}
    figures = {figure.file: write_csv(figure.grid) for figure in charts_of(article)}
    every = {**tables, **figures, numbers_file(article.ref.id): write_numbers(article)}
    return {PurePosixPath(address).name: text.encode() for address, text in every.items()}


def find_moved(root: Path, archive: Archive, report: Report) -> str:
    """Say that an archive has other numbers than when a report was adopted, or nothing."""
    build = make_build(root, archive, archive.mall.distributions[0])
    facts = Composer(build).find_facts(report)
    if not facts.amended:
        return ""
    titles = dict.fromkeys(row.title for row in facts.amended)
    adopted = report.adopted
    assert adopted is not None
    following = adopted.day + timedelta(days=1)
    return (
        f"Arkivet är ändrat sedan rapporten fastställdes den {say_day(adopted.day)}: {join_words([*titles])}. "
        'Det som fastställdes går inte att frysa. Läs rapporten, fastställ den på nytt och skriv den nya dagen i "fastställd", '
        f"tidigast den {say_day(following)}: bara på dagen syns det att den är fastställd igen."
    )
