"""Signs that nobody sees are named wherever they stand, and no sign that is seen is taken for one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.problems import Severity
from generator.records.files.text import TURNING, find_hidden, name_hidden
from generator.records.loading import load_archive

POST = "---\norganisation: Skolan\nproblemtyp: Skadegörelse\nplats: Norra skolan\ndatum: 2026-10-07\nstöd från annan: A?lla\n---\n# Ru?brik\nTe?xt.\n"
PATH = "entries/2026-10-15/skolan-klotter.md"
TABLE = "entries/2026-10-15/polisen-anmalda-brott.csv"
CELLS = "Brottstyp;sep 2025;sep 2026\nSkade?görelse;2;4\nRån;3;1\n"
SIGNS = [
    *"\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064",
    *"\u2066\u2067\u2068\u2069\u3164\ufeff\U000e0001\U000e0020\U000e007f\U000e0100",
]


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_sign_nobody_sees_is_named_where_it_stands(
    sign: str, archive_with: Callable[..., Path]
) -> None:
    files = {PATH: POST.replace("?", sign), TABLE: CELLS.replace("?", sign)}
    found = [p for p in load_archive(archive_with(files=files)).problems if "U+" in p.text]
    turns = sign in TURNING
    places = [(p.origin.path, p.origin.line, p.origin.column) for p in found]
    # What turns text stops the file at its first place.
    assert places == [
        (TABLE, 2, 6 if turns else 1),
        *((PATH, line, column) for line, column in ((6, 19), (8, 5), (9, 3))[: 1 if turns else 3]),
    ]
    assert {p.severity for p in found} == {Severity.FEL if turns else Severity.VARNING}
    assert all(name_hidden(sign) in p.text for p in found)
    if not turns:
        assert [p.paste for p in found] == [
            "Skadegörelse;2;4",
            "stöd från annan: Alla",
            "# Rubrik",
            "Text.",
        ]


@pytest.mark.parametrize(
    "text",
    ["5\u00a0000\u202fkr", "Åsa å e\u0301", "👨‍👩‍👧 🏳️‍🌈 ❤️", "→ ✓ • –", "한국어 عربي", "1\u20112"],
)
def test_what_is_seen_or_is_a_blank_is_no_such_sign(text: str) -> None:
    assert find_hidden(text) == []
