"""No picture is drawn twice, and nothing that happens to the kept files changes a page."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.figures import Gallery, Picture, put_up
from generator.figures.picture import ROOMS, digest_code, key_of
from generator.terminal import find_cache
from tests.test_architecture import FLOORS


@dataclass(frozen=True, slots=True)
class Note:
    """A picture that counts how often it is drawn."""

    words: str

    def draw(self) -> str:
        DRAWN.append(self.words)
        return f"<svg>{self.words}</svg>"


@dataclass(frozen=True, slots=True)
class OtherNote(Note):
    """The same data in another kind of picture."""


DRAWN: list[str] = []


@pytest.fixture(autouse=True)
def nothing_drawn() -> None:
    """Count from nothing in every test."""
    DRAWN.clear()


def build(folder: Path | None, *words: str) -> tuple[str, int]:
    """Return a page with a picture for each word, and how many were drawn."""
    gallery = Gallery(folder)
    html = "".join(f"<p>{gallery.hang(Note(word))}</p>" for word in words)
    return put_up(html, gallery.draw()), gallery.drawn


def test_a_second_build_draws_nothing_and_gives_the_same_page(tmp_path: Path) -> None:
    first = build(tmp_path, "en", "två")
    assert first == ("<p><svg>en</svg></p><p><svg>två</svg></p>", 2)
    assert build(tmp_path, "en", "två") == (first[0], 0)
    assert build(None, "en", "två") == first


def test_only_what_changed_is_drawn(tmp_path: Path) -> None:
    build(tmp_path, "en", "två")
    DRAWN.clear()
    build(tmp_path, "en", "tre")
    assert DRAWN == ["tre"]


def test_a_picture_on_two_pages_is_drawn_once() -> None:
    assert build(None, "en", "en")[1] == 1


def test_another_kind_of_picture_is_another_picture() -> None:
    assert key_of(Note("en")) != key_of(OtherNote("en"))


def test_another_house_style_is_another_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key_of(Note("en"))
    monkeypatch.setattr("generator.figures.picture.style_digest", lambda: "another")
    assert key_of(Note("en")) != before


@pytest.mark.parametrize(
    "left", [b"", b"<!-- 0 -->\n<svg>en</svg>", b"\xff\xfe", b"<svg>half a pict"]
)
def test_a_file_that_is_not_whole_is_drawn_again(tmp_path: Path, left: bytes) -> None:
    page, _ = build(tmp_path, "en")
    (file,) = tmp_path.iterdir()
    file.write_bytes(left)
    assert build(tmp_path, "en") == (page, 1)
    assert build(tmp_path, "en") == (page, 0)


def test_what_a_killed_build_left_behind_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "tmpabc.part").write_text("<svg>half")
    assert build(tmp_path, "en")[1] == 1
    assert build(tmp_path, "en")[1] == 0


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder")
    assert build(in_the_way / "cache", "en") == ("<p><svg>en</svg></p>", 1)


def test_builds_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    words = [str(number) for number in range(50)]
    pages: list[str] = []
    threads = [
        threading.Thread(target=lambda: pages.append(build(tmp_path, *words)[0])) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(pages) == {build(None, *words)[0]}
    assert build(tmp_path, *words)[1] == 0
    assert not list(tmp_path.glob("*.part"))


def test_the_progress_sees_only_what_is_drawn(tmp_path: Path) -> None:
    seen: list[int] = []

    @contextmanager
    def watch(pictures: list[Picture]) -> Iterator[Iterable[Picture]]:
        seen.append(len(pictures))
        yield pictures

    for words in (("en",), ("en",), ("en", "två", "tre")):
        gallery = Gallery(tmp_path)
        for word in words:
            gallery.hang(Note(word))
        gallery.draw(watch)
    assert seen == [1, 2]


@pytest.mark.parametrize("room", ["swedish.py", "analysis/amounts.py", "figures/bars.py"])
def test_whatever_has_a_say_in_a_picture_draws_it_anew(tmp_path: Path, room: str) -> None:
    house = tmp_path / "generator"
    for name in ("swedish.py", "analysis/amounts.py", "figures/bars.py", "pages/site.py"):
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        (house / name).write_text('SHORT_MONTHS = ("jan",)\n', encoding="utf-8")
    before = digest_code(house, "1")
    (house / "pages/site.py").write_text("", encoding="utf-8")
    assert digest_code(house, "1") == before
    (house / room).write_text('SHORT_MONTHS = ("januari",)\n', encoding="utf-8")
    assert digest_code(house, "1") not in (before, digest_code(house, "2"))


def test_every_room_that_pictures_are_drawn_from_is_read() -> None:
    """A picture may import from its own floor and those below: all of them count."""
    below = FLOORS[: FLOORS.index("figures") + 1]
    assert {room.removesuffix(".py") for room in ROOMS} == set(below)


def test_pictures_are_kept_outside_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes with a clone must never be taken for what was drawn here."""
    monkeypatch.setenv("HOME", str(tmp_path / "hem"))
    for name in ("LAGESBILD_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    found = find_cache()
    assert found is not None
    assert found.is_relative_to(tmp_path / "hem")
    monkeypatch.setenv("LAGESBILD_CACHE", str(tmp_path / "annan"))
    assert find_cache() == tmp_path / "annan"
