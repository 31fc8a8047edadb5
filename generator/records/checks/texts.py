"""Rules for one file's header and text: nothing its author wrote may vanish or be left undone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Origin, Problem, quote
from generator.records.checks import hidden, layouts, links, shown, signs
from generator.records.checks.letters import no_broken_letters
from generator.records.checks.saying import fault, origin_of, warning
from generator.records.files.markdown import parse_markdown
from generator.records.files.quoting import ROW, quoted_line
from generator.records.files.source import Source
from generator.records.files.yaml_tree import name_keys
from generator.swedish import SMALL_NUMBERS

MOST_NESTING = 6
CONTAINERS = ("bullet_list_open", "ordered_list_open", "blockquote_open")
# Not `<https://…>` and `<namn@…>`, which are links in Markdown.
HTML = re.compile(r"<(?![a-zA-Z][a-zA-Z0-9+.-]*:|[^\s<>]+@)/?[a-zA-Z!?][^<>]*>?")
BLOCK_MARK = re.compile(r"[|>][-+0-9]*")
PLACEHOLDERS = (
    "Skriv rubriken här",
    "Skriv texten här",
    "XXX",
    "TODO",
    "Lorem ipsum",
)


def no_placeholders(source: Source) -> Iterator[Problem]:
    """No text of the template is left in a header or a text."""
    for number, line in enumerate(source.lines, start=1):
        for placeholder in PLACEHOLDERS:
            column = line.find(placeholder)
            if column >= 0:
                text = f"{quote(placeholder)} står kvar från mallen. Skriv din egen text, eller ta bort raden."
                yield fault(Origin(source.path, number, column + 1), "", text)


def no_swallowed_comments(source: Source) -> Iterator[Problem]:
    """What follows a `#` outside a text of the header is a comment to YAML, and would not be shown."""
    header = source.body_line - 1 or len(source.lines)
    if not any("#" in line for line in source.lines[:header]):
        return
    fields, blanked = find_texts(source)
    for number, line in enumerate(blanked[:header]):
        column = line.find("#")
        if column < 0:
            continue
        origin, written = Origin(source.path, number + 1, column + 1), source.lines[number]
        hidden = quote(written[column:])
        if written[:column].strip():
            text = f"Det som följer efter # visas inte: {hidden}. Hör det till värdet, så sätt hela värdet inom citattecken."
            row = ROW.fullmatch(written)
            is_plain = row is not None and row[3][0] not in "\"'#"
            yield warning(
                origin, fields.get(number, ""), text, quoted_line(written) if is_plain else ""
            )
        elif source.path.endswith(".md"):
            text = f"En rad som börjar med # i huvudet visas inte: {hidden}. En rubrik skrivs efter huvudet."
            yield warning(origin, "", text)


def find_texts(source: Source) -> tuple[dict[int, str], list[str]]:
    """Return the last text on each of the header's lines, from 0, by its keys, and the lines without them."""
    fields: dict[int, str] = {}
    lines = list(source.lines)
    values = [(k, s) for k, s in source.tree.values.items() if isinstance(source.value_at(k), str)]
    for keys, span in (*source.tree.keys.items(), *values):
        for number in range(span.line - 1, min(span.end_line, len(lines))):
            first = span.column - 1 if number == span.line - 1 else 0
            last = span.end_column - 1 if number == span.end_line - 1 else len(lines[number])
            # A text over several lines begins below its mark, behind which a comment may stand.
            if number == span.line - 1 and (mark := BLOCK_MARK.match(lines[number], first)):
                last = mark.end()
            lines[number] = lines[number][:first] + " " * (last - first) + lines[number][last:]
            fields[number] = name_keys(keys)
    return fields, lines


def one_heading(source: Source) -> Iterator[Problem]:
    """A text has at most one heading of level one."""
    for number in source.headings[1:]:
        origin = Origin(source.path, source.body_line + number)
        text = 'Filen har redan en rubrik. Börja raden med "##":'
        yield fault(origin, "rubrik", text, f"#{source.lines[origin.line - 1]}")


def html_is_text(source: Source) -> Iterator[Problem]:
    """HTML shows as the text it is."""
    for number, line in enumerate(source.body.split("\n")):
        if found := HTML.search(line):
            origin = Origin(source.path, source.body_line + number, found.start() + 1)
            yield warning(origin, "text", f"HTML visas som vanlig text: {quote(found[0])}.")


def images_are_text(source: Source) -> Iterator[Problem]:
    """An image shows as its own description: pictures can point someone out."""
    for number, line in enumerate(source.body.split("\n")):
        if (column := line.find("![")) >= 0:
            origin = Origin(source.path, source.body_line + number, column + 1)
            text = "Bilder visas inte i arkivet. Beskriv med ord det som bilden visar."
            yield warning(origin, "text", text)


def no_deep_nesting(source: Source) -> Iterator[Problem]:
    """Lists and quotes nest at most six levels: deeper text would vanish."""
    depth = 0
    for token in parse_markdown(source.text).tokens:
        if token.type in CONTAINERS:
            depth += 1
            if depth == MOST_NESTING + 1:
                text = f"Fler än {SMALL_NUMBERS[MOST_NESTING]} nivåer ligger i varandra. Skriv om listan plattare."
                yield fault(origin_of(source, token), "text", text)
        elif token.type.replace("_close", "_open") in CONTAINERS:
            depth -= 1


LINE_RULES = (
    no_placeholders,
    no_broken_letters,
    *hidden.FILE_RULES,
    no_swallowed_comments,
    one_heading,
    html_is_text,
    images_are_text,
)
# What only a text with signs of Markdown or of lists can do wrong.
MARKDOWN_RULES = (
    no_deep_nesting,
    *shown.RULES,
    *signs.RULES,
    *links.RULES,
    *layouts.RULES,
)
RULES = (*LINE_RULES, *MARKDOWN_RULES)
