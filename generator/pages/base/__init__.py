"""What every page stands on: what a build knows, the page itself, its templates and its policy."""

from generator.pages.base.build import RECORDS, Build
from generator.pages.base.page import (
    Link,
    Page,
    as_bytes,
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
    say_apart,
    say_good,
    say_never,
    say_posts,
    say_uncounted,
    say_withheld,
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
    "RECORDS",
    "TEMPLATES",
    "Build",
    "Compiled",
    "Link",
    "Page",
    "Reader",
    "as_bytes",
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
    "say_apart",
    "say_good",
    "say_never",
    "say_posts",
    "say_uncounted",
    "say_withheld",
    "squeeze",
    "title_of",
    "with_policy",
]
