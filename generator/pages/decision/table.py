"""How many days from the decision each step of it is: the sentence and the download."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from generator.analysis import Amount, State
from generator.article.addresses import address_of
from generator.figures import Cell, Figure, Grid, Row
from generator.pages.decision.story import Happening, Sign
from generator.records import Account, Archive, Decision, PlacedAssignment
from generator.swedish import say_figure, say_short_day

FEWEST_STEPS = 3
COLUMN = "Dagar från beslutet"


def chart_story(archive: Archive, decision: Decision, story: Sequence[Happening]) -> Figure | None:
    """Return the steps with their days from the decision; two steps or a single day need none."""
    if len(story) < FEWEST_STEPS or story[0].day == story[-1].day:
        return None
    steps = [*story]
    if story[-1].day > archive.today:
        steps.append(Happening(archive.today, None, "", name="Läget per denna dag", sign=Sign.NOW))
        steps.sort(key=lambda step: step.day)
    title, *others = say_distances(decision, story)
    return Figure(
        anchor="_bild-tid",
        title=title,
        sentences=(" ".join(f"{words}." for words in others),) if others else (),
        pictures=(),
        grid=Grid(
            "Steg",
            ("Dag", "Läge", COLUMN),
            tuple(grid_row(archive, decision, step) for step in steps),
        ),
        file=f"beslut/{decision.id}-tid.csv",
    )


def grid_row(archive: Archive, decision: Decision, step: Happening) -> Row:
    """Return a step's row of the table."""
    day, sign = Cell(say_short_day(step.day)), Cell(step.sign.value)
    target = address_of(archive, step.target) if step.target else ""
    return Row(step.name, (day, sign, Cell(measure(decision, step))), target)


def measure(decision: Decision, step: Happening) -> Amount:
    """Return how many days after the decision a step is; before it they are less than zero."""
    return Amount((step.day - decision.day).days)


def say_distances(decision: Decision, story: Sequence[Happening]) -> Iterator[str]:
    """Yield what the distances say, the most urgent first; there is something to say of every story."""
    late = [step for step in story if step.sign is Sign.LATE]
    due = [
        step
        for step in story
        if step.sign is Sign.PLANNED and isinstance(step.target, PlacedAssignment)
    ]
    account = [step for step in story if isinstance(step.target, Account)]
    lifted = [step for step in story if step.state is State.PROPOSED]
    for step in late:
        yield f"{step.name} {say_from(decision, step.day)} men är försenat"
    for step in account[:1]:
        yield f"Redovisningen kom {say_from(decision, step.day)}"
    for step in due:
        yield f"{step.name} {say_from(decision, step.day)}"
    for step in lifted[-1:]:
        which = "Förslaget" if len(lifted) == 1 else "Det senaste förslaget"
        yield f"{which} lyftes {say_from(decision, step.day)}"
    if not (late or due or account or lifted):
        step = story[0] if story[0].day < decision.day else story[-1]
        yield f"{step.name}: {say_from(decision, step.day)}"


def say_from(decision: Decision, day: date) -> str:
    """Write `33 dagar före beslutet`."""
    days = (day - decision.day).days
    if days == 0:
        return "samma dag som beslutet"
    return f"{say_figure(abs(days), 'dag', 'dagar')} {'efter' if days > 0 else 'före'} beslutet"
