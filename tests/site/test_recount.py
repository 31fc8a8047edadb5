"""Every number of the pages over the whole archive, and who has reported, against the raw files.

Each number is held against `raw.py` by what it counts, so that no two pages can give two numbers
for the same thing. Pages are read by the heads of their tables and by a few sentences.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.site.checking import (
    SILENT,
    Check,
    column,
    find_phrase,
    names_of,
    pages_below,
    text_of,
)
from tests.site.raw import UNCONFIRMED, UPCOMING, WAITING, Raw
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

EVERY_TYPE = "Alla"


@pytest.fixture
def check(raw: Raw) -> Check:
    return Check(raw)


def test_areas(site_tree: Tree, raw: Raw, check: Check) -> None:
    areas = names_of(raw, "områden")
    index = find_table(site_tree.documents["omraden/index.html"], "Område", "Poster")
    assert index
    for slug, page in pages_below(site_tree, "omraden"):
        area = areas[slug]
        check.poster("omraden/index", column(index, area, "Poster"), area=area)
        for table in read_tables(page):
            check_area_table(check, area, table)
        for name in ("manader", "problemtyper"):
            file = site_tree.folder / f"omraden/{slug}-{name}.csv"
            check_area_table(check, area, read_download(file))
    check.finish(700)


# How many tell of what is to come.
AHEAD = r"\b((?!post)\w+) (?:post(?:er)? )?om något kommande"


def check_area_table(check: Check, area: str, table: Table) -> None:
    """One table of an område's page, or its download."""
    raw = check.raw
    for name, head, words in table.cells:
        problem = {} if name == EVERY_TYPE else {"problem": name}
        if table.corner == "Problemtyp" and head == "Poster":
            check.poster(area, words, area=area, **problem)
        elif table.corner == "Problemtyp" and head == "Händelser":
            check.händelser(area, words, area=area, **problem)
        elif table.corner == "Problemtyp" and head == "Senaste 12 månaderna":
            months = set(list(raw.months)[-12:])
            check.händelser(area, words, area=area, month=months, **problem)
        elif table.corner == "Månad" and head == "Händelser":
            check.in_month("händelser", area, words, month_of(name), area=area)
        elif table.corner == "Möte" and head == "Poster":
            meeting = next(m for m in raw.meetings.values() if str(m.day) == day_of_label(name))
            if meeting.is_held:
                check.poster(area, words, meeting=meeting.id, area=area)
            elif not meeting.is_off:
                waiting = raw.standing(WAITING, meeting=meeting.id, area=area)
                check.same(area, "väntar", number_of(words) or 0, waiting)


def test_places(site_tree: Tree, raw: Raw, check: Check) -> None:
    places = names_of(raw, "platser")
    index = find_table(site_tree.documents["platser/index.html"], "Plats", "Poster")
    assert index
    for slug, page in pages_below(site_tree, "platser"):
        place = places[slug]
        check.poster("platser/index", column(index, place, "Poster"), place=place)
        year = column(index, place, "Händelser på 12 månader")
        check.händelser("platser/index", year, place=place, month=set(list(raw.months)[-12:]))
        check_place_lead(check, place, text_of(page))
        check_lead_months(check, place, page)
        months = site_tree.folder / f"platser/{slug}-manader.csv"
        downloads = map(read_download, [months] if months.name in page.links else [])
        for table in (*read_tables(page), *downloads):
            check_place_table(check, place, table)
    check_map(check, site_tree)
    check.finish(750)


def check_place_table(check: Check, place: str, table: Table) -> None:
    """One table of a plats's page, or its download."""
    for name, head, words in table.cells:
        if table.corner == "Plats" and head == "Poster":
            check.poster(place, words, place=name)
        elif table.corner == "Månad" and head == "Händelser":
            check.in_month("händelser", place, words, month_of(name), place=place)
        elif table.corner == "Problemtyp" and head in ("Poster", "Händelser"):
            count = check.poster if head == "Poster" else check.händelser
            count(place, words, place=place, **names_problem(name))


