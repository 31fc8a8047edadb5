"""What the terminal says of the next meeting is what its page says, and is true of a meeting that is over."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.pages.agenda.build import build_agenda
from generator.pages.base import Desk
from generator.records import read_archive
from tests.site.reading import heard_in

ARCHIVES = Path(__file__).resolve().parents[1] / "archives"
ROOT = ARCHIVES.parents[1]


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
    (page,) = build_agenda(Desk(read_archive(folder), {}))
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
        ("planned", "", "Gruppens första möte är torsdag den 17 september 2026, klockan 09.00–10.30."),
    ],
)  # fmt: skip
def test_what_is_said_of_a_day(
    name: str, day: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ARCHIVES / name)
    assert said in run("agenda", *filter(None, [day]))


def test_without_a_planned_meeting_it_says_what_waits(
    archive_with: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = archive_with()  # type: ignore[operator]
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
