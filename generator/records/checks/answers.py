"""Rules for what decisions answer: proposals of held meetings, each once, for as long as it is open."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Problem
from generator.records.archive import Archive
from generator.records.checks.references import check_reference
from generator.records.checks.saying import day, fault, warning
from generator.records.kinds.decision import OPEN_OUTCOMES
from generator.records.kinds.placed import place_proposals

ENDED = ("redovisat", "avslutat")


def answered_proposals_exist(archive: Archive) -> Iterator[Problem]:
    """A decision answers proposals of earlier meetings that were held."""
    proposals = {row.id: m for m in archive.meetings for row in place_proposals(m)}
    gone = {*archive.unread, *archive.disposed}
    for decision in archive.decisions:
        for index, target in enumerate(decision.answers):
            keys = ("svar på", index)
            meeting = proposals.get(target)
            if meeting is None:
                if target.partition("#")[0] not in gone:
                    yield from check_reference(archive, decision.source, keys, target, proposals)
            elif not meeting.is_held:
                state = (
                    "ställdes in. Rätta förslagets namn."
                    if meeting.called_off
                    else "har inte hållits än. Rätta förslagets namn, eller vänta med raden tills det har hållits."
                )
                text = f"Förslaget kan inte besvaras: mötet {day(meeting.day)} {state}"
                yield fault(decision.origin(*keys), "svar på", text)
            elif meeting.day > decision.day:
                text = f"Förslaget är från mötet {day(meeting.day)}, efter beslutet {day(decision.day)}. Rätta en av dagarna, eller vilket förslag det gäller."
                yield fault(decision.origin(*keys), "svar på", text)


def answered_once(archive: Archive) -> Iterator[Problem]:
    """A proposal is decided once, unless it was tabled or referred back, or the decision replaced."""
    final: dict[str, str] = {}
    replaced = {decision.replaces for decision in archive.decisions}
    for decision in sorted(archive.decisions, key=lambda found: (found.day, found.id)):
        for index, target in enumerate(decision.answers):
            if target in final and final[target] != decision.id:
                text = f'Förslaget är redan avgjort i {final[target]}. Gäller det här beslutet i stället? Skriv i så fall "ersätter: {final[target]}".'
                yield warning(decision.origin("svar på", index), "svar på", text)
            if decision.outcome not in OPEN_OUTCOMES and decision.id not in replaced:
                final[target] = decision.id


def answers_stand_once(archive: Archive) -> Iterator[Problem]:
    """A decision names each proposal it answers once."""
    for decision in archive.decisions:
        for index, target in enumerate(decision.answers):
            if target in decision.answers[:index]:
                text = f"Förslaget {target} står två gånger. Ta bort det ena."
                yield fault(decision.origin("svar på", index), "svar på", text)


def open_answers_stay_open(archive: Archive) -> Iterator[Problem]:
    """What was tabled or referred back is open again: the decision has no end of its own."""
    for decision in archive.decisions:
        if decision.outcome not in OPEN_OUTCOMES:
            continue
        for index, status in enumerate(decision.statuses):
            if status.status in ENDED:
                text = f"Förslaget är öppet igen, så beslutet kan inte vara {status.status}. Ta bort raden."
                origin = decision.origin("uppföljning", index, "status")
                yield fault(origin, "uppföljning.status", text)


def put_off_replaces_nothing(archive: Archive) -> Iterator[Problem]:
    """A decision that was itself tabled or referred back replaces no older one."""
    for decision in archive.decisions:
        if decision.replaces and decision.outcome in OPEN_OUTCOMES:
            text = f'Utgången är {decision.outcome}, så det äldre beslutet gäller än. Skriv "ersätter" i det beslut som avgör frågan.'
            yield warning(decision.origin("ersätter"), "ersätter", text)


RULES = (
    answered_proposals_exist,
    answered_once,
    answers_stand_once,
    open_answers_stay_open,
    put_off_replaces_nothing,
)
