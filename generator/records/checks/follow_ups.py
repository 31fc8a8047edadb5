"""Rules for åtgärder and their follow-ups: what is followed up exists, and days come in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator.problems import Problem, quote
from generator.records.archive import Archive, place_actions, place_assignments
from generator.records.checks.references import say_unknown_id
from generator.records.checks.saying import day, fault, likely_day, warning
from generator.records.files import name_keys
from generator.records.kinds import Entry, FollowUp, Meeting
from generator.records.sentences import say_rule


def followed_up_actions_exist(archive: Archive) -> Iterator[Problem]:
    """A follow-up names an åtgärd of this meeting or an earlier one, or an uppdrag."""
    known = {
        *(row.id for entry in archive.entries for row in place_actions(entry)),
        *(row.id for meeting in archive.meetings for row in place_actions(meeting)),
        *(row.id for decision in archive.decisions for row in place_assignments(decision)),
    }
    for record in archive.tellers:
        for index, row in enumerate(record.follow_ups):
            keys, target = ("uppföljning", index, "åtgärd"), row.action
            found = archive.actions.get(target)
            if target not in known and not is_gone(archive, target.partition("#")[0]):
                listed = dict.fromkeys(sorted(known))
                yield say_unknown_id(archive, record.source, keys, target, listed)
            elif found and found.record.source.folder > record.source.folder:
                text = f"Åtgärden {quote(target)} är från ett senare möte. Rätta namnet, eller skriv uppföljningen till ett senare möte."
                yield fault(record.origin(*keys), name_keys(keys), text)


def is_gone(archive: Archive, record_id: str) -> bool:
    """Say whether a record exists without its rows: it cannot be read, or was emptied or disposed of."""
    entry = archive.entry.get(record_id)
    removed = entry is not None and entry.removed is not None
    return removed or record_id in archive.unread or record_id in archive.disposed


def follow_ups_in_time(archive: Archive) -> Iterator[Problem]:
    """A follow-up tells of a day no later than its meeting."""
    for record in archive.tellers:
        meeting = likely_day(archive, record)
        for index, row in enumerate(record.follow_ups):
            if row.day > meeting:
                text = say_rule("uppföljt efter mötet", dag=day(row.day), möte=day(meeting))
                origin = record.origin("uppföljning", index, "datum")
                yield warning(origin, "uppföljning.datum", text)


def follow_ups_after_action(archive: Archive) -> Iterator[Problem]:
    """A follow-up tells of a day no earlier than its åtgärd.

    An åtgärd may be done before the meeting at which it is told, but not before the one before it.
    """
    for record in archive.tellers:
        for index, row in enumerate(record.follow_ups):
            if text := say_too_early(archive, record, row):
                origin = record.origin("uppföljning", index, "datum")
                yield fault(origin, "uppföljning.datum", text)


def say_too_early(archive: Archive, record: Entry | Meeting, row: FollowUp) -> str:
    """Say that a follow-up is older than what it follows up, or nothing when it is not."""
    action = archive.actions.get(row.action)
    decision = archive.decision.get(row.action.partition("#")[0])
    if decision and row.day < decision.day:
        return say_rule("uppföljt före beslutet", dag=day(row.day), beslut=day(decision.day))
    if action is None or action.record.source.folder > record.source.folder:
        return ""
    meeting, planned = (
        likely_day(archive, action.record),
        date.fromisoformat(action.record.source.folder),
    )
    if row.day < min(meeting, planned) - timedelta(days=archive.mall.plan.interval):
        return say_rule("uppföljt för tidigt", dag=day(row.day), möte=day(meeting))
    return ""


def follow_ups_after_meeting(archive: Archive) -> Iterator[Problem]:
    """What a later meeting tells of an åtgärd was not done before the meeting that took it up.

    Done before, it would have been told as done at once.
    """
    for record in archive.tellers:
        for index, row in enumerate(record.follow_ups):
            action = archive.actions.get(row.action)
            if action is None or say_too_early(archive, record, row):
                continue
            taken_up = likely_day(archive, action.record)
            if row.day < taken_up < likely_day(archive, record):
                told = {"dag": day(row.day), "möte": day(taken_up)}
                text = say_rule("uppföljt före åtgärden", **told)
                origin = record.origin("uppföljning", index, "datum")
                yield warning(origin, "uppföljning.datum", text)


def deadlines_ahead(archive: Archive) -> Iterator[Problem]:
    """An åtgärd is to be done on its meeting's day or later."""
    for placed in archive.actions.values():
        meeting, due = likely_day(archive, placed.record), placed.action.due
        if due and due < meeting:
            text = say_rule("senast före mötet", dag=day(due), möte=day(meeting))
            index = placed.record.actions.index(placed.action)
            origin = placed.record.origin("åtgärder", index, "senast")
            yield warning(origin, "åtgärder.senast", text)


RULES = (
    followed_up_actions_exist,
    follow_ups_in_time,
    follow_ups_after_action,
    follow_ups_after_meeting,
    deadlines_ahead,
)
