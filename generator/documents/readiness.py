"""Whether what is sent is settled, and what it lacks while it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis import find_coverage
from generator.article.values import Ref
from generator.records import Archive, Meeting
from generator.swedish import join_words, say_day

DRAFT = "UTKAST"


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a record is a draft, and what it lacks before it is none.

    `silent` are sentences of who should have reported to which meeting and has not.
    """

    is_draft: bool
    lacks: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """That it is a draft, and what it lacks."""
        lacks = join_words(self.lacks)
        more = f" Det som saknas är {lacks}." if lacks else ""
        return " ".join((f"Det här är ett utkast.{more}", *self.silent))


def find_readiness(archive: Archive, ref: Ref) -> Readiness:
    """Return how a report, meeting or decision stands; a decision is made when it is told."""
    if ref.kind == "report":
        report = archive.report[ref.id]
        file = report.file
        has = {
            # To whom the group's own words do not go, it says nothing that there are none.
            "sammanfattning": archive.reader or (file and file.text.strip()),
            "diarienummer": file and file.reference,
            "sekretessprövning": file and file.secrecy_review,
            "uppgift om när rapporten fastställdes": file and file.adopted,
        }
        if file and file.adopted:
            return Readiness(False)
        lacks = tuple(name for name, found in has.items() if not found)
        return Readiness(True, lacks, tuple(find_silent(archive, report.meetings)))
    if ref.kind == "meeting":
        meeting = archive.meeting[ref.id]
        if not meeting.approved:
            return Readiness(True, ("godkännande",), tuple(find_silent(archive, (meeting,))))
    return Readiness(False)


def find_silent(archive: Archive, meetings: tuple[Meeting, ...]) -> Iterator[str]:
    """Yield for each meeting who should have reported to it and has not."""
    for meeting in meetings:
        if silent := find_coverage(archive, meeting).silent:
            names = join_words(row.name for row in silent)
            yield f"Till mötet den {say_day(meeting.day)} har {names} inte rapporterat."
