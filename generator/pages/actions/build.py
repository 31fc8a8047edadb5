"""Every åtgärd of the archive by how far it has come, then by who answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.analysis import Followed, Late, State, follow_actions, gather, sort_followed
from generator.pages.base import Build, Page, say_here, say_open
from generator.records import Organisation
from generator.swedish import SMALL_NUMBERS, join_words, say_count

ADDRESS = "atgarder.html"
SHELVES = (
    (State.LATE_ACTION, "Försenade", "Ingen åtgärd{} är försenad."),
    (State.GOING_ON, "Pågår", "Ingen åtgärd{} pågår."),
    (State.DONE_ACTION, "Klara", "Ingen åtgärd{} är klar än."),
    (State.BROKEN_OFF_ACTION, "Avbrutna", "Ingen åtgärd{} är avbruten."),
)
PLURALS = {
    State.LATE_ACTION: "försenade",
    State.DONE_ACTION: "klara",
    State.BROKEN_OFF_ACTION: "avbrutna",
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """The åtgärder of one status, by organisation in the mall's order."""

    state: State
    heading: str
    empty: str
    groups: tuple[tuple[Organisation, tuple[Followed, ...]], ...]

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.state in (State.LATE_ACTION, State.GOING_ON)

    @property
    def count(self) -> int:
        """How many åtgärder stand here."""
        return sum(len(rows) for _, rows in self.groups)

    def count_of(self, organisation: Organisation) -> int:
        """How many of them one organisation answers for."""
        return sum(len(rows) for owner, rows in self.groups if owner is organisation)


def build_actions(build: Build) -> Iterator[Page]:
    """Build the one page of åtgärder, as of the archive's date."""
    archive, chain, today = build.archive, build.chain, build.archive.today
    told = follow_actions(chain, archive.actions.values(), today)
    shelves = [fill_shelf(build, told, *shelf) for shelf in SHELVES]
    owners = {placed.action.responsible.slug for placed, _ in told}
    yield build.write_page(
        "actions/actions.html",
        ADDRESS,
        "Åtgärder",
        lead=describe_actions(shelves, say_here(archive))
        + say_open(archive, sum(shelf.count for shelf in shelves if shelf.is_open)),
        shelves=shelves,
        owners=[row for row in archive.mall.organisations if row.slug in owners],
        late=Late(chain, today),
    )


def fill_shelf(
    build: Build, told: Sequence[Followed], state: State, heading: str, empty: str
) -> Shelf:
    """Gather the åtgärder of a status: open ones by their day, done ones newest first."""
    by_owner = gather(
        (row[0].action.responsible.slug, row) for row in told if row[1].state is state
    )
    groups = tuple(
        (row, tuple(sort_followed(by_owner[row.slug])))
        for row in build.archive.mall.organisations
        if row.slug in by_owner
    )
    return Shelf(state, heading, empty.format(say_here(build.archive)), groups)


def describe_actions(shelves: Sequence[Shelf], here: str = "") -> str:
    """Say how many åtgärder there are, or go to the reader, and how many are late, going on, done and broken off."""
    total = sum(shelf.count for shelf in shelves)
    if not total:
        return f"Ingen åtgärd{here} finns i arkivet än."
    late, *others = shelves
    # Numbers that are held together are all in words, or none.
    say = str if max(shelf.count for shelf in shelves) > len(SMALL_NUMBERS) - 1 else say_in_words
    rest = [f"{say(shelf.count)} {say_state(shelf)}" for shelf in others if shelf.count]
    if total == 1:
        only = next(shelf for shelf in shelves if shelf.count)
        return f"Den enda åtgärden{here} {say_state(only)}."
    if late.count == total:
        every = "Båda åtgärderna" if total == 2 else f"Alla {say_count(total, '', 'åtgärder')}"
        return f"{every}{here} {say_state(late)}."
    number = say(late.count) if late.count else "ingen"
    first = f"är {number} {say_state(late).removeprefix('är ')}"
    return f"Av {say_count(total, 'åtgärd', 'åtgärder')}{here} {join_words([first, *rest])}."


def say_in_words(number: int) -> str:
    """Write `en` or `två`."""
    return say_count(number, "", "").strip()


def say_state(shelf: Shelf) -> str:
    """Write `pågår`, `är klar` or `är klara`."""
    if shelf.state is State.GOING_ON:
        return str(shelf.state)
    return f"är {shelf.state if shelf.count < 2 else PLURALS[shelf.state]}"
