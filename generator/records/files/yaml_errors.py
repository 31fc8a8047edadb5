"""What the YAML parser says in English, in the words of someone who has never met YAML."""

from __future__ import annotations

import re
from textwrap import dedent

import yaml

from generator.problems import ArchiveError
from generator.records.files.quoting import NAME, quote_parts, quoted_line
from generator.records.files.text import refuse

TABBED = "Raden börjar med en tabb. Använd mellanslag i stället."
COLON = "Ett kolon följt av mellanslag får inte stå inne i ett värde. Sätt värdet inom citattecken."
MARKED = "Tecknen & och * har en särskild betydelse här. Sätt värdet inom citattecken."
TAGGED = "Ett utropstecken först har en särskild betydelse här. Sätt värdet inom citattecken."
OPENED = "Ett citattecken öppnas här men stängs aldrig. Skriv ett till där värdet slutar."
ESCAPED = "Ett omvänt snedstreck inom \"…\" tolkas som ett kommando. Använd enkla citattecken: '…'."
HIDDEN = "Ett # efter ett mellanslag gömmer resten av raden. Sätt värdet inom citattecken."
BRACKETED = "Tecknen [ ] { } har en särskild betydelse inom { }. Sätt värdet inom citattecken."
HALF_QUOTED = (
    "Citattecken först i ett värde ska stå runt hela värdet. Sätt värdet inom citattecken."
)
INDENTED = (
    "Raden börjar längre in än raden ovanför, som redan har ett värde. Låt dem börja lika långt in."
)
FIRST = "Tecknet kan inte stå först i ett värde. Sätt värdet inom citattecken."
OTHER_SYNTAX_ERROR = (
    "Raden går inte att läsa. Jämför med ett exempel, eller sätt värdet inom citattecken."
)
# libyaml's English, by a part of the message.
SYNTAX_ERRORS = {
    "mapping values are not allowed": COLON,
    "could not find expected ':'": 'Raden saknar kolon. Skriv vad värdet gäller, kolon och värdet, till exempel "plats: Järntorget".',
    "did not find expected key": "Raden passar inte in. Kontrollera indraget, och att kolon och citattecken finns där de ska.",
    "did not find expected '-' indicator": "Raden passar inte in i listan ovanför. Kontrollera indraget och bindestrecket.",
    "did not find expected ',' or '}'": 'Klammern "{" är inte avslutad. Skilj delarna med komma och avsluta med "}".',
    "did not find expected ',' or ']'": 'Hakparentesen "[" är inte avslutad. Skilj delarna med komma och avsluta med "]".',
    "found unexpected end of stream": OPENED,
    "found unexpected document": OPENED,
    "cannot start any token": FIRST,
    "unknown escape character": ESCAPED,
    "did not find expected hexdecimal": ESCAPED,
    "did not find expected node content": "Här saknas ett värde, eller så står ett skiljetecken för mycket.",
    "did not find expected alphabetic": MARKED,
    "did not find expected tag": TAGGED,
}
# What lacks its end is found out later; its author looks for its beginning.
UNFINISHED = ("found unexpected", "or '}'", "or ']'", "could not find expected ':'")
INDENTED_ROW = re.compile(rf" +{NAME}:(?: .*)?")
QUOTED_VALUE = re.compile(rf" *(?:- )*{NAME}: +[\"'].*")


def translate(error: yaml.MarkedYAMLError, header: str, path: str, first_line: int) -> ArchiveError:
    """Say libyaml's message in Swedish, at its place, with the right line when it is certain."""
    message = f"{error.problem or ''}"
    texts = (swedish for part, swedish in SYNTAX_ERRORS.items() if part in message)
    text = next(texts, OTHER_SYNTAX_ERROR)
    unfinished = any(part in message for part in UNFINISHED)
    mark = error.context_mark if unfinished and error.context_mark else error.problem_mark
    if mark is None:
        return refuse(path, text, first_line)
    lines = [*header.split("\n"), ""]
    line, column = lines[mark.line], mark.column
    paste = quoted_line(line) if "inom citattecken" in text else ""
    if line[column:].startswith("\t"):
        text, paste = TABBED, ""
    elif text == COLON and INDENTED_ROW.fullmatch(line[: column + 1]):
        text, paste = INDENTED, aligned_lines(lines[: mark.line + 1])
    elif "did not find expected key" in message and QUOTED_VALUE.fullmatch(line):
        text, paste = HALF_QUOTED, quoted_line(line)
    elif text == ESCAPED:
        paste = quoted_line(line) or quote_parts(line)[0]
    elif text != OPENED and (why := say_unreadable(quote_parts(line)[1])):
        paste, _, column = quote_parts(line)
        text = why
    return refuse(path, text, mark.line + first_line, column + 1, paste)


def aligned_lines(lines: list[str]) -> str:
    """Return the last row beneath the one above it, the names of both as far in."""
    above = next((line for line in reversed(lines[:-1]) if line.strip()), "")
    name_at = len(above) - len(above.lstrip(" -"))
    return dedent(f"{above.rstrip()}\n{' ' * name_at}{lines[-1].strip()}")


def say_unreadable(written: str) -> str:
    """Say why YAML cannot read a value within `{ }`; nothing when it is not certain."""
    reasons = {
        HALF_QUOTED: r"[\"'].*",
        HIDDEN: r"#.*|.* #.*",
        MARKED: "[&*].*",
        FIRST: r"[@`%|>!].*|[-?:](?: .*)?",
        BRACKETED: r".*[\[\]{}].*",
        COLON: r".*:(?: .*)?",
    }
    return next((why for why, form in reasons.items() if re.fullmatch(form, written)), "")
