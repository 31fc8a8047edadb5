"""What others subscribe to: the calendar read back as a calendar, the feed as XML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from generator.pages.base import Build
from generator.pages.feeds.calendar import Day, read_hours, write_calendar
from generator.pages.feeds.feed import MOST, write_feed
from generator.pages.site import make_site
from generator.pages.start.build import build_start
from generator.records import Frozen, find_reader, for_reader, read_archive
from generator.records.mall.mall import Publishing
from tests.fixed import read_once
from tests.places import ARCHIVES, ROOT

SMALL = ARCHIVES / "small"
HOME = "https://arkiv.smaby.example/lage"
PUBLISHED = f"publicering: {{adress: {HOME}, spridning: BRÅ, åtkomst: begränsad}}\n"
Make = Callable[..., Path]
A = "{http://www.w3.org/2005/Atom}"


def build_of(root: Path) -> Build:
    return Build(read_once(root), {})


def days_of(text: str) -> dict[str, dict[str, Any]]:
    """Return what each day of a calendar says, by its UID without whose it is."""
    found = {}
    for event in Calendar.from_ical(text).walk("VEVENT"):
        uid, _, whose = str(event["uid"]).partition("@")
        assert whose == "smaby-kommun.lagesbild" or "fagersta" in whose
        assert uid not in found
        found[uid] = {key.lower(): event.decoded(key) for key in event}
    return found


def title(day: dict[str, Any]) -> str:
    return str(day["summary"])


def mall(more: str) -> dict[str, str]:
    own = (SMALL / "entries/mall.yml").read_text(encoding="utf-8")
    return {"entries/mall.yml": own + more}


def test_the_calendar_has_meetings_those_of_bra_and_last_days() -> None:
    days = days_of(write_calendar(build_of(SMALL)))
    told = {uid: (title(day), str(day["dtstart"])) for uid, day in days.items()}
    assert told.items() >= {
        "mote:2026-09-17": ("EST-möte", "2026-09-17 09:00:00+02:00"),
        "mote:2026-10-15": ("EST-möte", "2026-10-16"),  # held on another day, with the same id
        "mote:2026-11-12": ("EST-möte", "2026-11-12 09:00:00+01:00"),
        "instans:lokala-bra:2026-11-05": ("Lokala BRÅ möts", "2026-11-05"),
        "instans:lokala-bra:2026-12-03": ("Lokala BRÅ möts", "2026-12-03"),
    }.items()  # fmt: skip
    # The plan's own days, but not the one it leaves out.
    assert "mote:2027-01-07" in days
    assert "mote:2026-12-10" not in days


def test_what_is_done_has_no_last_day_and_what_is_not_has() -> None:
    days = days_of(write_calendar(build_of(ROOT)))
    tasks = {uid: title(day) for uid, day in days.items() if uid.startswith("sista-dag:")}
    assert "sista-dag:2026-12-15-kartlaggning-jarntorget#1" in tasks
    done = "2026-02-24-orsaksanalys-skolgardar#1"
    assert f"sista-dag:{done}" not in tasks
    (kept,) = (day for uid, day in days.items() if uid.endswith("kartlaggning-jarntorget#1"))
    assert kept["dtstart"] == date(2027, 2, 25)
    assert kept["transp"] == "TRANSPARENT"


@pytest.mark.parametrize("root", [SMALL, ROOT])
def test_it_is_as_the_standard_has_it(root: Path) -> None:
    build = build_of(root)
    text = write_calendar(build)
    assert write_calendar(build) == text
    assert set(re.findall(r"[^\r]\n", text)) == set()
    assert max(len(row.encode()) for row in text.split("\r\n")) <= 75
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    stamp = datetime.combine(build.archive.today, datetime.min.time(), UTC)
    days = days_of(text).values()
    assert {day["dtstamp"] for day in days} == {stamp}
    # Without an address on the web, none is told.
    assert all("url" not in day for day in days)
    for day in days:
        assert "dtend" not in day or day["dtend"] > day["dtstart"]


def test_a_meeting_that_is_called_off_is_struck(archive_with: Make) -> None:
    header = "---\nklockan: 09.00–10.30\ninställt: {skäl: Snöoväder}\n---\n"
    root = archive_with(files={"entries/2026-11-12/index.md": header})
    day = days_of(write_calendar(build_of(root)))["mote:2026-11-12"]
    assert day["status"] == "CANCELLED"
    assert title(day) == "EST-möte, inställt"
    assert "Snöoväder" in day["description"]


def test_words_of_a_participant_are_never_more_than_words(archive_with: Make) -> None:
    what = 'Laga; "lås", \\n BEGIN:VEVENT END:VCALENDAR <b> ' + "å" * 80
    header = (
        "---\norganisation: Polisen\nproblemtyp: Skadegörelse\nplats: Norra skolan\ndatum: 2026-10-01\n"
        "tillförlitlighet: bekräftat\n"
        f"åtgärder:\n  - vad: '{what}'\n    ansvarig: Polisen\n    senast: 2026-12-01\n---\n# Rubrik\nText.\n"
    )
    root = archive_with(files={"entries/2026-10-15/polisen-las.md": header})
    days = days_of(write_calendar(build_of(root)))
    assert title(days["sista-dag:2026-10-15/polisen-las#1"]) == f"Sista dag: l{what[1:]}"


@pytest.mark.parametrize(
    ("hours", "first", "last"),
    [
        ("09.00–10.30", (9, 0), (10, 30)),
        ("9:15-10:00", (9, 15), (10, 0)),
        ("13.00", (13, 0), None),
        ("10.00–09.00", (10, 0), None),
        ("25.00–26.00", None, None),
        ("09.00–10.75", (9, 0), None),
        ("efter lunch", None, None),
        ("", None, None),
    ],
)
def test_hours_are_read_where_they_can_be(
    hours: str, first: tuple[int, int] | None, last: tuple[int, int] | None
) -> None:
    zone = ZoneInfo("Europe/Stockholm")
    found = read_hours(Day("a", date(2026, 7, 1), "b", hours=hours))
    if first is None:
        assert found == {"dtstart": date(2026, 7, 1), "dtend": date(2026, 7, 2)}
        return
    expected = {"dtstart": first} | ({"dtend": last} if last else {})
    assert found == {name: datetime(2026, 7, 1, *at, tzinfo=zone) for name, at in expected.items()}


def test_without_an_address_there_is_no_feed_and_no_link_to_it() -> None:
    build = build_of(SMALL)
    assert write_feed(build) == ""
    (page,) = build_start(build)
    assert list(page.files) == ["kalender.ics"]
    assert "kalender.ics" in page.html
    assert "flode.xml" not in page.html


def entries_of(text: str) -> list[dict[str, str]]:
    feed = Tree.fromstring(text)
    assert feed.tag == f"{A}feed"
    assert [feed.findtext(f"{A}{name}") for name in ("id", "title")] == [
        f"{HOME}/", "Lägesbilder i Småby",
    ]  # fmt: skip
    assert feed.findtext(f"{A}author/{A}name")
    found = []
    for entry in feed.findall(f"{A}entry"):
        said = {
            name: entry.findtext(f"{A}{name}") or ""
            for name in ("id", "title", "updated", "summary")
        }
        link = entry.find(f"{A}link")
        assert link is not None
        found.append(said | {"href": link.attrib["href"]})
    assert feed.findtext(f"{A}updated") == max(one["updated"] for one in found)
    return found


CORRECTED = """\
---
organisation: Polisen
problemtyp: Skadegörelse
plats: Norra skolan
datum: 2026-10-01
antal: 2
tillförlitlighet: bekräftat
rättelser:
  - {datum: 2026-11-08, fält: antal, stod: 3, ska stå: 2, skäl: Dubbelt, av: Polisen}
