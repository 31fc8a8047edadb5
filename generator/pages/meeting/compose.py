"""A meeting as an article: what the group thought, what it lifts, who reported, and every entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.analysis import (
    GONE,
    Amount,
    AreaChange,
    Changes,
    Coverage,
    Posts,
    Reporting,
    Standing,
    area_of,
    count_posts,
    decision_status,
    find_coverage,
    find_standing,
    gather,
)
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
    Number,
    Paragraph,
    Part,
    Prose,
    Ref,
    Role,
    Row,
    Section,
    Table,
    join,
    line,
)
from generator.figures import Figure
from generator.pages.base import Desk, council_name, note_good, say_good, say_never, say_posts
from generator.pages.decision.compose import say_subject
from generator.pages.meeting.entry import GONE as GONE_TITLE
from generator.pages.meeting.entry import compose_entry, find_blocks, list_actions, say_follow_up
from generator.pages.meeting.since import tell_undertakings
from generator.pages.meeting.usual import chart_meeting
from generator.pages.shared import spans
from generator.pages.shared.board import FIXED, HELP, make_meeting_board
from generator.pages.shared.finding import find_lead, name_proposal
from generator.pages.shared.proposals import say_answer, say_why
from generator.pages.shared.words import find_moved, say_moved
from generator.records import (
    Archive,
    Area,
    Assessment,
    Entry,
    Meeting,
    Organisation,
    PlacedProposal,
    place_actions,
)
from generator.swedish import (
    WEEKDAYS,
    capitalize,
    decapitalize,
    join_names,
    join_words,
    say_count,
    say_day,
    say_month,
    say_short_day,
)

WITHOUT_AREA = ("statistik", "kommande", "inget")
PRESENT = (
    ("närvarande", "Närvarande"),
    ("lämnat skriftligt", "Lämnat skriftligt"),
    ("förhinder", "Förhinder"),
)


@dataclass(frozen=True, slots=True)
class AreaPart:
    """An område at a meeting: how it was judged, its entries, and what each organisation told of it."""

    area: Area
    assessment: Assessment | None
    entries: tuple[Entry, ...]
    counts: dict[str, Posts]


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What a meeting's page rests on; of one called off nobody has gone through what was written."""

    desk: Desk
    meeting: Meeting
    entries: tuple[Entry, ...]
    coverage: Coverage
    areas: tuple[AreaPart, ...]
    columns: tuple[Organisation, ...]
    figures: tuple[Figure, ...]
    changes: Changes | None
    waiting: tuple[Entry, ...] = ()

    @property
    def archive(self) -> Archive:
        """The archive the meeting is of."""
        return self.desk.archive

    @property
    def id(self) -> str:
        """The meeting's id."""
        return self.meeting.id


