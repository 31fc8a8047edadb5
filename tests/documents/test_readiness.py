"""A draft says what it lacks, and who has not reported."""

from __future__ import annotations

import pytest

from generator.article.values import Ref
from generator.documents.readiness import find_readiness
from tests.fixed import read_once
from tests.places import ARCHIVES


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        (
            "report",
            "2026-09",
            "Det här är ett utkast. Det som saknas är sammanfattning, diarienummer, sekretessprövning och "
            "uppgift om när rapporten fastställdes. Till mötet den 17 september 2026 har Skolan inte rapporterat.",
        ),
        ("report", "2026-10", ""),
        ("meeting", "2026-09-17", ""),
        ("meeting", "2026-10-15", "Det här är ett utkast. Det som saknas är godkännande."),
        ("decision", "2026-11-05-kartlaggning-norra-skolan", ""),
    ],
)
def test_what_a_draft_lacks_is_said(kind: str, name: str, said: str) -> None:
    ready = find_readiness(read_once(ARCHIVES / "small"), Ref(kind, name))
    assert (ready.said if ready.is_draft else "") == said
