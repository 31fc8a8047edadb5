"""Names as people paste them: from an address bar, a folder, a file's page at the forge.

What a browser, an editor or Windows shows of a record says which it is, but is not its name. Here
is what such a text may stand for; whether there is such a record, the caller knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote

from generator.problems import Suggestion
from generator.records.files.paths import ACCOUNT_ENDING, STEM, TOPS
from generator.records.header.forms import DAY, MONTH

# Signs that stand round a name where it is shown, and what ends the sentence it was copied from.
ROUND = " \t\u00a0\u00b6<>()[]{}\"'”’»«`.,;:/"
ENDINGS = (".html", ".md", ".csv", ACCOUNT_ENDING, "/index")
# A forge marks lines so, and a browser the words it was sent to.
NO_MARKS = re.compile(r"L\d+(?:-L?\d+)?|:~:.*", re.IGNORECASE)
ENTRY = re.compile(rf"(?:.*/)?({DAY.pattern})/({STEM})")
MEETING = re.compile(rf"(?:.*/)?({DAY.pattern})")
DECISION = re.compile(rf"(?:.*/)?({DAY.pattern}-{STEM})")
REPORT = re.compile(rf"(?:.*/)?({MONTH.pattern})")
NUMBER = re.compile(r"\d+")
PROPOSAL = re.compile(r"bra-\d+")
OWN_ACTION = re.compile(r"_?atgard_(\d+)")
ASSIGNMENT = re.compile(r"_?uppdrag-(\d+)")
PROPOSAL_ELSEWHERE = re.compile(rf"_({DAY.pattern})-(bra-\d+)(?:-t)?")
MOVED = re.compile(rf"_?({DAY.pattern})-({STEM})")
NUMBERED = re.compile(rf"({STEM})-(\d+)")


def find_meant(pasted: str, known: Iterable[str]) -> Suggestion:
    """Return the known name that a pasted address stands for; several when it may be any of them.

    The address of an entry will do for its only åtgärd, and that of an åtgärd for its entry.
    """
    names, listed = list(read_names(pasted)), set(known)
    exact = [name for name in names if name in listed]
    if exact:
        return Suggestion(exact[0], ())
    rows = sorted(row for name in names for row in listed if row.startswith(f"{name}#"))
    records = [name.partition("#")[0] for name in names if name.partition("#")[0] in listed]
    found = rows or records[:1]
    return Suggestion(found[0], ()) if len(found) == 1 else Suggestion(None, tuple(found))


def read_names(pasted: str) -> Iterator[str]:
    """Yield the names an address or a path may stand for, the likeliest first."""
    path, mark = split_address(pasted)
    if found := PROPOSAL_ELSEWHERE.fullmatch(mark):
        yield f"{found[1]}#{found[2]}"
    elif found := ENTRY.fullmatch(path):
        name = f"{found[1]}/{found[2]}"
        yield f"{name}#{mark}" if NUMBER.fullmatch(mark) else name
    elif found := MEETING.fullmatch(path):
        yield from read_part(found[1], mark)
    elif found := DECISION.fullmatch(path):
        number = ASSIGNMENT.fullmatch(mark)
        yield f"{found[1]}#{number[1]}" if number else with_number(found[1], mark)
    elif found := REPORT.fullmatch(path):
        yield found[1]


def read_part(day: str, mark: str) -> Iterator[str]:
    """Yield what an anchor of a meeting's page may stand for; without one, the meeting."""
    part = mark.removeprefix("_t_")
    plain = part.removeprefix("_")
    if own := OWN_ACTION.fullmatch(part):
        yield f"{day}#{own[1]}"
    elif NUMBER.fullmatch(plain) or PROPOSAL.fullmatch(plain):
        yield f"{day}#{plain}"
    elif moved := MOVED.fullmatch(part):
        yield from read_entry(moved[1], moved[2], action_first=False)
    elif plain:
        yield from read_entry(day, plain, action_first=part != plain)
    else:
        yield day


def read_entry(day: str, stem: str, *, action_first: bool) -> Iterator[str]:
    """Yield an entry and, where its anchor ends with a number, the åtgärd that may be meant."""
    entry = [f"{day}/{stem}"]
    numbered = NUMBERED.fullmatch(stem)
    action = [f"{day}/{numbered[1]}#{numbered[2]}"] if numbered else []
    yield from (*action, *entry) if action_first else (*entry, *action)


def with_number(record: str, mark: str) -> str:
    """Return a row's name when the mark is a number, or else its record's."""
    return f"{record}#{mark}" if NUMBER.fullmatch(mark) else record


def split_address(pasted: str) -> tuple[str, str]:
    """Split an address or a path into the path without its ending, and what stands after `#`."""
    plain = unquote(pasted).strip(ROUND).replace("\\", "/").casefold()
    path, _, mark = re.sub(r"(?<!\s)\s*([/#])\s*", r"\1", plain).partition("#")
    path = path.partition("?")[0].strip(ROUND)
    for ending in ENDINGS:
        path = path.removesuffix(ending)
    return path, NO_MARKS.sub("", mark).strip(ROUND)


def find_slug(pasted: str, slugs: Sequence[str]) -> str:
    """Return the slug that the address of a page ends with, or nothing: `platser/torget.html`."""
    if not is_address(pasted):
        return ""
    path, mark = split_address(pasted)
    ends = (path.rpartition("/")[2], mark.lstrip("_"))
    return next((slug for slug in slugs if slug in ends), "")


def is_address(text: str) -> bool:
    """Say whether a text was pasted from an address bar or a folder, and is no word or name."""
    path = split_address(text)[0]
    return any(sign in text for sign in ("://", "\\", ".html", ".md")) or path.startswith(TOPS)
