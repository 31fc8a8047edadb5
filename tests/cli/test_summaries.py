"""A summary's numbers are the archive's, and no other number is taken for one of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.cli.examined import examine
from generator.cli.examined.claims import find_claims
from generator.records import load_archive
from tests.places import load_cases
from tests.site.building import commit_all

CASES = load_cases(Path(__file__).with_name("claims.yml"))
REPORT = "entries/rapporter/2026-10.md"
LATE = "entries/2026-10-15/skolan-klotter.md"
ENTRY = (
    "---\norganisation: Skolan\nproblemtyp: Skadegörelse\nplats: Norra skolan\n"
    "datum: 2026-10-07\n---\n# Ny skada\nGaveln har fått en ny skada.\n"
)
READERS = load_cases(Path(__file__).with_name("summary_readers.yml"))
LAID = {
    "natverk": (
        "entries/2026-10-15/polisen-natverk.md",
        "---\norganisation: Polisen\nproblemtyp: Tecken på nätverk\nplats: Hela kommunen\n"
        "datum: 2026-10-08\nantal: 2\nspridning: {}\nåtgärder:\n"
        "  - {{vad: Prata med ägarna, ansvarig: Polisen, senast: 2026-12-01}}\n"
        "---\n# Tecken i centrum\nLäget är som förut.\n",
    ),
    "skada": (
        "entries/2026-10-15/skolan-skada.md",
        "---\norganisation: Skolan\nproblemtyp: Skadegörelse\nplats: Norra skolan\n"
        "datum: 2026-10-07\nspridning: {}\nåtgärder:\n"
        "  - {{vad: Laga gaveln, ansvarig: Skolan, senast: 2026-12-01}}\n"
        "---\n# Ny skada\nGaveln har fått en ny skada.\n",
    ),
}
SECOND = {
    "entries/2026-10-29/index.md": "---\nnärvaro:\n  Polisen: närvarande\n  Skolan: närvarande\n"
    "  Fastighetsbolaget: lämnat skriftligt\nbedömning:\n  Ordning: {nivå: låg}\n"
    "  Våld: {nivå: ej bedömd}\n---\nLugnt möte.\n",
    "entries/2026-10-29/skolan-port.md": ENTRY.replace("10-07", "10-25").replace("skada", "port"),
    "entries/2026-10-29/skolan-tak.md": ENTRY.replace("10-07", "10-26").replace(
        "skada", "takskada"
    ),
}
GIVING_AWAY = load_cases(Path(__file__).with_name("giving_away.yml"))
MEETING = "entries/2026-10-15/index.md"
DECISION = "decisions/2026-11-05-kartlaggning-norra-skolan.md"
# Where each text stands that the group has in the small archive, and what stands there.
STANDS = {
    "notes": (MEETING, ""),
    "summary": (REPORT, ""),
    "level": (MEETING, "text: Skadegörelsen vid skolan fortsätter."),
    "proposal": (MEETING, "skäl: Andra mötet i rad."),
    "otherwise": (MEETING, "om vi avstår: Kostnaderna fortsätter att öka."),
    "decision": (DECISION, "Problemet ökar och går att påverka."),
    "outcome": (DECISION, "text: Kartläggningen är klar."),
}
Make = Callable[..., Path]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_a_number_is_taken_for_the_whole_only_when_it_must_be(case: dict[str, Any]) -> None:
    found = find_claims(case["text"], "2026-11")
    assert {str(claim.what): claim.number for claim in found} == case["said"]


def test_a_number_of_more_digits_than_any_is_none() -> None:
    assert [*find_claims(f"Totalt rapporterades {'1' * 5_000} händelser.", "2026-11")] == []


def test_a_number_is_told_on_its_line() -> None:
    text = (
        "Lugnt.\nFem åtgärder är klara.\n\nTotalt\nrapporterades 14 händelser.\nVi hade ett möte.\n"
    )
    assert [(claim.line, claim.words) for claim in find_claims(text, "2026-11")] == [
        (3, "Totalt rapporterades 14 händelser."),
        (5, "Vi hade ett möte."),
    ]


def test_the_examples_summaries_agree_with_its_archive(root: Path) -> None:
    archive = load_archive(root).archive
    assert archive is not None
    said = [claim for file in archive.report_files for claim in find_claims(file.text, file.id)]
    # The rule would say nothing of an example that it reads nothing in.
    assert len(said) >= 9
    assert [p for p in examine(root).problems if p.field == "text"] == []


def read_warnings(root: Path) -> list[str]:
    """Return what is said of the summaries' numbers, each with its line."""
    return [f"{p.origin.line}: {p.text}" for p in examine(root).problems if p.field == "text"]


