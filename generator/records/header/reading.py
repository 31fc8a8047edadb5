"""A header becomes its form, or else every problem of it, in Swedish and at its place."""

from __future__ import annotations

from typing import Any, TypeVar, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from generator.problems import ArchiveError, Origin, Problem, quote, suggest
from generator.records.files.source import Source
from generator.records.files.yaml_tree import KEY_MARK, Keys, Value, name_keys
from generator.records.header.forms import OWN_ERROR, Form, Reading, fields_at, shapes, type_at
from generator.records.header.shaping import (
    say_loose,
    say_no_list,
    say_no_parts,
    say_perhaps_cut,
    told_rows,
)
from generator.swedish import join_words, say_count

MOST_TOLD = 300
AnyForm = TypeVar("AnyForm", bound=Form)


def read_form(form: type[AnyForm], reading: Reading) -> AnyForm:
    """Validate a file's header; raise an `ArchiveError` with every problem of the file."""
    source = reading.source
    problems = list(say_loose(form, source))
    try:
        record = form.model_validate(without_blanks(source.data, form, reading), context=reading)
    except ValidationError as error:
        every = error.errors(include_url=False)
        # Each is held against all that may stand there: nobody mends thousands at a time.
        errors, more = every[:MOST_TOLD], len(every) - MOST_TOLD
        told = {found for one in errors if (found := meant_key(one, form))}
        told.update(told_rows(form, source))
        problems += [
            say_error(one, form, reading) for one in errors if not is_said(one, errors, told)
        ]
        if more > 0:
            text = (
                f"Filen har {say_count(more, 'fel', 'fel', neuter=True)} till. Rätta de här först."
            )
            problems.append(Problem(Origin(source.path), text))
        raise ArchiveError(problems) from error
    if problems:
        raise ArchiveError(problems)
    return record


def is_said(error: ErrorDetails, errors: list[ErrorDetails], told: set[Keys]) -> bool:
    """Say whether another problem tells of it: a row by another name, or the name before a value."""
    keys: Keys = tuple(error["loc"])
    if error["type"] in ("missing", "tuple_type"):
        return keys in told
    return any(other["loc"] == (*keys, KEY_MARK) for other in errors)


def meant_key(error: ErrorDetails, form: type[Form]) -> Keys:
    """Return where the key that an unknown one certainly stands for would be, or nothing."""
    keys: Keys = tuple(error["loc"])
    if error["type"] != "extra_forbidden":
        return ()
    nearest = suggest(str(keys[-1]), fields_at(form, keys[:-1]))
    return (*keys[:-1], nearest.certain) if nearest.certain else ()


def without_blanks(value: Value, form: type[Form], reading: Reading, keys: Keys = ()) -> Value:
    """Leave out known keys with nothing behind them: an untouched line of the template says nothing.

    An unknown key stays whatever is behind it, since its author meant it to be read.
    """
    if isinstance(value, list):
        return [
            without_blanks(inner, form, reading, (*keys, number))
            for number, inner in enumerate(value)
        ]
    if not isinstance(value, dict):
        return value
    return {
        key: without_blanks(inner, form, reading, (*keys, key))
        for key, inner in value.items()
        if not is_blank(inner) or not may_be_blank(form, reading, (*keys, key))
    }


def is_blank(value: Value) -> bool:
    """Say whether nothing stands behind a key."""
    return isinstance(value, str) and not value.strip()


def may_be_blank(form: type[Form], reading: Reading, keys: Keys) -> bool:
    """Say whether a key is one of its form's, or a name the mall knows where names are keys."""
    if keys[-1] in fields_at(form, keys[:-1]):
        return True
    names = next((s for s in shapes(type_at(form, keys[:-1])) if get_origin(s) is dict), None)
    if names is None:
        return False
    try:
        TypeAdapter(get_args(names)[0]).validate_python(keys[-1], context=reading)
    except ValidationError:
        return False
    return True


def say_error(error: ErrorDetails, form: type[Form], reading: Reading) -> Problem:
    """Turn one of pydantic's errors into a problem at the value's place."""
    keys: Keys = tuple(error["loc"])
    source = reading.source
    if error["type"] == "extra_forbidden":
        return say_unknown_key(keys, form, source)
    if error["type"] == "missing":
        return Problem(source.origin(*keys), say_missing(form, keys, source), name_keys(keys))
    if error["type"] == OWN_ERROR:
        return say_wrong(keys, error["ctx"], source)
    if error["type"] == "tuple_type":
        return say_no_list(form, reading, keys)
    return say_no_parts(form, reading, keys)


def say_wrong(keys: Keys, context: dict[str, Any], source: Source) -> Problem:
    """Say what is wrong with a value, or with the key of a mapping, and give its right line."""
    if keys[-1] == KEY_MARK:
        span, origin = source.tree.keys.get(keys[:-1]), source.key_origin(keys[:-1])
    else:
        span, origin = source.tree.values.get(keys), source.origin(*keys)
    lines = (source.corrected_line(span, right) for right in context["rights"])
    paste = "\n".join(filter(None, lines))
    return Problem(origin, context["text"], name_keys(keys), paste)


def say_unknown_key(keys: Keys, form: type[Form], source: Source) -> Problem:
    """Name the key nobody knows, what may stand there, and the line when one is meant."""
    allowed = tuple(fields_at(form, keys[:-1]))
    nearest = suggest(str(keys[-1]), allowed)
    hint = str(nearest) or f"Du kan skriva {join_words(allowed, 'eller')}."
    text = f"Raden {quote(str(keys[-1]))} finns inte. {hint}"
    span = source.tree.keys.get(keys)
    paste = source.corrected_line(span, nearest.certain) if nearest.certain else ""
    if not str(nearest):
        cut, paste = say_perhaps_cut(form, source, keys)
        text = f"{text} {cut}".strip()
    return Problem(source.key_origin(keys), text, name_keys(keys), paste)


def say_missing(form: type[Form], keys: Keys, source: Source) -> str:
    """Say what is missing, with an example to write."""
    name = str(keys[-1])
    examples = fields_at(form, keys[:-1])[name].examples
    missing = "Värdet saknas." if keys in source.tree.values else "Raden saknas."
    return f'{missing} Skriv till exempel "{name}: {examples[0]}".' if examples else missing
