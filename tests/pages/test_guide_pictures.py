"""The pictures of the guides: each is there, small, described, and taken of a page that there is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from generator.pages.base import Build
from generator.pages.handwritten.build import build_handwritten
from generator.pages.site import Site
from generator.problems import ArchiveError
from tests.fixed import read_once
from tests.places import ARCHIVES, ROOT
from tests.site.picturing import FOLDER, SHOTS

PICTURE = re.compile(r"!\[([^\]]*)\]\(assets/([^)]+)\.png\)")
MOST_BYTES = 200_000


def test_the_guides_show_every_picture_that_is_taken_and_no_other() -> None:
    files = [*ROOT.glob("docs/*.md"), ROOT / "README.md"]
    shown = [found for file in files for found in PICTURE.findall(file.read_text("utf-8"))]
    assert {name for _, name in shown} == set(SHOTS) == {file.stem for file in FOLDER.iterdir()}
    assert all(len(words.split()) > 2 for words, _ in shown)
    assert max(file.stat().st_size for file in FOLDER.iterdir()) <= MOST_BYTES


def test_each_is_taken_of_a_page_and_stands_on_its_guide(example: Site) -> None:
    assert {shot.page for shot in SHOTS.values()} <= set(example.pages)
    page = example.pages["rapportera-pa-tre-minuter.html"]
    for name in ("rapportera", "rapportera-skicka"):
        picture = FOLDER / f"{name}.png"
        with Image.open(picture) as opened:
            width, height = opened.size
        assert f'src="assets/{name}.png"' in page.html
        assert f'width="{width // 2}" height="{height // 2}"' in page.html
        assert example.files[f"assets/{name}.png"] == picture.read_bytes()


CASES = [
    ("![Vy](assets/vy.png)", {"assets/vy.png": b"x"}, '<img src="assets/vy.png" alt="Vy"'),
    ("![Vy](assets/vy.png)", {}, "leder ingenstans"),
    ("![Vy](../hemlig.png)", {"../hemlig.png": b"x"}, "leder ingenstans"),
    ("Se ![Vy](assets/vy.png) här", {"assets/vy.png": b"x"}, "leder ingenstans"),
    ('![" onerror=1](assets/vy.png)', {"assets/vy.png": b"x"}, 'alt="&#34; onerror=1"'),
    ("![Vy](https://example.invalid/vy.png)", {}, "!<a href"),
]


@pytest.mark.parametrize(("text", "files", "says"), CASES)
def test_a_picture_is_a_paragraph_that_leads_to_one_that_is_there(
    text: str,
    files: dict[str, bytes],
    says: str,
    archive_with: Callable[..., Path],
) -> None:
    laid = {f"docs/{path}": content for path, content in files.items()}
    root = archive_with(files={"docs/bild.md": f"# Bild\n\n{text}\n".encode(), **laid})
    try:
        build = Build(read_once(ARCHIVES / "small"), {})
        (page,) = build_handwritten(build, root, {})
        said = page.html
    except ArchiveError as error:
        said = str(error)
    assert says in said
