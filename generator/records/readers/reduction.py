"""The records as one reader reads them: without links to what is withheld, and without what is planned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from generator.records.amendments import NOTHING
from generator.records.archive import Archive, is_assignment_id, numbered
from generator.records.files import Table
from generator.records.frozen import Frozen
from generator.records.kinds import (
    GOING_ON,
    Action,
    Assessment,
    Correction,
    Decision,
    Entry,
    FollowUp,
    Meeting,
    Proposal,
    Subject,
)
from generator.records.mall import Level, Place
from generator.records.readers.ledger import (
    find_answered,
    find_kept,
    find_moved_ids,
    is_open,
    make_ledger,
    vary,
    without_text,
)
from generator.records.readers.reach import Reach
from generator.records.sent_pdf import pdf_path

UNTOLD = "skälet sprids inte hit"
HIDDEN = "sprids inte hit"
# What a correction says of values that are not told, and the fields that are told in part or not at all.
UNTOLD_EFFECT = "sprids inte hit"
UNTOLD_VALUE = "något som inte sprids hit"
UNTOLD_FIELDS = ("åtgärder", "uppföljning", "granskat")
LINKS = ("fortsätter", "samma som")
# The entry's own words, which go as far as the entry does.
OWN_WORDS = ("rubrik", "text")


@dataclass(frozen=True)
class Reduction:
    """An archive on its way to one reader."""

    reach: Reach

    def reduce(self) -> Archive:
        """Return the archive without what the reader may not read."""
        whole, own = self.reach.archive, self.reach.is_own
        shown = replace(
            whole,
            mall=self.reach.mall,
            entries=tuple(self.reduce_entry(entry) for entry in self.reach.entries),
            meetings=tuple(self.reduce_meeting(meeting) for meeting in whole.meetings),
            report_files=tuple(
                file if own else without_text(file, secrecy_review=None, reviewed=())
                for file in whole.report_files
            ),
            decisions=tuple(self.reduce_decision(found) for found in self.reach.decisions),
            accounts=tuple(row for row in whole.accounts if row.decision_id in self.reach.decided),
            # A row of these names a record, and nobody knows any more how widely it was read.
            disposals=None,
            import_answers=None,
            unread=frozenset(),
            tables=self.tables,
            pdfs=frozenset(
                path
                for edition in whole.frozen
                if (path := pdf_path(edition, self.reach.reader.name)) in whole.pdfs
            ),
            frozen=tuple(self.reduce_frozen(edition) for edition in whole.frozen),
            map=None if self.reach.is_for_all else whole.map,
            asked_date=self.reach.today,
            reader=self.reach.reader,
        )
        ledger = make_ledger(whole, shown)
        answered = find_answered(whole, [*shown.entries, *ledger.entries])
        return replace(shown, ledger=replace(ledger, answered=answered), answered=answered)

    @cached_property
    def told_elsewhere(self) -> Mapping[str, list[FollowUp]]:
        """What withheld entries tell of åtgärder that are not, by the meeting that took it up."""
        found: dict[str, list[FollowUp]] = {}
        for placed in self.reach.archive.follow_ups:
            record = placed.record
            is_withheld = isinstance(record, Entry) and record.id not in self.reach.read
            if is_withheld and placed.row.action in self.reach.kept_ids:
                bare = without_effect(placed.row)
                found.setdefault(self.reach.archive.taken_up_at(record), []).append(bare)
        return found

    @cached_property
    def moved(self) -> Mapping[str, str | None]:
        """Where a link to a withheld entry leads instead, by the id of what it stands in."""
        return find_moved_ids(self.reach.archive.entries, self.reach.read)

    @cached_property
    def followed(self) -> Mapping[str, str | None]:
        """So for what an entry goes on from."""
        return find_kept(self.reach.archive, self.reach.read)

    def reduce_entry(self, entry: Entry) -> Entry:
        """Return a readable entry without links to what is withheld, and without what is planned."""
        return vary(
            entry,
            place=self.reach.place_in(entry.place),
            statistics=entry.statistics
            and entry.statistics.model_copy(
                update={"place": self.reach.place_in(entry.statistics.place)}
            ),
            same_as=self.moved.get(entry.id),
            continues=self.followed.get(entry.id),
            actions=self.reduce_actions(entry),
            follow_ups=tuple(self.reduce_follow_ups(entry)),
            corrections=tuple(self.reduce_correction(entry, row) for row in entry.corrections),
            reviewed=(),
        )

    def reduce_actions(self, record: Entry | Meeting) -> tuple[Action, ...]:
        """Return the åtgärder of a record; one that is not ended says no more than that, and when by."""
        return tuple(
            row
            if f"{record.id}#{numbered(row, place)}" in self.reach.ended
            else row.model_copy(
                update={
                    "number": numbered(row, place),
                    "what": GOING_ON,
                    "kind": None,
                    "direction": None,
                    "horizon": None,
                    "level": None,
                }
            )
            for place, row in enumerate(record.actions)
        )

    def reduce_follow_ups(self, record: Entry | Meeting) -> Iterator[FollowUp]:
        """Yield what is told of åtgärder that the reader may read of."""
        for row in record.follow_ups:
            if row.action in self.reach.kept_ids:
                ended = row.action in self.reach.ended or is_assignment_id(row.action)
                yield row if ended else without_effect(row)

    def reduce_correction(self, entry: Entry, row: Correction) -> Correction:
        """Return a correction that tells no more than the reader is told of what it corrects."""
        is_untold = row.field in UNTOLD_FIELDS or (
            row.field == "tabell" and f"entries/{entry.id}" not in self.tables
        )

        def reduce_value(words: str) -> str:
            if words.casefold() in NOTHING or row.field in OWN_WORDS:
                return words
            if is_untold:
                return UNTOLD_VALUE
            if row.field in LINKS:
                return words if words in self.reach.read else "en annan post"
            if row.field == "plats":
                return self.name_place(words)
            return self.known_places.sub(self.rename_place, words)

        return row.model_copy(
            update={"said": reduce_value(row.said), "says": reduce_value(row.says)}
        )

    @cached_property
    def known_places(self) -> re.Pattern[str]:
        """Any name of a plats of the mall, where it stands among other words."""
        words = {word for place in self.reach.archive.mall.places for word in place.words}
        longest = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        return re.compile(rf"(?<!\w)({longest})(s?)(?!\w)", re.IGNORECASE)

    def rename_place(self, found: re.Match[str]) -> str:
        """Return what a plats among other words goes by; the words themselves where it is told of."""
        place = self.reach.archive.mall.find(Place, found[1])
        if place and self.reach.place_in(place) is place:
            return found[0]
        name = self.name_place(found[1])
        return name if name.endswith("s") else name + found[2]

    def name_place(self, words: str) -> str:
        """Return the name of a plats as the reader has it."""
        found = self.reach.place_in(self.reach.archive.mall.find(Place, words))
        return found.name if found else "en plats"

    def reduce_meeting(self, meeting: Meeting) -> Meeting:
        """Return a meeting with the group's own words, as far as they go to the reader."""
        told = (*self.reduce_follow_ups(meeting), *self.told_elsewhere.get(meeting.id, ()))
        if not self.reach.is_own:
            off = meeting.called_off
            return without_text(
                meeting,
                assessments=self.hide_assessments(meeting),
                focus=(),
                actions=(),
                follow_ups=told,
                proposals=(),
                upcoming=(),
                called_off=off and off.model_copy(update={"reason": UNTOLD}),
                reviewed=(),
            )
        return vary(
            meeting,
            assessments={
                name: self.reduce_assessment(name, row) for name, row in meeting.assessments.items()
            },
            focus=tuple(
                row.model_copy(update={"place": place})
                for row in meeting.focus
                if (place := self.reach.place_in(row.place))
            ),
            actions=self.reduce_actions(meeting),
            follow_ups=told,
            proposals=tuple(self.reduce_proposals(meeting)),
            upcoming=tuple(
                row.model_copy(update={"place": self.reach.place_in(row.place)})
                for row in meeting.upcoming
            ),
            reviewed=(),
        )

    def hide_assessments(self, meeting: Meeting) -> dict[str, Assessment]:
        """Return that how each område was judged is not told: it is not that nobody judged it."""
        if not meeting.is_held:
            return {}
        level = Level(namn=HIDDEN, roll="obedömd")
        areas = (area for area in self.reach.archive.mall.areas if area.valid_at(meeting.day))
        return {area.name: Assessment.model_construct(level=level) for area in areas}

    def reduce_assessment(self, name: str, row: Assessment) -> Assessment:
        """Return how an område was judged; its text goes no further than its problemtyper may."""
        area = next((area for area in self.reach.archive.mall.areas if area.name == name), None)
        if area is None or self.reach.is_told_of(*area.problem_types):
            return row
        return row.model_copy(update={"text": "", "consequences": ""})

    def reduce_proposals(self, meeting: Meeting) -> Iterator[Proposal]:
        """Yield the proposals that go to the reader, each under its own number."""
        for place, row in enumerate(meeting.proposals):
            if self.reach.is_told_of(row.subject.problem_type):
                update = {
                    "number": numbered(row, place),
                    "subject": self.reduce_subject(row.subject),
                }
                yield row.model_copy(update=update)

    def reduce_subject(self, about: Subject) -> Subject:
        """Return what a proposal or decision is about."""
        return about.model_copy(update={"place": self.reach.place_in(about.place)})

    def reduce_decision(self, decision: Decision) -> Decision:
        """Return a decision without links to what is withheld."""
        known = {*self.reach.read, *self.reach.decided, *self.reach.archive.meeting}
        return vary(
            decision,
            subject=self.reduce_subject(decision.subject),
            answers=tuple(key for key in decision.answers if key in self.reach.proposed),
            grounds=tuple(key for key in decision.grounds if key in known),
            replaces=decision.replaces if decision.replaces in self.reach.decided else None,
            reviewed=(),
        )

    def reduce_frozen(self, edition: Frozen) -> Frozen:
        """Return an edition of a report with what was sent to the reader alone."""
        name = self.reach.reader.name
        return replace(
            edition,
            articles={reader: text for reader, text in edition.articles.items() if reader == name},
            records={},
            reason=edition.reason if name in edition.articles else "",
            files=tuple(file for file in edition.files if file.reader == name),
            expunged=(),
        )

    @cached_property
    def tables(self) -> dict[str, Table]:
        """The tables that the reader may read, by name."""
        return dict(self.find_tables())

    def find_tables(self) -> Iterator[tuple[str, Table]]:
        """Yield the tables of the entries that may be read, of open indikatorer and no single object."""
        named = {place.slug for place in self.reach.mall.places}
        for name, table in self.reach.archive.tables.items():
            key = name.removeprefix("entries/")
            entry, told = self.reach.archive.entry.get(key), self.reach.archive.statements.get(key)
            # Without what the table holds nobody can say that it holds no single object.
            if key not in self.reach.read or entry is None or told is None or not is_open(entry):
                continue
            if entry.statistics and entry.statistics.indicator.is_sensitive:
                continue
            places = [row.place for row in told.observations if row.place]
            if all(not isinstance(row, str) and row.slug in named for row in places):
                yield name, table


def without_effect(row: FollowUp) -> FollowUp:
    """Return a follow-up whose effect, if it tells of any, is said to be withheld."""
    return row.model_copy(update={"effect": UNTOLD_EFFECT if row.effect else ""})
