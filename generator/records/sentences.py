"""The sentences of the rules that the form runs too, kept as data so that both say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from generator.problems import Severity

SENTENCES = Path(__file__).with_suffix(".yml")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a rule says, with names in braces to fill in.

    `wrong` is what is wrong; `in_file` and `in_form` say what to do about it too.
    """

    wrong: str
    in_file: str
    in_form: str
    severity: Severity


@cache
def read_sentences() -> Mapping[str, Sentence]:
    """Read them; they are part of the program and hold no faults of an author."""
    rows = yaml.load(SENTENCES.read_text("utf-8"), Loader=yaml.CBaseLoader)
    return {
        name: Sentence(
            wrong=row["fel"],
            in_file=f"{row['fel']} {row.get('i filen', '')}".strip(),
            in_form=f"{row['fel']} {row.get('i formuläret', '')}".strip(),
            severity=Severity(row.get("nivå", "fel")),
        )
        for name, row in rows.items()
    }


def say_rule(name: str, **values: object) -> str:
    """Return what a rule says to who writes a file."""
    return read_sentences()[name].in_file.format(**values)
