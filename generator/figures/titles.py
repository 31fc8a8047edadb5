"""Headings that say what a set of series has shown; they claim no more than the numbers do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.analysis import Amount, Basis, Verdict
from generator.figures.naming import EVENTS, Viewpoint, say_gap_at
from generator.records import Period
from generator.swedish import capitalize, decapitalize, join_names, say_count

APART = "att skilja från slumpen"
# A heading with more names than this is no longer a heading.
MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Group:
    """What the series of a set are, in words; `within` leads to the name of one."""

    one: str
    many: str
    these: str
    within: str
    neuter: bool = False

    def count(self, number: int) -> str:
        """Write how many of them: `ett område`, `tre områden`."""
        return say_count(number, self.one, self.many, neuter=self.neuter)

    @property
    def none(self) -> str:
        """Write `Inget område`."""
        return f"{'Inget' if self.neuter else 'Ingen'} {self.one}"


AREAS = Group("område", "områden", "områdena", "i", neuter=True)


def title_verdicts(group: Group, verdicts: Mapping[str, str]) -> str:
    """Say which series had more or fewer than expected, or that none had."""
    more = find(verdicts, Verdict.MORE)
    fewer = find(verdicts, Verdict.FEWER)
    if more or fewer:
        return say_outside(group, more, fewer)
    return say_inside(group, verdicts)


def say_outside(group: Group, more: Sequence[str], fewer: Sequence[str]) -> str:
    """Say which series chance would hardly give."""
    if not more:
        return f"Färre {EVENTS.many} än väntat {say_names(group, fewer)}"
    head = f"Fler {EVENTS.many} än väntat {say_names(group, more)}"
    return f"{head}, färre {say_names(group, fewer)}" if fewer else head


def say_inside(group: Group, verdicts: Mapping[str, str]) -> str:
    """Say how many series could be judged, none of them beyond what chance gives.

    That is no news that nothing has changed, and is not said as such.
    """
    normal = find(verdicts, Verdict.NORMAL)
    if not normal:
        return say_unjudged(group, verdicts)
    within, none = group.within, decapitalize(group.none)
    if len(verdicts) == 1:
        return f"{capitalize(within)} {normal[0]} går ingen förändring {APART}"
    if len(normal) == len(verdicts):
        return f"{capitalize(within)} {none} går en förändring {APART}"
    if len(normal) == 1:
        return f"Bara för {normal[0]} räcker talen för en jämförelse, och där går ingen förändring {APART}"
    number = say_count(len(normal), "", "", neuter=group.neuter).strip()
    head = f"För {number} av {group.count(len(verdicts))} räcker talen för en jämförelse"
    return f"{head}, och {within} {none.split()[0]} av dem går en förändring {APART}"


def say_rest(verdicts: Mapping[str, str], told: Sequence[str]) -> str:
    """Say why the series besides those that are told of could not be judged."""
    rest = [name for name in verdicts if name not in told]
    others = rest[0] if len(rest) == 1 else "de andra"
    if {verdicts[name] for name in rest} == {Verdict.TOO_LITTLE}:
        return f", {Verdict.TOO_LITTLE} för {others}"
    return f", {others} {Verdict.UNKNOWABLE}" if rest else ""


def say_unjudged(group: Group, verdicts: Mapping[str, str]) -> str:
    """Say that no series could be judged: each for its own reason, where the reasons differ."""
    unknowable = find(verdicts, Verdict.UNKNOWABLE)
    if len(unknowable) == len(verdicts):
        return f"För {decapitalize(group.none)} går talen att jämföra"
    if not unknowable:
        return "För lite underlag för att skilja slump från förändring"
    head = f"{name_few(group, unknowable)} {Verdict.UNKNOWABLE}"
    return f"{capitalize(head)}{say_rest(verdicts, unknowable)}"


def title_most(
    group: Group,
    amounts: Mapping[str, Amount],
    period: Period,
    *,
    bases: Mapping[Period, Basis] | None = None,
) -> str:
    """Say which series has the most händelser of those that a period's meetings took up: they may be older."""
    view = Viewpoint(period, bases=bases or {})
    when = view.at(period)
    if any(amount.missing for amount in amounts.values()):
        return say_unknown(amounts, view)
    values = {name: amount.known for name, amount in amounts.items()}
    top = max(values.values(), default=0)
    most = [name for name, value in values.items() if value == top]
    if top == 0:
        return f"Inga {EVENTS.many} {when}"
    if len(most) == 1 and sum(values.values()) == top and len(values) > 1:
        if top == 1:
            return f"Bara {most[0]} har {EVENTS.many}"
        return f"Alla {EVENTS.many} gäller {most[0]}"
    if len(most) > MOST_NAMES or len(most) == len(values) > 1:
        return f"{group.none} sticker ut"
    return f"Flest {EVENTS.many} gäller {join_names(most)}"


def say_unknown(amounts: Mapping[str, Amount], view: Viewpoint) -> str:
    """Say which series have no number, and why: what is greatest cannot be known then."""
    by_reason: dict[str, list[str]] = {}
    for name, amount in amounts.items():
        if amount.missing:
            by_reason.setdefault(amount.missing, []).append(name)
    said = {reason: say_gap_at(Amount(None, reason), view.now, view) for reason in by_reason}
    if len(by_reason) == 1 and all(amount.missing for amount in amounts.values()):
        return capitalize(next(iter(said.values())))
    return "; ".join(f"{join_names(names)}: {said[reason]}" for reason, names in by_reason.items())


def find(verdicts: Mapping[str, str], verdict: Verdict) -> list[str]:
    """Return the names with a verdict."""
    return [name for name, found in verdicts.items() if found == verdict]


def say_names(group: Group, names: Sequence[str]) -> str:
    """Write in which series: their names, or how many they are."""
    return f"{group.within} {name_few(group, names)}"


def name_few(group: Group, names: Sequence[str]) -> str:
    """Write the names of series, or how many they are."""
    return join_names(names) if len(names) <= MOST_NAMES else group.count(len(names))
