"""Rules for what a text was not meant to look like: rows in one line, headings and code unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from textwrap import dedent

from generator.problems import Problem, quote
from generator.records.checks.saying import origin_of, warning
from generator.records.files import REPORTS, Source, parse_markdown
from generator.records.sentences import say_rule

# The signs that Word and others put before a row, some of them from fonts of their own.
SIGNS = "•▪▫◦‣●■❖◆◇➢➣➤►▶▸✓✔☑☐⦁∙\uf0b7\uf0a7\uf0d8\uf0fc\u2043"
BULLET = re.compile(rf"\s*(?:[{SIGNS}·○□]\s*|[oØü§]\t\s*)(?=\S)")
# Within a line such a sign may stand between two words of one row.
INNER_BULLET = re.compile(rf"(?:^|\s)(?:[{SIGNS}]\s*|[oØü§]\s+(?=[A-ZÅÄÖ]))(?=\S)")
# A list whose mark Markdown does not take for one; two of them are no chance.
ODD_ITEM = re.compile(
    r"\s*(?:[-+–—]\s*|\*\s*(?![^*]*\*)|[oØü§]\s+|(?P<number>\d{1,2})[.)]\s*|(?P<letter>[a-zåäö][.)])\s+)"
    r"(?=[^\W\d_])"
)
CELLS = re.compile(r"\t+| {3,}|\|\s*")
FEWEST = 2
# A word such as `#trygghet`, and a number such as `#1`, are no headings that lack a blank.
NO_BLANK = re.compile(r" {0,3}(#{1,6})(?=[^\W\d_]|[\"”'(*])(.+)")
TAGS = re.compile(r"\s*#[^\W\d_A-ZÅÄÖ][^\s#]*\s*|.*\s#\w.*")
LONGEST_HEADING = 80


def no_flat_lists(source: Source) -> Iterator[Problem]:
    """Rows that begin with a bullet of Word's are a list in Markdown's own signs."""
    for first, lines in paragraphs(source):
        inner, bullets, items = find_rows(lines)
        found = sorted({*inner, *bullets}) or items
        is_ended = ends_lines(lines)
        if not found or (is_ended and not inner):
            continue
        in_one_row = bool(inner) and (is_ended or found == inner)
        rows = list_rows(lines[found[0] :], any_sign=bool(inner or bullets))
        # A list that does not begin with 1 is none just below a line of text.
        if re.match(r"(?!1\.)\d", rows[0]) and found[0]:
            rows, found = [*lines[: found[0]], "", *rows], [0]
        text = (
            say_rule("punkter på en rad")
            if in_one_row
            else 'Punkterna skrivs ihop till en enda rad. Börja varje rad med "- ":'
        )
        yield warning(source.place_in_text(first + found[0]), "text", text, "\n".join(rows))


def find_rows(lines: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
    """Return the lines with bullets within them, with one first, and that are items of an odd list."""
    inner = [n for n, line in enumerate(lines) if len(INNER_BULLET.findall(line)) >= FEWEST]
    bullets = [n for n, line in enumerate(lines) if BULLET.match(line)]
    items = [n for n, line in enumerate(lines) if ODD_ITEM.match(line)]
    return inner, bullets, items if len(items) >= FEWEST else []


def ends_lines(lines: Sequence[str]) -> bool:
    """Say whether each line ends on the page where it ends in the file, by Markdown's own sign."""
    return all(line.endswith(("  ", "\\")) for line in lines[:-1])


def list_rows(lines: Sequence[str], *, any_sign: bool) -> list[str]:
    """Return lines as rows of a list; what a row goes on with stands in it, and all words are kept."""
    rows: list[str] = []
    for line in lines:
        item = ODD_ITEM.match(line)
        if any_sign and (BULLET.match(line) or len(INNER_BULLET.findall(line)) >= FEWEST):
            parts = [part.strip() for part in INNER_BULLET.split(line)]
            before, *points = parts if len(parts) > 1 else ["", BULLET.sub("", line, count=1)]
            if BULLET.match(line) and before:
                points = [BULLET.sub("", before, count=1), *points]
                before = ""
            rows += [*([before] if before else ()), *(f"- {point.strip()}" for point in points)]
        elif item and not any_sign:
            rest = line[item.end() :].strip()
            mark = f"{item['number']}." if item["number"] else f"- {item['letter'] or ''}".strip()
            rows.append(f"{mark} {rest}")
        elif rows:
            rows[-1] += f" {line.strip()}"
        else:
            rows.append(line.strip())
    return rows


