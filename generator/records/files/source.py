"""A record's file: its header between two lines of `---`, its body, and where each part stands."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from textwrap import dedent

from generator.problems import Origin, Suggestion, quote, refuse
from generator.records.files.header import parse_yaml
from generator.records.files.quoting import BLANKS, NAME, name_blank, refuse_odd_blanks
from generator.records.files.text import read_text
from generator.records.files.yaml_tree import Keys, Span, Tree, Value
from generator.records.sentences import say_rule

FENCE = "---"
CODE_BOX = re.compile(r" {0,3}(?:```|~~~)[ \w]*")
FIRST_ROW = re.compile(rf"{NAME}:(?: .*)?")
# Every sign that looks like a hyphen, and what else is drawn as a line.
HYPHEN, DASHES = "-", "‐‑‒–—―−⸺⸻﹘﹣－"
LINES = f"{HYPHEN}{DASHES}_*=+"
LONG_DASHES = "—―⸺⸻"
COUNTS = {1: "ett bindestreck", 2: "två bindestreck", 4: "fyra bindestreck", 5: "fem bindestreck"}
CODE_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
# Some texts take a parser of Markdown a time that grows with the square of their length.
MOST_BODY = 64_000
# How many files are kept as read, by their text.
MOST_KEPT = 2048


def find_header_end(lines: list[str], path: str) -> int:
    """Return the number, from 0, of the line that ends the header; refuse a file without one."""
    if lines[0].rstrip() != FENCE:
        raise refuse(path, *explain_first(lines))
    for number, line in enumerate(lines[1:], start=1):
        if line[:1].isalnum():
            continue
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
    # A file may have nothing but blanks that take no room.
    number = next((n for n, line in enumerate(lines) if line.strip(BLANKS)), 0)
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
    if set(bare).difference(LINES, BLANKS):
        return ""
    signs = "".join(sign for sign in bare if sign not in BLANKS)
    if not signs or (len(signs) < 2 and signs not in LONG_DASHES):
        return ""
    if signs != bare:
        return f"{here} har mellanslag mellan strecken."
    if set(signs) == {HYPHEN}:
        return f"{here} har {COUNTS.get(len(signs), f'{len(signs)} bindestreck')}."
    if set(signs) & set(DASHES):
        long = "ett långt streck" if signs in LONG_DASHES else "skriven med tankstreck"
        return f"{here} är {long} ({signs})."
    return f"{here} är {quote(signs)}."


# A rule may ask for the lines of one text at each of its problems, and of the text beside it.
@lru_cache(maxsize=4)
def split_lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text; one that is empty has none."""
    return tuple(text.split("\n")) if text else ()


