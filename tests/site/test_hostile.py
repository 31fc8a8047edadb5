"""What somebody writes to take a page over shows as words and does nothing, wherever it stands.

Every payload of `hostile.yml` is tried in every place a text can stand. What `check` takes in is
built once, as a site and as an export, and every page is opened, with its policy and without it.
"""

from __future__ import annotations

import html
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser

from generator.pages import export
from generator.pages.base.build import Build
from generator.pages.handwritten.beside import check_beside
from generator.pages.handwritten.build import build_handwritten
from generator.pages.site import build_site
from generator.problems import ArchiveError, Problem, Severity
from generator.records import load_archive
from tests.fixed import read_once
from tests.places import ARCHIVES, load_cases
from tests.site.building import build_in, copy_archive, written_from
from tests.site.reading import Element, Tree, assert_none, read_tree

pytestmark = pytest.mark.slow
PAYLOADS: dict[str, list[str]] = load_cases(Path(__file__).with_name("hostile.yml"))
ALL = [text for texts in PAYLOADS.values() for text in texts]
LINES = [text for text in ALL if "\n" not in text]
WORD = re.compile(r"[^\W_]{2,}")
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="default-src[^>]*>')
SMALL = ARCHIVES / "small"
DECISION = "decisions/2026-11-05-kartlaggning-norra-skolan.md"
ACCOUNT = DECISION.replace(".md", ".redovisning.md")
REPORT = "entries/rapporter/2026-10.md"
DOCS = "docs/hostil.md"
# Every place, and how many payloads are accepted there at least.
PLACES = {
    "body": 120, "struck": 30, "title": 70, "fields": 70, "later": 4, "notes": 120, "report": 120,
    "decision": 120, "account": 120, "docs": 130, "docs heading": 120, "docs title": 3,
    "meeting": 130, "assignment": 130, "label": 130, "source": 3, "mall": 60, "map": 10,
}  # fmt: skip
DAYS = {"2026-09-17": "2026-09-10", "2026-10-15": "2026-10-07"}
ENTRY = """---
organisation: Fastighetsbolaget
problemtyp: Skadegörelse
plats: Norra skolan
datum: {}
{}---
"""
STRUCK = "struken: {datum: 2026-10-20, skäl: Fel hus, av: Säkerhetschef}\n"
FIELDS = """\
stöd från annan: {0}
åtgärder:
  - {vad: {0}, ansvarig: Skolan}
faktorer:
  - {risk: {0}, kontext: Skola}
rättelser:
  - {datum: 2026-10-20, fält: antal, stod: {0}, ska stå: {0}, skäl: {0}, av: Säkerhetschef}
"""
# After the report was adopted, so that it says so; each costs a count of all of the report.
LATER = FIELDS.replace("2026-10-20", "2026-11-04")
FIGURES = """---
organisation: Fastighetsbolaget
slag: Statistik
källa: {}
statistik: {{indikator: Anmälda brott, period: månad}}
---
# Tal {}
Om talen {}.
"""
EXPLAINED = re.compile(r"(?<=förklaring: )[^}\n]+(?=\}?$)")
MAP = "karta: {fil: entries/karta.geojson, nyckel: namn, källa: påhittad, schematisk: ja}\n"
AREA = (
    '{{"type": "Feature", "properties": {{"namn": {}}}, "geometry": {{"type": "Polygon", '
    '"coordinates": [[[15, 60], [16, 60], [16, 61], [15, 60]]]}}}}{}\n'
)
# What a policy stops the browser tells of, and without one it is done: one of each of the two frames.
WAYS = ("site", "export without policy")
# What a page holds that it should not, as the browser has understood it; `known` are our tags and Markdown's.
FOREIGN = """(known) => {
  const found = [];
  for (const one of document.querySelectorAll("*")) for (const at of one.attributes) {
    const leads = /^(href|src|srcset|action|formaction|data|poster|background|xlink:href)$/;
    const value = at.value.replace(/[\\s\\u0000-\\u001f]/g, "").toLowerCase();
    if (/^on/i.test(at.name)) found.push(`${at.name} on ${one.tagName}`);
    if (leads.test(at.name) && /^(javascript|vbscript|data|blob|file):/.test(value))
      found.push(`${at.name}=${value.slice(0, 40)}`);
  }
  for (const one of document.querySelectorAll(".lb svg"))
    if (!one.getAttribute("class")?.startsWith("lb-")) found.push("<svg> that is none of ours");
  for (const one of document.querySelectorAll(".lb *"))
    if (!known.includes(one.tagName.toLowerCase())) found.push(`<${one.tagName}>`);
  if (window.hacked !== undefined) found.push(`hacked: ${window.hacked}`);
  return found;
}"""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a file: a payload in its place, whose words are to stand on a page.

    `written` is the payload as the table has it; `part` the id of the element it stands in.
    """

    text: str
    place: str = ""
    payload: str = ""
    page: str = ""
    part: str = ""
    written: str = ""


@dataclass
class Garden:
    """An archive with a payload in every place."""

    root: Path
    files: dict[str, list[Block]] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    numbers: Iterator[int] = field(default_factory=lambda: count(1000))

    def fill(self, texts: Iterable[str]) -> Iterator[tuple[int, str]]:
        """Yield payloads, each with a number of its own."""
        for text in texts:
            number = next(self.numbers)
            yield number, text.replace("NN", str(number))

    def write(self) -> None:
        """Write all files as they are now."""
        for path, blocks in self.files.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("".join(block.text for block in blocks), encoding="utf-8")

    def sow(self, path: str, place: str, page: str, texts: Iterable[str], form: str) -> None:
        """Write payloads after what stands in a file."""
        file = self.root / path
        start = file.read_text(encoding="utf-8") if file.exists() else "# Sida\n"
        blocks = self.files.setdefault(path, [Block(start + "\n")])
        for written in texts:
            _, text = next(self.fill([written]))
            blocks.append(Block(form.format(text), place, text, page, "", written))

    @property
    def planted(self) -> list[Block]:
        """Return the payloads that stand."""
        return [block for blocks in self.files.values() for block in blocks if block.payload]


@dataclass(frozen=True, slots=True)
class Sifted:
    """The payloads that are accepted, and those of which `check` says that a part is not shown."""

    accepted: list[str]
    told: set[str]


def sift(root: Path, path: str, find: Callable[[Path], Iterable[Problem]]) -> Sifted:
    """Return the payloads that are accepted as a text; `find` says what is found in the file."""
    sieve = Garden(root)
    sieve.sow(path, "", "", ALL, "{}\n\n")
    blocks = sieve.files[path]
    while True:
        sieve.write()
        found = [problem for problem in find(root) if problem.origin.path == path]
        wrong = {p.origin.line for p in found if p.severity is Severity.FEL}
        hidden = {p.origin.line for p in found if "visas inte" in p.text or "visas bara" in p.text}
        line, kept, told = 1, [], set()
        for block in blocks:
            lines = range(line, line := line + block.text.count("\n"))
            if not block.written or wrong.isdisjoint(lines):
                kept.append(block)
            if not hidden.isdisjoint(lines):
                told.add(block.written)
        if not wrong:
            return Sifted([block.written for block in blocks if block.written], told)
        assert len(kept) < len(blocks), wrong
        blocks[:] = kept


def find_in_docs(root: Path) -> Iterable[Problem]:
    """Return what is wrong in the pages of docs/; other pages have no addresses here."""
    try:
        list(build_handwritten(Build(read_once(SMALL), {}), root, {}))
    except ArchiveError as error:
        return error.problems
    return []


def quoted(text: str) -> str:
    """Write a text as a value of a header."""
    return "'" + text.replace("'", "''") + "'"


def plant(garden: Garden, texts: list[str], docs: list[str]) -> None:
    """Put every payload in every place; `texts` and `docs` are those that are accepted there."""
    for kind, payloads, more, written in (
        ("body", texts, "", "# Rubrik {1}\n{0}\n"),
        ("struck", texts[::4], STRUCK, "# Rubrik {1}\n{0}\n"),
        ("title", LINES[::2], "", "# {0}\nText {1}.\n"),
        ("fields", LINES[1::2], FIELDS, "# Rubrik {1}\nText {1}.\n"),
        ("later", LINES[::40], LATER, "# Rubrik {1}\nText {1}.\n"),
    ):
        for written_text in payloads:
            ((number, text),) = garden.fill([written_text])
            meeting = list(DAYS)[number % 2]
            name = f"fastighet-{number}"
            header = ENTRY.format(DAYS[meeting], more.replace("{0}", quoted(text)))
            body = header + written.format(text, number)
            garden.files[f"entries/{meeting}/{name}.md"] = [
                Block(body, kind, text, f"moten/{meeting}.html", name, written_text)
            ]
    decided = f"beslut/{DECISION[10:-3]}.html"
    meeting = "entries/2026-09-17/index.md"
    garden.sow(meeting, "notes", "moten/2026-09-17.html", texts, "{}\n\n")
    garden.sow(REPORT, "report", "rapporter/2026-10.html", texts, "{}\n\n")
    garden.sow(DECISION, "decision", decided, texts, "{}\n\n")
    garden.sow(ACCOUNT, "account", decided, texts, "{}\n\n")
    garden.sow(DOCS, "docs", "hostil.html", docs, "{}\n\n")
    lines = [text for text in docs if "\n" not in text]
    garden.sow(DOCS, "docs heading", "hostil.html", lines, "## {}\n\n")
    for number, text in garden.fill(LINES[::50]):
        garden.files[f"docs/hostil-{number}.md"] = [
            Block(f"# {text}\n\nText.\n", "docs title", text, f"hostil-{number}.html")
        ]
    plant_rows(garden)
    plant_figures(garden)
    plant_mall(garden)


def plant_rows(garden: Garden) -> None:
    """Put the payloads in rows of a meeting's header and a decision's."""
    for place, path, page, after, row in (
        (
            "meeting",
            "entries/2026-10-15/index.md",
            "moten/2026-10-15.html",
            "kommande:\n",
            "  - {{datum: 2026-11-28, vad: {}}}\n",
        ),
        (
            "assignment",
            DECISION,
            f"beslut/{DECISION[10:-3]}.html",
            "uppföljning:\n",
            "  - {{datum: 2026-11-09, status: pågår, text: {}}}\n",
        ),
    ):
        written = garden.files.pop(path, [Block((garden.root / path).read_text(encoding="utf-8"))])
        before, _, behind = written[0].text.partition(after)
        rows = [Block(row.format(quoted(t)), place, t, page) for _, t in garden.fill(LINES)]
        garden.files[path] = [Block(before + after), *rows, Block(behind), *written[1:]]


def plant_figures(garden: Garden) -> None:
    """Put the payloads in a table's labels, and some in the name of its source."""
    page = "moten/2026-10-15.html"
    rows = [
        Block(
            '"{}";1\n'.format(text.replace('"', '""')), "label", text, page, "fastighet-etiketter"
        )
        for _, text in garden.fill(LINES)
    ]
    folder = "entries/2026-10-15"
    garden.files[f"{folder}/fastighet-etiketter.md"] = [Block(FIGURES.format("K", "A", "a"))]
    garden.files[f"{folder}/fastighet-etiketter.csv"] = [Block("Brottstyp;sep 2026\n"), *rows]
    for number, text in garden.fill(LINES[::70]):
        name = f"fastighet-k{number}"
        garden.files[f"{folder}/{name}.md"] = [
            Block(FIGURES.format(quoted(text), number, number), "source", text, page, name)
        ]
        garden.files[f"{folder}/{name}.csv"] = [Block("Brottstyp;aug 2026\nKlotter;1\n")]


