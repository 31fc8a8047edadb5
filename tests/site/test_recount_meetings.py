"""Every number of meetings and monthly reports against a count of the raw files.

Pages and downloads are read by the heads of their tables and by a few sentences.
"""

from __future__ import annotations

import re

import pytest

from tests.site.checking import SILENT, Check, find_phrase, pages_below, text_of
from tests.site.raw import WAITING, Meeting, Raw
from tests.site.reading import Document, Tree
from tests.site.tables import (
    MONTHS,
    Table,
    day_of_label,
    find_table,
    month_of,
    number_of,
    read_download,
    read_tables,
)

EVERY_AREA = "Alla"
WITHOUT_AREA = "Utan område"
WITHOUT_PLACE = "Utan plats"


@pytest.fixture
def check(raw: Raw) -> Check:
    return Check(raw)


def test_meetings(site_tree: Tree, raw: Raw, check: Check) -> None:
    for name, page in pages_below(site_tree, "moten"):
        meeting = raw.meetings[name]
        downloads = {path for path in site_tree.files if path.startswith(f"moten/{name}-")}
        if meeting.is_off:
            check.same(name, "nedladdningar", downloads, set())
            continue
        matrix = find_table(page, "Organisation")
        assert matrix, name
        download = read_download(site_tree.folder / f"moten/{name}-organisationer.csv")
        check_matrix(check, meeting, matrix, download)
        if meeting.is_held:
            check_meeting(check, meeting, page)
            check_board(check, page, f"meeting:{name}")
            types = [table for table in read_tables(page) if table.corner == "Problemtyp"]
            file = site_tree.folder / f"moten/{name}-problemtyper.csv"
            check.same(name, "tabell över problemtyper", len(types), int(file.exists()))
            for table in (*types, *map(read_download, [file] if types else [])):
                check_types(check, meeting, table)
    check.finish(5000)


def check_matrix(check: Check, meeting: Meeting, page: Table, download: Table) -> None:
    """Who told what, on the page and in its download: poster, or in words why there are none."""
    raw = check.raw
    turned = [(area, organisation, words) for organisation, area, words in page.cells]
    for area, organisation, words in (*turned, *download.cells):
        did = raw.reporting(meeting.id, organisation)
        names = {"meeting": meeting.id, "area": area, "organisation": organisation}
        if did in ("har rapporterat", "inget att rapportera"):
            standing = "post" if meeting.is_held else WAITING
            check.same(meeting.id, "matris", number_of(words), raw.standing(standing, **names))
        else:
            late = " än" if did == SILENT and not meeting.is_held else ""
            check.same(meeting.id, f"ord {organisation}", words, f"{did}{late}")
    shown = {name for name, _ in page.rows}
    expected = {
        row["namn"] for row in raw.rows("organisationer") if raw.reporting(meeting.id, row["namn"])
    }
    check.same(meeting.id, "organisationer", shown, expected)
    check.same(meeting.id, "nedladdning", {*download.heads}, expected)


def check_board(check: Check, page: Document, where: str) -> None:
    """Every number of lägestavlan by the key it has: an område in a month or at a meeting."""
    assert page.article
    areas = {row["slug"]: row["namn"] for row in check.raw.rows("områden")}
    found = 0
    for key, element in page.article.keyed():
        unit, when, *rest = key.split("/")
        said = element.attributes.get("data-value", element.text)
        value = number_of(said)
        if unit != "händelser" or len(rest) != 1 or not rest[0].startswith("omrade:"):
            continue
        area = areas.get(rest[0].removeprefix("omrade:"))
        if area is None or when == "post":
            continue
        found += 1
        if len(when) == len("2026-11-26"):
            told = any(entry.meeting == when for entry in check.raw.entries)
            right = check.raw.händelser(meeting=when, area=area) if told else None
        else:
            told = bool(check.raw.months.get(when))
            right = check.raw.händelser(month=when, area=area) if told else None
        check.same(where, f"händelser {when} {area}", value, right)
    check.same(where, "tavlan", found > 0, True)


