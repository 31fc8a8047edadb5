"""Rules for meetings: planned, held or called off, and what they lift to BRÅ."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Origin, Problem, list_choices, quote
from generator.records.archive import Archive, place_proposals
from generator.records.checks.saying import (
    FARTHEST_HELD,
    check_no_heading,
    check_numbers,
    check_valid,
    check_words,
    day,
    fault,
    likely_day,
    warning,
)
from generator.records.deciders import find_deciders
from generator.records.files import Value, name_keys
from generator.records.kinds import PRESENCES, Meeting
from generator.records.mall import Area, Organisation
from generator.records.questions import find_unmet, say_off_plan
from generator.swedish import say_month

# What only a meeting that was held can say; a planned one has its number, its hour and what is due.
HELD_KEYS = (
    "hölls",
    "bedömning",
    "fokus",
    "åtgärder",
    "uppföljning",
    "lyfts till BRÅ",
    "godkänd",
)


def planned_days(archive: Archive) -> Iterator[Problem]:
    """A meeting's folder is a day of the meeting plan."""
    for meeting in archive.meetings:
        if not archive.mall.plan.holds(meeting.planned):
            text = f"{say_off_plan(archive, meeting.planned)} Ligger filerna i rätt mapp?"
            yield warning(Origin(meeting.path), "", text)


def no_forgotten_meeting(archive: Archive) -> Iterator[Problem]:
    """A meeting that has passed and has entries was held or called off.

    Until somebody relies on it, it is only asked for: who corrects an entry the day after must not
    be stopped by a row that the coordinator has yet to write.
    """
    with_entries = {entry.meeting for entry in archive.entries}
    # Those may be ahead: another rule asks.
    unmet = set(find_unmet(archive))
    for meeting in archive.meetings:
        passed = meeting.planned < archive.today and meeting.planned in with_entries - unmet
        if not passed or meeting.status != "planerat":
            continue
        missing = "" if meeting.has_file else ", men filen index.md saknas"
        rows = '"närvaro" om det hölls eller "inställt" om det inte blev av'
        origin = Origin(meeting.path)
        if why := say_relied_on(archive, meeting):
            text = f"Mötesdagen har passerat, och mötet har poster{missing}. {why} Skriv {rows}."
            yield fault(origin, "närvaro", text)
        else:
            text = f"Mötesdagen har passerat, och mötet har poster{missing}. Samordnaren skriver {rows}. Du som har skrivit en post behöver inte göra något."
            yield warning(origin, "närvaro", text)


def say_relied_on(archive: Archive, meeting: Meeting) -> str:
    """Say what cannot be so until the meeting was held or called off, or nothing."""
    for report in archive.reports:
        adopted = report.adopted
        if adopted and report.start <= meeting.planned <= report.end:
            return f"Rapporten för {say_month(report.id)} är fastställd."
    held = (likely_day(archive, one) for one in archive.held_meetings)
    later = next((one for one in held if one > meeting.planned), None)
    return f"Ett senare möte hölls {day(later)}." if later else ""


def held_or_called_off(archive: Archive) -> Iterator[Problem]:
    """A meeting that was called off has no attendance and says nothing that takes a meeting."""
    for meeting in archive.meetings:
        for key in ("närvaro", *HELD_KEYS):
            if meeting.called_off and meeting.says(key):
                text = 'Mötet står också som inställt. Ta bort den här raden, eller "inställt".'
                yield fault(meeting.origin(key), key, text)


def held_days(archive: Archive) -> Iterator[Problem]:
    """A meeting says what takes a meeting once it has attendance, and is approved no earlier."""
    for meeting in archive.meetings:
        for key in HELD_KEYS:
            if meeting.says(key) and meeting.status == "planerat":
                text = 'Mötet har inte hållits än. Skriv "närvaro", eller vänta med raden tills det har hållits.'
                yield fault(meeting.origin(key), key, text)
        if meeting.approved and meeting.approved.day < meeting.day:
            text = f"{day(meeting.approved.day)} är före mötet {day(meeting.day)}. Rätta dagen."
            yield fault(meeting.origin("godkänd", "datum"), "godkänd.datum", text)


def held_near_plan(archive: Archive) -> Iterator[Problem]:
    """A meeting is held within 30 days of its planned day, or else the year is likely wrong."""
    for meeting in archive.meetings:
        if meeting.held and abs(meeting.held - meeting.planned) > FARTHEST_HELD:
            text = f"{day(meeting.held)} är långt från mappens dag, {day(meeting.planned)}. Stämmer året?"
            yield warning(meeting.origin("hölls"), "hölls", text)


def attendance_is_said(archive: Archive) -> Iterator[Problem]:
    """Every organisation in the attendance of a held meeting was there, could not come or wrote.

    One that reports when there is need was perhaps not asked: its row may stay as the draft has it.
    """
    for meeting in archive.meetings:
        if not meeting.is_held:
            continue
        for name, value in written(meeting, "närvaro").items():
            row = archive.mall.find(Organisation, name)
            if not value and (row is None or row.reports != "vid behov"):
                text = f"Värdet saknas. Skriv {list_choices(PRESENCES)}."
                yield warning(meeting.source.key_origin(("närvaro", name)), f"närvaro.{name}", text)


