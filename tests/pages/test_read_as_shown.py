"""What `check` accepts of a text stands on its page: every word, and every sign before a number."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from generator.article.markdown import name_parts, render_text
from generator.problems import Problem, Severity
from generator.records.checks import texts
from generator.records.files.markdown import is_prose
from generator.records.files.source import Source
from tests.places import load_cases

CASES = load_cases(Path(__file__).with_name("shown.yml"))
WORD = re.compile(r"[^\W_]+")
PLAIN_CODE = re.compile(r"&(?:amp|lt|gt|#65|#42);")
SIGNED = re.compile(r"(?<!\S)(?:\+|>=) ?\d+")
SEED, ROUNDS = 20261129, 700
# Every place where Markdown may take something for itself; `W` is a word of its own each time.
LINES = (
    "W W W.", "W *W* W **W** _W_ __W__", "*W W", "W* W **W", r"W \*W\* \W W\\W \#W", "W `W` ``W`W``", "`W",
    "# W", "## W", "## W ##", "### W #W", "#W", "W\n===", "W\n---", "---", "***", "W\\", "W  ", "\\",
    "- W", "- W\n- W", "* W\n  W", "+ W", "+ 5W", "+ 7 W", "- 3 W", "- 3", "-W\n-W", "> W", "> 5 W", ">= 5 W", ">5",
    "1. W", "1. W\n2. W", "1. W\n1. W", "3. W\n1. W", "1) W\n2) W", "2) W", "1. 3. 2. W", "0. W", "007. W", "12. W", "1986. W",
    "• W", "• W • W", "W: • W • W", "o W\no W", "➢ W\n✓ W", "§ W", "a) W\nb) W", "–W\n–W", "1)W\n2)W",
    "``` W W\nW\n```", "~~~ W\nW\n~~~", "```\nW\n```", "~~~~\nW ## W\n## W\n~~~~", "```W W```", "```", "    W W", "\tW",
    "| W | W |\n|---|---|\n| W | W |", "| W | W |\n|---|---|\n| W | W | W |", "| W | W |\n|:-:|--:|\n| W |", "W | W\n--- | ---\nW | W | + 4 | W",
    "| W | W |\n|---|\n| W | W |", r"| W | W |" + "\n|---|---|\n" + r"| W \| W | W |", "| `W|W` | W |\n|---|---|\n| W | `W|W` |", "W\tW\tW\nW\tW\tW",
    "[W](https://a.example/W)", '[W](https://a.example "W W")', "[W](<https://a.example/W> 'W')", "[W](javascript:W)", "[W](W.md)",
    "[W][kalla]", "[kalla]", "[kalla][]", "[W]", "[W]: https://a.example/W", '[kalla]: https://a.example/W "W"', "[kalla]: https://a.example/W",
    "[W]:\nhttps://a.example/W\n'W\nW'", "![W](https://a.example/W)", "<https://a.example/W>", "<W@a.example>", "https://a.example/?W=1&amp;W=2",
    "<pre>", "</pre>", "<!-- W -->", "<!--", "-->", "<script>W</script>", "<W>", "<b>W</b>", "<details>", "</details>", "<![CDATA[W]]>", "<?W?>",
    "&nbsp;W&nbsp;", "W&#65;W", "&auml;W", "&amp;W;", "&W;", "&lt;W&gt;", "`&nbsp;W`", "&copy W", r"\\W\W\\", "S:\\W\\", "{{ W }}", "{: .W}", "[^W]: W", "W[^1]", "~~W~~",
    "(*) W (*) W", "5*3*2 W", "W_W_W", "__W__W", "W\u00a0W", "W:  W", ": W", "[ ] W", "- [ ] W", "$W$", "*[W]: W", "Term\n: W",
)  # fmt: skip
# What a text of plain words may hold, and what is nearly so.
NEARLY_PROSE = (
    *'oüØai\n\n  1.)-–:A"”%/=;,',
    "Vi ",
    "på ",
    "två\n",
    "www.a.se",
    " o A",
    "1. ",
    "a) ",
    "\no ",
    "\nØ ",
    "&",
)
SIGNS = (
    *("W", "W ", " W", "\n", "\n\n") * 6, *"[]()<>\"'!*_`~|\\:#-+=&;/.^{}", "](", "]: ", "](https://a.example/", ' "', '")', "```", "~~~",
    "\n- ", "\n> ", "\n1. ", "\n2) ", "\n|", "|\n|---|\n|", "|\n", "\n    ", "\n## ", "**", "&#65;", "&nbsp;", "\\\n", "  \n", "https://", "<https://a.example/",
    "[kalla]", "\n[kalla]: https://a.example/", " 5", "\n===\n", "\n---\n", "\t", "\u00a0",
)  # fmt: skip
BEFORE = ("", "", "", "", "", "> ", "- ", "  ", "1. ", "   ")


class Words(HTMLParser):
    """The words that a page shows, the addresses it leads to, and the numbers of its lists."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.numbers: list[int | None] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag in ("p", "li", "td", "th", "br", "h2", "h3", "h4", "h5", "h6", "pre", "tr"):
            self.found.append("\n")
        if tag in ("ul", "ol"):
            self.numbers.append(int(given.get("start") or 1) if tag == "ol" else None)
        if tag == "li" and (number := self.numbers[-1]) is not None:
            self.found.append(f"{number}. ")
            self.numbers[-1] = number + 1
        if href := given.get("href"):
            self.found.append(f" {href} {unquote(href)} ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.numbers.pop()

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def write_texts(seed: int, rounds: int) -> Iterator[str]:
    """Yield texts of what Markdown takes for its own, no word of them twice."""
    choose = random.Random(seed)
    for turn in range(rounds):
        text = write_signs(choose) if turn % 2 else write_lines(choose)
        yield "".join(
            f"ord{number}{part}" if number else part for number, part in enumerate(text.split("W"))
        )


def write_lines(choose: random.Random) -> str:
    blocks = []
    for _ in range(choose.randint(1, 5)):
        before = choose.choice(BEFORE)
        lines = choose.choice(LINES).split("\n")
        rest = "  " if before.strip() and before != "> " else before
        blocks.append("\n".join([before + lines[0], *(rest + line for line in lines[1:])]))
    return "".join(block + choose.choice(("\n", "\n\n")) for block in blocks)


def write_signs(choose: random.Random) -> str:
    return "".join(choose.choices(SIGNS, k=choose.randint(3, 24)))


def read(body: str) -> Source:
    body = f"# Rubrik\n{body}"
    return Source("a.md", f"---\n---\n{body}", body=body, body_line=3)


def judge(body: str) -> list[Problem]:
    source = read(body)
    return [problem for rule in texts.RULES for problem in rule(source)]


def shown_as_entry(source: Source) -> str:
    return "".join(Words(render_text(source.text)).found)


def shown_as_decision(source: Source) -> str:
    text = source.text
    parts = [
        f"{title}\n{''.join(Words(render_text(text, part=name)).found)}"
        for name, title in name_parts(text).items()
    ]
    return "\n".join(parts)


def find_lost(body: str, shown: str) -> list[str]:
    """Return the words of a text, and the signed numbers, that its page does not show."""
    # A code of plain text is shown as its sign, or as it is where nothing is Markdown.
    plain, shown = (
        PLAIN_CODE.sub(lambda code: unescape(code[0]), text)
        for text in (re.sub(r"\[kalla\]:?", " ", body), shown)
    )
    written = Counter(WORD.findall(plain.casefold()))
    words = written - Counter(WORD.findall(shown.casefold()))
    signs = Counter(SIGNED.findall(plain)) - Counter(SIGNED.findall(shown))
    return [*words, *signs]


@pytest.mark.parametrize("case", CASES["taken"], ids=lambda case: repr(case["text"]))
def test_what_is_taken_is_said_and_the_advice_keeps_it(case: dict[str, Any]) -> None:
    (problem, *others) = [found for found in judge(case["text"]) if "HTML" not in found.text]
    assert case["says"] in problem.text
    assert others == []
    assert problem.severity is (Severity.FEL if case.get("fel") else Severity.VARNING)
    assert problem.paste == case.get("paste", "")
    if problem.paste and not problem.paste.endswith(("```", "~~~~")):
        shown = shown_as_entry(read(problem.paste))
        assert find_lost(unescape(case["text"]), shown) == case.get("lost", [])


@pytest.mark.parametrize("text", CASES["sound"])
def test_nothing_is_said_of_what_loses_nothing(text: str) -> None:
    assert judge(text) == []
    assert find_lost(text.replace("[vi]", ""), shown_as_entry(read(text))) == []


def test_what_is_accepted_is_shown() -> None:
    accepted, lost = 0, []
    for body in write_texts(SEED, ROUNDS):
        if judge(body):
            continue
        accepted += 1
        source = read(body)
        for show in (shown_as_entry, shown_as_decision):
            if gone := find_lost(body, show(source)):
                lost.append((show.__name__, body, gone))
    assert lost == []
    assert accepted > ROUNDS / 10


def test_a_text_that_passes_for_plain_words_has_nothing_to_say_of_it() -> None:
    choose = random.Random(7)
    plain = 0
    for _ in range(60_000):
        text = "".join(choose.choices(NEARLY_PROSE, k=choose.randint(2, 14))).strip()
        if not is_prose(text):
            continue
        plain += 1
        source = read(text)
        assert [p for rule in texts.MARKDOWN_RULES for p in rule(source)] == [], text
        assert shown_as_entry(source).split() == text.split(), text
    assert plain > 2_000
