"""The text of what was given: a text as it is, or letters saved with their headers, one or an mbox of them.

Of a letter its plain text is read, and every attachment that is named as a text, whatever type the
letter gives it. What was not read is told by name; a formatted copy of a text that was read is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from generator.problems import ArchiveError, Origin, Problem, quote
from generator.records import decode_text

LETTER = re.compile(rb"\A(?:From |[A-Za-z-]+: ).*?^content-transfer-encoding:", re.I | re.M | re.S)
# The line before each letter of an mbox, and the sign its other such lines got (RFC 4155, "mboxrd").
BETWEEN = re.compile(rb"^From [^\r\n]*\r?\n(?=[!-9;-~]+:)", re.M)
ESCAPED = re.compile(rb"^>(?=>*From )", re.M)
# The line above a writer's name, the only one that ends with a blank and does not go on.
SIGNATURE = "-- "
UNKNOWN = (
    "Brevet är skrivet med en teckenkodning som programmet inte känner. Spara det som text i UTF-8."
)


@dataclass(frozen=True, slots=True)
class Letter:
    """The text of what was given, and what of it was not read: `bilagan "karta.pdf" (application/pdf)`."""

    text: str
    unread: tuple[str, ...] = ()


def read_letter(raw: bytes, name: str) -> Letter:
    """Return the text of what was given, which is called `name`.

    Raises an `ArchiveError` for what is no text in UTF-8, or in no encoding that is known.
    """
    if not LETTER.match(raw):
        return Letter(decode_text(raw, name))
    texts: list[str] = []
    unread: list[str] = []
    is_box = BETWEEN.match(raw)
    for one in BETWEEN.split(raw)[1:] if is_box else [raw]:
        whole = message_from_bytes(ESCAPED.sub(b"", one) if is_box else one, policy=policy.default)
        copies: set[int] = set()
        for part in whole.walk():
            assert isinstance(part, EmailMessage)
            if part.get_content_type() == "multipart/alternative":
                copies |= find_copies(part)
            if part.is_multipart():
                continue
            text = read_part(part, name)
            if text is not None:
                texts.append(text)
            elif id(part) not in copies:
                unread.append(describe(part))
    return Letter("\n".join(texts), tuple(unread))


def find_copies(part: EmailMessage) -> set[int]:
    """Return which parts of a choice between forms say what its plain text does."""
    inner = [*part.walk()][1:]
    if not any(one.get_content_type() == "text/plain" for one in inner):
        return set()
    return {id(one) for one in inner if one.get_content_type() == "text/html"}


def read_part(part: EmailMessage, name: str) -> str | None:
    """Return the text of a part of a letter; None for one that is not named or marked as plain text."""
    try:
        if part.get_content_type() == "text/plain":
            text = str(part.get_content(errors="replace"))
            is_flowed = str(part.get_param("format", "")).casefold() == "flowed"
            shrinks = str(part.get_param("delsp", "")).casefold() == "yes"
            return join_flowed(text, shrinks=shrinks) if is_flowed else text
        if not (part.get_filename() or "").casefold().endswith(".txt"):
            return None
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if charset := part.get_content_charset():
            return content.decode(charset, "replace")
    except LookupError as error:
        raise ArchiveError([Problem(Origin(name), UNKNOWN)]) from error
    return decode_text(content, f"{name}, bilagan {quote(part.get_filename() or '')}")


def join_flowed(text: str, *, shrinks: bool) -> str:
    """Return a text without the line breaks that a letter put in it, and the blanks before its lines (RFC 3676).

    A line that ends with a blank goes on in the next of the same quoting; `shrinks`: without that blank.
    """
    lines: list[str] = []
    above: str | None = None
    for row in re.split(r"\r\n|\r|\n", text):
        quoting = row[: len(row) - len(row.lstrip(">"))]
        line = row.removeprefix(quoting).removeprefix(" ")
        if quoting == above and line != SIGNATURE:
            lines[-1] += line
        else:
            lines.append(f"{quoting} {line}" if quoting else line)
        above = quoting if line.endswith(" ") and line != SIGNATURE else None
        if above is not None and shrinks:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def describe(part: EmailMessage) -> str:
    """Write what a part is called, and its type."""
    file = part.get_filename()
    return f"{f'bilagan {quote(file)}' if file else 'en del'} ({part.get_content_type()})"
