"""The commands that tell an editor, or another program, what may be written in the archive."""

from __future__ import annotations

import json
from pathlib import Path

import click

from generator.cli.showing import find_root, say
from generator.problems import CannotRun
from generator.records import SCHEMA_FORMS, read_mall, write_schema
from generator.terminal import SwedishCommand, SwedishGroup


@click.group(cls=SwedishGroup)
def schema() -> None:
    """Beskriv vad som får stå i en fil, med ord ur arkivets mall."""


def add_kind(kind: str) -> None:
    """Add the command that prints the JSON Schema of one kind."""

    @schema.command(kind, cls=SwedishCommand, help=f"Skriv ut JSON Schema för {SAID[kind]}.")
    def print_schema() -> None:
        mall = read_mall(find_root(Path()))
        click.echo(json.dumps(write_schema(kind, mall), ensure_ascii=False, indent=2))


SAID = {
    "entry": "huvudet i en post",
    "meeting": "huvudet i ett möte",
    "decision": "huvudet i ett beslut",
    "account": "huvudet i en redovisning",
    "report": "huvudet i en rapport",
    "mall": "mallen",
}
for name in SCHEMA_FORMS:
    add_kind(name)


@schema.command("vscode", cls=SwedishCommand)
def write_vscode() -> None:
    """Skriv mappen .vscode: hjälp i mallen, början på varje slags post och en uppgift som granskar.

    Det som kommandot har skrivit förut skrivs om. En settings.json eller tasks.json som du har ändrat lämnas som den är. Kör kommandot igen när mallen har ändrats.
    """
    from generator.drafts import OWN_SETTINGS, write_editor

    root = find_root(Path())
    for path, text in write_editor(read_mall(root)).items():
        file = root / path
        if file.parent.is_symlink() or file.is_symlink():
            raise CannotRun(f"{path} är en länk. Ta bort den, så skrivs filen.")
        same = file.is_file() and file.read_text("utf-8", "replace") == text
        if file.exists() and not same and path in OWN_SETTINGS:
            say(f"Lämnad, för den är ändrad: {path}")
            continue
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
        say(f"{'Finns redan' if same else 'Skriven'}: {path}")
