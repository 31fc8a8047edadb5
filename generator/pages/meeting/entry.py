"""An entry on its meeting's page: what it says, what it gave rise to, and what came of that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from generator.analysis import State, action_status, find_later, told_state
from generator.article.addresses import anchor_of, ref_of, statistics_of
from generator.article.values import (
    Block,
    Form,
    Item,
    Line,
    Listing,
    Paragraph,
    Prose,
    Ref,
    Role,
    Row,
    Section,
    Span,
    Table,
    join,
    line,
)
from generator.pages.base import GONE_TITLE, Build, numeric_columns, title_of
from generator.pages.shared import spans
from generator.pages.statistics.topics import MOST_ROWS
from generator.records import (
    DASHES,
    Action,
    Distribution,
    Entry,
    FollowUp,
    Mall,
    PlacedAction,
    PlacedAssignment,
    is_missing,
    place_actions,
    say_hidden,
)
from generator.records import Table as Pasted
from generator.swedish import (
    capitalize,
    decapitalize,
    say_count,
    say_day,
    say_days,
    say_figure,
    say_number,
    say_short_day,
)

REPORTED = {"ja": "polisanmält", "nej": "inte polisanmält"}


def compose_entry(build: Build, entry: Entry, day: date) -> Section:
    """Compose an entry; its statuses are those of a day. Of one that was removed nothing is left."""
    anchor = anchor_of(build.archive, entry)
    if entry.removed:
        gone = entry.removed
        said = (
            f"Innehållet togs bort den {say_day(gone.day)}. Skäl: {gone.reason}. Beslut: "
            f"{gone.decision}, {decapitalize(gone.by)}. Det som redan var sänt kan finnas kvar "
            "hos mottagaren."
        )
        who = Paragraph(line(spans.link(entry.organisation.name, entry.organisation)), Role.FACTS)
        blocks: tuple[Block, ...] = (who, Paragraph(line(said)))
        return Section(anchor, GONE_TITLE, blocks, form=Form.ENTRY, name=entry.id)
    return Section(
        anchor,
        entry.title,
        tuple(find_blocks(build, entry, day)),
        form=Form.STRUCK if entry.withdrawn else Form.ENTRY,
        name=entry.id,
        edit=Ref("edit", entry.path) if build.archive.mall.edit_address else None,
    )


def find_blocks(build: Build, entry: Entry, day: date) -> Iterator[Block]:
    """Yield what an entry says, in its order."""
    if entry.withdrawn:
        found = entry.withdrawn
        head = spans.strong(f"Struken {say_short_day(found.day)}:")
        said = f" {found.reason.strip('.')}. {found.by}. Posten räknas inte."
        yield Paragraph(line(head, said), Role.CORRECTION)
    facts = (line(fact) for fact in find_facts(build.archive.mall, entry))
    yield Paragraph(join(facts, spans.DOT), Role.FACTS)
    if entry.text:
        yield Prose(entry.text, ref_of(entry))
    yield from find_table(build, entry)
    yield from say_origin(build, entry)
    if entry.actions:
        yield list_actions(build, place_actions(entry), day)
    links = tuple(Item(found) for found in find_links(build, entry))
    if links:
        yield Listing(links, quiet=True)
    for row in entry.corrections:
        head = spans.strong(f"Rättelse {say_short_day(row.day)}:")
        said = (
            f" {row.field} var {row.said}, ska vara {row.says}. {row.reason.strip('.')}. {row.by}."
        )
        yield Paragraph(line(head, said), Role.CORRECTION)


def find_facts(mall: Mall, entry: Entry) -> Iterator[Span | Line | str]:
    """Yield who told it, when and where it was, and what sort of thing it is; nothing twice."""
    yield spans.link(entry.organisation.name, entry.organisation)
    if entry.start:
        time = entry.time and (entry.time.name if entry.time.hours else "okänd tid")
        yield f"{say_days(entry.start, entry.end)}{f', {time}' if time else ''}"
    if entry.place:
        yield spans.link(entry.place.name, entry.place)
    if entry.problem_type and entry.title.casefold() != entry.problem_type.name.casefold():
        yield decapitalize(entry.problem_type.name)
    if entry.kind != mall.kinds[0]:
        yield decapitalize(entry.kind.name)
    if entry.reliability:
        counts = "" if entry.reliability.counts else ", räknas inte"
        yield f"{entry.reliability.name}{counts}"
    if entry.counted_events:
        words = say_figure(entry.counted_events, "händelse", "händelser")
        yield line(
            spans.counted(
                f"händelser/post/{entry.id}", entry.counted_events, "händelser", text=words
            )
        )
    if entry.severity:
        yield entry.severity.name
    if entry.reported:
        yield REPORTED.get(entry.reported, "oklart om polisanmält")
    if entry.trend:
        yield spans.trend(entry.trend)
    if entry.distribution != mall.default(Distribution):
        own = entry.distribution
        yield own.name if own == mall.distributions[-1] else f"Sprids till {own.name}"


def find_table(build: Build, entry: Entry) -> Iterator[Block]:
    """Yield an entry's table as it was pasted; one told on a page of its own may be cut."""
    table = build.archive.tables.get(f"entries/{entry.id}")
    if table is None:
        return
    name = entry.statistics.indicator.name if entry.statistics else entry.title
    is_zero = bool(entry.statistics and entry.statistics.dash == "noll")
    address = statistics_of(build.archive, entry)
    shown = table.rows[1 : MOST_ROWS + 1] if address else table.rows[1:]
    yield tabulate(table, name, shown, is_zero)
    if len(shown) < len(table.rows) - 1:
        said = f"Tabellen visar de första {say_number(len(shown))} av {say_number(len(table.rows) - 1)} raderna. "
        way = spans.page("Alla tal", address.removesuffix(".html"))
        yield Paragraph(line(said, way, " går att ladda ner."), Role.NOTE)


