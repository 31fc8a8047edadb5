"""What is new since the meeting before, and of åtgärder and uppdrag, each by its name and gender."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.analysis import AreaChange, Changes, State, decision_status
from generator.article.addresses import ref_of
from generator.article.values import (
    Block,
    Item,
    Line,
    Listing,
    Paragraph,
    Ref,
    Role,
    Section,
    join,
    line,
)
from generator.pages.base import UNJUDGED, say_good
from generator.pages.meeting.facts import MeetingFacts, day_of
from generator.pages.shared import spans
from generator.records import find_coming, is_assignment_id
from generator.swedish import capitalize, say_count, say_day, say_short_day

# How one and how many of what is said, of an åtgärd and of an uppdrag.
ENDED = {
    (State.DONE_ACTION, State.DONE): (("är klar", "är klara"), ("är klart", "är klara")),
    (State.BROKEN_OFF_ACTION, State.BROKEN_OFF): (
        ("är avbruten", "är avbrutna"),
        ("är avbrutet", "är avbrutna"),
    ),
}
LATE = (
    ("har blivit försenad", "har blivit försenade"),
    ("har blivit försenat", "har blivit försenade"),
)
STILL_LATE = (
    ("är fortfarande försenad", "är fortfarande försenade"),
    ("är fortfarande försenat", "är fortfarande försenade"),
)
Forms = tuple[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Undertakings:
    """What is new of some åtgärder or of some uppdrag: its words, and their ids."""

    words: str
    ids: tuple[str, ...]


def tell_undertakings(changes: Changes) -> Iterator[Undertakings]:
    """Yield which åtgärder and uppdrag ended, came to be late and are late still."""
    for states, forms in ENDED.items():
        yield from tell_both((row.id for row in changes.ended if row.state in states), forms)
    yield from tell_both(changes.newly_late, LATE)
    yield from tell_both(changes.still_late, STILL_LATE)


def tell_both(ids: Iterable[str], forms: Forms) -> Iterator[Undertakings]:
    """Yield a line of the åtgärder and one of the uppdrag, where there are any."""
    listed = list(ids)
    actions = tuple(key for key in listed if not is_assignment_id(key))
    assignments = tuple(key for key in listed if is_assignment_id(key))
    if actions:
        one, many = (f"åtgärd {forms[0][0]}", f"åtgärder {forms[0][1]}")
        yield Undertakings(capitalize(say_count(len(actions), one, many)), actions)
    if assignments:
        one, many = (f"uppdrag {form}" for form in forms[1])
        yield Undertakings(
            capitalize(say_count(len(assignments), one, many, neuter=True)), assignments
        )


def compose_since(facts: MeetingFacts) -> Iterator[Section]:
    """Yield what is new since the meeting before."""
    changes, meeting = facts.changes, facts.meeting
    if changes is None:
        return
    blocks: list[Block] = [Listing(tuple(Item(found) for found in find_news(facts, changes)))]
    if not meeting.is_held:
        said = f"Mötet har inte hållits än. Här står det som har hänt till och med den {say_day(facts.archive.today)}. "
        ways = [(spans.page("Alla åtgärder", "atgarder"),)]
        if find_coming(facts.archive)[:1] == [meeting.planned]:
            ways.append((spans.page("Att gå igenom på mötet", "nasta-mote"),))
        blocks.append(Paragraph(line(said, join(ways, spans.DOT)), Role.NOTE))
    title, to = "Gruppens första möte i arkivet", None
    if changes.since:
        title, to = f"Sedan mötet {say_short_day(changes.since.day)}", ref_of(changes.since)
    yield Section("_sedan-forra", title, tuple(blocks), to=to)


def find_news(facts: MeetingFacts, changes: Changes) -> Iterator[Line]:
    """Yield a line for each thing that is new."""
    build, here = facts.build, facts.meeting
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
        uncounted = posts.upcoming or posts.unconfirmed or posts.withdrawn or posts.removed
        yield line("Inga nya poster som räknas" if uncounted else "Inga nya poster")
    for told in tell_undertakings(changes):
        listed = (spans.undertaking(build, key, small=True) for key in told.ids)
        yield line(f"{told.words}: ", join(listed, "; "))
    if changes.areas:
        yield line(f"Ändrad bedömning: {'; '.join(map(say_change, changes.areas))}")
    for decision in changes.decisions:
        status = spans.standing(decision_status(build.chain, decision, day_of(facts)))
        yield line("Beslut: ", spans.link(decision.title, decision), f"{spans.DOT}nu ", status)
    for account in changes.accounts:
        yield line("Redovisning: ", spans.link(account.title, account))
    for entry in changes.corrected:
        yield line("Rättelse: ", spans.link(entry.title, entry))
    for entry in changes.withdrawn:
        yield line("Struken post: ", spans.link(entry.title, entry))
    for entry in changes.removed:
        words = f"{entry.organisation.name}, {say_short_day(build.archive.day_of(entry))}"
        yield line("Borttagen post: ", spans.link(words, entry))


def say_change(change: AreaChange) -> str:
    """Write how an område is judged otherwise: `ANDT (nivån från låg till förhöjd)`."""
    then = " och ".join(filter(None, (change.level_before, change.trend_before)))
    now = " och ".join(filter(None, (change.level_now, change.trend_now)))
    levels = (change.level_before or "", change.level_now or "")
    trends = (change.trend_before or "ingen", change.trend_now or "ingen")
    pairs = (("nivån", levels), ("trenden", trends))
    moved = [f"{what} från {old} till {new}" for what, (old, new) in pairs if old != new]
    said = " och ".join(moved) if all(levels) else f"nu {now or UNJUDGED}, förut {then or UNJUDGED}"
    return f"{change.area.name} ({said})"
