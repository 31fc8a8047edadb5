"""What every page stands on: what a build knows, the page itself, its templates and its policy."""

from generator.pages.base.build import Build
from generator.pages.base.page import (
    Link,
    Page,
    pack,
    read_scripts,
    squeeze,
    with_policy,
)
from generator.pages.base.post_words import (
    EXAMPLE,
    FIXED,
    GONE_TITLE,
    note_good,
    say_good,
    say_never,
    say_posts,
    say_uncounted,
    title_of,
)
from generator.pages.base.reading import Reader, one_line
from generator.pages.base.templating import (
    TEMPLATES,
    Compiled,
    council_name,
    make_shell,
    numeric_columns,
    plain,
    plain_environment,
    rank_class,
)

__all__ = [
    "EXAMPLE",
    "FIXED",
    "GONE_TITLE",
    "TEMPLATES",
    "Build",
    "Compiled",
    "Link",
    "Page",
    "Reader",
    "council_name",
    "make_shell",
    "note_good",
    "numeric_columns",
    "one_line",
    "pack",
    "plain",
    "plain_environment",
    "rank_class",
    "read_scripts",
    "say_good",
    "say_never",
    "say_posts",
    "say_uncounted",
    "squeeze",
    "title_of",
    "with_policy",
]
