"""What came of an import, in Swedish: a sum that adds up, and what somebody has to look at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from generator.intake.folder import Written
from generator.intake.polisen import Sorted
from generator.intake.polisen_settings import SOURCE
from generator.records import MALL, OMITTED

REVIEW = (
    "Läs varje ny post innan den läggs in i arkivet: polisens text kan nämna personer, boenden och "
    "adresser."
)
UNANSWERED = (
    "Väntar på svar, inget är skrivet. Mallen säger inte vad de här typerna ska bli. Skriv en rad för "
    f'varje i {MALL}, under "import: {SOURCE}:", med en problemtyp eller ordet {OMITTED}, och kör om'
)
COUNTY_ALONE = "Bara länet står i platsen och rubriken, så händelsen kan ha varit hos er. Läs på polisens webbplats"


def describe_import(found: Sorted, written: Written) -> list[str]:
    """Return the lines to print."""
    lines = [describe_sum(found, written), *describe_lists(found, written)]
    if written.new:
        lines.append(REVIEW)
    return lines


def count_groups(found: Sorted, written: Written) -> dict[str, int]:
    """Return how many records ended where; together they are all that were read."""
    always = {
        "skrivna": len(written.new),
        "sammanslagna": len(found.merged),
        "utelämnade": len(found.omitted),
        "annan plats": len(found.elsewhere),
    }
    sometimes = {
        "väntar på svar": len(found.waiting),
        "fanns redan": len(written.same),
        "fanns redan med annan text": len(written.other),
        "efter mötet": len(found.late),
        "kan inte tas in": len(found.refused),
        "oläsliga": len(found.unread),
    }
    return always | {word: count for word, count in sometimes.items() if count}


def describe_sum(found: Sorted, written: Written) -> str:
    """Return "Läst 1333 = 1000 skrivna + 5 sammanslagna + …"."""
    parts = [f"{count} {word}" for word, count in count_groups(found, written).items()]
    return f"Läst {found.read} = {' + '.join(parts)}."


def describe_lists(found: Sorted, written: Written) -> Iterator[str]:
    """Yield a line for each group that somebody has to look at."""
    doubtful = [event.id for event in found.kept if event.clock is None]
    near = [event.place for event in found.elsewhere if event.names_kommun]
    far = [event.place for event in found.elsewhere if not event.names_kommun]
    groups = {
        UNANSWERED: count_names(event.type for event in found.waiting),
        "Annan plats": count_names(near),
        COUNTY_ALONE: count_names(far),
        "Utelämnade typer": count_names(event.type for event in found.omitted),
        "Samma händelse, en post": name_repeats(found),
        "Klockslaget i rubriken är senare än publiceringen, pröva dagen": doubtful,
        "Händelser efter mötet": [event.id for event in found.late],
        "Fanns redan med annan text, inte ändrade": written.other,
        "Kan inte tas in": (f"{row.event.id} ({row.reason})" for row in found.refused),
    }
    # Types have commas of their own.
    for heading, items in groups.items():
        if line := "; ".join(items):
            yield f"{heading}: {line}."


def count_names(names: Iterable[str]) -> list[str]:
    """Return "Brand 142" for every name, the most common first."""
    counts = Counter(names)
    return [
        f"{name} {count}" for name, count in sorted(counts.items(), key=lambda p: (-p[1], p[0]))
    ]


def name_repeats(found: Sorted) -> list[str]:
    """Return "379402 (också 379403 och 379404)" for every event told more than once."""
    repeats: dict[str, list[str]] = defaultdict(list)
    for repeat, first in found.merged:
        repeats[first.id].append(repeat.id)
    return [f"{first} (också {' och '.join(ids)})" for first, ids in repeats.items()]
