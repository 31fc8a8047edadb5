"""Rules for entries that tell of nothing: removed ones, and those with nothing to report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.problems import Origin, Problem
from generator.records.archive import Archive
from generator.records.checks.saying import fault
from generator.records.kinds.entry import Entry

NOTHING_KEYS = ("organisation", "slag", "spridning", "rättelser", "struken", "avlägsnad")


def removed_are_empty(archive: Archive) -> Iterator[Problem]:
    """A removed entry holds nothing but its organisation and who decided to remove it."""
    for entry in archive.entries:
        if entry.removed is None:
            continue
        left = [key for key in entry.source.data if key not in ("organisation", "avlägsnad")]
        for key in left:
            yield fault(
                entry.origin(key),
                key,
                'Posten är avlägsnad. Bara "organisation" och "avlägsnad" får stå kvar. Ta bort raden.',
            )
        if entry.source.body.strip():
            yield fault(
                Origin(entry.path, entry.source.body_line),
                "text",
                "Posten är avlägsnad. Ta bort rubriken och texten.",
            )


def nothing_means_nothing(archive: Archive) -> Iterator[Problem]:
    """An organisation with nothing to report has no other entry for that meeting but underlag.

    An entry is written for its folder's meeting, even when that is called off and another takes
    it up.
    """
    told: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in archive.entries:
        if entry.stands:
            told[entry.source.folder, entry.organisation.slug].append(entry)
    for entries in told.values():
        empty = [entry for entry in entries if entry.kind.role == "inget"]
        others = [entry for entry in entries if entry.kind.role not in ("inget", "statistik")]
        for entry in empty if others else ():
            text = f'{entry.organisation.name} har både "{entry.kind.name}" och posten {others[0].id}. Ta bort en av dem.'
            yield fault(entry.origin("slag"), "slag", text)


def nothing_says_nothing(archive: Archive) -> Iterator[Problem]:
    """An entry with nothing to report says who has seen to it, and no more."""
    for entry in archive.entries:
        if entry.kind.role != "inget" or entry.removed:
            continue
        for key, value in entry.source.data.items():
            if value and key not in NOTHING_KEYS:
                text = f'Slaget är "{entry.kind.name}", men posten har raden "{key}". Välj ett annat slag om det finns något att rapportera.'
                yield fault(entry.origin(key), key, text)


RULES = (
    removed_are_empty,
    nothing_means_nothing,
    nothing_says_nothing,
)