def plant_mall(garden: Garden) -> None:
    """Put the payloads in what the mall explains, and in the names of a map."""
    text = (garden.root / "entries/mall.yml").read_text(encoding="utf-8")
    payloads = garden.fill(LINES)
    blocks = []
    for line in text.splitlines(keepends=True):
        found = EXPLAINED.search(line)
        payload = next(payloads)[1] if found else ""
        changed = EXPLAINED.sub(lambda _, p=payload: quoted(p), line) if found else line
        blocks.append(Block(changed, "mall" if found else "", payload, "mallen.html"))
    garden.files["entries/mall.yml"] = [*blocks, Block(MAP)]
    areas = [
        Block(AREA.format(json.dumps(text, ensure_ascii=False), ","), "map", text)
        # Finding room for a name costs the most of all.
        for _, text in garden.fill(LINES[::12])
    ]
    garden.files["entries/karta.geojson"] = [
        Block('{"type": "FeatureCollection", "features": [\n'),
        *areas,
        *(Block(AREA.format(json.dumps(n), ",")) for n in ("Centrum", "Norra skolan")),
        Block(AREA.format('"Stora torget"', "") + "]}\n"),
    ]


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Garden:
    """Return the archive; what is refused does not stand in it."""
    folder = tmp_path_factory.mktemp("hostile")
    sieve = folder / "sieve"
    shutil.copytree(SMALL, sieve)
    texts = sift(sieve, REPORT, lambda root: load_archive(root).problems)
    docs = sift(sieve, DOCS, lambda root: [*check_beside(root), *find_in_docs(root)])
    made = Garden(copy_archive("small", folder / "arkiv"))
    made.told = texts.told
    plant(made, texts.accepted, docs.accepted)
    made.write()
    return made


