"""COUNT: what follows from the records, as plain values and tables.

`chain.py` follows links both ways, `status.py` says how far something has come on a day and
`following.py` orders åtgärder by it, `waiting.py` and `late.py` say what waits for whom,
`changes.py` what is new since a meeting, `judgements.py` how an område has been judged,
`reporting.py` who has reported, `period.py` what a month's report follows up. `counts.py` holds the
tables (pandas).
`exposure.py`, `chance.py`, `verdicts.py` and `signals.py` tell chance from change, `comparisons.py`
has what a number is held against, `runs.py` the number period by period.
`numbers.py` has what a report and a meeting tell, and `amended.py` which of it has moved since they
were settled, and by what.

Other rooms import from here; the modules of this room import each other by name.
"""

from __future__ import annotations

from generator.analysis.amended import Amended, amend_meeting, amend_report
from generator.analysis.amounts import (
    NO_MATERIAL,
    NO_MEETING,
    NOT_REPORTED,
    Amount,
)
from generator.analysis.bounds import Bounds
from generator.analysis.chain import Chain, gather
from generator.analysis.changes import AreaChange, Changes, News
from generator.analysis.comparisons import (
    Change,
    Comparison,
    Pair,
    Window,
    compare,
    percent_change,
)
from generator.analysis.counts import (
    UNKNOWN_TIME,
    WITHOUT,
    Frame,
    area_of,
    count_by,
    count_entries,
    count_events,
    count_records,
    count_reports,
    figures_of,
    name_missing,
    say_time,
    split_counts,
)
from generator.analysis.exposure import measure_meetings
from generator.analysis.following import (
    Followed,
    due_on,
    find_later,
    follow_actions,
    sort_followed,
)
from generator.analysis.judgements import (
    Judgement,
    find_judgements,
    find_since,
    latest_judged,
    level_of,
    trend_of,
)
from generator.analysis.late import Late
from generator.analysis.mapped import MapCount, Mapped, count_map
from generator.analysis.numbers import Moved, What
from generator.analysis.period import (
    Actions,
    FollowedDecision,
    Ledger,
    find_day,
    find_decisions,
    find_promises,
)
from generator.analysis.posts import Posts, Standing, count_posts, find_standing, is_post
from generator.analysis.reporting import (
    GONE,
    Attended,
    Coverage,
    Reporting,
    find_attended,
    find_coverage,
    find_period_coverage,
    find_silent,
)
from generator.analysis.returning import Returning, find_returning, find_turned
from generator.analysis.runs import Basis, Run, amount_of, find_bases, read_runs, read_series
from generator.analysis.signals import Signal, Signals
from generator.analysis.status import (
    FIRST_STATE,
    DecisionStatus,
    State,
    action_status,
    assignment_status,
    decision_status,
    find_late_assignments,
    find_open_proposals,
    newest_answer,
    proposal_status,
    told_by,
)
from generator.analysis.usual import Usual, find_earlier, find_usual
from generator.analysis.verdicts import Verdict
from generator.analysis.waiting import Waiting, find_deciders, find_waiting
from generator.analysis.weekdays import SEVERAL_DAYS, Crossing, Weekdays, count_weekdays

__all__ = [
    "FIRST_STATE",
    "GONE",
    "NOT_REPORTED",
    "NO_MATERIAL",
    "NO_MEETING",
    "SEVERAL_DAYS",
    "UNKNOWN_TIME",
    "WITHOUT",
    "Actions",
    "Amended",
    "Amount",
    "AreaChange",
    "Attended",
    "Basis",
    "Bounds",
    "Chain",
    "Change",
    "Changes",
    "Comparison",
    "Coverage",
    "Crossing",
    "DecisionStatus",
    "Followed",
    "FollowedDecision",
    "Frame",
    "Judgement",
    "Late",
    "Ledger",
    "MapCount",
    "Mapped",
    "Moved",
    "News",
    "Pair",
    "Posts",
    "Reporting",
    "Returning",
    "Run",
    "Signal",
    "Signals",
    "Standing",
    "State",
    "Usual",
    "Verdict",
    "Waiting",
    "Weekdays",
    "What",
    "Window",
    "action_status",
    "amend_meeting",
    "amend_report",
    "amount_of",
    "area_of",
    "assignment_status",
    "compare",
    "count_by",
    "count_entries",
    "count_events",
    "count_map",
    "count_posts",
    "count_records",
    "count_reports",
    "count_weekdays",
    "decision_status",
    "due_on",
    "figures_of",
    "find_attended",
    "find_bases",
    "find_coverage",
    "find_day",
    "find_deciders",
    "find_decisions",
    "find_earlier",
    "find_judgements",
    "find_late_assignments",
    "find_later",
    "find_open_proposals",
    "find_period_coverage",
    "find_promises",
    "find_returning",
    "find_silent",
    "find_since",
    "find_standing",
    "find_turned",
    "find_usual",
    "find_waiting",
    "follow_actions",
    "gather",
    "is_post",
    "latest_judged",
    "level_of",
    "measure_meetings",
    "name_missing",
    "newest_answer",
    "percent_change",
    "proposal_status",
    "read_runs",
    "read_series",
    "say_time",
    "sort_followed",
    "split_counts",
    "told_by",
    "trend_of",
]
