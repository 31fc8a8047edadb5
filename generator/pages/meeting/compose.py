"""A meeting as an article: what the group thought, what it lifts, who reported, and every entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.article.addresses import anchor_of, ref_of
from generator.article.plain import plain_markdown
from generator.article.values import (
    Article,
    Block,
    Chart,
    Form,
    Item,
    Line,
    Listing,
    Paragraph,
    Part,
    Prose,
    Role,
    Section,
    join,
    line,
)
from generator.pages.base import FIXED, Build, council_name, say_apart, title_of
from generator.pages.meeting.entry import compose_entry, find_blocks, list_actions, say_follow_up
from generator.pages.meeting.facts import AreaPart, MeetingFacts, day_of, is_told
from generator.pages.meeting.reporting import compose_reporting
from generator.pages.meeting.since import compose_since
from generator.pages.shared import spans
from generator.pages.shared.board import HELP, make_meeting_board
from generator.pages.shared.finding import find_lead
from generator.pages.shared.proposals import name_among, say_answer, say_why
from generator.pages.shared.words import find_moved, say_moved
from generator.records import Entry, Meeting, PlacedProposal, place_actions
from generator.swedish import (
    WEEKDAYS,
    decapitalize,
    join_names,
    say_count,
    say_day,
    say_month,
    say_short_day,
)

BARS = "Staplarna är händelser vid vart och ett av de senaste mötena."
FIRST_BAR = "Stapeln är händelserna vid mötet, arkivets första."
WITHOUT_AREA = ("statistik", "kommande", "inget")
PRESENT = (
    ("närvarande", "Närvarande"),
    ("lämnat skriftligt", "Lämnat skriftligt"),
    ("förhinder", "Förhinder"),
)


def compose_meeting(facts: MeetingFacts) -> Article:
    """Return a meeting as an article; its statuses are those of its own day."""
    meeting = facts.meeting
    sections = compose_called_off(facts) if meeting.called_off else compose_held(facts)
    return Article(
        ref=ref_of(meeting),
        title=f"EST-möte {say_day(meeting.day)}",
        meta=say_meta(facts),
        lead=(Paragraph(line(find_lead(facts.build.chain, meeting)), Role.LEAD),),
        sections=tuple(sections),
        as_of=day_of(facts),
        sources=tuple(entry.path for entry in (*facts.entries, *facts.waiting)),
        running=f"EST-möte {say_day(meeting.day)}",
        reader=facts.archive.reader.name if facts.archive.reader else "",
    )


def say_meta(facts: MeetingFacts) -> Line:
    """Say when and how it was held, whether its notes are approved, and which report has it."""
    meeting = facts.meeting
    moved = meeting.held and meeting.held != meeting.planned
    hours = f" {meeting.hours}" if meeting.hours else ""
    approved = meeting.approved
    notes = (
        f"minnesanteckningarna godkända {say_short_day(approved.day)} ({decapitalize(approved.by)})"
        if approved
        else meeting.status
    )
    parts = (
        f"nr\u00a0{meeting.number}" if meeting.number else "",
        f"{WEEKDAYS[meeting.day.weekday()]}{hours}",
        meeting.form or "",
        f"planerat till {say_short_day(meeting.planned)}" if moved else "",
        notes,
    )
    report = facts.build.chain.report_of.get(meeting.id)
    inside = (
        line("ingår i ", spans.link(f"rapporten för {say_month(report.id)}", report))
        if report
        else ()
    )
    return join((*(line(part) for part in parts), inside), spans.DOT)


def compose_held(facts: MeetingFacts) -> Iterator[Section]:
    """Yield the sections of a meeting that was held, or is planned."""
    yield from compose_since(facts)
    yield from compose_proposals(facts)
    yield from compose_board(facts)
    yield compose_reporting(facts)
    yield from compose_areas(facts)
    underlag = [entry for entry in facts.entries if entry.kind.role == "statistik"]
    if underlag:
        yield Section("_underlag", "Statistik", parts=show_entries(facts, underlag))
    yield from compose_actions(facts)
    short = (
        *compose_focus(facts.meeting),
        *compose_ahead(facts),
        *compose_attendance(facts),
        *compose_notes(facts),
    )
    if short:
        yield Section("_mer", "Mer från mötet", parts=short, form=Form.BESIDE)


def show_entries(facts: MeetingFacts, entries: Sequence[Entry]) -> tuple[Section, ...]:
    """Compose entries, with statuses of the page's day."""
    return tuple(compose_entry(facts.build, entry, day_of(facts)) for entry in entries)


