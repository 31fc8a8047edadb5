"""What VS Code is told of an archive: the beginnings of its records, and how `check` names a place.

An editor reads YAML in the mall alone: the header of a record stands in Markdown, where VS Code
and its YAML extension look at none. So a record is helped by beginnings in the mall's words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from generator.records import MALL, OUTCOMES, PRESENCES, Dated, Mall, Row, write_schema

FOLDER = ".vscode"
SCHEMA = f"{FOLDER}/mall.schema.json"
OWN_SETTINGS = (f"{FOLDER}/settings.json", f"{FOLDER}/tasks.json")
TODAY = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"
DAY = f"datum: ${{9:{TODAY}}}"
# As `check` writes a problem. Lines to paste are put further in, and are none.
PLACE = r"^(\S.*?):(\d+):(\d+): (.*)$"


def write_editor(mall: Mall) -> Mapping[str, str]:
    """Return the files of VS Code's folder, by path from the archive's root."""
    documents = {
        f"{FOLDER}/lagesbild.code-snippets": write_beginnings(mall),
        f"{FOLDER}/settings.json": {"yaml.schemas": {f"./{SCHEMA}": [MALL]}},
        f"{FOLDER}/tasks.json": write_task(),
        SCHEMA: write_schema("mall", mall),
    }
    return {
        path: json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        for path, content in documents.items()
    }


def write_task() -> dict[str, Any]:
    """Return the task that runs `check` and shows what it says on the lines it names."""
    matcher = {
        "owner": "lagesbild",
        "source": "lagesbild",
        # A line does not say whether it is a fel or a varning; the heading above it does.
        "severity": "warning",
        "fileLocation": ["relative", "${workspaceFolder}"],
        "pattern": {"regexp": PLACE, "file": 1, "line": 2, "column": 3, "message": 4},
    }
    task = {
        "label": "Granska arkivet",
        "type": "process",
        "command": "lagesbild",
        "args": ["check"],
        "group": {"kind": "build", "isDefault": True},
        "presentation": {"reveal": "silent"},
        "problemMatcher": matcher,
    }
    return {"version": "2.0.0", "tasks": [task]}


def write_beginnings(mall: Mall) -> dict[str, Any]:
    """Return a beginning for each kind of record, with the mall's words to choose among."""
    who = f"organisation: {choose(1, name_rows(mall.organisations))}"
    text = ("# ${10:Rubrik}", "${11:Text}")
    entry = (
        who,
        f"problemtyp: {choose(2, name_rows(mall.problem_types))}",
        f"plats: {choose(3, name_rows(mall.places))}",
        DAY,
    )
    quiet = (f"slag: {kind.name}" for kind in mall.kinds if kind.role == "inget")
    presence = (
        f"  {name}: {choose(number, PRESENCES)}"
        for number, name in enumerate(name_rows(mall.expected(mall.plan.first)), 20)
    )
    decision = (
        DAY,
        f"instans: {choose(1, name_rows(mall.bodies))}",
        f"typ: {choose(2, name_rows(mall.decision_types))}",
        f"utgång: {choose(3, OUTCOMES)}",
        f"original: ${{4:protokoll {TODAY}}}",
    )
    reasons = ("", "## Motivering", "${12:Text}")
    found = {
        "Post": ("post", entry, text),
        "Inget att rapportera": ("inget", (who, *quiet), ()),
        "Möte": ("möte", ("närvaro:", *presence), ("${11:Text}",)),
        "Månadens rapport": ("rapport", ("mottagare: [${1:Lokala BRÅ}]",), ("${11:Text}",)),
        "Beslut": ("beslut", decision, (text[0], "", "## Beslut", text[1], *reasons)),
        "Redovisning": ("redovisning", (DAY, who), text),
    }
    return {
        name: {
            "prefix": f"lb-{prefix}",
            "scope": "markdown",
            "description": f"Lägesbild: {name}",
            "body": ["---", *rows, "---", *words],
        }
        for name, (prefix, rows, words) in found.items()
    }


def name_rows(rows: Iterable[Row]) -> list[str]:
    """Return the names of rows of the mall that may still be used."""
    return [row.name for row in rows if not (isinstance(row, Dated) and row.until)]


def choose(number: int, words: Iterable[str]) -> str:
    """Return a place in a beginning where one of some words is chosen; none of them has a comma."""
    return f"${{{number}|{','.join(words)}|}}"
