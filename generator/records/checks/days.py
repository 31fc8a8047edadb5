"""Rules for days: in order, before their meeting, as the text has them, and none far off."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from generator.problems import Origin, Problem, quote
from generator.records.archive import Archive
from generator.records.checks.saying import day, fault, likely_day, warning
from generator.records.files import Keys, Source, find_days, find_wrong_days, name_keys, weekday_of
from generator.records.forms import Form, names_of
from generator.records.kinds import Entry, Meeting, Record, ReportFile
from generator.records.mall import Row
from generator.records.questions import (
    SETTLING,
    find_first_ahead,
    find_unmet,
    may_be_ahead,
    say_ahead,
)
from generator.records.sentences import say_rule
from generator.swedish import WEEKDAYS, join_words, say_days

OLDEST = timedelta(days=60)
NIGHT = re.compile("natt|nätter", re.IGNORECASE)
# A sentence with one of these may well tell of another day than the event's own.
ANOTHER_DAY = re.compile(
    r"källa:|upptäck|anmäl|rapport|möte|beslut|sedan|senast|före|efter|förra|nästa|\bdagen\b|varje|brukar"
    r"|planer|fram till|från och",
    re.IGNORECASE,
)
# A number, or what the names of all weekdays end with.
MAY_TELL_DAY = re.compile(r"\d|dag", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ”])|\n\s*\n|\n(?=#)")
LONE_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})(?:en)?\b", re.IGNORECASE)
# Plans and terms of keeping reach no further than ten years, and nothing waits longer to be mended.
FARTHEST = timedelta(days=3653)
# What belongs to one meeting or report is done, or comes next, within two years of it.
NEAREST = timedelta(days=731)
OWN = ("hölls", "godkänd", "uppföljning", "nästa möte", "från", "till", "upprättad", "fastställd")
# Figures may be of any year.
OF_ANY_YEAR = ("datum", "slutdatum")
MOST_ALONE = timedelta(days=60)


def days_in_order(archive: Archive) -> Iterator[Problem]:
    """The last day is not before the first."""
    for entry in archive.entries:
        if entry.start and entry.end and entry.end < entry.start:
            days = {"sista": day(entry.end), "första": day(entry.start)}
            text = say_rule("slutar före början", **days)
            yield fault(entry.origin("slutdatum"), "slutdatum", text)
        elif entry.end and not entry.start and entry.kind.role == "statistik":
            text = 'Skriv också den första dagen, på en rad "datum: ÅÅÅÅ-MM-DD".'
            yield fault(entry.origin("slutdatum"), "slutdatum", text)


def days_before_meeting(archive: Archive) -> Iterator[Problem]:
    """What an entry tells of has happened when its meeting is held, unless it is still to come."""
    coming = join_words(
        [f'"{row.name}"' for row in archive.mall.kinds if row.role == "kommande"], "eller"
    )
    for entry in archive.entries:
        if entry.start is None or entry.kind.role == "kommande":
            continue
        meeting = likely_day(archive, entry)
        if entry.start > meeting and (right := other_year(entry.start, meeting)):
            text = say_rule("efter mötet, fel år", dag=day(entry.start), möte=day(meeting))
            yield fault(entry.origin("datum"), "datum", text, in_row(entry, "datum", right))
        elif entry.start > meeting:
            told = {"dag": day(entry.start), "möte": day(meeting), "slag": coming}
            text = say_rule("efter mötet", **told)
            yield fault(entry.origin("datum"), "datum", text)
        elif entry.end and entry.end > meeting:
            text = say_rule("slutar efter mötet", dag=day(entry.end), möte=day(meeting))
            yield warning(entry.origin("slutdatum"), "slutdatum", text)


def coming_is_ahead(archive: Archive) -> Iterator[Problem]:
    """What is to come has not been when its meeting is held."""
    for entry in archive.entries:
        # A meeting that was called off is taken up later than the entry was written for.
        meeting = min(entry.meeting, likely_day(archive, entry))
        if entry.kind.role != "kommande" or entry.last_day is None:
            continue
        # What is older than two months is asked about its year.
        if meeting - OLDEST <= entry.last_day < meeting:
            key = "slutdatum" if entry.end else "datum"
            text = say_rule("senast före mötet", dag=day(entry.last_day), möte=day(meeting))
            yield warning(entry.origin(key), key, text)


def days_not_long_ago(archive: Archive) -> Iterator[Problem]:
    """What an entry tells of is not older than 60 days; underlag may be."""
    for entry in archive.entries:
        meeting = likely_day(archive, entry)
        if entry.last_day is None or entry.kind.role == "statistik":
            continue
        if entry.last_day < meeting - OLDEST:
            key = "slutdatum" if entry.end else "datum"
            told = {"dag": day(entry.last_day), "antal": OLDEST.days, "möte": day(meeting)}
            text = say_rule("länge sedan", **told)
            right = other_year(entry.last_day, meeting)
            paste = in_row(entry, key, right) if right else ""
            yield warning(entry.origin(key), key, text, paste)


def days_not_far_ahead(archive: Archive) -> Iterator[Problem]:
    """No entry tells of a day half a year after all else that has happened."""
    first = None if archive.asked_date else find_first_ahead(archive)
    for entry in archive.entries if first else ():
        if entry.start and first and entry.start >= first and may_be_ahead(archive, entry):
            text = say_ahead(entry.start)
            yield warning(entry.origin("datum"), "datum", text)


def other_year(told: date, meeting: date) -> date | None:
    """Return the day a year before or after that an entry of a meeting may tell of, if there is one."""
    for years in (-1, 1):
        try:
            other = told.replace(year=told.year + years)
        except ValueError:
            continue
        if meeting - OLDEST <= other <= meeting:
            return other
    return None


def in_row(entry: Entry, key: str, right: date) -> str:
    """Return the row of a day with the right one in its place."""
    source = entry.source
    return source.corrected_line(source.tree.values.get((key,)), str(right))


def weekdays_fit(archive: Archive) -> Iterator[Problem]:
    """A weekday in a record's text is that of the day beside it, and every day is in the almanac."""
    for record, near in dated_records(archive):
        source = record.source
        # A sentence may go on over the end of a line.
        text = source.whole.replace("\n", " ")
        if not (wrong := list(find_wrong_days(text, near))):
            continue
        starts = [0, *accumulate(len(line) + 1 for line in source.lines)]
        for told in wrong:
            line = bisect_right(starts, told.start)
            origin = Origin(source.path, line, told.start - starts[line - 1] + 1)
            if told.day is None:
                yield warning(
                    origin, "text", f"{quote(told.words)} finns inte i almanackan. Rätta dagen."
                )
            elif told.weekday is not None:
                what = f"{day(told.day)} är en {WEEKDAYS[told.day.weekday()]}"
                said = f"men här står {WEEKDAYS[told.weekday]}"
                yield warning(origin, "text", f"{what}, {said}. Stämmer dagen?")


