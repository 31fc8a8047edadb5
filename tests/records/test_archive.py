"""The archive as a whole: its date, who takes an entry up, what counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.problems import ArchiveError
from generator.records.archive import Archive, place_assignments, place_proposals
from generator.records.files.source import parse_record, parse_yaml_file, read_yaml
from generator.records.loading import load_archive, read_archive

ARCHIVES = Path(__file__).parents[1] / "archives"
DECISION = "decisions/2026-11-05-kartlaggning-norra-skolan.md"
ACCOUNT = "decisions/2026-11-05-kartlaggning-norra-skolan.redovisning.md"
HEADER = "organisation: Skolan\nproblemtyp: Skadegörelse\nplats: Norra skolan\ndatum: 2026-09-07\n"
Make = Callable[..., Path]


def entry(rows: str = "") -> str:
    """Return an entry with some more rows."""
    return f"---\n{HEADER}{rows}---\n# Rubrik\nText.\n"


def read(root: Path) -> Archive:
    """Read an archive that may hold fel."""
    archive = load_archive(root).archive
    assert archive is not None
    return archive


@pytest.mark.parametrize(
    ("files", "today"),
    [
        pytest.param({}, "2026-11-09", id="a decision's follow-up and its account"),
        pytest.param(
            {ACCOUNT: f"---\ndatum: 2026-11-20\norganisation: Kommunen\n---\n{'# A'}\nB\n"},
            "2026-11-20",
            id="an account",
        ),
        pytest.param(
            {"entries/2026-11-12/index.md": "---\nnärvaro: {Polisen: närvarande}\n---\n"},
            "2026-11-12",
            id="a held meeting",
        ),
        pytest.param(
            {
                "entries/2026-11-12/index.md": "---\nhölls: 2026-11-13\n"
                "närvaro: {Polisen: närvarande}\ngodkänd: {datum: 2026-11-16, av: Skolan}\n---\n"
            },
            "2026-11-16",
            id="an approval",
        ),
        pytest.param(
            {
                "entries/2026-09-17/a.md": entry(
                    "struken: {datum: 2026-11-21, skäl: A, av: Skolan}\n"
                )
            },
            "2026-11-21",
            id="a withdrawal",
        ),
        pytest.param(
            {
                "entries/2026-09-17/a.md": entry(
                    "rättelser: [{datum: 2026-11-22, fält: tid, stod: A, ska stå: B, skäl: C, av: Skolan}]\n"
                )
            },
            "2026-11-22",
            id="a correction",
        ),
        pytest.param(
            {
                "entries/rapporter/2026-10.md": "---\nfastställd: {datum: 2026-11-10, av: Skolan}\n"
                "expedierad: [{mottagare: A, datum: 2026-11-11}]\n---\nText.\n"
            },
            "2026-11-11",
            id="a report sent",
        ),
        pytest.param(
            {
                "entries/2026-11-12/index.md": "---\nnästa möte: 2027-01-07\n"
                "kommande: [{datum: 2027-02-01, vad: A}]\n---\n",
                "entries/2026-10-15/a.md": entry(
                    "åtgärder: [{vad: A, ansvarig: Skolan, senast: 2027-03-01}]\n"
                ),
            },
            "2026-11-09",
            id="never a plan or a deadline",
        ),
    ],
)
def test_the_archives_date(files: dict[str, str], today: str, archive_with: Make) -> None:
    assert str(read(archive_with(files=files)).today) == today


def test_the_archives_date_when_nothing_has_happened_or_another_is_asked_for() -> None:
    assert str(read_archive(ARCHIVES / "planned").today) == "2026-09-17"
    asked = date(2026, 11, 10)
    assert read_archive(ARCHIVES / "small", asked).today == asked


def test_a_called_off_meeting_hands_its_entries_to_the_next_held(archive_with: Make) -> None:
    root = archive_with(
        files={
            "entries/2026-10-01/index.md": "---\ninställt: {skäl: Sjukdom}\n---\n",
            "entries/2026-10-01/skolan-a.md": entry(),
            "entries/2026-11-12/index.md": "---\ninställt: {skäl: Sjukdom}\n---\n",
        }
    )
    archive = read(root)
    moved = archive.entry["2026-10-01/skolan-a"]
    assert archive.taken_up_at(moved) == "2026-10-15"
    assert archive.day_of(moved) == date(2026, 10, 16)
    assert moved in archive.entries_by_meeting["2026-10-15"]
    assert archive.entries_by_meeting["2026-10-01"] == ()
    # Nobody has met since: the entries wait where they are.
    left = archive.entry["2026-11-12/skolan-skyltsondag"]
    assert archive.taken_up_at(left) == "2026-11-12"


def test_a_folder_of_entries_is_a_planned_meeting_before_anyone_writes_its_index(
    archive_with: Make,
) -> None:
    root = archive_with(files={"entries/2026-12-10/skolan-a.md": entry()})
    meeting = read(root).meeting["2026-12-10"]
    assert (meeting.status, meeting.has_file) == ("planerat", False)
    assert (meeting.title, meeting.text, meeting.attendance) == ("", "", {})
    assert meeting.path == "entries/2026-12-10/index.md"
    assert [m.id for m in read(root).meetings] == sorted(m.id for m in read(root).meetings)


def test_planned_days_leave_out_what_the_mall_leaves_out() -> None:
    mall = read_archive(ARCHIVES / "small").mall
    days = [str(day) for day in mall.planned_days(date(2027, 1, 7))]
    assert days == ["2026-09-17", "2026-10-15", "2026-11-12", "2027-01-07"]
    assert mall.planned_days(date(2026, 9, 16)) == []
    assert mall.plan.holds(date(2026, 11, 12))
    assert not mall.plan.holds(date(2026, 12, 10))


@pytest.mark.parametrize(
    ("rows", "events"),
    [
        ("", 1),
        ("antal: 3\n", 3),
        ("tillförlitlighet: misstänkt\n", 1),
        ("tillförlitlighet: obekräftat\nantal: 3\n", 0),
        ("slag: Iakttagelse\n", 0),
        ("slag: Positiv utveckling\n", 0),
        ("struken: {datum: 2026-10-20, skäl: Fel, av: Skolan}\n", 0),
    ],
)
def test_counted_events(rows: str, events: int, archive_with: Make) -> None:
    archive = read(archive_with(files={"entries/2026-10-15/a.md": entry(rows)}))
    assert archive.entry["2026-10-15/a"].counted_events == events


def test_a_removed_entry_counts_nowhere_and_needs_nothing(archive_with: Make) -> None:
    text = (
        "---\norganisation: Skolan\navlägsnad: {datum: 2026-10-20, skäl: personuppgift, "
        "beslut: KS 2026/60, av: Trygghetssamordnare}\n---\n"
    )
    loaded = load_archive(archive_with(files={"entries/2026-10-15/a.md": text}))
    assert loaded.problems == []
    assert loaded.archive is not None
    removed = loaded.archive.entry["2026-10-15/a"]
    assert (removed.stands, removed.counted_events, removed.text) == (False, 0, "")


def test_nothing_to_report_is_called_what_the_mall_calls_it() -> None:
    archive = read_archive(ARCHIVES / "small")
    assert archive.entry["2026-09-17/polisen-inget"].title == "Inget att rapportera"


def test_actions_and_follow_ups_are_found_by_their_ids() -> None:
    archive = read_archive(ARCHIVES / "small")
    assert set(archive.actions) == {"2026-09-17#1", "2026-09-17/fastighet-fonster#1"}
    assert [str(placed.row.day) for placed in archive.follow_ups] == ["2026-10-08", "2026-10-12"]
    assert [row.id for row in place_proposals(archive.meeting["2026-10-15"])] == [
        "2026-10-15#bra-1"
    ]
    decision = archive.decision["2026-11-05-kartlaggning-norra-skolan"]
    assert [row.id for row in place_assignments(decision)] == [f"{decision.id}#1"]
    assert archive.account[decision.id].decision_id == decision.id


def test_a_doubtful_archive_is_not_returned(archive_with: Make) -> None:
    with pytest.raises(ArchiveError) as caught:
        read_archive(archive_with("value--unknown-certain", "numbers_once"))
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_a_list_may_end_with_its_file(archive_with: Make, end: str) -> None:
    rows = (
        "gallrat:\n  - id: 2020-01-09/polisen-torget\n    datum: 2026-01-15\n    beslut: KS 2026/12"
    )
    archive = read(archive_with(files={"entries/gallrat.yml": rows + end}))
    assert list(archive.disposed) == ["2020-01-09/polisen-torget"]


def test_what_is_kept_as_read_is_as_when_read_anew() -> None:
    """A mall and records are read once while their text is the same, and by all; nothing changes them."""
    archive, again = read(ARCHIVES / "small"), read(ARCHIVES / "small")
    assert archive.mall is again.mall
    for record in (*archive.entries, *archive.meetings, *archive.decisions, *archive.report_files):
        text = "\n".join(record.source.lines)
        assert not text or parse_record(text, record.path) is record.source
        assert not text or parse_record.__wrapped__(text, record.path) == record.source
    text = "\n".join(read_yaml(ARCHIVES / "small", "entries/mall.yml").lines)
    kept = parse_yaml_file(text, "entries/mall.yml")
    assert parse_yaml_file.__wrapped__(text, "entries/mall.yml") == kept


def test_what_is_kept_as_read_goes_with_its_text(archive_with: Make) -> None:
    """The same text at another root is the same; another text, and the mall it is read with, is not."""
    first = read(ARCHIVES / "small")
    root = archive_with()
    assert read(root).mall is first.mall
    mall = root / "entries/mall.yml"
    text = mall.read_text(encoding="utf-8")
    mall.write_text(text.replace("kommun: ", "# En rad till\nkommun: Nya ", 1), encoding="utf-8")
    changed = read(root)
    assert changed.mall.municipality == f"Nya {first.mall.municipality}"
    assert {entry.organisation for entry in changed.entries} <= {*changed.mall.organisations}
    mall.write_text(text, encoding="utf-8")
    assert read(root).mall is first.mall
    entry = root / "entries/2026-10-15/skolan-lugnare.md"
    entry.write_text(entry.read_text(encoding="utf-8") + "\nMer.\n", encoding="utf-8")
    assert read(root).entry["2026-10-15/skolan-lugnare"].source.lines[-2] == "Mer."
