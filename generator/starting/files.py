"""Every file of an archive of one's own, and how they are laid in a folder that was empty."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory

from generator.problems import CannotRun
from generator.records import Mall
from generator.starting.guides import DEVELOPERS, write_guides
from generator.starting.source import find_example, read_template, read_version

# What each forge reads, and where.
WORKFLOWS = {
    "github": ".github/workflows/lagesbild.yml",
    "gitlab": ".gitlab-ci.yml",
    "forgejo": ".forgejo/workflows/lagesbild.yml",
}
# What a request begins with there. The text is that of the project's own requests.
REQUESTS = {
    "github": ".github/PULL_REQUEST_TEMPLATE.md",
    "gitlab": ".gitlab/merge_request_templates/Default.md",
    "forgejo": ".forgejo/PULL_REQUEST_TEMPLATE.md",
}
# Who is asked. Every forge reads it at the top.
OWNERS = "CODEOWNERS"
# Templates of our own, and files of the example that every archive has as they are.
TEMPLATES = {
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    "README.md": "readme.md",
    "requirements.txt": "requirements.txt",
}
SHARED = ("mkdocs.yml", "constraints.txt")
EXAMPLE = ("entries", "decisions", "docs")
GIT = ".git"


def write_files(mall: Mall, forge: str | None) -> dict[str, bytes]:
    """Return all files beside the records, by path: what a newer version may write otherwise.

    `forge` is a key of `WORKFLOWS`, or None where the repository lies nowhere.
    """
    words = {"short": mall.short_name, "version": read_version()}
    own = {
        path: Template(read_template(name)).substitute(words) for path, name in TEMPLATES.items()
    }
    shared = {path: (find_example() / path).read_bytes() for path in SHARED}
    if forge:
        own[WORKFLOWS[forge]] = read_template(f"forges/{forge}.yml")
        own[OWNERS] = read_template("codeowners")
        shared[REQUESTS[forge]] = (find_example() / REQUESTS["github"]).read_bytes()
    return {path: text.encode() for path, text in own.items()} | shared | write_guides(mall)


def list_example() -> dict[str, bytes]:
    """Return the files of the example archive, by path."""
    folder = find_example()
    files = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for name in EXAMPLE
        for file in sorted((folder / name).rglob("*"))
        if file.is_file() and DEVELOPERS not in file.parts
    }
    plain = (".gitattributes", ".gitignore")
    return {
        **files,
        SHARED[0]: (folder / SHARED[0]).read_bytes(),
        **{path: read_template(TEMPLATES[path]).encode() for path in plain},
    }


def lay_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder that is empty or not there; a repository in it may have been made.

    They are written beside it first: what is stopped half way has left nothing in the folder.
    Raises `CannotRun` for a folder that holds anything.
    """
    refuse_filled(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".lagesbild-") as name:
        lay_out(Path(name), files)
        for made in sorted(Path(name).iterdir()):
            made.rename(folder / made.name)


def lay_out(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder, by path."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def refuse_filled(folder: Path) -> None:
    """Refuse a folder that holds something; a repository without files holds nothing."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise CannotRun(f"{folder} är en fil. Ange en ny mapp.")
    # The repository's own folder is no content.
    if held := sorted(name for name in os.listdir(folder) if name != GIT):
        raise CannotRun(
            f"{folder} är inte tom: där finns {held[0]}. Inget har skrivits. Ange en ny eller tom mapp."
        )
