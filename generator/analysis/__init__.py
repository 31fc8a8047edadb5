"""COUNT: what follows from the records, as plain values and tables.

`chain.py` follows links both ways, `status.py` says how far something has come on a day and
`following.py` orders åtgärder by it, `changes.py` says what is new since a meeting, `judgements.py`
how an område has been judged, `reporting.py` who has reported, `period.py` what a month's report
follows up. `counts.py` holds the tables (pandas).

Other rooms import from here; the modules of this room import each other by name.
"""

from __future__ import annotations

from generator.analysis.chain import Chain, gather
from generator.analysis.changes import find_changes
from generator.analysis.counts import (
    UNKNOWN_TIME,
    WITHOUT,
    Frame,
    area_of,
    count_by,
    count_entries,
    count_matrix,
    count_records,
    count_reports,
    figures_of,
    name_missing,
    row_at,
    say_time,
    split_counts,
    sum_of,
)
from generator.analysis.following import Followed, due_on, follow_actions, sort_followed
from generator.analysis.judgements import (
    Judgement,
    find_judgements,
    find_since,
    latest_judged,
    level_of,
    trend_of,
)
from generator.analysis.period import (
    Ledger,
    find_actions,
    find_day,
    find_decisions,
    find_promises,
)
from generator.analysis.reporting import (
    Attended,
    Coverage,
    Reporting,
    find_attended,
    find_coverage,
    find_period_coverage,
)
from generator.analysis.status import (
    FIRST_STATE,
    ProposalStatus,
    State,
    action_status,
    assignment_status,
    decision_status,
    find_late_actions,
    find_late_assignments,
    find_open_proposals,
    proposal_status,
)

__all__ = [
    "FIRST_STATE",
    "UNKNOWN_TIME",
    "WITHOUT",
    "Attended",
    "Chain",
    "Coverage",
    "Followed",
    "Frame",
    "Judgement",
    "Ledger",
    "ProposalStatus",
    "Reporting",
    "State",
    "action_status",
    "area_of",
    "assignment_status",
    "count_by",
    "count_entries",
    "count_matrix",
    "count_records",
    "count_reports",
    "decision_status",
    "due_on",
    "figures_of",
    "find_actions",
    "find_attended",
    "find_changes",
    "find_coverage",
    "find_day",
    "find_decisions",
    "find_judgements",
    "find_late_actions",
    "find_late_assignments",
    "find_open_proposals",
    "find_period_coverage",
    "find_promises",
    "find_since",
    "follow_actions",
    "gather",
    "latest_judged",
    "level_of",
    "name_missing",
    "proposal_status",
    "row_at",
    "say_time",
    "sort_followed",
    "split_counts",
    "sum_of",
    "trend_of",
]