def no_flat_tables(source: Source) -> Iterator[Problem]:
    """Columns with tabs or wide blanks between them are a table in Markdown's own signs."""
    for first, lines in paragraphs(source):
        # Word puts a tab between a bullet and its words.
        if any(find_rows(lines)) or ends_lines(lines):
            continue
        rows = [[cell.strip() for cell in CELLS.split(line.strip(" |"))] for line in lines]
        found = [number for number, row in enumerate(rows) if len(row) >= FEWEST]
        wide = any(len(row) > FEWEST and "\t" in lines[n] for n, row in enumerate(rows))
        if len(found) >= FEWEST or (found and wide):
            # A row between the others is one of them, and none is wider than the first.
            table = rows[found[0] : found[-1] + 1]
            width = max(map(len, table))
            head, *rest = [[*row, *[""] * (width - len(row))] for row in table]
            paste = "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * width, *rest))
            text = "Tabellens rader skrivs ihop till en enda rad. Skriv den så här, eller lägg den som CSV bredvid posten:"
            yield warning(source.place_in_text(first + found[0]), "text", text, paste)


def paragraphs(source: Source) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield every paragraph of a text: its first line's number in it, from 0, and its lines."""
    lines = source.text.split("\n")
    for token in parse_markdown(source.text).tokens:
        if token.type == "paragraph_open" and token.map:
            yield token.map[0], lines[token.map[0] : token.map[1]]


def no_unsaid_headings(source: Source) -> Iterator[Problem]:
    """A line of `---` or `===` right below a text makes a heading of it; `##` says so."""
    lines = source.text.split("\n")
    for token in parse_markdown(source.text).tokens:
        if token.type != "heading_open" or token.markup not in ("-", "=") or not token.map:
            continue
        first, last = token.map
        above = "\n".join(lines[first : last - 1]).strip()
        line = lines[last - 1].strip()
        makes = f"Raden {quote(line)} gör texten ovanför till en rubrik på sidan."
        text = f'{makes} Ska det vara ett streck, så skriv "---" med en tom rad före:'
        paste = f"{above}\n\n---"
        if last - first == FEWEST and len(above) <= LONGEST_HEADING and above[-1] not in ".,:;!?":
            text = f'{makes} Ska det vara ett streck, så skriv "---" med en tom rad före. En rubrik skrivs så här:'
            paste = f"{heading_mark(source, first)} {above}"
        if token.level:
            text, paste = (
                f'{makes} Ska det vara ett streck, så skriv "---" med en tom rad före.',
                "",
            )
        yield warning(source.place_in_text(first), "text", text, paste)


def heading_mark(source: Source, number: int) -> str:
    """Return what a heading on a line of the text begins with: the record's own, if it has none."""
    has_none = source.path.startswith(REPORTS) or source.stem == "index"
    return "##" if number or source.title or has_none else "#"


def no_unsaid_code(source: Source) -> Iterator[Problem]:
    """Four blanks or a tab first on a line make code of it; a line of backticks says so."""
    for token in parse_markdown(source.text).tokens:
        if token.type == "code_block":
            text = (
                "Fyra mellanslag eller en tabb först på raden gör den till kod på sidan. "
                "Ska den visas tecken för tecken, så skriv ``` på raden före och på raden efter. "
            )
            at_top = not token.level
            text += "Annars utan indrag:" if at_top else "Annars med mindre indrag."
            paste = dedent(token.content.expandtabs(4)).strip() if at_top else ""
            yield warning(origin_of(source, token), "text", text, paste)


def headings_have_a_blank(source: Source) -> Iterator[Problem]:
    """A `#` with no blank behind it makes no heading."""
    for first, lines in paragraphs(source):
        for number, line in enumerate(lines, start=first):
            found = NO_BLANK.fullmatch(line)
            if found and not (len(found[1]) == 1 and TAGS.fullmatch(line)):
                marks = found[1] if len(found[1]) > 1 else heading_mark(source, number)
                text = f"Utan mellanslag efter {found[1]} blir raden ingen rubrik på sidan. En rubrik skrivs så här:"
                paste = f"{marks} {found[2].strip()}"
                yield warning(source.place_in_text(number), "text", text, paste)


RULES = (
    no_flat_lists,
    no_flat_tables,
    no_unsaid_headings,
    no_unsaid_code,
    headings_have_a_blank,
)
