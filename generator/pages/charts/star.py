"""Preventionsstjärnan as a figure: the last twelve months' entries by spets, their åtgärder by nivå."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from generator.analysis import Amount
from generator.figures import Cell, Figure, Grid, Part, Row, Star
from generator.pages.templating import plain
from generator.swedish import join_words, say_day

# A name of the mall with how many poster or åtgärder the twelve months have of it.
Counted: TypeAlias = tuple[str, int]

FEWEST_TIPS = 3
FIELDS = 3


def chart_star(
    address: str,
    tips: Sequence[Counted],
    levels: Sequence[Counted],
    since: date,
    today: date,
) -> Figure | None:
    """Return the star; no star has fewer than three points.

    The levels stand in its fields when there are as many of them: three.
    """
    if len(tips) < FEWEST_TIPS:
        return None
    points = tuple(count_part(name, number, "post", "poster") for name, number in tips)
    found = tuple(count_part(name, number, "åtgärd", "åtgärder") for name, number in levels)
    fields = found if len(found) == FIELDS else ()
    rows = (
        *(grid_row(part, f"{address}#_spets-{plain(part.name)}") for part in points),
        *(grid_row(part, f"{address}#_niva-{plain(part.name)}") for part in fields),
    )
    return Figure(
        anchor="_bild-stjarnan",
        title=title_star(points, fields),
        sentences=(say_parts(points, fields),),
        pictures=(Star(points, fields),),
        grid=Grid("Spets eller nivå", ("Antal", "Vad"), rows),
        file="stjarnan.csv",
        notes=tuple(note_star(fields, since, today)),
    )


def count_part(name: str, number: int, one: str, many: str) -> Part:
    """Return a part of the star with its number and the noun that goes with it."""
    return Part(name, Amount(number), one if number == 1 else many)


def grid_row(part: Part, target: str) -> Row:
    """Return a part's row of the table; a number of none leads nowhere."""
    return Row(part.name, (Cell(part.amount, target if part.amount.value else ""), Cell(part.unit)))


def title_star(points: Sequence[Part], fields: Sequence[Part]) -> str:
    """Say which spets most entries touch, and which nivå most åtgärder have."""
    tip, level = name_most(points), name_most(fields)
    said = f"Flest poster rör {tip}" if tip else "Ingen post rör någon av spetsarna"
    if not level:
        return said
    return f"{said}, och flest åtgärder är på nivån {level}"


def name_most(parts: Sequence[Part]) -> str:
    """Name those with the largest number; none where all are zero."""
    most = max((part.amount.known for part in parts), default=0)
    return join_words([part.name for part in parts if most and part.amount.known == most])


def say_parts(points: Sequence[Part], fields: Sequence[Part]) -> str:
    """Say every number of the star, the largest first."""
    ranked = sorted(points, key=lambda part: -part.amount.known)
    first, *others = ranked
    told = [f"{first.words} rör {first.name}"]
    told += [f"{part.amount} {part.name}" for part in others]
    sentences = [f"{join_words(told)}."]
    if fields:
        levels = [f"{part.amount} på nivån {part.name}" for part in fields]
        sentences.append(f"Av åtgärderna är {join_words(levels)}.")
    return " ".join(sentences)


def note_star(fields: Sequence[Part], since: date, today: date) -> list[str]:
    """Say what is counted, and that nobody but us has set the nivåer in the fields."""
    notes = [
        f"Stjärnan räknar mötena efter den {say_day(since)} till och med den {say_day(today)}. "
        "Poster till kommande möten är inte med. En post kan höra till flera spetsar, så talen går "
        "inte att summera. En åtgärd räknas vid det möte där den skrevs."
    ]
    if fields:
        base, middle, tip = (part.name for part in fields)
        notes.append(
            f"Att läsa den gemensamma basen som {base}, mitten som {middle} och den yttersta spetsen "
            f"som {tip} är ett förslag i det här arkivet. Länsstyrelsens modell säger inte det."
        )
    return notes
