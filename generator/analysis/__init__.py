"""COUNT: what follows from the records, as plain values and tables.

`chain.py` follows links both ways, `status.py` says how far something has come on a day,
`changes.py` what is new since a meeting, `counts.py` holds the tables (pandas), `reporting.py`
who has reported.

Other rooms import from here; the modules of this room import each other by name.
"""

from __future__ import annotations

from generator.analysis.assignments import (
    PlacedAssignment,
    assignment_status,
    find_late_assignments,
    place_assignments,
)
from generator.analysis.chain import Chain, PlacedProposal, gather
from generator.analysis.changes import find_changes
from generator.analysis.counts import (
    UNKNOWN_TIME,
    WITHOUT,
    Table,
    area_of,
    count_by,
    count_entries,
    count_matrix,
    count_reports,
    figures_of,
    name_missing,
    row_at,
    say_time,
)
from generator.analysis.reporting import Coverage, Reporting, find_coverage, find_period_coverage
from generator.analysis.status import (
    FIRST_STATE,
    OPEN_OUTCOMES,
    ActionStatus,
    DecisionStatus,
    ProposalStatus,
    State,
    action_status,
    decision_status,
    proposal_status,
)

__all__ = [
    "FIRST_STATE",
    "OPEN_OUTCOMES",
    "UNKNOWN_TIME",
    "WITHOUT",
    "ActionStatus",
    "Chain",
    "Coverage",
    "DecisionStatus",
    "PlacedAssignment",
    "PlacedProposal",
    "ProposalStatus",
    "Reporting",
    "State",
    "Table",
    "action_status",
    "area_of",
    "assignment_status",
    "count_by",
    "count_entries",
    "count_matrix",
    "count_reports",
    "decision_status",
    "figures_of",
    "find_changes",
    "find_coverage",
    "find_late_assignments",
    "find_period_coverage",
    "gather",
    "name_missing",
    "place_assignments",
    "proposal_status",
    "row_at",
    "say_time",
]
