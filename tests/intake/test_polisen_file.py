"""Reading the police's events: both forms, the time in the title, and files that are broken."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from generator.intake.polisen_file import CSV_COLUMNS, Event, read_events
from generator.problems import ArchiveError, Problem

RECORD: dict[str, Any] = {
    "id": 514338,
    "datetime": "2024-03-31 8:49:59 +02:00",
    "name": "30 mars 21.35, Rån väpnat, Sala",
    "summary": "Personrån utomhus.",
    "url": "/aktuellt/handelser/2024/mars/30/30-mars-21.35-ran-vapnat-sala/",
    "type": "Rån väpnat ",
    "location": {"name": "Sala", "gps": "59.9,16.6"},
}


def read(folder: Path, content: object) -> list[Event | Problem]:
    """Read the content as a file; anything but text and bytes becomes JSON."""
    file = folder / "svar"
    raw = content if isinstance(content, str | bytes) else json.dumps(content, indent=1)
    file.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return read_events(file)


def read_one(folder: Path, **changes: object) -> Event:
    """Read the record with changes."""
    (event,) = read(folder, [RECORD | changes])
    assert isinstance(event, Event), event
    return event


def as_csv(*rows: dict[str, str]) -> str:
    """Write rows as the archived table; `details` is there as in the archive."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [*CSV_COLUMNS.values(), "details"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


ROW = {
    "event_id": "514338",
    "published_at": "2024-03-31T08:49:59+02:00",
    "title": RECORD["name"],
    "type": "Rån väpnat ",
    "api_location": "Sala",
    "summary": RECORD["summary"],
    "url": RECORD["url"],
    "details": "Hemligt\npå två rader",
}


def test_both_forms_give_the_same_event(tmp_path: Path) -> None:
    from_api, (from_csv,) = read_one(tmp_path), read(tmp_path, as_csv(ROW))
    assert isinstance(from_csv, Event)
    for name in Event.__slots__:
        if name != "origin":
            assert getattr(from_csv, name) == getattr(from_api, name)
    assert from_api.type == "Rån väpnat"
    assert from_api.place == "Sala"
    assert from_api.published == datetime(2024, 3, 31, 8, 49, 59)
    assert (from_api.day, from_api.clock) == (date(2024, 3, 30), time(21, 35))
    assert from_api.address == "https://polisen.se" + RECORD["url"]


def test_details_are_never_read(tmp_path: Path) -> None:
    (event,) = read(tmp_path, as_csv(ROW))
    assert "Hemligt" not in repr(event)


@pytest.mark.parametrize(
    ("title", "published", "day", "clock"),
    [
        ("31 december 23:50, Bråk", "2024-01-01 0:20:00 +01:00", date(2023, 12, 31), time(23, 50)),
        ("02 januari 0.05, Bråk", "2024-01-02 10:20:00 +01:00", date(2024, 1, 2), time(0, 5)),
        ("29 februari 02.15, Bråk", "2024-03-01 8:00:00 +01:00", date(2024, 2, 29), time(2, 15)),
        ("5 Maj 9.00, Bråk", "2024-05-05T09:00:00+02:00", date(2024, 5, 5), time(9, 0)),
        ("1 juni 10.00, Bråk", "2024-06-15 8:00:00 +02:00", date(2024, 6, 1), time(10, 0)),
        # Published in Sweden two hours later than the clock says in UTC, and the day after.
        ("1 juni 10.00, Bråk", "2024-06-01T08:30:00Z", date(2024, 6, 1), time(10, 0)),
        ("1 juni 10.00, Bråk", "2024-06-01T08:30:00+00:00", date(2024, 6, 1), time(10, 0)),
        ("2 juni 00.30, Bråk", "2024-06-01T22:45:00Z", date(2024, 6, 2), time(0, 30)),
        ("1 januari 00.30, Bråk", "2023-12-31 23:45:00 +00:00", date(2024, 1, 1), time(0, 30)),
        ("1 juni 10.00, Bråk", "2024-06-01T10:30:00+03:00", date(2024, 6, 1), None),
        # Without an offset it is Swedish time already.
        ("1 juni 10.00, Bråk", "2024-06-01T10:30:00", date(2024, 6, 1), time(10, 0)),
    ],
)
def test_the_time_is_the_titles(
    tmp_path: Path, title: str, published: str, day: date, clock: time | None
) -> None:
    event = read_one(tmp_path, name=title, datetime=published)
    assert (event.day, event.clock) == (day, clock)


