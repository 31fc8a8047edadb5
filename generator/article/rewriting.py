"""The same article with something in it changed, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

Value = TypeVar("Value")


def rewrite(value: Value, change: Callable[[Any], Any]) -> Value:
    """Return a value in which every value and every row of values is what `change` makes of it.

    What stands within a value is changed before it is. Words, numbers and days are left as they are.
    """
    if isinstance(value, tuple):
        inner = tuple(rewrite(one, change) for one in value)
        found: Value = change(inner if inner != value else value)
        return found
    if not is_dataclass(value) or isinstance(value, type):
        return value
    own = {field.name: getattr(value, field.name) for field in fields(value)}
    new = {name: rewrite(one, change) for name, one in own.items()}
    changed = type(value)(**new) if any(new[name] is not own[name] for name in own) else value
    made: Value = change(changed)
    return made
