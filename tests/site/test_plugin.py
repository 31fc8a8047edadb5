"""The MkDocs plugin as a user meets it: what stops a build, what does not, and what `serve` shows."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket

import pytest
import yaml
from markupsafe import escape
from mkdocs.config import load_config
from mkdocs.theme import Theme

from tests.places import load_cases
from tests.site.building import (
    MKDOCS,
    build_in,
    check_in,
    clean_environment,
    copy_archive,
    run_lagesbild,
)
from tests.site.reading import assert_none, find_dead_links, find_unreachable, read_tree

pytestmark = pytest.mark.slow
PATIENCE = 30.0
ONE_ANSWER = 5.0
ENTRY = "entries/2026-10-15/polisen-fonster.md"
PROBLEM = re.compile(r"^(?:entries|decisions)/\S+:\d+:\d+: .*$", re.MULTILINE)


@pytest.mark.parametrize(
    "fault",
    ["yaml--colon-in-value", "value--unknown-certain", "same_event_exists", "mall--slug"],
)
def test_a_broken_archive_stops_the_build_as_it_stops_check(fault: str, tmp_path: Path) -> None:
    archive = copy_archive(f"broken/{fault}", tmp_path / "arkiv")
    built, checked = build_in(archive), check_in(archive)
    problems = PROBLEM.findall(checked.stdout)
    assert (built.exit_code, checked.exit_code) == (1, 1)
    assert problems
    said = built.stdout + built.stderr
    assert sorted(PROBLEM.findall(said)) == sorted(problems)
    assert "Traceback" not in said
    assert not (archive / "site").exists()


@pytest.mark.parametrize("name", ["empty", "planned", "undecided", "small"])
def test_an_archive_that_is_only_beginning_is_built(name: str, tmp_path: Path) -> None:
    archive = copy_archive(name, tmp_path / "arkiv")
    built = build_in(archive)
    assert built.exit_code == 0, built.stderr
    assert "WARNING" not in built.stderr
    tree = read_tree(archive / "site")
    assert_none([*find_dead_links(tree), *find_unreachable(tree)])


PUBLISHED = (
    "publicering: {adress: https://arkiv.smaby.example/, spridning: EST, åtkomst: begränsad}\n"
)
FEED = re.compile(
    r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">'
)


def test_a_reader_of_feeds_finds_it_at_the_head_of_the_first_page_alone(tmp_path: Path) -> None:
    archive = copy_archive("small", tmp_path / "arkiv")
    mall = archive / "entries/mall.yml"
    mall.write_text(PUBLISHED + mall.read_text("utf-8"), "utf-8")
    assert build_in(archive).exit_code == 0
    assert run_lagesbild(archive, "export", "export").exit_code == 0
    for site in (archive / "site", archive / "export"):
        pages = {p: FEED.findall(p.read_text("utf-8")) for p in site.rglob("*.html")}
        (found,) = filter(None, pages.values())
        assert pages[site / "index.html"] == found
        assert (site / found[0]).is_file()


def test_what_would_vanish_is_refused(tmp_path: Path) -> None:
    """Beyond twenty levels markdown-it says nothing of what it leaves out."""
    archive = copy_archive("small", tmp_path / "arkiv")
    entry = archive / ENTRY
    text = entry.read_text(encoding="utf-8")
    entry.write_text(f"{text}\n{'>' * 20} för djupt\n", encoding="utf-8")
    for run in (build_in, check_in):
        done = run(archive)
        assert done.exit_code == 1
        assert f"{ENTRY}:{text.count(chr(10)) + 2}:" in done.stdout + done.stderr


SETTINGS = "mkdocs.yml"
REFRESH = '<meta http-equiv="refresh" content="0; url=https://example.org">'


@pytest.mark.parametrize("target", ["../viktigt", "entries", "docs", "../finns-inte", "site"])
def test_a_link_in_the_place_of_the_site_is_never_emptied(tmp_path: Path, target: str) -> None:
    archive = copy_archive("small", tmp_path / "arkiv")
    (tmp_path / "viktigt").mkdir()
    (tmp_path / "viktigt/spara.txt").touch()
    (archive / "site").symlink_to(target)
    before = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    built = build_in(archive)
    assert built.exit_code == 1
    assert "site är en länk" in built.stdout
    assert "Traceback" not in built.stdout + built.stderr
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == before


@pytest.mark.parametrize(
    ("folder", "why"),
    [
        ("../viktigt", "är inte tom"),
        ("länk/site", "är en länk"),
        ("entries", "hör till själva arkivet"),
        ("docs/site", "hör till själva arkivet"),
        (".", "hör till själva arkivet"),
        ("mkdocs.yml", "är ingen mapp"),
    ],
)
def test_no_other_folder_is_emptied(tmp_path: Path, folder: str, why: str) -> None:
    archive = copy_archive("small", tmp_path / "arkiv")
    (tmp_path / "viktigt").mkdir()
    (tmp_path / "viktigt/spara.txt").touch()
    (archive / "länk").symlink_to("../viktigt")
    built = build_in(archive, "--site-dir", folder)
    assert built.exit_code == 1
    # MkDocs itself minds some of them.
    assert why in built.stdout or "docs_dir" in built.stderr
    assert (tmp_path / "viktigt/spara.txt").exists()
    assert (archive / "entries/mall.yml").exists()


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("theme: {name: mkdocs}", "Temat måste vara material"),
        ("theme: readthedocs", "Temat måste vara material"),
        ("docs_dir: entries", "Sidorna ska ligga i docs"),
    ],
)
def test_a_setting_the_pages_are_not_made_for_is_refused(
    tmp_path: Path, setting: str, said: str
) -> None:
    archive = copy_archive("small", tmp_path / "arkiv")
    settings = load_cases(archive / SETTINGS)
    settings |= yaml.safe_load(setting)
    (archive / SETTINGS).write_text(yaml.safe_dump(settings), encoding="utf-8")
    built = build_in(archive)
    assert built.exit_code == 1
    assert f"mkdocs.yml: {said}" in built.stdout
    assert not (archive / "site").exists()


def test_a_setting_that_has_only_one_value_keeps_it(tmp_path: Path) -> None:
    """Whatever `mkdocs.yml` says, or leaves to MkDocs, the pages are the same."""
    archive = copy_archive("small", tmp_path / "arkiv")
    kept = {"site_name": "x", "theme": {"name": "material"}, "plugins": ["lagesbild"]}
    odd = {
        "use_directory_urls": True,
        "exclude_docs": "moten/\nindex.md",
        "draft_docs": "*.md",
        "not_in_nav": "*.md",
        "theme": {"name": "material", "features": ["navigation.instant", "toc.follow"]},
        "extra": {"scope": "/annat/", "homepage": "https://example.org"},
        "copyright": f"{REFRESH}1",
        "site_description": f'">{REFRESH}2',
        "site_author": f'">{REFRESH}3',
        "repo_name": f"{REFRESH}4",
        "repo_url": "https://git.example/",
    }
    pages = []
    for settings in (kept, kept | odd):
        (archive / SETTINGS).write_text(yaml.safe_dump(settings), encoding="utf-8")
        built = build_in(archive)
        assert built.exit_code == 0, built.stderr
        tree = read_tree(archive / "site")
        assert_none(find_dead_links(tree))
        meeting = (archive / "site/moten/2026-10-15.html").read_text(encoding="utf-8")
        assert "Skadegörelsen vid skolan är anmäld" in meeting
        assert REFRESH not in meeting
        pages.append(tree.addresses)
    assert all(f"{escape(REFRESH)}{number}" in meeting for number in range(1, 5))
    assert pages[0] == pages[1]


def test_serve_shows_the_problems_at_every_address_and_recovers(tmp_path: Path) -> None:
    archive = copy_archive("small", tmp_path / "arkiv")
    addresses = (
        "index.html",
        "moten/2026-10-15.html",
        "sa-rapporterar-du.html",
        "",
        "finns/inte.html",
    )
    with serving(archive) as base:
        wait_for(f"{base}moten/2026-10-15.html", "Skadegörelsen vid skolan är anmäld")
        replace(archive / ENTRY, "problemtyp: Skadegörelse", "problemtyp: Skadegörese")
        for address in addresses:
            shown = wait_for(f"{base}{address}", "Arkivet har fel")
            assert f"{ENTRY}:3:13: problemtyp:" in shown, address
            assert "problemtyp: Skadegörelse" in shown, address
        replace(archive / ENTRY, "problemtyp: Skadegörese", "problemtyp: Skadegörelse")
        wait_for(f"{base}moten/2026-10-15.html", "Skadegörelsen vid skolan är anmäld")
        assert "Arkivet har fel" not in read(f"{base}finns/inte.html")


def test_serve_starts_with_a_broken_archive(tmp_path: Path) -> None:
    archive = copy_archive("broken/yaml--colon-in-value", tmp_path / "arkiv")
    with serving(archive) as base:
        assert "Traceback" not in wait_for(f"{base}index.html", "Arkivet har fel")


def test_serve_tells_a_reader_only_that_there_are_faults(tmp_path: Path) -> None:
    archive = copy_archive("small", tmp_path / "arkiv")
    replace(archive / ENTRY, "plats: ", "spridning: EST\nplats: Hemlig bakgård, ")
    with serving(archive, reader="Publik") as base:
        for address in ("index.html", "finns/inte.html"):
            shown = wait_for(f"{base}{address}", "Arkivet har fel")
            assert "Vad felen är står i terminalen" in shown, address
            assert not re.search(f"bakgård|plats|{ENTRY}", shown), address


@contextmanager
def serving(archive: Path, reader: str = "") -> Iterator[str]:
    """Run `mkdocs serve` while the test looks; it is ended however the test ends."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, *MKDOCS, "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=archive,
        env=clean_environment() | {"LAGESBILD_FOR": reader},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}/"
        assert process.poll() is None, "the server has stopped"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def wait_for(address: str, words: str) -> str:
    """Return a page as soon as it says something."""
    end = time.monotonic() + PATIENCE
    shown = ""
    while time.monotonic() < end:
        shown = read(address)
        if words in shown:
            return shown
        time.sleep(0.1)
    pytest.fail(f"{address} never said {words!r}, but:\n{shown}")


