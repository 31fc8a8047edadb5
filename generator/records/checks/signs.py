"""Rules for signs that Markdown takes for its own: those before numbers, a list's numbers, stars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from generator.problems import Problem, quote
from generator.records.checks.saying import origin_of, warning
from generator.records.files import Source, parse_markdown

NUMBER = re.compile(r"[.,]?\d")
# All of a row is a number and what it counts: more likely a minus than a row of a list.
AMOUNT = re.compile(
    r"[.,]?\d[\d\s.,:–-]*(?:%|‰|°\s?C?|\w{1,3}\.?|procent|grader|kronor|enheter)?\.?"
)
# Before it may stand what other quotations and lists begin with.
MORE_THAN = re.compile(r"^((?:[\s>]|[-+*]\s|\d+[.)]\s)*)>(?=\s*+(=?)\s*+[.,]?\d)")
CLOSING, OPENING = (*")]},;:",), (*"([{",)
MOST_NUMBERS = 6


@dataclass(slots=True)
class Item:
    """A row of a list: its first line, from 0, and the one after its last; its number and its words."""

    lines: tuple[int, int]
    number: str
    text: str = ""


@dataclass(slots=True)
class List:
    """A list: its sign or the word for numbers, the number it begins with, and its rows."""

    token: Token
    items: list[Item] = field(default_factory=list)

    @property
    def is_numbered(self) -> bool:
        """Whether the rows have numbers."""
        return self.token.type == "ordered_list_open"

    @property
    def shown(self) -> list[str]:
        """The numbers that the page shows."""
        start = self.token.attrGet("start")
        first = 1 if start is None else int(start)
        return [str(first + index) for index in range(len(self.items))]


def no_lost_signs(source: Source) -> Iterator[Problem]:
    """A plus, a minus or a "more than" before a number is no mark of a list or a quotation."""
    text = source.text
    lines, tokens = text.split("\n"), parse_markdown(text).tokens
    for found in find_lists(tokens):
        sign = found.token.markup
        rows = [item.text for item in found.items]
        alone = len(rows) == 1 or all(AMOUNT.fullmatch(row.strip()) for row in rows)
        numbers = [NUMBER.match(row) is not None for row in rows]
        if found.is_numbered or sign not in "+-" or not any(numbers):
            continue
        if sign == "+" or (alone and all(numbers)):
            name = "plustecken" if sign == "+" else "minustecken"
            first = next(n for n, is_number in enumerate(numbers) if is_number)
            what = f"{sign} {found.items[first].text}"
            says = f"Raden blir en punkt i en lista, utan {name}: {quote(what)}. Hör tecknet till talet, så skriv ett omvänt snedstreck före"
            yield say_sign(source, found.items[first].lines[0], says, escape_rows(lines, found))
    yield from say_quoted(source, lines, tokens)


def say_quoted(source: Source, lines: Sequence[str], tokens: Sequence[Token]) -> Iterator[Problem]:
    """Yield what of a quotation begins with "more than", each line once."""
    found: dict[int, Problem] = {}
    for token in tokens:
        if token.type != "blockquote_open" or not token.map:
            continue
        first, last = token.map
        for number in range(first, last):
            sign = MORE_THAN.match(lines[number])
            # A later row of a quotation may begin with a number of its own.
            if sign and (number == first or sign[2]):
                says = f"Raden blir ett citat, utan tecknet >: {quote(lines[number].strip())}. Hör tecknet till talet, så skriv ett omvänt snedstreck före"
                right = MORE_THAN.sub(r"\1\\>", lines[number]).strip()
                paste = right if last - first == 1 else ""
                found[number] = say_sign(source, number, says, paste)
    yield from found.values()


def say_sign(source: Source, number: int, text: str, paste: str) -> Problem:
    """Say that a sign is taken for Markdown's own, with the line that keeps it."""
    origin = source.place_in_text(number)
    return warning(origin, "text", f"{text}{':' if paste else '.'}", paste)


def escape_rows(lines: Sequence[str], found: List) -> str:
    """Return the rows of a list with their sign kept: alone as text, several as rows of a list."""
    sign = found.token.markup
    rows = rows_after(lines, found, [sign] * len(found.items))
    before = "" if len(rows) == 1 else "- "
    return "\n".join(f"{before}\\{sign} {row}" if NUMBER.match(row) else f"- {row}" for row in rows)


