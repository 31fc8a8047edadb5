"""The same commit gives the same bytes, wherever, whenever and by whomever it is built."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from tests.site.building import (
    clean_environment,
    commit_all,
    copy_project,
    run_git,
    run_in,
)

pytestmark = pytest.mark.slow
# Each clone builds with its own generator, and has the encoding its surroundings give.
OWN = {"PYTHONPATH": "", "PYTHONUTF8": ""}
SITE_AND_EXPORT = """
from functools import cache, partial
from pathlib import Path
from mkdocs.__main__ import cli
from generator import plugin
from generator.cli import main
from generator.pages import export
# The pages once for both, as one command has them.
build = cache(partial(plugin.build_site, Path.cwd()))
plugin.build_site = export.build_site = lambda *_: build()
cli(["build", "--strict"], standalone_mode=False)
main(["export", "export"])
"""
SURROUNDINGS = (
    {
        "PYTHONHASHSEED": "1",
        "TZ": "UTC",
        "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": "315532800",
    },
    {
        "PYTHONHASHSEED": "4242",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "sv_SE.UTF-8",
        "SOURCE_DATE_EPOCH": "1893456000",
    },
)
Digests = dict[str, str]


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Build site and export in two clones of one history, in different surroundings."""
    base = tmp_path_factory.mktemp("clones")
    origin = copy_project(base / "origin")
    commit_all(origin, "2026-12-16")
    later = origin / "docs/sa-rapporterar-du.md"
    later.write_text(later.read_text(encoding="utf-8") + "\nEn rad till.\n", encoding="utf-8")
    commit_all(origin, "2026-12-17")
    clones = [base / "a", base / "å med blanksteg/djupare/ned/b"]
    for clone, surroundings in zip(clones, SURROUNDINGS, strict=True):
        clone.parent.mkdir(parents=True, exist_ok=True)
        run_git(base, "clone", "--quiet", str(origin), str(clone))
        environment = clean_environment(**OWN, **surroundings)
        done = run_in(clone, "-c", SITE_AND_EXPORT, environment=environment)
        assert done.returncode == 0, done.stdout + done.stderr
    return clones


@pytest.mark.parametrize("folder", ["site", "export"])
def test_no_byte_differs(builds: list[Path], folder: str) -> None:
    first, second = (digest_all(clone / folder) for clone in builds)
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


def test_the_sitemap_is_compared_too(builds: list[Path]) -> None:
    packed = (builds[0] / "site/sitemap.xml.gz").read_bytes()
    assert gzip.decompress(packed) == (builds[0] / "site/sitemap.xml").read_bytes()


def test_the_days_come_from_the_history(builds: list[Path]) -> None:
    page = (builds[1] / "export/sa-rapporterar-du.html").read_text(encoding="utf-8")
    assert "17 december 2026" in page.replace("\u00a0", " ")


def test_no_page_names_where_it_was_built(builds: list[Path]) -> None:
    base = str(builds[0].parent).encode()
    built = [
        p for clone in builds for name in ("site", "export") for p in (clone / name).rglob("*")
    ]
    assert built
    assert [p for p in built if p.is_file() and base in p.read_bytes()] == []


def digest_all(folder: Path) -> Digests:
    """Return a digest of every file by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
