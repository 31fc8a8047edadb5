"""Rules for one file's header and text: nothing its author wrote may vanish or be left undone."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.problems import Origin, Problem, quote
from generator.records.checks.layouts import no_flat_lists, no_flat_tables
from generator.records.checks.letters import no_broken_letters
from generator.records.checks.saying import fault, warning
from generator.records.markdown import as_written
from generator.records.quoting import ROW, quoted_line
from generator.records.source import Source
from generator.records.yaml_tree import name_keys
from generator.swedish import SMALL_NUMBERS

MOST_NESTING = 6
CONTAINERS = ("bullet_list_open", "ordered_list_open", "blockquote_open")
# Not `<https://…>` and `<namn@…>`, which are links in Markdown.
HTML = re.compile(r"<(?![a-zA-Z][a-zA-Z0-9+.-]*:|[^\s<>]+@)/?[a-zA-Z!?][^<>]*>?")
HIDDEN_MARK = re.compile("[\u200b\u202a-\u202e\u2066-\u2069]")
BLOCK_MARK = re.compile(r"[|>][-+0-9]*")
LINK = re.compile(r"\]\(\s*<?([^\s<>)]*)|<([^\s<>]+)>")
DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:\s*<?([^\s<>]+)")
WHOLE_ADDRESS = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
PLACEHOLDERS = (
    "Skriv rubriken här",
    "Skriv texten här",
    "XXX",
    "TODO",
    "Lorem ipsum",
)


class EveryLink(MarkdownIt):
    """The parser of Markdown, which passes over a link to a disk or a script; here it is told."""

    def validateLink(self, url: str) -> bool:
        """Take every address for one."""
        return True


PARSER = as_written(EveryLink("commonmark", {"maxNesting": 100}).enable("table"))


def no_placeholders(source: Source) -> Iterator[Problem]:
    """No text of the template is left in a header or a text."""
    for number, line in enumerate(source.lines, start=1):
        for placeholder in PLACEHOLDERS:
            column = line.find(placeholder)
            if column >= 0:
                text = f"{quote(placeholder)} står kvar från mallen. Skriv din egen text, eller ta bort raden."
                yield fault(Origin(source.path, number, column + 1), "", text)


def no_hidden_marks(source: Source) -> Iterator[Problem]:
    """No header and no heading holds a mark that nobody sees and that turns or splits its words."""
    header = source.body_line - 1 or len(source.lines)
    titles = (source.body_line - 1 + number for number in source.headings)
    for number in (*range(header), *titles):
        if found := HIDDEN_MARK.search(source.lines[number]):
            name = f"U+{ord(found[0]):04X}"
            text = f"Här finns ett osynligt tecken ({name}). Radera det, eller skriv om raden."
            yield warning(Origin(source.path, number + 1, found.start() + 1), "", text)


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
    for token in parse_body(source.body)[0]:
        if token.type in CONTAINERS:
            depth += 1
            if depth == MOST_NESTING + 1:
                text = f"Fler än {SMALL_NUMBERS[MOST_NESTING]} nivåer ligger i varandra. Skriv om listan plattare."
                yield fault(line_of(source, token), "text", text)
        elif token.type.replace("_close", "_open") in CONTAINERS:
            depth -= 1


def no_lost_links(source: Source) -> Iterator[Problem]:
    """Every link definition is used, once: another would vanish from the page."""
    tokens, found = parse_body(source.body)
    inline = [child for token in tokens for child in token.children or ()]
    used = {str(token.attrGet("href") or token.attrGet("src")) for token in inline}
    unused = [
        (label, target["map"][0])
        for label, target in found.get("references", {}).items()
        if target["href"] not in used
    ]
    again = [(target["label"], target["map"][0]) for target in found.get("duplicate_refs", ())]
    for label, line in unused + again:
        text = f"Länken {quote(label.lower())} används inte och skulle försvinna. Skriv den som [text](adress)."
        yield fault(Origin(source.path, source.body_line + line), "text", text)


def links_lead_somewhere(source: Source) -> Iterator[Problem]:
    """A link is a whole address: the page stands elsewhere than the file, and other schemes go."""
    lost = [
        (block, str(token.attrGet("href")))
        for block in parse_body(source.body)[0]
        for token in block.children or ()
        if token.type == "link_open" and not WHOLE_ADDRESS.match(str(token.attrGet("href")))
    ]
    written = find_addresses(source, LINK) if lost else {}
    defined = find_addresses(source, DEFINITION) if lost else {}
    for block, href in lost:
        inside = next_in_block(source, block, written.get(href, deque()))
        origin = inside or next(iter(defined.get(href, ())), line_of(source, block))
        text = f"Länken {quote(unquote(href))} leder ingenstans på sidan. Skriv en hel adress (https://…) eller postens namn i löpande text."
        yield fault(origin, "text", text)


def find_addresses(source: Source, pattern: re.Pattern[str]) -> dict[str, deque[Origin]]:
    """Return where each address that a pattern finds stands in the text, first to last."""
    places: dict[str, deque[Origin]] = defaultdict(deque)
    for number, line in enumerate(source.body.split("\n"), start=source.body_line):
        for found in pattern.finditer(line):
            group = found.lastindex or 0
            origin = Origin(source.path, number, found.start(group) + 1)
            places[PARSER.normalizeLink(found[group])].append(origin)
    return places


def next_in_block(source: Source, block: Token, places: deque[Origin]) -> Origin | None:
    """Take the next place within a block's lines; blocks come in their order."""
    # A cell of a table does not know its own lines.
    first, last = block.map or (0, len(source.lines))
    while places and places[0].line < source.body_line + first:
        places.popleft()
    inside = bool(places) and places[0].line < source.body_line + last
    return places.popleft() if inside else None


@lru_cache(maxsize=1)
def parse_body(body: str) -> tuple[list[Token], dict[str, Any]]:
    """Parse a text once for the rules that need its blocks."""
    found: dict[str, Any] = {}
    return PARSER.parse(body, found), found


def line_of(source: Source, token: Token) -> Origin:
    """Return where a block of the text begins."""
    line = token.map[0] if token.map else 0
    return Origin(source.path, source.body_line + line)


RULES = (
    no_placeholders,
    no_broken_letters,
    no_hidden_marks,
    no_swallowed_comments,
    one_heading,
    html_is_text,
    images_are_text,
    no_deep_nesting,
    no_lost_links,
    links_lead_somewhere,
    no_flat_lists,
    no_flat_tables,
)
