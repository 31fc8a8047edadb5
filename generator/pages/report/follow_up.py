"""How a report follows up: its decisions, its promises and its åtgärder, with the status of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from generator.analysis import (
    FollowedDecision,
    find_open_proposals,
)
from generator.article.values import (
    Article,
    Item,
    Line,
    Listing,
    Paragraph,
    Role,
    Row,
    Section,
    Table,
    join,
    line,
    walk,
)
from generator.pages.base import NO_DAY, say_here, say_open
from generator.pages.report.facts import ReportFacts
from generator.pages.shared import spans
from generator.pages.shared.finding import describe_followed
from generator.pages.shared.proposals import name_proposal
from generator.swedish import (
    capitalize,
    join_words,
    say_count,
    say_day,
    say_short_day,
)

ACTIONS = "_atgarder"
# What åtgärder are grouped by: first those that are left to do, then those that have ended.
GROUPS = ("forsenade", "pagaende", "nya", "avslutade", "klara", "avbrutna")


def compose_follow_up(facts: ReportFacts) -> Section:
    """Compose what has become of earlier decisions, promises and åtgärder."""
    return Section(
        "_beslut",
        "Uppföljning",
        parts=(
            compose_decisions(facts),
            compose_promises(facts),
            compose_actions(facts),
        ),
    )


def compose_decisions(facts: ReportFacts) -> Section:
    """Compose the decisions, each uppdrag with its own status."""
    if not facts.decisions:
        none = f"Det fanns inga beslut{say_here(facts.archive)} att följa upp den {say_day(facts.day)}."
        none_yet = (Paragraph(line(none)), *say_earlier(facts))
        return Section("_uppfoljning-beslut", "Beslut", none_yet)
    moved = describe_followed(facts.chain, facts.decisions, facts.since, facts.day)
    rows = tuple(row for followed in facts.decisions for row in list_decision(followed))
    table = Table(
        f"Beslut och uppdrag, läget {say_short_day(facts.day)}",
        ("Uppdrag", "Ansvarig", "Redovisning", "Status"),
        rows,
    )
    said = (Paragraph(line(moved)),) if moved else ()
    blocks = (*said, *say_earlier(facts), table)
    return Section("_uppfoljning-beslut", "Beslut", blocks)


def list_decision(followed: FollowedDecision) -> Iterator[Row]:
    """Yield a decision's row and one for each of its uppdrag."""
    yield Row((say_decision(followed),), group=True)
    for placed, state in followed.assignments:
        row = placed.assignment
        yield Row(
            (
                line(spans.link(row.what, placed)),
                spans.responsible(placed),
                line(say_due(row.due)),
                line(spans.status(state)),
            )
        )


def say_decision(followed: FollowedDecision) -> Line:
    """Write a decision, who took it, and how far it has come."""
    decision = followed.decision
    none = "" if followed.assignments else f"{spans.DOT}inget uppdrag"
    return line(
        spans.link(decision.title, decision),
        " ",
        spans.note(f"{spans.reference(decision)}{none}"),
        " ",
        spans.standing(followed.status),
    )


def compose_promises(facts: ReportFacts) -> Section:
    """Compose the medborgarlöften, inriktningsbeslut and åtgärdsplaner in force."""
    title = "Medborgarlöfte, inriktningsbeslut och åtgärdsplan"
    if not facts.promises:
        none = (
            f"Inget medborgarlöfte, inget inriktningsbeslut och ingen åtgärdsplan{say_here(facts.archive)} fanns att följa "
            f"upp den {say_day(facts.day)}."
        )
        return Section("_loften", title, (Paragraph(line(none)),))
    items = tuple(
        Item(say_decision(followed), below=tuple(list_steps(followed)))
        for followed in facts.promises
    )
    return Section("_loften", title, (Listing(items),))


def list_steps(followed: FollowedDecision) -> Iterator[Line]:
    """Yield what has been said of a promise, newest last, and how far its uppdrag have come."""
    for step in followed.status.steps:
        if step.text:
            yield line(f"{say_short_day(step.day)}: {step.text}")
    for placed, state in followed.assignments:
        due = placed.assignment.due
        when = f", redovisning {say_short_day(due)}" if due else ""
        what = spans.link(placed.assignment.what, placed)
        yield line(what, spans.DOT, spans.responsible(placed), f"{when} ", spans.status(state))


def compose_actions(facts: ReportFacts) -> Section:
    """Compose the åtgärder that are left to do; those that have ended stand in the appendix."""
    actions = facts.actions
    groups = (
        ("forsenade", "Försenade", actions.late),
        ("pagaende", "Pågående", actions.going_on),
        ("nya", "Nya", actions.new),
    )
    rows = tuple(
        row
        for name, words, found in groups
        if found
        for row in (
            Row((line(words),), id=name_group(name), group=True),
            *(
                Row(
                    (
                        line(spans.link(each.placed.action.what, each.placed)),
                        line(each.placed.action.responsible.name),
                        line(say_due(each.placed.action.due)),
                        line(spans.status(each.status.state)),
                        line(spans.link(say_short_day(each.meeting.day), each.meeting)),
                    )
                )
                for each in found
            ),
        )
    )
    table = Table(
        f"Öppna åtgärder, läget {say_short_day(facts.day)}",
        ("Åtgärd", "Ansvarig", "Senast", "Status", "Från mötet"),
        rows,
    )
    blocks = (Paragraph(say_actions(facts)), *((table,) if rows else ()))
    return Section(ACTIONS, "Åtgärder", blocks, also=("_bild-atgarder",))