def rows_after(lines: Sequence[str], found: List, marks: Sequence[str]) -> list[str]:
    """Return a list's rows without their marks, or none when one of them has several lines."""
    rows = []
    for item, mark in zip(found.items, marks, strict=True):
        line, *others = lines[slice(*item.lines)]
        if "".join(others).strip() or not line.strip().startswith(mark):
            return []
        rows.append(line.strip().removeprefix(mark).strip())
    return rows


def no_renumbered_lists(source: Source) -> Iterator[Problem]:
    """A list's numbers are shown as they are written."""
    text = source.text
    lines = text.split("\n")
    for found in find_lists(parse_markdown(text).tokens):
        written = [item.number for item in found.items]
        if not found.is_numbered or written == found.shown:
            continue
        said = f"Numren {say_numbers(written)} visas som {say_numbers(found.shown)}."
        said = said.replace("….", "…")
        one_by_one = len(set(written)) == 1 < len(written)
        how = (
            "Skriv dem så"
            if one_by_one
            else "Ska de stå kvar, så skriv ett omvänt snedstreck före punkten och en tom rad mellan raderna"
        )
        paste = number_rows(lines, found, one_by_one=one_by_one)
        yield warning(
            origin_of(source, found.token), "text", f"{said} {how}{':' if paste else '.'}", paste
        )


def say_numbers(numbers: Sequence[str]) -> str:
    """Write the first numbers of a list."""
    more = ["…"] if len(numbers) > MOST_NUMBERS else []
    return ", ".join([*numbers[:MOST_NUMBERS], *more])


def number_rows(lines: Sequence[str], found: List, *, one_by_one: bool) -> str:
    """Return the rows of a list with the page's numbers, or with their own as plain text."""
    sign = found.token.markup
    rows = rows_after(lines, found, [f"{item.number}{sign}" for item in found.items])
    if not rows:
        return ""
    if one_by_one:
        return "\n".join(f"{n}{sign} {row}" for n, row in zip(found.shown, rows, strict=True))
    own = zip(found.items, rows, strict=True)
    return "\n\n".join(f"{item.number}\\{sign} {row}" for item, row in own)


def no_swallowed_stars(source: Source) -> Iterator[Problem]:
    """A star beside a bracket or a comma refers to something, and is no mark of cursive."""
    lines = source.text.split("\n")
    for block in parse_markdown(source.text).tokens:
        children = block.children or []
        if any(is_swallowed(children, number) for number in range(len(children))):
            first, last = block.map or (0, 1)
            place = next((n for n in range(first, last) if lines[n].count("*") > 1), first)
            text = f"Stjärnorna i {quote(lines[place].strip())} visas inte, utan gör orden mellan dem kursiva. Skriv ett omvänt snedstreck före dem:"
            right = lines[place].replace("*", r"\*").strip()
            yield warning(source.place_in_text(place), "text", text, right)


def is_swallowed(children: Sequence[Token], number: int) -> bool:
    """Say whether a star opens cursive text before what ends a word, or closes it after an opening."""
    token = children[number]
    if not token.markup.startswith("*"):
        return False
    if token.type in ("em_open", "strong_open"):
        return children[number + 1].content.startswith(CLOSING)
    return token.type in ("em_close", "strong_close") and children[number - 1].content.endswith(
        OPENING
    )


def find_lists(tokens: Sequence[Token]) -> list[List]:
    """Return every list of a text with its rows, in their order."""
    found: list[List] = []
    open_lists: list[List] = []
    is_first = False
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            open_lists.append(List(token))
            found.append(open_lists[-1])
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            open_lists.pop()
        elif token.type == "list_item_open" and token.map:
            open_lists[-1].items.append(Item((token.map[0], token.map[1]), token.info))
            is_first = True
        elif is_first and token.type == "inline":
            open_lists[-1].items[-1].text = token.content
        if token.type not in ("list_item_open", "paragraph_open", "heading_open"):
            is_first = False
    return found


RULES = (no_lost_signs, no_renumbered_lists, no_swallowed_stars)
