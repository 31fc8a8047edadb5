"""What no package of an archive holds: whoever makes one can write the sums of anything.

A folder of Git names commands that are run at the next check, and `mkdocs.yml` may name code that is
run at the next build. So only files that an archive is read from are let in, and settings without code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

import yaml

from generator.pages.handwritten.beside import DOCS, IMAGES
from generator.pages.kept_history import KEPT
from generator.problems import CannotRun
from generator.records import ENDINGS, FROZEN_PATH, MAP_ENDING, PDF_PATH, TOPS, hide_personal

SETTINGS = "mkdocs.yml"
PLUGINS, EXTENSIONS = "plugins", "markdown_extensions"
# What a site of ours is set with; MkDocs has more, and some of it runs code or reads other files.
KNOWN = (
    *("site_name", "site_url", "site_description", "site_author", "copyright", "docs_dir", "site_dir"),
    *("use_directory_urls", "strict", "theme", "extra", EXTENSIONS, "validation", PLUGINS),
    *("nav", "repo_url", "repo_name", "edit_uri", "dev_addr"),
)  # fmt: skip
# Whatever else stands there by its name is loaded, and called with what stands below it.
LOADED = {PLUGINS: ("insticksprogrammet", "lagesbild"), EXTENSIONS: ("tillägget", "toc")}
TEMPLATES = "custom_dir"


def refuse_foreign(files: Mapping[str, bytes]) -> None:
    """Raise `CannotRun` where an archive's files, by path, hold what a package does not."""
    for path in sorted(files):
        if not is_ours(path):
            raise CannotRun(
                f"{hide_personal(path)} är ingen fil som hör till ett arkiv, så den får inte finnas i ett arkivpaket."
            )
    if odd := next(find_code(files.get(SETTINGS, b"")), ""):
        raise CannotRun(
            f"{SETTINGS} har {hide_personal(odd)}. Ett arkivpaket får inte ha det, för det kan köra främmande kod."
        )


def is_ours(path: str) -> bool:
    """Say whether an archive is read from a file of that path."""
    if path in (KEPT, SETTINGS):
        return True
    name = PurePosixPath(path)
    if any(part.startswith(".") for part in name.parts):
        return False
    if name.parts[0] == DOCS:
        return name.suffix.lower() in (".md", *IMAGES)
    return name.parts[0] in TOPS and (
        name.suffix in (*ENDINGS, MAP_ENDING)
        or bool(FROZEN_PATH.fullmatch(path) or PDF_PATH.fullmatch(path))
    )


def find_code(settings: bytes) -> Iterator[str]:
    """Yield what in the settings may run code that is not the program's."""
    try:
        # MkDocs reads tags that call any function; here they are an error.
        told = yaml.safe_load(settings) or {}
    except (yaml.YAMLError, ValueError, RecursionError):
        yield "något som inte går att läsa"
        return
    if not isinstance(told, dict):
        yield "något som inte går att läsa"
        return
    yield from (str(key) for key in told if key not in KNOWN)
    theme = told.get("theme")
    if isinstance(theme, dict) and TEMPLATES in theme:
        yield TEMPLATES
    for key, (what, own) in LOADED.items():
        rows = told.get(key) or ()
        if not isinstance(rows, list | dict | tuple):
            yield "något som inte går att läsa"
            continue
        for row in rows:
            # One with options is a mapping of its name.
            for name in row if isinstance(row, dict) else (row,):
                if name != own:
                    yield f"{what} {name}"
