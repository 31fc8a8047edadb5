"""The forms of an archive as JSON Schema, with the words of its mall: for editors and other programs.

It says what an editor can help with, word by word. What needs more than one value, or the rest of
the archive, is left to `check`. A row without a value says nothing, so any may be empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from generator.records.files import DAY, MONTH
from generator.records.forms import (
    WHOLE,
    Form,
    Matching,
    OneOf,
    Taken,
    fields_of,
    parse_month,
    parse_whole,
    parse_yes_no,
)
from generator.records.kinds import Account, Decision, Entry, Meeting, ReportFile
from generator.records.mall import Mall, Organisation, RowOf, take_function
from generator.records.privacy import hide_personal

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_FORMS: Mapping[str, type[Form]] = {
    "entry": Entry,
    "meeting": Meeting,
    "decision": Decision,
    "account": Account,
    "report": ReportFile,
    "mall": Mall,
}
# An editor reads 12 and ja as it likes; the archive reads them as they are written.
ANY_TEXT = {"type": ["string", "number", "boolean"]}
DAYS = {"type": "string", "pattern": f"^{DAY.pattern}$"}
SHAPES: Mapping[Callable[..., Any], dict[str, Any]] = {
    parse_month: {"type": "string", "pattern": f"^{MONTH.pattern}$"},
    parse_whole: {"type": ["integer", "string"], "pattern": f"^(?:{WHOLE.pattern})$"},
    parse_yes_no: {"enum": ["ja", "nej", True, False]},
}


def write_schema(kind: str, mall: Mall) -> dict[str, Any]:
    """Return the JSON Schema of a kind of record's header, or of the mall."""
    return {"$schema": DRAFT, "title": kind, **describe_form(SCHEMA_FORMS[kind], mall)}


def describe_form(form: type[Form], mall: Mall) -> dict[str, Any]:
    """Describe a mapping: its keys, which of them are needed, and that no other may stand there."""
    properties, needed = {}, []
    for key, field in fields_of(form).items():
        said = describe(Annotated[field.annotation, *field.metadata, None], mall)
        # An address is an example here, and a find of the privacy guard in a file of the archive.
        if examples := [one for one in field.examples or () if hide_personal(str(one)) == one]:
            said = {**said, "examples": examples}
        if field.is_required():
            needed.append(key)
        else:
            said = {"anyOf": [said, {"type": "null"}]}
        properties[key] = said
    return {
        "type": "object",
        "properties": properties,
        "required": needed,
        "additionalProperties": False,
    }


def describe(declared: Any, mall: Mall) -> dict[str, Any]:
    """Describe what may stand where a value is declared with a type and its converter."""
    origin, parts = get_origin(declared), get_args(declared)
    if origin is Annotated:
        marks = (mark.func for mark in parts[1:] if isinstance(mark, Taken))
        found = next((said for func in marks if (said := describe_words(func, mall))), None)
        return found or describe(parts[0], mall)
    if origin in (Union, UnionType):
        return describe(parts[0], mall)
    if origin is tuple:
        return {"type": "array", "items": describe(parts[0], mall)}
    if origin is dict:
        names, values = (describe(part, mall) for part in parts)
        return {"type": "object", "propertyNames": names, "additionalProperties": values}
    if isinstance(declared, type) and issubclass(declared, Form):
        return describe_form(declared, mall)
    return DAYS if declared is date else ANY_TEXT


def describe_words(func: Callable[..., Any], mall: Mall) -> dict[str, Any]:
    """Describe what a converter takes, when it is words or a form of text; else nothing."""
    match func:
        case OneOf():
            return {"enum": list(func.allowed)}
        case RowOf():
            return {"enum": list(list_words(func, mall))}
        case Matching():
            return {"type": "string", "pattern": f"^(?:{func.pattern.pattern})$"}
    if func is take_function:
        return {"enum": [*mall.functions, *(row.name for row in mall.rows(Organisation))]}
    return SHAPES.get(func, {})


def list_words(words: RowOf, mall: Mall) -> Iterator[str]:
    """Yield the names of a list of the mall, and then the other words for the same."""
    rows = mall.rows(words.kind)
    yield from (row.name for row in rows)
    yield from (word for row in rows for word in row.aliases)