def with_all_groups(article: Article) -> Article:
    """Return a report in which each group of åtgärder that it has none of leads to its åtgärder.

    A group may have been there before: what is late today was to be done, and a draft is rewritten.
    """
    sections = list(walk(article.sections))
    tables = [block for one in sections for block in one.blocks if isinstance(block, Table)]
    there = {*(one.id for one in sections), *(row.id for table in tables for row in table.rows)}
    missing = tuple(name for name in map(name_group, GROUPS) if name not in there)

    def change(section: Section) -> Section:
        if section.id == ACTIONS:
            return replace(section, also=(*section.also, *missing))
        if not section.parts:
            return section
        return replace(section, parts=tuple(map(change, section.parts)))

    return replace(article, sections=tuple(map(change, article.sections)))


def name_group(group: str) -> str:
    """Return the place of a group of åtgärder."""
    return f"{ACTIONS}-{group}"


def say_due(day: date | None) -> str:
    """Write the last day of an åtgärd or uppdrag."""
    return say_short_day(day) if day else NO_DAY


def say_actions(facts: ReportFacts) -> Line:
    """Say how many åtgärder have been done since the report before, are open and late.

    Those that a later meeting wrote before the report's own day are told to be of a later one.
    """
    done, late = len(facts.actions.done), len(facts.actions.late)
    left = late + len(facts.actions.going_on) + len(facts.actions.new)
    since = " sedan förra rapporten" if facts.before else ""
    if not (done or left or facts.actions.broken_off):
        none = (
            f"Inga åtgärder{say_here(facts.archive)} var öppna, och inga har blivit klara{since}."
        )
        return line(none, say_later(facts))
    report = line(" sedan ", spans.link("förra rapporten", facts.before)) if facts.before else ()
    finished = say_count(done, "åtgärd", "åtgärder") if done else "ingen åtgärd"
    klar = "klar" if done < 2 else "klara"
    opened = say_count(left, "är öppen", "är öppna") if left else "ingen är öppen"
    parts = (
        count_actions(facts, "klara", done, capitalize(finished)),
        f"{say_here(facts.archive)} har blivit {klar}",
        report,
        ". ",
        count_actions(facts, "öppna", left, capitalize(opened)),
        f" den {say_day(facts.day)}",
    )
    ends = (".", say_open(facts.archive, left), say_later(facts))
    return line(*parts, *say_late(facts, left, late), *ends)


def say_later(facts: ReportFacts) -> str:
    """Say that åtgärder of meetings after the period are not counted, though they were open."""
    later = facts.actions.later
    if not later:
        return ""
    days = sorted({row.meeting.day for row in later})
    meetings = "mötet" if len(days) == 1 else "mötena"
    belong = "hör till en senare rapport och räknas inte här"
    return f" Åtgärder från {meetings} den {join_words(map(say_day, days))} {belong}."


def say_late(facts: ReportFacts, left: int, late: int) -> Iterator[Line]:
    """Yield how many of the open åtgärder are late."""
    if left == 1:
        words = "den är försenad" if late else "den är inte försenad"
        yield line(", och ", count_actions(facts, "försenade", late, words))
    elif left:
        words = say_count(late, "av dem försenad", "av dem försenade") if late else ""
        if late == left:
            words = "båda försenade" if late == 2 else "alla försenade"
        words = words or "ingen av dem försenad"
        yield line(", ", count_actions(facts, "försenade", late, words))


def count_actions(facts: ReportFacts, what: str, number: int, words: str) -> Line:
    """Return a number of åtgärder, in words."""
    return line(spans.counted(f"åtgärder/{facts.month}/{what}", number, "åtgärder", text=words))


def say_earlier(facts: ReportFacts) -> Iterator[Paragraph]:
    """Yield the proposals of earlier reports that were open still on the report's day."""
    own = {placed.id for placed in facts.proposals}
    earlier = [
        placed
        for placed in find_open_proposals(facts.chain, facts.day)
        if placed.id not in own and placed.meeting.day < facts.report.start
    ]
    if earlier:
        number = say_count(len(earlier), "förslag", "förslag", neuter=True)
        listed = join(
            (line(spans.link(name_proposal(facts.chain, row), row)) for row in earlier), "; "
        )
        yield Paragraph(line(f"Sedan tidigare väntar {number} på beslut: ", listed, "."), Role.NOTE)
