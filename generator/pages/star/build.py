"""The page of Preventionsstjärnan and its figure: entries by spets, factors by kontext, åtgärder by level."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from generator.analysis import (
    Amount,
    Followed,
    Posts,
    count_posts,
    follow_actions,
    gather,
    is_post,
    sort_followed,
)
from generator.figures import Cell, Figure, Grid, Part, Row, Star
from generator.pages.base import Build, Link, Page, note_good, plain
from generator.records import Archive, Context, Entry, Factor, PreventionLevel, Tip
from generator.swedish import capitalize, join_names, join_words, say_count, say_day, say_short_day

# A name of the mall with the poster, or the number of åtgärder, that the twelve months have of it.
Touched: TypeAlias = tuple[str, Posts]
Counted: TypeAlias = tuple[str, int]

FEWEST_TIPS = 3
FIELDS = 3


def chart_star(
    address: str,
    tips: Sequence[Touched],
    levels: Sequence[Counted],
    since: date,
    today: date,
) -> Figure | None:
    """Return the star; no star has fewer than three points.

    The levels stand in its fields when there are as many of them: three.
    """
    if len(tips) < FEWEST_TIPS:
        return None
    points = tuple(count_part(name, posts.counted, "post", "poster") for name, posts in tips)
    found = tuple(count_part(name, number, "åtgärd", "åtgärder") for name, number in levels)
    fields = found if len(found) == FIELDS else ()
    rows = (
        *(
            grid_row(part, f"{address}#_spets-{plain(part.name)}", Cell(Amount(posts.positive)))
            for part, (_, posts) in zip(points, tips, strict=True)
        ),
        *(grid_row(part, f"{address}#_niva-{plain(part.name)}", Cell("")) for part in fields),
    )
    return Figure(
        anchor="_bild-stjarnan",
        title=title_star(tips, fields),
        sentences=(say_parts(points, tips, fields),),
        pictures=(Star(points, fields),),
        grid=Grid("Spets eller nivå", ("Antal", "Vad", "Varav positiva"), rows),
        file="stjarnan.csv",
        notes=tuple(note_star(fields, since, today)),
    )


def count_part(name: str, number: int, one: str, many: str) -> Part:
    """Return a part of the star with its number and the noun that goes with it."""
    return Part(name, Amount(number), one if number == 1 else many)


def grid_row(part: Part, target: str, positive: Cell) -> Row:
    """Return a part's row of the table; a number of none leads nowhere."""
    number = Cell(part.amount, target if part.amount.value else "")
    return Row(part.name, (number, Cell(part.unit), positive))


def title_star(tips: Sequence[Touched], fields: Sequence[Part]) -> str:
    """Say which spets most poster on problems touch, and which nivå most åtgärder have."""
    tip = name_most([(name, posts.problems) for name, posts in tips])
    level = name_most([(part.name, int(part.amount.known)) for part in fields])
    said = f"Flest poster om problem rör {tip}"
    if not tip:
        touched = any(posts.problems for _, posts in tips)
        said = "Lika många poster om problem rör varje spets"
        if not touched:
            said = "Ingen post om problem de senaste tolv månaderna rör en spets"
    if not level:
        return said
    return f"{said}, och flest åtgärder är på nivån {level}"


def name_most(counted: Sequence[Counted]) -> str:
    """Name those with the largest number; none where all have the same."""
    most = max((number for _, number in counted), default=0)
    names = [name for name, number in counted if number == most]
    return join_names(names) if len(names) < len(counted) else ""


def say_parts(points: Sequence[Part], tips: Sequence[Touched], fields: Sequence[Part]) -> str:
    """Say every number of the star, the largest first."""
    noted = ((name, note_good(posts.counted, posts.positive)) for name, posts in tips)
    good = {name: f" ({note})" if note else "" for name, note in noted}
    first, *others = sorted(points, key=lambda part: -part.amount.known)
    told = [f"{first.words} rör {first.name}{good[first.name]}"]
    told += [f"{part.amount} {part.name}{good[part.name]}" for part in others]
    sentences = [f"{join_words(told)}."]
    if fields:
        levels = [f"{part.amount} på nivån {part.name}" for part in fields]
        sentences.append(f"Av åtgärderna är {join_words(levels)}.")
    return " ".join(sentences)


