"""Broken letters are found by what is left of them, and no true word is taken for one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.problems import ArchiveError
from generator.records.files.letters import Broken, find_broken
from generator.records.files.tables import read_table
from generator.records.loading import load_archive
from tests.places import load_cases

CASES = load_cases(Path(__file__).with_name("letters.yml"))
ROOT = Path(__file__).parents[2]
ENTRY = "entries/2026-10-15/polisen-anmalda-brott"
TABLE = "Brottstyp;aug 2026;sep 2026\nSkadegörelse;4;7\nRån;3;1\n"


@pytest.mark.parametrize(("written_in", "read_as"), CASES["misread"])
@pytest.mark.parametrize("word", CASES["words"])
def test_a_word_that_was_misread_is_found(word: str, written_in: str, read_as: str) -> None:
    read = word.encode(written_in).decode(read_as, "replace")
    found = find_broken(read)
    assert found is not None
    assert found.meant in ("", *word.split())
    assert found.certain or written_in == "mac_roman" or "†" in read


@pytest.mark.parametrize("word", CASES["certain"])
def test_what_no_word_has_is_certain(word: str) -> None:
    found = find_broken(word)
    assert found is not None
    assert (found.certain, found.meant) == (True, CASES["certain"][word])


@pytest.mark.parametrize("word", CASES["perhaps"])
def test_what_a_word_hardly_has_is_asked(word: str) -> None:
    assert find_broken(f"ordet {word} här") == Broken(6, word, "", certain=False)


@pytest.mark.parametrize("text", CASES["sound"])
def test_no_true_word_is_taken_for_a_broken_one(text: str) -> None:
    assert find_broken(text) is None


def real_lines(folder: Path) -> Iterator[str]:
    for name in ("svenska/snowball/voc.txt", "svenska/police_compounds_dev.tsv"):
        yield from (folder / name).read_text(encoding="utf-8").split("\n")
    for file in sorted((folder / "polisen").glob("*.json")):
        for event in json.loads(file.read_text(encoding="utf-8")):
            yield from map(str, event.values())


def test_no_real_word_is_taken_for_a_broken_one(real_data: Path) -> None:
    lines = list(real_lines(real_data))
    assert len(lines) > 30_000
    assert [line for line in lines if find_broken(line)] == []


def test_no_word_of_the_project_is_taken_for_a_broken_one() -> None:
    files = [
        *ROOT.glob("entries/**/*.[cm]*"),
        *ROOT.glob("decisions/*.md"),
        *ROOT.glob("docs/*.md"),
    ]
    lines = [
        line for file in files for line in file.read_bytes().decode(errors="ignore").split("\n")
    ]
    assert len(files) > 200
    assert [line for line in lines if find_broken(line)] == []


@pytest.mark.parametrize(
    ("encoding", "name"), [("mac_roman", "Mac Roman"), ("cp850", "CP850"), ("cp437", "CP850")]
)
@pytest.mark.parametrize("text", [TABLE, "Plats;sep 2026\nÖppet torg;1\nSnö;2\n"])
def test_a_table_in_another_encoding_is_refused_cell_by_cell(
    encoding: str, name: str, text: str, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    with pytest.raises(ArchiveError) as caught:
        read_table(tmp_path, "a.csv")
    words = [line.split(";")[0] for line in text.split("\n")[1:-1]]
    problems = caught.value.problems
    assert [problem.field for problem in problems] == ["rad 2, kolumn A", "rad 3, kolumn A"]
    for word, problem in zip(words, problems, strict=True):
        assert problem.text.startswith(f"Filen är sparad i {name}, så ")
        assert f'ska vara "{word}". Spara tabellen' in problem.text


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("text", [TABLE, 'Typ;sep 2026\n"”Klotter” – 5 §";3\n'])
def test_a_table_in_the_encodings_of_excel_is_read(
    encoding: str, text: str, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    assert read_table(tmp_path, "a.csv").rows[1][0] in ("Skadegörelse", "”Klotter” – 5 §")


def test_the_rule_is_the_same_in_every_kind_of_file(archive_with: Callable[..., Path]) -> None:
    mall = (ROOT / "tests/archives/small/entries/mall.yml").read_text(encoding="utf-8")
    broken = {
        f"{ENTRY}.csv": TABLE.replace("Rån", "RÃ¥n"),
        f"{ENTRY}.md": (ROOT / f"tests/archives/small/{ENTRY}.md")
        .read_text(encoding="utf-8")
        .replace("källa: ", "källa: RÃ¥n och "),
        "entries/mall.yml": mall.replace("Småby kommun som", "SmÃ¥by kommun som").replace(
            "Kommunen som helhet", "Kommunen pÃ¥ det hela taget"
        ),
    }
    for path, text in broken.items():
        faults = load_archive(archive_with(files={path: text})).faults
        said = [
            problem.origin.path for problem in faults if "har en trasig bokstav" in problem.text
        ]
        assert said == [path]
        archive_with()
