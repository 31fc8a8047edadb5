"""What the terminal says of a meeting is what its page says, and a reminder asks for what is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.pages.agenda.build import build_agenda
from generator.pages.agenda.letters import MOST_ADDRESS
from generator.pages.base import Build
from generator.records import read_archive
from tests.pages.inferred import lay_over, read_cases
from tests.site.reading import heard_in, read_html

ARCHIVES = Path(__file__).resolve().parents[1] / "archives"
ROOT = ARCHIVES.parents[1]
REMINDERS = read_cases(Path(__file__).with_name("reminders.yml"))
Make = Callable[..., Path]


def run(*arguments: str) -> str:
    """Return what a command prints; a traceback fails the test."""
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("folder", [ROOT, *(ARCHIVES / n for n in ("small", "empty", "planned"))])
def test_the_terminal_says_what_the_page_says(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (page,) = build_agenda(Build(read_archive(folder), {}))
    heard = heard_in(page.html).replace("\xa0", " ")
    for line in run("agenda").splitlines():
        # A row of a table has its cells apart on the page, and a heading of a list no colon.
        for part in line.removeprefix("- ").strip().removesuffix(":").split(" · "):
            assert part in heard


@pytest.mark.parametrize(
    ("name", "day", "said"),
    [
        ("small", "2026-10-15", "Mötet den 16 oktober 2026 har hållits. Så gick det. Nästa möte är den 12 november 2026."),
        ("small", "2026-11-01", "Den 1 november 2026 har passerat, och arkivet säger inte att något möte hölls. Nästa möte"),
        ("small", "2026-11-13", "Fredag den 13 november 2026 är ingen planerad mötesdag. Så här ser det ut inför den dagen."),
        ("empty", "", "Arkivet är tomt än så länge. Gruppens första möte är torsdag den 17 september 2026."),
        ("empty", "2030-01-01", "Arkivet är tomt än så länge. Tisdag den 1 januari 2030 är ingen planerad mötesdag. Så här ser"),
        ("empty", "2026-10-15", "Arkivet är tomt än så länge. Ett senare möte är torsdag den 15 oktober 2026."),
        ("small", "2027-01-07", "Ett senare möte är torsdag den 7 januari 2027."),
        ("small", "2028-12-07", "Ett senare möte är torsdag den 7 december 2028."),
        ("planned", "", "Gruppens första möte är torsdag den 17 september 2026, klockan 09.00–10.30."),
    ],
)  # fmt: skip
def test_what_is_said_of_a_day(
    name: str, day: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ARCHIVES / name)
    assert said in run("agenda", *filter(None, [day]))
    if "passerat" in said or "har hållits" in said:
        assert run("remind", day).endswith("Ingen behöver påminnas.\n")


def test_without_a_planned_meeting_it_says_what_waits(
    archive_with: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = archive_with()
    (root / "entries/2026-11-12/index.md").write_text(
        "---\ninställt: {skäl: Julstängt}\n---\n", "utf-8"
    )
    mall = root / "entries/mall.yml"
    plan = "möten: {första: 2026-09-17, dagar emellan: 28, utom: [2026-12-10]}"
    text = mall.read_text("utf-8")
    assert plan in text
    mall.write_text(
        text.replace(plan, "möten: {första: 2026-09-17, dagar emellan: 366, utom: [2027-09-18]}"),
        "utf-8",
    )
    monkeypatch.chdir(root)
    told = run("agenda")
    assert "Inget möte är planerat. Här står det som väntar den 9 november 2026." in told
    assert "Vem har rapporterat" not in told
    assert "- Sätt upp belysning vid gaveln · Fastighetsbolaget · 31 okt 2026 · försenad" in told
    assert "Mötet den 12 november 2026 är inställt. Julstängt." in run("agenda", "2026-11-12")
    assert run("remind") == "Inget möte är planerat, så ingen behöver påminnas.\n"


@pytest.mark.parametrize("name", REMINDERS)
def test_who_is_reminded_and_of_what(
    name: str, archive_with: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = REMINDERS[name]
    root = lay_over(archive_with, case.get("files", {}))
    mall = root / "entries/mall.yml"
    text = mall.read_text("utf-8")
    for old, new in case.get("mall", {}).items():
        assert old in text
        text = text.replace(old, new)
    mall.write_text(text, "utf-8")
    monkeypatch.chdir(root)
    told = run("remind", *filter(None, [case.get("day")]))
    assert [said for said in case.get("says", ()) if said not in told] == [], told
    assert [said for said in case.get("never", ()) if said in told] == [], told
    (page,) = build_agenda(Build(read_archive(root), {}))
    links = [a.attributes["href"] for a in read_html(page.html).find("a")]
    letters = [link for link in links if link.startswith("mailto:") and "?" in link]
    assert len(letters) == int(case.get("letters", told.count("\nÄmne: ")))
    for link in letters:
        assert len(link) <= MOST_ADDRESS
        assert "%0D%0A" in link
        parts = parse_qs(urlsplit(link).query)
        assert f"Till: {urlsplit(link).path or '(mallen'}" in told
        assert f"Ämne: {parts['subject'][0]}" in told
        if "brief" in case:
            assert case["brief"] in parts["body"][0]
        else:
            assert parts["body"][0].replace("\r\n", "\n") in told


REPORT_FILE = "entries/rapporter/2026-10.md"
ADOPTED, AHEAD = "fastställd: {datum: 2026-11-02", "fastställd: {datum: 2026-12-02"
NEXT = "Nästa möte är torsdag den 12 november 2026"


@pytest.mark.parametrize(
    ("arguments", "says", "told"),
    [
        (["agenda"], NEXT, True),
        (["remind"], NEXT, True),
        (["new", "meeting", "--visa"], "entries/2026-11-12/index.md:", True),
        (["agenda", "2027-01-07"], "torsdag den 7 januari 2027", False),
        (["new", "meeting", "2027-01-07", "--visa"], "entries/2027-01-07/index.md:", False),
    ],
)
@pytest.mark.parametrize("day", [ADOPTED, AHEAD])
def test_a_report_that_is_adopted_ahead_hides_no_meeting_before_that_day(
    arguments: list[str],
    says: str,
    told: bool,
    day: str,
    archive_with: Make,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = archive_with("settled_days_have_come")
    (root / "entries/2026-11-12/index.md").unlink()
    file = root / REPORT_FILE
    file.write_text(file.read_text("utf-8").replace(AHEAD, day), "utf-8")
    file.write_text(file.read_text("utf-8").replace("12-02}]", f"{day[-5:]}}}]"), "utf-8")
    monkeypatch.chdir(root)
    said = run(*arguments)
    assert says in said
    may_be = (
        "Arkivet säger inte om mötet den 12 november 2026 har varit, så det räknas som kommande."
    )
    assert (may_be in said) is (told and day == AHEAD)


@pytest.mark.parametrize(
    "asked",
    [
        ("agenda",), ("remind",), ("new", "meeting"), ("new", "report"), ("export", "ut"),
        ("report", "2026-10", "--for", "EST", "--out", "../ut"), ("send", "2026-10", "--out", "../ut"),
        ("publicering", "--privat", "ja"),
    ],
)  # fmt: skip
def test_what_rests_on_a_faulty_archive_says_that_nothing_was_done(
    asked: tuple[str, ...], archive_with: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = archive_with("value--year")
    monkeypatch.chdir(root)
    before = sorted(root.rglob("*"))
    done = CliRunner().invoke(main, asked, catch_exceptions=False)
    assert done.exit_code == 1, done.output
    assert "1 fel:\n" in done.output
    assert done.output.endswith("bygger på hela arkivet. Rätta felen först.\n")
    assert sorted(root.rglob("*")) == before
