"""Numbers and texts as plain script that loads from a folder: short, and harmless on any page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

# Printable ASCII that needs no escape in a script and ends no tag.
DIGITS = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\<>')
BASE = len(DIGITS) // 2
LAST, MORE = DIGITS[:BASE], DIGITS[BASE:]
# What could end the script, or a line of it, where a text should go on.
ESCAPES = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029", "\x7f": "\\u007f"}
ESCAPED = str.maketrans(ESCAPES)
CALL = "lagesbildSok"


def write_long(number: int) -> str:
    """Write a number from 0 up: a digit of the second half says that more follow."""
    text = LAST[number % BASE]
    number //= BASE
    while number:
        number -= 1
        text = MORE[number % BASE] + text
        number //= BASE
    return text


SHORT = [write_long(number) for number in range(BASE + BASE * BASE)]


def write_number(number: int) -> str:
    """Write a number from 0 up; the small ones, which are most, are looked up."""
    return SHORT[number] if number < len(SHORT) else write_long(number)


def write_numbers(numbers: Iterable[int]) -> str:
    """Write numbers one after the other; each tells where it ends."""
    return "".join(map(write_number, numbers))


def write_scripts(values: Mapping[str, object]) -> dict[str, str]:
    """Write a script for each value, that hands it over by its name.

    All carry a short name for exactly this content: pieces of two builds must never be mixed.
    """
    texts = {name: write_value(value) for name, value in values.items()}
    version = hashlib.sha256("\n".join(texts.values()).encode()).hexdigest()[:12]
    return {f"{name}.js": f'{CALL}("{name}","{version}",{text});\n' for name, text in texts.items()}


def write_value(value: object) -> str:
    """Write a value as JSON that is safe in any script: no tag can end in it, no line break in it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPED)
