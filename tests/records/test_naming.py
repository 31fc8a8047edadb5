"""Names as people paste them: whatever shows a record, the name is found again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.analysis import Chain
from generator.article.addresses import address_of
from generator.problems import Suggestion
from generator.records import Archive, place_assignments, place_proposals
from generator.records.files.paths import find_meant, find_slug, read_names
from generator.records.loading import load_archive

ROOT = Path(__file__).resolve().parents[2]
CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "pasted_names.yml").read_text(encoding="utf-8"), yaml.CBaseLoader
)


@pytest.mark.parametrize("case", CASES, ids=[case["pasted"] for case in CASES])
def test_what_is_pasted_stands_for_a_name(case: dict[str, Any]) -> None:
    found = find_meant(case["pasted"], case["known"])
    assert found == Suggestion(case.get("meant"), tuple(case.get("others", ())))


@pytest.mark.parametrize("folder", [ROOT, ROOT / "tests/archives/small"], ids=["example", "small"])
def test_the_address_of_every_record_leads_back_to_its_name(folder: Path) -> None:
    archive = load_archive(folder).archive
    assert archive is not None
    records = named_records(archive)
    assert len(records) > 10
    for name, record in records.items():
        address = f"https://arkiv.smaby.example/{address_of(archive, record)}"
        assert find_meant(address, records).certain == name, address


def named_records(archive: Archive) -> dict[str, object]:
    """Return what others may refer to, by its name; a report is named nowhere but in a decision."""
    return {
        **archive.entry,
        **archive.meeting,
        **archive.decision,
        **archive.actions,
        **{row.id: row for meeting in archive.meetings for row in place_proposals(meeting)},
        **{row.id: row for found in archive.decisions for row in place_assignments(found)},
        **{report.id: report for report in Chain(archive).report_of.values()},
    }


def test_a_name_is_read_as_itself() -> None:
    for name in (
        "2026-11-12/polisen-torget",
        "2026-11-12/polisen-torget#2",
        "2026-11-12",
        "2026-11-12#3",
        "2026-11-12#bra-1",
        "2026-12-15-kartlaggning-torget",
        "2026-12-15-kartlaggning-torget#1",
    ):
        assert next(read_names(name)) == name


@pytest.mark.parametrize(
    ("pasted", "slug"),
    [
        ("platser/stora-torget.html", "stora-torget"),
        ("https://arkiv.smaby.example/platser/stora-torget.html#_poster", "stora-torget"),
        (r"site\platser\stora-torget.html", "stora-torget"),
        ("stora-torget", ""),
        ("platser/torget.html", ""),
        ("Stora torget", ""),
    ],
)
def test_a_page_of_the_malls_words_has_the_words_slug(pasted: str, slug: str) -> None:
    assert find_slug(pasted, ["norra-skolan", "stora-torget"]) == slug
