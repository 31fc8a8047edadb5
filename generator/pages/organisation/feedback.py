"""What an organisation's reports led to: the feedback that makes an officer report again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from generator.analysis import State, action_status, decision_status, proposal_status
from generator.pages.base import Build, say_here
from generator.pages.shared.finding import DECIDED
from generator.pages.shared.histories import find_posts
from generator.pages.shared.proposals import name_proposal
from generator.records import Decision, Entry, Place, PlacedProposal, Subject, place_actions
from generator.swedish import capitalize, join_words, say_count


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that came of an entry: `kind` is what sort, `title` leads to `address`."""

    day: date
    kind: str
    intro: str
    title: str
    address: str
    states: tuple[State, ...] = ()
    effect: str = ""
    # A meeting has no hash.
    source: object = field(default=None, hash=False)


@dataclass(frozen=True, slots=True)
class Story:
    """Entries that led to the same things, newest first, and those things, oldest first."""

    entries: tuple[Entry, ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True)
class Feedback:
    """Finds what entries led to; made once a build, for its index of proposals."""

    build: Build

    def tell_stories(self, entries: Iterable[Entry]) -> list[Story]:
        """Return the entries that led on, those with the newest outcome first."""
        led_on: dict[tuple[Outcome, ...], list[Entry]] = {}
        for entry in entries:
            if outcomes := tuple(sorted(self.find_outcomes(entry), key=lambda found: found.day)):
                led_on.setdefault(outcomes, []).append(entry)
        stories = [Story(tuple(told), outcomes) for outcomes, told in led_on.items()]
        return sorted(stories, key=lambda story: story.outcomes[-1].day, reverse=True)

    def find_outcomes(self, entry: Entry) -> Iterator[Outcome]:
        """Yield the proposals, decisions, accounts and finished åtgärder of an entry."""
        chain, today = self.build.chain, self.build.archive.today
        lifted = self.find_proposals(entry)
        yield from (self.tell_proposal(placed) for placed in lifted)
        resting = chain.decisions_on_entry.get(entry.id, [])
        answering = [found for placed in lifted for found in chain.answers.get(placed.id, ())]
        for decision in {found.id: found for found in (*resting, *answering)}.values():
            if decision.day <= today:
                yield from self.tell_decision(decision)
        yield from self.tell_actions(entry)

    def find_proposals(self, entry: Entry) -> list[PlacedProposal]:
        """Return what the entry's own meeting lifted on the entry's problem and place.

        Good news gives nobody a reason to propose anything.
        """
        if entry.kind.role == "positivt":
            return []
        lifted = self.build.chain.proposals_at.get(self.build.archive.taken_up_at(entry), ())
        return [placed for placed in lifted if self.concerns(placed.proposal.subject, entry)]

    def concerns(self, subject: Subject, entry: Entry) -> bool:
        """Say whether an entry tells of a subject: its problem type, and a place within its place.

        What concerns the whole kommun and no problem in particular concerns no entry either.
        """
        whole = subject.place is None or subject.place.kind == "kommun"
        if subject.problem_type is None and whole:
            return False
        told = entry.problem_type.slug if entry.problem_type else None
        same = subject.problem_type is None or subject.problem_type.slug == told
        return same and self.is_within(entry.place, subject.place)

    def is_within(self, place: Place | None, whole: Place | None) -> bool:
        """Say whether a place is another, or a part of it; the whole kommun holds every place."""
        if whole is None or whole.kind == "kommun":
            return True
        while place is not None and place.slug != whole.slug:
            place = self.build.archive.mall.whole_of(place)
        return place is not None

    def tell_proposal(self, placed: PlacedProposal) -> Outcome:
        """Tell of a proposal that was lifted."""
        link = self.build.link(placed, name_proposal(self.build.chain, placed))
        found = proposal_status(self.build.chain, placed, self.build.archive.today)
        return Outcome(
            placed.meeting.day,
            "förslag",
            "Mötet lyfte ett förslag",
            link.title,
            link.address,
            (found.state,) if found.is_open else (),
        )

    def tell_decision(self, decision: Decision) -> Iterator[Outcome]:
        """Tell of a decision, and of its account."""
        archive = self.build.archive
        link = self.build.link(decision, decision.title)
        chips = decision_status(self.build.chain, decision, archive.today).chips
        said = f"{decision.body.name} {DECIDED[decision.outcome]}"
        if not decision.answers:
            said = f"{decision.body.name} beslutade"
        yield Outcome(decision.day, "beslut", said, link.title, link.address, chips)
        account = archive.account.get(decision.id)
        if account and account.day <= archive.today:
            link = self.build.link(account, account.title)
            said = f"{'Uppdraget' if len(decision.assignments) == 1 else 'Beslutet'} redovisades"
            yield Outcome(account.day, "redovisning", said, link.title, link.address)

    def tell_actions(self, entry: Entry) -> Iterator[Outcome]:
        """Tell of the entry's åtgärder that are done, with what effect."""
        for placed in place_actions(entry):
            found = action_status(self.build.chain, placed, self.build.archive.today)
            if found.state is State.DONE_ACTION and found.latest:
                link = self.build.link(placed, placed.action.what)
                yield Outcome(
                    found.latest.row.day,
                    "åtgärd",
                    f"Åtgärd av {placed.action.responsible.name}",
                    link.title,
                    link.address,
                    (found.state,),
                    found.latest.row.effect,
                    found.latest.record,
                )


def count_led_on(build: Build, stories: list[Story]) -> int:
    """Count the poster that led on."""
    return sum(len(find_posts(build, story.entries)) for story in stories)


def describe_stories(build: Build, stories: list[Story], counted: int) -> str:
    """Say how many entries led on, and to how many things of each sort; of so many that are counted."""
    if not stories:
        nothing = f"Inget förslag, inget beslut och ingen klar åtgärd{say_here(build.archive)} hör ihop med posterna än."
        return f"{nothing} De finns med i lägesbilden." if counted else nothing
    led_on = count_led_on(build, stories)
    others = sum(len(story.entries) for story in stories) - led_on
    many = join_words(
        f"{say_count(number, 'post', 'poster')}{what}"
        for number, what in ((led_on, ""), (others, " som inte räknas"))
        if number
    )
    reached = {found.address: found.kind for story in stories for found in story.outcomes}
    kinds = list(reached.values())
    said = [
        say_count(kinds.count("förslag"), "förslag", "förslag", neuter=True),
        say_count(kinds.count("beslut"), "beslut", "beslut", neuter=True),
        say_count(kinds.count("åtgärd"), "åtgärd som är klar", "åtgärder som är klara"),
    ]
    things = [words for words in said if not words.startswith("noll ")]
    return f"{capitalize(many)} hör ihop med {join_words(things)}."