def names_problem(name: str) -> dict[str, Any]:
    """What a row of a plats's table of problem types counts."""
    if name == "underlag":
        return {"role": "statistik"}
    if name == "utan problemtyp":
        return {"problem": None, "role": {"händelse", "läge", "positivt"}}
    return {"problem": name}


def check_place_lead(check: Check, place: str, words: str) -> None:
    """The first sentences of a plats's page, and what they say is not counted."""
    raw = check.raw
    own = find_phrase(
        words,
        r"(\w+ (?:positiva? )?post(?:er)?(?:, varav \w+ positiva?,)?) gäller (?:platsen|hela)",
    )
    if not own.startswith("Ingen"):
        check.same(place, "poster i ord", number_of(own), raw.poster(place=place))
    within = find_within(raw, place)
    if sum(raw.poster(place=part) for part in within):
        more = find_phrase(
            words,
            r"(?:Ytterligare )?(\w+)(?: positiva?)? post(?:er)?(?:, varav \w+ positiva?,)? gäller platser",
        )
        check.same(place, "inom", number_of(more), sum(raw.poster(place=part) for part in within))
    for standing, pattern in (
        (UNCONFIRMED, r"finns (?:[^.]* )?(\w+) obekräft\w* (?:och|post)"),
        (UPCOMING, rf"finns (?:[^.]* )?{AHEAD}"),
    ):
        said = find_phrase(words, pattern)
        right = raw.standing(standing, place=place)
        check.same(place, standing, number_of(said) or 0 if said else 0, right)


def check_lead_months(check: Check, place: str, page: Document) -> None:
    """The händelser of the months that a plats's lead names, and that it names none twice."""
    assert page.article
    (lead,) = (p.text for p in page.article.find("p") if p.attributes.get("class") == "lb-lead")
    told = re.findall(r"(\w+)(?: händelser?)?(?: hittills)? i ([a-z]+) (\d{4})(?=[,.])", lead)
    months = [
        f"{year}-{next(n for n, m in enumerate(MONTHS, 1) if name.startswith(m)):02}"
        for _, name, year in told
    ]
    assert len(set(months)) == len(months)
    assert bool(months) == bool(check.raw.poster(place=place)), place
    for (word, _, _), month in zip(told, months, strict=True):
        right = check.raw.händelser(place=place, month=month)
        check.same(place, f"leden {month}", 0 if word.lower() == "inga" else number_of(word), right)


def find_within(raw: Raw, place: str) -> list[str]:
    """The platser that are parts of another, and theirs."""
    parts = [row["namn"] for row in raw.rows("platser") if row.get("del av") == place]
    return [*parts, *(found for part in parts for found in find_within(raw, part))]


def check_map(check: Check, tree: Tree) -> None:
    """The map counts each plats once, over the last twelve months."""
    raw, months = check.raw, set(list(check.raw.months)[-12:])
    table = read_download(tree.folder / "platser/karta.csv")
    total = 0
    for _, row in table.rows:
        places = {*row["Platser som räknas hit"].split(", ")}
        if not places & {"", "ingen"}:
            check.händelser("karta", row["Händelser"], place=places, month=months)
        total += number_of(row["Händelser"]) or 0
    check.same("karta", "alla", total, raw.händelser(month=months))


def test_organisations(site_tree: Tree, raw: Raw, check: Check) -> None:
    organisations = names_of(raw, "organisationer")
    index = find_table(site_tree.documents["organisationer/index.html"], "Organisation", "Poster")
    assert index
    rows = {name.partition(" (")[0]: row for name, row in index.rows}
    for slug, page in pages_below(site_tree, "organisationer"):
        name = organisations[slug]
        check.poster("organisationer/index", rows[name]["Poster"], organisation=name)
        words = text_of(page)
        said = find_phrase(
            words, r"Organisationen har lämnat (.*?post(?:er)?(?:, varav \w+ positiva?)?)\."
        )
        check.same(name, "poster i ord", number_of(said) or 0, raw.poster(organisation=name))
        did = [raw.reporting(meeting.id, name) for meeting in raw.held]
        known = [word for word in did if word]
        answered = sum(word != SILENT for word in known)
        said = find_phrase(words, r"Den har rapporterat till (.*?) möten?\.")
        if known:
            right = [answered] if answered == len(known) else [answered, len(known)]
            check.same(name, "har rapporterat", [number_of(w) for w in said.split(" av ")], right)
    told = sum(raw.poster(organisation=name) > 0 for name in organisations.values())
    said = find_phrase(
        text_of(site_tree.documents["organisationer/index.html"]), r"(\w+) organisationer har"
    )
    check.same("organisationer/index", "har lämnat", number_of(said), told)
    check.finish(40)


