"""Rules for reports that have been sent: what they rest on changes in the open, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from generator.problems import Origin, Problem
from generator.records.amendments import index_files
from generator.records.archive import Archive
from generator.records.checks.saying import day, fault
from generator.records.digests import TABLE, TEXT, TITLE, Difference, Way, find_differences
from generator.records.files import REPORTS
from generator.records.frozen import Frozen, path_of
from generator.records.kinds import Record
from generator.records.questions import find_coming
from generator.swedish import capitalize, join_words, say_month

SUMMARY = "Sammanfattningens fil"
DAY_AFTER = timedelta(days=1)
# What a file has that is no row of its header; a table is all there is of its file.
PARTS = {TITLE: "rubriken", TEXT: "texten", TABLE: "den"}
NOT_ANEW = "Skrevs dagen av misstag, så lägg tillbaka det som stod."
CORRECT = 'Skriv en rad i postens "rättelser", så att alla ser vad som var fel.'
APPROVE = (
    'Be gruppen godkänna minnesanteckningarna på nytt och skriv den nya dagen i "godkänd"{}, så att alla ser '
    "att mötets fil är ändrad."
)


def sent_reports_stand(archive: Archive) -> Iterator[Problem]:
    """What a report that was sent rests on is as it was then, or says itself how it was changed."""
    for found in find_differences(archive):
        yield say_difference(archive, found)


def editions_follow(archive: Archive) -> Iterator[Problem]:
    """Of a report that was sent anew the earlier editions are kept."""
    for report, editions in groupby(archive.frozen, lambda one: one.report):
        present = {one.version for one in editions}
        for missing in sorted({*range(1, max(present))} - present):
            text = f"Version {missing} av rapporten för {say_month(report)} saknas, men en senare finns. Lägg tillbaka filen som den var."
            yield fault(Origin(path_of(report, missing)), "", text)


def say_difference(archive: Archive, found: Difference, figures: str = "") -> Problem:
    """Say what was changed in silence and what to do; `figures` what was sent, and what it would be."""
    record = index_files(archive).get(found.path)
    key = next((key for key in found.keys if isinstance(record, Record)), "")
    origin = record.origin(key) if isinstance(record, Record) and key else Origin(found.path)
    anew = find_anew(archive, found)
    is_own = bool(anew) and name_file(found.path) == SUMMARY
    way = say_anew(found.frozen, anew) if anew and is_own else say_way(found)
    advice = NOT_ANEW if is_own else advise(archive, found)
    again = say_again(found, is_adopted=anew is not None)
    other = (
        f"Är den rätt, så {again}" if is_own else f"Eller {again}" if advice else capitalize(again)
    )
    told = (way, advice, other, figures)
    return fault(origin, key, " ".join(filter(None, told)))


def name_file(path: str) -> str:
    """Return what a file is to a report."""
    if path.startswith(f"{REPORTS}/"):
        return SUMMARY
    if path.endswith("/index.md"):
        return "Mötets fil"
    return "Tabellen" if path.endswith(".csv") else "Posten"


def name_sent(frozen: Frozen) -> str:
    """Write `rapporten för november 2026`, of a later edition `version 2 av rapporten för november 2026`."""
    edition = f"version {frozen.version} av " if frozen.version > 1 else ""
    return f"{edition}rapporten för {say_month(frozen.report)}"


def find_anew(archive: Archive, found: Difference) -> date | None:
    """Return the day a report was adopted anew since it was sent, if it was: then only the edition is wanting."""
    report = archive.report.get(found.frozen.report)
    adopted = report.adopted if report else None
    return adopted.day if adopted and adopted.day > found.frozen.day else None


def say_anew(frozen: Frozen, adopted: date) -> str:
    """Say that a report is adopted anew, so that what its file says is for the next edition."""
    sent = capitalize(name_sent(frozen))
    return f"{sent} frystes {day(frozen.day)}, och är fastställd på nytt {day(adopted)}."


def say_way(found: Difference) -> str:
    """Say how a file is another than when the report was sent."""
    kind, sent = name_file(found.path), name_sent(found.frozen)
    frozen = f"frystes {day(found.frozen.day)}"
    if found.way is Way.ADDED:
        return f"{kind} kom till efter att {sent} {frozen}."
    if found.way is Way.GONE:
        return f"{kind} finns inte längre, men ingår i {sent}, som {frozen}."
    if found.way is Way.MOVED:
        if found.path in found.frozen.records:
            return f"Mötet ingår i {sent}, som {frozen}, men med den här dagen hör det till en annan rapport."
        return f"Med den här dagen hör mötet till {sent}, som {frozen} utan det."
    changed = say_changed(found.keys)
    if kind == SUMMARY:
        return f"{capitalize(sent)} {frozen}. Sedan dess är {changed} i rapportens fil."
    return f"{kind} ingår i {sent}, som {frozen}. Sedan dess är {changed}."


def say_changed(keys: Sequence[str]) -> str:
    """Write which parts of a file are changed: `texten och raderna "antal" och "plats" ändrade`."""
    words = [PARTS[key] for key in keys if key in PARTS]
    rows = [f'"{key}"' for key in keys if key not in PARTS]
    if rows:
        words.append(f"{'raden' if len(rows) == 1 else 'raderna'} {join_words(rows)}")
    return f"{join_words(words)} ändrad{'' if len(keys) == 1 else 'e'}"


def advise(archive: Archive, found: Difference) -> str:
    """Say what to do with a file that has changed in silence."""
    if found.way is Way.GONE:
        return "Lägg tillbaka filen. En post som var fel stryker du i stället för att ta bort den."
    if found.way is Way.MOVED:
        return "Stämmer dagen? Skriv annars den som stod."
    kind = name_file(found.path)
    if found.way is Way.ADDED and kind == "Mötets fil":
        # Its folder is the meeting's own day: it belongs to no other report.
        return ""
    if found.way is Way.ADDED:
        coming = next(iter(find_coming(archive)), None)
        where = f"nästa möte, {coming}" if coming else "nästa möte"
        return f"Flytta den till {where}."
    if kind == "Mötets fil":
        return APPROVE.format(say_earliest(found))
    if kind == SUMMARY:
        return "Lägg tillbaka det som stod."
    return CORRECT if kind == "Posten" else f'{CORRECT} Fältet heter "tabell".'


def say_earliest(found: Difference) -> str:
    """Say the earliest day of a new approval: only by its day is it known from the one before."""
    kept = found.frozen.records.get(found.path)
    approved = kept.approved if kept else ""
    # Whoever writes a frozen file can write what is no day.
    try:
        return say_after(date.fromisoformat(approved))
    except ValueError:
        return ""


def say_after(before: date) -> str:
    """Write `, tidigast 3 nov 2026`, of the day after another; nothing where there is none."""
    return f", tidigast {day(before + DAY_AFTER)}" if before < date.max else ""


def say_again(found: Difference, *, is_adopted: bool) -> str:
    """Say how the next edition is made: of a report that is adopted anew.

    Only by its day is a later adoption known from the earlier; of the report's own file the edition will do.
    """
    frozen = found.frozen
    later = "" if name_file(found.path) == SUMMARY else say_after(frozen.day)
    later = f"{later}," if later else ""
    adopt = f'fastställ rapporten på nytt, skriv den nya dagen i "fastställd"{later} och ge ut den'
    command = f'lagesbild freeze {frozen.report} --version {frozen.version + 1} --reason "…" --by FUNKTION'
    return f"{'ge ut rapporten på nytt' if is_adopted else adopt}: {command}."


RULES = (sent_reports_stand, editions_follow)
