"""Rules for decisions: their own rows, and the proposals that they answer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from generator.problems import Origin, Problem
from generator.records.archive import Archive, place_proposals
from generator.records.checks.references import check_reference, find_cycle
from generator.records.checks.saying import (
    check_numbers,
    check_words,
    day,
    fault,
    likely_day,
    warning,
)
from generator.records.files import ACCOUNT_ENDING, parse_markdown, split_sections
from generator.records.kinds import NEEDED_HEADINGS, OPEN_OUTCOMES, Decision
from generator.records.mall import DecisionType
from generator.records.questions import first_adopted
from generator.swedish import join_words, say_month

DATED_STEM = re.compile(r"(\d{4}-\d{2}-\d{2})-.+")
ACCOUNTED_ROLES = ("kartläggning", "orsaksanalys")
ENDED = ("redovisat", "avslutat")


def name_begins_with_day(archive: Archive) -> Iterator[Problem]:
    """A decision's id is its day and a few words."""
    for decision in archive.decisions:
        found = DATED_STEM.fullmatch(decision.id)
        if found is None or found[1] != str(decision.day):
            text = f'Filnamnet ska börja med beslutets dag, "{decision.day}-". Döp om filen eller rätta dagen.'
            yield fault(decision.origin("datum"), "datum", text)


def heading_decision_and_grounds(archive: Archive) -> Iterator[Problem]:
    """A decision has a heading, and says what was decided and why."""
    for decision in archive.decisions:
        place = Origin(decision.path, decision.source.body_line)
        if not decision.title:
            text = 'Rubriken saknas. Skriv "# " och vad beslutet gäller, på en egen rad under den andra raden ---.'
            yield fault(place, "rubrik", text)
        sections = split_sections(parse_markdown(decision.text).tokens)
        for heading in NEEDED_HEADINGS:
            if heading not in sections:
                yield fault(place, "text", f'Avsnittet "## {heading}" saknas. Skriv det.')
            elif not sections[heading].blocks:
                yield fault(place, "text", f'Avsnittet "## {heading}" är tomt. Skriv det.')


def plans_are_for_the_municipality(archive: Archive) -> Iterator[Problem]:
    """An åtgärdsplan is decided by the municipality, not by a council or group (2023:196, 5 §)."""
    mall = archive.mall
    deciding = join_words([body.name for body in mall.bodies if body.role == "kommun"], "eller")
    for decision in archive.decisions:
        if decision.type.role != "åtgärdsplan" or decision.body.role == "kommun":
            continue
        plan = decision.type.name
        recommending = mall.find(DecisionType, f"Tillstyrka {plan}")
        ways = [f"instans {deciding}"] if deciding else []
        ways += [f'typ "{recommending.name}"'] if recommending else []
        hint = f" Skriv {join_words(ways, 'eller')}." if ways else ""
        text = f'{decision.body.name} kan inte besluta om "{plan}". Det gör kommunen (lag 2023:196, 5 §).{hint}'
        yield fault(decision.origin("typ"), "typ", text)


def report_was_adopted(archive: Archive) -> Iterator[Problem]:
    """A decision that rests on a report is not older than the report's adoption."""
    for decision in archive.decisions:
        if decision.report is None or f"rapporter/{decision.report}" in archive.unread:
            continue
        report = archive.report.get(decision.report)
        adopted = first_adopted(archive, report.file) if report and report.file else None
        if report is None:
            text = (
                f"Rapporten för {say_month(decision.report)} finns inte i arkivet. Rätta månaden."
            )
            yield fault(decision.origin("rapport"), "rapport", text)
        elif adopted is None:
            text = f'Rapporten för {say_month(decision.report)} är inte fastställd än. Skriv "fastställd" i den, eller rätta månaden.'
            yield warning(decision.origin("rapport"), "rapport", text)
        elif decision.day < adopted:
            text = f"Rapporten fastställdes {day(adopted)}, efter beslutet {day(decision.day)}. Rätta dagen eller hänvisningen."
            yield fault(decision.origin("rapport"), "rapport", text)


def grounds_exist(archive: Archive) -> Iterator[Problem]:
    """What a decision rests on are entries, meetings or decisions, no newer than it."""
    known = {**archive.entry, **archive.meeting, **archive.decision}
    for decision in archive.decisions:
        for index, target in enumerate(decision.grounds):
            yield from check_reference(archive, decision.source, ("underlag", index), target, known)
            if text := say_newer_ground(archive, decision, target):
                yield fault(decision.origin("underlag", index), "underlag", text)


def say_newer_ground(archive: Archive, decision: Decision, target: str) -> str:
    """Say why a decision cannot rest on a record, or nothing when it can."""
    entry, meeting = archive.entry.get(target), archive.meeting.get(target)
    other = archive.decision.get(target)
    after = f"efter beslutet {day(decision.day)}. Rätta dagen eller hänvisningen."
    if entry and entry.meeting > decision.day:
        return f"Posten är från mötet {day(entry.meeting)}, {after}"
    if meeting and meeting.day > decision.day:
        return f"Mötet är {day(meeting.day)}, {after}"
    if target == decision.id:
        return "Beslutet kan inte vara underlag för sig självt. Ta bort hänvisningen."
    if other and other.day > decision.day:
        return f"Beslutet är från {day(other.day)}, {after}"
    return ""


