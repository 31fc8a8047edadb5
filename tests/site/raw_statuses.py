"""How far åtgärder, uppdrag, decisions and proposals had come on a day, told from the raw files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tests.site.raw import Lines, Raw, day_of, read_lines

OPEN_AGAIN = ("bordlagt", "återremiss")
FIRST = {
    "enligt förslaget": "beslutat",
    "med ändring": "beslutat",
    "avslag": "avslutat",
    "bordlagt": "bordlagt",
    "återremiss": "återremiss",
}
# What a follow-up says of an åtgärd, and what an uppdrag then is.
OF_UPPDRAG = {"klar": "klart", "avbruten": "avbrutet"}
Told = tuple[date, str]


@dataclass(frozen=True)
class Decision:
    """A decision, and the day its uppdrag was accounted for, if it was."""

    id: str
    day: date
    lines: Lines
    account: date | None

    @property
    def is_put_off(self) -> bool:
        """Whether it left the proposal open."""
        return self.lines["utgång"] in OPEN_AGAIN

    def reached(self, day: date) -> str:
        """The newest that had been said of it by a day."""
        rows = [(day_of(row["datum"]), row["status"]) for row in self.lines.get("uppföljning", ())]
        if self.account and "redovisat" not in [status for _, status in rows]:
            rows.append((self.account, "redovisat"))
        told = sorted((row for row in rows if row[0] <= day), key=lambda row: row[0])
        return told[-1][1] if told else FIRST[self.lines["utgång"]]


@dataclass
class Statuses:
    """What can have a status, by the address it stands at.

    With a day only what had been told at meetings by then is known: what a report that was sent says.
    """

    raw: Raw
    known: date = date.max

    @cached_property
    def decisions(self) -> dict[str, Decision]:
        """The decisions by id, oldest first."""
        found = []
        for file in (self.raw.root / "decisions").glob("*.md"):
            if not file.name.endswith(".redovisning.md"):
                account = file.with_suffix(".redovisning.md")
                told = day_of(read_lines(account)["datum"]) if account.exists() else None
                lines = read_lines(file)
                found.append(Decision(file.stem, day_of(lines["datum"]), lines, told))
        return {row.id: row for row in sorted(found, key=lambda row: (row.day, row.id))}

    @cached_property
    def tellers(self) -> list[tuple[str, str, Lines]]:
        """The id, the page and the lines of every entry that stands and every meeting."""
        standing = [e for e in self.raw.entries if e.standing not in ("struken", "borttagen")]
        tellers = [
            *((entry.id, entry.meeting, entry.lines) for entry in standing),
            *((meeting.id, meeting.id, meeting.lines) for meeting in self.raw.meetings.values()),
        ]
        return [row for row in tellers if self.raw.meetings[row[1]].day <= self.known]

    @cached_property
    def follow_ups(self) -> dict[str, list[Told]]:
        """What has been told of each åtgärd and uppdrag, oldest first."""
        found: dict[str, list[Told]] = {}
        for _, _, lines in self.tellers:
            for row in lines.get("uppföljning", ()):
                found.setdefault(row["åtgärd"], []).append((day_of(row["datum"]), row["status"]))
        return {key: sorted(rows, key=lambda row: row[0]) for key, rows in found.items()}

    def told(self, key: str, day: date) -> list[str]:
        """The statuses told of an åtgärd or uppdrag by a day."""
        return [status for when, status in self.follow_ups.get(key, ()) if when <= day]

    @cached_property
    def places(self) -> dict[str, tuple[str, str, Lines]]:
        """By address: what sort of thing stands there, its id, and its lines."""
        found: dict[str, tuple[str, str, Lines]] = {}
        for key, page, lines in self.tellers:
            folder, _, stem = key.partition("/")
            anchor = stem if page == folder else f"{folder}-{stem}"
            for number, row in number_rows(lines.get("åtgärder", ())):
                own = f"_{anchor}-{number}" if stem else f"_atgard_{number}"
                found[f"moten/{page}.html#{own}"] = ("åtgärd", f"{key}#{number}", row)
            for number, row in number_rows(lines.get("lyfts till BRÅ", ())):
                proposal = ("förslag", f"{key}#bra-{number}", row)
                found[f"moten/{page}.html#_bra-{number}"] = proposal
                found[f"att-ta-stallning-till.html#_{key}-bra-{number}"] = proposal
        for decision in self.decisions.values():
            page = f"beslut/{decision.id}.html"
            found[f"{page}#"] = ("beslut", decision.id, decision.lines)
            for number, row in number_rows(decision.lines.get("uppdrag", ())):
                found[f"{page}#_uppdrag-{number}"] = ("uppdrag", f"{decision.id}#{number}", row)
        return found

    def chips(self, address: str, day: date) -> list[str]:
        """The words that are to stand beside what has an address, on a page told as of a day."""
        sort, key, lines = self.places[address]
        if sort == "åtgärd":
            return [self.of_action(key, lines, day)]
        if sort == "uppdrag":
            return [self.of_assignment(key, lines, day)]
        if sort == "förslag":
            return [self.of_proposal(key, day)]
        return self.of_decision(self.decisions[key], day)

    def of_action(self, key: str, lines: Lines, day: date) -> str:
        """An open åtgärd past its day is late."""
        status = (self.told(key, day) or ["pågår"])[-1]
        is_late = "senast" in lines and day_of(lines["senast"]) < day
        return "försenad" if status == "pågår" and is_late else status

    def of_assignment(self, key: str, lines: Lines, day: date) -> str:
        """What was told of an uppdrag itself goes before what was told of its decision."""
        decision, told = self.decisions[key.partition("#")[0]], self.told(key, day)
        reached = decision.reached(day)
        if told and told[-1] in OF_UPPDRAG:
            return OF_UPPDRAG[told[-1]]
        if reached in ("redovisat", "avslutat"):
            return reached
        if decision.account and decision.account <= day:
            return "redovisat"
        if newer := self.overtaken(decision, day):
            return newer
        if "redovisas" in lines and day_of(lines["redovisas"]) < day:
            return "försenat"
        return "pågår" if told or reached == "pågår" else "beslutat"

    def overtaken(self, decision: Decision, day: date) -> str:
        """Say that a newer decision replaced one, or took up again all that it had put off."""
        if any(
            row.lines.get("ersätter") == decision.id and row.day <= day
            for row in self.decisions.values()
        ):
            return "ersatt"
        newest = [self.answers(key, day)[-1:] for key in decision.lines.get("svar på", ())]
        again = newest and all(rows and rows[0].id != decision.id for rows in newest)
        return "återupptaget" if decision.is_put_off and again else ""

    def answers(self, proposal: str, day: date) -> list[Decision]:
        """The decisions on a proposal by a day, oldest first."""
        rows = self.decisions.values()
        return [row for row in rows if row.day <= day and proposal in row.lines.get("svar på", ())]

    def of_decision(self, decision: Decision, day: date) -> list[str]:
        """Its newest status, and whether an uppdrag of it is late."""
        if newer := self.overtaken(decision, day):
            return [newer]
        rows = number_rows(decision.lines.get("uppdrag", ()))
        states = [self.of_assignment(f"{decision.id}#{number}", row, day) for number, row in rows]
        late = "delvis försenat" if {"beslutat", "pågår"} & set(states) else "försenat"
        return [decision.reached(day), *([late] if "försenat" in states else [])]

    def of_proposal(self, key: str, day: date) -> str:
        """What the newest answer made of it; what replaced one that put it off is an answer too."""
        answers = self.answers(key, day)
        if not answers:
            return "föreslaget"
        answer = answers[-1]
        while answer.is_put_off:
            newer = [
                d
                for d in self.decisions.values()
                if d.lines.get("ersätter") == answer.id and d.day <= day
            ]
            if not newer:
                break
            answer = newer[-1]
        return self.of_decision(answer, day)[0]


def number_rows(rows: list[Lines]) -> Iterator[tuple[str, Lines]]:
    """Yield rows with their numbers; a single one need not write its own."""
    for row in rows:
        yield row.get("nr", "1"), row
