"""The page of each organisation: what it has reported, and what its reports led to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.analysis import (
    GONE,
    Attended,
    Coverage,
    Followed,
    Posts,
    Reporting,
    State,
    assignment_status,
    find_attended,
    find_coverage,
    follow_actions,
    gather,
    sort_followed,
)
from generator.article.addresses import statistics_of
from generator.pages.base import Build, Link, Page, say_here, say_posts, say_uncounted, say_withheld
from generator.pages.mall.build import HABITS
from generator.pages.organisation.feedback import Feedback, Story, count_led_on, describe_stories
from generator.pages.shared.histories import (
    by_year,
    count_all,
    find_posts,
    group_entries,
    lay_out,
    say_validity,
)
from generator.records import (
    Entry,
    Meeting,
    Organisation,
    PlacedAction,
    PlacedAssignment,
    place_assignments,
)
from generator.swedish import capitalize, say_count, say_figure

INDEX = "organisationer/index.html"
SHELVES = (
    (State.LATE_ACTION, "Försenade"),
    (State.GOING_ON, "Pågår"),
    (State.DONE_ACTION, "Klara"),
    (State.BROKEN_OFF_ACTION, "Avbrutna"),
)
ANSWERS = (
    (Reporting.NOTHING, "Inget att rapportera"),
    (Reporting.REPORTED, "Har lämnat poster"),
    *((gone, f"{capitalize(gone)}, men organisationen hade rapporterat") for gone in GONE),
)
# What posts led to was numbered once, the newest first: so many numbers lead to the list of it still.
NUMBERED = 10
PAST_HABITS = {
    "varje möte": "skulle rapportera till varje möte",
    "vid behov": "rapporterade vid behov",
    "nej": "rapporterade inte själv",
}


@dataclass(frozen=True, slots=True)
class Groups:
    """Everything the pages of organisations draw on, by slug, made once."""

    entries: Mapping[str, list[Entry]]
    counted: Mapping[str, list[Entry]]
    dropped: Mapping[str, list[Entry]]
    actions: Mapping[str, list[PlacedAction]]
    assignments: Mapping[str, list[PlacedAssignment]]
    parts: Mapping[str, list[Organisation]]
    coverages: Sequence[tuple[Meeting, Coverage]]


def build_organisations(build: Build) -> Iterator[Page]:
    """Build a page an organisation, and the index."""
    groups, feedback = make_groups(build), Feedback(build)
    for organisation in build.archive.mall.organisations:
        yield build_organisation(build, organisation, groups, feedback)
    yield build_index(build, groups)


def make_groups(build: Build) -> Groups:
    """Group what the archive tells by organisation."""
    archive, mall = build.archive, build.archive.mall
    wholes = ((mall.whole_of(row), row) for row in mall.organisations)
    placed = [row for found in reversed(build.chain.decisions) for row in place_assignments(found)]
    return Groups(
        group_entries(archive, teller_of),
        group_entries(archive.counted, teller_of),
        group_entries(archive, teller_of, standing=False),
        gather((found.action.responsible.slug, found) for found in archive.actions.values()),
        gather((slug, found) for found in placed for slug in doers_of(found)),
        gather((whole.slug if whole else None, row) for whole, row in wholes),
        [(m, find_coverage(archive, m)) for m in reversed(archive.held_meetings)],
    )


def teller_of(entry: Entry) -> str:
    """Return the slug of who wrote an entry."""
    return entry.organisation.slug


def doers_of(placed: PlacedAssignment) -> set[str]:
    """Return the slugs of who has an uppdrag, and of whom it is done with."""
    rows = (placed.assignment.responsible, *placed.assignment.together_with)
    return {row.slug for row in rows}


def build_organisation(
    build: Build, organisation: Organisation, groups: Groups, feedback: Feedback
) -> Page:
    """Build the page of one organisation, as of the archive's date."""
    slug, today = organisation.slug, build.archive.today
    entries = groups.entries.get(slug, [])
    stories = feedback.tell_stories(entries)
    attended = find_attended(organisation, groups.coverages)
    told = follow_actions(build.chain, groups.actions.get(slug, ()), today)
    posts = count_all(build, (*groups.counted.get(slug, ()), *groups.dropped.get(slug, ())))
    withheld = say_withheld(build.archive, groups.counted.get(slug, ()))
    return build.write_page(
        "organisation/organisation.html",
        f"organisationer/{slug}.html",
        organisation.name,
        parent=INDEX,
        file="entries/mall.yml",
        files=tuple(entry.path for entry in entries),
        organisation=organisation,
        validity=say_validity(organisation, today),
        successor=find_successor(build, organisation),
        habit=(PAST_HABITS if has_ended(organisation, today) else HABITS)[organisation.reports],
        whole=build.archive.mall.whole_of(organisation),
        parts_of=groups.parts.get(slug, []),
        finding=f"{describe_organisation(build, posts, attended, stories)} {withheld}".strip(),
        attended=attended,
        # To others than the group it is told that somebody has reported, and no more.
        answers=() if build.archive.reader else ANSWERS,
        led=describe_stories(build, stories, posts.counted),
        stories=stories,
        older_numbers=[f"_ledde-till-{n}" for n in range(1, max(NUMBERED, len(stories)) + 1)],
        years=by_year(lay_out(build, entries)),
        dropped=groups.dropped.get(slug, []),
        statistics=list({statistics_of(build.archive, each): each for each in entries}.items()),
        shelves=list(fill_shelves(sort_followed(told))),
        assignments=[
            (placed, assignment_status(build.chain, placed, today))
            for placed in groups.assignments.get(slug, ())
        ],
    )


