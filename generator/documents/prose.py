"""Participants' Markdown as plain nodes: what a typesetter sets, and nothing that it could run.

A node is a dict with its `kind`. Blocks: `p`, `h` (with `level`), `list` (`items`, and `start` where it
is numbered), `quote`, `code`, `rule`, `table` (`head`, `rows`, `align`). On a line: `text`, `strong`,
`em`, `s`, `code`, `link` (`to`) and `br`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from generator.article.markdown import SCHEMES, parse_blocks
from generator.records import split_sections

Node: TypeAlias = dict[str, Any]
Clean: TypeAlias = Callable[[str], str]
LOWEST = 6
MARKS = {"strong": "strong", "em": "em", "s": "s"}


def parse_prose(markdown: str, part: str | None, top: int, clean: Clean) -> list[Node]:
    """Return a text, or a part of it, as blocks whose highest heading has level `top`.

    No heading is more than a level below the one before it. `clean` makes words fit to be set.
    """
    tokens = parse_blocks(markdown)
    if part is not None:
        tokens = split_sections(tokens)[part].blocks
    lower_headings(tokens, top)
    return Reader(clean).blocks(SyntaxTreeNode(tokens).children)


def lower_headings(tokens: Sequence[Token], top: int) -> None:
    """Give the headings the levels from `top` on, without leaps."""
    heads = [token for token in tokens if token.type == "heading_open"]
    least = min((int(token.tag[1]) for token in heads), default=1)
    before = top - 1
    for token in heads:
        before = min(int(token.tag[1]) - least + top, before + 1, LOWEST)
        token.tag = f"h{before}"


class Reader:
    """Turns a tree of Markdown into nodes."""

    def __init__(self, clean: Clean) -> None:
        self.clean = clean

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> list[Node]:
        """Return blocks as nodes."""
        return [self.block(node) for node in nodes]

    def block(self, node: SyntaxTreeNode) -> Node:
        """Return a block as a node."""
        match node.type:
            case "paragraph":
                return {"kind": "p", "line": self.line(node)}
            case "heading":
                return {"kind": "h", "level": int(node.tag[1]), "line": self.line(node)}
            case "bullet_list" | "ordered_list":
                start = node.attrs.get("start", 1) if node.type == "ordered_list" else None
                items = [self.blocks(item.children) for item in node.children]
                return {"kind": "list", "start": start, "items": items}
            case "blockquote":
                return {"kind": "quote", "blocks": self.blocks(node.children)}
            case "hr":
                return {"kind": "rule"}
            case "table":
                return self.table(node)
        lines = node.content.rstrip("\n").split("\n")
        return {"kind": "code", "lines": [self.clean(line) for line in lines]}

    def table(self, node: SyntaxTreeNode) -> Node:
        """Return a table as a node; a cell is a line."""
        rows = [row.children for part in node.children for row in part.children]
        styles = [str(cell.attrs.get("style", "")) for cell in rows[0]]
        align = [style.removeprefix("text-align:") or "left" for style in styles]
        head, *others = [[self.line(cell) for cell in row] for row in rows]
        return {"kind": "table", "align": align, "head": head, "rows": others}

    def line(self, node: SyntaxTreeNode) -> list[Node]:
        """Return what stands on a block's line."""
        return [one for child in node.children for one in self.inline(child)]

    def inline(self, node: SyntaxTreeNode) -> Iterator[Node]:
        """Yield what an inline node holds; a link that leads nowhere outside is its words."""
        match node.type:
            case "inline":
                yield from self.line(node)
            case "softbreak":
                yield {"kind": "text", "text": " "}
            case "hardbreak":
                yield {"kind": "br"}
            case "code_inline":
                yield {"kind": "code", "text": self.clean(node.content)}
            case "link":
                to = str(node.attrs.get("href", ""))
                if to.partition(":")[0].lower() in SCHEMES:
                    yield {"kind": "link", "to": to, "line": self.line(node)}
                else:
                    yield from self.line(node)
            case name if name in MARKS:
                yield {"kind": MARKS[name], "line": self.line(node)}
            case _:
                yield {"kind": "text", "text": self.clean(node.content)}
