"""Rules for one file's header and text: nothing its author wrote may vanish or be left undone.

Letters and signs that were spoiled on the way are looked for in the cells of tables too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from generator.problems import Origin, Problem, Severity, quote
from generator.records.archive import Archive
from generator.records.checks import layouts, links, shown, signs
from generator.records.checks.saying import fault, origin_of, warning
from generator.records.files import (
    ROW,
    SAVE_AGAIN,
    Source,
    Table,
    find_broken,
    find_hidden,
    may_be_broken,
    name_hidden,
    name_keys,
    parse_markdown,
    quoted_line,
    without_hidden,
)
from generator.records.sentences import say_rule
from generator.swedish import SMALL_NUMBERS

# A text's letters may be written so, and are shown as the letters they stand for.
ENTITY = re.compile(r"&\w+;")
# More cells than these are broken in the same way.
MOST_CELLS = 20
# More of them come from the same program in the same way.
MOST = 20
MOST_NESTING = 6
CONTAINERS = ("bullet_list_open", "ordered_list_open", "blockquote_open")
# Not `<https://…>` and `<namn@…>`, which are links in Markdown.
HTML = re.compile(r"<(?![a-zA-Z][a-zA-Z0-9+.-]*:|[^\s<>]+@)/?[a-zA-Z!?][^<>]*>?")
BLOCK_MARK = re.compile(r"[|>][-+0-9]*")
# Within a word, as in an åtgärd's name, it begins no comment.
HASH = re.compile(r"(?<![\w/])#")
# What begins so is meant to be seen in the file alone: a prepared one holds what was known.
REMARK = "#:"
PLACEHOLDERS = (
    "Skriv rubriken här",
    "Skriv texten här",
    "XXX",
    "TODO",
    "Lorem ipsum",
)


def no_broken_letters(source: Source) -> Iterator[Problem]:
    """Å, ä and ö survived the way here: `Ã¤` and the replacement mark are what is left of them."""
    if "&" not in source.whole and not may_be_broken(source.whole):
        return
    titles = {source.body_line + number for number in source.headings}
    for number, line in enumerate(source.lines, start=1):
        is_text = source.path.endswith(".md") and number >= source.body_line
        shown = ENTITY.sub(lambda found: "x" * len(found[0]), line)
        broken = find_broken(shown if is_text and number not in titles else line)
        if broken is None:
            continue
        say = fault if broken.certain else warning
        right = line.replace(broken.word, broken.meant) if broken.meant else ""
        yield say(Origin(source.path, number, broken.start + 1), "", broken.text, right.strip())


def no_broken_cells(archive: Archive) -> Iterator[Problem]:
    """Å, ä and ö survived the way into every cell of a table."""
    for table in archive.tables.values():
        yield from find_broken_cells(table)


def find_broken_cells(table: Table) -> Iterator[Problem]:
    """Yield the cells of a table whose letters have not survived, so many of them."""
    cells = (cell for row in table.grid for cell in row)
    found = [(cell, broken) for cell in cells if (broken := find_broken(cell.text))]
    for cell, broken in found[:MOST_CELLS]:
        right = cell.text.replace(broken.word, broken.meant) if broken.meant else ""
        text = f"{broken.text} {SAVE_AGAIN}"
        severity = Severity.FEL if broken.certain else Severity.VARNING
        yield table.problem(cell, text, right, severity)


def no_hidden_marks(source: Source) -> Iterator[Problem]:
    """No header, heading or text holds a sign that nobody sees and that splits its words."""
    lines = enumerate(source.lines if find_hidden(source.whole) else (), start=1)
    found = ((n, line, marks) for n, line in lines if (marks := find_hidden(line)))
    for number, line, marks in islice(found, MOST):
        paste = without_hidden(line).strip()
        yield warning(Origin(source.path, number, marks[0][0] + 1), "", say_hidden(marks), paste)


def no_hidden_in_cells(archive: Archive) -> Iterator[Problem]:
    """No cell of a table holds a sign that nobody sees."""
    for table in archive.tables.values():
        cells = (cell for row in table.grid for cell in row)
        found = [(cell, marks) for cell in cells if (marks := find_hidden(cell.text))]
        for cell, marks in found[:MOST]:
            right = without_hidden(cell.text)
            yield table.problem(cell, say_hidden(marks), right, Severity.VARNING)


def say_hidden(marks: Sequence[tuple[int, str]]) -> str:
    """Say which signs of a line nobody sees."""
    more = len(marks) - 1
    also = f" och {'ett' if more == 1 else more} till" if more else ""
    return f"Här finns ett {name_hidden(marks[0][1])}{also}, som ingen ser. Skriv raden utan:"


def no_placeholders(source: Source) -> Iterator[Problem]:
    """No text of the template is left in a header or a text."""
    if not any(map(source.whole.__contains__, PLACEHOLDERS)):
        return
    for number, line in enumerate(source.lines, start=1):
        for placeholder in PLACEHOLDERS:
            column = line.find(placeholder)
            if column >= 0:
                text = say_rule("står kvar från mallen", ord=quote(placeholder))
                yield fault(Origin(source.path, number, column + 1), "", text)


def no_swallowed_comments(source: Source) -> Iterator[Problem]:
    """What follows a `#` outside a text of the header is a comment to YAML, and would not be shown."""
    if "#" not in source.head or not HASH.search(source.head):
        return
    header = source.body_line - 1 or len(source.lines)
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
        elif source.path.endswith(".md") and not written[column:].startswith(REMARK):
            text = f"En rad som börjar med # i huvudet visas inte: {hidden}. En rubrik skrivs under den andra raden ---."
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
    for number, line in enumerate(source.body.split("\n") if "<" in source.body else ()):
        if found := HTML.search(line):
            origin = Origin(source.path, source.body_line + number, found.start() + 1)
            yield warning(origin, "text", f"HTML visas som vanlig text: {quote(found[0])}.")


def images_are_text(source: Source) -> Iterator[Problem]:
    """An image shows as its own description: pictures can point someone out."""
    for number, line in enumerate(source.body.split("\n") if "![" in source.body else ()):
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
    no_hidden_marks,
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
CELL_RULES = (no_broken_cells, no_hidden_in_cells)
