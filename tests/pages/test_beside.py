"""What stands beside the records: of docs/ only pages and images, and no links anywhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.pages.base.build import Build
from generator.pages.base.page import Page, pack
from generator.pages.handwritten.beside import OWN as ALWAYS_OWN
from generator.pages.handwritten.beside import check_beside
from generator.pages.handwritten.build import build_handwritten
from generator.pages.site import BUILDERS, build_site, gather
from generator.problems import ArchiveError
from generator.records import read_archive
from tests.places import ARCHIVES, ROOT, load_cases
from tests.site.building import commit_all, run_git

CASES = load_cases(Path(__file__).parent / "docs.yml")
ArchiveWith = Callable[..., Path]


def write(root: Path, path: str, text: str | bytes = "# Ny\n") -> None:
    """Write a file and the folders it stands in."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(text if isinstance(text, bytes) else text.encode())


def say_problems(root: Path) -> list[str]:
    """Return what is said of what stands beside the records."""
    return [str(problem) for problem in check_beside(root)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['path']}: {case.get('said')}")
def test_docs_holds_pages_and_images(tmp_path: Path, case: dict[str, Any]) -> None:
    text = case["latin1"].encode("latin-1") if "latin1" in case else case["text"].encode()
    write(tmp_path, case["path"], text * case.get("again", 1))
    said = say_problems(tmp_path)
    if "said" not in case:
        assert said == []
        return
    (line,) = said
    assert line.startswith(f"{case['path'].replace(chr(10), '?')}:")
    assert case["said"] in line


def test_the_projects_own_docs_are_as_they_should_be() -> None:
    assert say_problems(ROOT) == []


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("docs/ny.md", "sa-rapporterar-du.md"),
        ("docs/ny.md", "/etc/hostname"),
        ("docs/env.txt", "/proc/self/environ"),
        ("docs/bild.png", "../entries/mall.yml"),
        ("docs/mapp", "/etc"),
        ("docs/slinga", ".."),
        ("docs/slinga.md", "slinga.md"),
        ("docs/borta.md", "finns-inte.md"),
        ("docs", "/etc"),
    ],
)
def test_no_link_leads_out_of_docs_or_into_it(tmp_path: Path, path: str, target: str) -> None:
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).symlink_to(target)
    (said,) = say_problems(tmp_path)
    assert said.startswith(f"{path}:1:1: Det här är en länk")


def test_a_pipe_and_an_odd_name_are_said_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    os.mkfifo(tmp_path / "docs/ny.md")
    write(tmp_path, os.fsdecode(b"docs/h\xf6st.md"))
    pipe, name = sorted(say_problems(tmp_path), reverse=True)
    assert pipe.startswith("docs/ny.md:1:1: Det här är ingen vanlig fil")
    assert name.startswith("docs/h?st.md:1:1: Namn får bara ha")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("site", "Filen är en länk"),
        ("entries/2026-11-12/polisen-x.md", "Filen är en länk"),
        ("generator", "Filen är en länk"),
        (".cache/lagesbild/0f.svg", "skrivs av ett bygge"),
        ("site/index.html", "skrivs av ett bygge"),
    ],
)
def test_what_comes_with_a_clone_is_checked(tmp_path: Path, path: str, said: str) -> None:
    write(tmp_path, "README.md")
    write(tmp_path, "viktigt/spara.txt")
    if "länk" in said:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).symlink_to(tmp_path / "viktigt")
    else:
        write(tmp_path, path)
    assert say_problems(tmp_path) == []  # not yet in Git
    commit_all(tmp_path, "2026-12-01")
    (problem,) = say_problems(tmp_path)
    assert problem.startswith(f"{path}:1:1: ")
    assert said in problem


def test_a_page_says_which_links_would_vanish(tmp_path: Path) -> None:
    write(tmp_path, "docs/ny.md", "# Ny sida\n\n" + "[" * 20 + "[text](rapportera.html)\n")
    (said,) = say_problems(tmp_path)
    assert said.startswith("docs/ny.md:3:1: text: Fler än 20 hakparenteser är öppna samtidigt")
    write(tmp_path, "docs/ny.md", "# Ny sida\n\n" + "[" * 19 + "[text](rapportera.html)\n")
    assert say_problems(tmp_path) == []


@pytest.mark.parametrize("name", ["site", "export", ".cache", ".venv", "build", ".idea"])
def test_git_passes_by_a_link_in_the_place_of_what_is_built(tmp_path: Path, name: str) -> None:
    """A pattern that ends with a slash matches folders alone."""
    shutil.copyfile(ROOT / ".gitignore", tmp_path / ".gitignore")
    write(tmp_path, "viktigt/spara.txt")
    (tmp_path / name).symlink_to("viktigt")
    commit_all(tmp_path, "2026-12-01")
    assert name not in run_git(tmp_path, "ls-files").splitlines()


def test_check_says_it_too(archive_with: ArchiveWith) -> None:
    root = archive_with(files={"docs/sida.html": "<script>x</script>", "docs/ny.md": "---\n"})
    done = CliRunner().invoke(main, ["check", str(root)], catch_exceptions=False)
    assert done.exit_code == 1
    assert done.output.startswith("2 fel:\ndocs/ny.md:1:1: ")
    only = CliRunner().invoke(main, ["check", str(root / "docs/ny.md")], catch_exceptions=False)
    assert "1 fel" in only.output


def test_nothing_is_built_beside_what_is_wrong(archive_with: ArchiveWith) -> None:
    root = archive_with(files={"docs/sida.html": "<script>x</script>"})
    with pytest.raises(ArchiveError, match="tar bara emot sidor"):
        build_site(root)