def test_a_summary_that_says_another_number_is_told(archive_with: Make) -> None:
    root = archive_with()
    file = root / REPORT
    written = file.read_text("utf-8")
    line = written.count("\n") + 2
    said = "Totalt rapporterades {}. Vi lämnade {} förslag."
    file.write_text(f"{written}\n{said.format('en händelse', 'ett')}\n", "utf-8")
    assert read_warnings(root) == []
    file.write_text(
        f"{written}\n{said.format('14 händelser', 'tre')} Totalt är en åtgärd avbruten.\n", "utf-8"
    )
    advice = "Rätta talet, eller skriv i samma mening vilken del det gäller."
    month = "I rapporten för oktober 2026 räknar arkivet"
    assert read_warnings(root) == [
        f'{line}: "Totalt rapporterades 14 händelser." säger 14 händelser. {month} 1. {advice}',
        f'{line}: "Totalt är en åtgärd avbruten." säger 1 avbruten åtgärd. {month} 0. {advice}',
        f'{line}: "Vi lämnade tre förslag." säger 3 förslag. {month} 1. {advice}',
    ]


def test_a_report_that_is_adopted_may_say_what_it_said_then(archive_with: Make) -> None:
    root = archive_with()
    file = root / REPORT
    file.write_text(f"{file.read_text('utf-8')}\nTotalt rapporterades en händelse.\n", "utf-8")
    commit_all(root, "2026-11-20")
    (root / LATE).write_text(ENTRY, "utf-8")
    # That the late entry moves the report's numbers is told of the entry; the words were sent.
    assert [p.origin.path for p in examine(root).problems] == [LATE]
    file.write_text(file.read_text("utf-8").replace("en händelse", "fyra händelser"), "utf-8")
    assert len(read_warnings(root)) == 1
    assert "räknar arkivet 2." in read_warnings(root)[0]


@pytest.mark.parametrize("case", READERS, ids=lambda case: case["case"])
def test_a_summary_says_what_its_readers_are_shown(
    case: dict[str, Any], archive_with: Make
) -> None:
    laid = {LAID[name][0]: LAID[name][1].format(reach) for name, reach in case["laid"].items()}
    root = archive_with(files=laid)
    set_reach(root, case.get("default", "BRÅ"))
    file = root / REPORT
    file.write_text(f"{file.read_text('utf-8')}\n{case['said']}\n", "utf-8")
    told = case.get("told")
    said = [one.partition(" säger ")[2] for one in read_warnings(root)]
    assert said == ([told] if told else [])


def set_reach(root: Path, reader: str) -> None:
    """Let the group's own words go as far as a reader."""
    mall = root / "entries/mall.yml"
    words = mall.read_text("utf-8")
    assert "förval: {spridning: BRÅ," in words
    mall.write_text(words.replace("spridning: BRÅ,", f"spridning: {reader},", 1), "utf-8")


@pytest.mark.parametrize("case", GIVING_AWAY, ids=lambda case: case["said"][-40:])
def test_no_words_of_the_group_give_a_number_away(case: dict[str, Any], archive_with: Make) -> None:
    place = {"plats: Norra skolan": "plats: Centrum"}
    laid = {path: text.format("BRÅ") for path, text in LAID.values()}
    for old, new in place.items():
        laid = {path: text.replace(old, new) for path, text in laid.items()}
    root = archive_with(files=laid | (SECOND if case.get("second") else {}))
    set_reach(root, case.get("default", "BRÅ"))
    path, old = STANDS[case["at"]]
    file = root / path
    text = file.read_text("utf-8")
    for row, new in case.get("change", {}).items():
        assert row in text
        text = text.replace(row, new)
    assert old in text
    key = old.partition(": ")[0] + ": " if ": " in old else ""
    new = f"{key}{case['said']}"
    file.write_text(text.replace(old, new) if old else f"{text}\n{new}\n", "utf-8")
    found = [p for p in examine(root).problems if " säger " in p.text]
    assert [p.text.partition(" säger ")[2] for p in found] == [*filter(None, [case.get("told")])]
    assert [p.origin.path for p in found] == [file.relative_to(root).as_posix()] * len(found)