@dataclass(frozen=True)
class Source:
    """One file as read: `path` from the archive's root with `/`, `whole` its text, `body_line` from 1.

    A file that nobody has written yet is a source without text.
    """

    path: str
    whole: str = ""
    tree: Tree = field(default_factory=Tree)
    body: str = ""
    body_line: int = 1

    @cached_property
    def stem(self) -> str:
        """The file's name without its last ending."""
        return os.path.splitext(self.path.rpartition("/")[2])[0]

    @cached_property
    def folder(self) -> str:
        """The name of the folder the file lies in."""
        return self.path.rpartition("/")[0].rpartition("/")[2]

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text; of all texts only the last few keep theirs, for they take much room."""
        return split_lines(self.whole)

    @property
    def head(self) -> str:
        """All that stands before the body: the header's rows, and the lines around them."""
        return self.whole[: len(self.whole) - len(self.body)]

    @property
    def data(self) -> dict[str, Value]:
        """The header's values, all of them text, lists of them and mappings of them."""
        return self.tree.data

    @cached_property
    def headings(self) -> tuple[int, ...]:
        """The body's lines, from 0, that are headings of level one."""
        return tuple(find_headings(self.body.split("\n")))

    @cached_property
    def title(self) -> str:
        """The body's first heading of level one, or nothing."""
        lines = self.body.split("\n")
        return next((lines[number][2:].strip() for number in self.headings), "")

    @cached_property
    def text(self) -> str:
        """The body without that heading."""
        lines = self.body.split("\n")
        for first in self.headings[:1]:
            del lines[first]
        return "\n".join(lines).strip()

    def place_in_text(self, number: int, column: int = 0) -> Origin:
        """Where a line of `text` stands, both counted from 0."""
        return Origin(self.path, self.line_of_text(number), column + 1)

    def line_of_text(self, number: int) -> int:
        """The line in the file, from 1, of a line of `text`, from 0."""
        line = self.text_start + number
        heading = next(iter(self.headings), None)
        return self.body_line + line + (heading is not None and line >= heading)

    @cached_property
    def text_start(self) -> int:
        """How many lines of the body, but its heading, stand empty before `text`."""
        heading = next(iter(self.headings), None)
        lines = [line for n, line in enumerate(self.body.split("\n")) if n != heading]
        return next((number for number, line in enumerate(lines) if line.strip()), 0)

    def value_at(self, keys: Keys) -> Value | None:
        """The header's value at `keys`, or None when nothing stands there."""
        found: Value | None = self.data
        for key in keys:
            if isinstance(found, dict):
                found = found.get(str(key))
            else:
                found = found[key] if isinstance(found, list) and isinstance(key, int) else None
        return found

    def origin(self, *keys: str | int) -> Origin:
        """Where a value stands; a missing one points at the nearest that holds it."""
        for length in range(len(keys), 0, -1):
            span = self.tree.values.get(keys[:length])
            if span:
                return Origin(self.path, span.line, span.column)
        return Origin(self.path)

    def place(self, span: Span) -> Origin:
        """Where a span begins."""
        return Origin(self.path, span.line, span.column)

    def key_origin(self, keys: Keys) -> Origin:
        """Where a key stands."""
        return self.place(self.tree.keys[keys])

    def suggested_line(self, keys: Keys, nearest: Suggestion) -> str:
        """The line of a value with the suggestion in its place, or nothing unless it is certain."""
        span = self.tree.values.get(keys)
        return self.corrected_line(span, nearest.certain) if nearest.certain else ""

    def written_at(self, span: Span | None) -> str:
        """The file's own text at `span`, or nothing when it spans several lines."""
        if span is None or span.line != span.end_line:
            return ""
        return self.lines[span.line - 1][span.column - 1 : span.end_column - 1]

    def between(self, first: Span, last: Span) -> str:
        """The file's own text from the beginning of one span to the end of another, on one line."""
        lines = [*self.lines[first.line - 1 : last.end_line]]
        lines[-1] = lines[-1][: last.end_column - 1]
        lines[0] = lines[0][first.column - 1 :]
        return " ".join(line.strip() for line in lines)

    def corrected_line(self, span: Span | None, right: str) -> str:
        """The line at `span` with `right` in its place, or nothing when it spans several."""
        if span is None or not self.written_at(span):
            return ""
        return self.with_changes([(span, right)])

    def with_changes(self, changes: Sequence[tuple[Span, str]]) -> str:
        """The lines that the spans stand on, each span with its right text in its place."""
        ordered = sorted(changes, key=lambda change: (change[0].line, change[0].column))
        first = ordered[0][0].line
        lines = [*self.lines[first - 1 : max(span.end_line for span, _ in ordered)]]
        for span, right in reversed(ordered):
            top, bottom = span.line - first, span.end_line - first
            head, tail = lines[top][: span.column - 1], lines[bottom][span.end_column - 1 :]
            lines[top : bottom + 1] = [head + right + tail]
        return dedent("\n".join(lines)).strip()


def find_headings(lines: list[str]) -> Iterator[int]:
    """Yield the number of each line that is a heading of level one; what a code block holds is none."""
    closing = ""
    for number, line in enumerate(lines):
        if line[:1].isalnum():
            continue
        fence = CODE_FENCE.match(line)
        if closing:
            ends = fence is not None and fence[1].startswith(closing) and not fence[2].strip()
            closing = "" if ends else closing
        elif fence and not (fence[1][0] == "`" and "`" in fence[2]):
            closing = fence[1]
        elif line.startswith("# "):
            yield number


def read_record(root: Path, path: str) -> Source:
    """Read a Markdown file with front matter between two lines of `---`."""
    return parse_record(read_text(root, path), path)


def read_yaml(root: Path, path: str) -> Source:
    """Read a file that is YAML from its first line to its last."""
    return parse_yaml_file(read_text(root, path), path)


# What has been read stays the same while its text does: `serve` reads an archive over and over.
@lru_cache(maxsize=MOST_KEPT)
def parse_record(text: str, path: str) -> Source:
    """Read the text of a Markdown file with front matter."""
    lines = text.split("\n")
    end = find_header_end(lines, path)
    refuse_odd_blanks(text, path, range(1, end))
    body = "\n".join(lines[end + 1 :])
    if len(body) > MOST_BODY:
        raise refuse(path, say_rule("text för lång"), end + 2)
    tree = parse_yaml("\n".join(lines[1:end]), path, first_line=2)
    return Source(path, text, tree, body, end + 2)


@lru_cache(maxsize=MOST_KEPT)
def parse_yaml_file(text: str, path: str) -> Source:
    """Read a text that is YAML from its first line to its last."""
    refuse_odd_blanks(text, path, range(text.count("\n") + 1))
    return Source(path, text, parse_yaml(text, path))