@pytest.fixture(scope="module")
def built(garden: Garden) -> dict[str, Tree]:
    """Build the archive, and copy the export's pages without their policy."""
    folders = {"site": garden.root / "site", "export": garden.root.parent / "export"}
    pages = build_site(garden.root)
    with written_from(pages):
        done = build_in(garden.root)
        assert done.exit_code == 0, done.stdout + done.stderr
        export.write_export(garden.root, folders["export"])
    folders[WAYS[1]] = bare = garden.root.parent / "bare"
    shutil.copytree(folders["export"], bare)
    for page in bare.rglob("*.html"):
        text, times = POLICY.subn("", page.read_text(encoding="utf-8"))
        assert times == 1, page
        page.write_text(text, encoding="utf-8")
    return {name: read_tree(folder) for name, folder in folders.items()}


KNOWN = [
    *(
        "a",
        "b",
        "blockquote",
        "br",
        "button",
        "caption",
        "code",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
    ),
    *("em", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "input", "kbd"),
    *(
        "label",
        "li",
        "nav",
        "noscript",
        "ol",
        "option",
        "p",
        "path",
        "pre",
        "s",
        "section",
        "select",
    ),
    *("span", "strong", "summary", "svg", "table", "tbody", "td", "text", "th", "thead", "time"),
    *("tr", "ul"),
]
# The forms alone have these of their own.
FORMS = ("rapportera.html", "anteckna.html")
OF_FORM = [*KNOWN, "fieldset", "legend", "link", "optgroup", "template", "textarea"]


