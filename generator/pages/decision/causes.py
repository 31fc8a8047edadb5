"""The causes that an orsaksanalys found, as a fishbone."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Bone, Cell, Figure, Fishbone, Grid, Layer, Row, Twig
from generator.records import BONES, Account, Cause, Decision
from generator.swedish import capitalize, join_words, say_count

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
        grid=Grid("Orsak", ("Ben", "Slag", "Brytpunkt"), tuple(map(grid_row, causes))),
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


def grid_row(cause: Cause) -> Row:
    """Return a cause's row of the table."""
    return Row(cause.cause, (Cell(cause.bone), Cell(cause.kind), Cell(ANSWERS[cause.breakable])))


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