def dated_records(archive: Archive) -> Iterator[tuple[Record, date]]:
    """Yield every record with the day that the days in its text are near."""
    yield from ((entry, entry.start or entry.meeting) for entry in archive.entries)
    yield from ((meeting, meeting.day) for meeting in archive.meetings if meeting.has_file)
    yield from ((decision, decision.day) for decision in archive.decisions)
    yield from ((account, account.day) for account in archive.accounts)
    yield from ((file, date.fromisoformat(f"{file.id}-15")) for file in archive.report_files)


def text_tells_its_day(archive: Archive) -> Iterator[Problem]:
    """The heading and the first sentence of an event tell the day that its header does."""
    for entry in archive.entries:
        if entry.start is None or entry.kind.role != "händelse" or not entry.stands:
            continue
        # Which of two days in the wrong order is the slip is not known yet.
        if entry.end and entry.end < entry.start:
            continue
        first = SENTENCE_END.split(entry.text.strip(), maxsplit=1)[0]
        sentences = (entry.title, first.replace("\n", " "))
        for field, sentence in zip(("rubrik", "text"), sentences, strict=True):
            if not MAY_TELL_DAY.search(sentence) or ANOTHER_DAY.search(sentence):
                continue
            if said := other_day(entry, sentence):
                own = f"datum är {day(entry.start)}, en {WEEKDAYS[entry.start.weekday()]}"
                if entry.end:
                    own = f"dagar är {say_days(entry.start, entry.end)}"
                text = f"Här står {quote(said)}, men postens {own}. Stämmer dagen?"
                yield warning(find_words(entry.source, said), field, text)
                break


def other_day(entry: Entry, sentence: str) -> str:
    """Return the one day that a sentence tells when it is not the entry's, or nothing."""
    assert entry.start is not None
    # A night belongs to the day it begins, and is often told by the one it ends.
    last = (entry.end or entry.start) + timedelta(days=1 if NIGHT.search(sentence) else 0)
    days = list(find_days(sentence, entry.start))
    if days:
        inside = any(one.day and entry.start <= one.day <= last for one in days)
        sure = all(one.alone and one.day and not one.contradicts for one in days)
        return days[0].words if sure and not inside else ""
    found = [one[0] for one in LONE_WEEKDAY.finditer(sentence)]
    span = (entry.start + timedelta(days=n) for n in range((last - entry.start).days + 1))
    own = {one.weekday() for one in span}
    return found[0] if len(found) == 1 and weekday_of(found[0]) not in own else ""


def find_words(source: Source, words: str) -> Origin:
    """Return where words stand in a text; where it begins when they go on over the end of a line."""
    for number, line in enumerate(source.lines[source.body_line - 1 :], start=source.body_line):
        if (column := line.find(words)) >= 0:
            return Origin(source.path, number, column + 1)
    return Origin(source.path, source.body_line)