def check_meeting(check: Check, meeting: Meeting, page: Document) -> None:
    """What a held meeting's page says in words, and its table of problem types."""
    raw, words = check.raw, text_of(page)
    told = find_phrase(words, r"Mötet tog upp (.*?post(?:er)?(?:, varav \w+ positiva?)?)[.]")
    new = find_phrase(words, r"(\w+ nya? post(?:er)?(?:, varav \w+ positiva?)?) ")
    for said in (told, new):
        if said and not said.lower().startswith("inga"):
            check.same(meeting.id, "i ord", number_of(said), raw.poster(meeting=meeting.id))
            good = find_phrase(said, r"varav (\w+) positiv")
            right = raw.positiva(meeting=meeting.id)
            check.same(meeting.id, "positiva i ord", number_of(good) if good else 0, right)
    organisations = [row["namn"] for row in raw.rows("organisationer")]
    wrote = sum(raw.reporting(meeting.id, name) == "har rapporterat" for name in organisations)
    said = find_phrase(words, r"(\w+) organisation(?:er)? har lämnat poster")
    check.same(meeting.id, "har lämnat poster", number_of(said), wrote)


def check_types(check: Check, meeting: Meeting, table: Table) -> None:
    """The händelser of each problem type at a meeting, and at the six before it that were told any."""
    raw = check.raw
    before = [m for m in raw.held if m.day < meeting.day and is_told(raw, m)][-6:]
    for problem, head, cell in table.cells:
        earlier = [raw.händelser(meeting=m.id, problem=problem) for m in before]
        if head == table.heads[0]:
            check.händelser(meeting.id, cell, meeting=meeting.id, problem=problem)
        elif head in ("Lägst", "Högst"):
            right = min(earlier) if head == "Lägst" else max(earlier)
            check.same(meeting.id, head, number_of(cell), right)
        else:
            mean = float(cell.replace(",", "."))
            check.same(meeting.id, "snitt", abs(mean - sum(earlier) / len(earlier)) <= 0.05, True)


def is_told(raw: Raw, meeting: Meeting) -> bool:
    """Whether anybody reported to a meeting."""
    return any(entry.meeting == meeting.id for entry in raw.entries)


def month_heads(month: str) -> tuple[str, ...]:
    """The heads of columns that are single months: those of this year and the two before."""
    years = range(int(month[:4]) - 2, int(month[:4]) + 1)
    return tuple(f"{name} {year}" for name in MONTHS for year in years)


def check_sum(check: Check, month: str, name: str, head: str, words: str) -> None:
    """A sum over the year so far or over twelve months; it is missing with any of its months."""
    year, number = int(month[:4]), int(month[5:])
    months = [f"{y}-{m:02}" for y in (year - 2, year - 1, year) for m in range(1, 13)]
    last = months.index(month) + 1
    spans = {
        "Hittills": months[last - number : last],
        "Samma": months[last - 12 - number : last - 12],
        "Senaste": months[last - 12 : last],
        "12": months[last - 24 : last - 12],
    }
    wanted = spans[head.split()[0]]
    area = {} if name == EVERY_AREA else {"area": None if name == WITHOUT_AREA else name}
    if all(found in check.raw.months for found in wanted):
        check.händelser(month, words, month=set(wanted), **area)
    else:
        check.same(month, head, words, "inget underlag")


CORRECTED = {"2026-10"}


def test_reports(site_tree: Tree, raw: Raw, check: Check) -> None:
    for month, page in pages_below(site_tree, "rapporter"):
        # An earlier edition has a page of its own.
        if month in raw.months and raw.months[month] and month not in CORRECTED:
            check_report(check, site_tree, month, page)
    check.finish(5000)


