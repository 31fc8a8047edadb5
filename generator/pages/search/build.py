"""The page of the search, and every document it finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.analysis import Chain, State, action_status, area_of, decision_status
from generator.article.addresses import FOLDERS, address_of
from generator.article.plain import plain_markdown
from generator.pages.base import Build, Link, Page, one_line, read_html
from generator.pages.shared.words import name_report
from generator.pages.statistics.topics import Topic, find_topics
from generator.records import (
    Account,
    Archive,
    Assignment,
    Decision,
    Entry,
    Meeting,
    Place,
    PlacedAction,
    ProblemType,
    Report,
)
from generator.search import Document, write_index
from generator.swedish import capitalize, decapitalize, join_names, say_day, say_days

# What a reader calls each sort of document, and narrows a search by.
ENTRY, MEETING, REPORT = "Post", "Möte", "Rapport"
DECISION, ACTION, STATISTICS, PAGE = "Beslut", "Åtgärd", "Statistik", "Sida"
# Pages for who develops the archive come after what its readers may have meant.
DEVELOPERS = "utveckling/"


def build_documents(archive: Archive, pages: Mapping[str, Page]) -> list[Document]:
    """Return everything that can be found; `pages` are the site's, of which some are hand-written."""
    chain = Chain(archive)
    records: Iterable[tuple[object, Document]] = (
        *((entry, of_entry(archive, entry)) for entry in archive.entries),
        *((meeting, of_meeting(archive, meeting)) for meeting in archive.meetings),
        *((report, of_report(archive, report)) for report in archive.reports),
        *((decision, of_decision(chain, decision)) for decision in archive.decisions),
        *((account, of_account(chain, account)) for account in archive.accounts),
        *((placed, of_action(chain, placed)) for placed in archive.actions.values()),
        *(
            (row, Document(address_of(archive, row), PAGE, row.name, row.explanation))
            for row in archive.mall.every_row
            if type(row) in FOLDERS
        ),
        *((topic, of_topic(archive, topic)) for topic in find_topics(archive.series).values()),
    )
    readable = [document for record, document in records if may_be_read(record)]
    written = (page for page in pages.values() if (page.file or "").startswith("docs/"))
    return [*map(with_year, readable), *(found for page in written for found in of_page(page))]


def may_be_read(record: object) -> bool:
    """Say whether a record may be found at all: the one place that decides what the index holds.

    What has been removed leaves no word behind. A withdrawn entry can be read where it stands.
    """
    return not (isinstance(record, Entry) and record.removed)


def with_year(document: Document) -> Document:
    """Fill in the year of a document's day."""
    return replace(document, year=str(document.day.year) if document.day else "")


def of_entry(archive: Archive, entry: Entry) -> Document:
    """Return an entry's document; its day is the meeting's, as the archive is read by meetings."""
    area = area_of(archive, entry)
    parts = [
        capitalize(say_days(entry.start, entry.end, short=False)) if entry.start else "",
        entry.text,
        *(capitalize(factor.text) for factor in entry.factors),
        *(row.effect for row in entry.follow_ups),
        entry.support or "",
    ]
    return Document(
        address_of(archive, entry),
        ENTRY,
        entry.title,
        plain_markdown(parts),
        archive.day_of(entry),
        area.name if area else "",
        entry.problem_type.name if entry.problem_type else "",
        entry.place.name if entry.place else "",
        entry.organisation.name,
        status="struken" if entry.withdrawn else "",
        quiet=not entry.tells,
    )


def of_meeting(archive: Archive, meeting: Meeting) -> Document:
    """Return a meeting's document: what the group judged, lifts to BRÅ, plans and has noted."""
    parts = [
        f"Möte nr {meeting.number}" if meeting.number else "",
        *(f"{row.text} {row.consequences}" for row in meeting.assessments.values()),
        *(f"{row.place.name}: {row.what}." for row in meeting.focus),
        *(f"{row.sentence} {row.reason} {row.otherwise}" for row in meeting.proposals),
        *(row.effect for row in meeting.follow_ups),
        *(row.what for row in meeting.upcoming),
        meeting.called_off.reason if meeting.called_off else "",
        meeting.text,
    ]
    title, text = f"EST-möte {say_day(meeting.day)}", plain_markdown(parts)
    address = address_of(archive, meeting)
    return Document(address, MEETING, title, text, meeting.day, status=meeting.status)


def of_report(archive: Archive, report: Report) -> Document:
    """Return a monthly report's document: its numbers, and its summary."""
    file, parts = report.file, [f"Rapport nr {report.number}"]
    if file:
        reference = f"Diarienummer {file.reference}" if file.reference else ""
        parts += [reference, file.text, file.secrecy_review or ""]
    text = plain_markdown(parts)
    title, address = name_report(archive, report), address_of(archive, report)
    # A month without a meeting has a page that says so, but no report is on its way.
    status = report.status if report.meetings or report.file else ""
    return Document(address, REPORT, title, text, report.end, status=status)


