"""A letter to each organisation that has not reported, or that answers for what a meeting is to hear of.

It says what is missing, what the organisation answers for, and where to report.

Nothing here sends anything: a letter is copied, or opened in a program for mail by whoever sends it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from generator.analysis import Agenda, Reporting, Task
from generator.pages.agenda.when import say_meeting
from generator.pages.base import EXAMPLE, NO_DAY
from generator.records import Archive, Organisation
from generator.swedish import capitalize, say_count, say_day

FORM = "rapportera.html"
# What programs for mail take in an address; the shortest limit that is known is some 2 000.
MOST_ADDRESS = 1900


@dataclass(frozen=True, slots=True)
class Letter:
    """A reminder to one organisation, or a question to it; `brief` says only how much it answers for.

    Where the mall has no address for the organisation the letter has no recipient.
    """

    organisation: Organisation
    subject: str
    text: str
    brief: str

    @property
    def address(self) -> str:
        """The address that opens the letter in a program for mail, the brief one where it is too long."""
        whole = self.write_address(self.text)
        return whole if len(whole) <= MOST_ADDRESS else self.write_address(self.brief)

    def write_address(self, text: str) -> str:
        """Return the address of a text; RFC 6068 has a line end as both of its signs."""
        to = quote(self.organisation.mail, safe="@")
        body = quote(text.replace("\n", "\r\n"), safe="")
        return f"mailto:{to}?subject={quote(self.subject, safe='')}&body={body}"


def write_letters(archive: Archive, agenda: Agenda) -> Iterator[Letter]:
    """Yield a letter to each organisation that a meeting waits for, in the mall's order.

    One that has to report is reminded until it has. Another is asked of what is due by the meeting,
    unless it has told something to it.
    """
    if not (agenda.day and agenda.coverage):
        return
    for row in archive.mall.organisations:
        did = agenda.coverage.of(row)
        is_asked = did is None and any(map(agenda.is_due, agenda.tasks_of(row)))
        if is_asked or did is Reporting.SILENT:
            yield write_letter(archive, agenda, agenda.day, row)


def write_letter(archive: Archive, agenda: Agenda, day: date, row: Organisation) -> Letter:
    """Return the letter to one organisation."""
    mall, tasks = archive.mall, agenda.tasks_of(row)
    when = say_meeting(day, agenda.meeting)
    listed, number = (
        "Ni ansvarar inte för någon öppen åtgärd eller något öppet uppdrag i arkivet.",
        "",
    )
    if tasks:
        listed = "\n".join(["Det här ansvarar ni för. Berätta hur det går:", *map(say_task, tasks)])
        many = say_count(len(tasks), "sak som inte är klar", "saker som inte är klara")
        which = "Vilken" if len(tasks) == 1 else "Vilka"
        number = f"Ni ansvarar för {many}. {which} det är står på er sida i arkivet, under Organisationer."
    if row in mall.expected(day):
        subject, asked = "Rapport", f"{row.name} har inte rapporterat än till mötet {when}."
        nothing = next((kind.name for kind in mall.kinds if kind.role == "inget"), "")
        if nothing:
            asked += f" Har ni inget att berätta väljer ni ”{nothing}”. Det är också en rapport."
    else:
        subject, asked = (
            "Uppföljning",
            f"Gruppen går igenom det som ska vara klart till mötet {when}.",
        )
    way = "Rapportera gör ni i formuläret i arkivet, på sidan Rapportera."
    if mall.publishing:
        way = f"Rapportera här: {mall.publishing.address.rstrip('/')}/{FORM}"
    # The form does not have those who never write themselves.
    if row.reports == "nej":
        way = "Svara på det här brevet, så för samordnaren in svaret."
    end = f"{mall.page_owner}\n{mall.group}"
    text, brief = (
        "\n\n".join(filter(None, (EXAMPLE if mall.example else "", "Hej!", asked, told, way, end)))
        for told in (listed, number or listed)
    )
    return Letter(row, f"{subject} till mötet den {say_day(day)}", text, brief)


def say_task(task: Task) -> str:
    """Write what is to be done, by when, and how far it has come, with what carries it out."""
    told = "".join(f". {capitalize(one.name)} hör dit ({say_state(one)})" for one in task.actions)
    return f"- {task.what} ({say_state(task)}){told}"


def say_state(task: Task) -> str:
    """Write `senast 31 oktober 2026, försenad`."""
    due = f"senast {say_day(task.due)}" if task.due else NO_DAY
    return f"{due}, {task.state}"
