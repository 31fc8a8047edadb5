"""Files become text: bytes to lines, YAML with positions, tables, and the names they have."""

from __future__ import annotations

from generator.records.files.header import parse_yaml
from generator.records.files.letters import CERTAIN, CODE, find_broken, may_be_broken
from generator.records.files.markdown import (
    MOST_OPEN,
    OPTIONS,
    PARSER,
    as_written,
    find_too_many,
    is_prose,
    parse_markdown,
    show_inline,
    split_sections,
)
from generator.records.files.paths import (
    ACCOUNT_ENDING,
    BACKUP,
    DAY_FOLDER,
    ENDINGS,
    LONGEST_NAME,
    MALL,
    MAP_ENDING,
    REPORTS,
    STEM,
    TOPS,
    explain_windows,
    find_meant,
    find_slug,
    free_name,
    id_of,
    is_address,
    is_passed_over,
    is_too_long,
    read_names,
    refuse_folder,
    show_path,
    slug_of,
    walk_files,
)
from generator.records.files.periods import (
    DAY,
    FIRST_YEAR,
    LAST_YEAR,
    MONTH,
    Period,
    PeriodKind,
    month_at,
    numbered,
    shift_month,
    spanning,
)
from generator.records.files.quoting import (
    NAME,
    ROW,
    in_quotes,
    meant_text,
    name_blank,
    quoted_line,
)
from generator.records.files.rare import rare_signs
from generator.records.files.source import (
    CODE_BOX,
    FENCE,
    MOST_BODY,
    Source,
    explain_fence,
    find_header_end,
    parse_record,
    parse_yaml_file,
    read_record,
    read_yaml,
)
from generator.records.files.tables import (
    EXCEL,
    OPEN_DOCUMENT,
    SAVE_AGAIN,
    Cell,
    Table,
    decode_table,
    explain_way_out,
    name_foreign,
    parse_table,
    read_table,
)
from generator.records.files.text import (
    decode_text,
    find_hidden,
    glimpse_text,
    name_hidden,
    read_bytes,
    read_text,
    without_hidden,
)
from generator.records.files.told_days import find_days, find_wrong_days, weekday_of
from generator.records.files.yaml_tree import (
    KEY_MARK,
    Keys,
    Loose,
    Span,
    Value,
    name_keys,
)

__all__ = [
    "ACCOUNT_ENDING", "BACKUP", "CERTAIN", "CODE", "CODE_BOX", "DAY", "DAY_FOLDER", "ENDINGS",
    "EXCEL", "FENCE", "FIRST_YEAR", "KEY_MARK", "LAST_YEAR", "LONGEST_NAME", "MALL", "MAP_ENDING",
    "MONTH", "MOST_BODY", "MOST_OPEN", "NAME", "OPEN_DOCUMENT", "OPTIONS", "PARSER", "REPORTS", "ROW",
    "SAVE_AGAIN", "STEM", "TOPS", "Cell", "Keys", "Loose", "Period", "PeriodKind", "Source", "Span",
    "Table", "Value", "as_written", "decode_table", "decode_text", "explain_fence",
    "explain_way_out", "explain_windows", "find_broken", "find_days", "find_header_end",
    "find_hidden", "find_meant", "find_slug", "find_too_many", "find_wrong_days", "free_name", "glimpse_text", "id_of", "in_quotes",
    "is_address", "is_passed_over", "is_prose", "is_too_long", "may_be_broken", "meant_text",
    "month_at", "name_blank", "name_foreign", "name_hidden", "name_keys", "numbered",
    "parse_markdown", "parse_record", "parse_table", "parse_yaml", "parse_yaml_file", "quoted_line", "rare_signs", "read_bytes",
    "read_names", "read_record", "read_table", "read_text", "read_yaml", "refuse_folder",
    "shift_month", "show_inline", "show_path", "slug_of", "spanning", "split_sections",
    "walk_files", "weekday_of", "without_hidden",
]  # fmt: skip
