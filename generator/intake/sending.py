"""A sending: the files of new records as one plain text that a letter can carry.

Its first line is `Lägesbild, sändning 1`. Each file follows a line `=== entries/<meeting>/<name>.md`,
and the last line is `=== slut <number of files>`. A line of a file that begins with three `=` or
more gets one more, so that none can be taken for such a line. What stands before the first line and
after the last is a letter's own. Letters change what they carry: how lines end, the signs for
quoting before them, blanks. That is undone; whatever may have lost something is told, with its line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.problems import ArchiveError, Origin, Problem, Severity, quote
from generator.records import explain_windows, is_path_of_record

VERSION = 1
FIRST = re.compile(r"(?P<quoting>[> ]*)Lägesbild, sändning (?P<version>[0-9]{1,6}) *")
MARK = re.compile(r"===(?!=)")
FILE_MARK = re.compile(r"=== (?P<path>\S+)")
LAST_MARK = re.compile(r"=== slut (?P<count>[0-9]{1,6})")
MARKED = "==="
ENDINGS = (".md", ".csv")
# A row of a header: a key with its colon, a row of a list, the end of one, or a remark.
ROW = re.compile(r"[^\s:#-][^:]*:(?: |$)|[-#}\]]| |$")
BLANKS = re.compile("[\u00a0\u2007\u202f]")
# A heading, and how long a line is, in characters, where programs for letters break it.
HEADING = re.compile(r"#{1,6} .*\S")
BROKEN_AT = range(60, 79)
CUT = "Sändningen är inte hel: {why}. Be avsändaren skicka den igen."


@dataclass(frozen=True, slots=True)
class Sent:
    """A file of a sending: its path from the archive's root, its text, and where that began."""

    path: str
    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was written, without its quoting, and its number in what was given, from 1."""

    text: str
    number: int


def format_sending(files: Mapping[str, str]) -> str:
    """Write the files, by their paths, as a sending."""
    lines = [f"Lägesbild, sändning {VERSION}"]
    for path, text in files.items():
        lines.append(f"=== {path}")
        lines += (f"={line}" if line.startswith(MARKED) else line for line in tidy(text))
    return "\n".join([*lines, f"=== slut {len(files)}", ""])


def parse_sending(text: str, name: str = "sändningen") -> tuple[Sent, ...]:
    """Return the files of all sendings in a text, each path once; `name` is what the text is called.

    Raises an `ArchiveError` with all that is wrong: of a sending that is not whole nothing is taken.
    """
    files: dict[str, Sent] = {}
    problems: list[Problem] = []
    rows = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = find_first(rows, 0)
    if at is None:
        why = f'Här finns ingen sändning. En sändning börjar med raden "Lägesbild, sändning {VERSION}".'
        raise ArchiveError([Problem(Origin(name), why)])
    while at is not None:
        sent, found, after = read_one(rows, at, name)
        problems += found
        for file in sent:
            known = files.setdefault(file.path, file)
            if known.text != file.text:
                why = f"{file.path} finns redan på rad {known.origin.line}, med en annan text. Ge den ena ett annat namn."
                problems.append(Problem(file.origin, why))
        at = find_first(rows, after)
    if not files and not problems:
        problems.append(Problem(Origin(name), "Sändningen har inga filer."))
    if problems:
        raise ArchiveError(problems)
    return tuple(files.values())


def find_first(rows: Sequence[str], start: int) -> int | None:
    """Return where the next sending begins, from `start` on."""
    return next((n for n in range(start, len(rows)) if read_first(rows[n])), None)


def read_first(row: str) -> re.Match[str] | None:
    """Return what the first line of a sending says, if the row is one."""
    return FIRST.fullmatch(BLANKS.sub(" ", unicodedata.normalize("NFC", row)))


def read_one(
    rows: Sequence[str], at: int, name: str
) -> tuple[Sequence[Sent], Sequence[Problem], int]:
    """Return a sending's files, what is wrong with it, and the row after it."""
    first = read_first(rows[at])
    assert first is not None
    here = Origin(name, at + 1)
    if int(first["version"]) != VERSION:
        why = f"Sändningen är av en form som programmet inte känner ({first['version']}). Uppdatera programmet."
        return (), [Problem(here, why)], at + 1
    depth = first["quoting"].count(">")
    lines: list[Line] = []
    for number in range(at + 1, len(rows)):
        line = unquote(rows[number], depth)
        if line is None:
            why = "Raden saknar citattecknet > som de andra har. Den hör troligen ihop med raden ovanför: e-postprogrammet har brutit den."
            return (), [Problem(Origin(name, number + 1), why)], number + 1
        lines.append(Line(line, number + 1))
        last = LAST_MARK.fullmatch(plain(line))
        if not last:
            continue
        sent, problems = read_files(lines[:-1], name)
        marks = [line for line in lines[:-1] if MARK.match(line.text)]
        if len(marks) == int(last["count"]):
            return sent, problems, number + 1
        # What a file holds may look like a first line; then the number of files is right.
        again = find_first(rows[: number + 1], at + 1)
        if again is None:
            why = f"raden säger {last['count']} filer, men här är {len(marks)}"
            return (), [Problem(Origin(name, number + 1), CUT.format(why=why))], number + 1
        return (), [Problem(here, CUT.format(why="den slutar där nästa börjar"))], again
    again = find_first(rows, at + 1)
    why = 'raden "=== slut" saknas'
    return (), [Problem(here, CUT.format(why=why))], len(rows) if again is None else again


