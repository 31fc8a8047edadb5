"""A value of another shape than its row has: what should stand there, and the lines that were meant.

Of a row that holds a list of parts with names of their own (åtgärder, uppdrag) a bare text is one
of those names' value only when no other could be meant. No line is given that would be wrong again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import dedent

from pydantic import TypeAdapter, ValidationError

from generator.problems import Problem, quote
from generator.records.files.quoting import in_quotes
from generator.records.files.source import Source
from generator.records.files.yaml_tree import Keys, Span, Value, name_keys
from generator.records.header.forms import Form, Reading, as_day, fields_at, type_at
from generator.records.header.loose import takes_text
from generator.swedish import join_words

PLAIN_VALUE = re.compile(r"[^\W_][^,:#\[\]{}\"']*")
DAY_IN_TEXT = re.compile(
    r"(?:den )?\d{1,2} [a-zåäö]+\.? \d{4}\b|\b\d{4}[-–/.]\d{1,2}[-–/.]\d{1,2}\b", re.I
)
LIST_SHAPE = "Här ska det stå en lista: [ett, två], eller en rad med bindestreck för varje del."
ROWS_SHAPE = 'Här ska det stå en rad med bindestreck för varje del, till exempel "- {}".'


def say_no_list(form: type[Form], reading: Reading, keys: Keys) -> Problem:
    """Say that a list should stand at `keys`, with its lines when they are certain."""
    source, item = reading.source, (*keys, 0)
    parts = fields_at(form, item)
    text = ROWS_SHAPE.format(example_of(form, item)) if parts else LIST_SHAPE
    paste = as_list(form, reading, keys)
    return Problem(source.origin(*keys), text, name_keys(keys), paste)


def say_no_parts(form: type[Form], reading: Reading, keys: Keys) -> Problem:
    """Say that names with values should stand at `keys`; bare texts of one list are one problem."""
    source = reading.source
    bare = list(find_bare(source, keys)) or [keys]
    named = {item: name_parts(form, reading, item, item) for item in bare}
    text = f"Skriv vad värdet gäller, kolon och värdet, inom klamrar, till exempel {example_of(form, keys)}."
    if not all(named.values()):
        return Problem(source.origin(*keys), text, name_keys(keys))
    if bare == [keys]:
        said = [part.partition(":")[0] for part in named[keys]]
        lacking = [
            quote(name)
            for name, field in fields_at(form, keys).items()
            if field.is_required() and name not in said
        ]
        text += f" Skriv också {join_words(lacking)}." if lacking else ""
    rows = in_rows(source, keys) and bare != [keys]
    changes = [(source.tree.values[item], lay(parts, rows=rows)) for item, parts in named.items()]
    return Problem(source.origin(*bare[0]), text, name_keys(keys), source.with_changes(changes))


def find_bare(source: Source, keys: Keys) -> Iterator[Keys]:
    """Yield where the texts of the list stand that the text at `keys` is one of."""
    items = source.value_at(keys[:-1])
    if isinstance(items, list) and isinstance(source.value_at(keys), str):
        yield from ((*keys[:-1], n) for n, item in enumerate(items) if isinstance(item, str))


def example_of(form: type[Form], keys: Keys) -> str:
    """Return how the parts at `keys` are written: their own example, or those that are needed."""
    row = keys if isinstance(keys[-1], str) else keys[:-1]
    own = fields_at(form, row[:-1]).get(str(row[-1]))
    if own and own.examples:
        return str(own.examples[0])
    needed = (
        f"{key}: {field.examples[0]}"
        for key, field in fields_at(form, keys).items()
        if field.is_required() and field.examples
    )
    return f"{{{', '.join(needed) or 'namn: värde'}}}"


def as_list(form: type[Form], reading: Reading, keys: Keys) -> str:
    """Return the lines with a list of the one value at `keys`, or nothing when that could be wrong."""
    source = reading.source
    span, value = source.tree.values.get(keys), source.value_at(keys)
    if span is None or keys in source.tree.loose:
        return ""
    if isinstance(value, dict):
        return list_parts(source, keys, span) if fits(form, reading, keys, [value]) else ""
    written = source.written_at(span)
    if not fields_at(form, (*keys, 0)):
        alone = PLAIN_VALUE.fullmatch(written) and fits(form, reading, keys, [written])
        return source.corrected_line(span, f"[{written}]") if alone else ""
    parts = name_parts(form, reading, (*keys, 0), keys)
    if not parts:
        return ""
    if not in_rows(source, keys):
        return source.corrected_line(span, f"[{lay(parts, rows=False)}]")
    key, part = source.tree.keys[keys], lay(parts, rows=True)
    row = f"- {part}" if span.line > key.line else f"\n{' ' * (key.column + 1)}- {part}"
    return "\n".join(map(str.rstrip, source.corrected_line(span, row).split("\n")))


def list_parts(source: Source, keys: Keys, span: Span) -> str:
    """Return the lines of a mapping as the only part of a list."""
    if keys in source.tree.braced:
        start = Span(span.line, span.column, span.line, span.column)
        end = Span(span.end_line, span.end_column, span.end_line, span.end_column)
        return source.with_changes([(start, "["), (end, "]")])
    # A block ends, to libyaml, where the next row begins.
    last = source.lines[span.end_line - 1 : span.end_line]
    ends_within = any(line[: span.end_column - 1].strip() for line in last)
    lines = source.lines[span.line - 1 : span.end_line - (not ends_within)]
    rows = dedent("\n".join(lines)).rstrip().split("\n")
    return "\n".join(f"{'  ' if number else '- '}{row}".rstrip() for number, row in enumerate(rows))


def name_parts(form: type[Form], reading: Reading, item: Keys, keys: Keys) -> list[str]:
    """Return the text at `keys` with the names that it lacks as the part at `item`, when they are certain.

    A day in it is the one that must be in a part. What is left is the one text that must be there,
    when nothing else could be meant.
    """
    source = reading.source
    value, written = source.value_at(keys), source.written_at(source.tree.values.get(keys))
    if not written or not isinstance(value, str) or not value.strip():
        return []
    fields = {name: field for name, field in fields_at(form, item).items() if field.is_required()}
    day = next((name for name, field in fields.items() if field.annotation is date), "")
    found = [part for part in DAY_IN_TEXT.findall(value) if as_day(part)] or [value]
    told = as_day(found[0]) if len(found) == 1 and day else ""
    rest = value.replace(found[0], "").strip(" ,;:()–-") if told else value
    fitting = [name for name in fields if name != day and fits(form, reading, (*item, name), rest)]
    if rest and (len(fitting) != 1 or not (told or takes_text(type_at(form, (*item, fitting[0]))))):
        return []
    if not told:
        return [f"{fitting[0]}: {written}"]
    texts = {day: told} | (
        {fitting[0]: rest if PLAIN_VALUE.fullmatch(rest) else in_quotes(rest)} if rest else {}
    )
    return [f"{name}: {texts[name]}" for name in fields if name in texts]


def lay(parts: Sequence[str], *, rows: bool) -> str:
    """Return named parts as one row, or within braces."""
    return parts[0] if rows and len(parts) == 1 else f"{{{', '.join(parts)}}}"


def fits(form: type[Form], reading: Reading, keys: Keys, value: Value) -> bool:
    """Say whether a value may stand at `keys`, be it that a part of it is missing."""
    try:
        TypeAdapter(type_at(form, keys)).validate_python(value, context=reading)
    except ValidationError as error:
        return all(found["type"] == "missing" for found in error.errors(include_url=False))
    return True


def in_rows(source: Source, keys: Keys) -> bool:
    """Say whether what stands at `keys` has rows of its own, and no braces or brackets around it."""
    around = (source.tree.values[keys[:length]] for length in range(1, len(keys)))
    return not any(source.lines[span.line - 1][span.column - 1] in "[{" for span in around)
