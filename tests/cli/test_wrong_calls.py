"""What is said of a call that is written wrongly: what to write instead, in one line."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.places import load_cases

CASES = load_cases(Path(__file__).with_name("wrong_calls.yml"))


@pytest.mark.parametrize("name", CASES)
def test_a_wrong_call_says_what_to_write(name: str) -> None:
    result = CliRunner().invoke(main, shlex.split(CASES[name]["asked"]))
    assert (result.exit_code, result.output) == (2, f"Det gick inte: {CASES[name]['said']}\n")
