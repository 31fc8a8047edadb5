"""Rules for tables and lists from elsewhere: Markdown writes their rows together to one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt

from generator.problems import Origin, Problem
from generator.records.checks.saying import warning
from generator.records.markdown import as_written
from generator.records.source import Source

BULLET = re.compile(r"\s*(?:[•·▪▫◦‣●○■□\uf0b7\uf0a7\u2043]\s*|[oØü§]\t\s*)(?=\S)")
# A list whose mark Markdown does not take for one; two of them are no chance.
ODD_ITEM = re.compile(r"\s*(?:[-*+–—]\s*|\d{1,2}[.)]\s*|[a-zåäö][.)]\s+)(?=[^\W\d_])")
INNER_BULLET = re.compile(r"\S\s+[•▪◦‣●]\s+\S")
CELLS = re.compile(r"\t+| {3,}|\s*\|\s*")
FEWEST = 2
PARSER = as_written(MarkdownIt("commonmark", {"maxNesting": 100}).enable("table"))


def no_flat_lists(source: Source) -> Iterator[Problem]:
    """Rows that begin with a bullet of Word's are a list in Markdown's own signs."""
    for first, lines in paragraphs(source):
        bullets = [n for n, line in enumerate(lines) if BULLET.match(line)]
        items = [n for n, line in enumerate(lines) if ODD_ITEM.match(line)]
        inner = [n for n, line in enumerate(lines) if len(INNER_BULLET.findall(line)) >= FEWEST]
        found = bullets or (items if len(items) >= FEWEST else [])
        if found:
            mark = BULLET if bullets else ODD_ITEM
            paste = "\n".join(f"- {mark.sub('', lines[n], count=1).strip()}" for n in found)
            text = 'Punkterna skrivs ihop till en enda rad. Börja varje rad med "- ":'
            yield warning(Origin(source.path, first + found[0]), "text", text, paste)
        elif inner:
            text = 'Punkterna står på en enda rad. Skriv varje punkt på en egen rad som börjar med "- ".'
            yield warning(Origin(source.path, first + inner[0]), "text", text)


def no_flat_tables(source: Source) -> Iterator[Problem]:
    """Columns with tabs or wide blanks between them are a table in Markdown's own signs."""
    for first, lines in paragraphs(source):
        rows = [[cell for cell in CELLS.split(line.strip(" |"))] for line in lines]
        found = [number for number, row in enumerate(rows) if len(row) >= FEWEST]
        wide = any(len(row) > FEWEST and "\t" in lines[n] for n, row in enumerate(rows))
        if len(found) >= FEWEST or (found and wide):
            head, *rest = [rows[number] for number in found]
            line = ["---"] * len(head)
            paste = "\n".join(f"| {' | '.join(row)} |" for row in (head, line, *rest))
            text = "Tabellens rader skrivs ihop till en enda rad. Skriv den så här, eller lägg den som CSV bredvid posten:"
            yield warning(Origin(source.path, first + found[0]), "text", text, paste)


def paragraphs(source: Source) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield every paragraph of a text: its first line's number in the file, and its lines."""
    lines = source.body.split("\n")
    for token in PARSER.parse(source.body):
        if token.type == "paragraph_open" and token.map:
            yield source.body_line + token.map[0], lines[token.map[0] : token.map[1]]


RULES = (no_flat_lists, no_flat_tables)