def compose_meeting(facts: MeetingFacts) -> Article:
    """Return a meeting as an article; its statuses are those of its own day."""
    meeting = facts.meeting
    sections = compose_called_off(facts) if meeting.called_off else compose_held(facts)
    return Article(
        ref=ref_of(meeting),
        title=f"EST-möte {say_day(meeting.day)}",
        meta=say_meta(facts),
        lead=(Paragraph(line(find_lead(facts.desk.chain, meeting)), Role.LEAD),),
        sections=tuple(sections),
        as_of=day_of(facts),
        sources=tuple(entry.path for entry in (*facts.entries, *facts.waiting)),
        running=f"EST-möte {say_day(meeting.day)}",
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
    report = facts.desk.chain.report_of.get(meeting.id)
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


def day_of(facts: MeetingFacts) -> date:
    """Return the day that a meeting's statuses are told on."""
    return facts.meeting.day if facts.meeting.is_held else facts.archive.today


def show_entries(facts: MeetingFacts, entries: Sequence[Entry]) -> tuple[Section, ...]:
    """Compose entries, with statuses of the page's day."""
    return tuple(compose_entry(facts.desk, entry, day_of(facts)) for entry in entries)


def compose_since(facts: MeetingFacts) -> Iterator[Section]:
    """Yield what is new since the meeting before."""
    changes, meeting = facts.changes, facts.meeting
    if changes is None:
        return
    blocks: list[Block] = [Listing(tuple(Item(found) for found in find_news(facts, changes)))]
    if not meeting.is_held:
        said = f"Mötet har inte hållits än. Här står det som har hänt till och med den {say_day(facts.archive.today)}. "
        blocks.append(Paragraph(line(said, spans.page("Alla åtgärder", "atgarder")), Role.NOTE))
    title, to = "Gruppens första möte i arkivet", None
    if changes.since:
        title, to = f"Sedan mötet {say_short_day(changes.since.day)}", ref_of(changes.since)
    yield Section("_sedan-forra", title, tuple(blocks), to=to)


def find_news(facts: MeetingFacts, changes: Changes) -> Iterator[Line]:
    """Yield a line for each thing that is new."""
    desk, here = facts.desk, facts.meeting
    posts = changes.posts
    number = posts.counted or posts.waiting
    if number:
        words = capitalize(say_count(number, "ny post", "nya poster"))
        counted = spans.counted(
            f"poster/{here.id}",
            number,
            "poster",
            Ref("meeting", here.id, "_rapporterat"),
            text=words,
        )
        good = say_good(posts.counted, posts.positive) if posts.counted else ""
        yield line(counted, good or ("" if posts.counted else " har kommit in till mötet"))
    else:
        yield line("Inga nya poster")
    for told in tell_undertakings(changes):
        listed = (spans.undertaking(desk, key, small=True) for key in told.ids)
        yield line(f"{told.words}: ", join(listed, "; "))
    if changes.areas:
        yield line(f"Ändrad bedömning: {'; '.join(map(say_change, changes.areas))}")
    for decision in changes.decisions:
        status = spans.standing(decision, decision_status(desk.chain, decision, day_of(facts)))
        yield line("Beslut: ", spans.link(decision.title, decision), f"{spans.DOT}nu ", status)
    for account in changes.accounts:
        yield line("Redovisning: ", spans.link(account.title, account))
    for entry in changes.corrected:
        yield line("Rättelse: ", spans.link(entry.title, entry))
    for entry in changes.withdrawn:
        yield line("Struken post: ", spans.link(entry.title, entry))
    for entry in changes.removed:
        words = f"{entry.organisation.name}, {say_short_day(desk.archive.day_of(entry))}"
        yield line("Borttagen post: ", spans.link(words, entry))


def say_change(change: AreaChange) -> str:
    """Write how an område is judged otherwise: `ANDT (nivå låg → förhöjd, trend ökar → nytt)`."""
    levels = (change.level_before or "ingen bedömning", change.level_now or "ingen bedömning")
    trends = (change.trend_before or "ingen trend", change.trend_now or "ingen trend")
    pairs = (("nivå", levels), ("trend", trends))
    said = [f"{what} {before} → {now}" for what, (before, now) in pairs if before != now]
    return f"{change.area.name} ({', '.join(said)})"


def compose_proposals(facts: MeetingFacts) -> Iterator[Section]:
    """Yield what the meeting lifts to BRÅ, proposals beside each other."""
    desk = facts.desk
    placed = desk.chain.proposals_at.get(facts.id, [])
    if not placed:
        return
    day = facts.meeting.day
    parts = tuple(
        Section(
            anchor_of(desk.archive, found),
            name_proposal(found),
            (
                Paragraph(line(found.proposal.sentence), Role.QUOTE),
                Paragraph(say_whole(desk, found)),
                Paragraph(say_answer(desk.chain, found, day, lifted=False), Role.NOTE),
            ),
            name=found.id,
        )
        for found in placed
    )
    title = f"Lyfts till {council_name(desk.archive.mall)}"
    yield Section("_lyfts", title, (), parts, form=Form.BESIDE)


def say_whole(desk: Desk, placed: PlacedProposal) -> Line:
    """Write what a proposal is about, and all that speaks for it."""
    about = say_subject(desk, placed.proposal.subject)
    return line(spans.strong("Avser:"), " ", about, ". ", say_why(placed))


def compose_board(facts: MeetingFacts) -> Iterator[Section]:
    """Yield lägestavlan over the last meetings; a meeting to come has judged nothing yet."""
    if not facts.meeting.is_held:
        return
    desk = facts.desk
    quiet = [part.area for part in facts.areas if not is_told(part)]
    board = make_meeting_board(desk, facts.meeting, [p.area for p in facts.areas], quiet)
    said = line(f"Staplarna är händelser vid vart och ett av de senaste mötena. {FIXED}")
    if f"{HELP}.html" in desk.handwritten:
        said = line(said, " ", spans.page("Så läser du siffrorna", HELP))
    number = say_count(len(facts.areas), "område", "områden", neuter=True)
    notes = [Paragraph(said, Role.NOTE)]
    for found in find_moved(desk, (facts.meeting,)):
        way = spans.link(f"Mötet {say_short_day(found.off.planned)}", found.off)
        notes.append(Paragraph(line(f"{say_moved(found)} ", way), Role.NOTE))
    yield Section(
        "_lagesbild", f"Läget i {number}", (board, *notes), also=("_bild-organisationer",)
    )


def compose_reporting(facts: MeetingFacts) -> Section:
    """Compose who has reported what: poster by organisation and område, or why there are none."""
    meeting, coverage = facts.meeting, facts.coverage
    rows = tuple(tabulate_organisation(facts, row) for row in facts.columns)
    columns = ("Organisation", *(part.area.name for part in facts.areas))
    table = Table(
        "Poster per organisation och område",
        columns,
        rows,
        tuple(range(1, len(columns))),
        file=f"moten/{facts.id}-organisationer.csv",
        matrix=True,
    )
    told = [line(spans.strong(f"{capitalize(words)}:"), " ", spans.names(who), ".") for words, who in (
        (say_reporting(Reporting.SILENT, meeting), coverage.silent),
        *((did, coverage.having(did)) for did in GONE),
        ("Inget att rapportera", coverage.nothing),
    ) if who]  # fmt: skip
    many = say_count(len(coverage.reported), "organisation", "organisationer")
    wrote = capitalize(many) if coverage.reported else "Ingen organisation"
    told.append(line(f"{wrote} har lämnat poster. {describe_posts(facts)}"))
    quiet = [part for part in facts.areas if not is_told(part)]
    if quiet:
        told.append(line(f"Inga poster: {join_names(say_quiet(part) for part in quiet)}."))
    blocks = (Paragraph(join(told, " ")), table)
    also = tuple(f"_{part.area.slug}" for part in quiet)
    if not meeting.is_held:
        also = ("_lagesbild", "_bild-organisationer", *also)
    return Section("_rapporterat", "Vem har rapporterat", blocks, also=also)


def tabulate_organisation(facts: MeetingFacts, organisation: Organisation) -> Row:
    """Return an organisation's row: poster by område; of who told nothing that stands, words."""
    did = facts.coverage.of(organisation)
    head = line(spans.link(organisation.name, organisation))
    if did not in (Reporting.REPORTED, Reporting.NOTHING):
        return Row((head, line(spans.missing(say_reporting(did, facts.meeting) if did else ""))))
    return Row((head, *(count_cell(facts, part, organisation) for part in facts.areas)))


def count_cell(facts: MeetingFacts, part: AreaPart, organisation: Organisation) -> Line:
    """Return how many poster an organisation has in an område; before the meeting, so far."""
    posts = part.counts.get(organisation.slug, Posts())
    number = posts.counted + posts.waiting
    key = f"poster/{facts.id}/omrade:{part.area.slug}/organisation:{organisation.slug}"
    to = Ref("meeting", facts.id, f"_{part.area.slug}") if number else None
    good = note_good(number, posts.positive) if posts.positive else ""
    counted = Number(key, Amount(number), "poster", to)
    return line(counted, " " if good else "", spans.note(good) if good else "")


def say_reporting(did: Reporting, meeting: Meeting) -> str:
    """Return the word for what an organisation did; before the meeting nobody is late."""
    is_early = did is Reporting.SILENT and not meeting.is_held
    return f"{did} än" if is_early else did


def describe_posts(facts: MeetingFacts) -> str:
    """Say how many poster a meeting took up, which of them the table lacks, and what is no post."""
    posts = count_posts(facts.archive, facts.entries)
    if facts.meeting.is_held:
        said = say_posts(posts.counted, posts.positive) if posts.counted else "inga poster"
        parts = [f"Mötet tog upp {said}."]
    elif posts.waiting:
        many = capitalize(say_count(posts.waiting, "post har", "poster har"))
        parts = [f"{many} kommit in och räknas när mötet har hållits."]
    else:
        parts = ["Inga poster har kommit in än."]
    parts.extend((say_outside(facts.archive, facts.entries), say_never(posts)))
    return " ".join(filter(None, parts))


def say_outside(archive: Archive, told: Sequence[Entry]) -> str:
    """Say which poster stand in no cell of the table: underlag, and those without a problem type."""
    may_count = (Standing.COUNTED, Standing.WAITING)
    outside = [
        e for e in told if find_standing(archive, e) in may_count and not area_of(archive, e)
    ]
    underlag = sum(entry.kind.role == "statistik" for entry in outside)
    found = ((underlag, "med statistik"), (len(outside) - underlag, "utan problemtyp"))
    said = [f"{say_count(number, 'post', 'poster')} {what}" for number, what in found if number]
    return f"Utanför tabellen står {join_words(said)}." if said else ""


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
            "Problemtyper mot tidigare möten",
            (Chart(figure, 0),),
            part=Part.UNDERLAG,
        )