def replacement_is_older(archive: Archive) -> Iterator[Problem]:
    """A decision replaces an older one, which no other replaces."""
    by_target: dict[str, list[str]] = defaultdict(list)
    for decision in archive.decisions:
        if decision.replaces is None:
            continue
        origin = decision.origin("ersätter")
        yield from check_reference(
            archive, decision.source, ("ersätter",), decision.replaces, archive.decision
        )
        older = archive.decision.get(decision.replaces)
        if older and older.day > decision.day:
            text = f"{older.id} är nyare. Ett beslut kan bara ersätta ett äldre. Rätta namnet, eller skriv raden i det nyare beslutet."
            yield fault(origin, "ersätter", text)
        if by_target[decision.replaces]:
            holder = by_target[decision.replaces][0]
            text = f'{decision.replaces} är redan ersatt av {holder}. Gäller det här beslutet i stället för det beslutet? Skriv i så fall "ersätter: {holder}".'
            yield fault(origin, "ersätter", text)
        by_target[decision.replaces].append(decision.id)


def replacement_is_acyclic(archive: Archive) -> Iterator[Problem]:
    """No chain of replacements comes back to where it began."""
    links = {decision.id: decision.replaces for decision in archive.decisions if decision.replaces}
    for start in sorted(links):
        if find_cycle(links, start) == start:
            ring = "Besluten ersätter varandra i en ring. Behåll raden bara i det nyaste."
            alone = "Beslutet ersätter sig självt. Ta bort raden."
            text = alone if links[start] == start else ring
            yield fault(archive.decision[start].origin("ersätter"), "ersätter", text)


def later_statuses(archive: Archive) -> Iterator[Problem]:
    """Follow-ups and deadlines lie on the decision's day or after."""
    for decision in archive.decisions:
        for index, status in enumerate(decision.statuses):
            if status.day < decision.day:
                text = f"{day(status.day)} är före beslutet {day(decision.day)}. Rätta dagen."
                origin = decision.origin("uppföljning", index, "datum")
                yield fault(origin, "uppföljning.datum", text)
        for index, row in enumerate(decision.assignments):
            if row.due and row.due < decision.day:
                text = f"{day(row.due)} är före beslutet {day(decision.day)}. Rätta dagen."
                origin = decision.origin("uppdrag", index, "redovisas")
                yield fault(origin, "uppdrag.redovisas", text)


def decision_words_are_valid(archive: Archive) -> Iterator[Problem]:
    """Organisationer, platser and problemtyper of a decision or account were in use on its day."""
    for decision in archive.decisions:
        yield from check_words(archive.mall, decision, decision.day, "beslutet")
    for account in archive.accounts:
        yield from check_words(archive.mall, account, account.day, "redovisningen")


def assignment_numbers(archive: Archive) -> Iterator[Problem]:
    """Uppdrag that others may refer to are numbered."""
    for decision in archive.decisions:
        yield from check_numbers(decision, "uppdrag", decision.assignments)


def accounts_have_decisions(archive: Archive) -> Iterator[Problem]:
    """An account belongs to a decision and is not older than it."""
    for account in archive.accounts:
        decision = archive.decision.get(account.decision_id)
        if decision is None and account.decision_id not in archive.unread:
            text = f"Redovisningen hör inte till något beslut. Filen ska heta som beslutet, med {ACCOUNT_ENDING}.md sist."
            yield fault(Origin(account.path), "", text)
        elif decision and account.day < decision.day:
            text = f"{day(account.day)} är före beslutet {day(decision.day)}. Rätta dagen."
            yield fault(account.origin("datum"), "datum", text)


def accounts_have_texts(archive: Archive) -> Iterator[Problem]:
    """An account has a heading and a text."""
    for account in archive.accounts:
        place = Origin(account.path, account.source.body_line)
        if not account.title:
            text = 'Rubriken saknas. Skriv "# " och vad ni kom fram till, på en egen rad under den andra raden ---.'
            yield fault(place, "rubrik", text)
        elif not account.text:
            yield fault(place, "text", "Texten saknas. Skriv vad ni kom fram till.")


def accounted_has_account(archive: Archive) -> Iterator[Problem]:
    """What a kartläggning or an orsaksanalys came to lies beside its decision."""
    for decision in archive.decisions:
        name = f"{decision.id}{ACCOUNT_ENDING}"
        needless = decision.type.role not in ACCOUNTED_ROLES
        if needless or decision.id in archive.account or name in archive.unread:
            continue
        for index, status in enumerate(decision.statuses):
            if status.status == "redovisat":
                text = f"Redovisningen saknas. Lägg den i decisions/{name}.md."
                origin = decision.origin("uppföljning", index, "status")
                yield warning(origin, "uppföljning.status", text)


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
            elif (held := likely_day(archive, meeting)) > decision.day:
                text = f"Förslaget är från mötet {day(held)}, efter beslutet {day(decision.day)}. Rätta en av dagarna, eller vilket förslag det gäller."
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
    name_begins_with_day,
    heading_decision_and_grounds,
    plans_are_for_the_municipality,
    report_was_adopted,
    grounds_exist,
    replacement_is_older,
    replacement_is_acyclic,
    later_statuses,
    decision_words_are_valid,
    assignment_numbers,
    accounts_have_decisions,
    accounts_have_texts,
    accounted_has_account,
    answered_proposals_exist,
    answered_once,
    answers_stand_once,
    open_answers_stay_open,
    put_off_replaces_nothing,
)
