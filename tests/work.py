"""How much work something takes, counted in calls: never in seconds, which other programs change."""

from __future__ import annotations

import sys
from collections.abc import Callable

# Methods that read a whole text, so many signs of which are as much work as a call.
READING = {"casefold", "count", "lower", "replace", "split", "splitlines", "translate"}
SIGNS = 4


def count_calls(work: Callable[[], object]) -> int:
    """Return how many functions are called, of C too, and generators gone on with, by some work.

    One that reads a whole text counts for more, the longer that is.
    """
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")
        if event == "c_call" and getattr(argument, "__name__", "") in READING:
            own = getattr(argument, "__self__", "")
            calls += len(own) // SIGNS if isinstance(own, str) else 0

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls
