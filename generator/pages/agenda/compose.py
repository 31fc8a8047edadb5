"""The next meeting as an article: what the group goes through, and who has not reported yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.analysis import (
    Agenda,
    Reporting,
    Task,
    Thread,
    Waiting,
    decision_status,
    find_next_meetings,
)
from generator.article.values import (
    Article,
    Block,
    Item,
    Line,
    Listing,
    Paragraph,
    Ref,
    Role,
    Row,
    Section,
    Span,
    Table,
    join,
    line,
)
from generator.pages.agenda.letters import Letter
from generator.pages.agenda.when import say_lead, say_past
from generator.pages.base import NO_DAY, Build, say_here, title_of
from generator.pages.meeting.entry import say_later
from generator.pages.shared import spans
from generator.pages.shared.proposals import name_proposal, say_decider
from generator.records import Archive, Entry, PlacedAction
from generator.swedish import (
    capitalize,
    decapitalize,
    join_names,
    join_words,
    say_count,
    say_day,
    say_short_day,
)

NAME = "nasta-mote"
TITLE = "Nästa möte"


def compose_agenda(build: Build, agenda: Agenda, letters: Sequence[Letter] = ()) -> Article:
    """Return the agenda of a meeting as an article; of one that is no longer ahead, only what it is.

    So it is for readers outside the group: what it goes through is its own.

    The `letters` are those it leads to.
    """
    past = say_past(build.archive, agenda)
    return Article(
        ref=Ref("page", NAME),
        title=TITLE,
        meta=(),
        lead=(Paragraph(past or line(say_lead(build.archive, agenda)), Role.LEAD),),
        sections=()
        if past or build.archive.reader
        else tuple(compose_sections(build, agenda, letters)),
        as_of=build.archive.today,
        running=f"{TITLE} {say_day(agenda.day)}" if agenda.day else TITLE,
    )


def compose_sections(build: Build, agenda: Agenda, letters: Sequence[Letter]) -> Iterator[Section]:
    """Yield what is gone through, in the order of a meeting."""
    if agenda.coverage:
        to = Ref("page", "vem-har-rapporterat")
        reported = tuple(compose_reported(agenda, letters))
        yield Section("_rapporterat", "Vem har rapporterat", reported, to=to)
    yield compose_sent(build, agenda)
    due = tuple(compose_due(build, agenda))
    yield Section(
        "_foljs-upp", "Åtgärder och uppdrag att följa upp", due, to=Ref("page", "atgarder")
    )
    yield compose_accounts(build, agenda)
    yield compose_threads(build, agenda)
    yield compose_waiting(build, agenda)


def compose_reported(agenda: Agenda, letters: Sequence[Letter]) -> Iterator[Block]:
    """Yield who has not reported, who has nothing to, and what has come in."""
    coverage = agenda.coverage
    assert coverage
    silent = coverage.silent
    said = [
        line(spans.strong(f"{words}:"), " ", spans.names(who), ".")
        for words, who in (
            (f"{capitalize(Reporting.SILENT)} än", silent),
            (capitalize(Reporting.NOTHING), coverage.nothing),
            *((capitalize(did), (row,)) for row, did in coverage.gone),
        )
        if who
    ]
    if not coverage.expected:
        said.append(line("Ingen organisation ska rapportera till varje möte."))
    elif not silent:
        said.append(line("Alla som ska rapportera har gjort det."))
    yield Paragraph(join(said, " "))
    if letters:
        ways = (
            line(Span(f"till {one.organisation.name}", Ref("letter", one.address)))
            for one in letters
        )
        note = " Programmet skickar inget: brevet öppnas i ditt e-postprogram."
        yield Paragraph(
            line("Färdiga påminnelser: ", join(ways, ", ", " och "), ".", note), Role.NOTE
        )
    told = [entry for entry in agenda.entries if entry.tells]
    if told:
        yield Listing(tuple(Item(say_post(entry)) for entry in told), head="Har kommit in")
    else:
        yield Paragraph(line("Inga poster har kommit in än."), Role.NOTE)


def say_post(entry: Entry) -> Line:
    """Write an entry, who wrote it and where it is about."""
    place = f"{spans.DOT}{entry.place.name}" if entry.place else ""
    return line(spans.link(title_of(entry), entry), spans.DOT, entry.organisation.name, place)


def compose_sent(build: Build, agenda: Agenda) -> Section:
    """Compose what has come from those who decide, and from who had an uppdrag, since the last meeting."""
    items = [
        Item(
            line(
                spans.link(found.title, found),
                spans.DOT,
                spans.standing(decision_status(build.chain, found, build.archive.today)),
            ),
            below=(line(spans.reference(found)),),
        )
        for found in agenda.decisions
    ]
    items += [
        Item(
            line("Redovisning: ", spans.link(found.title, found)),
            below=(line(f"{found.organisation.name}{spans.DOT}{say_short_day(found.day)}"),),
        )
        for found in agenda.accounts
    ]
    since = f" sedan mötet {say_short_day(agenda.before.day)}" if agenda.before else ""
    empty = f"Inget beslut och ingen redovisning{say_here(build.archive)} har kommit in{since}."
    return Section("_fran-andra", f"Beslut och redovisningar{since}", show(items, empty))


def compose_due(build: Build, agenda: Agenda) -> Iterator[Block]:
    """Yield what is late or to be done by the meeting, who answers for it, and how much goes on."""
    by, here = " till mötet" if agenda.day else "", say_here(build.archive)
    if agenda.due:
        rows = tuple(tabulate(build, task) for task in agenda.due)
        caption = f"Försenat, eller ska vara klart{by}" if agenda.day else "Försenat"
        yield Table(caption, ("Åtgärd eller uppdrag", "Ansvarig", "Senast", "Läge"), rows)
    elif agenda.day:
        yield Paragraph(
            line(f"Inget{here} är försenat, och inget ska vara klart till mötet."), Role.NOTE
        )
    else:
        yield Paragraph(line(f"Inget{here} är försenat."), Role.NOTE)
    every = (one for task in agenda.later for one in (task, *task.actions))
    if number := sum(isinstance(one.placed, PlacedAction) for one in every):
        many = capitalize(say_count(number, "åtgärd pågår", "åtgärder pågår"))
        done = "klar" if number == 1 else "klara"
        later = f" men behöver inte vara {done} till mötet" if agenda.day else ""
        yield Paragraph(line(f"{many}{later}."), Role.NOTE)


def tabulate(build: Build, task: Task) -> Row:
    """Return a row of what is to be done: what, by whom, by when, and how far it has come."""
    later = join(say_later(build, task.placed, build.archive.today), spans.DOT)
    due = line(say_short_day(task.due)) if task.due else line(spans.missing(NO_DAY))
    state = line(spans.status(task.state), " " if later else "", later)
    return Row(
        (
            say_task(build, task),
            line(spans.link(task.owner.name, task.owner)),
            due,
            state,
        )
    )


def say_task(build: Build, task: Task) -> Line:
    """Write what is to be done, and the åtgärder that carry it out: by when, and how far they have come."""
    told = line(spans.link(task.what, task.placed))
    for one in task.actions:
        by = f", senast {say_short_day(one.due)}" if one.due else ""
        action = line(spans.link(one.name, one.placed), f" hör dit{by}")
        later = say_later(build, one.placed, build.archive.today)
        told = line(told, " (", join((action, (spans.status(one.state),), *later), ", "), ")")
    return told


def compose_accounts(build: Build, agenda: Agenda) -> Section:
    """Compose the uppdrag that are to be accounted for later, and when their body meets."""
    coming = find_next_meetings(build.archive)
    items = []
    for task in agenda.later:
        placed = task.placed
        if isinstance(placed, PlacedAction):
            continue
        due, body = task.due, placed.decision.body.name
        when = f"redovisas senast {say_short_day(due)}" if due else f"{NO_DAY} för redovisningen"
        meets = f", nästa möte {say_short_day(coming[body])}" if body in coming else ""
        told = line(spans.responsible(placed), f"{spans.DOT}{when}{spans.DOT}{body}{meets}")
        items.append(Item(say_task(build, task), below=(told,)))
    empty = f"Inget annat uppdrag{say_here(build.archive)} ska redovisas."
    return Section("_redovisas", "Uppdrag att redovisa senare", show(items, empty))


def compose_threads(build: Build, agenda: Agenda) -> Section:
    """Compose what posts to this meeting or the last one go on from: it may have been mended since."""
    items = [
        Item(line(spans.link(title_of(t.newest), t.newest)), below=(line(say_thread(build, t)),))
        for t in agenda.threads
    ]
    empty = f"Ingen post{say_here(build.archive)} till mötet, eller till det förra, fortsätter en tidigare post."
    return Section("_fortsatter", "Följs från tidigare möten", show(items, empty))


def say_thread(build: Build, thread: Thread) -> str:
    """Say who last told of a problem, where it is, and since when it has been told of."""
    archive, newest = build.archive, thread.newest
    first, last = (archive.day_of(found) for found in (thread.entries[0], newest))
    many = say_count(thread.meetings, "möte", "möten", neuter=True)
    parts = (
        join_names(dict.fromkeys(found.organisation.name for found in thread.entries)),
        newest.place.name if newest.place else "",
        decapitalize(newest.kind.name) if newest.kind.role == "positivt" else "",
        f"{many} sedan {say_short_day(first)}, senast {say_short_day(last)}",
    )
    return spans.DOT.join(filter(None, parts))


def compose_waiting(build: Build, agenda: Agenda) -> Section:
    """Compose the proposals that wait for an answer, and when who decides them meets."""
    items = [
        Item(
            line(spans.link(name_proposal(build.chain, found.placed), found.placed)),
            below=(line(say_wait(build.archive, found)),),
        )
        for found in agenda.waiting
    ]
    empty = f"Inga förslag{say_here(build.archive)} väntar på beslut."
    return Section(
        "_vantar",
        "Förslag som väntar på svar",
        show(items, empty),
        to=Ref("page", "att-ta-stallning-till"),
    )


def say_wait(archive: Archive, found: Waiting) -> str:
    """Say when a proposal was lifted, what became of it, and who has it now."""
    parts = [f"Lyft {say_short_day(found.placed.meeting.day)}"]
    if answer := found.status.decision:
        parts.append(f"{answer.outcome} i {answer.body.name} {say_short_day(answer.day)}")
    if found.is_referred:
        who = join_words(row.name for row in found.preparers)
        parts.append(f"bereds av {who}" if who else "vem som bereder det är inte angivet")
    elif found.deciders:
        said = join_words(say_decider(archive, name) for name in found.deciders)
        parts.append(f"beslutas i {said}")
    return spans.DOT.join(parts)


def show(items: Iterable[Item], empty: str) -> tuple[Block, ...]:
    """Return a list, or the words for that there is nothing to list."""
    listed = tuple(items)
    return (Listing(listed),) if listed else (Paragraph(line(empty), Role.NOTE),)
