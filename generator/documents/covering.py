"""The note that goes with a report to one who gets it, and the row that says when it went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.analysis import find_waiting
from generator.article.values import Article
from generator.documents.package import digest
from generator.documents.sent import Files
from generator.pages.base import Build, council_name
from generator.pages.report.editions import find_editions
from generator.pages.shared.proposals import say_where
from generator.records import Frozen, Report
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


def write_note(build: Build, report: Report, article: Article, files: Files, recipient: str) -> str:
    """Write the text to paste into a letter: what it is, and how to see that the files are whole."""
    mall, file = build.archive.mall, report.file
    reference = (file and file.reference) or ""
    adopted = f"Den fastställdes den {say_day(file.adopted.day)}." if file and file.adopted else ""
    editions = find_editions(build.archive, report)
    said = (
        f"Här är lägesrapporten för {say_month(report.id)} från {mall.group}, {mall.municipality}.",
        adopted,
        *say_replaced(editions),
        f"Diarienummer: {reference}.",
        *say_asked(build, article, recipient),
    )
    number = [f"version {editions[-1].version}"] if len(editions) > 1 else []
    parts = (
        f"Ämne: {', '.join((article.title, *number, reference))}",
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


def say_replaced(editions: Sequence[Frozen]) -> Iterator[str]:
    """Say which edition a corrected one replaces, and why."""
    if len(editions) > 1:
        before, now = editions[-2:]
        yield (
            f"Det är version {now.version}, som ersätter version {before.version} från den "
            f"{say_day(before.day)}. Skäl: {now.reason.rstrip('.')}."
        )


def say_asked(build: Build, article: Article, recipient: str) -> Iterator[str]:
    """Say how many of a report's proposals wait for a decision, and that the council is to take a stand.

    One that has been decided since asks nothing of whoever reads the letter.
    """
    archive, council = build.archive, council_name(build.archive.mall)
    shown = {part.to.id for one in article.sections for part in one.parts if part.to}
    waiting = [one for one in find_waiting(build.chain, archive.today) if one.placed.id in shown]
    if not waiting:
        return
    many = say_count(len(waiting), "förslag", "förslag", neuter=True)
    if all(council in one.deciders for one in waiting):
        to = "att" if recipient == council else f"som {council} ska"
        yield f"I rapporten finns {many} {to} ta ställning till."
    else:
        yield f"I rapporten finns {many} som väntar på beslut{say_where(waiting)}."


def write_row(recipient: str) -> str:
    """Write the row of `expedierad` that says that it has gone."""
    return f"  - {{mottagare: {recipient}, datum: {DAY}}}"