---
# Lås & <lås>
Text.
"""


def test_the_feed_has_reports_decisions_and_corrections_newest_first(archive_with: Make) -> None:
    files = mall(PUBLISHED) | {"entries/2026-10-15/polisen-las.md": CORRECTED}
    build = Build(read_archive(archive_with(files=files)), {})
    found = entries_of(write_feed(build))
    assert [(one["title"], one["updated"][:10], one["href"].removeprefix(HOME)) for one in found] == [
        ("Ändrad post: Lås & <lås>", "2026-11-08", "/moten/2026-10-15.html#polisen-las"),
        ("Beslut: Fördjupad kartläggning av skadegörelsen vid Norra skolan", "2026-11-05", "/beslut/2026-11-05-kartlaggning-norra-skolan.html"),
        ("Lägesrapport oktober 2026", "2026-11-02", "/rapporter/2026-10.html"),
    ]  # fmt: skip
    assert [one["id"] for one in found] == [
        "tag:arkiv.smaby.example,2026-10-15:rattelse/2026-10-15/polisen-las/1",
        "tag:arkiv.smaby.example,2026-11-05:beslut/2026-11-05-kartlaggning-norra-skolan",
        "tag:arkiv.smaby.example,2026-10:rapport",
    ]
    assert found[0]["summary"] == "Rättelse: antal var 3, ska vara 2. Dubbelt."
    (page,) = build_start(build)
    assert page.files["flode.xml"] == write_feed(build)
    assert 'href="flode.xml"' in page.html


def test_with_an_address_a_day_of_the_calendar_leads_to_its_page(archive_with: Make) -> None:
    build = Build(read_archive(archive_with(files=mall(PUBLISHED))), {})
    days = days_of(write_calendar(build))
    assert days["mote:2026-10-15"]["url"] == f"{HOME}/moten/2026-10-15.html"
    assert "url" not in days["mote:2027-01-07"]


def test_a_feed_has_no_more_than_the_newest(archive_with: Make) -> None:
    rows = "".join(
        f"  - {{datum: 2026-11-08, fält: antal, stod: 3, ska stå: 2, skäl: Skäl {n}, av: Polisen}}\n"
        for n in range(MOST + 5)
    )
    text = CORRECTED.replace(CORRECTED.splitlines(keepends=True)[8], rows)
    files = mall(PUBLISHED) | {"entries/2026-10-15/polisen-las.md": text}
    found = entries_of(write_feed(Build(read_archive(archive_with(files=files)), {})))
    assert len(found) == MOST


def test_a_corrected_edition_is_told_of_and_the_first_keeps_its_id(archive_with: Make) -> None:
    archive = read_archive(archive_with(files=mall(PUBLISHED)))
    editions = tuple(
        Frozen("2026-10", number, day, "Säkerhetschef", "1", {"EST": "{}"}, reason=reason)
        for number, day, reason in (
            (1, date(2026, 10, 30), ""),
            (2, date(2026, 11, 9), "Fel antal för skolan."),
        )
    )
    found = entries_of(write_feed(Build(replace(archive, frozen=editions), {})))
    told = {one["id"].partition(",")[2]: (one["title"], one["updated"][:10]) for one in found}
    assert told["2026-10:rapport"] == ("Lägesrapport oktober 2026", "2026-10-30")
    assert told["2026-10:rapport/2"] == ("Lägesrapport oktober 2026, version 2", "2026-11-09")
    assert found[0]["summary"].endswith("Skäl: Fel antal för skolan.")


def test_an_edition_is_told_of_to_whom_it_was_sent(archive_with: Make) -> None:
    for_all = PUBLISHED.replace("BRÅ", "Publik")
    archive = read_archive(archive_with(files=mall(for_all)))
    editions = tuple(
        Frozen("2026-10", number, day, "Säkerhetschef", "1", sent, reason=reason)
        for number, day, sent, reason in (
            (1, date(2026, 10, 30), {"EST": "{}", "BRÅ": "{}"}, ""),
            (2, date(2026, 11, 9), {"EST": "{}", "BRÅ": "{}"}, "Fel antal för skolan."),
            (3, date(2026, 11, 10), {"EST": "{}"}, "Fel dag för skolan."),
        )
    )
    told = {}
    for reader in ("EST", "BRÅ", "Publik"):
        row = find_reader(archive.mall, reader)
        shown = for_reader(replace(archive, frozen=editions), row)
        found = {one["id"][-1]: one for one in entries_of(write_feed(Build(shown, {})))}
        told[reader] = [(n, found[n]["summary"].partition("Skäl: ")[2]) for n in "23" if n in found]
    second, third = ("2", "Fel antal för skolan."), ("3", "Fel dag för skolan.")
    assert told == {"EST": [second, third], "BRÅ": [second], "Publik": []}


def test_where_the_pages_of_others_are_is_in_no_file(archive_with: Make) -> None:
    root = archive_with(files=mall(PUBLISHED))
    archive = read_archive(root)
    told = {}
    for reader in ("EST", "BRÅ", "Länsstyrelsen", "Publik"):
        site = make_site(root, archive, find_reader(archive.mall, reader))
        texts = [site.home, *map(str, site.files.values())]
        for page in site.pages.values():
            texts += [page.html, *map(str, page.files.values())]
        told[reader] = any(HOME in text for text in texts)
    assert told == {"EST": True, "BRÅ": True, "Länsstyrelsen": False, "Publik": False}


@pytest.mark.parametrize("name", ["BRÅ", "Länsstyrelsen", "Publik"])
def test_a_reader_is_told_nothing_of_what_is_withheld(name: str) -> None:
    archive = read_once(ROOT)
    published = Publishing.model_construct(address=HOME, distribution=name, access="begränsad")
    archive = replace(archive, mall=archive.mall.model_copy(update={"publishing": published}))
    shown = for_reader(archive, find_reader(archive.mall, name))
    build = Build(shown, {})
    text = write_calendar(build).replace("\r\n ", "") + write_feed(build)
    withheld = [entry for entry in archive.entries if entry.id not in shown.entry]
    assert withheld
    words = {word for one in withheld for word in (one.id, one.title) if word}
    assert [word for word in words if word in text] == []