def visit(browser: Browser, tree: Tree, addresses: Iterable[str]) -> list[str]:
    """Open pages, let them begin what they would show, and return what should not have happened."""
    context = browser.new_context()
    page = context.new_page()
    steps = context.new_cdp_session(page)
    home, seen = tree.folder.as_uri(), []
    page.on("dialog", lambda dialog: (seen.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("console", lambda line: seen.append(line.text) if line.type == "error" else None)
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((home, "data:")) else seen.append(request.url)
        ),
    )
    for address in addresses:
        page.goto(f"{home}/{address}")
        # An animation begins in one step and is told of in the next.
        for _ in range(2):
            steps.send("HeadlessExperimental.beginFrame", {"noDisplayUpdates": True})
        seen += [
            f"{address}: {found}"
            for found in page.evaluate(FOREIGN, OF_FORM if address in FORMS else KNOWN)
        ]
        assert page.url == f"{home}/{address}"
    context.close()
    return seen


@pytest.mark.parametrize("way", WAYS)
def test_nothing_that_is_written_does_anything(
    garden: Garden, built: dict[str, Tree], undrawn: Browser, way: str
) -> None:
    tree = built[way]
    # What is not written in an archive is opened by other tests.
    planted = {block.page for block in garden.planted}
    addresses = [
        address
        for address in tree.addresses
        if address in planted or "hacked" in (tree.folder / address).read_text("utf-8")
    ]
    assert_none(visit(undrawn, tree, addresses))