def tabulate(table: Pasted, name: str, shown: Sequence[Sequence[str]], dash_is_zero: bool) -> Table:
    """Return a pasted table; what is missing in it is said in words."""

    def cell(text: str) -> Line:
        if dash_is_zero and text in DASHES:
            return line("0")
        if is_missing(text):
            return line(spans.missing(say_hidden(text) or "inget underlag"))
        return line(text)

    rows = tuple(Row((line(head), *map(cell, rest))) for head, *rest in shown)
    numeric = tuple(sorted(numeric_columns(table)))
    return Table(name, tuple(table.rows[0]), rows, numeric)


def say_origin(build: Build, entry: Entry) -> Iterator[Block]:
    """Yield where an entry's numbers come from and what they are, and the way to all of them."""
    table = entry.statistics
    parts: list[Line] = []
    if entry.origin_of_data:
        parts.append(line(f"Källa: {entry.origin_of_data}."))
    if table:
        place: Line = ()
        if table.place:
            words = table.place.name
            words = decapitalize(words) if table.place.kind == "kommun" else words
            place = line(", ", spans.link(words, table.place))
        parts.append(line(f"Tal per {table.period}", place, "."))
        if table.preliminary:
            parts.append(line("Talen är preliminära."))
        if table.dash == "noll":
            parts.append(line("Källan skriver noll som ett streck."))
        if table.by_report_day:
            parts.append(line("De visar när brotten anmäldes, inte när de begicks."))
        elif table.by_event_day:
            parts.append(line("De visar när brotten begicks."))
    if table and (address := statistics_of(build.archive, entry)):
        words = f"Alla tal över tid: {decapitalize(table.indicator.name)}"
        parts.append(line(spans.page(words, address.removesuffix(".html"))))
    if parts:
        yield Paragraph(join(parts, " "), Role.NOTE)


def list_actions(
    build: Build, actions: Iterator[PlacedAction] | list[PlacedAction], day: date
) -> Listing:
    """Return åtgärder with what became of each."""
    items = tuple(item_of(build, placed, day) for placed in actions)
    return Listing(items, head="Åtgärd" if len(items) == 1 else "Åtgärder")


def item_of(build: Build, placed: PlacedAction, day: date) -> Item:
    """Return an åtgärd: what, who, by when, its status on a day, and what has come since."""
    row, found = placed.action, action_status(build.chain, placed, day)
    done = found.latest.row.day if found.latest and found.state is State.DONE_ACTION else None
    due = f", senast {say_short_day(row.due)}" if row.due else ""
    sort, later = sort_of(row), list(say_later(build, placed, day))
    head = line(
        row.what,
        spans.DOT,
        spans.link(row.responsible.name, row.responsible),
        due,
        f"{spans.DOT}{sort}" if sort else "",
        " ",
        spans.status(found.state, done),
        # What has come since stands below.
        spans.note(" vid mötet") if later else "",
    )
    below: list[Line] = []
    if found.latest:
        latest = found.latest
        if latest.row.effect:
            below.append(line("Effekt: ", spans.link(latest.row.effect, latest.record)))
        else:
            words = f"Uppföljd {say_short_day(latest.row.day)}"
            below.append(line(spans.link(words, latest.record)))
    below += later
    return Item(head, anchor_of(build.archive, placed), tuple(below), name=placed.id)


