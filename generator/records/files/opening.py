"""Where a record's header begins and ends: two lines of `---`, and what stands there instead."""

from __future__ import annotations

import re

from generator.problems import quote
from generator.records.files.blanks import BLANKS, name_blank
from generator.records.files.quoting import NAME
from generator.records.files.text import refuse

FENCE = "---"
CODE_BOX = re.compile(r" {0,3}(?:```|~~~)[ \w]*")
FIRST_ROW = re.compile(rf"{NAME}:(?: .*)?")
# Every sign that looks like a hyphen, and what else is drawn as a line.
HYPHEN, DASHES = "-", "‐‑‒–—―−⸺⸻﹘﹣－"
LINES = f"{HYPHEN}{DASHES}_*=+"
LONG_DASHES = "—―⸺⸻"
COUNTS = {1: "ett bindestreck", 2: "två bindestreck", 4: "fyra bindestreck", 5: "fem bindestreck"}


def find_header_end(lines: list[str], path: str) -> int:
    """Return the number, from 0, of the line that ends the header; refuse a file without one."""
    if lines[0].rstrip() != FENCE:
        raise refuse(path, *explain_first(lines))
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == FENCE:
            return number
        if why := explain_fence(line, number):
            raise refuse(path, f"{why} Skriv tre bindestreck:", number + 1, paste=FENCE)
    heading = next((n for n, line in enumerate(lines) if line.startswith("# ")), None)
    if heading is None:
        text = f'Huvudet tar aldrig slut. Skriv en rad "{FENCE}" efter huvudets sista rad.'
        raise refuse(path, text)
    text = f'Huvudet tar aldrig slut. Skriv en rad "{FENCE}" före rad {heading + 1}:'
    raise refuse(path, text, heading + 1, paste=f"{FENCE}\n{lines[heading]}")


def explain_first(lines: list[str]) -> tuple[str, int, int, str]:
    """Say what the file begins with instead of `---`: text, line and column from 1, what to paste."""
    number = next(n for n, line in enumerate(lines) if line.strip(BLANKS))
    line = lines[number]
    here = number + 1
    if line.rstrip() == FENCE:
        how = "en tom rad. Ta bort den" if number == 1 else f"{number} tomma rader. Ta bort dem"
        return f'Filen börjar med {how}, så att "{FENCE}" står på rad 1.', 1, 1, ""
    if CODE_BOX.fullmatch(line.rstrip()):
        text = f'Rad {here} ({quote(line)}) hör till rutan i guiden. Ta bort den, och raden "```" sist i filen.'
        return text, here, 1, ""
    if why := explain_fence(line, number):
        return f"{why} Skriv tre bindestreck:", here, 1, FENCE
    if line.startswith(FENCE):
        rest = line[len(FENCE) :].strip()
        text = f'På rad {here} får bara "{FENCE}" stå. Flytta resten till en egen rad:'
        return text, here, len(FENCE) + 1, f"{FENCE}\n{rest}"
    if FIRST_ROW.fullmatch(line):
        text = f'Huvudet börjar utan "{FENCE}". Skriv en sådan rad överst:'
        return text, here, 1, f"{FENCE}\n{line}"
    text = f'Huvudet saknas. Börja filen med en rad "{FENCE}", sedan rader som "organisation: Polisen" och en rad "{FENCE}" till.'
    return text, 1, 1, ""


def explain_fence(line: str, number: int) -> str:
    """Say what a line is that was meant as `---`, or nothing when it was not; `number` is from 0."""
    bare = line.strip(BLANKS)
    if bare[:1].isalnum():
        return ""
    here = f"Rad {number + 1}"
    if bare == FENCE:
        return f"{here} börjar med {name_blank(line[0])}."
    if bare.strip("\\\"'”“’`") == FENCE:
        return f"{here} är {bare}, med andra tecken än bindestreck."
    signs = "".join(sign for sign in bare if sign not in BLANKS)
    if not signs or set(signs) - set(LINES) or (len(signs) < 2 and signs not in LONG_DASHES):
        return ""
    if signs != bare:
        return f"{here} har mellanslag mellan strecken."
    if set(signs) == {HYPHEN}:
        return f"{here} har {COUNTS.get(len(signs), f'{len(signs)} bindestreck')}."
    if set(signs) & set(DASHES):
        long = "ett långt streck" if signs in LONG_DASHES else "skriven med tankstreck"
        return f"{here} är {long} ({signs})."
    return f"{here} är {quote(signs)}."
