"""The list of attacks: each names the tests that keep its way shut, and they are there."""

from __future__ import annotations

from pathlib import Path

from tests.places import ROOT, load_cases

ATTACKS = load_cases(Path(__file__).with_name("attacks.yml"))


def test_every_test_that_an_attack_names_is_there() -> None:
    named = {test for row in ATTACKS for test in row["tests"]}
    assert len(ATTACKS) >= 20
    files = {file: (ROOT / file).read_text("utf-8") for file in {n.split("::")[0] for n in named}}
    gone = [n for n in named if f"def {n.split('::')[1]}(" not in files[n.split("::")[0]]]
    assert gone == []
