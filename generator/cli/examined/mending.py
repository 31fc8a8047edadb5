"""The rows that tell of a change of an entry: ready to paste, but for the reason.

A row quotes only what is chosen: a word of the mall, a day, a number or another entry's name. What
somebody has worded is not repeated, and a mark that `check` refuses stands for what is not known.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.problems import Problem
from generator.records import (
    Archive,
    Difference,
    Entry,
    Since,
    Way,
    digest_record,
    hide_in_problem,
    name_record,
)

CORRECTIONS, TABLE = "rättelser", "tabell"
# What `check` takes for something that is still to be written, and what a row says of nothing.
UNKNOWN, NOTHING = "XXX", "inget"
BEFORE, AFTER = "en tidigare uppgift", "uppgiften som står nu"
# What is chosen, and so may be quoted; all else is worded, or is more than one thing.
CHOSEN = (
    "organisation", "slag", "problemtyp", "plats", "datum", "slutdatum", "tid", "tillförlitlighet",
    "antal", "allvar", "trend", "polisanmält", "samma som", "fortsätter", "spridning",
)  # fmt: skip
LAST = "sist i postens huvud"


@dataclass(frozen=True, slots=True)
class Pasted:
    """The lines of a header that tell of changes, and how they get there, in words; both may be empty."""

    paste: str = ""
    how: str = ""

    def put_in(self, problem: Problem) -> Problem:
        """Return a problem that ends with how to write the rows, and has them to paste.

        It is left as it is where they would repeat what points someone out.
        """
        told = replace(problem, text=f"{problem.text} {self.how}".strip(), paste=self.paste)
        return told if self.paste and hide_in_problem(told) == told else problem


@dataclass(frozen=True, slots=True)
class EarlierEntry:
    """What is known of an entry as it stood: which keys it had, and what they said where history tells."""

    keys: Collection[str]
    entry: Entry | None = None

    def say(self, key: str) -> str:
        """Return what stood at a key; a mark, to be written over, where it was chosen and is not known."""
        if key not in self.keys:
            return NOTHING
        unknown = UNKNOWN if key in CHOSEN else BEFORE
        return say_value(self.entry, key, BEFORE) if self.entry else unknown


def propose_since(before: Entry, now: Entry, today: date) -> Pasted:
    """Return the corrections that would tell of what an entry says else than it said."""
    keys = digest_record(Entry, before.source).keys
    return propose_rows(now, find_untold(before, now), today, EarlierEntry(keys, before))


def find_untold(before: Entry, now: Entry) -> list[str]:
    """Return the keys that say something else than before, and of which no new correction tells."""
    then, here = (digest_record(Entry, one.source) for one in (before, now))
    told = {row.field for row in now.corrections if row not in before.corrections}
    return [key for key in here.differs(then) if key not in told]


def propose_rows(now: Entry, keys: Collection[str], today: date, stood: EarlierEntry) -> Pasted:
    """Return a correction for each of some changed keys; none of an entry that is withdrawn or emptied."""
    if not keys or not now.stands:
        return Pasted()
    said = {key: stood.say(key) for key in keys}
    rows = [f"{{{write_correction(now, key, today, words)}}}" for key, words in said.items()]
    paste, place = lay_rows(now, rows)
    known = UNKNOWN not in said.values()
    mark = f"{UNKNOWN} är utbytt mot {'skälet' if known else 'det som stod och mot skälet'}"
    noun = "Rättelsen" if len(keys) == 1 else "Rättelserna"
    how = f"{noun} nedan klistras in {place}, när {mark}. Ändra dagen om uppgiften rättas en annan dag."
    return Pasted(paste, how if paste else "")


def propose_for_sent(archive: Archive, found: Difference, since: Mapping[str, Since]) -> Pasted:
    """Return the corrections that would tell of what an edition rests on and has changed in silence.

    History is believed of what stood only where that is what the edition rests on.
    """
    now = archive.entry.get(name_record(found.path))
    if found.way is not Way.CHANGED or now is None:
        return Pasted()
    report = archive.report.get(found.frozen.report)
    own = since.get(report.file.path) if report and report.file else None
    stood = own.stood.get(found.path) if own else None
    before = stood if isinstance(stood, Entry) else None
    kept = found.frozen.records[found.path]
    if before and digest_record(Entry, before.source).whole != kept.whole:
        before = None
    return propose_rows(now, found.keys, archive.today, EarlierEntry(frozenset(kept.keys), before))


def lay_rows(now: Entry, rows: Sequence[str]) -> tuple[str, str]:
    """Return the lines of a header that hold the rows, and where they go; nothing where that is unsure."""
    source = now.source
    held, span = source.data.get(CORRECTIONS), source.tree.values.get((CORRECTIONS,))
    if CORRECTIONS not in source.data:
        return "\n".join((f"{CORRECTIONS}:", *(f"  - {row}" for row in rows))), LAST
    if not isinstance(held, list) or span is None:
        return "", ""
    line = source.lines[span.line - 1]
    if line[: span.column].strip() == "-":
        indent = line[: span.column - 1]
        return "\n".join(f"{indent}- {row}" for row in rows), f'sist under "{CORRECTIONS}"'
    if not held or span.line != span.end_line or line[span.end_column - 2 :].rstrip() != "]":
        return "", ""
    first = line[: span.end_column - 2].rstrip().removesuffix(",")
    return f"{first}, {', '.join(rows)}]", f'i stället för raden "{CORRECTIONS}"'


def write_correction(now: Entry, key: str, today: date, stood: str) -> str:
    """Return the parts of a correction in one line, its reason left to be written."""
    from generator.drafts import write_value

    rows = {
        "datum": str(today), "fält": key, "stod": stood, "ska stå": say_value(now, key, AFTER),
        "skäl": UNKNOWN, "av": now.organisation.name,
    }  # fmt: skip
    return ", ".join(f"{name}: {write_value(text)}" for name, text in rows.items())


def say_value(entry: Entry, key: str, worded: str) -> str:
    """Return what stands at a key where it is chosen, that nothing does, or else `worded`."""
    if key != TABLE and key not in digest_record(Entry, entry.source).keys:
        return NOTHING
    value = entry.source.data.get(key)
    return " ".join(value.split()) if key in CHOSEN and isinstance(value, str) else worded
