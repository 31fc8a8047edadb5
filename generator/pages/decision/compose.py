"""A decision as an article: its words, its uppdrag, its story, what it rests on and what it led to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis import (
    action_status,
    assignment_status,
    decision_status,
    told_by,
    told_state,
)
from generator.article.addresses import ref_of
from generator.article.markdown import name_parts
from generator.article.values import (
    Article,
    Block,
    Chart,
    Facts,
    Item,
    Line,
    Listing,
    Paragraph,
    Prose,
    Role,
    Row,
    Section,
    Table,
    join,
    line,
)
from generator.pages.base import NO_DAY, Build, say_here
from generator.pages.decision.account import compose_account
from generator.pages.decision.charts import chart_story
from generator.pages.decision.months import SubjectMonths, chart_months
from generator.pages.decision.story import Happening, tell_story
from generator.pages.meeting.entry import say_entry, say_later, say_more
from generator.pages.shared import spans
from generator.pages.shared.finding import describe_decision, later_answers
from generator.records import Decision, Entry, Meeting, Subject, place_actions, place_assignments
from generator.swedish import capitalize, join_words, say_day, say_month, say_short_day

BODY = "Beslut"
MOST_ENTRIES = 10


def compose_decision(counts: SubjectMonths, decision: Decision) -> Article:
    """Return a decision and what came of it, as of the archive's date."""
    build = counts.monthly.build
    today, account = build.archive.today, build.archive.account.get(decision.id)
    owner = ref_of(decision)
    others = {
        name: title for name, title in name_parts(decision.text).items() if name not in ("", BODY)
    }
    months = tuple(compose_months(counts, decision))
    parts = (
        compose_body(decision),
        *compose_assignments(build, decision),
        compose_story(build, decision),
        *months,
        *(
            Section(
                "_motivering" if name == "Motivering" else f"_avsnitt-{number}",
                title,
                (Prose(decision.text, owner, part=name),),
            )
            for number, (name, title) in enumerate(others.items(), 1)
        ),
        compose_grounds(build, decision),
        compose_following(build, decision),
        *compose_account(build, decision, len(months) + 1),
    )
    found = decision_status(build.chain, decision, today)
    outcome = decision.outcome if decision.outcome != found.state else ""
    meta = (line(spans.reference(decision)), line(outcome), spans.standing(found))
    return Article(
        ref=owner,
        title=decision.title,
        meta=join(meta, spans.DOT),
        lead=(Paragraph(line(describe_decision(build.chain, decision, today)), Role.LEAD),),
        sections=parts,
        as_of=today,
        sources=(account.path,) if account else (),
        running=f"{decision.title} · {spans.reference(decision)}",
        reader=build.archive.reader.name if build.archive.reader else "",
    )


def compose_body(decision: Decision) -> Section:
    """Compose what was decided, word for word, and where the original is."""
    owner, parts, text = ref_of(decision), name_parts(decision.text), decision.text
    original = Paragraph(
        line(f"Det här är en återgivning. Original: {decision.original}."), Role.NOTE
    )
    none = Paragraph(line("Beslutets ordalydelse är inte återgiven."))
    told: Block = Prose(text, owner, Role.QUOTE, BODY) if BODY in parts else none
    lead = (Prose(text, owner, part=""),) if "" in parts else ()
    return Section("_beslut", "Beslut", (original, *lead, told))


def compose_assignments(build: Build, decision: Decision) -> Iterator[Section]:
    """Yield the uppdrag: what, who, by when, and how far each has come."""
    today = build.archive.today
    items = []
    for placed in place_assignments(decision):
        row, state = placed.assignment, assignment_status(build.chain, placed, today)
        if row.due:
            due = f", redovisning senast {say_short_day(row.due)}"
        else:
            due = f", {NO_DAY} för redovisningen"
        said = line(row.what, spans.DOT, spans.responsible(placed), f"{due} ", spans.status(state))
        below = tuple(say_later(build, placed, today))
        items.append(Item(said, f"_uppdrag-{placed.number}", below, name=placed.id))
    if items:
        yield Section("_uppdrag", "Uppdrag", (Listing(tuple(items)),))


