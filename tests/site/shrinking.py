"""The form's scripts made small: `make form` writes what the sources beside them give.

They are kept beside the sources, so that a site is built without the tool that makes them, which
is not to be had for every computer.
"""

from __future__ import annotations

from generator.pages.form.build import HERE, SCRIPTS

# The first two know no page, so that they can be tested alone; the last is loaded when asked for.
PARTS = (("guard.js", "entry.js", "page.js"), ("lead.js",))


def shrink(parts: tuple[str, ...]) -> str:
    """Return the script of some parts, without blanks, comments and long names of its own."""
    import minify

    source = "".join((HERE / name).read_text("utf-8") for name in parts)
    return minify.string("application/javascript", source) + "\n"


if __name__ == "__main__":
    for script, parts in zip(SCRIPTS, PARTS, strict=True):
        (HERE / script).write_text(shrink(parts), encoding="utf-8", newline="\n")
