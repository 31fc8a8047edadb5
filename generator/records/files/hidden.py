"""Signs that nobody sees: what each is called, and which of them turn the words around them."""

from __future__ import annotations

import re

# What turns the words around it: no text of ours needs that.
TURNING = {
    "\u202a": "tecken som vänder textens riktning",
    "\u202b": "tecken som vänder textens riktning",
    "\u202c": "slut på vänd text",
    "\u202d": "tecken som låser textens riktning",
    "\u202e": "tecken som skriver texten baklänges",
    "\u2066": "tecken som vänder textens riktning",
    "\u2067": "tecken som vänder textens riktning",
    "\u2068": "tecken som vänder textens riktning",
    "\u2069": "slut på vänd text",
}
NAMES = {
    "\u00ad": "mjukt bindestreck",
    "\u061c": "arabiskt riktningsmärke",
    "\u115f": "tomt koreanskt tecken",
    "\u1160": "tomt koreanskt tecken",
    "\u180e": "mongoliskt mellanrum utan bredd",
    "\u200b": "mellanslag utan bredd",
    "\u200c": "skiljetecken utan bredd",
    "\u200d": "fogtecken utan bredd",
    "\u200e": "riktningsmärke åt höger",
    "\u200f": "riktningsmärke åt vänster",
    "\u2060": "fogtecken utan bredd",
    "\u2061": "osynligt mattetecken",
    "\u2062": "osynligt gångertecken",
    "\u2063": "osynligt skiljetecken",
    "\u2064": "osynligt plustecken",
    "\u3164": "tomt koreanskt tecken",
    "\uffa0": "tomt koreanskt tecken",
    "\ufeff": "märke för teckenkodning",
    **TURNING,
}
TURNED = re.compile(f"[{''.join(TURNING)}]")
OTHER = "osynligt tecken"
HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Pictures of people and flags are made of several signs, joined by these.
JOINED = re.compile(
    "(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200d](?=[\u2190-\u2bff\U0001f000-\U0001faff])"
)


def find_hidden(line: str) -> list[tuple[int, str]]:
    """Return the columns, from 0, and the signs of a line that nobody sees."""
    if line.isascii():
        return []
    joined = {found.start() for found in JOINED.finditer(line)}
    return [(m.start(), m[0]) for m in HIDDEN.finditer(line) if m.start() not in joined]


def name_hidden(sign: str) -> str:
    """Return what a sign is called, with its number: `mjukt bindestreck (U+00AD)`."""
    return f"{NAMES.get(sign, OTHER)} (U+{ord(sign):04X})"


def without_hidden(line: str) -> str:
    """Return a line without the signs of it that nobody sees."""
    columns = {column for column, _ in find_hidden(line)}
    return "".join(sign for column, sign in enumerate(line) if column not in columns)
