"""What Git knows: when a file was changed, and what it held when a meeting or report was settled.

The commit that brought the row is what counts, not its day: an archive that was put in all at once
has nothing late in it, and a file that nobody has committed is newer than every commit. Only what
is certain is told: a shallow clone knows of what came after its oldest commit, and where there is
no history nothing is known to have changed.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from generator.pages.kept_history import Earlier, History, read_kept
from generator.records import TOPS, Archive, Settled, Since, find_settled, read_header, read_stood

COMMIT = re.compile(r"\x01(\S*) ((?:[0-9a-f]{40,64} ?)*)")


def read_history(root: Path) -> History:
    """Read the history of the files below `root`; what the folder keeps of it where Git has none."""
    log = run_log(root, "--name-only", "--format=%x01%cs %P", "--relative", "--", ".")
    if not log:
        return read_kept(root).history
    shallow = run_git(root, "rev-parse", "--is-shallow-repository").strip() == "true"
    changed: dict[str, date | None] = {}
    day: date | None = None
    is_told = True
    # With -z, Git ends the commit's own line and every name with NUL, puts a line feed before the
    # first name, and quotes none.
    for part in log.split("\0"):
        if head := COMMIT.fullmatch(part):
            day = read_day(head[1])
            # The oldest commit of a shallow clone names every file, changed in it or not.
            is_told = not shallow or bool(head[2])
        elif part and is_told:
            changed.setdefault(part.removeprefix("\n"), day)
    return History({path: day for path, day in changed.items() if day}, shallow)


def read_day(text: str) -> date | None:
    """Return a commit's day; one whose clock was wild has none that can be told."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def run_git(root: Path, *arguments: str) -> str:
    """Return what Git says, or nothing when it cannot.

    A name that is no UTF-8 keeps its bytes as surrogates: it stays in the history for ever.
    """
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=root,
            capture_output=True,
            check=True,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout


def run_log(root: Path, *arguments: str) -> str:
    """Return a log with NUL between its parts; Git is asked anew when there is another commit.

    A site that is served asks at every build, and the log of a long history takes its time.
    """
    head = run_git(root, "rev-parse", "HEAD", "--is-shallow-repository")
    return run_log_of(root, head, *arguments) if head else ""


@lru_cache(maxsize=4)
def run_log_of(root: Path, head: str, *arguments: str) -> str:
    """Return the log of a commit and what came before it."""
    return run_git(root, "log", "-z", head.split()[0], *arguments)


MARK = "\x01"
# A version is numbered by its commit, the newest 1; what lies in the folder and no commit has is 0.
HERE = 0


@dataclass(frozen=True, slots=True)
class Versions:
    """The commits that changed records, newest first, and by path the versions they made of each.

    `here` is the folder in which what no commit has lies.
    """

    root: Path
    here: Path
    commits: tuple[tuple[str, date | None], ...] = ()
    of: Mapping[str, list[int]] = field(default_factory=dict)

    def commit(self, version: int) -> str:
        """Return a version's commit."""
        return self.commits[version - 1][0]

    def day(self, version: int) -> date | None:
        """Return the day of a version's commit, if it has one that can be told."""
        return None if version == HERE else self.commits[version - 1][1]


def read_since(
    root: Path,
    archive: Archive,
    staged: Path | None = None,
    added: Collection[str] | None = None,
    asked_for: Collection[str] = (),
) -> dict[str, Since]:
    """Return what has changed since each meeting was approved and each report adopted, by its path.

    With `staged`, a copy of what is staged, the next commit is judged and not the folder; with
    `added` too, the copy is of the folder and has those files more. The paths `asked_for` are told of
    though no number of theirs is another.
    """
    found = find_earlier(root, archive, staged, added)
    files = [
        (path, one.raw) for changed in found.values() for path, one in changed.items() if one.known
    ]
    stood = read_stood(archive, files, asked_for)
    return {
        own: Since(
            {
                path: stood[path, one.raw]
                for path, one in changed.items()
                if one.known and (path, one.raw) in stood
            },
            {path: one.day for path, one in changed.items() if one.day},
            frozenset(path for path, one in changed.items() if one.handled),
        )
        for own, changed in found.items()
    }