def is_told(part: AreaPart) -> bool:
    """Say whether an område has entries; of one without, the board tells all."""
    return bool(part.entries)


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


def say_quiet(part: AreaPart) -> str:
    """Write an område without entries and how it was judged: `Hot och våld (låg)`."""
    level = part.assessment.level.name if part.assessment else "ingen bedömning"
    return f"{part.area.name} ({level})"


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
        blocks.append(replace(list_actions(facts.desk, list(place_actions(meeting)), day), head=""))
    if meeting.follow_ups:
        rows = (Item(say_follow_up(facts.desk, row)) for row in meeting.follow_ups)
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
        words = "Nästa möte"
        items = (
            *items,
            Item(
                line(
                    f"{say_short_day(day)}: ", spans.link(words, following) if following else words
                )
            ),
        )
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
    brief = [entry for entry in nothing if is_brief(facts.desk, entry)]
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


def is_brief(desk: Desk, entry: Entry) -> bool:
    """Say whether an entry of nothing to report holds no more than plain words."""
    title = entry.source.title or ""
    if not entry.stands or title.casefold() not in ("", entry.kind.name.casefold()):
        return False
    first, *blocks = find_blocks(desk, entry, entry.meeting)
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
    written = facts.desk.chain.written_for.get(facts.id, ())
    moved = [entry for entry in written if archive.taken_up_at(entry) != facts.id]
    if moved:
        items = (
            Item(
                line(f"{entry.organisation.name}: ", spans.link(entry.title or GONE_TITLE, entry)),
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
    meeting = facts.meeting
    if meeting.text:
        prose = Prose(meeting.text, ref_of(meeting))
        yield Section("_minnesanteckningar", "Minnesanteckningar", (prose,))


def find_meeting_facts(desk: Desk, meeting: Meeting) -> MeetingFacts:
    """Gather what a meeting's page rests on."""
    archive = desk.archive
    entries = archive.entries_by_meeting.get(meeting.id, ())
    coverage = find_coverage(archive, meeting)
    told = () if meeting.called_off else entries
    return MeetingFacts(
        desk=desk,
        meeting=meeting,
        entries=told,
        coverage=coverage,
        areas=tuple(find_areas(desk, meeting, told)),
        columns=tuple(row for row in archive.mall.organisations if row in coverage.shown),
        figures=() if meeting.called_off else tuple(chart_meeting(desk, meeting, coverage)),
        changes=None if meeting.called_off else desk.news.find_changes(meeting),
        waiting=entries if meeting.called_off else (),
    )


def find_areas(desk: Desk, meeting: Meeting, entries: Sequence[Entry]) -> Iterator[AreaPart]:
    """Yield every område in use, in the mall's order; one that has ended if it was judged or told of."""
    inside = gather(
        (area.slug, entry)
        for entry in entries
        if entry.kind.role != "inget" and (area := area_of(desk.archive, entry))
    )
    for area in desk.archive.mall.areas:
        own = inside.get(area.slug, [])
        if area.valid_at(meeting.day) or own or area.name in meeting.assessments:
            by_teller = gather((entry.organisation.slug, entry) for entry in own)
            counts = {slug: count_posts(desk.archive, told) for slug, told in by_teller.items()}
            yield AreaPart(area, meeting.assessments.get(area.name), tuple(own), counts)