def sort_of(action: Action) -> str:
    """Say what sort of åtgärd it is: `belysning, situationell, kort sikt, universell`."""
    words = (
        decapitalize(action.kind.name) if action.kind else "",
        action.direction or "",
        action.horizon or "",
        action.level.name if action.level else "",
    )
    return ", ".join(word for word in words if word)


def say_later(build: Build, placed: PlacedAction | PlacedAssignment, day: date) -> Iterator[Line]:
    """Yield what came of an åtgärd or uppdrag after a page's day."""
    found, archive = find_later(build.chain, placed, day), build.archive
    if found is None:
        return
    if newest := found.found:
        effect = f": {newest.row.effect}" if newest.row.effect else ""
        words = f"{capitalize(told_state(newest.row))} {say_short_day(newest.row.day)}{effect}"
        ahead = ""
        if newest.row.day > archive.today:
            told = say_short_day(archive.day_of(newest.record))
            now = say_short_day(archive.today)
            ahead = f", enligt en post till mötet {told}. Läget visas per {now}."
        yield line(spans.link(words, newest.record), ahead)
    if found.late:
        yield line(f"{capitalize(found.late)}, läget {say_short_day(archive.today)}")


def find_links(build: Build, entry: Entry) -> Iterator[Line]:
    """Yield what an entry follows, and what followed on it."""
    archive, chain = build.archive, build.chain
    if entry.continues:
        older = archive.entry.get(entry.continues)
        if older:
            yield line("Tidigare: ", say_other(build, older))
        else:
            yield line(f"Tidigare: en gallrad post ({entry.continues})")
    for newer in chain.continued_by.get(entry.id, ()):
        yield line("Senare: ", say_other(build, newer))
    for same in chain.same_event(entry):
        yield say_same(build, entry, same)
    for row in entry.follow_ups:
        yield say_follow_up(build, row)
    if entry.support:
        yield line(f"Stöd från annan: {entry.support}")
    for factor in entry.factors:
        word = "Riskfaktor" if factor.risk else "Skyddsfaktor"
        yield line(f"{word} ({decapitalize(factor.context.name)}): {factor.text}")
    for decision in chain.decisions_on_entry.get(entry.id, ()):
        yield line(
            "Underlag för beslutet ",
            spans.link(decision.title, decision),
            f", {say_short_day(decision.day)}",
        )


def say_same(build: Build, entry: Entry, same: Entry) -> Line:
    """Write who else tells of the same event, at which meeting if another, and under what heading if another."""
    own, other = build.archive.day_of(entry), build.archive.day_of(same)
    who = f"{same.organisation.name} berättar om samma händelse"
    when = "" if own == other else f" till mötet {say_short_day(other)}"
    if title_of(same) == title_of(entry):
        return line(spans.link(who, same), f"{when}, under samma rubrik. Den räknas en gång.")
    return line(f"{who}{when}: ", spans.link(title_of(same), same), ". Den räknas en gång.")


def say_other(build: Build, entry: Entry) -> Line:
    """Write the day and title of another entry."""
    day = build.archive.day_of(entry)
    when = say_short_day(day, day.year != build.archive.today.year)
    return line(spans.link(f"{when}: {title_of(entry)}", entry))


def say_follow_up(build: Build, row: FollowUp) -> Line:
    """Write what is followed up, and what it led to."""
    effect = f" Effekt: {row.effect.strip('.')}." if row.effect else ""
    state = spans.status(told_state(row), row.day)
    return line("Följer upp: ", spans.undertaking(build, row.action), " ", state, effect)


def say_entry(build: Build, entry: Entry) -> Line:
    """Write an entry where another page rests on it."""
    day = say_short_day(build.archive.day_of(entry))
    struck = " (struken)" if entry.withdrawn else ""
    title = spans.link(title_of(entry), entry)
    who = spans.link(entry.organisation.name, entry.organisation)
    return line(title, ", ", who, f" {day}{struck}")


def say_more(number: int) -> str:
    """Write how many more entries there are."""
    return capitalize(say_count(number, "äldre post", "äldre poster"))
