"""`lagesbild start`: an archive of any kommun's own, in its own words, and nothing of the example's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.records import Mall, Organisation, Place, load_archive, read_mall
from generator.starting.guides import say_in
from tests.places import ROOT, load_cases

HERE = Path(__file__).parent
GIVEN = ["--synpunkter", "trygghet@kommunen.example", "--forsta-motet", "2026-01-08"]
BLOCK = re.compile(r"^```(?:markdown|csv|yaml) (\S+/\S+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
BEGUN = load_cases(HERE / "begun.yml")
REFUSED = load_cases(HERE / "refused_starts.yml")


def begin(folder: Path, *arguments: str, answers: Sequence[str] = ()) -> Result:
    """Run the command, in this process; a traceback fails the test."""
    given = "".join(f"{answer}\n" for answer in answers)
    return CliRunner().invoke(
        main, ["start", str(folder), *arguments], input=given, catch_exceptions=False
    )


def begin_silently(folder: Path, *arguments: str) -> Path:
    """Begin an archive with no question asked."""
    done = begin(folder, *GIVEN, "--inga-fragor", *arguments)
    assert done.exit_code == 0, done.output
    return folder


def words_of(mall: Mall) -> set[str]:
    """Return the names that are a kommun's own."""
    rows = (*mall.rows(Organisation), *mall.rows(Place))
    return {mall.municipality, mall.short_name, *(row.name for row in rows)}


@pytest.mark.parametrize("case", BEGUN, ids=lambda case: case["title"])
def test_an_archive_is_begun_in_the_kommuns_words(case: dict[str, Any], tmp_path: Path) -> None:
    root = begin_silently(tmp_path / "å b", *case["given"])
    loaded = load_archive(root)
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.archive
    mall = loaded.archive.mall
    assert mall.municipality == case["municipality"]
    assert f"Lägesbilder i {mall.short_name}" == case["title"]
    assert not mall.example
    assert not loaded.archive.entries
    assert not loaded.archive.meetings


@pytest.mark.parametrize("case", BEGUN, ids=lambda case: case["title"])
def test_nothing_is_left_of_the_examples_own_words(case: dict[str, Any], tmp_path: Path) -> None:
    root = begin_silently(tmp_path / "own", *case["given"])
    others = words_of(read_mall(ROOT)) - words_of(read_mall(root))
    # Words that any kommun's text may hold, and that are names in the example only.
    others -= {"Skolan", "Polisen"}
    assert {"Fagersta", "NVK", "Ejalunden"} <= others
    named = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(others)))
    for file in sorted(root.rglob("*")):
        if file.is_file() and file.name != "constraints.txt":
            assert named.findall(file.read_text("utf-8")) == [], file


@pytest.mark.parametrize("case", BEGUN[:2], ids=lambda case: case["title"])
def test_the_guides_examples_are_valid_in_the_kommuns_mall(
    case: dict[str, Any], tmp_path: Path
) -> None:
    root = begin_silently(tmp_path / "own", *case["given"])
    written = 0
    for page in sorted((root / "docs").glob("*.md")):
        for path, text in BLOCK.findall(page.read_text("utf-8")):
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
            written += 1
    assert written >= 9
    assert [str(problem) for problem in load_archive(root).problems] == []


