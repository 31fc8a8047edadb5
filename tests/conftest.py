"""What several tests share: the real data, the browser, the built example and a server for it.

A test never builds the example archive itself. It asks for `example` (the pages as values),
`example_site` (the folder MkDocs builds) or `example_export` (the plain HTML): each is built once
a session, by the worker that asks first, and read by all. Nobody may change them: copy what is to
be changed.

What asks for the browser is marked `browser` here, and what waits for the built example or reads
much real data `slow`; whatever else takes seconds marks itself. `make test FAST=1` leaves both out.

All of it stays on this machine: the server listens on 127.0.0.1 and the browser is told not
to call home.
"""

from __future__ import annotations

import compileall
import gc
import os
import pickle
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from benchmarks.browser import FLAGS, find_chromium
from tests.places import ARCHIVES, ROOT
from tests.site.building import build_in, commit_all, run_lagesbild, written_from
from tests.starting.ready import standing_ready

if TYPE_CHECKING:
    from generator.pages.site import Site

# The same cases on every machine, and no clock decides: a test fails when the thing is broken.
settings.register_profile("same everywhere", derandomize=True, deadline=None, database=None)
settings.load_profile("same everywhere")

SUB_PATH = "/arkiv/"
UNDRAWN = ("--enable-begin-frame-control", "--run-all-compositor-stages-before-draw")
# Reports, meetings and decisions are articles, put in one frame.
COMPOSED = "base/article.html"
# Most tests write an archive, many of them with a history: in memory that costs a fifth.
MEMORY = Path("/dev/shm")
ENOUGH = 2_000_000_000  # bytes: a container may have a memory folder of a few
# What is asked for by a test that waits for the example to be built.
BUILT = {"built_example", "example_site", "example_export"}
SETTLED = ("adopted_reports_stand", "approved_meetings_stand")
# What takes longest goes first, so that no worker is left with it when the others are done; and
# while one worker builds the example, the others have what does not wait for it.
FIRST = (
    *("test_accessibility.py", "test_reproducible.py", "test_visits.py", "test_attacker.py"),
    *("test_form.py", "test_search_page.py", "test_search.py", "test_workflows.py"),
    *("test_hostile.py", "test_chain.py", "test_notes.py", "test_inferred.py", "test_story.py"),
    *("test_check.py", "test_freezing.py", "test_plugin.py", "test_hostile_texts.py"),
    *("test_serving.py", "test_long_tables.py", "test_verifying.py", "test_real_corpora.py"),
    *("test_editions.py", "test_branches.py", "test_architecture.py", "test_real_import.py"),
    *("test_guarding.py", "test_starting.py", "test_pdf.py", "test_settled.py"),
)
LONGEST = (ROOT / "tests" / "site", ROOT / "tests" / "search")


def pytest_xdist_auto_num_workers() -> int:
    """Work on one test more than there are cores: who waits for the browser leaves its core to another."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """Let the tests write in memory where there is room; whoever has chosen a folder keeps it."""
    if not hasattr(config, "workerinput"):
        # Before the workers begin: each command that a test starts would compile all of it anew.
        compileall.compile_dir(ROOT / "generator", quiet=2)
    # What is loaded and collected is kept to the end: to look through it for what is not takes seconds.
    gc.disable()


# What reads an archive freezes it and lets it go again, and would let go of all of the session's too.
freeze, gc.freeze, gc.unfreeze = gc.freeze, lambda: None, lambda: None


def pytest_collection_finish() -> None:
    """Look for what can be let go of only in what the tests themselves make."""
    freeze()
    gc.enable()
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """After each file, keep what stands for later ones: each site that is built looks through the rest."""
    if nextitem and nextitem.path != item.path:
        gc.collect()
        freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the browser, and put the longest first."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if "chromium" in asked:
            item.add_marker("browser")
        if asked & BUILT or item.path.is_relative_to(ROOT / "tests/real"):
            item.add_marker("slow")
    items.sort(key=lambda item: (rank(item.path), item.path.parent not in LONGEST))


def rank(file: Path) -> int:
    """Return where a file of tests stands among those that go first, or the place after them."""
    return FIRST.index(file.name) if file.name in FIRST else len(FIRST)


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run this Python with `arguments`; fail the test with all it printed if it fails."""
    # A date or a forge's variables in the developer's environment must not reach the example.
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("LAGESBILD_", "GITHUB_"))
    }
    environment |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        pytest.fail(f"python {' '.join(arguments)}\n{done.stdout}{done.stderr}", pytrace=False)
    return done


@pytest.fixture(scope="session")
def run_python() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return `run`, for a test that needs a process of its own."""
    return run


@pytest.fixture(scope="session")
def ready() -> Iterator[list[str]]:
    """Return the words that run `lagesbild` as a process of its own, which need not load it anew."""
    with standing_ready() as words:
        yield words


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's own folder."""
    return ROOT