def compose_story(build: Build, decision: Decision) -> Section:
    """Compose all that has happened to it and is planned, with the days from the decision."""
    story = tell_story(build.chain, decision, build.archive.today)
    figure = chart_story(build.archive, decision, story)
    rows = tuple(tell_step(build, decision, step) for step in story)
    columns = ("Dag", "Läge", "Vad", "Dagar från beslutet")
    said = (Paragraph(line(f"{figure.title}."), Role.NOTE),) if figure else ()
    file = figure.file if figure else ""
    table = Table("Ärendets gång, steg för steg", columns, rows, (3,), file=file)
    return Section("_status", "Ärendets gång", (*said, table), also=("_bild-tid",))


def compose_months(counts: SubjectMonths, decision: Decision) -> Iterator[Section]:
    """Yield the months of what it is about, with what was decided and done marked below them."""
    if figure := chart_months(counts, decision):
        yield Section("_manader", "Före och efter beslutet", (Chart(figure, 1),))


def tell_step(build: Build, decision: Decision, step: Happening) -> Row:
    """Return a step of the story."""
    ahead = step.day > build.archive.today
    state = step.state or ("planerat" if ahead else "")
    words = step.text or step.name
    days = (step.day - decision.day).days
    told = spans.link(words, step.target) if step.target else words
    return Row(
        (
            line(say_short_day(step.day)),
            line(spans.status(state)) if state else (),
            line(told),
            line(str(days).replace("-", "\u2212")),
        )
    )


def compose_grounds(build: Build, decision: Decision) -> Section:
    """Compose what a decision is about and rests on."""
    archive = build.archive
    rows = [
        ("Typ", line(decision.type.name)),
        ("Avser", spans.subject(build.archive.mall, decision.subject)),
        ("Kriterier", line(join_words(row.name for row in decision.criteria) or "inga angivna")),
        ("Förslag", say_proposals(build, decision)),
        ("Rapport", say_report(build, decision)),
    ]
    if decision.replaces:
        older = archive.decision.get(decision.replaces)
        rows.append(("Ersätter", say_other(older) if older else line(decision.replaces)))
    listed = tuple(Item(say_ground(build, key)) for key in decision.grounds)
    blocks: list[Block] = [Facts(tuple(rows))]
    blocks.append(
        Listing(listed, head="Underlag")
        if listed
        else Paragraph(line(f"Inget underlag{say_here(archive)} är angivet."), Role.NOTE)
    )
    return Section("_grund", "Vad beslutet bygger på", tuple(blocks))


def say_proposals(build: Build, decision: Decision) -> Line:
    """Write the proposals a decision answers."""
    told = []
    for key in decision.answers:
        placed = build.chain.proposals.get(key)
        if placed is None:
            told.append(line(key))
            continue
        way = spans.link(f"EST-mötet {say_day(placed.meeting.day)}", placed)
        told.append(line(way, f": {placed.proposal.sentence}"))
    return join(told, " ") or line("inget förslag från EST-gruppen")


def say_report(build: Build, decision: Decision) -> Line:
    """Write the report a decision was taken on."""
    if not decision.report:
        return line("ingen rapport angiven")
    words, report = (
        capitalize(say_month(decision.report)),
        build.archive.report.get(decision.report),
    )
    return line(spans.link(words, report) if report else words)


def say_ground(build: Build, key: str) -> Line:
    """Write what a decision rests on; of what has been disposed of, the id and when."""
    archive = build.archive
    record = archive.entry.get(key) or archive.meeting.get(key) or archive.decision.get(key)
    if isinstance(record, Entry):
        return say_entry(build, record)
    if isinstance(record, Meeting):
        return say_meeting(record)
    if isinstance(record, Decision):
        return say_other(record)
    gone = archive.disposed.get(key)
    return line(f"{key} (gallrad {say_day(gone.day)}, {gone.decision})" if gone else key)


