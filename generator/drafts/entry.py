"""An entry's file, of what has been answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.drafts.rows import write_part, write_row


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody is to do, and by when: an åtgärd of an entry, or an uppdrag of a decision."""

    what: str
    responsible: str
    due: date | None

    def rows(self, due_key: str) -> Iterator[str]:
        """Yield it as a row of a list."""
        due = str(self.due) if self.due else ""
        return write_part((("vad", self.what), ("ansvarig", self.responsible), (due_key, due)))


@dataclass(frozen=True, slots=True)
class AnsweredEntry:
    """What an entry says: `rows` by key, in the mall's words; one without a text is left out."""

    rows: Mapping[str, str]
    actions: Sequence[Promise] = ()
    title: str = ""
    text: str = ""


def draft_entry(answered: AnsweredEntry) -> str:
    """Return the text of an entry's file."""
    lines = ["---", *(write_row(key, text) for key, text in answered.rows.items() if text)]
    if answered.actions:
        lines.append("åtgärder:")
        lines += [row for action in answered.actions for row in action.rows("senast")]
    lines.append("---")
    if answered.title:
        lines.append(f"# {answered.title}")
    return "\n".join([*lines, *([answered.text] if answered.text else []), ""])
