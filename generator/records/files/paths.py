"""What a path may hold, and the names that people paste: from an address bar, a folder, a forge.

What a browser, an editor or Windows shows of a record says which it is, but is not its name. Here
is what such a text may stand for; whether there is such a record, the caller knows.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import count
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from generator.problems import Suggestion, quote, refuse
from generator.records.files.periods import DAY, FIRST_YEAR, LAST_YEAR, MONTH
from generator.records.files.text import explain_unreadable

MALL = "entries/mall.yml"
TOPS = ("entries", "decisions")
ENDINGS = (".md", ".csv", ".yml")
MAP_ENDING = ".geojson"
STEM = "[a-z0-9]+(?:-[a-z0-9]+)*"
DAY_FOLDER = r"entries/(\d{4}-\d{2}-\d{2})"
IN_DAY_FOLDER = re.compile(f"{DAY_FOLDER}/")
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
# A name as those of most files, which is none of these.
PLAIN_NAME = re.compile(rf"{STEM}\.(?:md|csv)")
# What an editor or Git keeps of a file before it is changed.
BACKUP = re.compile(r"(.+?)(?:~|\.orig|\.bak|\.old|\.save)")
# Signs that stand round a name where it is shown, and what ends the sentence it was copied from.
ROUND = " \t\u00a0\u00b6<>()[]{}\"'”’»«`.,;:/"
NAME_ENDINGS = (".html", ".md", ".csv", ACCOUNT_ENDING, "/index")
# A forge marks lines so, and a browser the words it was sent to.
NO_MARKS = re.compile(r"L\d+(?:-L?\d+)?|:~:.*", re.IGNORECASE)
ENTRY = re.compile(rf"(?:.*/)?({DAY.pattern})/({STEM})")
MEETING = re.compile(rf"(?:.*/)?({DAY.pattern})")
DECISION = re.compile(rf"(?:.*/)?({DAY.pattern}-{STEM})")
REPORT = re.compile(rf"(?:.*/)?({MONTH.pattern})")
NUMBER = re.compile(r"\d+")
PROPOSAL = re.compile(r"bra-\d+")
OWN_ACTION = re.compile(r"_?atgard_(\d+)")
ASSIGNMENT = re.compile(r"_?uppdrag-(\d+)")
PROPOSAL_ELSEWHERE = re.compile(rf"_({DAY.pattern})-(bra-\d+)(?:-t)?")
MOVED = re.compile(rf"_?({DAY.pattern})-({STEM})")
NUMBERED = re.compile(rf"({STEM})-(\d+)")


def walk_files(root: Path, on_error: Callable[[str, str], object]) -> Iterator[tuple[str, bool]]:
    """Yield every file below the two folders, by path; names that begin with a dot are not ours.

    Links and folders that are named as files are yielded too, and whether it is a folder: reading them
    says what is wrong. `on_error` is told the path of a folder that cannot be read, and why.
    """

    def tell(error: OSError) -> None:
        on_error(Path(error.filename).relative_to(root).as_posix(), explain_unreadable(error))

    for top in TOPS:
        if not (root / top).exists():
            continue
        for folder, folders, names in os.walk(root / top, onerror=tell):
            shown = Path(folder).relative_to(root).as_posix()
            odd = [name for name in folders if is_odd(Path(folder) / name)]
            folders[:] = sorted(
                name for name in folders if not is_passed_over(name) and name not in odd
            )
            for name in sorted([*names, *odd]):
                if not is_passed_over(name, names):
                    yield f"{shown}/{name}", name in odd


def is_passed_over(name: str, beside: Sequence[str] = ()) -> bool:
    """Say whether a file or folder is a program's own: by its name, or as a backup of one `beside` it."""
    if PLAIN_NAME.fullmatch(name):
        return False
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


def refuse_folder(root: Path, path: str, *, is_folder: bool) -> None:
    """Refuse a folder that is a link, and a file in a folder like `2026-02-30`."""
    if is_folder and os.path.islink(f"{root}/{path}"):
        raise refuse(show_path(path), "Mappen är en länk. Lägg in själva mappen i stället.")
    found = IN_DAY_FOLDER.match(path)
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
    return len(path.rpartition("/")[2]) > LONGEST_NAME


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


