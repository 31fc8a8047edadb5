"""What in a file may point out a person, as problems that never repeat what was found.

A false alarm is answered in the header, by `granskat`: which rule, which line, why and by whom.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import PurePosixPath

from generator.problems import Origin, Problem, Severity
from generator.records.files import Keys, Source
from generator.records.privacy.finding import find_in_line, find_in_text, find_personal
from generator.records.privacy.guard import read_guard

ANSWERS = "granskat"
# The rule on small numbers, which is no pattern but is answered in the same way.
SMALL = "litet tal"
HIDDEN_NAME = "(filnamnet visas inte)"
CELL = re.compile(r"\s*\"?([^;,\t\"]*)\"?\s*(?:[;,\t]|$)")
FOLDERS = ("entries", "decisions", "docs")
SHORT_LINE = 200
ENDINGS = (".md", ".csv", ".yml", ".geojson")
OWN_ROW = re.compile(r"\s*rad:\s*\d+\s*")
# Ten or twelve digits that are no string: no coordinate of degrees is so long without a point.
INTEGER = re.compile(r"(?<![\w.+-])[0-9]{10}(?:[0-9]{2})?(?![\w.])")
# A telephone's number, an address and a plate in a file's name, where blanks and signs are hyphens.
MEANT = {"telefonnummer", "e-postadress", "registreringsnummer"}
NOT_A_NUMBER = re.compile(r"^[^0-9]*|[^0-9]+$")
A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
AN_ADDRESS = re.compile(
    r"([a-zåäö0-9_.-]+)-(?:at|snabel-?a)-([a-z0-9-]+)-(se|nu|com|net|org)(?![a-z0-9])", re.I
)
A_PLATE = re.compile(r"(?<![a-zåäö0-9])([a-z]{3})-([0-9]{2}[a-z])(?![a-zåäö0-9])", re.I)
COMMENT = re.compile(r"(?:^|\s)#+ ?(.*)$")
# A day that is all of a value, or the folder of a file in one: which day it is tells of nobody.
DAY_VALUE = re.compile(
    r"20(?<=: 20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"(?=(?:/(?!(?:-*[0-9oil]){4})[a-z0-9-]+(?:#[0-9]{1,2})?)?(?:$|\}|, [a-zåäö]))",
    re.MULTILINE,
)
SOME_DAY = "2030-01-01"
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
# A file of a meeting, by its own name: with fewer than four digits first it makes no number of the day.
BELOW_DAY = re.compile(
    r"entries/[0-9]{4}-[0-9]{2}-[0-9]{2}/((?!(?:-*[0-9oil]){4})[a-z0-9]+(?:-[a-z0-9]+)*)"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A row of `granskat`: a finding of a rule on a line is a false alarm, or may stand."""

    rule: str
    line: int
    keys: Keys


def check_name(path: str) -> Iterator[Problem]:
    """A file's name points nobody out; its own problems do not show it."""
    bare = without_ending(path)
    parts = bare.split("/")
    below = BELOW_DAY.fullmatch(bare)
    # The folder of an archive is ours; what lies beside it has a name of its own.
    stem = below[1] if below else " ".join(parts[1:] if parts[0] in FOLDERS else parts)
    found = find_in_name(stem)
    # A name that stops is not shown again; one that only warns is needed to find the file.
    stops = any(read_guard().rules[name].severity is Severity.FEL for name in found)
    for name in found:
        yield say(Origin(hide_name(path) if stops else path), name, "Döp om filen.")


# The same names return at meeting after meeting.
@lru_cache(maxsize=1024)
def find_in_name(stem: str) -> tuple[str, ...]:
    """Return the rules that find something in a name."""
    spaced = " ".join(map(str.capitalize, stem.split("-")))
    # The hyphens of a name are blanks between words, and within a number what they are.
    warned = {found.name for found in find_in_line(spaced, (), Severity.VARNING)}
    numbers = {found.name for text in as_meant(stem) for found in find_in_line(text)} & MEANT
    return tuple(sorted({found.name for found in find_in_line(stem)} | warned | numbers))


def as_meant(stem: str) -> Iterator[str]:
    """Yield the number or address that the words of a name, with hyphens between, may be meant as."""
    rest = NOT_A_NUMBER.sub("", A_DAY.sub("", stem))
    if rest.startswith(("0", "46")):
        yield rest
    yield from (f"{name}@{host}.{top}" for name, host, top in AN_ADDRESS.findall(stem))
    yield from (f"{letters} {rest}".upper() for letters, rest in A_PLATE.findall(stem))


def without_ending(path: str) -> str:
    """Return a path without the ending that says what a file is; another one is a part of its name."""
    stem, dot, ending = path.rpartition(".")
    return stem if f"{dot}{ending}" in ENDINGS and stem.rpartition("/")[2] else path


