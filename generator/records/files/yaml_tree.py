"""YAML as text: nested dicts, lists and strings, with the position of every key and value.

YAML's guesses (`18:30` is 1110, `NO` is false, the last of two equal keys wins) never happen
here: every scalar stays the text its author wrote. Aliases, anchors, tags, repeated keys and
deep nesting are refused while the events stream in, so nothing hostile is ever built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from textwrap import dedent
from typing import NamedTuple, TypeAlias

import yaml

from generator.problems import ArchiveError, quote, refuse, shorten
from generator.records.files.quoting import NAME, in_quotes, quote_parts, quoted_line
from generator.swedish import SMALL_NUMBERS

TABBED = "Raden börjar med en tabb. Använd mellanslag i stället."
COLON = "Ett kolon följt av mellanslag får inte stå inne i ett värde. Sätt värdet inom citattecken."
MARKED = "Tecknen & och * har en särskild betydelse här. Sätt värdet inom citattecken."
TAGGED = "Ett utropstecken först har en särskild betydelse här. Sätt värdet inom citattecken."
OPENED = "Ett citattecken öppnas här men stängs aldrig. Skriv ett till där värdet slutar."
ESCAPED = "Ett omvänt snedstreck inom \"…\" tolkas som ett kommando. Använd enkla citattecken: '…'."
HIDDEN = "Ett # efter ett mellanslag gömmer resten av raden. Sätt värdet inom citattecken."
BRACKETED = "Tecknen [ ] { } har en särskild betydelse inom { }. Sätt värdet inom citattecken."
HALF_QUOTED = (
    "Citattecken först i ett värde ska stå runt hela värdet. Sätt värdet inom citattecken."
)
INDENTED = (
    "Raden börjar längre in än raden ovanför, som redan har ett värde. Låt dem börja lika långt in."
)
FIRST = "Tecknet kan inte stå först i ett värde. Sätt värdet inom citattecken."
OTHER_SYNTAX_ERROR = (
    "Raden går inte att läsa. Jämför med ett exempel, eller sätt värdet inom citattecken."
)
# libyaml's English, by a part of the message.
SYNTAX_ERRORS = {
    "mapping values are not allowed": COLON,
    "could not find expected ':'": 'Raden saknar kolon. Skriv vad värdet gäller, kolon och värdet, till exempel "plats: Järntorget".',
    "did not find expected key": "Raden passar inte in. Kontrollera indraget, och att kolon och citattecken finns där de ska.",
    "did not find expected '-' indicator": "Raden passar inte in i listan ovanför. Kontrollera indraget och bindestrecket.",
    "did not find expected ',' or '}'": 'Klammern "{" är inte avslutad. Skilj delarna med komma och avsluta med "}".',
    "did not find expected ',' or ']'": 'Hakparentesen "[" är inte avslutad. Skilj delarna med komma och avsluta med "]".',
    "found unexpected end of stream": OPENED,
    "found unexpected document": OPENED,
    "cannot start any token": FIRST,
    "unknown escape character": ESCAPED,
    "did not find expected hexdecimal": ESCAPED,
    "did not find expected node content": "Här saknas ett värde, eller så står ett skiljetecken för mycket.",
    "did not find expected alphabetic": MARKED,
    "did not find expected tag": TAGGED,
}
# What lacks its end is found out later; its author looks for its beginning.
UNFINISHED = ("found unexpected", "or '}'", "or ']'", "could not find expected ':'")
INDENTED_ROW = re.compile(rf" +{NAME}:")
QUOTED_VALUE = re.compile(rf" *(?:- )*{NAME}: +[\"'].*")
Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Keys: TypeAlias = "tuple[str | int, ...]"

MOST_LEVELS = 8
# What pydantic puts after the key of a mapping when it is the key that is wrong.
KEY_MARK = "[key]"
# A backslash that is not the one before a quotation mark within quotation marks.
OTHER_ESCAPE = re.compile(r'\\(?!")')


def translate(error: yaml.MarkedYAMLError, header: str, path: str, first_line: int) -> ArchiveError:
    """Say libyaml's message in Swedish, at its place, with the right line when it is certain."""
    message = f"{error.problem or ''}"
    texts = (swedish for part, swedish in SYNTAX_ERRORS.items() if part in message)
    text = next(texts, OTHER_SYNTAX_ERROR)
    unfinished = any(part in message for part in UNFINISHED)
    mark = error.context_mark if unfinished and error.context_mark else error.problem_mark
    if mark is None:
        return refuse(path, text, first_line)
    lines = [*header.split("\n"), ""]
    line, column = lines[mark.line], mark.column
    paste = quoted_line(line) if "inom citattecken" in text else ""
    if line[column:].startswith("\t"):
        text, paste = TABBED, ""
    elif text == COLON and INDENTED_ROW.fullmatch(line[: column + 1]):
        text, paste = INDENTED, aligned_lines(lines[: mark.line + 1])
    elif "did not find expected key" in message and QUOTED_VALUE.fullmatch(line):
        text, paste = HALF_QUOTED, quoted_line(line)
    elif text == ESCAPED:
        paste = quoted_line(line) or quote_parts(line)[0]
    elif text != OPENED and (why := say_unreadable(quote_parts(line)[1])):
        paste, _, column = quote_parts(line)
        text = why
    return refuse(path, text, mark.line + first_line, column + 1, paste)


