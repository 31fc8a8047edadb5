"""The form: whoever knows neither Git nor YAML reports here, in a page that needs no server.

The page is made of the mall, so that it asks in the group's own words. What its script needs to
check an entry as `check` does is data in the one file that it loads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from generator.pages.base import Build, Page
from generator.pages.form.choices import find_choices, read_script
from generator.pages.form.notes import build_notes
from generator.records import Archive, Entry, export_rules, find_coming, find_own_addresses
from generator.swedish import join_words

ADDRESS = "rapportera.html"
SCRIPT = "rapportera.js"
MOST_COMING = 4
ENTRY_KEYS = [str(field.alias) for field in Entry.model_fields.values()]
# What is written in a file that is there, or follows from the mall.
NEVER_ASKED = ("granskat", "preventionsstjärnan", "rättelser", "struken", "avlägsnad")


def build_form(build: Build) -> Iterator[Page]:
    """Build the page, with its script and what that knows of the archive, and the coordinator's own."""
    archive = build.archive
    days = find_days(archive)
    if not days:
        return
    rules = gather_rules(archive)
    yield from build_notes(build, rules)
    data = rules | gather_data(archive, days)
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    page = build.write_page(
        "form/form.html",
        ADDRESS,
        "Rapportera",
        choices=dict(find_choices(build, days)),
        submission=archive.mall.submission,
    )
    # The page's scripts are named from the folder of assets.
    yield replace(
        page,
        scripts=(f"../{SCRIPT}",),
        files={SCRIPT: f"window.lagesbildRapport={told};\n{read_script(SCRIPT)}"},
    )


def find_days(archive: Archive) -> list[date]:
    """Return the days of the meetings that can be reported to: the last one not approved, and the next."""
    last = archive.held_meetings[-1:]
    open_days = [meeting.planned for meeting in last if not meeting.approved]
    return [*open_days, *find_coming(archive)[:MOST_COMING]]


def gather_rules(archive: Archive) -> dict[str, Any]:
    """Return what every script of a form knows: the rules, the group's own addresses, and the way in."""
    sent, said = archive.mall.submission, say_all(archive.mall.model_dump(mode="json"))
    return {
        **export_rules(),
        "egna": list(dict.fromkeys(find_own_addresses(said))),
        "inlämning": [sent.mail, sent.forge or "", sent.address.rstrip("/"), sent.branch],
    }


def gather_data(archive: Archive, days: Sequence[date]) -> dict[str, Any]:
    """Return what the script of an entry's form knows besides the rules: keys, and what stands already."""
    mall = archive.mall
    counted = [f'"{kind.name}"' for kind in mall.kinds if kind.role == "statistik"]
    return {
        "nycklar": "|".join(key for key in ENTRY_KEYS if key not in NEVER_ASKED),
        "förval": mall.defaults.distribution,
        "hur": f"slag {join_words(counted, 'eller')}, " if counted else "",
        "först": str(min([meeting.planned for meeting in archive.meetings], default=days[0])),
        "dagar": mall.plan.interval,
        "poster": [
            describe_entry(entry)
            for entry in archive.entries
            if entry.meeting in days and entry.stands
        ],
    }


def say_all(value: Any) -> str:
    """Return every text in some values, each on a line of its own."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return "\n".join(map(say_all, inner))
    return str(value)


def describe_entry(entry: Entry) -> dict[str, str]:
    """Return what tells whether a new entry is the same as one that stands."""
    told = {
        "id": entry.id,
        "rubrik": entry.title,
        "möte": str(entry.meeting),
        "organisation": entry.organisation.name,
        "slag": entry.kind.name,
        "datum": str(entry.start or ""),
        "plats": entry.place.name if entry.place else "",
        "problemtyp": entry.problem_type.name if entry.problem_type else "",
        "tid": entry.time.name if entry.time else "",
    }
    return {key: value for key, value in told.items() if value}