def of_decision(chain: Chain, decision: Decision) -> Document:
    """Return a decision's document: its text, its uppdrag and what has been said of them."""
    archive = chain.archive
    number = [f"§ {decision.paragraph}"] if decision.paragraph else []
    item = [f"punkt {decision.item}"] if decision.item else []
    parts = [
        ", ".join([decision.body.name, *number, *item]),
        capitalize(decision.original),
        decision.text,
        *map(say_assignment, decision.assignments),
        *(row.text for row in decision.statuses),
    ]
    found = decision_status(chain, decision, archive.today)
    document = Document(
        address_of(archive, decision),
        DECISION,
        decision.title,
        plain_markdown(parts),
        decision.day,
        status=str(State.LATE if found.late else found.state),
    )
    return about(archive, document, decision.subject.problem_type, decision.subject.place)


def say_assignment(row: Assignment) -> str:
    """Say what shall be done, and who is to do it."""
    who = [row.function, row.responsible.name, *(one.name for one in row.together_with)]
    return f"{row.what} ({', '.join(filter(None, who))})"


def of_account(chain: Chain, account: Account) -> Document:
    """Return the document of what came of a decision's uppdrag, filed as the decision is."""
    archive = chain.archive
    decision = archive.decision[account.decision_id]
    parts = [
        account.text,
        *(row.cause for row in account.causes),
        *account.events,
        *(capitalize(factor.text) for factor in account.factors),
        account.limits,
        *account.sources,
    ]
    document = Document(
        address_of(archive, account),
        DECISION,
        account.title,
        plain_markdown(parts),
        account.day,
        organisation=account.organisation.name,
        status=str(State.ACCOUNTED),
    )
    return about(archive, document, decision.subject.problem_type, decision.subject.place)


def of_action(chain: Chain, placed: PlacedAction) -> Document:
    """Return an åtgärd's document: what is done, by whom, and what it has led to."""
    archive, action, record = chain.archive, placed.action, placed.record
    told = chain.follow_ups.get(placed.id, [])
    parts = [action.kind.name if action.kind else "", *(found.row.effect for found in told)]
    document = Document(
        address_of(archive, placed),
        ACTION,
        action.what,
        plain_markdown(parts),
        archive.day_of(record),
        organisation=action.responsible.name,
        status=str(action_status(chain, placed, archive.today).state),
    )
    if isinstance(record, Meeting):
        return document
    return about(archive, document, record.problem_type, record.place)


def of_topic(archive: Archive, topic: Topic) -> Document:
    """Return the document of a page of statistics: what its numbers are about."""
    rows = [row for row in topic.series if row.type and not row.of_which]
    types = dict.fromkeys(decapitalize(row.type) for row in rows)
    told = f"Tal om {join_names(types)}" if types else ""
    parts = [topic.indicator.explanation, told, f"Uppgifterna kommer från {topic.source}"]
    meeting = archive.meeting[topic.latest.newest.meeting]
    name, text = topic.indicator.name, plain_markdown(parts)
    return Document(topic.address, STATISTICS, name, text, meeting.day)


def about(
    archive: Archive, document: Document, kind: ProblemType | None, place: Place | None
) -> Document:
    """File a document under a problem type, its område and a place."""
    return replace(
        document,
        area=archive.mall.area_of(kind).name if kind else "",
        problem_type=kind.name if kind else "",
        place=place.name if place else "",
    )


def of_page(page: Page) -> Iterator[Document]:
    """Yield a hand-written page's sections, each under its heading."""
    quiet = page.address.startswith(DEVELOPERS)
    for found in read_html(page.html).passages:
        address = f"{page.address}#{found.anchor}" if found.anchor else page.address
        title = f"{page.title}: {one_line(found.title)}" if found.anchor else page.title
        told, shown = one_line(found.words), one_line(found.examples)
        yield Document(address, PAGE, title, told, quiet=quiet, examples=shown)


ADDRESS = "sok.html"
FOLDER = "sok"
SCRIPTS = ("sok.js", "sok-sida.js")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a search is narrowed by: its name in the address, its label, and the index's facet."""

    name: str
    label: str
    facet: str


NARROWINGS = (
    Narrowing("slag", "Slag", "kind"),
    Narrowing("omrade", "Område", "area"),
    Narrowing("problemtyp", "Problemtyp", "problem_type"),
    Narrowing("plats", "Plats", "place"),
    Narrowing("organisation", "Organisation", "organisation"),
    Narrowing("ar", "År", "year"),
    Narrowing("status", "Status", "status"),
)


def build_search(build: Build) -> Iterator[Page]:
    """Build the page; its lists are for those without JavaScript, and for who has no word yet."""
    mall = build.archive.mall
    years = {meeting.planned.year for meeting in build.archive.meetings}
    page = build.write_page(
        "search/search.html",
        ADDRESS,
        "Sök",
        narrowings=NARROWINGS,
        folder=f"{FOLDER}/",
        lists=[
            ("År", [Link(f"moten/{year}.html", str(year)) for year in sorted(years, reverse=True)]),
            ("Områden", [build.link(row, row.name) for row in mall.areas]),
            ("Platser", [build.link(row, row.name) for row in mall.places]),
            ("Organisationer", [build.link(row, row.name) for row in mall.organisations]),
        ],
    )
    yield replace(page, scripts=SCRIPTS)


def write_search_files(archive: Archive, pages: Mapping[str, Page]) -> dict[str, str]:
    """Return the index's files by address."""
    index = write_index(build_documents(archive, pages))
    return {f"{FOLDER}/{name}": text for name, text in index.items()}
