"""The JSON Schema of each kind: it lets through every record there is, and little else."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from generator.records import Archive, read_archive, write_schema
from generator.records.files.source import read_yaml
from generator.records.schema import SCHEMA_FORMS
from tests.places import ARCHIVES, ROOT

FOLDERS = [ROOT, ARCHIVES / "small", ARCHIVES / "undecided"]
BASE = {"organisation": "Skolan", "problemtyp": "Skadegörelse", "datum": "2026-11-04"}


def validator(kind: str, archive: Archive) -> Draft202012Validator:
    """Return what judges a header of a kind."""
    schema = write_schema(kind, archive.mall)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_record_is_let_through(folder: Path) -> None:
    archive = read_archive(folder)
    records = {
        "entry": archive.entries,
        "meeting": archive.meetings,
        "decision": archive.decisions,
        "account": archive.accounts,
        "report": archive.report_files,
    }
    assert {*records, "mall"} == {*SCHEMA_FORMS}
    for kind, found in records.items():
        judge = validator(kind, archive)
        for record in found:
            assert [e.message for e in judge.iter_errors(record.source.data)] == [], record.path
    mall = read_yaml(folder, "entries/mall.yml").data
    assert [e.message for e in validator("mall", archive).iter_errors(mall)] == []


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ({"problemtyp": "Skadegörels"}, "problemtyp"),
        ({"plats": "Fagersta"}, "plats"),
        ({"datum": "4 november"}, "datum"),
        ({"antal": "två"}, "antal"),
        ({"polisanmält": "kanske"}, "polisanmält"),
        ({"åtgärder": [{"vad": "x", "ansvarig": "Ingen"}]}, "åtgärder"),
        ({"ort": "Stora torget"}, ""),
        ({"organisation": None}, "organisation"),
    ],
)
def test_what_check_refuses_is_refused(header: dict[str, object], field: str) -> None:
    judge = validator("entry", read_archive(ARCHIVES / "small"))
    assert not [*judge.iter_errors({**BASE, "antal": 2, "plats": None})]
    (found,) = judge.iter_errors({**BASE, **header})
    assert next(iter(found.absolute_path), "") == field
