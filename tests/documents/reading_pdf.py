"""A PDF as a screen reader has it: its tags in their order, with their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

BLOCKS = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "TH", "TD", "LBody", "Lbl", "Caption", "Div"}
BLOCKS |= {"Figure", "Table", "TR", "L", "LI", "BlockQuote", "Document", "Code"}


@dataclass
class Tag:
    """A tag: its name, what is told of it, and its words and tags in their order."""

    name: str
    about: Any
    inside: list[Tag | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words within; blocks are apart."""
        parts = (
            one if isinstance(one, str) else f" {one.text} " if one.name in BLOCKS else one.text
            for one in self.inside
        )
        return "".join(parts)

    def walk(self) -> Iterator[Tag]:
        """Yield the tag and all within it, in their order."""
        yield self
        for one in self.inside:
            if isinstance(one, Tag):
                yield from one.walk()

    @property
    def spoken(self) -> Tag:
        """The tag without pictures, whose words stand in their tables, and marks and numbers of items."""
        kept = [
            one if isinstance(one, str) else one.spoken
            for one in self.inside
            if isinstance(one, str) or not (one.name == "Figure" or one.is_mark)
        ]
        return Tag(self.name, self.about, kept)

    @property
    def is_mark(self) -> bool:
        """Whether it is the mark or the number of an item."""
        return self.name == "Lbl" and re.fullmatch(r"\W*\d*\W*", self.text) is not None


def read_tags(raw: bytes) -> Tag:
    """Return the root of a PDF's tags."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        words = {page.obj.objgen: read_marked(page) for page in pdf.pages}
        (root,) = as_list(pdf.Root.StructTreeRoot.K)
        return read_tag(root, words, None)


def read_tag(element: Any, words: dict[Any, dict[Any, str]], page: Any) -> Tag:
    """Return a tag with what it holds."""
    page = element.get("/Pg", page)
    about = {
        str(key): str(value)
        for key, value in element.items()
        if key in ("/Alt", "/A", "/ActualText")
    }
    tag = Tag(str(element.S).removeprefix("/"), about)
    for kid in as_list(element.get("/K", [])):
        if isinstance(kid, int):
            tag.inside.append(words[page.objgen].get(kid, ""))
        elif kid.get("/Type") == "/MCR":
            tag.inside.append(words[kid.Pg.objgen].get(int(kid.MCID), ""))
        elif kid.get("/Type") != "/OBJR":
            tag.inside.append(read_tag(kid, words, page))
    return tag


def as_list(found: Any) -> list[Any]:
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def read_marked(page: Any) -> dict[Any, str]:
    """Return a page's words by the number of their mark; what is set outside the tags has none.

    Where a mark says what it is read as, that is what is read: a hyphen at a line's end as a soft one.
    """
    found: dict[Any, list[str]] = {}
    marks: list[tuple[Any, bool]] = []

    def add(text: str) -> None:
        mark = next((one for one, _ in reversed(marks) if one is not None), None)
        found.setdefault(mark, []).append(text)

    def read(stream: Any, resources: Any) -> None:
        letters: dict[int, str] = {}
        for instruction in pikepdf.parse_content_stream(stream):
            operands, operator = instruction.operands, str(instruction.operator)
            if operator in ("BDC", "BMC"):
                told = operands[1] if len(operands) > 1 else None
                about = told if isinstance(told, pikepdf.Dictionary) else pikepdf.Dictionary()
                if "/ActualText" in about:
                    add(str(about.ActualText))
                marks.append(
                    (int(about.MCID) if "/MCID" in about else None, "/ActualText" in about)
                )
            elif operator == "EMC":
                marks.pop()
            elif operator == "Tf":
                letters = read_letters(resources.Font[str(operands[0])])
            elif operator in ("Tj", "TJ") and not any(said for _, said in marks):
                for one in operands[0] if operator == "TJ" else operands:
                    if isinstance(one, pikepdf.String):
                        codes = bytes(one)
                        pairs = (codes[at : at + 2] for at in range(0, len(codes), 2))
                        add("".join(letters[int.from_bytes(pair, "big")] for pair in pairs))
            elif operator == "Do":
                inner = resources.XObject[str(operands[0])]
                if inner.Subtype == "/Form":
                    read(inner, inner.get("/Resources", resources))

    read(page.obj, page.obj.Resources)
    return {mark: "".join(parts) for mark, parts in found.items()}


def read_letters(font: Any) -> dict[int, str]:
    """Return the letters of a font by their code."""
    found: dict[int, str] = {}
    table = font.ToUnicode.read_bytes().decode("ascii")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = bytes.fromhex(text).decode("utf-16-be")
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                found[code] = start[:-1] + chr(ord(start[-1]) + step)
    return found
