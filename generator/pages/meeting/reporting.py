"""Who has reported what to a meeting: poster by organisation and område, and why there are none."""

from __future__ import annotations

from collections.abc import Sequence

from generator.analysis import (
    GONE,
    Amount,
    Posts,
    Reporting,
    Standing,
    area_of,
    count_posts,
    find_standing,
)
from generator.article.values import Line, Number, Paragraph, Ref, Row, Section, Table, join, line
from generator.pages.base import (
    UNJUDGED,
    note_good,
    say_but_sensitive,
    say_never,
    say_posts,
    say_withheld,
)
from generator.pages.meeting.facts import AreaPart, MeetingFacts, is_told, numbered_areas
from generator.pages.shared import spans
from generator.records import Archive, Entry, Meeting, Organisation
from generator.swedish import capitalize, join_names, join_words, say_count


def compose_reporting(facts: MeetingFacts) -> Section:
    """Compose who has reported what: poster by organisation and område, or why there are none."""
    meeting, coverage = facts.meeting, facts.coverage
    rows = tuple(tabulate_organisation(facts, row) for row in facts.columns)
    columns = ("Organisation", *(part.area.name for part in numbered_areas(facts)))
    table = Table(
        "Poster per organisation och område",
        columns,
        rows,
        tuple(range(1, len(columns))),
        file=f"moten/{facts.id}-organisationer.csv",
        matrix=True,
    )
    told = [line(spans.strong(f"{capitalize(words)}:"), " ", spans.names(who), ".") for words, who in (
        (say_reporting(Reporting.SILENT, meeting), coverage.silent),
        *((did, coverage.having(did)) for did in GONE),
        ("Inget att rapportera", coverage.nothing),
    ) if who]  # fmt: skip
    many = say_count(len(coverage.reported), "organisation", "organisationer")
    wrote = capitalize(many) if coverage.reported else "Ingen organisation"
    # To others than the group it is not told who had nothing to report.
    what = "lämnat poster" if facts.archive.reader is None else "rapporterat"
    told.append(line(f"{wrote} har {what}. {describe_posts(facts)}"))
    quiet = [part for part in facts.areas if not is_told(part)]
    silent = [part for part in quiet if not part.counts and part in numbered_areas(facts)]
    if silent:
        told.append(line(f"Inga poster: {join_names(say_quiet(facts, part) for part in silent)}."))
    blocks = (Paragraph(join(told, " ")), table)
    also = tuple(f"_{part.area.slug}" for part in quiet)
    if not meeting.is_held:
        also = ("_lagesbild", "_bild-organisationer", *also)
    return Section("_rapporterat", "Vem har rapporterat", blocks, also=also)


def tabulate_organisation(facts: MeetingFacts, organisation: Organisation) -> Row:
    """Return an organisation's row: poster by område; of who told nothing that stands, words."""
    did = facts.coverage.of(organisation)
    head = line(spans.link(organisation.name, organisation))
    if did not in (Reporting.REPORTED, Reporting.NOTHING):
        return Row((head, line(spans.missing(say_reporting(did, facts.meeting) if did else ""))))
    return Row((head, *(count_cell(facts, part, organisation) for part in numbered_areas(facts))))


def count_cell(facts: MeetingFacts, part: AreaPart, organisation: Organisation) -> Line:
    """Return how many poster an organisation has in an område; before the meeting, so far."""
    posts = part.counts.get(organisation.slug, Posts())
    number = posts.counted + posts.waiting
    key = f"poster/{facts.id}/omrade:{part.area.slug}/organisation:{organisation.slug}"
    to = Ref("meeting", facts.id, f"_{part.area.slug}") if number else None
    good = note_good(number, posts.positive) if posts.positive else ""
    counted = Number(key, Amount(number), "poster", to)
    return line(counted, " " if good else "", spans.note(good) if good else "")


def say_reporting(did: Reporting, meeting: Meeting) -> str:
    """Return the word for what an organisation did; before the meeting nobody is late."""
    is_early = did is Reporting.SILENT and not meeting.is_held
    return f"{did} än" if is_early else did


def describe_posts(facts: MeetingFacts) -> str:
    """Say how many poster a meeting took up, which of them the table lacks, and what is no post."""
    posts = count_posts(facts.archive.counted, facts.counted)
    if facts.meeting.is_held:
        said = say_posts(posts.counted, posts.positive) if posts.counted else "inga poster"
        parts = [f"Mötet tog upp {said}{say_but_sensitive(facts.archive)}."]
    elif posts.waiting:
        many = capitalize(say_count(posts.waiting, "post har", "poster har"))
        parts = [f"{many} kommit in och räknas när mötet har hållits."]
    else:
        parts = ["Inga poster har kommit in än."]
    parts.extend((say_outside(facts.archive.counted, facts.counted), say_never(posts)))
    parts.append(say_withheld(facts.archive, facts.counted))
    return " ".join(filter(None, parts))


def say_outside(archive: Archive, told: Sequence[Entry]) -> str:
    """Say which poster stand in no cell of the table: underlag, and those without a problem type."""
    may_count = (Standing.COUNTED, Standing.WAITING)
    outside = [
        e for e in told if find_standing(archive, e) in may_count and not area_of(archive, e)
    ]
    underlag = sum(entry.kind.role == "statistik" for entry in outside)
    found = ((underlag, "med statistik"), (len(outside) - underlag, "utan problemtyp"))
    said = [f"{say_count(number, 'post', 'poster')} {what}" for number, what in found if number]
    return f"Utanför tabellen står {join_words(said)}." if said else ""


def say_quiet(facts: MeetingFacts, part: AreaPart) -> str:
    """Write an område without entries and how it was judged, if that goes to the reader: `Hot och våld (låg)`."""
    if facts.archive.hides_own:
        return part.area.name
    level = part.assessment.level.name if part.assessment else UNJUDGED
    return f"{part.area.name} ({level})"
