"""From the built wheel in an empty environment to a built site: under ten commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.starting.installed import Installed, build_wheel, install_wheel

pytestmark = pytest.mark.slow

MEETING = "entries/2027-01-14/index.md"
REPORT = "entries/rapporter/2027-01.md"


@pytest.fixture(scope="session")
def wheel(make_once: Callable[..., Path]) -> Path:
    """Return the project's wheel, built once."""
    (file,) = make_once("wheel", build_wheel).glob("*.whl")
    return file


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an environment with the wheel, which no command changes."""
    folder = tmp_path_factory.mktemp("installed") / "env"
    install_wheel(wheel, folder)
    return folder


@pytest.fixture
def installed(environment: Path, tmp_path: Path) -> Installed:
    """Return the environment, and a user's folder with å and a blank in its name."""
    here = tmp_path / "å b"
    here.mkdir()
    return Installed(environment, here)


def fill(file: Path, rows: dict[str, str]) -> None:
    """Write into a file what is said at a meeting."""
    text = file.read_text("utf-8")
    for before, after in rows.items():
        assert before in text, (before, text)
        text = text.replace(before, after, 1)
    file.write_text(text, "utf-8")


def test_a_first_meeting_and_report_take_less_than_ten_commands(installed: Installed) -> None:
    run, here = installed.run, installed.here
    answers = ("--synpunkter", "trygghet@norberg.example", "--forsta-motet", "2027-01-14")
    run(
        "lagesbild", "start", ".", "--kommun", "Norberg", *answers, "--inga-fragor",
        "--forge", "github",
    )  # fmt: skip
    run("lagesbild", "new", "meeting")
    run(
        "lagesbild", "new", "entry", "--meeting", "2027-01-14", "--organisation", "Gata och park",
        "--problemtyp", "Klotter", "--plats", "Stadsparken", "--datum", "2027-01-11",
        "--rubrik", "Klotter på scenen", "--text", "Scenens baksida var nedklottrad på måndagen.",
    )  # fmt: skip
    fill(
        here / MEETING,
        {"  Polisen:\n": "  Polisen: närvarande\n", "    nivå:\n": "    nivå: låg\n"},
    )
    assert "Inga fel." in run("lagesbild", "check")
    run("lagesbild", "new", "report")
    with (here / REPORT).open("a", encoding="utf-8") as file:
        file.write("Scenen i Stadsparken klottrades ner.\n")
    assert "1 post, 1 möte, 0 beslut" in run("lagesbild", "check")
    run("mkdocs", "build", "--strict", "--quiet")
    # The installation is one more.
    assert len(installed.commands) + 1 < 10
    site = here / "site"
    assert "<title>Lägesbilder i Norberg</title>" in (site / "index.html").read_text("utf-8")
    assert "Scenen i Stadsparken klottrades ner." in (site / "rapporter/2027-01.html").read_text(
        "utf-8"
    )
    assert (site / "sa-rapporterar-du.html").is_file()
    assert (here / ".github/PULL_REQUEST_TEMPLATE.md").is_file()


def test_the_example_is_written_and_sound(installed: Installed) -> None:
    installed.run("lagesbild", "demo", "exempel")
    assert "Inga fel." in installed.run("lagesbild", "check", "exempel")