def aligned_lines(lines: list[str]) -> str:
    """Return the last row beneath the one above it, the names of both as far in."""
    above = next((line for line in reversed(lines[:-1]) if line.strip()), "")
    name_at = len(above) - len(above.lstrip(" -"))
    return dedent(f"{above.rstrip()}\n{' ' * name_at}{lines[-1].strip()}")


def say_unreadable(written: str) -> str:
    """Say why YAML cannot read a value within `{ }`; nothing when it is not certain."""
    reasons = {
        HALF_QUOTED: r"[\"'].*",
        HIDDEN: r"#.*|.* #.*",
        MARKED: "[&*].*",
        FIRST: r"[@`%|>!].*|[-?:](?: .*)?",
        BRACKETED: r".*[\[\]{}].*",
        COLON: r".*:(?: .*)?",
    }
    return next((why for why, form in reasons.items() if re.fullmatch(form, written)), "")


class Span(NamedTuple):
    """Where a scalar or collection stands: start and end, lines and columns from 1."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Loose:
    """A part of a `{…}` without a colon, such as a comma cuts off a text: the key before it, or nothing."""

    span: Span
    after: str


@dataclass(slots=True)
class Places:
    """Where each key and value of a header stands; `braced` are the keys of every `{…}`."""

    values: dict[Keys, Span] = field(default_factory=dict)
    keys: dict[Keys, Span] = field(default_factory=dict)
    braced: set[Keys] = field(default_factory=set)


@dataclass(slots=True)
class Tree:
    """A parsed header: its value, and where each key and value of it stands.

    `loose` is what stands in a `{…}` and belongs to no key, by the keys of the `{…}`; it is not in
    `data`. Of a header with `is_plain` every value says something and stands as it is read, within
    quotation marks or not; most are never asked where, so that is read out of its text when one is.
    """

    data: dict[str, Value] = field(default_factory=dict)
    loose: dict[Keys, list[Loose]] = field(default_factory=dict)
    found: Places | None = field(default_factory=Places, compare=False)
    is_plain: bool = field(default=False, compare=False)
    text: str = field(default="", compare=False)
    first_line: int = field(default=1, compare=False)

    @property
    def places(self) -> Places:
        """Where all of it stands."""
        if self.found is None:
            self.found = read_events(self.text, "", self.first_line).places
        return self.found

    @property
    def values(self) -> dict[Keys, Span]:
        """Where each value stands."""
        return self.places.values

    @property
    def keys(self) -> dict[Keys, Span]:
        """Where each key stands."""
        return self.places.keys


def name_keys(keys: Keys) -> str:
    """Write the keys of a value as its author knows them: `åtgärder.ansvarig`, without numbers."""
    return ".".join(shorten(key) for key in keys if isinstance(key, str) and key != KEY_MARK)


def read_events(text: str, path: str, first_line: int) -> Tree:
    """Parse one mapping of YAML; raise an `ArchiveError` with the file's one problem if it is none."""
    # The base loader gives no scalar a type. Only libyaml's messages are translated, so the parser
    # written in Python, which words its own, must never stand in for it.
    builder = TreeBuilder(path, text.split("\n"), first_line - 1)
    try:
        builder.build(yaml.parse(text, Loader=yaml.CBaseLoader))
    except yaml.MarkedYAMLError as error:
        raise translate(error, text, path, first_line) from error
    except yaml.YAMLError as error:
        raise refuse(path, OTHER_SYNTAX_ERROR, first_line) from error
    return builder.tree