def hide_name(path: str) -> str:
    """Return a path without its file's name, when that would repeat what was found."""
    file = PurePosixPath(path)
    folders = [part for part in file.parent.parts if not find_personal(part)]
    ending = file.suffix if file.suffix in ENDINGS else ""
    return "/".join([*folders, f"{HIDDEN_NAME}{ending}"])


def check_source(source: Source, allowed: tuple[str, ...] = ()) -> Iterator[Problem]:
    """Nothing in a record's header, comments or text points a person out."""
    head = source.head
    found = [
        (name, line, column)
        for line, text in enumerate(as_any_day(head).split("\n"), start=1)
        # Most lines return in file after file, and hold nothing.
        if len(text) > SHORT_LINE or find_in_line(text, allowed)
        for name, column in look(source.lines[line - 1], allowed)
    ]
    found += [
        (name, source.body_line + line, column)
        for name, line, column in look_in_text(source.body, allowed)
    ]
    found += look_in_values(source, allowed)
    if "#" in head:
        found += look_in_comments(head.split("\n"), allowed)
    if found or ANSWERS in source.data:
        # A table beside the file may be what an answer is for.
        problems = [say(Origin(source.path, line, at), name) for name, line, at in set(found)]
        yield from answer(
            source, problems, read_guard().rules, elsewhere="statistik" in source.data
        )


def as_any_day(rows: str) -> str:
    """Return rows with one day for all, where nothing is told by which it is."""
    return DAY_VALUE.sub(SOME_DAY, rows)


def check_lines(
    path: str, lines: Sequence[str], sibling: Source | None = None, allowed: tuple[str, ...] = ()
) -> Iterator[Problem]:
    """Nothing in a table points a person out; its entry holds the answers."""
    rules = read_guard().rules if path.endswith(".csv") else {}
    rows = rows_of(lines) if rules else enumerate(lines)
    found = [] if rules else look_in_comments(lines, allowed)
    found += [
        (name, first + line + 1, column)
        for first, row in rows
        # A tab parts cells in a table, and is a blank in a text.
        for name, line, column in look_in_text(row.replace("\t", ";") if rules else row, allowed)
        if name not in rules or not rules[name].counts_group(cell_at(lines[first + line], column))
    ]
    answers = Counter((one.rule, one.line) for one in (read_answers(sibling) if sibling else ()))
    for name, line, column in found:
        origin = Origin(path, line, column)
        if answers[name, line] > 0:
            answers[name, line] -= 1
            yield reviewed(origin, name)
        else:
            yield say(origin, name)


def check_page(path: str, text: str, allowed: tuple[str, ...] = ()) -> Iterator[Problem]:
    """Nothing in a hand-written page stops: a guide may show what is only warned of."""
    yield from (problem for problem in check_name(path) if problem.severity is Severity.FEL)
    for name, line, column in look_in_text(text, allowed, Severity.FEL):
        yield say(Origin(path, line + 1, column), name)


def check_map(path: str, lines: Sequence[str]) -> Iterator[Problem]:
    """Nothing that a map says in words points a person out; its coordinates are no numbers of anyone."""
    for number, line in enumerate(lines, start=1):
        for text in (*map(as_read, STRING.findall(line)), *INTEGER.findall(line)):
            yield from (say(Origin(path, number), name) for name, _ in look(text, ()))


def rows_of(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield each row of a table, with the number of its first line, from 0; a cell in quotes may hold breaks."""
    first, is_open = 0, False
    for number, line in enumerate(lines):
        is_open ^= line.count('"') % 2 == 1
        if not is_open or number == len(lines) - 1:
            yield first, "\n".join(lines[first : number + 1])
            first = number + 1


def cell_at(line: str, column: int) -> str:
    """Return the cell of a table that holds a column of its line, from 1."""
    ends, cells = find_cells(line)
    place = bisect_left(ends, column)
    return cells[place] if place < len(cells) else ""


# Of a line with many findings the cells are asked for at each.
@lru_cache(maxsize=1)
def find_cells(line: str) -> tuple[list[int], list[str]]:
    """Return the cells of a table's line, and where each ends."""
    found = list(CELL.finditer(line))
    return [one.end() for one in found], [one[1].strip() for one in found]


def as_read(text: str) -> str:
    """Return what a JSON string says, its escapes read; a broken one is as it is written."""
    try:
        return str(json.loads(text))
    except ValueError:
        return text


def look(text: str, allowed: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """Yield each rule that finds something on a line, and the column, from 1."""
    yield from ((name, column) for name, _, column in look_in_text(text, allowed))


def look_in_text(
    text: str, allowed: tuple[str, ...], severity: Severity | None = None
) -> Iterator[tuple[str, int, int]]:
    """Yield each rule, or each of one severity, that finds something in a text, with the line, from 0, and the column."""
    find = find_in_line if len(text) <= SHORT_LINE else find_in_text
    found_in_text = find(text, allowed, severity)
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))] if found_in_text else []
    for found in found_in_text:
        line = bisect_right(starts, found.index) - 1
        yield found.name, line, found.index - starts[line] + 1


