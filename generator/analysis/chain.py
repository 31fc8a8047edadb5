"""The chain from entry to effect: a link is stored once, on the newer record; here is the other side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from generator.records import (
    OPEN_OUTCOMES,
    Archive,
    Decision,
    Entry,
    Meeting,
    PlacedAssignment,
    PlacedFollowUp,
    PlacedProposal,
    Report,
    Subject,
    place_assignments,
    place_proposals,
)

Found = TypeVar("Found")


@dataclass(frozen=True)
class Chain:
    """Every link of an archive, from the older record to the newer."""

    archive: Archive

    @cached_property
    def proposals(self) -> dict[str, PlacedProposal]:
        """Every proposal of a held meeting, by id, oldest first."""
        return {
            placed.id: placed
            for meeting in self.archive.held_meetings
            for placed in place_proposals(meeting)
        }

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """Every decision, oldest first."""
        return tuple(sorted(self.archive.decisions, key=lambda found: (found.day, found.id)))

    @cached_property
    def assignments(self) -> dict[str, PlacedAssignment]:
        """Every uppdrag of a decision, by id, those of the oldest decision first."""
        return {row.id: row for decision in self.decisions for row in place_assignments(decision)}

    @cached_property
    def answers(self) -> dict[str, list[Decision]]:
        """The decisions that answer each proposal, oldest first."""
        return gather((key, decision) for decision in self.decisions for key in decision.answers)

    @cached_property
    def decisions_on_entry(self) -> dict[str, list[Decision]]:
        """The decisions that rest on each entry, meeting or decision."""
        return gather((key, decision) for decision in self.decisions for key in decision.grounds)

    @cached_property
    def replaced_by(self) -> dict[str, Decision]:
        """The decision that replaced each replaced one; one that was itself put off replaces nothing."""
        decided = (found for found in self.decisions if found.outcome not in OPEN_OUTCOMES)
        return {decision.replaces: decision for decision in decided if decision.replaces}

    @cached_property
    def continued_by(self) -> dict[str, list[Entry]]:
        """The entries that go on from each entry."""
        return gather((e.continues, e) for e in self.archive.entries if e.continues)

    @cached_property
    def told_by(self) -> dict[str, list[Entry]]:
        """The entries that tell the same event as each entry."""
        return gather((e.same_as, e) for e in self.archive.entries if e.same_as)

    @cached_property
    def follow_ups(self) -> dict[str, list[PlacedFollowUp]]:
        """The follow-ups of each åtgärd, oldest first."""
        return gather((placed.row.action, placed) for placed in self.archive.follow_ups)

    @cached_property
    def written_for(self) -> dict[str, list[Entry]]:
        """The entries written for each meeting, also those that another one took up."""
        return gather((entry.source.folder, entry) for entry in self.archive.entries)

    @cached_property
    def proposals_at(self) -> dict[str, list[PlacedProposal]]:
        """The proposals each meeting lifted."""
        return gather((placed.meeting.id, placed) for placed in self.proposals.values())

    @cached_property
    def report_of(self) -> dict[str, Report]:
        """The report each held meeting belongs to."""
        return {m.id: report for report in self.archive.reports for m in report.meetings}

    @cached_property
    def held_order(self) -> dict[str, int]:
        """The place of each held meeting among the held ones, from 0."""
        return {meeting.id: n for n, meeting in enumerate(self.archive.held_meetings)}

    def previous_meeting(self, meeting: Meeting) -> Meeting | None:
        """Return the held meeting before this one."""
        earlier = [other for other in self.archive.held_meetings if other.day < meeting.day]
        return earlier[-1] if earlier else None

    def meeting_after(self, day: date) -> Meeting | None:
        """Return the first meeting held on a day or later."""
        return next((m for m in self.archive.held_meetings if m.day >= day), None)

    def same_event(self, entry: Entry) -> list[Entry]:
        """Return the other entries that tell the entry's event, oldest first."""
        origin = entry
        while origin.same_as and origin.same_as in self.archive.entry:
            origin = self.archive.entry[origin.same_as]
        group, waiting = [origin], [origin]
        while waiting:
            following = self.told_by.get(waiting.pop().id, [])
            group.extend(following)
            waiting.extend(following)
        return [
            other for other in sorted(group, key=lambda found: found.id) if other.id != entry.id
        ]

    def proposals_of(self, report: Report) -> list[PlacedProposal]:
        """Return the proposals of a report's meetings, oldest first."""
        inside = {meeting.id for meeting in report.meetings}
        return [placed for placed in self.proposals.values() if placed.meeting.id in inside]

    @cached_property
    def entries_on(self) -> dict[tuple[str | None, str | None], list[Entry]]:
        """The entries that stand, by slug of problem type and place, newest first; None is any."""
        found: dict[tuple[str | None, str | None], list[Entry]] = defaultdict(list)
        for entry in sorted(self.archive.entries, key=self.archive.taken_up_at, reverse=True):
            if entry.tells:
                problem = entry.problem_type.slug if entry.problem_type else None
                place = entry.place.slug if entry.place else None
                for key in {(problem, place), (problem, None), (None, place)}:
                    found[key].append(entry)
        return dict(found)

    def entries_about(self, subject: Subject) -> list[Entry]:
        """Return the entries on a subject, newest first; the whole kommun is any place."""
        problem = subject.problem_type.slug if subject.problem_type else None
        narrow = subject.place is not None and subject.place.kind != "kommun"
        place = subject.place.slug if subject.place and narrow else None
        return self.entries_on.get((problem, place), []) if problem or place else []

    def reports_after(self, decision: Decision) -> list[Report]:
        """Return the reports that follow a decision up: the first after it, and its statuses'.

        A month without a meeting follows nothing up.
        """
        days = [row.day for row in decision.statuses]
        told = [report for report in self.archive.reports if report.meetings]
        later = [report for report in told if report.end > decision.day]
        return [
            report
            for report in later
            if report is later[0] or any(report.start <= day <= report.end for day in days)
        ]


def gather(pairs: Iterable[tuple[str | None, Found]]) -> dict[str, list[Found]]:
    """Group values by key, in their order; what has no key is left out."""
    found: dict[str, list[Found]] = defaultdict(list)
    for key, value in pairs:
        if key is not None:
            found[key].append(value)
    return dict(found)
