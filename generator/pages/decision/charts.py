"""The figures of a decision: the days of its steps, and as a fishbone the causes its account found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from generator.analysis import Amount, State
from generator.article.addresses import address_of
from generator.figures import Bone, Cell, Figure, Fishbone, Grid, Layer, Row, Twig
from generator.pages.decision.story import Happening, Sign
from generator.records import BONES, Account, Archive, Cause, Decision, PlacedAssignment
from generator.swedish import capitalize, join_words, say_count, say_figure, say_short_day

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
    days_after = Cell(Amount((step.day - decision.day).days))
    target = address_of(archive, step.target) if step.target else ""
    return Row(step.name, (day, sign, days_after), target)


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


# From the outside of the fish in to its spine.
CAUSE_KINDS = {"indirekt": "Indirekta orsaker", "direkt": "Direkta orsaker"}
ANSWERS = {True: "ja", False: "nej"}


def chart_causes(decision: Decision, account: Account | None) -> Figure | None:
    """Return the fishbone of an account, or None where it names no causes."""
    if account is None or not account.causes:
        return None
    causes = [row for bone in BONES for kind in CAUSE_KINDS for row in select(account, bone, kind)]
    return Figure(
        anchor="_bild-orsaker",
        title=title_causes(causes),
        sentences=(say_kinds(causes),),
        pictures=(
            Fishbone(
                tuple(name_problem(decision, account)),
                tuple(build_bone(account, bone) for bone in BONES),
            ),
        ),
        grid=Grid(
            "Orsak",
            ("Ben", "Slag", "Brytpunkt"),
            tuple(
                Row(
                    cause.cause,
                    (Cell(cause.bone), Cell(cause.kind), Cell(ANSWERS[cause.breakable])),
                )
                for cause in causes
            ),
        ),
        file=f"beslut/{decision.id}-orsaker.csv",
        notes=(
            "Figuren läses uppifrån. Ytterst på varje ben står de indirekta orsakerna, närmast "
            "ryggraden de direkta, och vid huvudet problemet. En brytpunkt är en orsak som någon "
            "kan göra något åt.",
        ),
    )


def select(account: Account, bone: str, kind: str) -> list[Cause]:
    """Return the causes of a kind on a bone, in the order they were written."""
    return [row for row in account.causes if (row.bone, row.kind) == (bone, kind)]


def build_bone(account: Account, bone: str) -> Bone:
    """Return a bone of the picture; a kind nobody named a cause of is there, too."""
    return Bone(
        capitalize(bone),
        tuple(
            Layer(
                name, tuple(Twig(row.cause, row.breakable) for row in select(account, bone, kind))
            )
            for kind, name in CAUSE_KINDS.items()
        ),
    )


def name_problem(decision: Decision, account: Account) -> Iterator[str]:
    """Yield what the decision is about: the problem and the place, or else the account's heading."""
    about = decision.subject
    if about.problem_type is None:
        yield account.title
    else:
        yield about.problem_type.name
    if about.place:
        yield about.place.name


def title_causes(causes: list[Cause]) -> str:
    """Say at how many of the causes the chain can be broken."""
    total, breaks = len(causes), sum(cause.breakable for cause in causes)
    if total == 1:
        return f"Den enda orsaken är {'en' if breaks else 'ingen'} brytpunkt"
    if breaks == 0:
        return f"Ingen av de {say_count(total, '', 'orsakerna')} är en brytpunkt"
    if breaks == total:
        return f"Alla {say_count(total, '', 'orsaker')} är brytpunkter"
    number = say_count(breaks, "", "").strip()
    verb = "är en brytpunkt" if breaks == 1 else "är brytpunkter"
    return f"{capitalize(number)} av {say_count(total, '', 'orsaker')} {verb}"


def say_kinds(causes: list[Cause]) -> str:
    """Say how many causes are of each kind."""
    direct = sum(cause.kind == "direkt" for cause in causes)
    counted = {"direkt": direct, "indirekt": len(causes) - direct}
    told = [
        say_count(number, f"{kind} orsak", f"{kind}a orsaker") if number else f"ingen {kind} orsak"
        for kind, number in counted.items()
    ]
    return f"Analysen har {join_words(told)}."
