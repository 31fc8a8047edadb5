"""The page of each plats: what has been told of it, and of the places within it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from generator.analysis import (
    NO_MATERIAL,
    NO_MEETING,
    Amount,
    Frame,
    Posts,
    area_of,
    due_on,
    follow_actions,
    gather,
    is_post,
    split_counts,
)
from generator.pages.base import (
    Build,
    Page,
    say_here,
    say_places,
    say_posts,
    say_uncounted,
    say_withheld,
)
from generator.pages.place.charts import chart_map, chart_place
from generator.pages.shared.courses import (
    Course,
    Point,
    find_columns,
    find_course,
    find_steps,
    told_column,
)
from generator.pages.shared.histories import (
    Cases,
    Sitting,
    count_all,
    count_types,
    find_posts,
    group_cases,
    group_entries,
    lay_out,
    say_validity,
)
from generator.pages.shared.months import MonthlyCounts, monthly_of
from generator.pages.shared.proposals import name_proposal
from generator.records import Entry, Focus, Meeting, Place, place_actions
from generator.swedish import capitalize, decapitalize, say_count, say_day

INDEX = "platser/index.html"


@dataclass(frozen=True, slots=True)
class Untyped:
    """The poster of a plats that no problem type counts, and the händelser they tell of."""

    name: str
    posts: Posts
    events: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """Everything the pages of platser draw on, by slug of plats, made once.

    `counted` are the entries that the numbers are of.
    """

    entries: Mapping[str, list[Entry]]
    counted: Mapping[str, list[Entry]]
    counts: Mapping[str, Frame]
    cases: Mapping[str, Cases]
    focus: Mapping[str, list[tuple[Meeting, Focus]]]
    parts: Mapping[str, list[Place]]

    def within(self, place: Place) -> Iterator[Place]:
        """Yield the places within a place, each followed by those within it."""
        for part in self.parts.get(place.slug, ()):
            yield part
            yield from self.within(part)

    def own(self, place: Place) -> list[Entry]:
        """Return the entries that name the place itself, newest first."""
        return self.entries.get(place.slug, [])

    def numbered(self, place: Place) -> list[Entry]:
        """Return those of them that the numbers are of."""
        return self.counted.get(place.slug, [])


def build_places(build: Build) -> Iterator[Page]:
    """Build a page a plats, and the index."""
    groups, monthly = make_groups(build), monthly_of(build)
    for place in build.archive.mall.places:
        yield build_place(monthly, place, groups)
    yield build_index(monthly, groups)


def make_groups(build: Build) -> Groups:
    """Group what the archive tells by place."""
    newest_first, mall = reversed(build.archive.held_meetings), build.archive.mall
    wholes = ((mall.whole_of(place), place) for place in mall.places)

    def place_told(entry: Entry) -> str | None:
        return entry.place.slug if entry.place else None

    return Groups(
        group_entries(build.archive, place_told),
        group_entries(build.archive.counted, place_told),
        split_counts(build.entries, "place"),
        group_cases(build.chain, lambda about: about.place.slug if about.place else None),
        gather((row.place.slug, (m, row)) for m in newest_first for row in m.focus),
        gather((whole.slug if whole else None, part) for whole, part in wholes),
    )


def build_place(monthly: MonthlyCounts, place: Place, groups: Groups) -> Page:
    """Build the page of one plats, as of the archive's date.

    The whole kommun does not repeat every entry of its places: it says how many each has.
    """
    build = monthly.build
    entries, cases = groups.own(place), groups.cases.get(place.slug, Cases())
    types = count_types(
        build,
        build.archive.mall.problem_types,
        groups.counts.get(place.slug),
        entries,
        groups.numbered(place),
    )
    used = [row for row in types if row.posts.counted]
    used.sort(key=lambda row: (-row.events, -row.posts.problems, -row.posts.counted))
    within = list(groups.within(place))
    placed = [action for entry in entries for action in place_actions(entry)]
    actions = sorted(follow_actions(build.chain, placed, build.archive.today), key=due_on)
    columns = find_columns(monthly)
    course = Course(place.name, f"_plats-{place.slug}", ())
    if columns:
        course = find_course(monthly, columns, monthly.place_runs[place.slug], course.anchor)
    steps = find_steps(columns, actions, cases.decisions)
    counted = describe_posts(build, groups, place)
    lead = " ".join(tell_place(build, groups, place, course))
    return build.write_page(
        "place/place.html",
        f"platser/{place.slug}.html",
        place.name,
        parent=INDEX,
        file="entries/mall.yml",
        files=tuple(entry.path for entry in entries),
        figures=tuple(chart_place(monthly, course, place, steps, has_parts=bool(within))),
        place=place,
        validity=say_validity(place, build.archive.today),
        whole=build.archive.mall.whole_of(place),
        lead=lead,
        counted=counted,
        types=used,
        untyped=list(tell_untyped(build, groups, place)),
        rows=lay_out(build, entries),
        within=[
            (
                part,
                count_all(build, groups.numbered(part)),
                say_validity(part, build.archive.today),
            )
            for part in within
        ],
        rows_within=() if place.kind == "kommun" else lay_out_within(build, within, groups),
        focus=groups.focus.get(place.slug, []),
        cases=cases,
        name_proposal=partial(name_proposal, build.chain),
        actions=actions,
    )


def lay_out_within(build: Build, within: list[Place], groups: Groups) -> tuple[Sitting, ...]:
    """Return the entries of the places within a place, by meeting."""
    entries = [entry for part in within for entry in groups.own(part)]
    entries.sort(key=build.archive.taken_up_at, reverse=True)
    return lay_out(build, entries)


def tell_place(build: Build, groups: Groups, place: Place, course: Course) -> Iterator[str]:
    """Yield what the group last wrote of a place: its focus and its newest post; then its händelser.

    Nothing of a place that no post is about.
    """
    archive = build.archive
    poster = find_posts(build, groups.own(place))
    if focus := groups.focus.get(place.slug):
        meeting, row = focus[0]
        newest = "I" if meeting is archive.held_meetings[-1] else "Senast i"
        words = ", ".join(filter(None, (row.what.rstrip("."), row.when.rstrip("."))))
        yield f"{newest} fokus vid mötet den {say_day(meeting.day)}: {words}."
    if poster:
        day = archive.day_of(poster[0])
        others = sum(archive.day_of(entry) == day for entry in poster) - 1
        more = f" och {say_count(others, 'post', 'poster')} till" if others else ""
        yield f"Senast vid mötet den {say_day(day)}: ”{poster[0].title.rstrip('.')}”{more}."
        own = "som gäller hela kommunen" if place.kind == "kommun" else "på själva platsen"
        yield from say_events(course, f"Händelser {own}: " if groups.parts.get(place.slug) else "")


def say_events(course: Course, head: str = "") -> Iterator[str]:
    """Yield the händelser of the two newest months; where there is none, those of the last with any.

    A `head` says what is counted.
    """
    newest = course.points[:-3:-1]
    told = list(newest)
    if not any(point.amount.value for point in newest):
        told += [point for point in course.points[:-2] if point.amount.value][-1:]
    said: list[str] = []
    for point in told:
        when = f"{'hittills ' if point.column.under_way else ''}{point.column.when}"
        named = not head and all(each.amount.value is None for each in told[: len(said)])
        before = "senast " if point not in newest else ""
        said.append(f"{before}{count_point(point, named=named)} {when}")
    if said:
        yield capitalize(f"{head}{', '.join(said)}.")


def count_point(point: Point, *, named: bool) -> str:
    """Write `två händelser`, or `två` where it is plain what is counted; or why nobody knows."""
    if point.amount.value is None:
        return point.amount.missing
    number = int(point.amount.value)
    words = say_count(number, "händelse", "händelser") if number else "inga händelser"
    return words if named else words.partition(" ")[0]


def tell_untyped(build: Build, groups: Groups, place: Place) -> Iterator[Untyped]:
    """Yield the poster that no problem type counts: underlag, and those that name none."""
    poster = [e for e in find_posts(build, groups.own(place)) if not area_of(build.archive, e)]
    counted = [e for e in groups.numbered(place) if is_post(build.archive.counted, e)]
    for name, is_underlag in (("underlag", True), ("utan problemtyp", False)):
        found = [
            e
            for e in counted
            if not area_of(build.archive, e) and (e.kind.role == "statistik") is is_underlag
        ]
        listed = tuple(e for e in poster if (e.kind.role == "statistik") is is_underlag)
        if found:
            events = sum(build.events[entry.id] or 0 for entry in found)
            yield Untyped(name, count_all(build, found), events, listed)


def describe_posts(build: Build, groups: Groups, place: Place) -> str:
    """Say how many poster a place has, when the last was taken up, and of the places within it."""
    archive, entries = build.archive, groups.own(place)
    posts, poster = count_all(build, groups.numbered(place)), find_posts(build, entries)
    inside = [entry for part in groups.within(place) for entry in groups.numbered(part)]
    within = count_all(build, inside)
    whole = place.kind == "kommun"
    name = decapitalize(place.name) if whole else "platsen"
    parts = [
        f"Ingen post{say_here(archive)} gäller {'själva ' if inside and not whole else ''}{name} än."
    ]
    if entries and not posts.counted:
        parts = [f"Ingen post som räknas gäller {name} än."]
    if posts.counted:
        many = capitalize(say_posts(posts.counted, posts.positive, within=True))
        parts = [f"{many} gäller {name}."]
        if poster and archive.reader is None:
            newest = ", den senaste" if posts.counted > 1 else " och togs upp"
            day = say_day(archive.day_of(poster[0]))
            parts = [f"{many} gäller {name}{newest} vid mötet den {day}."]
    parts.append(say_uncounted(posts))
    parts.append(say_withheld(archive, groups.numbered(place)))
    if within.counted:
        more = say_posts(within.counted, within.positive, within=True)
        more = f"Ytterligare {more}" if posts.counted else capitalize(more)
        parts.append(f"{more} gäller platser inom {'kommunen' if whole else 'den'}.")
    return " ".join(filter(None, parts))


def build_index(monthly: MonthlyCounts, groups: Groups) -> Page:
    """Build the list of platser, each below the one it is a part of."""
    build = monthly.build
    mall, archive = build.archive.mall, build.archive
    tops = [place for place in mall.places if mall.whole_of(place) is None]
    rows = [row for top in tops for row in (top, *groups.within(top))]
    poster = {place.slug: find_posts(build, groups.own(place)) for place in mall.places}
    numbered = {place.slug: count_all(build, groups.numbered(place)) for place in mall.places}
    told = sum(1 for posts in numbered.values() if posts.counted)
    events = count_latest(monthly)
    return build.write_page(
        "place/place_list.html",
        INDEX,
        "Platser",
        file="entries/mall.yml",
        files=(mall.map.file,) if mall.map else (),
        figures=tuple(chart_map(monthly)),
        lead=describe_places(told, len(mall.places)),
        hidden=say_places(archive),
        rows=[
            (
                place,
                mall.whole_of(place),
                events[place.slug],
                count_all(build, groups.numbered(place)),
                say_validity(place, archive.today),
            )
            for place in rows
        ],
        has_year=any(amount.missing != NO_MATERIAL for amount in events.values()),
        latest=lambda place: next(iter(poster[place.slug]), None),
    )


def count_latest(monthly: MonthlyCounts) -> dict[str, Amount]:
    """Return the last twelve months' händelser by slug of plats, unknown before the first meeting."""
    columns = find_columns(monthly)
    if not columns:
        return {slug: Amount(None, NO_MEETING) for slug in monthly.places}
    told = told_column(columns)
    found = {
        slug: monthly.compare(monthly.place_runs[slug], told).rolling for slug in monthly.places
    }
    return {
        slug: rolling.now.total if rolling else Amount(None, NO_MATERIAL)
        for slug, rolling in found.items()
    }


def describe_places(told: int, known: int) -> str:
    """Say how many of the mall's places have been told of."""
    if not told:
        return "Ingen post gäller någon av mallens platser än."
    if told == known:
        return "Alla platser har tagits upp i någon post."
    of_all = say_count(known, "plats", "platser")
    return f"{capitalize(say_count(told, 'av', 'av'))} {of_all} har tagits upp i någon post."
