"""An article as JSON that can be read back to the same value, byte for byte the same each time.

Every value is an object with its kind (`article.values.Section`); keys are sorted, letters are NFC, lines
end with LF. A number that is not whole is written as it was given, in a string.
"""

from __future__ import annotations

import json
import sys
import types
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from generator.analysis import Amount
from generator.article.values import Article
from generator.figures import Figure

KIND = "@"  # no field is called so
ROOMS = ("article", "figures", "analysis")
UNIONS = (Union, types.UnionType)


def to_json(article: Article) -> str:
    """Write an article as JSON."""
    text = json.dumps(encode(article), ensure_ascii=False, sort_keys=True, indent=1)
    return unicodedata.normalize("NFC", text) + "\n"


def from_json(text: str) -> Article:
    """Read an article back; raises `ValueError` for what is none."""
    try:
        found = decode(Article, json.loads(text))
    except (KeyError, TypeError) as error:
        raise ValueError("the file holds no article") from error
    if not isinstance(found, Article):
        raise ValueError("the file holds no article")
    return found


def encode(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | str():
            return value
        case Decimal() | date():
            return str(value)
        case tuple() | list():
            return [encode(one) for one in value]
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"an article holds no {type(value).__name__}")
    own = {field.name: encode(getattr(value, field.name)) for field in fields(value)}
    return {KIND: kind_of(type(value)), **own}


def kind_of(cls: type) -> str:
    """Return what a class is called in a file: its module and its name, as `figures.bars.Bar`."""
    return f"{cls.__module__.removeprefix('generator.')}.{cls.__name__}"


def decode(hint: Any, data: Any) -> Any:
    """Return what JSON holds as a value of a type."""
    if data is None:
        return None
    if isinstance(data, dict):
        cls = kinds()[data[KIND]]
        return cls(**{name: decode(of, data[name]) for name, of in hints_of(cls).items()})
    if isinstance(data, list):
        return decode_tuple(hint, data)
    if get_origin(hint) in UNIONS:
        return decode_one(get_args(hint), data)
    return simple(hint, data)


def decode_tuple(hint: Any, data: list[Any]) -> tuple[Any, ...]:
    """Return a list as a tuple of the types it has."""
    if get_origin(hint) in UNIONS:
        hint = next(one for one in get_args(hint) if get_origin(one) is tuple)
    of = get_args(hint)
    if len(of) == 2 and of[1] is Ellipsis:
        return tuple(decode(of[0], one) for one in data)
    return tuple(decode(one, found) for one, found in zip(of, data, strict=True))


def decode_one(choices: tuple[Any, ...], data: Any) -> Any:
    """Return data as the first of some types that it can be."""
    if type(data) in choices:
        return data
    for hint in choices:
        if isinstance(hint, type) and issubclass(hint, Enum | Decimal | date):
            return simple(hint, data)
    return data


def simple(hint: Any, data: Any) -> Any:
    """Return a string or number as its type has it."""
    if not isinstance(hint, type):
        return data
    makers: tuple[tuple[type, Callable[[Any], Any]], ...] = (
        (Enum, hint),
        (Decimal, Decimal),
        (date, date.fromisoformat),
    )
    return next((make(data) for of, make in makers if issubclass(hint, of)), data)


@cache
def kinds() -> Mapping[str, type]:
    """Return every class that a file may hold, by what it is called there."""
    inside = tuple(f"generator.{room}." for room in ROOMS)
    modules = [module for name, module in sys.modules.items() if name.startswith(inside)]
    classes = (cls for module in modules for cls in vars(module).values())
    return {kind_of(cls): cls for cls in classes if isinstance(cls, type) and is_dataclass(cls)}


@cache
def hints_of(cls: type) -> Mapping[str, Any]:
    """Return the types of a class's fields."""
    hints = get_type_hints(cls, localns={"Amount": Amount, "Figure": Figure})
    return {field.name: hints[field.name] for field in fields(cls)}
