"""What stands beside the records: hand-written pages and images below `docs/`, and no links.

Nobody reviews these files as records are, and much in a page can run or hide another. So only what
is known is let in. `check` asks here too, so this module loads nothing heavy.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from generator.article.addresses import slug_of
from generator.pages.handwritten.embedded import check_embedded
from generator.pages.history import run_git
from generator.problems import (
    ArchiveError,
    CannotRun,
    Origin,
    Problem,
    Severity,
    only,
    quote,
    refuse,
)
from generator.records import (
    MOST_BODY,
    STEM,
    check_name,
    check_page_links,
    explain_windows,
    guard_page,
    is_record,
    read_text,
    show_path,
)
from generator.swedish import say_megabytes

DOCS = "docs"

# In bytes; the pictures of the guides are a tenth of it.
MOST_PICTURE = 1_000_000
IMAGES = (".png", ".jpg", ".jpeg", ".webp")
NAME = re.compile(STEM)
# What is written by a build, or was by older ones, and what Git says of a link.
BUILT = ("site", ".cache")
LINK_MODE = "120000"
# Where pages of the archive's own always stand; MkDocs writes the first one itself. The rest have
# a record's name, and the build finds those.
OWN_FOLDERS = (
    "beslut", "moten", "omraden", "organisationer", "platser", "rapporter", "statistik",
)  # fmt: skip
OWN = frozenset(
    (
        "404.html", "atgarder.html", "att-ta-stallning-till.html", "index.html", "mallen.html",
        "anteckna.html", "nasta-mote.html", "rapportera.html", "sok.html", "stjarnan.html", "vem-har-rapporterat.html",
        *(f"{folder}/index.html" for folder in OWN_FOLDERS),
    )
)  # fmt: skip
# Files that systems leave behind; nobody means anything by them.
LEFT_BEHIND = ("thumbs.db", "desktop.ini")


def check_beside(root: Path, staged: Path | None = None) -> Iterator[Problem]:
    """Yield what is wrong beside the records: links that Git carries, and all that `docs/` holds.

    With `staged`, a copy of what is staged, the pages are read there.
    """
    yield from check_tracked(root)
    folder = staged or root
    for path in walk_docs(folder):
        # While a name points someone out, any other problem of its file would repeat it.
        if stops := only(Severity.FEL, check_name(path)):
            yield from stops
            continue
        try:
            refuse_odd(folder, path)
            if path.endswith(".md"):
                guard_page(folder, path)
                address = address_of_doc(path.removeprefix(f"{DOCS}/"))
                if address in OWN:
                    yield taken(path, address)
                yield from check_page_links(path, read_doc(folder, path))
            else:
                yield from check_name(path)
                yield from check_size(folder, path)
                yield from check_embedded(folder, path)
        except ArchiveError as error:
            yield from error.problems


def check_size(root: Path, path: str) -> Iterator[Problem]:
    """Yield a varning for a picture that is much larger than it has to be."""
    size = (root / path).stat().st_size
    if size > MOST_PICTURE:
        text = f"Bilden är {say_megabytes(size)}, och varje läsare av sidan hämtar den. En skärmbild brukar vara högst 0,2 MB och ett foto högst 0,5 MB. Spara den mindre, till exempel högst 1 600 bildpunkter bred."
        yield Problem(Origin(path), text, severity=Severity.VARNING)


def address_of_doc(path: str) -> str:
    """Return the address of a hand-written page; what is none keeps its own."""
    return f"{path.removesuffix('.md')}.html" if path.endswith(".md") else path


def taken(path: str, address: str) -> Problem:
    """Return the problem of a file whose page would stand where one of the archive's own does."""
    words = f"En av arkivets egna sidor har redan adressen {address}. Döp om filen."
    return Problem(Origin(path), words)


def check_tracked(root: Path) -> Iterator[Problem]:
    """Yield the links, and the files that a build has written, that come with a clone."""
    for row in run_git(root, "ls-files", "--stage", "-z").split("\0"):
        about, _, path = row.partition("\t")
        shown = show_path(path)
        if about.startswith(LINK_MODE):
            text = (
                "Filen är en länk, och en länk kan leda ett bygge vart som helst. "
                "Lägg in själva filen i stället."
            )
            yield Problem(Origin(shown), text)
        elif path.split("/")[0] in BUILT:
            text = "Det här skrivs av ett bygge och ska inte följa med arkivet. Ta bort det ur Git."
            yield Problem(Origin(shown), text)


def walk_docs(root: Path) -> Iterator[str]:
    """Yield every file below `docs/`, and every link, by path from the archive's root."""
    if (root / DOCS).is_symlink():
        yield DOCS
        return
    for folder, folders, names in os.walk(root / DOCS):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        folders[:] = sorted(set(folders) - set(links))
        for name in sorted([*names, *links]):
            # An editor's or a system's own file is never built from.
            is_hidden = name.startswith(".") and not name.endswith(".md")
            if not is_hidden and name.lower() not in LEFT_BEHIND:
                yield (Path(folder) / name).relative_to(root).as_posix()


def place_of(folder: Path) -> Path:
    """Return the own path of a folder that is written in; raise `CannotRun` where a link leads there."""
    place = Path(os.path.abspath(folder))
    # Directly below the root of the disk, links are the system's: /tmp on a Mac is one.
    parts = [*reversed(place.parents), place][2:]
    if link := next((part for part in parts if part.is_symlink()), None):
        raise CannotRun(f"{link} är en länk. Välj en mapp som inte nås genom en länk.")
    return place


def refuse_odd(root: Path, path: str) -> None:
    """Refuse a link, a name that is no address, and whatever is neither a page nor an image."""
    shown, file = show_path(path), PurePosixPath(path)
    if why := explain_windows(path):
        raise refuse(shown, why)
    mode = (root / path).lstat().st_mode
    if stat.S_ISLNK(mode):
        raise refuse(shown, "Det här är en länk. Lägg in själva filen eller mappen i stället.")
    if not stat.S_ISREG(mode):
        raise refuse(shown, "Det här är ingen vanlig fil. Lägg in en vanlig fil i stället.")
    if path.endswith(".md"):
        odd = next(
            (part for part in (*file.parts[1:-1], file.stem) if not NAME.fullmatch(part)), ""
        )
        if odd:
            right = slug_of(show_path(odd))
            to = f" till {right}" if right else ""
            text = f"Namn får bara ha små bokstäver a–z, siffror och bindestreck. Döp om {quote(odd)}{to}."
            raise refuse(shown, text)
    elif file.suffix.lower() not in IMAGES:
        text = (
            f"Mappen {DOCS} tar bara emot sidor (.md) och bilder ({', '.join(IMAGES)}). "
            "Lägg filen någon annanstans."
        )
        raise refuse(shown, text)


def read_doc(root: Path, path: str) -> str:
    """Read a hand-written page: a heading, and text that is no longer than an entry's may be."""
    text = read_text(root, path)
    first = text.partition("\n")[0]
    if is_record(root / path):
        raise refuse(
            path,
            "Det här är huvudet i en post, och i docs läses inga poster. Flytta filen till mötets mapp, "
            "till exempel entries/2026-11-12, eller till decisions.",
        )
    if first.rstrip() == "---":
        raise refuse(path, 'En sida har inget huvud. Börja med rubriken, till exempel "# Om oss".')
    if not first.startswith("# ") or not first[2:].strip():
        raise refuse(path, 'Rubriken saknas. Börja filen med den, till exempel "# Om oss".')
    if len(text) > MOST_BODY:
        raise refuse(path, "Texten är längre än 64 000 tecken. Dela upp sidan.")
    return text
