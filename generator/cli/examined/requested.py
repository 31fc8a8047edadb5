"""The rules for a change: no name is lost or given to something else, and nothing settled is touched in silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from generator.cli.examined.request import DELETED, Request
from generator.cli.examined.settled import (
    APPROVE_AGAIN,
    NOUNS,
    SEND_AGAIN,
    advise,
    say_belonging,
    say_how,
)
from generator.near import similarity
from generator.pages.handwritten.beside import DOCS
from generator.problems import Origin, Problem, Severity
from generator.records import (
    GONE,
    TOPS,
    Amendment,
    Archive,
    Decision,
    Entry,
    How,
    Meeting,
    Record,
    Report,
    Table,
    index_files,
    is_emptied,
    place_actions,
    place_assignments,
    place_proposals,
    show_path,
)
from generator.swedish import join_words, say_count

# The row that answers for what the privacy guard stopped at.
ANSWERED = "granskat"
WAYS = {"A": How.ADDED, DELETED: How.GONE}
MOST_NAMED = 3
# A text less like what stood there, by its ratio, is another.
LEAST_KEPT = 0.5
KEEP = "Andra filer och sidor kan hänvisa till den, så lägg tillbaka filen."
INSTEAD: Mapping[type, str] = {
    Entry: 'En post som var fel stryks med raden "struken". Det som inte får stå kvar tas bort med '
    "lagesbild remove.",
    Meeting: 'Ett möte som inte blev av får raden "inställt".',
}
# A row of a record: its number, the key it stands under, what it says.
Rows = Mapping[str, tuple[str, int, str]]


def check_request(request: Request, now: Archive, told: Collection[str]) -> Iterator[Problem]:
    """Yield what a change does to the archive it began with; `told` are the files already told of as settled."""
    yield from check_outside(request)
    before = request.before.archive
    if before is None:
        return
    yield from keep_files(request, before, now)
    yield from keep_disposed(before, now)
    here, stood = index_files(now), index_files(before)
    for path in request.files:
        was, now_is = stood.get(path), here.get(path)
        if was is None or now_is is None or isinstance(was, Table) or isinstance(now_is, Table):
            continue
        yield from keep_name(was, now_is)
        yield from keep_rows(was, now_is)
    for path, how in request.files.items():
        if path not in told and not (how == DELETED and path in stood):
            yield from keep_settled(before, now, path, WAYS.get(how, How.CHANGED))


def keep_files(request: Request, before: Archive, now: Archive) -> Iterator[Problem]:
    """A record stays where it is for ever, unless it is disposed of by decision."""
    here, stood = index_files(now), index_files(before)
    for path, how in request.files.items():
        was = stood.get(path)
        if how != DELETED or was is None or is_emptied(now, path):
            continue
        noun = NOUNS.get(type(was), "Rapportens fil")
        moved = find_moved(request, was, here)
        to = f" Samma text står nu i {moved}." if moved else ""
        text = f"{noun} har tagits bort.{to} {KEEP} {INSTEAD.get(type(was), '')}"
        yield Problem(Origin(path), text.strip())


def find_moved(request: Request, was: Record | Table, here: Mapping[str, Record | Table]) -> str:
    """Return the path of a new file with the same text, or nothing."""
    if isinstance(was, Table):
        return ""
    new = (here[path] for path, how in request.files.items() if how == "A" and path in here)
    same = (
        one for one in new if not isinstance(one, Table) and one.source.whole == was.source.whole
    )
    return next((one.path for one in same), "")


def keep_disposed(before: Archive, now: Archive) -> Iterator[Problem]:
    """What has been disposed of is told of for ever."""
    lost = [name for name in before.disposed if name not in now.disposed]
    if lost and before.disposals:
        text = (
            f"{join_words(lost)} står inte längre bland det som har gallrats. Lägg tillbaka raden."
        )
        yield Problem(Origin(before.disposals.path), text)


def keep_name(was: Record, now: Record) -> Iterator[Problem]:
    """A file goes on being of the same thing: a name is never given to another."""
    if isinstance(was, Entry) and isinstance(now, Entry):
        if is_mended(was, now):
            return
        who = was.organisation.slug != now.organisation.slug
        if who or is_other((was.title, what_is_told(was)), (now.title, what_is_told(now))):
            text = (
                "Filen berättar nu om något annat, och då leder andras hänvisningar fel. Lägg tillbaka det "
                "som stod, och skriv det nya i en egen fil. Var posten fel skriver du också en rättelse."
            )
            yield Problem(now.origin("organisation") if who else Origin(now.path), text)
    elif isinstance(was, Decision) and isinstance(now, Decision):
        then, here = ((one.day, one.type.name, one.body.name) for one in (was, now))
        if is_other((was.title, then), (now.title, here)):
            text = (
                "Filen återger nu ett annat beslut, och då leder andras hänvisningar fel. Lägg tillbaka det "
                "som stod, och skriv det nya i en egen fil."
            )
            yield Problem(Origin(now.path), text)


def what_is_told(entry: Entry) -> tuple[object, ...]:
    """Return what an entry is of: a problem, a place and a day."""
    return (
        entry.problem_type and entry.problem_type.slug,
        entry.place and entry.place.slug,
        entry.start,
    )


def is_other(was: tuple[str, tuple[object, ...]], now: tuple[str, tuple[object, ...]]) -> bool:
    """Say whether neither the heading nor any of the facts is what it was."""
    facts = zip(was[1], now[1], strict=True)
    return similarity(was[0], now[0]) < LEAST_KEPT and all(then != here for then, here in facts)


def is_mended(was: Entry, now: Entry) -> bool:
    """Say whether an entry tells of its own change: corrected, withdrawn, emptied."""
    return (
        len(now.corrections) > len(was.corrections)
        or (now.withdrawn is not None and was.withdrawn is None)
        or now.removed is not None
    )


def keep_rows(was: Record, now: Record) -> Iterator[Problem]:
    """An åtgärd, a proposal and an uppdrag keep their numbers, which others refer to."""
    if isinstance(now, Entry) and now.removed:
        return
    then, here = rows_of(was), rows_of(now)
    said = [text for _, _, text in here.values()]
    for name, (key, _, text) in then.items():
        found = here.get(name)
        if found is None:
            lost = f"{name} finns inte längre, och andra kan hänvisa dit. Lägg tillbaka raden."
            yield Problem(now.origin(key), lost, key)
            continue
        _, index, other = found
        moved = other != text and text in said
        if other != GONE and (moved or similarity(text, other) < LEAST_KEPT):
            reused = (
                f"{name} var något annat förut, och andra kan hänvisa dit. Låt raden stå som den var, och ge "
                "den nya ett eget nummer, efter de andra."
            )
            yield Problem(now.origin(key, index), reused, key)


def rows_of(record: Record) -> Rows:
    """Return the rows of a record that have names of their own."""
    found: dict[str, tuple[str, int, str]] = {}
    if isinstance(record, Entry | Meeting):
        for index, action in enumerate(place_actions(record)):
            found[action.id] = ("åtgärder", index, action.action.what)
    if isinstance(record, Meeting):
        for index, proposal in enumerate(place_proposals(record)):
            found[proposal.id] = ("lyfts till BRÅ", index, proposal.proposal.sentence)
    if isinstance(record, Decision):
        for index, assignment in enumerate(place_assignments(record)):
            found[assignment.id] = ("uppdrag", index, assignment.assignment.what)
    return found


def keep_settled(before: Archive, now: Archive, path: str, how: How) -> Iterator[Problem]:
    """Approved minutes and adopted reports are as they were, also in what moves no number."""
    was, here = index_files(before).get(path), index_files(now).get(path)
    if (record := here or was) is None or is_allowed(was, here):
        return
    meeting = find_own_meeting(before, path)
    report = next((one for one in before.reports if is_of_report(one, meeting, path)), None)
    after = now.meeting.get(meeting.id) if meeting else None
    if report and is_settled_anew(report, now.report.get(report.id)):
        return
    approved = meeting and meeting.approved
    if report or (approved and after and after.approved == approved):
        again = SEND_AGAIN if report else APPROVE_AGAIN
        change = Amendment(how, path, record, Origin(path))
        parts = (say_belonging(now, meeting, report), say_how(change), advise(now, change, again))
        yield Problem(Origin(path), " ".join(filter(None, parts)), severity=Severity.VARNING)


def find_own_meeting(archive: Archive, path: str) -> Meeting | None:
    """Return the meeting in whose folder a file lies."""
    top, *inside = path.split("/")
    return archive.meeting.get(inside[0]) if top == TOPS[0] and len(inside) > 1 else None


def is_of_report(report: Report, meeting: Meeting | None, path: str) -> bool:
    """Say whether a file is an adopted report's own, or lies in the folder of a meeting of it."""
    if report.file is None or report.file.adopted is None:
        return False
    return report.file.path == path or meeting in report.meetings


