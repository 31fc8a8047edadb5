"""DRAFT: the text of a new file, with what the archive knows already, for somebody to fill in.

What the archive knows is given as remarks, which say when it was so: a level that is filled in
would be one that nobody has judged. What stands as a row is certain, or empty, and an empty row
says nothing. `meeting.py` prepares a meeting and `report.py` a month's summary; `answered.py` writes an
entry or a decision of what has been answered, and `rows.py` the rows of all of them. `editor.py`
tells an editor how records begin.
"""

from __future__ import annotations

from generator.drafts.answered import (
    AnsweredDecision,
    AnsweredEntry,
    Promise,
    draft_decision,
    draft_entry,
)
from generator.drafts.editor import OWN_SETTINGS, write_editor
from generator.drafts.meeting import draft_meeting
from generator.drafts.report import draft_report
from generator.drafts.rows import write_part, write_value

__all__ = [
    "OWN_SETTINGS",
    "AnsweredDecision",
    "AnsweredEntry",
    "Promise",
    "draft_decision",
    "draft_entry",
    "draft_meeting",
    "draft_report",
    "write_editor",
    "write_part",
    "write_value",
]
