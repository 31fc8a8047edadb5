"""Rules for links in a text: they lead where they say, and none of them vanishes."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from generator.problems import Origin, Problem, Severity, only, quote
from generator.records.checks.saying import fault, origin_of, warning
from generator.records.files import (
    MOST_OPEN,
    OPTIONS,
    PARSER,
    Source,
    as_written,
    find_too_many,
    parse_markdown,
)

LINK = re.compile(r"\]\(\s*<?([^\s<>)]*)|<([^\s<>]+)>")
DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:\s*<?([^\s<>]+)")
WHOLE_ADDRESS = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
# An address as people write it: of what looks like one without its beginning, only the usual ends.
SHOWN_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"”]+"
    r"|(?:[\w.+-]+@)?\b[\w-]+(?:\.[\w-]+)*\.(?:se|nu|eu|com|org|net|info|gov|io)\b(?:/\S*)?",
    re.IGNORECASE,
)
# What has such an address between its brackets, or the code of a sign; most pages have none.
PERHAPS_SHOWN = re.compile(r"\[[^\[\]]*?(?:[^\W_][.&][^\s]|://)")
BEGINNING = re.compile(r"https?://|www\.", re.IGNORECASE)
# In a longer text an address may be looked for in vain for a long time.
MOST_SHOWN = 200


class EveryLink(MarkdownIt):
    """The parser of Markdown, which passes over a link to a disk or a script; here it is told."""

    def validateLink(self, url: str) -> bool:
        """Take every address for one."""
        return True


EVERY_LINK = as_written(EveryLink("commonmark", OPTIONS))


def no_lost_links(source: Source) -> Iterator[Problem]:
    """Every link definition is used, once: another would vanish from the page."""
    parsed = parse_markdown(source.text)
    if not parsed.definitions:
        return
    inline = (child for token in parsed.tokens for child in token.children or ())
    used = {normalizeReference(str(token.meta.get("label", ""))) for token in inline}
    unused = [(label, row) for label, row in parsed.definitions.items() if label not in used]
    again = [(row["label"], row) for row in parsed.repeated]
    for label, row in unused + again:
        text = f"Länken {quote(label.lower())} används inte och skulle försvinna. Skriv den som [text](adress)."
        yield fault(source.place_in_text(row["map"][0]), "text", text)


def links_lead_somewhere(source: Source) -> Iterator[Problem]:
    """A link is a whole address: the page stands elsewhere than the file, and other schemes go."""
    lost = [
        (block, str(token.attrGet("href")))
        for block in parse_links(source.text)
        for token in block.children or ()
        if token.type == "link_open" and not WHOLE_ADDRESS.match(str(token.attrGet("href")))
    ]
    written = find_addresses(source, LINK) if lost else {}
    defined = find_addresses(source, DEFINITION) if lost else {}
    for block, href in lost:
        inside = next_in_block(source, block, written.get(href, deque()))
        origin = inside or next(iter(defined.get(href, ())), origin_of(source, block))
        text = f"Länken {quote(unquote(href))} leder ingenstans på sidan. Skriv en hel adress (https://…) eller postens namn i löpande text."
        yield fault(origin, "text", text)


def no_disguised_links(source: Source) -> Iterator[Problem]:
    """A link whose text is an address leads to that one."""
    lines = source.text.split("\n")
    for block in parse_links(source.text):
        children = block.children or []
        for index, token in enumerate(children):
            if token.type != "link_open" or token.markup == "autolink":
                continue
            shown, target = text_of(children, index), str(token.attrGet("href"))
            found = SHOWN_ADDRESS.search(shown[:MOST_SHOWN])
            if found is None or not host_of(target):
                continue
            same = is_same_place(host_of(found[0]), host_of(target))
            # A bare name may be what a service is called, and is no address then.
            say = fault if not same and BEGINNING.match(found[0]) else warning
            if not same or not is_beginning(found[0], unquote(target)):
                text = f"Länken visar {quote(found[0])} men leder till {quote(unquote(target))}. Skriv samma adress på båda ställena, eller med ord vad länken leder till."
                yield say(place_of(source, lines, block, found[0]), "text", text)


def no_many_brackets(source: Source) -> Iterator[Problem]:
    """At most twenty brackets are open at once in a piece of text: of more, none begins a link."""
    for token in parse_markdown(source.text).tokens:
        if token.type == "inline" and token.map and "[" in token.content:
            place = find_too_many(token.content)
            if place is not None:
                line = token.map[0] + token.content.count("\n", 0, place)
                text = f"Fler än {MOST_OPEN} hakparenteser är öppna samtidigt i stycket, så ingen av dem blir en länk. Stäng dem med ], eller skriv \\[ där tecknet ska visas."
                yield fault(source.place_in_text(line), "text", text)


def check_page_links(path: str, text: str) -> Iterator[Problem]:
    """Yield each link of a hand-written page that would vanish, or whose text is another address."""
    source = Source(path, text, body=text)
    if text.count("[") > MOST_OPEN:
        yield from no_many_brackets(source)
    if PERHAPS_SHOWN.search(text):
        yield from only(Severity.FEL, no_disguised_links(source))


def text_of(tokens: Sequence[Token], opened: int) -> str:
    """Return the words of a link, by the place of the token that opens it."""
    places = range(opened, len(tokens))
    end = next(place for place in places if tokens[place].type == "link_close")
    return "".join(token.content for token in tokens[opened + 1 : end])


def host_of(address: str) -> str:
    """Return the name of the machine that an address leads to, as it is typed: `polisen.se`."""
    bare = re.sub(r"^mailto:", "", address, flags=re.IGNORECASE)
    if bare != address or not re.match(r"https?://", address, re.IGNORECASE):
        # What stands before `@` in an address to a page is no part of where it leads.
        bare = f"https://{bare.partition('?')[0]}"
    try:
        name = urlsplit(bare).hostname or ""
    except ValueError:
        return ""
    return PARSER.normalizeLinkText(f"https://{name}").removeprefix("https://").rstrip("./,:;")


def is_same_place(shown: str, target: str) -> bool:
    """Say whether two machines are one, or one is a part of the other's: `kartor.polisen.se`."""
    one, other = shown.removeprefix("www."), target.removeprefix("www.")
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def is_beginning(shown: str, target: str) -> bool:
    """Say whether an address is shown whole, or as far as it goes."""
    one, other = (
        re.sub(r"^(?:https?://|mailto:)?(?:www\.)?", "", text) for text in (shown, target)
    )
    return "/" not in one or other.casefold().startswith(one.casefold().rstrip("/.…"))


def place_of(source: Source, lines: Sequence[str], block: Token, words: str) -> Origin:
    """Return where some words first stand in a block, or else where the block begins."""
    first, last = block.map or (0, 0)
    for number, line in enumerate(lines[first:last], start=first):
        if (column := line.find(words)) >= 0:
            return source.place_in_text(number, column)
    return origin_of(source, block)


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
    top, bottom = block.map or (0, len(source.lines))
    first, last = source.line_of_text(top), source.line_of_text(bottom - 1)
    while places and places[0].line < first:
        places.popleft()
    inside = bool(places) and places[0].line <= last
    return places.popleft() if inside else None


@lru_cache(maxsize=1)
def parse_links(text: str) -> Sequence[Token]:
    """Parse a text whatever its links lead to; most texts have none and are not parsed again."""
    has_links = "](" in text or "]:" in text or "<" in text
    return EVERY_LINK.parse(text) if has_links else ()


RULES = (no_lost_links, links_lead_somewhere, no_disguised_links, no_many_brackets)
