"""Where each record is found: addresses from the site's root that last.

Ids of a page's own sections begin with `_`, which no file's stem can.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from functools import cache

from generator.article.values import Ref
from generator.records import (
    Account,
    Archive,
    Area,
    Dated,
    Decision,
    Entry,
    Frozen,
    Indicator,
    Meeting,
    Organisation,
    Place,
    PlacedAction,
    PlacedAssignment,
    PlacedProposal,
    Report,
)

EDITION = "-version-"
ACCOUNT_ANCHOR = "_redovisning"
# The kinds of row that have a page each.
FOLDERS = {Area: "omraden", Place: "platser", Organisation: "organisationer"}
KINDS = {
    Meeting: "meeting",
    Entry: "entry",
    Report: "report",
    Decision: "decision",
    PlacedAction: "action",
    PlacedProposal: "proposal",
    PlacedAssignment: "assignment",
}


def ref_of(record: object, part: str = "") -> Ref:
    """Return what an article calls a record, or a part of its page."""
    if isinstance(record, Dated):
        return Ref(FOLDERS[type(record)], record.slug, part)
    if isinstance(record, Account):
        return Ref("account", record.decision_id, part)
    return Ref(KINDS[type(record)], record.id, part)  # type: ignore[attr-defined]


def address_of_ref(archive: Archive, ref: Ref) -> str:
    """Return the address of what an article leads to; a page or a download has it as its id."""
    address = find_address(archive, ref)
    return f"{address.partition('#')[0]}#{ref.part}" if ref.part else address


def find_address(archive: Archive, ref: Ref) -> str:
    """Return the address of a record by its kind and id."""
    record, _, row = ref.id.partition("#")
    match ref.kind:
        case "entry" | "meeting" | "report" | "decision" | "account":
            return address_of(archive, getattr(archive, ref.kind)[ref.id])
        case "action":
            return address_of(archive, archive.actions[ref.id])
        case "proposal":
            return f"{meeting_address(archive, archive.meeting[record])}#_{row}"
        case "assignment":
            return f"{address_of(archive, archive.decision[record])}#_uppdrag-{row}"
        case "page":
            return f"{ref.id}.html"
        case "file":
            return ref.id
    return f"{ref.kind}/{ref.id}.html"


def address_of(archive: Archive, record: object) -> str:
    """Return the address of a record's page, or of its place on one."""
    match record:
        case Meeting():
            return f"moten/{record.id}.html"
        case Entry():
            return f"{meeting_address(archive, record)}#{anchor_of(archive, record)}"
        case Report():
            return f"rapporter/{record.id}.html"
        case Decision():
            return f"beslut/{record.id}.html"
        case Dated():
            return f"{FOLDERS[type(record)]}/{record.slug}.html"
        case Account():
            decision = archive.decision[record.decision_id]
            return f"{address_of(archive, decision)}#{ACCOUNT_ANCHOR}"
        case PlacedAction():
            return f"{meeting_address(archive, record.record)}#{anchor_of(archive, record)}"
        case PlacedProposal():
            return f"{meeting_address(archive, record.meeting)}#{anchor_of(archive, record)}"
        case PlacedAssignment():
            return f"{address_of(archive, record.decision)}#{anchor_of(archive, record)}"
    raise TypeError(f"no page shows {type(record).__name__}")


def anchor_of(archive: Archive, record: object) -> str:
    """Return the id a record has on the page it stands on."""
    match record:
        case Entry():
            return entry_anchor(archive, record)
        case PlacedAction():
            # Of its entry and a number, since many entries share a page; no stem holds an underscore.
            number, teller = record.id.rpartition("#")[2], record.record
            if isinstance(teller, Entry):
                return f"_{entry_anchor(archive, teller).lstrip('_')}-{number}"
            return f"_atgard_{number}"
        case PlacedProposal():
            return "_" + record.id.partition("#")[2]
        case PlacedAssignment():
            return f"_uppdrag-{record.number}"
    raise TypeError(f"{type(record).__name__} is no part of a page")


def entry_anchor(archive: Archive, entry: Entry) -> str:
    """Return the entry's id on the page of the meeting that took it up.

    An entry of a called-off meeting carries that day too: two meetings may share a stem.
    """
    moved = archive.taken_up_at(entry) != entry.source.folder
    return f"_{entry.source.folder}-{entry.source.stem}" if moved else entry.source.stem


def edition_page(frozen: Frozen) -> str:
    """Return the name of the page of an edition that another has replaced."""
    return f"rapporter/{frozen.report}{EDITION}{frozen.version}"


def meeting_address(archive: Archive, record: Entry | Meeting) -> str:
    """Return the page of the meeting that takes a record up."""
    return f"moten/{archive.taken_up_at(record)}.html"


def statistics_address(source: str, indicator: Indicator) -> str:
    """Return the page of what a source says of an indikator."""
    return f"statistik/{'-'.join(filter(None, (slug_of(source), indicator.slug)))}.html"


def statistics_of(archive: Archive, entry: Entry) -> str:
    """Return the page where an entry's figures are shown over time; nothing where it has none."""
    statement = archive.statements.get(entry.id)
    if statement is None or not statement.observations:
        return ""
    one = statement.observations[0]
    return statistics_address(one.source, one.indicator)


def slug_of(words: str) -> str:
    """Write words with the letters a file's name may hold: `Brå, anmälda brott` is `bra-anmalda-brott`."""
    letters = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", letters))


def relative(here: str, target: str) -> str:
    """Return the way from one page to another, so that the site works from a folder too."""
    path, mark, anchor = target.partition("#")
    if path in (here, "") and mark:
        return f"#{anchor}"
    folder, _, name = path.rstrip("/").rpartition("/")
    return way_between(here.rpartition("/")[0], folder) + name + mark + anchor


@cache
def way_between(here: str, there: str) -> str:
    """Return the way from one folder to another, to stand before a file's name."""
    way = posixpath.relpath(there or ".", here or ".")
    return "" if way == "." else f"{way}/"
