"""Which numbers of a table are sums of others: of its types, its places, its periods, its tree.

A total called "Samtliga" may be of more than the table shows, so it is held to its parts only when
the same total is exactly their sum elsewhere in the table, or when the parts are more than it.
Shares and rates do not add up, nor do the parts called "därav".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.records.underlag.labels import may_hold_more, measure_of
from generator.records.underlag.observations import Fact, SumOf


@dataclass(frozen=True, slots=True)
class Parts:
    """Numbers that belong together, added up once however many totals they are held against.

    `missing` says that one of them has no number, so that the sum is only a least one.
    """

    facts: tuple[Fact, ...]
    sum: int | Decimal
    missing: bool


@dataclass(frozen=True, slots=True)
class Total:
    """A number and those it should be the sum of; `selected` when more than these may be in it."""

    whole: Fact
    added: Parts
    selected: bool = False

    @property
    def parts(self) -> tuple[Fact, ...]:
        """The numbers it should be the sum of."""
        return self.added.facts

    @property
    def stated(self) -> int | Decimal:
        """What stands in the table; a total without a number is none."""
        if self.whole.number.value is None:
            raise ValueError(f"a missing number is no total: {self.whole.cell.address}")
        return self.whole.number.value

    @property
    def missing(self) -> bool:
        """Whether a part has no number, so that the sum is only a least one."""
        return self.added.missing

    @property
    def sum(self) -> int | Decimal:
        """The parts that have a number, together."""
        return self.added.sum

    @property
    def over(self) -> int | Decimal:
        """How much more the parts are than the whole, or less if below zero."""
        return self.sum - self.stated


NO_PARTS = Parts((), 0, missing=False)


def sum_known(facts: Iterable[Fact]) -> int | Decimal:
    """Return the sum of the numbers there are."""
    return sum(value for fact in facts if (value := fact.number.value) is not None)


def add_up(facts: Iterable[Fact]) -> Parts:
    """Put numbers together with their sum."""
    found = tuple(facts)
    return Parts(found, sum_known(found), any(fact.number.value is None for fact in found))


def find_totals(facts: Sequence[Fact]) -> Iterator[Total]:
    """Yield every total of a table that has a number, with its parts."""
    summed = [fact for fact in facts if measure_of(fact.unit).adds_up]
    for find in (totals_of_types, totals_of_trees, totals_of_places, totals_of_periods):
        yield from (one for one in find(summed) if one.parts and one.whole.number.value is not None)


def grouped(facts: Iterable[Fact], key: Callable[[Fact], Hashable]) -> Iterable[list[Fact]]:
    """Return the facts in groups, in the order in which they come."""
    groups: dict[Hashable, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[key(fact)].append(fact)
    return groups.values()


def when(fact: Fact) -> Hashable:
    """Return the period of a number; for a sum of periods, the row or column of such sums."""
    row_or_column = {SumOf.COLUMN: fact.cell.line, SumOf.ROW: fact.cell.index}
    return fact.period, fact.sum_of, row_or_column.get(fact.sum_of), fact.unit


def place_and_period(fact: Fact) -> Hashable:
    """Return what two numbers share when they differ in type alone."""
    return fact.place_key, when(fact)


def totals_of_types(facts: Sequence[Fact]) -> Iterator[Total]:
    """Yield totals of the types at their side; of several, one may sum those since the one before."""
    for group in grouped(facts, lambda one: (place_and_period(one), parent_id(one))):
        beside = [one for one in group if not one.label.of_which]
        parts = add_up(one for one in beside if not one.label.total)
        since: list[Fact] = []
        for fact in beside:
            if not fact.label.total:
                since.append(fact)
                continue
            selected = may_hold_more(fact.label.text)
            block = add_up(since)
            own_block = bool(since) and block.sum == fact.number.value
            yield Total(fact, block if own_block else parts, selected)
            since = []


def totals_of_trees(facts: Sequence[Fact]) -> Iterator[Total]:
    """Yield the rows that others name as their parent."""
    for group in grouped(facts, place_and_period):
        parts: dict[str, list[Fact]] = defaultdict(list)
        for fact in group:
            if fact.label.parent and not fact.label.of_which and not fact.label.total:
                parts[fact.label.parent.id].append(fact)
        yield from (Total(fact, add_up(parts[fact.label.id])) for fact in group)


def totals_of_places(facts: Sequence[Fact]) -> Iterator[Total]:
    """Yield sums of the places, type by type."""
    for group in grouped(facts, lambda one: (one.label.id, when(one))):
        parts = add_up(one for one in group if not one.place_total)
        yield from (
            Total(one, parts, may_hold_more(one.place_key)) for one in group if one.place_total
        )


def totals_of_periods(facts: Sequence[Fact]) -> Iterator[Total]:
    """Yield the last row and the last column of a table that sums its periods."""
    for group in grouped(facts, lambda one: (one.label.id, one.place_key, one.unit)):
        columns = add_up_by((one for one in group if one.sum_of is not SumOf.COLUMN), column_of)
        rows = add_up_by((one for one in group if one.sum_of is not SumOf.ROW), line_of)
        for whole in group:
            if whole.sum_of is SumOf.COLUMN:
                yield Total(whole, columns.get(column_of(whole), NO_PARTS))
            elif whole.sum_of is SumOf.ROW:
                yield Total(whole, rows.get(line_of(whole), NO_PARTS))


def column_of(fact: Fact) -> int:
    """Return the number of the column that a fact stands in."""
    return fact.cell.index


def line_of(fact: Fact) -> int:
    """Return the line of the file that a fact stands on."""
    return fact.cell.line


def add_up_by(facts: Iterable[Fact], key: Callable[[Fact], int]) -> dict[int, Parts]:
    """Return the facts added up in groups, by what they share."""
    return {key(group[0]): add_up(group) for group in grouped(facts, key)}


def parent_id(fact: Fact) -> str | None:
    """Return the id of what a fact's type is a part of."""
    return fact.label.parent.id if fact.label.parent else None


def find_unmet(totals: Iterable[Total]) -> Iterator[Total]:
    """Yield the totals that are not the sum of their parts, though they should be."""
    listed = list(totals)
    complete = {one.whole.label.id for one in listed if one.over == 0 and not one.missing}
    for one in listed:
        may_be_more = one.missing or (one.selected and one.whole.label.id not in complete)
        if one.over > 0 or (one.over < 0 and not may_be_more):
            yield one


def find_larger(facts: Sequence[Fact]) -> Iterator[Total]:
    """Yield each "därav" that is larger than what it is a part of."""
    for group in grouped([one for one in facts if measure_of(one.unit).adds_up], place_and_period):
        by_id = {one.label.id: one for one in group}
        for fact in group:
            whole = by_id.get(parent_id(fact) or "") if fact.label.parent else None
            if fact.label.of_which and whole and whole.number.value is not None:
                found = Total(whole, add_up((fact,)))
                if found.over > 0:
                    yield found


def find_stated(facts: Sequence[Fact]) -> list[Fact]:
    """Return the parts of a total that stands outside the table; none when it cannot be of all.

    It is of one place, one period and one measure, or nobody could say what it is the total of.
    """
    parts = [one for one in facts if one.label.parent is None and not one.label.total]
    together = len(set(map(place_and_period, parts))) == 1 and measure_of(parts[0].unit).adds_up
    return parts if together and parts[0].period else []