def rows_named_once(archive: Archive) -> Iterator[Problem]:
    """No organisation and no område has two rows, be it under two of its names."""
    kinds: tuple[tuple[str, type[Organisation | Area]], ...] = (
        ("närvaro", Organisation),
        ("bedömning", Area),
    )
    for meeting in archive.meetings:
        for key, kind in kinds:
            taken: dict[str, str] = {}
            for word in written(meeting, key):
                row = archive.mall.find(kind, word)
                if row and row.name in taken:
                    text = f'"{word}" är samma som "{taken[row.name]}". Behåll en av raderna.'
                    yield fault(meeting.source.key_origin((key, word)), f"{key}.{word}", text)
                taken.setdefault(row.name if row else word, word)


def meeting_words_are_valid(archive: Archive) -> Iterator[Problem]:
    """Organisationer, områden and platser of a meeting were in use on its day."""
    find = archive.mall.find
    for meeting in archive.meetings:
        yield from check_words(archive.mall, meeting, meeting.day, "mötet")
        named = [
            *(
                (("närvaro", word), find(Organisation, word))
                for word in written(meeting, "närvaro")
            ),
            *((("bedömning", word), find(Area, word)) for word in written(meeting, "bedömning")),
        ]
        for keys, row in named:
            if row and not row.valid_at(meeting.day):
                origin = meeting.source.key_origin(keys)
                yield from check_valid(row, meeting.day, origin, name_keys(keys), "mötet")


def written(meeting: Meeting, key: str) -> dict[str, Value]:
    """Return a mapping of the header as its author wrote it."""
    value = meeting.source.data.get(key)
    return value if isinstance(value, dict) else {}


def notes_without_heading(archive: Archive) -> Iterator[Problem]:
    """Minnesanteckningar have no heading of level one: the page's is the meeting's day."""
    for meeting in archive.meetings:
        yield from check_no_heading(meeting)


def numbers_once(archive: Archive) -> Iterator[Problem]:
    """No two meetings have the same number."""
    taken: dict[str, str] = {}
    for meeting in archive.meetings:
        if meeting.number is None:
            continue
        if meeting.number in taken:
            text = f"Mötet {taken[meeting.number]} har redan nummer {meeting.number}."
            yield fault(meeting.origin("nummer"), "nummer", text)
        taken.setdefault(meeting.number, meeting.id)


def one_meeting_a_day(archive: Archive) -> Iterator[Problem]:
    """No two meetings were held on the same day."""
    taken: dict[object, str] = {}
    for meeting in archive.held_meetings:
        if meeting.day in taken:
            text = f"Mötet {taken[meeting.day]} hölls samma dag. Rätta en av dagarna."
            yield fault(meeting.origin("hölls"), "hölls", text)
        taken.setdefault(meeting.day, meeting.id)


def meeting_numbers(archive: Archive) -> Iterator[Problem]:
    """Proposals and åtgärder of a meeting are numbered."""
    for meeting in archive.meetings:
        yield from check_numbers(meeting, "lyfts till BRÅ", meeting.proposals)
        yield from check_numbers(meeting, "åtgärder", meeting.actions)


def proposals_name_who_decides(archive: Archive) -> Iterator[Problem]:
    """A proposal that waits for a decision says who is to decide, or no page can."""
    answered = {target for decision in archive.decisions for target in decision.answers}
    example = quote(f"{archive.mall.council.name} beslutar att …")
    for meeting in archive.held_meetings:
        for index, placed in enumerate(place_proposals(meeting)):
            if placed.id not in answered and not find_deciders(archive.mall, placed.proposal):
                text = f"Meningen säger inte vem som ska besluta. Skriv den så som den ska stå i beslutet: {example}."
                origin = meeting.origin("lyfts till BRÅ", index, "förslag")
                yield warning(origin, "lyfts till BRÅ.förslag", text)


def later_days(archive: Archive) -> Iterator[Problem]:
    """The next meeting and what is to come lie after the meeting."""
    for meeting in archive.meetings:
        held = likely_day(archive, meeting)
        if meeting.next_meeting and meeting.next_meeting <= held:
            yield fault(
                meeting.origin("nästa möte"),
                "nästa möte",
                f"{day(meeting.next_meeting)} är inte efter mötet {day(held)}. Rätta dagen.",
            )
        for index, row in enumerate(meeting.upcoming):
            if row.day < held:
                origin = meeting.origin("kommande", index, "datum")
                text = f"{day(row.day)} är före mötet {day(held)}. Stämmer dagen?"
                yield warning(origin, "kommande.datum", text)


def next_is_planned(archive: Archive) -> Iterator[Problem]:
    """The next meeting that lies ahead is a day of the meeting plan, or has a folder."""
    for meeting in archive.meetings:
        said = meeting.next_meeting
        if said is None or said < archive.today or archive.meeting.get(str(said)):
            continue
        if not archive.mall.plan.holds(said):
            text = f"{say_off_plan(archive, said)} Rätta dagen, eller mallens mötesplan."
            yield warning(meeting.origin("nästa möte"), "nästa möte", text)


RULES = (
    planned_days,
    next_is_planned,
    no_forgotten_meeting,
    held_or_called_off,
    held_days,
    held_near_plan,
    attendance_is_said,
    rows_named_once,
    meeting_words_are_valid,
    notes_without_heading,
    numbers_once,
    one_meeting_a_day,
    meeting_numbers,
    proposals_name_who_decides,
    later_days,
)