@pytest.mark.parametrize(
    ("location", "kind", "told", "place"),
    [
        ("Sala", "Rån", "Rån, Sala", "Sala"),
        # The location goes before the title where it is no county.
        ("Sala", "Rån", "Rån, Köping", "Sala"),
        ("Västmanlands län", "Rån", "Rån, Sala", "Sala"),
        ("västmanlands LÄN", "Misshandel, grov", "Misshandel, grov, Köping", "Köping"),
        ("Västmanlands län", "Misshandel, grov", "Misshandel, grov", "Västmanlands län"),
        ("Västmanlands län", "Misshandel", "Misshandel, grov, Sala", "Sala"),
        ("Västmanlands län", "Stöld, försök", "Stöld, Sala", "Sala"),
        ("Västmanlands län", "Rån", "Rån, Ransta, Sala", "Sala"),
        ("Västmanlands län", "Rån", "Rån, Sala, Västmanlands län", "Sala"),
        ("Västmanlands län", "Rån", "Rån,  Sala , ", "Sala"),
        ("Dalarnas län", "Rån", "Rån, Malung-Sälen", "Malung-Sälen"),
        ("Jönköpings län", "Rån", "Rån, Länghem", "Länghem"),
        ("Örebro län", "Sammanfattning natt", "Sammanfattning natt, Örebro län", "Örebro län"),
        ("Örebro län", "Rån", "Rån", "Örebro län"),
        ("Örebro län", "Rån", "", "Örebro län"),
        ("", "Rån", "Rån, Sala", "Sala"),
    ],
)
def test_the_kommun_is_the_location_or_last_in_the_title(
    tmp_path: Path, location: str, kind: str, told: str, place: str
) -> None:
    changes = {"location": {"name": location}, "type": kind, "name": f"30 mars 21.35, {told}"}
    assert read_one(tmp_path, **changes).place == place
    row = ROW | {"api_location": location, "type": kind, "title": f"30 mars 21.35, {told}"}
    (archived,) = read(tmp_path, as_csv(row))
    assert isinstance(archived, Event)
    assert archived.place == place
    assert archived.names_kommun == (not place.endswith("län"))


def test_a_time_after_publication_is_no_time(tmp_path: Path) -> None:
    event = read_one(tmp_path, name="31 mars 23.14, Bråk, Sala")
    assert (event.day, event.clock) == (date(2024, 3, 31), None)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"name": ""}, "Händelsen saknar name."),
        ({"name": None, "type": " "}, "Händelsen saknar name och type."),
        ({"location": {}, "name": "30 mars 21.35, Rån väpnat"}, "Händelsen säger inte var:"),
        ({"location": ["Sala"], "name": "30 mars 21.35"}, "Händelsen säger inte var:"),
        ({"url": 7.5}, "Händelsen saknar url."),
        ({"id": "../../x"}, '"../../x" är inget nummer på en händelse.'),
        ({"url": "javascript:alert(1)"}, "är ingen adress på polisens webbplats."),
        ({"url": "https://polisen.se.example/x"}, "är ingen adress på polisens webbplats."),
        ({"url": "/a) [b](http://x"}, "är ingen adress på polisens webbplats."),
        ({"datetime": "i går"}, '"i går" är ingen tid för publicering.'),
        ({"datetime": "2024-02-30 8:00:00 +01:00"}, "är ingen tid för publicering."),
        ({"datetime": "9999-12-31 8:00:00 +01:00"}, "är ingen tid för publicering."),
        ({"datetime": "9999-12-31 23:00:00 -12:00"}, "är ingen tid för publicering."),
        ({"datetime": "0001-01-01 0:00:00 +12:00"}, "är ingen tid för publicering."),
        ({"datetime": "2024-03-01 8:00:00 +99:00"}, "är ingen tid för publicering."),
        ({"name": "Rån, Sala"}, "börjar inte med dag, månad och klockslag."),
        ({"name": "31 april 21.35, Rån"}, "börjar inte med dag, månad och klockslag."),
        ({"name": "3 smars 21.35, Rån"}, "börjar inte med dag, månad och klockslag."),
        ({"name": "30 mars 24.35, Rån"}, "börjar inte med dag, månad och klockslag."),
        ({"name": "12 april 21.35, Rån"}, "är efter publiceringen, 2024-03-31."),
    ],
)
def test_a_record_that_is_no_event_is_named(
    tmp_path: Path, changes: dict[str, object], text: str
) -> None:
    good, problem, also_good = read(tmp_path, [RECORD, RECORD | changes, RECORD])
    assert isinstance(good, Event)
    assert isinstance(also_good, Event)
    assert isinstance(problem, Problem)
    assert text in problem.text
    assert problem.origin.line > good.origin.line