def known(*addresses: str) -> dict[str, Page]:
    """Return pages of the archive's own, each with one part."""
    return {address: Page(address, address, pack('<p id="_del">Del</p>')) for address in addresses}


def build_docs(root: Path, *addresses: str) -> dict[str, Page]:
    """Build an archive's hand-written pages, beside its own at some addresses."""
    build = Build(read_archive(ARCHIVES / "small"), {})
    return {page.address: page for page in build_handwritten(build, root, known(*addresses))}


OWN = ("index.html", "moten/2026-10-15.html", "atgarder.html")


@pytest.mark.parametrize("address", OWN)
def test_no_hand_written_page_takes_an_address(tmp_path: Path, address: str) -> None:
    path = f"docs/{address.removesuffix('.html')}.md"
    write(tmp_path, path, "# Falsk sida\n\nInget har hänt.\n")
    write(tmp_path, "docs/ny.md")
    with pytest.raises(ArchiveError) as raised:
        build_docs(tmp_path, *OWN)
    (problem,) = raised.value.problems
    assert str(problem).startswith(f"{path}:1:1: ")
    assert address in problem.text


@pytest.mark.parametrize("address", sorted(ALWAYS_OWN))
def test_check_names_a_page_where_the_archive_always_has_its_own(
    tmp_path: Path, address: str
) -> None:
    path = f"docs/{address.removesuffix('.html')}.md"
    write(tmp_path, path, "# Falsk sida\n\nInget har hänt.\n")
    write(tmp_path, "docs/ny.md")
    (problem,) = check_beside(tmp_path)
    assert str(problem).startswith(f"{path}:1:1: ")
    assert address in problem.text


def test_check_knows_every_page_that_has_no_records_name() -> None:
    build = Build(read_archive(ARCHIVES / "empty"), {})
    built = {page.address for builder in BUILDERS for page in builder(build)}
    assert {one for one in built if "/" not in one or one.endswith("/index.html")} == {
        *ALWAYS_OWN
    } - {"404.html"}


def test_two_pages_of_one_address_are_a_fel() -> None:
    one, other = Page("a.html", "En", b"", file="entries/a.md"), Page("a.html", "Två", b"")
    with pytest.raises(ArchiveError, match=r'"En" och "Två".*a\.html'):
        gather([one, Page("b.html", "Tre", b""), other])
    assert list(gather([one])) == ["a.html"]


@pytest.mark.parametrize(
    ("written", "href"),
    [
        ("annan.md", "annan.html"),
        ("annan.md#_sa-gor-du", "annan.html#_sa-gor-du"),
        ("#_om-det-har", "#_om-det-har"),
        ("djup/ned.md", "djup/ned.html"),
        ("djup/../annan.md", "djup/../annan.html"),
        ("atgarder.html", "atgarder.html"),
        ("moten/2026-10-15.html#_del", "moten/2026-10-15.html#_del"),
        ("https://example.org/a.md", "https://example.org/a.md"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_a_link_leads_to_the_page(tmp_path: Path, written: str, href: str) -> None:
    write(tmp_path, "docs/ny.md", f"# Ny\n\n## Om det här\n\nSe [sidan]({written}).\n")
    write(tmp_path, "docs/annan.md", "# Annan\n\n## Så gör du\n")
    write(tmp_path, "docs/djup/ned.md", "# Djup\n\n[upp](../annan.md)\n")
    pages = build_docs(tmp_path, *OWN)
    assert f'href="{href}"' in pages["ny.html"].html
    assert 'href="../annan.html"' in pages["djup/ned.html"].html


@pytest.mark.parametrize(
    "written",
    [
        "finns-inte.md",
        "öppettider.md",
        "<två ord.md>",
        "a&b.md",
        "a%20b.md",
        "../utanför.md",
        "../../entries/mall.yml",
        "/index.html",
        "//example.org/a.md",
        "bilaga.pdf",
        "annan.md#_finns-inte",
        "#_finns-inte",
        "atgarder.html#_finns-inte",
        "annan.md?a=b",
        "%",
        "annan.md%00",
        "blob:https://example.org/a",
        "tel:112",
    ],
)
def test_a_link_that_leads_nowhere_is_named_by_its_line(tmp_path: Path, written: str) -> None:
    # The words of the address stand in the text before it, too.
    words = written.strip("<>")
    write(tmp_path, "docs/ny.md", f"# Ny\n\nText {words}.\n\nSe [sidan]({written}).\n")
    write(tmp_path, "docs/annan.md", "# Annan\n\n[också](borta.md)\n")
    with pytest.raises(ArchiveError) as raised:
        build_docs(tmp_path, *OWN)
    other, problem = raised.value.problems
    assert str(other).startswith("docs/annan.md:3:1: Länken ")
    assert str(problem).startswith("docs/ny.md:5:1: Länken ")
    assert "leder ingenstans" in problem.text


def test_headings_of_one_name_have_an_id_each(tmp_path: Path) -> None:
    text = (
        "# Om\n\n## Exempel\n\n### Exempel\n\n## ???\n\n## ???\n\n## Ansvar\n\n[ned](#_exempel-2)\n"
    )
    for name in ("ny", "om"):
        write(tmp_path, f"docs/{name}.md", text)
    pages = build_docs(tmp_path)
    anchors = [heading.anchor for heading in pages["ny.html"].headings]
    assert anchors == ["_exempel", "_exempel-2", "_del", "_del-2", "_ansvar"]
    # The page about the archive has headings of its own.
    anchors = [heading.anchor for heading in pages["om.html"].headings]
    assert len(anchors) == len(set(anchors))
    assert {"_ansvar", "_ansvar-2"} <= set(anchors)