@pytest.fixture
def archive_with(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of archives: the small one, with folders and then files laid over it.

    Folders are named below `tests/archives/broken`; files are contents by path. What breaks
    something settled is laid over what has been committed.
    """

    def make(*overlays: str, files: Mapping[str, str | bytes] | None = None) -> Path:
        shutil.copytree(ARCHIVES / "small", tmp_path, dirs_exist_ok=True)
        if any(name.startswith(SETTLED) for name in overlays):
            commit_all(tmp_path, "2026-11-20")
        for name in overlays:
            expected = shutil.ignore_patterns("expected.txt")
            # As if just written: Git takes a file of the same length and times for the same file.
            shutil.copytree(
                ARCHIVES / "broken" / name,
                tmp_path,
                ignore=expected,
                copy_function=shutil.copyfile,
                dirs_exist_ok=True,
            )
        for path, content in (files or {}).items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return make


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of real input; it is not part of the project."""
    folder = os.environ.get("LAGESBILD_REAL_DATA")
    if not folder:
        pytest.skip("LAGESBILD_REAL_DATA names no folder of real data")
    return Path(folder).resolve(strict=True)


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> Path:
    """Return the browser; without one, skip, or fail where CHROMIUM_REQUIRED=1."""
    if "not browser" in request.config.option.markexpr:
        pytest.fail("a test that asks for fixtures by name must name `browser` itself too")
    if found := find_chromium():
        return Path(found)
    named = os.environ.get("CHROMIUM_PATH")
    reason = f"no Chromium at CHROMIUM_PATH={named}" if named else "no Chromium on this machine"
    if os.environ.get("CHROMIUM_REQUIRED") == "1":
        pytest.fail(f"{reason}, and CHROMIUM_REQUIRED=1", pytrace=False)
    pytest.skip(f"{reason}; README.md says how to get it")


@pytest.fixture(scope="session")
def start_browser(chromium: Path) -> Iterator[Callable[..., Browser]]:
    """Return what starts a browser, with more flags than the usual ones."""
    with sync_playwright() as playwright:

        def start(*flags: str) -> Browser:
            return playwright.chromium.launch(executable_path=chromium, args=[*FLAGS, *flags])

        yield start


@pytest.fixture(scope="session")
def browser(start_browser: Callable[..., Browser]) -> Iterator[Browser]:
    """Start the browser once; each test opens its own context."""
    with start_browser() as started:
        yield started


@pytest.fixture(scope="session")
def undrawn(start_browser: Callable[..., Browser]) -> Iterator[Browser]:
    """Start a browser that draws nothing, and lays a page out, with what its scripts do then, when told."""
    with start_browser(*UNDRAWN) as started:
        yield started


@pytest.fixture(scope="session")
def make_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Return what makes a folder or file by its name, unless another worker has made it."""
    base = tmp_path_factory.getbasetemp()
    # Each worker has a folder of its own, all in the session's.
    common = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def once(name: str, make: Callable[[Path], object]) -> Path:
        made, part = common / name, common / f"{name}.part"
        with FileLock(common / f"{name}.lock"):
            if not made.exists():
                make(part)
                part.rename(made)
        return made

    return once


@pytest.fixture(scope="session")
def built_example(make_once: Callable[..., Path]) -> tuple[Site, dict[str, str]]:
    """Build the example archive as values, once, and note the template of each page."""
    # Loads pandas, which a single file that never asks need not wait for.
    from generator.pages.base.build import Build
    from generator.pages.site import build_site

    def build_pages(file: Path) -> None:
        kinds: dict[str, str] = {}
        write_page = Build.write_page

        def note(build: Build, template: str, address: str, title: str, **values: Any) -> object:
            folder = address.partition("/")[0]
            kinds[address] = f"{template} {folder}" if template == COMPOSED else template
            return write_page(build, template, address, title, **values)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Build, "write_page", note)
            file.write_bytes(pickle.dumps((build_site(ROOT), kinds)))

    file = make_once("example.pickle", build_pages)
    built: tuple[Site, dict[str, str]] = pickle.loads(file.read_bytes())
    return built


@pytest.fixture(scope="session")
def example(built_example: tuple[Site, dict[str, str]]) -> Site:
    """The example archive as values."""
    return built_example[0]


@pytest.fixture(scope="session")
def example_kinds(built_example: tuple[Site, dict[str, str]]) -> dict[str, str]:
    """The template that each page of the example was made with, by address."""
    return built_example[1]


@pytest.fixture(scope="session")
def example_site(
    make_once: Callable[..., Path], built_example: tuple[Site, dict[str, str]]
) -> Path:
    """Build the example archive strictly, once; a process of its own builds it elsewhere."""

    def build(path: Path) -> None:
        with written_from(built_example[0]):
            done = build_in(ROOT, "--site-dir", str(path))
        assert done.exit_code == 0, done.output

    return make_once("example-site", build)


@pytest.fixture(scope="session")
def example_export(
    make_once: Callable[..., Path], built_example: tuple[Site, dict[str, str]]
) -> Path:
    """Export the example archive as plain HTML, once."""

    def export(path: Path) -> None:
        with written_from(built_example[0]):
            done = run_lagesbild(ROOT, "export", str(path))
        assert done.exit_code == 0, done.output

    return make_once("example-export", export)


class _SubPathHandler(SimpleHTTPRequestHandler):
    """Serve a folder below a sub-path, as a forge's pages do; nothing answers above it."""

    def translate_path(self, path: str) -> str:
        """Take the sub-path away; what is not below it is a file that does not exist."""
        if not path.startswith(SUB_PATH):
            return str(Path(self.directory) / "outside the sub-path")
        return super().translate_path(path.removeprefix(SUB_PATH.rstrip("/")))

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output to what failed."""


@pytest.fixture(scope="session")
def served(example_site: Path) -> Iterator[str]:
    """Serve the built example and return its address, which ends with a slash."""
    handler = partial(_SubPathHandler, directory=str(example_site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{SUB_PATH}"
        server.shutdown()
        thread.join()
