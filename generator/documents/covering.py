"""The note that goes with a report to one who gets it, and the row that says when it went."""

from __future__ import annotations

from collections.abc import Iterator

from generator.article.values import Article, Form
from generator.documents.package import digest
from generator.documents.sent import Files
from generator.pages.base import Build
from generator.records import Report
from generator.swedish import say_count, say_day, say_month

DIGEST = "SHA-256"
DAY = "ÅÅÅÅ-MM-DD"  # no clock here: whoever sends it writes the day


def find_hindrances(report: Report) -> tuple[str, ...]:
    """Return what a report lacks before it may be sent."""
    file = report.file
    has = (
        ("fastställd", file and file.adopted),
        ("diarienummer", file and file.reference),
        ("sekretessprövning", file and file.secrecy_review),
        ("upprättad", file and file.drawn_up),
    )
    return tuple(key for key, found in has if not found)


def write_note(build: Build, report: Report, article: Article, files: Files) -> str:
    """Write the text to paste into a letter: what it is, and how to see that the files are whole."""
    mall, file = build.archive.mall, report.file
    reference = file.reference if file else ""
    adopted = f"Den fastställdes den {say_day(file.adopted.day)}." if file and file.adopted else ""
    said = (
        f"Här är lägesrapporten för {say_month(report.id)} från {mall.group}, {mall.municipality}.",
        adopted,
        f"Diarienummer: {reference}.",
        *say_asked(article),
    )
    parts = (
        f"Ämne: {article.title}, {reference}",
        "Hej!",
        " ".join(filter(None, said)),
        "\n".join(
            (
                f"Filerna går att kontrollera med sina kontrollsummor ({DIGEST}):",
                *(f"{name}: {digest(raw)}" for name, raw in files.documents.items()),
            )
        ),
        f"Frågor och synpunkter: {mall.page_owner}, {mall.feedback.removeprefix('mailto:')}.",
    )
    return "\n\n".join(parts)


def say_asked(article: Article) -> Iterator[str]:
    """Say how many proposals the reader is to take a stand on."""
    asked = sum(len(one.parts) for one in article.sections if one.form is Form.BESIDE)
    if asked:
        yield f"I rapporten finns {say_count(asked, 'förslag', 'förslag', neuter=True)} att ta ställning till."


def write_row(recipient: str) -> str:
    """Write the row of `expedierad` that says that it has gone."""
    return f"  - {{mottagare: {recipient}, datum: {DAY}}}"
