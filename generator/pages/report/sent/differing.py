"""Numbers that were sent and are others today: which they are, by their keys, and what they are called."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.analysis import UNKNOWN_TIME, Amount
from generator.article.addresses import slug_of
from generator.article.values import Article, numbers_of
from generator.pages.shared.columns import Column
from generator.records import Archive, Mall, Report, TimeOfDay
from generator.records import Row as MallRow
from generator.swedish import capitalize, decapitalize, say_count

NO_NUMBER = "inget tal"
NONE = Amount(0)
APART = "/problemtyp:"


@dataclass(frozen=True, slots=True)
class Differing:
    """A number that was sent and is another today; `now` is None where there is none any more."""

    key: str
    unit: str
    sent: Amount
    now: Amount | None


def compare(sent: Article, today: Article, *, has_all_places: bool) -> list[Differing]:
    """Return the numbers of what was sent that are others today, by their keys alone.

    A table that `has_all_places` with a post has 0 for a plats that is not in it.

    A number whose kind nobody counts today cannot be held against anything, and each känslig problemtyp
    is a kind of its own. One that was missing when it was sent, and is not told of today, is no other. Of such the class is what was sent; of other numbers that are missing the words
    for why may be others.
    """
    then = {number.key: number for number in numbers_of(sent)}
    now = {number.key: number.amount for number in numbers_of(today)}
    if has_all_places:
        now |= {key: NONE for key in then if is_place_without_post(key, now)}
    families = {family_of(key) for key in now}
    return [
        Differing(key, number.unit, number.amount, now.get(key))
        for key, number in then.items()
        if key in now
        or (number.amount.value is not None and APART not in key and family_of(key) in families)
        if key not in now or is_other(key, number.amount, now[key])
    ]


def is_place_without_post(key: str, now: Mapping[str, Amount]) -> bool:
    """Say whether a number is of a plats that no post of a month is about, where the month has a number."""
    whole, mark, _ = key.partition("/plats:")
    return bool(mark) and key not in now and whole in now and now[whole].value is not None


def shows_all_places(archive: Archive) -> bool:
    """Say whether a reader's tables have all platser with a post: few händelser take one away for all."""
    return archive.reader != archive.mall.distributions[-1]


def find_new_places(
    archive: Archive, report: Report, sent: Article, today: Article
) -> Iterator[Differing]:
    """Yield the numbers of platser that had no post when the report was sent, and have today.

    A table has all platser with a post, but for `shows_all_places`.
    """
    has_all = shows_all_places(archive)
    then = {number.key for number in numbers_of(sent)}
    for number in numbers_of(today):
        is_own = number.key.startswith(f"poster/{report.id}/plats:")
        if is_own and number.key not in then and number.amount.value and has_all:
            yield Differing(number.key, number.unit, NONE, number.amount)


def is_other(key: str, sent: Amount, now: Amount) -> bool:
    """Say whether a number of today is another than what was sent."""
    return sent != now if APART in key else sent.value != now.value


def family_of(key: str) -> str:
    """Return what a number's key has in common with those of other parts of the same whole."""
    unit, about, *rest = key.split("/")
    if about == "post":
        return f"{unit}/{about}"
    return "/".join((unit, about, *(part.partition(":")[0] for part in rest)))


def say_numbers(archive: Archive, differing: Sequence[Differing], most: int) -> str:
    """Write `Händelser i oktober 2026: sänt 1, skulle bli 3`, the sums before their parts."""
    ordered = sorted(differing, key=lambda row: row.key.count("/"))
    told = [
        f"{name_key(archive, row.key)}: sänt {row.sent}, skulle bli {row.now or NO_NUMBER}"
        for row in ordered[:most]
    ]
    more = len(ordered) - most
    rest = f"; och {say_count(more, 'tal', 'tal', neuter=True)} till" if more > 0 else ""
    return f"{capitalize('; '.join(told))}{rest}." if told else ""


def name_key(archive: Archive, key: str, taken: Collection[str] = ()) -> str:
    """Say what a number counts: `händelser i november 2026, ANDT`, or `händelser, hittills 2026`.

    Of an entry that is not there, or is `taken` out, no word is told: its id has those of its heading.
    """
    unit, about, *rest = key.split("/", 2) if "/post/" in key else key.split("/")
    if about == "post":
        entry = archive.entry.get(rest[0])
        if rest[0] in taken or (entry and entry.removed):
            return f"{unit} i en post som har tagits bort"
        return (
            f"{unit} i posten ”{entry.title}”"
            if entry
            else f"{unit} i en post som inte visas i dag"
        )
    is_sum = any(":" not in part for part in rest) and unit != "åtgärder"
    when = unit if is_sum else f"{unit} {say_time(archive, about)}"
    return ", ".join((when, *(name_part(archive.mall, part) for part in rest)))


def say_time(archive: Archive, about: str) -> str:
    """Say when what a key is about was: `i november 2026`, `i rapporten för november 2026`, `under 2026`."""
    if about.isdigit():
        return f"under {about}"
    return Column(about, archive.report.get(about)).told if about[:4].isdigit() else f"i {about}"


def name_part(mall: Mall, part: str) -> str:
    """Return what a part of a key names: a row of the mall, or words."""
    sort, mark, slug = part.partition(":")
    rows: Sequence[MallRow] = {
        "omrade": mall.areas,
        "plats": mall.places,
        "tid": mall.rows(TimeOfDay),
        "problemtyp": mall.problem_types,
    }.get(sort, ())
    names = {slug_of(getattr(row, "slug", row.name)): row.name for row in rows}
    names |= {"utan": "utan område", slug_of(UNKNOWN_TIME): UNKNOWN_TIME}
    return names.get(slug, slug) if mark else decapitalize(part)
