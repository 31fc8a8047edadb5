"""The file of an entry or a decision, of what has been answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.drafts.rows import remark, write_list, write_part, write_row
from generator.records import Archive, PlacedProposal


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


@dataclass(frozen=True, slots=True)
class AnsweredDecision:
    """What a decision says, in the mall's words; `answers` are the proposals, the first one's subject its own."""

    day: date
    body: str
    kind: str
    outcome: str
    original: str
    title: str
    decided: str
    reason: str
    paragraph: str = ""
    answers: Sequence[PlacedProposal] = ()
    assignments: Sequence[Promise] = ()


def draft_decision(archive: Archive, answered: AnsweredDecision) -> str:
    """Return the text of a decision's file."""
    lines = [
        write_row("datum", str(answered.day)),
        write_row("instans", answered.body),
        write_row("paragraf", answered.paragraph.strip(" §")),
        write_row("typ", answered.kind),
    ]
    if answered.answers:
        lines.append(f"svar på: {write_list(placed.id for placed in answered.answers)}")
    lines.append(write_row("utgång", answered.outcome))
    adopted = [r.id for r in archive.reports if r.adopted and r.adopted.day <= answered.day]
    if adopted:
        lines.append(remark(f"senast fastställd är {adopted[-1]}"))
    lines.append(write_row("rapport"))
    if answered.answers:
        subject = answered.answers[0].proposal.subject
        named = (("problemtyp", subject.problem_type), ("plats", subject.place))
        lines.append(write_row("avser"))
        lines += [write_row(key, row.name if row else "", depth=1) for key, row in named]
        criteria = [row.name for row in answered.answers[0].proposal.criteria]
        lines.append(remark(f"förslagets kriterier: {', '.join(criteria) or 'inga'}"))
        lines.append(write_row("kriterier"))
    if answered.assignments:
        lines.append("uppdrag:")
        lines += [row for one in answered.assignments for row in one.rows("redovisas")]
    lines.append(write_row("original", answered.original))
    text = (
        f"# {answered.title}\n\n## Beslut\n{answered.decided}\n\n## Motivering\n{answered.reason}\n"
    )
    return "\n".join(("---", *lines, "---", text))
