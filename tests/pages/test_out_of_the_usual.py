"""Meetings called off, entries that no longer stand, områden that have ended: nothing is lost."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.pages.base.build import Build
from generator.pages.base.page import Page
from generator.pages.base.reading import plain_text
from generator.pages.site import BUILDERS
from generator.records import Archive, load_archive
from tests.article.composed import Composed, table_of
from tests.fixed import read_once

pytestmark = pytest.mark.slow

ArchiveWith = Callable[..., Path]
SMALL = Path(__file__).resolve().parents[1] / "archives/small"
OFF = "---\ninställt: {skäl: För få kunde komma}\n---\n"
HELD = "---\nnärvaro: {Polisen: närvarande}\nKEYS---\n"
POST = """---
organisation: Fastighetsbolaget
problemtyp: Skadegörelse
plats: Norra skolan
datum: DAY
KEYS---
# TITLE
Ett fönster har krossats.
"""
REPORTED = "entries/2026-09-17/fastighet-fonster.md"
FOLLOWING = "entries/2026-10-15/fastighet-fonster.md"


def post(day: str, title: str, keys: str = "") -> str:
    return POST.replace("DAY", day).replace("TITLE", title).replace("KEYS", keys)


def read(path: str) -> str:
    return (SMALL / path).read_text("utf-8")


def build_pages(root: Path) -> dict[str, Page]:
    return write_pages(read_once(root))


def write_pages(archive: Archive | None) -> dict[str, Page]:
    assert archive
    build = Build(archive, {})
    return {page.address: page for builder in BUILDERS for page in builder(build)}


def dead_links(pages: dict[str, Page]) -> Iterator[tuple[str, str]]:
    """Yield the links that lead to no id, of those to a part of a page."""
    for page in pages.values():
        for href in re.findall(r'href="([^":]*#[^"]+)"', page.html):
            path, _, anchor = href.partition("#")
            folder = posixpath.dirname(page.address)
            target = posixpath.normpath(posixpath.join(folder, path)) if path else page.address
            if f'id="{anchor}"' not in pages[target].html:
                yield page.address, href


def test_entries_of_a_meeting_called_off_wait_on_its_page(archive_with: ArchiveWith) -> None:
    keys = "åtgärder: [{vad: Byt lampan, ansvarig: Skolan}]\nfortsätter: 2026-10-15/fastighet-fonster\n"
    entry = post("2026-11-01", "Lampa sönder", keys)
    files = {"entries/2026-11-12/index.md": OFF, "entries/2026-11-12/fastighet-lampa.md": entry}
    pages = build_pages(archive_with(files=files))
    page = pages["moten/2026-11-12.html"].html
    waiting = page.partition("Poster som väntar på nästa möte")[2]
    for anchor in ("fastighet-lampa", "skolan-skyltsondag", "_fastighet-lampa-1"):
        assert f'id="{anchor}"' in waiting
    assert "togs upp på nästa möte" not in page
    assert list(dead_links(pages)) == []


def test_they_are_moved_when_another_meeting_took_them_up(archive_with: ArchiveWith) -> None:
    held = HELD.replace("KEYS", "hölls: 2026-11-13\n")
    files = {"entries/2026-10-15/index.md": OFF, "entries/2026-11-12/index.md": held}
    files["decisions/2026-11-05-kartlaggning-norra-skolan.md"] = re.sub(
        "svar på.*\n", "", read("decisions/2026-11-05-kartlaggning-norra-skolan.md")
    )
    files["entries/rapporter/2026-10.md"] = "---\nmottagare: [Lokala BRÅ]\n---\n"
    pages = build_pages(archive_with(files=files))
    page = pages["moten/2026-10-15.html"].html
    assert "Det som skrevs togs upp vid nästa möte som hölls." in page
    assert "Poster som väntar" not in page
    assert list(dead_links(pages)) == []
    # The meeting planned for the 12th was held on the 13th, and is called by that day.
    first = plain_text(pages["moten/2026-09-17.html"].html)
    assert "Senare: 13 nov: Tre nya fönster krossade vid skolan" in first


def test_a_meeting_moved_is_called_by_the_day_it_was_held(archive_with: ArchiveWith) -> None:
    pages = build_pages(archive_with())
    assert "Senare: 16 okt: Tre nya" in plain_text(pages["moten/2026-09-17.html"].html)
    decision = pages["beslut/2026-11-05-kartlaggning-norra-skolan.html"]
    assert "Fastighetsbolaget 16 okt 2026" in plain_text(decision.html)
    keys = "åtgärder: [{vad: Byt lampan, ansvarig: Skolan}]\n"
    files = {"entries/2026-10-15/fastighet-lampa.md": post("2026-10-10", "Lampa sönder", keys)}
    actions = build_pages(archive_with(files=files))["atgarder.html"]
    assert "Lampa sönder, 16 okt 2026" in plain_text(actions.html)


def test_nothing_to_report_is_told_in_full(archive_with: ArchiveWith) -> None:
    head = "---\norganisation: Småby kommun\nslag: Inget att rapportera\n---\n"
    brief = head + "Vi har frågat alla.\n\nIngen har sett något.\n"
    titled = head.replace("Småby kommun", "Fastighetsbolaget") + "# Lugnt\n\nLugnt i alla hus.\n"
    files = {
        "entries/2026-09-17/kommunen-inget.md": brief,
        "entries/2026-11-12/fastighet-inget.md": titled,
        "entries/2026-11-12/index.md": HELD.replace("KEYS", ""),
    }
    pages = build_pages(archive_with(files=files))
    words = plain_text(pages["moten/2026-09-17.html"].html)
    assert "Vi har frågat alla." in words
    assert "Ingen har sett något." in words
    page = pages["moten/2026-11-12.html"].html
    assert 'id="_t_fastighet-inget"><span>Lugnt</span>' in page
    assert page.count('id="fastighet-inget"') == 1


def test_an_area_that_has_ended_is_shown_where_it_has_entries(archive_with: ArchiveWith) -> None:
    """`check` calls it fel, but nothing is to be lost if the mall is changed afterwards."""
    mall = read("entries/mall.yml").replace("slug: vald\n", "slug: vald\n    till: 2026-12-01\n")
    entry = post("2026-11-01", "Bråk").replace("Skadegörelse", "Misshandel eller bråk")
    files = {
        "entries/mall.yml": mall,
        "entries/2026-11-12/index.md": OFF,
        "entries/2026-11-12/fastighet-brak.md": entry,
        "entries/2027-01-07/index.md": HELD.replace("KEYS", ""),
    }
    pages = write_pages(load_archive(archive_with(files=files)).archive)
    page = pages["moten/2027-01-07.html"].html
    assert 'id="_vald"' in page
    assert 'id="_2026-11-12-fastighet-brak"' in page
    assert 'id="_lage-vald"' in pages["rapporter/2027-01.html"].html
    assert list(dead_links(pages)) == []


@pytest.mark.parametrize(("keys", "words"), [
    ("struken: {datum: 2026-10-20, skäl: Fel hus, av: Polisen}\n", "Sätt upp belysning vid gaveln (i en struken post)"),
    ("REMOVED", "2026-09-17/fastighet-fonster#1 (i en borttagen post)"),
    ("DISPOSED", "2026-09-17/fastighet-fonster#1 (gallrad)"),
])  # fmt: skip
def test_why_a_followed_up_action_no_longer_stands(
    archive_with: ArchiveWith, keys: str, words: str
) -> None:
    removed = "avlägsnad: {datum: 2026-10-20, skäl: sekretess, beslut: KS 2026/1, av: Polisen}"
    disposed = (
        "gallrat: [{id: 2026-09-17/fastighet-fonster, datum: 2026-10-20, beslut: KS 2026/1}]\n"
    )
    following = re.sub("fortsätter.*\n", "", read(FOLLOWING))
    files = {FOLLOWING: following}
    if keys == "REMOVED":
        files[REPORTED] = f"---\norganisation: Fastighetsbolaget\n{removed}\n---\n"
    elif keys != "DISPOSED":
        files[REPORTED] = read(REPORTED).replace("---\n#", f"{keys}---\n#")
    root = archive_with(files=files)
    if keys == "DISPOSED":
        (root / REPORTED).unlink()
        (root / "entries/gallrat.yml").write_text(disposed, "utf-8")
    page = build_pages(root)["moten/2026-10-15.html"]
    assert f"Följer upp: {words}" in plain_text(page.html)


def test_a_corrected_report_is_a_new_version(archive_with: ArchiveWith) -> None:
    assert "Version1" in plain_text(build_pages(archive_with())["rapporter/2026-10.html"].html)
    row = "{datum: DAY, fält: antal, stod: 4, ska stå: 3, skäl: Fel, av: Skolan}"
    days = ("2026-10-20", "2026-11-03", "2026-11-04", "2026-11-04")
    rows = "".join(f"  - {row.replace('DAY', day)}\n" for day in days)
    keys = f"rättelser:\n{rows}---\n#"
    entry = read(FOLLOWING).replace("---\n#", keys)
    pages = build_pages(archive_with(files={FOLLOWING: entry}))
    report = pages["rapporter/2026-10.html"].html
    assert "Version3, rättad 3 nov 2026 och 4 nov 2026" in plain_text(report)
    for day in ("2026-11-03", "2026-11-04"):
        assert report.count(f'href="#_andrad-{day}"') == report.count(f'id="_andrad-{day}"') == 1
    assert "Versionutkast" in plain_text(pages["rapporter/2026-09.html"].html)


def test_a_month_without_a_meeting_shows_its_files_head(archive_with: ArchiveWith) -> None:
    file = "---\ndiarienummer: KS 2026/60\nupprättad: {datum: 2026-11-10, av: Säkerhetschef}\n---\nInget möte hölls.\n"
    files = {"entries/2026-11-12/index.md": OFF, "entries/rapporter/2026-11.md": file}
    words = plain_text(build_pages(archive_with(files=files))["rapporter/2026-11.html"].html)
    for found in (
        "Möteninget möte",
        "DiarienummerKS 2026/60",
        "Upprättad10 november 2026",
        "Inget möte hölls.",
    ):
        assert found in words


def test_places_and_times_are_compared_with_the_year_before(archive_with: ArchiveWith) -> None:
    report = Composed(read_once(archive_with())).articles["2026-10"]
    for caption in ("Poster per plats", "Händelser per tid på dygnet"):
        table = table_of(report, caption)
        # The archive has nothing of October the year before.
        assert table.columns[1:] == ("okt 2026", "sep 2026", "Postens nummer")


# The plan has no such days; the coordinator has moved two meetings over the turn of the year.
LATE = "---\nhölls: 2027-01-04\nnärvaro: {Polisen: närvarande}\n---\nAnteckningar.\n"
EARLY = "---\nhölls: 2027-12-30\nnärvaro: {Polisen: närvarande}\n---\nAnteckningar.\n"


def test_a_meeting_stands_in_the_year_it_was_planned_for(archive_with: ArchiveWith) -> None:
    entry = post("2026-12-29", "Ruta krossad")
    files = {
        "entries/2026-11-12/index.md": OFF,
        "entries/2026-12-31/index.md": LATE,
        "entries/2026-12-31/fastighet-ruta.md": entry,
        "entries/2028-01-06/index.md": EARLY,
    }
    pages = build_pages(archive_with(files=files))
    for page in pages.values():
        for year in re.findall(r'href="[./]*moten/(\d{4})\.html"', page.html):
            assert f"moten/{year}.html" in pages, page.address
    coverage = pages["vem-har-rapporterat.html"].html.replace("\xa0", " ")
    assert re.findall(r'<h2 id="_(\d{4})">', coverage) == ["2028", "2026"]
    # A day of another year than the heading says its year.
    assert ">4 jan 2027</a>" in coverage
    assert ">30 dec 2027</a>" in coverage
    (years,) = re.findall(r"<dt>År</dt><dd><ul>(.*?)</ul>", pages["sok.html"].html)
    assert re.findall(r"moten/(\d+)\.html", years) == ["2028", "2026"]
    for address in ("platser/norra-skolan.html", "organisationer/fastighetsbolaget.html"):
        assert ">4 jan 2027" in pages[address].html.replace("\xa0", " "), address


def test_an_empty_archive_is_not_read_on_a_day_to_come() -> None:
    """Its own day would be that of the first meeting planned, which nobody has held."""
    build = Build(read_once(SMALL.parent / "empty"), {})
    words = {page.address: plain_text(page.html) for each in BUILDERS for page in each(build)}
    assert not [address for address, said in words.items() if "Läget per" in said]
    assert "Inget uppdrag och ingen åtgärd är försenad." in words["index.html"]