def note_star(fields: Sequence[Part], since: date, today: date) -> list[str]:
    """Say what is counted, and that nobody but us has set the nivåer in the fields."""
    notes = [
        f"Stjärnan räknar mötena efter den {say_day(since)} till och med den {say_day(today)}. "
        "Obekräftade poster och poster om något kommande räknas inte, och inte heller poster till möten som ska hållas. En post kan höra till flera spetsar, så talen går "
        "inte att summera. En åtgärd räknas vid det möte där den skrevs."
    ]
    if fields:
        base, middle, tip = (part.name for part in fields)
        notes.append(
            f"Att läsa den gemensamma basen som {base}, mitten som {middle} och den yttersta spetsen "
            f"som {tip} är ett förslag i det här arkivet. Länsstyrelsens modell säger inte det."
        )
    return notes


ADDRESS = "stjarnan.html"
MOST_ENTRIES = 10
MOST_ENDED = 10


@dataclass(frozen=True, slots=True)
class TipSection:
    """A spets with the newest poster of the last twelve months; `older` counts those before.

    `listed` of those of the twelve months may be read.
    """

    tip: Tip
    entries: tuple[Entry, ...]
    posts: Posts
    older: int
    listed: int

    @property
    def recent(self) -> int:
        """How many poster of the twelve months touch it."""
        return self.posts.counted

    @property
    def hidden(self) -> int:
        """How many of those are not listed."""
        return self.listed - len(self.entries)


@dataclass(frozen=True, slots=True)
class ToldFactor:
    """What several may have told of one factor, with a link to each, newest first."""

    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ContextRow:
    """The factors of one kontext."""

    context: Context
    risks: tuple[ToldFactor, ...]
    protections: tuple[ToldFactor, ...]


@dataclass(frozen=True, slots=True)
class LevelSection:
    """The åtgärder of a preventionsnivå: all open ones, the newest ended; `hidden` are left out.

    `recent` of them were written in the last twelve months and `older` before.
    """

    level: PreventionLevel
    open: tuple[Followed, ...]
    ended: tuple[Followed, ...]
    hidden: int
    recent: int
    older: int


def build_star(build: Build) -> Iterator[Page]:
    """Build the one page of the star, as of the archive's date."""
    archive = build.archive
    since = year_before(archive.today)
    sections = list(find_tips(archive, since))
    levels = list(find_levels(build, since))
    star = chart_star(
        ADDRESS,
        [(section.tip.name, section.posts) for section in sections],
        [(section.level.name, section.recent) for section in levels],
        since,
        archive.today,
    )
    yield build.write_page(
        "star/star.html",
        ADDRESS,
        "Preventionsstjärnan",
        lead=describe_star(sections),
        figures=(star,) if star else (),
        sections=sections,
        contexts=list(find_factors(build)),
        levels=levels,
        # To others than the group no level is told of what goes on.
        unlevelled=0
        if archive.reader
        else sum(placed.action.level is None for placed in archive.actions.values()),
    )


def year_before(day: date) -> date:
    """Return the same day a year earlier; leap day becomes 28 February."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def find_tips(archive: Archive, since: date) -> Iterator[TipSection]:
    """Yield every spets with its poster; a post may stand under several, and underlag under none."""
    by_tip, counted = group_by_tip(archive), group_by_tip(archive.counted)
    for tip in archive.mall.tips:
        listed = [e for e in by_tip.get(tip.name, ()) if archive.day_of(e) > since]
        numbered = counted.get(tip.name, [])
        recent = [e for e in numbered if archive.day_of(e) > since]
        posts = count_posts(archive.counted, recent)
        older = len(numbered) - len(recent)
        yield TipSection(tip, tuple(listed[:MOST_ENTRIES]), posts, older, len(listed))


def group_by_tip(archive: Archive) -> dict[str, list[Entry]]:
    """Return the poster of each spets, newest first."""
    poster = [
        entry
        for entry in archive.entries
        if is_post(archive, entry)
        and entry.kind.role != "statistik"
        and archive.day_of(entry) <= archive.today
    ]
    return gather(
        (tip.name, entry)
        for entry in sorted(poster, key=archive.day_of, reverse=True)
        for tip in tips_of(archive, entry)
    )


def tips_of(archive: Archive, entry: Entry) -> tuple[Tip, ...]:
    """Return the spetsar an entry touches: its own, or else its problem type's."""
    if entry.own_tips or entry.problem_type is None:
        return entry.own_tips
    named = (archive.mall.find(Tip, word) for word in entry.problem_type.tips)
    return tuple(tip for tip in named if tip)