def find_earlier(
    root: Path,
    archive: Archive,
    staged: Path | None = None,
    added: Collection[str] | None = None,
) -> dict[str, dict[str, Earlier]]:
    """Return the files that have changed since each thing was settled, by its path and theirs."""
    settled = list(find_settled(archive))
    versions = read_versions(root, staged, added) if settled else Versions(root, root)
    if not versions.commits:
        return dict(read_kept(root).earlier)
    rows = [(row.path, n) for row in settled for n in versions.of.get(row.path, ()) if n != HERE]
    texts = read_blobs(versions, rows)
    bases = {row.path: find_base(versions, row, texts) for row in settled}
    changed = {row.path: dict(find_changed(versions, row, bases[row.path][0])) for row in settled}
    wanted = [(path, bases[own][0]) for own, found in changed.items() for path in found]
    files = read_blobs(versions, wanted)
    return {
        own: {
            path: Earlier(
                versions.day(first),
                min(versions.of[path]) >= bases[own][1],
                files[path, bases[own][0]],
            )
            for path, first in found.items()
        }
        for own, found in changed.items()
    }


def find_base(
    versions: Versions, row: Settled, texts: Mapping[tuple[str, int], bytes | None]
) -> tuple[int, int]:
    """Return the version that brought what is settled, and that which last sent it on."""
    base, handled, before = HERE, HERE, None
    for version in versions.of.get(row.path, ()):
        here = version == HERE
        raw = read_here(versions.here, row.path) if here else texts.get((row.path, version))
        header = read_header(raw or b"")
        approval = header.get(row.key)
        if not isinstance(approval, dict) or approval.get("datum") != str(row.day):
            break
        sent = header.get("expedierad")
        # The newest version that says so, for as long as the older ones say the same.
        handled = version if before is None or (handled == base and sent == before) else handled
        base, before = version, sent
    return base, handled


def find_changed(versions: Versions, row: Settled, base: int) -> Iterator[tuple[str, int]]:
    """Yield the records that bear on what is settled and have changed since, and by which version."""
    for path, numbers in versions.of.items():
        later = [version for version in numbers if version < base]
        if later and row.rests_on(path):
            yield path, max(later)


@lru_cache(maxsize=4)
def run_cat(root: Path, asked: bytes) -> bytes:
    """Return what Git says of objects, which never change: a commit and a path on each line."""
    return subprocess.run(
        ["git", "cat-file", "--batch"], cwd=root, input=asked, capture_output=True, check=False
    ).stdout


def read_versions(
    root: Path, staged: Path | None, added: Collection[str] | None = None
) -> Versions:
    """Read which commits changed which records, along the archive's own line."""
    log = run_log(
        root,
        *("--first-parent", "-m", "--no-renames", "--name-only"),
        *("--format=%x01%H %cs", "--relative", "--", *TOPS),
    )
    commits: list[tuple[str, date | None]] = []
    found: dict[str, list[int]] = defaultdict(list)
    for part in log.split("\0"):
        if part.startswith(MARK):
            commit, _, day = part.removeprefix(MARK).partition(" ")
            commits.append((commit, read_day(day)))
        elif part:
            found[part.removeprefix("\n")].append(len(commits))
    if commits:
        is_staged = staged is not None and added is None
        for path in read_uncommitted(root, is_staged=is_staged).union(added or ()):
            found[path].insert(0, HERE)
    return Versions(root, staged or root, tuple(commits), dict(found))


def read_uncommitted(root: Path, *, is_staged: bool) -> set[str]:
    """Return the records that differ from the last commit, be it that they are not in it."""
    asked = ("diff", "-z", "--no-renames", "--name-only", "--relative")
    changed = run_git(root, *asked, *(["--cached"] if is_staged else []), "HEAD", "--", *TOPS)
    new = "" if is_staged else run_git(root, "ls-files", "-z", "--others", "--", *TOPS)
    return {path for path in (changed + new).split("\0") if path}


def read_here(root: Path, path: str) -> bytes | None:
    """Read a file as it lies in the folder."""
    file = root / path
    return file.read_bytes() if file.is_file() else None


def read_blobs(
    versions: Versions, wanted: Iterable[tuple[str, int]]
) -> dict[tuple[str, int], bytes | None]:
    """Read files as they stood, by path and version, in one call; None for one that did not."""
    asked = sorted(wanted)
    prefix = run_git(versions.root, "rev-parse", "--show-prefix").strip()
    names = [f"{versions.commit(n)}:{prefix}{path}" for path, n in asked]
    return dict(zip(asked, read_objects(versions.root, names), strict=True))


def read_objects(root: Path, names: Iterable[str]) -> list[bytes | None]:
    """Read files by names as `commit:path`, in one call; None for one that is not there."""
    lines = [os.fsencode(f"{name}\n") for name in names]
    found, rest = list[bytes | None](), BytesIO(run_cat(root, b"".join(lines)))
    for _ in lines:
        head = rest.readline().rstrip(b"\n")
        if head.endswith(b" missing"):
            found.append(None)
            continue
        found.append(rest.read(int(head.rpartition(b" ")[2])))
        rest.read(1)
    return found
