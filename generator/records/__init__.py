"""READ: the archive's files become checked, frozen records.

Start in `loading.py`, which reads a folder; `source.py` turns one file into plain text values
with positions, `forms.py` validates them, one module a kind of record declares its fields, and
`checks/` holds the rules that need more than one field.

Other rooms import from here; the modules of this room import each other by name.
"""

from __future__ import annotations

from generator.records.archive import Archive, PlacedAction, PlacedFollowUp, Table, place_actions
from generator.records.checks.malls import IMPORT_AUTHOR, IMPORT_OTHERS, OMITTED
from generator.records.checks.texts import PLACEHOLDERS
from generator.records.decision import Account, Assignment, Cause, Decision
from generator.records.entry import Entry
from generator.records.forms import FIRST_YEAR, LAST_YEAR, parse_day
from generator.records.loading import Loaded, load_archive, read_archive, read_mall
from generator.records.mall import Mall
from generator.records.meeting import Assessment, Focus, Meeting, Proposal
from generator.records.parts import Factor, Subject, numbered
from generator.records.paths import MALL
from generator.records.publishing import may_publish
from generator.records.report import Report
from generator.records.rows import (
    Area,
    Body,
    Context,
    Dated,
    DecisionType,
    Distribution,
    Indicator,
    Kind,
    Level,
    Organisation,
    Place,
    PreventionLevel,
    ProblemType,
    Reliability,
    Row,
    TimeOfDay,
    Tip,
)
from generator.records.text import decode_text, read_text, refuse

__all__ = [
    "FIRST_YEAR",
    "IMPORT_AUTHOR",
    "IMPORT_OTHERS",
    "LAST_YEAR",
    "MALL",
    "OMITTED",
    "PLACEHOLDERS",
    "Account",
    "Archive",
    "Area",
    "Assessment",
    "Assignment",
    "Body",
    "Cause",
    "Context",
    "Dated",
    "Decision",
    "DecisionType",
    "Distribution",
    "Entry",
    "Factor",
    "Focus",
    "Indicator",
    "Kind",
    "Level",
    "Loaded",
    "Mall",
    "Meeting",
    "Organisation",
    "Place",
    "PlacedAction",
    "PlacedFollowUp",
    "PreventionLevel",
    "ProblemType",
    "Proposal",
    "Reliability",
    "Report",
    "Row",
    "Subject",
    "Table",
    "TimeOfDay",
    "Tip",
    "decode_text",
    "load_archive",
    "may_publish",
    "numbered",
    "parse_day",
    "place_actions",
    "read_archive",
    "read_mall",
    "read_text",
    "refuse",
]
