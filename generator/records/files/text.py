"""One file's bytes become text: UTF-8, NFC, line feeds; whatever else is refused by name.

A byte order mark, CRLF and decomposed letters come from ordinary editors and lose nothing, so
they are accepted in silence. Signs that nobody sees are named.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from pathlib import Path

from generator.problems import refuse
from generator.records.files.letters import NAMES, guess_encoding
from generator.records.files.rare import rare_signs
from generator.swedish import say_megabytes

# What turns the words around it: no text of ours needs that.
TURNING = {
    "\u202a": "tecken som vänder textens riktning",
    "\u202b": "tecken som vänder textens riktning",
    "\u202c": "slut på vänd text",
    "\u202d": "tecken som låser textens riktning",
    "\u202e": "tecken som skriver texten baklänges",
    "\u2066": "tecken som vänder textens riktning",
    "\u2067": "tecken som vänder textens riktning",
    "\u2068": "tecken som vänder textens riktning",
    "\u2069": "slut på vänd text",
}
SIGN_NAMES = {
    "\u00ad": "mjukt bindestreck",
    "\u061c": "arabiskt riktningsmärke",
    "\u115f": "tomt koreanskt tecken",
    "\u1160": "tomt koreanskt tecken",
    "\u180e": "mongoliskt mellanrum utan bredd",
    "\u200b": "mellanslag utan bredd",
    "\u200c": "skiljetecken utan bredd",
    "\u200d": "fogtecken utan bredd",
    "\u200e": "riktningsmärke åt höger",
    "\u200f": "riktningsmärke åt vänster",
    "\u2060": "fogtecken utan bredd",
    "\u2061": "osynligt mattetecken",
    "\u2062": "osynligt gångertecken",
    "\u2063": "osynligt skiljetecken",
    "\u2064": "osynligt plustecken",
    "\u3164": "tomt koreanskt tecken",
    "\uffa0": "tomt koreanskt tecken",
    "\ufeff": "märke för teckenkodning",
    **TURNING,
}
TURNED = re.compile(f"[{''.join(TURNING)}]")
OTHER = "osynligt tecken"
HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Pictures of people and flags are made of several signs, joined by these.
JOINED = re.compile(
    "(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200d](?=[\u2190-\u2bff\U0001f000-\U0001faff])"
)
MOST_BYTES = 1_000_000
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Git's own marks; a spreadsheet may have put separators behind them.
MERGE_MARKS = tuple(sign * 7 for sign in "<>|=")
MERGE_MARK = re.compile(r"\s*\"?(?:<{7}|>{7}|\|{7}|={7})(?=[\s;,\"]|$)")
UNREADABLE = {
    errno.ENOENT: "Länken leder till en fil som inte finns. Lägg in själva filen i stället.",
    errno.ELOOP: "Länken leder tillbaka till sig själv. Lägg in själva filen i stället.",
    errno.EISDIR: "Det här är en mapp, men namnet är en fils. Döp om mappen.",
    errno.EACCES: "Du saknar rätt att öppna filen eller mappen.",
}


def find_hidden(line: str) -> list[tuple[int, str]]:
    """Return the columns, from 0, and the signs of a line that nobody sees."""
    if line.isascii() or not HIDDEN.search(rare_signs(line)):
        return []
    joined = {found.start() for found in JOINED.finditer(line)}
    return [(m.start(), m[0]) for m in HIDDEN.finditer(line) if m.start() not in joined]


def name_hidden(sign: str) -> str:
    """Return what a sign is called, with its number: `mjukt bindestreck (U+00AD)`."""
    return f"{SIGN_NAMES.get(sign, OTHER)} (U+{ord(sign):04X})"


def without_hidden(line: str) -> str:
    """Return a line without the signs of it that nobody sees."""
    columns = {column for column, _ in find_hidden(line)}
    return "".join(sign for column, sign in enumerate(line) if column not in columns)


def read_text(root: Path, path: str) -> str:
    """Read `root / path` as text, or raise an `ArchiveError` with the file's one problem."""
    text = decode_text(read_bytes(root, path), path)
    if not text.strip():
        raise refuse(path, "Filen är tom. Skriv något i den, eller ta bort den.")
    refuse_unfit(text, path)
    return text


def glimpse_text(root: Path, path: str) -> str:
    """Read `root / path` as well as can be, whatever is wrong with it: only to look for something."""
    raw = read_bytes(root, path)
    return raw.decode("utf-16" if raw.startswith(UTF_16_MARKS) else "utf-8-sig", "replace")


