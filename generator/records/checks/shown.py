"""A rule for what a text's page shows of it: every word that stands in the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from itertools import chain
from urllib.parse import unquote

from markdown_it.common.entities import entities
from markdown_it.token import Token

from generator.problems import Problem, quote
from generator.records.checks.saying import fault, warning
from generator.records.files import PARSER, Source, name_blank, parse_markdown, show_inline
from generator.swedish import join_words

WORD = re.compile(r"[^\W_]+")
ENTITY = re.compile(r"&#?[A-Za-z0-9]{1,32};")
NUMBERED = re.compile(r"#(?:x[a-f0-9]{1,6}|[0-9]{1,7})", re.IGNORECASE)
CELL_MARK = re.compile(r"(?<!\\)\|")
TITLED = re.compile(
    r"(\[[^\[\]]*\]\(\s*(?:<[^<>]*>|[^\s<>()]+))\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\))\s*\)"
)
CODE = ("fence", "code_block")
MOST_SHOWN = 4


@dataclass(slots=True)
class Block:
    """A block of a text: its lines, from 0, the words its page shows of it, and what it is."""

    first: int
    last: int
    kind: str
    tokens: list[Token] = field(default_factory=list)

    def words(self) -> Iterator[str]:
        """Yield the words that the page shows, and the addresses that it leads to."""
        for token in self.tokens:
            if token.type in CODE:
                yield from words_of(token.content)
            else:
                yield from words_of(show_inline(token.children or ()))
                for child in token.children or ():
                    yield from words_of_link(child)

    def titles(self) -> Iterator[str]:
        """Yield what is shown only to one who points at a link."""
        for token in self.tokens:
            for child in token.children or ():
                if child.type == "link_open" and (title := child.attrGet("title")):
                    yield str(title)


def no_lost_words(source: Source) -> Iterator[Problem]:
    """Every word of a text stands on its page."""
    text = source.text
    lines, parsed = text.split("\n"), parse_markdown(text)
    # What the words of each line are, where they are spelled with codes.
    read = list(lines)
    pools: dict[int, Counter[str]] = {}
    owner: dict[int, Block] = {}
    for block in find_blocks(parsed.tokens):
        pools[block.first] = Counter(block.words())
        owner.update((number, block) for number in range(block.first, block.last))
        for found in find_hidden(source, lines, block):
            problem, words = found
            pools[block.first].update(words)
            yield problem
        if block.kind not in CODE:
            yield from find_entities(source, read, block)
    for token in parsed.tokens:
        if token.type == "list_item_open" and token.map:
            first = owner[token.map[0]].first if token.map[0] in owner else -1 - token.map[0]
            pools.setdefault(first, Counter()).update([token.info])
    defined = set[int]()
    for row in (*parsed.definitions.values(), *parsed.repeated):
        first, last = row["map"]
        defined.update(range(first, last))
        yield from find_entities(source, read, Block(first, last, "definition"))
    for number, line in enumerate(read):
        if number in defined:
            continue
        pool = pools.get(owner[number].first if number in owner else -1 - number, Counter())
        # A line's words may stand in another order: a link's address comes after its text.
        lost = [word for word in words_of(line) if not take(pool, word)]
        if lost:
            yield say_lost(source, number, line, lost)


def find_blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """Yield every paragraph, heading, row of a table and piece of code."""
    block: Block | None = None
    is_head = False
    for token in tokens:
        if token.type in ("paragraph_open", "heading_open", "tr_open") and token.map:
            kind = "head" if is_head else token.type.removesuffix("_open")
            block = Block(token.map[0], token.map[1], kind)
        elif token.type in ("thead_open", "thead_close"):
            is_head = token.type == "thead_open"
        elif token.type == "inline" and block:
            block.tokens.append(token)
        elif token.type in ("paragraph_close", "heading_close", "tr_close") and block:
            yield block
            block = None
        elif token.type in CODE and token.map:
            yield Block(token.map[0], token.map[1], token.type, [token])


def find_hidden(
    source: Source, lines: Sequence[str], block: Block
) -> Iterator[tuple[Problem, Iterable[str]]]:
    """Yield what of a block the page is known not to show, with its words."""
    line, origin = lines[block.first], source.place_in_text(block.first)
    if block.kind == "fence" and (told := block.tokens[0].info.strip()):
        mark = block.tokens[0].markup
        text = (
            f"Det som står efter {mark} visas inte: {quote(told)}. Skriv det på en egen rad före:"
        )
        bare = line.strip()
        paste = f"{bare.removeprefix(mark).strip()}\n{mark}" if bare.startswith(mark) else ""
        yield warning(origin, "text", text, paste), words_of(bare)
    if block.kind == "tr" and (surplus := find_surplus(line, len(block.tokens))):
        cells = quote(" | ".join(surplus))
        text = f"Raden har fler celler än tabellens första rad, så {cells} visas inte. Skriv en rubrik för varje kolumn. Är | en del av texten, så skriv \\|."
        yield fault(origin, "text", text), words_of(" ".join(surplus))
    titled: dict[int, int] = {}
    for title in block.titles():
        # A definition may stand anywhere in the text.
        places = chain(range(block.first, block.last), range(len(lines)))
        place = next((n for n in places if title in lines[n]), -1) if title in source.text else -1
        at = source.place_in_text(place) if place >= 0 else origin
        if place not in titled:
            titled[place] = len(TITLED.findall(lines[place])) if place >= 0 else 0
        once = titled[place] == 1
        paste = TITLED.sub(rf"\1) ({escape(title)})", lines[place]).strip() if once else ""
        text = f"{quote(title)} visas bara för den som pekar på länken. Skriv det i texten{':' if paste else '.'}"
        yield warning(at, "text", text, paste), words_of(title)


def find_surplus(line: str, width: int) -> list[str]:
    """Return what stands in the cells of a row that are more than the table is wide."""
    cells = CELL_MARK.split(line.strip().lstrip("> "))
    kept = cells[1:] if not cells[0].strip() else cells
    surplus = [cell.strip() for cell in kept[width:]]
    while surplus and not surplus[-1]:
        surplus.pop()
    return surplus


def find_entities(source: Source, lines: list[str], block: Block) -> Iterator[Problem]:
    """Yield the codes, such as `&nbsp;`, that the page shows as a sign, and put it in their place."""
    shown = " ".join(show_inline(token.children or ()) for token in block.tokens)
    for number in range(block.first, block.last):
        line = lines[number]
        found = {code for code in ENTITY.findall(line) if is_sign(code)}
        signs = {code: unescape(code) for code in found if code not in shown}
        codes = [code for code in ENTITY.finditer(line) if code[0] in signs]
        # The code of a sign of plain text is a way to write it where Markdown would take it for more.
        odd = next((code for code in codes if not unescape(code[0]).isascii()), None)
        if odd:
            sign = unescape(odd[0])
            means = quote(sign) if sign.isprintable() and sign.strip() else name_blank(sign)
            right = ENTITY.sub(lambda code: decode(code[0]), line)
            same = show(right).split() == show(line).split()
            text = f"{odd[0]} visas som {means}. Skriv tecknet självt{':' if same else '.'}"
            origin = source.place_in_text(number, odd.start())
            yield warning(origin, "text", text, right.strip() if same else "")
        lines[number] = ENTITY.sub(partial(spell_sign, signs), line)


def spell_sign(signs: Mapping[str, str], code: re.Match[str]) -> str:
    """Return what some codes are shown as, and any other as it is."""
    return signs.get(code[0], code[0])


def is_sign(code: str) -> bool:
    """Say whether Markdown takes a code for a sign; some are codes only in HTML."""
    name = code[1:-1]
    return name in entities or NUMBERED.fullmatch(name) is not None


def decode(code: str) -> str:
    """Return the sign of a code; a blank becomes a plain one, and what nobody sees is left out."""
    sign = unescape(code)
    return sign if sign.isprintable() and sign.strip() else " " if sign.isspace() else ""


def say_lost(source: Source, number: int, line: str, lost: Sequence[str]) -> Problem:
    """Say that words of a line stand nowhere on the page."""
    words = join_words([quote(word) for word in lost[:MOST_SHOWN]])
    rest = " med mera" if len(lost) > MOST_SHOWN else ""
    text = f"{words}{rest} kommer inte med på sidan. Skriv raden utan Markdowns tecken."
    return warning(source.place_in_text(number, max(line.find(lost[0]), 0)), "text", text)


def show(line: str) -> str:
    """Return what the page shows of a line that stands alone."""
    return "".join(show_inline(t.children or ()) for t in PARSER.parse(line) if t.type == "inline")


def words_of_link(token: Token) -> Iterator[str]:
    """Yield the words of a link's address, however it is spelled, and the label that stands for it."""
    if token.type == "link_open":
        href = str(token.attrGet("href"))
        for way in {href, unquote(href), PARSER.normalizeLinkText(href)}:
            yield from words_of(way)
        yield from words_of(str(token.meta.get("label", "")))


def words_of(text: str) -> Iterator[str]:
    """Yield a text's words and numbers, in small letters."""
    return (found[0].casefold() for found in WORD.finditer(text))


def take(pool: Counter[str], word: str) -> bool:
    """Take a word out of those that are shown, if it is there."""
    pool[word] -= 1
    return pool[word] >= 0


def escape(text: str) -> str:
    """Return text as it may stand in what replaces a pattern."""
    return text.replace("\\", r"\\")


RULES = (no_lost_words,)
