"""Preventionsstjärnan as a figure: the last twelve months' entries by spets, their åtgärder by nivå."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from generator.analysis import Amount, Posts
from generator.figures import Cell, Figure, Grid, Part, Row, Star
from generator.pages.base.post_words import note_good
from generator.pages.base.templating import plain
from generator.swedish import join_names, join_words, say_day

# A name of the mall with the poster, or the number of åtgärder, that the twelve months have of it.
Touched: TypeAlias = tuple[str, Posts]
Counted: TypeAlias = tuple[str, int]

FEWEST_TIPS = 3
FIELDS = 3


def chart_star(
    address: str,
    tips: Sequence[Touched],
    levels: Sequence[Counted],
    since: date,
    today: date,
) -> Figure | None:
    """Return the star; no star has fewer than three points.

    The levels stand in its fields when there are as many of them: three.
    """
    if len(tips) < FEWEST_TIPS:
        return None
    points = tuple(count_part(name, posts.counted, "post", "poster") for name, posts in tips)
    found = tuple(count_part(name, number, "åtgärd", "åtgärder") for name, number in levels)
    fields = found if len(found) == FIELDS else ()
    rows = (
        *(
            grid_row(part, f"{address}#_spets-{plain(part.name)}", Cell(Amount(posts.positive)))
            for part, (_, posts) in zip(points, tips, strict=True)
        ),
        *(grid_row(part, f"{address}#_niva-{plain(part.name)}", Cell("")) for part in fields),
    )
    return Figure(
        anchor="_bild-stjarnan",
        title=title_star(tips, fields),
        sentences=(say_parts(points, tips, fields),),
        pictures=(Star(points, fields),),
        grid=Grid("Spets eller nivå", ("Antal", "Vad", "Varav positiva"), rows),
        file="stjarnan.csv",
        notes=tuple(note_star(fields, since, today)),
    )


def count_part(name: str, number: int, one: str, many: str) -> Part:
    """Return a part of the star with its number and the noun that goes with it."""
    return Part(name, Amount(number), one if number == 1 else many)


def grid_row(part: Part, target: str, positive: Cell) -> Row:
    """Return a part's row of the table; a number of none leads nowhere."""
    number = Cell(part.amount, target if part.amount.value else "")
    return Row(part.name, (number, Cell(part.unit), positive))


def title_star(tips: Sequence[Touched], fields: Sequence[Part]) -> str:
    """Say which spets most poster on problems touch, and which nivå most åtgärder have."""
    tip = name_most([(name, posts.problems) for name, posts in tips])
    level = name_most([(part.name, int(part.amount.known)) for part in fields])
    said = f"Flest poster om problem rör {tip}"
    if not tip:
        touched = any(posts.problems for _, posts in tips)
        said = "Lika många poster om problem rör varje spets"
        if not touched:
            said = "Ingen post om problem de senaste tolv månaderna rör en spets"
    if not level:
        return said
    return f"{said}, och flest åtgärder är på nivån {level}"


def name_most(counted: Sequence[Counted]) -> str:
    """Name those with the largest number; none where all have the same."""
    most = max((number for _, number in counted), default=0)
    names = [name for name, number in counted if number == most]
    return join_names(names) if len(names) < len(counted) else ""


def say_parts(points: Sequence[Part], tips: Sequence[Touched], fields: Sequence[Part]) -> str:
    """Say every number of the star, the largest first."""
    noted = ((name, note_good(posts.counted, posts.positive)) for name, posts in tips)
    good = {name: f" ({note})" if note else "" for name, note in noted}
    first, *others = sorted(points, key=lambda part: -part.amount.known)
    told = [f"{first.words} rör {first.name}{good[first.name]}"]
    told += [f"{part.amount} {part.name}{good[part.name]}" for part in others]
    sentences = [f"{join_words(told)}."]
    if fields:
        levels = [f"{part.amount} på nivån {part.name}" for part in fields]
        sentences.append(f"Av åtgärderna är {join_words(levels)}.")
    return " ".join(sentences)


def note_star(fields: Sequence[Part], since: date, today: date) -> list[str]:
    """Say what is counted, and that nobody but us has set the nivåer in the fields."""
    notes = [
        f"Stjärnan räknar mötena efter den {say_day(since)} till och med den {say_day(today)}. "
        "Obekräftade och kommande poster räknas inte, och inte heller poster till kommande möten. En post kan höra till flera spetsar, så talen går "
        "inte att summera. En åtgärd räknas vid det möte där den skrevs."
    ]
    if fields:
        base, middle, tip = (part.name for part in fields)
        notes.append(
            f"Att läsa den gemensamma basen som {base}, mitten som {middle} och den yttersta spetsen "
            f"som {tip} är ett förslag i det här arkivet. Länsstyrelsens modell säger inte det."
        )
    return notes
