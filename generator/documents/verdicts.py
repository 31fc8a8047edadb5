"""What a folder of files that were frozen is as a whole: which edition has them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath

from generator.documents.package import MANIFEST
from generator.documents.verifying import Verified, Verifier, say_editions
from generator.records import Frozen, show_path

NO_ONE = "Filerna i mappen {} är från olika rapporter eller versioner. Ingen av dem har alla."


def judge_folders(verifier: Verifier, found: Sequence[Verified]) -> Iterator[str]:
    """Yield what each folder is, by those of its files that are as they were frozen, where they are several."""
    roots = {
        str(PurePosixPath(one.name).parent)
        for one in found
        if PurePosixPath(one.name).name == MANIFEST
    }
    folders: dict[str, list[Verified]] = defaultdict(list)
    for one in found:
        if one.editions and "/" in one.name:
            folders[find_folder(one.name, roots)].append(one)
    for folder, files in folders.items():
        if files[1:]:
            yield judge_folder(verifier, folder, files)


def find_folder(name: str, roots: Collection[str]) -> str:
    """Return the folder that a file is of: the nearest with a list of its files, or the one that was given."""
    above = [str(parent) for parent in PurePosixPath(name).parents]
    return next((folder for folder in above if folder in roots), PurePosixPath(name).parts[0])


def judge_folder(verifier: Verifier, folder: str, files: Sequence[Verified]) -> str:
    """Say of which editions all of some files are, and what has become of those since."""
    every: dict[str, Frozen] = {one.path: one for file in files for one in file.editions}
    whole = [one for one in every.values() if all(one in file.editions for file in files)]
    if not whole:
        return NO_ONE.format(show_path(folder))
    whole.sort(key=lambda one: one.version)
    own = f"De frysta filerna i mappen {show_path(folder)} är {say_editions(whole)}."
    return f"{own}{verifier.say_later(whole)}"
