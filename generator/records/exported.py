"""The rules as a script can have them: the guard, the sentences and the signs, as plain data.

The same rows make `check` and the form; what here is written anew for JavaScript is only how.
"""

from __future__ import annotations

from functools import cache

import yaml

from generator.problems import Severity
from generator.records.checks import INNER_BULLET, PLACEHOLDERS
from generator.records.files import CERTAIN, CODE
from generator.records.guard import RULES
from generator.records.sentences import read_sentences

# What patterns hold by the hundred, as the form's script has it: in one byte, that no pattern holds.
SHORTER = {r"\d": "~", "‹": "$", "(?:": "&"}
# Of a rule of the guard, what the form has no use for: it is told the group's own addresses, and
# what does not stop is a warning.
LEFT_OUT = {"gruppens egna": "ja", "nivå": Severity.VARNING.value}


@cache
def export_rules() -> dict[str, object]:
    """Return the guard's rules, the sentences of the others, and the signs they look for."""
    text = RULES.read_text("utf-8")
    for sign, short in SHORTER.items():
        text = text.replace(sign, short)
    guard = yaml.load(text, Loader=yaml.CBaseLoader)
    for sign, short in SHORTER.items():
        # Last, since what the others stand for holds it too.
        guard["kort"].setdefault(short, sign)
    rules = [
        {
            # Words have no blanks in them, and patterns no line breaks.
            key: (" " if key == "ord" else "\n").join(value) if isinstance(value, list) else value
            for key, value in row.items()
            if LEFT_OUT.get(key) != value
        }
        for row in guard["regler"]
    ]
    return {
        "rubrik": guard["rubrik"],
        "kort": guard["kort"],
        "regler": rules,
        "trasig": [CERTAIN.pattern, CODE.pattern],
        "punkter": INNER_BULLET.pattern,
        "mallens": PLACEHOLDERS,
        "meningar": {
            severity.value: {
                name: row.in_form
                for name, row in read_sentences().items()
                if row.severity is severity
            }
            for severity in (Severity.FEL, Severity.VARNING)
        },
    }
