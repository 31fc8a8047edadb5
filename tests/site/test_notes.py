"""The coordinator's form in a real browser: what is written down is what the archive holds."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.problems import Severity, only
from tests.fixed import read_once
from tests.places import ARCHIVES, load_cases
from tests.site.forming import (
    check_files,
    lay_out,
    lines_of,
    load_files,
    make_page,
    plain,
    shown,
    split_sending,
    write,
)
from tests.site.visiting import DESK, PHONE, SIZES, find_broken

CASES: dict[str, dict[str, Any]] = load_cases(Path(__file__).with_name("notes.yml"))
SEND = "form.lb-form:not([hidden]) button[type=submit]"
# Fills in controls by their names, adds the rows that they stand in, and ticks what is true.
FILL = """(values) => {
  const told = (control, kind) => control.dispatchEvent(new Event(kind, {bubbles: true}));
  const find = (name) => document.getElementById(`_${name.replaceAll(" ", "-")}`);
  for (const [name, value] of Object.entries(values)) {
    if (!find(name)) document.querySelector(`[data-add="${name.split(".")[0]}"]`).click();
    const control = find(name);
    if (value === true) control.click();
    else { control.value = value; told(control, "change"); }
    told(control, "input");
  }
}"""
SAID = "() => [...document.querySelectorAll('form.lb-form:not([hidden]) .lb-faults:not([hidden]) li')].map((row) => row.textContent)"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small archive's page, in a folder."""
    return lay_out(ARCHIVES / "small", tmp_path_factory.mktemp("notes"), "anteckna.html")


def send(tab: Page, kind: str, values: Mapping[str, str | bool]) -> list[str]:
    """Fill in one of the two forms, ask to send it, and return what is said to be wrong."""
    tab.select_option("#_vad", kind)
    tab.evaluate(FILL, dict(values))
    tab.dispatch_event(SEND, "click")
    said: list[str] = tab.evaluate(SAID)
    return said


@pytest.mark.parametrize("case", CASES["whole"].values(), ids=list(CASES["whole"]))
def test_what_is_filled_in_is_the_file(
    case: dict[str, Any], tab: Page, archive_with: Callable[..., Path]
) -> None:
    assert send(tab, case["kind"], case["given"]) == []
    files = split_sending(tab.input_value("#_texten"))
    assert files == {case["path"]: case["file"]}
    problems = check_files(archive_with(files={}), files)
    assert [str(one) for one in problems[case["path"]]] == case.get("problems", [])


@pytest.mark.parametrize("case", CASES["wrong"].values(), ids=list(CASES["wrong"]))
def test_what_is_missing_is_said_before_anything_leaves(case: dict[str, Any], tab: Page) -> None:
    assert send(tab, case["kind"], case.get("given", {})) == case["says"]
    assert tab.is_hidden("#_texten")


def test_what_is_written_is_what_the_archive_reads(
    undrawn_tab: Page, archive_with: Callable[..., Path]
) -> None:
    """Texts with all that a file, a header or Markdown could take for its own."""
    tab, chance = undrawn_tab, random.Random(7)
    root = archive_with(files={})
    read = 0
    for _ in range(40):
        lines = [write(chance, 3).replace("\n", " ") for _ in range(4)]
        text = write(chance, 30)
        given: dict[str, str | bool] = {
            "närvaro.Polisen": "närvarande",
            "bedömning.Ordning.nivå": "förhöjd",
            "bedömning.Ordning.text": lines[0],
            "lyfts till BRÅ.0.förslag": lines[1],
            "lyfts till BRÅ.0.typ": "Fördjupad kartläggning",
            "lyfts till BRÅ.0.skäl": lines[2],
            "kommande.0.datum": "2027-02-01",
            "kommande.0.vad": lines[3],
            "text": text,
        }
        if send(tab, "möte", given):
            tab.reload()
            continue
        files = split_sending(tab.input_value("#_texten"))
        (path,) = files
        problems, archive = load_files(root, files)
        assert only(Severity.FEL, problems[path]) == [], files[path]
        assert archive is not None
        meeting = archive.meeting[path.split("/")[1]]
        (proposal,) = meeting.proposals
        assert [
            meeting.assessments["Ordning"].text,
            proposal.sentence,
            proposal.reason,
            meeting.upcoming[0].what,
        ] == list(map(plain, lines))
        assert shown(meeting.text) == lines_of(text)
        read += 1
        tab.reload()
    assert read > 20


def test_a_decision_begins_as_the_proposal_it_answers(
    browser: Browser, root: Path, tmp_path: Path
) -> None:
    with browser.new_context(offline=True) as context:
        tab = context.new_page()
        tab.goto(lay_out(root, tmp_path, "anteckna.html"))
        tab.select_option("#_vad", "beslut")
        tab.evaluate(FILL, {"svar på.0": True})
        wanted = CASES["answers"]
        assert {
            name: tab.input_value(f'form[data-kind=beslut] [name="{name}"]') for name in wanted
        } == wanted


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_both_are_accessible_with_faults_shown(width: int, browser: Browser, address: str) -> None:
    with browser.new_context(offline=True, bypass_csp=True, viewport=SIZES[width]) as context:
        tab = context.new_page()
        for kind, rows in (
            ("möte", ("lyfts till BRÅ", "kommande", "fokus")),
            ("beslut", ("uppdrag",)),
        ):
            tab.goto(address)
            tab.evaluate(
                "document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })"
            )
            tab.select_option("#_vad", kind)
            for row in rows:
                tab.click(f"form:not([hidden]) [data-add='{row}']")
            tab.click(SEND)
            assert tab.evaluate(SAID)
            assert find_broken(tab, dark=width == DESK) == []


def test_the_page_weighs_little(root: Path) -> None:
    (script,) = make_page(read_once(root), "anteckna.html").files.values()
    assert len(script.encode()) <= 60_000
    assert len(zlib.compress(script.encode(), 9)) <= 25_000
