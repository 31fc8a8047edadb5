"""The form of a small archive in a folder of its own, and what comes out of it."""

from __future__ import annotations

import html
import random
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Page as Tab

from generator.article.markdown import render_text
from generator.pages.base import Build, Page, make_shell, with_policy
from generator.pages.export import ASSETS
from generator.pages.form.build import build_form
from generator.pages.site import Site
from generator.problems import Problem
from generator.records import Archive, load_archive, read_archive

SENDING = re.compile(r"Lägesbild, sändning 1\n(.*\n|)=== slut (\d+)\n", re.DOTALL)
# Fills in one entry as a person would, by the names of its controls, and presses a button.
FILL = """([entry, press]) => {
  const told = (control, kind) => control.dispatchEvent(new Event(kind, {bubbles: true}));
  for (const [name, value] of Object.entries(entry)) {
    const [rows, number] = name.split(".");
    if (number && !document.getElementById(`_${name.replaceAll(" ", "-")}`)) document.querySelector(`[data-add="${rows}"]`).click();
    const control = document.getElementById(`_${name.replaceAll(" ", "-")}`);
    control.value = value;
    // The script asks of two when they change; of the others it reads what stands there.
    if (["slag", "möte"].includes(name)) told(control, "change");
  }
  told(document.getElementById("_rubrik"), "input");
  document.querySelector(press).click();
  document.querySelector("#_fel:not([hidden]) button")?.click();
  return [...document.querySelectorAll("#_fel:not([hidden]) li")].map((row) => row.textContent);
}"""
# An entry as the script has it becomes its file and what the script finds wrong with it.
CHECK = """(given) => {
  const clean = (value) => typeof value === "string" ? lagesbildPost.clean(value).trim()
    : Array.isArray(value) ? value.map(clean)
    : Object.fromEntries(Object.entries(value).map(([key, part]) => [key, clean(part)]));
  const entry = clean(given);
  const rules = lagesbildPost.makeRules(lagesbildRapport), file = rules.fileOf(entry);
  return {path: file.path, text: rules.textOf(file), table: file.table, found: rules.check(entry)};
}"""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the script says of an entry: its files, and what is wrong by field, rule and text."""

    path: str
    text: str
    table: dict[str, str] | None
    found: list[dict[str, Any]] = field(default_factory=list)


def make_page(archive: Archive, address: str = "rapportera.html") -> Page:
    """Build one form of an archive alone."""
    return next(page for page in build_form(Build(archive, {})) if page.address == address)


def lay_out(root: Path, folder: Path, address: str = "rapportera.html") -> str:
    """Write a form of the archive at `root` as the export does; return its address."""
    page = make_page(read_archive(root), address)
    site = Site("Lägesbilder", date(2026, 11, 1), {page.address: page}, ())
    page_html = make_shell().render(site=site, page=page, sections=(), base="assets")
    shutil.copytree(ASSETS, folder / "assets")
    (folder / page.address).write_text(with_policy(page_html), encoding="utf-8")
    for name, text in page.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return (folder / page.address).as_uri()


def fill(tab: Tab, entry: Mapping[str, str], press: str) -> list[str]:
    """Fill in an entry and press a button; accept what is only asked for, and return what stops it."""
    said: list[str] = tab.evaluate(FILL, [dict(entry), press])
    return said


def check_in_script(tab: Tab, entry: Mapping[str, Any]) -> Checked:
    """Return what the script makes of an entry, without the page."""
    return Checked(**tab.evaluate(CHECK, dict(entry)))


def files_of(checked: Checked) -> dict[str, str]:
    """Return an entry's files by path."""
    table = checked.table
    return {checked.path: checked.text} | ({table["path"]: table["text"]} if table else {})


def split_sending(text: str) -> dict[str, str]:
    """Return the files of a sending by path, read by hand."""
    found = SENDING.fullmatch(text)
    assert found, text
    files: dict[str, str] = {}
    path = ""
    for line in found[1].splitlines(keepends=True):
        if re.match("===(?!=)", line):
            path = line.removeprefix("=== ").strip()
            files[path] = ""
        else:
            files[path] += line.removeprefix("=") if line.startswith("===") else line
    assert len(files) == int(found[2])
    return files


def check_files(root: Path, files: Mapping[str, str]) -> dict[str, list[Problem]]:
    """Put files in the archive at `root` and return what `check` says of each."""
    return load_files(root, files)[0]


def load_files(
    root: Path, files: Mapping[str, str]
) -> tuple[dict[str, list[Problem]], Archive | None]:
    """Put files in the archive at `root`; return what `check` says of each, and the archive."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    loaded = load_archive(root)
    told = {path: [one for one in loaded.problems if one.origin.path == path] for path in files}
    return told, loaded.archive


PIECES = [
    *"\"'`*_~[]()<>{}|\\:;,.!?#&%=+-–—@/^$€§…åäöÅÄÖé ",
    "\n", "\n", "\n\n", "\t", "\u00a0", " ", " ", "    ", ": ", " #", "# ", "## ", "- ", "* ", "+ ", "> ", "1. ", "2) ",
    "---", "===", "=== slut 3", "```", "~~~", "***", "___", "| a | b |", "|---|---|", "{{ x }}", "{% if %}", "&amp;", "&nbsp;",
    "<b>", "</b>", "<!-- a -->", "<https://polisen.se>", "[a](b)", "[a]: b", "![a](b)", "[a][b]", "\\*", "\\\\server\\mapp",
    "C:\\mapp", "null", "~", "yes", "!!str", "&a", "*a", "😀", "👩‍👧", "e\u0301", "ß", "Ω", "½", "”ord”", "’", "klotter", "torget",
    "\\\\server\\delad\\*", "C:\\_a\\\\*\\`", "\norganisation: ", "\nplats:", "\n---\n", "• ", "a\tb\tc",
    "Lägesbild, sändning 1", "rutor och lampor", "i går", "$1", "$&", "%0A", "<<<<<<< a", ">>>>>>>", "|||||||",
]  # fmt: skip


def write(chance: random.Random, most: int) -> str:
    """Make a text of some of the pieces, between words that are nothing but words."""
    pieces = chance.choices(PIECES, k=chance.randint(1, most * 3))
    words = chance.choices(["skola", "park", "bro", "ruta"], k=len(pieces))
    return (
        "".join(a + b + chance.choice(("", " ")) for a, b in zip(pieces, words, strict=True)) + "."
    )


def plain(text: str) -> str:
    """Return a text of one line as the form takes it."""
    return html.unescape(html.escape(text)).replace("e\u0301", "é").strip()


def lines_of(text: str) -> list[str]:
    """Return the lines of a text with the blanks that HTML shows as one as one."""
    return [" ".join(line.split()) for line in plain(text).split("\n") if line.strip()]


def shown(markdown: str) -> list[str]:
    """Return the lines that the page shows of a text."""
    page = re.sub(r"\s*\n", " ", str(render_text(markdown)))
    page = re.sub(r"<br ?/?>|</p>", "\n", page)
    assert set(re.findall(r"<(\w+)", page)) <= {"p"}, markdown
    return lines_of(html.unescape(re.sub(r"<[^>]+>", "", page)))