def unquote(row: str, depth: int) -> str | None:
    """Return a row without as many signs of quoting; None when it has fewer."""
    for _ in range(depth):
        bare = BLANKS.sub(" ", row).lstrip(" ")
        if not bare.startswith(">"):
            return None
        row = row[row.index(">") + 1 :]
        row = row[1:] if BLANKS.sub(" ", row[:1]) == " " else row
    return row


def plain(line: str) -> str:
    """Return a line with plain blanks, and none at its end."""
    return BLANKS.sub(" ", line).rstrip()


def read_files(lines: Sequence[Line], name: str) -> tuple[Sequence[Sent], Sequence[Problem]]:
    """Return the files between a sending's first and last line, and what is wrong with them."""
    starts = [n for n, line in enumerate(lines) if MARK.match(line.text)]
    problems = [
        Problem(Origin(name, line.number), "Här ska en rad med === och filens namn stå.")
        for line in lines[: starts[0] if starts else len(lines)]
        if line.text.strip()
    ][:1]
    files = []
    for start, end in pairwise([*starts, len(lines)]):
        origin = Origin(name, lines[start].number)
        mark = FILE_MARK.fullmatch(plain(lines[start].text))
        path = mark["path"] if mark else ""
        if why := explain_path(path):
            following = lines[start + 1].text if start + 1 < end else ""
            joined = f"{plain(lines[start].text)} {plain(following)}".strip()
            options = (joined, joined.replace("- ", "-"), joined.replace("/ ", "/"))
            whole = (line for line in options if FILE_MARK.fullmatch(line))
            paste = next((line for line in whole if not explain_path(line[4:])), "")
            problems.append(Problem(origin, why, paste=paste))
            continue
        body = [
            line.text[1:] if line.text.startswith(MARKED) else line.text
            for line in lines[start + 1 : end]
        ]
        if path.endswith(".md"):
            problems += find_broken(lines[start + 1 : end], name)
        files.append(Sent(path, "\n".join([*tidy("\n".join(body)), ""]), origin))
    paths = {file.path for file in files}
    for file in files:
        entry = f"{file.path.removesuffix('.csv')}.md"
        if file.path.endswith(".csv") and entry not in paths:
            # Alone it would change what an entry that is there already shows.
            why = f"Tabellen hör till {entry}, som inte finns i sändningen. En tabell tas bara emot tillsammans med sin post."
            problems.append(Problem(file.origin, why))
    return files, problems


def explain_path(path: str) -> str:
    """Say why no file of a sending may have that path, or nothing when it may."""
    if not path:
        return "Raden ska ha === och filens namn, och inget mer. E-postprogrammet kan ha brutit den: sätt ihop den med nästa."
    if why := explain_windows(path):
        return why
    if not is_path_of_record(path) or not path.endswith(ENDINGS):
        return f"En sändning kan inte lägga en fil där: {quote(path)}. Skriv till exempel entries/2026-11-12/nvk-torget.md."
    return ""


def find_broken(lines: Sequence[Line], name: str) -> Iterator[Problem]:
    """Yield the lines of a header that are no rows of their own: a letter may have broken the row above."""
    fences = [n for n, line in enumerate(lines) if plain(line.text) == "---"]
    if len(fences) < 2:
        return
    for above, line in pairwise(lines[: fences[1]]):
        text = plain(line.text)
        if not ROW.match(text):
            why = "Raden har ingen nyckel med kolon. Har e-postprogrammet brutit raden ovanför, så sätt ihop dem."
            joined = f"{plain(above.text)} {text}"
            yield Problem(Origin(name, line.number), why, paste=joined)


def find_doubts(file: Sent) -> Iterator[Problem]:
    """Yield a varning for each heading of a file whose end a letter may have put on the next line."""
    if not file.path.endswith(".md"):
        return
    for number, (line, after) in enumerate(pairwise(file.text.split("\n")), file.origin.line + 1):
        if len(line) in BROKEN_AT and HEADING.fullmatch(line) and after:
            why = "Raden under rubriken kan vara slutet av den, om e-postprogrammet har brutit rubriken. Sätt då ihop dem i sändningen, och kör kommandot på den. Hör de inte ihop behöver du inte göra något."
            here = Origin(file.origin.path, number)
            yield Problem(here, why, paste=f"{line} {after}", severity=Severity.VARNING)


def tidy(text: str) -> list[str]:
    """Return a file's lines without the blanks that a letter may have put there, and none empty at the end."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    fences = [n for n, line in enumerate(lines) if plain(line) == "---"]
    end = fences[1] if len(fences) > 1 and fences[0] == 0 else -1
    tidied = [tidy_text(line) if n > end else plain(line) for n, line in enumerate(lines)]
    while tidied and not tidied[-1]:
        tidied.pop()
    return tidied


def tidy_text(line: str) -> str:
    """Return a line of text with plain blanks before it, and after it none but the two that end a row."""
    bare, text = BLANKS.sub(" ", line), line.strip()
    breaks = "  " if text and bare.endswith("  ") else ""
    indent = bare[: len(line) - len(line.lstrip())]
    return f"{indent}{text}{breaks}" if text else ""
