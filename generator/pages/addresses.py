"""Where each record is found: addresses from the site's root that last.

Ids of a page's own sections begin with `_`, which no file's stem can.
"""

from __future__ import annotations

import posixpath

from generator.analysis import PlacedProposal
from generator.records import (
    Archive,
    Area,
    Dated,
    Decision,
    Entry,
    Meeting,
    Organisation,
    Place,
    PlacedAction,
    Report,
)

FOLDERS = {Area: "omraden", Place: "platser", Organisation: "organisationer"}


def address_of(archive: Archive, record: object) -> str:
    """Return the address of a record's page, or of its place on one."""
    match record:
        case Meeting():
            return f"moten/{record.id}.html"
        case Entry():
            return f"moten/{archive.taken_up_at(record)}.html#{anchor_of(archive, record)}"
        case Report():
            return f"rapporter/{record.id}.html"
        case Decision():
            return f"beslut/{record.id}.html"
        case Dated():
            return f"{FOLDERS[type(record)]}/{record.slug}.html"
        case PlacedAction():
            return f"moten/{meeting_of(archive, record)}.html#{action_anchor(archive, record)}"
        case PlacedProposal():
            return f"moten/{record.meeting.id}.html#{record.anchor}"
    raise TypeError(f"no page shows {type(record).__name__}")


def anchor_of(archive: Archive, entry: Entry) -> str:
    """Return the entry's id on the page of the meeting that took it up.

    An entry of a called-off meeting carries that day too: two meetings may share a stem.
    """
    moved = archive.taken_up_at(entry) != entry.source.folder
    return f"_{entry.source.folder}-{entry.source.stem}" if moved else entry.source.stem


def action_anchor(archive: Archive, placed: PlacedAction) -> str:
    """Return the åtgärd's id on its meeting's page."""
    number = placed.id.rpartition("#")[2]
    if isinstance(placed.record, Entry):
        return f"_{anchor_of(archive, placed.record).lstrip('_')}-{number}"
    return f"_atgard-{number}"


def meeting_of(archive: Archive, placed: PlacedAction) -> str:
    """Return the id of the meeting whose page shows an åtgärd."""
    return (
        archive.taken_up_at(placed.record) if isinstance(placed.record, Entry) else placed.record.id
    )


def relative(here: str, target: str) -> str:
    """Return the way from one page to another, so that the site works from a folder too."""
    path, mark, anchor = target.partition("#")
    if path in (here, "") and mark:
        return f"#{anchor}"
    return posixpath.relpath(path, posixpath.dirname(here) or ".") + mark + anchor