def has_ended(organisation: Organisation, today: date) -> bool:
    """Say whether the organisation was a member once."""
    return bool(organisation.until and organisation.until < today)


def fill_shelves(told: Sequence[Followed]) -> Iterator[tuple[State, str, list[Followed]]]:
    """Yield the statuses that åtgärder have, late ones first."""
    for state, heading in SHELVES:
        if rows := [row for row in told if row[1].state is state]:
            yield state, heading, rows


def find_successor(build: Build, row: Organisation) -> Link | None:
    """Return a link to the organisation that took over after one that has ended."""
    found = build.archive.mall.find(Organisation, row.succeeded_by or "")
    return build.link(found, found.name) if found else None


def describe_organisation(
    build: Build, posts: Posts, attended: list[Attended], stories: list[Story]
) -> str:
    """Say how much an organisation has told, and to how many meetings it answered."""
    answered = sum(year.answered for year in attended)
    known = sum(year.known for year in attended)
    parts = [f"Organisationen har inte lämnat någon post{say_here(build.archive)}."]
    if posts.counted:
        parts = [f"Organisationen har lämnat {say_posts(posts.counted, posts.positive)}."]
    parts.append(say_uncounted(posts))
    if known:
        of_all = f"{answered} av {say_figure(known, 'möte', 'möten')}"
        held = say_count(answered, "möte", "möten", neuter=True)
        parts.append(f"Den har rapporterat till {held if answered == known else of_all}.")
    if led_on := count_led_on(build, stories):
        words = capitalize(say_count(led_on, "av posterna", "av posterna"))
        parts.append(f"{words} hör ihop med förslag, beslut eller klara åtgärder.")
    return " ".join(filter(None, parts))


def build_index(build: Build, groups: Groups) -> Page:
    """Build the list of organisations, those that have ended last."""
    rows = build.archive.mall.organisations
    today = build.archive.today
    attended = {row.slug: find_attended(row, groups.coverages) for row in rows}
    latest_silent = groups.coverages[0][1].silent if groups.coverages else ()
    silent = [row for row in rows if row in latest_silent]
    poster = {slug: find_posts(build, entries) for slug, entries in groups.entries.items()}
    latest = {slug: found[0] for slug, found in poster.items() if found}
    told = sum(count_all(build, found).counted > 0 for found in groups.counted.values())
    return build.write_page(
        "organisation/organisation_list.html",
        INDEX,
        "Organisationer",
        file="entries/mall.yml",
        lead=describe_organisations(told, len(silent)),
        rows=sorted(rows, key=lambda row: has_ended(row, today)),
        habits=HABITS,
        validity={row.slug: say_validity(row, today) for row in rows},
        successors={row.slug: find_successor(build, row) for row in rows},
        posts={row.slug: count_all(build, groups.counted.get(row.slug, ())) for row in rows},
        answered={slug: sum(year.answered for year in years) for slug, years in attended.items()},
        known={slug: sum(year.known for year in years) for slug, years in attended.items()},
        latest=latest,
    )


def describe_organisations(told: int, silent: int) -> str:
    """Say how many organisations have poster, and how many were silent at the latest meeting."""
    if not told:
        return "Ingen organisation har lämnat någon post än."
    said = [f"{capitalize(say_count(told, 'organisation', 'organisationer'))} har lämnat poster."]
    if silent:
        many = capitalize(say_count(silent, "organisation", "organisationer"))
        said.append(f"{many} rapporterade inte till det senaste mötet.")
    return " ".join(said)
