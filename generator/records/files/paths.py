"""What a path may hold: the names of files and folders, and why a file is none of the archive's."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import count
from pathlib import Path, PurePosixPath

from generator.problems import quote
from generator.records.files.text import explain_unreadable, refuse
from generator.records.header.forms import FIRST_YEAR, LAST_YEAR

MALL = "entries/mall.yml"
TOPS = ("entries", "decisions")
ENDINGS = (".md", ".csv", ".yml")
MAP_ENDING = ".geojson"
STEM = "[a-z0-9]+(?:-[a-z0-9]+)*"
DAY_FOLDER = r"entries/(\d{4}-\d{2}-\d{2})"
REPORTS = "entries/rapporter"
# An account lies beside its decision and is named as it is, with this before the last ending.
ACCOUNT_ENDING = ".redovisning"
# What Windows, macOS, a server of files or a program of office leaves in a folder, in small letters.
SYSTEM_NAMES = {
    "thumbs.db", "thumbs.db:encryptable", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini",
    "icon\r", "__macosx", "$recycle.bin", "system volume information", "lost+found", "@eadir",
    "#recycle", "network trash folder", "temporary items",
}  # fmt: skip
# A document that is open in Office, a file an editor or a synchroniser is writing.
SYSTEM_FORMS = (
    re.compile(r"~\$.*"),
    re.compile(r"~.*\.tmp", re.IGNORECASE),
    re.compile(r"#.*#"),
    re.compile(r".*\.sw[a-p]"),
)
# The names that Windows keeps for its own, whatever ending they have.
WINDOWS_NAMES = {"con", "prn", "aux", "nul"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in range(10)
}
LONGEST_NAME = 120
# What an editor or Git keeps of a file before it is changed.
BACKUP = re.compile(r"(.+?)(?:~|\.orig|\.bak|\.old|\.save)")


def walk_files(root: Path, on_error: Callable[[str, str], object]) -> Iterator[str]:
    """Yield every file below the two folders, by path; names that begin with a dot are not ours.

    Links and folders that are named as files are yielded too: reading them says what is wrong.
    `on_error` is told the path of a folder that cannot be read, and why.
    """

    def tell(error: OSError) -> None:
        on_error(Path(error.filename).relative_to(root).as_posix(), explain_unreadable(error))

    for top in TOPS:
        if not (root / top).exists():
            continue
        for folder, folders, names in os.walk(root / top, onerror=tell):
            odd = [name for name in folders if is_odd(Path(folder) / name)]
            folders[:] = sorted(
                name for name in folders if not is_passed_over(name) and name not in odd
            )
            for name in sorted([*names, *odd]):
                if not is_passed_over(name, names):
                    yield (Path(folder) / name).relative_to(root).as_posix()


def is_passed_over(name: str, beside: Sequence[str] = ()) -> bool:
    """Say whether a file or folder is a program's own: by its name, or as a backup of one `beside` it."""
    backup = BACKUP.fullmatch(name)
    return (
        name.startswith(".")
        or name.casefold() in SYSTEM_NAMES
        or any(form.fullmatch(name) for form in SYSTEM_FORMS)
        or (backup is not None and backup[1] in beside)
    )


def is_odd(folder: Path) -> bool:
    """Say whether a folder is a link, or is named as a file."""
    return folder.is_symlink() or folder.suffix in ENDINGS


def id_of(path: str) -> str:
    """Return the id a record at that path has or would have had."""
    parts = path.removeprefix("entries/").removeprefix("decisions/").removesuffix(".md")
    return parts.removesuffix("/index")


def show_path(path: str) -> str:
    """Return a path as it can be printed on one line, whatever bytes a disk has let it hold."""
    return "".join(letter if letter.isprintable() else "?" for letter in path)


def refuse_folder(root: Path, path: str) -> None:
    """Refuse a folder that is a link, and a file in a folder like `2026-02-30`."""
    if (root / path).is_symlink() and (root / path).is_dir():
        raise refuse(show_path(path), "Mappen är en länk. Lägg in själva mappen i stället.")
    found = re.match(f"{DAY_FOLDER}/", path)
    if found is None:
        return
    try:
        year = date.fromisoformat(found[1]).year
    except ValueError as error:
        text = f"Mappen {quote(found[1])} är inget datum i almanackan. Döp om den."
        raise refuse(show_path(path), text) from error
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refuse(
            show_path(path), f"Mappen {quote(found[1])} har ett orimligt årtal. Döp om den."
        )


def explain_windows(path: str) -> str:
    """Say why Windows cannot have a file or a folder of that path, or nothing when it can."""
    for name in path.split("/")[1:]:
        stem = name.partition(".")[0]
        if stem.casefold() in WINDOWS_NAMES:
            right = f"om-{name}".lower()
            return f"Windows kan inte ha något som heter {name}. Döp om det, till exempel till {right}."
    return ""


def is_too_long(path: str) -> bool:
    """Say whether a name is so long that Windows may refuse it, with what it takes to reach it."""
    return len(PurePosixPath(path).name) > LONGEST_NAME


def slug_of(text: str) -> str:
    """Return text as it may stand in a file name: å and ä become a, ö becomes o."""
    plain = unicodedata.normalize("NFD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "post"


def free_name(root: Path, path: str, others: Sequence[str] = ()) -> str:
    """Return a path's file name, or the first one like it that no file in its folder has.

    Where capitals are not told from small letters, names that differ only so are the same. `others`
    are files that will have to be called like it too.
    """
    file = PurePosixPath(path)
    folder = root / file.parent
    taken = {name.casefold() for name in os.listdir(folder)} if folder.is_dir() else set()
    first = len(others) + 1
    names = (f"{file.stem}{f'-{n}' if n > 1 else ''}{file.suffix}" for n in count(first))
    return next(name for name in names if name not in taken)