def read_bytes(root: Path, path: str, most: int = MOST_BYTES) -> bytes:
    """Read the file's bytes; links that leave the archive and files of more than `most` are refused."""
    file = os.path.join(root, path)
    try:
        if has_link(root, path) and not Path(file).resolve().is_relative_to(root.resolve()):
            raise refuse(path, "Filen är en länk ut ur arkivet. Lägg in själva filen i stället.")
        about = os.stat(file)
        # A pipe never ends and a device has no size: nothing of them is read.
        if not stat.S_ISREG(about.st_mode) and not stat.S_ISDIR(about.st_mode):
            raise refuse(path, "Det här är ingen vanlig fil. Lägg in en vanlig fil i stället.")
        if about.st_size > most:
            size = say_megabytes(about.st_size)
            raise refuse(path, f"Filen är {size}. En fil får vara högst {most // 1_000_000} MB.")
        # Of a file on another machine one reading may give no more than a part.
        with open(file, "rb", buffering=0) as opened:
            return opened.readall()
    # Python says a link that leads to itself in its own way, without a number.
    except RuntimeError as error:
        raise refuse(path, UNREADABLE[errno.ELOOP]) from error
    except OSError as error:
        raise refuse(path, explain_unreadable(error)) from error


def has_link(root: Path, path: str) -> bool:
    """Say whether a path may lead elsewhere: a part of it below the root is a link, or leads up."""
    below = os.fspath(root)
    for part in path.split("/"):
        below = f"{below}/{part}"
        if part == ".." or stat.S_ISLNK(os.lstat(below).st_mode):
            return True
    return os.path.isabs(path)


def explain_unreadable(error: OSError) -> str:
    """Say in Swedish why the computer would not give the file."""
    number = error.errno or 0
    return UNREADABLE.get(
        number, f"Det gick inte att läsa härifrån (datorns felnummer är {number})."
    )


def decode_text(raw: bytes, path: str) -> str:
    """Decode UTF-8 and normalise; the first byte that is not UTF-8 is named by line and column."""
    if is_utf_16(raw):
        raise refuse(path, "Filen är sparad i UTF-16. Spara om den med kodningen UTF-8.")
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line, column = place_in(raw[: error.start].decode("utf-8-sig", "replace"))
        encoding = guess_encoding(raw)
        character = raw[error.start : error.start + 1].decode(encoding, "replace")
        message = (
            f'Filen är inte sparad i UTF-8. Här står troligen "{character}" i {NAMES[encoding]}. '
            "Spara om filen med kodningen UTF-8."
        )
        raise refuse(path, message, line, column) from error
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def is_utf_16(raw: bytes) -> bool:
    """Say whether bytes are UTF-16, with its mark or with every other byte of plain text empty."""
    halves = (raw[::2], raw[1::2]) if b"\0" in raw else ()
    return raw.startswith(UTF_16_MARKS) or any(half.count(0) > len(half) // 2 for half in halves)


def refuse_unfit(text: str, path: str) -> None:
    """Refuse what no kind of file may hold: what a merge has left, and what nobody can see."""
    refuse_merge_marks(text, path)
    # No such sign is printable.
    if not rare_signs(text).isprintable():
        refuse_control_characters(text, path)


def refuse_merge_marks(text: str, path: str) -> None:
    """Refuse a file with two versions in it, or with what is left of the marks between them.

    A line of `=` beneath one line of text is how Markdown underlines a heading, and stays.
    """
    if not any(map(rare_signs(text).__contains__, MERGE_MARKS)):
        return
    lines = text.split("\n")
    marks = [number for number, line in enumerate(lines) if MERGE_MARK.match(line)]
    fences = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    body = fences[1] + 1 if path.endswith(".md") and len(fences) > 1 else len(lines)
    if not marks or all(is_markdown(lines[body:], number - body) for number in marks):
        return
    mark = lines[marks[0]].strip(' "')[:7]
    text = f"Filen har kvar märken efter en sammanfogning ({mark}). Behåll det som ska vara med ur båda versionerna, och ta bort raderna med märken."
    raise refuse(path, text, marks[0] + 1)


def is_markdown(body: list[str], number: int) -> bool:
    """Say whether a mark may be Markdown's own: beneath a heading, or an empty row of a table."""
    if number < 0:
        return False
    mark = body[number].strip()
    above = body[number - 1].strip() if number else ""
    alone = number < 2 or not body[number - 2].strip()
    return mark == "|" * 7 or (
        mark == "=" * 7 and alone and above != "" and above[-1] not in ".,:;!?"
    )


def refuse_control_characters(text: str, path: str) -> None:
    """Refuse NUL and other control characters, which YAML stops at, and what turns text around.

    No editor shows them, and what is turned is read as something else than what stands there.
    """
    if found := TURNED.search(text):
        line, column = place_in(text[: found.start()])
        message = f"Här finns ett {name_hidden(found[0])}. Det kan få raden att läsas som något annat än det som står. Skriv om den för hand."
        raise refuse(path, message, line, column)
    if found := CONTROL_CHARACTERS.search(text):
        line, column = place_in(text[: found.start()])
        name = f"U+{ord(found[0]):04X}"
        message = f"Här finns ett osynligt tecken ({name}). Radera det, eller skriv om raden."
        raise refuse(path, message, line, column)


def place_in(before: str) -> tuple[int, int]:
    """Return the line and column that follow `before`, both from 1."""
    return before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
