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
from playwright.sync_api import Browser

from tests.site.building import MKDOCS, build_in, check_in, clean_environment, copy_archive
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


HOSTILE = """\
<script>window.hacked = 1</script>
Före <img src=x onerror="window.hacked = 2"> efter.

</script></p></section></div></main><style>* {{ display: none }}</style>

Osett \u200b i \u2060 texten.

| Vad | <svg onload=window.hacked=5> |
|---|:--:|
| `<b>fet</b>` | <iframe srcdoc="<script>top.hacked=6</script>"></iframe> |

![bild](https://example.invalid/a.png "onload=window.hacked=7")

<!-- sagt i tysthet --> &lt;b&gt; {{{{ 7 * 7 }}}} {{% raw %}} [[toc]] [TOC]

<a href="#_top" onclick="window.hacked=8">länk</a>
"""
WHERE = (
    "moten/2026-10-15.html",
    "moten/2026-09-17.html",
    "rapporter/2026-10.html",
    "beslut/2026-11-05-kartlaggning-norra-skolan.html",
)
MARK = '"<script>window.hacked=9</script>" & <b onclick=window.hacked=10>fet</b>'


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Build an archive in which everyone tries to take the page over; return its site."""
    archive = copy_archive("small", tmp_path / "arkiv")
    texts = {
        ENTRY: f"# {MARK}\n{HOSTILE}",
        "entries/2026-09-17/index.md": HOSTILE,
        "entries/rapporter/2026-10.md": HOSTILE,
    }
    for path, text in texts.items():
        file = archive / path
        head = file.read_text(encoding="utf-8").split("\n---\n")[0]
        file.write_text(f"{head}\n---\n{text.format()}", encoding="utf-8")
    replace(archive / ENTRY, "samma som", f"stöd från annan: '{MARK}'\nsamma som")
    replace(archive / "entries/2026-10-15/index.md", "Lugnare fredagar", '"</script><img src=x>"')
    table = archive / "entries/2026-10-15/polisen-anmalda-brott.csv"
    table.write_text(f'Brottstyp;sep 2026\n"{MARK.replace(chr(34), "")}";1\n', encoding="utf-8")
    decision = archive / "decisions/2026-11-05-kartlaggning-norra-skolan.md"
    decision.write_text(decision.read_text(encoding="utf-8") + HOSTILE.format(), encoding="utf-8")
    replace(decision, "# Fördjupad kartläggning av skadegörelsen vid Norra skolan", f"# {MARK}")
    checked = check_in(archive)
    assert checked.exit_code == 0, checked.stdout
    built = build_in(archive)
    assert built.exit_code == 0, built.stderr
    return archive / "site"


def test_what_is_written_shows_as_text_and_does_nothing(hostile: Path, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("request", lambda request: said.append(request.url) if "invalid" in request.url else 0)
    shown = {}
    for address in read_tree(hostile).addresses:
        page.goto((hostile / address).as_uri())
        for place in page.locator(".lb a[onclick], .lb b").all():
            place.click()
        assert page.evaluate("window.hacked") is None, address
        shown[address] = page.locator("body").inner_text()
    context.close()
    assert said == []
    for address in WHERE:
        assert "<script>window.hacked = 1</script>" in shown[address], address
        assert 'onerror="window.hacked = 2"' in shown[address], address
        assert "</div></main><style>" in shown[address], address
        assert "{{ 7 * 7 }} {% raw %} [[toc]] [TOC]" in shown[address], address
        assert "<!-- sagt i tysthet -->" in shown[address], address
    assert MARK in shown["moten/2026-10-15.html"]


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
    settings = yaml.safe_load((archive / SETTINGS).read_text(encoding="utf-8"))
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
        pages.append(tree.addresses)
    assert pages[0] == pages[1]


def test_serve_shows_the_problems_at_every_address_and_recovers(tmp_path: Path) -> None:
    archive = copy_archive("small", tmp_path / "arkiv")
    addresses = ("index.html", "moten/2026-10-15.html", "rapportera.html", "", "finns/inte.html")
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


@contextmanager
def serving(archive: Path) -> Iterator[str]:
    """Run `mkdocs serve` while the test looks; it is ended however the test ends."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, *MKDOCS, "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=archive,
        env=clean_environment(),
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