def say_meeting(meeting: Meeting) -> Line:
    """Write a meeting."""
    return line(spans.link(f"EST-mötet {say_day(meeting.day)}", meeting))


def say_other(decision: Decision) -> Line:
    """Write another decision."""
    return line(spans.link(decision.title, decision), f", {spans.reference(decision)}")


def compose_following(build: Build, decision: Decision) -> Section:
    """Compose what followed on a decision."""
    groups = [(head, lines) for head, lines in find_following(build, decision) if lines]
    if not groups:
        none = (
            "Hur det har gått står under Ärendets gång."
            if decision.statuses
            else f"Inget{say_here(build.archive)} har följt på beslutet{'' if build.archive.reader else ' i arkivet'} än."
        )
        return Section("_ledde-till", "Vad som följde på beslutet", (Paragraph(line(none)),))
    blocks = tuple(Listing(tuple(map(Item, lines)), head=head) for head, lines in groups)
    return Section("_ledde-till", "Vad som följde på beslutet", blocks)


def find_following(build: Build, decision: Decision) -> Iterator[tuple[str, list[Line]]]:
    """Yield what followed, each kind under its head; some of them hold nothing."""
    chain, archive, today = build.chain, build.archive, build.archive.today
    told = [row for p in place_assignments(decision) for row in told_by(chain, p.id, today)]
    yield (
        "Uppföljning av uppdragen",
        [
            line(
                say_entry(build, row.record)
                if isinstance(row.record, Entry)
                else say_meeting(row.record),
                " ",
                spans.status(told_state(row.row), row.row.day),
            )
            for row in told
        ],
    )
    account = archive.account.get(decision.id)
    if account:
        way = spans.link(account.title, account)
        yield "Redovisning", [line(way, f", {say_day(account.day)}")]
        if after := chain.meeting_after(account.day):
            yield "Mötet efter redovisningen", [say_meeting(after), *say_actions(build, after)]
    newer = chain.replaced_by.get(decision.id)
    yield "Ersatt av", [say_other(newer)] if newer else []
    later = later_answers(chain, decision)
    yield "Förslaget togs upp igen", [line(say_other(row), f", {row.outcome}") for row in later]
    resting = chain.decisions_on_entry.get(decision.id, [])
    yield "Beslut som bygger på det", [say_other(row) for row in resting]
    yield (
        "Rapporter som tar upp beslutet",
        [
            line(spans.link(f"Rapporten för {say_month(row.id)}", row, "_beslut"))
            for row in chain.reports_after(decision)
        ],
    )
    about = [e for e in chain.entries_about(decision.subject) if e.meeting > decision.day]
    entries = [say_entry(build, entry) for entry in about[:MOST_ENTRIES]]
    if more := len(about[MOST_ENTRIES:]):
        entries.append(say_rest(build, decision.subject, more))
    yield "Poster om samma sak sedan beslutet", entries


def say_actions(build: Build, meeting: Meeting) -> Iterator[Line]:
    """Yield the åtgärder that a meeting decided."""
    for placed in place_actions(meeting):
        state = action_status(build.chain, placed, build.archive.today).state
        who = placed.action.responsible
        way = spans.link(placed.action.what, placed)
        yield line(way, ", ", spans.link(who.name, who), " ", spans.status(state))


def say_rest(build: Build, about: Subject, more: int) -> Line:
    """Write where the rest of the entries on a subject are found."""
    narrow = about.place is not None and about.place.kind != "kommun"
    row = about.place if narrow else None
    if row is None and about.problem_type:
        area = build.archive.mall.area_of(about.problem_type)
        return line(f"{say_more(more)} finns under ", spans.link(area.name, area), ".")
    assert row is not None
    return line(f"{say_more(more)} finns under ", spans.link(row.name, row), ".")
