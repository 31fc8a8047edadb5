"""What may point out a person: `rules.yml` says it, `guard.py` reads the rules, `finding.py` runs them.

A text is spelled plainly first (`spelling.py`), and a pattern is tried only where a text has what it
needs (`needs.py`, which `clauses.py` reads out of the pattern). `personal.py` makes problems of it,
and `refusing.py` stops at them.
"""

from __future__ import annotations

from generator.records.privacy.finding import (
    find_own_addresses,
    find_personal,
    hide_in_problem,
    hide_personal,
)
from generator.records.privacy.guard import RULES, read_guard
from generator.records.privacy.personal import SMALL, answer, check_name, check_source
from generator.records.privacy.refusing import (
    find_own,
    guard_mall,
    guard_map,
    guard_page,
    guard_pasted,
    guard_table,
    guard_unreadable,
    refuse_personal,
)

__all__ = [
    "RULES", "SMALL", "answer", "check_name", "check_source", "find_own", "find_own_addresses",
    "find_personal", "guard_mall", "guard_map", "guard_page", "guard_pasted", "guard_table",
    "guard_unreadable", "hide_in_problem", "hide_personal", "read_guard", "refuse_personal",
]  # fmt: skip
