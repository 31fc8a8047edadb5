"""Two records in one file: the second would be a part of the first one's text, and count nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from generator.records.files.paths import free_name, slug_of
from generator.records.files.quoting import NAME
from generator.records.files.source import CODE_BOX, FENCE, explain_fence
from generator.records.files.text import refuse
from generator.records.header.forms import Form, Reading, fields_of
from generator.records.kinds import KINDS
from generator.records.mall.rows import Organisation
from generator.swedish import SMALL_NUMBERS

ROW = re.compile(rf"({NAME}):(?: +(.*))?")
ROW_NAMES = {name for _, form, _ in KINDS for name in fields_of(form)}
# So many rows are a header, even without a line of --- beside them.
MANY_ROWS = 3
WORDS_IN_NAME = 3
# A row that only one kind of record has: what several are called, which of them, and a new one.
NOUNS = {
    "instans": ("beslut", "det", "ett nytt beslut"),
    "närvaro": ("möten", "det", "ett nytt möte"),
    "mottagare": ("rapporter", "den", "en ny rapport"),
    "källor": ("redovisningar", "den", "en ny redovisning"),
    "organisation": ("poster", "den", "en ny post"),
}


@dataclass(slots=True)
class Head:
    """Rows in a text that are those of a header: their values, where it begins (from 0), the heading after."""

    first: int
    rows: dict[str, str] = field(default_factory=dict)
    title: str = ""


def refuse_second(form: type[Form], reading: Reading, root: Path) -> None:
    """Refuse a file whose text holds another header, and say where what follows it belongs."""
    source = reading.source
    heads = list(find_heads(source.body.split("\n")))
    if not heads:
        return
    second = heads[0]
    kind, own = kind_of(second.rows), kind_of(fields_of(form))
    several, which, new = NOUNS[kind]
    name = suggest_name(second, reading, root)
    example = f", till exempel {name}" if name else ""
    if kind != own and not (kind == "organisation" and own == "källor"):
        text = f"Här börjar {new}. Lägg {which} i en egen fil{example}."
    elif len(heads) == 1:
        text = f"Filen har två {NOUNS[own][0]}. Lägg {which} andra i en egen fil{example}."
    else:
        number = SMALL_NUMBERS[len(heads) + 1] if len(heads) < 12 else str(len(heads) + 1)
        text = f"Filen har {number} {several}. Lägg de andra i egna filer{example}."
    raise refuse(source.path, text, source.body_line + second.first)


def find_heads(lines: list[str]) -> Iterator[Head]:
    """Yield every header in a text: rows with a line of `---` or a heading beside them, or many rows."""
    number = 0
    while number < len(lines):
        head, after = read_head(lines, number)
        if not head.rows:
            number += 1
            continue
        above = next((n for n in range(number - 1, -1, -1) if lines[n].strip()), None)
        below = next((n for n in range(after, len(lines)) if lines[n].strip()), None)
        fenced_above = above is not None and is_fence(lines[above], above)
        fenced_below = below is not None and is_fence(lines[below], below)
        titled = below is not None and lines[below].startswith("# ")
        sides = fenced_above + (fenced_below or titled)
        if len(head.rows) + sides >= MANY_ROWS and (sides or len(head.rows) >= MANY_ROWS):
            head.first = above if fenced_above and above is not None else number
            titles = (line[2:] for line in lines[after:] if line.startswith("# "))
            head.title = next(titles, "")
            yield head
        number = after


def read_head(lines: list[str], first: int) -> tuple[Head, int]:
    """Read the rows that begin at a line; return them and the number of the line after them."""
    head, after = Head(first), first
    for number in range(first, len(lines)):
        line = lines[number]
        found = ROW.fullmatch(line.rstrip())
        if found and found[1] in ROW_NAMES:
            head.rows[found[1]] = (found[2] or "").strip("\"' ")
        elif line.strip() and not (head.rows and line.startswith((" ", "- "))):
            break
        if line.strip():
            after = number + 1
        elif not head.rows:
            break
    return head, max(after, first + 1)


def is_fence(line: str, number: int) -> bool:
    """Say whether a line ends or begins a header, or was meant to."""
    is_box = CODE_BOX.fullmatch(line.rstrip()) is not None
    return line.rstrip() == FENCE or is_box or explain_fence(line, number) != ""


def kind_of(rows: object) -> str:
    """Return the row that tells what kind of record such rows make."""
    assert isinstance(rows, dict)
    return next((name for name in NOUNS if name in rows), "organisation")


def suggest_name(second: Head, reading: Reading, root: Path) -> str:
    """Return a name that the other record's file may have and that is free, or nothing."""
    folder = PurePosixPath(reading.source.path).parent.as_posix()
    words = slug_of(second.title).split("-")[:WORDS_IN_NAME] if second.title else []
    if kind_of(second.rows) == "organisation" and folder.startswith("entries/2"):
        who = second.rows.get("organisation", "")
        row = reading.mall.find(Organisation, who)
        told = (second.rows.get(name) for name in ("plats", "problemtyp", "slag"))
        about = next(filter(None, told), " ".join(words))
        parts = [row.slug if row else slug_of(who), slug_of(about) if about else ""]
    elif kind_of(second.rows) == "instans":
        parts = [second.rows.get("datum", ""), *words]
    else:
        return ""
    stem = slug_of("-".join(filter(None, parts)))
    return free_name(root, f"{folder}/{stem}.md")
