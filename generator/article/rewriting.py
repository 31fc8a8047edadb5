"""The same article with something in it changed, wherever it stands, and whether two are the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from operator import is_
from typing import Any, TypeVar

from generator.article.values import Block, Section

Value = TypeVar("Value")


def rewrite(value: Value, change: Callable[[Any], Any]) -> Value:
    """Return a value in which every value and every row of values is what `change` makes of it.

    What stands within a value is changed before it is. Words, numbers and days are left as they are,
    and so is the very value in which nothing is changed.
    """

    def visit(one: Any) -> Any:
        cls: Any = type(one)
        if cls is tuple:
            inner = tuple([each if type(each) is str else visit(each) for each in one])
            return change(one if all(map(is_, inner, one)) else inner)
        names = names_of(cls)
        if not names:
            return one
        new = {}
        for name in names:
            own = getattr(one, name)
            # Most of what stands in a value is words.
            if type(own) is not str and (made := visit(own)) is not own:
                new[name] = made
        if new:
            one = cls(**{name: getattr(one, name) for name in names} | new)
        return change(one)

    found: Value = visit(value)
    return found


@cache
def names_of(cls: Any) -> tuple[str, ...]:
    """Return the names of what stands in a value of a class; nothing for words, numbers and days."""
    return tuple(field.name for field in fields(cls)) if is_dataclass(cls) else ()


def change_blocks(section: Section, change: Callable[[Block], Block]) -> Section:
    """Return a section in which every block is what `change` makes of it."""
    return replace(
        section,
        blocks=tuple(map(change, section.blocks)),
        parts=tuple(change_blocks(part, change) for part in section.parts),
    )


# Each of these is what it is written as.
WRITTEN = (str, bytes, int, bool, Decimal, date, type(None))


def same(one: Any, other: Any) -> bool:
    """Say whether two values hold the same, to the letter: 1,0 is not 1. What is unknown is not."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    cls: Any = type(one)
    if cls is str:
        return bool(one == other)
    if cls is tuple:
        return len(one) == len(other) and all(map(same, one, other))
    if cls in WRITTEN:
        return str(one) == str(other)
    names = names_of(cls)
    for name in names:
        if not same(getattr(one, name), getattr(other, name)):
            return False
    return bool(names)