def no_day_is_far(archive: Archive) -> Iterator[Problem]:
    """No day lies more than ten years from the archive's meetings, or two from its own."""
    first, last = find_span(archive)
    for meeting in archive.meetings:
        if why := say_far(meeting.planned, first, last):
            yield fault(Origin(meeting.path), "", f"{why} Ligger filerna i rätt mapp?")
    for record in (*archive.datable, *filter(None, [archive.disposals])):
        own = find_own(record)
        for keys, told in find_told(record):
            is_figure = isinstance(record, Entry) and record.kind.role == "statistik"
            early = not (is_figure and keys[0] in OF_ANY_YEAR)
            why = say_far(told, first if early else date.min, last)
            if own and keys[0] in OWN and first <= own <= last and abs(told - own) > NEAREST:
                why = f"{day(told)} är mer än två år från {day(own)}."
            if why:
                yield fault(record.origin(*keys), name_keys(keys), f"{why} Rätta året.")


def find_span(archive: Archive) -> tuple[date, date]:
    """Return the first and the last of the archive's meetings, without those far from most others."""
    days = sorted({meeting.planned for meeting in archive.meetings}) or [archive.mall.plan.first]
    groups: list[list[date]] = [[days[0]]]
    for found in days[1:]:
        if found - groups[-1][-1] > FARTHEST:
            groups.append([])
        groups[-1].append(found)
    first = archive.mall.plan.first
    most = max(groups, key=lambda group: (len(group), -abs(group[0] - first)))
    return most[0], most[-1]


def say_far(told: date, first: date, last: date) -> str:
    """Say that a day is far before or after the archive's meetings, or nothing."""
    if told - last > FARTHEST:
        return f"{day(told)} är mer än tio år efter det senaste mötet, {day(last)}."
    if first - told > FARTHEST:
        return say_rule("tio år före", dag=day(told), möte=day(first))
    return ""


def find_own(record: Record) -> date | None:
    """Return the day of the meeting or the month that a record belongs to."""
    if isinstance(record, ReportFile):
        return date.fromisoformat(f"{record.id}-15")
    return date.fromisoformat(record.source.folder) if isinstance(record, Entry | Meeting) else None


def find_told(value: object, keys: Keys = ()) -> Iterator[tuple[Keys, date]]:
    """Yield every day of a header with the keys it stands at."""
    if isinstance(value, date):
        yield keys, value
    elif isinstance(value, Form) and not isinstance(value, Row):
        for name, key in names_of(type(value), date):
            if (inner := getattr(value, name)) and not isinstance(inner, Row):
                yield from find_told(inner, (*keys, key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from find_told(inner, (*keys, index))


def today_is_near(archive: Archive) -> Iterator[Problem]:
    """The newest day that has happened is not told by one record alone, long after all others."""
    told = [(when, record, keys) for record in archive.datable for when, keys in record.happened()]
    newest, record, keys = max(told, key=lambda found: found[0], default=(None, None, ()))
    if newest is None or record is None or archive.asked_date:
        return
    if say_far(newest, *find_span(archive)):
        return
    others = [when for when, other, _ in told if other is not record]
    # A group that seldom meets is silent for longer.
    step = timedelta(days=archive.mall.plan.interval)
    if others and newest - max(others) > max(MOST_ALONE, 2 * step):
        text = f"Dagen är arkivets senaste, så allt visas som läget {day(newest)}. Stämmer året?"
        yield warning(record.origin(*keys), name_keys(keys), text)


def settled_days_have_come(archive: Archive) -> Iterator[Problem]:
    """Nothing is settled on a day that has not come: after the asked day, or a meeting nobody tells of."""
    unmet, asked = find_unmet(archive), archive.asked_date
    for record in archive.datable if unmet or asked else ():
        if isinstance(record, Meeting) and not record.is_held:
            # Another rule says that there is nothing to settle yet.
            continue
        rows = [(told, keys) for told, keys in record.happened() if keys[0] in SETTLING]
        if asked and may_be_settled(archive, record, asked):
            for told, keys in rows:
                if told > asked:
                    text = f"{day(told)} är efter {day(asked)}, den dag som arkivet läses på. Skriv dagen då det skedde. Skedde det {day(asked)}:"
                    span = record.source.tree.values.get(keys)
                    paste = record.source.corrected_line(span, str(asked))
                    yield warning(record.origin(*keys), name_keys(keys), text, paste)
            continue
        late = next(((told, keys) for told, keys in rows if unmet and told > unmet[0]), None)
        if late:
            text = (
                f"{day(late[0])} är efter mötet {day(unmet[0])}, som arkivet inte säger något om. Stämmer dagen? "
                'Har mötet varit: skriv "närvaro" eller "inställt" i dess fil.'
            )
            yield warning(record.origin(*late[1]), name_keys(late[1]), text)


def may_be_settled(archive: Archive, record: Record, by: date) -> bool:
    """Say whether a meeting, or a report's period, was over on a day, so that it may be settled then."""
    if isinstance(record, Meeting):
        return record.day <= by
    report = archive.report.get(record.id) if isinstance(record, ReportFile) else None
    return report is not None and report.end <= by


RULES = (
    settled_days_have_come,
    days_in_order,
    days_before_meeting,
    coming_is_ahead,
    days_not_long_ago,
    days_not_far_ahead,
    weekdays_fit,
    text_tells_its_day,
    no_day_is_far,
    today_is_near,
)