def find_meant(pasted: str, known: Iterable[str]) -> Suggestion:
    """Return the known name that a pasted address stands for; several when it may be any of them.

    The address of an entry will do for its only åtgärd, and that of an åtgärd for its entry.
    """
    names, listed = list(read_names(pasted)), set(known)
    exact = [name for name in names if name in listed]
    if exact:
        return Suggestion(exact[0], ())
    rows = sorted(row for name in names for row in listed if row.startswith(f"{name}#"))
    records = [name.partition("#")[0] for name in names if name.partition("#")[0] in listed]
    found = rows or records[:1]
    return Suggestion(found[0], ()) if len(found) == 1 else Suggestion(None, tuple(found))


def read_names(pasted: str) -> Iterator[str]:
    """Yield the names an address or a path may stand for, the likeliest first."""
    path, mark = split_address(pasted)
    if found := PROPOSAL_ELSEWHERE.fullmatch(mark):
        yield f"{found[1]}#{found[2]}"
    elif found := ENTRY.fullmatch(path):
        name = f"{found[1]}/{found[2]}"
        yield f"{name}#{mark}" if NUMBER.fullmatch(mark) else name
    elif found := MEETING.fullmatch(path):
        yield from read_part(found[1], mark)
    elif found := DECISION.fullmatch(path):
        number = ASSIGNMENT.fullmatch(mark)
        row = number[1] if number else mark
        yield f"{found[1]}#{row}" if number or NUMBER.fullmatch(mark) else found[1]
    elif found := REPORT.fullmatch(path):
        yield found[1]


def read_part(day: str, mark: str) -> Iterator[str]:
    """Yield what an anchor of a meeting's page may stand for; without one, the meeting."""
    part = mark.removeprefix("_t_")
    plain = part.removeprefix("_")
    if own := OWN_ACTION.fullmatch(part):
        yield f"{day}#{own[1]}"
    elif NUMBER.fullmatch(plain) or PROPOSAL.fullmatch(plain):
        yield f"{day}#{plain}"
    elif moved := MOVED.fullmatch(part):
        yield from read_entry(moved[1], moved[2], action_first=False)
    elif plain:
        yield from read_entry(day, plain, action_first=part != plain)
    else:
        yield day


def read_entry(day: str, stem: str, *, action_first: bool) -> Iterator[str]:
    """Yield an entry and, where its anchor ends with a number, the åtgärd that may be meant."""
    entry = [f"{day}/{stem}"]
    numbered = NUMBERED.fullmatch(stem)
    action = [f"{day}/{numbered[1]}#{numbered[2]}"] if numbered else []
    yield from (*action, *entry) if action_first else (*entry, *action)


def split_address(pasted: str) -> tuple[str, str]:
    """Split an address or a path into the path without its ending, and what stands after `#`."""
    plain = unquote(pasted).strip(ROUND).replace("\\", "/").casefold()
    path, _, mark = re.sub(r"(?<!\s)\s*([/#])\s*", r"\1", plain).partition("#")
    path = path.partition("?")[0].strip(ROUND)
    for ending in NAME_ENDINGS:
        path = path.removesuffix(ending)
    return path, NO_MARKS.sub("", mark).strip(ROUND)


def find_slug(pasted: str, slugs: Sequence[str]) -> str:
    """Return the slug that the address of a page ends with, or nothing: `platser/torget.html`."""
    if not is_address(pasted):
        return ""
    path, mark = split_address(pasted)
    ends = (path.rpartition("/")[2], mark.lstrip("_"))
    return next((slug for slug in slugs if slug in ends), "")


def is_address(text: str) -> bool:
    """Say whether a text was pasted from an address bar or a folder, and is no word or name."""
    path = split_address(text)[0]
    return any(sign in text for sign in ("://", "\\", ".html", ".md")) or path.startswith(TOPS)
