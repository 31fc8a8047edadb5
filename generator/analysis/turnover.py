"""How many åtgärder came, went and were late, report by report: the numbers each report itself tells."""

from __future__ import annotations

from dataclasses import dataclass

from generator.analysis.period import Ledger


@dataclass(frozen=True, slots=True)
class Turnover:
    """A report's åtgärder: taken up at its meetings, closed since the report before, late on its day.

    `closed` were done or broken off.
    """

    opened: int
    closed: int
    late: int


def count_turnover(ledger: Ledger) -> dict[str, Turnover]:
    """Return the turnover by the id of each report that had a meeting."""
    opened: dict[str, int] = {}
    for meeting, _, _ in ledger.actions:
        report = ledger.chain.report_of[meeting.id].id
        opened[report] = opened.get(report, 0) + 1
    return {
        report: Turnover(
            opened=opened.get(report, 0),
            closed=len(found.done) + len(found.broken_off),
            late=len(found.late),
        )
        for report, found in ledger.followed.items()
    }
