"""What the YAML parser says in English, in the words of someone who has never met YAML."""

from __future__ import annotations

import re

import yaml

from generator.problems import ArchiveError
from generator.records.text import refuse

TABBED = "Raden börjar med en tabb. Använd mellanslag i stället."
COLON = "Ett kolon följt av mellanslag får inte stå inne i ett värde. Sätt värdet inom citattecken."
MARKED = "Tecknen & och * har en särskild betydelse här. Sätt värdet inom citattecken."
TAGGED = "Ett utropstecken först har en särskild betydelse här. Sätt värdet inom citattecken."
OPENED = "Ett citattecken öppnas här men stängs aldrig. Skriv ett till där värdet slutar."
ESCAPED = "Ett omvänt snedstreck inom \"…\" tolkas som ett kommando. Använd enkla citattecken: '…'."
OTHER_SYNTAX_ERROR = (
    "Raden går inte att läsa. Jämför med ett exempel, eller sätt värdet inom citattecken."
)
# libyaml's English, by a part of the message.
SYNTAX_ERRORS = {
    "mapping values are not allowed": COLON,
    "could not find expected ':'": 'Raden saknar kolon. Skriv namn, kolon och värde, till exempel "plats: Järntorget".',
    "did not find expected key": "Raden passar inte in. Kontrollera indraget, och att kolon och citattecken finns där de ska.",
    "did not find expected '-' indicator": "Raden passar inte in i listan ovanför. Kontrollera indraget och bindestrecket.",
    "did not find expected ',' or '}'": 'Klammern "{" är inte avslutad. Skilj delarna med komma och avsluta med "}".',
    "did not find expected ',' or ']'": 'Hakparentesen "[" är inte avslutad. Skilj delarna med komma och avsluta med "]".',
    "found unexpected end of stream": OPENED,
    "found unexpected document": OPENED,
    "cannot start any token": "Tecknet kan inte stå först i ett värde. Sätt värdet inom citattecken.",
    "unknown escape character": ESCAPED,
    "did not find expected hexdecimal": ESCAPED,
    "did not find expected node content": "Här saknas ett värde, eller så står ett skiljetecken för mycket.",
    "did not find expected alphabetic": MARKED,
    "did not find expected tag": TAGGED,
}
# What lacks its end is found out later; its author looks for its beginning.
UNFINISHED = ("found unexpected", "or '}'", "or ']'", "could not find expected ':'")
# A key and its value, where quotation marks around the value are the one thing missing.
UNQUOTED = re.compile(r"( *(?:- )?[^\W\d_][\w ]*): ([^\"'\[\]{}\\#]+)")


def translate(error: yaml.MarkedYAMLError, header: str, path: str, first_line: int) -> ArchiveError:
    """Say libyaml's message in Swedish, at its place, with the right line when it is certain."""
    message = f"{error.problem or ''}"
    texts = (swedish for part, swedish in SYNTAX_ERRORS.items() if part in message)
    text = next(texts, OTHER_SYNTAX_ERROR)
    unfinished = any(part in message for part in UNFINISHED)
    mark = error.context_mark if unfinished and error.context_mark else error.problem_mark
    if mark is None:
        return refuse(path, text, first_line)
    line = [*header.split("\n"), ""][mark.line]
    if line[mark.column :].startswith("\t"):
        text = TABBED
    paste = quoted_line(line) if "inom citattecken" in text else ""
    return refuse(path, text, mark.line + first_line, mark.column + 1, paste)


def quoted_line(line: str) -> str:
    """Return a line with its value in quotation marks, when that certainly is what it lacks."""
    found = UNQUOTED.fullmatch(line.rstrip())
    return f'{found[1]}: "{found[2]}"'.strip() if found else ""
