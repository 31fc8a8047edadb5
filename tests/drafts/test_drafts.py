"""A prepared file says what the archive knew, claims nothing that nobody has said, and passes `check`."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.cli.examined import examine
from generator.drafts import draft_meeting, draft_report
from generator.records import read_archive
from tests.places import ARCHIVES

Make = Callable[..., Path]
MEETING = "entries/2026-12-10/index.md"
REPORT = "entries/rapporter/2026-11.md"


def run(*arguments: str) -> Result:
    """Run the command, in this process; a traceback fails the test."""
    return CliRunner().invoke(main, ["new", *arguments], catch_exceptions=False)


@pytest.fixture
def small(archive_with: Make, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the small archive, which the test stands in."""
    root = archive_with()
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def copied(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the example archive, which the test stands in."""
    for top in ("entries", "decisions"):
        shutil.copytree(root / top, tmp_path / top)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows_of(text: str) -> list[str]:
    """Return the lines of a header that say something: no remarks, and no rows to fill in."""
    return [line for line in text.splitlines() if not re.match(r" *#:|.*:$|---", line)]


@pytest.mark.parametrize("day", ["2027-01-07", "2027-02-04"])
def test_a_prepared_meeting_says_its_number_and_claims_nothing(small: Path, day: str) -> None:
    done = run("meeting", day)
    assert (done.exit_code, "Skriven: entries/" in done.output) == (0, True), done.output
    assert [p for p in examine(small).problems if day in p.origin.path] == []
    archive = read_archive(small)
    meeting = archive.meeting[day]
    assert (meeting.status, meeting.assessments, meeting.follow_ups) == ("planerat", {}, ())
    assert len(rows_of((small / f"entries/{day}/index.md").read_text("utf-8"))) <= 1


def test_what_the_archive_knows_stands_as_remarks(copied: Path) -> None:
    (copied / "entries/2027-01-07/index.md").unlink()
    text = draft_meeting(read_archive(copied), date(2027, 1, 7))
    assert rows_of(text) == ["nummer: 1/2027"]
    for said in (
        "  ANDT:\n    #: senast 10 december 2026: förhöjd, oförändrat\n    nivå:",
        "#: senast 09.00–10.30\nklockan:",
        "\nnärvaro:\n  Polisen:\n",
        "#: nivå: låg, förhöjd, hög eller ej bedömd\n#: trend: ökar, ",
        "\nåtgärder:\n#:  - vad:\n#:    ansvarig:\n#:    senast:\n",
        "(NVK, försenad, senast 15 november 2026)\n#:  - åtgärd: 2026-10-01/nvk-tunnel#1\n",
        "#: 2026-12-10#bra-1, lyft 10 december 2026, väntar på Lokala BRÅ: ",
        "\nlyfts till BRÅ:\n#:  - förslag: Lokala BRÅ beslutar att …\n#:    typ:\n",
        "#: enligt planen 2027-01-21\nnästa möte:",
    ):
        assert said in text


def test_a_first_meeting_is_told_what_may_be_written() -> None:
    text = draft_meeting(read_archive(ARCHIVES / "empty"), date(2026, 9, 17))
    for said in (
        "#: till exempel 09.00–10.30\nklockan:",
        '#: "på plats", "digitalt" eller "telefon"\nmötesform:',
        "    #: inte bedömt än\n    nivå:",
    ):
        assert said in text


def test_a_prepared_meeting_that_is_filled_in_is_a_held_one(copied: Path) -> None:
    file = copied / "entries/2027-01-07/index.md"
    file.unlink()
    assert run("meeting").exit_code == 0
    text = file.read_text("utf-8")
    for empty, filled in {
        "  Polisen:": "  Polisen: närvarande",
        "    nivå:\n    trend:": "    nivå: låg\n    trend: minskar",
        "#:  - åtgärd: 2026-10-01/nvk-tunnel#1": "  - åtgärd: 2026-10-01/nvk-tunnel#1",
        "#:    datum: 2027-01-07\n#:    status:": "    datum: 2027-01-07\n    status: klar",
    }.items():
        assert empty in text
        text = text.replace(empty, filled)
    # The remark says to copy the three rows and to take away the signs; nothing more is needed.
    assert "\nuppföljning:\n" in text
    # The rows of the other åtgärder are taken away.
    text = re.sub(r"#: .*\n#:  - .*\n    datum: .*\n    status: .*\n", "", text)
    file.write_text(text, "utf-8")
    meeting = read_archive(copied).meeting["2027-01-07"]
    assert meeting.is_held
    assert {row.level.name for row in meeting.assessments.values()} == {"låg"}
    assert [(row.action, row.status) for row in meeting.follow_ups] == [
        ("2026-10-01/nvk-tunnel#1", "klar")
    ]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("3/2026", "4/2026"), "nummer: 5/2026"),
        (("22/2025",), "nummer: 1/2026"),
        (("Möte A",), ""),
        ((), ""),
    ],
)
def test_a_number_follows_the_years_own(
    small: Path, numbers: tuple[str, ...], expected: str
) -> None:
    for file, number in zip(
        sorted((small / "entries").glob("*/index.md")), [*numbers, *[""] * 3], strict=False
    ):
        text = re.sub(r"nummer: .*\n", "", file.read_text("utf-8"))
        header = f"---\nnummer: {number}\n" if number else "---\n"
        file.write_text(text.replace("---\n", header, 1), "utf-8")
    text = draft_meeting(read_archive(small), date(2026, 12, 10))
    assert "\n".join(rows_of(text)) == expected


def test_a_prepared_report_has_the_numbers_it_may_use(copied: Path) -> None:
    (copied / "entries/rapporter/2026-12.md").unlink()
    done = run("report", "2026-12")
    assert (done.exit_code, "Skriv sammanfattningen" in done.output) == (0, True), done.output
    assert [p for p in examine(copied).problems if "2026-12.md" in p.origin.path] == []
    text = (copied / "entries/rapporter/2026-12.md").read_text("utf-8")
    assert rows_of(text) == ["mottagare: [Lokala BRÅ, Länsstyrelsen Västmanland]"]
    assert "#: Händelser: 6 (18 i november 2026, 0 i december 2025).\n" in text


def test_a_reports_numbers_are_those_that_its_readers_are_shown(copied: Path) -> None:
    text = draft_report(read_archive(copied), "2026-04")
    for said in (
        "#: Känsliga problemtyper redovisas för sig utanför gruppen. Skriv inget tal som räknar med dem.\n",
        "#: Poster: 16 (12 i mars 2026), utan känsliga problemtyper.\n",
        "#: Händelser: 19 (13 i mars 2026), utan känsliga problemtyper.\n",
        "#: Ordningsstörning och otrygghet, händelser: 13 (9 i mars 2026). Nivå förhöjd, oförändrat.\n",
        "#: Extremism och kriminella nätverk, händelser: redovisas för sig utanför gruppen. Nivå låg, nytt.\n",
    ):
        assert said in text
    # Where nothing is känsligt, nothing is said of it.
    assert "känsliga" not in draft_report(read_archive(copied), "2025-06")
    # What stays in the group says what the group counts.
    mall = copied / "entries/mall.yml"
    words = mall.read_text("utf-8")
    assert "förval: {spridning: Länsstyrelsen," in words
    mall.write_text(
        words.replace("förval: {spridning: Länsstyrelsen,", "förval: {spridning: EST,"), "utf-8"
    )
    assert "#: Händelser: 20 (13 i mars 2026).\n" in draft_report(read_archive(copied), "2026-04")


def test_a_summary_of_the_numbers_that_are_given_passes(copied: Path) -> None:
    archive = read_archive(copied)
    # What has been sent keeps its words: here none has.
    for file in (copied / "entries/rapporter").glob("*.sent*"):
        file.unlink()
    for report in archive.reports:
        if not report.meetings:
            continue
        text = draft_report(archive, report.id)
        found = {what: re.search(rf"#: {what}: (\d+)", text) for what in ("Poster", "Händelser")}
        posts, events = (match[1] for match in found.values() if match)
        actions = re.search(r"Åtgärder: (\d+)\s\w+, (\d+) pågår", text)
        assert actions
        summary = (
            f"Totalt kom det in {posts} poster. Totalt rapporterades {events} händelser.\n\n"
            f"{actions[1]} åtgärder är klara och {actions[2]} pågår.\n"
        )
        file = copied / f"entries/rapporter/{report.id}.md"
        header = file.read_text("utf-8").rpartition("---\n")[0] if file.exists() else "---\n"
        file.write_text(f"{header}---\n{summary}", "utf-8")
    assert [str(p) for p in examine(copied).problems if p.field == "text"] == []


def test_a_report_is_told_on_which_day_its_statuses_are(small: Path) -> None:
    """One that is adopted has its own day; what is no report yet is told as the period ends."""
    told = "Åtgärder och uppdrag räknas här den"
    assert f"{told} 2 nov 2026." in draft_report(read_archive(small), "2026-10")
    (small / "entries/rapporter/2026-10.md").unlink()
    assert f"{told} 31 okt 2026." in draft_report(read_archive(small), "2026-10")


def test_nothing_is_written_over_and_showing_writes_nothing(small: Path) -> None:
    before: Mapping[Path, bytes] = {f: f.read_bytes() for f in small.rglob("*.md")}
    taken = run("report", "2026-10")
    assert (taken.exit_code, "finns redan" in taken.output) == (2, True)
    shown = run("report", "2026-10", "--visa")
    assert (shown.exit_code, "#: Händelser: 1" in shown.output) == (0, True), shown.output
    assert run("meeting", "--visa").exit_code == 0
    assert {f: f.read_bytes() for f in small.rglob("*.md")} == before


@pytest.mark.parametrize("month", ["2026-13", "november", "2026-1"])
def test_a_month_that_is_none_is_told(small: Path, month: str) -> None:
    done = run("report", month)
    assert (done.exit_code, "Skriv månaden" in done.output) == (2, True)


OFF_PLAN = {
    "nobody can be asked": ([], "", 2, "Närmast är 2027-01-07. Lägg till --utanfor-planen", False),
    "it is asked, and is meant": ([], "ja", 0, "Är mötet ändå den dagen?", True),
    "it is asked, and is not meant": ([], "nej", 0, "Inget har skrivits.", False),
    "it is said that it is meant": (
        ["--utanfor-planen"], "", 0, "Blev det fel dag tar du bort filen.", True
    ),
    "it is only shown": (["--visa"], "", 0, "entries/2027-01-09/index.md:", False),
}  # fmt: skip


@pytest.mark.parametrize("name", OFF_PLAN)
def test_a_day_off_the_plan_is_asked_about_first(
    name: str, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more, answer, code, said, is_written = OFF_PLAN[name]
    if answer:
        monkeypatch.setattr("generator.cli.creating.is_attended", lambda: True)
    arguments = ["new", "meeting", "2027-01-09", *more]
    done = CliRunner().invoke(main, arguments, input=f"{answer}\n", catch_exceptions=False)
    assert (done.exit_code, said in done.output) == (code, True), done.output
    assert (small / "entries/2027-01-09/index.md").exists() is is_written


@pytest.mark.parametrize("day", ["2027-01-09", "2027-01-07"])
def test_a_day_that_is_agreed_on_or_planned_is_not_asked_about(small: Path, day: str) -> None:
    held = small / "entries/2026-10-15/index.md"
    text = held.read_text("utf-8")
    held.write_text(text.replace("nästa möte: 2026-11-12", f"nästa möte: {day}"), "utf-8")
    done = run("meeting", day)
    assert (done.exit_code, "Blev det fel dag" in done.output) == (0, False), done.output
