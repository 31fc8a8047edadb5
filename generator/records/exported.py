"""The rules as a script can have them: the guard, the sentences and the signs, as plain data.

The same rows make `check` and the form; what here is written anew for JavaScript is only how.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import yaml

from generator.problems import Severity
from generator.records.checks import INNER_BULLET, PLACEHOLDERS
from generator.records.files import CERTAIN, CODE
from generator.records.privacy import RULES
from generator.records.sentences import read_sentences

# What patterns hold by the hundred, as the form's script has it: in one byte, that no pattern holds.
SHORTER = {r"\d": "~", "‹": "$", "(?:": "&", r"\.": "Q"}
# What stands for a part of a pattern, and is more than a sign of two bytes.
NAME = re.compile("«[A-Za-zÅÄÖåäö]+»|›")
# Of a rule of the guard, what the form has no use for: it is told the group's own addresses, and
# what does not stop is a warning.
LEFT_OUT = {"gruppens egna": "ja", "nivå": Severity.VARNING.value}


@cache
def export_rules() -> dict[str, object]:
    """Return the guard's rules, the sentences of the others, and the signs they look for."""
    text = shorten(RULES.read_text("utf-8"))
    guard = yaml.load(text, Loader=yaml.CBaseLoader)
    for sign, short in SHORTER.items():
        # Last, since what the others stand for holds it too.
        guard["kort"].setdefault(short, sign)
    rules = [
        {
            # Words have no blanks in them, and patterns no line breaks.
            key: (" " if key == "ord" else "\n").join(value) if isinstance(value, list) else value
            for key, value in told.items()
            if LEFT_OUT.get(key) != value
        }
        for row in guard["regler"]
        for told in [say_together(row)]
    ]
    return {
        "kort": guard["kort"],
        "regler": rules,
        "meningar": {
            severity.value: {
                name: row.in_form
                for name, row in read_sentences().items()
                if row.severity is severity
            }
            for severity in (Severity.FEL, Severity.VARNING)
        },
        "rubrik": guard["rubrik"],
        "trasig": [CERTAIN.pattern, CODE.pattern],
        "punkter": INNER_BULLET.pattern,
        "mallens": PLACEHOLDERS,
    }


def say_together(row: dict[str, Any]) -> dict[str, Any]:
    """Return a rule of the guard whose two sentences are one text; they are never told apart."""
    said = {"säger": f"{row['säger']} {row['skriv om']}"}
    return {key: value for key, value in (row | said).items() if key != "skriv om"}


def shorten(text: str) -> str:
    """Return the rules with what they hold by the hundred shorter, and with a sign for each name of a part."""
    for sign, short in SHORTER.items():
        text = text.replace(sign, short)
    names = dict.fromkeys(NAME.findall(text))
    free = (sign for sign in map(chr, range(0xC0, 0x100)) if sign not in text)
    for name, sign in zip(names, free, strict=False):
        text = text.replace(name, sign)
    return text
