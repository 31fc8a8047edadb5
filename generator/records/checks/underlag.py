"""Rules for underlag: a table and the entry that says what it holds."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Origin, Problem
from generator.records.archive import Archive
from generator.records.checks.saying import fault, warning

UNDERLAG_SOURCE = "Polisen, anmälda brott"
UNDERLAG_KIND = "{indikator: Anmälda brott, period: månad}"


def underlag_names_its_source(archive: Archive) -> Iterator[Problem]:
    """Underlag names its source and its indicator; its table lies beside it."""
    for entry in archive.entries:
        if entry.kind.role != "statistik" or entry.removed:
            continue
        for key, value, example in (
            ("källa", entry.origin_of_data, UNDERLAG_SOURCE),
            ("statistik", entry.statistics, UNDERLAG_KIND),
        ):
            if not value:
                text = f'Raden saknas. Skriv till exempel "{key}: {example}".'
                yield fault(entry.origin(key), key, text)
        has_table = f"entries/{entry.id}" in archive.tables
        if not has_table and f"{entry.id}.csv" not in archive.unread:
            text = f"Tabellen saknas. Lägg {entry.source.stem}.csv bredvid posten."
            yield warning(entry.origin("slag"), "slag", text)


def tables_have_entries(archive: Archive) -> Iterator[Problem]:
    """A table lies beside the entry that says what it holds, and is gone when that is."""
    for stem, table in archive.tables.items():
        entry_id = stem.removeprefix("entries/")
        entry = archive.entry.get(entry_id)
        if entry_id in archive.disposed or (entry and entry.removed):
            state = "avlägsnad" if entry else "gallrad"
            yield fault(Origin(table.path), "", f"Posten är {state}. Ta bort tabellen också.")
        elif not archive.knows(entry_id):
            name = stem.rpartition("/")[2]
            text = f"Tabellen hör inte till någon post. Skriv {name}.md bredvid, som säger vad den visar."
            yield fault(Origin(table.path), "", text)


RULES = (underlag_names_its_source, tables_have_entries)
