"""The sensitive ledger: händelser of each känslig problemtyp, as classes, for readers outside the group.

A class is told of each period and of each calendar year that is over, for the whole kommun, and no
sum over problemtyper. What is told of a year could narrow the class of one of its months. So the
values that the year can have, by the months' classes, are parted in blocks of whole classes, each so
wide that no month's class is narrowed by it, and the block of the year's own number is told. The blocks
follow from the months' classes and from the entries that may be read, never from the number itself:
else who knows the rule could tell more than the block from which block it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from generator.analysis.reporting import has_reports
from generator.records import Archive, ProblemType, count_sensitive, is_under_way

# Where the classes above the mall's `tröskel` begin.
BOUNDS = (10, 20, 50)


@dataclass(frozen=True, slots=True)
class Class:
    """The numbers from `low` to `high`, which is None where there is no end."""

    low: int
    high: int | None

    def __contains__(self, number: int) -> bool:
        return self.low <= number <= self.top

    def __str__(self) -> str:
        if self.high is None:
            return f"{self.low} eller fler"
        if self.low == self.high:
            return str(self.low)
        return f"färre än {self.high + 1}" if self.low <= 1 else f"{self.low}–{self.high}"

    @property
    def top(self) -> float:
        """The greatest number, which may be without end."""
        return inf if self.high is None else self.high

    def join(self, other: Class) -> Class:
        """Return the class of both, the other above it."""
        return Class(self.low, other.high)


@dataclass(frozen=True, slots=True)
class Apart:
    """The classes of each problemtyp, by its slug: of the reports, and of the years that are over.

    A report that had no meeting, or to which nobody reported, has none.
    """

    months: Mapping[str, Mapping[str, Class]]
    years: Mapping[str, Mapping[str, Class]]


def make_scale(threshold: int) -> tuple[Class, ...]:
    """Return the classes: 0, fewer than the threshold, and those above it."""
    starts = [0, 1, threshold, *(b for b in BOUNDS if b > threshold)]
    ends = [start - 1 for start in starts[1:]]
    return tuple(Class(low, high) for low, high in zip(starts, [*ends, None], strict=True))


def find_class(scale: Sequence[Class], number: int) -> Class:
    """Return the class of a number."""
    return next(found for found in scale if number in found)


def part_year(
    scale: Sequence[Class], months: Sequence[Class], known: Sequence[int]
) -> tuple[Class, ...]:
    """Part the numbers in blocks of classes, none of which narrows any month's class.

    `known` is what the entries that may be read tell of each month: its number is no less.
    """
    low, high = sum(month.low for month in months), sum(month.top for month in months)
    blocks: list[Class] = []
    rest: Class | None = None
    # The year can be of no other class, as the months' classes tell already.
    for found in (each for each in scale if each.top >= low and each.low <= high):
        rest = rest.join(found) if rest else found
        if is_wide(rest, months, known):
            blocks.append(rest)
            rest = None
    if rest:
        blocks[-1:] = [blocks[-1].join(rest) if blocks else rest]
    return tuple(blocks)


def is_wide(block: Class, months: Sequence[Class], known: Sequence[int]) -> bool:
    """Say whether a year's number in a block leaves every month all the numbers of its class."""
    least = [max(month.low, number) for month, number in zip(months, known, strict=True)]
    low = max(block.low, sum(month.low for month in months))
    high = min(block.top, sum(month.top for month in months))
    return all(
        low - sum(other.top for other in (*months[:place], *months[place + 1 :])) <= month.low
        and high - (sum(least) - least[place]) >= month.top
        for place, month in enumerate(months)
    )


def tell_apart(whole: Archive, shown: Archive) -> Apart:
    """Return the sensitive ledger of an archive for the reports that a reader is shown.

    The known entries are those of the reader who may read most: others read less, and whoever reads
    for several readers then meets the same blocks.
    """
    counted, known = count_sensitive(whole)
    scale = make_scale(whole.mall.threshold)
    reports = [
        report
        for report in shown.reports
        if report.meetings and has_reports(shown, report) and not is_under_way(shown, report)
    ]
    months: dict[str, dict[str, Class]] = {}
    years: dict[str, dict[str, Class]] = {}
    years_told = dict.fromkeys(report.id[:4] for report in shown.reports)
    ended = [year for year in years_told if is_over(shown, year)]
    for row in find_apart(shown):
        numbers, least = Counter[str](), Counter[str]()
        for report in reports:
            for meeting in report.meetings:
                numbers[report.id] += counted[meeting.id, row.slug]
                least[report.id] += known[meeting.id, row.slug]
        own = {report.id: find_class(scale, numbers[report.id]) for report in reports}
        months[row.slug], years[row.slug] = own, {}
        for year in ended:
            ids = [report.id for report in reports if report.id.startswith(year)]
            if ids:
                blocks = part_year(scale, [own[key] for key in ids], [least[key] for key in ids])
                years[row.slug][year] = find_class(blocks, sum(numbers[key] for key in ids))
    return Apart(months, years)


def find_apart(archive: Archive) -> list[ProblemType]:
    """Return the problemtyper whose händelser are told apart, in the mall's order.

    One that is told as statistics alone has none, and a nought would say that nothing had happened.
    """
    rows = archive.mall.problem_types
    return [row for row in rows if archive.is_apart(row) and not row.is_only_counted]


def is_over(archive: Archive, year: str) -> bool:
    """Say whether a year's last report is there, and none of its reports waits for anything."""
    own = [report for report in archive.reports if report.id.startswith(year)]
    told = all(has_reports(archive, row) for row in own if row.meetings)
    waits = any(is_under_way(archive, report) for report in own)
    return bool(own) and own[-1].id.endswith("-12") and told and not waits