def test_who_has_reported(site_tree: Tree, raw: Raw, check: Check) -> None:
    page = site_tree.documents["vem-har-rapporterat.html"]
    assert page.article
    for table in page.article.find("table"):
        heads = [Path(link.attributes["href"]).stem for link in table.find("thead")[0].find("a")]
        for row in table.find("tbody")[0].find("tr"):
            name, total, *cells = (cell.text for cell in row.find("th", "td"))
            did = [
                raw.reporting(meeting, name)
                for meeting in heads
                if not raw.meetings[meeting].is_off
            ]
            told = sum(word not in ("", SILENT) for word in did)
            known = told + sum(word == SILENT for word in did)
            check.same(name, "summa", number_of(total), told)
            if " av " in total:
                check.same(name, "av", number_of(total.split(" av ")[1]), known)
            for meeting, words in zip(heads, cells, strict=True):
                right = raw.reporting(meeting, name) or "behövde inte rapportera"
                right = "inställt möte" if raw.meetings[meeting].is_off else right
                right = "rapporterat" if right == "har rapporterat" else right
                check.same(f"{name} {meeting}", "ord", words.lstrip("✓·()–"), right)
    check.finish(340)


def test_the_star(site_tree: Tree, raw: Raw, check: Check) -> None:
    page = site_tree.documents["stjarnan.html"]
    since = raw.today.replace(year=raw.today.year - 1)
    recent = {m.id for m in raw.held if since < m.day <= raw.today}
    types = {row["namn"]: row for area in raw.rows("områden") for row in area["problemtyper"]}
    table = find_table(page, "Spets eller nivå", "Antal")
    assert table
    for source in (table, read_download(site_tree.folder / "stjarnan.csv")):
        for name, row in source.rows:
            if row["Vad"].startswith("åtgärd"):
                continue
            touching = [
                entry
                for entry in raw.entries
                if entry.standing == "post"
                and entry.meeting in recent
                and entry.role != "statistik"
                if name
                in (
                    entry.lines.get("preventionsstjärnan")
                    or types.get(entry.problem or "", {}).get("preventionsstjärnan", ())
                )
            ]
            check.same("stjärnan", name, number_of(row["Antal"]), len(touching))
            good = sum(entry.role == "positivt" for entry in touching)
            check.same("stjärnan", f"{name} positiva", number_of(row["Varav positiva"]), good)
    check.finish(20)


def test_the_first_page(site_tree: Tree, raw: Raw, check: Check) -> None:
    page = site_tree.documents["index.html"]
    words = text_of(site_tree.documents["om.html"])
    for pattern, right in (
        (r"(\d[\d\s]*)\smöten,", len(raw.held)),
        (r"möten, (\d[\d\s]*)\sposter", raw.poster()),
        (r"varav (\d+) positiva", raw.positiva()),
        (r"och (\d+)\sbeslut sedan", len(list((raw.root / "decisions").glob("*[!g].md")))),
        (r"har lämnats (\w+) gång", raw.standing("inget")),
        (r"(\w+) obekräftad", raw.standing(UNCONFIRMED)),
        (AHEAD, raw.standing(UPCOMING)),
        (r"(\w+) post(?:er)? till räknas först", raw.standing(WAITING)),
    ):
        check.same("index", pattern, number_of(find_phrase(words, pattern)), right)
    for source in (*read_tables(page), read_download(site_tree.folder / "omraden-12-manader.csv")):
        for name, head, cell in source.cells if source.corner == "Månad" else ():
            if head in raw.area_of.values():
                check.in_month(
                    "händelser", "index", cell.split(" väntat")[0], month_of(name), area=head
                )
    check.finish(80)