def compose_proposals(facts: MeetingFacts) -> Iterator[Section]:
    """Yield what the meeting lifts to BRÅ, proposals beside each other."""
    build = facts.build
    placed = build.chain.proposals_at.get(facts.id, [])
    if not placed:
        return
    day = facts.meeting.day
    parts = tuple(
        Section(
            anchor_of(build.archive, found),
            name_among(build.chain, found, placed),
            (
                Paragraph(line(found.proposal.sentence), Role.QUOTE),
                Paragraph(say_whole(build, found)),
                Paragraph(say_answer(build.chain, found, day, lifted=False), Role.NOTE),
            ),
            name=found.id,
        )
        for found in placed
    )
    title = f"Lyfts till {council_name(build.archive.mall)}"
    yield Section("_lyfts", title, (), parts, form=Form.BESIDE)


def say_whole(build: Build, placed: PlacedProposal) -> Line:
    """Write what a proposal is about, and all that speaks for it."""
    about = spans.subject(build.archive.mall, placed.proposal.subject)
    return line(spans.strong("Avser:"), " ", about, ". ", say_why(placed))


def compose_board(facts: MeetingFacts) -> Iterator[Section]:
    """Yield lägestavlan over the last meetings; a meeting to come has judged nothing yet."""
    if not facts.meeting.is_held:
        return
    build = facts.build
    quiet = [part.area for part in facts.areas if not is_told(part)]
    board = make_meeting_board(build, facts.meeting, [p.area for p in facts.areas], quiet)
    is_first = facts.archive.held_meetings[0].id == facts.meeting.id
    head = FIRST_BAR if is_first else BARS
    said = line(" ".join(filter(None, (head, FIXED, say_apart(facts.archive)))))
    if f"{HELP}.html" in build.handwritten:
        said = line(said, " ", spans.page("Så läser du siffrorna", HELP))
    number = say_count(len(facts.areas), "område", "områden", neuter=True)
    notes = [Paragraph(said, Role.NOTE)]
    for found in find_moved(build, (facts.meeting,)):
        way = spans.link(f"Mötet {say_short_day(found.off.planned)}", found.off)
        notes.append(Paragraph(line(f"{say_moved(found)} ", way), Role.NOTE))
    yield Section(
        "_lagesbild", f"Läget i {number}", (board, *notes), also=("_bild-organisationer",)
    )


def compose_areas(facts: MeetingFacts) -> Iterator[Section]:
    """Yield every område with its entries, those without any in one line, and the problem types."""
    for part in facts.areas:
        if is_told(part):
            yield compose_area(facts, part)
    others = [
        e for e in facts.entries if e.problem_type is None and e.kind.role not in WITHOUT_AREA
    ]
    if others:
        yield Section("_utan-omrade", "Poster utan område", parts=show_entries(facts, others))
    for figure in facts.figures:
        yield Section(
            "_problemtyper",
            "Problemtyper mot tidigare möten" if len(figure.grid.columns) > 1 else "Problemtyper",
            (Chart(figure, 0),),
            part=Part.UNDERLAG,
        )


def compose_area(facts: MeetingFacts, part: AreaPart) -> Section:
    """Compose an område: what the group said of it besides the board, and its entries."""
    found = part.assessment
    aside: Line = ()
    blocks: list[Paragraph] = []
    if found:
        level, trend = spans.judged(facts.archive.mall, found)
        aside = join((level, trend), " ")
        if found.consequences:
            blocks.append(Paragraph(line(spans.strong("Konsekvenser:"), f" {found.consequences}")))
    return Section(
        f"_{part.area.slug}",
        part.area.name,
        tuple(blocks),
        show_entries(facts, part.entries),
        aside=aside,
    )


def compose_focus(meeting: Meeting) -> Iterator[Section]:
    """Yield the platser and times the group looks at more closely."""
    items = tuple(
        Item(
            line(
                spans.link(row.place.name, row.place),
                f", {row.when}" if row.when else "",
                f": {row.what}",
            )
        )
        for row in meeting.focus
    )
    if items:
        yield Section("_fokus", "Platser och tider i fokus", (Listing(items),))


