"""`lagesbild import polisen`: where each event goes, what is printed, and what is never touched."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from generator.intake.polisen import COUNTY_ALONE

Run = Callable[..., Result]
Change = Callable[[str, str], None]


def event(number: int, kind: str = "Rån", place: str = "Sala", **changes: Any) -> dict[str, Any]:
    """Return a record of the API; every one tells of something else."""
    return {
        "id": number,
        "datetime": "2024-11-05 8:00:00 +01:00",
        "name": f"05 november 02.15, {kind}, {place}",
        "summary": f"Händelse {number}.",
        "url": f"/aktuellt/{number}/",
        "type": kind,
        "location": {"name": place, "gps": "0,0"},
        **changes,
    }


@pytest.fixture
def take_in(archive: Path, lagesbild: Run) -> Callable[..., Result]:
    """Return what imports records with options."""

    def run(records: list[Any], *options: str, place: str = "Sala") -> Result:
        file = archive.parent / "svar.json"
        file.write_text(json.dumps(records), encoding="utf-8")
        return lagesbild("import", "polisen", file, "--place", place, *options)

    return run


def entries(archive: Path) -> list[str]:
    """Return the ids of all entries."""
    files = sorted((archive / "entries").glob("*/*"))
    return [file.relative_to(archive / "entries").as_posix() for file in files]


def assert_adds_up(output: str) -> dict[str, int]:
    """Return the printed groups; together they are all that was read."""
    line = next(line for line in output.splitlines() if line.startswith("Läst "))
    total, sum_of = re.fullmatch(r"Läst (\d+) = (.*)\.", line).groups()  # type: ignore[union-attr]
    groups = {
        word: int(count) for count, word in (part.split(" ", 1) for part in sum_of.split(" + "))
    }
    assert sum(groups.values()) == int(total)
    return groups


def test_every_group_is_printed_and_adds_up(archive: Path, take_in: Run, lagesbild: Run) -> None:
    same = {"summary": "Samma.", "name": "05 november 02.15, Rån, Sala"}
    records = [
        event(12, **same),
        event(9, **same),
        event(2),
        event(3, "Trafikolycka"),
        event(4, "Nytt ord"),
        event(5, "Nytt, ord"),
        event(10, "sammanfattning natt"),
        event(6, place="Köping"),
        event(7, place="Malmö"),
        event(8, name=""),
    ]
    done = take_in(records)
    assert assert_adds_up(done.output) == {
        "skrivna": 3,
        "sammanslagna": 1,
        "utelämnade": 1,
        "annan plats": 2,
        "väntar på svar": 2,
        "oläsliga": 1,
    }
    assert "1 fel:\nsvar.json:1:" in done.output
    assert "8: Händelsen saknar name." in done.output
    assert "och kör om: Nytt ord 1; Nytt, ord 1." in done.output
    assert "Annan plats: Köping 1; Malmö 1." in done.output
    assert "Utelämnade typer: Trafikolycka 1." in done.output
    assert "Samma händelse, en post: 9 (också 12)." in done.output
    assert done.exit_code == 1
    assert entries(archive) == [f"2024-11-14/polisen-{n}.md" for n in (10, 2, 9)]
    night = (archive / "entries/2024-11-14/polisen-10.md").read_text(encoding="utf-8")
    assert "slag: Iakttagelse\n" in night
    assert "antal" not in night
    checked = lagesbild("check")
    assert (checked.exit_code, "3 poster" in checked.output) == (0, True)


def test_the_same_words_another_year_are_another_event(take_in: Run) -> None:
    year_before = event(2, summary="Händelse 1.", datetime="2023-11-05 8:00:00 +01:00")
    assert assert_adds_up(take_in([event(1), year_before]).output)["skrivna"] == 2


def test_nothing_is_overwritten(archive: Path, take_in: Run) -> None:
    assert take_in([event(1), event(2), event(3)]).exit_code == 0
    reviewed, moved = (archive / f"entries/2024-11-14/polisen-{n}.md" for n in (2, 3))
    reviewed.write_text("granskad", encoding="utf-8")
    moved.rename(archive / "entries/2024-11-14/../polisen-3.md")
    (archive / "entries/2024-11-28").mkdir()
    (archive / "entries/polisen-3.md").rename(archive / "entries/2024-11-28/polisen-3.md")
    done = take_in([event(1), event(2), event(3), event(4)])
    assert assert_adds_up(done.output) == {
        "skrivna": 1,
        "sammanslagna": 0,
        "utelämnade": 0,
        "annan plats": 0,
        "fanns redan": 2,
        "fanns redan med annan text": 1,
    }
    assert "inte ändrade: 2024-11-14/polisen-2." in done.output
    assert reviewed.read_text(encoding="utf-8") == "granskad"
    assert done.exit_code == 0
    assert len(entries(archive)) == 4


def test_a_number_that_stands_twice_is_written_once(archive: Path, take_in: Run) -> None:
    done = take_in([event(1), event(1, summary="Uppdaterad.")])
    assert assert_adds_up(done.output)["fanns redan med annan text"] == 1
    assert "Händelse 1." in (archive / "entries/2024-11-14/polisen-1.md").read_text()


def test_each_event_goes_to_the_first_meeting_on_or_after_its_day(
    archive: Path, take_in: Run, change_mall: Change
) -> None:
    change_mall("dagar emellan: 14}", "dagar emellan: 14, utom: [2024-11-28]}")
    days = {1: "14 november", 2: "15 november", 3: "12 december"}
    late = {"datetime": "2024-12-20 8:00:00 +01:00"}
    take_in([event(n, name=f"{day} 12.00, Rån", **late) for n, day in days.items()])
    assert entries(archive) == [
        "2024-11-14/polisen-1.md",
        "2024-12-12/polisen-2.md",
        "2024-12-12/polisen-3.md",
    ]


def test_an_event_before_the_plan_goes_to_its_first_meeting(archive: Path, take_in: Run) -> None:
    take_in([event(1, name="1 januari 12.00, Rån", datetime="2022-01-02 8:00:00 +01:00")])
    assert entries(archive) == ["2022-10-20/polisen-1.md"]


def test_an_asked_meeting_takes_all_that_had_happened(archive: Path, take_in: Run) -> None:
    later = event(2, name="15 november 12.00, Rån", datetime="2024-11-20 8:00:00 +01:00")
    done = take_in([event(1), later], "--meeting", "2024-11-14")
    assert assert_adds_up(done.output)["efter mötet"] == 1
    assert "Händelser efter mötet: 2." in done.output
    assert entries(archive) == ["2024-11-14/polisen-1.md"]
    done = take_in([event(1)], "--meeting", "2024-11-15")
    assert done.exit_code == 2
    assert "2024-11-15 är inget möte i planen. Närmast efter är 2024-11-28." in done.output


def test_of_a_type_the_mall_does_not_know_nothing_is_written_before_an_answer(
    archive: Path, take_in: Run, change_mall: Change
) -> None:
    records = [event(1, "Nytt ord"), event(2), event(3, "nytt ORD"), event(4, "organisation")]
    done = take_in(records)
    groups = assert_adds_up(done.output)
    assert (groups["skrivna"], groups["väntar på svar"], done.exit_code) == (1, 3, 1)
    assert "Väntar på svar, inget är skrivet." in done.output
    assert 'i entries/mall.yml, under "import: polisen:",' in done.output
    assert entries(archive) == ["2024-11-14/polisen-2.md"]
    change_mall("    Bråk:", "    Nytt ord: Annat\n    Bråk:")
    done = take_in(records)
    assert assert_adds_up(done.output)["väntar på svar"] == 1
    assert entries(archive) == [f"2024-11-14/polisen-{n}.md" for n in (1, 2, 3)]


def test_types_match_whatever_their_case(take_in: Run) -> None:
    assert assert_adds_up(take_in([event(1, "TRAFIKOLYCKA, vilt ")]).output)["utelämnade"] == 1


def test_what_is_told_in_counts_alone_is_never_written_as_an_event(
    archive: Path, take_in: Run, change_mall: Change
) -> None:
    """What check would refuse, import does not write."""
    change_mall("    Bråk:", "    Nytt ord: Sexualbrott\n    Bråk:")
    done = take_in([event(1, "Nytt ord"), event(2)])
    assert (assert_adds_up(done.output)["kan inte tas in"], done.exit_code) == (1, 1)
    assert 'skriv utelämnas vid "Nytt ord" i mallen' in done.output
    assert entries(archive) == ["2024-11-14/polisen-2.md"]


def test_a_word_that_no_longer_holds_is_refused(take_in: Run, change_mall: Change) -> None:
    change_mall("slug: ran,", "slug: ran, till: 2024-01-31,")
    done = take_in([event(1)])
    assert 'Kan inte tas in: 1 ("Rån" gäller inte vid mötet 2024-11-14).' in done.output
    assert assert_adds_up(done.output)["kan inte tas in"] == 1


def test_a_mall_without_a_slag_for_the_situation_refuses_summaries(
    take_in: Run, change_mall: Change
) -> None:
    change_mall("roll: läge", "roll: positivt")
    done = take_in([event(1, "Sammanfattning natt")])
    assert 'mallen har inget slag med rollen "läge"' in done.output


@pytest.mark.parametrize("name", ["Sala", "sala kommun", "Salas kommun"])
def test_the_default_place_is_the_malls_kommun(
    archive: Path, lagesbild: Run, take_in: Run, change_mall: Change, name: str
) -> None:
    take_in([event(1), event(2, place="Köping"), event(3, place="Salas")])
    change_mall("kommun: Västmanlands län", f"kommun: {name}")
    change_mall("namn: Sala,", "namn: Hela kommunen, alias: [Sala],")
    done = lagesbild("import", "polisen", archive.parent / "svar.json")
    assert (assert_adds_up(done.output)["fanns redan med annan text"], done.exit_code) == (1, 0)
    assert "\n# Rån i Sala\n" in (archive / "entries/2024-11-14/polisen-1.md").read_text()


def test_the_only_whole_kommun_needs_no_alias(
    archive: Path, lagesbild: Run, change_mall: Change
) -> None:
    text = (archive / "entries/mall.yml").read_text(encoding="utf-8")
    first, last = text.index("  - {namn: Arboga"), text.index("slag:\n")
    change_mall(text[first:last], "  - {namn: Hela kommunen, slug: hela, typ: kommun}\n")
    change_mall("kommun: Västmanlands län", "kommun: Köpings kommun")
    (archive / "svar").write_text(json.dumps([event(1, place="Köping"), event(2)]))
    done = lagesbild("import", "polisen", "svar")
    assert assert_adds_up(done.output)["skrivna"] == 1
    assert "plats: Hela kommunen\n" in (archive / "entries/2024-11-14/polisen-1.md").read_text()


@pytest.mark.parametrize("name", ["location", "title"])
def test_the_kommun_is_found_where_the_police_write_it(
    archive: Path, take_in: Run, name: str
) -> None:
    """Until January 2026 in the location too, since then last in the title alone."""
    county = {} if name == "location" else {"location": {"name": "Västmanlands län", "gps": "0,0"}}
    records = [
        event(1, **county),
        event(2, "Misshandel, grov", **county),
        event(3, place="Köping", **county),
        event(4, place="Salabacke", **county),
        event(5, place="Sala kommun", **county),
        event(6, place="Köping", **county),
    ]
    done = take_in(records)
    groups = assert_adds_up(done.output)
    assert (groups["skrivna"], groups["annan plats"]) == (3, 3)
    assert "Annan plats: Köping 2; Salabacke 1." in done.output
    assert "Bara länet" not in done.output
    assert entries(archive) == [f"2024-11-14/polisen-{n}.md" for n in (1, 2, 5)]
    written = (archive / "entries/2024-11-14/polisen-2.md").read_text(encoding="utf-8")
    assert "plats: Sala\n" in written
    assert "# Misshandel, grov, i Sala\n" in written


@pytest.mark.parametrize(
    ("board", "ours"),
    [
        ("Länsstyrelsen Västmanland", "Västmanlands län 1"),
        ("Länsstyrelsen i Dalarnas län", "Dalarnas län 1"),
        ("Länsstyrelsen", ""),
        ("Lokala BRÅ", "Dalarnas län 1; Hallands län 1; Västmanlands län 1"),
    ],
)
def test_what_was_in_another_county_cannot_have_been_in_the_kommun(
    archive: Path, take_in: Run, change_mall: Change, board: str, ours: str
) -> None:
    change_mall("förval: {spridning: BRÅ}", f"förval: {{spridning: BRÅ, mottagare: [{board}]}}")
    counties = ("Västmanlands län", "Dalarnas län", "Hallands län")
    done = take_in([event(n, place=county) for n, county in enumerate(counties, 1)])
    assert assert_adds_up(done.output)["annan plats"] == 3
    said = dict(line.split(": ", 1) for line in done.output.splitlines() if ": " in line)
    every = "Dalarnas län 1; Hallands län 1; Västmanlands län 1"
    told = said.get(COUNTY_ALONE, "").rstrip(".")
    assert told == (ours or every)
    rest = [one for one in every.split("; ") if one not in told]
    assert said.get("Annan plats", "") == (f"{'; '.join(rest)}." if rest else "")


def as_json(events: list[dict[str, str]]) -> str:
    """Write events as the API answers."""
    keys = ("id", "datetime", "name", "type", "summary", "url")
    records = [
        {key: one[key] for key in keys} | {"location": {"name": one["location"], "gps": "60,15.8"}}
        for one in events
    ]
    return json.dumps(records)


def as_csv(events: list[dict[str, str]]) -> str:
    """Write events as the archive of them does."""
    names = ("event_id", "published_at", "title", "type", "summary", "url", "api_location")
    keys = ("id", "datetime", "name", "type", "summary", "url", "location")
    rows = [names, *(tuple(one[key] for key in keys) for one in events)]
    return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)


@pytest.mark.parametrize("write", [as_json, as_csv])
@pytest.mark.parametrize("county", [False, True])
def test_fagersta_takes_in_its_own(
    archive: Path, lagesbild: Run, root: Path, county: bool, write: Callable[..., str]
) -> None:
    """The committed mall, and a small answer in each form and of before and after January 2026."""
    mall = (root / "entries/mall.yml").read_text(encoding="utf-8")
    (archive / "entries/mall.yml").write_text(mall, encoding="utf-8")
    (archive / "entries/karta.geojson").write_bytes((root / "entries/karta.geojson").read_bytes())
    told = [
        ("Rattfylleri", "Fagersta"),
        ("Misshandel, grov", "Fagersta"),
        ("Information", "Fagersta"),
        ("Ny typ", "Fagersta"),
        ("Skadegörelse", "Norberg"),
        ("Skadegörelse", "Norberg"),
        ("Sammanfattning natt", "Västmanlands län"),
    ]
    events = [
        {
            "id": str(700 + number),
            "datetime": "2026-03-04 8:00:00 +01:00",
            "name": f"03 mars 21.15, {kind}, {place}",
            "type": kind,
            "summary": f"Händelse {number}.",
            "url": f"/aktuellt/{number}/",
            "location": "Västmanlands län" if county else place,
        }
        for number, (kind, place) in enumerate(told)
    ]
    (archive / "svar").write_text(write(events), encoding="utf-8")
    done = lagesbild("import", "polisen", "svar")
    assert assert_adds_up(done.output) == {
        "skrivna": 2,
        "sammanslagna": 0,
        "utelämnade": 1,
        "annan plats": 3,
        "väntar på svar": 1,
    }
    assert "Annan plats: Norberg 2." in done.output
    assert "på polisens webbplats: Västmanlands län 1." in done.output
    assert "och kör om: Ny typ 1." in done.output
    written = (archive / "entries/2026-03-05/polisen-701.md").read_text(encoding="utf-8")
    assert "plats: Hela kommunen\n" in written
    assert "# Misshandel, grov, i Fagersta\n" in written
    assert lagesbild("check").exit_code == 0


def test_what_is_told_of_a_county_alone_is_listed(archive: Path, take_in: Run) -> None:
    county = {"name": "Västmanlands län", "gps": "0,0"}
    records = [
        event(1, "Sammanfattning natt", "Västmanlands län"),
        event(2, "Misshandel, grov", location=county, name="05 november 02.15, Misshandel, grov"),
        event(3, "Sammanfattning natt", "Örebro län"),
        event(4, place="Malmö"),
    ]
    done = take_in(records)
    assert assert_adds_up(done.output)["annan plats"] == 4
    assert "Annan plats: Malmö 1." in done.output
    assert "på polisens webbplats: Västmanlands län 2; Örebro län 1." in done.output
    assert done.exit_code == 0
    assert entries(archive) == []


def test_a_mall_whose_place_is_the_county_takes_what_is_told_of_it_alone(
    archive: Path, lagesbild: Run, take_in: Run, change_mall: Change
) -> None:
    county = {"location": {"name": "Västmanlands län", "gps": "0,0"}}
    take_in(
        [event(1, "Sammanfattning natt", "Västmanlands län"), event(2, **county)], place="Arboga"
    )
    change_mall("platser:\n", "platser:\n  - {namn: Västmanlands län, slug: lan, typ: kommun}\n")
    done = lagesbild("import", "polisen", archive.parent / "svar.json")
    assert "Annan plats: Sala 1." in done.output
    assert entries(archive) == ["2024-11-14/polisen-1.md"]


def test_a_county_is_no_single_kommun(archive: Path, lagesbild: Run, take_in: Run) -> None:
    done = take_in([event(1, place="Västmanlands län")], place="Arboga")
    assert assert_adds_up(done.output)["annan plats"] == 1
    done = lagesbild("import", "polisen", archive.parent / "svar.json")
    assert done.exit_code == 2
    assert '"Västmanlands län" är ingen plats i mallen.' in done.output


def test_a_place_the_mall_lacks_is_said(archive: Path, take_in: Run) -> None:
    done = take_in([event(1)], place="Malmö")
    assert done.exit_code == 2
    assert 'Det gick inte: "Malmö" är ingen plats i mallen.' in done.output
    assert "Sala" in done.output
    assert entries(archive) == []


def test_a_mall_that_names_no_author_is_said(take_in: Run, change_mall: Change) -> None:
    change_mall("    organisation: Polisen\n", "")
    done = take_in([event(1)])
    assert done.exit_code == 2
    assert '"organisation: Polisen"' in done.output


def test_an_author_the_mall_lacks_is_a_fel_of_the_mall(take_in: Run, change_mall: Change) -> None:
    change_mall("    organisation: Polisen\n", "    organisation: Polissen\n")
    done = take_in([event(1)])
    assert done.exit_code == 1
    assert 'import.polisen.organisation: "Polissen" finns inte i mallen.' in done.output


def test_a_file_that_is_not_there_is_said(archive: Path, lagesbild: Run) -> None:
    done = lagesbild("import", "polisen", "finns-inte.json", "--place", "Sala")
    assert done.exit_code == 2
    assert "Det gick inte: finns-inte.json finns inte" in done.output


def test_a_folder_that_cannot_be_made_is_said(archive: Path, take_in: Run) -> None:
    (archive / "entries/2024-11-14").write_text("en fil", encoding="utf-8")
    done = take_in([event(1)])
    assert done.exit_code == 2
    assert "2024-11-14 går inte att skriva" in done.output
    assert "kör om" in done.output


def test_another_kind_of_file_is_a_fel(archive: Path, lagesbild: Run) -> None:
    (archive / "sida.html").write_text("<html></html>", encoding="utf-8")
    done = lagesbild("import", "polisen", "sida.html", "--place", "Sala")
    assert done.exit_code == 1
    assert "sida.html:1:1: Filen saknar event_id" in done.output


def test_no_meeting_page_and_no_unfinished_file_is_left(archive: Path, take_in: Run) -> None:
    take_in([event(n) for n in range(1, 20)])
    files = [file.name for file in (archive / "entries/2024-11-14").iterdir()]
    assert sorted(files) == sorted(f"polisen-{n}.md" for n in range(1, 20))