def read(address: str) -> str:
    """Return what an address answers, an error's page too; nothing while nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=ONE_ANSWER) as answer:
            return str(answer.read().decode("utf-8"))
    except urllib.error.HTTPError as error:
        return error.read().decode("utf-8")
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


def replace(file: Path, old: str, new: str) -> None:
    """Change words of a file that holds them."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file.name} does not say {old!r}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_theme_lists_nothing_hidden_and_takes_what_is_added_later(tmp_path: Path) -> None:
    """MkDocs asks the theme for its environment; nothing of MkDocs's own is replaced for it."""
    archive = copy_archive("small", tmp_path / "arkiv")
    (tmp_path / "mer/.dold").mkdir(parents=True)
    (tmp_path / "mer/ny.html").write_text("Ny", "utf-8")
    (tmp_path / "mer/.dold/ikon.svg").write_text("<svg/>", "utf-8")
    config = load_config(str(archive / "mkdocs.yml"))
    before = config.theme
    before["palette"] = {"primary": "teal"}
    changed = config.plugins.on_config(config)
    theme = changed.theme
    # As another plugin may, after ours.
    theme.dirs.append(str(tmp_path / "mer"))
    names = theme.get_env().list_templates()
    assert "ny.html" in names
    assert "main.html" in names
    assert not [name for name in names if "/." in f"/{name}"]
    assert (dict(theme), theme.name, theme.static_templates) == (
        dict(before),
        before.name,
        before.static_templates,
    )
    assert [name for name in vars(theme) if callable(getattr(Theme, name, None))] == []