@pytest.mark.parametrize("month", sorted(CORRECTED))
def test_a_corrected_report_differs_only_as_its_page_says(
    month: str, site_tree: Tree, raw: Raw, check: Check
) -> None:
    """What was sent stays: each number that differs is one that the page tells, sent and today."""
    page = site_tree.documents[f"rapporter/{month}.html"]
    check_report(check, site_tree, month, page)
    told = find_table(page, "Tal", "Sänt", "I dag")
    assert told
    pairs = {(number_of(row["Sänt"]), number_of(row["I dag"])) for _, row in told.rows}
    differing = [re.search(r" (\S+), but (\S+)$", line) for line in check.differing]
    assert differing
    assert {(int(found[1]), int(found[2])) for found in differing if found} <= pairs, (
        check.differing
    )
    assert all(differing), check.differing


def check_report(check: Check, site_tree: Tree, month: str, page: Document) -> None:
    """Every number of a report's page and downloads."""
    raw, files = check.raw, site_tree.folder / "rapporter"
    for table in read_tables(page):
        check_report_table(check, month, table)
    for name in ("omraden", "manader", "platser", "tider", "rapportering"):
        file = files / f"{month}-{name}.csv"
        # A month whose days nobody knows has no table of times.
        if name != "tider" or file.exists():
            check_report_table(check, month, read_download(file), page=False)
    said = find_phrase(text_of(page), r"Rapporten bygger på (.*?) från \w+ möte")
    check.same(month, "bygger på", number_of(said), raw.poster(month=month))
    check_board(check, page, month)
    check_numbers(check, month, read_download(files / f"{month}-tal.csv"))


def check_numbers(check: Check, month: str, table: Table) -> None:
    """Every number of a report by its key, against the raw files, where the key says what it counts."""
    raw = check.raw
    areas = {row["slug"]: row["namn"] for row in raw.rows("områden")}
    places = {row["slug"]: row["namn"] for row in raw.rows("platser")}
    for key, row in table.rows:
        unit, when, *rest = key.split("/")
        names: dict[str, object] = {}
        if unit not in ("poster", "händelser") or when == "post" or len(rest) > 1:
            continue
        what, _, slug = rest[0].partition(":") if rest else ("", "", "")
        if what == "omrade":
            names["area"] = areas.get(slug)
        elif what == "plats":
            names["place"] = places.get(slug)
        elif what:
            continue
        if unit == "poster":
            right = raw.poster(month=when, **names)
        else:
            right = raw.händelser(month=when, **names)
        if not raw.months.get(when):
            check.same(month, key, number_of(row["tal"]), None)
        else:
            check.same(month, key, number_of(row["tal"]), right)


def check_report_table(check: Check, month: str, table: Table, *, page: bool = True) -> None:
    """One table of a report or its download, told by the heads of its rows and columns."""
    is_area = table.corner == "Område"
    for name, head, words in table.cells:
        area = {} if name == EVERY_AREA else {"area": None if name == WITHOUT_AREA else name}
        if is_area and "Trend" in table.heads:
            if " " in head and head.split()[0] != "Nivå":
                check.in_month("poster", month, words, month_of(head), **area)
        elif is_area and not head.endswith(month_heads(month)):
            check_sum(check, month, name, head, words)
        elif is_area:
            check.in_month("händelser", month, words, month_of(head), **area)
        elif table.corner == "Månad" and head in check.raw.area_of.values():
            shown = words.split(" väntat")[0]
            check.in_month("händelser", month, shown, month_of(name), area=head)
        elif table.corner == "Tid" and head != "Postens nummer":
            check.in_month("händelser", month, words, month_of(head), time=name)
        elif table.corner == "Plats" and "När" not in table.heads and head != "Postens nummer":
            place = None if name == WITHOUT_PLACE else name
            if page:
                check.in_month("poster", month, words, month_of(head), place=place)
            elif check.raw.months.get(month_of(head)):
                right = check.raw.poster(month=month_of(head), place=place)
                check.same(month, f"poster {place}", number_of(words), right)
        elif table.corner == "Organisation":
            meeting = next(m for m in check.raw.held if str(m.day) == day_of_label(head))
            did = check.raw.reporting(meeting.id, name)
            right = {"har rapporterat": "rapporterat", "": "behövde inte rapportera"}.get(did, did)
            check.same(month, f"{name} {head}", words.split("\ufe0e ")[-1], right)
