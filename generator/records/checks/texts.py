"""Rules for one file's header and text: nothing its author wrote may vanish or be left undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.problems import Origin, Problem, quote
from generator.records.checks.saying import fault, warning
from generator.records.source import Source
from generator.records.yaml_tree import name_keys

MOST_NESTING = 6
CONTAINERS = ("bullet_list_open", "ordered_list_open", "blockquote_open")
# Not `<https://…>` and `<namn@…>`, which are links in Markdown.
HTML = re.compile(r"<(?![a-zA-Z][a-zA-Z0-9+.-]*:|[^\s<>]+@)/?[a-zA-Z!?][^<>]*>?")
BROKEN_LETTER = re.compile("Ã[\u0080-\u00bf\u2013\u201e\u2026]|\ufffd")
HIDDEN_MARK = re.compile("[\u200b\u202a-\u202e\u2066-\u2069]")
LINK = re.compile(r"\]\(\s*<?([^\s<>)]*)|<([^\s<>]+)>")
WHOLE_ADDRESS = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
PLACEHOLDERS = (
    "Skriv rubriken här",
    "Skriv texten här",
    "XXX",
    "TODO",
    "Lorem ipsum",
)
PARSER = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")


def no_placeholders(source: Source) -> Iterator[Problem]:
    """No text of the template is left in a header or a text."""
    for number, line in enumerate(source.lines, start=1):
        for placeholder in PLACEHOLDERS:
            column = line.find(placeholder)
            if column >= 0:
                text = f"{quote(placeholder)} står kvar från mallen. Skriv din egen text, eller ta bort raden."
                yield fault(Origin(source.path, number, column + 1), "", text)


def no_broken_letters(source: Source) -> Iterator[Problem]:
    """Å, ä and ö survived the way here: `Ã¤` and the replacement mark are what is left of them."""
    for number, line in enumerate(source.lines, start=1):
        if found := BROKEN_LETTER.search(line):
            text = f"{quote(found[0])} ser ut som en trasig bokstav (å, ä eller ö). Skriv om ordet."
            yield warning(Origin(source.path, number, found.start() + 1), "", text)


def no_hidden_marks(source: Source) -> Iterator[Problem]:
    """No header and no heading holds a mark that nobody sees and that turns or splits its words."""
    header = len(source.lines) - len(source.body.split("\n")) if source.body_line > 1 else None
    titles = [source.body_line - 1 + number for number in source.headings]
    shown = [*range(len(source.lines))[:header], *titles]
    for number in shown:
        if found := HIDDEN_MARK.search(source.lines[number]):
            name = f"U+{ord(found[0]):04X}"
            text = f"Här finns ett osynligt tecken ({name}). Radera det, eller skriv om raden."
            yield warning(Origin(source.path, number + 1, found.start() + 1), "", text)


def no_swallowed_comments(source: Source) -> Iterator[Problem]:
    """Text behind a blank and `#` in the header is a comment to YAML, and would not be shown."""
    for keys, span in source.tree.values.items():
        rest = source.lines[span.end_line - 1][span.end_column - 1 :]
        if rest.lstrip().startswith("#"):
            column = span.end_column + len(rest) - len(rest.lstrip())
            text = f"Det som följer efter # visas inte: {quote(rest.strip())}. Hör det till värdet, så sätt hela värdet inom citattecken."
            yield warning(Origin(source.path, span.end_line, column), name_keys(keys), text)


def one_heading(source: Source) -> Iterator[Problem]:
    """A text has at most one heading of level one."""
    for number in source.headings[1:]:
        origin = Origin(source.path, source.body_line + number)
        text = 'Filen har redan en rubrik. Ta bort raden, eller börja den med "##".'
        yield fault(origin, "rubrik", text)


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
                text = f"Här är fler än {MOST_NESTING} nivåer i varandra. Skriv om listan plattare."
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
    for token in parse_body(source.body)[0]:
        hrefs = [
            str(child.attrGet("href"))
            for child in token.children or ()
            if child.type == "link_open"
        ]
        lost = [href for href in hrefs if not WHOLE_ADDRESS.match(href)]
        for href, origin in zip(lost, places_of(source, token, lost), strict=True):
            text = f"Länken {quote(unquote(href))} leder ingenstans på sidan. Skriv en hel adress (https://…) eller postens id i löpande text."
            yield fault(origin, "text", text)


def places_of(source: Source, block: Token, hrefs: list[str]) -> Iterator[Origin]:
    """Yield where each link of a block stands, or the block when it is written elsewhere."""
    first, last = block.map or (0, 0)
    lines = source.body.split("\n")[first:last]
    written = [
        (PARSER.normalizeLink(found[1]), number, found.start(1))
        for number, line in enumerate(lines, start=source.body_line + first)
        for found in LINK.finditer(line)
    ]
    for href in hrefs:
        place = next((place for place in written if place[0] == href), None)
        if place:
            written.remove(place)
            yield Origin(source.path, place[1], place[2] + 1)
        else:
            yield line_of(source, block)


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
)