def look_in_values(source: Source, allowed: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """Return what is found only in values, which may run over lines or be written with signs."""
    found = []
    for keys, value in values_of(source.data) if not source.tree.is_plain else ():
        span = source.tree.values[keys]
        written = source.written_at(span)
        if written == value or written[1:-1] == value:
            continue
        found += [(name, span.line, span.column) for name, _ in look(value, allowed)]
    return found


def look_in_comments(lines: Sequence[str], allowed: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """Return what is found only in a comment that runs over lines."""
    comments = [found[1] if (found := COMMENT.search(line)) else "" for line in lines]
    if not any(map(all, pairwise(comments))):
        return []
    alone = {(name, n) for n, text in enumerate(comments) for name, _ in look(text, allowed)}
    found_in_all = look_in_text("\n".join(comments), allowed)
    return [(name, n + 1, 1) for name, n, _ in found_in_all if (name, n) not in alone]


def values_of(value: object, keys: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Yield every text in a header's values, with its keys."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from values_of(inner, (*keys, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from values_of(inner, (*keys, number))


def answer(
    source: Source, found: Iterable[Problem], rules: Container[str], *, elsewhere: bool = False
) -> Iterator[Problem]:
    """Yield each finding of some rules, its rule as its field, or that it has been reviewed.

    An answer that meets none is said too, but where it may be for what stands `elsewhere`.
    """
    problems = sorted(found, key=lambda one: (one.origin, one.field))
    answers = [one for one in read_answers(source) if one.rule in rules]
    waiting: dict[tuple[str, int], list[Answer]] = defaultdict(list)
    for one in reversed(answers):
        waiting[one.rule, one.line].append(one)
    first, last = lines_of_answers(source)
    met: set[Keys] = set()
    lines_of: dict[str, list[int]] = defaultdict(list)
    for problem in problems:
        name, line = problem.field, problem.origin.line
        if line not in lines_of[name][-1:]:
            lines_of[name].append(line)
        # The line as it was before the rows of `granskat` were put above it is meant too.
        lines = {line, line - (last - first + 1)} if line > last else {line}
        # Each answer is for one finding: another of the same rule on that line has to be looked at too.
        left = [waiting[name, number] for number in lines if waiting[name, number]]
        if left:
            met.add(min(left, key=lambda rows: rows[-1].keys[1]).pop().keys)
        yield reviewed(problem.origin, name) if left else problem
    for one in answers:
        if one.keys not in met and not elsewhere:
            origin, right = source.origin(*one.keys), ""
            where = lines_of[one.rule]
            text = f"Regeln hittar inget på rad {one.line}. Ta bort den här raden om det är rättat."
            if where:
                text = f"Regeln hittar inget på rad {one.line}, men på rad {where[0]}. Ändra radens nummer om det är det du menar."
                row = source.origin(*one.keys, "rad")
                if len(where) == 1 and OWN_ROW.fullmatch(source.lines[row.line - 1]):
                    origin, right = row, f"rad: {where[0]}"
            yield Problem(origin, text, ANSWERS, right, severity=Severity.VARNING)


def lines_of_answers(source: Source) -> tuple[int, int]:
    """Return the first and the last line of `granskat`; without it the last is before the first."""
    span = source.tree.values.get((ANSWERS,))
    if span is None:
        return 1, 0
    # A block of rows ends, to libyaml, where the next line begins.
    last = span.end_line - 1 if span.end_column == 1 else span.end_line
    return source.key_origin((ANSWERS,)).line, last


def read_answers(source: Source) -> list[Answer]:
    """Return the rows of `granskat` as they are written; the form says what is wrong with them."""
    rows = source.data.get(ANSWERS)
    return [
        Answer(str(row.get("regel", "")).strip(), int(line), (ANSWERS, number))
        for number, row in enumerate(rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and (line := str(row.get("rad", "")).strip()).isdecimal()
    ]


def say(origin: Origin, name: str, instead: str = "") -> Problem:
    """Return what a rule says of a finding."""
    guard = read_guard()
    rule = guard.rules[name]
    text = f"{rule.says} {instead or rule.instead} Läs ”{guard.heading}” i guiden."
    return Problem(origin, text, name, severity=rule.severity)


def reviewed(origin: Origin, name: str) -> Problem:
    """Return that a finding has been looked at and may stand."""
    return Problem(origin, "Granskat och får stå.", name, severity=Severity.GRANSKAT)
