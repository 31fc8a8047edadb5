"""The guides of one page, followed: what they name stands there, and their example is taken."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click import Command, Group
from playwright.sync_api import Browser

from generator.cli import main
from generator.pages.base.reading import plain_text
from generator.pages.site import Site
from tests.places import ROOT, load_cases
from tests.site.forming import check_files, lay_out, split_sending
from tests.site.visiting import watch

# Where each guide leads its reader, and what it calls by name there.
NAMED: Mapping[str, list[str]] = load_cases(Path(__file__).parent / "guides.yml")
COMMAND = re.compile(r"`lagesbild ([^`]+)`")


def read_guide(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


def read_example() -> dict[str, str]:
    """The answers of the guide's table, by the question of the form."""
    rows = re.findall(
        r"^\| (.+) \| (.+) \|$", read_guide("rapportera-pa-tre-minuter"), re.MULTILINE
    )
    assert rows[0] == ("Fråga", "Svar")
    return dict(rows[1:])


def test_the_example_goes_through_the_form_as_the_guide_says(
    browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "form").mkdir()
    address = lay_out(ROOT, tmp_path / "form")
    with browser.new_context(offline=True, locale="sv-SE") as context:
        visit = watch(context, address.rpartition("/")[0])
        visit.open("/rapportera.html")
        for question, answer in read_example().items():
            control = visit.page.locator("form.lb-form").get_by_label(question, exact=True)
            if control.evaluate("control => control.localName") == "select":
                control.select_option(label=answer)
            else:
                control.fill(answer)
        visit.page.get_by_role("button", name="Granska och lämna in").click()
        letter = visit.page.get_by_role("link", name="Skicka med e-post", exact=True)
        assert "mailto:" in str(letter.get_attribute("href"))
        files = split_sending(visit.page.input_value("#_texten"))
        assert visit.faults == []
    root = tmp_path / "archive"
    for name in ("mall.yml", "karta.geojson"):
        (root / "entries").mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "entries" / name, root / "entries" / name)
    assert [problems for problems in check_files(root, files).values()] == [[]]


@pytest.mark.parametrize("guide", NAMED)
def test_what_a_guide_calls_by_name_stands_where_it_leads(guide: str, example: Site) -> None:
    shown = " ".join(
        plain_text(example.pages[page].html).replace("\u00ad", "") + page_script(example, page)
        for page in NAMED[guide]
    )
    named = re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", read_guide(guide))
    assert named
    assert [words for words in named if words.rstrip("?") not in shown] == []


def page_script(site: Site, page: str) -> str:
    """What the form's script may say."""
    return site.files[name] if (name := page.replace(".html", ".js")) in site.files else ""


def test_every_command_of_a_guide_exists() -> None:
    lines = COMMAND.findall(read_guide("for-samordnaren"))
    assert len(lines) >= 7
    for line in lines:
        found: Command = main
        for word in line.split():
            if isinstance(found, Group):
                assert word in found.commands, line
                found = found.commands[word]
        assert not isinstance(found, Group), line
