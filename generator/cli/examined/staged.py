"""What Git has ready to be saved of an archive, and what it answers."""

from __future__ import annotations

import subprocess
from pathlib import Path

from generator.cli.examined.examining import KEPT, NO_TEXT, list_loose
from generator.pages.history import run_git
from generator.problems import CannotRun


def copy_staged(root: Path, folder: Path) -> None:
    """Write what is staged of the archive into a folder, as a commit would have it."""
    top = Path(ask_git(root, "rev-parse", "--show-toplevel").strip())
    inside = Path(find_prefix(root))
    names = ask_git(top, "ls-files", "-z", "--", *(str(inside / name) for name in KEPT))
    texts = (path for path in list_loose(root) if not NO_TEXT.search(path))
    loose = [path for path in texts if path.split("/")[0] not in KEPT]
    names += "".join(f"{(inside / name).as_posix()}\0" for name in loose)
    copies = folder / "copies"
    ask_git(top, "checkout-index", "-z", "--stdin", f"--prefix={copies}/", given=names)
    for name in KEPT:
        if (found := copies / inside / name).exists():
            found.rename(folder / name)
    for name in loose:
        found, place = copies / inside / name, folder / name
        if found.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            found.rename(place)


def find_prefix(root: Path) -> str:
    """Return the path of the archive from the top of its repository, with `/` last; empty at the top."""
    return run_git(root, "rev-parse", "--show-prefix").removesuffix("\n")


def ask_git(folder: Path, *arguments: str, given: str = "") -> str:
    """Ask Git, and return its answer; without Git or a repository the work cannot begin."""
    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=folder,
            input=given.encode("utf-8", "surrogateescape"),
            capture_output=True,
            check=True,
        ).stdout.decode("utf-8", "surrogateescape")
    except FileNotFoundError as error:
        raise CannotRun("Git finns inte på datorn.") from error
    except subprocess.CalledProcessError as error:
        if arguments[0] == "rev-parse":
            raise CannotRun(f"{folder} ligger inte i ett Git-förråd.") from error
        text = f"Git kunde inte läsa det som ska sparas i {folder}. Kör git status där och se vad som är fel."
        raise CannotRun(text) from error
