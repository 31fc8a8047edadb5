"""Whether what is sent is settled, and what it lacks while it is not."""

from __future__ import annotations

from dataclasses import dataclass

from generator.article.values import Ref
from generator.records import Archive
from generator.swedish import join_words

DRAFT = "UTKAST"


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a record is a draft, and what it lacks before it is none."""

    is_draft: bool
    lacks: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """That it is a draft, and what it lacks."""
        lacks = join_words(self.lacks)
        more = f" Det som saknas är {lacks}." if lacks else ""
        return f"Det här är ett utkast.{more}"


def find_standing(archive: Archive, ref: Ref) -> Standing:
    """Return how a report, meeting or decision stands; a decision is made when it is told."""
    if ref.kind == "report":
        file = archive.report[ref.id].file
        has = {
            "sammanfattning": file and file.text.strip(),
            "diarienummer": file and file.reference,
            "sekretessprövning": file and file.secrecy_review,
            "uppgift om när rapporten fastställdes": file and file.adopted,
        }
        is_draft = not (file and file.adopted)
        return Standing(is_draft, tuple(name for name, found in has.items() if not found))
    if ref.kind == "meeting":
        meeting = archive.meeting[ref.id]
        return Standing(not meeting.approved, () if meeting.approved else ("godkännande",))
    return Standing(is_draft=False)
