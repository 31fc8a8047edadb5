"""What a folder without Git keeps of a history: the days and the earlier contents that pages tell of.

An archive that is laid up leaves its Git behind, which holds all that was ever written, and takes this
file along. Where there is a history in Git, nobody asks for it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from generator.problems import refuse

KEPT = ".lagesbild-historik.json"
SCHEMA = 1
# The day of the newest change of a record that is no longer there: the pages that tell of all of them.
GONE = "entries/"
RECORDS = ("entries/", "decisions/")
DAMAGED = "Filen går inte att läsa. Återställ arkivet ur paketet igen."


@dataclass(frozen=True, slots=True)
class History:
    """The day of each file's last commit; `shallow` when older commits were left out."""

    changed: Mapping[str, date] = field(default_factory=dict)
    shallow: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """A file that has changed since something was settled: on which day if that is known, and as it stood.

    `raw` is None for one that was not there; of one that is not `known` the content is not kept.
    """

    day: date | None
    handled: bool
    raw: bytes | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Kept:
    """A history as a file keeps it; `earlier` are the changed files by the path of what was settled."""

    history: History = field(default_factory=History)
    earlier: Mapping[str, dict[str, Earlier]] = field(default_factory=dict)


def keep_history(kept: Kept, paths: Collection[str], emptied: Collection[str]) -> Kept:
    """Return what may be kept for a folder of some files: no content of what is gone or `emptied`."""
    changed = kept.history.changed
    own = {path: day for path, day in changed.items() if path in paths}
    gone = [day for path, day in changed.items() if path not in paths and path.startswith(RECORDS)]
    if gone:
        own[GONE] = max(gone)
    may = {*paths} - {*emptied}
    earlier = {
        settled: {
            path: one if path in may else Earlier(one.day, one.handled, known=False)
            for path, one in found.items()
        }
        for settled, found in kept.earlier.items()
    }
    return Kept(History(own, kept.history.shallow), earlier)


def write_kept(kept: Kept) -> str:
    """Write a history as a file keeps it."""
    told = {
        "schema": SCHEMA,
        "shallow": kept.history.shallow,
        "changed": {path: str(day) for path, day in sorted(kept.history.changed.items())},
        "earlier": {
            settled: {path: write_earlier(one) for path, one in sorted(found.items())}
            for settled, found in sorted(kept.earlier.items())
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def write_earlier(one: Earlier) -> dict[str, Any]:
    """Return what is kept of a file; a content that is no UTF-8 as base64."""
    told: dict[str, Any] = {"day": str(one.day) if one.day else None, "handled": one.handled}
    if not one.known:
        return told
    if one.raw is None:
        return {**told, "text": None}
    try:
        return {**told, "text": one.raw.decode("utf-8")}
    except UnicodeDecodeError:
        return {**told, "base64": base64.b64encode(one.raw).decode()}


def read_kept(root: Path) -> Kept:
    """Read the history that a folder keeps; an empty one where it keeps none. Raises `ArchiveError`."""
    file = root / KEPT
    if not file.is_file() or file.is_symlink():
        return Kept()
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        if told["schema"] != SCHEMA:
            raise refuse(
                KEPT, "Filen är skriven av en nyare version av lagesbild. Uppdatera programmet."
            )
        changed = {path: date.fromisoformat(day) for path, day in told["changed"].items()}
        earlier = {
            settled: {path: read_earlier(one) for path, one in found.items()}
            for settled, found in told["earlier"].items()
        }
        return Kept(History(changed, bool(told["shallow"])), earlier)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise refuse(KEPT, DAMAGED) from error


def read_earlier(told: Mapping[str, Any]) -> Earlier:
    """Return a file as it is kept."""
    day = date.fromisoformat(told["day"]) if told["day"] else None
    handled = bool(told["handled"])
    if "base64" in told:
        return Earlier(day, handled, base64.b64decode(told["base64"], validate=True))
    if "text" not in told:
        return Earlier(day, handled, known=False)
    text = told["text"]
    return Earlier(day, handled, None if text is None else text.encode())
