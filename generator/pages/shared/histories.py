"""What the pages of områden, platser and organisationer share: groups that are made once a build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeAlias

from generator.analysis import (
    Chain,
    Frame,
    Posts,
    area_of,
    count_posts,
    gather,
    is_post,
    sum_events,
)
from generator.pages.base import Build
from generator.records import (
    Archive,
    Dated,
    Decision,
    Entry,
    Meeting,
    Organisation,
    PlacedProposal,
    ProblemType,
    Subject,
)
from generator.swedish import say_day


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting and those of its entries that a page is about."""

    meeting: Meeting
    entries: tuple[Entry, ...]


Year: TypeAlias = tuple[int, list[Sitting]]


@dataclass(frozen=True, slots=True)
class Cases:
    """Proposals and decisions on the same thing, newest first."""

    proposals: tuple[PlacedProposal, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A problem type with its poster, newest first, and the händelser they tell of."""

    type: ProblemType
    posts: Posts
    events: int
    entries: tuple[Entry, ...]


def group_entries(
    archive: Archive, key: Callable[[Entry], str | None], *, standing: bool = True
) -> dict[str, list[Entry]]:
    """Group the entries that say something by a slug, those of the newest meeting first.

    With `standing` false, the withdrawn and removed ones instead.
    """
    telling = [e for e in archive.entries if e.kind.role != "inget" and e.stands is standing]
    telling.sort(key=archive.taken_up_at, reverse=True)
    return gather((key(entry), entry) for entry in telling)


def find_posts(build: Build, entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that are poster, in their order."""
    return [entry for entry in entries if is_post(build.archive, entry)]


def count_all(build: Build, entries: Iterable[Entry]) -> Posts:
    """Count entries of what is counted by what they are."""
    return count_posts(build.archive.counted, entries)


def lay_out(build: Build, entries: Iterable[Entry]) -> tuple[Sitting, ...]:
    """Lay entries that are sorted by meeting out under their meetings."""
    archive = build.archive
    return tuple(
        Sitting(archive.meeting[key], tuple(group))
        for key, group in groupby(entries, key=archive.taken_up_at)
    )


def by_year(sittings: Iterable[Sitting]) -> list[Year]:
    """Group sittings by the year their meeting was planned for, as its address is."""
    years = groupby(sittings, key=lambda found: found.meeting.planned.year)
    return [(year, list(group)) for year, group in years]


def count_types(
    build: Build,
    types: Iterable[ProblemType],
    rows: Frame | None,
    entries: Iterable[Entry],
    counted: Iterable[Entry],
) -> list[TypeRow]:
    """Return each problem type with its poster and its händelser; 0 where none.

    `counted` are those of the entries that are counted. What is told apart is left out.
    """
    listed = [found for found in types if not build.archive.is_apart(found)]
    events = sum_events(rows, "problem_type") if rows is not None else {}
    # Underlag is no post of a problem type, whatever it is about.
    typed = (e for e in find_posts(build, entries) if area_of(build.archive, e))
    told = gather((e.problem_type.slug, e) for e in typed if e.problem_type)
    posts = (e for e in counted if is_post(build.archive.counted, e))
    numbered = (e for e in posts if area_of(build.archive, e))
    numbers = gather((e.problem_type.slug, e) for e in numbered if e.problem_type)
    return [
        TypeRow(
            found,
            count_posts(build.archive.counted, numbers.get(found.slug, ())),
            events.get(found.slug, 0),
            tuple(told.get(found.slug, ())),
        )
        for found in listed
    ]


def group_cases(chain: Chain, key: Callable[[Subject], str | None]) -> dict[str, Cases]:
    """Group proposals and decisions by a slug of what they are about, newest first.

    A decision is about what it says itself, and about what the proposals it answers say.
    """
    proposals = gather((key(p.proposal.subject), p) for p in reversed(chain.proposals.values()))
    decisions = gather(
        (slug, decision)
        for decision in reversed(chain.decisions)
        for slug in dict.fromkeys(key(subject) for subject in find_subjects(chain, decision))
    )
    return {
        slug: Cases(tuple(proposals.get(slug, ())), tuple(decisions.get(slug, ())))
        for slug in {**proposals, **decisions}
    }


def find_subjects(chain: Chain, decision: Decision) -> Iterator[Subject]:
    """Yield what a decision is about, then what its proposals are about."""
    yield decision.subject
    for answered in decision.answers:
        if placed := chain.proposals.get(answered):
            yield placed.proposal.subject


def say_validity(row: Dated, today: date) -> str:
    """Write until when a row could be used, or from when it may be."""
    if row.until and row.until < today:
        was = "var med" if isinstance(row, Organisation) else "gällde"
        return f"{was} till och med {say_day(row.until)}"
    if row.since and row.since > today:
        will = "är med" if isinstance(row, Organisation) else "gäller"
        return f"{will} från {say_day(row.since)}"
    return ""