# What each kind of harm is seen as, where the policy stops it and where there is none.
HARM = {
    "<img src=x onerror=alert(1)>": ("inline event handler", "dialog"),
    "<script>window.hacked = 1</script>": ("inline script", "hacked: 1"),
    '<img src="https://example.invalid/1.png">': ("https://example.invalid/1.png",) * 2,
    '<a href="#_top" onclick="1">x</a>': ("onclick on A",) * 2,
    '<a href="javascript:1">x</a>': ("href=javascript:",) * 2,
    "<iframe></iframe>": ("<IFRAME>",) * 2,
    "<svg></svg>": ("<svg> that is none of ours",) * 2,
}


@pytest.mark.parametrize("way", WAYS)
def test_what_would_do_something_is_seen(
    garden: Garden, built: dict[str, Tree], undrawn: Browser, tmp_path: Path, way: str
) -> None:
    """Were the payloads written into a page as they stand, each kind of harm would be noted."""
    shutil.copytree(built[way].folder, tmp_path, dirs_exist_ok=True)
    page = (tmp_path / "om.html").read_text(encoding="utf-8")
    (tmp_path / "om.html").write_text(page.replace("<footer", f"{''.join(HARM)}<footer"))
    seen = "\n".join(visit(undrawn, Tree(tmp_path, {}, frozenset()), ["om.html"]))
    found = [signs[WAYS.index(way)] for signs in HARM.values()]
    assert [sign for sign in found if sign not in seen] == []


def test_no_word_that_is_accepted_is_lost(garden: Garden, built: dict[str, Tree]) -> None:
    """In the place where it was written; a link's address counts, for the reader can see it."""
    for way in ("site", "export"):
        parts: dict[tuple[str, str], set[str]] = {}
        for page in built[way].pages:
            assert page.article, page.address
            for element in [page.article, *page.article.walk()]:
                if element is page.article or "id" in element.attributes:
                    part = "" if element is page.article else element.attributes["id"]
                    parts[page.address, part] = words_of(element)
        assert_none(
            f"{way}: {block.place}: {block.payload}: {lost}"
            for block in garden.planted
            if block.page
            and block.written not in garden.told
            and (lost := find_lost(block.payload, parts[block.page, block.part]))
        )


def find_lost(payload: str, shown: set[str]) -> set[str]:
    """Return the words of a payload that are not shown, neither as written nor with signs read."""
    written, read = (set(WORD.findall(text)) for text in (payload, html.unescape(payload)))
    return set() if written <= shown else read - shown


def words_of(element: Element) -> set[str]:
    """Return the words of an element, and those of the addresses it links to.

    Those of neighbouring elements meet; those of a mark within a word do not.
    """
    pieces = [piece for one in element.walk() for piece in one.children if isinstance(piece, str)]
    links = [unquote(one.attributes.get("href", "")) for one in element.walk()]
    return set(WORD.findall(f"{element.text} {' '.join([*pieces, *links])}".replace("\u00ad", "")))


def test_every_kind_is_tried_and_most_are_accepted(garden: Garden) -> None:
    assert len(ALL) >= 99
    placed = Counter(block.place for block in garden.planted)
    assert len(placed) == len(PLACES)
    for place, fewest in PLACES.items():
        assert placed[place] >= fewest, (place, placed)