def compose_actions(facts: MeetingFacts) -> Iterator[Section]:
    """Yield the åtgärder decided at the meeting itself, and what it followed up."""
    meeting = facts.meeting
    blocks: list[Block] = []
    day = day_of(facts)
    if meeting.actions:
        listed = list_actions(facts.build, list(place_actions(meeting)), day)
        blocks.append(replace(listed, head=""))
    if meeting.follow_ups:
        rows = (Item(say_follow_up(facts.build, row)) for row in meeting.follow_ups)
        blocks.append(Listing(tuple(rows), quiet=True))
    if blocks:
        yield Section("_atgarder", "Mötets åtgärder", tuple(blocks))


def compose_ahead(facts: MeetingFacts) -> Iterator[Section]:
    """Yield what the minutes and the entries say is planned, and the next meeting."""
    planned = [e for e in facts.entries if e.kind.role == "kommande" and e.problem_type is None]
    items = tuple(
        Item(
            line(
                f"{say_short_day(row.day)}: {row.what}",
                line(", ", spans.link(row.place.name, row.place)) if row.place else (),
            )
        )
        for row in facts.meeting.upcoming
    )
    if day := facts.meeting.next_meeting:
        following = facts.archive.meeting.get(str(day))
        way = spans.link("Nästa möte", following) if following else "Nästa möte"
        items = (*items, Item(line(f"{say_short_day(day)}: ", way)))
    if items or planned:
        blocks = (Listing(items),) if items else ()
        yield Section("_kommande", "Kommande", blocks, show_entries(facts, planned))


def compose_attendance(facts: MeetingFacts) -> Iterator[Section]:
    """Yield who was there, and what those wrote who had nothing to report."""
    meeting = facts.meeting
    nothing = [entry for entry in facts.entries if entry.kind.role == "inget"]
    if not (meeting.attendance or nothing):
        return
    said = [
        f"{label}: {join_names(names)}."
        for word, label in PRESENT
        if (names := [name for name, was in meeting.attendance.items() if was == word])
    ]
    brief = [entry for entry in nothing if is_brief(facts.build, entry)]
    items = tuple(
        Item(
            line(
                spans.link(entry.organisation.name, entry.organisation), f": {say_nothing(entry)}"
            ),
            anchor_of(facts.archive, entry),
            name=entry.id,
        )
        for entry in brief
    )
    blocks: list[Block] = [Paragraph(line(" ".join(said)))] if said else []
    if items:
        blocks.append(Listing(items, quiet=True))
    longer = [entry for entry in nothing if entry not in brief]
    yield Section("_narvaro", "Närvaro", tuple(blocks), show_entries(facts, longer))


def is_brief(build: Build, entry: Entry) -> bool:
    """Say whether an entry of nothing to report holds no more than plain words."""
    title = entry.source.title or ""
    if not entry.stands or title.casefold() not in ("", entry.kind.name.casefold()):
        return False
    first, *blocks = find_blocks(build, entry, entry.meeting)
    bare = line(spans.link(entry.organisation.name, entry.organisation))
    bare = join((bare, line(decapitalize(entry.kind.name))), spans.DOT)
    if entry.text and plain_markdown([entry.text]) != say_nothing(entry):
        return False
    return first == Paragraph(bare, Role.FACTS) and len(blocks) == bool(entry.text)


def say_nothing(entry: Entry) -> str:
    """Return the words of an entry of nothing to report."""
    return spans.sentence(entry.text.strip()) if entry.text else "Inget att rapportera."


def compose_called_off(facts: MeetingFacts) -> Iterator[Section]:
    """Yield what was written for a meeting called off: nothing of it is lost."""
    archive = facts.archive
    written = facts.build.chain.written_for.get(facts.id, ())
    moved = [entry for entry in written if archive.taken_up_at(entry) != facts.id]
    if moved:
        items = (
            Item(
                line(f"{entry.organisation.name}: ", spans.link(title_of(entry), entry)),
                entry.source.stem,
            )
            for entry in moved
        )
        said = Paragraph(line("Det som skrevs togs upp vid nästa möte som hölls."))
        yield Section("_flyttade", "Poster till mötet", (said, Listing(tuple(items), quiet=True)))
    if facts.waiting:
        parts = show_entries(facts, facts.waiting)
        yield Section("_vantar", "Poster som väntar på nästa möte", parts=parts)
    yield from compose_ahead(facts)
    yield from compose_notes(facts)


def compose_notes(facts: MeetingFacts) -> Iterator[Section]:
    """Yield the minutes' own text."""
    if facts.meeting.text:
        prose = Prose(facts.meeting.text, ref_of(facts.meeting))
        yield Section("_minnesanteckningar", "Minnesanteckningar", (prose,))