def test_the_examples_guides_are_as_they_stand_in_its_own_words() -> None:
    texts = {file.name: file.read_text("utf-8") for file in (ROOT / "docs").glob("*.md")}
    mall = read_mall(ROOT)
    assert say_in(texts, mall, mall) == texts


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("polisen-jarntorget.md", "polisen-stora-torget.md"),
        ("jarntorget-fonster", "stora-torget-fonster"),
        ("polisen-jarntorget-fonster", "polisen-stora-torget-fonster"),
        ("jarntorget är ett ord", "jarntorget är ett ord"),
        ("jarntorgets-hus jarntorget-2", "jarntorgets-hus jarntorget-2"),
        ("polisen-jarntorgets xjarntorget-hus", "polisen-jarntorgets xjarntorget-hus"),
        ("Järntorget, Järntorgets", "Stora torget, Järntorgets"),
    ],
)
def test_a_slug_is_another_only_as_a_part_of_a_name(
    before: str, after: str, tmp_path: Path
) -> None:
    used = read_mall(begin_silently(tmp_path / "own", "--kommun", "Norberg"))
    texts = {"a": before, "b": "Järntorget"}
    assert say_in(texts, read_mall(ROOT), used)["a"] == after


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: " ".join(case["given"]))
def test_what_is_no_right_word_writes_nothing(case: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "own"
    done = begin(folder, *GIVEN, "--inga-fragor", *case["given"])
    assert done.exit_code == 2
    assert case["says"] in done.output
    assert not folder.exists()


def test_what_is_not_given_is_asked_and_enter_takes_the_proposal(tmp_path: Path) -> None:
    answers = (
        "Norberg", "", "Dalarna", "trygghet@norberg.example", "i morgon", "2027-01-14",
        "Skolan, Norbergs bostäder", "",
    )  # fmt: skip
    done = begin(tmp_path / "own", answers=answers)
    assert done.exit_code == 0, done.output
    mall = read_mall(tmp_path / "own")
    assert mall.municipality == "Norbergs kommun"
    assert mall.defaults.recipients == ("Lokala BRÅ", "Länsstyrelsen Dalarna")
    assert mall.feedback == "mailto:trygghet@norberg.example"
    assert mall.submission.mail == "trygghet@norberg.example"
    assert [str(day) for day in mall.planned_days(mall.plan.first)] == ["2027-01-14"]
    names = [row.name for row in mall.organisations]
    # The police's events are taken in as theirs, so they are always there.
    assert names == ["Norbergs kommun", "Polisen", "Skolan", "Norbergs bostäder"]
    assert "Stora torget" in [row.name for row in mall.places]


@pytest.mark.parametrize(
    "case", load_cases(HERE / "asked_again.yml"), ids=lambda case: case["wrong"]
)
def test_an_answer_that_is_refused_is_asked_again_with_the_reason(
    case: dict[str, Any], tmp_path: Path
) -> None:
    rights = ["Norberg", "", "Dalarna", "trygghet@norberg.example", "2027-01-14", "", ""]
    rights.insert(case["before"], case["wrong"])
    done = begin(tmp_path / "own", answers=rights)
    assert done.exit_code == 0, done.output
    assert case["says"] in done.output
    # Asked again, and nothing else with it.
    assert done.output.count(case["asks"]) == 2
    assert read_mall(tmp_path / "own").municipality == "Norbergs kommun"


def test_an_option_that_is_refused_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    done = begin(tmp_path / "own", "--lan", "Qqqq", answers=["Norberg"])
    assert (done.exit_code, "löpande text" in done.output) == (2, False), done.output


def test_who_names_the_kommun_itself_or_a_name_twice_gets_it_once(tmp_path: Path) -> None:
    words = ("Sala kommun", "Polisen", "Skolan", "Skolan", "SKOLAN")
    given = [*GIVEN, "--inga-fragor", "--kommun", "Sala", "--plats", "hela kommunen"]
    given += [part for word in words for part in ("--organisation", word)]
    done = begin(tmp_path / "own", *given)
    assert done.exit_code == 0, done.output
    mall = read_mall(tmp_path / "own")
    assert [(row.name, row.reports) for row in mall.organisations] == [
        (word, "varje möte") for word in words[:3]
    ]
    assert "Stora torget" in [row.name for row in mall.places]


def test_what_comes_next_is_saved_in_git_before_anything_new_is_written(tmp_path: Path) -> None:
    said = begin(tmp_path / "own", *GIVEN, "--inga-fragor", "--kommun", "Norberg").output
    steps = ["git init", "lagesbild hook install", "lagesbild check", "git commit", "new meeting"]
    places = [said.index(step) for step in steps]
    assert places == sorted(places)
    assert (tmp_path / "own/docs/for-it.md").exists()
    assert "docs/for-it.md" in said


def test_without_a_mailbox_the_mall_shows_where_one_is_written(tmp_path: Path) -> None:
    given = [
        word.replace("trygghet@kommunen.example", "https://kommunen.example/") for word in GIVEN
    ]
    assert begin(tmp_path / "own", *given, "--inga-fragor", "--kommun", "Norberg").exit_code == 0
    assert read_mall(tmp_path / "own").submission.mail == ""
    file = tmp_path / "own/entries/mall.yml"
    text = file.read_text("utf-8").replace("# inlämning:\n#   e-post: funktionens brevlåda", "{}")
    file.write_text(text.replace("{}", "inlämning:\n  e-post: est@kommunen.example"), "utf-8")
    assert read_mall(tmp_path / "own").submission.mail == "est@kommunen.example"


@pytest.mark.parametrize("name", ["mall.yml", ".hidden"])
def test_a_folder_that_holds_anything_is_left_as_it_was(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("vårt\n", "utf-8")
    done = begin(tmp_path, *GIVEN, "--inga-fragor", "--kommun", "Norberg")
    assert done.exit_code == 2
    assert f"är inte tom: där finns {name}. Inget har skrivits." in done.output
    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text("utf-8") == "vårt\n"


def test_an_empty_repository_is_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    begin_silently(tmp_path, "--kommun", "Norberg")
    assert (tmp_path / "entries/mall.yml").is_file()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "arkiv"
    file.write_text("vårt\n", "utf-8")
    assert "är en fil. Ange en ny mapp." in begin(file, "--kommun", "Norberg").output


def test_demo_is_the_example(tmp_path: Path) -> None:
    folder = tmp_path / "å b"
    done = CliRunner().invoke(main, ["demo", str(folder)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    for path in ("entries/mall.yml", "entries/karta.geojson", "docs/om.md", "mkdocs.yml"):
        assert (folder / path).read_bytes() == (ROOT / path).read_bytes()
    assert not (folder / "docs/utveckling").exists()
    again = CliRunner().invoke(main, ["demo", str(folder)], catch_exceptions=False)
    assert again.exit_code == 2
    assert "är inte tom" in again.output
