"""Letters that were lost on the way here: read in another encoding than they were written in.

What is left of them depends on which two encodings met. A text written in one and read in another
is told by signs that no word has where they stand; the same signs stand rightly elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from unicodedata import normalize

from generator.problems import quote
from generator.records.files.rare import rare_signs

LETTERS = "åäöÅÄÖéÉüÜ"
MARKS = "–—’‘”“…§°½»«\u00a0"
# What is left when a letter has been misread twice.
ONCE = "ÃÂâ"
# UTF-8 that was read as one of these, once or twice.
READ_AS = ("cp1252", "mac_roman", "cp850", "cp437")
# The encodings that tables come in, but UTF-8; cp1252 is what Excel for Windows calls CSV.
WINDOWS = "cp1252"
NAMES = {WINDOWS: "Windows-1252", "mac_roman": "Mac Roman", "cp850": "CP850"}
SWEDISH = re.compile("[åäöÅÄÖ]")
SINGLE = {
    WINDOWS: {"mac_roman": "åäéöÄÖ", "cp850": "åäöéÄÖ"},
    "mac_roman": {WINDOWS: "åäöÅÄÖ"},
    "cp850": {WINDOWS: "åäöÅÖ"},
    "cp437": {WINDOWS: "åäöÅÖ"},
}
A_Z = "a-zA-ZåäöÅÄÖé"
SMALL = "a-zåäöé"
VOWELS = "aeiouyåäöéAEIOUYÅÄÖ"
# A word is looked at from its beginning: from every letter of a long one would take long.
ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S+|(?<!\S)[^\s@]+@\S+")


@dataclass(frozen=True, slots=True)
class Broken:
    """A word with a lost letter: where it begins (from 0), itself, and what it was, if that is sure.

    It is `certain` when no true word has such a sign in such a place.
    """

    start: int
    word: str
    meant: str
    certain: bool

    @property
    def text(self) -> str:
        """What is said of it."""
        if not self.certain:
            return (
                f"{quote(self.word)} ser ut att ha en trasig bokstav (å, ä eller ö). Stämmer ordet?"
            )
        if self.meant:
            return f"{quote(self.word)} har en trasig bokstav. Menade du {quote(self.meant)}?"
        return f"{quote(self.word)} har en trasig bokstav (å, ä eller ö). Skriv om ordet."


def misread(letter: str, written_in: str, read_as: str) -> str:
    """Return what a letter becomes; nothing when one of the encodings has none for it."""
    try:
        return letter.encode(written_in).decode(read_as)
    except UnicodeError:
        return ""


def write_together(texts: Iterable[str]) -> Iterator[str]:
    """Yield a pattern for some texts of at least two signs, of those that only end otherwise a single one."""
    for start, group in groupby(sorted(texts), key=lambda text: text[:-1]):
        yield f"{re.escape(start)}[{re.escape(''.join(text[-1] for text in group))}]"


PAIRS = {
    pair: letter
    for read_as in READ_AS
    for letter in LETTERS + MARKS + ONCE
    if len(pair := misread(letter, "utf-8", read_as)) > 1
}
SIGNS = {
    sign: letter
    for read_as, writings in SINGLE.items()
    for written_in, letters in writings.items()
    for letter in letters
    if (sign := misread(letter, written_in, read_as)) and sign not in "…"
}
NO_LETTERS = "".join(sign for sign in SIGNS if not sign.isalpha() and sign != "÷") + "ˆƒ□√├¬"
CAPITALS = "".join(sign for sign in SIGNS if sign.isupper() and sign not in "ÅÄÖ")
ANY_PAIR = re.compile("|".join(sorted(map(re.escape, PAIRS), key=len, reverse=True)))
# What most pairs begin with, and nothing else does.
BEGINNING = re.compile(r"â€|Ã(?![A-ZÉ])|Â(?![A-Za-zÉé])")
CERTAIN = re.compile(
    "|".join(
        (
            "\ufffd",
            BEGINNING.pattern,
            *write_together(pair for pair in PAIRS if not BEGINNING.match(pair)),
            rf"(?<=[{A_Z}])[{re.escape(NO_LETTERS)}](?=[{A_Z}])",
            rf"[†‰](?=[{SMALL}])|(?<=[{SMALL}])‰|(?<!\w)[™ˆ](?=[{SMALL}])",
            rf"(?<=[{A_Z}])[{CAPITALS}](?=[{SMALL}])|(?<=[{SMALL}])[{CAPITALS}](?!\w)",
            r"(?<=[aoAO])[\u0308\u030a\u00a8\u02da]",
        )
    )
)
# What a program writes for a letter that it may not send.
CODE = re.compile(
    rf"(?<=[{SMALL}])=(?:C3=[89AB][0-9A-F]|[CDEF][0-9A-F])(?![0-9A-F])"
    r"|%C3%[89ABab][0-9A-Fa-f]|\\u00[c-fC-F][0-9a-fA-F]|\\x[c-fC-F][0-9a-fA-F]"
    r"|&(?:[aouAOU](?:uml|ring)|eacute);"
)
PERHAPS = re.compile(
    rf"(?<![{VOWELS}])š(?![{VOWELS}])|(?<!\w)(?:Š(?:r|ven|nnu|ldre|ndra)\b|Œ(?!uvre)(?=[{SMALL}]))"
    rf"|(?<![\w ])€(?=[{SMALL}])|(?<=[{A_Z}])\?(?=[{SMALL}])|(?<=[{SMALL}])†|(?<=[{A_Z}])÷(?=[{A_Z}])"
)
# Each of the three holds one of `?=%\\&`, or a sign besides those of most Swedish texts.
SUSPECT = re.compile(r"[^\x00-$'-<>@-\[\]-\x7fåäöÅÄÖé–]")
OPENED = re.compile(r"(?<!\w)[”„“](?=\w)")
# What stands around a word and is no part of it.
AROUND = ".,:;!?()[]{}<>\"'*_"


def may_be_broken(text: str) -> bool:
    """Say whether a line of a text may hold a broken letter; most texts do not."""
    if not SUSPECT.search(rare_signs(text)):
        return False
    words = without_addresses(text)
    return any(pattern.search(words) for pattern in (CERTAIN, CODE, PERHAPS))


def without_addresses(text: str) -> str:
    """Return a text with blanks for its addresses, which may hold anything."""
    return ADDRESS.sub(lambda address: " " * len(address[0]), text)


def find_broken(line: str) -> Broken | None:
    """Return the first word of a line with a broken letter."""
    words = without_addresses(line)
    opened = OPENED.search(words)
    for pattern in (CERTAIN, CODE, PERHAPS):
        for found in (
            pattern.finditer(words) if pattern is not CERTAIN or not words.isascii() else ()
        ):
            if found[0] in "”„‚" and opened and opened.end() < found.start():
                continue
            return broken_at(line, found.start(), certain=pattern is not PERHAPS)
    return None


def broken_at(line: str, column: int, *, certain: bool) -> Broken:
    """Return the word at a column, as it stands and as it was."""
    before = "" if line[:column][-1:].isspace() else "".join(line[:column].split()[-1:])
    after = re.match(r"\S+", line[column:])
    written = before + (after[0] if after else "")
    word = written.strip(AROUND)
    start = column - len(before) + written.index(word)
    return Broken(start, word, repair(word) if certain else "", certain)


def guess_encoding(raw: bytes) -> str:
    """Return what bytes that are no UTF-8 were most likely written in.

    Another encoding than Windows' own is named only where that makes broken words of the text.
    """
    read = raw.decode(WINDOWS, "replace")
    mostly_utf_8 = SWEDISH.search(raw.decode("utf-8", "ignore"))
    odd = (find_broken(line) or has_odd_quote(line) for line in read.split("\n"))
    if mostly_utf_8 or not any(odd):
        return WINDOWS
    return max(NAMES, key=lambda name: count_letters(raw.decode(name, "replace")))


def has_odd_quote(line: str) -> bool:
    """Say whether a line has a quotation mark without its other: in another encoding it is an ö or ä."""
    closed = line.count("”") + line.count("“")
    return bool(line.count("”") % 2) or line.count("„") > closed


def count_letters(text: str) -> int:
    """Return how many å, ä and ö a text has, less what stands in it that no Swedish text has."""
    others = sum(not letter.isascii() and letter not in LETTERS + MARKS for letter in text)
    return len(SWEDISH.findall(text)) - others


def repair(word: str) -> str:
    """Return the word with its letters back, or nothing when that is not sure."""
    # What was misread twice is put right twice.
    right = ANY_PAIR.sub(lambda pair: PAIRS[pair[0]], read_again(read_again(word)))
    right = re.sub(
        rf"(?<=[{A_Z}])[{re.escape(''.join(SIGNS))}](?=[{A_Z}]|$)",
        lambda sign: SIGNS[sign[0]],
        right,
    )
    right = normalize("NFC", right.replace("\u00a8", "\u0308").replace("\u02da", "\u030a"))
    sound = (
        right != word and re.fullmatch(rf"[{A_Z}{LETTERS}-]+", right) and find_broken(right) is None
    )
    # A capital in the midst of a word is another letter than the one that was.
    return right if sound and not re.search(rf"[{SMALL}][A-ZÅÄÖÉÜ]", right) else ""


def read_again(word: str) -> str:
    """Return a word of UTF-8 that was read in another encoding, or the word itself when it was not."""
    for encoding in READ_AS:
        try:
            return word.encode(encoding).decode()
        except UnicodeError:
            continue
    return word