class TreeBuilder:
    """Turns the parser's events into a `Tree`, refusing what the format does not have."""

    def __init__(self, path: str, lines: list[str], skipped_lines: int) -> None:
        self.path = path
        # What ends with the last line ends, to libyaml, on the one after it.
        self.lines = [*lines, ""]
        self.skipped_lines = skipped_lines
        self.tree = Tree()

    def build(self, events: Iterator[yaml.Event]) -> None:
        """Read one document whose top is a mapping."""
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and self.tree.values:
                raise self.refuse(event, 'Raden "---" får inte stå här. Ta bort den.')
            if isinstance(event, yaml.MappingStartEvent):
                self.refuse_features(event)
                self.tree.data = self.mapping(event, events, ())
            elif isinstance(event, yaml.NodeEvent):
                self.refuse_features(event)
                raise self.refuse(
                    event,
                    'Här ska varje rad säga vad den gäller, kolon och värdet, till exempel "plats: Järntorget".',
                )

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], keys: Keys) -> Value:
        """Read the value that begins with `event`, and remember where it stands."""
        self.refuse_features(event)
        if len(keys) > MOST_LEVELS:
            raise self.refuse(
                event,
                f"Fler än {SMALL_NUMBERS[MOST_LEVELS]} nivåer ligger i varandra. Använd färre nivåer.",
            )
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(event, events, keys)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, events, keys)
        assert isinstance(event, yaml.ScalarEvent)
        self.refuse_escapes(event)
        self.tree.values[keys] = self.span(event, event)
        return str(event.value)

    def mapping(
        self, start: yaml.MappingStartEvent, events: Iterator[yaml.Event], keys: Keys
    ) -> dict[str, Value]:
        """Read key and value pairs; a repeated key is refused where it stands again."""
        found: dict[str, Value] = {}
        if start.flow_style:
            self.tree.places.braced.add(keys)
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                self.tree.values[keys] = self.span(start, event)
                break
            self.refuse_features(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise self.refuse(event, "Före kolonet ska det stå ett enda ord eller uttryck.")
            self.refuse_escapes(event)
            if start.flow_style and not self.has_colon(event):
                loose = Loose(self.span(event, event), next(reversed(found), ""))
                self.tree.loose.setdefault(keys, []).append(loose)
                next(events)
                continue
            # Blanks of every kind are one plain blank, as in the names of the forms.
            name = " ".join(str(event.value).split())
            if name in found:
                raise self.refuse(event, f"Raden {quote(name)} står två gånger. Behåll en av dem.")
            place = (*keys, name)
            self.tree.keys[place] = self.span(event, event)
            found[name] = self.node(next(events), events, place)
        return found

    def sequence(self, start: yaml.Event, events: Iterator[yaml.Event], keys: Keys) -> list[Value]:
        """Read the items of a list."""
        items: list[Value] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                self.tree.values[keys] = self.span(start, event)
                break
            items.append(self.node(event, events, (*keys, len(items))))
        return items

    def has_colon(self, key: yaml.Event) -> bool:
        """Say whether a key is followed by its colon; a part of a `{…}` need not be."""
        assert key.end_mark is not None
        line, column = key.end_mark.line, key.end_mark.column
        rest = self.lines[line][column:].strip()
        while not rest and line + 1 < len(self.lines):
            line += 1
            rest = self.lines[line].strip()
        return rest.startswith(":")

    def refuse_escapes(self, scalar: yaml.ScalarEvent) -> None:
        """Refuse a backslash within `"…"`, which would be read as a command; `\\"` is the mark itself."""
        if scalar.style != '"':
            return
        span = self.span(scalar, scalar)
        first = span.line - self.skipped_lines - 1
        lines = self.lines[first : span.end_line - self.skipped_lines]
        if "\\" not in "".join(lines):
            return
        for number, line in enumerate(lines):
            begin = span.column if number == 0 else 0
            end = span.end_column - 2 if number == len(lines) - 1 else len(line)
            if found := OTHER_ESCAPE.search(line, begin, end):
                paste = ""
                if len(lines) == 1:
                    right = in_quotes(line[begin:end].replace('\\"', '"'))
                    paste = (line[: begin - 1] + right + line[end + 1 :]).strip()
                raise refuse(self.path, ESCAPED, span.line + number, found.start() + 1, paste)

    def refuse_features(self, event: yaml.Event) -> None:
        """Refuse aliases, anchors and tags: they hide what a record says."""
        if getattr(event, "anchor", None):
            raise self.refuse(event, MARKED)
        if getattr(event, "tag", None):
            raise self.refuse(event, TAGGED)

    def refuse(self, event: yaml.Event, text: str) -> ArchiveError:
        """Return the file's one problem, at the event."""
        span = self.span(event, event)
        line = self.lines[span.line - 1 - self.skipped_lines]
        quoted = quoted_line(line) or quote_parts(line)[0]
        paste = quoted if text in (MARKED, TAGGED) else ""
        return refuse(self.path, text, span.line, span.column, paste)

    def span(self, first: yaml.Event, last: yaml.Event) -> Span:
        """Return where the file's text from `first` to the end of `last` stands.

        libyaml lets a block of keys or of `-` end where the next line with text begins.
        """
        start, end = first.start_mark, last.end_mark
        assert start is not None
        assert end is not None
        before = self.skipped_lines + 1
        return Span(start.line + before, start.column + 1, end.line + before, end.column + 1)