def find_factors(build: Build) -> Iterator[ContextRow]:
    """Yield every kontext with its factors; the same words from several stand once."""
    told: dict[tuple[str, bool], dict[str, list[tuple[str, Link]]]] = defaultdict(dict)
    for _, link, factors in sorted(tell_factors(build), key=lambda row: row[0], reverse=True):
        for factor in factors:
            words = told[factor.context.name, factor.risk is not None]
            words.setdefault(factor.text.casefold(), []).append((factor.text, link))
    for context in build.archive.mall.contexts:
        yield ContextRow(
            context, join_told(told[context.name, True]), join_told(told[context.name, False])
        )


def tell_factors(build: Build) -> Iterator[tuple[date, Link, tuple[Factor, ...]]]:
    """Yield the day, link and factors of every entry that stands and every redovisning."""
    archive = build.archive
    for entry in archive.entries:
        if entry.stands and entry.factors:
            day = archive.day_of(entry)
            yield day, build.link(entry, say_short_day(day)), entry.factors
    for account in archive.accounts:
        decision = archive.decision.get(account.decision_id)
        if decision and account.factors:
            page = build.link(decision, f"redovisning {say_short_day(account.day)}")
            yield account.day, Link(f"{page.address}#_faktorer", page.title), account.factors


def join_told(words: dict[str, list[tuple[str, Link]]]) -> tuple[ToldFactor, ...]:
    """Return each factor once, as the newest teller wrote it."""
    return tuple(
        ToldFactor(found[0][0], tuple(dict.fromkeys(link for _, link in found)))
        for found in words.values()
    )


def find_levels(build: Build, since: date) -> Iterator[LevelSection]:
    """Yield every preventionsnivå with its åtgärder, those left to do first."""
    archive = build.archive
    told = follow_actions(build.chain, archive.actions.values(), archive.today)
    by_level = gather((row[0].action.level.name, row) for row in told if row[0].action.level)
    for level in archive.mall.prevention_levels:
        rows = sort_followed(by_level.get(level.name, ()))
        unfinished = [row for row in rows if row[1].is_open]
        ended = rows[len(unfinished) :]
        hidden = max(len(ended) - MOST_ENDED, 0)
        days = [archive.day_of(placed.record) for placed, _ in rows]
        recent = sum(since < day <= archive.today for day in days)
        older = sum(day <= since for day in days)
        listed = tuple(ended[:MOST_ENDED])
        yield LevelSection(level, tuple(unfinished), listed, hidden, recent, older)


def describe_star(sections: list[TipSection]) -> str:
    """Name the spets that most poster on problems touch in twelve months, and those that none does."""
    counted = [section for section in sections if section.recent]
    if not counted:
        return "Ingen post från de senaste tolv månaderna rör någon av stjärnans spetsar."
    top = max(section.posts.problems for section in counted)
    if not top:
        return "Alla poster från de senaste tolv månaderna som rör en spets är positiva."
    most = [section for section in counted if section.posts.problems == top]
    lead = f"Flest poster om problem de senaste tolv månaderna rör spetsarna {join_names(s.tip.name for s in most)}."
    if len(most) == len(sections) > 1:
        return "Lika många poster om problem de senaste tolv månaderna rör varje spets."
    if len(most) == 1:
        told = say_count(top, "post", "poster")
        lead = f"Flest poster om problem rör spetsen {most[0].tip.name}: {told} de senaste tolv månaderna."
        if good := most[0].posts.positive:
            lead += (
                f" {capitalize(say_count(good, 'positiv post', 'positiva poster'))} rör den också."
            )
    empty = [section.tip.name for section in sections if not section.recent]
    return f"{lead} Ingen post från den tiden rör {' eller '.join(empty)}." if empty else lead