def test_the_place_in_the_file_is_the_records(tmp_path: Path) -> None:
    content = json.dumps([RECORD, 7, RECORD], indent=1)
    problem = read(tmp_path, content)[1]
    assert str(problem) == "svar:14:2: Här står något annat än en händelse."
    assert content.splitlines()[13] == " 7,"
    rows = read(tmp_path, as_csv(ROW, ROW | {"title": ""}))
    assert str(rows[1]) == "svar:4:1: 514338: Händelsen saknar title."


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("", "Filen är tom."),
        (" \n", "Filen är tom."),
        ("<html><body>403 Forbidden</body></html>", "Filen saknar event_id, published_at"),
        ("a;b;c\n1;2;3\n", "Filen saknar event_id, published_at"),
        ('{"error": "no"}', 'filen ska börja med "["'),
        (b"\xff\xfe[\x00]\x00", "UTF-8"),
        ("event_id,title\n1,2\n".encode("utf-16"), "UTF-8"),
    ],
)
def test_another_kind_of_file_is_refused(tmp_path: Path, content: object, text: str) -> None:
    with pytest.raises(ArchiveError, match="svar:1:1: ") as error:
        read(tmp_path, content)
    assert text in str(error.value)


@pytest.mark.parametrize(
    ("content", "events", "text"),
    [
        (json.dumps([RECORD, RECORD])[:-40], 1, "Härifrån är filen ingen riktig JSON"),
        (json.dumps([RECORD])[:-1], 1, "Listan är inte avslutad"),
        ("[" * 100_000, 0, "Härifrån är filen ingen riktig JSON"),
        ("[,]", 0, "Härifrån är filen ingen riktig JSON"),
        (as_csv(ROW) + '9,"aldrig avslutad\n', 1, "Härifrån är filen ingen riktig CSV"),
        (as_csv(ROW) + "1,2,3\n", 1, "Raden har tre kolumner i stället för åtta."),
        (as_csv(ROW) + f'"{"x" * 200_000}"\n', 1, "Härifrån är filen ingen riktig CSV"),
    ],
)
def test_a_file_that_breaks_off_gives_what_it_had(
    tmp_path: Path, content: str, events: int, text: str
) -> None:
    *before, problem = read(tmp_path, content)
    assert [type(found) for found in before] == [Event] * events
    assert isinstance(problem, Problem)
    assert text in problem.text


def test_an_empty_list_is_no_problem(tmp_path: Path) -> None:
    assert read(tmp_path, "[]") == []
    assert read(tmp_path, as_csv()) == []


def test_windows_line_ends_and_a_mark_at_the_beginning_are_fine(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + as_csv(ROW).replace("\n", "\r\n").encode()
    assert [type(found) for found in read(tmp_path, raw)] == [Event]


def test_what_no_editor_shows_is_left_out(tmp_path: Path) -> None:
    event = read_one(tmp_path, summary="Ra\u030an\x00 i\n\tSala \ud800.")
    assert event.summary == "Rån i Sala ."
