"""Rules for corrections: they name a field, and the field says what they say it should."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.problems import Problem, quote, suggest
from generator.records.archive import Archive
from generator.records.checks.entries import ENTRY_KEYS
from generator.records.checks.saying import fault, warning
from generator.records.header.forms import DAY, WHOLE
from generator.records.kinds.entry import Entry
from generator.records.kinds.parts import Correction
from generator.records.mall.mall import Mall
from generator.records.mall.rows import Row

TEXT_FIELDS = ("rubrik", "text")


def corrections_name_a_field(archive: Archive) -> Iterator[Problem]:
    """A correction names the field it corrects."""
    known = (*ENTRY_KEYS, *TEXT_FIELDS)
    for entry in archive.entries:
        for index, row in enumerate(entry.corrections):
            if row.field not in known:
                keys = ("rättelser", index, "fält")
                nearest = suggest(row.field, known)
                hint = str(nearest) or 'Skriv namnet på raden som rättas, "rubrik" eller "text".'
                text = f"{quote(row.field)} finns inte i en post. {hint}"
                paste = entry.source.suggested_line(keys, nearest)
                yield fault(entry.origin(*keys), "rättelser.fält", text, paste)


def corrections_are_made(archive: Archive) -> Iterator[Problem]:
    """A field says what its newest correction says that it should."""
    for entry in archive.entries:
        newest: dict[str, tuple[int, Correction]] = {}
        for index, row in enumerate(entry.corrections):
            if row.field not in newest or row.day >= newest[row.field][1].day:
                newest[row.field] = index, row
        for index, row in newest.values() if entry.stands else ():
            if stands := unmade(archive.mall, entry, row):
                span = entry.source.tree.values.get((row.field,))
                text = f"Rättelsen säger att det ska stå {quote(row.says)}, men det står {quote(stands)}. Ändra raden, eller rättelsen."
                paste = entry.source.corrected_line(span, row.says)
                where = (row.field,) if span else ("rättelser", index, "ska stå")
                yield warning(entry.origin(*where), row.field, text, paste)


def unmade(mall: Mall, entry: Entry, row: Correction) -> str:
    """Return what a corrected field still says, when that certainly is another thing."""
    written = entry.title if row.field == "rubrik" else entry.source.data.get(row.field)
    if not isinstance(written, str) or same(written, row.says):
        return ""
    if same(written, row.said):
        return written
    attributes = {
        alias: name for name, field in Entry.model_fields.items() if (alias := field.alias)
    }
    value = getattr(entry, attributes[row.field]) if row.field in attributes else None
    if isinstance(value, Row):
        wanted = mall.find(type(value), row.says)
        return written if wanted and wanted != value else ""
    plain = {int: WHOLE, date: DAY}.get(type(value))
    return written if plain and plain.fullmatch(row.says) else ""


def same(first: str, second: str) -> bool:
    """Say whether two texts have the same words."""
    return first.casefold().split() == second.casefold().split()


RULES = (corrections_name_a_field, corrections_are_made)