def is_settled_anew(report: Report, after: Report | None) -> bool:
    """Say whether an adopted report is adopted or sent again by the change."""
    was, now = report.file, after.file if after else None
    if was is None or now is None:
        return False
    return was.adopted != now.adopted or len(now.dispatched) > len(was.dispatched)


def is_allowed(was: Record | Table | None, now: Record | Table | None) -> bool:
    """Say whether a file tells of its own change, or says what it said."""
    if not isinstance(was, Record) or not isinstance(now, Record):
        return False
    if isinstance(was, Entry) and isinstance(now, Entry) and is_mended(was, now):
        return True
    then, here = (
        {key: value for key, value in one.source.data.items() if key != ANSWERED}
        for one in (was, now)
    )
    return then == here and was.source.body == now.source.body


def check_outside(request: Request) -> Iterator[Problem]:
    """What is neither a record nor a page is told of, and pages that come with records."""
    by_top: dict[str, list[str]] = defaultdict(list)
    for path in request.files:
        by_top[path.split("/")[0]].append(show_path(path))
    with_records = any(top in by_top for top in TOPS)
    for top, paths in sorted(by_top.items()):
        if top in TOPS or (top == DOCS and not with_records):
            continue
        why = (
            "Poster och sidor ändras var för sig, så att den som läser ändringen ser båda."
            if top == DOCS
            else "Det styr inte vad posterna säger, men kan styra hur arkivet byggs. Den som sköter tekniken "
            "läser det innan ändringen tas in."
        )
        text = f"Ändringen rör också {name_files(paths)}, utanför {join_words(TOPS)}. {why}"
        yield Problem(Origin(paths[0]), text, severity=Severity.VARNING)


def name_files(paths: Sequence[str]) -> str:
    """Name a few files, and say how many more there are."""
    named, more = paths[:MOST_NAMED], len(paths) - MOST_NAMED
    rest = [say_count(more, "fil till", "filer till")] if more > 0 else []
    return join_words([*named, *rest])
