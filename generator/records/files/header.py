"""A header becomes a tree: its plain rows as they stand, and all else by the parser of YAML.

Most rows of most headers are a name and a few words, of which YAML makes nothing else.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.problems import ArchiveError, refuse
from generator.records.files.yaml_tree import Span, Tree, read_events

MOST_HEADER_BYTES = 64 * 1024
INVISIBLE_BREAK = re.compile("[\u2028\u2029]")
# A row as most are, of a name and of words without a sign of YAML's own; and where another begins.
PLAIN_ROW = re.compile(
    r"([A-Za-zÅÄÖåäö]+(?: [0-9A-Za-zÅÄÖåäö]+)*): "
    r"([0-9A-Za-zÅÄÖåäö](?:[0-9A-Za-zÅÄÖåäöé /.,()–-]*[0-9A-Za-zÅÄÖåäöé/.,()–-])?)"
)
AT_EDGE = re.compile(r"[A-Za-zÅÄÖåäö]+(?: [0-9A-Za-zÅÄÖåäö]+)*:(?: |$)")


def parse_yaml(text: str, path: str, first_line: int = 1) -> Tree:
    """Parse one mapping; raise an `ArchiveError` with the file's one problem if it is none."""
    if len(text.encode()) > MOST_HEADER_BYTES and first_line > 1:
        raise refuse(
            path, "Huvudet är större än 64 kB. Flytta den långa texten till efter huvudet."
        )
    if hidden := INVISIBLE_BREAK.search(text):
        number = first_line + text.count("\n", 0, hidden.start())
        raise refuse(path, "Här finns en osynlig radbrytning (U+2028). Ta bort den.", number)
    if tree := read_rows(text.split("\n"), path, first_line):
        return tree
    return read_events(text, path, first_line)


# A name stands in file after file, and is kept for each place in it.
@lru_cache(maxsize=1024)
def place_of(name: str) -> tuple[str]:
    """Return where a row stands in a header."""
    return (name,)


def read_rows(lines: list[str], path: str, first_line: int) -> Tree | None:
    """Read the plain rows that a mapping begins with as they stand, and what follows them as YAML.

    Return nothing of one without such rows, nor of one with a fault, which is found in all of it.
    """
    tree, number = Tree(), first_line
    for line in lines:
        row = PLAIN_ROW.fullmatch(line)
        if row is None or row[1] in tree.data:
            break
        place = place_of(row[1])
        (name,) = place
        tree.data[name] = row[2]
        tree.values[place] = Span(number, row.start(2) + 1, number, len(line) + 1)
        tree.keys[place] = Span(number, 1, number, len(name) + 1)
        number += 1
    rest = lines[number - first_line :]
    if not rest:
        tree.values[()] = Span(first_line, 1, number, 1)
        tree.is_plain = True
        return tree
    # What does not begin with a name at the edge may go on from the row above it.
    if number == first_line or not AT_EDGE.match(rest[0]):
        return None
    try:
        more = read_events("\n".join(rest), path, number)
    except ArchiveError:
        return None
    if tree.data.keys() & more.data.keys():
        return None
    whole = more.values.pop(())
    return Tree(
        tree.data | more.data,
        tree.values | more.values | {(): whole._replace(line=first_line)},
        tree.keys | more.keys,
        more.loose,
        more.braced,
    )
