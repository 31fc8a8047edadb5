"""Every command says in Swedish how it is used."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.starting import read_version

ENGLISH = ("Usage", "Options", "Commands", "required", "Show this message", "ARGS")


def find_commands(group: click.Group, *before: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of every command, groups too."""
    for name, command in group.commands.items():
        yield (*before, name)
        if isinstance(command, click.Group):
            yield from find_commands(command, *before, name)


@pytest.mark.parametrize("words", [(), *find_commands(main)], ids=" ".join)
def test_the_help_is_swedish(words: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(main, [*words, "--help"]).output
    assert shown.startswith("Så här: ")
    assert [word for word in ENGLISH if word in shown] == []
    # Nothing is cut off.
    assert "..." not in shown


def test_the_version_is_the_one_that_is_installed() -> None:
    shown = CliRunner().invoke(main, ["--version"])
    assert (shown.exit_code, shown.output) == (0, f"lagesbild {read_version()}\n")
